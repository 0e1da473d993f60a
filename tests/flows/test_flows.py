"""The flows by hand, on a real Prefect server and a real warehouse."""

from __future__ import annotations

import gzip
import inspect
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from demo.expected import expected_articles
from demo.server import DemoWeb
from flows.ingest_news import ingest_news
from tasks.article import RULE_VERSION
from tasks.crawl import read_fetches
from tasks.model import Feed
from tasks.sites import all_sites
from tests.crawl.archives import page, response, write
from tests.flows.jobs import Job, environment_of
from tests.web.server import BadWeb
from warehouse.connect import open_reader, open_writer
from warehouse.maintain import back_up
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
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as served:
        yield served


@pytest.fixture
def _heeds_interrupts() -> Iterator[None]:
    """A shell that starts tests in the background has what they start ignore Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def start(
    data_folder: Path,
    *arguments: str,
    web: DemoWeb | None = None,
    addresses: Mapping[str, str] | None = None,
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "flows.alone", *arguments],
        cwd=ROOT,
        env=os.environ | environment_of(data_folder, web, addresses),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run_alone(data_folder: Path, *arguments: str, web: DemoWeb | None = None) -> dict[str, int]:
    """Run a flow to its end on a server of its own; gives what it printed as a result."""
    process = start(data_folder, *arguments, web=web)
    printed, noise = process.communicate(timeout=180)
    assert process.returncode == 0, printed + noise
    told = {line[:24].strip(): int(line[24:]) for line in printed.splitlines() if line[24:].strip().isdigit()}
    return Counter(told)  # without a line each for nothing at all


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
        + "\nno JSON\n",
        "utf-8",
    )
    return folder


def test_a_backfill_takes_what_is_an_article_and_gives_a_reason_for_the_rest(
    data_folder: Path, saved_pages: Path
) -> None:
    totals = run_alone(data_folder, "backfill_archive", f"archive={saved_pages}")

    reasons = {
        row["url"].rsplit("/", 1)[-1]: (row["stage"], row["reason"])
        for row in ask(data_folder, "SELECT url, stage, reason FROM rejection")
    }
    assert (totals["due"], totals["articles"]) == (9, 4)
    assert {f"{stage}: {reason}" for stage, reason in reasons.values()} <= totals.keys()
    assert reasons == {
        "empty.html": ("fetch", "empty_body"),
        "index.jsonl#line-3": ("fetch", "bad_index_line"),
        "missing": ("fetch", "unreadable"),
        "noise.html": ("decode", "binary"),
        "report.html": ("decode", "not_html"),
        "torn.html.gz": ("fetch", "bad_encoding"),
    }

    again = run_alone(data_folder, "backfill_archive", f"archive={saved_pages}")

    assert (again["new articles"], again["corrected"]) == (0, 0)


def test_saved_pages_a_second_time_add_nothing(run: Job, data_folder: Path, saved_pages: Path) -> None:
    link = '<link rel="canonical" href="https://harbour-post.example/mill">'
    for name in ("first", "second"):  # of which each has the other's address
        text = PAGE.format(headline=f"The {name} mill stays").replace("<title>", f"{link}<title>")
        (saved_pages / f"{name}.html").write_text(text, "utf-8")
    rows = "SELECT url, outcome FROM fetches UNION ALL SELECT url, reason FROM rejection ORDER BY ALL"
    run(data_folder, "backfill_archive", f"archive={saved_pages}")
    before = ask(data_folder, rows), files_in(data_folder / "archive")
    known = (
        "SELECT DISTINCT home, language, timezone FROM source WHERE source NOT IN (SELECT source FROM seed)"
    )
    assert ask(data_folder, known) == [{"home": None, "language": None, "timezone": None}]

    for path in saved_pages.rglob("*.*"):
        path.touch()
    again = run(data_folder, "backfill_archive", f"archive={saved_pages}")

    after = ask(data_folder, rows), files_in(data_folder / "archive")
    assert (again["unchanged"], again["failed"], again["new articles"], after) == (7, 4, 0, before)


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


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

    run_alone(data_folder, "ingest_news", f"sources={outlets}", web=web)

    served = Counter((line.host, line.path) for line in web.log if line.path[1:] in archived)
    assert {page: count for page, count in served.items() if count > 1} == {}
    assert ask(data_folder, "SELECT count(*) AS articles FROM article") == [{"articles": 39}]
    outcomes = [row["outcome"] for row in ask(data_folder, "SELECT outcome FROM run ORDER BY started_at")]
    assert outcomes == ["cut short, then recovered", "completed"]


def test_reprocessing_unchanged_rules_finds_nothing_different_and_changes_nothing(
    run: Job, data_folder: Path, saved_pages: Path
) -> None:
    run(data_folder, "backfill_archive", f"archive={saved_pages}")
    before = ask(data_folder, "SELECT * EXCLUDE (load_id) FROM article_version ORDER BY version_id")

    shown = run(data_folder, "reprocess_pages", "apply=no")
    applied = run(data_folder, "reprocess_pages", "apply=at once")

    assert shown == applied == {"same": 4, "changed": 0, "gained": 0, "lost": 0}
    outcomes = ask(data_folder, "SELECT outcome FROM run ORDER BY started_at")
    assert [row["outcome"] for row in outcomes] == ["completed", "only shown", "completed"]
    assert ask(data_folder, "SELECT * EXCLUDE (load_id) FROM article_version ORDER BY version_id") == before


def test_maintenance_finds_nothing_wrong_and_leaves_a_snapshot_that_opens(
    run: Job, data_folder: Path, saved_pages: Path
) -> None:
    run(data_folder, "backfill_archive", f"archive={saved_pages}")

    found = run_alone(data_folder, "maintain_warehouse")

    assert found
    assert set(found.values()) == {0}
    with open_reader(data_folder / "warraq.snapshot.duckdb") as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (4,)
    (backup,) = (data_folder / "backups").iterdir()
    with open_reader(backup) as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (4,)


def test_maintenance_names_each_damaged_package_once_all_else_is_done(
    run: Job, data_folder: Path, saved_pages: Path
) -> None:
    run(data_folder, "backfill_archive", f"archive={saved_pages}")
    (loaded,) = (data_folder / "packages").glob("*.parquet")
    (archive,) = data_folder.glob("archive/*/*/*/*.warc.gz")
    content = loaded.read_bytes()
    spoiled = content[:100] + bytes([content[100] ^ 1]) + content[101:]
    missing = loaded.with_name("refused-00001.parquet")
    for path in (loaded, missing):
        path.write_bytes(spoiled)
    shutil.copy(archive, archive.with_name("refused-00001.warc.gz"))
    old = data_folder / "reprocessed" / "old.parquet"
    old.parent.mkdir(exist_ok=True)
    old.touch()
    os.utime(old, (0, 0))

    process = start(data_folder, "maintain_warehouse")
    said = process.communicate(timeout=180)[1]

    assert (process.returncode, "Traceback" in said) == (2, False)
    assert said.splitlines()[-1].startswith("2 packages ")
    assert re.search(rf"{loaded.name} is damaged: .*\. The warehouse has its rows; .* remove {loaded}", said)
    way = f"make backfill FROM={archive.with_name('refused-00001.warc.gz')}"
    assert re.search(rf"{missing.name} is damaged: .* {way}", said)
    assert (data_folder / "warraq.snapshot.duckdb").exists()
    assert [*(data_folder / "backups").iterdir()]
    assert (old.exists(), loaded.exists(), missing.exists()) == (False, True, True)


def test_a_restored_backup_gets_what_was_loaded_since(run: Job, data_folder: Path, saved_pages: Path) -> None:
    with open_writer(data_folder / "warraq.duckdb") as connection:
        back_up(connection, data_folder / "backups", keep=1)
    run(data_folder, "backfill_archive", f"archive={saved_pages}")
    articles = "SELECT * EXCLUDE (load_id) FROM article ORDER BY article_id"
    before = ask(data_folder, articles)

    def restore() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flows.restore"],
            cwd=ROOT,
            env=os.environ | {"WARRAQ_DATA_FOLDER": str(data_folder)},
            capture_output=True,
            text=True,
            timeout=180,
        )

    history = data_folder / "prefect-alone" / "prefect.db"
    history.rename(history.with_name("kept"))
    history.write_bytes(b"no database " * 1000)  # the server ends at once
    stopped = restore()
    history.with_name("kept").rename(history)
    restored = restore()
    restored_articles = ask(data_folder, articles)
    damaged = data_folder / "packages" / "damaged-00001.parquet"
    (whole,) = (data_folder / "packages").glob("*.parquet")
    damaged.write_bytes(whole.read_bytes()[:-9] + b"no foot..")
    in_part = restore()

    assert (stopped.returncode, "Traceback" in stopped.stderr) == (2, False)
    assert "The Prefect server stopped" in stopped.stderr
    assert "0 of the 1 packages that were loaded since are in it again" in stopped.stderr
    assert restored.returncode == 0, restored.stderr
    assert "1 packages were loaded since the backup" in restored.stdout
    assert (len(before), restored_articles) == (4, before)
    assert (in_part.returncode, "Traceback" in in_part.stderr) == (1, False)
    assert "1 packages were loaded since the backup" in in_part.stdout
    assert in_part.stderr.startswith("damaged-00001.parquet is no Parquet file that can be read")
    assert "1 of 2 packages were left out" in in_part.stderr
    assert ask(data_folder, articles) == before


def test_a_dry_run_does_all_but_the_commit_and_leaves_nothing(
    run: Job, data_folder: Path, web: DemoWeb
) -> None:
    urls = 'urls=["http://sabah.example/2026/11/21/2236-solar-desalination"]'

    dry = run(data_folder, "ingest_news", urls, "sources=[]", "mode=dry run", web=web)
    kept = {
        table: ask(data_folder, f"SELECT count(*) AS rows FROM {table}")[0]["rows"]
        for table in ("article", "fetches", "load", "frontier", "rejection")
    }
    outcomes = ask(data_folder, "SELECT outcome FROM run")
    wet = run(data_folder, "ingest_news", urls, "sources=[]", web=web)

    assert (dry["due"], dry["new articles"]) == (1, wet["new articles"])
    assert kept == dict.fromkeys(kept, 0)
    assert outcomes == [{"outcome": "dry run"}]
    assert list((data_folder / "dry-runs").iterdir()) == []
    assert wet["new articles"] >= 1


def test_a_killed_dry_run_is_gone_with_all_it_had_once_the_next_run_begins(
    run: Job, data_folder: Path, web: DemoWeb
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # the run waits for its answer
        addresses = {"marfa.example": f"127.0.0.1:{silent.getsockname()[1]}"}
        killed = start(data_folder, "ingest_news", "mode=dry run", 'sources=["marfa"]', addresses=addresses)
        silent.accept()
        os.killpg(killed.pid, signal.SIGKILL)
        killed.communicate()
    left = list((data_folder / "dry-runs").iterdir())

    run(data_folder, "ingest_news", 'urls=["http://sabah.example/"]', "sources=[]", web=web)

    assert (len(left), list((data_folder / "dry-runs").iterdir())) == (1, [])
    outcomes = ask(data_folder, "SELECT outcome FROM run ORDER BY started_at")
    assert outcomes == [{"outcome": "cut short"}, {"outcome": "completed"}]


def test_a_feed_given_by_hand_is_read_each_time_and_its_outlet_left_alone(
    run: Job, data_folder: Path, web: DemoWeb
) -> None:
    (feed,) = (seed.url for seed in all_sites()["marfa"].seeds if isinstance(seed, Feed))

    first = run(data_folder, "ingest_news", f'feeds=["{feed}"]', web=web)
    again = run(data_folder, "ingest_news", f'feeds=["{feed}"]', web=web)

    asked = Counter(line.path for line in web.log)
    assert (first["new articles"] > 0, again["due"]) == (True, 0)
    assert asked[feed.split("/", 3)[3].join(["/", ""])] == 2


def test_reprocessing_by_ingest_without_anybody_to_ask_only_shows(
    run: Job, data_folder: Path, saved_pages: Path
) -> None:
    run(data_folder, "backfill_archive", f"archive={saved_pages}")
    with open_writer(data_folder / "warraq.duckdb") as connection:
        connection.execute("UPDATE article_version SET headline = 'as an older rule read it'")

    shown = run(data_folder, "ingest_news", "mode=reprocess")
    applied = run(data_folder, "reprocess_pages", "apply=at once")

    assert shown == applied == {"same": 0, "changed": 4, "gained": 0, "lost": 0}
    assert list((data_folder / "reprocessed").iterdir()) == []


def test_a_difference_that_was_killed_while_it_was_made_is_dropped_and_told_by_the_next_run(
    data_folder: Path, saved_pages: Path
) -> None:
    run_alone(data_folder, "backfill_archive", f"archive={saved_pages}")
    killed = start(data_folder, "reprocess_pages", "apply=at once")
    deadline = time.monotonic() + 90
    while not list(data_folder.glob("reprocessed/*.parquet*")) and time.monotonic() < deadline:
        time.sleep(0.002)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()

    run_alone(data_folder, "backfill_archive", f"archive={saved_pages}")

    ended = ask(data_folder, "SELECT outcome, finished_at > started_at AS ends FROM run ORDER BY started_at")
    assert [row["outcome"] for row in ended] == ["completed", "cut short", "completed"]
    assert all(row["ends"] for row in ended)
    assert list((data_folder / "reprocessed").iterdir()) == []


def test_reprocessing_leaves_alone_what_is_not_in_the_archive_any_more(
    run: Job, data_folder: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "a.warc.gz"
    write(archive, [response("http://harbour.test/ferry", page("The ferry stays"))])
    run(data_folder, "backfill_archive", f"archive={archive}")
    archive.rename(tmp_path / "moved.warc.gz")

    gone = run(data_folder, "reprocess_pages", 'other_sources=["harbour_test"]', "apply=at once")
    (tmp_path / "moved.warc.gz").rename(archive)
    with open_writer(data_folder / "warraq.duckdb") as connection:
        for table in ("fetches", "appearance", "article_version"):
            connection.execute(f"UPDATE {table} SET rule_version = '1'")
        connection.execute("UPDATE article_version SET is_accessible_for_free = false")
    back = run(data_folder, "reprocess_pages", 'other_sources=["harbour_test"]')

    assert not any(gone.values())
    assert back == {"same": 1, "changed": 0, "gained": 0, "lost": 0}
    assert ask(data_folder, "SELECT rule_version, is_accessible_for_free FROM former_reading") == [
        {"rule_version": "1", "is_accessible_for_free": False}
    ]
    assert ask(data_folder, "SELECT headline, rule_version FROM article_version") == [
        {"headline": "The ferry stays", "rule_version": RULE_VERSION}
    ]


def test_what_a_limit_leaves_out_waits_and_nothing_is_asked_for_before_it_is_due(
    run: Job, data_folder: Path, web: DemoWeb
) -> None:
    first = run(data_folder, "ingest_news", 'sources=["marfa"]', "most_pages_per_source=2", web=web)
    waiting = ask(data_folder, "SELECT count(*) AS pages FROM frontier WHERE run_id IS NULL")
    second = run(data_folder, "ingest_news", 'sources=["marfa"]', web=web)
    asked = Counter(line.path for line in web.log)
    third = run(data_folder, "ingest_news", 'sources=["marfa"]', web=web)

    assert (first["due"], first["left out"], waiting) == (2, 3, [{"pages": 3}])
    assert (second["discovered"], second["waiting"], second["new articles"]) == (0, 3, 3)
    assert {path: count for path, count in asked.items() if count > 1} == {}
    assert (third["due"], Counter(line.path for line in web.log)) == (0, asked)


def test_a_backfill_takes_a_window_and_leaves_the_cursors_of_seeds_alone(
    run: Job, data_folder: Path, web: DemoWeb
) -> None:
    window = ("mode=backfill", "since=2026-11-20", "until=2026-11-21")
    backfill = run(data_folder, "ingest_news", 'sources=["marfa"]', *window, web=web)
    days = ask(
        data_folder, "SELECT DISTINCT CAST(claimed_at AS DATE) AS day FROM fetches WHERE kind = 'page'"
    )
    cursors = ask(data_folder, "SELECT etag, last_modified, last_fetched_at, next_due_at FROM seed")
    usual = run(data_folder, "ingest_news", 'sources=["marfa"]', web=web)

    assert 0 < backfill["new articles"] < 5
    assert days == [{"day": date(2026, 11, 20)}]
    assert cursors == [dict.fromkeys(("etag", "last_modified", "last_fetched_at", "next_due_at"))]
    assert backfill["new articles"] + usual["new articles"] == 5


def test_an_undeclared_outlet_is_found_from_its_home_page_and_its_feed_remembered(
    run: Job, data_folder: Path
) -> None:
    with BadWeb({}) as web:
        page = web.put("paper.example", "/1", PAGE.format(headline="The old ferry stays in service"))
        web.put("paper.example", "/rss", f"<rss><channel><item><link>{page}</link></item></channel></rss>")
        home = web.put("paper.example", "/", '<link rel="alternate" type="application/rss+xml" href="/rss">')
        addresses = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to("paper.example").items()}

        first = run(data_folder, "ingest_news", f'urls=["{home}"]', addresses=addresses)
        asked = [visit.path for visit in web.log]
        second = run(data_folder, "ingest_news", f'urls=["{home}"]', addresses=addresses)
        third = run(data_folder, "ingest_news", f'urls=["{home}"]', "ask_all_again=true", addresses=addresses)

    seeds = ask(data_folder, "SELECT url, kind, found_on, last_news FROM seed ORDER BY url")
    assert asked == ["/robots.txt", "/", "/rss", "/1"]
    assert (first["new articles"], second["due"], third["unchanged"]) == (1, 0, 1)
    again = {visit.path for visit in web.log[len(asked) :]} - {"/robots.txt"}  # remembered for a day
    assert again == {"/", "/rss", "/1"}
    assert seeds == [
        {"url": home, "kind": "home", "found_on": None, "last_news": 0},
        {"url": f"{home}rss", "kind": "feed", "found_on": home, "last_news": 0},
    ]


def test_a_run_says_what_it_lost_and_when_there_is_more(data_folder: Path) -> None:
    with BadWeb({}) as web:
        lost = web.put("paper.example", "/lost", "no such page", status=404)
        feed = f"<rss><channel><item><link>{lost}</link></item></channel></rss>"
        web.put("paper.example", "/rss", feed)
        home = web.put("paper.example", "/", '<link rel="alternate" type="application/rss+xml" href="/rss">')
        empty = web.put("empty.example", "/", "<p>Nothing is announced here.</p>")
        hosts = ("paper.example", "empty.example")
        addresses = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to(*hosts).items()}
        urls = f"urls={json.dumps([home, empty])}"

        first = start(data_folder, "ingest_news", urls, addresses=addresses).communicate(timeout=180)
        second = start(data_folder, "ingest_news", urls, addresses=addresses).communicate(timeout=180)

    assert f"no_seeds: 1 seed at empty.example. {empty} announces no feed" in first[1]
    assert "http_404: 1 page at paper.example. The server answered 404 Not Found." in first[1]
    assert "Nothing is due. The next seed is due at " in second[1]
    assert "ask_all_again=true" in second[1]
    assert second[0] == "There was nothing to do.\n"


def test_a_job_that_could_have_nothing_says_why_and_ends_with_1(data_folder: Path) -> None:
    junk = data_folder / "junk.warc.gz"
    junk.parent.mkdir(exist_ok=True)
    junk.write_bytes(b"no archive")
    with BadWeb({}) as web:
        (ip, port) = web.connect_to("paper.example")["paper.example"]
        feed = web.put("paper.example", "/rss", "no such page", status=404)
        asked = (f"feeds={json.dumps([feed])}", "sources=[]")
        crawl = start(data_folder, "ingest_news", *asked, addresses={"paper.example": f"{ip}:{port}"})
        crawled = crawl.communicate(timeout=180)
    backfill = start(data_folder, "backfill_archive", f"archive={junk}")
    read = backfill.communicate(timeout=180)

    assert (crawl.returncode, backfill.returncode) == (1, 1)
    assert "http_404: 1 seed at paper.example. The server answered 404 Not Found." in crawled[1]
    assert "not_an_archive: 1 page at " in read[1]
    assert "Nothing of it could be had; the warnings above say why." in crawled[1] + read[1]


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ('sorces=["sabah"]', "ingest_news takes no 'sorces'; it takes mode, sources, "),
        ('sources=["nobody"]', "ingest_news cannot take this: sources.0: Input should be 'asdaa', "),
        (
            "sources=[sabah]",
            "sources=[sabah] is no JSON (Expecting value: line 1 column 2 (char 1)).",
        ),
        ("since=tomorow", "ingest_news cannot take this: since: Input should be a valid date"),
    ],
)
def test_a_wrong_parameter_is_one_sentence_and_code_2_before_a_server_starts(
    tmp_path: Path, argument: str, words: str
) -> None:
    process = start(tmp_path / "data", "ingest_news", argument)
    printed, said = process.communicate(timeout=180)

    assert (process.returncode, printed) == (2, "")
    (sentence,) = said.splitlines()
    assert sentence.startswith(words)
    assert list(tmp_path.glob("data/prefect-alone/*.log")) == []


def test_parameters_that_contradict_each_other_are_one_sentence_and_code_2(data_folder: Path) -> None:
    process = start(data_folder, "ingest_news", "mode=backfill")
    printed, said = process.communicate(timeout=180)

    assert (process.returncode, printed) == (2, "")
    assert said.splitlines()[-1].startswith("A backfill wants a window: ")
    assert "Traceback" not in said


def test_an_address_that_redirects_is_known_again_in_another_spelling(run: Job, data_folder: Path) -> None:
    with BadWeb({}) as web:
        page = web.put("paper.example", "/1", PAGE.format(headline="The old ferry stays in service"))
        web.put("paper.example", "/go/1", b"", status=302, headers={"Location": page})
        addresses = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to("paper.example").items()}
        came = []
        for reader in ("one", "two"):
            link = f"http://paper.example/go/1?utm_content={reader}"
            feed = f"<rss><channel><title>{reader}</title><item><link>{link}</link></item></channel></rss>"
            rss = web.put("paper.example", "/rss", feed)
            home = web.put(
                "paper.example", "/", f'<link rel="alternate" type="application/rss+xml" href="{rss}">'
            )
            came.append(run(data_folder, "ingest_news", f'urls=["{home}"]', addresses=addresses))
            due = "UPDATE seed SET next_due_at = TIMESTAMPTZ '2020-01-01 00:00:00Z'"
            with open_writer(data_folder / "warraq.duckdb") as connection:
                connection.execute(due)

    assert [(one["discovered"], one["due"]) for one in came] == [(1, 1), (1, 0)]
    assert len(web.visits("paper.example", "/1")) == 1


def test_two_runs_at_the_same_time_ask_for_each_page_once_and_load_all(data_folder: Path) -> None:
    with BadWeb({}) as web:
        pages = [
            web.put(
                "paper.example", f"/{number}", PAGE.format(headline=f"The old ferry number {number} stays")
            )
            for number in range(6)
        ]
        feed = (
            f"<rss><channel>{''.join(f'<item><link>{page}</link></item>' for page in pages)}</channel></rss>"
        )
        link = '<link rel="alternate" type="application/rss+xml" href="/rss">'
        hosts = ("paper.example", "www.paper.example")
        for host in hosts:
            web.put(host, "/rss", feed)
            web.put(host, "/", link)
        addresses = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to(*hosts).items()}

        both = [
            start(data_folder, "ingest_news", f'urls=["http://{host}/"]', addresses=addresses)
            for host in hosts
        ]
        ends = [(child.communicate(timeout=120)[1][-2000:], child.returncode) for child in both]

    assert [code for _, code in ends] == [0, 0], ends
    articles = ask(data_folder, "SELECT count(*) AS articles FROM articles")
    assert articles == [{"articles": len(pages)}]
    asked = Counter(visit.path for visit in web.log if visit.path.strip("/").isdigit())
    assert asked == Counter({f"/{number}": 1 for number in range(6)})
    gaps = [later.at - sooner.at for sooner, later in pairwise(web.log)]
    assert min(gaps) >= 1.0
    assert ask(data_folder, "SELECT * FROM frontier") == []


def test_a_run_says_what_it_was_asked_and_how_far_pages_came_by_host_and_reason(
    run: Job, data_folder: Path, web: DemoWeb
) -> None:
    totals = run(data_folder, "ingest_news", 'sources=["nashra", "harbour"]', web=web)

    funnel = ask(data_folder, "SELECT host, step, reason, count FROM funnel_of_runs ORDER BY ALL")
    (row,) = ask(data_folder, "SELECT parameters FROM run")
    told = {(each["host"], each["step"], each["reason"]): each["count"] for each in funnel}
    assert set(json.loads(row["parameters"])) - {"prefect_flow_run"} == set(
        inspect.signature(ingest_news.fn).parameters
    )
    assert told["down.example", "failed", "unreachable"] == told["down.example", "due", None] == 1
    assert told["harbour.example", "failed", "http_404"] == 1
    assert told["harbour.example", "refused", "robots_disallowed"] == 1
    for host in ("harbour.example", "news.example"):
        on_host = Counter[str]()
        for (at, step, _), count in told.items():
            on_host[step] += count * (at == host)
        came = sum(on_host[step] for step in ("discovered", "waiting", "seen before"))
        assert came == sum(on_host[step] for step in ("not due", "left out", "due"))
        assert on_host["due"] == on_host["allowed"] + on_host["refused"]
        assert on_host["allowed"] == sum(on_host[step] for step in ("failed", "gone", "fetched", "unchanged"))
    assert totals["due"] == sum(count for (_, step, _), count in told.items() if step == "due")


def test_an_address_of_a_declared_outlet_is_all_that_is_asked_for(
    run: Job, data_folder: Path, web: DemoWeb
) -> None:
    totals = run(data_folder, "ingest_news", 'urls=["http://marfa.example/news.php/4480"]', web=web)

    assert (totals["due"], totals["articles"]) == (1, 1)
    assert [line.path for line in web.log] == ["/robots.txt", "/news.php/4480"]


def test_a_report_without_a_warehouse_says_what_to_do(data_folder: Path) -> None:
    process = start(data_folder, "publish_report")
    printed, noise = process.communicate(timeout=120)

    assert process.returncode != 0
    assert "run ingest-news first" in printed + noise


@pytest.mark.usefixtures("_heeds_interrupts")
def test_a_job_that_is_interrupted_says_so_in_a_sentence_and_leaves_no_server(data_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # the run waits for its answer
        addresses = {"marfa.example": f"127.0.0.1:{silent.getsockname()[1]}"}
        process = start(data_folder, "ingest_news", 'sources=["marfa"]', addresses=addresses)
        assert process.stderr is not None
        for line in process.stderr:
            if "Beginning flow run" in line:
                break

        process.send_signal(signal.SIGINT)
        printed, noise = process.communicate(timeout=60)

    assert (process.returncode, printed) == (130, "")
    assert noise.splitlines()[-1] == "Stopped. What it had on disk is taken up by the next ingest_news."
    assert "Traceback" not in noise
    assert subprocess.run(["pgrep", "-f", str(data_folder)], capture_output=True, text=True).stdout == ""
