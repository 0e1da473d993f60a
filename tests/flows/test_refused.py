"""A run of which the warehouse refused a package says so in its state; all else that came is loaded."""

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
from flows.alone import own_server
from flows.settings import Settings
with own_server(Settings(), log_level="WARNING"):
    from flows import reprocess_pages as reprocessing, run as running
    from flows.backfill_archive import backfill_archive
    from flows.ingest_news import ingest_news
    from flows.parameters import Source

    load = running.load_batch

    def damaged_before(package, *arguments):
        if not package.name.endswith("-seeds.parquet"):
            whole = package.read_bytes()
            package.write_bytes(whole[:-4_000] + bytes([whole[-4_000] ^ 1]) + whole[-3_999:])
        return load(package, *arguments)

    def told(flow, **parameters):
        state = flow(**parameters, return_state=True)
        print(state.name, "|", state.message)

    running.load_batch = reprocessing.load_batch = damaged_before
    told(ingest_news, sources=[Source("marfa")])
    running.load_batch = reprocessing.load_batch = load
    (archive,) = Settings().data_folder.glob("archive/*/*/*/*-0001.warc.gz")
    told(backfill_archive, archive=str(archive))
    reprocessing.load_batch = damaged_before
    told(reprocessing.reprocess_pages, apply="at once")
"""


def test_a_run_of_which_a_package_was_refused_fails_and_says_how_its_pages_come_in(data_folder: Path) -> None:
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

    crawled, read, reprocessed = (line.split(" | ") for line in done.stdout.splitlines()[-3:])
    with open_reader(data_folder / "warraq.duckdb") as connection:
        outcomes = connection.execute("SELECT outcome FROM run ORDER BY started_at").fetchall()
        loaded = connection.execute("SELECT package_name FROM load ORDER BY loaded_at").fetchall()
    (archive,) = data_folder.glob("archive/*/*/*/*-0001.warc.gz")
    own = f"{archive.name.removesuffix('.warc.gz')}.parquet is damaged: its bytes are not those that were"
    assert crawled[0] == reprocessed[0] == "Failed", done.stderr
    assert (
        f"PackageRefused: 1 package could not be loaded, and all else is: {own} written. Its pages"
        in crawled[1]
    )
    assert crawled[1].endswith(f"make backfill FROM={archive}")
    assert reprocessed[1].endswith("run reprocess-pages again.")
    assert read == ["Completed", "None"]
    assert [outcome.partition(";")[0] for (outcome,) in outcomes] == ["not whole", "completed", "not whole"]
    assert outcomes[0][0].startswith(f"not whole; {own}")
    assert [name.partition("-seeds")[1] for (name,) in loaded] == ["-seeds", ""]
