"""Measure extraction on the yardstick's real pages: quality by set, speed against the parse floor.

Usage: python -m bench.extraction [--pages N] [--worst N]. The yardstick is looked for in WARRAQ_BENCH, then
in ../shared/bench beside the repository. The yardstick itself can load `extract(html, url)`.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # loaded by the yardstick from its path
    sys.path.insert(0, str(ROOT))

from tasks.article import extract_articles  # noqa: E402 - after the path is set
from tasks.model import Rejection  # noqa: E402 - as above

_NOTHING: dict[str, Any] = {"body": None, "title": None, "date": None, "authors": []}


def extract(html: bytes, url: str) -> dict[str, Any]:
    """The main article's fields in the yardstick's form; nothing in all of them for a rejection."""
    found = extract_articles(html, url)
    if isinstance(found, Rejection):
        return dict(_NOTHING)
    article = found[0]
    return {
        "body": article.text,
        "title": article.headline,
        "date": article.published_at,
        "authors": list(article.authors),
    }


def main() -> None:
    """Print the tables, then one JSON line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=60, help="pages to time")
    parser.add_argument(
        "--worst", type=int, default=0, help="print so many pages with the lowest body F1 of each set"
    )
    options = parser.parse_args()
    folder = _yardstick()
    if folder is None:
        print("Nothing measured: neither WARRAQ_BENCH nor ../shared/bench holds the yardstick.")
        print(json.dumps({"bench": "extraction", "skipped": "no yardstick"}))
        return
    sys.path.insert(0, str(folder))
    quality = {
        name: _quality(name, options.worst) for name in importlib.import_module("yardstick.pages").DATASETS
    }
    refused = _refusals(folder)
    speed = _speed(options.pages)
    _print_tables(quality, refused, speed)
    print(json.dumps({"bench": "extraction", "quality": quality, "refuse": refused, "speed": speed}))


def _yardstick() -> Path | None:
    given = os.environ.get("WARRAQ_BENCH")
    for base in (Path(given) if given else None, ROOT.parent / "shared" / "bench"):
        for folder in (base, base / "extraction") if base else ():
            if (folder / "yardstick").is_dir():
                return folder
    return None


def _quality(dataset: str, worst: int) -> dict[str, Any]:
    """Averages over a set's pages, doubtful ones left out, by the yardstick's own scoring."""
    pages, quality, doubtful = (
        importlib.import_module(f"yardstick.{name}") for name in ("pages", "quality", "doubtful")
    )
    as_json = importlib.import_module("yardstick.extraction").as_json
    scored, by_page, rejected = [], [], 0
    for page in pages.load(dataset):
        if page.id in doubtful.BODIES.get(dataset, {}):
            continue
        fields = {key: as_json(key, value) for key, value in extract(page.html, page.url).items()}
        rejected += fields["title"] is None and fields["body"] is None
        scores = quality.score_page(page, fields)
        scored.append(scores)
        by_page.append((quality.scoring.f1_of(*scores["body"]), page.id))
    for f1, name in sorted(by_page)[:worst]:
        print(f"{dataset:12} {f1:.3f} {name}")
    summary: dict[str, Any] = quality.summarize(scored, {"body", "title", "date", "authors"})
    summary["rejected"] = rejected
    return summary


def _refusals(folder: Path) -> dict[str, str]:
    """What was made of pages that hold no article: the reason, or "taken for an article"."""
    import gzip

    found = {}
    listing = folder / "data" / "refuse" / "pages.jsonl"
    for line in listing.read_text(encoding="utf-8").splitlines() if listing.exists() else ():
        row = json.loads(line)
        body = gzip.decompress((listing.parent / "html" / row["file"]).read_bytes())
        answer = extract_articles(body, "https://page.example/of/unknown/address")
        found[row["file"]] = answer.reason if isinstance(answer, Rejection) else "taken for an article"
    return found


def _speed(count: int) -> dict[str, float]:
    """Processor time a page against decoding and parsing alone: medians of the best of five, in turns."""
    pages = importlib.import_module("yardstick.pages")
    decode = importlib.import_module("yardstick.decode").decode
    every = [page for name in pages.DATASETS for page in pages.load(name)]
    work = [
        (page.html, page.url)
        for page in sorted(every, key=lambda page: str(pages.hash_share("speed", page.id)))[:count]
    ]

    def floor(html: bytes, _url: str) -> object:
        return LexborHTMLParser(decode(html))

    best: dict[str, list[float]] = {"floor": [9e9] * len(work), "ours": [9e9] * len(work)}
    gc.collect()
    gc.freeze()
    for _ in range(5):
        for number, (html, url) in enumerate(work):
            for name, run in (("floor", floor), ("ours", extract)):
                best[name][number] = min(best[name][number], _timed(run, html, url))
    medians = {name: 1000 * statistics.median(times) for name, times in best.items()}
    means = {name: 1000 * statistics.mean(times) for name, times in best.items()}
    return {
        "pages": len(work),
        "floor_ms": round(medians["floor"], 3),
        "ours_ms": round(medians["ours"], 3),
        "ratio": round(medians["ours"] / medians["floor"], 2),
        "ratio_of_means": round(means["ours"] / means["floor"], 2),
    }


def _timed(run: Callable[[bytes, str], object], html: bytes, url: str) -> float:
    started = time.process_time()
    run(html, url)
    return time.process_time() - started


def _print_tables(quality: dict[str, Any], refused: dict[str, str], speed: dict[str, float]) -> None:
    print("| set | pages | body F1 | P | R | below 0.5 | title | day | minute | authors F1 | rejected |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name, summary in quality.items():
        body = summary["body"]
        cells = [body["f1"], body["precision"], body["recall"], body["below_half"]]
        cells += [summary.get("title", {}).get("exact")]
        cells += [summary.get("date", {}).get(key) for key in ("day", "minute")]
        cells += [summary.get("authors", {}).get("f1")]
        printed = ["–" if cell is None else f"{cell:.3f}" for cell in cells]
        print(f"| {name} | {summary['pages']} | {' | '.join(printed)} | {summary['rejected']} |")
    print(f"\nPages without an article: {refused}")
    print(
        f"Speed, {speed['pages']} pages: floor {speed['floor_ms']} ms, ours {speed['ours_ms']} ms,"
        f" {speed['ratio']} x the floor ({speed['ratio_of_means']} x by means)\n"
    )


if __name__ == "__main__":
    main()
