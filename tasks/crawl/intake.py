"""Find archives and read the pages in them as fetches: WARC and WET where they lie, other files as pages.

Opens files and object storage, and nothing of the web.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from tasks.crawl.coding import BadCoding, TooLarge
from tasks.crawl.files import FileAt
from tasks.crawl.ownership import site_of
from tasks.crawl.page_rows import row_pages
from tasks.crawl.records import (
    MOST_BYTES,
    ArchiveFile,
    BadRecord,
    Placed,
    Record,
    open_archive,
)
from tasks.crawl.url import host_of, is_page_address, url_fingerprint
from tasks.crawl.warc import BODIES, ArchiveWriter, body_of
from tasks.identity import identify
from tasks.model import ArchiveReference, Fetch, Site

_Made = TypeVar("_Made")

Form = Literal["records", "stream", "jsonl", "parquet"]

_ENDINGS: dict[str, Form] = {
    ".warc": "records",
    ".warc.gz": "records",
    ".warc.zst": "records",
    ".wet": "records",
    ".wet.gz": "records",
    ".wet.zst": "records",
    ".jsonl": "jsonl",
    ".jsonl.gz": "jsonl",
    ".jsonl.zst": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}
_TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml+xhtml")


@dataclass(frozen=True, slots=True)
class ArchiveAt:
    """A file with pages in it: `file:///…` or `s3://…`, and how it is to be read."""

    address: str
    size: int
    modified: datetime
    form: Form  # stream: a WARC file packed in one piece


@dataclass(frozen=True, slots=True)
class Slice:
    """The records of a file that begin from `start` on and before `end`."""

    address: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages to take."""

    since: datetime | None = None  # of the fetch, inclusive
    until: datetime | None = None  # exclusive
    hosts: tuple[str, ...] = ()  # with those below them; none: all
    languages: tuple[str, ...] = ()  # BCP 47 of the article that was read; none: all
    share: float = 1.0  # of all addresses; the same ones each time


LeftOut = Counter[tuple[str, str, str]]
"""How many pages were left out, by source, host and reason."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading an archive needs to know besides the bytes."""

    run_id: str
    wanted: Wanted
    sites: Mapping[str, Site]  # those that are declared


def find_archives(files: Iterable[FileAt]) -> list[ArchiveAt]:
    """Those of `files` whose names say that they are archives. Raises OutOfReach."""
    named = [(file, form) for file in files if (form := _form_of(file.address)) is not None]
    found = [
        # Of what is not there reading says so.
        ArchiveAt(file.address, file.size, file.modified or datetime.fromtimestamp(0, UTC), form)
        for file, form in named
    ]
    return [_seen_closer(archive) if archive.form == "records" else archive for archive in found]


def _form_of(name: str) -> Form | None:
    name = name.lower()
    return next((form for ending, form in _ENDINGS.items() if name.endswith(ending)), None)


def _seen_closer(archive: ArchiveAt) -> ArchiveAt:
    try:
        with open_archive(archive.address) as file:
            in_one_piece = ArchiveFile(file).is_in_one_piece()
    except (OSError, BadRecord):
        return archive  # reading it will say so, in a row of its own
    return replace(archive, form="stream") if in_one_piece else archive


def slices_of(archive: ArchiveAt, size: int, *, start: int = 0, end: int | None = None) -> list[Slice]:
    """The archive in slices of `size` bytes; one of none, where reading says that it is no archive."""
    end = archive.size if end is None else min(end, archive.size)
    return [Slice(archive.address, at, min(at + size, end)) for at in range(start, max(end, 1), size)]


# --- records where they lie -------------------------------------------------------------------


def pages_in(piece: Slice, reader: Reader, left_out: LeftOut) -> Iterator[tuple[Fetch, bytes]]:
    """Each wanted page of a slice with its decoded body; what is wrong in it is a failed Fetch without one.

    What is not wanted, or is no page, is counted in `left_out`. Raises OutOfReach.
    """
    is_open = False
    try:
        with open_archive(piece.address) as file:
            archive = ArchiveFile(file)
            is_open = True
            for placed in archive.records(piece.start, piece.end):
                page = _page(placed, piece.address, reader, left_out)
                if page is not None:
                    yield page
    except (OSError, BadRecord) as error:
        if is_open or piece.start == 0:  # of a file that cannot be opened one row is enough
            reason = getattr(error, "reason", "unreadable")
            yield _broken(piece.address, piece.start, BadRecord(reason, str(error)), reader), b""


