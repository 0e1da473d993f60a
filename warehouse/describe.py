"""Write docs/warehouse.md from a fresh database: what a reader of the warehouse finds in it.

python -m warehouse.describe
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import duckdb

from warehouse.connect import open_writer
from warehouse.query import REPORT_BOUNDS
from warehouse.sql import read_sql, sql_names

_TARGET = Path(__file__).parents[1] / "docs" / "warehouse.md"

_QUESTIONS = (
    "published_by_source_on_day",
    "who_carried_story",
    "who_copied_source",
    "refused_and_why",
    "what_changed_in_article",
    "field_history",
)
"""The README's questions, in its order; the other queries are what the crawl asks."""

_REPORT = ("totals", "totals_rejections", *(f"report_{name}" for name in REPORT_BOUNDS))
"""Queries that give every figure of the report."""

_HEAD = """\
# The warehouse

<!-- Made by `python -m warehouse.describe` from the database itself; a test holds it to that. -->

One DuckDB file, `data/warraq.duckdb`. Open it with `duckdb -readonly data/warraq.duckdb`, or with any tool
that reads DuckDB 1.5. (Or a DuckLake with the same tables and views, if `WARRAQ_WAREHOUSE` says so:
[how to open it, and what is different there](operations.md#ducklake).)
The tables and columns explain themselves there, too:
`SELECT table_name, comment FROM duckdb_tables();`

Start with the views [`articles`](#articles), [`stories`](#stories) and [`who_carried`](#who_carried), and
with the [questions](#questions).

## How it works

- **Loading.** A load package (Parquet) is taken in by one transaction: staged, held to the contract, its
  duplicates decided, merged; the row in `load` is written last. The same package twice changes nothing, and
  packages in another order give the same rows, `load_id` and the times of loading aside. Three things depend
  on the order: a page that is extracted again under the *same* rule version is as the later load has it, so
  are stories as far as their detection says so, and a body that lies in several archives is said to lie in
  the one that was read last (`former_place` has the others).
- **Contract.** A row or an article that breaks it (a missing key, no headline, a date more than a day
  after the fetch, absurd lengths, U+0000) becomes a row of `rejection` with its payload. A broken package is
  refused.
- **Identity.** Keys are hashes of what they stand for; `MERGE` keeps them single, and a check holds them to
  it.
- **Versions.** An article whose words change under the same address gets another `article_version`. Its
  current version is that of the latest appearance as a page's main article, or else of the latest one beside
  another.
- **Rules.** A version is as the newest rules read the body that first showed it. What older rules read there
  in the fields that are no part of its key (section, language, keywords, pictures, …) is in `former_reading`,
  and [this question](#what-was-said-in-this-field-of-an-article-and-which-rules-read-it) tells of any field
  which rules gave it.
- **Marts stay fast.** What they count of each article is one narrow row of `current_article`, each change of
  a text one of `correction`, and what is said no more is in `former_version`, which a search leaves out. A
  load makes those of the articles that it touches anew, in its own transaction.
- **Who made a row?** `load_id`, and by it the run. `run`, `load`, `funnel`, `check_result`, `mart` and
  `migration` are not made by loads and have none.
- **Times** are moments (`TIMESTAMPTZ`), which DuckDB shows in your session's zone; days are of UTC, as in
  `CAST(published_at AT TIME ZONE 'UTC' AS DATE)`. Views, marts and questions answer alike in every zone. Null
  means what the column's comment says, never "unknown" in disguise.
- **One writer.** Whoever writes has the file alone; readers and other writers wait for their turn. The
  snapshot that `maintain_warehouse` writes can be read at any time.
"""

_CHECKS = """\
Each gives the rows that should not be; `check_result` keeps what was found. `archive_sample`, which is no
query, has fetches whose body is not where they say in the archive: two hundred are looked up each time.
`kept` has rows in which `current_article`, `correction` or `former_version` differ from what their files in
`warehouse/kept` make of the other tables.
"""

