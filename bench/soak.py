"""Let everything run for an hour, schedules every minute, while hosts, worker and server fail; then count.

usage: python -m bench.soak [--minutes 60] [--seed 1] [--short]

`make up` as people run it, on a local web of five outlets that goes on announcing pages, has hosts go down
and answers 429 now and then. The worker, the server and the process of a run are killed in turn. One outlet
has a past of an article an hour and says nothing new: that must be told, once, and so must each run that
crashed; nothing else may be. When the faults are over, one last run asks for everything, and then: every page
is an article and none is there twice, the warehouse agrees with itself, no run, slot or mark is left, and
memory and open files of server and worker have stayed where they were. `--short` takes three minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from bench.crash import OUTLETS, Web, checked_rows, page_of, unreadable_archives
from flows.server import free_port, settings_for
from warehouse.connect import open_reader

_ROOT = Path(__file__).resolve().parents[1]
_QUIET = "harbour"  # the outlet with a past and nothing new
_PAST = 40  # its articles
_EVERY = 10.0  # seconds between two samples
_SETTLED = 35.0  # seconds after which a run that broke is nobody's but the watch's to tell
_ANSWERED = 15.0  # seconds that an automation may take until its note is there to be waited for
# A run last: of what began before a restart of the server its automations hear a quarter of an hour late.
_BLOWS = ("worker", "server", "run")


@dataclass(slots=True)
class Outcome:
    """What an hour left. Every list is empty in a good one."""

    minutes: float
    blows: dict[str, int] = field(default_factory=dict)
    runs: dict[str, int] = field(default_factory=dict)  # by state
    pages: int = 0
    articles: int = 0
    missing: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    checks_failed: dict[str, int] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)  # runs, slots, marks
    not_told: list[str] = field(default_factory=list)
    told_wrongly: list[str] = field(default_factory=list)
    grown: list[str] = field(default_factory=list)
    sizes: dict[str, list[int]] = field(default_factory=dict)  # process: MiB, files; before, after

    @property
    def is_good(self) -> bool:
        wrong = (
            self.missing,
            self.twice,
            self.checks_failed,
            self.unreadable,
            self.stuck,
            self.not_told,
            self.told_wrongly,
            self.grown,
        )
        return not any(wrong)


class _FaultyWeb(Web):
    """Outlets that go down and say that they are busy, for as long as faults are on."""

    def __init__(self, pages: int, chance: random.Random) -> None:
        super().__init__(pages)
        self.released = 0
        self.down: set[str] = set()
        self.is_faulty = True
        self._chance = chance

    def answer(self, host: str, path: str) -> tuple[int, str, bytes]:
        if self.is_faulty and host in self.down:
            raise ConnectionResetError
        if self.is_faulty and path.startswith("/news/") and self._chance.random() < 0.05:
            return 429, "text/plain", b"busy"
        if host == _QUIET and path == OUTLETS[_QUIET]:
            return (
                200,
                "application/rss+xml",
                b'<rss version="2.0"><channel><title>quiet</title></channel></rss>',
            )
        return super().answer(host, path)


def soak(folder: Path, *, minutes: float, seed: int) -> Outcome:
    """Run for so many minutes in `folder`, and count."""
    chance = random.Random(seed)
    outcome = Outcome(minutes)
    with _FaultyWeb(round(40 * minutes), chance) as web, _up(folder, web) as scene:
        scene.make_past()
        scene.schedule_every_minute()
        began = time.monotonic()
        blows = [(60 * minutes * (0.3 + 0.5 * at / len(_BLOWS)), what) for at, what in enumerate(_BLOWS)]
        if minutes > 10:
            blows += [(60 * at, chance.choice(_BLOWS)) for at in range(8, int(minutes) - 6, 6)]
        blows.sort()
        while (passed := time.monotonic() - began) < 60 * minutes:
            web.released = round(web.pages * min(1.0, passed / (55 * minutes)))
            web.down = {chance.choice(list(OUTLETS))} if int(passed / 20) % 3 == 1 else set()
            if blows and passed > blows[0][0] and scene.strike(blows[0][1]):
                _, what = blows.pop(0)
                outcome.blows[what] = outcome.blows.get(what, 0) + 1
            scene.sample()
            time.sleep(_EVERY / 5)
        web.released, web.is_faulty = web.pages, False
        scene.end(outcome)
    outcome.unreadable = list(unreadable_archives(folder))
    outcome.checks_failed, _ = checked_rows(folder)
    _count_articles(folder, web, outcome)
    return outcome


def _count_articles(folder: Path, web: Web, outcome: Outcome) -> None:
    names = list(OUTLETS)
    expected = {
        f"http://{names[number % len(names)]}.example/news/{number}"
        for number in range(web.pages)
        if names[number % len(names)] != _QUIET
    }
    with open_reader(folder / "warraq.duckdb") as connection:
        found = [url for (url,) in connection.execute("SELECT url FROM article").fetchall()]
    ours = [url for url in found if "/news/" in url]
    outcome.pages, outcome.articles = len(expected), len(ours)
    outcome.missing = sorted(expected - set(ours))
    outcome.twice = sorted({url for url in found if found.count(url) > 1})


class _Scene:
    """`make up` under way, and what is seen of it from outside."""

    def __init__(self, process: subprocess.Popen[str], folder: Path, port: int) -> None:
        self._process = process
        self._folder = folder
        self._port = port
        self._sizes: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)  # MiB, files
        self._sampled = 0.0
        self._client = import_module("prefect.client.orchestration").get_client

    def make_past(self) -> None:
        """An article an hour of the quiet outlet, the last one nine hours ago."""
        saved = self._folder / "saved"
        saved.mkdir()
        lines = []
        for hour in range(_PAST):
            at = datetime.now(UTC) - timedelta(hours=_PAST + 8 - hour)
            published = f'content="{at:%Y-%m-%dT%H:%M:00Z}"'
            page = re.sub(r'content="2026-11-[^"]+Z"', published, page_of(100_000 + hour))
            (saved / f"{hour}.html").write_text(page, "utf-8")
            url = f"http://{_QUIET}.example/past/{hour}"
            lines.append(json.dumps({"file": f"{hour}.html", "url": url, "fetched_at": at.isoformat()}))
        (saved / "index.jsonl").write_text("\n".join(lines), "utf-8")
        self._run("backfill-archive/saved-pages", archive=str(saved))

    def schedule_every_minute(self) -> None:
        cron = import_module("prefect.client.schemas.schedules").CronSchedule(cron="* * * * *")
        with self._client(sync_client=True) as client:
            for name in ("ingest-news/demo", "watch-warehouse/watch", "publish-report/report"):
                deployment = client.read_deployment_by_name(name)
                for schedule in client.read_deployment_schedules(deployment.id):
                    client.delete_deployment_schedule(deployment.id, schedule.id)
                client.create_deployment_schedules(deployment.id, [(cron, True)])
            demo = client.read_deployment_by_name("ingest-news/demo")
            update = import_module("prefect.client.schemas.actions").DeploymentUpdate
            given = {"sources": list(OUTLETS), "ask_all_again": False}
            client.update_deployment(demo.id, update(parameters=given))

    def strike(self, what: str) -> bool:
        """Kill the server, the worker, or the process of an ingest; False if there is none."""
        words = {"server": "server start", "worker": "worker start", "run": "prefect.engine"}[what]
        found = [pid for pid in self._processes(words) if what != "run" or self._is_at_work()]
        for pid in found:
            os.kill(pid, signal.SIGKILL)
        return bool(found)

    def _is_at_work(self) -> bool:
        return any((self._folder / "runs").glob("*.running"))

    def _processes(self, words: str) -> list[int]:
        home = f"PREFECT_HOME={(self._folder / 'prefect').resolve()}".encode()
        found = []
        for process in Path("/proc").iterdir():
            try:
                if process.name.isdigit() and words in (process / "cmdline").read_text().replace("\0", " "):
                    found += [int(process.name)] * (home in (process / "environ").read_bytes().split(b"\0"))
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return found

    def sample(self) -> None:
        if time.monotonic() - self._sampled < _EVERY:
            return
        self._sampled = time.monotonic()
        for name in ("server", "worker"):
            for pid in self._processes(f"{name} start"):
                try:
                    status = Path(f"/proc/{pid}/status").read_text()
                    kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
                    files = len(list(Path(f"/proc/{pid}/fd").iterdir()))
                except (FileNotFoundError, StopIteration):
                    continue
                self._sizes[name, pid].append((int(kib) // 1024, files))

    def end(self, outcome: Outcome) -> None:
        """Stop the schedules, let what runs end, ask for everything once more, and look around."""
        with self._client(sync_client=True) as client:
            for name in ("ingest-news/demo", "watch-warehouse/watch", "publish-report/report"):
                deployment = client.read_deployment_by_name(name)
                for schedule in client.read_deployment_schedules(deployment.id):
                    client.delete_deployment_schedule(deployment.id, schedule.id)
            self._wait_for_quiet(client)
            self._run("ingest-news/demo", sources=list(OUTLETS), ask_all_again=True)
            # A page that could not be had waits for its turn even then; its turn has come by now.
            self._run("ingest-news/demo", sources=list(OUTLETS), ask_all_again=True)
            time.sleep(_SETTLED)
            self._run("watch-warehouse/watch")
            time.sleep(_ANSWERED)
            self._wait_for_quiet(client)
            runs = _all_runs(client)
            for run in runs:
                outcome.runs[run.state_name] = outcome.runs.get(run.state_name, 0) + 1
            outcome.stuck += [
                f"{run.name}: {run.state_name}"
                for run in runs
                if run.state and not run.state.is_final() and not run.state.is_scheduled()
            ]
            limits = client.read_global_concurrency_limits(limit=50, offset=0)
            outcome.stuck += [f"slot {one.name}" for one in limits if one.active_slots]
            self._hold_alerts(client, runs, outcome)
        outcome.stuck += [f"mark {path.name}" for path in (self._folder / "runs").glob("*")]
        self._judge_sizes(outcome)

    def _wait_for_quiet(self, client: Any) -> None:
        deadline = time.monotonic() + 150
        while time.monotonic() < deadline:
            runs = _all_runs(client)
            busy = [run for run in runs if run.state and (run.state.is_running() or run.state.is_pending())]
            due = [run for run in runs if run.state and run.state.is_scheduled() and _is_past(run)]
            if not busy and not due:
                return
            time.sleep(1.0)

    def _hold_alerts(self, client: Any, runs: Sequence[Any], outcome: Outcome) -> None:
        """Each failed or crashed run is told, the quiet outlet is, each once, and nothing else."""
        flows = {flow.id: flow.name for flow in client.read_flows()}
        # A server on SQLite may answer to an event twice: the second note finds the first, writes nothing,
        # and ends in a state of another name.
        told = [
            run.parameters
            for run in runs
            if flows[run.flow_id] == "note-alert" and run.state_name == "Completed"
        ]
        broken = {
            str(run.id): f"{run.name}: {run.state_name}"
            for run in runs
            if flows[run.flow_id] != "note-alert" and run.state_name in ("Failed", "Crashed")
        }
        about = Counter(one.get("flow_run") for one in told)
        outcome.not_told += [what for run, what in broken.items() if not about[run]]
        outcome.told_wrongly += [f"{run}, {count} times" for run, count in about.items() if run and count > 1]
        outcome.told_wrongly += [one["title"] for one in told if one.get("flow_run") not in {None, *broken}]
        quiet = [one for one in told if "gone silent" in one["title"]]
        if not quiet:
            outcome.not_told.append(f"{_QUIET} is silent")
        outcome.told_wrongly += [one["title"] for one in quiet[1:]]
        outcome.told_wrongly += [one["title"] for one in told if not one.get("flow_run") and one not in quiet]

    def _judge_sizes(self, outcome: Outcome) -> None:
        """Of each process that lived for four minutes or more: the last third against the one before."""
        for (name, pid), samples in self._sizes.items():
            third = len(samples) // 3
            if third < 8:
                continue
            before, after = samples[third : 2 * third], samples[2 * third :]
            memory = [median(mib for mib, _ in part) for part in (before, after)]
            files = [median(count for _, count in part) for part in (before, after)]
            outcome.sizes[f"{name} {pid}"] = [int(one) for one in (*memory, *files)]
            if memory[1] > 1.2 * memory[0] + 10 or files[1] > 1.2 * files[0] + 20:
                outcome.grown.append(
                    f"{name}: {memory[0]} to {memory[1]} MiB, {files[0]} to {files[1]} files"
                )

    def _run(self, name: str, **parameters: Any) -> None:
        """A run of a deployment, to its good end; asked for again if another had its place."""
        deadline = time.monotonic() + 180
        with self._client(sync_client=True) as client:
            deployment = client.read_deployment_by_name(name)
            while True:
                run = client.create_flow_run_from_deployment(deployment.id, parameters=parameters)
                while not (state := client.read_flow_run(run.id).state).is_final():
                    if time.monotonic() > deadline:
                        raise RuntimeError(f"{name} did not end within three minutes: {state.name}")
                    time.sleep(0.5)
                if state.is_completed():
                    return
                if not state.is_cancelled() or time.monotonic() > deadline:
                    raise RuntimeError(f"{name} ended as {state.name}: {state.message}")
                self._wait_for_quiet(client)


def _all_runs(client: Any) -> list[Any]:
    """Prefect gives two hundred at a time."""
    by_id = import_module("prefect.client.schemas.sorting").FlowRunSort.ID_DESC
    found: list[Any] = []
    while page := client.read_flow_runs(offset=len(found), sort=by_id):
        found += page
    return found


def _is_past(run: Any) -> bool:
    return run.expected_start_time is not None and run.expected_start_time < datetime.now(UTC)


@contextmanager
def _up(folder: Path, web: Web) -> Iterator[_Scene]:
    port = free_port()
    os.environ |= settings_for(folder / "prefect", port) | {"PREFECT_LOGGING_LEVEL": "ERROR"}
    environment = os.environ | {
        "WARRAQ_DATA_FOLDER": str(folder),
        "WARRAQ_UI_PORT": str(port),
        "WARRAQ_CONNECT_TO": web.connect_to,
        "WARRAQ_SEED_INTERVAL": "[1, 1]",
        "WARRAQ_REVISIT_AFTER": "0",
        "WARRAQ_PROBE_AFTER": "5",
        "WARRAQ_PROCESSES": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.up"],
        cwd=_ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            print(line, end="", file=sys.stderr)
            if "Ctrl-C here stops everything" in line:
                break
        yield _Scene(process, folder, port)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--folder", type=Path, help="an empty one, which is kept")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-soak-") as made:
        folder = args.folder or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = soak(folder, minutes=3 if args.short else args.minutes, seed=args.seed)
    for name, value in asdict(outcome).items():
        print(f"{name:14} {value}")
    print(json.dumps(asdict(outcome) | {"is_good": outcome.is_good}))
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
