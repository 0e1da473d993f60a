"""Open a DuckLake: its catalog in SQLite or PostgreSQL, its rows in Parquet files.

DuckLake's own check for conflicts lets two transactions insert one key that neither of them saw
(duckdb/ducklake issues 1341 and 1393), so whoever writes takes a lock for the length of a transaction.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import duckdb

from warehouse.patience import Patience, lock

NAME = "warehouse"
"""Under which a lake is attached."""

_PREFIX = "ducklake:"
_SCANNERS = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner"}
_LOCK = "lake_turn"  # PostgreSQL beside the lake, for the lock alone
_KEY = 0x77617272  # any number that no other program takes for a lock in that database

# What SQLite, PostgreSQL and DuckLake say of something that is over in a moment.
_PASSING = re.compile(
    r"database is locked|Transaction conflict|Connection refused|the database system is "
    r"|too many clients|could not serialize",
    re.IGNORECASE,
)


_NO_DATABASE = re.compile(r'database "[^"]*" does not exist')


class TurnRefused(Exception):
    """The file by which writers take turns is not for whoever runs this."""


class LakeBusy(Exception):
    """Others held the lake, or its catalog could not be reached, for longer than we were told to wait."""


class LakeRefused(Exception):
    """The lake cannot be opened."""


class LakeMissing(LakeRefused):
    """There is no lake there yet."""


@dataclass(frozen=True)
class Lake:
    """Where a DuckLake is. As text it keeps passwords to itself."""

    catalog: str  # sqlite:<path>, or postgres:<what libpq takes for a connection>
    files: str  # folder of its Parquet files
    near: Path  # what is kept beside it on this machine, such as the index, has this name with other endings

    @property
    def kind(self) -> str:
        """sqlite or postgres."""
        return self.catalog.partition(":")[0]

    @property
    def name(self) -> str:
        """For people: without any password."""
        return without_password(f"{_PREFIX}{self.catalog}")

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return self.name


def as_lake(text: str, *, files: Path | str, near: Path) -> Lake | None:
    """The lake that `ducklake:sqlite:<path>` or `ducklake:postgres:<connection>` means; None: it is a path.

    Raises ValueError for a lake with another catalog.
    """
    if not text.startswith(_PREFIX):
        return None
    kind, _, where = text.removeprefix(_PREFIX).partition(":")
    if kind not in _SCANNERS or not where:
        raise ValueError(
            "a lake is ducklake:sqlite:<path> or ducklake:postgres:<connection>, as in "
            f"ducklake:postgres:dbname=warraq host=db; this is {without_password(text)!r}"
        )
    if kind == "sqlite":
        where = str(Path(where).absolute())
    return Lake(f"{kind}:{where}", str(Path(files).absolute()), near)


def without_password(text: str) -> str:
    """A connection string, or an error that cites one, with asterisks for its password."""
    text = re.sub(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s']+)", r"\1***", text, flags=re.IGNORECASE)
    return re.sub(r"(://[^:/@\s]+:)[^@/\s]+@", r"\1***@", text)


def attach_lake(connection: duckdb.DuckDBPyConnection, lake: Lake, *, read_only: bool, wait: float) -> None:
    """Make `lake` the database in use. It is made if absent, unless `read_only`.

    Raises LakeBusy, LakeMissing, LakeRefused, TurnRefused.
    """
    _load_extensions(connection, lake.kind)
    near = lake.near.absolute()
    near.parent.mkdir(parents=True, exist_ok=True)
    connection.execute("SET temp_directory = $folder", {"folder": str(near.with_suffix(".tmp"))})
    connection.execute("SET VARIABLE lake_wait = CAST($wait AS DOUBLE)", {"wait": wait})
    options = [f"DATA_PATH {_literal(lake.files)}"]
    if lake.kind == "sqlite":
        options.append("META_BUSY_TIMEOUT 10000")
    if read_only:
        options.append("READ_ONLY")
    else:
        Path(lake.files).mkdir(parents=True, exist_ok=True)
        if lake.kind == "sqlite":
            Path(lake.catalog.removeprefix("sqlite:")).parent.mkdir(parents=True, exist_ok=True)
            # Its readers do not keep its writer out, nor the other way.
            options.append("META_JOURNAL_MODE 'WAL'")
    attach = f"ATTACH {_literal(_PREFIX + lake.catalog)} AS {NAME} ({', '.join(options)})"
    patience = Patience(lake, wait)
    while True:
        try:
            if read_only:
                connection.execute(attach)
            else:
                _attach_lock(connection, lake)
                # Two that find no catalog would both make one.
                with _turn(connection, lake.catalog, patience):
                    connection.execute(attach)
            break
        except duckdb.Error as error:
            told = without_password(str(error))
            if elsewhere := re.search(r'existing data path in the catalog "([^"]*)"', told):
                raise LakeRefused(
                    f"{lake} has its files in {elsewhere[1]}, not in {lake.files}: set WARRAQ_LAKE_FILES"
                ) from error
            if _NO_DATABASE.search(told):
                raise LakeMissing(
                    f"There is no warehouse at {lake}: its server has no database of that name. Make one "
                    "(createdb); the first load makes what is in it."
                ) from error
            if read_only and ("does not exist" in told or _is_no_file(lake)):
                raise LakeMissing(f"There is no warehouse at {lake}; the first load makes it.") from error
            if not _PASSING.search(told):
                raise LakeRefused(f"{lake} cannot be opened: {told}") from error
            if patience.has_waited(wait):
                raise LakeBusy(f"{lake} could not be had for {wait:g} seconds: {told}") from error
            patience.pause(0.1, "cannot be had")
    connection.execute(f"USE {NAME}")


def catalog_of(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The catalog of the lake that is the database in use; None for a DuckDB file."""
    row = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE type = 'ducklake' AND database_name = current_database()"
    ).fetchone()
    return str(row[0]) if row else None


