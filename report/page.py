"""Make the report: one HTML page that needs nothing but itself."""

from __future__ import annotations

import re
from collections import Counter
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
    draw_bars,
    draw_days,
    draw_lag,
    draw_rates,
    draw_sparkline,
    draw_spread,
    draw_stacked,
    draw_steps,
    draw_syndication,
    draw_volume,
    draw_words,
    drawable,
)
from report.difference import Pair, Piece, compare
from report.language import Language, language

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
_MOST_OUTLETS_BY_DAY = 40
_MOST_BARS = 15
_MOST_SPREAD = 12  # stories
_MOST_CHARACTERS = {"name": 60, "headline": 240, "paragraph": 700, "detail": 400, "url": 160}
_MOST_DRAWN = 44  # characters of a headline in a drawing
_AROUND = 90  # characters of unchanged text that are shown before and after a change
_LONGEST_LINK = 500  # characters; a longer address is shown cut, and is no link

# How a step of a run is drawn. Steps that a flow invents later are drawn as kept.
_STEPS = {
    "discovered": KEPT,
    "waiting": KEPT,
    "seen before": KEPT,
    "not due": OTHER,
    "left out": LOST,
    "due": KEPT,
    "refused": LOST,
    "allowed": KEPT,
    "failed": LOST,
    "gone": LOST,
    "unchanged": OTHER,
    "fetched": KEPT,
    "changed": KEPT,
    "rejected": LOST,
    "articles": KEPT,
    "new articles": KEPT,
    "corrected": KEPT,
}

_KINDS = {
    "representative": COLOURS[0],
    "exact": COLOURS[5],
    "near": COLOURS[1],
    "excerpt": COLOURS[2],
}

# A source that wants attention comes before one that does not.
_HEALTH = ("blocked", "silent", "late", "no articles", "live", "too new to tell", "from archives")

