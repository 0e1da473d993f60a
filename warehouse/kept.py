"""Keep what marts count in narrow tables: each load makes the rows of the articles that it touches anew.

A table of `warehouse/kept` is nothing but its query over the other tables, run for the articles in the
temporary table touched_article. The same query fills it as a whole, and tells whether it still holds.
"""

from __future__ import annotations

import duckdb

from warehouse.marts import touching_all
from warehouse.query import Row, rows_of
from warehouse.sql import read_sql, sql_names

KEPT = "kept"
"""The check that holds these tables to their queries, under its name in check_result."""


_OF_HISTORY = ("correction", "former_version")


def refresh(connection: duckdb.DuckDBPyConnection, *, has_history: bool = True) -> None:
    """Make the rows of the articles in touched_article anew; part of the transaction of whoever calls.

    `has_history`: whether one of them may have rows already, or several versions.
    """
    for name in sql_names("kept"):
        if has_history:
            # Names are those of this house's files.
            connection.execute(
                f"DELETE FROM {name} WHERE article_id IN (SELECT article_id FROM touched_article)"  # noqa: S608
            )
        elif name in _OF_HISTORY:
            continue
        connection.execute(f"INSERT INTO {name} BY NAME {read_sql('kept', name)}")


def differing(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Rows that a table has and its query does not give, and the other way about: table, is_kept, row."""
    found: list[Row] = []
    for name in sql_names("kept"):
        # Names are those of this house's files, here and below.
        orphans = f"""
            SELECT '{name}' AS "table", true AS is_kept, to_json({name}) AS "row"
            FROM {name}
            WHERE article_id NOT IN (SELECT article_id FROM article)
        """  # noqa: S608
        found += rows_of(connection.execute(orphans))
    for _ in touching_all(connection):
        for name in sql_names("kept"):
            sql = f"""
                WITH made AS MATERIALIZED ({read_sql("kept", name)}),
                kept AS MATERIALIZED (
                    SELECT * FROM {name} WHERE article_id IN (SELECT article_id FROM touched_article)
                ),
                too_many AS (SELECT * FROM kept EXCEPT ALL SELECT * FROM made),
                missing AS (SELECT * FROM made EXCEPT ALL SELECT * FROM kept)
                SELECT '{name}' AS "table", true AS is_kept, to_json(too_many) AS "row" FROM too_many
                UNION ALL
                SELECT '{name}' AS "table", false AS is_kept, to_json(missing) AS "row" FROM missing
            """  # noqa: S608
            found += rows_of(connection.execute(sql))
    return found
