"""How often each field is filled, week by week, and where a template changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from report.charts import draw_rates
from report.figure import NONE, Chart
from report.language import Language
from report.sections import Row, Tables
from report.text import isolated, name_of


def show(tables: Tables, lang: Language) -> dict[str, Any] | None:
    """Fields by week, and the breaks, newest first."""
    rows, breaks = tables.get("fill", ()), tables.get("breaks", ())
    return {"chart": _chart(rows, breaks, lang), "breaks": breaks} if rows else None


def _chart(rows: Sequence[Row], breaks: Sequence[Row], lang: Language) -> Chart:
    weeks = sorted({row["week"] for row in rows})
    last = {row["field"]: row for row in rows if row["week"] == weeks[-1]}
    fields = sorted(
        {row["field"] for row in rows},
        key=lambda field: (-last[field]["rate"] if field in last else 0, field),
    )
    names = [lang.named("field", field) for field in fields]
    drawn = [
        {
            "field": lang.named("field", row["field"]),
            "week": lang.day(row["week"]),
            "rate": row["rate"],
            "shown": lang.percent(row["rate"]),
        }
        for row in rows
    ]
    of_week = {(row["field"], row["week"]): row for row in rows}
    numbers: list[tuple[Any, ...]] = [(lang.say("fill.field"), *(lang.date(week) for week in weeks))]
    numbers += [
        (
            lang.named("field", field),
            *(
                lang.figure("report_fill", of_week[field, week], "rate", "percent")
                if (field, week) in of_week
                else NONE
                for week in weeks
            ),
        )
        for field in fields
    ]
    emptiest = min(last.values(), key=lambda row: (row["rate"], row["field"]))
    return Chart(
        Markup(draw_rates(drawn, [lang.day(week) for week in weeks], names, lang)),  # noqa: S704 - as above
        lang.say("fill.label"),
        Markup(" ").join([_emptiest(emptiest, lang), _newest_break(breaks, lang)]),
        tuple(numbers),
    )


def _emptiest(row: Row, lang: Language) -> str:
    return lang.say(
        "fill.say",
        field=lang.named("field", row["field"]),
        week=lang.date(row["week"]),
        rate=lang.figure("report_fill", row, "rate", "percent"),
    )


def _newest_break(breaks: Sequence[Row], lang: Language) -> str:
    if not breaks:
        return lang.say("fill.steady")
    newest = breaks[0]
    return lang.say(
        "fill.broke",
        n=lang.figure("report_breaks", newest, "in_all"),
        field=lang.named("field", newest["field"]),
        outlet=isolated(name_of(newest["outlet"])),
        week=lang.date(newest["week"]),
        rate=lang.figure("report_breaks", newest, "rate", "percent"),
        usual=lang.figure("report_breaks", newest, "usual_rate", "percent"),
    )
