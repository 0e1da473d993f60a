"""What is wrong with a source, seen from its own habit; told once for as long as it lasts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import duckdb

from warehouse.query import Row, rows_of
from warehouse.sql import read_sql
from warehouse.transaction import transaction

_KEYS = ("kind", "subject", "source", "title")


class Alert(NamedTuple):
    """Something that is wrong; kind and subject are its key while it lasts."""

    kind: str  # silent | blocked | rejections | fill
    subject: str  # the source; for a fill with a slash and the field
    source: str
    title: str  # of the source
    evidence: Row  # figures that it is told by


class Change(NamedTuple):
    """What differs from the alerts that the warehouse has open."""

    begun: Sequence[Alert]
    ended: Sequence[tuple[str, str]]  # kind and subject


class Raised(NamedTuple):
    """An alert as the warehouse remembers it."""

    alert: Alert
    at: datetime
    ended_at: datetime | None  # None: it lasts


def look(connection: duckdb.DuckDBPyConnection, *, band: float) -> Change:
    """What is wrong now and was not told yet, and what was told and is over. Reads only.

    `band`: how far the share of rejected pages may be from the usual one, 0 to 1.
    """
    found = {(alert.kind, alert.subject): alert for alert in _wrong(connection, band)}
    known = set(connection.execute("SELECT kind, subject FROM alert WHERE ended_at IS NULL").fetchall())
    begun = [alert for key, alert in found.items() if key not in known]
    return Change(begun, sorted(known - found.keys()))


def record(connection: duckdb.DuckDBPyConnection, change: Change, at: datetime) -> None:
    """Write what has begun and what is over."""
    with transaction(connection):
        for kind, subject in change.ended:
            connection.execute(
                "UPDATE alert SET ended_at = ? WHERE kind = ? AND subject = ? AND ended_at IS NULL",
                [at, kind, subject],
            )
        for alert in change.begun:
            evidence = json.dumps(alert.evidence, ensure_ascii=False, default=str)
            connection.execute(
                "INSERT INTO alert (kind, subject, source, raised_at, evidence) VALUES (?, ?, ?, ?, ?)",
                [alert.kind, alert.subject, alert.source, at, evidence],
            )


def open_since(connection: duckdb.DuckDBPyConnection, at: datetime) -> list[Raised]:
    """The alerts that last, or were over at `at` or later, as they were raised, the earliest first."""
    return [
        Raised(
            Alert(row["kind"], row["subject"], row["source"], row["title"], json.loads(row["evidence"])),
            row["raised_at"],
            row["ended_at"],
        )
        for row in rows_of(connection.execute(read_sql("queries", "alerts_open"), {"at": at}))
    ]


def _wrong(connection: duckdb.DuckDBPyConnection, band: float) -> Iterator[Alert]:
    for name, parameters in (
        ("alert_source", {}),
        ("alert_rejections", {"band": band}),
        ("alert_fill", {}),
    ):
        for row in rows_of(connection.execute(read_sql("queries", name), parameters)):
            evidence = {key: value for key, value in row.items() if key not in _KEYS}
            yield Alert(row["kind"], row["subject"], row["source"], row["title"] or row["source"], evidence)
