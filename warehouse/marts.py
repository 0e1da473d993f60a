"""Keep views, and the tables that marts read, as this code's files have them.

The table `mart` says of each by which text it was made; where that has changed, it is made anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import duckdb

from warehouse.lake import catalog_of
from warehouse.sql import read_sql, sql_names
from warehouse.transaction import transaction

_AT_ONCE = 50_000  # articles whose rows for marts are made at once


_ALL_ARTICLES = """
CREATE OR REPLACE TEMP TABLE all_articles AS
SELECT
    article_id,
    row_number() OVER (ORDER BY min(first_seen_at), article_id) AS number
FROM article
GROUP BY article_id
"""

_COLUMN_COMMENT = re.compile(r"^COMMENT ON COLUMN \S+ IS\s+'(?:[^']|'')*';", re.MULTILINE)


def forget_kept(connection: duckdb.DuckDBPyConnection) -> None:
    """Let what is kept for marts be filled anew: the tables that it is made of may have changed."""
    named = "SELECT 1 FROM duckdb_tables() WHERE database_name = current_database() AND table_name = 'mart'"
    if connection.execute(named).fetchone():
        connection.execute(
            "DELETE FROM mart WHERE name IN (SELECT unnest(CAST(? AS VARCHAR[])))", [sql_names("kept")]
        )


def touching_all(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Put all articles into the temporary table touched_article, oldest first, some at each turn.

    What is made of them at once has room in memory, however many there are.
    """
    # Left behind by a load, it would hide the rows of all others.
    connection.execute("RESET VARIABLE only_load")
    connection.execute(_ALL_ARTICLES)
    (articles,) = connection.execute("SELECT count(*) FROM all_articles").fetchall()[0]
    for begin in range(0, articles, _AT_ONCE):
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE touched_article AS "
            "SELECT article_id FROM all_articles WHERE number > $begin AND number <= $end",
            {"begin": begin, "end": begin + _AT_ONCE},
        )
        yield
    connection.execute("DROP TABLE all_articles")
    connection.execute("DROP TABLE IF EXISTS touched_article")


def refresh_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill what is kept for marts, and make all views anew, as far as the text of any has changed.

    All views, because marts bind to the columns of views.
    """
    # A mart may read the views for people, never another mart.
    kept, views = _texts("kept"), _texts("views") | _texts("marts")
    digests = _digests("kept", "views", "marts")
    if digests == _known_texts(connection):
        return
    in_lake = catalog_of(connection) is not None
    with transaction(connection):
        known = _known_texts(connection)
        if digests == known:  # another writer of the lake was faster
            return
        made = connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
        ).fetchall()
        for name in known.keys() & {name for (name,) in made}:
            connection.execute(f'DROP VIEW "{name}"')
        stale = stale_kept(connection)
        for name in stale:
            connection.execute(f"DELETE FROM {name}")  # noqa: S608 - one of this house's files
        if stale:
            for _ in touching_all(connection):
                for name in stale:
                    connection.execute(f"INSERT INTO {name} BY NAME {kept[name]}")
        for text in views.values():
            # DuckLake 1.0 keeps no comments on a view's columns (duckdb/ducklake issue 1239).
            connection.execute(_COLUMN_COMMENT.sub("", text) if in_lake else text)
        now = datetime.now(UTC)
        connection.execute("DELETE FROM mart")
        connection.executemany(
            "INSERT INTO mart (name, sha256, refreshed_at) VALUES (?, ?, ?)",
            [[name, digest, now] for name, digest in digests.items()],
        )


def stale_kept(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of the tables kept for marts that the warehouse lacks, or that another text filled."""
    known = _known_texts(connection)
    return [name for name, digest in _digests("kept").items() if known.get(name) != digest]


def _texts(folder: str) -> dict[str, str]:
    return {name: read_sql(folder, name) for name in sql_names(folder)}


def _digests(*folders: str) -> dict[str, str]:
    """What the table mart says of the files in these folders, where the warehouse is made of them."""
    return {
        name: hashlib.sha256(text.encode()).hexdigest()
        for folder in folders
        for name, text in _texts(folder).items()
    }


def _known_texts(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What the table mart says of the texts by which the warehouse was made."""
    return dict(connection.execute("SELECT name, sha256 FROM mart").fetchall())
