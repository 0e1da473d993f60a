"""Prefect servers for the flows' tests: one that several jobs use, and homes that need no making."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from demo.server import DemoWeb
from flows.server import free_port, prefect_server, settings_for
from tests.flows.jobs import Job, environment_of

ROOT = Path(__file__).resolve().parents[2]

_PREPARE = "from flows.deploy import create_writer_limit; create_writer_limit()"
_JOB = """
import json, sys
from importlib import import_module
name, parameters = sys.argv[1], json.loads(sys.argv[2])
result = getattr(import_module(f"flows.{name}"), name)(**parameters)
print(json.dumps(dict(result)))
"""


@pytest.fixture(scope="module", autouse=True)
def filters_of_logs() -> Iterator[None]:
    """What a command leaves out of the logs of its process it leaves out for the tests of one module."""
    loggers = [logging.getLogger(f"prefect.{name}") for name in ("flow_runs", "task_runs", "flows")]
    before = [list(logger.filters) for logger in loggers]
    yield
    for logger, filters in zip(loggers, before, strict=True):
        logger.filters[:] = filters


@pytest.fixture(scope="session")
def prefect_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a Prefect server that was started once and stopped: made once for all workers.

    On a new home a server makes its tables first, which takes longer than all that most tests are about.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    home = folder / "prefect-home"
    with (folder / "prefect-home.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not home.exists():
            new = folder / "prefect-home.new"
            with prefect_server(new, free_port()):
                pass
            (new / "server.log").unlink()
            new.rename(home)
    return home


@pytest.fixture
def data_folder(tmp_path: Path, prefect_home: Path) -> Path:
    """A data folder as after a job that did nothing: what flows.alone starts there has its home."""
    folder = tmp_path / "data"
    shutil.copytree(prefect_home, folder / "prefect-alone")
    return folder


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> Iterator[dict[str, str]]:
    """One Prefect server for all jobs of a module, as `make up` has it; gives the environment of a job."""
    home = tmp_path_factory.mktemp("server") / "prefect"
    shutil.copytree(prefect_home, home)
    port = free_port()
    environment = os.environ | settings_for(home, port)
    with prefect_server(home, port):
        subprocess.run([sys.executable, "-c", _PREPARE], cwd=ROOT, env=environment, check=True)
        yield environment


@pytest.fixture
def run(server: Mapping[str, str]) -> Job:
    """Run a flow on the module's server: `run(data_folder, "ingest_news", 'sources=["marfa"]', web=web)`.

    Arguments are those of flows.alone; further settings are given by name, as WARRAQ_PROCESSES="1".
    """

    def run(
        data_folder: Path,
        flow: str,
        *arguments: str,
        web: DemoWeb | None = None,
        addresses: Mapping[str, str] | None = None,
        **settings: str,
    ) -> Counter[str]:
        done = subprocess.run(
            [sys.executable, "-c", _JOB, flow, json.dumps(dict(map(_parameter, arguments)))],
            cwd=ROOT,
            env=dict(server) | environment_of(data_folder, web, addresses) | settings,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return Counter(json.loads(done.stdout.splitlines()[-1]))

    return run


def _parameter(argument: str) -> tuple[str, Any]:
    name, _, text = argument.partition("=")
    try:
        return name, json.loads(text)
    except json.JSONDecodeError:
        return name, text
