"""Every task that Prefect runs, on one screen; the work is done a floor below.

A task is a batch worth a second or more, never a page. Tasks get plain values and open what they need.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

import pyarrow.parquet as pq
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.concurrency.asyncio import ConcurrencySlotAcquisitionError
from prefect.concurrency.sync import concurrency
from prefect.events import emit_event
from prefect.states import Cancelled

from tasks import words
from tasks.crawl import CrawlSettings, url_fingerprint
from tasks.crawl.archived import body_in_archive
from tasks.crawl.discover import Discovery, discover
from tasks.crawl.fetch import fetch_pages
from tasks.crawl.intake import LeftOut, Reader, Slice, keep_pages
from tasks.crawl.ownership import site_of
from tasks.crawl.saved import archive_saved_pages
from tasks.decision import deciding
from tasks.identity import identify
from tasks.model import Candidate, Fetch, Known, Site
from tasks.pool import Workers, package_fetches, package_slices
from tasks.retention import SHOWN, old_archives, old_packages, remove_what_was_only_looked_at
from tasks.sites import all_sites
from tasks.story import Recall
from warehouse import query
from warehouse.connect import HINDRANCES, Place, open_reader, open_writer, snapshot_path
from warehouse.frontier import LeadRow, write_aliases
from warehouse.load import LoadSummary, load_package, rehearse
from warehouse.maintain import forget_archives, keep_in_order
from warehouse.memory import in_enough_memory, write_out
from warehouse.package import find_damaged
from warehouse.postings import Indexed, reading_ahead
from warehouse.run import end_unanswered
from warehouse.search import index_path, tidy_index, update_index

WRITER_LIMIT = "warehouse-writer"
"""The global concurrency limit (of one) that every load holds; `make up` creates it."""

WAREHOUSE = "warraq.warehouse"
LOADED = "warraq.load.completed"
"""The event of each load, about the resource WAREHOUSE: an automation answers to its absence."""


@task(name="discover", task_run_name="discover {batch}", cache_policy=NO_CACHE, persist_result=False)
def discover_sources(
    sites: Sequence[Site],
    known_seeds: Mapping[str, Known],
    settings: CrawlSettings,
    run_id: str,
    batch: str,
    since: datetime | None,
) -> Discovery:
    """Ask each site's seeds what is new, or what was there from `since` on."""
    return asyncio.run(
        discover(
            sites,
            run_id=run_id,
            known_seeds=known_seeds,
            settings=settings,
            batch=batch,
            declared=list(all_sites().values()),
            since=since,
        )
    )


@task(name="fetch", task_run_name="fetch {batch}", cache_policy=NO_CACHE, persist_result=False)
def fetch_batch(
    candidates: Sequence[Candidate],
    sites: Mapping[str, Site],
    known: Mapping[str, Known],
    settings: CrawlSettings,
    run_id: str,
    batch: str,
) -> list[Fetch]:
    """Fetch some hosts' pages politely into the archive. Asked again, it goes on where it stopped.

    Ends as cancelled after `stop_fetching`; what had come by then is in the archive and its log.
    """
    fetching = fetch_pages(
        candidates, sites=sites, run_id=run_id, known=known, settings=settings, batch=batch
    )
    try:
        return asyncio.run(_until_stopped(fetching, run_id))
    except asyncio.CancelledError:
        # Prefect takes a returned state for the task's own; whoever asks for the result gets an error.
        return cast(list[Fetch], Cancelled(message="The run has ended."))


_fetching: set[tuple[str, asyncio.AbstractEventLoop, asyncio.Task[Any]]] = set()
_stopped: set[str] = set()


def stop_fetching(run_id: str) -> None:
    """End the run's batches that are being fetched in this process, and let none begin."""
    _stopped.add(run_id)
    for of_run, loop, fetching in list(_fetching):
        if of_run == run_id:
            with contextlib.suppress(RuntimeError):  # the loop has just closed
                loop.call_soon_threadsafe(fetching.cancel)


