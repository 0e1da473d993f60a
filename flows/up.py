"""`make up`: the server with its UI, the deployments, a worker and the demo web, until Ctrl-C."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Literal

from demo.server import DemoWeb
from flows.demo_run import edition_for
from flows.reading_room import served
from flows.report_server import report_server
from flows.server import ServerDidNotStart, await_health, is_free, port_here, prefect_process, settings_for
from flows.settings import REPORT_PORT, Settings, settings_or_exit
from warehouse.transaction import WarehouseBusy

_MOST_STARTS = 5  # of one process within _WITHIN seconds; what dies more often is broken
_WITHIN = 600.0
_RUNS_AT_ONCE = 3


def main(arguments: Sequence[str] = ()) -> int:
    """Run until SIGINT or SIGTERM; returns the exit code."""
    argparse.ArgumentParser(
        prog="python -m flows.up", description=f"{__doc__} Takes WARRAQ_* settings, and nothing else."
    ).parse_args(arguments)
    settings = settings_or_exit(writing=True)
    port = settings.ui_port
    if not is_free(port):
        print(
            f"Port {port} of 127.0.0.1 is taken, perhaps by another Prefect server. "
            "Stop that, or choose another: WARRAQ_UI_PORT=4300 make up",
            file=sys.stderr,
        )
        return 1
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    home = (settings.data_folder / "prefect").resolve()
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        if not _is_alone(stack.enter_context((home / "up.lock").open("w"))):
            print(
                f"Another make up is at work on {settings.data_folder}, and two would share one database of "
                "Prefect's. Stop it, or choose another folder: WARRAQ_DATA_FOLDER=other make up",
                file=sys.stderr,
            )
            return 1
        web = stack.enter_context(DemoWeb())
        web.edition = _edition(settings)
        addresses = {host: f"{ip}:{number}" for host, (ip, number) in web.connect_to().items()}
        report, reports = stack.enter_context(
            at_its_address(
                settings.report_url or f"http://127.0.0.1:{REPORT_PORT}/",
                settings.report_url is not None,
                partial(report_server, settings.report_folder),
            )
        )
        room, rooms = stack.enter_context(
            at_its_address(
                settings.room_url, "room_url" in settings.model_fields_set, partial(served, settings)
            )
        )
        os.environ |= settings_for(home, port) | {
            "WARRAQ_REPORT_URL": report,
            "WARRAQ_ROOM_URL": room,
            "WARRAQ_CONNECT_TO": json.dumps({**addresses, **settings.connect_to}),
        }
        services = stack.enter_context(_Services(home, port, settings.history_days))
        try:
            services.start()
        except _Broken as error:
            print(error, file=sys.stderr)
            return 1
        print(f"\n  Warraq is up: http://127.0.0.1:{port}")
        print(f"  Report:       {report}{reports}")
        print(f"  Reading room: {room}/{rooms}")
        print(f"  Demo web:     http://{web.address}:{web.port}/")
        print(f"  Logs:         {settings.data_folder / 'prefect'}: server.log, worker.log")
        print(
            "  In the UI choose Deployments, then demo, then Run. Ctrl-C here stops everything.\n", flush=True
        )
        while not stop.wait(1.0):
            try:
                services.start_again_what_ended()
            except _Broken as error:
                print(error, file=sys.stderr)
                return 1
        print("\nStopping ...", flush=True)
    print("Stopped.", flush=True)
    return 0


@contextmanager
def at_its_address(
    address: str, is_named: bool, serve: Callable[[int], AbstractContextManager[str]]
) -> Iterator[tuple[str, str]]:
    """What `serve` serves on a port, for the length of the block; gives its address, and a word on who does.

    What was made before leads to this address. Where another process has its port, another port is second
    best; an address that a setting names is kept, and is that process's to serve.
    """
    port = port_here(address)
    if port is not None and is_free(port):
        with serve(port):
            yield address, ""
    elif is_named:
        yield address, "  (not served from here)" if port is None else "  (served by another process)"
    else:
        with serve(0) as elsewhere:
            yield elsewhere, ""


def _edition(settings: Settings) -> Literal[1, 2]:
    """As `edition_for`; a warehouse that is in use for longer may have what the second edition corrects."""
    try:
        return edition_for(settings)
    except WarehouseBusy:
        return 2


def _is_alone(lock: IO[str]) -> bool:
    """Whether the file is ours to lock; the kernel lets go of it however we end."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class _Broken(RuntimeError):
    """The server or the worker cannot be kept running; the message says why and where its log is."""


class _Kept:
    """A process of Prefect that is started again when it ends; what it may have left is ended before."""

    def __init__(self, name: str, run: Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]) -> None:
        self._name = name
        self._run = run
        self._stack = ExitStack()
        self._starts: list[float] = []
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> subprocess.Popen[bytes]:
        """Raises _Broken for a process that keeps dying."""
        now = time.monotonic()
        self._starts = [*(at for at in self._starts if now - at < _WITHIN), now]
        if len(self._starts) > _MOST_STARTS:
            raise _Broken(
                f"The {self._name} has ended {_MOST_STARTS} times in {_WITHIN / 60:.0f} minutes: giving up. "
                f"See {self._name}.log."
            )
        self.stop()
        self.process = self._stack.enter_context(self._run())
        return self.process

    def has_ended(self) -> bool:
        ended = self.process is not None and self.process.poll() is not None
        if ended and self.process:
            code = self.process.returncode
            print(f"The {self._name} ended with code {code}; starting it again.", file=sys.stderr, flush=True)
        return ended

    def stop(self) -> None:
        self._stack.close()


class _Services:
    """The server and its worker. Imports of Prefect wait until the environment names the server."""

    def __init__(self, home: Path, port: int, history_days: int) -> None:
        self._home = home
        self._port = port
        server = ("server", "start", "--host", "127.0.0.1", "--port", str(port))
        worker = ("worker", "start", "--pool", "warraq", "--type", "process", "--limit", str(_RUNS_AT_ONCE))
        self._server, self._worker = (
            _Kept(
                name,
                partial(prefect_process, arguments, home, port, log=f"{name}.log", history_days=history_days),
            )
            for name, arguments in (("server", server), ("worker", worker))
        )

    def __enter__(self) -> _Services:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.stop()
        self._server.stop()

    def start(self) -> None:
        """Both of them, with all that a run needs; returns once the worker is there. Raises _Broken."""
        print("Starting the Prefect server ...", flush=True)
        self._start_server()
        print("Registering the deployments of prefect.yaml ...", flush=True)
        deploy = self._deploy
        deploy.create_writer_limit()
        deploy.end_leftover_runs()
        deploy.deploy_all()
        automations = import_module("flows.automations")
        try:
            automations.create_automations(settings_or_exit())
        except automations.NoSuchBlock as error:
            raise _Broken(str(error)) from error
        print("Starting the worker ...", flush=True)
        self._start_worker()

    def start_again_what_ended(self) -> None:
        """A run survives the server's restart, and its worker's death. Raises _Broken."""
        if self._server.has_ended():
            self._start_server()
        if self._worker.has_ended():
            self._deploy.end_leftover_runs()
            self._start_worker()

    @property
    def _deploy(self) -> Any:
        return import_module("flows.deploy")

    def _start_server(self) -> None:
        try:
            await_health(self._port, self._server.start(), self._home / "server.log")
        except ServerDidNotStart as error:
            raise _Broken(str(error)) from error

    def _start_worker(self) -> None:
        since = datetime.now(UTC)
        self._worker.start()
        if not self._deploy.await_worker(since):
            raise _Broken(f"The worker did not report to the server; see {self._home / 'worker.log'}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
