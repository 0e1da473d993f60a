"""Measure the warehouse as it grows to a million articles: loads, size, questions, marts, search, memory.

    python -m bench.warehouse [--sizes 10000 100000 1000000] [--folder kept] [--chart docs/images/growth.svg]
    python -m bench.warehouse --short

The texts are made (bench/made_news.py), of real length, in packages of 1,000 articles, each loaded and timed:
contract, duplicates, merge, commit, and the index of words; three packages of 5,000 follow (one with
`--short`), for what a load costs by itself is paid once in each. For each size the first ten packages are
loaded, copied in bulk under other keys and on later days, and the last ten loaded on top. A folder that is
named is kept and gone on with. Questions are asked of a file opened read-only, three times each, and the
median counts, by the clock and in processor time of all cores: beside other work only the second says much.
Prints a table, then one JSON line.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from bench.copied_news import copy_articles
from bench.made_news import common_word, join_packages, make_package, text_bytes
from bench.story_warehouse import decide
from bench.tables import markdown
from tasks import words
from warehouse.connect import open_reader, open_writer
from warehouse.load import load_package
from warehouse.postings import reading_ahead
from warehouse.query import (
    published_by_source_on_day,
    report_tables,
    summary,
    totals,
    what_changed_in_article,
    who_carried_story,
)
from warehouse.search import index_path, search, tidy_index, update_index
from warehouse.sql import sql_names

BATCH = 1_000
_BASE = 10  # packages that are loaded and then copied
_TIMED = 10  # packages, at least, that are loaded one by one on top
_TOGETHER = 5  # packages that are one, as a large backfill has them

# The README's questions, column for column; only what they ask about is of the made news.
_DAY = (
    "SELECT published_at, headline, url FROM articles WHERE source = 'outlet_07' "
    "AND CAST(published_at AT TIME ZONE 'UTC' AS DATE) = $day ORDER BY published_at"
)
_STORY = (
    "SELECT carried_as, source, after_first, published_precision, kind, headline FROM who_carried "
    "WHERE story_id = (SELECT story_id FROM articles WHERE headline LIKE $like LIMIT 1) ORDER BY carried_as"
)
_REFUSED = (
    "SELECT source, stage, reason, urls, example_url, example_detail FROM rejections_by_reason "
    "ORDER BY urls DESC"
)
_CHANGES = (
    "SELECT seen_at, old.headline AS headline_before, new.headline AS headline_now, "
    "[p.text FOR p IN old.paragraphs IF NOT list_contains(new.paragraphs, p)] AS removed, "
    "[p.text FOR p IN new.paragraphs IF NOT list_contains(old.paragraphs, p)] AS added "
    "FROM corrections "
    "JOIN article_version AS old ON old.version_id = corrections.previous_version_id "
    "JOIN article_version AS new ON new.version_id = corrections.version_id "
    "WHERE url LIKE '%/3/999' AND changed_by = 'outlet' ORDER BY seen_at"
)
QUESTIONS_OF_README = (_DAY, _STORY, _REFUSED, _CHANGES)


@dataclass
class Load:
    """One package of BATCH articles, from the file to the last commit."""

    seconds: float
    cpu_seconds: float
    index_seconds: float


@dataclass
class Stage:
    """What was measured at a size: bytes an article; milliseconds by name, of the clock and of all cores."""

    articles: int
    seconds_a_load: float = 0.0  # median of those that led here
    slowest_load: float = 0.0
    articles_a_second: float = 0.0
    articles_a_cpu_second: float = 0.0
    large_articles_a_second: float = 0.0  # in packages of _TOGETHER times as many
    large_articles_a_cpu_second: float = 0.0
    lone_load_seconds: float = 0.0  # one load with opening and closing the file
    file_bytes: float = 0.0
    index_bytes: float = 0.0
    text_bytes: float = 0.0
    marts: dict[str, tuple[float, float]] = field(default_factory=dict)
    questions: dict[str, tuple[float, float]] = field(default_factory=dict)
    searches: dict[str, tuple[float, float]] = field(default_factory=dict)
    peak_mib: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="kept, and gone on with")
    parser.add_argument("--chart", type=Path, help="the growth as an SVG")
    parser.add_argument("--short", action="store_true", help="3,000 articles, and 30,000; under a minute")
    args = parser.parse_args()
    sizes = [3_000, 30_000] if args.short else sorted(args.sizes)
    with _folder(args.folder) as folder:
        stages = [_measure(folder, size, times=1 if args.short else 3) for size in sizes]
    print(_table(stages))
    if args.chart:
        from bench.warehouse_figure import draw

        args.chart.write_text(draw([asdict(stage) for stage in stages]), encoding="utf-8")
    print(json.dumps({"bench": "warehouse", "stages": [asdict(stage) for stage in stages]}))


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="warraq-warehouse-") as name:
        yield Path(name)


def _measure(folder: Path, size: int, *, times: int) -> Stage:
    """The figures at a size; `times` is how often what is loaded on top of it, large or alone, is loaded."""
    path, packages = folder / f"{size}" / "bench.duckdb", folder / "packages"
    path.parent.mkdir(exist_ok=True)
    stage = Stage(size)
    loads = _grow(path, packages, path.with_name("loads.json"), size // BATCH)
    if loads:
        stage.seconds_a_load = statistics.median(load.seconds for load in loads)
        stage.slowest_load = max(load.seconds for load in loads)
        stage.articles_a_second = BATCH * len(loads) / sum(load.seconds for load in loads)
        stage.articles_a_cpu_second = BATCH * len(loads) / sum(load.cpu_seconds for load in loads)
    with open_writer(path) as connection:
        tidy_index(connection, index_path(path), wording=words)
    large = [_large_load(path, packages) for _ in range(times)]
    stage.large_articles_a_second = _TOGETHER * BATCH * len(large) / sum(load.seconds for load in large)
    stage.large_articles_a_cpu_second = (
        _TOGETHER * BATCH * len(large) / sum(load.cpu_seconds for load in large)
    )
    stage.lone_load_seconds = statistics.median(_lone_load(path, packages) for _ in range(times))
    stage.text_bytes = text_bytes(make_package(packages, size // BATCH - 1)) / BATCH
    with open_reader(path) as connection:
        articles = _packages(connection) * BATCH
        stage.file_bytes, stage.index_bytes = (
            file.stat().st_size / articles for file in (path, index_path(path))
        )
        stage.marts = {name: _median(partial(_read, connection, name)) for name in sql_names("marts")}
        stage.questions = {name: _median(ask) for name, ask in _questions(connection).items()}
        stage.searches = {text: _median(partial(_search, connection, path, text)) for text in _searches()}
    stage.peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return stage


def _grow(path: Path, packages: Path, kept: Path, until: int) -> list[Load]:
    """Load what is missing up to this many packages; the loads, read from `kept` if they were done before."""
    packages.mkdir(parents=True, exist_ok=True)
    loads = [Load(**load) for load in json.loads(kept.read_text())] if kept.exists() else []
    with open_writer(path) as connection:
        done = _packages(connection)
        loads += _load_packages(connection, path, packages, range(done, min(_BASE, until)))
        done = max(done, min(_BASE, until))
        if done == _BASE and until - _TIMED >= 2 * _BASE:
            copy_articles(connection, index_path(path), (until - _TIMED) // _BASE - 1, days=_BASE // 10)
            done = _packages(connection)
            loads.clear()  # of a small warehouse: the ones on top count
        loads += _load_packages(connection, path, packages, range(done, until))
    kept.write_text(json.dumps([asdict(load) for load in loads]))
    return loads


def _load_packages(
    connection: duckdb.DuckDBPyConnection, path: Path, packages: Path, numbers: range
) -> list[Load]:
    return [_load(connection, path, make_package(packages, number)) for number in numbers]


def _packages(connection: duckdb.DuckDBPyConnection) -> int:
    """How many packages are loaded, by their articles."""
    return int(connection.execute("SELECT count(*) FROM article").fetchall()[0][0]) // BATCH


def _load(connection: duckdb.DuckDBPyConnection, path: Path, package: Path) -> Load:
    began, cpu = time.perf_counter(), time.process_time()
    with reading_ahead(package, words) as ahead:
        summary = load_package(connection, package, decide=decide)
        loaded = time.perf_counter()
        update_index(connection, index_path(path), wording=words, after=summary["load_id"], ahead=ahead)
    ended = time.perf_counter()
    return Load(ended - began, time.process_time() - cpu, ended - loaded)


def _large_load(path: Path, packages: Path) -> Load:
    with open_writer(path) as connection:
        done = _packages(connection)
        return _load(connection, path, join_packages(packages, range(done, done + _TOGETHER)))


def _lone_load(path: Path, packages: Path) -> float:
    """Seconds of the next package's load by a flow: the file is opened for it, and closed."""
    with open_writer(path) as connection:
        done = _packages(connection)
    package = make_package(packages, done)
    began = time.perf_counter()
    with open_writer(path) as connection:
        _load(connection, path, package)
    return time.perf_counter() - began


