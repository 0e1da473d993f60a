"""Make the report: one HTML page that needs nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from report.charts import (
    COLOURS,
    INK,
    KEPT,
    LOST,
    OTHER,
    colour_of,
    draw_funnel,
    draw_sparkline,
    draw_syndication,
    draw_volume,
    drawable,
)
from report.difference import Pair, Piece, compare

Row = Mapping[str, Any]

_DAYS = 30
_MOST_ROWS = 200  # of a table on the page; what follows is counted
_MOST_STORIES = 50
_MOST_MEMBERS = 20  # of one story
_MOST_CORRECTIONS = 50
_MOST_PARAGRAPHS = 6  # of one correction
_MOST_COMPARED = 20  # paragraphs of one correction, on each side
_MOST_PIECES = 60  # of one paragraph of a correction
_MOST_REFUSED = 20  # pages of one reason
_MOST_RUNS = 6
_MOST_OUTLETS_DRAWN = 14  # a grid of more cannot be read
_MOST_CHARACTERS = {"name": 60, "headline": 240, "paragraph": 700, "detail": 400, "url": 160}
_AROUND = 90  # characters of unchanged text that are shown before and after a change
_LONGEST_LINK = 500  # characters; a longer address is shown cut, and is no link

# How a step of a run is drawn, and what it means. Steps that a flow invents later are drawn as kept.
_MEANINGS = {
    "discovered": (KEPT, "addresses that feeds, sitemaps and listings gave"),
    "waiting": (KEPT, "left over from earlier runs"),
    "seen before": (KEPT, "visited before, announced by nobody now, and due again"),
    "not due": (OTHER, "known, and not to be visited again yet"),
    "left out": (LOST, "left out by the limits of the run; they wait for the next"),
    "due": (KEPT, "pages that the run set out to fetch"),
    "refused": (LOST, "forbidden by robots.txt"),
    "allowed": (KEPT, "of those due, not forbidden"),
    "failed": (LOST, "not to be had: no answer, or an error"),
    "gone": (LOST, "gone for good, says the server"),
    "unchanged": (OTHER, "the same as at the last visit"),
    "fetched": (KEPT, "pages that came, and were new"),
    "changed": (KEPT, "of these, known with another body"),
    "rejected": (LOST, "came, and held no article"),
    "articles": (KEPT, "articles read from the pages that came"),
    "new articles": (KEPT, "of these, never seen before"),
    "corrected": (KEPT, "of these, changed since they were last seen"),
}

# A source that wants attention comes before one that does not.
_HEALTH = ("blocked", "silent", "late", "no articles", "live", "too new to tell")

_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it shows in one sentence, and its numbers as a table with its heading first.

    `legend` pairs a colour with what has it.
    """

    svg: Markup
    sentence: str
    numbers: tuple[tuple[Any, ...], ...]
    legend: tuple[tuple[str, str], ...] = ()


def make_report(tables: Mapping[str, Sequence[Row]], *, made_at: datetime, steps: Sequence[str] = ()) -> str:
    """The report as HTML.

    `tables` has, by section, the rows that `warehouse.query.report_tables` gives; sections may be empty, and
    may be missing altogether. `steps` is the order of a funnel's steps. Every text of a page is escaped, cut
    to a bound, and isolated from the direction of what is around it.
    """
    totals = next(iter(tables.get("totals", ())), None)
    volume = tables.get("volume", ())
    members = tables.get("members", ())
    return _TEMPLATES.get_template("report.html.j2").render(
        made_at=made_at,
        totals=totals,
        sources=_sources(tables.get("sources", ()), volume, made_at),
        volume=volume_chart(volume, made_at=made_at, articles_in_all=totals["articles"] if totals else 0),
        runs=_runs(tables.get("funnel", ()), steps or tuple(_MEANINGS)),
        stories=_stories(members),
        stories_in_all=totals["stories"] if totals else 0,
        syndication=tables.get("syndication", ()),
        syndication_in_all=_in_all(tables.get("syndication", ())),
        syndication_chart=_syndication_chart(tables.get("syndication", ())),
        corrections=[_correction(row) for row in tables.get("corrections", ())[:_MOST_CORRECTIONS]],
        corrections_in_all=_in_all(tables.get("corrections", ())),
        rejections=_rejections(tables.get("rejections", ()), totals["rejections"] if totals else ()),
        most_rows=_MOST_ROWS,
    )


