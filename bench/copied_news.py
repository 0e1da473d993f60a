"""Make a warehouse many times as large by copying its articles under other keys, on later days."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.connect import attached
from warehouse.transaction import transaction

_TABLES = (
    "fetches",
    "page",
    "article",
    "article_version",
    "appearance",
    "article_author",
    "article_keyword",
    "image",
    "provenance",
    "former_reading",
    "sketch",
    "story",
    "story_member",
    "text_pair",
    "rejection",
    "current_article",
    "correction",
    "former_version",
)
_SHARED = ("load_id", "run_id", "author_id", "keyword_id")
_ADDRESSES = ("url", "requested_url", "url_fingerprint", "canonical_url")


def copy_articles(connection: duckdb.DuckDBPyConnection, index: Path, copies: int, *, days: int) -> None:
    """Add so many copies of all articles, each `days` later than the one before, and of their words.

    No copy is like another: keys, addresses, fingerprints and hashes of sketches are each copy's own.
    """
    for table in _TABLES:
        names, values = _columns(connection, table)
        with transaction(connection):
            connection.execute(f"CREATE TEMP TABLE counted AS SELECT count(*) AS rows FROM {table}")
            for copy in range(1, copies + 1):
                connection.execute("SET VARIABLE copy = $copy", {"copy": copy})
                connection.execute("SET VARIABLE days = $days", {"days": days * copy})
                connection.execute(
                    f"INSERT INTO {table} ({names}) SELECT {values} "
                    f"FROM (SELECT * FROM {table} LIMIT (SELECT rows FROM counted))"
                )
            connection.execute("DROP TABLE counted")
        connection.execute("CHECKPOINT")
    with attached(connection, index, "word_index", read_only=False, wait=5):
        _copy_words(connection, copies)


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[str, str]:
    found = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = $table "
        "AND database_name = current_database() ORDER BY column_index",
        {"table": table},
    ).fetchall()
    return ", ".join(name for name, _ in found), ", ".join(_value(name, kind) for name, kind in found)


def _value(name: str, kind: str) -> str:
    if name in _SHARED:
        return name
    if kind == "UUID":
        return f"CASE WHEN {name} IS NOT NULL THEN CAST(md5(concat({name}, getvariable('copy'))) AS UUID) END"
    if kind.startswith("TIMESTAMP"):
        return f"{name} + to_days(getvariable('days'))"
    if kind == "DATE":
        return f"{name} + getvariable('days')"
    if name == "hash":
        return "hash(hash + getvariable('copy')) >> 3"
    if name in _ADDRESSES:
        return f"concat({name}, '?', getvariable('copy'))"
    return name


def _copy_words(connection: duckdb.DuckDBPyConnection, copies: int) -> None:
    (documents,) = connection.execute("SELECT max(number) + 1 FROM word_index.document").fetchall()[0]
    with transaction(connection):
        for copy in range(1, copies + 1):
            moved = {"from": documents * copy, "documents": documents}
            connection.execute(
                "INSERT INTO word_index.document SELECT number + $from, "
                "CAST(md5(concat(version_id, $copy)) AS UUID), length FROM word_index.document "
                "WHERE number < $documents",
                moved | {"copy": copy},
            )
        connection.execute(
            "CREATE TABLE word_index.copied AS "
            "SELECT word, CAST(document + copy * $documents AS INTEGER) AS document, weight "
            "FROM word_index.posting, (SELECT unnest(range($copies)) AS copy) ORDER BY word, document",
            {"documents": documents, "copies": copies + 1},
        )
        connection.execute("DROP TABLE word_index.posting")
        connection.execute("ALTER TABLE word_index.copied RENAME TO posting")
        connection.execute(
            "UPDATE word_index.about SET sorted_documents = (SELECT count(*) FROM word_index.document)"
        )
    connection.execute("CHECKPOINT word_index")