def _read(connection: duckdb.DuckDBPyConnection, mart: str) -> None:
    # As a person reads it: all of it is worked out, what fits on some screens is handed over.
    connection.execute(f'SELECT * FROM "{mart}"').fetchmany(1_000)


def _questions(connection: duckdb.DuckDBPyConnection) -> dict[str, Callable[[], Any]]:
    """The README's, and what flows and the report ask."""
    last = connection.execute("SELECT max(published_at) FROM article_version").fetchall()[0][0].date()
    (member,) = connection.execute("SELECT article_id::VARCHAR FROM story_member LIMIT 1").fetchall()[0]
    (changed,) = connection.execute(
        "SELECT article_id::VARCHAR FROM article_version WHERE previous_version_id IS NOT NULL LIMIT 1"
    ).fetchall()[0]
    (headline,) = connection.execute("SELECT headline FROM stories LIMIT 1").fetchall()[0]
    (run_id,) = connection.execute("SELECT run_id::VARCHAR FROM run LIMIT 1").fetchall()[0]
    return {
        "What did an outlet publish on a day?": lambda: connection.execute(_DAY, {"day": last}).fetchall(),
        "Who carried this story?": lambda: connection.execute(_STORY, {"like": f"{headline}%"}).fetchall(),
        "What was refused, and why?": lambda: connection.execute(_REFUSED).fetchall(),
        "What changed in this article?": lambda: connection.execute(_CHANGES).fetchall(),
        "published_by_source_on_day": lambda: published_by_source_on_day(connection, "outlet_07", last),
        "who_carried_story": lambda: who_carried_story(connection, member),
        "what_changed_in_article": lambda: what_changed_in_article(connection, changed),
        "totals": lambda: totals(connection),
        "summary of a run": lambda: summary(connection, [run_id]),
        "tables of the report": lambda: report_tables(connection),
    }


