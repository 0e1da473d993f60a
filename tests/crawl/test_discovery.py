from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tasks.model import Candidate, Feed, FoundSeed, Home, Known, Listing, Sitemap, UrlList
from tests.crawl.conftest import Crawl, site
from tests.web.server import BadWeb

RSS = """<rss version="2.0"><channel>
<item><title>Old</title><link>/old</link><pubDate>Fri, 20 Nov 2026 12:00:00 GMT</pubDate></item>
<item><title>Undated</title><link>/undated</link></item>
<item><title>New</title><link>http://www.news.test/new?utm_source=rss</link>
<pubDate>Sun, 22 Nov 2026 12:00:00 GMT</pubDate></item>
<item><title>Advertisement</title><link>http://ads.test/buy</link></item>
<item><title>Mail</title><link>mailto:x@news.test</link></item>
</channel></rss>"""
LISTING = '<a href="/new">New, as the home page has it</a> <a href="/only-here">Only here</a>'


def test_candidates_come_newest_first_each_once_from_the_site_itself(web: BadWeb, crawl: Crawl) -> None:
    feed = web.put("news.test", "/rss", RSS)
    home = web.put("news.test", "/", LISTING)

    found = crawl.discover(Listing(home, "a"), Feed(feed))

    assert found.candidates == (
        Candidate(
            "http://www.news.test/new?utm_source=rss",
            "news",
            feed,
            "New",
            datetime(2026, 11, 22, 12, tzinfo=UTC),
        ),
        Candidate("http://news.test/old", "news", feed, "Old", datetime(2026, 11, 20, 12, tzinfo=UTC)),
        Candidate("http://news.test/only-here", "news", home, "Only here"),
        Candidate("http://news.test/undated", "news", feed, "Undated"),
    )
    assert {
        (fetch.kind, fetch.outcome, fetch.detail) for fetch in found.fetches if fetch.kind != "robots"
    } == {
        ("listing", "fetched", None),
        ("feed", "fetched", "2 of 5 links lead to other outlets or nowhere."),
    }


def test_addresses_given_by_hand_may_lead_anywhere_on_the_web(web: BadWeb, crawl: Crawl) -> None:
    found = crawl.discover(UrlList(("http://elsewhere.test/x#y", "ftp://news.test/z")))

    assert found.candidates == (Candidate("http://elsewhere.test/x", "news", None),)
    assert [(fetch.kind, fetch.requested_url, fetch.reason) for fetch in found.fetches] == [
        ("page", "ftp://news.test/z", "bad_url")
    ]
    assert web.log == []


def test_a_seed_that_has_not_changed_gives_nothing(web: BadWeb, crawl: Crawl) -> None:
    feed = web.put("news.test", "/rss", RSS, headers={"ETag": '"1"'})
    home = web.put("news.test", "/", LISTING)
    first = crawl.discover(Feed(feed), Listing(home, "a"), run="first")
    known = {
        fetch.requested_url: Known(fetch.requested_url, fetch.etag, fetch.last_modified, fetch.body_sha256)
        for fetch in first.fetches
    }

    second = crawl.discover(Feed(feed), Listing(home, "a"), run="second", known=known)

    assert second.candidates == ()
    assert {(fetch.kind, fetch.outcome, fetch.status) for fetch in second.fetches} == {
        ("feed", "unchanged", 304),
        ("listing", "unchanged", 200),
    }


def test_an_index_is_read_newest_first_to_its_bounds(web: BadWeb, crawl: Crawl) -> None:
    def put_sitemap(path: str, *locations: str) -> str:
        entries = "".join(f"<url><loc>{location}</loc></url>" for location in locations)
        return web.put("news.test", path, f"<urlset>{entries}</urlset>", headers={"ETag": '"1"'})

    below = [put_sitemap(f"/sitemap-{day}.xml", f"/page-{day}") for day in (20, 21, 22)]
    days = zip(below, ("2026-11-20", "2026-11-21", "2026-11-22"), strict=True)
    entries = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in days)
    foreign = "<sitemap><loc>http://ads.test/sitemap.xml</loc></sitemap>"
    index = web.put(
        "news.test",
        "/sitemap.xml",
        f"<sitemapindex>{foreign}{entries}</sitemapindex>",
        headers={"ETag": '"i"'},
    )

    found = crawl.with_settings(max_sitemaps=2).discover(Sitemap(index))

    assert [candidate.url for candidate in found.candidates] == [
        "http://news.test/page-22",
        "http://news.test/page-21",
    ]
    assert {candidate.seed_url for candidate in found.candidates} == {index}
    assert {fetch.requested_url: fetch.etag for fetch in found.fetches if fetch.kind == "sitemap"} == {
        index: None,  # or the sitemaps below would not be looked at next time
        below[2]: '"1"',
        below[1]: '"1"',
    }