def _in_all(rows: Sequence[Row]) -> int:
    """How many there are of what `rows` has the first ones of."""
    return rows[0]["in_all"] if rows else 0


def volume_chart(
    rows: Sequence[Row], *, made_at: datetime, articles_in_all: int, legend: bool = False
) -> Chart | None:
    """Articles a day by outlet in the thirty days that end with the newest one; None if there are none.

    A day after `made_at` is a page's mistake and never the newest. What `articles_in_all` has beyond the
    thirty days is told in the sentence. With `legend`, the drawing has its own.
    """
    days = _days(rows, made_at)
    names = {day: _day_name(day) for day in days}
    here = [row for row in rows if row["day"] in names]
    if not here:
        return None
    outlets, labelled = _outlets_drawn(here)
    counts: dict[tuple[date, str], int] = {}
    for row, outlet in labelled:
        counts[row["day"], outlet] = counts.get((row["day"], outlet), 0) + row["articles"]
    by_day = {day: sum(count for (at, _), count in counts.items() if at == day) for day in days}
    svg = draw_volume(
        [{"day": names[day], "outlet": outlet, "articles": n} for (day, outlet), n in counts.items()],
        list(names.values()),
        outlets,
        legend=legend,
    )
    numbers: list[tuple[Any, ...]] = [("day", *outlets, "all")]
    numbers += [
        (day.isoformat(), *(counts.get((day, outlet), 0) for outlet in outlets), by_day[day])
        for day in reversed(days)
        if by_day[day]
    ]
    return Chart(
        Markup(svg),  # noqa: S704 - vl-convert escapes the texts it draws
        _volume_sentence(by_day, articles_in_all - sum(by_day.values())),
        tuple(numbers),
        tuple((colour_of(place), outlet) for place, outlet in enumerate(outlets)),
    )


def volume_image(rows: Sequence[Row], *, made_at: datetime, articles_in_all: int) -> tuple[str, str] | None:
    """The same chart as SVG that stands alone on a page of either colour, and its sentence."""
    chart = volume_chart(rows, made_at=made_at, articles_in_all=articles_in_all, legend=True)
    if chart is None:
        return None
    return str(chart.svg).replace(INK, OTHER), chart.sentence


def _days(rows: Iterable[Row], made_at: datetime) -> list[date]:
    """Thirty days up to the newest that is not to come; none if no row has one."""
    known = [row["day"] for row in rows if row["day"] is not None and row["day"] <= made_at.date()]
    if not known:
        return []
    newest = max(known)
    return [newest - timedelta(days=back) for back in reversed(range(_DAYS))]


def _day_name(day: date) -> str:
    return f"{day.day} {day:%b}"


def _outlets_drawn(rows: Sequence[Row]) -> tuple[list[str], list[tuple[Row, str]]]:
    """The largest outlets and perhaps all others as one; and each row with the one it counts for."""
    totals: dict[str, int] = {}
    for row in rows:
        name = _name(row["outlet"])
        totals[name] = totals.get(name, 0) + row["articles"]
    largest = sorted(totals, key=lambda name: (-totals[name], name))
    if len(largest) <= len(COLOURS):
        return largest, [(row, _name(row["outlet"])) for row in rows]
    shown = largest[: len(COLOURS)]
    others = f"{len(largest) - len(shown)} other outlets"
    labelled = [(row, name if (name := _name(row["outlet"])) in shown else others) for row in rows]
    return [*shown, others], labelled


def _volume_sentence(by_day: Mapping[date, int], elsewhere: int) -> str:
    days = [day for day, count in by_day.items() if count]
    most = max(days, key=lambda day: (by_day[day], day))
    dates = f"{_count(len(days), 'day')} of the {_DAYS} up to {_day_name(max(days))} {max(days).year}"
    articles = _count(sum(by_day.values()), "article")
    told = f"{articles} on {dates}; the most on {_day_name(most)}: {by_day[most]:,}."
    return f"{told} Other days have {elsewhere:,} more." if elsewhere > 0 else told


