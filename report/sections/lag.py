"""How long articles take from publication to the warehouse."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from report.charts import draw_lag
from report.figure import Chart
from report.ink import COLOURS, KEPT
from report.language import Language
from report.sections import Tables


def show(tables: Tables, lang: Language) -> Chart | None:
    """Median and long end of each day; rows are newest first."""
    rows = tables.get("lag", ())
    if not rows:
        return None
    drawn = [
        {
            "day": lang.day(row["day"]),
            "median": row["median_seconds"] / 3600,
            "long": row["long_seconds"] / 3600,
        }
        for row in rows
    ]
    figures = [
        {
            "articles": lang.figure("report_lag", row, "articles"),
            "median": lang.figure("report_lag", row, "median_seconds", "duration"),
            "long": lang.figure("report_lag", row, "long_seconds", "duration"),
        }
        for row in rows
    ]
    numbers: list[tuple[Any, ...]] = [
        tuple(lang.say(f"lag.{it}") for it in ("day", "articles", "median", "long"))
    ]
    numbers += [
        (lang.date(row["day"], year=True), *shown.values()) for row, shown in zip(rows, figures, strict=True)
    ]
    days = [lang.day(row["day"]) for row in reversed(rows)]
    newest = figures[0] | {"articles": lang.say("count.article", n=figures[0]["articles"])}
    return Chart(
        Markup(draw_lag(drawn, days, lang)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("lag.label"),
        lang.say("lag.say", day=lang.date(rows[0]["day"]), **newest),
        tuple(numbers),
        ((KEPT, lang.say("lag.median")), (COLOURS[1], lang.say("lag.long"))),
    )
