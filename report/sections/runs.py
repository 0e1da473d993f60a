"""How far the pages of the last runs, and of the last thirty days, came, and where they were lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from report.charts import INK, KEPT, LOST, OTHER, draw_bars, draw_steps
from report.figure import Chart, plain
from report.language import Language, language
from report.sections import Row, Tables
from report.text import name_of

# How a step of a run is drawn. Steps that a flow invents later are drawn as kept.
_STEPS = {
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


def show(tables: Tables, lang: Language, steps: Sequence[str]) -> list[dict[str, Any]] | None:
    """The last thirty days, then the last runs, newest first, each with a drawing of its steps in order."""
    by_run: dict[Any, list[Row]] = {}
    for row in tables.get("funnel", ()):
        by_run.setdefault(row["run_id"], []).append(row)
    why: dict[Any, list[Row]] = {}
    for row in tables.get("losses", ()):
        why.setdefault(row["run_id"], []).append(row)
    places = {step: place for place, step in enumerate(steps or _STEPS)}

    def in_order(rows: Sequence[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: (places.get(row["step"], len(places)), row["step"]))

    runs = []
    if month := in_order(tables.get("funnel_month", ())):
        count = lang.say("count.run", n=lang.figure("report_funnel_month", month[0], "runs"))
        chart = _chart(month, "report_funnel_month", lang)
        runs.append({"count": count, "chart": chart, "losses": why.get(None, ())})
    for run_id, of_run in by_run.items():
        chart = _chart(in_order(of_run), "report_funnel", lang)
        about = {name: of_run[0][name] for name in ("started_at", "flow")}
        runs.append({**about, "chart": chart, "losses": why.get(run_id, ())})
    return runs or None


def image(steps: Sequence[Row]) -> tuple[str, str] | None:
    """One run's steps as SVG that stands alone on a page of either colour, and its sentence.

    `steps` have step and count, in the order in which they are drawn. None if nothing was counted.
    """
    counted = [row for row in steps if row["count"]]
    if not counted:
        return None
    svg = draw_steps(_drawn(counted, language("en")))
    return svg.replace(INK, OTHER), plain(_sentence(counted, "report_funnel", language("en")))


def _chart(steps: Sequence[Row], query: str, lang: Language) -> Chart:
    meanings = lang.texts["meaning"]
    return Chart(
        Markup(draw_bars(_drawn(steps, lang), lang)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("runs.label"),
        _sentence(steps, query, lang),
        (
            (lang.say("runs.step"), lang.say("runs.count"), lang.say("runs.meaning")),
            *(
                (
                    lang.named("step", row["step"]),
                    lang.figure(query, row, "count"),
                    meanings.get(row["step"].replace(" ", "_"), ""),
                )
                for row in steps
            ),
        ),
    )


def _drawn(steps: Sequence[Row], lang: Language) -> list[dict[str, Any]]:
    return [
        {
            "name": name_of(lang.named("step", row["step"])),
            "count": row["count"],
            "shown": lang.number(row["count"]),
            "colour": _STEPS.get(row["step"], KEPT),
        }
        for row in steps
    ]


def _sentence(steps: Sequence[Row], query: str, lang: Language) -> str:
    figures = {row["step"]: lang.figure(query, row, "count") for row in steps}
    came = [
        lang.say(key, **{what: lang.say(f"count.{what}", n=figures[step])})
        for step, key, what in (("due", "runs.due", "page"), ("articles", "runs.read", "article"))
        if step in figures
    ]
    lost = [
        lang.say("runs.lost_at", n=figures[row["step"]], step=name_of(lang.named("step", row["step"])))
        for row in steps
        if _STEPS.get(row["step"]) == LOST and row["count"]
    ]
    comma = escape("، " if lang.direction == "rtl" else ", ")
    said: list[str] = [comma.join(came) + "."] if came else []
    if "unchanged" in figures and figures["unchanged"].value:
        said.append(lang.say("runs.unchanged", n=figures["unchanged"]))
    said.append(lang.say("runs.lost", losses=comma.join(lost)) if lost else lang.say("runs.nothing"))
    return Markup(" ").join(said)
