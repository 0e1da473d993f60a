"""Bound the memory of a writer that shares its process with others; give it more where it lacks it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import duckdb

from warehouse.lake import catalog_of
from warehouse.transaction import told_if_full

# DuckDB would take four fifths of the machine for what it has read, beside browsers and workers.
USUAL = "1GiB"

_FOR_A_CHECKPOINT = "128MiB"

_NO_MEMORY = ("could not allocate block", "failed to allocate data", "failed to pin block")

_Taken = TypeVar("_Taken")


def hold_at_most(connection: duckdb.DuckDBPyConnection, memory: str) -> None:
    """Let a writer of a file hold so much memory ("256MiB"); what is more goes to a folder beside it."""
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
    connection.execute("SET memory_limit = ?", [USUAL])
    return before != _memory_of(connection)


def _memory_of(connection: duckdb.DuckDBPyConnection) -> str:
    return str(connection.execute("SELECT current_setting('memory_limit')").fetchall()[0][0])


def write_out(connection: duckdb.DuckDBPyConnection) -> None:
    """Put into the file what loads have committed, which DuckDB else holds in memory until it is closed.

    A writer with little memory has 128 MiB for it: DuckDB is of no use any more after a checkpoint that had
    too little (24 MiB were, 64 not), and takes all it may where it puts row groups together, after 8, 16, 32
    loads. What is held of the file is let go before, and again after, so that neither the checkpoint nor
    what follows adds to it. Of a lake, nothing: what is committed is in its files. Raises WarehouseFull.
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
