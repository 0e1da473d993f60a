"""Write when runs began and ended, and how many got to which of their steps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypedDict

import duckdb
import pyarrow as pa

from warehouse.sql import read_sql, set_variables
from warehouse.transaction import transaction

_FUNNEL = pa.schema(
    [
        ("source", pa.string()),
        ("host", pa.string()),
        ("step", pa.string()),
        ("reason", pa.string()),
        ("count", pa.int64()),
    ]
)

WAITS = "waits for approval"
"""The outcome of a run that has shown a difference and is to be told what becomes of it."""
UNANSWERED = "not approved in time"


class FunnelRow(TypedDict):
    """How many of a source, at a host and for a reason, got to a step."""

    source: str
    host: str | None
    step: str
    reason: str | None
    count: int


def start_run(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    *,
    flow: str,
    parameters: Mapping[str, Any],
    started_at: datetime,
    is_backfill: bool = False,
) -> None:
    """Write that a run began. A run that is resumed keeps its first beginning.

    `parameters` are stored as JSON; values that JSON does not know are stored as their text.
    """
    begun = {
        "run_id": run_id,
        "flow": flow,
        "parameters": json.dumps(dict(parameters), ensure_ascii=False, default=str),
        "started_at": started_at,
        "is_backfill": is_backfill,
    }
    with transaction(connection):
        connection.execute(read_sql("merge", "03_run"), begun)


def finish_run(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    *,
    outcome: str,
    finished_at: datetime | None = None,
    funnel: Iterable[FunnelRow] = (),
) -> None:
    """Write how a run ended, when (now, if not given), and how many got to which of its steps, or nothing.

    A count written before is replaced. Raises KeyError for a run that was neither started nor named by a
    package.
    """
    end = [outcome, finished_at or datetime.now(UTC), run_id]
    counted = pa.Table.from_pylist([dict(row) for row in funnel], schema=_FUNNEL)
    # Counts of a run without an outcome would be taken for those of one that loaded what it counted.
    with transaction(connection):
        if not connection.execute("SELECT 1 FROM run WHERE run_id = ?", [run_id]).fetchone():
            raise KeyError(run_id)
        connection.execute("UPDATE run SET outcome = ?, finished_at = ? WHERE run_id = ?", end)
        set_variables(connection, run_id=run_id)
        connection.register("counted", counted)
        connection.execute(read_sql("merge", "04_funnel"))
        connection.unregister("counted")


def end_unanswered(connection: duckdb.DuckDBPyConnection, before: datetime) -> None:
    """Write of runs that wait for approval since before a time that nobody gave it."""
    connection.execute(
        "UPDATE run SET outcome = ? WHERE outcome = ? AND finished_at < ?", [UNANSWERED, WAITS, before]
    )