BROKEN_SEEDS = [
    (Feed("http://news.test/page"), "not_a_feed"),
    (Feed("http://news.test/status?code=503"), "http_503"),
    (Feed("http://news.test/endless_body"), "too_large"),
    (Feed("http://news.test/gzip_bomb"), "too_large"),
    (Feed("file:///etc/passwd"), "bad_url"),
    (Feed("http://127.0.0.1/feed"), "private_address"),
    (Feed("http://news.test/laughing_feed"), "not_a_feed"),
    (Sitemap("http://news.test/page"), "not_a_sitemap"),
    (Sitemap("http://news.test/laughing_sitemap"), "not_a_sitemap"),
    (Listing("http://news.test/page", "a.headline"), "no_links"),
    (Listing("http://news.test/empty", "a"), "empty_body"),
]


@pytest.mark.parametrize(("seed", "reason"), BROKEN_SEEDS)
def test_a_broken_seed_is_told_and_the_others_are_read(
    web: BadWeb, crawl: Crawl, seed: Feed | Sitemap | Listing, reason: str
) -> None:
    web.put("news.test", "/page", "<!doctype html><p>A page")
    good = web.put("news.test", "/good", RSS)

    found = crawl.discover(seed, Feed(good))

    (broken,) = [fetch for fetch in found.fetches if fetch.requested_url == seed.url]
    assert (broken.outcome, broken.reason) == ("failed", reason)
    assert broken.detail
    assert {candidate.seed_url for candidate in found.candidates} == {good}


def test_an_index_without_end_is_read_to_its_bounds(web: BadWeb, crawl: Crawl) -> None:
    found = crawl.with_settings(max_sitemaps=10).discover(Sitemap("http://news.test/recursive_sitemap"))

    assert found.candidates == ()
    assert len(web.visits("news.test")) == 12  # robots.txt, the index, and ten below it


def test_a_sitemap_of_too_many_entries_is_read_to_its_bound(web: BadWeb, crawl: Crawl) -> None:
    settings = {"max_wire_bytes": 20_000_000, "max_body_bytes": 20_000_000, "total_timeout": 10.0}

    found = crawl.with_settings(**settings, max_sitemap_entries=1000, first_byte_timeout=5.0).discover(
        Sitemap("http://news.test/million_sitemap")
    )

    assert len(found.candidates) == 1000
    assert found.fetches[-1].detail == (
        "The sitemap has more than 1000 entries. 1000 entries were read before."
    )


def test_discovery_started_again_reads_its_seeds_from_the_archive(web: BadWeb, crawl: Crawl) -> None:
    feed = web.put("news.test", "/rss", RSS)
    bad = Feed("http://news.test/status?code=500")
    by_hand = UrlList(("http://news.test/by-hand", "nonsense"))
    first = crawl.discover(Feed(feed), bad, by_hand)
    asked = len(web.log)

    second = crawl.discover(Feed(feed), bad, by_hand)

    assert second == first
    assert len(web.log) == asked


def test_the_registered_domain_is_what_makes_a_link_the_sites_own(web: BadWeb, crawl: Crawl) -> None:
    links = ("http://bbc.co.uk/1", "http://news.bbc.co.uk/2", "http://itv.co.uk/3", "http://notbbc.co.uk/4")
    home = web.put("news.test", "/", "".join(f'<a href="{link}">x</a>' for link in links))

    found = crawl.discover(Listing(home, "a"), home="https://www.bbc.co.uk/")

    assert [candidate.url for candidate in found.candidates] == [
        "http://bbc.co.uk/1",
        "http://news.bbc.co.uk/2",
    ]


def test_what_lies_under_the_home_of_another_outlet_is_left_to_it(web: BadWeb, crawl: Crawl) -> None:
    links = ("/arabic/articles/1", "/persian/articles/2", "/news/3")
    page = web.put(
        "news.test", "/links", "".join(f'<a href="http://news.test{link}">x</a>' for link in links)
    )
    arabic = site("arabic", (Listing(page, "a"),), home="http://news.test/arabic")
    persian = site("persian", (Listing(page, "a"),), home="http://news.test/persian/")

    found = [
        {candidate.url for candidate in crawl.discover_at(one, declared=(arabic, persian)).candidates}
        for one in (arabic, persian)
    ]

    assert found == [
        {"http://news.test/arabic/articles/1", "http://news.test/news/3"},
        {"http://news.test/persian/articles/2", "http://news.test/news/3"},
    ]


