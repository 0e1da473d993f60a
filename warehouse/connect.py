"""Open the warehouse, a DuckDB file or a DuckLake, with its schema brought up to date.

A file has one writer at a time, who has it alone, and readers in between. A lake has as many of both as like:
its writers take turns by the transaction, its readers read what was committed when they began.
"""

from __future__ import annotations

import fcntl
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import duckdb

from warehouse.lake import (
    Lake,
    LakeBusy,
    LakeMissing,
    LakeRefused,
    TurnRefused,
    as_lake,
    attach_lake,
    turn_file,
    without_password,
)
from warehouse.marts import forget_kept, refresh_marts, stale_kept
from warehouse.memory import USUAL, hold_at_most
from warehouse.patience import Patience, lock
from warehouse.sql import FOLDER, quoted
from warehouse.transaction import WarehouseBusy, WarehouseFull, transaction

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    # Nothing in this house may fetch code from the network because a query happens to mention it.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": USUAL,
    # At the usual 16 MiB each second load of a connection would rewrite what those before it wrote.
    "checkpoint_threshold": "256MiB",
}

_STAND_BACK = 10.0  # seconds for which a reader lets a waiting writer go first

# DuckDB has no error class for a file that is in use, so its words have to do.
_HELD = (
    "Could not set lock on file",  # by another process
    "different configuration than existing connections",  # by this one
    "Unique file handle conflict",  # by this one, attached
)

_Taken = TypeVar("_Taken")

_MIGRATION_TABLE = """
CREATE TABLE IF NOT EXISTS migration (
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE migration IS 'Changes of the schema that this file has been through, in order.';
COMMENT ON COLUMN migration.number IS 'key; from 1; some numbers may be left out';
COMMENT ON COLUMN migration.name IS 'file name in warehouse/migrations, without .sql';
COMMENT ON COLUMN migration.applied_at IS 'when this file went through it';
"""


Place = Path | Lake
"""Where a warehouse is: a DuckDB file, or a lake."""


class NotADatabase(Exception):
    """The file is none that DuckDB can open."""


class WarehouseRefused(Exception):
    """The file is not one that this code may open: missing, newer, older, read-only or not a warehouse."""


class NoWarehouse(WarehouseRefused):
    """There is none yet."""


HINDRANCES = (WarehouseBusy, WarehouseFull, NotADatabase, duckdb.OutOfMemoryException)
"""What keeps work from being done now and is no fault of it: others, the disk, a file's rights, memory."""


def place_of(text: str, *, files: Path, near: Path) -> Place:
    """What `text` means: the path of a file, `ducklake:sqlite:<path>` or `ducklake:postgres:<connection>`.

    `files` is the folder of a lake's Parquet files; what is kept beside a lake is named after `near`. Raises
    ValueError.
    """
    if lake := as_lake(text, files=files, near=near):
        return lake
    # ducklak:sqlite:…, postgres:…, s3://…: each would be made as a file of that name.
    if re.match(r"[A-Za-z][\w+.-]*:", text) and not Path(text).exists():
        raise ValueError(
            "a warehouse is the path of a file, ducklake:sqlite:<path> or ducklake:postgres:<connection>; "
            f"this is {without_password(text)!r}"
        )
    return Path(text)


def beside(place: Place, ending: str) -> Path:
    """A file that belongs to the warehouse and is no part of it: its name with another ending."""
    return (place.near if isinstance(place, Lake) else place).with_suffix(ending)


def snapshot_path(place: Place) -> Path:
    """Where the copy for readers of a warehouse lies, if the nightly maintenance has made one."""
    return beside(place, ".snapshot.duckdb")


def is_there(place: Place, *, wait: float = 60.0) -> bool:
    """Whether there is a warehouse yet. Raises WarehouseBusy, and WarehouseRefused for a lake of others."""
    if isinstance(place, Path):
        return place.exists()
    with suppress(NoWarehouse):
        open_reader(place, wait=wait).close()
        return True
    return False


def open_writer(
    place: Place, *, wait: float = 60.0, threads: int | None = None, memory: str | None = None
) -> duckdb.DuckDBPyConnection:
    """The warehouse at `place` for writing, made if absent, migrated and with its views up to date.

    Retries for `wait` seconds while others hold it, and logs that it waits. A file is closed to everybody
    else until the connection is closed, and a reader counts as well; of a lake, writers take turns by the
    transaction. DuckDB works on so many `threads`, or one for each core, and holds so much `memory` of a file
    ("256MiB"), or 1 GiB; what is more goes to a folder beside the file.

    Raises WarehouseBusy, and WarehouseRefused for a warehouse that newer code has written.
    """
    connection = _connect(place, read_only=False, wait=wait)
    try:
        migrate(connection, place, FOLDER / "migrations")
        refresh_marts(connection)
        if threads is not None:
            connection.execute("SET threads = ?", [threads])
        if memory is not None and isinstance(place, Path):
            hold_at_most(connection, memory)
    except BaseException:
        connection.close()
        raise
    return connection


