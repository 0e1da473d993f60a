"""What a run remembers of pages and seeds."""

from __future__ import annotations

import contextlib
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flows.run import Run, begin_run
from flows.settings import Settings
from tasks.crawl import Agenda, Wishes, url_fingerprint
from tasks.crawl.intake import keep_pages
from tasks.identity import identify
from tasks.model import Feed, Fetch, FoundSeed, Home, Site
from tests.warehouse.scene import NOON, RUN, answered, article, at, decide, fetched, package, place, warehouse
from warehouse.connect import open_reader, open_writer
from warehouse.load import DecisionBroken, LoadSummary, load_package
from warehouse.run import start_run

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


def test_what_a_killed_backfill_had_only_archived_is_read_as_it_would_have_been(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with warehouse(tmp_path) as connection:
        start_run(connection, RUN, flow="backfill-archive", parameters={"languages": ["de"]}, started_at=NOON)
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / f"{RUN}.running").touch()
    page = Fetch(
        "id", RUN, "paper_test", "page", "http://paper.test/a", "http://paper.test/a", NOON, "fetched"
    )
    keep_pages([(page, b"<p>A page")], data_folder=tmp_path, run_id=RUN, batch="00001")
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")
    asked: list[tuple[list[str], str]] = []

    def extract(_: object, sites: dict[str, Site], *__: object, languages: list[str]) -> Path:
        asked.append((languages, sites["paper_test"].home))
        return tmp_path / "package.parquet"

    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))
    monkeypatch.setattr("flows.run.extract_batch", extract)
    monkeypatch.setattr("flows.run.load_batch", lambda *_: None)

    Run("2", "backfill-archive", settings, {}, NOON).take_up_dead_runs()

    assert asked == [(["de"], "https://paper.test/")]


def test_a_run_that_is_killed_as_soon_as_the_warehouse_knows_it_is_ended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")

    def start_and_be_killed(*given: Any, **named: Any) -> None:
        start_run(*given, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))
    monkeypatch.setattr("flows.run.start_run", start_and_be_killed)
    with contextlib.suppress(KeyboardInterrupt), begin_run("backfill-archive", settings, {}, {}):
        pass

    Run("2", "backfill-archive", settings, {}, NOON).take_up_dead_runs()

    with open_reader(place(tmp_path)) as connection:
        assert connection.execute("SELECT outcome FROM run").fetchall() == [("cut short, then recovered",)]


def test_pages_of_a_run_that_was_killed_are_counted_whoever_loaded_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")
    (tmp_path / "packages").mkdir()
    rejection = {"stage": "extract", "reason": "no_text", "detail": None, "url": f"{PAGE}1"}
    one = [
        fetched(PAGE, article(PAGE, "خبر")),
        fetched(f"{PAGE}1", rejections=[rejection]),
        answered(f"{PAGE}2", "failed", reason="http_500"),
        answered(f"{PAGE}3", "refused", reason="robots_disallowed"),
        fetched("https://sada.example/feed", kind="feed", rule_version=None),
    ]
    corrected = [fetched(PAGE, article(PAGE, "خبر مصحح"), when=at(60), fetch_id=identify("fetch", "again"))]
    with warehouse(tmp_path, package(tmp_path / "packages", f"{RUN}-0001", one)) as connection:
        start_run(connection, RUN, flow="ingest-news", parameters={}, started_at=NOON)
    package(tmp_path / "packages", f"{RUN}-0002", corrected)
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / f"{RUN}.running").write_text("kept", "utf-8")

    def load(given: Path, *_: object) -> None:
        with open_writer(place(tmp_path)) as connection:
            load_package(connection, given, decide=decide)

    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))
    monkeypatch.setattr("flows.run.load_batch", load)
    Run("2", "ingest-news", settings, {}, NOON).take_up_dead_runs()

    with open_reader(place(tmp_path)) as connection:
        told = connection.execute("SELECT step, reason, count FROM funnel ORDER BY ALL").fetchall()
    assert told == [
        ("allowed", None, 4),
        ("articles", None, 2),
        ("corrected", None, 1),
        ("due", None, 5),
        ("failed", "http_500", 1),
        ("fetched", None, 3),
        ("new articles", None, 1),
        ("refused", "robots_disallowed", 1),
        ("rejected", "no_text", 1),
    ]


