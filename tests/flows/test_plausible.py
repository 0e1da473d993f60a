"""A run that sees less of a source than its site declares says so in its state; all that came is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from demo.server import DemoWeb
from warehouse.connect import open_reader

ROOT = Path(__file__).resolve().parents[2]

_RUN = """
from dataclasses import replace
from flows.alone import own_server
from flows.settings import Settings
from tasks.model import Expected
from warehouse.connect import open_writer
settings = Settings()
with own_server(settings, log_level="WARNING"):
    from flows.ingest_news import ingest_news
    from flows.parameters import SITES, Source
    chosen = [Source("asdaa"), Source("sabah")]
    ingest_news(sources=chosen, ask_all_again=True)
    # As if that had been a day and a half ago, and all of one outlet's articles were of today.
    with open_writer(settings.warehouse_path) as connection:
        connection.execute("UPDATE fetches SET fetched_at = fetched_at - INTERVAL 36 HOURS")
        connection.execute("UPDATE current_article SET published_at = now() WHERE source = 'sabah'")
    for name, bounds in (("asdaa", (3, 9)), ("sabah", (0, 2))):
        SITES[name] = replace(SITES[name], expected=Expected(bounds))
    state = ingest_news(sources=chosen, ask_all_again=True, return_state=True)
    again = ingest_news(sources=chosen, ask_all_again=True, return_state=True)
    print(again.type.value)
    print(state.type.value, state.message)
"""


def test_a_source_that_brings_too_little_fails_the_run_and_too_much_is_warned_of(data_folder: Path) -> None:
    with DemoWeb() as web:
        addresses = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to().items()}
        done = subprocess.run(
            [sys.executable, "-c", _RUN],
            cwd=ROOT,
            env=os.environ
            | {"WARRAQ_DATA_FOLDER": str(data_folder), "WARRAQ_CONNECT_TO": json.dumps(addresses)},
            capture_output=True,
            text=True,
            timeout=180,
        )

    again, told = done.stdout.splitlines()[-2:]
    with open_reader(data_folder / "warraq.duckdb") as connection:
        articles = connection.execute("SELECT count(*) FROM article").fetchall()
        outcomes = connection.execute("SELECT outcome FROM run").fetchall()
        checks = connection.execute(
            "SELECT check_name, offending_rows FROM check_result ORDER BY 1"
        ).fetchall()
    assert told.startswith("FAILED"), done.stderr
    assert "asdaa: 3 to 9 articles a day are expected, 0 came." in told
    assert "sabah" not in told
    assert again == "COMPLETED"
    assert "Still less than is plausible: asdaa: 3 to 9 articles a day are expected" in done.stderr
    assert "More than is plausible: sabah: 0 to 2 articles a day are expected, 5 came." in done.stderr
    assert articles == [(10,)]
    assert outcomes == [("completed",)] * 3
    assert checks == [("expected of asdaa", 1)] * 2 + [("expected of sabah", 1)] * 2
