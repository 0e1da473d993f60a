"""Extract archived pages in worker processes that import neither Prefect nor the caller's main module."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path

from loky import ProcessPoolExecutor, get_reusable_executor
from loky.process_executor import TerminatedWorkerError

from tasks.article import extract_articles
from tasks.crawl import read_body
from tasks.crawl.coding import BadCoding, TooLarge
from tasks.crawl.warc import NotInArchive
from tasks.model import Article, Fetch, Rejection, Site
from tasks.package import Row, row_of

_CHUNK = 32  # fetches handed to a process at once: some tens of milliseconds of work
_SECONDS_A_PAGE = 10.0  # no honest page needs a tenth of it


def extract_fetches(
    fetches: Sequence[Fetch], *, sites: Mapping[str, Site], data_folder: Path, processes: int | None = None
) -> Iterator[Row]:
    """Package rows of `fetches`, in their order.

    A page that kills its process (a crash in C, memory, an endless loop) becomes a rejection with the
    reason "worker_died" or "too_slow"; the pages beside it are not lost.
    """
    chunks = [fetches[start : start + _CHUNK] for start in range(0, len(fetches), _CHUNK)]
    done = 0
    while done < len(chunks):
        pool = get_reusable_executor(max_workers=processes or os.cpu_count(), timeout=60)
        for future in [pool.submit(read_rows, chunk, dict(sites), data_folder) for chunk in chunks[done:]]:
            chunk = chunks[done]
            done += 1
            try:
                yield from future.result(timeout=_SECONDS_A_PAGE * _CHUNK)
            except (TerminatedWorkerError, FutureTimeoutError):
                pool.shutdown(kill_workers=True)
                yield from _one_by_one(chunk, sites, data_folder)
                break  # what was waiting in the broken pool starts over in a new one


def read_rows(fetches: Sequence[Fetch], sites: Mapping[str, Site], data_folder: Path) -> list[Row]:
    """Package rows of `fetches`, in this process; what is wrong with a page is its own rejection."""
    return [row_of(fetch, _extract(fetch, sites.get(fetch.source), data_folder)) for fetch in fetches]


def _extract(fetch: Fetch, site: Site | None, data_folder: Path) -> list[Article] | Rejection | None:
    if fetch.kind != "page" or fetch.outcome != "fetched" or fetch.archive is None:
        return None
    if fetch.reason is not None:  # it is kept, but was not to be read
        return Rejection(fetch.url, "fetch", fetch.reason, fetch.detail)
    try:
        body = read_body(data_folder, fetch.archive)
    except (NotInArchive, BadCoding, TooLarge) as error:
        return Rejection(fetch.url, "decode", "not_in_archive", f"The archived body cannot be read: {error}.")
    try:
        return extract_articles(
            body, fetch.url, content_type=fetch.content_type, site=site, fetched_at=fetch.fetched_at
        )
    except Exception as error:  # noqa: BLE001 - a page that finds a bug of ours must not take its batch along
        detail = f"A bug in extraction, please report it with this page: {error!r}"
        return Rejection(fetch.url, "extract", "extraction_failed", detail[:1000])


def _one_by_one(fetches: Sequence[Fetch], sites: Mapping[str, Site], data_folder: Path) -> Iterator[Row]:
    """Rows of a chunk whose process died or stood still, so that only the page that did it is lost."""
    pool = ProcessPoolExecutor(max_workers=1)
    for fetch in fetches:
        try:
            yield from pool.submit(read_rows, [fetch], dict(sites), data_folder).result(
                timeout=_SECONDS_A_PAGE
            )
            continue
        except TerminatedWorkerError:
            rejection = Rejection(
                fetch.url, "extract", "worker_died", "Reading this page killed its process."
            )
        except FutureTimeoutError:
            detail = f"Reading this page took over {_SECONDS_A_PAGE:.0f} seconds."
            rejection = Rejection(fetch.url, "extract", "too_slow", detail)
        pool.shutdown(kill_workers=True)
        pool = ProcessPoolExecutor(max_workers=1)
        yield row_of(fetch, rejection)
    pool.shutdown()
