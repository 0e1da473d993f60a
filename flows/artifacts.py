"""What a run leaves in Prefect's UI: its funnel as a table, its summary as a page."""

from __future__ import annotations

import base64
import html
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, cast
from unicodedata import category
from uuid import UUID

from prefect import get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.funnel import STEPS, counted
from flows.run import Run, outlast
from report.steps import funnel_image
from report.text import BIDI_CONTROLS
from tasks.stages import Rehearsed
from warehouse import query
from warehouse.connect import open_reader
from warehouse.run import FunnelRow

_RATE_OVER = 60.0  # seconds
_RATE_FROM = 10.0  # seconds


class Progress:
    """A progress artifact: so many pages (or what `unit` names) of so many, at what rate."""

    def __init__(self, flow: str, pages: int, unit: str = "pages") -> None:
        self._pages = pages
        self._unit = unit
        self._said = ""
        self._told = deque([(time.monotonic(), 0)])  # when how many were through
        # It is a coroutine only where a loop runs, and flows here are synchronous.
        began = partial(
            create_progress_artifact, 0.0, key=f"{flow}-progress", description=f"0 of {pages} {unit}"
        )
        self._artifact = cast(UUID, outlast(began))

    def tell(self, done: int) -> None:
        """Say that `done` pages are through, in the artifact and the log.

        The rate is that of the last minute, and is told once it is one: the first seconds are for robots.txt.
        """
        done = min(done, self._pages)
        text = f"{done} of {self._pages} {self._unit}{self._rate(done, time.monotonic())}"
        if text != self._said:
            self._said = text
            get_run_logger().info(text)
            outlast(
                partial(
                    update_progress_artifact,
                    self._artifact,
                    100 * done / max(self._pages, 1),
                    description=text,
                )
            )

    def _rate(self, done: int, now: float) -> str:
        self._told.append((now, done))
        while self._told[0][0] < now - _RATE_OVER:
            self._told.popleft()
        since, before = self._told[0]
        if done == before or now - since < _RATE_FROM:
            return ""
        rate = (done - before) / (now - since)
        left = f", {(self._pages - done) / rate:.0f} s left" if done < self._pages else ""
        return f", {rate:.1f} a second{left}"


def publish_table(*, key: str, table: list[dict[str, Any]], description: str) -> None:
    """An artifact of the run that is a table."""
    outlast(partial(create_table_artifact, key=key, table=table, description=description))


def publish_page(*, key: str, markdown: str, description: str) -> None:
    """An artifact of the run that is a page."""
    outlast(partial(create_markdown_artifact, key=key, markdown=markdown, description=description))


def publish_funnel(run: Run) -> None:
    """A table with a row for each host of each source and a column for each step that anything reached.

    Beside it a table of what was lost on the way, by reason.
    """
    titles = {name: site.title for name, site in run.sites.items()}
    publish_table(
        key=f"{run.flow}-funnel",
        table=funnel_table(run.funnel.rows(), titles),
        description="How far the pages of each source came, and where they were lost.",
    )
    publish_table(
        key=f"{run.flow}-losses",
        table=losses_table(run.funnel.rows(), titles),
        description="Which pages were lost, and why: docs/operations.md says what to do about each reason.",
    )


def publish_summary(run: Run) -> None:
    """A page that says in ten seconds what the run found, and one with the pages that it refused."""
    settings = run.settings
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        found = query.summary(connection, [run.run_id])
        stories = query.run_stories(connection, [run.run_id])
        rejected = query.run_rejected_pages(connection, [run.run_id])
    totals = run.funnel.totals()
    key = f"{run.flow}-rejected"
    links = [f"[the report]({settings.report_url})" if settings.report_url else ""]
    links += [f"[the pages refused]({artifact_address(key)})" if rejected else ""]
    publish_page(
        key=f"{run.flow}-summary",
        markdown=summary_page(
            found,
            stories,
            funnel=[{"step": step, "count": totals[step]} for step in STEPS],
            links=[link for link in links if link],
        ),
        description="What this run brought into the warehouse.",
    )
    if rejected:
        publish_page(
            key=key, markdown=rejected_page(rejected), description="The pages that this run refused, and why."
        )


def artifact_address(key: str) -> str:
    """Where Prefect's UI shows the artifacts of this key, from any of its pages."""
    return f"/v2/artifacts/key/{key}"


