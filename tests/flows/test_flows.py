"""The flows by hand, on a real Prefect server and a real warehouse."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo.expected import expected_articles
from demo.server import DemoWeb
from tasks.crawl import read_fetches
from tasks.sites import all_sites
from warehouse.connect import open_reader
from warehouse.query import rows_of

ROOT = Path(__file__).resolve().parents[2]

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{headline}</title></head><body><article>
<h1>{headline}</h1>
<p class="date">21 November 2026, 10:00 GMT</p>
<p>{headline}, the council said on Saturday after a meeting of four hours that was open to the public.</p>
<p>The decision takes effect in January and will be looked at again after one year, say the minutes.</p>
<p>Several residents spoke against it, while the harbour office and both schools had written for it.</p>
</article></body></html>"""


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as served:
        yield served


def start(data_folder: Path, *arguments: str, web: DemoWeb | None = None) -> subprocess.Popen[str]:
    addresses = {host: f"{ip}:{port}" for host, (ip, port) in (web.connect_to() if web else {}).items()}
    return subprocess.Popen(
        [sys.executable, "-m", "flows.alone", *arguments],
        cwd=ROOT,
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(data_folder), "WARRAQ_CONNECT_TO": json.dumps(addresses)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(data_folder: Path, *arguments: str, web: DemoWeb | None = None) -> dict[str, int]:
    """Run a flow to its end; gives what it printed as a result."""
    process = start(data_folder, *arguments, web=web)
    printed, noise = process.communicate(timeout=180)
    assert process.returncode == 0, printed + noise
    return {line[:24].strip(): int(line[24:]) for line in printed.splitlines() if line[24:].strip().isdigit()}


def ask(data_folder: Path, sql: str) -> list[dict[str, Any]]:
    with open_reader(data_folder / "warraq.duckdb") as connection:
        return rows_of(connection.execute(sql))


@pytest.fixture
def saved_pages(tmp_path: Path) -> Path:
    """A folder as people have them: plain, gzipped, text, and every kind of rubbish."""
    folder = tmp_path / "saved"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.html").write_text(PAGE.format(headline="The old ferry stays in service"), "utf-8")
    (folder / "deep" / "b.html.gz").write_bytes(
        gzip.compress(PAGE.format(headline="A new well for the upper town").encode())
    )
    (folder / "c.txt").write_bytes((ROOT / "demo/outlets/nashra/military-talks.txt").read_bytes())
    (folder / "empty.html").write_bytes(b"")
    (folder / "report.html").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    (folder / "noise.html").write_bytes(bytes(range(256)) * 40)
    (folder / "torn.html.gz").write_bytes(b"\x1f\x8b nothing of the kind")
    (folder / "index.jsonl").write_text(
        json.dumps({"file": "a.html", "url": "https://harbour-post.example/ferry"})
        + "\n"
        + json.dumps({"file": "missing.html", "url": "https://harbour-post.example/missing"})
        + "\n",
        "utf-8",
    )
    return folder


def test_a_backfill_takes_what_is_an_article_and_gives_a_reason_for_the_rest(
    data_folder: Path, saved_pages: Path
) -> None:
    totals = run(data_folder, "backfill_archive", f"folder={saved_pages}")

    reasons = {
        row["url"].rsplit("/", 1)[-1]: (row["stage"], row["reason"])
        for row in ask(data_folder, "SELECT url, stage, reason FROM rejection")
    }
    assert (totals["asked for"], totals["articles"]) == (8, 4)
    assert reasons == {
        "empty.html": ("fetch", "empty_body"),
        "missing": ("fetch", "unreadable"),
        "noise.html": ("decode", "binary"),
        "report.html": ("decode", "not_html"),
        "torn.html.gz": ("fetch", "bad_encoding"),
    }

    again = run(data_folder, "backfill_archive", f"folder={saved_pages}")

    assert (again["new articles"], again["corrected"]) == (0, 0)


def test_a_killed_run_is_taken_up_by_the_next_and_fetches_nothing_twice(
    data_folder: Path, web: DemoWeb
) -> None:
    outlets = json.dumps([name for name, site in all_sites().items() if site.demo])
    killed = start(data_folder, "ingest_news", f"sources={outlets}", web=web)
    pages = {one.page_url.split("/", 3)[3] for one in expected_articles(1)}
    deadline = time.monotonic() + 90
    while sum(line.path[1:] in pages for line in web.log) < 15 and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    (log,) = data_folder.glob("archive/*/*/*/*-0001.fetches.jsonl")
    archived = {fetch.url.split("/", 3)[3] for fetch in read_fetches(log) if fetch.outcome == "fetched"}

    run(data_folder, "ingest_news", f"sources={outlets}", web=web)

    served = Counter((line.host, line.path) for line in web.log if line.path[1:] in archived)
    assert {page: count for page, count in served.items() if count > 1} == {}
    assert ask(data_folder, "SELECT count(*) AS articles FROM article") == [{"articles": 39}]
    outcomes = [row["outcome"] for row in ask(data_folder, "SELECT outcome FROM run ORDER BY started_at")]
    assert outcomes == ["cut short, then recovered", "completed"]


def test_reprocessing_unchanged_rules_finds_nothing_different_and_changes_nothing(
    data_folder: Path, saved_pages: Path
) -> None:
    run(data_folder, "backfill_archive", f"folder={saved_pages}")
    before = ask(data_folder, "SELECT * EXCLUDE (load_id) FROM article_version ORDER BY version_id")

    shown = run(data_folder, "reprocess_pages")
    applied = run(data_folder, "reprocess_pages", "apply=true")

    assert shown == applied == {"same": 4, "changed": 0, "gained": 0, "lost": 0}
    assert ask(data_folder, "SELECT * EXCLUDE (load_id) FROM article_version ORDER BY version_id") == before


def test_maintenance_finds_nothing_wrong_and_leaves_a_snapshot_that_opens(
    data_folder: Path, saved_pages: Path
) -> None:
    run(data_folder, "backfill_archive", f"folder={saved_pages}")

    found = run(data_folder, "maintain_warehouse")

    assert found
    assert set(found.values()) == {0}
    with open_reader(data_folder / "warraq.snapshot.duckdb") as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (4,)


def test_addresses_given_by_hand_are_fetched_and_a_dry_run_fetches_none(
    data_folder: Path, web: DemoWeb
) -> None:
    urls = 'urls=["http://sabah.example/2026/11/21/2236-solar-desalination"]'

    dry = run(data_folder, "ingest_news", urls, "sources=[]", "dry_run=true", web=web)
    asked_dry = [line.path for line in web.log if line.path.startswith("/2026/11/21/2236")]
    wet = run(data_folder, "ingest_news", urls, "sources=[]", web=web)

    assert (dry["asked for"] > 0, dry["articles"], asked_dry) == (True, 0, [])
    assert wet["articles"] >= 1


def test_what_a_limit_leaves_out_is_announced_again(data_folder: Path, web: DemoWeb) -> None:
    first = run(data_folder, "ingest_news", 'sources=["marfa"]', "most_pages_per_source=2", web=web)
    second = run(data_folder, "ingest_news", 'sources=["marfa"]', web=web)

    assert (first["asked for"], first["left out"]) == (2, 3)
    assert second["new articles"] == 3


def test_an_address_of_a_declared_outlet_is_all_that_is_asked_for(data_folder: Path, web: DemoWeb) -> None:
    totals = run(data_folder, "ingest_news", 'urls=["http://marfa.example/news.php/4480"]', web=web)

    assert (totals["asked for"], totals["articles"]) == (1, 1)


def test_a_report_without_a_warehouse_says_what_to_do(data_folder: Path) -> None:
    process = start(data_folder, "publish_report")
    printed, noise = process.communicate(timeout=120)

    assert process.returncode != 0
    assert "run ingest-news first" in printed + noise
