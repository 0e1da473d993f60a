"""Measure how well and how fast copies of one text are found, beside the peers: every figure in one run.

    python -m bench.stories [--rounds 2] [--short]

Each method runs alone in its process on one core, in turns, on the yardstick's synthetic stream and on its
real Arabic one; the yardstick scores them. Then a load of 1,000 articles is timed against a million that are
stored. The peers (datasketch, rensa, text-dedup) are installed into `.venv-peers-stories` and
`.venv-peers-text-dedup` on first use, some 1.5 GB; one that cannot be is left out and named. The yardstick is
looked for in WARRAQ_BENCH, then in ../shared/bench beside the repository. Prints tables, then one JSON line.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.dedupe import BATCH, in_the_past, read_texts
from bench.peers import PeersNotInstalledError
from bench.story_warehouse import Warehouse
from bench.tables import markdown

Row = dict[str, Any]

ROOT = Path(__file__).resolve().parent.parent
_STORED = 1_000_000
_STORED_DAYS = 60


@dataclass(frozen=True)
class Method:
    """A script of the yardstick's form, and the interpreter that has what it imports."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Corpus:
    """Documents, and what is known of them: the truth of a made stream, or labelled pairs of a real one."""

    name: str
    documents: Path
    lang: str | None = None
    truth: Path | None = None
    gold: Path | None = None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=2, help="turns of each method on each corpus")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 100_000])
    parser.add_argument("--seed", type=int, default=1, help="of the synthetic streams")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument(
        "--short", action="store_true", help="ours alone, 10,000 documents, against 100,000 stored"
    )
    args = parser.parse_args()
    if args.short:
        args.rounds, args.sizes, args.no_peers = 1, [10_000], True
    yardstick = yardstick_of_stories()
    if yardstick is None:
        print("Nothing measured: neither WARRAQ_BENCH nor ../shared/bench holds the yardstick.")
        print(json.dumps({"bench": "stories", "skipped": "no yardstick"}))
        return
    sys.path.insert(0, str(yardstick))
    methods, missing = _methods(yardstick, peers=not args.no_peers)
    report: Row = {"bench": "stories", "not_measured": missing, "corpora": {}}
    with tempfile.TemporaryDirectory(prefix="warraq-stories-") as name:
        folder = Path(name)
        for corpus in make_corpora(yardstick, folder, args.sizes, args.seed, short=args.short):
            results = _measure(corpus, methods, args.rounds, folder)
            report["corpora"][corpus.name] = results
            print(f"## {corpus.name}\n\n{_table(results)}\n", flush=True)
        report["stored"] = _against_stored(
            folder / f"synthetic-{args.sizes[0]}" / "corpus.jsonl.gz",
            _STORED // 10 if args.short else _STORED,
        )
    print(f"## A load of 1,000 articles\n\n{_stored_table(report['stored'])}\n")
    for name, reason in missing.items():
        print(f"Not measured: {name}: {reason}\n")
    print(json.dumps(report))


def yardstick_of_stories() -> Path | None:
    """Where it is at hand."""
    given = os.environ.get("WARRAQ_BENCH")
    for base in (Path(given) if given else None, ROOT.parent / "shared" / "bench"):
        for folder in (base, base / "dedupe") if base else ():
            if (folder / "make_corpus.py").is_file():
                return folder
    return None


def _methods(yardstick: Path, *, peers: bool) -> tuple[list[Method], dict[str, str]]:
    ours = (sys.executable, str(ROOT / "bench" / "dedupe.py"))
    methods = [Method("ours, in memory", (*ours, "--in-memory")), Method("ours, warehouse", ours)]
    missing: dict[str, str] = {}
    if not peers:
        return methods, missing
    scripts = yardstick / "peers"
    try:
        python = _install("stories", ROOT / "bench" / "story_peers.txt")
    except PeersNotInstalledError as error:
        missing |= dict.fromkeys(("datasketch", "rensa", "text-dedup"), str(error))
        return methods, missing
    methods.append(Method("datasketch", (python, str(scripts / "datasketch_minhash.py"))))
    methods.append(Method("rensa", (python, str(scripts / "rensa_minhash.py"))))
    try:
        other = _install("text-dedup", ROOT / "bench" / "story_peers_text_dedup.txt")
    except PeersNotInstalledError as error:
        missing["text-dedup"] = str(error)
    else:
        script = str(scripts / "textdedup_minhash.py")
        methods.append(Method("text-dedup", (python, script), {"TEXT_DEDUP_PYTHON": other}))
    return methods, missing


