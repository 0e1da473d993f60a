"""Read RSS, Atom and JSON feeds, also those broken in the usual ways. Pure."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from tasks.crawl.seed import Announcement, Entry, UnreadableSeed, clean_headline, in_utc, read_date


def read_feed(
    body: bytes, url: str, content_type: str | None, *, timezone: str = "UTC", most_entries: int = 1000
) -> Announcement:
    """The entries of a feed found at `url`; those without a link to a page are left out.

    Raises UnreadableSeed ("not_a_feed").
    """
    if body.lstrip()[:1] == b"{":
        announcement = _read_json_feed(body, url, timezone)
    else:
        announcement = _read_xml_feed(body, url, content_type)
    if len(announcement.entries) > most_entries:
        note = f"Only the first {most_entries} of {len(announcement.entries)} entries were taken."
        return Announcement(announcement.entries[:most_entries], note=note)
    return announcement


# <!ENTITY b "&a;&a;"> serves to blow up; feeds that declare HTML's own (nbsp "&#160;") exist.
_NESTED_ENTITY = re.compile(rb"<!ENTITY\s[^>]{0,1000}&[^#]")


def _read_xml_feed(body: bytes, url: str, content_type: str | None) -> Announcement:
    if _NESTED_ENTITY.search(body):
        raise UnreadableSeed("not_a_feed", "The feed declares entities made of entities, which none needs.")
    # Wrapped, since feedparser would take bytes that look like an address for one to open.
    parsed = feedparser.parse(
        io.BytesIO(body),
        response_headers={"content-type": content_type or "", "content-location": url},
        sanitize_html=False,  # no markup of an entry is used
        resolve_relative_uris=False,
    )
    if not parsed.version and not parsed.entries:
        raise UnreadableSeed("not_a_feed", _say_what_it_is(body))
    entries = tuple(
        Entry(urljoin(url, link), _headline(entry), _date(entry))
        for entry in parsed.entries
        if (link := _link(entry)) and _can_be_joined(url, link)
    )
    note = f"The feed is not well-formed: {parsed.bozo_exception}." if _is_broken(parsed) else None
    return Announcement(entries, note=note)


def _say_what_it_is(body: bytes) -> str:
    if re.search(rb"<(?:!doctype\s+html|html|body)\b", body[:4096], re.IGNORECASE):
        return "This is an HTML page, not a feed."
    return "This is neither RSS nor Atom nor a JSON feed."


def _link(entry: Any) -> str | None:
    link = entry.get("link") or (entry.get("id") if str(entry.get("id", "")).startswith("http") else None)
    return str(link).strip() if link else None


def _can_be_joined(url: str, link: str) -> bool:
    try:
        urljoin(url, link)
    except ValueError:  # "http://[", "http://a]/"
        return False
    return True


def _headline(entry: Any) -> str | None:
    # Titles come as text, as HTML and as HTML escaped twice.
    return clean_headline(html.unescape(re.sub(r"<[^<>]{0,500}>", " ", str(entry.get("title", "")))))


def _date(entry: Any) -> datetime | None:
    parts = entry.get("published_parsed") or entry.get("updated_parsed")
    if not parts:
        return None
    try:
        year, month, day, hour, minute, second = parts[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:  # the 60th second, the year 0
        return None


def _is_broken(parsed: Any) -> bool:
    # A charset that differs between header and document is set right by feedparser and is no news.
    return bool(parsed.bozo) and not isinstance(
        parsed.bozo_exception, feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )


def _read_json_feed(body: bytes, url: str, timezone: str) -> Announcement:
    """https://www.jsonfeed.org/version/1.1/"""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableSeed("not_a_feed", f"This begins like JSON and is none: {error}.") from error
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in str(feed.get("version", "")):
        raise UnreadableSeed("not_a_feed", "This is JSON, but not a JSON feed.")
    items = feed.get("items")
    entries = []
    for item in items if isinstance(items, list) else ():
        link = isinstance(item, dict) and (item.get("url") or item.get("external_url"))
        if not isinstance(link, str) or not _can_be_joined(url, link):
            continue
        date = str(item.get("date_published") or item.get("date_modified") or "")
        title = item.get("title")
        headline = clean_headline(title) if isinstance(title, str) else None
        entries.append(Entry(urljoin(url, link), headline, in_utc(read_date(date, timezone))))
    return Announcement(tuple(entries))
