"""Archives and saved pages to warehouse, no crawl: read, extract, deduplicate, load."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Annotated, Any

from prefect import flow, get_run_logger
from prefect.utilities.annotations import quote
from pydantic import Field

from flows.artifacts import Progress, publish_funnel, publish_summary
from flows.funnel import counted
from flows.parameters import (
    SITES,
    Day,
    Host,
    Language,
    WrongParameters,
    midnight,
    refuse_empty_window,
    site_of,
    titled,
)
from flows.refused_package import say_refused
from flows.run import Run, begin_run, name_run
from flows.settings import read_settings
from tasks.crawl import host_of
from tasks.crawl.files import find_files
from tasks.crawl.intake import (
    ArchiveAt,
    LeftOut,
    Reader,
    Slice,
    Wanted,
    find_archives,
    in_batches,
    one_ahead,
    slices_of,
    told_pages,
)
from tasks.crawl.other_language import OtherLanguage, other_language
from tasks.crawl.read_before import ReadBefore, read_before
from tasks.crawl.records import as_read, is_gone
from tasks.crawl.saved import SavedPage, find_saved_pages, read_saved_pages, recall, said, wanted_pages
from tasks.identity import identify
from tasks.model import Fetch, Outcome
from tasks.stages import archive_batch, extract_archive, extract_pages
from warehouse import query
from warehouse.connect import open_reader
from warehouse.package import PackageRefused

# Of an archive as it lies: one or two thousand pages, for each load has a cost of its own; towards its end
# fewer, for while the last ones are loaded nothing is left to extract.
_BYTES_A_BATCH = 64 << 20
_BYTES_OF_THE_LAST = 16 << 20
_BYTES_A_SLICE = 1 << 20  # what a worker reads at once
_ROWS_A_BATCH = 500  # pages that are held in memory until they are in our archive
_PAGES_A_BATCH = 1_000


@flow(name="backfill-archive", flow_run_name="backfill from {archive}")
def backfill_archive(
    archive: Annotated[str, Field(min_length=1), titled("Archive")],
    index: Annotated[str | None, titled("Index")] = None,
    since: Annotated[Day | None, titled("Since")] = None,
    until: Annotated[Day | None, titled("Until")] = None,
    # The form shows a list where the default is one, and nothing here changes it.
    hosts: Annotated[list[Host], titled("Hosts")] = [],  # noqa: B006
    languages: Annotated[list[Language], titled("Languages")] = [],  # noqa: B006
    sample: Annotated[float, Field(gt=0, le=1), titled("Sample")] = 1.0,
    most_pages: Annotated[Annotated[int, Field(ge=1)] | None, titled("Most pages")] = None,
) -> dict[str, int]:
    """Load archives (WARC, WET, JSONL, Parquet) or saved pages, without a crawl.

    What was loaded before is not read again: a run that was stopped goes on where it was, file by file and
    place by place.

    Args:
        archive: A file, a folder or a pattern (/news/**/*.warc.gz) on the machine of the worker, or the same
            in object storage (s3://…).
        index: For saved pages: a file, here or in object storage, with a JSON object a line that gives each
            page's file, url, fetched_at and content_type, and is believed before all others. Each folder may
            have its own, index.jsonl.
        since: Only pages fetched on this day (UTC) or later.
        until: Only pages fetched before this day (UTC).
        hosts: Only pages of these hosts and of those below them ("bbc.com" has www.bbc.com). None: all.
        languages: Only articles in these languages, as BCP 47 has them ("ar", "fa"). None: all.
        sample: The share of all addresses to take, from 0 to 1; the same ones each time.
        most_pages: Stop once so many pages are read, at the end of a batch. Left empty: all.

    Returns:
        The funnel of the run: how many pages and articles came to each step; then how many of the new
        articles are in stories, in how many, and how many are copies of articles that were there before; then
        the number for each reason for which something was refused ("extract: no_text"), the most first.

    Raises:
        PackageRefused: the warehouse would not take a package, a damaged one for instance; all others are
            loaded.
    """
    refuse_empty_window(since, until)
    settings = read_settings()
    wanted = Wanted(
        since=midnight(since),
        until=midnight(until),
        hosts=tuple(host_of(f"https://{host}/") or host.lower() for host in hosts),
        languages=tuple(languages),
        share=sample,
    )
    try:
        archives, saved = _find(archive, index)
    except ValueError as error:  # no name of a file
        raise WrongParameters(str(error)) from error
    except OSError as error:  # not there, or not to be looked at
        told = f"{error.filename} cannot be read: {error.strerror}." if error.filename else str(error)
        raise WrongParameters(told) from error
    asked: dict[str, Any] = {
        "archive": archive,
        "index": index,
        "since": since,
        "until": until,
        "hosts": hosts,
    }
    asked |= {"languages": languages, "sample": sample, "most_pages": most_pages}
    with begin_run("backfill-archive", settings, {}, asked) as (run, _):
        run.take_up_dead_runs()
        intake = _Intake(run, Reader(run.run_id, wanted, SITES), most_pages)
        intake.read_archives(archives)
        intake.read_saved(saved)
        run.finish()
    run.warn_of_losses()
    publish_funnel(run)
    publish_summary(run)
    name_run(f"backfill {counted(intake.pages, 'page')}, {run.funnel.totals()['new articles']} new articles")
    if run.refused:
        raise PackageRefused(say_refused(run.refused))
    return run.funnel.totals() | _told_of_loads(run)


def _told_of_loads(run: Run) -> dict[str, int]:
    settings = run.settings
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        in_stories = query.run_new_in_stories(connection, run.run_id)
        refused = query.run_rejections(connection, run.run_id)
    return {
        "new in stories": in_stories["articles"],
        "stories of these": in_stories["stories"],
        "copies of known ones": in_stories["copies_of_known"],
    } | {f"{row['stage']}: {row['reason']}": row["count"] for row in refused}


def _find(where: str, index: str | None) -> tuple[list[ArchiveAt], Sequence[SavedPage]]:
    """The archives and the saved pages at an address."""
    files = find_files(where)
    saved = find_saved_pages(files, index)
    archives = find_archives(file for file in files.files if file.address not in saved.indexes)
    if not archives and not saved.pages:
        if not files.files and not files.is_folder:
            raise FileNotFoundError(f"There is nothing at {where}; is the path right?")
        raise FileNotFoundError(
            f"There is nothing to read at {where}: no archive (.warc.gz, .wet.gz, .jsonl, .parquet …) and no "
            "saved page (.html, .txt, .gz of these)."
        )
    return archives, saved.pages


def _parts_of(archive: ArchiveAt) -> Iterator[Slice]:
    """What of the archive is loaded at once: half of what is left, within bounds."""
    at = 0
    if archive.size == 0:  # which is no archive, and a row says so
        yield Slice(archive.address, 0, 0)
    while (left := archive.size - at) > 0:
        half = left // 2 // _BYTES_A_SLICE * _BYTES_A_SLICE
        size = min(half, _BYTES_A_BATCH) if half >= _BYTES_OF_THE_LAST else left
        yield Slice(archive.address, at, at + size)
        at += size


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is read, packed and loaded together; the key tells whether it was loaded before."""

    archive: ArchiveAt
    place: int  # byte, or number of the batch in a file without places
    key: str
    slices: tuple[Slice, ...] = ()
    pages: Sequence[Any] = ()


class _Intake:
    """A backfill under way: while one batch is loaded, the next one is extracted."""

    def __init__(self, run: Run, reader: Reader, most_pages: int | None) -> None:
        self.pages = 0
        self._run = run
        self._reader = reader
        self._most = most_pages
        self._number = 0
        self._under_way: dict[str, str | None] = {}  # visits that are not in the warehouse yet

    def read_archives(self, archives: Sequence[ArchiveAt]) -> None:
        if not archives:
            return
        progress = Progress(self._run.flow, _mebibytes(sum(archive.size for archive in archives)), "MiB")
        before = 0
        under_way: Any = None
        for archive in archives:
            if self._is_enough():
                break
            for batch in self._batches(archive):
                if self._is_enough():
                    break
                upcoming = self._extract(batch)
                self._load(under_way)
                under_way = upcoming
                progress.tell((before + min(batch.place, archive.size)) >> 20)
            before += archive.size
            if self._most is not None:  # so that small files are not read beyond it
                self._load(under_way)
                under_way = None
        self._load(under_way)
        progress.tell(_mebibytes(before))

    def _batches(self, archive: ArchiveAt) -> Iterator[_Batch]:
        """The batches of a file that were not loaded before."""
        if archive.form != "records":
            left_out = LeftOut()
            pages = in_batches(
                told_pages(archive, self._reader, left_out), most=_ROWS_A_BATCH, most_bytes=_BYTES_A_BATCH
            )
            try:
                for number, here in enumerate(pages):
                    key = self._key(archive, number)
                    if not self._loaded([key]) and (new := self._news(here)):
                        yield _Batch(archive, number, key, pages=new)
            finally:
                self._run.funnel.count_left_out(left_out)
            return
        batches = [
            _Batch(
                archive,
                whole.start,
                self._key(archive, whole.start),
                tuple(slices_of(archive, _BYTES_A_SLICE, start=whole.start, end=whole.end)),
            )
            for whole in _parts_of(archive)
        ]
        loaded, elsewhere = self._known(archive, batches)
        if loaded:
            had = "1 part was" if len(loaded) == 1 else f"{len(loaded):,} parts were"
            get_run_logger().info("Of %s %s loaded before.", as_read(archive.address), had)
        yield from self._to_read_again([batch for batch in batches if batch.key in loaded], elsewhere)
        yield from (batch for batch in batches if batch.key not in loaded)

    def _known(self, archive: ArchiveAt, batches: Sequence[_Batch]) -> tuple[set[str], list[dict[str, Any]]]:
        """Keys of the batches that were loaded before, and where pages that they hold are said to lie now."""
        settings = self._run.settings
        with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
            loaded = query.loaded(connection, [batch.key for batch in batches])
            starts = [batch.place for batch in batches]
            elsewhere = query.lying_elsewhere_now(connection, archive.address, starts) if loaded else []
        return loaded, elsewhere

    def _to_read_again(
        self, loaded: Sequence[_Batch], elsewhere: Sequence[Mapping[str, Any]]
    ) -> list[_Batch]:
        """Of the batches that were loaded before those with pages that lie in a copy which is gone.

        Their keys are those of the loss: once one is loaded, nothing is read again for it.
        """
        copies = {row["archive_path"] for row in elsewhere}
        gone = {copy for copy in copies if copy is None or is_gone(copy)}
        lost: defaultdict[int, list[str]] = defaultdict(list)
        for row in elsewhere:
            if row["archive_path"] in gone:
                lost[row["start"]] += row["load_ids"]
        if not lost:
            return []
        batches = [
            replace(batch, key=identify("package", "archive again", batch.key, *lost[batch.place]))
            for batch in loaded
            if batch.place in lost
        ]
        known = self._loaded([batch.key for batch in batches])
        again = [batch for batch in batches if batch.key not in known]
        if again:
            get_run_logger().info(
                "Of %s %s read again: pages of it were last read in a copy that is gone.",
                as_read(again[0].archive.address),
                "1 part is" if len(again) == 1 else f"{len(again):,} parts are",
            )
        return again

    def _key(self, archive: ArchiveAt, place: int) -> str:
        file = (archive.address, str(archive.size), archive.modified.isoformat())
        return identify("package", "archive", *file, str(place), repr(self._reader.wanted))

    def _loaded(self, keys: Sequence[str]) -> set[str]:
        settings = self._run.settings
        with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
            return query.loaded(connection, keys)

    def _news(self, pages: Sequence[tuple[Fetch, bytes]]) -> list[tuple[Fetch, bytes]]:
        """The pages that say what no visit said before: of a file that was touched or copied, none."""
        visits = self._visits([fetch.requested_url for fetch, _ in pages]) | self._under_way
        new, said_before = [], []
        with self._others() as others:
            for fetch, body in pages:
                if said(fetch, visits) or fetch.fetch_id in others:
                    said_before.append(fetch)
                else:
                    new.append((fetch, body))
                    visits[fetch.fetch_id] = fetch.reason
        self._count_again(said_before)
        if new:  # or what is under way stays so
            self._under_way = {fetch.fetch_id: fetch.reason for fetch, _ in new}
        return new

    def _visits(self, urls: Sequence[str]) -> dict[str, str | None]:
        settings = self._run.settings
        with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
            return query.visits(connection, urls)

    def _others(self) -> AbstractContextManager[OtherLanguage]:
        return other_language(self._run.settings.data_folder, self._reader.wanted.languages)

    def _count_again(self, fetches: Sequence[Fetch]) -> None:
        """Count what said nothing new. What failed is told again, for it is still to be mended."""
        funnel = self._run.funnel
        with self._others() as others:
            left_out = {fetch.fetch_id for fetch in fetches if fetch.fetch_id in others}
        wanted = [fetch for fetch in fetches if fetch.fetch_id not in left_out]
        funnel.count("left out", [fetch for fetch in fetches if fetch.fetch_id in left_out], "language")
        funnel.count("due", wanted)
        funnel.count_answers([_as_unchanged(fetch) for fetch in wanted], {})

    def _extract(self, batch: _Batch) -> Any:
        self._number += 1
        settings = self._run.settings
        common = (self._reader, settings.data_folder, settings.workers(), f"{self._number:05}", batch.key)
        if batch.slices:
            return extract_archive.submit(batch.slices, *common)
        return extract_pages.submit(quote(batch.pages), *common)

    def _load(self, under_way: Any) -> None:
        if under_way is not None:
            self.pages += self._run.load_package(*under_way.result())

    def _is_enough(self) -> bool:
        return self._most is not None and self.pages >= self._most

    def read_saved(self, saved: Sequence[SavedPage]) -> None:
        """Saved pages, each known by its address: one that says nothing new is not loaded again."""
        left_out = LeftOut()
        wanted = wanted_pages(saved, self._reader, left_out)
        if wanted and not self._is_enough():
            progress = Progress(self._run.flow, len(wanted))
            with read_before(self._run.settings.data_folder) as memory:
                unread = self._unread(wanted, memory, left_out)
                read = read_saved_pages(unread, memory, self._reader, left_out)
                done = len(wanted) - len(unread)
                most = min(_PAGES_A_BATCH, self._most or _PAGES_A_BATCH)
                for pages in one_ahead(in_batches(read, most=most, most_bytes=_BYTES_A_BATCH)):
                    self._take_in(pages)
                    memory.keep()
                    done += len(pages)
                    progress.tell(done)
                    if self._is_enough():
                        break
                memory.keep()
        self._run.funnel.count_left_out(left_out)

    def _unread(self, pages: Sequence[SavedPage], memory: ReadBefore, left_out: LeftOut) -> list[SavedPage]:
        """Those that are not as they were when they told of a visit that is known; counts the others."""
        unread = []
        for start in range(0, len(pages), _PAGES_A_BATCH):
            recalled = recall(pages[start : start + _PAGES_A_BATCH], memory, self._reader, left_out)
            visits = self._visits([fetch.url for _, fetch in recalled if fetch is not None])
            said_before = []
            with self._others() as others:
                for page, fetch in recalled:
                    if fetch is not None and (said(fetch, visits) or fetch.fetch_id in others):
                        said_before.append(fetch)
                    else:
                        unread.append(page)
            self._count_again(said_before)
        return unread

    def _take_in(self, pages: Sequence[tuple[Fetch, bytes]]) -> None:
        run, settings, languages = self._run, self._run.settings, self._reader.wanted.languages
        most = None if self._most is None else self._most - self.pages
        self._number += 1
        batch = f"{self._number:05}"
        urls = list(dict.fromkeys(fetch.url for fetch, _ in pages))
        run.add_sites(site_of(url) for url in urls)
        known, visits = run.known_pages(urls), self._visits(urls)
        fetches, said_before = archive_batch(
            quote(pages), known, visits, settings.data_folder, run.run_id, batch, most, languages
        )
        self._count_again(said_before)
        run.funnel.count("due", run.load(batch, fetches, known, languages))
        self.pages += len(fetches)


def _mebibytes(size: int) -> int:
    """As many as it has, and the one that it has begun: of small files there is not nothing to do."""
    return -(-size >> 20)


def _as_unchanged(fetch: Fetch) -> Fetch:
    outcome: Outcome = "failed" if fetch.outcome == "failed" else "unchanged"
    return replace(fetch, outcome=outcome, wire_bytes=0)
