"""Make load packages for tests: rows as extraction would write them, with as little said as possible."""

from __future__ import annotations

import atexit
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from tasks.decision import deciding
from tasks.identity import identify
from tasks.package import write_package
from tasks.story import Recall, sketch_text, text_fingerprint
from tests.warehouse import postgres
from warehouse import connect
from warehouse.connect import Place, place_of
from warehouse.lake import Lake
from warehouse.load import LoadSummary, load_package

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


decide = deciding(Recall())
"""The house's own decision about stories."""


HAS_LAKES = not duckdb.__version__.startswith("2.")
"""Whether there are extensions of this DuckDB to be had: those of DuckLake come for one version each."""

kind = "file"
"""What warehouses of scenes are: file, sqlite or postgres; tests/warehouse/conftest.py sets it."""

server = ""
"""Connection of libpq to the PostgreSQL server of the tests, without a database."""

databases: set[str] = set()
"""Of `server`: those that the test has made; tests/warehouse/conftest.py removes them after it."""


def place(folder: Path, name: str = "warehouse") -> Place:
    """Where a scene's warehouse of this name is, or would be."""
    file = folder / f"{name}.duckdb"
    if kind == "file":
        return file
    where = _catalog(file) if kind == "sqlite" else f"{server} dbname={_database(file)}"
    return place_of(f"ducklake:{kind}:{where}", files=folder / f"{name}.files", near=file)


def ready(folder: Path, name: str = "warehouse") -> Place:
    """The same, with an empty warehouse there if there was none: a copy, for a lake takes seconds to make."""
    file, found = folder / f"{name}.duckdb", place(folder, name)
    files = f"{(folder / f'{name}.files').absolute()}/"
    moved = f"UPDATE ducklake_metadata SET value = '{files}' WHERE key = 'data_path'"
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "file" and not file.exists():
        shutil.copy(_empty(kind) / "empty.duckdb", file)
    elif kind == "sqlite" and not _catalog(file).exists():
        shutil.copy(_catalog(_empty(kind) / "empty.duckdb"), _catalog(file))
        with closing(sqlite3.connect(_catalog(file))) as catalog:
            catalog.execute(moved)
            catalog.commit()
    elif kind == "postgres" and _database(file) not in databases:
        template = _database(_empty(kind) / "empty.duckdb")
        postgres.make_database(server, _database(file), template)
        databases.add(_database(file))
        postgres.command(server, _database(file), moved)
    return found


def bare(at: Place) -> duckdb.DuckDBPyConnection:
    """An open database at this place, without a schema if it was not there."""
    name = at.catalog.rpartition("=")[2] if isinstance(at, Lake) else ""
    if kind == "postgres" and name not in databases:
        postgres.make_database(server, name)
        databases.add(name)
    return connect._connect(at, read_only=False, wait=20)


def settings_of(at: Place) -> dict[str, str]:
    """The environment in which the program works on the warehouse at this place."""
    if isinstance(at, Path):
        return {"WARRAQ_WAREHOUSE": str(at)}
    return {
        "WARRAQ_WAREHOUSE": f"ducklake:{at.catalog}",
        "WARRAQ_LAKE_FILES": at.files,
        "WARRAQ_DATA_FOLDER": str(at.near.parent),
    }


@cache
def _empty(of_kind: str) -> Path:
    """A folder in which a warehouse of this kind, named empty, was made by the code under test."""
    folder = Path(tempfile.mkdtemp(prefix="warraq-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if of_kind == "postgres":
        postgres.make_database(server, _database(folder / "empty.duckdb"))
    connect.open_writer(place(folder, "empty")).close()
    return folder


def _catalog(file: Path) -> Path:
    return file.with_suffix(".sqlite")


def _database(file: Path) -> str:
    return f"t{sha256(str(file).encode()).hexdigest()[:24]}"


@contextmanager
def warehouse(folder: Path, *packages: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An open warehouse into which the packages were loaded in this order."""
    connection = connect.open_writer(ready(folder), wait=20)
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
