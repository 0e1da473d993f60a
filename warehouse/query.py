"""Ask the warehouse: what the crawl needs to remember, and what people want to know. Reads only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import duckdb

from warehouse.connect import in_memory
from warehouse.sql import read_sql

Row = dict[str, Any]
"""Column names to values. UUIDs are text, times aware and in UTC."""

REPORT_BOUNDS: dict[str, dict[str, int]] = {
    "sources": {"most": 200},
    "volume": {"most": 8},
    "days": {"most": 40},
    "funnel": {"most": 5},
    "funnel_month": {},
    "losses": {"most": 5},
    "rejections": {"most": 10},
    "duplicates": {"most": 100},
    "syndication": {"most": 100},
    "fill": {},
    "breaks": {"most": 100},
    "lag": {},
    "members": {"most": 50, "most_members": 12, "most_drawn": 12},
    "corrections": {"most": 50},
    "words": {"most": 30},
}
"""Sections of the report, and what their query `report_<section>` is bound by."""


def known_pages(connection: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> list[Row]:
    """What is remembered of those of `urls` that were met, before or after redirects; one row for each, by
    `url`.

    Columns: url (as given), etag, last_modified, body_sha256 (of the newest body), answered_by (the address
    that gave it), gone, moved_to, first_seen_at, last_fetched_at. A URL fingerprint is taken for a URL, too.
    """
    return _ask(connection, "known_pages", urls=list(urls))


def known_seeds(connection: duckdb.DuckDBPyConnection, sources: Sequence[str]) -> list[Row]:
    """The seeds of `sources`, declared, found or below an index, by source and url.

    Columns: source, url, kind, found_on, etag, last_modified, body_sha256, answered_by, moved_to,
    last_read_at, interval_seconds, failures, next_due_at. What was not fetched or scheduled yet is None.
    """
    return _ask(connection, "known_seeds", sources=list(sources))


def frontier(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[str],
    living: Sequence[str],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int,
) -> list[Row]:
    """What waits to be asked for at `sources`, and what a run was to fetch by hand; newest first.

    Columns: url, source, seed_url, claimed_headline, claimed_at, claimed_update, is_taken (one of the
    `living` runs has it on its list). `most` bounds each source; `since` and `until` (exclusive) bound what
    seeds date.
    """
    return _ask(
        connection,
        "frontier",
        sources=list(sources),
        living=list(living),
        since=since,
        until=until,
        most=most,
    )


def visited_pages(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[str], since: datetime
) -> list[Row]:
    """Pages of `sources` that were first served, or whose article last changed, at `since` or later, and
    those that could never be had and were first tried then: url, source, changed_at (when that was),
    last_fetched_at; by url. Those that are gone are left out."""
    return _ask(connection, "visited_pages", sources=list(sources), since=since)


def archived_fetches(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    other_than: str | None = None,
) -> list[str]:
    """Ids of the fetches that brought the newest body of each page, in their order in the archive.

    No `sources`: of all. `since` (inclusive) and `until` (exclusive) bound the fetch; None bounds nothing.
    What the rules of the version `other_than` have read already is left out, with what first showed the same.
    """
    bounds = {"sources": list(sources), "since": since, "until": until, "other_than": other_than}
    return [row["fetch_id"] for row in _ask(connection, "archived_fetches", **bounds)]


def first_sightings(
    connection: duckdb.DuckDBPyConnection, fetch_ids: Sequence[str], *, other_than: str | None = None
) -> list[str]:
    """Ids of the other fetches whose archived bodies were the first to show what these show.

    A version is told by its first sighting, so that newer rules must read that one, too. What the rules of
    the version `other_than` have read already is left out.
    """
    rows = _ask(connection, "first_sightings", fetch_ids=list(fetch_ids), other_than=other_than)
    return [row["fetch_id"] for row in rows]


def archived_pages(connection: duckdb.DuckDBPyConnection, fetch_ids: Sequence[str]) -> list[Row]:
    """All columns of these fetches but load_id, and version_ids; in their order in the archive.

    `version_ids` are those that the newest rules found in the body, in their order on the page.
    """
    return _ask(connection, "archived_pages", fetch_ids=list(fetch_ids))


def read_last(connection: duckdb.DuckDBPyConnection, fetch_ids: Sequence[str]) -> str:
    """A text that stays the same until one of these bodies is loaded again as other rules read it."""
    (row,) = _ask(connection, "read_last", fetch_ids=list(fetch_ids))
    return str(row["told"])


def versions(connection: duckdb.DuckDBPyConnection, version_ids: Sequence[str]) -> list[Row]:
    """What these versions say: the fields of article_version that are read from the page, and text.

    With authors (names), keywords (as printed) and images (addresses), in their order.
    """
    return _ask(connection, "versions", version_ids=list(version_ids))


def run_packages(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[str]:
    """The names of a run's packages that are loaded, in the order of their loads."""
    return [row["package_name"] for row in _ask(connection, "run_packages", run_id=run_id)]


