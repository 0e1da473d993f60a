"""The half of `bench.orchestration` without Prefect does the same work, and asks no server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.crash import Web
from warehouse.connect import open_reader

ROOT = Path(__file__).resolve().parents[2]


def test_the_half_without_prefect_loads_every_page_and_asks_no_server(tmp_path: Path) -> None:
    with Web(10) as web:
        done = subprocess.run(
            [sys.executable, "-m", "bench.orchestration_without", "marfa", "sabah"],
            cwd=ROOT,
            env=os.environ
            | {
                "WARRAQ_DATA_FOLDER": str(tmp_path),
                "WARRAQ_CONNECT_TO": web.connect_to,
                "PREFECT_HOME": str(tmp_path / "prefect"),
                "PREFECT_API_URL": "http://127.0.0.1:9/api",
            },
            capture_output=True,
            text=True,
            timeout=300,
        )

    assert done.returncode == 0, done.stderr
    began, ended = json.loads(done.stdout)
    assert began < ended
    with open_reader(tmp_path / "warraq.duckdb") as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (4,)


def test_what_would_ask_a_server_says_so() -> None:
    asks = (
        "from bench.orchestration_without import without_prefect; without_prefect();"
        "from prefect.client.orchestration import get_client;"
        "get_client(sync_client=True).__enter__().read_flows()"
    )
    environment = os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api"}

    done = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )

    assert "The half without Prefect called its server" in done.stderr