_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the query gave it, where that was, and how it is shown."""

    value: Any
    origin: str  # query.column
    shown: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it shows in one sentence, and its numbers as a table with its heading first.

    `legend` pairs a colour with what has it.
    """

    svg: Markup
    label: str
    sentence: str
    numbers: tuple[tuple[Any, ...], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()


def make_report(
    tables: Mapping[str, Sequence[Row]],
    *,
    made_at: datetime,
    steps: Sequence[str] = (),
    language_code: str = "en",
    room: str | None = None,
    others: Mapping[str, str] | None = None,
) -> str:
    """The report as HTML.

    `tables` has, by section, the rows that `warehouse.query.report_tables` gives; sections may be empty, and
    may be missing altogether. `steps` is the order of a funnel's steps. `room` is the address of the reading
    room, if it is served; `others` has the address of this report in other languages, by their code. Every
    text of a page is escaped, cut to a bound, and isolated from the direction of what is around it.
    """
    lang = language(language_code)
    totals = next(iter(tables.get("totals", ())), None)
    volume = tables.get("volume", ())
    rejections = _rejections(tables.get("rejections", ()), totals["rejections"] if totals else ())
    return _TEMPLATES.get_template("report.html.j2").render(
        lang=lang,
        say=lang.say,
        named=lang.named,
        others=others or {},
        room=room,
        made_at=made_at,
        totals=totals,
        sources=_sources(tables.get("sources", ()), volume, made_at, lang),
        days=_days_chart(tables.get("days", ()), lang),
        volume=volume_chart(
            volume, made_at=made_at, articles_in_all=totals["articles"] if totals else 0, lang=lang
        ),
        runs=_runs(
            tables.get("funnel", ()),
            tables.get("funnel_month", ()),
            tables.get("losses", ()),
            steps or tuple(_STEPS),
            lang,
        ),
        rejections=rejections,
        rejections_chart=_rejections_chart(rejections, lang),
        duplicates=tables.get("duplicates", ()),
        duplicates_in_all=_in_all(tables.get("duplicates", ())),
        duplicates_chart=_duplicates_chart(tables.get("duplicates", ()), lang),
        syndication=tables.get("syndication", ()),
        syndication_in_all=_in_all(tables.get("syndication", ())),
        syndication_chart=_syndication_chart(tables.get("syndication", ()), lang),
        fill=_fill_chart(tables.get("fill", ()), tables.get("breaks", ()), lang),
        breaks=tables.get("breaks", ()),
        breaks_in_all=_in_all(tables.get("breaks", ())),
        lag=_lag_chart(tables.get("lag", ()), lang),
        stories=_stories(tables.get("members", ())),
        stories_in_all=totals["stories"] if totals else 0,
        spread=_spread_chart(tables.get("members", ()), lang),
        corrections=[_correction(row) for row in tables.get("corrections", ())[:_MOST_CORRECTIONS]],
        corrections_in_all=_in_all(tables.get("corrections", ())),
        words=_words_chart(tables.get("words", ()), lang),
        most_rows=_MOST_ROWS,
    )


def _in_all(rows: Sequence[Row]) -> int:
    """How many there are of what `rows` has the first ones of."""
    return rows[0]["in_all"] if rows else 0


def volume_chart(
    rows: Sequence[Row], *, made_at: datetime, articles_in_all: int, lang: Language, legend: bool = False
) -> Chart | None:
    """Articles a day by outlet in the thirty days that end with the newest one; None if there are none.

    A day after `made_at` is a page's mistake and never the newest. What `articles_in_all` has beyond the
    thirty days is told in the sentence. With `legend`, the drawing has its own.
    """
    days = _days(rows, made_at)
    names = {day: lang.day(day) for day in days}
    here = [row for row in rows if row["day"] in names]
    if not here:
        return None
    outlets, labelled = _outlets_drawn(here, lang)
    counts: dict[tuple[date, str], int] = {}
    for row, outlet in labelled:
        counts[row["day"], outlet] = counts.get((row["day"], outlet), 0) + row["articles"]
    by_day = {day: sum(count for (at, _), count in counts.items() if at == day) for day in days}
    svg = draw_volume(
        [{"day": names[day], "outlet": outlet, "articles": n} for (day, outlet), n in counts.items()],
        list(names.values()),
        outlets,
        lang,
        legend=legend,
    )
    numbers: list[tuple[Any, ...]] = [(lang.say("volume.day"), *outlets, lang.say("volume.all"))]
    numbers += [
        (
            lang.day(day, year=True),
            *(_figure(counts.get((day, outlet), 0), "report_volume.articles", lang) for outlet in outlets),
            _figure(by_day[day], "", lang),
        )
        for day in reversed(days)
        if by_day[day]
    ]
    return Chart(
        Markup(svg),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("volume.label"),
        _volume_sentence(by_day, articles_in_all - sum(by_day.values()), lang),
        tuple(numbers),
        tuple((colour_of(place), outlet) for place, outlet in enumerate(outlets)),
    )


def volume_image(rows: Sequence[Row], *, made_at: datetime, articles_in_all: int) -> tuple[str, str] | None:
    """The same chart as SVG that stands alone on a page of either colour, and its sentence."""
    chart = volume_chart(
        rows, made_at=made_at, articles_in_all=articles_in_all, lang=language("en"), legend=True
    )
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


def _outlets_drawn(rows: Sequence[Row], lang: Language) -> tuple[list[str], list[tuple[Row, str]]]:
    """The largest outlets and perhaps all others as one; and each row with the one it counts for."""
    totals: dict[str, int] = {}
    for row in rows:
        name = _name(row["outlet"])
        totals[name] = totals.get(name, 0) + row["articles"]
    largest = sorted(totals, key=lambda name: (-totals[name], name))
    if len(largest) <= len(COLOURS):
        return largest, [(row, _name(row["outlet"])) for row in rows]
    shown = largest[: len(COLOURS)]
    others = lang.say("count.others", n=len(largest) - len(shown))
    labelled = [(row, name if (name := _name(row["outlet"])) in shown else others) for row in rows]
    return [*shown, others], labelled


def _volume_sentence(by_day: Mapping[date, int], elsewhere: int, lang: Language) -> str:
    days = [day for day, count in by_day.items() if count]
    most = max(days, key=lambda day: (by_day[day], day))
    told = lang.say(
        "volume.say",
        articles=lang.say("count.article", n=sum(by_day.values())),
        days=lang.say("count.day", n=len(days)),
        of=_DAYS,
        last=lang.day(max(days), year=True),
        peak=lang.day(most),
        most=by_day[most],
    )
    return f"{told} {lang.say('volume.elsewhere', n=elsewhere)}" if elsewhere > 0 else told


def _sources(
    rows: Sequence[Row], volume: Sequence[Row], made_at: datetime, lang: Language
) -> list[dict[str, Any]]:
    """Sources, those that want attention first, each with the bars of its thirty days."""
    place = {day: at for at, day in enumerate(_days(volume, made_at))}
    daily: dict[str, list[int]] = {}
    for row in volume:
        if row["day"] in place:
            daily.setdefault(row["source"], [0] * _DAYS)[place[row["day"]]] += row["articles"]
    ranked = sorted(rows, key=lambda row: (_rank(row["health"]), -row["articles"], row["outlet"]))
    rtl = lang.direction == "rtl"
    return [
        {**row, "bars": draw_sparkline(daily.get(row["source"], ()), from_the_right=rtl)} for row in ranked
    ]


def _rank(health: str) -> int:
    return _HEALTH.index(health) if health in _HEALTH else len(_HEALTH)


def _days_chart(rows: Sequence[Row], lang: Language) -> Chart | None:
    """Outlets by day. Of many, those with the most gaps and days out of their band, then the largest."""
    if not rows:
        return None
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row["source"], []).append(row)
    gaps = sum(row["articles"] == 0 for row in rows)
    beyond = Counter(row["beyond"] for row in rows)
    ranked = sorted(
        by_source.values(),
        key=lambda of: (-sum(bool(row["beyond"]) for row in of), -sum(row["articles"] for row in of)),
    )[:_MOST_OUTLETS_BY_DAY]
    last = max(row["day"] for row in rows)
    days = [last - timedelta(days=back) for back in reversed(range(_DAYS))]
    names = _distinct([_name(of[0]["outlet"]) for of in ranked])
    marks = {"above": "▲", "below": "▼", None: ""}
    drawn = [
        {
            "outlet": name,
            "day": lang.day(row["day"]),
            "share": row["articles"] / (max(each["articles"] for each in of) or 1),
            "mark": marks[row["beyond"]],
        }
        for name, of in zip(names, ranked, strict=True)
        for row in of
    ]
    numbers: list[tuple[Any, ...]] = [
        (lang.say("sources.outlet"), lang.say("days.usual"), *(lang.day(day) for day in days))
    ]
    for name, of in zip(names, ranked, strict=True):
        counts = {row["day"]: row for row in of}
        numbers.append(
            (
                name,
                lang.number(round(sum(row["articles"] for row in of) / len(of), 1)),
                *(
                    _figure(
                        counts[day]["articles"], "report_days.articles", lang, marks[counts[day]["beyond"]]
                    )
                    if day in counts
                    else "—"
                    for day in days
                ),
            )
        )
    sentence = lang.say(
        "days.say",
        gaps=lang.say("count.gap", n=gaps),
        days=lang.say("count.day", n=_DAYS),
        last=lang.day(last, year=True),
        above=beyond["above"],
        below=beyond["below"],
    )
    if len(by_source) > len(ranked):
        sentence += " " + lang.say("days.hidden", n=len(ranked), all=len(by_source))
    return Chart(
        Markup(draw_days(drawn, [lang.day(day) for day in days], names, lang)),  # noqa: S704 - as above
        lang.say("days.label"),
        sentence,
        tuple(numbers),
    )


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, with their turn where one comes again: two of a drawing's places may not share one."""
    seen: Counter[str] = Counter()
    distinct = []
    for name in names:
        seen[name] += 1
        distinct.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return distinct