def run_rejections(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Row]:
    """What a run refused. Keys: stage, reason, count; most first."""
    return _ask(connection, "run_rejections", run_ids=[run_id])


def run_new_in_stories(connection: duckdb.DuckDBPyConnection, run_id: str) -> Row:
    """What became of a run's new articles. Keys: articles (in stories), stories, copies_of_known (of those
    articles, in stories that have an article of another run)."""
    (found,) = _ask(connection, "run_new_in_stories", run_id=run_id)
    return found


def run_funnel(connection: duckdb.DuckDBPyConnection, run_id: str) -> list[Row]:
    """How many of the pages that a run brought got to which step, as the funnel has it, from `due` on.

    Told by what its loads left, for a run that was killed before it had counted. Keys: source, host, step,
    reason, count.
    """
    return _ask(connection, "run_funnel", run_id=run_id)


def loaded_packages(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Ids of the packages that are in the warehouse."""
    return {str(load_id) for (load_id,) in connection.execute("SELECT load_id FROM load").fetchall()}


def loaded_package_names(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the files of the packages that are in the warehouse."""
    return {str(name) for (name,) in connection.execute("SELECT package_name FROM load").fetchall()}


def summary(connection: duckdb.DuckDBPyConnection, run_ids: Sequence[str]) -> Row:
    """What these runs brought, taken together.

    Keys: outlets, pages_fetched, pages_unchanged, articles (new), versions (new), corrections (as the funnel
    counts them), stories (with a member that these runs placed), members (kind -> count, of those stories),
    rejections (list of stage, reason, count; most first).
    """
    run_ids = list(run_ids)
    (found,) = _ask(connection, "run_summary", run_ids=run_ids)
    members = _ask(connection, "run_members", run_ids=run_ids)
    rejections = _ask(connection, "run_rejections", run_ids=run_ids)
    return found | {"members": {row["kind"]: row["count"] for row in members}, "rejections": rejections}


def totals(connection: duckdb.DuckDBPyConnection) -> Row:
    """What is in the warehouse.

    Keys: those of `queries/totals.sql`, members (kind -> count), rejections (list of stage, reason, count of
    pages; most first).
    """
    (found,) = _ask(connection, "totals")
    members = _ask(connection, "totals_members")
    rejections = _ask(connection, "totals_rejections")
    return found | {"members": {row["kind"]: row["count"] for row in members}, "rejections": rejections}


def run_stories(connection: duckdb.DuckDBPyConnection, run_ids: Sequence[str], most: int = 10) -> list[Row]:
    """The largest stories that these runs touched: story_id, headline, members, outlets (titles)."""
    return _ask(connection, "run_stories", run_ids=list(run_ids), most=most)


def run_articles(connection: duckdb.DuckDBPyConnection, run_ids: Sequence[str], most: int = 100) -> list[Row]:
    """What these runs brought or changed: kind (new | corrected), source, title (of the source), url,
    headline, previous_headline, paragraphs_removed, paragraphs_added (the three None if new)."""
    return _ask(connection, "run_articles", run_ids=list(run_ids), most=most)


def run_rejected_pages(
    connection: duckdb.DuckDBPyConnection, run_ids: Sequence[str], most: int = 200
) -> list[Row]:
    """Pages that these runs refused: source, title (of the source), stage, reason, url, detail; by reason."""
    return _ask(connection, "run_rejected_pages", run_ids=list(run_ids), most=most)


def published_by_source_on_day(connection: duckdb.DuckDBPyConnection, source: str, day: date) -> list[Row]:
    """What did an outlet publish on a day (UTC)? Undated articles count on the day they were first seen."""
    return _ask(connection, "published_by_source_on_day", source=source, day=day)


def who_carried_story(connection: duckdb.DuckDBPyConnection, article_id: str) -> list[Row]:
    """Who carried the story that this article is in, in which order? No rows: it is in no story."""
    return _ask(connection, "who_carried_story", article_id=article_id)


def who_copied_source(connection: duckdb.DuckDBPyConnection, source: str, most: int = 100) -> list[Row]:
    """Copies of what a source published first, the latest first: by whom, how late, how much was kept."""
    return _ask(connection, "who_copied_source", source=source, most=most)


def refused_and_why(connection: duckdb.DuckDBPyConnection, since: datetime, until: datetime) -> list[Row]:
    """What was refused, and why, from `since` until before `until`? Newest first."""
    return _ask(connection, "refused_and_why", since=since, until=until)


def what_changed_in_article(connection: duckdb.DuckDBPyConnection, article_id: str) -> list[Row]:
    """What changed in an article? A row for each line taken away or added, oldest first."""
    return _ask(connection, "what_changed_in_article", article_id=article_id)


def field_history(connection: duckdb.DuckDBPyConnection, article_id: str, field: str) -> list[Row]:
    """What was read in a field of an article: a row for each version and each of the rules that read the body
    which first showed it, in the order in which they were seen, older rules first.

    Keys: seen_at, rule_version, rule (that gave the value), value (text; of a list each item is a line),
    is_current (as the newest rules read the current version), version_id. Fields: headline, text,
    published_at, published_raw, published_precision, modified_at, authors, byline_raw, dateline_place,
    agency, source_credit, section, language, keywords, keywords_raw, images, canonical_url,
    is_accessible_for_free; duckdb.Error for another.
    """
    return _ask(connection, "field_history", article_id=article_id, field=field)


def read_mart(connection: duckdb.DuckDBPyConnection, name: str) -> list[Row]:
    """All rows of a view or mart. Raises KeyError if the warehouse has none of this name."""
    if not connection.execute("SELECT 1 FROM mart WHERE name = ?", [name]).fetchone():
        raise KeyError(name)
    # The name is one that this house gave to a view: see the line above.
    return rows_of(connection.execute(f'SELECT * FROM "{name}"'))  # noqa: S608


def report_tables(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Row]]:
    """What the report shows, by the name of its section; every list is bounded.

    Keys: totals (one row), refusals (their count by stage and reason), and those of REPORT_BOUNDS. Columns
    are those of `queries/totals.sql`, `queries/totals_rejections.sql` and `queries/report_*.sql`.
    """
    with _kept(connection, {"daily_volume": "* EXCLUDE (median_characters)", "field_fill": "*"}):
        asked = {name: _ask(connection, f"report_{name}", **bounds) for name, bounds in REPORT_BOUNDS.items()}
    refusals = _ask(connection, "totals_rejections")
    return {"totals": _ask(connection, "totals"), "refusals": refusals} | asked