def publish_difference(run: Run, seen: Rehearsed) -> None:
    """A page with what a dry run would have changed in the warehouse, and one with what it would refuse.

    The log has the beginning of it: whoever started the run from a shell has no pages.
    """
    logger = get_run_logger()
    for line in difference_lines(seen):
        logger.info("%s", line)
    publish_page(
        key=f"{run.flow}-difference",
        markdown=difference_page(
            seen, [{"step": step, "count": run.funnel.totals()[step]} for step in STEPS]
        ),
        description="What this run would have brought into the warehouse; nothing was kept.",
    )
    if seen.rejected:
        publish_page(
            key=f"{run.flow}-rejected",
            markdown=rejected_page(seen.rejected),
            description="The pages that this run would refuse, and why; nothing was kept.",
        )


def difference_page(seen: Rehearsed, funnel: Sequence[Mapping[str, Any]]) -> str:
    """Markdown of a dry run: the summary as it would be, then the articles that it would bring or change."""
    lines = ["**Nothing was kept.** The warehouse would have:", ""]
    lines += [summary_page(seen.summary, seen.stories, funnel=funnel), ""]
    for kind, heading in (("new", "### New articles"), ("corrected", "### Corrected articles")):
        here = [row for row in seen.articles if row["kind"] == kind]
        lines += [heading, ""] if here else []
        lines += [_article_line(row) for row in here]
    in_all = seen.summary["articles"] + seen.summary["corrections"]
    if in_all > len(seen.articles):
        lines.append(f"and {in_all - len(seen.articles):,} more")
    return "\n".join(lines)


def _article_line(row: Mapping[str, Any]) -> str:
    was = "".join(f"<br>{html.escape(change)}" for change in _changes(row))
    return f'<div dir="auto">{html.escape(row["title"])}: {html.escape(row["headline"])}{was}</div>\n'


def difference_lines(seen: Rehearsed, most: int = 20) -> list[str]:
    """What a dry run would have changed, for a log: so many articles, each with what would be different."""
    lines = [". ".join([_log_line(row), *map(_logged, _changes(row))]) for row in seen.articles[:most]]
    in_all = seen.summary["articles"] + seen.summary["corrections"]
    if in_all > len(lines):
        lines.append(f"and {in_all - len(lines):,} more would be new or corrected")
    return lines


def _log_line(row: Mapping[str, Any]) -> str:
    title, headline, url = _logged(row["title"]), _logged(row["headline"]), _logged(row["url"], most=500)
    return f"Would be {row['kind']}: {title}: {headline} ({url})"


def _logged(text: str, most: int = 240) -> str:
    """A page's text for a line of a log: of so many characters, and without orders to a terminal."""
    begun = BIDI_CONTROLS.sub("", text[:most])
    plain = "".join(" " if category(one) in ("Cc", "Zl", "Zp") else one for one in begun)
    return plain if len(text) <= most else plain[:-1] + "…"


def _changes(row: Mapping[str, Any]) -> Iterator[str]:
    """How a corrected article differs from what it said before."""
    if row["kind"] == "new":
        return
    if row["previous_headline"] is None:
        yield "its former headline is not known"
    elif row["previous_headline"] != row["headline"]:
        yield f"before: {row['previous_headline']}"
    if went := row["paragraphs_removed"]:
        yield f"{counted(went, 'paragraph')} went"
    if came := row["paragraphs_added"]:
        yield f"{counted(came, 'paragraph')} came"


_MOST_ROWS = 300  # of a table in Prefect's UI; an archive may have a hundred thousand hosts


