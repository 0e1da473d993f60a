"""Checks that can fail, and a snapshot that can be trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.warehouse.scene import LONG, RUN, answered, article, at, contents, fetched, package, warehouse
from warehouse.connect import open_reader, read_sql
from warehouse.load import record_funnel, write_frontier
from warehouse.maintain import checkpoint, run_checks, snapshot

A = "https://sada.example/a"
B = "https://nashra.example/b"


def _story(tmp_path: Path) -> Path:
    rows = [
        fetched(A, article(A, "خبر", published_at=at(0))),
        fetched(B, article(B, "خبر", published_at=at(5)), source="nashra"),
    ]
    return package(tmp_path, "one", rows)


_DAMAGE = [
    ("INSERT INTO article SELECT * FROM article", {"duplicate_keys", "load_counts"}),
    (
        "INSERT INTO story_member SELECT * FROM story_member",
        {"article_in_two_stories", "story_without_members"},
    ),
    ("DELETE FROM story_member WHERE kind = 'exact'", {"story_without_members"}),
    ("DELETE FROM fetches", {"orphans", "load_counts"}),
    ("DELETE FROM load", {"orphans"}),
    ("DELETE FROM source WHERE source = 'sada'", {"orphans"}),
    (
        "UPDATE article SET current_version_id = (SELECT max(version_id) FROM article_version)",
        {"current_version", "story_of_the_past"},
    ),
    ("UPDATE article SET is_withdrawn = true", {"story_of_the_past"}),
    ("DELETE FROM page", {"orphans"}),
    ("UPDATE appearance SET source = 'nobody'", {"orphans"}),
    (
        "INSERT INTO appearance SELECT * REPLACE (position + 1::SMALLINT AS position) FROM appearance",
        {"load_counts"},
    ),
    ("DELETE FROM article_version", {"current_version", "orphans", "load_counts"}),
]


@pytest.mark.parametrize(("damage", "found_by"), _DAMAGE)
def test_damage_is_found(tmp_path: Path, damage: str, found_by: set[str]) -> None:
    with warehouse(tmp_path, _story(tmp_path)) as connection:
        before = run_checks(connection)
        connection.execute(damage)
        after = run_checks(connection)
        kept = connection.execute(
            "SELECT check_name, sample FROM check_result WHERE offending_rows > 0 ORDER BY check_name"
        ).fetchall()

    assert set(before.values()) == {0}
    assert {name for name, rows in after.items() if rows} == found_by
    assert [name for name, _ in kept] == sorted(found_by)
    assert all(json.loads(sample) for _, sample in kept)


def test_a_snapshot_is_the_whole_warehouse_with_its_comments_and_views(tmp_path: Path) -> None:
    copy = tmp_path / "o'dd name.duckdb"
    described = (
        "SELECT table_name, column_name, comment FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database()"
    )

    with warehouse(tmp_path, _story(tmp_path)) as connection:
        checkpoint(connection)
        snapshot(connection, copy)
        with open_reader(copy) as reader:
            found = contents(reader), set(reader.execute(described).fetchall())
            carried = reader.execute("SELECT source, kind FROM who_carried ORDER BY carried_as").fetchall()
            # Another one takes its place while this one is being read.
            snapshot(connection, copy)
            still = reader.execute("SELECT count(*) FROM articles").fetchone()
    with warehouse(tmp_path) as connection:
        expected = contents(connection), set(connection.execute(described).fetchall())

    assert found == expected
    assert (carried, still) == ([("sada", "representative"), ("nashra", "exact")], (2,))
    assert sorted(path.name for path in tmp_path.glob("*name*")) == ["o'dd name.duckdb"]


def test_the_checks_of_a_warehouse_with_a_bit_of_everything_find_nothing(tmp_path: Path) -> None:
    one = _story(tmp_path)
    two = package(tmp_path, "two", [fetched(A, article(A, "خبر مصحح", *LONG[:3]), when=at(60))])

    with warehouse(tmp_path, one, two) as connection:
        found = run_checks(connection)

    assert set(found.values()) == {0}


def test_a_doubled_row_is_found_in_every_table_that_has_a_key(tmp_path: Path) -> None:
    rich = article(
        A,
        "خبر",
        published_at=at(0),
        authors=["سارة حسن"],
        keywords=[{"surface": "أخبار", "folded": "اخبار"}],
        images=[{"url": f"{A}.jpg", "caption": None}],
        provenance=[{"field": "headline", "rule": "h1"}],
    )
    rows = [
        fetched(A, rich, seed_url="https://sada.example/feed"),
        fetched(B, article(B, "خبر", published_at=at(5)), source="nashra"),
        answered(f"{A}/lost", "failed", reason="http_404"),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        connection.execute("INSERT INTO story_merge SELECT uuid(), story_id, 'x', load_id FROM story")
        funnel = {
            "source": "sada",
            "host": "sada.example",
            "step": "failed",
            "reason": "http_404",
            "count": 1,
        }
        record_funnel(connection, RUN, [funnel])
        waiting = dict.fromkeys(("seed_url", "claimed_headline", "claimed_at"))
        waiting |= {"url_fingerprint": B, "url": B, "source": "sada", "is_on_the_list": False}
        write_frontier(connection, RUN, [waiting], at(0))
        tables = {
            name
            for (name,) in connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND NOT internal"
            ).fetchall()
            # Written by us alone, or, for story_member, held by a check of its own.
        } - {"check_result", "mart", "migration", "story_member"}
        for table in tables:
            connection.execute(f"INSERT INTO {table} SELECT * FROM {table}")
        found = connection.execute(read_sql("checks", "duplicate_keys")).fetchall()

    assert {table for table, _, _ in found} == tables
    assert {rows for _, _, rows in found} == {2}
    assert all(key for _, key, _ in found)