def test_of_the_packages_that_a_killed_run_had_loaded_the_last_alone_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packages").mkdir()
    packages = [
        package(tmp_path / "packages", f"{RUN}-{number:05}", [fetched(f"{PAGE}{number}")])
        for number in range(5)
    ]
    with warehouse(tmp_path, *packages[:3]):
        pass
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / f"{RUN}.running").touch()
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")
    looked_at: list[Path] = []
    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))
    monkeypatch.setattr("flows.run.load_batch", lambda given, *_: looked_at.append(given))

    Run("2", "backfill-archive", settings, {}, NOON).take_up_dead_runs()

    assert looked_at == packages[2:]


def test_what_the_load_refused_is_told_with_what_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [
        fetched(f"{PAGE}1", article(f"{PAGE}1", "خبر"), when=datetime(1970, 1, 1, tzinfo=UTC)),
        fetched(f"{PAGE}2", article(f"{PAGE}2", "")),
        answered(f"{PAGE}3", "failed", reason="http_500"),
    ]
    with warehouse(tmp_path, package(tmp_path, "one", rows)):
        pass
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")
    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))

    Run(RUN, "backfill-archive", settings, {}, NOON).warn_of_losses()

    assert [record.message.partition(":")[0] for record in caplog.records[:-1]] == [
        "absurd_date",
        "empty_headline",
    ]
    assert "of rows and articles 1 could not be loaded" in caplog.text


def test_a_package_that_breaks_the_load_stops_no_later_run_and_is_tried_again_by_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", [fetched(PAGE, article(PAGE, "خبر"))])):
        pass
    (tmp_path / "runs").mkdir()
    (tmp_path / "packages").mkdir()
    mark = tmp_path / "runs" / f"{RUN}.running"
    mark.write_text("kept", "utf-8")
    left = package(tmp_path / "packages", f"{RUN}-0001", [fetched(PAGE, article(PAGE, "خبر"))])
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")
    tried: list[Path] = []

    def load(given: Path, *_: object) -> None:
        tried.append(given)
        raise DecisionBroken("story 1 has 4 members and 2 representatives")

    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))
    monkeypatch.setattr("flows.run.load_batch", load)

    for number in ("2", "3"):
        Run(number, "ingest-news", settings, {}, NOON).take_up_dead_runs()

    assert tried == [left, left]
    assert mark.exists()
    assert "story 1 has 4 members and 2 representatives" in caplog.text
    assert left.name in caplog.text
    with open_reader(place(tmp_path)) as connection:
        (outcome,) = connection.execute("SELECT outcome FROM run").fetchall()[0]
    assert outcome.startswith("cut short; ")


def test_a_damaged_package_is_told_with_the_archive_of_its_pages_and_stops_none_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    pages = tmp_path / "packages"
    pages.mkdir()
    broken = answered("file:///news/a.warc.gz#7", "failed", reason="broken_record")
    damaged = package(pages, f"{RUN}-00001", [fetched(PAGE, article(PAGE, "خبر")), broken])
    whole = package(pages, f"{RUN}-00002", [fetched(f"{PAGE}2", article(f"{PAGE}2", "خبر"))])
    archive = tmp_path / "archive" / "2026" / "11" / "28" / f"{RUN}-00001.warc.gz"
    archive.parent.mkdir(parents=True)
    archive.touch()
    spoiled = damaged.read_bytes()
    place_of_footer = len(spoiled) - 4_000
    spoiled = (
        spoiled[:place_of_footer] + bytes([spoiled[place_of_footer] ^ 1]) + spoiled[place_of_footer + 1 :]
    )
    damaged.write_bytes(spoiled)
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")
    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))

    def load(given: Path, *_: object) -> LoadSummary:
        with open_writer(place(tmp_path)) as connection:
            return load_package(connection, given, decide=decide)

    monkeypatch.setattr("flows.run.load_batch", load)
    with warehouse(tmp_path):
        pass
    run = Run(RUN, "backfill-archive", settings, {}, NOON)
    read = [run.load_package(each, {}) for each in (damaged, whole)]

    assert (read, run.funnel.totals()["new articles"]) == ([0, 1], 1)
    assert [*run.refused] == [damaged]
    assert damaged.read_bytes() == spoiled
    (told,) = [record.message for record in caplog.records if record.levelname == "ERROR"]
    assert told.startswith(f"{damaged.name} is damaged")
    assert told.endswith(f"make backfill FROM={archive}")
