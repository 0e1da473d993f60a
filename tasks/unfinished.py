"""Find what a killed run left behind: a run holds a lock on a small file of its plan while it lives."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from tasks.crawl import read_fetches
from tasks.model import Candidate

SEEDS = "seeds"
"""The batch in which a run asks its seeds."""


@dataclass(frozen=True, slots=True)
class UnfinishedRun:
    """A run whose process is gone, with all that it had on disk."""

    run_id: str
    fetch_logs: tuple[Path, ...]
    packages: tuple[Path, ...]
    pending: tuple[Candidate, ...]  # what it meant to ask for and did not: its seeds may not say so again
    marker: Path  # remove it when the rest is done
    problem: str | None = None  # why what it left cannot be read; the rest is empty then


class RunMarker:
    """The mark of a run under way, to which it writes what it is going to ask for."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def plan(self, candidates: Sequence[Candidate]) -> None:
        """Make the list of what is due durable; to be called before anything of the run is loaded.

        A seed that is loaded will answer "not modified" the next time, so the list is all that is left of it.
        """
        for candidate in candidates:
            entry = asdict(candidate)
            entry["claimed_at"] = candidate.claimed_at and candidate.claimed_at.isoformat()
            self._file.write(json.dumps(entry) + "\n")
        self._file.write("planned\n")
        self._file.flush()
        os.fsync(self._file.fileno())


@contextmanager
def mark_running(data_folder: Path, run_id: str) -> Iterator[RunMarker]:
    """Say that a run is under way, for the length of the block.

    An error leaves the mark: what the run has on disk is then taken up by the next one.
    """
    path = data_folder / "runs" / f"{run_id}.running"
    path.parent.mkdir(parents=True, exist_ok=True)
    unlocked = path.with_suffix(".starting")  # a mark without a lock would be taken for a dead run's
    with unlocked.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the kernel lets go of it however the process ends
        unlocked.rename(path)
        yield RunMarker(file)
        path.unlink(missing_ok=True)


def unfinished_runs(data_folder: Path) -> Iterator[UnfinishedRun]:
    """Runs that were marked and whose process no longer lives. Each is locked until the next is asked for."""
    for marker in sorted((data_folder / "runs").glob("*.running")):
        with marker.open(encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # alive
            try:
                left = _left_by(marker, file.read().splitlines(), data_folder)
            except (ValueError, KeyError, TypeError, OSError) as error:  # a damaged log or plan
                left = UnfinishedRun(marker.stem, (), (), (), marker, problem=str(error))
            yield left


def batch_of(path: Path, run_id: str) -> str:
    """The batch's name in the name of its fetch log or package: "<run_id>-<batch>.<ending>"."""
    return path.name.removeprefix(f"{run_id}-").split(".", 1)[0]


def _left_by(marker: Path, lines: Sequence[str], data_folder: Path) -> UnfinishedRun:
    run_id = marker.stem
    logs = sorted((data_folder / "archive").glob(f"*/*/*/{run_id}-*.fetches.jsonl"))
    planned = bool(lines) and lines[-1] == "planned"
    if not planned:
        # What the seeds said is not known any more: as long as they are not loaded, they say it again.
        logs = [log for log in logs if batch_of(log, run_id) != SEEDS]
    asked = {fetch.requested_url for log in logs for fetch in read_fetches(log)}
    plan = [_candidate(line) for line in lines[:-1]] if planned else []
    return UnfinishedRun(
        run_id=run_id,
        fetch_logs=tuple(logs),
        packages=tuple(sorted((data_folder / "packages").glob(f"{run_id}-*.parquet"))),
        pending=tuple(candidate for candidate in plan if candidate.url not in asked),
        marker=marker,
    )


def _candidate(line: str) -> Candidate:
    entry: dict[str, Any] = json.loads(line)
    entry["claimed_at"] = entry["claimed_at"] and datetime.fromisoformat(entry["claimed_at"])
    return Candidate(**entry)
