"""Make an archive of the yardstick's pages, mutated so that they are no copies, and known copies."""

from __future__ import annotations

import gzip
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin

from loky import ProcessPoolExecutor

from bench.truth import KnownPage
from tasks.article import extract_articles
from tasks.article.decode import decode
from tasks.model import Rejection

_OUTLETS = 200
_SHARE_OF_COPIES = 0.1
_FIRST = datetime(2025, 1, 1, tzinfo=UTC)
_PAGES_A_DAY = 1_500  # a week in 10,000 pages: days on both sides of each load's, as in any longer archive
_SHARE_OF_WORDS = 0.8  # that are others in each page made
_LONGEST_WORD = 25  # characters
_LANGUAGE = re.compile(r'<html[^>]{0,300}?\blang=["\']?([A-Za-z]{2,3})', re.IGNORECASE)
# Runs of text between tags, and long strings in scripts (a JSON-LD articleBody).
_TEXT = re.compile(r'(?<=>)[^<>]{40,}(?=<)|(?<=")[^"\\<>]{200,}(?=")')
# A percent-encoded address is as long, and as one word of the language it would be that of other pages too.
_ADDRESS = re.compile(r"(?:https?:)?/\S+")


@dataclass(frozen=True, slots=True)
class MadeArchive:
    """`copies`: address of the copy, and of what it copies."""

    path: Path
    pages: int
    copies: tuple[tuple[str, str], ...]
    mean_bytes: int


