"""Extract archived pages in worker processes that import neither Prefect nor the caller's main module.

A worker gets plain values: some fetches whose bodies are in the archive, or a slice of an archive of
somebody else; it gives back package rows in Arrow's form. A page that kills its process (a crash in C, all
the memory, an endless loop) becomes a rejection; the pages beside it go on.
"""

from __future__ import annotations

import faulthandler
import gc
import logging
import re
import resource
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import compress, count
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import Any, Protocol

import pyarrow as pa
from loky import ProcessPoolExecutor
from loky.process_executor import ShutdownExecutorError, TerminatedWorkerError

import tasks.article
from tasks.crawl import read_body
from tasks.crawl.coding import BadCoding, TooLarge
from tasks.crawl.intake import LeftOut, Reader, Slice, pages_in
from tasks.crawl.other_language import other_language
from tasks.crawl.ownership import site_of
from tasks.crawl.url import host_of
from tasks.crawl.warc import ArchiveOutOfReach, NotInArchive
from tasks.model import Article, Fetch, Rejection, Site
from tasks.package import SCHEMA, fetch_ids_in, rows_of, table_of, write_package

_CHUNK = 32  # fetches handed to a process at once: some tens of milliseconds of work
_SECONDS_A_PAGE = 10.0  # of processor time; no honest page needs a tenth of it
SECONDS_A_CHUNK = 600.0  # by the clock: for a worker that waits for a disk or a network that is gone
_MEMORY = 2 << 30  # bytes of data that a worker may hold
_COLLECT_AFTER = (20_000, 20, 50)  # objects, and collections of younger ones; Python has 700, 10 and 10


def collect_seldom() -> None:
    """Let Python's collector look for cycles more seldom in this process.

    Objects of a page or a load end with it, and hardly any are in cycles; what Prefect imports stays as long
    as the process, and to look through it takes a third of a second each time.
    """
    gc.set_threshold(*_COLLECT_AFTER)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of a piece: package rows (`tasks.package.SCHEMA`), and what was left out."""

    rows: pa.Table
    left_out: LeftOut


class WorkerDied(RuntimeError):
    """The process that read a piece ended, or has not answered; the message says what is known of it."""


class Workers(Protocol):
    """Processes that extract."""

    def submit(self, read: Callable[..., Any], *given: Any) -> Any:
        """A future, for `settle` and `lost`."""

    def settle(self, future: Any) -> Any:
        """What came of it, or its future, if it may stay where it is until `pack`. Raises WorkerDied."""

    def pack(self, settled: Sequence[Any], path: Path, *, run_id: str, package_id: str) -> LeftOut:
        """Make one package of what came of pieces, in their order; what was left out of them."""

    def lost(self, futures: Sequence[Any], *, is_explained: bool) -> list[bool]:
        """After a death: which of these are to be asked for again, and are forgotten.

        Until it is explained by a page, not those that may have been begun: they may end their process again.
        """


def package_fetches(
    fetches: Sequence[Fetch],
    path: Path,
    *,
    run_id: str,
    package_id: str,
    sites: Mapping[str, Site],
    data_folder: Path,
    workers: Workers,
    languages: Sequence[str] = (),
) -> LeftOut:
    """Read `fetches` into a load package, in their order; gives what was left out.

    Articles in other `languages`, if any are named, are, and it is remembered of which pages.
    """
    chunks = [fetches[start : start + _CHUNK] for start in range(0, len(fetches), _CHUNK)]
    read = partial(read_fetched, sites=dict(sites), data_folder=data_folder, languages=tuple(languages))
    settled = list(extract_pieces(chunks, read, workers, list_pages=lambda chunk: (list(chunk), LeftOut())))
    left_out = workers.pack(settled, path, run_id=run_id, package_id=package_id)
    if left_out:
        packed = fetch_ids_in(path)
        with other_language(data_folder, languages) as others:
            others.note(fetch.fetch_id for fetch in fetches if fetch.fetch_id not in packed)
    return left_out


def package_slices(
    slices: Sequence[Slice],
    path: Path,
    *,
    package_id: str,
    reader: Reader,
    data_folder: Path,
    workers: Workers,
) -> LeftOut:
    """Read the wanted pages in slices of archives into a load package, in the order of the files."""
    read = partial(read_slice, reader=reader, data_folder=data_folder)
    settled = list(extract_pieces(slices, read, workers, list_pages=partial(_pages_of, reader)))
    return workers.pack(settled, path, run_id=reader.run_id, package_id=package_id)


def pack_here(settled: Sequence[Extracted], path: Path, *, run_id: str, package_id: str) -> LeftOut:
    """Write what came of pieces as one package, in this process; what was left out of them."""
    left_out = LeftOut()
    for each in settled:
        left_out.update(each.left_out)
    rows = pa.concat_tables([SCHEMA.empty_table(), *(each.rows for each in settled)])
    write_package(path, rows, run_id=run_id, package_id=package_id)
    return left_out


def _pages_of(reader: Reader, piece: Slice) -> tuple[list[Fetch], LeftOut]:
    """The pages of a slice, listed here: what ends a process is what a page's text does, not its bytes."""
    left_out = LeftOut()
    return [fetch for fetch, _ in pages_in(piece, reader, left_out)], left_out