def _figure(value: Any, origin: str, lang: Language, mark: str = "") -> Figure:
    shown = "—" if value is None else lang.number(value)
    return Figure(value, origin, f"{shown} {mark}" if mark else shown)


def _runs(
    rows: Sequence[Row], month: Sequence[Row], losses: Sequence[Row], order: Sequence[str], lang: Language
) -> list[dict[str, Any]]:
    """The last thirty days, then the last runs, newest first, each with a drawing of its steps."""
    by_run: dict[Any, list[Row]] = {}
    for row in rows:
        by_run.setdefault(row["run_id"], []).append(row)
    why: dict[Any, list[Row]] = {}
    for row in losses:
        why.setdefault(row["run_id"], []).append(row)
    places = {step: place for place, step in enumerate(order)}

    def in_order(steps: Sequence[Row]) -> list[Row]:
        return sorted(steps, key=lambda row: (places.get(row["step"], len(places)), row["step"]))

    runs = []
    for run_id, of_run in list(by_run.items())[:_MOST_RUNS]:
        steps = in_order(of_run)
        runs.append(
            {
                "started_at": steps[0]["started_at"],
                "flow": steps[0]["flow"],
                "chart": _funnel_chart(steps, "report_funnel", lang),
                "losses": why.get(run_id, ()),
            }
        )
    if month:
        chart = _funnel_chart(in_order(month), "report_funnel_month", lang)
        runs.insert(0, {"runs": month[0]["runs"], "chart": chart, "losses": why.get(None, ())})
    return runs