def _sources(rows: Sequence[Row], volume: Sequence[Row], made_at: datetime) -> list[dict[str, Any]]:
    """Sources, those that want attention first, each with the bars of its thirty days."""
    place = {day: at for at, day in enumerate(_days(volume, made_at))}
    daily: dict[str, list[int]] = {}
    for row in volume:
        if row["day"] in place:
            daily.setdefault(row["source"], [0] * _DAYS)[place[row["day"]]] += row["articles"]
    ranked = sorted(rows, key=lambda row: (_rank(row["health"]), -row["articles"], row["outlet"]))
    return [{**row, "bars": draw_sparkline(daily.get(row["source"], ()))} for row in ranked]


def _rank(health: str) -> int:
    return _HEALTH.index(health) if health in _HEALTH else len(_HEALTH)


def _runs(rows: Sequence[Row], order: Sequence[str]) -> list[dict[str, Any]]:
    """The last runs, newest first, each with a drawing of its steps."""
    by_run: dict[Any, list[Row]] = {}
    for row in rows:
        by_run.setdefault(row["run_id"], []).append(row)
    places = {step: place for place, step in enumerate(order)}
    runs = []
    for of_run in list(by_run.values())[:_MOST_RUNS]:
        steps = sorted(of_run, key=lambda row: (places.get(row["step"], len(places)), row["step"]))
        runs.append(
            {"started_at": steps[0]["started_at"], "flow": steps[0]["flow"], "chart": _funnel_chart(steps)}
        )
    return runs


def _funnel_chart(steps: Sequence[Row]) -> Chart:
    drawn = [
        {
            "step": _name(row["step"]),
            "count": row["count"],
            "colour": _MEANINGS.get(row["step"], (KEPT, ""))[0],
        }
        for row in steps
    ]
    counts = {row["step"]: row["count"] for row in steps}
    lost = [f"{row['count']:,} {row['step']}" for row in drawn if row["colour"] == LOST and row["count"]]
    asked, articles = _count(counts.get("due", 0), "page"), _count(counts.get("articles", 0), "article")
    losses = f"Lost on the way: {', '.join(lost)}." if lost else "Nothing was lost on the way."
    unchanged = f" {counts['unchanged']:,} were unchanged." if counts.get("unchanged") else ""
    return Chart(
        Markup(draw_funnel(drawn)),  # noqa: S704 - vl-convert escapes the texts it draws
        f"{asked} due, {articles} read.{unchanged} {losses}",
        (
            ("step", "count", "what it counts"),
            *((row["step"], row["count"], _MEANINGS.get(row["step"], ("", ""))[1]) for row in steps),
        ),
    )


def funnel_image(steps: Sequence[Row]) -> tuple[str, str] | None:
    """One run's steps as SVG that stands alone on a page of either colour, and its sentence.

    `steps` have step and count, in the order in which they are drawn. None if nothing was counted.
    """
    counted = [row for row in steps if row["count"]]
    if not counted:
        return None
    chart = _funnel_chart(counted)
    return str(chart.svg).replace(INK, OTHER), chart.sentence


