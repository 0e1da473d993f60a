"""Open the warehouse, a DuckDB file or a DuckLake, with its schema brought up to date.

A file has one writer at a time, who has it alone, and readers in between. A lake has as many of both as like:
its writers take turns by the transaction, its readers read what was committed when they began.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import UTC, datetime
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
    catalog_of,
    is_passing,
    turn_file,
    turn_of,
    without_password,
)
from warehouse.patience import Patience, lock

_FOLDER = Path(__file__).parent

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    # Nothing in this house may fetch code from the network because a query happens to mention it.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    # DuckDB would take four fifths of the machine for what it has read, beside browsers and workers.
    "memory_limit": "1GiB",
    # At the usual 16 MiB each second load of a connection would rewrite what those before it wrote.
    "checkpoint_threshold": "128MiB",
}

_STAND_BACK = 10.0  # seconds for which a reader lets a waiting writer go first

# Nor one for a disk that is full: by itself, by quota, or by a limit of the process.
_FULL = ("No space left on device", "Disk quota exceeded", "File too large")

_NO_MEMORY = ("could not allocate block", "failed to allocate data", "failed to pin block")

_NO_ROOM = "to write to the warehouse, and nothing was"
_START_AGAIN = "Make room on its disk and start the run again"

_AT_ONCE = 50_000  # articles whose rows for marts are made at once

# DuckDB has no error class for a file that is in use, so its words have to do.
_HELD = (
    "Could not set lock on file",  # by another process
    "different configuration than existing connections",  # by this one
    "Unique file handle conflict",  # by this one, attached
)

_ALL_ARTICLES = """
CREATE OR REPLACE TEMP TABLE all_articles AS
SELECT
    article_id,
    row_number() OVER (ORDER BY min(first_seen_at), article_id) AS number
FROM article
GROUP BY article_id
"""
_COLUMN_COMMENT = re.compile(r"^COMMENT ON COLUMN \S+ IS\s+'(?:[^']|'')*';", re.MULTILINE)

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


class WarehouseBusy(Exception):
    """Others held the warehouse for longer than we were told to wait."""


class NotADatabase(Exception):
    """The file is none that DuckDB can open."""


class WarehouseFull(Exception):
    """There is no room for what was to be written; nothing of it was."""


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
        migrate(connection, place, _FOLDER / "migrations")
        _refresh_marts(connection)
        if threads is not None:
            connection.execute("SET threads = ?", [threads])
        if memory is not None and isinstance(place, Path):
            _hold_at_most(connection, memory)
    except BaseException:
        connection.close()
        raise
    return connection


def _hold_at_most(connection: duckdb.DuckDBPyConnection, memory: str) -> None:
    connection.execute("SET memory_limit = ?", [memory])
    # Its allocator keeps what was freed for itself, which no limit counts: as usual up to 128 and 512 MiB.
    for setting in ("allocator_flush_threshold", "allocator_bulk_deallocation_flush_threshold"):
        connection.execute(f"SET {setting} = '1MiB'")


def in_enough_memory(connection: duckdb.DuckDBPyConnection, work: Callable[[], _Taken]) -> _Taken:
    """What `work` gives; done again with the usual bound if a writer was opened with too little `memory`.

    Raises duckdb.OutOfMemoryException if it does not fit into that either.
    """
    try:
        return work()
    except duckdb.Error as error:
        if not _lacks_memory(error):
            raise
        if isinstance(error, duckdb.FatalException) or not _raise_memory_limit(connection):
            raise duckdb.OutOfMemoryException(str(error)) from error
    return work()


def _lacks_memory(error: duckdb.Error) -> bool:
    # What runs out of it in a commit or a checkpoint is an error of that, so its words have to do.
    return isinstance(error, duckdb.OutOfMemoryException) or any(words in str(error) for words in _NO_MEMORY)


def _raise_memory_limit(connection: duckdb.DuckDBPyConnection) -> bool:
    """Give a writer that was opened with little `memory` what others have; False: it had that already."""
    before = _memory_of(connection)
    connection.execute("SET memory_limit = ?", [_CONFIG["memory_limit"]])
    return before != _memory_of(connection)


def _memory_of(connection: duckdb.DuckDBPyConnection) -> str:
    return str(connection.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])


_FOR_A_CHECKPOINT = "256MiB"


def write_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Put into the file what loads have committed, which DuckDB else holds in memory until it is closed.

    A writer with little memory has 256 MiB for it: DuckDB is of no use any more after a checkpoint that had
    too little, and takes all it may where it puts row groups together, after 8, 16, 32 ... loads. What is
    held of the file is let go before, and again after, so that neither the checkpoint nor what follows adds
    to it. Of a lake, nothing: what is committed there is in its files. Raises WarehouseFull.
    """
    if catalog_of(connection) is not None:
        return
    before = _memory_of(connection)
    has_little = _raise_memory_limit(connection)
    _let_go(connection, _FOR_A_CHECKPOINT if has_little else before)
    with told_if_full(
        "to put what was loaded into the warehouse's file",
        "It is kept beside the file (.wal) and is put in once there is room on the disk.",
    ):
        connection.execute("CHECKPOINT")
    _let_go(connection, before)