@contextmanager
def _kept(connection: duckdb.DuckDBPyConnection, marts: Mapping[str, str]) -> Iterator[None]:
    """Marts that several sections read are worked out once: a table of this connection stands before each.

    `marts` has the columns that are kept of each. Both are this module's own words.
    """
    for name, columns in marts.items():
        sql = f'CREATE TEMP TABLE "{name}" AS SELECT {columns} FROM main."{name}"'  # noqa: S608
        connection.execute(sql)
    try:
        yield
    finally:
        for name in marts:
            connection.execute(f'DROP TABLE temp."{name}"')


@contextmanager
def shelved(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What the reading room looks through at each visit, worked out once and kept in memory for the length of
    the block: articles in the order of publication. `read_in_room` needs it. A million take some seconds."""
    with in_memory(connection, "shelf"):
        connection.execute(read_sql("queries", "room_shelf"))
        yield


def read_in_room(connection: duckdb.DuckDBPyConnection, name: str, **asked: Any) -> list[Row]:
    """What the reading room shows: the rows of `queries/room_<name>.sql`, whose columns are told there.

    `asked` are its parameters. Raises FileNotFoundError for another name.
    """
    return _ask(connection, f"room_{name}", **asked)


def run_parameters(connection: duckdb.DuckDBPyConnection, run_id: str) -> dict[str, Any]:
    """What was asked of a run, as `start_run` got it; nothing of one that the warehouse does not know."""
    rows = _ask(connection, "run_parameters", run_id=run_id)
    return dict(json.loads(rows[0]["parameters"])) if rows else {}


def loaded(connection: duckdb.DuckDBPyConnection, load_ids: Sequence[str]) -> set[str]:
    """Those of these load packages that are in the warehouse."""
    return {row["load_id"] for row in _ask(connection, "loaded", load_ids=list(load_ids))}


def lying_elsewhere_now(
    connection: duckdb.DuckDBPyConnection, archive_path: str, starts: Sequence[int]
) -> list[Row]:
    """Where bodies lie that were read in an archive before and now are said to be in another.

    Keys: start (of the part in which they were, of the parts that begin at `starts`), archive_path (None:
    nowhere), load_ids (of the loads that found them elsewhere); by start and archive_path.
    """
    return _ask(connection, "lying_elsewhere_now", archive_path=archive_path, starts=list(starts))


def visits(connection: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> dict[str, str | None]:
    """The visits of these addresses by their fetch_id, with the reasons of those that failed."""
    return {row["fetch_id"]: row["reason"] for row in _ask(connection, "visits", urls=list(urls))}


def titles(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What each source is called, by its name."""
    return {row["source"]: row["outlet"] for row in _ask(connection, "room_titles")}


def rows_of(result: duckdb.DuckDBPyConnection) -> list[Row]:
    """A result as rows in plain Python: UUIDs as text, times in UTC with Python's own zone."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in result.fetchall()]


def _ask(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Any) -> list[Row]:
    return rows_of(connection.execute(read_sql("queries", name), parameters))


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