def _stories(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Stories in the order of their rows, each with the members that are shown."""
    by_story: dict[Any, list[Row]] = {}
    for row in rows:
        by_story.setdefault(row["story_id"], []).append(row)
    return [
        {
            "headline": next(
                (row["headline"] for row in of if row["kind"] == "representative"), of[0]["headline"]
            ),
            "members": of[:_MOST_MEMBERS],
            "count": max(of[0]["members"], len(of)),
        }
        for of in list(by_story.values())[:_MOST_STORIES]
    ]


def _syndication_chart(rows: Sequence[Row]) -> Chart | None:
    outlets = {row["origin"] for row in rows} | {row["carrier"] for row in rows}
    if not rows or len(outlets) > _MOST_OUTLETS_DRAWN:
        return None
    drawn = [
        {"origin": _name(row["origin"]), "carrier": _name(row["carrier"]), "texts": row["texts"]}
        for row in rows
    ]
    most = max(drawn, key=lambda row: row["texts"])
    # Names stand in their own direction: U+2068 and U+2069 isolate them where no markup can.
    carrier, origin = (f"\u2068{most[side]}\u2069" for side in ("carrier", "origin"))
    whose = "texts of its own" if most["carrier"] == most["origin"] else f"texts of {origin}"
    sentence = f"{carrier} repeats most: {most['texts']:,} {whose}."
    return Chart(Markup(draw_syndication(drawn)), sentence, ())  # noqa: S704 - vl-convert escapes its texts


def _correction(row: Row) -> dict[str, Any]:
    """A correction with its changed paragraphs side by side, the headline first."""
    removed, added = ([paragraph["text"] for paragraph in (row[side] or ())] for side in ("removed", "added"))
    pairs = compare([row["old_headline"] or ""], [row["new_headline"]]) if row["new_headline"] else []
    pairs += compare(removed[:_MOST_COMPARED], added[:_MOST_COMPARED])
    beyond = max(len(removed), len(added), _MOST_COMPARED) - _MOST_COMPARED
    return {
        **row,
        "pairs": [_shortened(pair) for pair in pairs[:_MOST_PARAGRAPHS]],
        "hidden": max(len(pairs) - _MOST_PARAGRAPHS, 0) + beyond,
    }


def _shortened(pair: Pair) -> Pair:
    return Pair(_excerpt(pair.before), _excerpt(pair.after))


def _excerpt(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The changes with some of the unchanged text around each, within the bound of a paragraph."""
    shown: list[Piece] = []
    room = _MOST_CHARACTERS["paragraph"]
    for place, piece in enumerate(pieces):
        if room <= 0 or place == _MOST_PIECES:
            return (*shown, Piece(" …", "same"))
        text = piece.text
        if piece.change == "same":
            text = _ends(text, _AROUND if place else 0, _AROUND if place < len(pieces) - 1 else 0)
        text = text if len(text) <= room else text[:room] + "…"
        shown.append(Piece(text, piece.change))
        room -= len(text)
    return tuple(shown)


def _ends(text: str, first: int, last: int) -> str:
    """The text without its middle, if it is longer than its `first` and `last` characters and a word more."""
    if len(text) <= first + last + 20:
        return text
    head = text[:first].rpartition(" ")[0] or text[:first]
    tail = text[len(text) - last :]
    return f"{head} … {tail.partition(' ')[2] or tail}"


def _rejections(rows: Sequence[Row], counted: Sequence[Row]) -> list[dict[str, Any]]:
    """Refusals by reason, most first; `counted` has the count of each reason, with pages in `rows` or not."""
    by_reason: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_reason.setdefault((row["stage"], row["reason"]), []).append(row)
    counts = {reason: len(of) for reason, of in by_reason.items()}
    counts |= {(row["stage"], row["reason"]): row["count"] for row in counted}
    groups = [
        {
            "stage": stage,
            "reason": reason,
            "rows": by_reason.get((stage, reason), [])[:_MOST_REFUSED],
            "count": count,
        }
        for (stage, reason), count in counts.items()
    ]
    return sorted(groups, key=lambda group: (-group["count"], group["stage"], group["reason"]))


def _name(text: str | None) -> str:
    """An outlet's name where no markup can isolate it: without direction marks, and cut."""
    return _cut(drawable(_BIDI_CONTROLS.sub("", text or "—")), "name")


def _cut(text: str | None, what: str) -> str:
    most = _MOST_CHARACTERS[what]
    return "—" if text is None else text if len(text) <= most else text[: most - 1] + "…"


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _moment(at: datetime | None) -> Markup:
    if at is None:
        return Markup('<span class="none">—</span>')
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), at.strftime("%Y-%m-%d %H:%M"))


def _duration(seconds: float | None) -> str:
    """90 as "2 min", 7200 as "2 h"; with its sign."""
    if seconds is None:
        return "—"
    sign, seconds = ("−" if seconds < 0 else ""), abs(seconds)
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{sign}{seconds / size:.0f} {unit}"
    return f"{sign}{seconds:.0f} s"


def _is_link(url: str | None) -> bool:
    return url is not None and len(url) <= _LONGEST_LINK and url.startswith(("http://", "https://"))


_TEMPLATES = Environment(
    loader=PackageLoader("report", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters |= {
    "moment": _moment,
    "duration": _duration,
    "cut": _cut,
    "percent": lambda share: "—" if share is None else f"{share:.0%}",
    "thousands": lambda count: f"{count:,}",
}
_TEMPLATES.tests["link"] = _is_link