def paths_of(connection: duckdb.DuckDBPyConnection) -> list[Path]:
    """Where the lake that is the database in use has its rows, and its catalog if that is a file."""
    ((files,),) = connection.execute("SELECT data_path FROM ducklake_settings(?)", [NAME]).fetchall()
    kind, _, where = str(catalog_of(connection)).partition(":")
    return [Path(files), *([Path(where)] if kind == "sqlite" else [])]


def is_passing(error: duckdb.Error) -> bool:
    """Whether another writer came first, and the same once more may get through."""
    return _PASSING.search(str(error)) is not None


@contextmanager
def turn_of(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """The turn of whoever writes, for the length of the block; for a DuckDB file nothing: it is locked whole.

    Raises LakeBusy.
    """
    catalog = catalog_of(connection)
    if catalog is None:
        yield
        return
    (wait,) = connection.execute("SELECT getvariable('lake_wait')").fetchall()[0]
    with _turn(connection, catalog, Patience(without_password(f"{_PREFIX}{catalog}"), wait)):
        yield


@contextmanager
def _turn(connection: duckdb.DuckDBPyConnection, catalog: str, patience: Patience) -> Iterator[None]:
    """The only writer of this catalog, in all processes on all machines; let go of however a process ends."""
    kind, _, where = catalog.partition(":")
    with _locked_file(Path(where), patience) if kind == "sqlite" else _locked_server(connection, patience):
        yield


@contextmanager
def _locked_file(catalog: Path, patience: Patience) -> Iterator[None]:
    # Beside it: closing any handle of SQLite's own file would end SQLite's locks on it.
    with turn_file(catalog.with_name(catalog.name + ".turn")) as file:
        if not lock(file, fcntl.LOCK_EX, patience, patience.wait):
            raise LakeBusy(_written_to(patience))
        yield


def _written_to(patience: Patience) -> str:
    return (
        f"{patience.what} was being written to for {patience.wait:g} seconds. Wait until the other run has "
        "ended, or give this one longer (WARRAQ_LOCK_WAIT)."
    )


@contextmanager
def turn_file(path: Path) -> Iterator[int]:
    """A file to be locked by whoever writes, made if absent. It may be another user's. Raises TurnRefused."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError as error:
        file = -1
        with suppress(OSError):
            file = os.open(path, os.O_RDONLY)  # enough for a lock on a disk of this machine
        if file < 0:
            raise TurnRefused(
                f"{path}, by which writers take turns, may not be opened by who runs this: {error}. Remove "
                "it, for it is made anew; or have it, and its folder, belong to a group of all who write."
            ) from error
    try:
        yield file
    finally:
        os.close(file)


def _is_no_file(lake: Lake) -> bool:
    return lake.kind == "sqlite" and not Path(lake.catalog.removeprefix("sqlite:")).exists()


def _attach_lock(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    if lake.kind == "postgres":
        where = _literal(lake.catalog.removeprefix("postgres:"))
        # A schema without tables: nothing of the catalog is to be seen twice.
        connection.execute(f"ATTACH OR REPLACE {where} AS {_LOCK} (TYPE postgres, SCHEMA 'pg_toast')")


@contextmanager
def _locked_server(connection: duckdb.DuckDBPyConnection, patience: Patience) -> Iterator[None]:
    # A transaction of its own: the lock must outlast the commit that it guards.
    with connection.cursor() as cursor:
        cursor.begin()
        most = f"SET LOCAL lock_timeout = {int(patience.wait * 1000)}"
        cursor.execute(f"CALL postgres_execute('{_LOCK}', '{most}')")
        try:
            with patience.of_block():
                cursor.execute(f"CALL postgres_execute('{_LOCK}', 'SELECT pg_advisory_xact_lock({_KEY})')")
        except duckdb.Error as error:
            if "lock timeout" not in str(error):
                raise
            raise LakeBusy(_written_to(patience)) from error
        yield
        cursor.rollback()


def _load_extensions(connection: duckdb.DuckDBPyConnection, kind: str) -> None:
    _load_extension(connection, _SCANNERS[kind])
    _load_extension(connection, "ducklake")


def _load_extension(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """From the Python package that brings it, for nothing here fetches code from the network."""
    try:
        package = import_module(f"duckdb_extension_{name}")
    except ImportError as error:
        raise LakeRefused(
            f"A warehouse in DuckLake needs DuckDB's extension {name}, which the extra brings: "
            "pip install 'warraq[ducklake]'"
        ) from error
    file = Path(str(package.__file__)).parent / f"extensions/v{duckdb.__version__}/{name}.duckdb_extension"
    if not file.exists():
        raise LakeRefused(
            f"The installed package duckdb-extension-{name.replace('_', '-')} is not for DuckDB "
            f"{duckdb.__version__}: pip install 'warraq[ducklake]' brings the one that is"
        )
    connection.execute(f"LOAD {_literal(str(file))}")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
