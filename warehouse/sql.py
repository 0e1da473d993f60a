"""The SQL of this folder's files, and what statements need besides their text."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

FOLDER = Path(__file__).parent
"""Each folder in it has SQL of one kind, a statement or a script a file."""


def quoted(path: Path) -> str:
    """The path as a text of SQL, where it cannot be bound as a parameter."""
    return "'" + str(path).replace("'", "''") + "'"


@cache
def read_sql(folder: str, name: str) -> str:
    """The text of `warehouse/<folder>/<name>.sql`."""
    return (FOLDER / folder / f"{name}.sql").read_text(encoding="utf-8")


def set_variables(connection: duckdb.DuckDBPyConnection, **values: str | datetime) -> None:
    """Give the SQL of warehouse/merge its values, for getvariable()."""
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def sql_names(folder: str) -> list[str]:
    """Names, without `.sql`, of the files in `warehouse/<folder>`, sorted."""
    return sorted(file.stem for file in (FOLDER / folder).glob("*.sql"))
