"""A job has a Prefect server of its own, whoever else starts one just then and takes it along when killed."""

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


def test_a_server_ends_with_the_job_that_was_killed(data_folder: Path) -> None:
    home, port = data_folder / "prefect-alone", free_port()
    with subprocess.Popen(
        [sys.executable, "-c", _START_AND_WAIT, str(home), str(port)],
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


def test_several_servers_start_at_once_on_one_new_home(tmp_path: Path) -> None:
    jobs = [
        subprocess.Popen(
            [sys.executable, "-c", _START_AND_WAIT, str(tmp_path), str(port)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for port in [free_port() for _ in range(3)]
    ]
    ends = [(*job.communicate(timeout=240), job.returncode) for job in jobs]

    assert ends == [("up\n", "", 0)] * 3
