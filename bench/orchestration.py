"""What Prefect costs: the same pages with it (server on SQLite, process worker) and without, in turns.

usage: python -m bench.orchestration [--short] [--rounds 3] [--pages 5000]

Without: the same stages called directly, in a process of their own, while server and worker are stopped.
Both start from an empty folder and ask the same local web; what they leave in the warehouse must be the
same, and Prefect must have a record of every task. Two times are measured: the run, from the first line of
the flow to its last, and all from the order (a click in the UI, a command line) to that last line, with
processes that start and what they import. The half without Prefect imports it as well, since it takes it
out of the flow: that is not counted. Beside them are the processor seconds of all processes, server and
worker among them. Prints a table, then one JSON line; fails if more than 5 % is added to either time (not
with `--short`, which is about the records), if a record is lost, or if there are more than 60.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from bench.crash import OUTLETS, Web, different_tables
from bench.tables import markdown
from flows.server import await_health, free_port, prefect_process, settings_for
from warehouse.connect import open_reader

_ROOT = Path(__file__).resolve().parents[1]
_MOST_ADDED = 0.05  # of wall time
_MOST_RECORDS = 60
_LOOKED_EVERY = 1.0  # seconds; a look costs the server what a page of the UI costs it
_AS_USUAL = {"PREFECT_LOGGING_LEVEL": "INFO"}  # in the run: its log goes to the server, as always


class Turn(NamedTuple):
    """One ingest, in seconds: first line to last, from the order to the last line, of all processors."""

    run: float
    whole: float
    processor: float
    records: int = 0  # task runs that Prefect has, all of them completed
    lost: int = 0  # and that it should have besides


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=5_000, help="a thousand for each of five hosts at most")
    args = parser.parse_args()
    if args.short:
        args.rounds, args.pages = 1, 500
    turns: dict[str, list[Turn]] = {"without": [], "with": []}
    different: list[str] = []
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as name, Web(args.pages) as web:
        folder = Path(name)
        environment = {"WARRAQ_CONNECT_TO": web.connect_to, "WARRAQ_SEED_INTERVAL": "[0, 0]"}
        with _prefect(folder / "prefect", environment) as services:
            for number in range(args.rounds):
                data = {arm: folder / f"{arm}-{number}" for arm in turns}
                print(f"round {number + 1} of {args.rounds}", file=sys.stderr)
                # Now this one first, now the other: what the first warms, the second finds warm.
                for arm in list(turns)[:: 1 if number % 2 else -1]:
                    turn = services.turn if arm == "with" else services.turn_without
                    turns[arm].append(turn(data[arm]))
                different += different_tables(data["without"], data["with"])
    return _report(turns, different, pages=args.pages, weigh=not args.short)


def _report(turns: Mapping[str, list[Turn]], different: list[str], *, pages: int, weigh: bool) -> int:
    rows = [
        (
            arm,
            *(
                f"{statistics.median(getattr(turn, what) for turn in of_arm):.2f}"
                for what in ("run", "whole", "processor")
            ),
        )
        for arm, of_arm in turns.items()
    ]
    added = {
        what: statistics.median(
            getattr(ours, what) / getattr(bare, what) - 1
            for ours, bare in zip(turns["with"], turns["without"], strict=True)
        )
        for what in ("run", "whole", "processor")
    }
    records, lost = max(turn.records for turn in turns["with"]), sum(turn.lost for turn in turns["with"])
    print(f"{pages} pages, median of {len(turns['with'])} rounds, seconds\n")
    print(markdown(("Prefect", "the run", "from the order to its end", "of processors"), rows))
    print(
        f"\nadded: {added['run']:+.1%} of the run, {added['whole']:+.1%} with the start of its process, "
        f"{added['processor']:+.1%} of processor time"
    )
    print(f"task runs: {records}, lost: {lost}; tables that differ: {different or 'none'}")
    print(
        json.dumps(
            {
                "pages": pages,
                "added": {what: round(share, 4) for what, share in added.items()},
                "task_runs": records,
                "lost": lost,
                "turns": {arm: [turn._asdict() for turn in of_arm] for arm, of_arm in turns.items()},
            }
        )
    )
    is_costly = weigh and max(added["run"], added["whole"]) > _MOST_ADDED
    return 1 if is_costly or lost or different or records > _MOST_RECORDS else 0


class _Services:
    """A server and a worker under way, and turns with them and without."""

    def __init__(self, environment: Mapping[str, str], processes: list[subprocess.Popen[bytes]]) -> None:
        self._environment = dict(environment)
        self._processes = processes

    def turn_without(self, data: Path) -> Turn:
        """The stages called directly; server and worker hold their breath."""
        self._signal(signal.SIGSTOP)
        began, before = time.monotonic(), _of_children()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "bench.orchestration_without", *OUTLETS],
                cwd=_ROOT,
                env=os.environ | self._environment | {"WARRAQ_DATA_FOLDER": str(data)},
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            used = _of_children() - before
            imported = _import_of_prefect()
        finally:
            self._signal(signal.SIGCONT)
        first, last = json.loads(done.stdout)
        return Turn(last - first, last - began - imported.clock, used - imported.processor)

    def turn(self, data: Path) -> Turn:
        """The deployment, started as the button in the UI does it."""
        get_client = import_module("prefect.client.orchestration").get_client
        with get_client(sync_client=True) as client:
            deployment = client.read_deployment_by_name("ingest-news/demo")
            began, before = datetime.now(UTC), self._processor()
            run = client.create_flow_run_from_deployment(
                deployment.id,
                parameters={"sources": list(OUTLETS), "ask_all_again": False},
                job_variables={"env": self._environment | {"WARRAQ_DATA_FOLDER": str(data)} | _AS_USUAL},
            )
            while not (state := client.read_flow_run(run.id).state).is_final():
                time.sleep(_LOOKED_EVERY)
            if not state.is_completed():
                raise RuntimeError(f"The run ended as {state.name}: {state.message}")
            ended = client.read_flow_run(run.id)
            self._await_exit(int(ended.infrastructure_pid))
            processor = self._processor() - before
            recorded = self._recorded(client, run.id, _tasks_of(data))
        return Turn(
            (ended.end_time - ended.start_time).total_seconds(),
            (ended.end_time - began).total_seconds(),
            processor,
            recorded,
            _tasks_of(data) - recorded,
        )

    def _recorded(self, client: Any, flow_run_id: Any, expected: int) -> int:
        """Task runs on record, completed, with their times; they may come seconds after the run's end."""
        filters = import_module("prefect.client.schemas.filters")
        of_run = filters.FlowRunFilter(id=filters.FlowRunFilterId(any_=[flow_run_id]))
        deadline = time.monotonic() + 20
        while True:
            task_runs = client.read_task_runs(flow_run_filter=of_run)
            good = sum(
                bool(one.start_time and one.end_time and one.state and one.state.is_completed())
                for one in task_runs
            )
            if good >= expected or time.monotonic() > deadline:
                return good
            time.sleep(0.5)

    def _await_exit(self, pid: int) -> None:
        """A run's process goes on for a moment after its end, and its time counts once it was waited for."""
        deadline = time.monotonic() + 60
        while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
            time.sleep(0.2)

    def _processor(self) -> float:
        """Seconds of server and worker, and of those of their children that have ended."""
        ticks = os.sysconf("SC_CLK_TCK")
        stats = [Path(f"/proc/{process.pid}/stat").read_text() for process in self._processes]
        return sum(sum(map(int, stat.rpartition(")")[2].split()[11:15])) for stat in stats) / ticks

    def _signal(self, number: signal.Signals) -> None:
        for process in self._processes:
            os.killpg(process.pid, number)


