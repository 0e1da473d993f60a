"""Read RSS, Atom and JSON feeds, also those broken in the usual ways. Pure."""

from __future__ import annotations

import codecs
import html
import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from email.utils import parsedate_tz
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat
from zoneinfo import ZoneInfo

import feedparser
from resiliparse.parse.encoding import detect_encoding

from tasks.crawl.home import announced_feeds
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

_MOST_DEPTH = 64  # elements within elements; XHTML in an Atom entry needs twenty
_MOST_ELEMENTS = 100_000
_LONGEST_DECLARATION = 1000  # bytes
_MOST_BROKEN_BYTES = 1024 * 1024


def read_feed(
    body: bytes, url: str, content_type: str | None, *, timezone: str = "UTC", most_entries: int = 1000
) -> Announcement:
    """The entries of a feed found at `url`; those without a link to a page are left out.

    Raises UnreadableSeed ("not_a_feed").
    """
    body = body.removeprefix(codecs.BOM_UTF8).lstrip()
    if body[:1] == b"{":
        return _read_json_feed(body, url, timezone, most_entries)
    return _read_xml_feed(body, url, content_type, timezone, most_entries)


# <!ENTITY b "&a;&a;"> serves to blow up; feeds that declare HTML's own (nbsp "&#160;") exist.
_NESTED_ENTITY = re.compile(rb"<!ENTITY\s[^>]{0,1000}&[^#]")


def _read_xml_feed(
    body: bytes, url: str, content_type: str | None, timezone: str, most_entries: int
) -> Announcement:
    if _NESTED_ENTITY.search(body):
        raise UnreadableSeed("not_a_feed", "The feed declares entities made of entities, which none needs.")
    body, cut = _cut(_end_line_of_declaration(body), most_entries)
    try:
        parsed = _parse(body, url, content_type or "")
    except UnicodeError as error:  # of the declared charset: "punycode"
        raise UnreadableSeed("not_a_feed", f"The feed's charset is none for texts: {error}.") from error
    if isinstance(parsed.get("bozo_exception"), feedparser.CharacterEncodingOverride):
        # It declares UTF-8 and is no such thing. feedparser then takes Windows-1252, and «عنوان» for "ÚäæÇä".
        charset = detect_encoding(body)
        charset = "windows-1256" if charset == "iso8859-6" else charset  # their letters begin alike
        parsed = _parse(body, url, f"application/xml; charset={charset}")
    if not parsed.version and not parsed.entries:
        raise UnreadableSeed("not_a_feed", _say_what_it_is(body, url, content_type))
    entries = believed_updates(
        [
            Entry(
                urljoin(url, link),
                _headline(entry),
                *dates_of(_date(entry, "published", timezone), _date(entry, "updated", timezone)),
            )
            for entry in parsed.entries
            if (link := _link(entry)) and _can_be_joined(url, link)
        ]
    )
    broken = f"The feed is not well-formed: {parsed.bozo_exception}." if _is_broken(parsed) else None
    return Announcement(entries, note=cut or broken)


def _end_line_of_declaration(body: bytes) -> bytes:
    """`body` with a line end after "<?xml … ?>".

    feedparser looks for the charset in all of the first line, as often as "encoding=" stands there.
    """
    if not body.startswith(b"<?"):
        return body
    end = body.find(b"?>", 0, _LONGEST_DECLARATION) + 2
    if end < 2:
        raise UnreadableSeed("not_a_feed", "The feed begins with a declaration that does not end.")
    return body[:end] + b"\n" + body[end:]


def _parse(body: bytes, url: str, content_type: str) -> Any:
    # Wrapped, since feedparser would take bytes that look like an address for one to open.
    return feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": content_type, "content-location": url},
        sanitize_html=False,  # no markup of an entry is used
        resolve_relative_uris=False,
    )


class _Enough(Exception):
    """No more of the feed is read; the message says why."""


def _cut(body: bytes, most_entries: int) -> tuple[bytes, str | None]:
    """As much of `body` as is worth feedparser's time, with a sentence on the rest, if there is one.

    feedparser builds a tree: 4 MB of empty items cost it a quarter of a minute, as much of nested elements
    a minute and a gigabyte. expat sees in a moment where that begins. What is not well-formed goes to
    feedparser's patient reader, which is slower still.
    """
    open_elements: list[str] = []
    seen = entries = 0
    parser = expat.ParserCreate()

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal seen, entries
        seen += 1
        entries += name.rpartition(":")[2] in ("item", "entry")
        if len(open_elements) >= _MOST_DEPTH:
            raise UnreadableSeed("not_a_feed", "The feed is nested without need.")
        if entries > most_entries:
            raise _Enough(f"Only the first {most_entries} entries were taken.")
        if seen > _MOST_ELEMENTS:
            raise _Enough(f"Only the first {_MOST_ELEMENTS} elements were read.")
        open_elements.append(name)

    def end(_name: str) -> None:
        open_elements.pop()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, LookupError, UnicodeError, ValueError) as error:
        if isinstance(error, UnreadableSeed):
            raise
        if len(body) > _MOST_BROKEN_BYTES:
            return body[:_MOST_BROKEN_BYTES], (
                f"The feed is not well-formed ({error}); only its first {_MOST_BROKEN_BYTES} bytes were read."
            )
        return body, None
    except _Enough as enough:
        closing = "".join(f"</{name}>" for name in reversed(open_elements))
        return body[: parser.CurrentByteIndex] + closing.encode("ascii", "ignore"), str(enough)
    return body, None


