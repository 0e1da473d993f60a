"""Put an extracted batch on disk as one load package: a Parquet file, one row a fetch.

The package is the interface between extraction and the warehouse. It is durable before any load
starts, so a run that dies is loaded from its packages.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.article import RULE_VERSION
from tasks.crawl.url import host_of, url_fingerprint
from tasks.fold import fold
from tasks.identity import identify
from tasks.model import Article, Fetch, Rejection
from tasks.story import Imprint, imprint_texts

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PACKAGE_VERSION = 2

_TIME = pa.timestamp("us", tz="UTC")

ARTICLE = pa.struct(
    [
        ("article_id", pa.string()),  # UUID of the URL fingerprint
        ("version_id", pa.string()),  # UUID of the article and all that it says
        ("role", pa.string()),  # main | related
        ("position", pa.int16()),
        ("url", pa.string()),
        ("url_fingerprint", pa.string()),
        ("canonical_url", pa.string()),
        ("headline", pa.string()),
        ("paragraphs", pa.list_(pa.struct([("kind", pa.string()), ("text", pa.string())]))),
        ("language", pa.string()),
        ("published_at", _TIME),
        ("published_raw", pa.string()),
        ("published_precision", pa.string()),  # minute | day | month | year
        ("modified_at", _TIME),
        ("authors", pa.list_(pa.string())),
        ("byline_raw", pa.string()),
        ("dateline_place", pa.string()),
        ("agency", pa.string()),
        ("source_credit", pa.string()),
        ("keywords", pa.list_(pa.struct([("surface", pa.string()), ("folded", pa.string())]))),
        ("keywords_raw", pa.string()),
        ("section", pa.string()),
        ("images", pa.list_(pa.struct([("url", pa.string()), ("caption", pa.string())]))),
        ("is_accessible_for_free", pa.bool_()),
        ("provenance", pa.list_(pa.struct([("field", pa.string()), ("rule", pa.string())]))),
        ("text_fingerprint", pa.string()),  # UUID of the folded headline-free text
        ("sketch", pa.list_(pa.uint64())),
    ]
)

REJECTION = pa.struct(
    [
        ("stage", pa.string()),  # discover | fetch | decode | extract
        ("reason", pa.string()),
        ("detail", pa.string()),
        ("url", pa.string()),
    ]
)

_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("fetch_id", pa.string()),  # UUID
    ("run_id", pa.string()),  # UUID
    ("source", pa.string()),
    ("kind", pa.string()),  # page | feed | sitemap | listing | robots
    ("requested_url", pa.string()),
    ("url", pa.string()),
    ("page_id", pa.string()),  # UUID of the URL fingerprint of `url`
    ("url_fingerprint", pa.string()),
    ("host", pa.string()),
    ("fetched_at", _TIME),
    ("outcome", pa.string()),  # fetched | unchanged | gone | refused | failed
    ("status", pa.int16()),
    ("reason", pa.string()),
    ("detail", pa.string()),
    ("content_type", pa.string()),
    ("etag", pa.string()),
    ("last_modified", pa.string()),
    ("body_sha256", pa.string()),
    ("wire_bytes", pa.int64()),
    ("body_bytes", pa.int64()),
    ("elapsed", pa.float64()),  # seconds
    ("redirects", pa.list_(pa.string())),
    ("moved_to", pa.string()),
    ("robots_tags", pa.list_(pa.string())),
    ("archive_path", pa.string()),
    ("archive_offset", pa.int64()),
    ("seed_url", pa.string()),
    ("claimed_headline", pa.string()),
    ("claimed_at", _TIME),
    ("rule_version", pa.string()),  # of the extraction that read the body; null if none did
    ("articles", pa.list_(ARTICLE)),
    ("rejections", pa.list_(REJECTION)),
]

SCHEMA = pa.schema(_COLUMNS)

Row = dict[str, Any]
"""One row of SCHEMA, as `pyarrow.Table.from_pylist` takes it."""


def write_package(
    path: Path, rows: Sequence[Mapping[str, Any]] | pa.Table, *, run_id: str, package_id: str
) -> None:
    """Write `rows` (see SCHEMA) so that `path` is either absent or whole, whatever happens meanwhile."""
    metadata = {
        b"warraq.package": str(PACKAGE_VERSION).encode(),
        b"warraq.package_id": package_id.encode(),
        b"warraq.run_id": run_id.encode(),
    }
    table = rows if isinstance(rows, pa.Table) else table_of(rows)
    table = table.replace_schema_metadata(metadata)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    # As they are: to compress the columns takes longer than all else of the writing, to read them again a
    # fifth to a third of a load's reading, and the archived pages are six times as large. Nor would it
    # tell of each byte that was damaged since, as the sum does. Dictionaries would save no room.
    with (
        _Summed(partial.open("wb", buffering=0)) as file,
        pq.ParquetWriter(file, table.schema, compression="none", use_dictionary=False) as writer,
    ):
        writer.write_table(table)
        columns = file.tell()
        writer.add_key_value_metadata({"warraq.crc32": str(file.checksum), "warraq.footer_crc32": _UNSIGNED})
    _sign_footer(partial, columns)
    partial.replace(path)


_UNSIGNED = "0" * 8


def _sign_footer(path: Path, columns: int) -> None:
    """Write the CRC-32 of all after so many bytes of columns over the zeros with which it was taken."""
    # As Thrift has it: the name, the sign of a text, its length.
    place = b"warraq.footer_crc32\x18\x08"
    with path.open("r+b") as file:
        file.seek(columns)
        footer = file.read()
        # Before it are the least and the greatest texts of the columns, which may be any.
        file.seek(columns + footer.rindex(place + _UNSIGNED.encode()) + len(place))
        file.write(b"%08x" % zlib.crc32(footer))
        file.flush()
        os.fsync(file.fileno())


class _Summed(io.BufferedWriter):
    """A file to write, and the CRC-32 of what was written: of a package all before Parquet's footer."""

    checksum = 0

    def write(self, data: ReadableBuffer, /) -> int:
        self.checksum = zlib.crc32(data, self.checksum)
        return super().write(data)