class _Import(NamedTuple):
    clock: float  # seconds
    processor: float


def _import_of_prefect() -> _Import:
    """What it takes to import what flows use of Prefect, once all is there that they use besides."""
    code = (
        "import json, time, httpx, jinja2, pydantic_settings, rich.console\n"
        "before = time.monotonic(), time.process_time()\n"
        "import prefect.artifacts, prefect.concurrency.sync, prefect.events, prefect.flow_engine\n"
        "print(json.dumps([time.monotonic() - before[0], time.process_time() - before[1]]))"
    )
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return _Import(*json.loads(done.stdout))


def _of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _tasks_of(data: Path) -> int:
    """How many tasks the run had: discover, extract and load for each package, fetch for all but one."""
    with open_reader(data / "warraq.duckdb") as connection:
        ((packages,),) = connection.execute("SELECT count(*) FROM load").fetchall()
    return 1 + 2 * int(packages) + int(packages) - 1


@contextmanager
def _prefect(home: Path, environment: Mapping[str, str]) -> Iterator[_Services]:
    port = free_port()
    os.environ |= settings_for(home, port) | {"WARRAQ_ROOT": str(_ROOT), "PREFECT_LOGGING_LEVEL": "ERROR"}
    worker = ("worker", "start", "--pool", "warraq", "--type", "process")
    server = ("server", "start", "--host", "127.0.0.1", "--port", str(port))
    with prefect_process(server, home, port, log="server.log") as serving:
        await_health(port, serving, home / "server.log")
        deploy = import_module("flows.deploy")
        deploy.create_writer_limit()
        deploy.deploy_all()
        _end_schedules()
        with prefect_process(worker, home, port, log="worker.log") as process:
            yield _Services(environment, [serving, process])


def _end_schedules() -> None:
    """Nothing may run beside what is measured."""
    get_client = import_module("prefect.client.orchestration").get_client
    with get_client(sync_client=True) as client:
        for deployment in client.read_deployments():
            for schedule in client.read_deployment_schedules(deployment.id):
                client.delete_deployment_schedule(deployment.id, schedule.id)


if __name__ == "__main__":
    sys.exit(main())
