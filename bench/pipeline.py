"""Measure the whole pipeline: one archive through the flow under Prefect, beside its peers, in turns.

    python -m bench.pipeline [--short | --long] [--pages 10000] [--rounds 2]

An archive is made of the yardstick's pages (WARRAQ_BENCH, or ../shared/bench beside the repository), mutated
so that none is a copy of another, plus known copies. In each round ours reads all of it (read, extract,
package, deduplicate, load, marts), and each peer on two processes as many of its pages as take about as long;
a page's cost is compared. Seconds by the clock depend on what else the machine does, processor time
much less. Then where a page's time goes, on one core. Prints tables, then one JSON line.

`--short` is a minute or two for CI; `--long` adds an archive ten times as large (memory, cost a page).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench import peers
from bench.extraction import ROOT, yardstick
from bench.pipeline_archive import MadeArchive, make_archive
from bench.tables import markdown
from tasks.article import extract_articles
from tasks.article.decode import Decoded, decode
from tasks.crawl.intake import LeftOut, Reader, Slice, Wanted, pages_in
from tasks.identity import identify
from tasks.package import rows_of, write_package
from tasks.pool import LocalWorkers, extract_slices
from tasks.story import imprint_texts
from warehouse import query
from warehouse.connect import open_reader

_FOLDER = ROOT / ".venv-peers-pipeline"
_SAMPLE = 0.25  # seconds between two looks at memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What so many pages took: seconds by the clock, of processor time in all processes; MiB at the peak.

    `extracting` is the processor time of the processes that read, extract, sketch and pack; None for peers.
    """

    pages: int
    seconds: float
    processor: float
    peak_mib: float
    extracting: float | None = None

    @property
    def ms(self) -> float:
        return 1000 * self.seconds / self.pages

    @property
    def processor_ms(self) -> float:
        return 1000 * self.processor / self.pages


def main() -> int:
    options = _options()
    folder = yardstick()
    if folder is None:
        print("Nothing measured: neither WARRAQ_BENCH nor ../shared/bench holds the yardstick.")
        print(json.dumps({"bench": "pipeline", "skipped": "no yardstick"}))
        return 0
    sys.path.insert(0, str(folder))
    from bench import truth

    known = truth.load_pages()
    with tempfile.TemporaryDirectory(prefix="warraq-pipeline-") as name:
        work = Path(name)
        archive = make_archive(work / "pages.warc.gz", known, options.pages)
        print(f"{archive.pages} pages of {archive.mean_bytes // 1000} KB on average", file=sys.stderr)
        report: dict[str, Any] = {
            "bench": "pipeline",
            "pages": archive.pages,
            "mean_bytes": archive.mean_bytes,
            "copies": len(archive.copies),
        }
        report |= _beside_peers(archive, work, options)
        report["stages"] = _stages(archive, work, min(options.pages, 60 if options.short else 500))
        if not options.short:
            report["scaling"] = _scaling(archive, work)
        if options.long:
            large = make_archive(work / "large.warc.gz", known, 10 * options.pages, seed=2)
            report["long"] = asdict(_ours(large, work / "large"))
        report["load_average"] = round(os.getloadavg()[0], 2)
    print(_render(report))
    print(json.dumps(report))
    return 0 if report["read_copies"] and not report["missed_copies"] else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=2)
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--short", action="store_true", help="300 pages, once, without peers")
    extent.add_argument("--long", action="store_true", help="ten times as many pages besides")
    options = parser.parse_args()
    if options.short:
        options.pages, options.rounds = 300, 1
    return options


# --- ours and theirs --------------------------------------------------------------------------


def _beside_peers(archive: MadeArchive, work: Path, options: argparse.Namespace) -> dict[str, Any]:
    counts = {} if options.short else {"trafilatura": 600, "news-please": 160}
    missing: dict[str, str] = {}
    if counts:
        try:
            peers.install_peers(ROOT / "bench" / "pipeline_peers.txt", _FOLDER)
        except peers.PeersNotInstalledError as error:
            missing, counts = dict.fromkeys(counts, str(error)), {}
    costs: dict[str, list[Cost]] = {name: [] for name in ("ours", *counts)}
    for number in range(options.rounds):
        data = work / f"ours-{number}"
        costs["ours"].append(_ours(archive, data))
        for name, most in counts.items():
            costs[name].append(_peer(name, archive, work / f"{name}-{number}", most))
        for name, found in costs.items():
            print(f"round {number + 1}: {name} {found[-1].ms:.2f} ms a page", file=sys.stderr)
    return {
        "costs": {name: [asdict(cost) for cost in found] for name, found in costs.items()},
        "not_measured": missing,
        "load_ms": _load_ms(work / "ours-0"),
        **_copies(archive, work / "ours-0"),
    }


