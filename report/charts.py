"""Draw rows as SVG that stands inside a page: no script, no request, the page's own ink.

All texts that are drawn are given by whoever calls, save the numbers along an axis. In a language that is
written from the right, time runs from the right as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair
import vl_convert

from report.ink import COLOURS, FONT, INK, KEPT, LOST, OTHER, Row, colour_of
from report.language import Language

# Vega calls each group of marks a symbol and gives it no name: a screen reader would announce dozens of them.
_ROLES = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')

# A place in a drawing is good to a hundredth of a pixel; Vega writes fifteen digits.
_TAGS, _FRACTIONS = re.compile("<[^>]+>"), re.compile(r"(\.\d\d)\d+")


def draw_volume(
    rows: Sequence[Row],
    days: Sequence[str],
    outlets: Sequence[str],
    lang: Language,
    *,
    legend: bool = False,
) -> str:
    """Bars of articles a day, stacked by outlet, with a place for every day of `days`.

    `rows` have day (one of `days`), outlet (one of `outlets`) and articles.
    """
    scale = altair.Scale(domain=list(outlets), range=[colour_of(place) for place in range(len(outlets))])
    key = altair.Legend(orient="bottom", columns=3) if legend else None
    order = {outlet: place for place, outlet in enumerate(outlets)}
    chart = (
        altair.Chart(_data([dict(row) | {"place": order[row["outlet"]]} for row in rows]))
        .mark_bar(cornerRadius=1)
        .encode(
            x=_over(days, lang),
            y=altair.Y(
                "articles:Q",
                title=lang.say("volume.axis"),
                axis=_amounts(lang, tickMinStep=1, tickCount=5, orient=_end(lang)),
            ),
            color=altair.Color("outlet:N", title=None, scale=scale, legend=key),
            order=altair.Order("place:Q"),
        )
    )
    return _svg(chart, width=960, height=240)


def draw_days(rows: Sequence[Row], days: Sequence[str], outlets: Sequence[str], lang: Language) -> str:
    """A field for each outlet and day: darker with more articles of the outlet's own best day, red for a gap.

    `rows` have outlet, day, share (of that best day, 0 to 1), is_gap, and mark (a sign to draw, or nothing).
    """
    shaded = [
        {
            **row,
            "colour": LOST if row["is_gap"] else KEPT,
            "opacity": 0.45 if row["is_gap"] else row["share"] and 0.15 + 0.8 * row["share"],
        }
        for row in rows
    ]
    base = altair.Chart(_data(shaded)).encode(
        x=_over(days, lang, inner=0.06), y=_names("outlet", outlets, lang, inner=0.12, orient=_end(lang))
    )
    fields = base.mark_rect().encode(
        color=altair.Color("colour:N", scale=None), opacity=altair.Opacity("opacity:Q", scale=None)
    )
    marks = base.mark_text(fill=INK, fontSize=11, fontWeight="bold").encode(text="mark:N")
    return _svg(fields + marks, width=870, height=22 * len(outlets))


def draw_bars(rows: Sequence[Row], lang: Language, *, width: int = 210) -> str:
    """A bar for each of `rows`, in their order; they have name, count, colour and shown (its number)."""
    names = [row["name"] for row in rows]
    base = altair.Chart(_data(rows)).encode(
        y=_names("name", names, lang), x=altair.X("count:Q", axis=None, scale=_from_the_begin(lang))
    )
    bars = base.mark_bar(height={"band": 0.66}, cornerRadiusEnd=2).encode(
        color=altair.Color("colour:N", scale=None)
    )
    side: dict[str, Any] = (
        {"align": "right", "dx": -5} if lang.direction == "rtl" else {"align": "left", "dx": 5}
    )
    figures = base.mark_text(fill=INK, fontSize=12, **side).encode(text="shown:N")
    return _svg(bars + figures, width=width, height=24 * len(rows))


def draw_stacked(
    rows: Sequence[Row], names: Sequence[str], kinds: Mapping[str, str], lang: Language, *, width: int = 620
) -> str:
    """Bars of several kinds in one; `rows` have name, kind and count, `kinds` the colour of each."""
    scale = altair.Scale(domain=list(kinds), range=list(kinds.values()))
    order = {kind: place for place, kind in enumerate(kinds)}
    chart = (
        altair.Chart(_data([dict(row) | {"place": order[row["kind"]]} for row in rows]))
        .mark_bar(height={"band": 0.66})
        .encode(
            y=_names("name", names, lang),
            x=altair.X(
                "count:Q", title=None, axis=_amounts(lang, tickMinStep=1), scale=_from_the_begin(lang)
            ),
            color=altair.Color("kind:N", scale=scale, legend=None),
            order=altair.Order("place:Q"),
        )
    )
    return _svg(chart, width=width, height=26 * len(names))


def draw_syndication(rows: Sequence[Row], lang: Language) -> str:
    """A grid of who carries whom; `rows` have origin, carrier, texts, shown (its number) and delay (text)."""
    base = altair.Chart(_data(rows)).encode(
        x=altair.X(
            "origin:N",
            title=lang.say("carried.origin"),
            axis=altair.Axis(labelAngle=-35, ticks=False),
            scale=altair.Scale(reverse=lang.direction == "rtl"),
        ),
        y=altair.Y(
            "carrier:N",
            title=lang.say("carried.carrier"),
            axis=altair.Axis(ticks=False, orient=_begin(lang)),
        ),
    )
    cells = base.mark_rect(fill=KEPT, cornerRadius=3).encode(
        opacity=altair.Opacity("texts:Q", legend=None, scale=altair.Scale(range=[0.3, 0.75], zero=True))
    )
    figures = base.mark_text(fill=INK, fontWeight="bold", fontSize=13, dy=-6).encode(text="shown:N")
    delays = base.mark_text(fill=INK, fontSize=10.5, dy=9).encode(text="delay:N")
    return _svg(cells + figures + delays, width={"step": 84}, height={"step": 42})


def draw_rates(rows: Sequence[Row], weeks: Sequence[str], fields: Sequence[str], lang: Language) -> str:
    """A place for each field and week, darker the more articles have it.

    `rows` have field, week, rate and shown (the rate as text).
    """
    base = altair.Chart(_data(rows)).encode(
        x=_over(weeks, lang, field="week", inner=0.04), y=_names("field", fields, lang, orient=_end(lang))
    )
    cells = base.mark_rect(fill=KEPT, cornerRadius=2).encode(
        opacity=altair.Opacity(
            "rate:Q", legend=None, scale=altair.Scale(domain=[0, 1], range=[0.04, 0.75], clamp=True)
        )
    )
    figures = base.mark_text(fill=INK, fontSize=11).encode(text="shown:N")
    return _svg(cells + figures, width=max(62 * len(weeks), 180), height=24 * len(fields))


def draw_lag(rows: Sequence[Row], days: Sequence[str], lang: Language) -> str:
    """From the median to the long end of each day, in hours; `rows` have day, median and long."""
    base = altair.Chart(_data(rows)).encode(x=_over(days, lang))
    axis = _amounts(lang, tickCount=5, orient=_end(lang))
    span = base.mark_bar(size=5, fill=KEPT, opacity=0.35, cornerRadius=2).encode(
        y=altair.Y("median:Q", title=lang.say("lag.axis"), axis=axis, scale=altair.Scale(zero=True)),
        y2="long:Q",
    )
    middle = base.mark_point(filled=True, size=60, color=KEPT, opacity=1).encode(y="median:Q")
    end = base.mark_tick(color=COLOURS[1], thickness=3, size=14, opacity=1).encode(y="long:Q")
    return _svg(span + middle + end, width=870, height=190)


def draw_spread(rows: Sequence[Row], stories: Sequence[str], kinds: Mapping[str, str], lang: Language) -> str:
    """A line for each story and a dot for each page that carries it; `rows` have story, hours and kind."""
    scale = altair.Scale(domain=list(kinds), range=list(kinds.values()))
    base = altair.Chart(_data(rows)).encode(
        y=_names("story", stories, lang, limit=460),
        x=altair.X(
            "hours:Q",
            title=lang.say("stories.axis"),
            axis=_amounts(lang, tickCount=6),
            scale=_from_the_begin(lang),
        ),
    )
    lines = base.mark_line(color=OTHER, opacity=0.4, strokeWidth=1.5).encode(detail="story:N")
    dots = base.mark_point(filled=True, size=75, opacity=0.85).encode(
        color=altair.Color("kind:N", scale=scale, legend=None)
    )
    return _svg(lines + dots, width=560, height=30 * len(stories))


def draw_words(rows: Sequence[Row], words: Sequence[str], lang: Language) -> str:
    """A bar for this week and a stroke for a usual one; `rows` have word, articles and usual."""
    base = altair.Chart(_data(rows)).encode(y=_names("word", words, lang))
    now = base.mark_bar(height={"band": 0.6}, fill=KEPT, cornerRadiusEnd=2).encode(
        x=altair.X("articles:Q", title=None, axis=_amounts(lang, tickMinStep=1), scale=_from_the_begin(lang))
    )
    usual = base.mark_tick(color=COLOURS[1], thickness=3).encode(x="usual:Q")
    return _svg(now + usual, width=480, height=24 * len(words))


def draw_sparkline(counts: Sequence[int], *, from_the_right: bool = False) -> str:
    """A bar of at most 18 pixels for each count, as the `d` of a path in a box of 4 by 20 for each."""
    most = max(counts, default=0)
    if not most:
        return ""
    in_order = list(reversed(counts)) if from_the_right else counts
    heights = [count and max(1, round(18 * count / most)) for count in in_order]
    return "".join(f"M{4 * at} 20v-{height}h3v{height}z" for at, height in enumerate(heights) if height)


def _data(rows: Sequence[Row]) -> Any:
    return altair.InlineData(values=[dict(row) for row in rows])


def _begin(lang: Language) -> Literal["left", "right"]:
    return "right" if lang.direction == "rtl" else "left"


def _end(lang: Language) -> Literal["left", "right"]:
    """Where the newest day is: what names it stands beside it."""
    return "left" if lang.direction == "rtl" else "right"


def _from_the_begin(lang: Language) -> Any:
    return altair.Scale(reverse=lang.direction == "rtl", zero=True)


def _amounts(lang: Language, **said: Any) -> Any:
    """An axis of amounts in the language's digits."""
    return altair.Axis(labelExpr=lang.digits_of("format(datum.value, ',')"), **said)