def funnel_table(funnel: Sequence[FunnelRow], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Funnel rows as one row for each source and host, with a last row for all.

    Of more than 300 hosts, those with the most pages have a row; one row has the others.
    """
    counts = Counter[tuple[str, str, str]]()
    pages = Counter[tuple[str, str]]()
    for row in funnel:
        place = row["source"], row["host"] or ""
        counts[*place, row["step"]] += row["count"]
        pages[place] += row["count"]
    steps = [step for step in STEPS if any(at == step for _, _, at in counts)]
    largest = {place for place, _ in pages.most_common(_MOST_ROWS)}

    def summed(places: Iterable[tuple[str, str]]) -> dict[str, int]:
        here = list(places)
        return {step: sum(counts[*place, step] for place in here) for step in steps}

    table: list[dict[str, Any]] = [
        {"source": titles.get(source, source), "host": host} | summed([(source, host)])
        for source, host in sorted(largest)
    ]
    if left := len(pages) - len(largest):
        table.append({"source": "others", "host": f"{left:,} hosts"} | summed(pages.keys() - largest))
    return [*table, {"source": "all", "host": ""} | summed(pages)]


def losses_table(funnel: Sequence[FunnelRow], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """The funnel rows that say why, most pages first; a last row has what is left of more than 300."""
    rows = sorted((row for row in funnel if row["reason"] is not None), key=lambda row: -row["count"])
    table: list[dict[str, Any]] = [
        {
            "source": titles.get(row["source"], row["source"]),
            "host": row["host"],
            "step": row["step"],
            "reason": row["reason"],
            "pages": row["count"],
        }
        for row in rows[:_MOST_ROWS]
    ]
    if left := rows[_MOST_ROWS:]:
        pages = sum(row["count"] for row in left)
        table.append(
            {"source": "others", "host": f"{len(left):,} rows", "step": "", "reason": "", "pages": pages}
        )
    return table


def summary_page(
    found: Mapping[str, Any],
    stories: Sequence[Mapping[str, Any]],
    *,
    funnel: Sequence[Mapping[str, Any]] = (),
    links: Sequence[str] = (),
) -> str:
    """Markdown of what a run brought; `found` is warehouse.query.summary, `stories` query.run_stories.

    `funnel` has step and count, in the order of the steps; `links` are Markdown.
    """
    copies = ", ".join(
        f"{count} {kind}" for kind, count in found["members"].items() if kind != "representative"
    )
    new = f"**{counted(found['articles'], 'new article')}** and {counted(found['corrections'], 'correction')}"
    pages = f"{counted(found['pages_fetched'], 'page')} fetched, {found['pages_unchanged']:,} unchanged"
    stories_line = f"**{found['stories']:,} stories** that several pages carry"
    lines = [f"{new} from {counted(found['outlets'], 'outlet')}; {pages}.", ""]
    lines += [f"{stories_line}: {copies}." if copies else f"{stories_line}.", ""]
    lines += [f"See also {', '.join(links)}.", ""] if links else []
    if image := funnel_image(funnel):
        lines += [as_image(*image), ""]
    if stories:
        lines += ["### The largest", ""]
        lines += [_story_line(story) for story in stories]
    if found["rejections"]:
        lines += ["", "### What was refused, and why", "", "| stage | reason | pages |", "|---|---|---:|"]
        lines += [f"| {row['stage']} | {row['reason']} | {row['count']} |" for row in found["rejections"]]
    return "\n".join(lines)


def as_image(svg: str, sentence: str) -> str:
    """Markdown of a drawing: Prefect's pages draw images, but no SVG that stands in them."""
    return f"![{sentence}](data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()})"


def rejected_page(rows: Sequence[Mapping[str, Any]]) -> str:
    """Markdown of refused pages with their addresses to open; `rows` are query.run_rejected_pages."""
    lines = ["What each reason means, and what to do about it, is in docs/operations.md.", ""]
    of_reason = groupby(rows, key=lambda row: (row["stage"], row["reason"]))
    for (stage, reason), here in of_reason:
        lines += [f"### {stage}: {reason}", ""]
        lines += [
            f'<div><span dir="auto">{html.escape(row["title"] or "")}</span>: {linked(row["url"])} '
            f"{html.escape(' '.join((row['detail'] or '').split()))}</div>\n"
            for row in here
        ]
    return "\n".join(lines)


def linked(url: str | None) -> str:
    """An address of the web as one that can be followed; anything else as its text."""
    shown = html.escape(url or "no address")
    return f'<a href="{shown}">{shown}</a>' if (url or "").startswith(("http://", "https://")) else shown


def _story_line(story: Mapping[str, Any]) -> str:
    """A headline set in its own direction; Prefect's pages are left to right and pass HTML on."""
    outlets = ", ".join(dict.fromkeys(story["outlets"]))  # one may have the text on several pages
    return (
        f'<div dir="auto"><b>{html.escape(story["headline"])}</b>: '
        f'<span dir="auto">{html.escape(outlets)}</span></div>\n'
    )
