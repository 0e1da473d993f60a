"""Keep the warehouse in order: check it against itself, checkpoint it, copy it for readers."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.connect import quoted, read_sql, sql_names
from warehouse.query import rows_of


def run_checks(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each query of `warehouse/checks` found wrong, by name; also written to check_result."""
    checked_at = datetime.now(UTC)
    found = {name: rows_of(connection.execute(read_sql("checks", name))) for name in sql_names("checks")}
    connection.executemany(
        "INSERT INTO check_result (checked_at, check_name, offending_rows, sample) VALUES (?, ?, ?, ?)",
        [
            [
                checked_at,
                name,
                len(rows),
                json.dumps(rows[:5], ensure_ascii=False, default=str) if rows else None,
            ]
            for name, rows in found.items()
        ],
    )
    return {name: len(rows) for name, rows in found.items()}


def checkpoint(connection: duckdb.DuckDBPyConnection) -> None:
    """Fold the write-ahead log into the file."""
    connection.execute("CHECKPOINT")


def snapshot(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """A consistent copy at `target`, which readers can open while loads go on; replaced as a whole.

    Readers that have the old copy open keep it. The file itself is not copied: closing any other handle of it
    would end the lock that keeps other writers out (POSIX locks belong to the process).
    """
    partial = target.with_name(target.name + ".partial")
    for leftover in (partial, partial.with_name(partial.name + ".wal")):
        leftover.unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(f"ATTACH {quoted(partial)} AS snapshot")
    try:
        name = connection.execute("SELECT current_database()").fetchone()
        assert name is not None
        source = name[0].replace('"', '""')
        connection.execute(f'COPY FROM DATABASE "{source}" TO snapshot')
    finally:
        connection.execute("DETACH snapshot")
    partial.replace(target)
