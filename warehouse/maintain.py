"""Keep the warehouse in order: check it against itself, copy it for readers, back it up, restore it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse import kept
from warehouse.connect import NotADatabase, WarehouseRefused, open_writer
from warehouse.lake import catalog_of
from warehouse.query import Row, rows_of
from warehouse.sql import quoted, read_sql, sql_names
from warehouse.transaction import told_if_full, transaction, turn

Holds = Callable[[str, int, str], str | None]
"""Whether the archive has, at this path and offset, a body with this SHA-256; else a sentence why not."""

ARCHIVE_SAMPLE = "archive_sample"
"""The check that looks into the archive, under its name in check_result."""

_ANOTHER = "Name another: make restore BACKUP=…"

_SAMPLED = 200  # pages; some two seconds


class BackupRefused(Exception):
    """The backup cannot take the warehouse's place, which is as it was."""


def keep_in_order(
    connection: duckdb.DuckDBPyConnection,
    *,
    holds: Holds,
    copy: Path | None,
    backups: Path | None,
    keep_backups: int,
) -> dict[str, int]:
    """Check, checkpoint, and if all is in order copy for readers and back up; rows wrong by check.

    A warehouse that is not in order replaces neither the last good copy nor a backup.
    """
    found = run_checks(connection, holds=holds)
    checkpoint(connection)
    if not any(found.values()):
        if copy is not None:
            snapshot(connection, copy)
        if backups is not None and keep_backups:
            back_up(connection, backups, keep=keep_backups)
    return found


def run_checks(connection: duckdb.DuckDBPyConnection, *, holds: Holds | None = None) -> dict[str, int]:
    """How many rows each query of `warehouse/checks` found wrong, by name; also written to check_result.

    With `holds`, a sample of the archived bodies is read as well, others each time.
    """
    checked_at = datetime.now(UTC)
    found = {name: rows_of(connection.execute(read_sql("checks", name))) for name in sql_names("checks")}
    found[kept.KEPT] = kept.differing(connection)
    if holds is not None:
        found[ARCHIVE_SAMPLE] = _not_in_archive(connection, holds, salt=checked_at.isoformat())
    results = [
        [
            checked_at,
            name,
            len(rows),
            json.dumps(rows[:5], ensure_ascii=False, default=str) if rows else None,
        ]
        for name, rows in found.items()
    ]
    with transaction(connection):
        connection.executemany(
            "INSERT INTO check_result (checked_at, check_name, offending_rows, sample) VALUES (?, ?, ?, ?)",
            results,
        )
    return {name: len(rows) for name, rows in found.items()}


def _not_in_archive(connection: duckdb.DuckDBPyConnection, holds: Holds, *, salt: str) -> list[Row]:
    rows = rows_of(
        connection.execute(read_sql("queries", "archive_sample"), {"salt": salt, "most": _SAMPLED})
    )
    reasons = [holds(row["archive_path"], row["archive_offset"], row["body_sha256"]) for row in rows]
    return [row | {"reason": reason} for row, reason in zip(rows, reasons, strict=True) if reason]


def checkpoint(connection: duckdb.DuckDBPyConnection) -> None:
    """Fold the write-ahead log into the file; in a lake make few files of many, forget old snapshots."""
    if catalog_of(connection) is None:
        connection.execute("CHECKPOINT")
        return
    with turn(connection):
        # Long enough for whoever still reads, or wants to see what a load of last week did.
        connection.execute("CALL warehouse.set_option('expire_older_than', '7 days')")
        connection.execute("CALL warehouse.set_option('delete_older_than', '1 day')")
        connection.execute("CHECKPOINT warehouse")


