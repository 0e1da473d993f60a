"""The crash test in short; `make crash-test` kills a hundred times."""

from __future__ import annotations

from pathlib import Path

from bench.crash import crash_test, different_tables, unreadable_archives
from warehouse.connect import open_writer


def test_an_ingest_killed_at_any_moment_ends_as_one_that_never_was(tmp_path: Path) -> None:
    outcome = crash_test(tmp_path, pages=40, kills=4, seed=7)

    assert outcome.different_tables == []
    assert (outcome.fetched_twice, outcome.unreadable, outcome.checks_failed) == ([], [], {})
    assert (outcome.rows["article"], outcome.rows["story"], outcome.rows["frontier"]) == (40, 4, 0)
    assert len(outcome.blows) >= 2
    _assert_that_losses_would_show(tmp_path / "undisturbed", tmp_path / "killed")


def _assert_that_losses_would_show(whole: Path, damaged: Path) -> None:
    with open_writer(damaged / "warraq.duckdb", wait=10) as connection:
        connection.execute("DELETE FROM image")
        connection.execute("DELETE FROM article_author WHERE rowid = (SELECT max(rowid) FROM article_author)")
    archive = max(damaged.glob("archive/*/*/*/*.warc.gz"), key=lambda path: path.stat().st_size)
    archive.write_bytes(archive.read_bytes()[:1000])

    (different,) = different_tables(whole, damaged)
    assert different.startswith("article_author: 1 missing, 0 too many")
    assert any(" at byte " in each for each in unreadable_archives(damaged))
