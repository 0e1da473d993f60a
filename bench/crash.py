"""Kill an ingest again and again, take it up each time, and hold what it leaves to a run never killed.

usage: python -m bench.crash [--pages 2000] [--kills 100] [--seed 1] [--folder FOLDER]

Each life is a process group of its own that runs `ingest-news` on a local web; before each life the web
announces some more pages, so that there is always something to do. Where the next blow (SIGKILL) falls is
chosen by chance; what it hit is looked at from outside, in the moment before it.
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
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Self

from warcio.archiveiterator import ArchiveIterator

from flows.server import free_port, prefect_server, settings_for
from tasks.crawl import read_fetches
from tasks.crawl.archived import body_in_archive
from warehouse.connect import open_reader, open_writer
from warehouse.maintain import run_checks
from warehouse.query import rows_of

_ROOT = Path(__file__).resolve().parents[1]

OUTLETS = {
    "asdaa": "/atom.xml",
    "harbour": "/feed.atom",
    "karaneh": "/fa/rss",
    "marfa": "/feed/rss",
    "sabah": "/rss.xml",
}
"""Outlets of the demo that have a feed, and where: the web below stands in for them."""

_INGEST = """
import sys
from flows.ingest_news import ingest_news
from flows.parameters import Source
ingest_news(sources=[Source(name) for name in sys.argv[1:]])
"""

_PREPARE = "from flows.deploy import create_writer_limit; create_writer_limit()"

_LIFE = 180.0  # seconds after which a run that neither ends nor is killed is taken to hang
_LOCK_WAIT = "4"

# What a run that was killed may have differently: who made a row, when, and where the archive has it.
_OF_THE_RUN = {
    "load_id", "run_id", "fetch_id", "first_fetch_id", "last_fetch_id", "rejection_id", "fetched_at",
    "rejected_at", "first_seen_at", "last_seen_at", "last_fetched_at", "since", "elapsed", "archive_path",
    "archive_offset",
}  # fmt: skip
# A seed is asked by every run, and its feed grows from life to life.
_OF_A_SEED = {
    "etag", "last_modified", "body_sha256", "last_outcome", "newest_seen_at", "interval_seconds", "failures",
    "last_news", "next_due_at",
}  # fmt: skip
_OF_OTHERS = {"run", "load", "funnel", "check_result", "mart", "migration"}


@dataclass(frozen=True, slots=True)
class Blow:
    """One kill: what it was aimed at, and what the dead was seen to be at."""

    aimed_at: str
    hit: str
    after: float  # seconds of life


@dataclass(slots=True)
class Outcome:
    """What became of a crash test. Every list is empty in a good one."""

    pages: int
    blows: list[Blow] = field(default_factory=list)
    lives: int = 0
    seconds: float = 0.0
    different_tables: list[str] = field(default_factory=list)
    fetched_twice: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    checks_failed: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        wrong = (self.different_tables, self.fetched_twice, self.unreadable, self.checks_failed)
        return not any(wrong) and self.rows.get("article", 0) == self.pages


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Nothing: that its visitors hang up in the middle of a sentence is what they are here for."""


class Web:
    """Five outlets of so many pages in all, of which `released` are announced; counts the visits of each."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.released = pages
        self.visits: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def connect_to(self) -> str:
        port = self._server.server_address[1]
        return json.dumps({f"{name}.example": f"127.0.0.1:{port}" for name in OUTLETS})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def visits_of_pages(self) -> int:
        with self._lock:
            return sum(self.visits.values())

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host = (self.headers["Host"] or "").split(":")[0].split(".")[0]
                status, kind, body = web.answer(host, self.path)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Nothing: the web counts its visits itself."""

        return Handler

    def answer(self, host: str, path: str) -> tuple[int, str, bytes]:
        if path == OUTLETS.get(host):
            return 200, "application/rss+xml; charset=utf-8", self._feed(host).encode()
        number = re.fullmatch(r"/news/(\d+)", path)
        if number is None:
            return 404, "text/plain", b"nothing here"
        with self._lock:
            self.visits[host, path] += 1
        return 200, "text/html; charset=utf-8", page_of(int(number[1])).encode()

    def _feed(self, host: str) -> str:
        names = list(OUTLETS)
        mine = [number for number in range(self.released) if names[number % len(names)] == host]
        items = "".join(
            f"<item><title>{_headline(number)}</title><link>http://{host}.example/news/{number}</link></item>"
            for number in mine
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'
        )