def streamed_pages(archive: ArchiveAt, reader: Reader, left_out: LeftOut) -> Iterator[tuple[Fetch, bytes]]:
    """As `pages_in`, of a file in one piece; the fetches have no place in it."""
    try:
        with open_archive(archive.address) as file:
            for placed in ArchiveFile(file).stream():
                page = _page(placed, archive.address, reader, left_out, has_place=False)
                if page is not None:
                    yield page
    except (OSError, BadRecord) as error:
        yield _broken(archive.address, 0, BadRecord("unreadable", str(error)), reader), b""


def _page(
    placed: Placed, address: str, reader: Reader, left_out: LeftOut, *, has_place: bool = True
) -> tuple[Fetch, bytes] | None:
    record = placed.record
    if isinstance(record, BadRecord):
        return _broken(address, placed.offset, record, reader), b""
    url, at = record.url, record.at
    if record.kind not in (*BODIES, "revisit"):
        return None  # requests, metadata
    if not is_page_address(url):
        return None  # dns:, and what crawlers write of themselves
    if record.kind == "revisit":  # without a body; another record has it, in this file or in another
        left_out[site_of(url, reader.sites).name, host_of(url), "revisit"] += 1
        return None
    if at is None:
        detail = f"The record gives no date: {record.fields.get('warc-date', '')[:60]!r}."
        return _broken(address, placed.offset, BadRecord("malformed_record", detail), reader), b""
    source = site_of(url, reader.sites).name
    reason = why_not(url, at, reader.wanted) or _why_no_page(url, record)
    if reason is not None:
        left_out[source, host_of(url), reason] += 1
        return None
    status = record.status
    problem: tuple[str, str] | None = None
    body = b""
    if record.fields.get("warc-truncated"):
        problem = "truncated_record", f"Its crawler broke off: {record.fields['warc-truncated'][:60]}."
    elif status is not None and not 200 <= status < 300:
        problem = f"http_{status}", f"The server answered {status}."
    else:
        try:
            body = body_of(record)
            problem = ("empty_body", "The record's body is empty.") if not body or body.isspace() else None
        except TooLarge as error:
            problem = "too_large", f"The body is too large: {error}."
        except BadCoding as error:
            problem = "bad_encoding", f"The body cannot be decoded: {error}."
    digest = hashlib.sha256(body).hexdigest() if body else None
    key = record.fields.get("warc-record-id", "")
    fetch = Fetch(
        fetch_id=identify("archived", url, at.isoformat(), digest or key),
        run_id=reader.run_id,
        source=source,
        kind="page",
        requested_url=url,
        url=url,
        fetched_at=at,
        outcome="fetched" if problem is None else "gone" if status == 410 else "failed",
        status=status,
        reason=problem and problem[0],
        detail=problem and problem[1],
        content_type=_content_type(record),
        etag=_short(record.headers.get("etag")),
        last_modified=_short(record.headers.get("last-modified")),
        body_sha256=digest,
        wire_bytes=len(record.payload),
        body_bytes=len(body),
        archive=ArchiveReference(address, placed.offset) if has_place and problem is None else None,
    )
    return fetch, body


_PORT = re.compile(r":[0-9]+$")


def why_not(url: str, at: datetime, wanted: Wanted) -> str | None:
    """Why a page is left out before it is read; None: it is not."""
    if (wanted.since is not None and at < wanted.since) or (wanted.until is not None and at >= wanted.until):
        return "date"
    if wanted.hosts:
        host = _PORT.sub("", host_of(url))
        if not any(host == one or host.endswith(f".{one}") for one in wanted.hosts):
            return "host"
    if wanted.share < 1:
        drawn = int.from_bytes(hashlib.blake2b(url_fingerprint(url).encode(), digest_size=8).digest(), "big")
        if drawn >= wanted.share * 2**64:
            return "sample"
    return None


def _why_no_page(url: str, record: Record) -> str | None:
    if record.status is not None and 300 <= record.status < 400:
        return "redirect"
    kind = (_content_type(record) or "").partition(";")[0].strip().lower()
    if kind and kind not in _TEXT_TYPES and kind != "application/octet-stream":
        return "not_html"
    return "not_html" if kind == "text/plain" and urlsplit(url).path == "/robots.txt" else None