def extract_pieces(
    pieces: Sequence[Any],
    read: Callable[[Any], Extracted],
    workers: Workers,
    *,
    list_pages: Callable[[Any], tuple[list[Fetch], LeftOut]],
) -> Iterator[Any]:
    """What `read` makes of each piece, in their order, as the workers settle it.

    A page whose process dies or stands still is a rejection with the reason "worker_died" or "too_slow". To
    find it, the pages that `list_pages` finds in its piece, beside what it leaves out, are read one by one.
    """
    ask = partial(workers.submit, _in_worker, read)
    futures = [ask(piece) for piece in pieces]

    def ask_again(first: int, *, is_explained: bool) -> None:
        lost = workers.lost(futures[first:], is_explained=is_explained)
        for number in compress(count(first), lost):
            futures[number] = ask(pieces[number])

    with closing(_Apart(read)) as apart:
        for number, piece in enumerate(pieces):
            try:
                yield workers.settle(futures[number])
            except WorkerDied:
                ask_again(number + 1, is_explained=False)
                pages, left_out = list_pages(piece)
                yield Extracted(SCHEMA.empty_table(), left_out)
                deaths = apart.deaths
                yield from map(apart.read, pages)
                if apart.deaths > deaths:
                    ask_again(number + 1, is_explained=True)


def read_fetched(
    fetches: Sequence[Fetch], *, sites: Mapping[str, Site], data_folder: Path, languages: tuple[str, ...] = ()
) -> Extracted:
    """Package rows of `fetches`, in this process. `sites` are by the name of the source."""
    pages = ((fetch, _extract(fetch, sites.get(fetch.source), data_folder)) for fetch in fetches)
    return _rows(pages, languages, LeftOut())


def read_slice(piece: Slice | Sequence[Fetch], *, reader: Reader, data_folder: Path) -> Extracted:
    """Package rows of a slice's pages, or of fetches that were found in one, in this process."""
    left_out = LeftOut()
    if isinstance(piece, Slice):
        pages = (
            (fetch, _bounded(fetch, body, site_of(fetch.url, reader.sites)) if fetch.archive else None)
            for fetch, body in pages_in(piece, reader, left_out)
        )
    else:
        pages = ((fetch, _extract(fetch, site_of(fetch.url, reader.sites), data_folder)) for fetch in piece)
    return _rows(pages, reader.wanted.languages, left_out)


def _rows(
    pages: Iterable[tuple[Fetch, list[Article] | Rejection | None]],
    languages: Sequence[str],
    left_out: LeftOut,
) -> Extracted:
    read = []
    for fetch, found in pages:
        if languages and isinstance(found, list) and not _is_in(found[0].language, languages):
            left_out[fetch.source, host_of(fetch.url), "language"] += 1
        else:
            read.append((fetch, found))
    return Extracted(table_of(rows_of(read)), left_out)


def _is_in(language: str | None, wanted: Sequence[str]) -> bool:
    """Whether "pt-BR" is wanted where "pt" is."""
    return language is not None and any(language == one or language.startswith(f"{one}-") for one in wanted)


