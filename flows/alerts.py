"""What is told when something is wrong: an event with its evidence, in a sentence that says what to do."""

from __future__ import annotations

from prefect.events import emit_event

from warehouse.alert import Alert

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


def tell(alert: Alert) -> None:
    """Send the event to which the project's automations answer."""
    evidence = {key: str(value) for key, value in alert.evidence.items()}
    emit_event(
        event=f"{EVENT}{alert.kind}",
        resource={
            "prefect.resource.id": f"warraq.source.{alert.subject}",
            "prefect.resource.name": alert.title,
        },
        payload={
            "title": f"{alert.title}: {KINDS[alert.kind]}",
            "sentence": sentence_of(alert),
            "evidence": evidence,
        },
    )


def tell_over(kind: str, subject: str) -> None:
    """Send the event that something told before is over."""
    emit_event(event=f"{EVENT}{kind}.over", resource={"prefect.resource.id": f"warraq.source.{subject}"})
