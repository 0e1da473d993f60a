"""Measure the whole pipeline: one archive through the flow under Prefect, beside its peers, in turns.

    python -m bench.pipeline [--short | --long] [--pages 10000] [--rounds 2] [--without-peers]

An archive is made of the yardstick's pages (WARRAQ_BENCH, or ../shared/bench beside the repository), mutated
so that none is a copy of another, plus known copies. In each round ours reads all of it (read, extract,
package, deduplicate, load, index), and each peer on two processes its first pages: whole turns of the
yardstick's pages, so that a small part costs a page what all would. A peer's imports are not in its time;
ours are told beside the run's. Then each stage by itself, on one core. Prints tables, the goals with what
was measured of each, then one JSON line.

With `--short` (CI) 300 pages without peers; `--long` adds an archive ten times as large: memory, cost a page.
Seconds by the clock hold on a machine that nothing else uses; else compare processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bench import peers
from bench.extraction import ROOT, yardstick
from bench.pipeline_archive import MadeArchive, make_archive
from bench.pipeline_stages import EXTRACTING, load_stages, read_stages, scaling
from bench.pipeline_watch import watch
from bench.tables import markdown
from flows.server import free_port, prefect_server
from warehouse import query
from warehouse.connect import open_reader

_FOLDER = ROOT / ".venv-peers-pipeline"
_TURNS = {"trafilatura": 5, "news-please": 2}  # of the yardstick's pages that a peer reads in a round
_GOALS = {"trafilatura": 8, "news-please": 40}  # times our cost a page
_PACKAGES = 3  # that are loaded once more to see what each stage of it costs
_CORES = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """What so many pages took: seconds by the clock, of processor time in all processes; MiB at the peak."""

    pages: int
    seconds: float
    processor: float
    peak_mib: float

    @property
    def ms(self) -> float:
        return 1000 * self.seconds / self.pages

    @property
    def processor_ms(self) -> float:
        return 1000 * self.processor / self.pages


@dataclass(frozen=True, slots=True)
class OwnCost(Cost):
    """The run of the flow; `whole_…` from the order to its end, with Prefect's server and all imports."""

    whole_seconds: float
    whole_processor: float
    processor_of: dict[str, float]  # seconds in the run, by role (see bench.pipeline_watch)
    peak_of: dict[str, float]  # MiB at the peak, by role


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
        _say(f"{archive.pages} pages of {archive.mean_bytes // 1000} KB on average")
        home = _made_home(work)
        report: dict[str, Any] = {
            "bench": "pipeline",
            "pages": archive.pages,
            "mean_bytes": archive.mean_bytes,
            "copies": len(archive.copies),
        }
        report |= _beside_peers(archive, work, home, len(known), options)
        report["stages"] = read_stages(archive, work, min(options.pages, 60 if options.short else 500))
        packages = sorted((work / "ours-0" / "packages").glob("*.parquet"))[:_PACKAGES]
        report["stages"] |= load_stages(packages, work / "stages.duckdb")
        if not options.short:
            report["scaling"] = scaling(archive, work)
        if options.long:
            archive.path.unlink()
            large = make_archive(work / "large.warc.gz", known, 10 * options.pages, seed=2)
            report["long"] = asdict(_ours(large, work / "large", home))
        report["goals"] = _goals(report)
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
    parser.add_argument("--without-peers", action="store_true", help="ours alone")
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--short", action="store_true", help="300 pages, once, without peers")
    extent.add_argument("--long", action="store_true", help="ten times as many pages besides")
    options = parser.parse_args()
    if options.short:
        options.pages, options.rounds, options.without_peers = 300, 1, True
    return options


def _say(line: str) -> None:
    print(line, file=sys.stderr)


# --- ours and theirs --------------------------------------------------------------------------


def _made_home(work: Path) -> Path:
    """A home of Prefect whose tables are made, which happens once in the life of a data folder."""
    home = work / "prefect"
    with prefect_server(home, free_port()):
        return home