async def _until_stopped(fetching: Coroutine[Any, Any, list[Fetch]], run_id: str) -> list[Fetch]:
    task = asyncio.ensure_future(fetching)
    entry = run_id, asyncio.get_running_loop(), task
    _fetching.add(entry)
    if run_id in _stopped:
        task.cancel()
    try:
        return await task
    finally:
        _fetching.discard(entry)


@task(name="archive", task_run_name="archive {batch}", cache_policy=NO_CACHE, persist_result=False)
def archive_batch(
    pages: Sequence[tuple[Fetch, bytes]],
    known: Mapping[str, Known],
    visits: Mapping[str, str | None],
    data_folder: Path,
    run_id: str,
    batch: str,
    most: int | None,
    languages: Sequence[str] = (),
) -> tuple[list[Fetch], list[Fetch]]:
    """Take saved pages into the archive; gives what is new, and what earlier visits said already.

    Give the pages as a `quote`, or Prefect looks for futures in every one of them.
    """
    return archive_saved_pages(
        pages,
        known,
        visits,
        data_folder=data_folder,
        run_id=run_id,
        batch=batch,
        most=most,
        languages=languages,
    )


@task(name="extract", task_run_name="extract {batch}", cache_policy=NO_CACHE, persist_result=False)
def extract_batch(
    fetches: Sequence[Fetch],
    sites: Mapping[str, Site],
    data_folder: Path,
    workers: Workers,
    run_id: str,
    batch: str,
    folder: str = "packages",
    languages: Sequence[str] = (),
) -> Path:
    """Read the archived bodies into a load package in a folder of `data_folder`; gives its path."""
    path = data_folder / folder / f"{run_id}-{batch}.parquet"
    package_fetches(
        fetches,
        path,
        run_id=run_id,
        package_id=identify("package", run_id, batch),
        sites=sites,
        data_folder=data_folder,
        workers=workers,
        languages=languages,
    )
    return path


@task(name="extract", task_run_name="extract {batch}", cache_policy=NO_CACHE, persist_result=False)
def extract_archive(
    slices: Sequence[Slice], reader: Reader, data_folder: Path, workers: Workers, batch: str, package_id: str
) -> tuple[Path, LeftOut]:
    """Read slices of an archive, where it lies, into a load package; gives its path and what was left out."""
    path = data_folder / "packages" / f"{reader.run_id}-{batch}.parquet"
    left_out = package_slices(
        slices, path, package_id=package_id, reader=reader, data_folder=data_folder, workers=workers
    )
    return path, left_out


@task(name="extract", task_run_name="extract {batch}", cache_policy=NO_CACHE, persist_result=False)
def extract_pages(
    pages: Sequence[tuple[Fetch, bytes]],
    reader: Reader,
    data_folder: Path,
    workers: Workers,
    batch: str,
    package_id: str,
) -> tuple[Path, LeftOut]:
    """Take pages into our archive, then read them as `extract_archive` does.

    Give the pages as a `quote`, or Prefect looks for futures in every one of them.
    """
    path = data_folder / "packages" / f"{reader.run_id}-{batch}.parquet"
    fetches = keep_pages(pages, data_folder=data_folder, run_id=reader.run_id, batch=batch)
    left_out = package_fetches(
        fetches,
        path,
        run_id=reader.run_id,
        package_id=package_id,
        sites={fetch.source: site_of(fetch.url, reader.sites) for fetch in fetches},
        data_folder=data_folder,
        workers=workers,
        languages=reader.wanted.languages,
    )
    return path, left_out


@task(
    name="load",
    task_run_name="load {package.stem}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def load_batch(
    package: Path, warehouse: Place, lock_wait: float, threads: int | None = None, memory: str | None = None
) -> LoadSummary:
    """Load one package in one transaction, while no other load runs anywhere; then index its words.

    On so many `threads`, or one for each core, and in so much `memory`, as `open_writer` has them.
    """
    # With one thread, other work has the other cores.
    words_ahead = contextlib.nullcontext() if threads == 1 else reading_ahead(package, words)
    with (
        _slot_of(warehouse, lock_wait),
        open_writer(warehouse, wait=lock_wait, threads=threads, memory=memory) as connection,
        words_ahead as ahead,
    ):
        summary = load_package(connection, package, decide=_decide)
        _follow_up(connection, warehouse, package, summary, ahead)
    if not summary["is_repeated"]:
        emit_event(
            event=LOADED,
            resource={"prefect.resource.id": WAREHOUSE, "prefect.resource.name": warehouse.name},
            payload={
                "package": package.name,
                "rows": summary["package_rows"],
                "new_articles": sum(summary["new_articles"].values()),
            },
        )
    return summary


