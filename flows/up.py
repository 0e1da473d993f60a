"""`make up`: the server with its UI, the deployments, a worker and the demo web, until Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

from demo.server import DemoWeb
from flows.server import ServerDidNotStart, is_free, prefect_process, prefect_server, settings_for
from flows.settings import Settings

_POOL = "warraq"


def main() -> int:
    """Run until SIGINT or SIGTERM; returns the exit code."""
    root = Path.cwd()
    settings = Settings()
    home = (settings.data_folder / "prefect").resolve()
    port = int(os.environ.get("WARRAQ_UI_PORT", "4200"))
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

    with ExitStack() as stack:
        web = stack.enter_context(DemoWeb())
        addresses = {host: f"{ip}:{number}" for host, (ip, number) in web.connect_to().items()}
        os.environ |= settings_for(home, port) | {
            "WARRAQ_ROOT": str(root),
            "WARRAQ_CONNECT_TO": json.dumps({**addresses, **settings.connect_to}),
        }
        print("Starting the Prefect server ...", flush=True)
        try:
            address = stack.enter_context(prefect_server(home, port))
        except ServerDidNotStart as error:
            print(error, file=sys.stderr)
            return 1
        print("Registering the deployments of prefect.yaml ...", flush=True)
        _register(home)
        worker_arguments = ("worker", "start", "--pool", _POOL, "--type", "process", "--limit", "2")
        worker = stack.enter_context(prefect_process(worker_arguments, home, port, log="worker.log"))
        print(f"\n  Warraq is up: {address}")
        print(f"  Demo web:     http://{web.address}:{web.port}/")
        print(f"  Logs:         {os.path.relpath(home)}/server.log, worker.log")
        print("  In the UI choose Deployments, then demo, then Run. Ctrl-C here stops everything.\n", flush=True)
        while not stop.wait(1.0):
            if worker.poll() is not None:
                print(f"The worker stopped with code {worker.returncode}; see its log.", file=sys.stderr)
                return 1
        print("\nStopping ...", flush=True)
    print("Stopped.", flush=True)
    return 0


def _register(home: Path) -> None:
    """Work pool, writer limit and deployments; doing it again changes nothing."""
    from prefect.client.orchestration import get_client  # after the environment has the server's address

    from tasks.stages import WRITER_LIMIT

    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(WRITER_LIMIT, 1)
    for arguments in (
        ("work-pool", "create", _POOL, "--type", "process", "--overwrite"),
        ("deploy", "--all"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments], capture_output=True, text=True
        )
        with (home / "deploy.log").open("a") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode != 0:
            raise SystemExit(f"`prefect {' '.join(arguments)}` failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