def open_reader(place: Place, *, wait: float = 60.0) -> duckdb.DuckDBPyConnection:
    """The warehouse at `place`, read-only. Many readers share a file, and a writer waits for them; in a lake
    nobody waits.

    Retries for `wait` seconds while a writer holds the file, or waits for it, and logs that it waits.

    Raises WarehouseBusy, and WarehouseRefused where there is no warehouse, or its schema or what is kept for
    marts is not this code's.
    """
    connection = _connect(place, read_only=True, wait=wait)
    try:
        applied = _applied(connection)
        known = {number for number, _, _ in _migrations(FOLDER / "migrations")}
        if applied - known:
            raise WarehouseRefused(_too_new(place, applied, known))
        if known - applied:
            raise WarehouseRefused(
                f"{place} is at migration {max(applied, default=0)} and lacks {sorted(known - applied)}: "
                "the next load brings it up to date."
            )
        if stale := stale_kept(connection):
            raise WarehouseRefused(
                f"{place} lacks rows that marts and searches read, or has them of other code, in {stale}: "
                "the next load brings it up to date."
            )
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(connection: duckdb.DuckDBPyConnection, place: Place, folder: Path) -> None:
    """Run the `NNN_name.sql` of `folder` that the warehouse has not been through, each in a transaction.

    Raises WarehouseRefused, having written nothing, if it knows migrations that the folder does not.
    """
    applied = _applied(connection)
    migrations = _migrations(folder)
    known = {number for number, _, _ in migrations}
    if applied - known:
        raise WarehouseRefused(_too_new(place, applied, known))
    for number, name, sql in migrations:
        if number in applied:
            continue
        with_record = "INSERT INTO migration (number, name, applied_at) VALUES (?, ?, ?)"
        with transaction(connection):
            if number in _applied(connection):  # another writer of the lake was faster
                continue
            connection.execute(_MIGRATION_TABLE)
            connection.execute(sql)
            connection.execute(with_record, [number, name, datetime.now(UTC)])
            forget_kept(connection)


@contextmanager
def attached(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    *,
    read_only: bool,
    wait: float,
    stored: str | None = None,
) -> Iterator[None]:
    """Another DuckDB file under `name` for the length of the block; made if absent, unless `read_only`.

    `stored`: options of ATTACH, as SQL, for a file that is made. Raises WarehouseBusy if others hold it for
    `wait` seconds, NotADatabase for what DuckDB cannot read.
    """
    options = "READ_ONLY" if read_only else "READ_WRITE"
    if stored and not path.exists():
        options += f", {stored}"
    attach = f"ATTACH {quoted(path)} AS {name} ({options})"
    _patiently(path, Patience(path, wait), lambda: connection.execute(attach))
    try:
        yield
    finally:
        connection.execute(f"DETACH {name}")


