"""Measure extraction on the yardstick's real pages, beside its peers: quality and speed in one run.

    python -m bench.extraction [--peers none|all|NAME ...] [--pages 120] [--rounds 3] [--worst N] [--short]

Page by page, every extractor in turn reads a page. The first round reads every page and is scored; further
rounds read the timed pages again, and a page counts with its least processor time. Prints Markdown tables,
then one JSON line; progress goes to stderr.

The yardstick is looked for in WARRAQ_BENCH, then in ../shared/bench beside the repository. It can also load
this file from its path for `extract(html, url)`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # loaded by the yardstick from its path
    sys.path.insert(0, str(ROOT))

from bench.turns import Extractor, Reading, read, read_in_turns, stay_on_one_core  # noqa: E402 - after the path is set
from tasks.article import extract_articles  # noqa: E402 - as above
from tasks.model import Rejection  # noqa: E402 - as above

OURS = "ours"
FLOOR = "floor_parse"  # decode and parse: what each of them must do

_FIGURE = ROOT / "bench" / "results" / "extraction.svg"
_ORDINARY_PAGE = 200_000  # bytes
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
    """Print the tables, draw the figure where there are peers, then print one JSON line."""
    options = _options()
    folder = yardstick()
    if folder is None:
        print("Nothing measured: neither WARRAQ_BENCH nor ../shared/bench holds the yardstick.")
        print(json.dumps({"bench": "extraction", "skipped": "no yardstick"}))
        return
    sys.path.insert(0, str(folder))
    # Here, since who loads this file for `extract` may have no altair.
    from bench import figure, growth, tables, truth

    began = time.perf_counter()
    extractors, not_measured = _extractors(folder, options.peers)
    pages = truth.load_pages()
    timed = truth.choose_timed(pages, options.pages)
    work = [(page.html, page.about.url) for page in pages]
    stay_on_one_core()
    readings = read_in_turns(extractors, work, timed, options.rounds)
    scored = truth.score(pages, {name: rows for name, rows in readings.items() if name != FLOOR})
    ordinary = sorted(
        (pages[place].html for place in timed), key=lambda html: abs(len(html) - _ORDINARY_PAGE)
    )
    report = {
        "bench": "extraction",
        "extractors": {name: extractor.label for name, extractor in extractors.items()},
        "not_measured": not_measured,
        "quality": truth.summarize(scored),
        "refuse": [
            {"page": page.name, "kind": page.kind, "answers": _answers(page.html, extractors)}
            for page in truth.load_pages_without_article(folder)
        ],
        "speed": _speeds({name: [rows[place] for place in timed] for name, rows in readings.items()}),
        "timed": {
            "pages": len(timed),
            "mean_bytes": round(statistics.mean(map(len, ordinary))),
            "rounds": options.rounds,
        },
        "growth": growth.measure_growth(ordinary, short=options.short),
        "load_average": round(os.getloadavg()[0], 2),
        "seconds": round(time.perf_counter() - began, 1),
    }
    print(tables.render(report))
    if options.worst:
        print(tables.list_worst([row for row in scored if row.extractor == OURS], options.worst))
    if options.peers != ["none"]:
        _FIGURE.parent.mkdir(exist_ok=True)
        _FIGURE.write_text(figure.draw(report), encoding="utf-8")
        print(f"Drawn: {_FIGURE.relative_to(ROOT)}\n")
    print(json.dumps(report))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=120, help="pages to time")
    parser.add_argument("--rounds", type=int, default=3, help="rounds over the timed pages")
    parser.add_argument("--worst", type=int, default=0, help="list so many of our worst pages of each set")
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument(
        "--peers",
        nargs="+",
        default=["none"],
        help="none (the default), all, or names of the yardstick's extractors; installed on first use",
    )
    extent.add_argument(
        "--short", action="store_true", help="ours alone, 12 pages timed once, only the smaller made pages"
    )
    options = parser.parse_args()
    if options.short:
        options.pages, options.rounds = 12, 1
    return options


def yardstick() -> Path | None:
    given = os.environ.get("WARRAQ_BENCH")
    for base in (Path(given) if given else None, ROOT.parent / "shared" / "bench"):
        for folder in (base, base / "extraction") if base else ():
            if (folder / "yardstick").is_dir():
                return folder
    return None


def _extractors(folder: Path, wanted: Sequence[str]) -> tuple[dict[str, Extractor], dict[str, str]]:
    """Ours, the floor and the wanted peers by name; and why a wanted one is not among them."""
    from bench import peers

    modules = {FLOOR: importlib.import_module(f"extractors.{FLOOR}")}
    labels = {FLOOR: "floor: decode and parse"}
    missing: dict[str, str] = {}
    if names := _peers_named(wanted):
        try:
            site_packages = peers.install_peers(folder / "peers.txt")
        except peers.PeersNotInstalledError as error:
            missing = dict.fromkeys(names, f"not installed: {error}")
        else:
            loaded, missing = peers.load_peers(site_packages, names)
            modules |= loaded
            labels |= peers.label_peers(site_packages, names)
    for name, reason in missing.items():
        print(f"Not measured: {name}: {reason}", file=sys.stderr)
    found = {OURS: Extractor(OURS, extract)}
    for name, module in modules.items():
        found[name] = Extractor(labels[name], module.extract, getattr(module, "reset", None))
    return found, missing


def _peers_named(wanted: Sequence[str]) -> list[str]:
    if list(wanted) == ["none"]:
        return []
    available = importlib.import_module("yardstick.extraction").available()
    if list(wanted) == ["all"]:
        return [name for name in available if not name.startswith("floor_")]
    if unknown := set(wanted) - set(available):
        sys.exit(f"The yardstick has no {', '.join(sorted(unknown))}, only {', '.join(available)}.")
    return list(wanted)


def _answers(html: bytes, extractors: Mapping[str, Extractor]) -> dict[str, str]:
    """What each made of a page without an article; for us the reason of the refusal."""
    url = "https://page.example/of/unknown/address"
    ours = extract_articles(html, url)
    answers = {OURS: ours.reason if isinstance(ours, Rejection) else "taken for an article"}
    for name, extractor in extractors.items():
        if name not in (OURS, FLOOR):
            text = read(extractor, html, url).fields.get("body")
            answers[name] = "taken for an article" if text else "no text"
    return answers


def _speeds(readings: Mapping[str, Sequence[Reading]]) -> dict[str, dict[str, float]]:
    """Milliseconds a page: median and mean, and how many times the floor each is."""
    times = {name: [1000 * each.seconds for each in rows] for name, rows in readings.items()}
    floor = times[FLOOR]
    return {
        name: {
            "median_ms": round(statistics.median(taken), 3),
            "mean_ms": round(statistics.mean(taken), 3),
            "ratio": round(statistics.median(taken) / statistics.median(floor), 2),
            "ratio_of_means": round(statistics.mean(taken) / statistics.mean(floor), 2),
            "failed": sum("error" in each.fields for each in readings[name]),
        }
        for name, taken in times.items()
    }


if __name__ == "__main__":
    main()
