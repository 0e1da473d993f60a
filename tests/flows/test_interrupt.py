"""Ctrl-C ends a job whenever it comes, and is told as what it is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

ROOT = Path(__file__).resolve().parents[2]

_IN_A_QUERY = """
import duckdb
print("begun", flush=True)
duckdb.sql("SELECT count(*) FROM range(100000000000) AS a, range(100) AS b").fetchall()
"""
# Prefect lets go of what comes while a flow ends, after its last state is set.
_WHILE_A_FLOW_ENDS = """
from prefect import flow

def come(*_):
    print("begun", flush=True)
    time.sleep(60)

@flow(on_completion=[come])
def first():
    return 1

first()
for _ in range(300):
    time.sleep(0.1)
print("all done")
"""


@pytest.mark.parametrize("work", [_IN_A_QUERY, _WHILE_A_FLOW_ENDS], ids=["query", "end"])
def test_ctrl_c_ends_a_job_whatever_libraries_make_of_it(data_folder: Path, work: str) -> None:
    script = f"""
import sys, time
from pathlib import Path
from flows.alone import own_server
from flows.interrupt import interruptible
from flows.settings import Settings

try:
    with interruptible(), own_server(Settings(data_folder=Path(sys.argv[1])), log_level="ERROR"):
{indent(work, "        ")}
except KeyboardInterrupt:
    sys.exit("Stopped.")
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(data_folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as job:
        assert job.stdout is not None
        job.stdout.readline()
        os.kill(job.pid, signal.SIGINT)
        said, complained = job.communicate(timeout=60)

    assert (said, complained) == ("", "Stopped.\n")
