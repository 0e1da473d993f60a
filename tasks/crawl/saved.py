"""Take saved pages into the archive as if they had just been fetched. Opens no connection."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks.crawl.coding import BadCoding, gunzip
from tasks.crawl.other_language import other_language
from tasks.crawl.records import MOST_BYTES, spelled_out
from tasks.crawl.url import NOT_IN_ADDRESSES, is_page_address
from tasks.crawl.warc import ArchiveWriter
from tasks.identity import identify
from tasks.model import Fetch, Known, Outcome

_ENDINGS = (".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".txt")
_HEAD = 64 * 1024  # bytes that are searched for a page's own address
_LARGEST = 16 * 1024 * 1024  # bytes, decompressed; the largest article pages seen are under 6 MB

# <link rel="canonical" href="https://…"> or <meta property="og:url" content="https://…">, in either order.
_OWN_ADDRESS = re.compile(
    rb"""<(?:link|meta)\b(?=[^>]{0,300}?(?:canonical|og:url))[^>]{0,300}?(?:href|content)=["'](https?://[^"'\s>]{1,2000})""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A file with a page in it, and what is known of it."""

    path: Path
    url: str
    fetched_at: datetime | None  # None: the file's own time
    content_type: str | None
    problem: str | None = None  # why this is no page, but a line of the index that cannot be read


def find_saved_pages(folder: Path, index: Path | None = None) -> list[SavedPage]:
    """Pages saved below `folder`, gzipped (`.html.gz`) or not, in the order of their paths.

    An index, one of `find_indexes` or `index`, has a JSON object a line: `file` (relative to the index), and
    optionally `url`, `fetched_at` (ISO 8601; without a zone it is UTC) and `content_type`. Of several that
    name a file the nearest is believed, and `index` before all others. Files that none names are taken too. A
    page without a `url` has the address that it gives itself (canonical link, og:url), else the file's own.
    No file outside the index's folder is taken. A line of an index that cannot be read comes after the pages,
    with its `problem`.

    A folder that cannot be read is a page that cannot be read.

    Raises FileNotFoundError for a missing folder, or a missing `index` that was named, and OSError for a
    `folder` that cannot be read.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} is not a folder. Name the folder that holds the saved pages.")
    if index is not None and not index.is_file():
        raise FileNotFoundError(f"{index} is not a file. Name the index, or leave it out.")
    folder = spelled_out(folder)  # as the index is, or files are taken twice
    indexes = find_indexes(folder)
    if index is not None:
        indexes = [each for each in indexes if not each.samefile(index)] + [spelled_out(index)]
    told: dict[Path, dict[str, Any]] = {}
    broken: list[SavedPage] = []
    for each in indexes:
        told_here, broken_here = _read_index(each)
        told |= told_here
        broken += broken_here
    files, shut = _walk(folder)
    found = {path for path in files if path.name.lower().removesuffix(".gz").endswith(_ENDINGS)}
    pages = [_saved_page(path, told.get(path, {})) for path in sorted(found | set(shut) | told.keys())]
    return pages + broken


def _walk(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files below `folder`, and the folders below it that cannot be read. Raises OSError if it cannot."""
    shut: list[Path] = []

    def note(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        shut.append(Path(error.filename))

    files = [Path(where) / name for where, _, names in os.walk(folder, onerror=note) for name in names]
    return [path for path in files if path.is_file()], shut


def find_indexes(folder: Path) -> list[Path]:
    """The files below `folder` that are called index.jsonl and hold no pages themselves, the deepest last."""
    found = [path for path in folder.rglob("index.jsonl") if path.is_file() and not _holds_pages(path)]
    return sorted(found, key=lambda path: (len(path.parts), path))


def _holds_pages(index: Path) -> bool:
    """Whether its first line is a row with a page (see `tasks.crawl.page_rows`), and names no file of one."""
    try:
        row = json.loads(next((line for line in _lines(index) if line.strip()), ""))
    except (OSError, ValueError, RecursionError):  # to read it as an index will say so
        return False
    return isinstance(row, dict) and "url" in row and "file" not in row


def _lines(index: Path) -> Iterator[str]:
    """The lines of an index; of one with more than MOST_BYTES characters the beginning alone."""
    with index.open(encoding="utf-8-sig", errors="replace") as file:  # some editors begin it with a mark
        while line := file.readline(MOST_BYTES):
            rest = line
            while rest and not rest.endswith("\n"):
                rest = file.readline(MOST_BYTES)
            yield line


def saved_at(page: SavedPage) -> datetime:
    """When the page was fetched, or when its file was written."""
    return page.fetched_at or _modified(page.path)


def _saved_page(path: Path, entry: Mapping[str, Any]) -> SavedPage:
    return SavedPage(
        path=path,
        url=entry.get("url") or _own_address(path) or path.absolute().as_uri(),
        fetched_at=entry.get("fetched_at"),
        content_type=entry.get("content_type"),
    )


def _own_address(path: Path) -> str | None:
    body, _, _ = _read(path, _HEAD)
    for found in _OWN_ADDRESS.finditer(body):
        url = html.unescape(found[1].decode("utf-8", "replace"))
        is_front_door = "/" not in url.partition("://")[2].rstrip("/")  # which templates give for every page
        if not is_front_door and not NOT_IN_ADDRESSES.search(url):
            return url
    return None


_TOLD_OF_FILES = ("url", "fetched_at", "content_type")


def _read_index(index: Path) -> tuple[dict[Path, dict[str, Any]], list[SavedPage]]:
    """What the index says of each file, and its lines that cannot be read."""
    told: dict[Path, dict[str, Any]] = {}
    broken = []
    for number, line in enumerate(_lines(index), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            if fetched_at := entry.get("fetched_at"):
                entry["fetched_at"] = _utc(datetime.fromisoformat(fetched_at))
            if Path(entry["file"]).is_absolute() or ".." in Path(entry["file"]).parts:
                raise ValueError("a file outside the folder")
            if not all(isinstance(entry.get(name), str | None) for name in ("url", "content_type")):
                raise TypeError("url or content_type is no text")
            if b"\0" in os.fsencode(entry["file"]):
                raise ValueError("no name of a file")
            url = entry["url"] = (entry.get("url") or "").strip()
            if NOT_IN_ADDRESSES.search(url) or (url and not is_page_address(url)):
                raise ValueError("url is no address of a page")
            # An index may have whole texts besides.
            told[index.parent / entry["file"]] = {name: entry.get(name) for name in _TOLD_OF_FILES}
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            RecursionError,
            OverflowError,
        ) as error:
            expected = 'Expected {"file": "a.html", "url": "https://…"}.'
            problem = f"{index.name}, line {number}: {error!r}. {expected}"
            url = f"{index.absolute().as_uri()}#line-{number}"
            broken.append(SavedPage(index, url, None, None, problem))
    return told, broken


def archive_saved_pages(
    pages: Sequence[SavedPage],
    sources: Mapping[str, str],
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

    `sources` and `known` are by URL; a Fetch is "unchanged" where `known` has the same body. `visits` has the
    reasons of earlier Fetches by their ids: what is among them is not archived again, nor what was found
    to be in none of `languages`. A file that cannot be read, is empty or has more than 16 MiB is a failed
    Fetch with its reason. A batch that was cut short goes on where it stopped; after `most` new pages it
    ends.
    """
    archive: ArchiveWriter | None = None
    done: set[str] = set()
    said_before = []
    with ExitStack() as stack:
        others = stack.enter_context(other_language(data_folder, languages))
        for page in pages:
            if archive and most is not None and len(archive.fetches) >= most:
                break
            fetch, body = _visit(page, sources[page.url], known.get(page.url), run_id)
            if said(fetch, visits) or fetch.fetch_id in others:
                said_before.append(fetch)
                continue
            if archive is None:
                archive = stack.enter_context(ArchiveWriter(data_folder, run_id, batch))
                done = {fetch.fetch_id for fetch in archive.fetches}
            if fetch.fetch_id in done:  # there may be copies of a file
                continue
            if fetch.outcome == "fetched":
                place = archive.write_page(page.url, body, fetch.fetched_at, page.content_type)
                fetch = replace(fetch, archive=place)
            archive.log(fetch)
            done.add(fetch.fetch_id)
    return (archive.fetches if archive else []), said_before


def said(fetch: Fetch, visits: Mapping[str, str | None]) -> bool:
    """Whether a visit that is known (see `archive_saved_pages`) said the same."""
    return fetch.fetch_id in visits and visits[fetch.fetch_id] == fetch.reason


def _visit(page: SavedPage, source: str, known: Known | None, run_id: str) -> tuple[Fetch, bytes]:
    """The visit that a saved page tells of, not yet archived, and its body."""
    body, reason, detail = _read(page.path, _LARGEST)
    if page.problem is not None:
        body, reason, detail = b"", "bad_index_line", page.problem
    digest = hashlib.sha256(body).hexdigest()
    outcome: Outcome = "failed" if reason else "fetched"
    if outcome == "fetched" and known is not None and known.body_sha256 == digest:
        outcome = "unchanged"
    # A file's own time is no part of what it says: copied or touched it says the same.
    at = page.fetched_at.isoformat() if page.fetched_at else ""
    fetch = Fetch(
        fetch_id=identify("saved", page.url, at, digest),
        run_id=run_id,
        source=source,
        kind="page",
        requested_url=page.url,
        url=page.url,
        fetched_at=saved_at(page),
        outcome=outcome,
        reason=reason,
        detail=detail,
        content_type=page.content_type,
        body_sha256=digest,
        wire_bytes=len(body),
        body_bytes=len(body),
    )
    return fetch, body


def _read(path: Path, most: int) -> tuple[bytes, str | None, str | None]:
    """The first `most` bytes, reason, detail; the reason is None for a body that can be used whole."""
    name = path.name.encode("utf-8", "replace").decode()
    try:
        with path.open("rb") as file:
            body = file.read(most + 1)
    except OSError as error:
        return b"", "unreadable", f"{name} cannot be read: {error.strerror}."
    if body.startswith(b"\x1f\x8b"):  # whatever its name says: browsers and tools unpack as they like
        body, broken = _unpacked(body, most + 1)
        if broken is not None:
            return b"", "bad_encoding", f"{name} is no whole gzip file: {broken}."
    if len(body) > most:
        return body[:most], "too_large", f"{name} has more than {most // 2**20} MiB."
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


def _modified(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return datetime.now(UTC)  # a file that the index names and that is not there: when it was looked for


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
