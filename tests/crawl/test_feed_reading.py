from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tasks.crawl.feed import read_feed
from tasks.crawl.seed import Announcement, Entry, UnreadableSeed

URL = "http://news.test/feeds/all.xml"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

RSS = """<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>News</title>
<item><title>عنوان &amp;amp; خبر</title><link>http://news.test/1</link>
<pubDate>Sun, 22 Nov 2026 14:00:00 +0200</pubDate></item>
<item><title><![CDATA[<b>Bold</b> words]]></title><link>/2</link></item>
<item><title>No link</title></item>
</channel></rss>"""
RSS_ENTRIES = (
    Entry("http://news.test/1", "عنوان & خبر", NOON),
    Entry("http://news.test/2", "Bold words", None),
)


def test_rss_is_read_with_relative_links_and_missing_dates() -> None:
    assert read_feed(RSS.format(charset="utf-8").encode(), URL, "application/rss+xml") == Announcement(
        RSS_ENTRIES
    )


@pytest.mark.parametrize(
    ("declared", "sent", "content_type"),
    [
        ("windows-1256", "windows-1256", "application/rss+xml"),
        ("utf-8", "windows-1256", "text/xml; charset=windows-1256"),
        ("windows-1256", "utf-8", "application/xml; charset=utf-8"),
        ("utf-8", "utf-8", "text/html"),
    ],
)
def test_a_feed_is_read_in_the_charset_that_it_has(declared: str, sent: str, content_type: str) -> None:
    body = RSS.format(charset=declared).encode(sent)

    assert read_feed(body, URL, content_type).entries == RSS_ENTRIES


def test_atom_is_read() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://news.test/x/"><title>News</title>
    <entry><title type="html">A &amp;lt; B</title><link rel="alternate" href="1"/>
    <updated>2026-11-22T12:00:00Z</updated></entry>
    </feed>"""

    entries = read_feed(body, URL, "application/atom+xml").entries

    assert entries == (Entry("http://news.test/x/1", "A < B", NOON),)


def test_a_json_feed_is_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"url": "/1", "title": "One", "date_published": "2026-11-22T14:00:00+02:00"},
            {"external_url": "http://news.test/2", "title": None, "date_published": "yesterday"},
            {"id": "without an address"},
            {"url": "http://news.test/3", "title": "Half \ud83d"},
            {"url": "http://\ud83d.test/4\ud83d"},
            "no item",
        ],
    }

    entries = read_feed(json.dumps(feed).encode(), URL, "application/feed+json").entries

    assert entries == (
        Entry("http://news.test/1", "One", NOON),
        Entry("http://news.test/2"),
        Entry("http://news.test/3", "Half ?"),
        Entry("http://\ud83d.test/4\ud83d"),
    )


def test_a_feed_that_is_not_well_formed_is_read_and_says_so() -> None:
    body = b"<rss><channel><item><title>A & B</title><link>http://news.test/1</link></item><item><title>Cut"

    announcement = read_feed(body, URL, None)

    assert [entry.url for entry in announcement.entries] == ["http://news.test/1"]
    assert (announcement.note or "").startswith("The feed is not well-formed")


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"<!DOCTYPE html><html><body><p>Hello", "This is an HTML page, not a feed."),
        (b"\x89PNG\r\n\x1a\n\0\0", "This is neither RSS nor Atom nor a JSON feed."),
        (b"http://127.0.0.1:1/feed", "This is neither RSS nor Atom nor a JSON feed."),
        (b"/etc/passwd", "This is neither RSS nor Atom nor a JSON feed."),
        (b'{"items": []}', "This is JSON, but not a JSON feed."),
    ],
)
def test_what_is_no_feed_is_told(body: bytes, detail: str) -> None:
    with pytest.raises(UnreadableSeed) as caught:
        read_feed(body, URL, None)

    assert (caught.value.reason, str(caught.value)) == ("not_a_feed", detail)


@pytest.mark.parametrize("body", [b"{" * 100_000, b'{"a":' * 100_000, b'{"version": ' + b"9" * 10_000])
def test_nested_json_does_not_bring_the_reader_down(body: bytes) -> None:
    with pytest.raises(UnreadableSeed):
        read_feed(body, URL, None)


def test_a_feed_is_read_to_its_bound() -> None:
    items = "".join(f"<item><link>http://news.test/{number}</link></item>" for number in range(30))

    announcement = read_feed(f"<rss><channel>{items}</channel></rss>".encode(), URL, None, most_entries=20)

    assert len(announcement.entries) == 20
    assert announcement.note == "Only the first 20 of 30 entries were taken."
