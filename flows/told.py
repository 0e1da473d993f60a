"""What was told: the notes that automations start, and what these automations answered to which event.

An event says that something is wrong; that somebody was told of it is seen only by what came of the event.
Between the two a server may be killed, which has its events and its queue of actions in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.events import Event, ResourceSpecification
from prefect.events.filters import (
    EventFilter,
    EventNameFilter,
    EventOccurredFilter,
    EventRelatedFilter,
    EventResourceFilter,
)

NOTE = "note-alert"
WATCH = "watch-warehouse"

LEFT = "Told before"
"""The name of the state in which a note ends that wrote nothing, since another was about the same."""

_SAME_ALERT = timedelta(minutes=10)  # of two notes that name no subject and say the same
_WITHOUT_WATCH = timedelta(days=1)  # what the watch may have missed while it was at work
_VACUUM_EVERY = timedelta(hours=1)
_NOTED_WITHIN = timedelta(seconds=30)  # by the automation, if it heard of it
_NOTIFIED_WITHIN = timedelta(minutes=17)  # a second note can find the first, a notification cannot
_AGAIN = "again:"  # and the note that it was started for
_MOST_NOTES = 3  # of one alert: what breaks each time will not be mended by another


def unwatched_since(client: SyncPrefectClient, now: datetime, *, history_days: int) -> datetime:
    """From when on somebody may not have been told: a day before the last watch that came to its end.

    A machine may have been off for weeks. Prefect forgets after `history_days`, the notes of a run not before
    the run itself: what is about to be forgotten is left alone.
    """
    kept = now - timedelta(days=history_days) + _VACUUM_EVERY
    ended = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.COMPLETED])))
    last = client.read_flow_runs(
        flow_filter=named([WATCH]), flow_run_filter=ended, sort=FlowRunSort.END_TIME_DESC, limit=1
    )
    if not last or last[0].end_time is None:
        return kept
    return max(kept, last[0].end_time - _WITHOUT_WATCH)


def patience(*, by_note: bool) -> timedelta:
    """For how long what happened is nobody's but the automation's to tell.

    `by_note`: whether automations start notes; notifications are waited for until none can be late.
    """
    return _NOTED_WITHIN if by_note else _NOTIFIED_WITHIN


def noted(notes: Iterable[FlowRun]) -> set[str | None]:
    """What these notes are about; those that left it to another do not count."""
    return {subject_of(note) for note in notes if not _left_it(note)}


def is_answered(client: SyncPrefectClient, causes: Iterable[UUID | None], automations: Sequence[str]) -> bool:
    """Whether one of these automations did what it does at one of these events."""
    related = [f"prefect.event.{cause}" for cause in causes]
    if not related:
        return False
    done = client.read_events(
        EventFilter(
            event=EventNameFilter(name=["prefect.automation.action.executed"]),
            # Somebody's own automation may answer to the same event, and tell nobody.
            resource=EventResourceFilter(
                labels=ResourceSpecification({"prefect.resource.name": list(automations)})
            ),
            related=EventRelatedFilter(id=related),
        ),
        limit=1,
    )
    return bool(done.events)


def sent(client: SyncPrefectClient, event: str, resource: str, since: datetime) -> Sequence[Event]:
    """The newest events of this name about this resource."""
    return client.read_events(
        EventFilter(
            event=EventNameFilter(name=[event]),
            resource=EventResourceFilter(id=[resource]),
            occurred=EventOccurredFilter.model_validate({"since": since}),
        ),
        limit=50,  # the most that a server gives, and less than its client asks for
    ).events


def is_due(now: datetime, *, began: datetime, events: Sequence[Event]) -> bool:
    """Whether what began then may be told once more: each time after twice as long.

    Where an automation is switched off, or a webhook is away, nobody hears it however often it is said.
    """
    last = max((event.occurred for event in events), default=began)
    return now - last >= last - began


def note_again(client: SyncPrefectClient, since: datetime) -> int:
    """Start the notes since then again that broke before they were written; gives their number."""
    notes = [note for note in notes_since(client, since) if note.deployment_id and not _left_it(note)]
    started = 0
    for same in _by_alert(notes):
        first = same[0]
        # Where the first lies too far back to be seen, how often it was tried is not known either.
        if all(map(_broke, same)) and len(same) < _MOST_NOTES and not _is_again(first):
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
            is_of_one = subject_of(note) is not None and subject_of(note) == subject_of(first)
            # The watch starts a note again later than two notes of one event can be apart.
            if f"{_AGAIN}{first.id}" in note.tags or is_of_one or (is_equal and is_near):
                same.append(note)
                break
        else:
            alerts.append([note])
    return alerts


def was_noted_before(
    client: SyncPrefectClient, flow_run_id: UUID, subject: str | None, *, history_days: int
) -> bool:
    """Whether another note than this run's is about the same subject; without one, whether it says the same.

    A server may answer to one event twice, or to an event and to what was said in its place.
    """
    own = client.read_flow_run(flow_run_id)
    at = _age(own)
    reach = timedelta(days=history_days) if subject else _SAME_ALERT
    others = [
        note
        for note in notes_since(client, at[0] - reach)
        if note.id != own.id and not _broke(note) and not _left_it(note) and _age(note) < at
    ]
    if subject:
        return any(subject_of(note) == subject for note in others)
    return any(note.parameters == own.parameters for note in others)


def subject_of(note: FlowRun) -> str | None:
    """The run or the alert of the warehouse that a note is about, if it is about one."""
    about = note.parameters.get("flow_run") or note.parameters.get("alert")
    return str(about) if about else None


def notes_since(client: SyncPrefectClient, since: datetime) -> list[FlowRun]:
    """Runs of `note-alert` that were due after `since`, the earliest first."""
    due = FlowRunFilterExpectedStartTime.model_validate({"after_": since})
    return sorted(runs(client, [NOTE], FlowRunFilter(expected_start_time=due)), key=_age)


def runs(client: SyncPrefectClient, flows: Sequence[str], which: FlowRunFilter) -> list[FlowRun]:
    """All runs of these flows that are `which`; the server gives some hundreds at a time."""
    found: list[FlowRun] = []
    while page := client.read_flow_runs(
        flow_filter=named(flows), flow_run_filter=which, sort=FlowRunSort.ID_DESC, offset=len(found)
    ):
        found += page
    return found


def named(flows: Sequence[str]) -> FlowFilter:
    return FlowFilter(name=FlowFilterName(any_=list(flows)))


def _broke(run: FlowRun) -> bool:
    return run.state is not None and (run.state.is_failed() or run.state.is_crashed())


def _left_it(note: FlowRun) -> bool:
    """Whether a note wrote nothing, since another was to: that one may have broken since."""
    return note.state is not None and note.state.name == LEFT


def _is_again(note: FlowRun) -> bool:
    return any(tag.startswith(_AGAIN) for tag in note.tags)


def _age(run: FlowRun) -> tuple[datetime, str]:
    """What orders runs, also two that were made in the same moment."""
    assert run.created is not None
    return run.created, str(run.id)
