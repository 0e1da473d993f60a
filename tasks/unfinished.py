"""Find what a killed run left behind: a run holds a lock on a small file, its mark, while it lives."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tasks.crawl import fetch_logs

SEEDS = "seeds"
"""The batch in which a run asks its seeds."""

_KEPT = "kept"
_LOOKS = "looks"


@dataclass(frozen=True, slots=True)
class DeadRun:
    """A run whose process is gone, with all that it had on disk. Whoever has it holds its lock."""

    run_id: str
    fetch_logs: tuple[Path, ...]
    packages: tuple[Path, ...]
    only_looked: bool  # nothing that it left is to be loaded
    _marker: Path
    _lock: IO[str]

    @property
    def left_anything(self) -> bool:
        return bool(self.fetch_logs or self.packages)

    def forget(self) -> None:
        """Take the mark away: all that the run left is in the warehouse, or is wanted by nobody."""
        if self.only_looked:
            for path in self._marker.parent.parent.glob(f"reprocessed/{self.run_id}-*"):
                path.unlink(missing_ok=True)
            shutil.rmtree(self._marker.parent.parent / "dry-runs" / self.run_id, ignore_errors=True)
        self._marker.unlink(missing_ok=True)
        self._lock.close()

    def set_aside(self) -> None:
        """Let no later run stumble over this one; all that it left stays for somebody to look at."""
        self._marker.rename(self._marker.with_suffix(".broken"))
        self._lock.close()


class RunMarker:
    """The mark of a run under way."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def news_is_kept(self) -> None:
        """Say that what the seeds announced is in the warehouse, where it waits to be asked for.

        Until then nobody may load the fetches of the seeds: a seed whose validators are loaded answers "not
        modified" the next time, and what it had announced would be lost.
        """
        self._file.write(_KEPT)
        self._file.flush()
        os.fsync(self._file.fileno())


@contextmanager
def mark_running(data_folder: Path, run_id: str, *, only_looks: bool = False) -> Iterator[RunMarker]:
    """Say that a run is under way, for the length of the block.

    An error leaves the mark: what the run has on disk is then taken up by the next one, or dropped if the run
    `only_looks` at what would be different.
    """
    path = data_folder / "runs" / f"{run_id}.running"
    path.parent.mkdir(parents=True, exist_ok=True)
    unlocked = path.with_suffix(".starting")  # a mark without a lock would be taken for a dead run's
    with unlocked.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the kernel lets go of it however the process ends
        file.write(_LOOKS if only_looks else "")
        file.flush()
        unlocked.rename(path)
        yield RunMarker(file)
        path.unlink(missing_ok=True)


def dead_runs(data_folder: Path) -> Iterator[DeadRun]:
    """Runs that were marked and whose process no longer lives, each for one taker alone."""
    for marker in sorted((data_folder / "runs").glob("*.running")):
        lock = _lock(marker)
        if lock is None:
            continue  # alive, or being taken up
        said = lock.read()
        try:
            if said == _LOOKS:
                yield DeadRun(marker.stem, (), (), True, marker, lock)
            else:
                yield _left_by(marker, lock, data_folder, kept=said.endswith(_KEPT))
        finally:
            lock.close()


def living_runs(data_folder: Path) -> list[str]:
    """Ids of the runs that are under way, or are being taken up."""
    living = []
    for marker in sorted((data_folder / "runs").glob("*.running")):
        lock = _lock(marker)
        if lock is not None:
            lock.close()
        elif marker.exists():
            living.append(marker.stem)
    return living


def batch_of(path: Path, run_id: str) -> str:
    """The batch's name in the name of its fetch log or package: "<run_id>-<batch>.<ending>"."""
    return path.name.removeprefix(f"{run_id}-").split(".", 1)[0]


def _lock(marker: Path) -> IO[str] | None:
    """The mark, locked; None if somebody else has it, or has just taken it away."""
    try:
        file = marker.open(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Between our opening it and our locking it another taker may have been done with it.
        if marker.stat().st_ino == os.fstat(file.fileno()).st_ino:
            return file
    except (BlockingIOError, FileNotFoundError):
        pass
    file.close()
    return None


def _left_by(marker: Path, lock: IO[str], data_folder: Path, *, kept: bool) -> DeadRun:
    run_id = marker.stem
    logs = fetch_logs(data_folder, run_id)
    if not kept:
        # As long as the seeds are not loaded, they say it again.
        logs = [log for log in logs if batch_of(log, run_id) != SEEDS]
    # Of a difference that is being applied, what was not yet brought over: only then a run has its mark.
    folders = ("packages", "reprocessed")
    packages = sorted(path for name in folders for path in (data_folder / name).glob(f"{run_id}-*.parquet"))
    return DeadRun(run_id, tuple(logs), tuple(packages), False, marker, lock)