def snapshot(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """A consistent copy at `target`, which readers can open while loads go on; replaced as a whole.

    Readers that have the old copy open keep it. The file itself is not copied: closing any other handle of it
    would end the lock that keeps other writers out (POSIX locks belong to the process). Raises WarehouseFull.
    """
    partial = target.with_name(target.name + ".partial")
    _remove(partial)
    target.parent.mkdir(parents=True, exist_ok=True)
    with told_if_full(
        f"for a copy of the warehouse at {target}",
        "What was there stays. Make room on its disk and start the run again.",
    ):
        try:
            _copy_into(connection, partial)
        except duckdb.Error:
            _remove(partial)  # it would keep the room that loads need
            raise
    partial.replace(target)


def _copy_into(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    connection.execute(f"ATTACH {quoted(file)} AS snapshot (READ_WRITE)")
    try:
        name = connection.execute("SELECT current_database()").fetchone()
        assert name is not None
        source = name[0].replace('"', '""')
        connection.execute(f'COPY FROM DATABASE "{source}" TO snapshot')
    finally:
        with contextlib.suppress(duckdb.FatalException):
            connection.execute("DETACH snapshot")


def copy_as_it_lies(warehouse: Path, target: Path) -> None:
    """The file itself, to `target`, which is replaced as a whole; whoever calls has it open for reading.

    As large as the file has grown, and made in the time of reading it: a `snapshot` takes twenty times as
    long. Another process does it: closing a handle of the file in this one would end the lock that keeps
    writers out.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
    # What was not folded into the file yet comes first: it is nothing without the file.
    for ending in (".wal", ""):
        source, partial = (path.with_name(path.name + ending) for path in (warehouse, target))
        if source.exists():
            partial = partial.with_name(f"{partial.name}.{os.getpid()}.partial")
            subprocess.run([sys.executable, "-c", copy, source, partial], check=True)
            partial.replace(target.with_name(target.name + ending))


def back_up(connection: duckdb.DuckDBPyConnection, folder: Path, *, keep: int) -> Path:
    """A copy named for the time at which it was made; the newest `keep` in `folder` stay. Gives its path."""
    target = folder / f"warraq-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.duckdb"
    snapshot(connection, target)
    for old in _backups(folder)[:-keep]:
        old.unlink()
    return target


def newest_backup(folder: Path) -> Path | None:
    """Of those that `back_up` made in `folder`."""
    return next(reversed(_backups(folder)), None)


def _backups(folder: Path) -> list[Path]:
    return sorted(folder.glob("warraq-*.duckdb"))


def forget_archives(connection: duckdb.DuckDBPyConnection, paths: Sequence[str]) -> int:
    """Let no fetch say that its body is in one of these archives, which are to be removed; how many did."""
    lying_there = "archive_path IN (SELECT unnest(CAST(? AS VARCHAR[])))"
    with transaction(connection):
        (count,) = connection.execute(
            f"SELECT count(*) FROM fetches WHERE {lying_there}",  # noqa: S608 - a text of this function
            [list(paths)],
        ).fetchall()[0]
        connection.execute(
            f"UPDATE fetches SET archive_path = NULL, archive_offset = NULL WHERE {lying_there}",  # noqa: S608
            [list(paths)],
        )
    return int(count)


def restore(backup: Path, path: Path, *, wait: float = 60.0) -> Path | None:
    """Put a copy of `backup` in the place of the warehouse at `path`; gives where that was set aside.

    The copy is migrated and checked first. What was loaded since the backup was made is not in it: load the
    packages that it lacks. Raises BackupRefused, and WarehouseBusy while somebody has the warehouse.
    """
    fresh = path.with_name(path.name + ".restoring")
    _remove(fresh)
    try:
        _bring_in(backup, fresh, wait)
        aside = _set_aside(path, wait) if path.exists() else None
    except BaseException:
        _remove(fresh)  # as large as the warehouse
        raise
    fresh.replace(path)
    return aside


def _bring_in(backup: Path, fresh: Path, wait: float) -> None:
    """A copy of the backup at `fresh`, migrated and checked. Raises BackupRefused."""
    if why := _no_backup(backup):
        raise BackupRefused(f"{why}. {_ANOTHER}")
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backup, fresh)
    except OSError as error:
        raise BackupRefused(f"{backup} could not be copied to {fresh}: {error.strerror}.") from error
    try:
        with open_writer(fresh, wait=wait) as connection:
            wrong = {name: count for name, count in run_checks(connection).items() if count}
    except WarehouseRefused as error:
        if isinstance(error.__cause__, NotADatabase):  # which tells of `fresh`, and to restore a backup
            raise BackupRefused(f"{backup} is no DuckDB file, or a damaged one. {_ANOTHER}") from error
        raise BackupRefused(f"{backup} is no backup that this code can read: {error}") from error
    if wrong:
        raise BackupRefused(f"{backup} does not agree with itself: {wrong}. {_ANOTHER}")


def _no_backup(path: Path) -> str | None:
    """Why there is nothing at `path` that could be a backup, as far as can be seen from outside."""
    if not path.exists():
        return f"There is no backup at {path}"
    if path.is_dir():
        return f"{path} is a folder, and no backup"
    if path.stat().st_size == 0:  # of which DuckDB would make a new database
        return f"{path} is empty, and no backup"
    return None


def _set_aside(path: Path, wait: float) -> Path:
    # Nobody may have it open. That it cannot be opened may be why it is being replaced.
    with contextlib.suppress(WarehouseRefused, duckdb.Error):
        open_writer(path, wait=wait).close()
    aside = path.with_name(f"{path.name}.aside-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    log = path.with_name(path.name + ".wal")
    if log.exists():  # it must not be taken for the log of what comes in the file's place
        log.rename(aside.with_name(aside.name + ".wal"))
    path.rename(aside)
    return aside


def _remove(path: Path) -> None:
    for file in (path, path.with_name(path.name + ".wal")):
        file.unlink(missing_ok=True)
