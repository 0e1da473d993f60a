"""`make up`: the server with its UI, the deployments, a worker and the demo web, until Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path

from demo.server import DemoWeb
from flows.report_server import report_server
from flows.server import ServerDidNotStart, is_free, prefect_process, prefect_server, settings_for
from flows.settings import Settings


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
        report = settings.report_url or stack.enter_context(report_server(settings.report_folder))
        os.environ |= settings_for(home, port) | {
            "WARRAQ_ROOT": str(root),
            "WARRAQ_REPORT_URL": report,
            "WARRAQ_CONNECT_TO": json.dumps({**addresses, **settings.connect_to}),
        }
        print("Starting the Prefect server ...", flush=True)
        try:
            address = stack.enter_context(prefect_server(home, port))
        except ServerDidNotStart as error:
            print(error, file=sys.stderr)
            return 1
        print("Registering the deployments of prefect.yaml ...", flush=True)
        deploy = import_module("flows.deploy")  # Prefect reads the environment when it is imported: now
        deploy.create_writer_limit()
        deploy.end_leftover_runs()
        deploy.deploy_all()
        worker_arguments = ("worker", "start", "--pool", deploy.POOL, "--type", "process", "--limit", "2")
        worker = stack.enter_context(prefect_process(worker_arguments, home, port, log="worker.log"))
        print(f"\n  Warraq is up: {address}")
        print(f"  Report:       {report}")
        print(f"  Demo web:     http://{web.address}:{web.port}/")
        print(f"  Logs:         {settings.data_folder / 'prefect'}: server.log, worker.log")
        print(
            "  In the UI choose Deployments, then demo, then Run. Ctrl-C here stops everything.\n", flush=True
        )
        while not stop.wait(1.0):
            if worker.poll() is not None:
                print(f"The worker stopped with code {worker.returncode}; see its log.", file=sys.stderr)
                return 1
        print("\nStopping ...", flush=True)
    print("Stopped.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