def _install(name: str, requirements: Path) -> str:
    """The interpreter of an environment with these requirements, made if it is not there.

    Raises PeersNotInstalledError.
    """
    folder = ROOT / f".venv-peers-{name}"
    wanted = requirements.read_text(encoding="utf-8")
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"Setting up {folder.name} (once) ...", file=sys.stderr)
        python = str(folder / "bin" / "python")
        for command in (
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            [python, "-m", "pip", "install", "--quiet", "--requirement", str(requirements)],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise PeersNotInstalledError(f"{done.stderr.strip() or done.stdout.strip()}"[-400:])
        stamp.write_text(wanted, encoding="utf-8")
    return str(folder / "bin" / "python")


def make_corpora(
    yardstick: Path, folder: Path, sizes: list[int], seed: int, *, short: bool
) -> Iterator[Corpus]:
    """A made stream of each size, and the real articles."""
    documents = yardstick / "data" / "documents.jsonl.gz"
    for size in sizes:
        out = folder / f"synthetic-{size}"
        out.mkdir()
        make = [sys.executable, str(yardstick / "make_corpus.py"), "--documents", str(documents)]
        make += ["--size", str(size), "--seed", str(seed), "--out", str(out / "corpus.jsonl.gz")]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL)
        yield Corpus(f"synthetic, {size:,}", out / "corpus.jsonl.gz", truth=out / "truth.jsonl")
    if not short:
        yield Corpus("real Arabic", documents, "ar", gold=yardstick / "gold_dev.tsv")


def _measure(corpus: Corpus, methods: list[Method], rounds: int, folder: Path) -> dict[str, Row]:
    """Speed, memory and score of each method; the rounds take the methods in turn."""
    runs: dict[str, list[Row]] = {method.name: [] for method in methods}
    for _ in range(rounds):
        for method in methods:
            runs[method.name].append(_run(method, corpus, _answer_file(folder, method)))
    results = {}
    for method in methods:
        done = runs[method.name]
        best = min(done, key=lambda run: float(run["cpu_seconds"]))
        results[method.name] = {
            "documents": best["documents"],
            "cpu_seconds": best["cpu_seconds"],
            "seconds": min(float(run["seconds"]) for run in done),
            "documents_per_cpu_second": round(best["documents"] / float(best["cpu_seconds"])),
            "peak_rss_mib": max(run["peak_rss_mib"] for run in done),
            "stories_alone": _of_stories_alone(best),
            **score_answer(corpus, _answer_file(folder, method)),
        }
    return results


def _of_stories_alone(run: Row) -> int | None:
    """Articles a second of the time that went to stories, where a run does more than that."""
    seconds = run.get("stories_cpu_seconds")
    return round(run["documents"] / float(seconds)) if seconds else None


def _answer_file(folder: Path, method: Method) -> Path:
    return folder / f"{method.name.replace(' ', '-').replace(',', '')}.jsonl"


