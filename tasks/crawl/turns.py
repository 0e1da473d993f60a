"""Take turns at a host: whoever asks it, in this process or another, waits for the same next turn.

A host does not know our batches and runs: the batches of a run are threads, two runs are two processes, a
seed's batch may end a moment before the pages' begins, and the pages of two batches may lead to one host.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tasks.identity import identify

HOSTS = "hosts"
"""The folder, in the data folder, that says when each host may be asked next."""
_LONG_AGO = 86_400.0  # seconds; no request is under way for so long
_ROBOTS_LIFE = 90 * 86_400.0  # seconds; a robots.txt of a day ago still has its validators


@dataclass(frozen=True, slots=True)
class Turn:
    """A request under way; it holds a lock, which the kernel lets go of however the process ends."""

    began: float  # time.monotonic
    _slot: int
    _number: int
    _ours: set[int]

    def end(self) -> None:
        os.close(self._slot)
        self._ours.discard(self._number)


class HostTurns:
    """The turns at one host, for all that use one data folder.

    A file below `hosts/` says when the host may be asked next: by its time of modification, which is read
    and set in one step and never torn. Requests under way have a lock each on `<file>.0`, `<file>.1` … The
    time of `<file>.asked` is the end of the pause that the host has asked for.
    """

    def __init__(self, data_folder: Path, host: str) -> None:
        folder = data_folder / HOSTS
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / identify("host", host)
        self._asked = self._path.with_suffix(".asked")
        self._ours: set[int] = set()  # numbers of the turns that are held here: not worth trying

    @property
    def at(self) -> float:
        """When the host may be asked next (time.monotonic)."""
        return time.monotonic() + (_time_of(self._path) - time.time_ns()) / 1e9

    def take(self, delay: float, most_at_once: int) -> Turn | None:
        """A turn, if there is one now; the next is `delay` seconds from now. Its holder must end it."""
        gate = _lock(self._path)
        if gate is None:
            return None
        try:
            now = time.time_ns()
            if os.fstat(gate).st_mtime_ns > now:
                return None
            for number in range(most_at_once):
                slot = None if number in self._ours else _lock(f"{self._path}.{number}")
                if slot is not None:
                    break
            else:
                return None
            if delay:
                _set_time(gate, now + int(delay * 1e9))
            self._ours.add(number)
            return Turn(time.monotonic(), slot, number, self._ours)
        finally:
            os.close(gate)

    def put_off(self, until: float) -> None:
        """No turn before then (time.monotonic)."""
        _put_off(self._path, time.time_ns() + int((until - time.monotonic()) * 1e9))

    def let_be(self, seconds: float) -> None:
        """Remember that the host has asked for a pause of so long."""
        _put_off(self._asked, time.time_ns() + int(seconds * 1e9))

    @property
    def asked_until(self) -> datetime | None:
        """The end of the pause that the host has asked for; None if it has not, or if that is over."""
        end = _time_of(self._asked)
        return datetime.fromtimestamp(end / 1e9, UTC) if end > time.time_ns() else None


def forget_hosts(data_folder: Path) -> None:
    """Remove what is remembered of hosts and says nothing any more: turns, pauses, old robots.txt files."""
    now = time.time()
    _forget((data_folder / "robots").glob("*.json"), now - _ROBOTS_LIFE)
    _forget((data_folder / HOSTS).glob("*.asked"), now)
    _forget((path for path in (data_folder / HOSTS).glob("*") if not path.suffix), now - _LONG_AGO)


def _forget(paths: Iterable[Path], older_than: float) -> None:
    for path in paths:
        try:
            file = _lock(path) if path.stat().st_mtime < older_than else None
        except FileNotFoundError:  # another run does the same
            continue
        if file is None:
            continue
        if os.fstat(file).st_mtime < older_than:
            for slot in path.parent.glob(f"{path.name}.[0-9]*"):
                slot.unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        os.close(file)


def _lock(path: Path | str, *, wait: bool = False) -> int | None:
    """The file, made if it is not there, open and locked; None if somebody else has it at this moment."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            os.close(file)
            return None
        if os.fstat(file).st_nlink:
            return file
        os.close(file)  # it was forgotten between our opening and our locking it


def _put_off(path: Path, until: int) -> None:
    file = _lock(path, wait=True)
    assert file is not None
    try:
        if os.fstat(file).st_mtime_ns < until:
            _set_time(file, until)
    finally:
        os.close(file)


def _set_time(file: int, at: int) -> None:
    os.utime(file, ns=(at, at))


def _time_of(path: Path) -> int:
    """In nanoseconds since 1970; 0 if there is no such file."""
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