def _let_go(connection: duckdb.DuckDBPyConnection, limit: str) -> None:
    """Let go of what is held of the file, which can be read again; then hold as much as the limit allows."""
    for each in ("32MiB", limit):
        with suppress(duckdb.OutOfMemoryException):  # what it cannot let go is more
            connection.execute("SET memory_limit = ?", [each])


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
        known = {number for number, _, _ in _migrations(_FOLDER / "migrations")}
        if applied - known:
            raise WarehouseRefused(_too_new(place, applied, known))
        if known - applied:
            raise WarehouseRefused(
                f"{place} is at migration {max(applied, default=0)} and lacks {sorted(known - applied)}: "
                "the next load brings it up to date."
            )
        if stale := _stale(connection, _digests("kept")):
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
            _forget_kept(connection)


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


def quoted(path: Path) -> str:
    """The path as a text of SQL, where it cannot be bound as a parameter."""
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection, *, of_warehouse: bool = True) -> Iterator[None]:
    """What the block writes is committed at its end, or undone if it raises.

    Of a lake, one such block runs at a time, wherever its writers are, so that each sees all that those
    before it wrote; not so if the block writes to another database alone (`of_warehouse`). Raises
    WarehouseBusy if others are at it for as long as open_writer was to wait, WarehouseFull.
    """
    told = told_if_full(_NO_ROOM, f"{_START_AGAIN}; what was fetched is kept and loaded then.")
    with turn(connection) if of_warehouse else nullcontext(), told if of_warehouse else nullcontext():
        connection.begin()
        try:
            yield
        except BaseException:
            # After what is fatal to DuckDB nothing works any more, and nothing of the block is kept either.
            with suppress(duckdb.FatalException):
                connection.rollback()
            raise
        connection.commit()