def _beside_peers(
    archive: MadeArchive, work: Path, home: Path, turn: int, options: argparse.Namespace
) -> dict[str, Any]:
    """Costs by name, a round after another; `turn` is the number of the yardstick's pages."""
    counts = {} if options.without_peers else {name: times * turn for name, times in _TURNS.items()}
    missing = {} if counts else dict.fromkeys(_TURNS, "not asked for")
    if counts:
        try:
            peers.install_peers(ROOT / "bench" / "pipeline_peers.txt", _FOLDER)
        except peers.PeersNotInstalledError as error:
            missing, counts = dict.fromkeys(counts, str(error)), {}
    ours: list[OwnCost] = []
    theirs: dict[str, list[Cost]] = {name: [] for name in counts}
    for number in range(options.rounds):
        ours.append(_ours(archive, work / f"ours-{number}", home))
        _say(f"round {number + 1}: ours {ours[-1].ms:.2f} ms a page")
        for name, most in counts.items():
            theirs[name].append(_peer(name, archive, work / f"{name}-{number}", most))
            _say(f"round {number + 1}: {name} {theirs[name][-1].ms:.2f} ms a page")
    return {
        "ours": [asdict(cost) for cost in ours],
        "peers": {name: [asdict(cost) for cost in found] for name, found in theirs.items()},
        "not_measured": missing,
        **_copies(archive, work / "ours-0"),
    }


