"""How far the pages of the last runs, and of the last thirty days, came, and where they were lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from report.charts import draw_bars
from report.figure import Chart
from report.language import Language
from report.sections import Row, Tables
from report.steps import STEPS, drawn, sentence_of


def show(tables: Tables, lang: Language, steps: Sequence[str]) -> list[dict[str, Any]] | None:
    """The last thirty days, then the last runs, newest first, each with a drawing of its steps in order."""
    by_run: dict[Any, list[Row]] = {}
    for row in tables.get("funnel", ()):
        by_run.setdefault(row["run_id"], []).append(row)
    why: dict[Any, list[Row]] = {}
    for row in tables.get("losses", ()):
        why.setdefault(row["run_id"], []).append(row)
    places = {step: place for place, step in enumerate(steps or STEPS)}

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


def _chart(steps: Sequence[Row], query: str, lang: Language) -> Chart:
    meanings = lang.texts["meaning"]
    return Chart(
        Markup(draw_bars(drawn(steps, lang), lang)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("runs.label"),
        sentence_of(steps, query, lang),
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