def _ours(archive: MadeArchive, data: Path) -> Cost:
    """The flow as `make backfill` runs it, on a Prefect server of its own, whose cost counts, too."""
    environment = os.environ | {
        "WARRAQ_DATA_FOLDER": str(data),
        "WARRAQ_PROCESSES": "2",
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }
    before = os.times()
    command = [sys.executable, "-m", "flows.alone", "backfill_archive", f"archive={archive.path}"]
    flow = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    peak = 0.0
    extracting: dict[int, float] = {}
    while flow.poll() is None:
        processes = _tree(flow.pid)
        peak = max(peak, sum(map(_memory, processes)))
        extracting |= {process: spent for process in processes if (spent := _processor_of_worker(process))}
        time.sleep(_SAMPLE)
    if flow.returncode:
        raise RuntimeError(f"The flow ended with code {flow.returncode}.")
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    (run,) = _ask(data, "SELECT epoch(finished_at - started_at) AS seconds FROM run")
    return Cost(archive.pages, run["seconds"], processor, peak, sum(extracting.values()))


def _peer(name: str, archive: MadeArchive, out: Path, most: int) -> Cost:
    script = str(Path(__file__).with_name("pipeline_peers.py"))
    python = str(_FOLDER / "bin" / "python")
    command = [python, script, name, str(archive.path), str(out), str(min(most, archive.pages))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr[-1000:]}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [process for process in parents if root in _above(process, parents)]


def _above(process: int, parents: Mapping[int, int]) -> Iterator[int]:
    while process:
        yield process
        process = parents.get(process, 0)


def _memory(process: int) -> float:
    """MiB of a process that are its own, shared pages by their share (PSS); 0 if it has ended."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except (OSError, ProcessLookupError):
        pass
    return 0.0


def _processor_of_worker(process: int) -> float:
    """Seconds of processor time of a process that extracts; 0 if it is another, or has ended."""
    try:
        if b"LokyProcess" not in Path(f"/proc/{process}/cmdline").read_bytes():
            return 0.0
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ask(data: Path, sql: str) -> list[dict[str, Any]]:
    with open_reader(data / "warraq.duckdb") as connection:
        return query.rows_of(connection.execute(sql))


def _copies(archive: MadeArchive, data: Path) -> dict[str, int]:
    """Known copies that were read as articles, and those of them not in one story with the other."""
    stories = {
        row["requested_url"]: row["story_id"]
        for row in _ask(
            data,
            "SELECT DISTINCT fetches.requested_url, story_member.story_id FROM appearance "
            "JOIN fetches USING (fetch_id) LEFT JOIN story_member USING (article_id) "
            "WHERE appearance.role = 'main'",
        )
    }
    read = [pair for pair in archive.copies if stories.keys() >= set(pair)]
    missed = [pair for pair in read if None in map(stories.get, pair) or len({*map(stories.get, pair)}) > 1]
    return {"read_copies": len(read), "missed_copies": len(missed)}


def _load_ms(data: Path) -> float:
    (row,) = _ask(data, "SELECT 1000 * sum(seconds) / sum(package_rows) AS ms FROM load")
    return float(row["ms"])


# --- where a page's time goes -----------------------------------------------------------------


def _stages(archive: MadeArchive, work: Path, count: int) -> dict[str, float]:
    """Microseconds of processor time a page of each stage, on one core; the least of three readings."""
    reader = Reader(identify("run"), Wanted(), {})
    began = time.process_time()
    piece = Slice(archive.path.as_uri(), 0, archive.path.stat().st_size * count // archive.pages)
    pages = list(pages_in(piece, reader, LeftOut()))
    spent: dict[str, float] = {"read": (time.process_time() - began) / len(pages)}
    extracted = []
    totals = dict.fromkeys(("decode", "parse", "extract", "sketch", "write"), 0.0)
    for fetch, html in pages:
        decoded, took = _least(decode, html, fetch.url, fetch.content_type)
        parse = _least(LexborHTMLParser, decoded.text)[1] if isinstance(decoded, Decoded) else 0.0
        read = partial(extract_articles, content_type=fetch.content_type, fetched_at=fetch.fetched_at)
        found, whole = _least(read, html, fetch.url)
        totals["decode"] += took
        totals["parse"] += parse
        totals["extract"] += max(0.0, whole - took - parse)
        extracted.append((fetch, found))
    for start in range(0, len(extracted), _CHUNK):
        chunk = extracted[start : start + _CHUNK]
        articles = [one.text for _, found in chunk if isinstance(found, list) for one in found]
        _, sketch = _least(imprint_texts, articles)
        rows, packed = _least(rows_of, chunk)
        write = partial(write_package, run_id=reader.run_id, package_id=identify("package"))
        _, written = _least(write, work / "stages.parquet", rows)
        totals["sketch"] += sketch
        totals["write"] += max(0.0, packed - sketch) + written
    spent |= {name: total / len(pages) for name, total in totals.items()}
    return {name: round(1e6 * seconds, 1) for name, seconds in spent.items()}


_CHUNK = 32  # pages that a worker packs at once


def _least(work: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    """What comes of it, and the least of three times of processor time, in seconds."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        found = work(*given)
        taken.append(time.process_time() - began)
    return found, min(taken)


