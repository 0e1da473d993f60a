"""Charts and pages for people, from the marts as they are."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.artifacts import as_image, publish_page
from flows.funnel import STEPS, counted
from flows.run import before_first_load, name_run
from flows.settings import read_settings
from report.page import make_report
from report.sections.stories import headlines, said_first
from report.sections.volume import image as volume_image
from warehouse import query
from warehouse.connect import open_reader

_FILES = {"en": "index.html", "ar": "ar.html"}

_MOST_CHARACTERS = 240  # of a headline


@flow(name="publish-report", flow_run_name="publish report")
def publish_report() -> str | State[None]:
    """Make the HTML report from the warehouse as it is.

    Returns:
        Where the report is: a file that needs nothing but itself; the same in Arabic is ar.html beside it.

    Raises:
        NoWarehouse: there is none yet. A run of a deployment ends well and says so: its schedule is older
            than the first load.
    """
    settings = read_settings()
    if ended := before_first_load(settings):
        return ended
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        tables = query.report_tables(connection)
    target, made_at = settings.report_folder / "index.html", datetime.now(UTC)
    for code, name in _FILES.items():
        others = {other: file for other, file in _FILES.items() if other != code}
        page = make_report(
            tables,
            made_at=made_at,
            steps=STEPS,
            language_code=code,
            others=others,
            room=settings.room_url,
        )
        _write(target.with_name(name), page)
    publish_page(
        key="report",
        markdown=_front(tables, target, settings.report_url),
        description=f"The report: {target}",
    )
    (totals,) = tables["totals"]
    name_run(f"report, {counted(totals['articles'], 'article')} of {counted(totals['outlets'], 'outlet')}")
    return str(target)


def _write(target: Path, text: str) -> None:
    """Replace the file as a whole: somebody may be reading it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    partial.write_text(text, "utf-8")
    partial.replace(target)


def _front(tables: Mapping[str, Sequence[Mapping[str, Any]]], target: Path, report_url: str | None) -> str:
    """The report's first lines as a page of Prefect's UI, which draws images but no inline SVG."""
    (totals,) = tables["totals"]
    articles = f"**{counted(totals['articles'], 'article')}** from {counted(totals['outlets'], 'outlet')}"
    several = f"{totals['stories_of_several_outlets']:,} of these in several outlets"
    stories = f"{_stories(totals['stories'])} in several places, {several}; {totals['corrected']:,} corrected"
    whole = f"[the whole report]({report_url})" if report_url else f"the whole report: `{target}`"
    lines = [f"{articles}; {stories}; {whole}.", ""]
    if image := volume_image(tables):
        lines += [as_image(*image), ""]
    if largest := headlines(tables)[:10]:
        lines += ["### The largest stories", ""]
        if first := said_first(tables):
            lines += [f"<div>{html.escape(first)}</div>\n"]  # an outlet's name is no Markdown
        lines += [_story_line(*story) for story in largest]
    return "\n".join(lines)


def _stories(number: int) -> str:
    return f"{number:,} story" if number == 1 else f"{number:,} stories"


def _story_line(headline: str, members: int) -> str:
    """A headline in its own direction, on one line: an empty one would end the HTML and begin Markdown."""
    headline = " ".join(headline.split())
    shown = headline if len(headline) <= _MOST_CHARACTERS else headline[: _MOST_CHARACTERS - 1] + "…"
    return f'<div dir="auto">{html.escape(shown)} ({members})</div>\n'
