"""Checks that can fail, and a snapshot that can be trusted."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from tasks.crawl.archived import body_in_archive
from tasks.crawl.warc import ArchiveWriter
from tests.warehouse.scene import (
    LONG,
    RUN,
    answered,
    article,
    at,
    contents,
    fetched,
    load,
    package,
    warehouse,
)
from warehouse.alert import Alert, Change, record
from warehouse.connect import open_reader
from warehouse.frontier import write_aliases, write_frontier
from warehouse.maintain import (
    BackupRefused,
    back_up,
    checkpoint,
    keep_in_order,
    newest_backup,
    restore,
    run_checks,
    snapshot,
)
from warehouse.run import finish_run
from warehouse.sql import read_sql
from warehouse.transaction import WarehouseBusy

A = "https://sada.example/a"
B = "https://nashra.example/b"

_RESTORED = pytest.mark.file_only("a backup takes the place of a file; a lake is restored by its own means")


def _story(tmp_path: Path) -> Path:
    rows = [
        fetched(A, article(A, "خبر", published_at=at(0))),
        fetched(B, article(B, "خبر", published_at=at(5)), source="nashra"),
    ]
    return package(tmp_path, "one", rows)


_DAMAGE = [
    ("INSERT INTO article SELECT * FROM article", {"duplicate_keys", "kept", "load_counts"}),
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
        {"current_version", "kept", "story_of_the_past"},
    ),
    ("UPDATE article SET is_withdrawn = true", {"kept", "story_of_the_past"}),
    ("DELETE FROM page", {"orphans"}),
    ("UPDATE appearance SET source = 'nobody'", {"orphans"}),
    (
        "INSERT INTO appearance SELECT * REPLACE (position + 1::SMALLINT AS position) FROM appearance",
        {"load_counts"},
    ),
    ("DELETE FROM article_version", {"current_version", "kept", "orphans", "load_counts"}),
    ("UPDATE current_article SET characters = characters + 1 WHERE source = 'sada'", {"kept"}),
    ("DELETE FROM current_article", {"kept"}),
    (
        (
            "INSERT INTO correction SELECT article_id, version_id, version_id, first_seen_at, first_seen_at, "
            "'outlet', headline, NULL, 0, 0, false FROM article_version LIMIT 1"
        ),
        {"kept"},
    ),
    (
        (
            "INSERT INTO former_reading BY NAME SELECT version_id, rule_version, first_fetch_id AS fetch_id, "
            "[] AS keywords, [] AS images, [] AS provenance, load_id FROM article_version"
        ),
        {"former_reading"},
    ),
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


@pytest.mark.essential
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


@pytest.mark.essential
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
    later = [fetched(B, article(B, "خبر مصحح", *LONG[:4], published_at=at(5)), source="nashra", when=at(9))]
    newer = [rows[0] | {"rule_version": "2"}]
    packages = [package(tmp_path, name, of) for name, of in (("one", rows), ("two", later), ("three", newer))]

    with warehouse(tmp_path, *packages) as connection:
        connection.execute("INSERT INTO story_merge SELECT uuid(), story_id, 'x', load_id FROM story")
        connection.execute(
            "INSERT INTO former_place SELECT fetch_id, 'file:///a.warc.gz', 0, load_id FROM fetches LIMIT 1"
        )
        funnel = {
            "source": "sada",
            "host": "sada.example",
            "step": "failed",
            "reason": "http_404",
            "count": 1,
        }
        finish_run(connection, RUN, outcome="completed", funnel=[funnel])
        waiting = dict.fromkeys(("seed_url", "claimed_headline", "claimed_at", "claimed_update"))
        waiting |= {"url_fingerprint": B, "url": B, "source": "sada", "is_on_the_list": False}
        write_frontier(connection, RUN, [waiting], at(10))
        lead = {"url_fingerprint": f"{A}/short", "page_id": rows[0]["page_id"], "fetched_at": at(0)}
        write_aliases(connection, [lead])
        record(connection, Change([Alert("silent", "sada", "sada", "Sada", {})], []), at(1))
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


def _all_there(path: str, offset: int, body_sha256: str) -> str | None:
    return None


def test_a_warehouse_that_is_not_in_order_replaces_neither_the_copy_nor_a_backup(tmp_path: Path) -> None:
    copy, backups = tmp_path / "copy.duckdb", tmp_path / "backups"

    def keep(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
        return keep_in_order(connection, holds=_all_there, copy=copy, backups=backups, keep_backups=2)

    with warehouse(tmp_path, _story(tmp_path)) as connection:
        in_order = [set(keep(connection).values()) for _ in range(3)]
        kept = {path.name: path.stat().st_mtime_ns for path in [copy, *backups.iterdir()]}
        connection.execute("DELETE FROM story_member WHERE kind = 'exact'")
        found = keep(connection)

    assert in_order == [{0}] * 3
    assert len(kept) == 1 + 2
    assert found["story_without_members"] == 1
    assert {path.name: path.stat().st_mtime_ns for path in [copy, *backups.iterdir()]} == kept


def test_a_body_that_is_not_where_a_fetch_says_is_found(tmp_path: Path) -> None:
    body = b"<html>"
    with ArchiveWriter(tmp_path, "run", "0001") as archive:
        reference = archive.write_page(A, body, at(0))
    there = {"archive_path": reference.path, "body_sha256": sha256(body).hexdigest()}
    rows = [
        fetched(f"{A}/whole", archive_offset=reference.offset, **there),
        fetched(f"{A}/other", archive_offset=reference.offset, **there | {"body_sha256": "ab"}),
        fetched(f"{A}/beyond", archive_offset=10**6, **there),
        fetched(f"{A}/between", archive_offset=reference.offset + 1, **there),
        fetched(f"{A}/gone", archive_offset=0, **there | {"archive_path": "archive/none.warc.gz"}),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        found = run_checks(connection, holds=partial(body_in_archive, tmp_path))
        ((sample,),) = connection.execute(
            "SELECT sample FROM check_result WHERE check_name = 'archive_sample'"
        ).fetchall()

    assert found["archive_sample"] == 4
    assert {
        row["url"].removeprefix(f"{A}/"): row["reason"].split(" of ")[0] for row in json.loads(sample)
    } == {
        "other": "another body than was fetched",
        "beyond": "no response at byte 1000000",
        "between": f"no response at byte {reference.offset + 1}",
        "gone": "no response at byte 0",
    }


@_RESTORED
def test_a_backup_and_the_packages_since_are_the_warehouse_before_the_accident(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    two = package(tmp_path, "two", [fetched(A, article(A, "خبر مصحح", *LONG[:3]), when=at(60))])
    with warehouse(tmp_path, _story(tmp_path)) as connection:
        back_up(connection, tmp_path / "backups", keep=2)
        backup = back_up(connection, tmp_path / "backups", keep=2)
        load(connection, two)
        before = contents(connection)
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])  # a disk that forgot a block
    path.with_name(path.name + ".wal").write_bytes(b"of another file")

    assert newest_backup(tmp_path / "backups") == backup
    aside = restore(backup, path)
    with warehouse(tmp_path, two) as connection:
        connection.execute("DELETE FROM check_result")
        after = contents(connection)

    assert after == before
    assert aside is not None
    assert sorted(each.name for each in tmp_path.glob("warehouse*")) == [
        "warehouse.duckdb",
        aside.name,
        f"{aside.name}.wal",
    ]


def _newer(backup: Path) -> None:
    with duckdb.connect(backup) as connection:
        connection.execute("INSERT INTO migration VALUES (999, '999_of_the_future', now())")


def _inconsistent(backup: Path) -> None:
    with duckdb.connect(backup) as connection:
        connection.execute("DELETE FROM page")


_NO_BACKUPS = [
    (lambda backup: backup.unlink(), "There is no backup at {backup}. Name another: make restore BACKUP="),
    (lambda backup: backup.unlink() or backup.mkdir(), "{backup} is a folder, and no backup."),
    (lambda backup: backup.write_bytes(b""), "{backup} is empty, and no backup."),
    (lambda backup: backup.write_bytes(b"PK" * 5000), "{backup} is no DuckDB file, or a damaged one."),
    (_newer, "was written by newer code"),
    (_inconsistent, "does not agree with itself: {'orphans': 2}"),
]


@_RESTORED
@pytest.mark.parametrize(("damage", "reason"), _NO_BACKUPS)
def test_what_is_no_good_backup_is_refused_and_the_warehouse_stays(
    tmp_path: Path, damage: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "warehouse.duckdb"
    with warehouse(tmp_path, _story(tmp_path)) as connection:
        backup = back_up(connection, tmp_path / "backups", keep=1)
        before = contents(connection)
    damage(backup)

    with pytest.raises(BackupRefused, match=re.escape(reason.replace("{backup}", str(backup)))):
        restore(backup, path)

    with open_reader(path) as connection:
        assert contents(connection) == before
    assert [each.name for each in tmp_path.glob("warehouse*")] == ["warehouse.duckdb"]


@_RESTORED
def test_nobody_s_warehouse_is_taken_away_under_their_hands(tmp_path: Path) -> None:
    with warehouse(tmp_path, _story(tmp_path)) as connection:
        backup = back_up(connection, tmp_path / "backups", keep=1)
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('open', flush=True); input()",
            str(tmp_path / "warehouse.duckdb"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"

    with pytest.raises(WarehouseBusy):
        restore(backup, tmp_path / "warehouse.duckdb", wait=0.1)
    left = [each.name for each in tmp_path.glob("warehouse*") if each.suffix != ".turn"]
    holder.communicate("\n")

    assert left == ["warehouse.duckdb"]
    assert restore(backup, tmp_path / "warehouse.duckdb", wait=5) is not None