# Which tables belong together in the drawing: many, one, by column. The comments of columns say the same.
LINKS = (
    ("load", "run", "run_id"),
    ("funnel", "run", "run_id"),
    ("seed", "source", "source"),
    ("fetches", "run", "run_id"),
    ("fetches", "source", "source"),
    ("fetches", "page", "page_id"),
    ("rejection", "fetches", "fetch_id"),
    ("appearance", "fetches", "fetch_id"),
    ("appearance", "article", "article_id"),
    ("appearance", "article_version", "version_id"),
    ("article_version", "article", "article_id"),
    ("article_author", "article_version", "version_id"),
    ("article_author", "author", "author_id"),
    ("article_keyword", "article_version", "version_id"),
    ("article_keyword", "keyword", "keyword_id"),
    ("image", "article_version", "version_id"),
    ("provenance", "article_version", "version_id"),
    ("former_reading", "article_version", "version_id"),
    ("former_reading", "fetches", "fetch_id"),
    ("former_place", "fetches", "fetch_id"),
    ("sketch", "article_version", "version_id"),
    ("story_member", "story", "story_id"),
    ("story_member", "article", "article_id"),
    ("story_merge", "story", "into_story_id"),
    ("text_pair", "article", "left_id"),
    ("text_pair", "article", "right_id"),
    ("current_article", "article", "article_id"),
    ("correction", "article_version", "version_id"),
    ("appearance", "page", "page_id"),
    ("article", "article_version", "current_version_id"),
    ("article_version", "fetches", "first_fetch_id"),
    ("correction", "article", "article_id"),
    ("former_version", "article", "article_id"),
    ("former_version", "article_version", "version_id"),
    ("correction", "article_version", "previous_version_id"),
    ("page", "fetches", "last_fetch_id"),
    ("story", "article", "representative_id"),
    ("story_member", "article_version", "version_id"),
    ("text_pair", "article_version", "right_version_id"),
    ("current_article", "article_version", "version_id"),
    ("page_alias", "page", "page_id"),
)


def describe() -> str:
    """The whole page, as Markdown."""
    with tempfile.TemporaryDirectory() as folder, open_writer(Path(folder) / "fresh.duckdb") as connection:
        tables = _commented(connection, "duckdb_tables()", "table_name")
        views = _commented(connection, "duckdb_views()", "view_name")
        columns = _columns(connection)
    marts = sql_names("marts")
    parts = [_HEAD, "## Drawing\n", _drawing(list(tables)), "## Views for people\n"]
    parts += [_section(name, views[name], columns[name]) for name in views if name not in marts]
    parts += ["## Marts\n", "Each is one file in `warehouse/marts`.\n"]
    parts += [_section(name, views[name], columns[name]) for name in marts]
    parts += ["## Questions\n", "Replace each `$name` by a value, or bind it.\n"]
    parts += [_question(name) for name in _QUESTIONS]
    parts += ["## What the report asks\n", "Every figure of the report is one that these give.\n"]
    parts += [_question(name) for name in _REPORT]
    parts += ["## Tables\n"]
    parts += [_section(name, comment, columns[name]) for name, comment in tables.items()]
    parts += ["## Checks\n", _CHECKS]
    parts += [
        "\n".join(f"- `{name}`: {_opening(read_sql('checks', name))}" for name in sql_names("checks")) + "\n"
    ]
    return "\n".join(parts)


def _commented(connection: duckdb.DuckDBPyConnection, catalog: str, name: str) -> dict[str, str]:
    # Both words come from describe(), above.
    sql = f"SELECT {name}, comment FROM {catalog} WHERE NOT internal ORDER BY 1"  # noqa: S608
    rows = connection.execute(sql).fetchall()
    return {str(table): str(comment) for table, comment in rows}


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str, str]]]:
    columns: dict[str, list[tuple[str, str, str]]] = {}
    for table, column, kind, comment in connection.execute(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(table, []).append((column, _short(kind), comment))
    return columns


def _short(kind: str) -> str:
    return kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ").replace('"', "")


def _section(name: str, comment: str, columns: list[tuple[str, str, str]]) -> str:
    rows = "\n".join(f"| `{column}` | {kind} | {_cell(text)} |" for column, kind, text in columns)
    return f"### {name}\n\n{comment}\n\n| column | type | |\n|---|---|---|\n{rows}\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _drawing(tables: list[str]) -> str:
    lines = ["```mermaid", "erDiagram"]
    lines += [f"    {one} ||--o{{ {many} : {column}" for many, one, column in LINKS]
    drawn = {table for many, one, _ in LINKS for table in (many, one)}
    lines += [f"    {table}" for table in tables if table not in drawn]
    return "\n".join([*lines, "```\n"])


def _question(name: str) -> str:
    sql = read_sql("queries", name)
    title = sql.split("\n", 1)[0].removeprefix("-- ")
    return (
        f"### {title}\n\n`warehouse/queries/{name}.sql`\n\n```sql\n{sql.split(chr(10), 1)[1].strip()}\n```\n"
    )


def _opening(sql: str) -> str:
    """The comment with which a file opens, on one line."""
    match = re.match(r"(?:-- .*\n)+", sql)
    assert match is not None, "every file says what it is for"
    return " ".join(line.removeprefix("-- ") for line in match.group().splitlines())


if __name__ == "__main__":
    _TARGET.write_text(describe(), encoding="utf-8")
