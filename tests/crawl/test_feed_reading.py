from __future__ import annotations

import contextlib
import json
import resource
from dataclasses import replace
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
        ("utf-8", "windows-1256", "application/rss+xml"),
        ("utf-8", "windows-1256", ""),
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


LATER = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "updates"),
    [
        (("15:00", None), (LATER, None)),
        (("11:00", "12:00"), (None, None)),  # not after it was published
        (("15:00", "15:00"), (None, None)),  # that is when the feed was made
    ],
)
def test_a_change_is_told_beside_the_date_of_an_entry(
    changes: tuple[str | None, ...], updates: tuple[datetime | None, ...]
) -> None:
    def said(name: str, time: str | None) -> dict[str, str]:
        return {name: f"2026-11-22T{time}:00Z"} if time else {}

    items = [
        {"url": f"/{number}", **said("date_published", "12:00"), **said("date_modified", time)}
        for number, time in enumerate(changes)
    ]
    atom = "".join(
        f"<entry><link href='{item['url']}'/><published>{item['date_published']}</published>"
        f"<updated>{item.get('date_modified', '')}</updated></entry>"
        for item in items
    )
    bodies = [
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}),
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{atom}</feed>",
    ]

    entries = [read_feed(body.encode(), URL, None).entries for body in bodies]

    expected = tuple(Entry(f"http://news.test/{n}", None, NOON, at) for n, at in enumerate(updates))
    assert entries == [expected, expected]


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
        (
            b'<html><head><link rel="alternate" type="application/rss+xml" href="/real.xml"></head></html>',
            "This is an HTML page, not a feed. It announces http://news.test/real.xml.",
        ),
        (b"/etc/passwd", "This is neither RSS nor Atom nor a JSON feed."),
        (
            b'<?xml version="1.0" encoding="' * 130_000,
            "The feed begins with a declaration that does not end.",
        ),
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

    assert [entry.url for entry in announcement.entries] == [f"http://news.test/{n}" for n in range(20)]
    assert announcement.note == "Only the first 20 entries were taken."


def test_a_charset_that_is_none_for_texts_is_told() -> None:
    body = b'<?xml version="1.0" encoding="punycode"?><rss><item><link>/1</link></item>' + b"a" * 100

    with pytest.raises(UnreadableSeed, match="charset is none for texts"):
        read_feed(body, URL, None)


def test_a_first_line_of_many_charsets_is_looked_at_once() -> None:
    item = "<item><link>/1?encoding='a'</link></item>"

    announcement = read_feed(f"<?xml version='1.0'?><rss>{item * 40_000}</rss>".encode(), URL, None)

    assert len(announcement.entries) == 1000


def item(inner: str) -> str:
    return f"<rss version='2.0'><channel><item>{inner}</item></channel></rss>"


ONE = Entry("http://news.test/1")
LINK = "<link>http://news.test/1</link>"

