"""What a run remembers of pages and seeds."""

from __future__ import annotations

from pathlib import Path

from flows.run import Run
from flows.settings import Settings
from tasks.crawl import Agenda, Wishes, url_fingerprint
from tasks.model import Feed, FoundSeed, Home, Site
from tests.warehouse.scene import NOON, RUN, article, fetched, package, warehouse

PAGE = "https://sada.example/news/1"


def test_a_page_is_known_in_every_spelling_of_its_address(tmp_path: Path) -> None:
    asked = f"{PAGE}?utm_campaign=monday"
    page = fetched(PAGE, article(PAGE, "خبر"), requested_url=asked, url_fingerprint=url_fingerprint(PAGE))
    with warehouse(tmp_path, package(tmp_path, "one", [page])):
        pass
    run = Run(RUN, "ingest-news", Settings(warehouse=tmp_path / "warehouse.duckdb"), {}, NOON)
    spellings = [asked, f"{PAGE}?utm_campaign=tuesday", "http://m.sada.example/news/1/"]

    known = run.known_pages([*spellings, "https://sada.example/news/2"])

    told = {url: (one.url, one.answered_by, one.last_fetched_at) for url, one in known.items()}
    assert told == {url: (url, PAGE, NOON) for url in spellings}


def test_a_feed_found_by_a_run_that_was_killed_is_asked_by_the_next(tmp_path: Path) -> None:
    home, feed = "https://sada.example/", "https://sada.example/feed"
    outlet = Site(name="sada", title="صدى", home=home, language="ar", seeds=(Home(home),))
    settings = Settings(warehouse=tmp_path / "warehouse.duckdb")
    killed = Run(RUN, "ingest-news", settings, {"sada": outlet}, NOON)
    answers = [fetched(feed, kind="feed", etag='"1"', seed_url=feed, rule_version=None)]

    killed.keep(Agenda(), Wishes(NOON), [FoundSeed("sada", feed, "feed", home)])
    with warehouse(tmp_path, package(tmp_path, "seeds", answers)):  # as the next run loads it
        pass
    due = Run(RUN, "ingest-news", settings, {"sada": outlet}, NOON).sites_due(all_again=False)

    assert due["sada"].seeds == (Home(home), Feed(feed))
