"""Make the report: one HTML page that needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from report.environment import environment
from report.figure import Figure
from report.language import language
from report.sections import (
    Tables,
    carried,
    corrections,
    days,
    duplicates,
    fill,
    lag,
    refused,
    runs,
    sources,
    stories,
    volume,
    words,
)


def make_report(
    tables: Tables,
    *,
    made_at: datetime,
    room: str,
    steps: Sequence[str] = (),
    language_code: str = "en",
    others: Mapping[str, str] | None = None,
) -> str:
    """The report as HTML.

    `tables` has, by section, the rows that `warehouse.query.report_tables` gives; sections may be empty, and
    may be missing altogether. `room` is the address of the reading room. `steps` is the order of a funnel's
    steps. `others` has the address of this report in other languages, by their code. Every text of a page is
    escaped, cut to a bound, and isolated from the direction of what is around it.
    """
    lang = language(language_code)
    return _TEMPLATES.get_template("report.html.j2").render(
        lang=lang,
        say=lang.say,
        named=lang.named,
        fig=lang.figure,
        others=others or {},
        room=room,
        made_at=made_at,
        totals=next(iter(tables.get("totals", ())), None),
        # Each has a template section_<name>, or is a chart with nothing beside it.
        sections={
            "sources": sources.show(tables, lang),
            "days": days.show(tables, lang),
            "volume": volume.show(tables, lang),
            "runs": runs.show(tables, lang, steps),
            "refused": refused.show(tables, lang),
            "duplicates": duplicates.show(tables, lang),
            "carried": carried.show(tables, lang),
            "fill": fill.show(tables, lang),
            "lag": lag.show(tables, lang),
            "stories": stories.show(tables, lang),
            "corrections": corrections.show(tables, lang),
            "words": words.show(tables, lang),
        },
    )


_TEMPLATES = environment()
_TEMPLATES.tests["figure"] = lambda value: isinstance(value, Figure)
_TEMPLATES.tests["markup"] = lambda value: hasattr(value, "__html__")
