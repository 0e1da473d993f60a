"""Find what a killed run left behind: a run holds a lock on a small file while it lives."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class UnfinishedRun:
    """A run whose process is gone, with all that it had on disk."""

    run_id: str
    fetch_logs: tuple[Path, ...]
    packages: tuple[Path, ...]
    marker: Path  # remove it when the rest is loaded


@contextmanager
def mark_running(data_folder: Path, run_id: str) -> Iterator[None]:
    """Say that a run is under way, for the length of the block.

    An error leaves the mark: what the run has on disk is then taken up by the next one.
    """
    marker = data_folder / "runs" / f"{run_id}.running"
    marker.parent.mkdir(parents=True, exist_ok=True)
    with marker.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # the kernel lets go of it however the process ends
        yield
        marker.unlink()


def unfinished_runs(data_folder: Path) -> Iterator[UnfinishedRun]:
    """Runs that were marked and whose process no longer lives. Each is locked until the next is asked for."""
    for marker in sorted((data_folder / "runs").glob("*.running")):
        with marker.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # alive
            run_id = marker.stem
            yield UnfinishedRun(
                run_id=run_id,
                fetch_logs=tuple(sorted((data_folder / "archive").glob(f"*/*/*/{run_id}-*.fetches.jsonl"))),
                packages=tuple(sorted((data_folder / "packages").glob(f"{run_id}-*.parquet"))),
                marker=marker,
            )


def batch_of(path: Path, run_id: str) -> str:
    """The batch's name in the name of its fetch log or package: "<run_id>-<batch>.<ending>"."""
    return path.name.removeprefix(f"{run_id}-").split(".", 1)[0]