@contextmanager
def undone(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What the block writes is seen by nobody else, and undone at its end. Raises WarehouseFull."""
    with told_if_full(_NO_ROOM, f"{_START_AGAIN}; what it fetched is not kept."):
        connection.begin()
        try:
            yield
        finally:
            with suppress(duckdb.FatalException):  # as above
                connection.rollback()


@contextmanager
def told_if_full(what: str, then: str) -> Iterator[None]:
    """Raises WarehouseFull where the block finds no room to write: on the disk, or by a quota or a limit.

    It says that there is no room `what`, and what to do `then`.
    """
    try:
        yield
    except duckdb.Error as error:
        if not any(words in str(error) for words in _FULL):
            raise
        raise WarehouseFull(f"There is no room {what}: {error}. {then}") from error


@contextmanager
def turn(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """No other of our writers is at the warehouse for the length of the block. Raises WarehouseBusy."""
    try:
        with turn_of(connection):
            yield
    except LakeBusy as error:
        raise WarehouseBusy(str(error)) from error


def insistently(write: Callable[[], _Taken], *, attempts: int = 5) -> _Taken:
    """What `write` gives: a whole transaction, made again if somebody who takes no turn came in between.

    That is another program's session at a lake: our own never meet. Raises what the last attempt does.
    """
    for attempt in range(1, attempts):
        try:
            return write()
        except duckdb.Error as error:
            if not is_passing(error):
                raise
            time.sleep(0.2 * attempt)
    return write()


def read_sql(folder: str, name: str) -> str:
    """The text of `warehouse/<folder>/<name>.sql`."""
    return (_FOLDER / folder / f"{name}.sql").read_text(encoding="utf-8")


def set_variables(connection: duckdb.DuckDBPyConnection, **values: str | datetime) -> None:
    """Give the SQL of warehouse/merge its values, for getvariable()."""
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def sql_names(folder: str) -> list[str]:
    """Names, without `.sql`, of the files in `warehouse/<folder>`, sorted."""
    return sorted(file.stem for file in (_FOLDER / folder).glob("*.sql"))


def _connect(place: Place, *, read_only: bool, wait: float) -> duckdb.DuckDBPyConnection:
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


def _forget_kept(connection: duckdb.DuckDBPyConnection) -> None:
    """Let what is kept for marts be filled anew: the tables that it is made of may have changed."""
    named = "SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() AND table_name = 'mart'"
    if connection.execute(named).fetchone():
        connection.execute(
            "DELETE FROM mart WHERE name IN (SELECT unnest(CAST(? AS VARCHAR[])))", [sql_names("kept")]
        )


def _too_new(place: Place, applied: set[int], known: set[int]) -> str:
    return (
        f"{place} was written by newer code: it is at migration {max(applied)}, and this code knows "
        f"{max(known)}. Update the code, or work on a snapshot made before."
    )


def touching_all(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Put all articles into the temporary table touched_article, oldest first, some at each turn.

    What is made of them at once has room in memory, however many there are.
    """
    connection.execute(_ALL_ARTICLES)
    (articles,) = connection.execute("SELECT count(*) FROM all_articles").fetchall()[0]
    for begin in range(0, articles, _AT_ONCE):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE touched_article AS "
            "SELECT article_id FROM all_articles WHERE number > $begin AND number <= $end",
            {"begin": begin, "end": begin + _AT_ONCE},
        )
        yield
    connection.execute("DROP TABLE all_articles")
    connection.execute("DROP TABLE IF EXISTS touched_article")


def _refresh_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill what is kept for marts, and make all views anew, as far as the text of any has changed.

    All views, because marts bind to the columns of views.
    """
    # A mart may read the views for people, never another mart.
    kept, views = _texts("kept"), _texts("views") | _texts("marts")
    digests = _digests("kept", "views", "marts")
    if digests == _known_texts(connection):
        return
    in_lake = catalog_of(connection) is not None
    with transaction(connection):
        known = _known_texts(connection)
        if digests == known:  # another writer of the lake was faster
            return
        made = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
        ).fetchall()
        for name in known.keys() & {name for (name,) in made}:
            connection.execute(f'DROP VIEW "{name}"')
        stale = _stale(connection, _digests("kept"))
        for name in stale:
            connection.execute(f"DELETE FROM {name}")  # noqa: S608 - one of this house's files
        if stale:
            for _ in touching_all(connection):
                for name in stale:
                    connection.execute(f"INSERT INTO {name} BY NAME {kept[name]}")
        for text in views.values():
            # DuckLake 1.0 keeps no comments on a view's columns (duckdb/ducklake issue 1239).
            connection.execute(_COLUMN_COMMENT.sub("", text) if in_lake else text)
        now = datetime.now(UTC)
        connection.execute("DELETE FROM mart")
        connection.executemany(
            "INSERT INTO mart (name, sha256, refreshed_at) VALUES (?, ?, ?)",
            [[name, digest, now] for name, digest in digests.items()],
        )


def _texts(folder: str) -> dict[str, str]:
    return {name: read_sql(folder, name) for name in sql_names(folder)}


def _digests(*folders: str) -> dict[str, str]:
    """What the table mart says of the files in these folders, where the warehouse is made of them."""
    return {
        name: hashlib.sha256(text.encode()).hexdigest()
        for folder in folders
        for name, text in _texts(folder).items()
    }


def _known_texts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What the table mart says of the texts by which the warehouse was made."""
    return dict(connection.execute("SELECT name, sha256 FROM mart").fetchall())


def _stale(connection: duckdb.DuckDBPyConnection, digests: dict[str, str]) -> list[str]:
    """Names of which the warehouse has nothing, or what another text made."""
    known = _known_texts(connection)
    return [name for name, digest in digests.items() if known.get(name) != digest]
