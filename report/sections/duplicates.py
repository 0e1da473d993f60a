"""How much of what each source publishes is a text that another article represents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from report.charts import draw_stacked
from report.figure import Chart
from report.ink import KINDS
from report.language import Language
from report.sections import Row, Tables
from report.text import distinct, isolated, name_of

_MOST_BARS = 15
_COLUMNS = {
    "exact": "exact_copies",
    "near": "edited_copies",
    "excerpt": "excerpts",
    "indirect": "indirect_copies",
}


def show(tables: Tables, lang: Language) -> dict[str, Any] | None:
    """The rows, most copies first, and a drawing of the first of them."""
    rows = tables.get("duplicates", ())
    return {"rows": rows, "chart": _chart(rows, lang)} if rows else None


def _chart(rows: Sequence[Row], lang: Language) -> Chart:
    shown = rows[:_MOST_BARS]
    names = distinct([name_of(row["outlet"]) for row in shown])
    drawn = [
        {"name": name, "kind": kind, "count": row[column]}
        for name, row in zip(names, shown, strict=True)
        for kind, column in _COLUMNS.items()
    ]
    colours = {kind: KINDS[kind] for kind in _COLUMNS}
    return Chart(
        Markup(draw_stacked(drawn, names, colours, lang)),  # noqa: S704 - vl-convert escapes its texts
        lang.say("duplicates.label"),
        lang.say(
            "duplicates.say",
            outlet=isolated(names[0]),
            n=lang.figure("report_duplicates", rows[0], "copies"),
            articles=lang.figure("report_duplicates", rows[0], "articles"),
        ),
        legend=tuple((colour, lang.say(f"duplicates.{kind}")) for kind, colour in colours.items()),
    )
