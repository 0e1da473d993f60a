"""Texts that several pages carry: first outlet, spread, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from report.charts import draw_spread
from report.figure import Chart, plain
from report.ink import KINDS
from report.language import Language, language
from report.sections import Row, Tables
from report.text import distinct, isolated, name_of

_MOST_DRAWN = 12


def show(tables: Tables, lang: Language) -> dict[str, Any] | None:
    """The largest stories with their members in the order of publication, and a drawing of the first."""
    stories = _by_story(tables)
    if not stories:
        return None
    return {
        "chart": _chart(stories[:_MOST_DRAWN], lang),
        "stories": [{"headline": _headline(of), "members": of} for of in stories],
    }


def headlines(tables: Tables) -> list[tuple[str, int]]:
    """What the same stories are called, and how many members each has."""
    return [(_headline(of), of[0]["members"]) for of in _by_story(tables)]


def said_first(tables: Tables) -> str | None:
    """The same sentence on who is first most often, without markup; None: no time is told to the minute."""
    stories = _by_story(tables)
    said = _said_first(stories[0][0], language("en")) if stories else None
    return plain(said) if said else None


def _by_story(tables: Tables) -> list[list[Row]]:
    by_story: dict[Any, list[Row]] = {}
    for row in tables.get("members", ()):
        by_story.setdefault(row["story_id"], []).append(row)
    return list(by_story.values())


def _headline(members: Sequence[Row]) -> str:
    """What the representative is called, or else the first member."""
    return str(
        next((row["headline"] for row in members if row["kind"] == "representative"), members[0]["headline"])
    )


def _chart(stories: Sequence[Sequence[Row]], lang: Language) -> Chart | None:
    """Stories on one scale of hours, as far as times are told to the minute; None: none is."""
    timed = [of for of in stories if of[0]["seconds_after_first"] is not None]
    if not timed:
        return None
    names = distinct([name_of(_headline(of), "drawn") for of in timed])
    drawn = [
        {"story": name, "hours": row["seconds_after_first"] / 3600, "kind": row["kind"]}
        for name, of in zip(names, timed, strict=True)
        for row in of
        if row["seconds_after_first"] is not None
    ]
    first = _said_first(timed[0][0], lang)
    said = [*([first] if first else []), lang.say("stories.spread")]
    return Chart(
        Markup(draw_spread(drawn, names, KINDS, lang)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("stories.label"),
        Markup(" ").join(said),
        legend=tuple((colour, lang.named("kind", kind)) for kind, colour in KINDS.items()),
    )


def _said_first(row: Row, lang: Language) -> str | None:
    if row["first_outlet"] is None:
        return None
    return lang.say(
        "stories.first_most_often",
        outlet=isolated(name_of(row["first_outlet"])),
        n=lang.figure("report_members", row, "first_times"),
    )
