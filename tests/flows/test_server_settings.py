"""What `make up` tells Prefect is what Prefect understands: it ignores a variable that it does not know."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

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
        2,
    )


def test_a_process_that_has_ended_is_told_from_one_that_lives() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    while _lives(str(ended.pid)):
        pass

    assert (_lives(str(os.getpid())), _lives(None), _lives("")) == (True, False, False)
    ended.wait()
    assert not _lives(str(ended.pid))
