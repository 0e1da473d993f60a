"""Keep the warehouse in order: check it against itself, checkpoint it, copy it for readers."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.connect import read_sql, sql_names


def run_checks(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many rows each query of `warehouse/checks` found wrong, by its name."""
    return {
        name: len(connection.execute(read_sql("checks", name)).fetchall()) for name in sql_names("checks")
    }


def checkpoint(connection: duckdb.DuckDBPyConnection) -> None:
    """Fold the write-ahead log into the file."""
    connection.execute("CHECKPOINT")


def snapshot(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """A consistent copy at `target`, which readers can open while loads go on; replaced as a whole."""
    raise NotImplementedError