@contextmanager
def in_memory(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[None]:
    """An empty database under `name` for the length of the block; writable beside a read-only warehouse."""
    connection.execute(f"ATTACH ':memory:' AS {name} (READ_WRITE)")
    try:
        yield
    finally:
        connection.execute(f"DETACH {name}")


class _NoPandas:
    """Answers at once that pandas is missing, where it is.

    DuckDB imports it for each value of a query's parameters, twice, and does not remember that there is none
    (1.5: 54 µs a value on this path of modules, so a second for 20,000 addresses; 2 µs with this).
    """

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(
                "No module named 'pandas' (there was none when the warehouse was opened)", name=name
            )


def _spare_the_search_for_pandas() -> None:
    if _NoPandas not in sys.meta_path and "pandas" not in sys.modules and find_spec("pandas") is None:
        sys.meta_path.insert(0, _NoPandas)


def _connect(place: Place, *, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
    _spare_the_search_for_pandas()
    if isinstance(place, Lake):
        connection = _connect_lake(place, read_only=read_only, wait=wait)
    else:
        connection = _connect_file(place, read_only=read_only, wait=wait)
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection


def _connect_file(path: Path, *, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
    if read_only and not path.exists():
        raise NoWarehouse(f"There is no warehouse at {path}; the first load makes it.")
    path.parent.mkdir(parents=True, exist_ok=True)

    def take() -> duckdb.DuckDBPyConnection:
        return duckdb.connect(path, read_only=read_only, config=_CONFIG)

    patience, queue = Patience(path, wait), path.with_name(path.name + ".turn")
    try:
        if read_only:
            _let_writer_pass(queue, patience)
            return _patiently(path, patience, take)
        with suppress(WarehouseBusy):
            return _patiently(path, Patience(path, 0), take)
        with _first_in_line(queue, patience):
            return _patiently(path, patience, take)
    except (NotADatabase, TurnRefused) as error:
        raise WarehouseRefused(str(error)) from error


@contextmanager
def _first_in_line(queue: Path, patience: Patience) -> Iterator[None]:
    """No reader opens the file while a writer waits for it: many of them together would never let one in."""
    with turn_file(queue) as file:
        # Not an error if it takes too long: this is for fairness, DuckDB's own lock keeps the file whole.
        lock(file, fcntl.LOCK_EX, patience, patience.wait)
        yield


def _let_writer_pass(queue: Path, patience: Patience) -> None:
    """Return once no writer waits, or in the end anyway: whoever has the file may open it once more."""
    # Who may not look into it reads all the same, as if nobody waited.
    with suppress(FileNotFoundError, PermissionError), queue.open() as file:
        lock(file.fileno(), fcntl.LOCK_SH, patience, min(patience.wait, _STAND_BACK))


def _connect_lake(lake: Lake, *, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config=_CONFIG)
    try:
        attach_lake(connection, lake, read_only=read_only, wait=wait)
    except LakeBusy as error:
        connection.close()
        raise WarehouseBusy(str(error)) from error
    except LakeMissing as error:
        connection.close()
        raise NoWarehouse(str(error)) from error
    except (LakeRefused, TurnRefused) as error:
        connection.close()
        raise WarehouseRefused(str(error)) from error
    return connection


def _patiently(path: Path, patience: Patience, take: Callable[[], _Taken]) -> _Taken:
    """What `take` gives, tried as long as there is patience, while others hold the file."""
    pause = 0.02
    while True:
        try:
            return take()
        except (duckdb.IOException, duckdb.ConnectionException, duckdb.BinderException) as error:
            if "Permission denied" in str(error) or "Read-only file system" in str(error):
                raise NotADatabase(
                    f"{path} may not be written to, or read, by who runs this: {error}. Give that user leave "
                    "to, or name another place in WARRAQ_WAREHOUSE; a reader needs the file alone."
                ) from error
            if not any(words in str(error) for words in _HELD):
                raise NotADatabase(
                    f"{path} cannot be opened: {error}. If it was a warehouse, it is damaged: `make restore` "
                    "puts the newest backup in its place and loads what came since."
                ) from error
            if patience.has_waited(patience.wait - pause):
                raise WarehouseBusy(_in_use(path, patience.wait, error)) from error
            patience.pause(pause)
            pause = min(pause * 1.5, 0.5)


def _in_use(path: Path, wait: float, error: duckdb.Error) -> str:
    # "Conflicting lock is held in /usr/bin/python3.11 (PID 428)."
    holder = re.search(r"\(PID (\d+)\)", str(error))
    by = f", by process {holder[1]}" if holder else ""
    copy = snapshot_path(path)
    meanwhile = f"; {copy} can be read meanwhile" if copy.exists() else ""
    return f"{path} was in use for {wait:g} seconds{by}. Close what holds it, or wait for it{meanwhile}."


def _migrations(folder: Path) -> list[tuple[int, str, str]]:
    found = [
        (int(file.stem.split("_")[0]), file.stem, file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.sql"))
    ]
    assert len({number for number, _, _ in found}) == len(found), "two migrations have one number"
    return found


def _applied(connection: duckdb.DuckDBPyConnection) -> set[int]:
    """Numbers of the migrations that the file has been through; none for an empty file."""
    named = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
    tables = {name for (name,) in connection.execute(named).fetchall()}
    if not tables:
        return set()
    if "migration" not in tables:
        raise WarehouseRefused(
            f"This is another database, not a warehouse: it has the tables {sorted(tables)}."
        )
    return {number for (number,) in connection.execute("SELECT number FROM migration").fetchall()}


def _too_new(place: Place, applied: set[int], known: set[int]) -> str:
    return (
        f"{place} was written by newer code: it is at migration {max(applied)}, and this code knows "
        f"{max(known)}. Update the code, or work on a snapshot made before."
    )
