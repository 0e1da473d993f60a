from __future__ import annotations

import gzip

import pytest

from tasks.crawl.robots_tags import read_robots_tags
from tests.crawl.conftest import Crawl
from tests.web.server import BadWeb

TAGS: list[tuple[list[str], str, set[str], set[str]]] = [
    ([], "<p>noindex", set(), set()),
    (["noindex"], "", {"noindex"}, set()),
    (["NOINDEX, nofollow", "noarchive"], "", {"noindex", "noarchive"}, set()),
    (["none"], "", {"noindex"}, set()),
    (["googlebot: noindex, noarchive"], "", set(), set()),
    (["warraq: noindex, noarchive"], "", set(), {"noindex", "noarchive"}),
    (["googlebot: nofollow, Warraq: noarchive"], "", set(), {"noarchive"}),
    (["unavailable_after: 25 Jun 2027 15:00:00 GMT, noindex"], "", {"noindex"}, set()),
    ([], '<META NAME="Robots" CONTENT="NoIndex,follow">', {"noindex"}, set()),
    ([], "<meta content='nocache' name=robots><meta name=warraq content=none>", {"noarchive"}, {"noindex"}),
    ([], '<!-- <meta name="robots" content="noindex"> -->', set(), set()),
    ([], '<meta name="description" content="noindex">', set(), set()),
    ([], '<meta name="googlebot" content="noindex">', set(), set()),
]


@pytest.mark.parametrize(("headers", "page", "for_all", "for_us"), TAGS)
def test_robots_tags_are_read_as_sites_write_them(
    headers: list[str], page: str, for_all: set[str], for_us: set[str]
) -> None:
    tags = read_robots_tags(headers, page.encode(), "Warraq")

    assert (tags.for_all, tags.for_us) == (for_all, for_us)


META = '<meta name="robots" content="noindex, noarchive"><p>A page</p>'


def test_robots_tags_are_written_down_and_the_page_is_read_all_the_same(web: BadWeb, crawl: Crawl) -> None:
    by_page = web.put("news.test", "/by-page", META)
    by_header = web.put("news.test", "/by-header", "<p>A page</p>", headers={"X-Robots-Tag": "noindex"})
    without = web.put("news.test", "/without", "<p>Another</p>")

    fetches = crawl.fetch(by_page, by_header, without)

    found = [fetches[url].robots_tags for url in (by_page, by_header, without)]
    assert found == [("noarchive", "noindex"), ("noindex",), ()]
    assert {(fetch.outcome, fetch.reason) for fetch in fetches.values() if fetch.kind == "page"} == {
        ("fetched", None)
    }


def test_noindex_is_obeyed_where_the_settings_say_so_and_always_if_it_names_us(
    web: BadWeb, crawl: Crawl
) -> None:
    for_all = web.put("news.test", "/all", "<p>A page</p>", headers={"X-Robots-Tag": "noindex"})
    for_us = web.put("news.test", "/us", "<p>Another</p>", headers={"X-Robots-Tag": "warraq: noindex"})

    told = {
        obey: [
            (fetch.outcome, fetch.reason, fetch.archive is not None)
            for fetch in crawl.with_settings(obey_noindex=obey).fetch(for_all, for_us, run=run).values()
            if fetch.kind == "page"
        ]
        for obey, run in ((False, "one"), (True, "two"))
    }

    assert told[False] == [("fetched", None, True), ("fetched", "noindex", True)]
    assert told[True] == [("fetched", "noindex", True), ("fetched", "noindex", True)]


def test_noarchive_obeyed_keeps_no_body(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/page", META)

    fetch = crawl.with_settings(obey_noarchive=True).fetch(page)[page]

    assert (fetch.outcome, fetch.reason, fetch.archive) == ("refused", "noarchive", None)
    (archive,) = crawl.settings.data_folder.glob("archive/*/*/*/*.warc.gz")
    assert b"A page" not in gzip.decompress(archive.read_bytes())
