"""Our own archive through today's extraction: show the difference, then apply it. No network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact

from flows.artifacts import publish_summary
from flows.parameters import SITES, Source, site_of
from flows.run import Run, begin_run, name_run
from flows.settings import Settings
from tasks.model import ArchiveReference, Fetch
from tasks.stages import extract_batch, load_batch
from tasks.unfinished import mark_running
from warehouse import query
from warehouse.connect import open_reader

_PAGES_A_BATCH = 1_000  # some seconds of extraction
_EXAMPLES = 5  # a source


# What is compared, under the names that package and warehouse share; the text besides.
_FIELDS = (
    "headline",
    "published_at",
    "published_precision",
    "byline_raw",
    "dateline_place",
    "agency",
    "source_credit",
    "section",
    "language",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One article of a page, as the warehouse has it and as it reads today."""

    source: str
    url: str
    kind: str  # same | changed | gained | lost
    headline: str
    changes: Mapping[str, tuple[Any, Any]]  # field -> before, after; empty unless changed


@flow(name="reprocess-pages", flow_run_name="reprocess archived pages")
def reprocess_pages(
    sources: list[Source] = [],  # noqa: B006 - the form shows a list then, and nothing here changes it
    since: date | None = None,
    until: date | None = None,
    apply: bool = False,
) -> dict[str, int]:
    """Extract archived pages anew and show what would be different.

    Args:
        sources: The outlets whose pages to read. None chosen: all that are in the warehouse.
        since: Only pages fetched on this day (UTC) or later.
        until: Only pages fetched before this day (UTC).
        apply: Load the difference as new versions. Otherwise it is only shown.

    Returns:
        How many articles are the same, changed, gained and lost.
    """
    settings = Settings()
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        names = [source.value for source in sources] or [None]
        pages = [
            page
            for name in names
            for page in query.archived_pages(connection, name, _midnight(since), _midnight(until))
        ]
    sites = {
        page["source"]: SITES.get(page["source"]) or replace(site_of(page["url"]), name=page["source"])
        for page in pages
    }
    asked = {"sources": [name for name in names if name], "since": since, "until": until, "apply": apply}
    run = begin_run("reprocess-pages", settings, sites, asked)
    differences: list[Difference] = []
    with mark_running(settings.data_folder, run.run_id):
        for number, start in enumerate(range(0, len(pages), _PAGES_A_BATCH), start=1):
            here = pages[start : start + _PAGES_A_BATCH]
            package = extract_batch(
                [_fetch_of(page) for page in here],
                sites,
                settings.data_folder,
                settings.processes,
                run.run_id,
                f"{number:04}",
                # What is only looked at lies where no later run takes it for something to load.
                folder="packages" if apply else "reprocessed",
            )
            differences += _compare(here, package, run)
            if apply:
                load_batch(package, settings.warehouse_path, settings.lock_wait)
        run.finish()
    counts = Counter(difference.kind for difference in differences)
    _publish(differences)
    if apply:
        publish_summary(run)
    name_run(
        f"reprocess {len(pages)} pages, {counts['changed']} articles {'changed' if apply else 'would change'}"
    )
    get_run_logger().info("%s", ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())))
    return {kind: counts[kind] for kind in ("same", "changed", "gained", "lost")}


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)


def _fetch_of(page: Mapping[str, Any]) -> Fetch:
    """The fetch as it was, so that loading it again changes nothing but what extraction says."""
    known = {field.name: page[field.name] for field in fields(Fetch) if field.name in page}
    reference = ArchiveReference(page["archive_path"], page["archive_offset"])
    tuples = {name: tuple(page[name] or ()) for name in ("redirects", "robots_tags")}
    return Fetch(**known | tuples | {"archive": reference})


def _compare(pages: Sequence[Mapping[str, Any]], package: Path, run: Run) -> Iterator[Difference]:
    settings = run.settings
    version_ids = [version_id for page in pages for version_id in page["version_ids"]]
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        before = {row["version_id"]: row for row in query.versions(connection, version_ids)}
    today = {
        row["fetch_id"]: row["articles"]
        for row in pq.read_table(package, columns=["fetch_id", "articles"]).to_pylist()
    }
    for page in pages:
        old = {before[version_id]["article_id"]: before[version_id] for version_id in page["version_ids"]}
        new = {article["article_id"]: article for article in today[page["fetch_id"]]}
        for article_id in old.keys() | new.keys():
            yield _difference(page, old.get(article_id), new.get(article_id))


def _difference(
    page: Mapping[str, Any], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Difference:
    told = new or old
    assert told is not None, "an article that neither side has"
    changes = {}
    if old is not None and new is not None:
        text = "\n".join(paragraph["text"] for paragraph in new["paragraphs"])
        changes = {name: (old[name], new[name]) for name in _FIELDS if old[name] != new[name]}
        changes |= {"text": (old["text"], text)} if old["text"] != text else {}
    kind = "gained" if old is None else "lost" if new is None else "changed" if changes else "same"
    return Difference(page["source"], page["url"], kind, told["headline"], changes)


def _publish(differences: Sequence[Difference]) -> None:
    by_source: dict[str, list[Difference]] = defaultdict(list)
    for difference in differences:
        by_source[difference.source].append(difference)
    table = []
    examples = []
    for source, here in sorted(by_source.items()):
        counts = Counter(difference.kind for difference in here)
        changed_fields = Counter(name for difference in here for name in difference.changes)
        row: dict[str, Any] = {"source": source}
        row |= {kind: counts[kind] for kind in ("same", "changed", "gained", "lost")}
        table.append(
            row | {"fields": ", ".join(f"{count} {name}" for name, count in changed_fields.most_common())}
        )
        examples += _examples(here)
    create_table_artifact(
        key="reprocess-pages-difference",
        table=table,
        description="Articles as they would be read today, against the warehouse.",
    )
    if examples:
        create_table_artifact(
            key="reprocess-pages-examples",
            table=examples,
            description=f"Up to {_EXAMPLES} articles a source.",
        )


def _examples(differences: Sequence[Difference]) -> list[dict[str, str]]:
    different = [difference for difference in differences if difference.kind != "same"]
    return [
        {
            "source": difference.source,
            "url": difference.url,
            "what": difference.kind,
            "field": name,
            "before": str(before)[:200],
            "today": str(after)[:200],
        }
        for difference in different[:_EXAMPLES]
        for name, (before, after) in (difference.changes or {"article": ("", difference.headline)}).items()
    ]
