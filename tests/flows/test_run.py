"""What a run remembers of the pages that its seeds announce."""

from __future__ import annotations

from pathlib import Path

from flows.run import Run
from flows.settings import Settings
from tasks.crawl import url_fingerprint
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