def make_archive(
    path: Path,
    known: Sequence[KnownPage],
    pages: int,
    *,
    pages_a_day: int = _PAGES_A_DAY,
    seed: int = 1,
    processes: int = 2,
) -> MadeArchive:
    """Write so many pages, a gzip record each, all known pages in turn. The same arguments, the same file.

    So many processes make it, each a part by itself.
    """
    texts = [
        _with_its_own_address(found.text, one.about.url)
        for one in known
        if not isinstance(found := decode(one.html, one.about.url, None), Rejection)
    ]
    parts = [
        _Part(
            path.with_name(f"{path.name}.{first}"),
            first,
            min(_PART, pages - first),
            pages_a_day,
            f"{seed} {first}",
        )
        for first in range(0, pages, _PART)
    ]
    with ProcessPoolExecutor(processes, initializer=_prepare, initargs=(texts,)) as pool:
        texts = list(pool.map(_with_room_for_a_date, range(len(texts))))
    with ProcessPoolExecutor(processes, initializer=_prepare, initargs=(texts,)) as pool:
        made = list(pool.map(_make_part, parts))
    with path.open("wb") as file:
        for part in parts:
            with part.path.open("rb") as piece:
                shutil.copyfileobj(piece, file)
            part.path.unlink()
    copies = tuple(copy for found, _ in made for copy in found)
    return MadeArchive(path, pages, copies, sum(size for _, size in made) // pages)


_CANONICAL = re.compile(
    r"""(<link\b[^<>]*\brel=["']?canonical\b[^<>]*\bhref=["']?)(/[^"'<>\s]*)""", re.IGNORECASE
)


def _with_its_own_address(text: str, url: str) -> str:
    """The page with a whole address where it calls itself "/news/1".

    All pages that an outlet has of it would be one article at that address, each a correction of the last.
    """
    return _CANONICAL.sub(lambda found: found[1] + urljoin(url, found[2]), text)


_MARK = "\ue000"  # of no meaning in Unicode
_MOMENT, _DAY, _PATH = (f"{_MARK}{name}{_MARK}" for name in ("moment", "day", "path"))
_READINGS = 8  # of a page, each time with other words: a date that has been moved leaves another to be read
_ENOUGH = 3  # readings in turn that found no other


def _with_room_for_a_date(number: int) -> str:
    """A known page with marks where it says when it was published, as far as extraction finds out.

    All that is made of one page would else be of one day, and ever more texts of that day be compared.
    """
    text = _texts[number]
    words, draw = _words_of.get(_language(text), ()), random.Random(number)
    unmoved = 0
    for reading in range(_READINGS):
        made = _mutated(text, words, draw) if reading else text
        found = extract_articles(_dated(made, _TRIED).encode(), _UNDATED)
        marked = text
        if not isinstance(found, Rejection) and found[0].published_at and found[0].published_raw:
            marked = _with_room_for(found[0].published_at, found[0].published_raw, text)
        unmoved = unmoved + 1 if marked == text else 0
        if unmoved == _ENOUGH:
            break
        text = marked
    return text


_UNDATED = "http://outlet.example/1"
_TRIED = _FIRST + timedelta(hours=9, minutes=41)  # midnight may stand for a day without a time


def _with_room_for(at: datetime, raw: str, text: str) -> str:
    """The page with marks for a date that was read in it; as it was if that is one that was moved."""
    if abs(at - _TRIED) < timedelta(days=2):
        return text
    text = text.replace(raw, _MOMENT).replace(f"/{at:%Y/%m/%d}/", f"/{_PATH}/")
    # Elsewhere, in another zone or without the time; an address stays as it is.
    return re.sub(rf"(?<![\w/-]){at:%Y-%m-%d}(?![\w/-]*/)", _DAY, text)


def _dated(text: str, at: datetime) -> str:
    text = text.replace(_MOMENT, at.isoformat()).replace(_DAY, f"{at:%Y-%m-%d}")
    return text.replace(_PATH, f"{at:%Y/%m/%d}")


_PART = 2_500  # pages that one process makes at once


@dataclass(frozen=True, slots=True)
class _Part:
    path: Path
    first: int  # number of its first page
    pages: int
    pages_a_day: int
    seed: str


_texts: list[str] = []
_words_of: dict[str, list[str]] = {}


def _prepare(texts: list[str]) -> None:
    """Keep the known pages, and the words to draw from, in this process."""
    _texts[:] = texts
    _words_of.clear()
    _words_of.update(_words(texts))


def _make_part(part: _Part) -> tuple[list[tuple[str, str]], int]:
    """Write a part; its copies, and the bytes of its pages."""
    draw = random.Random(part.seed)
    copies = []
    size = 0
    recent: list[tuple[str, bytes]] = []
    with part.path.open("wb") as file:
        for number in range(part.first, part.first + part.pages):
            outlet = draw.randrange(_OUTLETS)
            url = f"http://outlet{outlet:03}.example/{number}"
            at = _FIRST + number * timedelta(days=1) / part.pages_a_day
            if recent and draw.random() < _SHARE_OF_COPIES:
                original, html = draw.choice(recent)
                copies.append((url, original))
            else:
                text = _texts[number % len(_texts)]
                made = _mutated(text, _words_of.get(_language(text), ()), draw)
                html = _dated(made, at).encode()
                recent = [*recent[-199:], (url, html)]
            size += len(html)
            file.write(gzip.compress(_record(url, html, at), 6, mtime=0))
    return copies, size


def _words(texts: Sequence[str]) -> dict[str, list[str]]:
    """The words of all pages of a language, as often as they come."""
    words: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        for found in _TEXT.findall(text):
            # Without the addresses and codes that stand among them: drawn at random they would be many.
            words[_language(text)] += [
                word for word in found.split() if len(word) <= _LONGEST_WORD and _MARK not in word
            ]
    return words


def _language(text: str) -> str:
    found = _LANGUAGE.search(text)
    return found[1].lower() if found else ""


def _mutated(text: str, words: Sequence[str], draw: random.Random) -> str:
    """The page with most words of each longer run of text drawn from its language: as costly, and no copy."""

    def other(found: re.Match[str]) -> str:
        if _ADDRESS.fullmatch(found[0]):
            return found[0]
        old = found[0].split(" ")
        drawn = draw.choices(words, k=len(old))
        kept = set(draw.sample(range(len(old)), round(len(old) * (1 - _SHARE_OF_WORDS))))
        if _MARK in found[0]:
            kept.update(at for at, word in enumerate(old) if _MARK in word)
        return " ".join(old[at] if at in kept else word for at, word in enumerate(drawn))

    return _TEXT.sub(other, text) if words else text


def _record(url: str, html: bytes, at: datetime) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
