"""Draw how the warehouse grows: what a load, a search and a mart take, and how large it is, by articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair
import vl_convert

from report.ink import colour_of

_WIDTH, _HEIGHT = 260, 200  # pixels of a panel


def draw(stages: Sequence[Mapping[str, Any]]) -> str:
    """The SVG of a benchmark's stages (see bench.warehouse), three panels over the number of articles."""
    seconds = {
        "a load of 1,000, with its index": lambda stage: stage["seconds_a_load"],
        "the same, opening and closing": lambda stage: stage["lone_load_seconds"],
    }
    milliseconds = {
        "slowest mart": lambda stage: _slowest(stage["marts"]),
        "slowest question": lambda stage: _slowest(stage["questions"]),
        "slowest search": lambda stage: _slowest(stage["searches"]),
    }
    size = {
        "warehouse": lambda stage: stage["file_bytes"],
        "index of words": lambda stage: stage["index_bytes"],
        "text, compressed": lambda stage: stage["text_bytes"],
    }
    panels = [
        _panel(stages, seconds, "seconds"),
        _panel(stages, milliseconds, "milliseconds of processor time"),
        _panel(stages, size, "bytes an article"),
    ]
    chart = altair.hconcat(*panels).resolve_scale(color="independent")
    chart = chart.configure(background="white", font="sans-serif", padding=12)
    svg: str = vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[])
    return svg


def _slowest(asked: Mapping[str, tuple[float, float]]) -> float:
    return max(processor for _, processor in asked.values())


def _panel(stages: Sequence[Mapping[str, Any]], lines: Mapping[str, Any], unit: str) -> Any:
    points = [
        {"articles": stage["articles"], "line": name, "figure": figure(stage)}
        for stage in stages
        for name, figure in lines.items()
    ]
    return (
        altair.Chart(altair.InlineData(values=points))
        .mark_line(point=True)
        .encode(
            x=altair.X(
                "articles:Q",
                title="articles",
                scale=altair.Scale(type="log"),
                axis=altair.Axis(values=[stage["articles"] for stage in stages]),
            ),
            y=altair.Y("figure:Q", title=unit, scale=altair.Scale(zero=True)),
            color=altair.Color(
                "line:N",
                title=None,
                scale=altair.Scale(
                    domain=list(lines), range=[colour_of(place) for place in range(len(lines))]
                ),
                legend=altair.Legend(orient="bottom", direction="vertical", symbolOpacity=1, labelLimit=400),
            ),
        )
        .properties(width=_WIDTH, height=_HEIGHT)
    )
