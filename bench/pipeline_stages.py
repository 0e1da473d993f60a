"""Where a page's time goes: each stage of the pipeline by itself on one core, and extraction on two."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from selectolax.lexbor import LexborHTMLParser

from bench.pipeline_archive import MadeArchive
from bench.story_warehouse import decide
from tasks import words
from tasks.article import extract_articles
from tasks.article.decode import Decoded, decode
from tasks.crawl.intake import LeftOut, Reader, Slice, Wanted, pages_in
from tasks.identity import identify
from tasks.package import rows_of, table_of, write_package
from tasks.pool import LocalWorkers, package_slices
from tasks.story import imprint_texts
from warehouse.connect import open_writer
from warehouse.load import load_package
from warehouse.memory import write_out
from warehouse.search import index_path, update_index

EXTRACTING = ("read", "decode", "parse", "extract", "sketch", "write")
"""The stages that worker processes do, but for the file, which the flow writes of what they pack."""

_CHUNK = 32  # pages that a worker packs at once


def read_stages(archive: MadeArchive, work: Path, count: int) -> dict[str, float]:
    """Microseconds of processor time a page of each stage in a worker; the least of three readings."""
    reader = Reader(identify("run"), Wanted(), {})
    piece = Slice(archive.path.as_uri(), 0, archive.path.stat().st_size * count // archive.pages)
    pages, reading = _least(lambda: list(pages_in(piece, reader, LeftOut())))
    extracted = []
    totals = dict.fromkeys(EXTRACTING, 0.0)
    for fetch, html in pages:
        decoded, took = _least(decode, html, fetch.url, fetch.content_type)
        parse = _least(LexborHTMLParser, decoded.text)[1] if isinstance(decoded, Decoded) else 0.0
        read = partial(extract_articles, content_type=fetch.content_type, fetched_at=fetch.fetched_at)
        found, whole = _least(read, html, fetch.url)
        totals["decode"] += took
        totals["parse"] += parse
        totals["extract"] += max(0.0, whole - took - parse)
        extracted.append((fetch, found))
    tables = []
    for start in range(0, len(extracted), _CHUNK):
        chunk = extracted[start : start + _CHUNK]
        articles = [one.text for _, found in chunk if isinstance(found, list) for one in found]
        _, sketch = _least(imprint_texts, articles)
        rows, made = _least(rows_of, chunk)
        table, packed = _least(table_of, rows)
        tables.append(table)
        totals["sketch"] += sketch
        totals["write"] += max(0.0, made - sketch) + packed
    write = partial(write_package, run_id=reader.run_id, package_id=identify("package"))
    totals["write"] += _least(write, work / "stages.parquet", pa.concat_tables(tables))[1]
    spent = {name: total / len(pages) for name, total in totals.items()} | {"read": reading / len(pages)}
    return {name: round(1e6 * seconds, 1) for name, seconds in spent.items()}


def load_stages(packages: Sequence[Path], warehouse: Path) -> dict[str, float]:
    """Microseconds of processor time a page of loading packages: decide (duplicates), load, words.

    Into a new warehouse, one after another, as the flow does; load is all but the other two, the commit too.
    """
    rows = 0
    spent = dict.fromkeys(("decide", "load", "words"), 0.0)

    def timed(*given: Any) -> Any:
        began = time.process_time()
        decided = decide(*given)
        spent["decide"] += time.process_time() - began
        return decided

    for package in packages:
        began = time.process_time()
        with open_writer(warehouse, threads=1, memory="256MiB") as connection:
            summary = load_package(connection, package, decide=timed)
            rows += summary["package_rows"]
            write_out(connection)
            loaded = time.process_time()
            update_index(connection, index_path(warehouse), wording=words, after=summary["load_id"])
            indexed = time.process_time() - loaded
        spent["words"] += indexed
        spent["load"] += time.process_time() - began - indexed
    spent["load"] -= spent["decide"]
    return {name: round(1e6 * seconds / rows, 1) for name, seconds in spent.items()}


def _least(work: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    """What comes of it, and the least of three times of processor time, in seconds."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        found = work(*given)
        taken.append(time.process_time() - began)
    return found, min(taken)


def scaling(archive: MadeArchive, work: Path, turns: int = 3) -> dict[str, float]:
    """Seconds by the clock to extract a part of the archive on one process and on two, in turns."""
    size = min(archive.path.stat().st_size, 48 << 20)
    slices = [Slice(archive.path.as_uri(), at, at + (1 << 20)) for at in range(0, size, 1 << 20)]
    reader = Reader(identify("run"), Wanted(), {})
    taken: dict[int, list[float]] = {1: [], 2: []}
    for number in (1, 2) * turns:
        extract = partial(
            package_slices,
            path=work / "scaling.parquet",
            package_id=identify("package"),
            reader=reader,
            data_folder=work,
            workers=LocalWorkers(number),
        )
        extract(slices[:4])  # warm
        began = time.monotonic()
        extract(slices)
        taken[number].append(time.monotonic() - began)
    one, two = min(taken[1]), min(taken[2])
    return {"one": round(one, 2), "two": round(two, 2), "times": round(one / two, 2)}
