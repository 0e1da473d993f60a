"""`make run`, as a user runs it, against the truth about the demo web."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from demo.expected import expected_articles, expected_correction, expected_refusals, expected_stories
from flows.demo_run import corrections
from tasks.crawl.url import url_fingerprint
from warehouse.connect import open_reader, open_writer
from warehouse.query import rows_of, what_changed_in_article

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class MainJob:
    """A finished main job: its data folder and what it printed."""

    data_folder: Path
    printed: str
    noise: str

    def ask(self, sql: str, parameters: Any = None) -> list[dict[str, Any]]:
        with open_reader(self.data_folder / "warraq.duckdb") as connection:
            return rows_of(connection.execute(sql, parameters))


def run_main_job(data_folder: Path) -> MainJob:
    done = start_main_job(data_folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return MainJob(data_folder, done.stdout, done.stderr)


def start_main_job(data_folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.demo_run"],
        cwd=ROOT,
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(data_folder), "COLUMNS": "100"} | settings,
        capture_output=True,
        text=True,
        timeout=240,
    )


@pytest.fixture(scope="module")
def main_job(tmp_path_factory: pytest.TempPathFactory) -> MainJob:
    return run_main_job(tmp_path_factory.mktemp("main_job"))


def test_the_main_job_prints_a_summary_and_no_noise(main_job: MainJob) -> None:
    unwanted = re.search(r"Traceback|Error|Warning|prefect\.server", main_job.printed + main_job.noise)

    assert unwanted is None, main_job.printed + main_job.noise
    assert main_job.noise == ""
    assert len(main_job.printed.splitlines()) < 30


def test_the_second_visit_transfers_under_a_twentieth_of_the_first(main_job: MainJob) -> None:
    (printed,) = re.findall(r"^bytes received +([\d,]+) +([\d,]+)$", main_job.printed, re.MULTILINE)
    first, second = (int(text.replace(",", "")) for text in printed)

    rows = main_job.ask(
        "SELECT sum(wire_bytes) AS bytes FROM fetches JOIN run USING (run_id)"
        " GROUP BY run_id, started_at ORDER BY started_at"
    )

    assert [row["bytes"] for row in rows] == [first, second]
    assert 0 < second < first / 20


def test_a_correction_is_told_where_there_was_one_and_nowhere_else(main_job: MainJob) -> None:
    visits = re.findall(r"^✓ (\w+ visit.*?) [\d.]+ s$", main_job.printed, re.MULTILINE)

    assert visits == ["first visit", "second visit, 1 article corrected"]
    assert [corrections({"corrected": count}) for count in (0, 2)] == ["", ", 2 articles corrected"]


def test_every_article_of_the_demo_web_is_in_the_warehouse_as_it_reads_at_the_second_visit(
    main_job: MainJob,
) -> None:
    expected = {
        (one.source, url_fingerprint(one.url), one.headline): (
            one.language,
            one.agency,
            one.dateline_place,
            one.source_credit,
        )
        for one in expected_articles(2)
    }

    rows = main_job.ask("SELECT * FROM articles")

    found = {
        (row["source"], url_fingerprint(row["url"]), row["headline"]): (
            row["language"],
            row["agency"],
            row["dateline_place"],
            row["source_credit"],
        )
        for row in rows
    }
    assert found == expected


def test_every_text_is_exactly_the_outlets(main_job: MainJob) -> None:
    expected = {(url_fingerprint(one.url), one.headline): one.text for one in expected_articles(2)}

    rows = main_job.ask("SELECT url, headline, text FROM articles")

    assert {(url_fingerprint(row["url"]), row["headline"]): row["text"] for row in rows} == expected


def test_every_date_is_the_one_printed_or_none(main_job: MainJob) -> None:
    expected = {(url_fingerprint(one.url), one.headline): one.published_at for one in expected_articles(2)}

    rows = main_job.ask(
        "SELECT article.url, version.headline, version.published_at FROM article"
        " JOIN article_version AS version ON version.version_id = article.current_version_id"
    )

    assert {(url_fingerprint(row["url"]), row["headline"]): row["published_at"] for row in rows} == expected


def test_stories_are_the_groups_that_carry_one_text_each_member_of_its_kind(main_job: MainJob) -> None:
    rows = main_job.ask(
        "SELECT DISTINCT member.story_id, member.kind, page.url_fingerprint, appearance.role"
        " FROM story_member AS member JOIN appearance USING (article_id) JOIN page USING (page_id)"
    )

    found: dict[str, set[tuple[str, str, str]]] = {}
    for row in rows:
        found.setdefault(row["story_id"], set()).add((row["url_fingerprint"], row["role"], row["kind"]))
    expected = [
        {(url_fingerprint(url), role, kind) for url, role, kind in story.members}
        for story in expected_stories()
    ]
    assert sorted(map(_settled, found.values())) == sorted(map(_settled, expected))


def _settled(members: set[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Members in order; where one outlet has a text twice, either may represent the other."""
    outlets = {fingerprint.split("/")[0] for fingerprint, _, _ in members}
    return sorted((page, role, kind if len(outlets) > 1 else "any") for page, role, kind in members)