def test_a_home_page_leads_to_its_feeds_and_to_the_sitemaps_of_robots_txt(web: BadWeb, crawl: Crawl) -> None:
    feed = web.put("feeds.news.test", "/rss", RSS.replace("<link>/", "<link>http://news.test/"))
    sitemap = web.put("news.test", "/news-map.xml", "<urlset><url><loc>/mapped</loc></url></urlset>")
    web.put("news.test", "/robots.txt", f"Sitemap: http://news.test/archive.xml\nSitemap: {sitemap}\n")
    home = web.put("news.test", "/", f'<link rel="alternate" type="application/rss+xml" href="{feed}">')

    found = crawl.discover(Home(home))

    assert found.found == (
        FoundSeed("news", feed, "feed", home),
        FoundSeed("news", sitemap, "sitemap", home),
    )
    assert {candidate.url for candidate in found.candidates} >= {
        "http://news.test/mapped",
        "http://news.test/old",
    }
    assert {candidate.seed_url for candidate in found.candidates} == {feed, sitemap}
    assert [visit.path for visit in web.visits("news.test")] == ["/robots.txt", "/", "/news-map.xml"]


def test_what_a_home_page_announces_is_not_asked_for_twice_if_it_is_a_seed_already(
    web: BadWeb, crawl: Crawl
) -> None:
    feed = web.put("news.test", "/rss", RSS)
    home = web.put("news.test", "/", '<link rel="alternate" type="application/rss+xml" href="/rss">')

    found = crawl.discover(Home(home), Feed(feed))

    assert found.found == (FoundSeed("news", feed, "feed", home),)
    assert len(web.visits("news.test", "/rss")) == 1


def test_nothing_is_guessed_at_a_home_page_that_announces_nothing(web: BadWeb, crawl: Crawl) -> None:
    web.put("news.test", "/feed", RSS)
    home = web.put("news.test", "/", "<p>Welcome")

    found = crawl.discover(Home(home))

    assert (found.candidates, found.found) == ((), ())
    assert [(fetch.kind, fetch.reason) for fetch in found.fetches] == [
        ("robots", "http_404"),
        ("home", "no_seeds"),
    ]
    assert [visit.path for visit in web.visits("news.test")] == ["/robots.txt", "/"]


def put_listing(web: BadWeb, number: int, last: int) -> str:
    onwards = f'<a rel="next" href="/page/{number + 1}">older</a>' if number < last else ""
    page = f'<h2><a href="/article-{number}">Article {number}</a></h2>{onwards}'
    return web.put("news.test", f"/page/{number}", page, headers={"ETag": f'"{number}"'})


def test_a_feed_that_a_home_page_announces_is_left_to_its_own_rhythm_once_it_is_known(
    web: BadWeb, crawl: Crawl
) -> None:
    feed = web.put("news.test", "/rss", RSS)
    home = web.put("news.test", "/", '<link rel="alternate" type="application/rss+xml" href="/rss">')

    found = crawl.discover(Home(home), known={feed: Known(feed)})

    assert found.found == (FoundSeed("news", feed, "feed", home),)
    assert web.visits("news.test", "/rss") == []


@pytest.mark.parametrize(("most_pages", "articles"), [(1, 1), (3, 3), (10, 5)])
def test_a_listing_is_followed_to_its_end_or_its_limit(
    web: BadWeb, crawl: Crawl, most_pages: int, articles: int
) -> None:
    first, *_ = (put_listing(web, number, last=5) for number in range(1, 6))

    found = crawl.discover(Listing(first, "h2 a", most_pages=most_pages))

    assert [candidate.url for candidate in found.candidates] == [
        f"http://news.test/article-{number}" for number in range(1, articles + 1)
    ]
    assert {candidate.seed_url for candidate in found.candidates} == {first}


def test_a_listing_is_followed_only_as_far_as_it_has_changed(web: BadWeb, crawl: Crawl) -> None:
    urls = [put_listing(web, number, last=5) for number in range(1, 6)]
    known = {urls[1]: Known(urls[1], etag='"2"')}

    found = crawl.discover(Listing(urls[0], "h2 a", most_pages=5), known=known)

    assert [candidate.url for candidate in found.candidates] == ["http://news.test/article-1"]
    assert [visit.path for visit in web.visits("news.test")] == ["/robots.txt", "/page/1", "/page/2"]