def table_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """`rows` as the package has them."""
    try:
        return pa.Table.from_pylist(rows, schema=SCHEMA)
    except UnicodeEncodeError:  # one row in millions is not worth a look at all of them
        return pa.Table.from_pylist([_storable(row) for row in rows], schema=SCHEMA)


def rows_of(read: Sequence[tuple[Fetch, list[Article] | Rejection | None]]) -> list[Row]:
    """The package rows of fetches; with each what was extracted, None where there was no body to read."""
    articles = [article for _, found in read if isinstance(found, list) for article in found]
    # Many texts at once cost a fifth of one by one.
    imprints = iter(imprint_texts([_readable(article.text) for article in articles]))
    return [_row(fetch, found, imprints) for fetch, found in read]


def _row(fetch: Fetch, found: list[Article] | Rejection | None, imprints: Iterator[Imprint]) -> Row:
    fingerprint = url_fingerprint(fetch.url)
    articles = found if isinstance(found, list) else []
    return {name: getattr(fetch, name) for name in _FETCH_FIELDS} | {
        "redirects": list(fetch.redirects),
        "robots_tags": list(fetch.robots_tags),
        "page_id": identify("page", fingerprint),
        "url_fingerprint": fingerprint,
        "host": host_of(fetch.url),
        "archive_path": fetch.archive.path if fetch.archive else None,
        "archive_offset": fetch.archive.offset if fetch.archive else None,
        "rule_version": RULE_VERSION if _was_read(found) else None,
        "articles": [_article(article, fetch, next(imprints)) for article in articles],
        "rejections": [asdict(found)] if isinstance(found, Rejection) else [],
    }


_FETCH_FIELDS = tuple(field.name for field in fields(Fetch) if field.name != "archive")
_ARTICLE_FIELDS = tuple(
    field.name for field in fields(Article) if field.name not in ("paragraphs", "keywords", "images")
)


def _was_read(extracted: list[Article] | Rejection | None) -> bool:
    return isinstance(extracted, list) or (extracted is not None and extracted.stage != "fetch")


def _storable(value: Any) -> Any:
    """`value` without lone surrogates, which JSON-LD ("\\ud800") and file names can hold and UTF-8 cannot."""
    if isinstance(value, str):
        return _SURROGATE.sub(_NO_CHARACTER, value)
    if isinstance(value, Mapping):
        return {key: _storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return value


def _readable(text: str) -> str:
    """`text` as UTF-8 can hold it; to encode it tells sooner than to look at each character."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub(_NO_CHARACTER, text)
    return text


_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"


def _article(article: Article, fetch: Fetch, imprint: Imprint) -> Row:
    url = _address(article, fetch)
    fingerprint = url_fingerprint(url)
    # A related article without a link of its own has only its headline to tell it from its page.
    own = article.role == "main" or article.url != fetch.url
    article_id = (
        identify("article", fingerprint) if own else identify("article", fingerprint, fold(article.headline))
    )
    return {name: getattr(article, name) for name in _ARTICLE_FIELDS} | {
        "article_id": article_id,
        "version_id": _version(article_id, article),
        "url": url,
        "url_fingerprint": fingerprint,
        "paragraphs": [{"kind": each.kind, "text": each.text} for each in article.paragraphs],
        "authors": list(article.authors),
        "keywords": [{"surface": each.surface, "folded": each.folded} for each in article.keywords],
        "images": [{"url": each.url, "caption": each.caption} for each in article.images],
        "provenance": [{"field": name, "rule": rule} for name, rule in sorted(article.provenance.items())],
        "text_fingerprint": imprint.fingerprint,
        "sketch": imprint.sketch.tolist(),
    }


def _address(article: Article, fetch: Fetch) -> str:
    """The publisher's own word for the address, as long as it speaks of its own house."""
    canonical = article.canonical_url
    if article.role != "main" or canonical is None:
        return article.url
    house, _, path = url_fingerprint(canonical).partition("/")
    # Templates that name the home page as every page's canonical address would make all articles one.
    return canonical if path and house == url_fingerprint(fetch.url).partition("/")[0] else article.url


def _version(article_id: str, article: Article) -> str:
    """The key of what the article says now. Equal words on another visit are the same version.

    "3 hours ago" reads as another minute on each visit, so a relative date is no part of it.
    """
    relative = "relative" in article.provenance.get("published_at", "")
    published = "" if relative or article.published_at is None else article.published_at.isoformat()
    return identify(
        "version",
        article_id,
        article.headline,
        *(paragraph.text for paragraph in article.paragraphs),
        published,
        *article.authors,
        article.source_credit or "",
    )


def fetch_ids_in(path: Path) -> set[str]:
    """The ids of the fetches of which a package has rows."""
    return set(pq.read_table(path, columns=["fetch_id"])["fetch_id"].to_pylist())


def package_id_of(path: Path) -> str:
    """The id that a package says it has; "" if it says none, or is damaged so that it cannot."""
    try:
        metadata: dict[bytes, bytes] = pq.read_metadata(path).metadata or {}
    except (OSError, pa.ArrowException):
        return ""
    return metadata.get(b"warraq.package_id", b"").decode("ascii", "replace")
