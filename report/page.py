"""Make the report: one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from report.charts import draw_funnel, draw_syndication, draw_volume

Row = Mapping[str, Any]

_MOST_ROWS = 200  # of a table on the page; what follows is counted
_MOST_OUTLETS_DRAWN = 14  # a grid of more cannot be read


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it shows in one sentence, and whether there was anything to draw."""

    svg: Markup
    sentence: str


def make_report(tables: Mapping[str, Sequence[Row]], *, made_at: datetime, steps: Sequence[str] = ()) -> str:
    """The report as HTML.

    `tables` has, by section, the rows that `warehouse.query.report_tables` gives; sections may be empty, and
    may be missing altogether. `steps` is the order of a funnel's steps. Every text of a page is escaped.
    """
    found = {name: list(tables.get(name, ())) for name in _SECTIONS}
    order = list(steps) + sorted({row["step"] for row in found["funnel"]} - set(steps))
    return _TEMPLATES.get_template("report.html.j2").render(
        made_at=made_at,
        totals=found["totals"][0] if found["totals"] else None,
        sources=found["sources"],
        volume=found["volume"],
        volume_chart=volume_chart(found["volume"]),
        runs=_runs(found["funnel"], order),
        stories=[list(members) for _, members in groupby(found["members"], lambda row: row["story_id"])],
        syndication=found["syndication"],
        syndication_chart=_syndication_chart(found["syndication"]),
        corrections=found["corrections"],
        rejections=found["rejections"],
        most_rows=_MOST_ROWS,
    )


_SECTIONS = (
    "totals",
    "sources",
    "volume",
    "funnel",
    "members",
    "syndication",
    "corrections",
    "rejections",
)


def volume_chart(rows: Sequence[Row]) -> Chart | None:
    """Articles a day by outlet; None if there are none."""
    if not rows:
        return None
    by_day: dict[Any, int] = {}
    for row in rows:
        by_day[row["day"]] = by_day.get(row["day"], 0) + row["articles"]
    most = max(by_day, key=lambda day: (by_day[day], day))
    sentence = f"{sum(by_day.values())} articles on {len(by_day)} days; the most, {by_day[most]}, on {most}."
    return Chart(Markup(draw_volume(rows)), sentence)  # noqa: S704 - vl-convert escapes the texts it draws


def _runs(rows: Sequence[Row], order: Sequence[str]) -> list[dict[str, Any]]:
    """The last runs, newest first, each with its steps in order and a drawing of them."""
    runs = []
    for _, of_run in groupby(rows, lambda row: row["run_id"]):
        steps = sorted(of_run, key=lambda row: order.index(row["step"]))
        first = steps[0]
        counts = {row["step"]: row["count"] for row in steps}
        lost = {name: counts[name] for name in ("refused", "failed", "gone", "rejected") if name in counts}
        told = ", ".join(f"{count} {name}" for name, count in lost.items()) or "nothing"
        sentence = f"{counts.get('asked for', 0)} pages asked for; lost on the way: {told}."
        svg = Markup(draw_funnel(steps, order))  # noqa: S704 - vl-convert escapes the texts it draws
        runs.append(
            {
                "started_at": first["started_at"],
                "flow": first["flow"],
                "steps": steps,
                "chart": Chart(svg, sentence),
            }
        )
    return runs


def _syndication_chart(rows: Sequence[Row]) -> Chart | None:
    outlets = {row["origin"] for row in rows} | {row["carrier"] for row in rows}
    if not rows or len(outlets) > _MOST_OUTLETS_DRAWN:
        return None
    most = max(rows, key=lambda row: row["texts"])
    texts = "text" if most["texts"] == 1 else "texts"
    sentence = f"Most often {most['carrier']} carries {most['origin']}: {most['texts']} {texts}."
    return Chart(Markup(draw_syndication(rows)), sentence)  # noqa: S704 - vl-convert escapes the texts it draws


def _moment(at: datetime | None) -> Markup:
    if at is None:
        return Markup('<span class="none">—</span>')
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), at.strftime("%Y-%m-%d %H:%M"))


def _duration(seconds: float | None) -> str:
    """90 as "2 min", 7200 as "2 h"; with its sign."""
    if seconds is None:
        return "—"
    sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{sign}{seconds / size:.0f} {unit}"
    return f"{sign}{seconds:.0f} s"


_TEMPLATES = Environment(
    loader=PackageLoader("report", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["moment"] = _moment
_TEMPLATES.filters["duration"] = _duration
_TEMPLATES.filters["percent"] = lambda share: "—" if share is None else f"{share:.0%}"