def _funnel_chart(steps: Sequence[Row], query: str, lang: Language) -> Chart:
    drawn = _funnel_rows(steps, lang)
    meanings = lang.texts["meaning"]
    return Chart(
        Markup(draw_bars(drawn, lang)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("runs.label"),
        _funnel_said(steps, drawn, lang),
        (
            (lang.say("runs.step"), lang.say("runs.count"), lang.say("runs.meaning")),
            *(
                (
                    lang.named("step", row["step"]),
                    _figure(row["count"], f"{query}.count", lang),
                    meanings.get(row["step"].replace(" ", "_"), ""),
                )
                for row in steps
            ),
        ),
    )


def _funnel_rows(steps: Sequence[Row], lang: Language) -> list[dict[str, Any]]:
    return [
        {
            "name": _name(lang.named("step", row["step"])),
            "count": row["count"],
            "shown": lang.number(row["count"]),
            "colour": _STEPS.get(row["step"], KEPT),
        }
        for row in steps
    ]


def _funnel_said(steps: Sequence[Row], drawn: Sequence[Row], lang: Language) -> str:
    counts = {row["step"]: row["count"] for row in steps}
    lost = [f"{row['shown']} {row['name']}" for row in drawn if row["colour"] == LOST and row["count"]]
    said = [
        lang.say(
            "runs.due",
            pages=lang.say("count.page", n=counts.get("due", 0)),
            articles=lang.say("count.article", n=counts.get("articles", 0)),
        )
    ]
    if counts.get("unchanged"):
        said.append(lang.say("runs.unchanged", n=counts["unchanged"]))
    comma = "، " if lang.direction == "rtl" else ", "
    said.append(lang.say("runs.lost", losses=comma.join(lost)) if lost else lang.say("runs.nothing"))
    return " ".join(said)


def funnel_image(steps: Sequence[Row]) -> tuple[str, str] | None:
    """One run's steps as SVG that stands alone on a page of either colour, and its sentence.

    `steps` have step and count, in the order in which they are drawn. None if nothing was counted.
    """
    counted = [row for row in steps if row["count"]]
    if not counted:
        return None
    drawn = _funnel_rows(counted, language("en"))
    return draw_steps(drawn).replace(INK, OTHER), _funnel_said(counted, drawn, language("en"))


def _rejections_chart(groups: Sequence[Row], lang: Language) -> Chart | None:
    if not groups:
        return None
    rows = [
        {
            "name": _name(f"{lang.named('reason', group['reason'])} · {lang.named('step', group['stage'])}"),
            "count": group["count"],
            "shown": lang.number(group["count"]),
            "colour": LOST,
        }
        for group in groups[:_MOST_BARS]
    ]
    for row, name in zip(rows, _distinct([str(row["name"]) for row in rows]), strict=True):
        row["name"] = name
    return Chart(
        Markup(draw_bars(rows, lang, width=620)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("refused.label"),
        lang.say("refused.say", most=_isolated(rows[0]["name"]), n=groups[0]["count"]),
        (
            (lang.say("runs.reason"), lang.say("runs.step"), lang.say("runs.count")),
            *(
                (
                    lang.named("reason", group["reason"]),
                    lang.named("step", group["stage"]),
                    _figure(group["count"], "totals_rejections.count", lang),
                )
                for group in groups
            ),
        ),
    )


def _duplicates_chart(rows: Sequence[Row], lang: Language) -> Chart | None:
    if not rows:
        return None
    columns = {"exact": "exact_copies", "near": "edited_copies", "excerpt": "excerpts"}
    shown = rows[:_MOST_BARS]
    names = _distinct([_name(row["outlet"]) for row in shown])
    drawn = [
        {"name": name, "kind": kind, "count": row[column]}
        for name, row in zip(names, shown, strict=True)
        for kind, column in columns.items()
    ]
    colours = {kind: _KINDS[kind] for kind in columns}
    return Chart(
        Markup(draw_stacked(drawn, names, colours, lang)),  # noqa: S704 - vl-convert escapes its texts
        lang.say("duplicates.label"),
        lang.say(
            "duplicates.say",
            outlet=_isolated(names[0]),
            n=sum(rows[0][column] for column in columns.values()),
            articles=lang.number(rows[0]["articles"]),
        ),
        legend=tuple((colour, lang.say(f"duplicates.{kind}")) for kind, colour in colours.items()),
    )


def _isolated(text: str) -> str:
    """The text in its own direction where no markup can isolate it."""
    return f"\u2068{text}\u2069"


def _syndication_chart(rows: Sequence[Row], lang: Language) -> Chart | None:
    """The pairs with the most texts, as many as their outlets can be read side by side."""
    if not rows:
        return None
    outlets: set[str] = set()
    drawn: list[dict[str, Any]] = []
    for row in rows:
        pair = {_name(row["origin"]), _name(row["carrier"])}
        if len(outlets | pair) > _MOST_OUTLETS_DRAWN:
            break
        outlets |= pair
        drawn.append(
            {
                "origin": _name(row["origin"]),
                "carrier": _name(row["carrier"]),
                "texts": row["texts"],
                "shown": lang.number(row["texts"]),
                "delay": lang.duration(row["seconds_after"]),
            }
        )
    most = drawn[0]
    texts = lang.say("carried.text", n=most["texts"])
    carrier, origin = _isolated(most["carrier"]), _isolated(most["origin"])
    key = "carried.say_own" if carrier == origin else "carried.say"
    sentence = lang.say(key, carrier=carrier, n=texts, origin=origin)
    if len(drawn) < len(rows):
        sentence += " " + lang.say("carried.drawn", n=len(drawn))
    svg = Markup(draw_syndication(drawn, lang))  # noqa: S704 - vl-convert escapes the texts it draws
    return Chart(svg, lang.say("carried.label"), sentence)


def _fill_chart(rows: Sequence[Row], breaks: Sequence[Row], lang: Language) -> Chart | None:
    if not rows:
        return None
    weeks = sorted({row["week"] for row in rows})
    last = {row["field"]: row["rate"] for row in rows if row["week"] == weeks[-1]}
    fields = sorted({row["field"] for row in rows}, key=lambda field: (-last.get(field, 0), field))
    emptiest = min(last, key=lambda field: (last[field], field))
    said = [
        lang.say(
            "fill.say",
            field=lang.named("field", emptiest),
            week=lang.day(weeks[-1]),
            rate=lang.percent(last[emptiest]),
        )
    ]
    if breaks:
        newest = breaks[0]
        said.append(
            lang.say(
                "fill.broke",
                n=newest["in_all"],
                field=lang.named("field", newest["field"]),
                outlet=_isolated(_name(newest["outlet"])),
                week=lang.day(newest["week"]),
                rate=lang.percent(newest["rate"]),
                usual=lang.percent(newest["usual_rate"]),
            )
        )
    else:
        said.append(lang.say("fill.steady"))
    drawn = [
        {
            "field": lang.named("field", row["field"]),
            "week": lang.day(row["week"]),
            "rate": row["rate"],
            "shown": lang.percent(row["rate"]),
        }
        for row in rows
    ]
    rates = {(row["field"], row["week"]): row["rate"] for row in rows}
    numbers: list[tuple[Any, ...]] = [(lang.say("fill.field"), *(lang.day(week) for week in weeks))]
    numbers += [
        (
            lang.named("field", field),
            *(
                Figure(rate, "report_fill.rate", lang.percent(rate))
                if (rate := rates.get((field, week))) is not None
                else "—"
                for week in weeks
            ),
        )
        for field in fields
    ]
    names = [lang.named("field", field) for field in fields]
    return Chart(
        Markup(draw_rates(drawn, [lang.day(week) for week in weeks], names, lang)),  # noqa: S704 - as above
        lang.say("fill.label"),
        " ".join(said),
        tuple(numbers),
    )


def _lag_chart(rows: Sequence[Row], lang: Language) -> Chart | None:
    """`rows` are newest first."""
    if not rows:
        return None
    newest = rows[0]
    days = [row["day"] for row in reversed(rows)]
    drawn = [
        {
            "day": lang.day(row["day"]),
            "median": row["median_seconds"] / 3600,
            "long": row["long_seconds"] / 3600,
        }
        for row in rows
    ]
    numbers: list[tuple[Any, ...]] = [
        tuple(lang.say(f"lag.{it}") for it in ("day", "articles", "median", "long"))
    ]
    numbers += [
        (
            lang.day(row["day"], year=True),
            _figure(row["articles"], "report_lag.articles", lang),
            Figure(row["median_seconds"], "report_lag.median_seconds", lang.duration(row["median_seconds"])),
            Figure(row["long_seconds"], "report_lag.long_seconds", lang.duration(row["long_seconds"])),
        )
        for row in rows
    ]
    return Chart(
        Markup(draw_lag(drawn, [lang.day(day) for day in days], lang)),  # noqa: S704 - vl-convert escapes
        lang.say("lag.label"),
        lang.say(
            "lag.say",
            day=lang.day(newest["day"]),
            articles=lang.say("count.article", n=newest["articles"]),
            median=lang.duration(newest["median_seconds"]),
            long=lang.duration(newest["long_seconds"]),
        ),
        tuple(numbers),
        ((KEPT, lang.say("lag.median")), (COLOURS[1], lang.say("lag.long"))),
    )


def _words_chart(rows: Sequence[Row], lang: Language) -> Chart | None:
    if not rows:
        return None
    names = _distinct([_name(row["surface"]) for row in rows])
    drawn = [
        {"word": name, "articles": row["articles"], "usual": row["usual"]}
        for name, row in zip(names, rows, strict=True)
    ]
    numbers: list[tuple[Any, ...]] = [
        tuple(lang.say(f"words.{it}") for it in ("word", "articles", "usual", "sources", "rise"))
    ]
    numbers += [
        (
            name,
            *(
                _figure(row[it], f"report_words.{it}", lang)
                for it in ("articles", "usual", "sources", "rise")
            ),
        )
        for name, row in zip(names, rows, strict=True)
    ]
    return Chart(
        Markup(draw_words(drawn[:_MOST_BARS], names[:_MOST_BARS], lang)),  # noqa: S704 - vl-convert escapes
        lang.say("words.label"),
        lang.say(
            "words.say",
            word=_isolated(names[0]),
            articles=lang.say("count.article", n=rows[0]["articles"]),
            usual=lang.number(rows[0]["usual"]),
        ),
        tuple(numbers),
        ((KEPT, lang.say("words.articles")), (COLOURS[1], lang.say("words.usual"))),
    )


def _spread_chart(rows: Sequence[Row], lang: Language) -> Chart | None:
    """The largest stories on one scale of hours; what has no time after the first is left out."""
    by_story: dict[Any, list[Row]] = {}
    for row in rows:
        by_story.setdefault(row["story_id"], []).append(row)
    shown = list(by_story.values())[:_MOST_SPREAD]
    if not shown:
        return None
    firsts = Counter(_name(row["outlet"]) for of in shown for row in of if row["carried_as"] == 1)
    names = _distinct([_drawn_headline(_headline(of)) for of in shown])
    drawn = [
        {"story": name, "hours": (row["seconds_after_first"] or 0) / 3600, "kind": row["kind"]}
        for name, of in zip(names, shown, strict=True)
        for row in of
    ]
    outlet, times = firsts.most_common(1)[0] if firsts else ("—", 0)
    return Chart(
        Markup(draw_spread(drawn, names, _KINDS, lang)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("stories.label"),
        lang.say("stories.spread", outlet=_isolated(outlet), n=times),
        legend=tuple((colour, lang.named("kind", kind)) for kind, colour in _KINDS.items()),
    )


def _drawn_headline(headline: str) -> str:
    text = drawable(_BIDI_CONTROLS.sub("", headline))
    return text if len(text) <= _MOST_DRAWN else text[: _MOST_DRAWN - 1] + "…"


def _headline(members: Sequence[Row]) -> str:
    """What the representative is called, or else the first member."""
    return str(
        next((row["headline"] for row in members if row["kind"] == "representative"), members[0]["headline"])
    )


def _stories(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Stories in the order of their rows, each with the members that are shown."""
    by_story: dict[Any, list[Row]] = {}
    for row in rows:
        by_story.setdefault(row["story_id"], []).append(row)
    return [
        {
            "id": story_id,
            "headline": _headline(of),
            "members": of[:_MOST_MEMBERS],
            "count": max(of[0]["members"], len(of)),
        }
        for story_id, of in list(by_story.items())[:_MOST_STORIES]
    ]


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
    return cut(drawable(_BIDI_CONTROLS.sub("", text or "—")), "name")


def cut(text: str | None, what: str) -> str:
    """The text, or its beginning if it is longer than a `what` may be; a dash for none."""
    most = _MOST_CHARACTERS[what]
    return "—" if text is None else text if len(text) <= most else text[: most - 1] + "…"


def is_link(url: str | None) -> bool:
    """Whether an address may be made a link: of the web, and of a length that somebody could mean."""
    return url is not None and len(url) <= _LONGEST_LINK and url.startswith(("http://", "https://"))


_TEMPLATES = Environment(
    loader=PackageLoader("report", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["cut"] = cut
_TEMPLATES.tests["link"] = is_link
_TEMPLATES.tests["figure"] = lambda value: isinstance(value, Figure)
