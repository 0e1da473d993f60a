"""Make load packages for tests: rows as extraction would write them, with as little said as possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from tasks.identity import identify
from tasks.model import ChangedText, StoryText
from tasks.package import write_package
from tasks.story import compare_versions, decide_stories, sketch_text, text_fingerprint
from warehouse.connect import Place, open_writer, place_of
from warehouse.load import ChangeRow, DecisionRows, LoadSummary, TextRow, load_package

NOON = datetime(2023, 11, 30, 12, 0, tzinfo=UTC)
RUN = identify("run", "1")

LONG = (
    "أعلنت وزارة الزراعة اليوم خطة جديدة لدعم صغار المزارعين في المحافظات الجنوبية",
    "وتشمل الخطة قروضا ميسرة وبذورا محسنة وتدريبا على الري الحديث في مئة قرية على الأقل",
    "وقال الوزير في مؤتمر صحفي إن العمل يبدأ مع مطلع الشهر المقبل وينتهي قبل موسم الحصاد",
    "وأضاف أن التمويل مؤمن بالكامل من صندوق التنمية الزراعية وأن المزارعين سيتسلمون الدفعة الأولى قريبا",
    "ورحبت نقابة المزارعين بالقرار وطالبت بتوسيعه ليشمل مناطق الشمال التي تضررت من الجفاف هذا العام",
)


def at(minutes: float) -> datetime:
    """That many minutes after noon of the day on which all scenes play."""
    return NOON + timedelta(minutes=minutes)


def article(url: str, headline: str, *paragraphs: str, **fields: Any) -> dict[str, Any]:
    """An article of a package. Keys are made as the package makes them, from what the article says."""
    article_id = identify("article", url)
    texts = paragraphs or LONG
    published_at = fields.get("published_at")
    row: dict[str, Any] = {
        "article_id": article_id,
        "version_id": identify("version", article_id, headline, *texts, str(published_at)),
        "role": "main",
        "position": 0,
        "url": url,
        "url_fingerprint": url,
        "canonical_url": None,
        "headline": headline,
        "paragraphs": [{"kind": "paragraph", "text": text} for text in texts],
        "language": "ar",
        "published_at": None,
        "published_raw": None,
        "published_precision": None if published_at is None else "minute",
        "modified_at": None,
        "authors": [],
        "byline_raw": None,
        "dateline_place": None,
        "agency": None,
        "source_credit": None,
        "keywords": [],
        "keywords_raw": None,
        "section": None,
        "images": [],
        "is_accessible_for_free": None,
        "provenance": [{"field": "headline", "rule": "h1"}],
        "text_fingerprint": text_fingerprint("\n".join(texts)),
        "sketch": sketch_text("\n".join(texts)),
    }
    return row | fields


def fetched(url: str, *articles: Mapping[str, Any], when: datetime = NOON, **fields: Any) -> dict[str, Any]:
    """A page's row of a package: a body came, and these articles were in it."""
    row: dict[str, Any] = {
        "fetch_id": identify("fetch", fields.get("run_id", RUN), url, when.isoformat()),
        "run_id": RUN,
        "source": "sada",
        "kind": "page",
        "requested_url": url,
        "url": url,
        "page_id": identify("page", url),
        "url_fingerprint": url,
        "host": "sada.example",
        "fetched_at": when,
        "outcome": "fetched",
        "status": 200,
        "reason": None,
        "detail": None,
        "content_type": "text/html",
        "etag": None,
        "last_modified": None,
        "body_sha256": identify("body", url, when.isoformat()),
        "wire_bytes": 100,
        "body_bytes": 400,
        "elapsed": 0.25,
        "redirects": [],
        "moved_to": None,
        "robots_tags": [],
        "archive_path": "archive/a.warc.gz",
        "archive_offset": 0,
        "seed_url": None,
        "claimed_headline": None,
        "claimed_at": None,
        "rule_version": "1",
        "articles": list(articles),
        "rejections": [],
    }
    return row | fields


def answered(url: str, outcome: str, *, when: datetime = NOON, **fields: Any) -> dict[str, Any]:
    """A page's row of a package: no body came."""
    bodiless = {"outcome": outcome, "body_sha256": None, "archive_path": None, "archive_offset": None}
    return fetched(url, when=when, **(bodiless | {"rule_version": None, "status": None} | fields))


def package(folder: Path, name: str, rows: Sequence[Mapping[str, Any]], run_id: str = RUN) -> Path:
    """A load package on disk whose id follows from its name."""
    path = folder / f"{name}.parquet"
    write_package(path, rows, run_id=run_id, package_id=identify("package", name))
    return path


def decide(
    texts: Sequence[TextRow], pairs: Sequence[tuple[str, str]], changes: Sequence[ChangeRow]
) -> DecisionRows:
    """The house's own decision about stories."""
    decision = decide_stories([StoryText(**row) for row in texts], pairs)
    versions = compare_versions([ChangedText(**row) for row in changes])
    members: list[Any] = [asdict(member) for member in decision.members]
    merges: list[Any] = [asdict(merge) for merge in decision.merges]
    verified: list[Any] = [asdict(pair) for pair in (*decision.pairs, *versions)]
    return DecisionRows(members, merges, verified)


kind = "file"
"""What warehouses of scenes are: file, sqlite or postgres; tests/warehouse/conftest.py sets it."""

server = ""
"""Connection of libpq to the PostgreSQL server of the tests, without a database."""


def place(folder: Path, name: str = "warehouse") -> Place:
    """Where a scene's warehouse of this name is."""
    file = folder / f"{name}.duckdb"
    if kind == "file":
        return file
    if kind == "sqlite":
        catalog = f"sqlite:{folder / f'{name}.sqlite'}"
    else:
        digest = sha256(str(file).encode()).hexdigest()[:24]
        catalog = f"postgres:{server} dbname=t{digest}"
    return place_of(f"ducklake:{catalog}", files=folder / f"{name}.files", near=file)


@contextmanager
def warehouse(folder: Path, *packages: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An open warehouse into which the packages were loaded in this order."""
    connection = open_writer(place(folder), wait=20)
    try:
        for each in packages:
            load_package(connection, each, decide=decide)
        yield connection
    finally:
        connection.close()


def load(connection: duckdb.DuckDBPyConnection, path: Path) -> LoadSummary:
    """Load with the house's own decision about stories."""
    return load_package(connection, path, decide=decide)


_MAKERS = {"load_id", "loaded_at", "since", "seconds", "applied_at", "refreshed_at"}
"""Columns that say which load made a row, or when: all that may differ when packages are swapped."""


def contents(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but `load`, sorted, without the columns that tell who made them when."""
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database() "
        "AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE NOT temporary) "
        "ORDER BY table_name, column_index"
    ).fetchall():
        if table not in ("load", "mart", "migration") and column not in _MAKERS:
            columns.setdefault(table, []).append(column)
    return {
        table: connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY ALL").fetchall()
        for table, names in columns.items()
    }