def test_pages_of_a_listing_before_one_that_could_not_be_had_say_so(web: BadWeb, crawl: Crawl) -> None:
    urls = [put_listing(web, number, last=5) for number in range(1, 6)]
    web.put("news.test", "/page/3", "down", status=500)

    found = crawl.discover(Listing(urls[0], "h2 a", most_pages=5))

    assert [candidate.url for candidate in found.candidates] == [
        "http://news.test/article-1",
        "http://news.test/article-2",
    ]
    assert {
        fetch.requested_url: (fetch.outcome, fetch.reason)
        for fetch in found.fetches
        if fetch.kind == "listing"
    } == {
        urls[0]: ("fetched", "not_followed"),
        urls[1]: ("fetched", "not_followed"),
        urls[2]: ("failed", "http_500"),
    }


@pytest.mark.parametrize(
    ("page", "status"), [("no such page", 404), ("gone", 410), ("<p>No more news.</p>", 200)]
)
def test_a_listing_that_names_a_page_which_is_not_there_has_come_to_its_end(
    web: BadWeb, crawl: Crawl, page: str, status: int
) -> None:
    first = put_listing(web, 1, last=5)
    web.put("news.test", "/page/2", page, status=status)

    found = crawl.discover(Listing(first, "h2 a", most_pages=5))

    (fetch,) = (fetch for fetch in found.fetches if fetch.requested_url == first)
    assert (fetch.outcome, fetch.reason, fetch.etag) == ("fetched", None, '"1"')


def test_a_listing_that_leads_to_itself_or_away_is_left(web: BadWeb, crawl: Crawl) -> None:
    circle = web.put("news.test", "/a", '<h2><a href="/1">x</a></h2><a rel="next" href="/a">')
    away = web.put("news.test", "/b", '<h2><a href="/2">x</a></h2><a rel="next" href="http://other.test/b">')

    crawl.discover(Listing(circle, "h2 a", most_pages=9), Listing(away, "h2 a", most_pages=9))

    assert sorted(visit.path for visit in web.log) == ["/a", "/b", "/robots.txt"]


DAY = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("read_at", "since", "asked"),
    [
        (None, None, True),
        (DAY + timedelta(hours=20), None, True),  # later on that day it may have changed
        (DAY + timedelta(days=2), None, False),
        (None, DAY + timedelta(days=2), False),
        (None, DAY, True),
    ],
)
def test_a_sitemap_below_an_index_is_asked_for_if_it_can_have_news(
    web: BadWeb, crawl: Crawl, read_at: datetime | None, since: datetime | None, asked: bool
) -> None:
    below = web.put("news.test", "/below.xml", "<urlset><url><loc>/page</loc></url></urlset>")
    entry = f"<sitemap><loc>{below}</loc><lastmod>2026-11-20</lastmod></sitemap>"
    index = web.put("news.test", "/index.xml", f"<sitemapindex>{entry}</sitemapindex>")
    known = {below: Known(below, last_fetched_at=read_at)} if read_at else {}

    crawl.discover_at(site("news", (Sitemap(index),)), known=known, since=since)

    assert [visit.path for visit in web.visits("news.test", "/below.xml")] == ["/below.xml"] * asked


def test_an_index_gives_no_more_entries_than_one_sitemap_may(web: BadWeb, crawl: Crawl) -> None:
    entries = "".join(f"<url><loc>/{number}</loc></url>" for number in range(8))
    below = [web.put("news.test", f"/{name}.xml", f"<urlset>{entries}</urlset>") for name in "abc"]
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in below)
    index = web.put("news.test", "/index.xml", f"<sitemapindex>{listed}</sitemapindex>")

    found = crawl.with_settings(max_sitemap_entries=10).discover(Sitemap(index))

    assert len(found.candidates) <= 10
    assert web.visits("news.test", "/c.xml") == []


def test_a_feed_that_has_moved_for_good_is_asked_for_where_it_is_now(web: BadWeb, crawl: Crawl) -> None:
    old = web.put("news.test", "/feed", b"", status=301, headers={"Location": "/rss/all.xml"})
    web.put("news.test", "/rss/all.xml", "<rss><channel><item><link>/one</link></item></channel></rss>")
    first = crawl.discover(Feed(old))
    (fetch,) = (fetch for fetch in first.fetches if fetch.kind == "feed")
    known = {old: Known(old, moved_to=fetch.moved_to)}
    asked = len(web.log)

    second = crawl.discover(Feed(old), run="second", known=known)

    assert [candidate.url for candidate in second.candidates] == ["http://news.test/one"]
    assert [visit.path for visit in web.log[asked:]] == ["/rss/all.xml"]
