"""What `make up` tells Prefect is what Prefect understands: it ignores a variable that it does not know."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from prefect.settings import Settings as PrefectSettings

from flows.deploy import _lives
from flows.server import settings_for


@pytest.fixture
def understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PrefectSettings:
    for name, value in settings_for(tmp_path, 4999, history_days=12).items():
        monkeypatch.setenv(name, value)
    return PrefectSettings()


def test_history_is_kept_for_as_long_as_was_set(understood: PrefectSettings) -> None:
    vacuum = understood.server.services.db_vacuum

    assert (vacuum.retention_period, understood.server.events.retention_period) == (timedelta(days=12),) * 2
    assert vacuum.enabled_vacuum_types >= {"events", "flow_runs"}


def test_nothing_is_told_to_anybody(understood: PrefectSettings) -> None:
    server = understood.server

    assert (server.analytics_enabled, server.ui.show_promotional_content) == (False, False)


def test_a_silent_run_is_noticed_and_a_cancelled_one_ended_within_seconds(
    understood: PrefectSettings,
) -> None:
    worker = understood.worker

    assert understood.flows.heartbeat_frequency == 30
    assert (worker.enable_cancellation, worker.cancellation_poll_seconds, worker.query_seconds) == (
        True,
        5,
        1,
    )


def test_the_process_of_a_run_is_told_from_one_that_has_ended_and_from_one_of_another_run() -> None:
    run, other = uuid4(), uuid4()
    process = subprocess.Popen(
        [sys.executable, "-c", "input()"],
        env=os.environ | {"PREFECT__FLOW_RUN_ID": str(run)},
        stdin=subprocess.PIPE,
    )
    pid = str(process.pid)
    while not _lives(pid, run):  # until it is Python
        pass

    assert (_lives(pid, other), _lives(None, run), _lives("", run)) == (False, False, False)

    assert process.stdin
    process.stdin.close()
    while _lives(pid, run):  # nobody has waited for it yet
        pass
    process.wait()
    assert not _lives(pid, run)
