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
    home: str
    language: str
    timezone: str
    is_demo: bool
    seeds: Sequence[SeedRow]


class SeedScheduleRow(TypedDict):
    """When a seed is to be asked again; the comments of the table seed explain the fields."""

    source: str
    url: str
    interval_seconds: float
    failures: int
    last_news: int
    next_due_at: datetime


def register_sources(connection: duckdb.DuckDBPyConnection, rows: Iterable[SourceRow]) -> None:
    """Write what the code declares about its sources and their seeds. Sources are never taken away."""
    with transaction(connection):
        for row in rows:
            declared = {key: value for key, value in row.items() if key != "seeds"}
            connection.execute(read_sql("merge", "01_source"), declared)
            for seed in row["seeds"]:
                _merge_seed(connection, row["source"], seed)


def register_seeds(connection: duckdb.DuckDBPyConnection, rows: Iterable[tuple[str, SeedRow]]) -> None:
    """Write seeds that were found, each with its source."""
    with transaction(connection):
        for source, seed in rows:
            _merge_seed(connection, source, seed)


def _merge_seed(connection: duckdb.DuckDBPyConnection, source: str, seed: SeedRow) -> None:
    row = {"source": source, "url": seed["url"], "kind": seed["kind"], "found_on": seed.get("found_on")}
    connection.execute(read_sql("merge", "02_seed"), row)


def schedule_seeds(connection: duckdb.DuckDBPyConnection, rows: Iterable[SeedScheduleRow]) -> None:
    """Write when seeds are to be asked again; a row without a seed changes nothing."""
    with transaction(connection):
        for row in rows:
            connection.execute(read_sql("merge", "06_seed_schedule"), dict(row))
