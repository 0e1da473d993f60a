"""Articles a day by outlet."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from report.charts import draw_volume
from report.figure import Chart, plain
from report.ink import INK, OTHER, colour_of
from report.language import Language, language
from report.sections import Row, Tables
from report.text import distinct, name_of


def show(tables: Tables, lang: Language, *, legend: bool = False) -> Chart | None:
    """The thirty days that end with the newest one. With `legend`, the drawing has its own."""
    rows = tables.get("volume", ())
    if not rows:
        return None
    by_day: dict[Any, list[Row]] = {}
    for row in rows:
        by_day.setdefault(row["day"], []).append(row)
    places = next(iter(by_day.values()))
    labels = [_label(row, lang) for row in places]
    names = [plain(label) for label in labels]
    names = distinct(names)
    svg = draw_volume(
        [
            {"day": lang.day(day), "outlet": name, "articles": row["articles"]}
            for day, of in by_day.items()
            for name, row in zip(names, of, strict=True)
        ],
        [lang.day(day) for day in by_day],
        names,
        lang,
        legend=legend,
    )
    numbers: list[tuple[Any, ...]] = [(lang.say("volume.day"), *labels, lang.say("volume.all"))]
    numbers += [
        (
            lang.date(day, year=True),
            *(lang.figure("report_volume", row, "articles") for row in of),
            lang.figure("report_volume", of[0], "articles_of_day"),
        )
        for day, of in reversed(by_day.items())
        if of[0]["articles_of_day"]
    ]
    return Chart(
        Markup(svg),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("volume.label"),
        _sentence(rows[0], lang),
        tuple(numbers),
        tuple((colour_of(place), label) for place, label in enumerate(labels)),
    )


def image(tables: Tables) -> tuple[str, str] | None:
    """The same chart as SVG that stands alone on a page of either colour, and its sentence."""
    chart = show(tables, language("en"), legend=True)
    if chart is None:
        return None
    return str(chart.svg).replace(INK, OTHER), plain(chart.sentence)


def _label(row: Row, lang: Language) -> str:
    """An outlet's name, or how many others there are."""
    if row["outlet"] is not None:
        return name_of(row["outlet"])
    return lang.say("count.others", n=lang.figure("report_volume", row, "outlets"))


def _sentence(row: Row, lang: Language) -> str:
    told = {
        name: lang.figure("report_volume", row, name)
        for name in ("articles_of_month", "days", "most", "elsewhere")
    }
    said = [
        lang.say(
            "volume.say",
            articles=lang.say("count.article", n=told["articles_of_month"]),
            days=lang.say("count.day", n=told["days"]),
            last=lang.date(row["last_day"], year=True),
            peak=lang.date(row["peak_day"]),
            most=told["most"],
        )
    ]
    if row["elsewhere"]:
        said.append(lang.say("volume.elsewhere", n=told["elsewhere"]))
    return Markup(" ").join(said)
