"""Runs that failed or crashed and of which nobody was told, by the state that Prefect's database has of them.

Prefect's automations answer to events in the order in which they follow one another. A server that was
started anew has seen none: the end of a run that began before waits for its beginning, a quarter of an hour
long, and is forgotten if the server ends meanwhile. What became of a run is in its database, whatever became
of the event.
"""

from __future__ import annotations

from datetime import datetime

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events import emit_event

from flows import told

BROKEN = "warraq.run.broken"
"""The event of a run of which nobody was told when it broke."""

WATCHED = [
    "ingest-news",
    "backfill-archive",
    "reprocess-pages",
    "publish-report",
    "maintain-warehouse",
    told.WATCH,
]
"""Flows that a person or a schedule starts: an alert about an alert could go round for ever."""

TELLERS = ("warraq: a run failed or crashed", "warraq: a run had failed or crashed, and nobody was told")
"""The automations that tell of a broken run: at its state's event, and at ours."""


def tell_broken_runs(
    client: SyncPrefectClient, since: datetime, now: datetime, *, by_note: bool
) -> list[FlowRun]:
    """Send an event for each run that broke `since` then and that no note or notification was about."""
    flows = {flow.id: flow.name for flow in client.read_flows(flow_filter=told.named(WATCHED))}
    ended = FlowRunFilterEndTime.model_validate(
        {"after_": since, "before_": now - told.patience(by_note=by_note)}
    )
    broken = told.runs(client, WATCHED, FlowRunFilter(state=_is_broken(), end_time=ended))
    noted = told.noted(told.notes_since(client, since)) if broken else set()
    untold = [run for run in broken if str(run.id) not in noted and _is_untold(client, run, now)]
    for run in untold:
        _tell(run, flows[run.flow_id])
    return untold


def _is_untold(client: SyncPrefectClient, run: FlowRun, now: datetime) -> bool:
    """Whether no automation of ours answered to the event of the run's state, nor to ours, which is due."""
    assert run.end_time is not None
    ours = told.sent(client, BROKEN, _resource(run), run.end_time)
    # The server gives the event of a state the id of that state.
    causes = [run.state_id, *(event.id for event in ours)]
    return not told.is_answered(client, causes, TELLERS) and told.is_due(now, began=run.end_time, events=ours)


def _tell(run: FlowRun, flow: str) -> None:
    state = run.state
    assert state is not None
    emit_event(
        event=BROKEN,
        resource={"prefect.resource.id": _resource(run), "prefect.resource.name": run.name},
        payload={
            "title": f"{flow}: the run {run.name} {state.name.lower() if state.name else 'broke'}",
            "message": state.message or "",
            "flow_run": str(run.id),
        },
    )


def _resource(run: FlowRun) -> str:
    return f"warraq.run.{run.id}"


def _is_broken() -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.FAILED, StateType.CRASHED]))
