"""Keywords that rise against their own past."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from report.charts import draw_words
from report.figure import Chart
from report.ink import COLOURS, KEPT
from report.language import Language
from report.sections import Tables
from report.text import distinct, isolated, name_of

_MOST_BARS = 15


def show(tables: Tables, lang: Language) -> Chart | None:
    """This week and a usual one of each keyword, most risen first."""
    rows = tables.get("words", ())
    if not rows:
        return None
    names = distinct([name_of(row["surface"]) for row in rows])
    drawn = [
        {"word": name, "articles": row["articles"], "usual": row["usual"]}
        for name, row in zip(names, rows, strict=True)
    ]
    columns = ("articles", "usual", "sources", "rise")
    numbers: list[tuple[Any, ...]] = [tuple(lang.say(f"words.{it}") for it in ("word", *columns))]
    numbers += [
        (name, *(lang.figure("report_words", row, it) for it in columns))
        for name, row in zip(names, rows, strict=True)
    ]
    return Chart(
        Markup(draw_words(drawn[:_MOST_BARS], names[:_MOST_BARS], lang)),  # noqa: S704 - vl-convert escapes
        lang.say("words.label"),
        lang.say(
            "words.say",
            word=isolated(names[0]),
            articles=lang.say("count.article", n=lang.figure("report_words", rows[0], "articles")),
            usual=lang.figure("report_words", rows[0], "usual"),
        ),
        tuple(numbers),
        ((KEPT, lang.say("words.articles")), (COLOURS[1], lang.say("words.usual"))),
    )
