"""The reference is made from the database, and everything in the database explains itself."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse import scene
from tests.warehouse.scene import warehouse
from warehouse.describe import LINKS, describe
from warehouse.sql import read_sql, sql_names

_DOCS = Path(__file__).parents[2] / "docs" / "warehouse.md"


def test_the_reference_is_what_the_database_says() -> None:
    written = _DOCS.read_text(encoding="utf-8")

    assert written == describe(), "run: python -m warehouse.describe"


def test_every_table_view_and_column_has_a_comment(tmp_path: Path) -> None:
    # DuckLake 1.0 keeps no comments on a view's columns.
    of_tables = "" if scene.kind == "file" else "AND table_name IN (SELECT table_name FROM duckdb_tables())"
    with warehouse(tmp_path) as connection:
        silent = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL "
            "UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
            "UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() "
            f"WHERE NOT internal AND comment IS NULL {of_tables}"
        ).fetchall()

    assert silent == []


def test_a_nullable_column_says_what_null_means(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        silent = connection.execute(
            "SELECT table_name || '.' || column_name FROM duckdb_columns() "
            "WHERE NOT internal AND is_nullable AND comment NOT LIKE '%null%' "
            "AND table_name IN (SELECT table_name FROM duckdb_tables()) ORDER BY ALL"
        ).fetchall()

    assert silent == []


def test_every_sql_file_opens_with_what_it_is_for() -> None:
    silent = [
        f"{folder}/{name}"
        for folder in ("merge", "checks", "queries", "views", "marts", "migrations")
        for name in sql_names(folder)
        if not read_sql(folder, name).startswith("-- ")
    ]

    assert silent == []


def test_the_drawing_has_each_key_of_another_table_that_a_comment_names_and_no_other(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        named = connection.execute(
            "SELECT of_column.table_name, key.table_name, of_column.column_name "
            "FROM duckdb_columns() AS of_column INNER JOIN duckdb_columns() AS key "
            "ON split_part(regexp_extract(of_column.comment, '^[a-z_.]+'), '.', 1) = key.table_name "
            "AND split_part(regexp_extract(of_column.comment, '^[a-z_.]+'), '.', 2) = key.column_name "
            "WHERE of_column.table_name IN (SELECT table_name FROM duckdb_tables()) "
            "AND of_column.table_name <> key.table_name AND key.column_name LIKE '%_id' "
            "AND of_column.column_name <> 'load_id'"
        ).fetchall()
        columns = connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall()

    assert set(named) - set(LINKS) == set()
    assert {(many, column) for many, _, column in LINKS} - set(columns) == set()
