"""Know a load package when one is seen: its version, its columns, whose it is."""

from __future__ import annotations

import glob
import os
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

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

# As Thrift has them: the name, the sign of a text, its length, the digits. Each where it is last: before the
# footer's own words are the least and the greatest texts of the columns, which may be any.
_FOOTER_SUM = re.compile(rb".*warraq\.footer_crc32\x18\x08([0-9a-f]{8})", re.DOTALL)
_COLUMNS_SUM = re.compile(rb".*warraq\.crc32\x18[\x01-\x0a]([0-9]{1,10})", re.DOTALL)

_KEYS_WITHOUT_SUM = {
    b"ARROW:schema",
    b"warraq.package",
    b"warraq.package_id",
    b"warraq.run_id",
    b"warraq.crc32",
}

_DAMAGED = "{} is damaged: its bytes are not those that were written"


class PackageRefused(Exception):
    """The package as a whole cannot be trusted; nothing of it was loaded."""


def check_package(connection: duckdb.DuckDBPyConnection, package: Path) -> tuple[int, str, str]:
    """Version, package id and run id of a file that says it is a package and has its columns."""
    if not package.is_file():
        raise PackageRefused(f"{package} is not there")
    refuse_damaged(package)
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


def find_damaged(folder: Path, *, most_bytes: int) -> dict[Path, str]:
    """The packages in a folder that are damaged, the newest first, each with what is wrong with it.

    So many bytes are read at most, of the newest, and of those that are older the footer alone.
    """
    found = {}
    with_age = [(path, status) for path in folder.glob("*.parquet") if (status := _status(path))]
    for path, status in sorted(with_age, key=lambda each: each[1].st_mtime, reverse=True):
        most_bytes -= status.st_size
        try:
            refuse_damaged(path, footer_alone=most_bytes < 0)
        except PackageRefused as error:
            found[path] = str(error)
        except FileNotFoundError:  # removed meanwhile
            continue
        except OSError as error:  # what a failing disk answers
            found[path] = f"{path.name} cannot be read: {error.strerror}"
    return found


def _status(path: Path) -> os.stat_result | None:
    """Of a file; None if it is none, or none any more."""
    try:
        return path.stat() if path.is_file() else None
    except OSError:
        return None


def refuse_damaged(package: Path, *, footer_alone: bool = False) -> None:
    """Raise PackageRefused unless the bytes are those that were written.

    With `footer_alone` of the columns nothing is read.

    The sums are read as they lie in the footer, before anybody takes its word for what else is in the file.
    Of packages of earlier code some have a sum of the columns alone, and compressed ones none.
    """
    with package.open("rb") as file:
        before, footer = _parted(file)
        if told := _FOOTER_SUM.match(footer):
            unsigned = footer[: told.start(1)] + b"0" * 8 + footer[told.end(1) :]
            _compare_sum(package, int(told[1], 16), zlib.crc32(unsigned))
        else:
            _check_keys(package)
        if not footer_alone and (told := _COLUMNS_SUM.match(footer)):
            _compare_sum(package, int(told[1]), _sum_of(file, before))


def _parted(file: BinaryIO) -> tuple[int, bytes]:
    """How many bytes are before the footer, and all the others; there is none in what is no Parquet file."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - _PARQUET_END, 0))
    before = size - _PARQUET_END - int.from_bytes(file.read(4), "little")
    if before < 0:
        return size, b""
    file.seek(before)
    return before, file.read()


def _check_keys(package: Path) -> None:
    """A flipped bit may have made another name of that of the footer's sum."""
    try:
        keys = set(pq.read_metadata(package).metadata or {})
    except (OSError, pa.ArrowException) as error:
        raise PackageRefused(f"{package.name} is no Parquet file that can be read: {error}") from error
    if b"warraq.package" in keys and not keys <= _KEYS_WITHOUT_SUM:
        raise PackageRefused(_DAMAGED.format(package.name))


def _sum_of(file: BinaryIO, size: int) -> int:
    """The CRC-32 of so many bytes from the file's beginning."""
    file.seek(0)
    found = 0
    while size > 0 and (block := file.read(min(size, _READ_AT_ONCE))):
        found = zlib.crc32(block, found)
        size -= len(block)
    return found


def _compare_sum(package: Path, told: int, found: int) -> None:
    if found != told:
        raise PackageRefused(_DAMAGED.format(package.name))


def _uuid(package: Path, metadata: Mapping[bytes, bytes], key: bytes) -> str:
    try:
        return str(UUID(metadata[key].decode("ascii")))
    except (KeyError, ValueError) as error:
        raise PackageRefused(f"{package.name} does not say its {key.decode()} as a UUID") from error


def pattern_of(package: Path) -> str:
    """The path for read_parquet, which takes * and [ for patterns."""
    return glob.escape(str(package))