def _follow_up(
    connection: Any,
    warehouse: Place,
    package: Path,
    summary: LoadSummary,
    ahead: Future[Indexed] | None,
) -> None:
    """Do what follows a load, which is committed: what cannot be done now is told, and does not undo it."""
    index = partial(
        update_index,
        connection,
        index_path(warehouse),
        wording=words,
        most=5_000,  # a warehouse that was never indexed is the nightly run's
        after=None if summary["is_repeated"] else summary["load_id"],
        ahead=ahead,
        wait=1.0,
    )
    try:
        in_enough_memory(connection, partial(write_aliases, connection, _leads(package)))
        # It is to be done anyway, and what it frees is what the words need.
        in_enough_memory(connection, partial(write_out, connection))
        in_enough_memory(connection, index)
    except HINDRANCES as error:
        logging.getLogger(__name__).warning(
            "%s is loaded, but not all that follows was done: %s Until the nightly maintenance does it, "
            "searches read what the index lacks, and addresses that redirect may be asked for once more.",
            package.name,
            error,
        )


def _leads(package: Path) -> list[LeadRow]:
    """Where the addresses led to that redirected."""
    columns = ["kind", "page_id", "fetched_at", "redirects"]
    rows = pq.read_table(package, columns=columns, filters=[("kind", "=", "page")]).to_pylist()
    return [
        LeadRow(url_fingerprint=url_fingerprint(url), page_id=row["page_id"], fetched_at=row["fetched_at"])
        for row in rows
        for url in row["redirects"] or ()
    ]


@task(name="rehearse", cache_policy=NO_CACHE, persist_result=False)
def rehearse_loads(
    packages: Sequence[Path], warehouse: Place, lock_wait: float, run_id: str
) -> tuple[list[LoadSummary], Rehearsed]:
    """What loading these packages would do; the warehouse stays as it is."""

    def look(connection: Any) -> Rehearsed:
        return Rehearsed(
            query.summary(connection, [run_id]),
            query.run_stories(connection, [run_id]),
            query.run_rejected_pages(connection, [run_id]),
            query.run_articles(connection, [run_id]),
        )

    with _slot_of(warehouse, lock_wait), open_writer(warehouse, wait=lock_wait) as connection:
        return rehearse(connection, packages, look, decide=_decide)


class Rehearsed(NamedTuple):
    """The warehouse as a rehearsed run would leave it: rows of the queries of these names."""

    summary: dict[str, Any]
    stories: list[dict[str, Any]]
    rejected: list[dict[str, Any]]
    articles: list[dict[str, Any]]


@task(name="maintain", cache_policy=NO_CACHE, persist_result=False)
def check_and_copy(
    warehouse: Place, data_folder: Path, lock_wait: float, take_snapshot: bool, keep_backups: int
) -> dict[str, int]:
    """Rows wrong by check; if there are none, a copy for readers beside the file, and a backup."""
    holds = partial(body_in_archive, data_folder)
    with _slot_of(warehouse, lock_wait), open_writer(warehouse, wait=lock_wait) as connection:
        update_index(connection, index_path(warehouse), wording=words, wait=lock_wait)
        tidy_index(connection, index_path(warehouse), wording=words, wait=lock_wait)
        return keep_in_order(
            connection,
            holds=holds,
            copy=snapshot_path(warehouse) if take_snapshot else None,
            backups=data_folder / "backups",
            keep_backups=keep_backups,
        )


