"""Source by day: gaps, and days that left the band of their source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from report.charts import draw_days
from report.figure import NONE, Chart, Figure
from report.language import Language
from report.sections import Row, Tables
from report.text import distinct, name_of

_DAYS = 30
_MARKS = {"above": "▲", "below": "▼", None: ""}


def show(tables: Tables, lang: Language) -> Chart | None:
    """Outlets by day. Of many, those with the most gaps and days out of their band."""
    rows = tables.get("days", ())
    if not rows:
        return None
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row["source"], []).append(row)
    sources = list(by_source.values())
    last = max(row["day"] for row in rows)
    days = [last - timedelta(days=back) for back in reversed(range(_DAYS))]
    names = distinct([name_of(of[0]["outlet"]) for of in sources])
    drawn = [
        {
            "outlet": name,
            "day": lang.day(row["day"]),
            "share": row["articles"] / (max(each["articles"] for each in of) or 1),
            "is_gap": row["is_gap"],
            "mark": _MARKS[row["beyond"]],
        }
        for name, of in zip(names, sources, strict=True)
        for row in of
    ]
    numbers: list[tuple[Any, ...]] = [
        (
            lang.say("sources.outlet"),
            lang.say("days.mean"),
            lang.say("days.band"),
            *(lang.date(day) for day in days),
        )
    ]
    for name, of in zip(names, sources, strict=True):
        of_day = {row["day"]: row for row in of}
        numbers.append(
            (
                name,
                lang.figure("report_days", of[0], "mean_articles"),
                Markup("{}").format(lang.say("days.early" if of[0]["is_early"] else "days.known")),
                *(_cell(of_day[day], lang) if day in of_day else NONE for day in days),
            )
        )
    return Chart(
        Markup(draw_days(drawn, [lang.day(day) for day in days], names, lang)),  # noqa: S704 - vl-convert escapes
        lang.say("days.label"),
        _sentence(rows, lang),
        tuple(numbers),
    )


def _cell(row: Row, lang: Language) -> Figure:
    figure = lang.figure("report_days", row, "articles")
    mark = _MARKS[row["beyond"]]
    return Figure(figure.value, figure.origin, f"{figure.shown} {mark}") if mark else figure


def _sentence(rows: Sequence[Row], lang: Language) -> str:
    told = {
        name: lang.figure("report_days", rows[0], name)
        for name in ("gaps", "above", "below", "early", "outlets", "outlets_shown")
    }
    last = lang.date(max(row["day"] for row in rows), year=True)
    said = [lang.say("days.say", gaps=lang.say("count.gap", n=told["gaps"]), last=last)]
    if rows[0]["early"] < rows[0]["outlets"]:
        said.append(lang.say("days.left", above=told["above"], below=told["below"]))
    if rows[0]["early"]:
        said.append(lang.say("days.too_early", outlets=lang.say("count.outlet", n=told["early"])))
    if rows[0]["outlets"] > rows[0]["outlets_shown"]:
        said.append(lang.say("days.hidden", n=told["outlets_shown"], all=told["outlets"]))
    return Markup(" ").join(said)
