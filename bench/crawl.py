"""Measure the crawl: pages a second beside Scrapy and plain httpx, memory, and manners from the server's log.

usage: python -m bench.crawl [--short] [--rounds N] [--pages N] [--memory-pages N]

Prints Markdown tables, then one JSON line. `--short` takes under half a minute, needs no peers installed and
does not weigh speed; it fails if the server's log shows bad manners or a page was lost.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.crawl_peers import AT_ONCE, addresses, host
from bench.crawl_web import Visit, read_log
from bench.peers import PeersNotInstalledError, install_peers
from bench.tables import markdown
from tasks.crawl import CrawlSettings
from tasks.crawl.fetch import fetch_pages
from tasks.model import Candidate, Fetch, Known, Site

HOSTS = 200
LATENCY = 0.05  # seconds
CONCURRENCY = 100
PEERS_FOLDER = Path(__file__).resolve().parent.parent / ".venv-peers-crawl"
_LABELS = {"warraq": "Warraq: robots.txt, bounds, WARC, log", "scrapy": "Scrapy", "httpx": "plain httpx"}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=5000, help="for each crawler in a round")
    parser.add_argument("--memory-pages", type=int, default=100_000)
    args = parser.parse_args()
    if args.short:
        args.rounds, args.pages, args.memory_pages = 1, 400, 1000

    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as folder:
        pythons = {"httpx": sys.executable, "warraq": sys.executable}
        if not args.short:
            pythons["scrapy"] = install_scrapy()
        speed = compare_speed(pythons, args.rounds, args.pages, Path(folder))
        memory = measure_memory(args.memory_pages, Path(folder))
        manners = watch_manners(Path(folder))
    print(_render(speed, memory, manners))
    print(json.dumps({"speed": speed, "memory": memory, "manners": manners}))
    if broken := [name for name in _MUST_BE_ZERO if manners[name]]:
        sys.exit(f"Bad manners: {', '.join(broken)}")


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, list[Visit]]]:
    """The port of a web in a process of its own, and its log, which is filled when the block is left."""
    path = folder / "visits.jsonl"
    log: list[Visit] = []
    command = [sys.executable, "-m", "bench.crawl_web", str(path), str(LATENCY)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        yield int(server.stdout.readline()), log
        server.stdin.close()
    log += read_log(path)


def install_scrapy() -> str:
    """Its interpreter. Fetches packages the first time."""
    requirements = Path(__file__).parent / "crawl_peers.txt"
    try:
        install_peers(requirements, PEERS_FOLDER)
    except PeersNotInstalledError as error:
        sys.exit(f"Scrapy cannot be installed into {PEERS_FOLDER.name}: {error}")
    return str(PEERS_FOLDER / "bin" / "python")


# --- speed ----------------------------------------------------------------------------------------


def compare_speed(pythons: dict[str, str], rounds: int, pages: int, folder: Path) -> dict[str, Any]:
    """Each crawler in turn, round by round, each with a web and a process of its own.

    Pages a second are the server's: from the first request that it got to the last answer that it gave.
    """
    seen: dict[str, list[dict[str, float]]] = defaultdict(list)
    for number in range(rounds):
        for name, python in pythons.items():
            print(f"round {number + 1} of {rounds}: {name}", file=sys.stderr)
            seen[name].append(_run(name, python, pages, folder))
    figures = {
        name: {key: round(statistics.median(run[key] for run in runs), 2) for key in runs[0]}
        for name, runs in seen.items()
    }
    ratios = {
        name: {
            key: round(
                statistics.median(
                    (ours[key] / other[key]) ** (-1 if key == "cpu_ms_a_page" else 1)
                    for ours, other in zip(seen["warraq"], seen[name], strict=True)
                ),
                2,
            )
            for key in ("pages_a_second", "cpu_ms_a_page")
        }
        for name in seen
        if name != "warraq"
    }
    setting = {"hosts": HOSTS, "latency": LATENCY, "concurrency": CONCURRENCY, "at_once": AT_ONCE}
    return {"setting": setting, "rounds": rounds, "pages": pages, "figures": figures, "warraq_over": ratios}


def _run(name: str, python: str, pages: int, folder: Path) -> dict[str, float]:
    script = Path(__file__).parent / "crawl_peers.py"
    data = folder / "data"
    root = str(Path(__file__).parent.parent)
    with served(folder) as (port, log):
        done = subprocess.run(
            [python, str(script), name, str(port), str(HOSTS), str(pages), str(CONCURRENCY), str(data)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": root},
        )
    shutil.rmtree(data, ignore_errors=True)
    told = json.loads(done.stdout.splitlines()[-1])
    sent = sum(visit.status == 200 and visit.path != "/robots.txt" for visit in log)
    if told["pages"] != pages or sent != pages:
        sys.exit(f"{name} was to fetch {pages} pages, says {told['pages']}, and the server sent {sent}.")
    seconds = max(visit.ended for visit in log) - min(visit.began for visit in log)
    return {"pages_a_second": pages / seconds, "cpu_ms_a_page": 1000 * told["cpu_seconds"] / pages}


# --- memory ---------------------------------------------------------------------------------------


def measure_memory(pages: int, folder: Path) -> dict[str, Any]:
    """Resident memory of this process after each twentieth of `pages`, in batches as a run makes them."""
    site = Site("bench", "Bench", "http://host000.test/", "en", (), crawl_delay=0.0, most_at_once=AT_ONCE)
    batch = max(1, pages // 20)
    after = {}
    with served(folder) as (port, log):
        settings = CrawlSettings(
            folder / "memory",
            "https://warraq.test/",
            connect_to={host(number): ("127.0.0.1", port) for number in range(HOSTS)},
            concurrency=CONCURRENCY,
            delay_factor=0.0,
        )
        for start in range(0, pages, batch):
            candidates = [Candidate(url, "bench", None) for url in addresses(HOSTS, batch, None, start)]
            asyncio.run(
                fetch_pages(
                    candidates,
                    sites={"bench": site},
                    run_id="run",
                    known={},
                    settings=settings,
                    batch=f"{start:06}",
                )
            )
            after[start + batch] = round(_resident_bytes() / 2**20, 1)
            print(f"memory: {start + batch} of {pages} pages, {after[start + batch]} MiB", file=sys.stderr)
    shutil.rmtree(folder / "memory")
    sent = sum(visit.path != "/robots.txt" for visit in log)
    readings = list(after.values())
    growth = readings[-1] - readings[len(readings) // 4]
    return {"pages": sent, "mib_after": after, "growth_of_last_three_quarters_mib": round(growth, 1)}


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


# --- manners --------------------------------------------------------------------------------------

_DELAY = 0.2  # seconds, as the sites of this part declare
_MUST_BE_ZERO = (
    "gaps_below_the_delay",
    "disallowed_requests",
    "requests_within_retry_after",
    "unchanged_pages_downloaded_again",
)


def watch_manners(folder: Path) -> dict[str, Any]:
    """What the server's log says of two crawls of the same pages at eight hosts, politeness on."""
    with served(folder) as (port, log):
        asyncio.run(_crawl_twice(port, folder))
    by_host = {name: _manners_at([visit for visit in log if visit.host == name]) for name in _polite_hosts()}
    totals = {name: sum(row[name] for row in by_host.values()) for name in _MUST_BE_ZERO}
    return {"declared_delay": _DELAY, "requests": len(log), **totals, "hosts": by_host}


