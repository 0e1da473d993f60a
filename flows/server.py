"""Run Prefect's own processes beside ours: the server, the worker. Imports nothing of Prefect.

Prefect reads its settings when it is imported, so whoever starts a server calls `settings_for` and puts the
result into its environment first. (Its ephemeral mode would need none of this, but loses task-run records
and prints noise at exit.)
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

_HISTORY_DAYS = 30

# By its path: where we were imported from need not be where the child looks.
_WITH_PARENT = Path(__file__).with_name("with_parent.py").resolve()


class ServerDidNotStart(RuntimeError):
    """The Prefect server exited, or did not answer in time; the message names its log."""


def settings_for(home: Path, port: int, *, history_days: int = _HISTORY_DAYS) -> dict[str, str]:
    """Environment of every process that talks to the server of `home` on `port` of 127.0.0.1.

    The server forgets runs, with their logs and artifacts, and events after `history_days`.
    """
    address = f"http://127.0.0.1:{port}"
    return {
        "PREFECT_HOME": str(home.resolve()),
        "PREFECT_API_URL": f"{address}/api",
        "PREFECT_SERVER_UI_API_URL": f"{address}/api",  # else the UI finds its server on port 4200 only
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(history_days * 86_400),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{history_days}D",
        # A record written at each event keeps SQLite's lock from whoever asks for a slot just then, whose
        # client comes again after two seconds.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "2",
        # A run that was killed with its worker is noticed by the silence of its heart.
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        # Half of it is what a press of Run waits on average. Looking costs some 1 % of a core.
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_WORKER_ENABLE_CANCELLATION": "true",
        "PREFECT_WORKER_CANCELLATION_POLL_SECONDS": "5",  # where the event of a cancellation went astray
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
    }


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_here(address: str) -> int | None:
    """The port of 127.0.0.1 at which `address` is to be served; None where it is somebody else's to serve."""
    parts = urlsplit(address)
    is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
    try:
        return parts.port if is_here and "/" not in parts.path[1:] else None
    except ValueError:  # no number, or one that no port has
        return None


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@contextmanager
def prefect_server(
    home: Path, port: int, *, history_days: int = _HISTORY_DAYS, wait: float = 90.0
) -> Iterator[str]:
    """A Prefect server for the length of the block; gives the address of its UI.

    It forgets after `history_days` what was before, from its start on.

    Raises ServerDidNotStart if it does not answer within `wait` seconds. Its log is `home`/server.log.
    """
    arguments = ("server", "start", "--host", "127.0.0.1", "--port", str(port))
    home.mkdir(parents=True, exist_ok=True)
    with (home / "server.starting").open("w") as turn:
        # Two that start at once on a new home both make the tables of its database, and one of them ends.
        fcntl.flock(turn, fcntl.LOCK_EX)
        with prefect_process(arguments, home, port, log="server.log", history_days=history_days) as server:
            await_health(port, server, home / "server.log", wait)
            fcntl.flock(turn, fcntl.LOCK_UN)
            yield f"http://127.0.0.1:{port}"


@contextmanager
def prefect_process(
    arguments: Sequence[str], home: Path, port: int, *, log: str, history_days: int = _HISTORY_DAYS
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `prefect` with `arguments` for the length of the block, its output in `home`/`log`."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / log).open("ab") as output:
        # Its own session: a Ctrl-C meant for us must not stop it before we are done with it.
        # It looks after us itself: killed outright, we could not end it.
        child = subprocess.Popen(
            [sys.executable, "-P", str(_WITH_PARENT), str(os.getpid()), *arguments],
            env=os.environ | settings_for(home, port, history_days=history_days),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield child
        finally:
            _stop(child)


def await_health(port: int, server: subprocess.Popen[bytes], log: Path, wait: float = 90.0) -> None:
    """Return once the server answers. Raises ServerDidNotStart if it ends, or not within `wait` seconds."""
    deadline = time.monotonic() + wait
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise ServerDidNotStart(f"The Prefect server stopped with code {server.returncode}; see {log}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ServerDidNotStart(f"The Prefect server did not answer within {wait:.0f} seconds; see {log}")


def _stop(child: subprocess.Popen[bytes], *, patience: float = 15.0) -> None:
    """Ask the process to end, then its whole session, so that no orphan is left behind."""
    for name, wait in ((signal.SIGINT, patience), (signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        if child.poll() is not None:
            break
        child.send_signal(name)
        try:
            child.wait(wait)
        except subprocess.TimeoutExpired:
            continue
    _end_session(child.pid)


def _end_session(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return  # nothing was left of it