def _extract(fetch: Fetch, site: Site | None, data_folder: Path) -> list[Article] | Rejection | None:
    if fetch.kind != "page" or fetch.outcome != "fetched" or fetch.archive is None:
        return None
    if fetch.reason is not None:  # it is kept, but was not to be read
        return Rejection(fetch.url, "fetch", fetch.reason, fetch.detail)
    try:
        body = read_body(data_folder, fetch.archive)
    except ArchiveOutOfReach:
        raise  # no word on the page: to reject it would let go of its articles
    except (NotInArchive, BadCoding, TooLarge) as error:
        return Rejection(fetch.url, "decode", "not_in_archive", f"The archived body cannot be read: {error}.")
    return _bounded(fetch, body, site)


def _bounded(fetch: Fetch, body: bytes, site: Site | None) -> list[Article] | Rejection:
    extract_articles = tasks.article.extract_articles  # its import is no part of the first page's time
    with _page_limit():
        return _read(fetch, body, site, extract_articles)


def _read(
    fetch: Fetch, body: bytes, site: Site | None, extract_articles: Callable[..., list[Article] | Rejection]
) -> list[Article] | Rejection:
    try:
        return extract_articles(
            body, fetch.url, content_type=fetch.content_type, site=site, fetched_at=fetch.fetched_at
        )
    except MemoryError:
        detail = f"Reading this page took over {_MEMORY >> 20} MiB of memory."
        return Rejection(fetch.url, "extract", "too_much_memory", detail)
    except KeyboardInterrupt:  # somebody's wish, and no page's doing
        raise
    # SystemExit, and a panic of a library in Rust, are no Exception, and must not take the batch along.
    except BaseException as error:  # noqa: BLE001 - as above
        detail = f"A bug in extraction, please report it with this page: {error!r}"
        return Rejection(fetch.url, "extract", "extraction_failed", detail[:1000])


# --- what a page may take -----------------------------------------------------------------------

_is_worker = False


def _in_worker(read: Callable[[Any], Extracted], piece: Any) -> Extracted:
    global _is_worker
    _is_worker = True
    with _memory_limit():
        return read(piece)


