"""Know a load package when one is seen: its version, its columns, whose it is."""

from __future__ import annotations

import glob
import os
import zlib
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import duckdb

PACKAGE_VERSION = 2

_ARTICLE = (
    "STRUCT(article_id VARCHAR, version_id VARCHAR, role VARCHAR, position SMALLINT, url VARCHAR, "
    "url_fingerprint VARCHAR, canonical_url VARCHAR, headline VARCHAR, "
    "paragraphs STRUCT(kind VARCHAR, text VARCHAR)[], language VARCHAR, "
    "published_at TIMESTAMP WITH TIME ZONE, published_raw VARCHAR, published_precision VARCHAR, "
    "modified_at TIMESTAMP WITH TIME ZONE, authors VARCHAR[], byline_raw VARCHAR, dateline_place VARCHAR, "
    "agency VARCHAR, source_credit VARCHAR, keywords STRUCT(surface VARCHAR, folded VARCHAR)[], "
    "keywords_raw VARCHAR, section VARCHAR, images STRUCT(url VARCHAR, caption VARCHAR)[], "
    "is_accessible_for_free BOOLEAN, provenance STRUCT(field VARCHAR, rule VARCHAR)[], "
    "text_fingerprint VARCHAR, sketch UBIGINT[])"
)

PACKAGE_COLUMNS = {
    "fetch_id": "VARCHAR",
    "run_id": "VARCHAR",
    "source": "VARCHAR",
    "kind": "VARCHAR",
    "requested_url": "VARCHAR",
    "url": "VARCHAR",
    "page_id": "VARCHAR",
    "url_fingerprint": "VARCHAR",
    "host": "VARCHAR",
    "fetched_at": "TIMESTAMP WITH TIME ZONE",
    "outcome": "VARCHAR",
    "status": "SMALLINT",
    "reason": "VARCHAR",
    "detail": "VARCHAR",
    "content_type": "VARCHAR",
    "etag": "VARCHAR",
    "last_modified": "VARCHAR",
    "body_sha256": "VARCHAR",
    "wire_bytes": "BIGINT",
    "body_bytes": "BIGINT",
    "elapsed": "DOUBLE",
    "redirects": "VARCHAR[]",
    "moved_to": "VARCHAR",
    "robots_tags": "VARCHAR[]",
    "archive_path": "VARCHAR",
    "archive_offset": "BIGINT",
    "seed_url": "VARCHAR",
    "claimed_headline": "VARCHAR",
    "claimed_at": "TIMESTAMP WITH TIME ZONE",
    "rule_version": "VARCHAR",
    "articles": f"{_ARTICLE}[]",
    "rejections": "STRUCT(stage VARCHAR, reason VARCHAR, detail VARCHAR, url VARCHAR)[]",
}
"""Columns of a package in DuckDB's words; the package's own definition is a floor above us."""


_PARQUET_END = 8  # bytes: the length of the footer before them, and "PAR1"

_READ_AT_ONCE = 1 << 20  # bytes


class PackageRefused(Exception):
    """The package as a whole cannot be trusted; nothing of it was loaded."""


def check_package(connection: duckdb.DuckDBPyConnection, package: Path) -> tuple[int, str, str]:
    """Version, package id and run id of a file that says it is a package and has its columns."""
    if not package.is_file():
        raise PackageRefused(f"{package} is not there")
    file = pattern_of(package)
    try:
        metadata = {
            bytes(key): bytes(value)
            for key, value in connection.execute(
                "SELECT key, value FROM parquet_kv_metadata(?)", [file]
            ).fetchall()
        }
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [file]).fetchall()
    except duckdb.Error as error:
        raise PackageRefused(f"{package.name} is no Parquet file that can be read: {error}") from error
    version = metadata.get(b"warraq.package")
    if version is None:
        raise PackageRefused(f"{package.name} is not marked as a load package")
    if version != str(PACKAGE_VERSION).encode():
        raise PackageRefused(
            f"{package.name} is a package of version {version.decode('utf-8', 'replace')}; "
            f"this code reads version {PACKAGE_VERSION}"
        )
    _check_columns(package, {str(row[0]): str(row[1]) for row in described})
    _check_sum(package, metadata)
    load_id = _uuid(package, metadata, b"warraq.package_id")
    run_id = _uuid(package, metadata, b"warraq.run_id")
    return PACKAGE_VERSION, load_id, run_id


def _check_columns(package: Path, found: Mapping[str, str]) -> None:
    # DuckDB quotes names in types that are also words of SQL: STRUCT("position" SMALLINT).
    plain = {name: kind.replace('"', "") for name, kind in found.items()}
    wrong = [
        f"{name} is {plain.get(name, 'missing')} where {kind} is due"
        for name, kind in PACKAGE_COLUMNS.items()
        if plain.get(name) != kind
    ]
    wrong += [f"{name} is unknown" for name in plain if name not in PACKAGE_COLUMNS]
    if wrong:
        raise PackageRefused(f"{package.name} has other columns than a package: {'; '.join(wrong)}")


def _check_sum(package: Path, metadata: Mapping[bytes, bytes]) -> None:
    """Of what comes before the footer. Packages of earlier code, which are compressed, say none."""
    told = metadata.get(b"warraq.crc32")
    if told is None:
        return
    with package.open("rb") as file:
        file.seek(-_PARQUET_END, os.SEEK_END)
        footer = int.from_bytes(file.read(4), "little")
        left = file.tell() - 4 - footer
        file.seek(0)
        found = 0
        while left > 0 and (block := file.read(min(left, _READ_AT_ONCE))):
            found = zlib.crc32(block, found)
            left -= len(block)
    if str(found).encode() != told:
        raise PackageRefused(f"{package.name} is damaged: its bytes are not those that were written")


def _uuid(package: Path, metadata: Mapping[bytes, bytes], key: bytes) -> str:
    try:
        return str(UUID(metadata[key].decode("ascii")))
    except (KeyError, ValueError) as error:
        raise PackageRefused(f"{package.name} does not say its {key.decode()} as a UUID") from error


def pattern_of(package: Path) -> str:
    """The path for read_parquet, which takes * and [ for patterns."""
    return glob.escape(str(package))
