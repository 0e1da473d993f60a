"""What a killed run leaves behind is found; a run that lives is left alone."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.unfinished import batch_of, dead_runs, living_runs, mark_running

_HOLD = """
import sys, time
from pathlib import Path
from tasks.unfinished import mark_running
with mark_running(Path(sys.argv[1]), "r1"):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_a_run_that_lives_is_not_taken_for_a_dead_one(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    found = list(dead_runs(tmp_path))
    holder.kill()
    holder.wait()

    assert found == []


def test_a_killed_run_is_found_with_all_that_it_left(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    log = tmp_path / "archive" / "2026" / "11" / "23" / "r1-0001.fetches.jsonl"
    package = tmp_path / "packages" / "r1-0002.parquet"
    for path in (
        log,
        package,
        package.with_name("r2-0001.parquet"),
        package.with_name("r1-0003.parquet.partial"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    shown = tmp_path / "reprocessed" / "r1-0003.parquet"  # of a difference that was being applied
    shown.parent.mkdir()
    shown.touch()
    (found,) = dead_runs(tmp_path)

    assert (found.run_id, found.fetch_logs, found.packages) == ("r1", (log,), (package, shown))
    assert [batch_of(path, "r1") for path in (log, package)] == ["0001", "0002"]


def test_of_a_killed_run_that_only_looked_nothing_is_kept(tmp_path: Path) -> None:
    with contextlib.suppress(KeyboardInterrupt), mark_running(tmp_path, "r1", only_looks=True):
        raise KeyboardInterrupt
    mine, of_another = tmp_path / "dry-runs" / "r1", tmp_path / "dry-runs" / "r2"
    for folder in (mine / "archive" / "2026", of_another):
        folder.mkdir(parents=True)

    for dead in dead_runs(tmp_path):
        dead.forget()

    assert list((tmp_path / "dry-runs").iterdir()) == [of_another]


def test_a_run_that_ends_well_leaves_no_mark(tmp_path: Path) -> None:
    with mark_running(tmp_path, "r1"):
        pass

    assert list(dead_runs(tmp_path)) == []


def test_a_run_that_fails_leaves_its_mark(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), mark_running(tmp_path, "r1"):
        raise RuntimeError

    assert [run.run_id for run in dead_runs(tmp_path)] == ["r1"]


@pytest.mark.parametrize(("kept", "expected"), [(False, ["0001"]), (True, ["0001", "seeds"])])
def test_seeds_are_taken_up_only_if_what_they_announced_is_kept(
    tmp_path: Path, kept: bool, expected: list[str]
) -> None:
    for batch in ("0001", "seeds"):
        log = tmp_path / "archive" / "2026" / "11" / "23" / f"r1-{batch}.fetches.jsonl"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.touch()
    with contextlib.suppress(KeyboardInterrupt), mark_running(tmp_path, "r1") as marker:
        if kept:
            marker.news_is_kept()
        raise KeyboardInterrupt

    (found,) = dead_runs(tmp_path)

    assert [batch_of(log, "r1") for log in found.fetch_logs] == expected


def leave_a_mark(data_folder: Path) -> None:
    with contextlib.suppress(KeyboardInterrupt), mark_running(data_folder, "r1"):
        raise KeyboardInterrupt


def test_a_dead_run_is_for_one_taker_alone(tmp_path: Path) -> None:
    leave_a_mark(tmp_path)
    first = dead_runs(tmp_path)
    mine = next(first)

    while_mine = [run.run_id for run in dead_runs(tmp_path)], living_runs(tmp_path)
    mine.forget()
    afterwards = list(dead_runs(tmp_path)), living_runs(tmp_path)

    assert (while_mine, afterwards) == (([], ["r1"]), ([], []))


def test_a_taker_that_fails_lets_go_of_the_dead_run(tmp_path: Path) -> None:
    leave_a_mark(tmp_path)
    with contextlib.suppress(ZeroDivisionError):
        for _ in dead_runs(tmp_path):
            raise ZeroDivisionError

    assert [run.run_id for run in dead_runs(tmp_path)] == ["r1"]


def test_a_mark_that_another_taker_has_just_removed_is_none(tmp_path: Path) -> None:
    leave_a_mark(tmp_path)
    marker = tmp_path / "runs" / "r1.running"
    opened_before = marker.open(encoding="utf-8")

    def open_then_lose(self: Path, *arguments: object, **options: object) -> object:
        marker.unlink()
        return opened_before

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", open_then_lose)
        found = list(dead_runs(tmp_path))

    assert found == []


def test_a_dead_run_that_is_set_aside_is_not_met_again(tmp_path: Path) -> None:
    leave_a_mark(tmp_path)

    for run in dead_runs(tmp_path):
        run.set_aside()

    assert list(dead_runs(tmp_path)) == []
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["r1.broken"]


def test_runs_under_way_are_told_from_dead_ones(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    with contextlib.suppress(KeyboardInterrupt), mark_running(tmp_path, "r2"):
        raise KeyboardInterrupt

    living = living_runs(tmp_path)
    holder.kill()
    holder.wait()

    assert (living, living_runs(tmp_path)) == (["r1"], [])
