"""Write to the warehouse in transactions, one writer at a time, and say so where there is no room."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TypeVar

import duckdb

from warehouse.lake import LakeBusy, is_passing, turn_of

# DuckDB has no error class for a disk that is full: by itself, by quota, or by a limit of the process.
_FULL = ("No space left on device", "Disk quota exceeded", "File too large")

_NO_ROOM = "to write to the warehouse, and nothing was"
_START_AGAIN = "Make room on its disk and start the run again"

_Taken = TypeVar("_Taken")


class WarehouseBusy(Exception):
    """Others held the warehouse for longer than we were told to wait."""


class WarehouseFull(Exception):
    """There is no room for what was to be written; nothing of it was."""


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