def _over(names: Sequence[str], lang: Language, *, field: str = "day", inner: float = 0.2) -> Any:
    """Days or weeks, each with its place."""
    return altair.X(
        f"{field}:O",
        title=None,
        scale=altair.Scale(
            domain=list(names), paddingInner=inner, paddingOuter=0.1, reverse=lang.direction == "rtl"
        ),
        axis=altair.Axis(labelAngle=0, labelOverlap=True, labelSeparation=10, tickSize=0),
    )


def _names(
    field: str,
    names: Sequence[str],
    lang: Language,
    *,
    inner: float = 0.1,
    limit: int = 200,
    orient: Literal["left", "right"] | None = None,
) -> Any:
    return altair.Y(
        f"{field}:N",
        title=None,
        sort=list(names),
        scale=altair.Scale(domain=list(names), paddingInner=inner),
        axis=altair.Axis(
            domain=False, ticks=False, orient=orient or _begin(lang), labelLimit=limit, labelPadding=6
        ),
    )


def _svg(chart: Any, *, width: int | Mapping[str, int], height: int | Mapping[str, int]) -> str:
    drawn = (
        chart.properties(width=width, height=height, background="transparent", padding=4)
        # The figure around it has the words; a name for each of a thousand bars helps nobody.
        .configure(font=FONT, aria=False)
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
    svg: str = vl_convert.vegalite_to_svg(drawn.to_dict(validate=False), allowed_base_urls=[])
    return _TAGS.sub(lambda tag: _FRACTIONS.sub(r"\1", tag[0]), _ROLES.sub("", svg))
