"""Hold what sources brought to what is expected of them, and remember what was found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

import duckdb
import pyarrow as pa

from warehouse.query import rows_of
from warehouse.sql import read_sql
from warehouse.transaction import transaction

_EXPECTED = pa.schema(
    [("source", pa.string()), ("field", pa.string()), ("least", pa.float64()), ("most", pa.float64())]
)


class Implausible(Exception):
    """A source brought less than was expected of it; what came is loaded."""


class ExpectedRow(TypedDict):
    """How much a source is expected to bring."""

    source: str
    field: str | None  # a field of field_fill, whose filled share is meant; None: articles dated within a day
    least: float
    most: float


class SeenRow(ExpectedRow):
    """The same, with what it did bring."""

    seen: float
    articles: int  # that this was counted of
    is_known: bool  # it was found, and was news, less than a day before


def check_expected(
    connection: duckdb.DuckDBPyConnection, rows: Sequence[ExpectedRow], now: datetime
) -> list[SeenRow]:
    """What is beyond its bounds, and one row of check_result for each source that could be judged.

    Articles of a day are judged of sources that were asked a day before `now` too, shares of fields of those
    with ten new articles in the week before it.
    """
    connection.register("expected", pa.Table.from_pylist([dict(row) for row in rows], schema=_EXPECTED))
    try:
        found = rows_of(connection.execute(read_sql("queries", "plausible"), {"now": now}))
    finally:
        connection.unregister("expected")
    known = _news_of_a_day(connection, now)
    seen = [
        # The query has the other fields of SeenRow, as its test holds; to mypy a row is any dict.
        SeenRow(**row, is_known=(row["source"], row["field"], row["seen"] < row["least"]) in known)  # type: ignore[typeddict-item]
        for row in found
    ]
    beyond = [row for row in seen if not row["least"] <= row["seen"] <= row["most"]]
    results = []
    for source in dict.fromkeys(row["source"] for row in seen):
        of_source = [row for row in beyond if row["source"] == source]
        sample = json.dumps(of_source, ensure_ascii=False) if of_source else None
        results.append([now, f"expected of {source}", len(of_source), sample])
    if results:
        with transaction(connection):
            connection.executemany(
                "INSERT INTO check_result (checked_at, check_name, offending_rows, sample) "
                "VALUES (?, ?, ?, ?)",
                results,
            )
    return beyond


def _news_of_a_day(connection: duckdb.DuckDBPyConnection, now: datetime) -> set[tuple[str, str | None, bool]]:
    """Source, field and whether it was too little: of what was found in the day before `now` as news."""
    samples = connection.execute(
        "SELECT sample FROM check_result WHERE starts_with(check_name, 'expected of ') "
        "AND checked_at BETWEEN CAST($now AS TIMESTAMPTZ) - INTERVAL 24 HOURS AND $now "
        "AND sample IS NOT NULL",
        {"now": now},
    ).fetchall()
    rows = [row for (sample,) in samples for row in json.loads(sample) if not row["is_known"]]
    return {(row["source"], row["field"], row["seen"] < row["least"]) for row in rows}
