"""The steps of a run: how each is drawn and told, in the report and in the summary of a run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from report.figure import plain
from report.ink import INK, KEPT, LOST, OTHER, Row, draw_steps
from report.language import Language, language
from report.text import name_of

# How a step of a run is drawn. Steps that a flow invents later are drawn as kept.
STEPS = {
    "discovered": KEPT,
    "waiting": KEPT,
    "seen before": KEPT,
    "not due": OTHER,
    "left out": LOST,
    "due": KEPT,
    "refused": LOST,
    "allowed": KEPT,
    "failed": LOST,
    "gone": LOST,
    "unchanged": OTHER,
    "fetched": KEPT,
    "changed": KEPT,
    "rejected": LOST,
    "articles": KEPT,
    "new articles": KEPT,
    "corrected": KEPT,
}


def funnel_image(steps: Sequence[Row]) -> tuple[str, str] | None:
    """One run's steps as SVG that stands alone on a page of either colour, and its sentence.

    `steps` have step and count, in the order in which they are drawn. None if nothing was counted.
    """
    counted = [row for row in steps if row["count"]]
    if not counted:
        return None
    svg = draw_steps(drawn(counted, language("en")))
    return svg.replace(INK, OTHER), plain(sentence_of(counted, "report_funnel", language("en")))


def drawn(steps: Sequence[Row], lang: Language) -> list[dict[str, Any]]:
    """Rows for a drawing of `steps`, which have step and count."""
    return [
        {
            "name": name_of(lang.named("step", row["step"])),
            "count": row["count"],
            "shown": lang.number(row["count"]),
            "colour": STEPS.get(row["step"], KEPT),
        }
        for row in steps
    ]


def sentence_of(steps: Sequence[Row], query: str, lang: Language) -> str:
    """What `steps` of the query come to, and where pages were lost, in words."""
    figures = {row["step"]: lang.figure(query, row, "count") for row in steps}
    came = [
        lang.say(key, **{what: lang.say(f"count.{what}", n=figures[step])})
        for step, key, what in (("due", "runs.due", "page"), ("articles", "runs.read", "article"))
        if step in figures
    ]
    lost = [
        lang.say("runs.lost_at", n=figures[row["step"]], step=name_of(lang.named("step", row["step"])))
        for row in steps
        if STEPS.get(row["step"]) == LOST and row["count"]
    ]
    comma = escape("، " if lang.direction == "rtl" else ", ")
    said: list[str] = [comma.join(came) + "."] if came else []
    if "unchanged" in figures and figures["unchanged"].value:
        said.append(lang.say("runs.unchanged", n=figures["unchanged"]))
    said.append(lang.say("runs.lost", losses=comma.join(lost)) if lost else lang.say("runs.nothing"))
    return Markup(" ").join(said)