def _searches() -> list[str]:
    common, usual, rare = common_word(3), common_word(300), common_word(20_000)
    return [rare, usual, common, f"{usual} {common}", f"{rare} {common_word(301)}"]


def _search(connection: duckdb.DuckDBPyConnection, path: Path, text: str) -> None:
    search(connection, index_path(path), text, wording=words)


def _median(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds by the clock, and of all processors."""
    took = []
    for _ in range(3):
        began, cpu = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - began, time.process_time() - cpu))
    clock, processor = (round(1_000 * statistics.median(each), 1) for each in zip(*took, strict=True))
    return clock, processor


def _table(stages: list[Stage]) -> str:
    header = ["", *(f"{stage.articles:,} articles" for stage in stages)]
    named: list[tuple[str, Callable[[Stage], str]]] = [
        ("articles a second, through all loads", lambda stage: f"{stage.articles_a_second:,.0f}"),
        ("articles a second of processor time", lambda stage: f"{stage.articles_a_cpu_second:,.0f}"),
        ("the same in packages of 5,000", lambda stage: f"{stage.large_articles_a_second:,.0f}"),
        ("the same of processor time", lambda stage: f"{stage.large_articles_a_cpu_second:,.0f}"),
        ("a load of 1,000 articles, median, s", lambda stage: f"{stage.seconds_a_load:.2f}"),
        ("the slowest of them, s", lambda stage: f"{stage.slowest_load:.2f}"),
        ("one with opening and closing the file, s", lambda stage: f"{stage.lone_load_seconds:.2f}"),
        ("bytes of the file an article", lambda stage: f"{stage.file_bytes:,.0f}"),
        ("bytes of the index an article", lambda stage: f"{stage.index_bytes:,.0f}"),
        ("bytes of its compressed text", lambda stage: f"{stage.text_bytes:,.0f}"),
        ("most memory, MiB", lambda stage: f"{stage.peak_mib:,}"),
    ]
    rows = [[name, *map(figure, stages)] for name, figure in named]
    for kind in ("marts", "questions", "searches"):
        for number, name in enumerate(getattr(stages[0], kind)):
            shown = f"search {number + 1}" if kind == "searches" else name
            figures = [list(getattr(stage, kind).values())[number] for stage in stages]
            rows.append([f"{shown}, ms", *(f"{clock:.0f} / {processor:.0f}" for clock, processor in figures)])
    return markdown(header, rows)


if __name__ == "__main__":
    main()
