"""Write which pages wait to be asked for, and where addresses that redirect led to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

import duckdb
import pyarrow as pa

from warehouse.sql import read_sql, set_variables
from warehouse.transaction import transaction

_FRONTIER = pa.schema(
    [
        ("url_fingerprint", pa.string()),
        ("url", pa.string()),
        ("source", pa.string()),
        ("seed_url", pa.string()),
        ("claimed_headline", pa.string()),
        ("claimed_at", pa.timestamp("us", tz="UTC")),
        ("claimed_update", pa.timestamp("us", tz="UTC")),
        ("is_on_the_list", pa.bool_()),
    ]
)
_LEAD = pa.schema(
    [
        ("url_fingerprint", pa.string()),
        ("page_id", pa.string()),
        ("fetched_at", pa.timestamp("us", tz="UTC")),
    ]
)


class FrontierRow(TypedDict):
    """A page that waits to be asked for."""

    url_fingerprint: str
    url: str
    source: str
    seed_url: str | None
    claimed_headline: str | None
    claimed_at: datetime | None
    claimed_update: datetime | None
    is_on_the_list: bool  # of the run that writes the row


class LeadRow(TypedDict):
    """An address that redirects, and the page that it led to."""

    url_fingerprint: str
    page_id: str
    fetched_at: datetime


def write_frontier(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    rows: Sequence[FrontierRow],
    announced_at: datetime,
    *,
    settled: Sequence[str] = (),
    living: Sequence[str] = (),
    by_hand: Sequence[str] = (),
) -> list[str]:
    """Let pages wait to be asked for; those `is_on_the_list` wait for this run. One that waits is updated.

    `settled` are URL fingerprints that need wait no longer. Gives those that this run must leave to another,
    of which nothing is written: since it looked, one of the `living` runs has put them on its list, or has
    fetched them (after `announced_at`). What was named `by_hand` is left to nobody.
    """
    with transaction(connection):
        connection.execute(
            "DELETE FROM frontier WHERE url_fingerprint IN (SELECT unnest(CAST(? AS VARCHAR[])))",
            [list(settled)],
        )
        connection.register("waiting", pa.Table.from_pylist([dict(row) for row in rows], schema=_FRONTIER))
        found = connection.execute(
            read_sql("queries", "taken_meanwhile"),
            {"living": list(living), "by_hand": list(by_hand), "since": announced_at},
        ).fetchall()
        taken = [fingerprint for (fingerprint,) in found]
        set_variables(connection, run_id=run_id, announced_at=announced_at)
        connection.execute("SET VARIABLE taken = $taken", {"taken": taken})
        connection.execute(read_sql("merge", "05_frontier"))
        connection.unregister("waiting")
    return taken


def write_aliases(connection: duckdb.DuckDBPyConnection, leads: Sequence[LeadRow]) -> None:
    """Remember where addresses that redirect led to; of two leads of one address the later holds."""
    with transaction(connection):
        connection.register("leads", pa.Table.from_pylist([dict(lead) for lead in leads], schema=_LEAD))
        connection.execute(read_sql("merge", "07_page_alias"))
        connection.unregister("leads")