def _ours(archive: MadeArchive, data: Path, home: Path) -> OwnCost:
    """The flow as `make backfill` runs it, on a Prefect server of its own."""
    data.mkdir()
    shutil.copytree(home, data / "prefect-alone")
    environment = os.environ | {
        "WARRAQ_DATA_FOLDER": str(data),
        "WARRAQ_PROCESSES": str(_CORES),
        "PREFECT_LOGGING_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "flows.alone", "backfill_archive", f"archive={archive.path}"]
    watched = watch(command, environment, ROOT)
    (run,) = _ask(data, "SELECT epoch(started_at) AS began, epoch(finished_at) AS ended FROM run")
    spent = watched.spent_since(run["began"])
    return OwnCost(
        archive.pages,
        run["ended"] - run["began"],
        spent.total(),
        watched.peak.total(),
        watched.seconds,
        watched.processor,
        {role: round(seconds, 2) for role, seconds in spent.items()},
        dict(watched.peak),
    )


def _peer(name: str, archive: MadeArchive, out: Path, most: int) -> Cost:
    script = str(Path(__file__).with_name("pipeline_peers.py"))
    python = str(_FOLDER / "bin" / "python")
    command = [python, script, name, str(archive.path), str(out), str(min(most, archive.pages))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name} failed: {done.stderr[-1000:]}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _ask(data: Path, sql: str) -> list[dict[str, Any]]:
    with open_reader(data / "warraq.duckdb") as connection:
        return query.rows_of(connection.execute(sql))


def _copies(archive: MadeArchive, data: Path) -> dict[str, int]:
    """Known copies that were read as articles, and those of them not in one story with the other."""
    stories = {
        row["requested_url"]: row["story_id"]
        for row in _ask(
            data,
            # Two addresses may be one article, which then is in no story.
            "SELECT DISTINCT fetches.requested_url, coalesce(story_member.story_id, article_id) AS story_id "
            "FROM appearance "
            "JOIN fetches USING (fetch_id) LEFT JOIN story_member USING (article_id) "
            "WHERE appearance.role = 'main'",
        )
    }
    read = [pair for pair in archive.copies if stories.keys() >= set(pair)]
    missed = [(copy, original) for copy, original in read if stories[copy] != stories[original]]
    return {"read_copies": len(read), "missed_copies": len(missed)}


# --- goals ------------------------------------------------------------------------------------


class Goal(NamedTuple):
    """What is to be reached, and what was: by the clock, and of processor time, which crowding spares.

    It is reached if both figures reach it: a peer beside which others worked looks slow by the clock.
    """

    what: str
    asked: str
    measured: float
    of_processor: float | None
    is_reached: bool


def _goals(report: Mapping[str, Any]) -> list[Goal]:
    ours = [OwnCost(**cost) for cost in report["ours"]]
    ms = statistics.median(cost.ms for cost in ours)
    processor_ms = statistics.median(cost.processor_ms for cost in ours)
    peak = max(cost.peak_mib for cost in ours)
    goals = []
    for name, found in report["peers"].items():
        rounds = [(mine, Cost(**their)) for mine, their in zip(ours, found, strict=True)]
        times = statistics.median(their.ms / mine.ms for mine, their in rounds)
        of_processor = statistics.median(their.processor_ms / mine.processor_ms for mine, their in rounds)
        asked = _GOALS[name]
        reached = min(times, of_processor) >= asked
        goals.append(Goal(f"times {name}", f">= {asked}", times, of_processor, reached))
    decide = report["stages"]["decide"] / 1e6
    wanted = [cost.processor_of["workers"] + decide * cost.pages for cost in ours]
    share = statistics.median(
        spent / (_CORES * cost.seconds) for spent, cost in zip(wanted, ours, strict=True)
    )
    of_processor = statistics.median(spent / cost.processor for spent, cost in zip(wanted, ours, strict=True))
    what = "share of the cores in extraction and dedupe"
    goals.append(Goal(what, ">= 0.85", share, of_processor, min(share, of_processor) >= 0.85))
    goals.append(Goal("peak memory, MiB", "<= 1024", peak, None, peak <= 1024))
    if found := report.get("scaling"):
        goals.append(
            Goal("extraction, one process to two", ">= 1.8", found["times"], None, found["times"] >= 1.8)
        )
    if large := report.get("long"):
        cost = OwnCost(**large)
        dearer, of_processor = cost.ms / ms, cost.processor_ms / processor_ms
        what = f"cost a page of {cost.pages} beside {ours[0].pages}"
        goals.append(Goal(what, "<= 1.1", dearer, of_processor, max(dearer, of_processor) <= 1.1))
        grown = cost.peak_mib / peak
        goals.append(Goal("peak memory, times", "<= 1.1", grown, None, grown <= 1.1))
    return goals


# --- tables -----------------------------------------------------------------------------------


def _render(report: Mapping[str, Any]) -> str:
    ours = [OwnCost(**cost) for cost in report["ours"]]
    parts = [
        f"## {report['pages']} pages of {report['mean_bytes'] // 1000} KB, {report['copies']} of them copies",
        _beside(ours, {name: [Cost(**cost) for cost in found] for name, found in report["peers"].items()}),
        f"Known copies that are not in one story: {report['missed_copies']} of {report['read_copies']}.",
        _by_role("Where ours spent it", ours[0]),
        "## Where a page's time goes",
        _stage_table(report["stages"]),
    ]
    if large := report.get("long"):
        parts += [f"## {large['pages']} pages", _beside([OwnCost(**large)], {})]
        parts.append(_by_role("Where it spent it", OwnCost(**large)))
    rows = [
        [
            goal.what,
            goal.asked,
            f"{goal.measured:.2f}",
            "" if goal.of_processor is None else f"{goal.of_processor:.2f}",
            "yes" if goal.is_reached else "no",
        ]
        for goal in report["goals"]
    ]
    header = ["goal", "asked", "measured", "of processor time", "reached"]
    parts += [f"## Goals (load average {report['load_average']})", markdown(header, rows)]
    parts += [f"Not measured: {name}: {why}" for name, why in report["not_measured"].items()]
    return "\n\n".join(parts) + "\n"


def _beside(ours: Sequence[OwnCost], theirs: Mapping[str, Sequence[Cost]]) -> str:
    whole = [
        Cost(cost.pages, cost.whole_seconds, cost.whole_processor, cost.peak_mib) for cost in ours
    ]  # a peer's imports take no measurable part of as many pages
    found: dict[str, Sequence[Cost]] = {"ours, the run": ours, "ours, order to end": whole, **theirs}
    rows = [
        [
            name,
            str(costs[0].pages),
            *(
                f"{statistics.median(values):.2f}"
                for values in (
                    [cost.ms for cost in costs],
                    [cost.processor_ms for cost in costs],
                    [cost.ms / mine.ms for cost, mine in zip(costs, ours, strict=True)],
                    [cost.processor_ms / mine.processor_ms for cost, mine in zip(costs, ours, strict=True)],
                )
            ),
            f"{max(cost.peak_mib for cost in costs):.0f}",
        ]
        for name, costs in found.items()
    ]
    header = ["pipeline", "pages", "ms a page", "processor ms a page"]
    header += ["times ours", "times ours, processor", "peak MiB"]
    return markdown(header, rows)


def _by_role(title: str, cost: OwnCost) -> str:
    rows = [
        [role, f"{1000 * seconds / cost.pages:.2f}", f"{cost.peak_of.get(role, 0):.0f}"]
        for role, seconds in sorted(cost.processor_of.items())
    ]
    return f"{title}:\n\n{markdown(['processes', 'processor ms a page', 'MiB at the peak'], rows)}"


def _stage_table(stages: Mapping[str, float]) -> str:
    floor = stages["decode"] + stages["parse"]
    extracting = sum(stages[name] for name in EXTRACTING)
    shown = {**stages, "read to write": extracting, "all": sum(stages.values())}
    rows = [[name, f"{us:.0f}", f"{us / floor:.2f}"] for name, us in shown.items()]
    return markdown(["stage", "µs a page", "times decode and parse"], rows)


if __name__ == "__main__":
    sys.exit(main())