@task(name="check packages", cache_policy=NO_CACHE, persist_result=False)
def check_packages(warehouse: Place, data_folder: Path, lock_wait: float) -> list[tuple[Path, str, bool]]:
    """The packages on disk that are damaged: what is wrong with each, and whether the warehouse has its rows.

    A damaged one may not say its id, and is known by its name.
    """
    damaged = find_damaged(data_folder / "packages", most_bytes=_PACKAGE_BYTES_CHECKED)
    if not damaged:
        return []
    with open_reader(warehouse, wait=lock_wait) as connection:
        loaded = query.loaded_package_names(connection)
    return [(path, why, path.name in loaded) for path, why in damaged.items()]


_PACKAGE_BYTES_CHECKED = 4 << 30  # some 400,000 pages; half a minute of a slow disk


@task(name="forget", cache_policy=NO_CACHE, persist_result=False)
def forget_old(
    warehouse: Place,
    data_folder: Path,
    lock_wait: float,
    now: datetime,
    package_days: int | None,
    archive_days: int | None,
) -> dict[str, int]:
    """Remove packages and archives older than so many days (None: keep them); how many files of each.

    A package goes only once it is loaded and the oldest backup is younger, since a restored backup is brought
    up to date from packages. The warehouse lets go of an archive before it is removed.
    """
    removed = {"packages": 0, "archives": 0}
    with _slot_of(warehouse, lock_wait), open_writer(warehouse, wait=lock_wait) as connection:
        if package_days is not None:
            backups = [path.stat().st_mtime for path in (data_folder / "backups").glob("*.duckdb")]
            before = min(
                [now - timedelta(days=package_days), *(datetime.fromtimestamp(at, UTC) for at in backups)]
            )
            for path in old_packages(data_folder, query.loaded_packages(connection), before):
                path.unlink()
                removed["packages"] += 1
        if archive_days is not None:
            archives = old_archives(data_folder, (now - timedelta(days=archive_days)).date())
            forget_archives(connection, [path.relative_to(data_folder).as_posix() for path in archives])
            for path in archives:
                path.unlink()
                removed["archives"] += 1
        end_unanswered(connection, now - SHOWN)
    remove_what_was_only_looked_at(data_folder, now)
    return removed


def _slot_of(warehouse: Place, wait: float) -> contextlib.AbstractContextManager[None]:
    """The slot of whoever writes a file. Writers of a lake take turns there, by the transaction."""
    return writer_slot(wait) if isinstance(warehouse, Path) else contextlib.nullcontext()


@contextlib.contextmanager
def writer_slot(wait: float) -> Iterator[None]:
    """The slot of whoever writes, which queues the loads of all flows; done without after `wait` seconds.

    A load that was killed leaves it taken until its lease runs out, in a minute, and a server that is being
    started again gives none. What keeps two writers apart is the lock on the warehouse's file, which the
    kernel lets go of however a process ends.
    """
    slot = contextlib.ExitStack()
    if not _take_slot(slot, wait):
        logging.getLogger(__name__).warning(
            "The slot %r was not to be had for %g seconds, perhaps since a load was killed: going on.",
            WRITER_LIMIT,
            wait,
        )
    try:
        yield
    finally:
        try:
            slot.close()
        except Exception as error:  # whatever the client raises; all but an absent server is raised on
            if not is_unreachable(error):
                raise
            logging.getLogger(__name__).warning("The server is away; its lease on the slot runs out.")


def _take_slot(slot: contextlib.ExitStack, wait: float) -> bool:
    deadline = time.monotonic() + wait
    while (left := deadline - time.monotonic()) > 0:
        try:
            slot.enter_context(
                concurrency(
                    WRITER_LIMIT,
                    strict=True,
                    timeout_seconds=left,
                    lease_duration=60,
                    raise_on_lease_renewal_failure=False,
                )
            )
        except TimeoutError:
            return False
        except ConcurrencySlotAcquisitionError as error:
            if not is_unreachable(error.__cause__):
                raise
            time.sleep(1.0)
        else:
            return True
    return False


def is_unreachable(error: BaseException | None) -> bool:
    """Whether an error of Prefect's client says that its server does not answer, as while it is restarted."""
    # httpx's TransportError by its name: only the crawl may import httpx.
    return any(kind.__name__ == "TransportError" for kind in type(error).__mro__)


_decide = deciding(Recall())  # for the loads of one process