BROKEN = {
    "white space before the declaration": ("\n\n <?xml version='1.0'?>" + item(LINK), ONE),
    "a byte order mark": ("\ufeff<?xml version='1.0'?>" + item(LINK), ONE),
    "a warning of the server before it": ("<br />\n<b>Warning</b>: x.php<br />\n" + item(LINK), ONE),
    "an ampersand that is none": (item("<title>A & B</title>" + LINK), replace(ONE, headline="A & B")),
    "entities of HTML": (item("<title>A&nbsp;&bull; B</title>" + LINK), replace(ONE, headline="A • B")),
    "a control character": (item("<title>A\x0cB</title>" + LINK), replace(ONE, headline="A B")),
    "a link on lines of its own": (item("<link>\n  http://news.test/1\n</link>"), ONE),
    "a link in the way of Atom": (item("<link href='http://news.test/1'/>"), ONE),
    "a relative link": (item("<link>../1</link>"), ONE),
    "a link without a scheme": (item("<link>//news.test/1</link>"), ONE),
    "only an identity that is an address": (item("<guid>http://news.test/1</guid>"), ONE),
    "an identity that says it is none": (item("<guid isPermaLink='false'>http://news.test/1</guid>"), ONE),
    "an identity that is no address": (item("<guid isPermaLink='false'>n-1</guid>" + LINK), ONE),
    "a link by way of a counter": (
        item(
            "<link>http://counter.test/~r/1</link><feedburner:origLink "
            "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>http://news.test/1</feedburner:origLink>"
        ),
        ONE,
    ),
    "no end": (item("<title>A</title>" + LINK)[:-12], replace(ONE, headline="A")),
    "several links": (
        """<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='self' href='/self'/>
        <link rel='enclosure' href='/1.mp3'/><link href='/1'/></entry></feed>""",
        ONE,
    ),
    "RSS 1.0": (
        f"""<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
        <channel/><item rdf:about='http://news.test/1'>{LINK}</item></rdf:RDF>""",
        ONE,
    ),
    "JSON with a byte order mark": (
        '\ufeff{"version": "https://jsonfeed.org/version/1", "items": [{"id": "http://news.test/1"}]}',
        ONE,
    ),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_feed_broken_in_a_usual_way_is_read(text: str, expected: Entry) -> None:
    assert read_feed(text.encode(), URL, "application/rss+xml").entries == (expected,)


# Noon in Cairo is ten o'clock in Greenwich.
DATES = [
    ("<pubDate>Sun, 22 Nov 2026 14:00:00 +0200</pubDate>", NOON),
    ("<pubDate>Sun, 22 Nov 2026 12:00:00 GMT</pubDate>", NOON),
    ("<pubDate>Sun, 22 Nov 2026 07:00:00 EST</pubDate>", NOON),
    ("<pubDate>Sun, 22 Nov 2026 14:00:00 GMT+2</pubDate>", NOON),
    ("<pubDate>Sun, 22 Nov 2026 15:00:00 +03</pubDate>", NOON),
    ("<pubDate>Sun, 22 Nov 2026 15:30:00 UTC+3:30</pubDate>", NOON),
    ("<pubDate>22 Nov 2026 14:00</pubDate>", NOON),
    ("<pubDate>Sun, 22 Nov 2026 14:00:00</pubDate>", NOON),
    ("<pubDate>2026-11-22 14:00:00</pubDate>", NOON),
    ("<pubDate>2026-11-22T12:00:00Z</pubDate>", NOON),
    ("<pubDate>1795348800</pubDate>", NOON),
    ("<dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2026-11-22T14:00:00+02:00</dc:date>", NOON),
    ("<pubDate>gestern</pubDate><updated>2026-11-22T12:00:00Z</updated>", NOON),
    ("<pubDate>الأحد، 22 نوفمبر 2026 14:00</pubDate>", None),
    ("<pubDate>Sun, 22 Nov 2026 14:00:00 +9900</pubDate>", None),
    ("<pubDate>0000-00-00 00:00:00</pubDate>", None),
    ("<pubDate>Sun, 32 Nov 2026 25:61:00 GMT</pubDate>", None),
    ("<pubDate></pubDate>", None),
    ("", None),
]


@pytest.mark.parametrize(("inner", "expected"), DATES)
def test_a_date_without_a_zone_is_the_sites(inner: str, expected: datetime | None) -> None:
    (entry,) = read_feed(item(LINK + inner).encode(), URL, None, timezone="Africa/Cairo").entries

    assert entry.at == expected


@pytest.mark.parametrize(
    "part",
    [b"<item/>", b"<a><b><c>", b"<a/>", b"</x><a><b>", b"<item><title>" + b"x" * 50 + b"</title></item>"],
)
def test_a_feed_of_four_megabytes_of_nothing_takes_no_gigabyte(part: bytes) -> None:
    body = b"<rss><channel>" + part * (4_000_000 // len(part)) + b"</channel></rss>"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with contextlib.suppress(UnreadableSeed):
        assert read_feed(body, URL, None).entries == ()

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes
