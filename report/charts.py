"""Draw rows as SVG that stands inside a page: no script, no request, the page's own ink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair
import vl_convert

_INK = "currentColor"  # of the page around it, so that one drawing serves light and dark
_COLOURS = ["#2f6f73", "#c8843c", "#7b5ea7", "#b0413e", "#5a8f3d", "#3b6ea8", "#a8558a", "#8a7a2f", "#4d4d4d"]
_MOST_OUTLETS = 8  # what can be told apart; the rest are one colour
_FONT = "'Noto Naskh Arabic', 'Noto Sans Arabic', 'Segoe UI', Tahoma, sans-serif"

Row = Mapping[str, Any]


def draw_volume(rows: Sequence[Row]) -> str:
    """Bars of articles a day, stacked by outlet; `rows` have day, outlet, articles."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["outlet"]] = totals.get(row["outlet"], 0) + row["articles"]
    largest = sorted(totals, key=lambda outlet: (-totals[outlet], outlet))[:_MOST_OUTLETS]
    values = [
        {
            "day": row["day"].isoformat(),
            "outlet": row["outlet"] if row["outlet"] in largest else "other outlets",
            "articles": row["articles"],
        }
        for row in rows
    ]
    chart = (
        altair.Chart(_data(values))
        .mark_bar()
        .encode(
            x=altair.X("day:O", title=None, axis=altair.Axis(labelAngle=-40, labelOverlap=True)),
            y=altair.Y("sum(articles):Q", title="articles", axis=altair.Axis(tickMinStep=1)),
            color=altair.Color("outlet:N", title=None, scale=altair.Scale(range=_COLOURS), sort=largest),
        )
    )
    return _svg(chart, width=640, height=220)


def draw_funnel(rows: Sequence[Row], steps: Sequence[str]) -> str:
    """A bar for each step that a run's pages and articles came to; `rows` have step, count."""
    values = [{"step": row["step"], "count": row["count"]} for row in rows]
    base = altair.Chart(_data(values)).encode(
        y=altair.Y("step:N", title=None, sort=list(steps)), x=altair.X("count:Q", title=None)
    )
    lost = altair.FieldOneOfPredicate(
        field="step", oneOf=["left out", "not due", "refused", "failed", "gone", "rejected"]
    )
    bars = base.mark_bar(height={"band": 0.7}).encode(
        color=altair.condition(lost, altair.value("#b0413e"), altair.value("#2f6f73"))
    )
    figures = base.mark_text(align="left", dx=4, fill=_INK).encode(text="count:Q")
    return _svg(bars + figures, width=560, height=26 * len(values))


def draw_syndication(rows: Sequence[Row]) -> str:
    """A grid of who carries whom; `rows` have origin, carrier, texts."""
    values = [{name: row[name] for name in ("origin", "carrier", "texts")} for row in rows]
    base = altair.Chart(_data(values)).encode(
        x=altair.X("origin:N", title="first carried by", axis=altair.Axis(labelAngle=-30)),
        y=altair.Y("carrier:N", title="carried again by"),
    )
    cells = base.mark_rect().encode(
        color=altair.Color("texts:Q", legend=None, scale=altair.Scale(range=["#d9e8e6", "#2f6f73"]))
    )
    figures = base.mark_text(fill="#1b1b1b", fontWeight="bold").encode(text="texts:Q")
    outlets = {row["origin"] for row in rows}
    return _svg(cells + figures, width=max(120, 70 * len(outlets)), height={"step": 30})


def _data(values: Sequence[Row]) -> altair.InlineData:
    return altair.InlineData(values=[dict(row) for row in values])


def _svg(chart: Any, *, width: int, height: int | Mapping[str, int]) -> str:
    drawn = (
        chart.properties(width=width, height=height, background="transparent", padding=4)
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK,
            titleColor=_INK,
            tickColor=_INK,
            domainColor=_INK,
            gridOpacity=0.15,
            gridColor=_INK,
            labelFontSize=12,
            labelLimit=220,
        )
        .configure_legend(labelColor=_INK, labelFontSize=12, labelLimit=220)
    )
    # The library is not asked to fetch anything: data and fonts are all here.
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json(), allowed_base_urls=[])
    return svg