def test_what_is_refused_is_refused_for_the_true_reason(main_job: MainJob) -> None:
    expected = {
        (refusal.source, url_fingerprint(refusal.url), refusal.stage, refusal.reason)
        for refusal in expected_refusals()
    }

    rows = main_job.ask("SELECT source, url, stage, reason FROM rejection")

    assert {
        (row["source"], url_fingerprint(row["url"]), row["stage"], row["reason"]) for row in rows
    } == expected


def test_the_correction_is_the_only_change_between_the_visits(main_job: MainJob) -> None:
    correction = expected_correction()
    (corrected,) = main_job.ask(
        "SELECT article_id, url FROM article WHERE article_id IN"
        " (SELECT article_id FROM article_version GROUP BY article_id HAVING count(*) > 1)"
    )

    with open_reader(main_job.data_folder / "warraq.duckdb") as connection:
        changes = what_changed_in_article(connection, corrected["article_id"])

    assert corrected["url"] == correction.url
    texts = json.dumps(changes, default=str, ensure_ascii=False)
    assert correction.before in texts
    assert correction.after in texts


def test_every_query_of_the_readme_finds_something_in_the_demo(main_job: MainJob) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    found = [len(main_job.ask(query)) for query in re.findall(r"```sql\n(.*?)```", readme, re.DOTALL)]

    assert [count > 0 for count in found] == [True, True, True, True]


def test_a_second_main_job_on_the_same_data_adds_nothing(main_job: MainJob) -> None:
    tables = ("article", "article_version", "appearance", "story_member", "keyword", "author", "page")
    counts = ", ".join(f"(SELECT count(*) FROM {table}) AS {table}" for table in tables)
    before = main_job.ask(f"SELECT {counts}")

    again = run_main_job(main_job.data_folder)

    assert re.search(r"new articles\D+0\D+0\b", again.printed), again.printed
    assert re.findall(r"^✓ (\w+ visit.*?) [\d.]+ s$", again.printed, re.MULTILINE) == [
        "first visit",
        "second visit",
    ]
    assert again.ask(f"SELECT {counts}") == before


def test_the_report_is_there(main_job: MainJob) -> None:
    report = (main_job.data_folder / "report" / "index.html").read_text("utf-8")

    assert 'dir="rtl"' in report
    assert "http-equiv" not in report.split("<body")[0] or "Content-Security-Policy" in report


def test_a_warehouse_that_stays_in_use_is_told_in_sentences_before_anything_is_started(
    tmp_path: Path,
) -> None:
    with open_writer(tmp_path / "warraq.duckdb"):
        done = start_main_job(tmp_path, WARRAQ_LOCK_WAIT="4")

    waits, refused = done.stderr.splitlines()
    assert waits.endswith("warraq.duckdb is in use; waiting for 4 seconds at most ...")
    assert "warraq.duckdb was in use for 4 seconds, by process " in refused
    assert (done.returncode, "server started" in done.stdout) == (2, False)


def test_a_warehouse_of_a_newer_version_is_told_in_one_sentence(tmp_path: Path) -> None:
    with open_writer(tmp_path / "warraq.duckdb") as connection:
        connection.execute("INSERT INTO migration VALUES (999, 'later', now())")

    done = start_main_job(tmp_path)

    (refused,) = done.stderr.splitlines()
    assert re.search(r"warraq\.duckdb.*999", refused), refused
    assert done.returncode == 2
