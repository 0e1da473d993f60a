"""Read sitemaps, news sitemaps and indexes of them (sitemaps.org), as they come and within bounds. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urljoin
from xml.parsers import expat

from tasks.crawl.seed import (
    Announcement,
    Entry,
    UnreadableSeed,
    believed_updates,
    clean_headline,
    dates_of,
    in_utc,
    read_date,
)

_STEP = 65536  # bytes fed to the parser between two looks at the bounds
_LONGEST_TAG = 1024 * 1024  # bytes; at each step the parser begins one that goes on anew
_MOST_TEXT = 4096  # characters of one element
_MOST_LINE = 16 * 1024  # bytes of a line of a plain list
_MOST_DEPTH = 32  # elements within elements; a news sitemap has four

# Where an element stands, by local names, and what it tells; <image:loc> stands below <image:image>.
_MEANINGS = {
    ("urlset", "url", "loc"): "url",
    ("urlset", "url", "lastmod"): "modified",
    ("urlset", "url", "news", "publication_date"): "published",
    ("urlset", "url", "news", "title"): "title",
    ("sitemapindex", "sitemap", "loc"): "url",
    ("sitemapindex", "sitemap", "lastmod"): "modified",
}


def read_sitemap(
    body: bytes,
    url: str,
    *,
    timezone: str = "UTC",
    most_entries: int = 50_000,
    most_bytes: int = 50 * 1024 * 1024,
) -> Announcement:
    """The entries of a sitemap found at `url`, or the sitemaps of an index, in the order of the file.

    Gzipped files and plain lists of addresses are understood, and unpacked as they are read: what is held is
    the body and the entries. A file that breaks off or goes on too long gives what came before, with a note.
    Entities that the file declares itself are not expanded: reading stops there. Raises UnreadableSeed
    ("not_a_sitemap", "too_large").
    """
    steps = _unpack(body, most_bytes) if body.startswith(b"\x1f\x8b") else _steps(body)
    first = next(steps, b"")
    if first[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"http://", b"https://")):
        return _read_list(chain([first], steps), most_entries)
    return _XmlReader(url, timezone, most_entries).read(chain([first], steps))


def _steps(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _STEP):
        yield body[start : start + _STEP]


def _unpack(body: bytes, most_bytes: int) -> Iterator[bytes]:
    """The content of a gzip file (news.xml.gz, sent as it lies on the disk), step by step.

    Raises UnreadableSeed in the middle where the file ends, breaks or goes on for too long.
    """
    unpacker = zlib.decompressobj(wbits=31)
    given = 0
    for packed in _steps(body):
        while packed and not unpacker.eof:
            try:
                step = unpacker.decompress(packed, min(_STEP, most_bytes + 1 - given))
            except zlib.error as error:
                raise UnreadableSeed("not_a_sitemap", f"The sitemap cannot be unpacked: {error}.") from error
            packed = unpacker.unconsumed_tail
            given += len(step)
            yield step
            if given > most_bytes:
                raise UnreadableSeed("too_large", f"The sitemap has more than {most_bytes} bytes unpacked.")
    if not unpacker.eof:
        raise UnreadableSeed("not_a_sitemap", "The sitemap ends in the middle of its gzip data.")


def _read_list(steps: Iterable[bytes], most_entries: int) -> Announcement:
    entries: list[Entry] = []
    note = None
    try:
        for line in _lines(steps):
            if line.startswith(("http://", "https://")):
                if len(entries) == most_entries:
                    note = f"Only the first {most_entries} entries were taken."
                    break
                entries.append(Entry(line))
    except UnreadableSeed as error:
        note = f"{error} {len(entries)} entries were read before."
    return Announcement(tuple(entries), note=note)


def _lines(steps: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for step in steps:
        *whole, rest = (rest + step).split(b"\n")
        rest = rest[:_MOST_LINE]
        yield from (line.decode("utf-8-sig", "replace").strip() for line in whole if len(line) < _MOST_LINE)
    yield rest.decode("utf-8-sig", "replace").strip()


class _Enough(Exception):
    """Reading stops here; the message says why."""


class _XmlReader:
    """Holds what expat's callbacks find."""

    def __init__(self, url: str, timezone: str, most_entries: int) -> None:
        self._url = url
        self._timezone = timezone
        self._most_entries = most_entries
        self._path: list[str] = []
        self._text: list[str] = []
        self._text_length = 0
        self._found: dict[str, str] = {}
        self._entries: list[Entry] = []
        self._root = ""

    def read(self, steps: Iterable[bytes]) -> Announcement:
        # Without namespaces: sitemaps that forget to declare "news:" are common.
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add_text
        parser.EntityDeclHandler = self._refuse_entity
        note, reason = None, "not_a_sitemap"
        try:
            fed = 0
            for step in steps:
                parser.Parse(step, False)
                fed += len(step)
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise _Enough("The sitemap has a tag or a comment that goes on and on.")
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            note = f"The sitemap breaks off: {error}; {len(self._entries)} entries were read before."
        except UnreadableSeed as error:
            reason = error.reason
            note = f"{error} {len(self._entries)} entries were read before."
        except (LookupError, UnicodeError, zlib.error, ValueError) as error:  # of the declared charset
            note = f"The sitemap cannot be read on: {error}; {len(self._entries)} entries were read before."
        except _Enough as error:
            note = f"{error} {len(self._entries)} entries were read before."
        if not self._entries and (note or self._root not in ("urlset", "sitemapindex")):
            raise UnreadableSeed(reason, note or f"The root element is <{self._root[:100]}>.")
        if self._root == "sitemapindex":
            return Announcement(sitemaps=tuple(self._entries), note=note)
        return Announcement(believed_updates(self._entries), note=note)

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if len(self._path) >= _MOST_DEPTH:
            raise _Enough("The sitemap is nested without need.")
        self._path.append(name.rpartition(":")[2])
        if len(self._path) == 1:
            self._root = self._path[0]
        self._text.clear()
        self._text_length = 0

    def _add_text(self, text: str) -> None:
        self._text_length += len(text)
        if self._text_length <= _MOST_TEXT:
            self._text.append(text)

    def _end(self, _name: str) -> None:
        meaning = _MEANINGS.get(tuple(self._path))
        if meaning and self._text_length <= _MOST_TEXT:
            self._found.setdefault(meaning, "".join(self._text).strip())
        if len(self._path) == 2:
            self._take_entry()
        self._path.pop()
        self._text.clear()
        self._text_length = 0

    def _take_entry(self) -> None:
        found, self._found = self._found, {}
        if not found.get("url"):
            return
        if len(self._entries) >= self._most_entries:
            raise _Enough(f"The sitemap has more than {self._most_entries} entries.")
        try:
            url = urljoin(self._url, found["url"])
        except ValueError:  # "http://["
            return
        modified = in_utc(read_date(found.get("modified", ""), self._timezone))
        published = in_utc(read_date(found.get("published", ""), self._timezone))
        headline = clean_headline(found.get("title"))
        self._entries.append(Entry(url, headline, *dates_of(published, modified)))

    def _refuse_entity(self, *_: object) -> None:
        raise _Enough("The sitemap declares entities of its own, which none needs.")
