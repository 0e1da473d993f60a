"""Prefect's own database does not grow for ever, and whoever waits for its lock does not wait long."""

from __future__ import annotations

import sqlite3
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.server import free_port, prefect_server
from tests.flows.prefect_api import ask


def test_a_run_older_than_was_set_goes_with_its_log_and_artifacts_and_a_younger_one_stays(
    data_folder: Path,
) -> None:
    home = data_folder / "prefect-alone"
    with prefect_server(home, free_port(), history_days=2) as address:
        flow = ask(f"{address}/api/flows/", {"name": "ingest-news"})["id"]
        for name in ("old", "young"):
            run = ask(
                f"{address}/api/flow_runs/", {"flow_id": flow, "name": name, "state": {"type": "COMPLETED"}}
            )["id"]
            line = {"name": "log", "level": 20, "message": name, "timestamp": datetime.now(UTC).isoformat()}
            ask(f"{address}/api/logs/", [line | {"flow_run_id": run}])
            ask(f"{address}/api/artifacts/", {"type": "markdown", "data": name, "flow_run_id": run})
    three_days_ago = datetime.now(UTC) - timedelta(days=3)
    with sqlite3.connect(home / "prefect.db") as database:
        database.execute(
            "UPDATE flow_run SET end_time = ? WHERE name = 'old'", [f"{three_days_ago:%Y-%m-%d %H:%M:%S.%f}"]
        )

    with prefect_server(home, free_port(), history_days=2) as address:
        deadline = time.monotonic() + 120
        while (left := what_is_left(address)) != [["young"]] * 3 and time.monotonic() < deadline:
            time.sleep(0.5)

    assert left == [["young"]] * 3


def test_a_request_that_waits_for_the_lock_is_told_to_come_again_before_its_client_gives_up(
    tmp_path: Path,
) -> None:
    with prefect_server(tmp_path, free_port()) as address:
        database = sqlite3.connect(tmp_path / "prefect.db", timeout=30, isolation_level=None)
        database.execute("BEGIN IMMEDIATE")
        request = urllib.request.Request(
            f"{address}/api/flows/", b'{"name": "ingest-news"}', {"Content-Type": "application/json"}
        )
        began = time.monotonic()
        with pytest.raises(urllib.error.HTTPError) as told:
            urllib.request.urlopen(request, timeout=90)
        passed = time.monotonic() - began
        database.execute("ROLLBACK")

        assert (told.value.code, ask(f"{address}/api/flows/", {"name": "ingest-news"})["name"]) == (
            503,
            "ingest-news",
        )
    assert passed < 30  # an httpx client of Prefect's waits for sixty seconds


def what_is_left(address: str) -> list[list[str]]:
    """Names of runs, messages of logs, texts of artifacts."""
    return [
        [one[field] for one in ask(f"{address}/api/{kind}/filter", {})]
        for kind, field in (("flow_runs", "name"), ("logs", "message"), ("artifacts", "data"))
    ]
