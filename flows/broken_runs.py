"""Runs that failed or crashed and of which nobody was told, by the state that Prefect's database has of them.

Prefect's automations answer to events in the order in which they follow one another. A server that was
started anew has seen none: the end of a run that began before waits for its beginning, a quarter of an hour
long, and is forgotten if the server ends meanwhile. What became of a run is in its database, whatever became
of the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.events import emit_event
from prefect.events.filters import EventFilter, EventNameFilter, EventRelatedFilter, EventResourceFilter

BROKEN = "warraq.run.broken"
"""The event of a run of which nobody was told when it broke."""

WATCHED = [
    "ingest-news",
    "backfill-archive",
    "reprocess-pages",
    "publish-report",
    "maintain-warehouse",
    "watch-warehouse",
]
"""Flows that a person or a schedule starts: an alert about an alert could go round for ever."""

NOTE = "note-alert"

TOLD_BEFORE = "told before: "
"""How the name of a note begins that wrote nothing, since another was about the same."""

_LOOKED_BACK = timedelta(days=1)
_NOTED_WITHIN = timedelta(seconds=30)  # by the automation, if it heard of it
_NOTIFIED_WITHIN = timedelta(minutes=17)  # a second note can find the first, a notification cannot
_SAME_ALERT = timedelta(minutes=10)
_AGAIN = "again:"  # and the note that it was started for
_MOST_NOTES = 3  # of one alert: what breaks each time will not be mended by another


def tell_broken_runs(client: SyncPrefectClient, now: datetime, *, by_note: bool) -> list[FlowRun]:
    """Send an event for each run of the last day that broke and that no note or notification was about.

    `by_note`: whether automations start notes; notifications are waited for until none can be late.
    """
    patience = _NOTED_WITHIN if by_note else _NOTIFIED_WITHIN
    flows = {flow.id: flow.name for flow in client.read_flows(flow_filter=_named(WATCHED))}
    ended = FlowRunFilterEndTime.model_validate({"after_": now - _LOOKED_BACK, "before_": now - patience})
    broken = _runs(client, WATCHED, FlowRunFilter(state=_is_broken(), end_time=ended))
    notes = _notes(client, now - _LOOKED_BACK) if broken else []
    noted = {_subject(note) for note in notes if not _left_it(note)}
    untold = [run for run in broken if run.id not in noted and not _was_notified(client, run)]
    for run in untold:
        _tell(run, flows[run.flow_id])
    return untold


def note_again(client: SyncPrefectClient, now: datetime) -> int:
    """Start the notes of the last day again that broke before they were written; gives their number."""
    notes = [note for note in _notes(client, now - _LOOKED_BACK) if note.deployment_id and not _left_it(note)]
    started = 0
    for same in _by_alert(notes):
        first = same[0]
        if all(map(_broke, same)) and len(same) < _MOST_NOTES:
            assert first.deployment_id is not None
            client.create_flow_run_from_deployment(
                first.deployment_id, parameters=first.parameters, tags=[f"{_AGAIN}{first.id}"]
            )
            started += 1
    return started


def _by_alert(notes: Sequence[FlowRun]) -> list[list[FlowRun]]:
    """The notes of each alert, the earliest first. A source may fall silent twice a day."""
    alerts: list[list[FlowRun]] = []
    for note in notes:
        for same in alerts:
            first = same[0]
            is_near = _age(note)[0] - _age(first)[0] <= _SAME_ALERT
            is_equal = note.parameters == first.parameters and not _is_again(note)
            # The watch starts a note again later than two notes of one event can be apart.
            if f"{_AGAIN}{first.id}" in note.tags or (is_equal and (is_near or _subject(note))):
                same.append(note)
                break
        else:
            alerts.append([note])
    return alerts


def was_noted_before(client: SyncPrefectClient, flow_run_id: UUID, subject: UUID | None) -> bool:
    """Whether another note than this run's is about the same broken run, or says the same.

    A server may answer to one event twice, or to an event and to what was said in its place.
    """
    own = client.read_flow_run(flow_run_id)
    at = _age(own)
    others = [
        note
        for note in _notes(client, at[0] - (_LOOKED_BACK if subject else _SAME_ALERT))
        if note.id != own.id and not _broke(note) and not _left_it(note) and _age(note) < at
    ]
    if subject:
        return any(_subject(note) == subject for note in others)
    return any(note.parameters == own.parameters for note in others)


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


def _was_notified(client: SyncPrefectClient, run: FlowRun) -> bool:
    """Whether an automation did what it does at the event of the run's state, or at one of ours about it."""
    ours = client.read_events(
        EventFilter(
            event=EventNameFilter(name=[BROKEN]),
            resource=EventResourceFilter(id=[_resource(run)]),
        ),
        limit=50,  # the most that a server gives, and less than its client asks for
    )
    # The server gives the event of a state the id of that state.
    causes = [run.state_id, *(event.id for event in ours.events)]
    done = client.read_events(
        EventFilter(
            event=EventNameFilter(name=["prefect.automation.action.executed"]),
            related=EventRelatedFilter(id=[f"prefect.event.{cause}" for cause in causes]),
        ),
        limit=1,
    )
    return bool(done.events)


def _resource(run: FlowRun) -> str:
    return f"warraq.run.{run.id}"


def _notes(client: SyncPrefectClient, since: datetime) -> list[FlowRun]:
    """Runs of `note-alert` that were due after `since`, the earliest first."""
    due = FlowRunFilterExpectedStartTime.model_validate({"after_": since})
    return sorted(_runs(client, [NOTE], FlowRunFilter(expected_start_time=due)), key=_age)


def _runs(client: SyncPrefectClient, flows: Sequence[str], which: FlowRunFilter) -> list[FlowRun]:
    found: list[FlowRun] = []
    while page := client.read_flow_runs(
        flow_filter=_named(flows), flow_run_filter=which, sort=FlowRunSort.ID_DESC, offset=len(found)
    ):
        found += page
    return found


def _named(flows: Sequence[str]) -> FlowFilter:
    return FlowFilter(name=FlowFilterName(any_=list(flows)))


def _is_broken() -> FlowRunFilterState:
    return FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.FAILED, StateType.CRASHED]))


def _broke(run: FlowRun) -> bool:
    return run.state is not None and (run.state.is_failed() or run.state.is_crashed())


def _left_it(note: FlowRun) -> bool:
    """Whether a note wrote nothing, since another was to: that one may have broken since."""
    return note.name.startswith(TOLD_BEFORE)


def _is_again(note: FlowRun) -> bool:
    return any(tag.startswith(_AGAIN) for tag in note.tags)


def _subject(note: FlowRun) -> UUID | None:
    """The run that a note is about, if it is about one."""
    about = note.parameters.get("flow_run")
    return UUID(str(about)) if about else None


def _age(run: FlowRun) -> tuple[datetime, str]:
    """What orders runs, also two that were made in the same moment."""
    assert run.created is not None
    return run.created, str(run.id)
