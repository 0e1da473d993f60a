"""Read sitemaps, news sitemaps and indexes of them (sitemaps.org), as they come and within bounds. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from urllib.parse import urljoin
from xml.parsers import expat

from tasks.crawl.coding import BadCoding, TooLarge, decode_body
from tasks.crawl.seed import Announcement, Entry, UnreadableSeed, clean_headline, in_utc, read_date

_STEP = 65536  # bytes fed to the parser between two looks at the bounds
_MOST_TEXT = 4096  # characters of one element
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

    Gzipped files and plain lists of addresses are understood. A file that breaks off or goes on too long
    gives what came before, with a note. Entities that the file declares itself are not expanded: reading
    stops there. Raises UnreadableSeed ("not_a_sitemap", "too_large").
    """
    if body.startswith(b"\x1f\x8b"):  # news.xml.gz, sent as it lies on the disk
        body = _unpack(body, most_bytes)
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"http://", b"https://")):
        return _read_list(body, most_entries)
    return _XmlReader(url, timezone, most_entries).read(body)


def _unpack(body: bytes, most_bytes: int) -> bytes:
    try:
        return decode_body(body, "gzip", limit=most_bytes)
    except TooLarge as error:
        raise UnreadableSeed("too_large", f"The sitemap is too large: {error}.") from error
    except BadCoding as error:
        raise UnreadableSeed("not_a_sitemap", f"The sitemap cannot be unpacked: {error}.") from error


def _read_list(body: bytes, most_entries: int) -> Announcement:
    lines = (line.strip() for line in body.decode("utf-8-sig", "replace").splitlines())
    entries = [Entry(line) for line in lines if line.startswith(("http://", "https://"))]
    note = f"Only the first {most_entries} of {len(entries)} entries were taken."
    return Announcement(tuple(entries[:most_entries]), note=note if len(entries) > most_entries else None)


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

    def read(self, body: bytes) -> Announcement:
        # Without namespaces: sitemaps that forget to declare "news:" are common.
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add_text
        parser.EntityDeclHandler = self._refuse_entity
        note = None
        try:
            for part in _parts(body):
                parser.Parse(part, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            note = f"The sitemap breaks off: {error}; {len(self._entries)} entries were read before."
        except (LookupError, UnicodeError, zlib.error, ValueError) as error:  # of the declared charset
            note = f"The sitemap cannot be read on: {error}; {len(self._entries)} entries were read before."
        except _Enough as error:
            note = f"{error} {len(self._entries)} entries were read before."
        if not self._entries and (note or self._root not in ("urlset", "sitemapindex")):
            raise UnreadableSeed("not_a_sitemap", note or f"The root element is <{self._root[:100]}>.")
        if self._root == "sitemapindex":
            return Announcement(sitemaps=tuple(self._entries), note=note)
        return Announcement(tuple(self._entries), note=note)

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
        date = read_date(found.get("published") or found.get("modified") or "", self._timezone)
        self._entries.append(Entry(url, clean_headline(found.get("title")), in_utc(date)))

    def _refuse_entity(self, *_: object) -> None:
        raise _Enough("The sitemap declares entities of its own, which none needs.")


def _parts(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), _STEP):
        yield body[start : start + _STEP]