def _say_what_it_is(body: bytes, url: str, content_type: str | None) -> str:
    if not re.search(rb"<(?:!doctype\s+html|html|body)\b", body[:4096], re.IGNORECASE):
        return "This is neither RSS nor Atom nor a JSON feed."
    feeds = announced_feeds(body, url, content_type, most=3)
    announces = f" It announces {', '.join(feeds)}." if feeds else ""
    return f"This is an HTML page, not a feed.{announces}"


def _link(entry: Any) -> str | None:
    # FeedBurner leads readers past its own counter and says beside it where to.
    link = entry.get("feedburner_origlink") or entry.get("link")
    link = link or _address(entry.get("id"))
    return str(link).strip() if link else None


def _address(identity: Any) -> str | None:
    """An entry's identity, if it is an address: many feeds have no other."""
    return identity if isinstance(identity, str) and identity.startswith(("http://", "https://")) else None


def _can_be_joined(url: str, link: str) -> bool:
    try:
        urljoin(url, link)
    except ValueError:  # "http://[", "http://a]/"
        return False
    return True


def _headline(entry: Any) -> str | None:
    # Titles come as text, as HTML and as HTML escaped twice.
    return clean_headline(html.unescape(re.sub(r"<[^<>]{0,500}>", " ", str(entry.get("title", "")))))


def _date(entry: Any, name: str, timezone: str) -> datetime | None:
    # dict's own, since feedparser's looks for one name under another and warns that it does
    text = str(dict.get(entry, name) or "").strip()
    if date := _read_feed_date(text, timezone):
        return date
    parts = dict.get(entry, f"{name}_parsed")
    if parts and not text.isascii():  # feedparser reads Korean, Greek and Hungarian ones
        return _moment(parts[:6], UTC)
    return None


def _moment(parts: Sequence[int], zone: tzinfo) -> datetime | None:
    year, month, day, hour, minute, second = parts
    try:
        return in_utc(datetime(year, month, day, hour, minute, second, tzinfo=zone))
    except ValueError:  # the 60th second, the year 0
        return None


# "GMT+2", "+03", "+0300", "UTC+3:30"
_OFFSET = re.compile(r"\s*(?:GMT|UTC)?\s*([+-])(\d{1,2})(?::?(\d\d))?$")


def _read_feed_date(text: str, timezone: str) -> datetime | None:
    """RFC 822, ISO 8601 or seconds since 1970, in UTC; without a zone it is the site's."""
    if re.fullmatch(r"[01]\d{9}", text):
        return datetime.fromtimestamp(int(text), UTC)
    if date := read_date(text, timezone):
        return in_utc(date)
    with_offset = _OFFSET.sub(lambda found: f" {found[1]}{found[2]:0>2}{found[3] or '00'}", text)
    parts = parsedate_tz(with_offset)
    # RFC 822's reader makes a date of almost anything: a month must have been named.
    if parts is None or not re.search(r"[A-Za-z]{3}", text):
        return None
    has_zone = not re.search(r"\d\d:\d\d(?::\d\d)?$", with_offset)
    try:
        zone = fixed_zone(timedelta(seconds=parts[9] or 0)) if has_zone else ZoneInfo(timezone)
    except ValueError:  # a zone of ninety hours
        return None
    return _moment(parts[:6], zone)


def _is_broken(parsed: Any) -> bool:
    # A charset that differs between header and document is set right by feedparser and is no news.
    return bool(parsed.bozo) and not isinstance(
        parsed.bozo_exception, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )


def _read_json_feed(body: bytes, url: str, timezone: str, most_entries: int) -> Announcement:
    """https://www.jsonfeed.org/version/1.1/"""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableSeed("not_a_feed", f"This begins like JSON and is none: {error}.") from error
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in str(feed.get("version", "")):
        raise UnreadableSeed("not_a_feed", "This is JSON, but not a JSON feed.")
    items = feed.get("items")
    entries = []
    items = items if isinstance(items, list) else []
    note = f"Only the first {most_entries} entries were taken." if len(items) > most_entries else None
    for item in items[:most_entries]:
        link = isinstance(item, dict) and (
            item.get("url") or item.get("external_url") or _address(item.get("id"))
        )
        if not isinstance(link, str) or not _can_be_joined(url, link):
            continue
        published, modified = (
            in_utc(read_date(str(item.get(name) or ""), timezone))
            for name in ("date_published", "date_modified")
        )
        title = item.get("title")
        headline = clean_headline(title) if isinstance(title, str) else None
        entries.append(Entry(urljoin(url, link), headline, *dates_of(published, modified)))
    return Announcement(believed_updates(entries), note=note)
