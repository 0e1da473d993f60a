"""A slot that a killed load took holds the next load up for a while only, and none on a new server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_HOLD_AND_START_ANEW = """
import os, sys
os.environ["WARRAQ_DATA_FOLDER"] = sys.argv[1]
from flows.alone import own_server
from flows.settings import Settings
with own_server(Settings(), log_level="ERROR"):
    from prefect.client.orchestration import get_client
    from prefect.concurrency.sync import concurrency
    from flows.deploy import create_writer_limit
    from tasks.stages import WRITER_LIMIT, writer_slot
    with get_client(sync_client=True) as client:
        client.increment_concurrency_slots([WRITER_LIMIT], 1, "concurrency")  # and never given back
        print(client.read_global_concurrency_limit_by_name(WRITER_LIMIT).active_slots)
    with writer_slot(1.0):
        print("went on")
    create_writer_limit()
    with concurrency(WRITER_LIMIT, strict=True, timeout_seconds=20):
        print("free")
    with get_client(sync_client=True) as client:
        client.delete_global_concurrency_limit_by_name(WRITER_LIMIT)
    try:
        with writer_slot(5.0):
            print("written without a limit")
    except Exception as error:
        print(error)
"""


def test_a_slot_left_by_a_killed_load_does_not_block_the_next(data_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _HOLD_AND_START_ANEW, str(data_folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.stdout.splitlines()[:3] == ["1", "went on", "free"], done.stderr
    # Without its limit two loads might write at once: the code demands it.
    assert "warehouse-writer" in done.stdout.splitlines()[3]
    assert "written" not in done.stdout