def _scaling(archive: MadeArchive, work: Path) -> dict[str, float]:
    """Seconds by the clock to extract a part of the archive on one process and on two, in turns."""
    size = min(archive.path.stat().st_size, 48 << 20)
    slices = [Slice(archive.path.as_uri(), at, at + (1 << 20)) for at in range(0, size, 1 << 20)]
    reader = Reader(identify("run"), Wanted(), {})
    taken: dict[int, list[float]] = {1: [], 2: []}
    for number in (1, 2) * 2:
        extract_slices(slices[:4], reader, data_folder=work, workers=LocalWorkers(number))  # warm
        began = time.monotonic()
        extract_slices(slices, reader, data_folder=work, workers=LocalWorkers(number))
        taken[number].append(time.monotonic() - began)
    one, two = min(taken[1]), min(taken[2])
    return {"one": round(one, 2), "two": round(two, 2), "times": round(one / two, 2)}


# --- tables -----------------------------------------------------------------------------------


def _render(report: Mapping[str, Any]) -> str:
    costs = {name: [Cost(**cost) for cost in found] for name, found in report["costs"].items()}
    ours = costs["ours"]
    rows = []
    for name, found in costs.items():
        ratios = [theirs.ms / mine.ms for theirs, mine in zip(found, ours, strict=True)]
        of_processor = [
            theirs.processor_ms / mine.processor_ms for theirs, mine in zip(found, ours, strict=True)
        ]
        rows.append(
            [
                name,
                f"{statistics.median(cost.ms for cost in found):.2f}",
                f"{statistics.median(cost.processor_ms for cost in found):.2f}",
                f"{statistics.median(ratios):.1f}",
                f"{statistics.median(of_processor):.1f}",
                f"{max(cost.peak_mib for cost in found):.0f}",
            ]
        )
    header = [
        "pipeline",
        "ms a page",
        "processor ms a page",
        "times ours",
        "times ours, processor",
        "peak MiB",
    ]
    stages = report["stages"]
    floor = stages["decode"] + stages["parse"]
    stages = stages | {"load": 1000 * report["load_ms"]}
    stage_rows = [[name, f"{us:.0f}", f"{us / floor:.2f}"] for name, us in stages.items()]
    parts = [
        f"## {report['pages']} pages of {report['mean_bytes'] // 1000} KB, {report['copies']} of them copies",
        markdown(header, rows),
        f"Known copies that are not in one story: {report['missed_copies']} of {report['read_copies']}.",
        f"Of the two cores' time {_share_extracting(ours):.0%} were in the processes that read and extract.",
        "## Where a page's time goes",
        markdown(["stage", "µs a page", "times decode and parse"], stage_rows),
    ]
    if scaling := report.get("scaling"):
        parts.append(f"Extraction on two processes: {scaling['times']} times as fast as on one.")
    if large := report.get("long"):
        cost = Cost(**large)
        parts.append(
            f"{cost.pages} pages: {cost.ms:.2f} ms and {cost.processor_ms:.2f} ms of processor time a page, "
            f"peak {cost.peak_mib:.0f} MiB."
        )
    parts += [f"Not measured: {name}: {why}" for name, why in report["not_measured"].items()]
    return "\n\n".join(parts) + "\n"


def _share_extracting(ours: Sequence[Cost]) -> float:
    return statistics.median((cost.extracting or 0.0) / (2 * cost.seconds) for cost in ours)


if __name__ == "__main__":
    sys.exit(main())
