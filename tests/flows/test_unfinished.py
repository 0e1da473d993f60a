"""What a killed run leaves behind is found; a run that lives is left alone."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.crawl.fetch_log import line_of
from tasks.model import Candidate, Fetch
from tasks.unfinished import batch_of, mark_running, unfinished_runs

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
    found = list(unfinished_runs(tmp_path))
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
    (found,) = unfinished_runs(tmp_path)

    assert (found.run_id, found.fetch_logs, found.packages) == ("r1", (log,), (package,))
    assert [batch_of(path, "r1") for path in (log, package)] == ["0001", "0002"]


def test_a_run_that_ends_well_leaves_no_mark(tmp_path: Path) -> None:
    with mark_running(tmp_path, "r1"):
        pass

    assert list(unfinished_runs(tmp_path)) == []


def test_a_run_that_fails_leaves_its_mark(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), mark_running(tmp_path, "r1"):
        raise RuntimeError

    assert [run.run_id for run in unfinished_runs(tmp_path)] == ["r1"]


def test_what_a_killed_run_had_planned_and_not_asked_for_is_not_lost(tmp_path: Path) -> None:
    claimed_at = datetime(2026, 11, 20, tzinfo=UTC)
    asked = Candidate("http://a.example/1", "a", "http://a.example/feed", "One", claimed_at)
    left = Candidate("http://a.example/2", "a", None)
    log = tmp_path / "archive" / "2026" / "11" / "23" / "r1-0001.fetches.jsonl"
    log.parent.mkdir(parents=True)
    log.write_bytes(line_of(Fetch("f", "r1", "a", "page", asked.url, asked.url, claimed_at, "failed")))

    with contextlib.suppress(KeyboardInterrupt), mark_running(tmp_path, "r1") as marker:
        marker.plan([asked, left])
        raise KeyboardInterrupt

    assert [run.pending for run in unfinished_runs(tmp_path)] == [(left,)]


def test_seeds_that_were_read_without_a_plan_are_left_to_say_it_again(tmp_path: Path) -> None:
    log = tmp_path / "archive" / "2026" / "11" / "23" / "r1-seeds.fetches.jsonl"
    log.parent.mkdir(parents=True)
    log.touch()

    with pytest.raises(RuntimeError), mark_running(tmp_path, "r1"):
        raise RuntimeError

    assert [run.fetch_logs for run in unfinished_runs(tmp_path)] == [()]


def test_a_damaged_log_is_told_and_not_raised(tmp_path: Path) -> None:
    log = tmp_path / "archive" / "2026" / "11" / "23" / "r1-0001.fetches.jsonl"
    log.parent.mkdir(parents=True)
    log.write_bytes(b"no JSON\nno JSON either\nnor here\n")
    with contextlib.suppress(KeyboardInterrupt), mark_running(tmp_path, "r1"):
        raise KeyboardInterrupt

    (found,) = unfinished_runs(tmp_path)

    assert (found.run_id, found.packages) == ("r1", ())
    assert "line 1 is no fetch" in (found.problem or "")
