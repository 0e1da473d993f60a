"""A peer of the pipeline, written in the obvious way on two processes.

    python pipeline_peers.py NAME WARC OUT MOST

Runs in the peers' environment and imports nothing of ours. Prints a JSON line: pages, seconds by the clock,
seconds of processor time in all processes, peak memory in MiB.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

PROCESSES = 2


def pages(warc: Path) -> Iterator[tuple[str, bytes]]:
    """Address and body of each response."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with warc.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            yield record.headers["WARC-Target-URI"], record.reader.read()


def news_please(page: tuple[str, bytes]) -> str:
    """The article as JSON, as its own command writes it."""
    from newsplease import NewsPlease

    url, html = page
    try:
        article = NewsPlease.from_html(html, url=url, fetch_images=False)
        return json.dumps(article.get_serializable_dict(), default=str)
    except Exception as error:  # noqa: BLE001 - peers raise what they like
        return json.dumps({"url": url, "error": repr(error)})


def trafilatura(page: tuple[str, bytes]) -> tuple[str | None, ...]:
    """Address, digest of the text, headline, date, authors, text."""
    from trafilatura import bare_extraction

    url, html = page
    document = bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if document is None:
        return (url, None, None, None, None, None)
    digest = hashlib.sha256((document.text or "").encode()).hexdigest()
    return (url, digest, document.title, document.date, document.author, document.text)


def write_json(results: Iterator[str], out: Path) -> int:
    count = 0
    with out.open("w", encoding="utf-8") as file:
        for line in results:
            count += 1
            file.write(line + "\n")
    return count


def insert(results: Iterator[tuple[Any, ...]], out: Path) -> int:
    """Texts that were not there before, a thousand at a time."""
    import duckdb

    count = 0
    with duckdb.connect(str(out)) as connection:
        connection.execute(
            "CREATE TABLE article (url VARCHAR, sha256 VARCHAR PRIMARY KEY, title VARCHAR, date VARCHAR, "
            "author VARCHAR, text VARCHAR)"
        )
        while rows := list(islice(results, 1000)):
            count += len(rows)
            found = [row for row in rows if row[1] is not None]
            if found:
                connection.executemany("INSERT OR IGNORE INTO article VALUES (?, ?, ?, ?, ?, ?)", found)
    return count


PEERS: dict[str, tuple[Callable[..., Any], Callable[..., int]]] = {
    "news-please": (news_please, write_json),
    "trafilatura": (trafilatura, insert),
}


def main(name: str, warc: str, out: str, most: str) -> None:
    extract, store = PEERS[name]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        # Imports and first pages are no part of a page's cost; each process gets some of both.
        warm = list(islice(pages(Path(warc)), 8)) * PROCESSES
        pool.map(extract, warm, chunksize=8)
        began, processor = time.monotonic(), _processor()
        count = store(pool.imap(extract, islice(pages(Path(warc)), int(most)), chunksize=8), Path(out))
        seconds = time.monotonic() - began
        spent = _processor() - processor
    peak = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        + PROCESSES * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    )
    print(json.dumps({"pages": count, "seconds": seconds, "processor": spent, "peak_mib": peak / 1024}))


def _processor() -> float:
    """Seconds of processor time of this process and its living children."""
    me = os.getpid()
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(path.parent.name) == me or int(fields[1]) == me:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(*sys.argv[1:])