def _content_type(record: Record) -> str | None:
    if record.kind == "conversion":
        return "text/plain; charset=utf-8"  # a WET file is UTF-8
    if record.kind == "resource":
        return record.fields.get("content-type")
    return record.headers.get("content-type") or record.fields.get("warc-identified-payload-type")


def _broken(address: str, offset: int, error: BadRecord, reader: Reader) -> Fetch:
    """The row of a place in a file at which there is no whole record."""
    url = f"{address}#{offset}"
    return Fetch(
        fetch_id=identify("archived", url, error.reason),
        run_id=reader.run_id,
        source=site_of(url, reader.sites).name,
        kind="page",
        requested_url=url,
        url=url,
        fetched_at=datetime.now(UTC),  # when it was looked for
        outcome="failed",
        reason=error.reason,
        detail=str(error)[:1000],
    )


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= 1000 else None


# --- pages that are told, row by row ----------------------------------------------------------


def told_pages(archive: ArchiveAt, reader: Reader, left_out: LeftOut) -> Iterator[tuple[Fetch, bytes]]:
    """Each wanted page of a file whose pages have no place of their own; else as `pages_in`."""
    if archive.form == "stream":
        yield from streamed_pages(archive, reader, left_out)
        return
    for row in row_pages(archive.address, is_named_parquet=archive.form == "parquet"):
        at = row.fetched_at or archive.modified
        source = site_of(row.url, reader.sites).name
        reason = None if row.problem else why_not(row.url, at, reader.wanted)
        if reason is not None:
            left_out[source, host_of(row.url), reason] += 1
            continue
        problem = None
        if row.problem or not row.body.strip():
            problem = ("bad_row", row.problem) if row.problem else ("empty_body", "The row's page is empty.")
        elif len(row.body) > MOST_BYTES:  # which could not be read back from our archive
            problem = "too_large", f"The row's page has more than {MOST_BYTES >> 20} MiB."
        digest = hashlib.sha256(row.body).hexdigest() if problem is None else None
        # The file's own time is no part of what a row says: copied or touched it says the same.
        told_at = row.fetched_at.isoformat() if row.fetched_at else ""
        fetch = Fetch(
            fetch_id=identify("archived", row.url, told_at, digest or row.problem or ""),
            run_id=reader.run_id,
            source=source,
            kind="page",
            requested_url=row.url,
            url=row.url,
            fetched_at=at,
            outcome="failed" if problem else "fetched",
            reason=problem and problem[0],
            detail=problem and problem[1],
            content_type=row.content_type,
            body_sha256=digest,
            wire_bytes=len(row.body),
            body_bytes=len(row.body),
        )
        yield fetch, row.body


def keep_pages(
    pages: Iterable[tuple[Fetch, bytes]], *, data_folder: Path, run_id: str, batch: str
) -> list[Fetch]:
    """Put bodies into our archive, each with its fetch; gives the fetches with their places there."""
    with ArchiveWriter(data_folder, run_id, batch) as archive:
        for fetch, body in pages:
            if fetch.outcome == "fetched":
                place = archive.write_page(fetch.url, body, fetch.fetched_at, fetch.content_type)
                fetch = replace(fetch, archive=place)
            archive.log(fetch)
        return list(archive.fetches)


def in_batches(
    pages: Iterable[tuple[Fetch, bytes]], *, most: int, most_bytes: int
) -> Iterator[Sequence[tuple[Fetch, bytes]]]:
    """`pages` in lists of so many, or fewer where their bodies are large; one in memory at a time."""
    batch: list[tuple[Fetch, bytes]] = []
    size = 0
    for fetch, body in pages:
        batch.append((fetch, body))
        size += len(body)
        if len(batch) == most or size >= most_bytes:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def one_ahead(batches: Iterable[_Made]) -> Iterator[_Made]:
    """`batches`, each of which is made, in a thread of its own, while the one before is worked on."""
    source = iter(batches)
    with ThreadPoolExecutor(1) as maker:
        upcoming = maker.submit(next, source, None)
        while (batch := upcoming.result()) is not None:
            upcoming = maker.submit(next, source, None)
            yield batch
