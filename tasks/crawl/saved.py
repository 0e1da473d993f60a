"""Find saved pages, read them, and take them into the archive as if they had just been fetched.

Opens files and object storage, and nothing of the web.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, TextIO
from urllib.parse import quote

from tasks.crawl.coding import BadCoding, gunzip
from tasks.crawl.files import (
    NOT_THERE,
    FileAt,
    Files,
    find_files,
    is_here,
    look_at,
    parts_of,
    read_beginnings,
)
from tasks.crawl.intake import LeftOut, Reader, why_not
from tasks.crawl.other_language import other_language
from tasks.crawl.ownership import site_of
from tasks.crawl.read_before import ReadBefore, Reading
from tasks.crawl.records import MOST_BYTES, as_read, open_archive, path_of
from tasks.crawl.url import NOT_IN_ADDRESSES, host_of, is_page_address
from tasks.crawl.warc import ArchiveWriter
from tasks.identity import identify
from tasks.model import Fetch, Known

_ENDINGS = (".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".txt")
_HEAD = 64 * 1024  # bytes that are searched for a page's own address
_LARGEST = 16 * 1024 * 1024  # bytes, decompressed; the largest article pages seen are under 6 MB
_SMALL_INDEX = 1 << 20  # which is read at once, with others

# <link rel="canonical" href="https://…"> or <meta property="og:url" content="https://…">, in either order.
_OWN_ADDRESS = re.compile(
    rb"""<(?:link|meta)\b(?=[^>]{0,300}?(?:canonical|og:url))[^>]{0,300}?(?:href|content)=["'](https?://[^"'\s>]{1,2000})""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file with a page in it, and what an index says of it."""

    file: FileAt
    url: str | None = None  # None: the one that the page gives itself, or else the file's own
    fetched_at: datetime | None = None  # None: the file's own time
    content_type: str | None = None
    problem: str | None = None  # why this is no page, but a line of the index that cannot be read


@dataclass(frozen=True, slots=True)
class Saved:
    """What was found: pages, and the addresses of the indexes that told of them."""

    pages: Sequence[SavedPage]
    indexes: frozenset[str]


# --- finding them -----------------------------------------------------------------------------


def find_saved_pages(files: Files, index: str | None = None) -> Saved:
    """The pages among `files`, gzipped (`.html.gz`) or not, in the order of their paths.

    An index, one of `files.indexes` that holds no pages itself or `index`, has a JSON object a line: `file`
    (relative to the index), and optionally `url`, `fetched_at` (ISO 8601; without a zone it is UTC) and
    `content_type`. Of several that name a file the nearest is believed, and `index` before all others. An
    `index` on this machine that tells of object storage, or the other way, is read as if it lay in the folder
    that was named.

    Of a folder all is taken that an index names, and what none does as well; of a pattern only what it
    matches. No file outside the index's folder is taken. A line of an index that cannot be read comes after
    the pages, with its `problem`; a folder that cannot be read is a page that cannot be read.

    Raises FileNotFoundError for a missing `index`, OSError for an index that cannot be read, and OutOfReach.
    """
    named = _named_index(index) if index else None
    found = {file.address: file for file in files.files if _is_page(file)}
    if not found and not files.is_folder:
        return Saved([], frozenset())
    told, broken, indexes = _read_indexes(files, named)
    if files.is_folder:
        found |= {folder.address: folder for folder in files.shut}
        found |= _named_files(told.keys() - found.keys(), files, named)
    pages = [SavedPage(found[address], **told.get(address, {})) for address in sorted(found, key=parts_of)]
    return Saved([*pages, *broken], indexes)


def _named_index(index: str) -> FileAt:
    there = find_files(index)
    if there.is_folder or len(there.files) != 1 or there.files[0].problem is not None:
        raise FileNotFoundError(f"{index} is not a file. Name the index, or leave it out.")
    return there.files[0]


def _is_page(file: FileAt) -> bool:
    name = file.address.rpartition("/")[2].lower()
    return file.problem is None and name.removesuffix(".gz").endswith(_ENDINGS)


def _is_same(one: FileAt, other: FileAt) -> bool:
    if one.address == other.address or not (is_here(one.address) and is_here(other.address)):
        return one.address == other.address
    return path_of(one.address).samefile(path_of(other.address))


_Told = dict[str, dict[str, Any]]
"""What indexes say of files, by their addresses: fields of SavedPage."""


def _read_indexes(files: Files, named: FileAt | None) -> tuple[_Told, list[SavedPage], frozenset[str]]:
    """What the indexes say, the nearest last; their lines that cannot be read; and where they lie."""
    told: _Told = {}
    broken: list[SavedPage] = []
    read = []
    near = [each for each in files.indexes if named is None or not _is_same(each, named)]
    for index, lines in _opened([*near, *([named] if named else [])]):
        folder = index.address.rpartition("/")[0]
        base = folder if is_here(folder) == is_here(files.root) else files.root
        entries = _entries_of(index, base, lines, may_hold_pages=index is not named)
        if entries is not None:
            told |= entries[0]
            broken += entries[1]
            read.append(index.address)
    return told, broken, frozenset(read)


def _opened(indexes: Sequence[FileAt]) -> Iterator[tuple[FileAt, Iterator[str]]]:
    """Each index with its lines. Raises OSError for one that cannot be read."""
    for index, (beginning, problem) in zip(indexes, read_beginnings(indexes, _SMALL_INDEX), strict=True):
        if problem is not None:
            raise OSError(None, problem, as_read(index.address))
        is_whole = len(beginning) < _SMALL_INDEX
        with io.BytesIO(beginning) if is_whole else open_archive(index.address) as file:
            # Some editors begin it with a mark.
            yield index, _lines(io.TextIOWrapper(file, "utf-8-sig", "replace"))


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of an index; of one with more than MOST_BYTES characters the beginning alone."""
    while line := file.readline(MOST_BYTES):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = file.readline(MOST_BYTES)
        yield line


_TOLD_OF_FILES = ("url", "fetched_at", "content_type")


def _entries_of(
    index: FileAt, base: str, lines: Iterable[str], *, may_hold_pages: bool
) -> tuple[_Told, list[SavedPage]] | None:
    """What the index says of each file, by its address, and its lines that cannot be read.

    None for one that holds pages: its first line is a row with one (see `tasks.crawl.page_rows`), and names
    no file.
    """
    told: _Told = {}
    broken: list[SavedPage] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            if may_hold_pages and not told and not broken and _is_page_row(entry):
                return None
            fetched_at = entry.get("fetched_at") or None
            entry["fetched_at"] = fetched_at and _utc(datetime.fromisoformat(fetched_at))
            name = PurePosixPath(entry["file"])
            if name.is_absolute() or ".." in name.parts:
                raise ValueError("a file outside the folder")
            if not all(isinstance(entry.get(field), str | None) for field in ("url", "content_type")):
                raise TypeError("url or content_type is no text")
            if b"\0" in os.fsencode(name):
                raise ValueError("no name of a file")
            url = entry["url"] = (entry.get("url") or "").strip() or None
            if url and (NOT_IN_ADDRESSES.search(url) or not is_page_address(url)):
                raise ValueError("url is no address of a page")
            # An index may have whole texts besides.
            told[_below(base, name)] = {field: entry.get(field) for field in _TOLD_OF_FILES}
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
            OverflowError,
        ) as error:
            expected = 'Expected {"file": "a.html", "url": "https://…"}.'
            problem = f"{_name(index)}, line {number}: {error!r}. {expected}"
            place = FileAt(index.address, modified=index.modified)
            broken.append(SavedPage(place, f"{_url_of(index)}#line-{number}", problem=problem))
    return told, broken


def _is_page_row(entry: Any) -> bool:
    return isinstance(entry, dict) and "url" in entry and "file" not in entry


def _below(folder: str, name: PurePosixPath) -> str:
    """The address of a file that an index names, as it would be found."""
    return (path_of(f"{folder}/") / name).as_uri() if is_here(folder) else f"{folder}/{name}"


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _named_files(addresses: Iterable[str], files: Files, index: FileAt | None) -> dict[str, FileAt]:
    """What indexes name beside the pages that were found: of other endings, or elsewhere, or not there."""
    listed = {file.address: file for file in files.files}
    beyond = [address for address in addresses if address not in listed]
    if index is not None and any(_is_outside(address, files) for address in beyond):
        # A look at each would be a request each.
        folder = index.address.rpartition("/")[0]
        listed |= {file.address: file for file in find_files(folder).files}
    return {address: listed.get(address) or _look_for(address) for address in addresses}


def _is_outside(address: str, files: Files) -> bool:
    return not is_here(address) and not address.startswith(f"{files.root}/")


def _look_for(address: str) -> FileAt:
    return look_at(path_of(address)) if is_here(address) else FileAt(address, problem=NOT_THERE)


# --- reading them -----------------------------------------------------------------------------


def wanted_pages(pages: Iterable[SavedPage], reader: Reader, left_out: LeftOut) -> list[SavedPage]:
    """Those of `pages` that are wanted as far as it can be told without opening them; others are counted."""
    wanted = []
    for page in pages:
        reason = None if page.problem else _why_not_opened(page, reader)
        if reason is None:
            wanted.append(page)
        else:
            _leave_out(page.url or _url_of(page.file), reason, reader, left_out)
    return wanted


def recall(
    pages: Sequence[SavedPage], memory: ReadBefore, reader: Reader, left_out: LeftOut
) -> list[tuple[SavedPage, Fetch | None]]:
    """Each of `pages` with the visit that it told of when it was read, if its file is as it was.

    What its own address shows to be unwanted is counted in `left_out`.
    """
    read = memory.of(page.file for page in pages if page.problem is None)
    recalled: list[tuple[SavedPage, Fetch | None]] = []
    for page in pages:
        reading = read.get(page.file.address)
        if page.problem or reading is None or (page.url is None and reading.url is None):
            recalled.append((page, None))
        elif (url := _wanted_url(page, reading, reader, left_out)) is not None:
            recalled.append((page, _visit(page, url, reading, reader)))
    return recalled


def read_saved_pages(
    pages: Sequence[SavedPage], memory: ReadBefore, reader: Reader, left_out: LeftOut
) -> Iterator[tuple[Fetch, bytes]]:
    """Each of `wanted_pages` as a visit that is not yet archived, with its body; each file is opened once.

    A file that cannot be read, is empty or has more than 16 MiB is a failed Fetch with its reason. What its
    own address shows to be unwanted is counted in `left_out`. Raises OutOfReach.
    """
    for page, (given, problem) in zip(
        pages, read_beginnings((page.file for page in pages), _LARGEST + 1), strict=True
    ):
        reading, body = _read(page, given, problem)
        if page.problem is None and problem is None:
            memory.note(page.file, reading)
        url = _wanted_url(page, reading, reader, left_out)
        if url is not None:
            yield _visit(page, url, reading, reader), b"" if reading.reason else body


def saved_at(page: SavedPage) -> datetime:
    """When the page was fetched, or when its file was written, or, of one that is not there, looked for."""
    return page.fetched_at or page.file.modified or datetime.now(UTC)


def _why_not_opened(page: SavedPage, reader: Reader) -> str | None:
    wanted = reader.wanted
    if page.url is None:  # which decides of these
        wanted = replace(wanted, hosts=(), share=1.0)
    return why_not(page.url or "", saved_at(page), wanted)


def _wanted_url(page: SavedPage, reading: Reading, reader: Reader, left_out: LeftOut) -> str | None:
    """The address of a page that was read; None if it is left out for it."""
    url = page.url or reading.url or _url_of(page.file)
    if page.url is None and (reason := why_not(url, saved_at(page), reader.wanted)):
        _leave_out(url, reason, reader, left_out)
        return None
    return url


def _leave_out(url: str, reason: str, reader: Reader, left_out: LeftOut) -> None:
    left_out[site_of(url, reader.sites).name, host_of(url), reason] += 1


def _read(page: SavedPage, given: bytes, problem: str | None) -> tuple[Reading, bytes]:
    body, reason, detail = _decoded(_name(page.file), given, problem)
    url = None if page.url else _own_address(body, reason) or _url_of(page.file)
    if page.problem is not None:
        body, reason, detail = b"", "bad_index_line", page.problem
    elif reason == "bad_encoding":
        body = b""
    return Reading(url, hashlib.sha256(body).hexdigest(), len(body), reason, detail), body


def _decoded(name: str, given: bytes, problem: str | None) -> tuple[bytes, str | None, str | None]:
    """Body, reason, detail; the reason is None for a body that can be used whole."""
    if problem is not None:
        return b"", "unreadable", f"{name} cannot be read: {problem}."
    body = given
    if given.startswith(b"\x1f\x8b"):  # whatever its name says: browsers and tools unpack as they like
        body, broken = _unpacked(given, _LARGEST + 1)
        if broken is not None:
            return body, "bad_encoding", f"{name} is no whole gzip file: {broken}."
    if len(body) > _LARGEST:
        return body[:_LARGEST], "too_large", f"{name} has more than {_LARGEST // 2**20} MiB."
    if not body.strip():
        return b"", "empty_body", f"{name} is empty."
    return body, None, None


def _unpacked(packed: bytes, most: int) -> tuple[bytes, str | None]:
    """The first `most` bytes of a gzip file, or more, and what ended it before its end."""
    body = bytearray()
    try:
        for chunk in gunzip(packed):
            body += chunk
            if len(body) >= most:
                break
    except BadCoding as error:
        return bytes(body), str(error)
    return bytes(body), None


def _own_address(body: bytes, reason: str | None) -> str | None:
    if reason == "bad_encoding" and len(body) <= _HEAD:  # it breaks off in what would be searched
        return None
    for found in _OWN_ADDRESS.finditer(body[:_HEAD]):
        url = html.unescape(found[1].decode("utf-8", "replace"))
        is_front_door = "/" not in url.partition("://")[2].rstrip("/")  # which templates give for every page
        if not is_front_door and not NOT_IN_ADDRESSES.search(url):
            return url
    return None


def _url_of(file: FileAt) -> str:
    """The address of a page that gives none: the file's own."""
    return NOT_IN_ADDRESSES.sub(lambda found: quote(os.fsencode(found[0])), file.address)


def _name(file: FileAt) -> str:
    return parts_of(file.address)[-1].encode("utf-8", "replace").decode()


def _visit(page: SavedPage, url: str, reading: Reading, reader: Reader) -> Fetch:
    # A file's own time is no part of what it says: copied or touched it says the same.
    at = page.fetched_at.isoformat() if page.fetched_at else ""
    return Fetch(
        fetch_id=identify("saved", url, at, reading.body_sha256),
        run_id=reader.run_id,
        source=site_of(url, reader.sites).name,
        kind="page",
        requested_url=url,
        url=url,
        fetched_at=saved_at(page),
        outcome="failed" if reading.reason else "fetched",
        reason=reading.reason,
        detail=reading.detail,
        content_type=page.content_type,
        body_sha256=reading.body_sha256,
        wire_bytes=reading.body_bytes,
        body_bytes=reading.body_bytes,
    )


# --- taking them in ---------------------------------------------------------------------------


def archive_saved_pages(
    pages: Iterable[tuple[Fetch, bytes]],
    known: Mapping[str, Known],
    visits: Mapping[str, str | None],
    *,
    data_folder: Path,
    run_id: str,
    batch: str,
    most: int | None = None,
    languages: Sequence[str] = (),
) -> tuple[list[Fetch], list[Fetch]]:
    """Put `pages` into the archive; a Fetch for each that is new, and one for each that was told before.

    `known` is by URL; a Fetch is "unchanged" where it has the same body. `visits` has the reasons of earlier
    Fetches by their ids: what is among them is not archived again, nor what was found to be in none of
    `languages`. A batch that was cut short goes on where it stopped; after `most` new pages it ends.
    """
    archive: ArchiveWriter | None = None
    done: set[str] = set()
    said_before = []
    with ExitStack() as stack:
        others = stack.enter_context(other_language(data_folder, languages))
        for fetch, body in pages:
            if archive and most is not None and len(archive.fetches) >= most:
                break
            if said(fetch, visits) or fetch.fetch_id in others:
                said_before.append(fetch)
                continue
            if archive is None:
                archive = stack.enter_context(ArchiveWriter(data_folder, run_id, batch))
                done = {fetch.fetch_id for fetch in archive.fetches}
            if fetch.fetch_id in done:  # there may be copies of a file
                continue
            done.add(fetch.fetch_id)
            before = known.get(fetch.url)
            if fetch.outcome == "fetched" and before is not None and before.body_sha256 == fetch.body_sha256:
                fetch = replace(fetch, outcome="unchanged")
            if fetch.outcome == "fetched":
                place = archive.write_page(fetch.url, body, fetch.fetched_at, fetch.content_type)
                fetch = replace(fetch, archive=place)
            archive.log(fetch)
    return (archive.fetches if archive else []), said_before


def said(fetch: Fetch, visits: Mapping[str, str | None]) -> bool:
    """Whether a visit that is known (see `archive_saved_pages`) said the same."""
    return fetch.fetch_id in visits and visits[fetch.fetch_id] == fetch.reason
