"""A job that is killed outright takes its Prefect server along."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from flows.server import free_port, is_free

ROOT = Path(__file__).resolve().parents[2]
_START_AND_WAIT = """
import sys
from pathlib import Path
from flows.server import prefect_server
with prefect_server(Path(sys.argv[1]), int(sys.argv[2])):
    print("up", flush=True)
    sys.stdin.read()
"""


def test_a_server_ends_with_the_job_that_was_killed(tmp_path: Path) -> None:
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-c", _START_AND_WAIT, str(tmp_path), str(port)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as job:
        assert job.stdout is not None
        said = job.stdout.readline()
        was_up = not is_free(port)
        job.kill()

    deadline = time.monotonic() + 30
    while not is_free(port) and time.monotonic() < deadline:
        time.sleep(0.2)

    assert (said, was_up, is_free(port)) == ("up\n", True, True)
