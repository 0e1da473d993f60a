"""Draw rows as SVG that stands inside a page: no script, no request, the page's own ink."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import altair
import vl_convert

INK = "currentColor"  # of the page around it, so that one drawing serves light and dark
# Each has a contrast of 3 or more against white and against near-black.
COLOURS = ("#23908a", "#c8763a", "#8d6cc4", "#cf5b55", "#5f9a3f", "#4a87c7", "#bf609c", "#978530")
OTHER = "#8a8580"  # what has no colour of its own
KEPT, LOST = COLOURS[0], COLOURS[3]
_FONT = "'Noto Sans', 'Noto Sans Arabic', 'Noto Naskh Arabic', 'Segoe UI', Tahoma, sans-serif"

# What XML cannot hold. The drawing library does not raise at it: it aborts the whole process.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = Mapping[str, Any]


def draw_volume(
    rows: Sequence[Row], days: Sequence[str], outlets: Sequence[str], *, legend: bool = False
) -> str:
    """Bars of articles a day, stacked by outlet, with a place for every day of `days`.

    `rows` have day (one of `days`), outlet (one of `outlets`) and articles.
    """
    scale = altair.Scale(domain=list(outlets), range=[colour_of(place) for place in range(len(outlets))])
    key = altair.Legend(orient="bottom", columns=3) if legend else None
    order = {outlet: place for place, outlet in enumerate(outlets)}
    values = [dict(row) | {"place": order[row["outlet"]]} for row in rows]
    chart = (
        altair.Chart(altair.InlineData(values=values))
        .mark_bar(cornerRadius=1)
        .encode(
            x=altair.X(
                "day:O",
                title=None,
                scale=altair.Scale(domain=list(days), paddingInner=0.2, paddingOuter=0.1),
                axis=altair.Axis(labelAngle=0, labelOverlap=True, labelSeparation=10, tickSize=0),
            ),
            y=altair.Y("articles:Q", title="articles", axis=altair.Axis(tickMinStep=1, tickCount=5)),
            color=altair.Color("outlet:N", title=None, scale=scale, legend=key),
            order=altair.Order("place:Q"),
        )
    )
    return _svg(chart, width=960, height=240)


def colour_of(place: int) -> str:
    """The colour of the outlet at this place of the drawing's outlets."""
    return COLOURS[place] if place < len(COLOURS) else OTHER


def drawable(text: str) -> str:
    """The text with U+FFFD for each character that a drawing cannot hold; all drawn text goes through it."""
    return _NOT_XML.sub("\ufffd", text)


def draw_funnel(rows: Sequence[Row]) -> str:
    """A bar for each of `rows`, in their order; they have step, count and colour."""
    steps = [row["step"] for row in rows]
    base = altair.Chart(altair.InlineData(values=[dict(row) for row in rows])).encode(
        y=altair.Y("step:N", title=None, sort=steps, axis=altair.Axis(domain=False, ticks=False)),
        x=altair.X("count:Q", axis=None),
    )
    bars = base.mark_bar(height={"band": 0.66}, cornerRadiusEnd=2).encode(
        color=altair.Color("colour:N", scale=None)
    )
    figures = base.mark_text(align="left", dx=5, fill=INK, fontSize=12).encode(
        text=altair.Text("count:Q", format=",")
    )
    return _svg(bars + figures, width=330, height=24 * len(rows))


def draw_syndication(rows: Sequence[Row]) -> str:
    """A grid of who carries whom; `rows` have origin, carrier, texts."""
    base = altair.Chart(altair.InlineData(values=[dict(row) for row in rows])).encode(
        x=altair.X("origin:N", title="the text is of", axis=altair.Axis(labelAngle=-35, ticks=False)),
        y=altair.Y("carrier:N", title="carried by", axis=altair.Axis(ticks=False)),
    )
    cells = base.mark_rect(fill=KEPT, cornerRadius=3).encode(
        opacity=altair.Opacity("texts:Q", legend=None, scale=altair.Scale(range=[0.3, 0.75], zero=True))
    )
    figures = base.mark_text(fill=INK, fontWeight="bold", fontSize=13).encode(text="texts:Q")
    return _svg(cells + figures, width={"step": 84}, height={"step": 34})


def draw_sparkline(counts: Sequence[int]) -> str:
    """A bar of at most 18 pixels for each count, as the `d` of a path in a box of 4 by 20 for each."""
    most = max(counts, default=0)
    if not most:
        return ""
    heights = [count and max(1, round(18 * count / most)) for count in counts]
    return "".join(f"M{4 * at} 20v-{height}h3v{height}z" for at, height in enumerate(heights) if height)


def _svg(chart: Any, *, width: int | Mapping[str, int], height: int | Mapping[str, int]) -> str:
    drawn = (
        chart.properties(width=width, height=height, background="transparent", padding=4)
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            tickColor=INK,
            domainColor=INK,
            domainOpacity=0.4,
            gridOpacity=0.15,
            gridColor=INK,
            labelFontSize=12,
            titleFontWeight="normal",
            titleOpacity=0.7,
            labelLimit=200,
        )
        .configure_legend(labelColor=INK, labelFontSize=12, labelLimit=200)
    )
    # The library is not asked to fetch anything: data and fonts are all here.
    svg: str = vl_convert.vegalite_to_svg(drawn.to_json(), allowed_base_urls=[])
    return svg
