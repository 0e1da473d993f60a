"""How long the report takes, queries and pages in both languages, of a warehouse of a million articles.

usage: python -m bench.report [--short] [--articles 1000000] [--sources 200]

The warehouse is made by counting (bench/large_warehouse.sql). Prints a table, then one JSON line; fails if
the report takes more than thirty seconds or three megabytes.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.tables import markdown
from report.page import make_report
from warehouse import query
from warehouse.connect import open_reader, open_writer
from warehouse.kept import refresh
from warehouse.marts import touching_all
from warehouse.transaction import transaction

_MOST_SECONDS = 30.0
_MOST_BYTES = 3_000_000
_MADE_AT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
_ROOM = "http://127.0.0.1:4280"


def make_large_warehouse(path: Path, *, articles: int, sources: int) -> None:
    """Write a warehouse of about so many articles and so many outlets at `path`, which must not exist."""
    sql = Path(__file__).with_name("large_warehouse.sql").read_text("utf-8")
    # Statements are run together, and such can bind no parameter; both are whole numbers.
    sql = sql.replace("$articles", str(int(articles))).replace("$sources", str(int(sources)))
    with open_writer(path) as connection, transaction(connection):
        connection.execute(sql)
        connection.execute("DROP TABLE made")
        # What no load has made.
        for _ in touching_all(connection):
            refresh(connection)


def main(arguments: list[str]) -> int:
    """Returns the exit code: 1 if the report took too long, or is too large."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--short", action="store_true", help="20,000 articles")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=200)
    asked = parser.parse_args(arguments)
    articles = 20_000 if asked.short else asked.articles
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.duckdb"
        make_large_warehouse(path, articles=articles, sources=asked.sources)
        took: dict[str, float] = {}
        began = time.perf_counter()
        with open_reader(path) as connection:
            tables = query.report_tables(connection)
            took["all queries"] = time.perf_counter() - began
            pages = {}
            for code in ("en", "ar"):
                at = time.perf_counter()
                pages[code] = make_report(tables, made_at=_MADE_AT, room=_ROOM, language_code=code)
                took[f"page, {code}"] = time.perf_counter() - at
        seconds = time.perf_counter() - began
    largest = max(len(page.encode()) for page in pages.values())
    print(markdown(["part", "seconds"], [[name, f"{value:.2f}"] for name, value in took.items()]))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "articles": tables["totals"][0]["articles"],
        "sources": asked.sources,
        "seconds": round(seconds, 2),
        "bytes": largest,
        "memory_mib": round(memory),
        "parts": {name: round(value, 2) for name, value in took.items()},
    }
    print(json.dumps({"bench": "report", **found}))
    if seconds > _MOST_SECONDS or largest > _MOST_BYTES:
        print(f"More than {_MOST_SECONDS:.0f} seconds, or than {_MOST_BYTES:,} bytes.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