_PROSE = """
the harbour council said on tuesday that ferries would sail again after repairs to the northern pier were
finished ahead of time and below the sum that parliament had granted in spring
"""
_WORDS = _PROSE.split()


def _headline(number: int) -> str:
    return f"Harbour notice number {number} on the northern pier"


def page_of(number: int) -> str:
    # Every tenth page carries the text of the one before, which is another outlet's.
    chance = random.Random(number - 1 if number % 10 == 9 else number)
    text = "".join(f"<p>{' '.join(chance.choices(_WORDS, k=45)).capitalize()}.</p>" for _ in range(6))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_headline(number)}</title>'
        f'<meta name="author" content="Writer {number % 7}">'
        f'<meta name="keywords" content="pier, ferry {number % 11}">'
        '<meta property="article:published_time" '
        f'content="2026-11-{1 + number % 20:02}T{number % 24:02}:00:00Z">'
        f"</head><body><article><h1>{_headline(number)}</h1>{text}</article></body></html>"
    )


def crash_test(folder: Path, *, pages: int, kills: int, seed: int) -> Outcome:
    """Run the ingest of `pages` pages in `folder`, killed `kills` times, and once undisturbed; compare."""
    began = time.monotonic()
    chance = random.Random(seed)
    outcome = Outcome(pages)
    with Web(pages) as web, _prefect(folder / "prefect") as environment:
        environment |= {"WARRAQ_CONNECT_TO": web.connect_to, "WARRAQ_SEED_INTERVAL": "[0, 0]"}
        environment |= {"WARRAQ_LOCK_WAIT": _LOCK_WAIT, "WARRAQ_PROCESSES": "1"}
        _let_live(environment | {"WARRAQ_DATA_FOLDER": str(folder / "undisturbed")})
        web.visits.clear()

        hurt = folder / "killed"
        environment |= {"WARRAQ_DATA_FOLDER": str(hurt)}
        already: Counter[tuple[str, str]] = Counter()
        for number in range(kills):
            web.released = pages * (number + 1) // (kills + 1)
            blow = _kill_one(environment, hurt, web, chance)
            if blow is not None:
                outcome.blows.append(blow)
            outcome.lives += 1
            already = _visits_of_archived(hurt, web, already)
        web.released = pages
        _let_live(environment)
        outcome.lives += 1
    outcome.fetched_twice = [
        f"{host}{path}" for (host, path), at in already.items() if web.visits[host, path] > at
    ]
    outcome.unreadable = list(unreadable_archives(hurt))
    outcome.checks_failed, outcome.rows = checked_rows(hurt)
    outcome.different_tables = different_tables(folder / "undisturbed", hurt)
    outcome.seconds = time.monotonic() - began
    return outcome


@contextmanager
def _prefect(home: Path) -> Iterator[dict[str, str]]:
    """One Prefect server for all lives, as under `make up`: it goes on holding what the dead held."""
    port = free_port()
    environment = os.environ | settings_for(home, port) | {"PREFECT_LOGGING_LEVEL": "ERROR"}
    with prefect_server(home, port):
        subprocess.run([sys.executable, "-c", _PREPARE], cwd=_ROOT, env=environment, check=True)
        yield environment


def _start(environment: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _INGEST, *OUTLETS],
        cwd=_ROOT,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def _let_live(environment: Mapping[str, str]) -> None:
    run = _start(environment)
    try:
        _, noise = run.communicate(timeout=_LIFE)
    except subprocess.TimeoutExpired:
        _end(run)
        raise
    if run.returncode:
        raise RuntimeError(f"A run that nobody killed failed:\n{noise[-3000:]}")


