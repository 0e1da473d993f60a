"""Draw quality against speed: a panel for each set of pages, a point for each extractor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair
import vl_convert

from bench.tables import SETS
from report.ink import OTHER, colour_of, drawable

_SIDE = 260  # pixels of a panel
# Losses and not scores are drawn to scale: 0.98 is as far above 0.96 as that is above 0.92.
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_LEAST_LOSS, _MOST_LOSS = 0.008, 1.0


def draw(report: Mapping[str, Any]) -> str:
    """The SVG of a benchmark's report (its JSON line, see bench.extraction)."""
    points = _points(report)
    names = list(dict.fromkeys(point["extractor"] for point in points))
    panels = [
        _panel([point for point in points if point["set"] == dataset], dataset, names)
        for dataset in report["quality"]
    ]
    chart = altair.hconcat(*panels).configure(background="white", font="sans-serif", padding=12)
    svg: str = vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[])
    return svg


def _points(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The body F1 that each extractor reaches in each set, and how many times the floor it takes."""
    return [
        {
            "set": dataset,
            "extractor": drawable(report["extractors"][name]),
            "times": report["speed"][name]["ratio"],
            "loss": min(max(1 - summary["body"]["f1"], _LEAST_LOSS), _MOST_LOSS),
        }
        for dataset, summaries in report["quality"].items()
        for name, summary in summaries.items()
        if "body" in summary
    ]


def _panel(points: list[dict[str, Any]], dataset: str, names: list[str]) -> Any:
    colours = [colour_of(place) for place in range(len(names))]
    return (
        altair.Chart(altair.InlineData(values=points), title=drawable(SETS.get(dataset, dataset)))
        .mark_point(filled=True, size=110, opacity=1, stroke=OTHER, strokeWidth=0.5)
        .encode(
            x=altair.X(
                "times:Q",
                title="processor time, times decoding and parsing",
                scale=altair.Scale(type="log", domain=[1, 500]),
                axis=altair.Axis(values=[1, 3, 10, 30, 100, 300]),
            ),
            y=altair.Y(
                "loss:Q",
                title="body F1",
                scale=altair.Scale(type="log", domain=[_MOST_LOSS, _LEAST_LOSS]),
                axis=altair.Axis(values=list(_TICKS), labelExpr="format(1 - datum.value, '.2f')"),
            ),
            color=altair.Color(
                "extractor:N",
                title=None,
                scale=altair.Scale(domain=names, range=colours),
                legend=altair.Legend(orient="bottom", columns=4, symbolOpacity=1, labelLimit=400),
            ),
            shape=altair.Shape(
                "extractor:N",
                legend=None,
                scale=altair.Scale(domain=names, range=["diamond"] + ["circle"] * (len(names) - 1)),
            ),
        )
        .properties(width=_SIDE, height=_SIDE)
    )