def _polite_hosts() -> list[str]:
    return [host(number) for number in range(8)]


async def _crawl_twice(port: int, folder: Path) -> None:
    settings = CrawlSettings(
        folder / "manners",
        "https://warraq.test/",
        connect_to=dict.fromkeys(_polite_hosts(), ("127.0.0.1", port)),
        delay_factor=1.0,
    )
    site = Site("bench", "Bench", "http://host000.test/", "en", (), crawl_delay=_DELAY, most_at_once=2)
    paths = ("news/1", "news/2", "private/1", "busy/1", "news/3", "busy/2", "private/2", "news/4")
    candidates = [
        Candidate(f"http://{name}/{path}", "bench", None) for path in paths for name in _polite_hosts()
    ]
    known: dict[str, Known] = {}
    for run in ("first", "second"):
        fetches = await fetch_pages(
            candidates, sites={"bench": site}, run_id=run, known=known, settings=settings, batch="0001"
        )
        known = {fetch.requested_url: _known_from(fetch) for fetch in fetches if fetch.outcome == "fetched"}


def _known_from(fetch: Fetch) -> Known:
    return Known(fetch.requested_url, fetch.etag, fetch.last_modified, fetch.body_sha256)


def _manners_at(visits: Sequence[Visit]) -> dict[str, Any]:
    gaps = [later.began - sooner.began for sooner, later in pairwise(visits)]
    asked_to_wait = [(visit.ended, visit.ended + 1.0) for visit in visits if visit.status == 429]
    sent = [visit.path for visit in visits if visit.status == 200 and visit.sent]
    return {
        "requests": len(visits),
        "smallest_gap": round(min(gaps), 3),
        "most_at_once": max(
            sum(other.began <= visit.began < other.ended for other in visits) for visit in visits
        ),
        "gaps_below_the_delay": sum(gap < _DELAY for gap in gaps),
        "disallowed_requests": sum(visit.path.startswith("/private/") for visit in visits),
        "requests_within_retry_after": sum(
            start < visit.began < end for visit in visits for start, end in asked_to_wait
        ),
        "unchanged_pages_downloaded_again": len(sent) - len(set(sent)),
    }


