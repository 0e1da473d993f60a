"""The copy of the warehouse that the reading room reads: made anew when the warehouse has changed."""

from __future__ import annotations

import fcntl
import logging
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks import words
from warehouse import query
from warehouse.connect import Place, WarehouseRefused, open_reader
from warehouse.maintain import copy_as_it_lies, snapshot
from warehouse.search import Found, count_missing, index_path, opened_index, search_opened
from warehouse.transaction import WarehouseBusy, WarehouseFull

_COPIES_SHARE = 50
_PATIENCE = 1.0  # seconds for which a visit waits for a newer copy


@dataclass(frozen=True)
class Reading:
    """The copy for one request: a cursor of its own, so that no question waits for another."""

    connection: Any
    index_is_whole: bool

    def ask(self, name: str, **asked: Any) -> list[query.Row]:
        """The rows of `warehouse/queries/room_<name>.sql`."""
        return query.read_in_room(self.connection, name, **asked)

    def search(self, text: str, *, most: int) -> Found:
        """What a search finds in the copy; see warehouse.search."""
        return search_opened(self.connection, text, wording=words, most=most, is_whole=self.index_is_whole)


class Copy:
    """A copy of the warehouse and of its index, made anew when the warehouse has changed.

    Made on the first visit, which waits for it. Once the warehouse has changed and the copy is as old as
    `gap` says, a visit has a newer one made and waits a moment for it; until that is ready, visits read the
    copy that is there. A copy is named for the time at which the warehouse was written, and is removed when
    a newer one is there. Rooms that share `folder` share copies, and what is known of their cost.
    """

    def __init__(
        self, warehouse: Place, folder: Path, *, wait: float, least_age: float = 10.0, most_age: float = 900.0
    ) -> None:
        self._warehouse = warehouse
        self._folder = folder
        self._wait = wait
        self._least_age = least_age
        self._most_age = most_age
        self._lock = threading.Lock()
        self._current: _Opened | None = None
        self._renewal: threading.Thread | None = None
        self._look_again_at = 0.0
        self.made_at: datetime | None = None

    @property
    def gap(self) -> float:
        """Seconds from one copy to the next: a fiftieth of the time may go into copies, within our bounds."""
        return min(self._most_age, max(self._least_age, _COPIES_SHARE * self._last_copy()[1]))

    @contextmanager
    def opened(self) -> Iterator[Reading]:
        """The copy, for one request. Raises WarehouseRefused if there is no warehouse to copy."""
        opened = self._take()
        try:
            with opened.connection.cursor() as cursor:
                yield Reading(cursor, opened.index_is_whole)
        finally:
            with self._lock:
                opened.readers -= 1
                self._close_if_left(opened)

    def close(self) -> None:
        """Close what nobody reads; what somebody reads is closed when it is left."""
        if self._renewal is not None:
            self._renewal.join()
        with self._lock:
            left, self._current = self._current, None
            if left is not None:
                self._close_if_left(left)

    def _take(self) -> _Opened:
        with self._lock:
            if self._current is None:
                self._look_again_at = time.monotonic() + self._least_age
                with self._turn():
                    path = self._newest()
                    self._current = self._open(path)
                    self._remove_all_but(path)
            begun = self._renewal_if_due(self._current)
        if begun is not None:
            begun.join(_PATIENCE)
        with self._lock:
            assert self._current is not None  # nobody visits a room that is being closed
            self._current.readers += 1
            return self._current

    def _renewal_if_due(self, current: _Opened) -> threading.Thread | None:
        """The thread that makes a newer copy, if it is time to begin one."""
        if time.monotonic() < self._look_again_at or self._is_being_renewed():
            return None
        path = self._named_for(_written_at(self._warehouse))
        if path == current.path or not (path.exists() or self._is_old_enough()):
            return None
        self._look_again_at = time.monotonic() + self._least_age
        self._renewal = threading.Thread(target=self._renew, daemon=True)
        self._renewal.start()
        return self._renewal

    def _is_old_enough(self) -> bool:
        return time.time() - self._last_copy()[0] >= self.gap

    def _last_copy(self) -> tuple[float, float]:
        """When a room last made a copy here, in seconds of the epoch, and how many seconds that took."""
        took = self._folder / "took"
        try:
            return took.stat().st_mtime, float(took.read_text())
        except (FileNotFoundError, ValueError):  # none was made, or another room is writing it
            return 0.0, 0.0

    def _is_being_renewed(self) -> bool:
        return self._renewal is not None and self._renewal.is_alive()

    def _renew(self) -> None:
        try:
            self._take_up_newer()
        except (WarehouseBusy, WarehouseFull, WarehouseRefused, OSError, subprocess.SubprocessError) as error:
            self._look_again_at = time.monotonic() + self._most_age
            logging.getLogger(__name__).warning(
                "The reading room stays at its copy of %s: no newer one can be made. %s Is the disk full?",
                self.made_at,
                error,
            )

    def _take_up_newer(self) -> None:
        with self._turn():
            path = self._newest(renewing=True)
            if self._current is None or path == self._current.path:
                return
            opened = self._open(path)
            with self._lock:
                old, self._current = self._current, opened
                if old is not None:
                    self._close_if_left(old)
            self._remove_all_but(path)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Of all rooms that have this folder, one at a time makes a copy, opens it and removes the others."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "turn").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            yield

    def _close_if_left(self, opened: _Opened) -> None:
        if opened is not self._current and not opened.readers:
            opened.close()

    def _newest(self, *, renewing: bool = False) -> Path:
        """A copy of the warehouse as it is; an older one if a load goes on, or another room just made one."""
        path = self._named_for(_written_at(self._warehouse))
        if path.exists():
            return path
        copies = sorted(self._folder.glob("warehouse-*[0-9].duckdb"))
        if renewing and copies and not self._is_old_enough():
            return copies[-1]
        try:
            with open_reader(self._warehouse, wait=self._wait) as live:
                path = self._named_for(_written_at(self._warehouse))
                began = time.monotonic()
                # Only who has the warehouse for writing writes the index, and nobody has while we read.
                if index_path(self._warehouse).exists():
                    copy_as_it_lies(index_path(self._warehouse), index_path(path))
                if isinstance(self._warehouse, Path):
                    copy_as_it_lies(self._warehouse, path)
                else:
                    snapshot(live, path)
                (self._folder / "took").write_text(f"{time.monotonic() - began:.3f}", "ascii")
        except (WarehouseBusy, WarehouseRefused):
            if not copies:
                raise
            return copies[-1]
        return path

    def _named_for(self, written_at: int) -> Path:
        return self._folder / f"warehouse-{written_at}.duckdb"

    def _open(self, path: Path) -> _Opened:
        with ExitStack() as stack:
            connection = stack.enter_context(closing(open_reader(path, wait=self._wait)))
            stack.enter_context(opened_index(connection, index_path(path), wording=words, wait=self._wait))
            stack.enter_context(query.shelved(connection))
            is_whole = count_missing(connection) == 0
            self.made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            return _Opened(path, connection, stack.pop_all().close, is_whole)

    def _remove_all_but(self, path: Path) -> None:
        """Readers that have an old copy open keep it."""
        for old in self._folder.glob("warehouse*"):
            if not old.name.startswith(path.stem):
                old.unlink(missing_ok=True)


@dataclass
class _Opened:
    """A copy that is open, and how many read it."""

    path: Path
    connection: Any
    close: Callable[[], None]
    index_is_whole: bool
    readers: int = 0


def _written_at(warehouse: Place) -> int:
    if not isinstance(warehouse, Path):  # a lake: perhaps just now
        return time.time_ns()
    # A writer that was killed behind its commit leaves what it wrote in the log beside the file.
    files = (warehouse, warehouse.with_name(f"{warehouse.name}.wal"))
    return max([file.stat().st_mtime_ns for file in files if file.exists()], default=0)
