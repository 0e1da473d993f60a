"""Write what is known of sources and of the seeds where they announce their news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NotRequired, TypedDict

import duckdb

from warehouse.sql import read_sql
from warehouse.transaction import transaction


class SeedRow(TypedDict):
    """Where a source announces its news."""

    url: str
    kind: str  # feed | sitemap | listing | home
    found_on: NotRequired[str | None]  # home page that announced it; None: declared


class SourceRow(TypedDict):
    """A source as it is declared."""

    source: str
    title: str
    home: str | None  # None: not known, as that of a host met in an archive; what is known stays
    language: str | None
    timezone: str | None
    is_demo: bool
    seeds: Sequence[SeedRow]


_OF_SOURCE = ("source", "title", "home", "language", "timezone", "is_demo")


class SeedScheduleRow(TypedDict):
    """When a seed is to be asked again; the comments of the table seed explain the fields."""

    source: str
    url: str
    interval_seconds: float
    failures: int
    last_news: int
    next_due_at: datetime


def register_sources(connection: duckdb.DuckDBPyConnection, rows: Iterable[SourceRow]) -> None:
    """Write what the code declares about its sources and their seeds. Sources are never taken away.

    All of them at once: an archive has thousands of hosts. Of a source that comes twice the last row counts.
    """
    declared = {row["source"]: row for row in rows}
    if not declared:
        return
    sources = {field: [row.get(field) for row in declared.values()] for field in _OF_SOURCE}
    seeds = [(row["source"], seed) for row in declared.values() for seed in row["seeds"]]
    with transaction(connection):
        connection.execute(read_sql("merge", "01_source"), sources)
        _merge_seeds(connection, seeds)


def register_seeds(connection: duckdb.DuckDBPyConnection, rows: Iterable[tuple[str, SeedRow]]) -> None:
    """Write seeds that were found, each with its source; of one that comes twice the last row counts."""
    with transaction(connection):
        _merge_seeds(connection, rows)


def _merge_seeds(connection: duckdb.DuckDBPyConnection, rows: Iterable[tuple[str, SeedRow]]) -> None:
    found = {(source, seed["url"]): seed for source, seed in rows}
    if not found:
        return
    seeds = {field: [seed.get(field) for seed in found.values()] for field in ("url", "kind", "found_on")}
    connection.execute(read_sql("merge", "02_seed"), {"source": [source for source, _ in found], **seeds})


def schedule_seeds(connection: duckdb.DuckDBPyConnection, rows: Iterable[SeedScheduleRow]) -> None:
    """Write when seeds are to be asked again; a row without a seed changes nothing."""
    with transaction(connection):
        for row in rows:
            connection.execute(read_sql("merge", "06_seed_schedule"), dict(row))