# --- for reading ----------------------------------------------------------------------------------


def _render(speed: dict[str, Any], memory: dict[str, Any], manners: dict[str, Any]) -> str:
    setting = speed["setting"]
    weighed = (
        f"## Speed: {speed['pages']:,} pages of {setting['hosts']} hosts, {1000 * setting['latency']:.0f} ms "
        f"latency, {setting['concurrency']} requests at once, median of {speed['rounds']}"
    )
    watched = (
        f"## Manners, from the server's log: {manners['requests']} requests, "
        f"{manners['declared_delay']:g} s of delay declared"
    )
    columns = ["crawler", "pages a second", "beside it", "processor ms a page", "beside it"]
    parts = [
        weighed,
        markdown(
            columns,
            [_speed_row(name, figures, speed["warraq_over"]) for name, figures in speed["figures"].items()],
        ),
        f"## Memory: {memory['pages']:,} pages in one process",
        markdown(
            ["pages", "MiB resident"],
            [(f"{pages:,}", f"{mib:g}") for pages, mib in list(memory["mib_after"].items())[::4]],
        ),
        f"Grown over the last three quarters: {memory['growth_of_last_three_quarters_mib']:g} MiB.",
        watched,
        markdown(
            ["host", *(name.replace("_", " ") for name in next(iter(manners["hosts"].values())))],
            [(name, *(f"{value:g}" for value in row.values())) for name, row in manners["hosts"].items()],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _speed_row(name: str, figures: dict[str, float], ratios: dict[str, dict[str, float]]) -> list[str]:
    ratio = ratios.get(name)
    return [
        _LABELS[name],
        f"{figures['pages_a_second']:.0f}",
        f"Warraq is {ratio['pages_a_second']:.2f} times as fast" if ratio else "",
        f"{figures['cpu_ms_a_page']:.2f}",
        f"Warraq does {ratio['cpu_ms_a_page']:.2f} times as much in it" if ratio else "",
    ]


if __name__ == "__main__":
    main()
