from __future__ import annotations

import pytest

from tasks.crawl.home import announced_feeds, is_home

URL = "http://news.test/ar/"


def link(href: str, kind: str = "application/rss+xml", rel: str = "alternate", title: str = "") -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


ANNOUNCED = {
    "RSS": (link("/rss.xml"), ["http://news.test/rss.xml"]),
    "Atom": (link("atom", "application/atom+xml; charset=utf-8"), ["http://news.test/ar/atom"]),
    "a JSON feed": (link("/feed.json", "application/feed+json"), ["http://news.test/feed.json"]),
    "on another host": (link("http://feeds.other.test/news"), ["http://feeds.other.test/news"]),
    "in capitals": (link("/rss", "Application/RSS+XML", "ALTERNATE"), ["http://news.test/rss"]),
    "with a base": (f'<base href="/x/">{link("rss")}', ["http://news.test/x/rss"]),
    "twice": (link("/rss") + link("/rss/"), ["http://news.test/rss"]),
    "of comments": (
        link("/feed/") + link("/comments/feed/") + link("/x/feed", title="Comments on this"),
        ["http://news.test/feed/"],
    ),
    "another language": ('<link rel="alternate" hreflang="en" href="/en/">', []),
    "a style sheet": (link("/x.css", "text/css", "alternate stylesheet"), []),
    "a broken address": (link("http://[") + link("mailto:x@news.test") + link(""), []),
    "only a plain link": (
        '<a href="/rss.xml">RSS</a><a href="/ar/feed">x</a><a href="/feedback">y</a>',
        [
            "http://news.test/rss.xml",
            "http://news.test/ar/feed",
        ],
    ),
    "a plain link beside an announcement": (
        link("/all") + '<a href="/rss.xml">RSS</a>',
        ["http://news.test/all"],
    ),
    "nothing": ("<p>No news", []),
}


@pytest.mark.parametrize(("page", "expected"), ANNOUNCED.values(), ids=ANNOUNCED.keys())
def test_feeds_are_those_that_the_page_names(page: str, expected: list[str]) -> None:
    assert list(announced_feeds(f"<html><head>{page}".encode(), URL, "text/html")) == expected


def test_feeds_are_taken_to_a_bound() -> None:
    page = "".join(link(f"/{number}.rss") for number in range(100))

    assert len(announced_feeds(page.encode(), URL, None, most=20)) == 20


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.test", True),
        ("https://news.test/#top", True),
        ("https://news.test/ar", False),
        ("https://news.test/?p=1", False),
        ("ftp://news.test/", False),
    ],
)
def test_an_address_with_nothing_behind_its_host_is_a_home_page(url: str, expected: bool) -> None:
    assert is_home(url) is expected
