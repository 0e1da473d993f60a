from __future__ import annotations

import pytest

from tasks.crawl.listing import next_page, read_listing
from tasks.crawl.seed import Announcement, Entry, UnreadableSeed

URL = "http://news.test/section/"
PAGE = """<html><head><base href="/"><meta charset="windows-1256"></head><body>
<nav><a href="about">About</a></nav>
<main><a href="1"><img src="x.jpg"></a> <a href="1">خبر
 أول</a> <a href="http://other.test/2">Two</a> <a href="javascript:x()">No</a> <a href="#top">Top</a>
<a href="http://[">Broken</a> <a>Without address</a></main></body></html>"""


def test_links_are_read_in_order_each_once_with_their_headline() -> None:
    announcement = read_listing(PAGE.encode("windows-1256"), URL, "text/html", links="main a")

    assert announcement == Announcement(
        (
            Entry("http://news.test/1", "خبر أول"),
            Entry("http://other.test/2", "Two"),
        )
    )


def test_a_selector_that_finds_nothing_is_told() -> None:
    with pytest.raises(UnreadableSeed) as caught:
        read_listing(PAGE.encode(), URL, None, links=".headlines a")

    assert caught.value.reason == "no_links"


def test_a_listing_is_read_to_its_bound() -> None:
    body = "".join(f'<a href="/{number}">x</a>' for number in range(30)).encode()

    announcement = read_listing(body, URL, None, links="a", most_links=20)

    assert len(announcement.entries) == 20
    assert announcement.note == "Only the first 20 of 30 links were taken."


MONSTERS = {
    "nested": b"<div>" * 800_000,
    "nested in the link": b"<b>" * 1_000_000,
    "many tags": b"<p></p>" * 600_000,
    "many attributes": b"<a " + b"".join(b"a%d " % number for number in range(500_000)),
    "attributes without spaces": b"<a " + b"".join(b"a%d/" % number for number in range(500_000)),
}


@pytest.mark.parametrize("monster", MONSTERS.values(), ids=MONSTERS.keys())
def test_a_monstrous_page_is_read_to_where_that_begins(monster: bytes) -> None:
    picture = b'<img src="data:image/png;base64,' + b"iVBOR/" * 50_000 + b'">'

    announcement = read_listing(
        picture + b'<a href="/1">One</a> <a href="/2">' + monster, URL, None, links="a"
    )

    assert [entry.url for entry in announcement.entries] == ["http://news.test/1", "http://news.test/2"]


NEXT = [
    ('<link rel="next" href="?page=2">', None, "http://news.test/section/?page=2"),
    ('<a rel="nofollow next" href="/section/2">', None, "http://news.test/section/2"),
    ('<base href="/x/"><a rel="NEXT" href="2">', None, "http://news.test/x/2"),
    ('<a rel="prev" href="/section/0">', None, None),
    ('<a rel="next">', None, None),
    ('<a rel="next" href="http://[">', None, None),
    ('<a rel="next" href="/by-rel"><a class="more" href="/by-rule">', "a.more", "http://news.test/by-rule"),
    ('<a rel="next" href="/by-rel">', "a.more", None),
]


@pytest.mark.parametrize(("page", "css", "expected"), NEXT)
def test_where_a_listing_goes_on_is_the_pages_word_or_the_sites_rule(
    page: str, css: str | None, expected: str | None
) -> None:
    assert next_page(page.encode(), URL, "text/html", css=css) == expected
