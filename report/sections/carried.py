"""Who carries whose texts, and with what delay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from report.charts import draw_syndication
from report.figure import Chart
from report.language import Language
from report.sections import Row, Tables
from report.text import isolated, name_of

_MOST_OUTLETS = 14  # a grid of more cannot be read


def show(tables: Tables, lang: Language) -> dict[str, Any] | None:
    """The pairs, most texts first, and a drawing of the first of them."""
    rows = tables.get("syndication", ())
    return {"rows": rows, "chart": _chart(rows, lang)} if rows else None


def _chart(rows: Sequence[Row], lang: Language) -> Chart:
    """The pairs with the most texts, as many as their outlets can be read side by side."""
    outlets: set[str] = set()
    drawn: list[dict[str, Any]] = []
    for row in rows:
        pair = {name_of(row["origin"]), name_of(row["carrier"])}
        if len(outlets | pair) > _MOST_OUTLETS:
            break
        outlets |= pair
        drawn.append(
            {
                "origin": name_of(row["origin"]),
                "carrier": name_of(row["carrier"]),
                "texts": row["texts"],
                "shown": lang.number(row["texts"]),
                "delay": lang.duration(row["seconds_after"]),
            }
        )
    most = drawn[0]
    said = [
        lang.say(
            "carried.say_own" if most["carrier"] == most["origin"] else "carried.say",
            carrier=isolated(most["carrier"]),
            origin=isolated(most["origin"]),
            n=lang.say("carried.text", n=lang.figure("report_syndication", rows[0], "texts")),
        )
    ]
    if len(drawn) < len(rows):
        said.append(lang.say("carried.drawn"))
    return Chart(
        Markup(draw_syndication(drawn, lang)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("carried.label"),
        Markup(" ").join(said),
    )
