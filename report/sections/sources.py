"""How each source does, those that want attention first."""

from __future__ import annotations

from typing import Any

from report.charts import draw_sparkline
from report.language import Language
from report.sections import Tables


def show(tables: Tables, lang: Language) -> dict[str, Any] | None:
    """The rows, each with the bars of its thirty days, and how many are in which state."""
    rows = tables.get("sources", ())
    if not rows:
        return None
    states = {
        name: lang.figure("report_sources", rows[0], name)
        for name in ("in_all", "live", "late", "silent", "blocked", "too_new", "from_archives", "no_articles")
    }
    rtl = lang.direction == "rtl"
    return {
        "sentence": lang.say("sources.states", **states),
        "rows": [
            {**row, "bars": draw_sparkline(row["thirty_days"] or (), from_the_right=rtl)} for row in rows
        ],
    }
