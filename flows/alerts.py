"""What is told when something is wrong: an event with its evidence, in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import SyncPrefectClient
from prefect.events import emit_event

from flows import told
from warehouse.alert import Alert, Raised

EVENT = "warraq.source."
"""Before the kind of an alert: the name of its event."""

KINDS = {
    "silent": "a source has gone silent",
    "blocked": "a source is blocked",
    "rejections": "the share of refused pages left its band",
    "fill": "a field is no longer filled as it was",
}
"""What there is to be told of a source, under the names that the warehouse gives it."""

_SENTENCES = {
    "silent": (
        "{title} has had nothing new for {silent_for}, while nineteen of twenty of its gaps are no longer "
        "than {long_gap}. Open its feed; if it has moved, correct tasks/sites/{source}.py."
    ),
    "blocked": (
        "{title} refused or failed all {refusals_of_the_day} requests of the last day. The reasons are in "
        "the mart rejections_by_reason, and docs/operations.md says what to do about each."
    ),
    "rejections": (
        "Of the last day's {pages} pages of {title}, {share:.0%} held no article; usual is {usual_share:.0%}."
        " Look at some in rejections_by_reason: if its template has changed, tasks/sites/{source}.py wants a "
        "rule. What was refused can be reprocessed from the archive."
    ),
    "fill": (
        "{title}: {field} is filled in {rate:.0%} of this week's {articles} articles; usual is "
        "{usual_rate:.0%}. If its template has changed, give tasks/sites/{source}.py a rule for the field, "
        "then run reprocess-pages."
    ),
}


def sentence_of(alert: Alert) -> str:
    """What is wrong, and what to do about it."""
    return _SENTENCES[alert.kind].format(title=alert.title, source=alert.source, **alert.evidence)


def teller(kind: str) -> str:
    """The automation that tells of an alert of this kind."""
    return f"warraq: {KINDS[kind]}"


def tell(raised: Raised) -> None:
    """Send the event to which the project's automations answer."""
    alert, ended_at = raised.alert, raised.ended_at
    over = f" It was over at {ended_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC." if ended_at else ""
    evidence = {key: str(value) for key, value in alert.evidence.items()}
    emit_event(
        event=f"{EVENT}{alert.kind}",
        resource={"prefect.resource.id": _resource(alert), "prefect.resource.name": alert.title},
        payload={
            "title": f"{alert.title}: {KINDS[alert.kind]}",
            "sentence": sentence_of(alert) + over,
            "evidence": evidence,
            "alert": key_of(raised),
        },
    )


def key_of(raised: Raised) -> str:
    """The key of an alert's row in the warehouse, by which a note of it is known."""
    return f"{raised.alert.kind} {raised.alert.subject} {raised.at.astimezone(UTC).isoformat()}"


def untold(
    client: SyncPrefectClient, alerts: Sequence[Raised], since: datetime, now: datetime, *, by_note: bool
) -> list[Raised]:
    """Those of the alerts raised `since` then that no note or notification was about, though it is time."""
    awaited = [one for one in alerts if since <= one.at <= now - told.patience(by_note=by_note)]
    if not awaited:
        return []
    noted = told.noted(told.notes_since(client, since))
    return [one for one in awaited if key_of(one) not in noted and _is_untold(client, one, now)]


def _is_untold(client: SyncPrefectClient, raised: Raised, now: datetime) -> bool:
    # Earlier versions sent the event first, and recorded the alert a moment later.
    since = raised.at - timedelta(minutes=1)
    events = told.sent(client, f"{EVENT}{raised.alert.kind}", _resource(raised.alert), since)
    is_told = told.is_answered(client, (event.id for event in events), [teller(raised.alert.kind)])
    return not is_told and told.is_due(now, began=raised.at, events=events)


def _resource(alert: Alert) -> str:
    return f"warraq.source.{alert.subject}"


def tell_over(kind: str, subject: str) -> None:
    """Send the event that something told before is over."""
    emit_event(event=f"{EVENT}{kind}.over", resource={"prefect.resource.id": f"warraq.source.{subject}"})
