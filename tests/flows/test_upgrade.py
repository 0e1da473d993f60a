"""A warehouse and a Prefect database of an earlier version go on working.

There is no tagged version yet: earlier/614163a.tar.xz is the data folder that `make up` of that commit, the
first that ran the whole way, left when it was killed in the middle of its second run of the demo.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from flows.server import free_port
from tests.flows.prefect_api import ask
from warehouse.connect import open_reader

ROOT = Path(__file__).resolve().parents[2]
EARLIER = Path(__file__).with_name("earlier") / "614163a.tar.xz"


@dataclass
class Up:
    """`make up` of today on the data folder of then."""

    data_folder: Path
    api: str

    def ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return ask(f"{self.api}/{path}", body)

    def wait_for_others(self, deployment: str) -> None:
        """Wait until no run of a deployment is under way: its schedule has runs of its own."""
        under_way = {"state": {"type": {"any_": ["PENDING", "RUNNING"]}}}
        deadline = monotonic() + 150
        while self.ask(
            "flow_runs/filter", {"flow_runs": under_way, "deployments": {"id": {"any_": [deployment]}}}
        ):
            assert monotonic() < deadline
            sleep(0.5)

    def slots_left(self) -> set[str]:
        """The deployments whose slot stays taken, though runs that are late by now had the time to end."""
        deadline = monotonic() + 150  # a slot is leased for five minutes: until then nothing frees a leftover
        while True:
            limits = self.ask("v2/concurrency_limits/filter", {})
            taken = {limit["name"] for limit in limits if limit["active_slots"]}
            if not taken or monotonic() > deadline:
                return taken
            sleep(0.5)

    def run(self, deployment: str, **parameters: Any) -> dict[str, Any]:
        """The run of a deployment, once it is over.

        The earlier database has runs that are late by now. Beside one of them ours is cancelled: it is asked
        for again.
        """
        identity = self.ask(f"deployments/name/{deployment}")["id"]
        deadline = monotonic() + 480
        while True:
            self.wait_for_others(identity)
            run = self.ask(f"deployments/{identity}/create_flow_run", {"parameters": parameters})
            while run["state_type"] not in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED"):
                assert monotonic() < deadline, run["state"]
                sleep(0.5)
                run = self.ask(f"flow_runs/{run['id']}")
            if run["state_type"] != "CANCELLED" or monotonic() > deadline:
                return dict(run)


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    data_folder, port = tmp_path_factory.mktemp("earlier"), free_port()
    with tarfile.open(EARLIER) as packed:
        packed.extractall(data_folder, filter="data")
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.up"],
        cwd=ROOT,
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(data_folder), "WARRAQ_UI_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line)
        if "Ctrl-C here stops everything" in line:
            break
    assert process.poll() is None, "".join(printed)
    yield Up(data_folder, f"http://127.0.0.1:{port}/api")
    process.send_signal(signal.SIGINT)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


def test_the_run_that_was_under_way_is_marked_and_its_slot_is_free(up: Up) -> None:
    runs = up.ask("flow_runs/filter", {"flows": {"name": {"any_": ["ingest-news"]}}})

    # The schedule of today may have added others by now.
    assert [run["state_name"] for run in runs].count("Crashed") == 1
    assert up.slots_left() == set()


def test_the_next_run_takes_up_what_was_left_and_every_flow_runs_on_the_old_warehouse(up: Up) -> None:
    ingest = up.run("ingest-news/demo")
    others = {
        name: up.run(name)["state_name"]
        for name in (
            "reprocess-pages/reprocess",
            "publish-report/report",
            "maintain-warehouse/nightly",
            "watch-warehouse/watch",
        )
    }

    assert ingest["state_name"] == "Completed", ingest["state"]["message"]
    with open_reader(up.data_folder / "warraq.duckdb") as connection:
        articles = connection.execute("SELECT count(*) FROM article").fetchone()
        outcomes = connection.execute("SELECT outcome FROM run WHERE flow = 'ingest-news'").fetchall()
    assert articles == (39,)
    assert ("cut short, then recovered",) in outcomes
    assert set(others.values()) == {"Completed"}
