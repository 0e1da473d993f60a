from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest

from tasks.crawl.seed import Announcement, Entry, UnreadableSeed
from tasks.crawl.sitemap import read_sitemap

URL = "http://news.test/sitemap.xml"

NEWS = """<?xml version="1.0" encoding="{charset}"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> http://news.test/1?a=1&amp;b=2 </loc><lastmod>2026-11-22T15:00:00Z</lastmod>
<image:image><image:loc>http://news.test/1.jpg</image:loc></image:image>
<news:news><news:publication><news:name>News</news:name></news:publication>
<news:publication_date>2026-11-22T12:00:00+02:00</news:publication_date><news:title>عنوان</news:title></news:news></url>
<url><loc>/2</loc><lastmod>2026-11-22</lastmod></url>
<url><loc></loc></url>
</urlset>"""
NEWS_ENTRIES = (
    Entry(
        "http://news.test/1?a=1&b=2",
        "عنوان",
        datetime(2026, 11, 22, 10, 0, tzinfo=UTC),
        datetime(2026, 11, 22, 15, 0, tzinfo=UTC),
    ),
    Entry("http://news.test/2", None, datetime(2026, 11, 21, 20, 0, tzinfo=UTC)),  # midnight in Dubai
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256", "utf-16"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gz"])
def test_a_news_sitemap_is_read_although_it_declares_no_prefixes(charset: str, pack: type) -> None:
    body = pack(NEWS.format(charset=charset).encode(charset))

    assert read_sitemap(body, URL, timezone="Asia/Dubai") == Announcement(NEWS_ENTRIES)


def test_an_index_gives_its_sitemaps() -> None:
    sitemap = b"<sitemap><loc>/a.xml</loc><lastmod>2026-11-22T12:00:00Z</lastmod></sitemap>"
    body = b"<sitemapindex>" + sitemap + b"</sitemapindex>"

    expected = Entry("http://news.test/a.xml", None, datetime(2026, 11, 22, 12, 0, tzinfo=UTC))

    assert read_sitemap(body, URL) == Announcement(sitemaps=(expected,))


def test_a_plain_list_of_addresses_is_a_sitemap_too() -> None:
    body = b"\xef\xbb\xbfhttp://news.test/1\r\n\r\nhttps://news.test/2\n# no address\n"

    assert read_sitemap(body, URL).entries == (Entry("http://news.test/1"), Entry("https://news.test/2"))


def test_a_sitemap_that_breaks_off_gives_what_came_before() -> None:
    announcement = read_sitemap(
        b"<urlset><url><loc>/1</loc></url><url><loc>/2?a=1&b=2</loc></url></urlset>", URL
    )

    assert announcement.entries == (Entry("http://news.test/1"),)
    assert (announcement.note or "").startswith("The sitemap breaks off: not well-formed")


def test_a_sitemap_is_read_to_its_bound() -> None:
    body = b"<urlset>" + b"<url><loc>/1</loc></url>" * 30 + b"</urlset>"

    announcement = read_sitemap(body, URL, most_entries=20)

    assert len(announcement.entries) == 20
    assert announcement.note == "The sitemap has more than 20 entries. 20 entries were read before."


LAUGHS = (
    b"""<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><urlset><url><loc>/&b;</loc></url></urlset>"""
)
FILE = b"""<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&a;</loc></url></urlset>"""


@pytest.mark.parametrize("body", [LAUGHS, FILE])
def test_entities_are_not_expanded(body: bytes) -> None:
    with pytest.raises(UnreadableSeed, match="declares entities of its own"):
        read_sitemap(body, URL)


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><html><body><p>Not found",
        b"\x89PNG\r\n",
        b"<rss><channel/></rss>",
        b"<a>" * 100_000,
        b"\x1f\x8b broken",
        b'<?xml version="1.0" encoding="rot13"?><urlset/>',
        b"",
    ],
)
def test_what_is_no_sitemap_is_told(body: bytes) -> None:
    with pytest.raises(UnreadableSeed) as caught:
        read_sitemap(body, URL)

    assert caught.value.reason == "not_a_sitemap"


def test_an_empty_sitemap_is_a_quiet_day() -> None:
    assert read_sitemap(b"<urlset></urlset>", URL) == Announcement()


def test_a_packed_bomb_is_too_large() -> None:
    with pytest.raises(UnreadableSeed) as caught:
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 10_000_000), URL, most_bytes=1_000_000)

    assert caught.value.reason == "too_large"


PACKED = gzip.compress(b"<urlset><url><loc>/1</loc></url>" + b"<!-- -->" * 200_000 + b"</urlset>", mtime=0)


@pytest.mark.parametrize(
    ("body", "most_bytes", "note"),
    [
        (PACKED, 100_000, "The sitemap has more than 100000 bytes unpacked. 1 entries were read before."),
        (PACKED[:-9], 10**9, "The sitemap ends in the middle of its gzip data. 1 entries were read before."),
    ],
)
def test_a_packed_sitemap_that_cannot_be_read_to_its_end_gives_what_came_before(
    body: bytes, most_bytes: int, note: str
) -> None:
    assert read_sitemap(body, URL, most_bytes=most_bytes) == Announcement(
        (Entry("http://news.test/1"),), note=note
    )


def test_a_packed_sitemap_is_read_without_holding_all_of_it() -> None:
    comment = b"<!--" + b" " * 1_000_000 + b"-->"
    body = gzip.compress(b"<urlset>" + comment * 200 + b"<url><loc>/1</loc></url></urlset>")
    tracemalloc.start()

    announcement = read_sitemap(body, URL, most_bytes=10**9)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(announcement.entries) == 1
    assert peak < 20_000_000


def test_a_plain_list_is_read_to_its_bound_and_without_lines_that_are_no_addresses() -> None:
    lines = ["http://news.test/0", "x" * 200_000, *(f"http://news.test/{number}" for number in range(1, 30))]

    announcement = read_sitemap("\n".join(lines).encode(), URL, most_entries=20)

    assert [entry.url for entry in announcement.entries] == [f"http://news.test/{n}" for n in range(20)]
    assert announcement.note == "Only the first 20 entries were taken."