def _kill_one(environment: Mapping[str, str], data: Path, web: Web, chance: random.Random) -> Blow | None:
    """Start a run and kill it at a moment chosen by chance; None if it ended before."""
    aims = {
        "any moment": _any_moment(chance, data),
        "fetching": _fetching(chance, web),
        "packaging": _packaging(data),
        "loading": _loading(chance, data),
        "checkpoint": _checkpoint(chance, data),
    }
    aim = chance.choice(list(aims))
    run = _start(environment)
    began = time.monotonic()
    try:
        while run.poll() is None and not aims[aim](run.pid):
            if time.monotonic() - began > _LIFE:
                raise TimeoutError(f"A run neither ended nor came to {aim!r} in {_LIFE:.0f} s.")
            time.sleep(0.001)
        hit = _seen_at(run.pid, data, web)
    finally:
        was_alive = run.poll() is None
        _end(run)
    if not was_alive:
        if run.returncode:
            assert run.stderr is not None
            raise RuntimeError(f"A run failed before it was killed:\n{run.stderr.read()[-3000:]}")
        return None
    return Blow(aim, hit, round(time.monotonic() - began, 2))


def _end(run: subprocess.Popen[str]) -> None:
    """Kill the run and the processes that extract for it, at once."""
    try:
        os.killpg(run.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it ended, and its workers with it
    finally:
        run.wait()


Aim = Callable[[int], bool]
"""Whether the moment has come, for the process of this number."""


def _any_moment(chance: random.Random, data: Path) -> Aim:
    before = set(data.glob("runs/*"))
    moment = _After(chance.uniform(0, 4))
    return lambda _: moment.passed(bool(set(data.glob("runs/*")) - before))


def _fetching(chance: random.Random, web: Web) -> Aim:
    wanted = web.visits_of_pages() + chance.randint(1, 12)
    return lambda _: web.visits_of_pages() >= wanted


def _packaging(data: Path) -> Aim:
    before = set(_packages(data))
    return lambda _: any(path.suffix == ".partial" or path not in before for path in _packages(data))


def _loading(chance: random.Random, data: Path) -> Aim:
    """While it has the warehouse for writing and a package lies there: somewhere in the transaction."""
    before = set(_packages(data))
    moment = _After(chance.uniform(0, 0.4))
    return lambda process: moment.passed(
        bool(set(_packages(data)) - before) and _has_for_writing(process, data / "warraq.duckdb")
    )


def _checkpoint(chance: random.Random, data: Path) -> Aim:
    """When the write-ahead log has something, which it has between a commit and the end of a checkpoint."""
    log = data / "warraq.duckdb.wal"
    moment = _After(chance.uniform(0, 0.03))
    return lambda _: moment.passed(_size(log) > 0)


class _After:
    """Some time after something was first seen."""

    def __init__(self, delay: float) -> None:
        self._delay = delay
        self._seen: float | None = None

    def passed(self, is_so: bool) -> bool:
        if self._seen is None and is_so:
            self._seen = time.monotonic()
        return self._seen is not None and time.monotonic() >= self._seen + self._delay


def _size(path: Path) -> int:
    """In bytes; 0 for a file that is not there, or goes while it is looked at."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _packages(data: Path) -> list[Path]:
    return [path for path in (data / "packages").glob("*") if path.suffix in (".parquet", ".partial")]


def _has_for_writing(process: int, path: Path) -> bool:
    if not path.exists():
        return False
    inode = path.stat().st_ino
    return any(
        f" WRITE {process} " in line and f":{inode} " in line
        for line in Path("/proc/locks").read_text("ascii").splitlines()
    )


def _seen_at(process: int, data: Path, web: Web) -> str:
    """What the process is at, as far as one can see from outside."""
    log = data / "warraq.duckdb.wal"
    if any(path.suffix == ".partial" for path in _packages(data)):
        return "packaging"
    if _size(log) > 0:
        return "committing or in a checkpoint"
    if _has_for_writing(process, data / "warraq.duckdb"):
        return "in the warehouse"
    return "fetching or extracting" if web.visits_of_pages() else "starting"


def _visits_of_archived(
    data: Path, web: Web, before: Mapping[tuple[str, str], int]
) -> Counter[tuple[str, str]]:
    """How often each page that the archive has was asked for, at the time when the archive first had it."""
    visits = Counter(before)
    for log in data.glob("archive/*/*/*/*.fetches.jsonl"):
        for fetch in read_fetches(log):
            if fetch.kind == "page" and fetch.archive is not None:
                host, path = fetch.url.removeprefix("http://").split(".example", 1)
                visits.setdefault((host, path), web.visits[host, path])
    return visits


def unreadable_archives(data: Path) -> Iterator[str]:
    """Archives that do not read to their end, and fetches whose body is not where the warehouse says."""
    for archive in sorted(data.glob("archive/*/*/*/*.warc.gz")):
        try:
            with archive.open("rb") as file:
                for record in ArchiveIterator(file):
                    record.content_stream().read()
        except Exception as error:  # noqa: BLE001 - whatever a reader stumbles over is what is looked for
            yield f"{archive.name}: {error!r}"
    for row in _ask(data, "SELECT * FROM fetches WHERE outcome = 'fetched'"):
        if reason := body_in_archive(data, row["archive_path"], row["archive_offset"], row["body_sha256"]):
            yield f"{row['url']}: {reason}"


def checked_rows(data: Path) -> tuple[dict[str, int], dict[str, int]]:
    with open_writer(data / "warraq.duckdb", wait=10) as connection:
        wrong = {name: count for name, count in run_checks(connection).items() if count}
        tables = ("article", "article_version", "page", "story", "story_member", "rejection", "frontier")
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in tables
        }
    return wrong, counts


def different_tables(one: Path, other: Path) -> list[str]:
    """Tables whose rows are not the same, with an example of what is missing on either side."""
    first, second = _contents(one), _contents(other)
    found = []
    for table in sorted(first):
        less, more = first[table] - second[table], second[table] - first[table]
        if less or more:
            example = next(iter((less or more).items()))
            found.append(f"{table}: {less.total()} missing, {more.total()} too many, as {example!r:.300}")
    return found


def _contents(data: Path) -> dict[str, Counter[str]]:
    columns: dict[str, list[str]] = {}
    for row in _ask(
        data,
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal "
        "AND table_name IN (SELECT table_name FROM duckdb_tables()) ORDER BY table_name, column_index",
    ):
        table, column = row["table_name"], row["column_name"]
        left_out = _OF_THE_RUN | (_OF_A_SEED if table == "seed" else set())
        if table not in _OF_OTHERS and column not in left_out:
            columns.setdefault(table, []).append(column)
    # Each run asks for robots.txt and the seeds anew.
    where = {"fetches": "WHERE kind = 'page'", "rejection": "WHERE stage NOT IN ('fetch')"}
    return {
        table: Counter(
            repr(tuple(row.values()))
            for row in _ask(data, f"SELECT {', '.join(names)} FROM {table} {where.get(table, '')}")
        )
        for table, names in columns.items()
    }


def _ask(data: Path, sql: str) -> list[dict[str, Any]]:
    with open_reader(data / "warraq.duckdb", wait=10) as connection:
        return rows_of(connection.execute(sql))


def main(arguments: Sequence[str]) -> int:
    """Run the test, print what came of it; returns the exit code (1: something was lost)."""
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep everything there, to look at it")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="crash-") as temporary:
        folder = asked.folder or Path(temporary)
        outcome = crash_test(folder, pages=asked.pages, kills=asked.kills, seed=asked.seed)
    print(
        f"{len(outcome.blows)} kills in {outcome.lives} lives, {outcome.pages} pages, {outcome.seconds:.0f} s"
    )
    for hit, count in Counter(blow.hit for blow in outcome.blows).most_common():
        print(f"  {count:4} killed while {hit}")
    for name in ("different_tables", "fetched_twice", "unreadable", "checks_failed", "rows"):
        print(f"{name.replace('_', ' ')}: {getattr(outcome, name) or 'none'}")
    print(json.dumps(asdict(outcome) | {"is_good": outcome.is_good}, ensure_ascii=False))
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