def _run(method: Method, corpus: Corpus, out: Path) -> Row:
    command = [*method.command, "--documents", str(corpus.documents), "--out", str(out)]
    if corpus.lang:
        command += ["--lang", corpus.lang]
    core = max(os.sched_getaffinity(0))
    done = subprocess.run(
        ["taskset", "--cpu-list", str(core), *command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | method.environment,
    )
    if done.returncode:
        sys.exit(f"{method.name} failed on {corpus.name}:\n{done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def score_answer(corpus: Corpus, answer: Path) -> Row:
    """By the yardstick's own code."""
    answers, rows = importlib.import_module("answers"), importlib.import_module("rows")
    found = answers.read_answer(answer)
    if corpus.truth is not None:
        score = importlib.import_module("score").score(rows.read_rows(corpus.truth), found)
        return {key: value for key, value in asdict(score).items() if key != "documents"}
    gold = importlib.import_module("score_gold")
    ids = {row["url"]: row["id"] for row in rows.read_rows(corpus.documents)}
    pairs, linked = gold.judge(gold.read_gold(corpus.gold), found, ids.get)
    return {"labelled_pairs": len(pairs), **gold.score_gold(pairs, linked)}


def _against_stored(documents: Path, stored: int) -> list[Row]:
    """What a load of 1,000 articles costs beside so many stored: with the window of three days, and none."""
    texts = in_the_past(read_texts(documents))
    rows = []
    with tempfile.TemporaryDirectory(prefix="warraq-stored-") as folder, Warehouse(Path(folder)) as warehouse:
        warehouse.connection.execute("SET threads = 1")
        packages = [warehouse.package(texts[start : start + BATCH]) for start in (0, BATCH, 2 * BATCH)]
        warehouse.fill(stored, texts[2 * BATCH].published_at.date() + timedelta(days=1), _STORED_DAYS)
        warehouse.load(packages[0])  # the first load reads the file's pages for the first time
        for package, window in ((packages[1], 3), (packages[2], 10 * _STORED_DAYS)):
            before = _resident_mib()
            wall, cpu = time.perf_counter(), time.process_time()
            stories = warehouse.load(package, window_days=window)
            rows.append(
                {
                    "stored": stored,
                    "window_days": window if window <= _STORED_DAYS else None,
                    "seconds": round(time.perf_counter() - wall, 2),
                    "cpu_seconds": round(time.process_time() - cpu, 2),
                    "stories_seconds": round(stories.seconds, 2),
                    "stories_cpu_seconds": round(stories.cpu_seconds, 2),
                    "extra_mib": max(0, _resident_mib() - before),
                }
            )
    return rows


def _resident_mib() -> int:
    """Most memory that this process has had so far."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _table(results: dict[str, Row]) -> str:
    first = next(iter(results.values()))
    header = ["method", "articles a processor second", "… of stories alone", "cpu s", "s", "peak MiB"]
    if "ari" in first:
        header += ["precision", "recall", "F1", "ARI", "falsely linked", "recall L0 L1 L2 L3 L4 L5"]
    else:
        header += ["recall", "precision", "counting one event as right", "F1 (90%)"]
    return markdown(header, [_cells(name, row) for name, row in results.items()])


def _cells(name: str, row: Row) -> list[str]:
    cells = [
        name,
        f"{row['documents_per_cpu_second']:,}",
        f"{row['stories_alone']:,}" if row["stories_alone"] else "",
        f"{row['cpu_seconds']:.1f}",
        f"{row['seconds']:.1f}",
        f"{row['peak_rss_mib']:,}",
    ]
    if "ari" in row:
        cells += [f"{row['precision']:.4f}", *(f"{row[key]:.3f}" for key in ("recall", "f1", "ari"))]
        levels = " ".join(f"{value:.3f}" for value in row["recall_by_level"].values())
        return [*cells, f"{row['falsely_linked']:.2%}", levels]
    cells += [f"{row[key]['value']:.3f}" for key in ("recall", "precision_strict", "precision_lenient")]
    return [*cells, f"{row['f1']['value']:.3f} ({row['f1']['low']:.2f}-{row['f1']['high']:.2f})"]


def _stored_table(rows: list[Row]) -> str:
    header = [
        "stored",
        "window",
        "finding, deciding and writing stories, cpu s",
        "s",
        "whole load, cpu s",
        "extra MiB",
    ]
    return markdown(
        header,
        [
            [
                f"{row['stored']:,}",
                f"{row['window_days']} days" if row["window_days"] else "none",
                f"{row['stories_cpu_seconds']:.2f}",
                f"{row['stories_seconds']:.2f}",
                f"{row['cpu_seconds']:.2f}",
                str(row["extra_mib"]),
            ]
            for row in rows
        ],
    )


if __name__ == "__main__":
    main()