@contextmanager
def _page_limit() -> Iterator[None]:
    """In a worker, let the kernel end the process if a page takes too long: no code ends a loop in C."""
    if not _is_worker:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, _SECONDS_A_PAGE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def _memory_limit() -> Iterator[None]:
    """Let an allocation beyond the bound fail, instead of the machine's other processes.

    For a piece's time: the worker of a cluster may do other work, too.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


# --- processes --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LocalWorkers:
    """So many processes of this machine, for all batches together; kept for a minute after the last work."""

    processes: int

    def submit(self, read: Callable[..., Any], *given: Any) -> _Asked:
        while True:
            pool = _pool_of(self.processes)
            try:
                return _Asked(pool, pool.submit(read, *given))
            # A page of another batch has just ended it.
            except (TerminatedWorkerError, ShutdownExecutorError):
                _give_up(pool)

    def settle(self, future: _Asked) -> Any:
        try:
            return future.pool.result(future.future)
        except WorkerDied:
            _give_up(future.pool)
            raise

    def pack(self, settled: Sequence[Any], path: Path, *, run_id: str, package_id: str) -> LeftOut:
        return pack_here(settled, path, run_id=run_id, package_id=package_id)

    def lost(self, futures: Sequence[_Asked], *, is_explained: bool) -> list[bool]:
        ended = [each.has_ended() for each in futures]
        # Each process had one piece, in the order of the pieces, and one of them is known already.
        begun = 0 if is_explained else self.processes - 1
        return [has_ended and sum(ended[:number]) >= begun for number, has_ended in enumerate(ended)]


@dataclass(frozen=True, slots=True)
class _Asked:
    pool: _Pool
    future: Future[Any]

    def has_ended(self) -> bool:
        """Whether it ended with its pool, before it was answered."""
        return self.future.done() and isinstance(
            self.future.exception(), TerminatedWorkerError | ShutdownExecutorError
        )


class _Pool:
    """So many processes, and when one of them last answered."""

    def __init__(self, processes: int) -> None:
        self._crashes = NamedTemporaryFile(prefix="warraq-crashes-")  # noqa: SIM115 - closed as the pool ends
        self._executor = ProcessPoolExecutor(
            processes, timeout=60, initializer=_begin_worker, initargs=(self._crashes.name,)
        )
        self._answered = time.monotonic()

    def submit(self, read: Callable[..., Any], *given: Any) -> Future[Any]:
        future: Future[Any] = self._executor.submit(read, *given)
        future.add_done_callback(self._note_answer)
        return future

    def _note_answer(self, _: Future[Any]) -> None:
        self._answered = time.monotonic()

    def result(self, future: Future[Any]) -> Any:
        """What came of it. Raises WorkerDied if its process ended, or if no process answers any more."""
        asked = time.monotonic()
        while not future.done():
            # It may wait behind the pieces of other batches: as long as these go on, nothing stands still.
            left = max(asked, self._answered) + SECONDS_A_CHUNK - time.monotonic()
            if left <= 0:
                raise WorkerDied(f"no answer within {SECONDS_A_CHUNK:.0f} seconds")
            wait([future], timeout=left)
        try:
            return future.result()
        except TerminatedWorkerError as error:
            _, _, code = str(error).partition("exit codes of the workers are ")
            raise WorkerDied(code.partition("\n")[0].strip("{}") or "without an exit code") from error
        except ShutdownExecutorError as error:
            raise WorkerDied("it was ended beside one that stood still") from error

    def crashed_in(self) -> str:
        """Where in the code a process crashed, the innermost frame first; "" if nothing is known of it."""
        self._crashes.seek(0)
        _, _, told = self._crashes.read().decode("utf-8", "replace").rpartition("Fatal Python error")
        # From Python 3.14 on the stack of C follows, whose lines are no such frames.
        frames = _FRAME.findall(told)[:_FRAMES_TOLD]
        return "".join(f", in {name} ({Path(path).name}, line {line})" for path, line, name in frames)

    def end(self) -> None:
        self._executor.shutdown(kill_workers=True)
        self._crashes.close()


_FRAMES_TOLD = 3
_FRAME = re.compile(r'File "([^"]*)", line ([0-9]+) in (.*)')  # as faulthandler writes one


def _begin_worker(crashes: str) -> None:
    collect_seldom()
    # What Python has to say of a crash; loky has it written to the terminal.
    faulthandler.enable(Path(crashes).open("a"), all_threads=False)  # noqa: SIM115 - open while it lives


# loky's own reusable pool is one for each thread, and Prefect runs each batch in another.
_pools: dict[int, _Pool] = {}  # by the number of processes
_pools_lock = Lock()


def _pool_of(processes: int) -> _Pool:
    with _pools_lock:
        if processes not in _pools:
            _pools[processes] = _Pool(processes)
        return _pools[processes]


def _give_up(pool: _Pool) -> None:
    """End a pool, one of whose processes has ended or stands still; whoever asks next gets another."""
    with _pools_lock:
        for processes, current in list(_pools.items()):
            if current is pool:
                del _pools[processes]
    pool.end()


class _Apart:
    """Reads pages one by one in a process of its own, so that only the page that ends it is lost."""

    def __init__(self, read: Callable[[Any], Extracted]) -> None:
        self.deaths = 0
        self._read = read
        self._pool: _Pool | None = None

    def read(self, fetch: Fetch) -> Extracted:
        self._pool = self._pool or _Pool(1)
        try:
            extracted: Extracted = self._pool.result(self._pool.submit(_in_worker, self._read, [fetch]))
        except WorkerDied as error:
            self.deaths += 1
            rejection = _rejection(fetch, f"{error}{self._pool.crashed_in()}")
            self.close()
            if rejection.reason == "worker_died":
                logging.getLogger(__name__).warning("%s: %s", fetch.url, rejection.detail)
            return Extracted(table_of(rows_of([(fetch, rejection)])), LeftOut())
        return extracted

    def close(self) -> None:
        if self._pool is not None:
            self._pool.end()
            self._pool = None


def _rejection(fetch: Fetch, told: str) -> Rejection:
    """Why a page is lost that ended its process; `told` has how that ended."""
    if "SIGPROF" in told:
        detail = f"Reading this page took over {_SECONDS_A_PAGE:.0f} seconds."
        return Rejection(fetch.url, "extract", "too_slow", detail)
    return Rejection(fetch.url, "extract", "worker_died", f"Reading this page ended its process: {told}.")
