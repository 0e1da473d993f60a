"""Read the rows of a JSONL or Parquet file as pages."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO, cast

import pyarrow as pa
import pyarrow.parquet as pq

from tasks.crawl.records import open_archive
from tasks.crawl.url import NOT_IN_ADDRESSES, is_page_address

_BODY_FIELDS = ("html", "raw_html", "text", "content", "raw_content")  # the first that there is
_TITLE_FIELDS = ("title", "headline")  # of a text; a page has its own
_LONGEST_TITLE = 500  # characters
_DATE_FIELDS = ("fetched_at", "crawl_date", "date_download", "warc_date", "date", "timestamp")


@dataclass(frozen=True, slots=True)
class RowPage:
    """A page of a JSONL or Parquet file; `place` is the number of its line or row, from 1."""

    place: int
    url: str
    body: bytes
    fetched_at: datetime | None
    content_type: str | None
    problem: str | None = None


def row_pages(address: str, *, is_named_parquet: bool = False) -> Iterator[RowPage]:
    """The rows of a JSONL (packed or not) or Parquet file, one after another. Raises OutOfReach.

    A row has `url` and one of html, raw_html, text, content, raw_content; it may have content_type, of a text
    title or headline, and one of fetched_at, crawl_date, date_download, warc_date, date, timestamp. One that
    cannot be read, and the place where a file breaks off, has its `problem`.
    """
    number = strange = 0
    try:
        with open_archive(address) as file:
            rows: Iterable[tuple[int, Any]] = (
                _parquet_rows(file)
                if _is_parquet(file, is_named_parquet)
                else enumerate(_lines(file, address), start=1)
            )
            for number, row in rows:
                page = _row_page(number, row, address)
                if page is None:
                    continue
                # A file of something else has millions of lines, too.
                if strange >= 0:
                    strange = -1 if page.problem is None or _is_object(row) else strange + 1
                if strange > _STRANGE_LINES_THAT_TELL:
                    told = f"None of the first {strange - 1} lines is an object: the file is not read on."
                    yield _bad_row(number, address, told)
                    return
                yield page
    except (OSError, EOFError, ValueError, zlib.error, pa.ArrowException) as error:
        yield _bad_row(number + 1, address, f"The file cannot be read on from here: {error!r}")


_STRANGE_LINES_THAT_TELL = 100


def _is_object(row: Any) -> bool:
    if not isinstance(row, bytes):  # of a table, where even one that cannot be read is a row
        return True
    try:
        return isinstance(json.loads(row), dict)
    except (ValueError, RecursionError):
        return False


def _is_parquet(file: BinaryIO, is_named_so: bool) -> bool:
    """As its first bytes say, or, where they say nothing, its name."""
    head = file.read(64)
    file.seek(0)
    return head.startswith(b"PAR1") or (
        is_named_so and not head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")
    )


def _lines(file: BinaryIO, address: str) -> Iterator[bytes | Exception]:
    stream: Any = file
    packed = _packed_as(address, file.read(4))
    file.seek(0)
    if packed == ".gz":
        stream = gzip.GzipFile(fileobj=file)
    elif packed == ".zst":
        # zstandard's own reader takes a frame that was cut short for a whole one.
        stream = io.BufferedReader(pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"))
    while line := stream.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield ValueError(f"the line has more than {_LONGEST_LINE >> 20} MiB")
        else:
            yield line


_LONGEST_LINE = 64 * 1024 * 1024


def _packed_as(address: str, head: bytes) -> str:
    """Its ending, or "" for none: as the first bytes say, or, where they are damaged, the name."""
    if found := next((ending for magic, ending in _PACKED.items() if head.startswith(magic)), None):
        return found
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):  # what was unpacked on its way here
        return ""
    return next((ending for ending in _PACKED.values() if address.lower().endswith(ending)), "")


_PACKED = {b"\x1f\x8b": ".gz", b"\x28\xb5\x2f\xfd": ".zst"}


def _parquet_rows(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any] | Exception]]:
    """Rows by their numbers, from 1; what cannot be read of a row group is one of them."""
    # Otherwise a whole row group is held.
    parquet = pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
    names = {"url", "content_type", *_BODY_FIELDS, *_TITLE_FIELDS, *_DATE_FIELDS} & set(
        parquet.schema_arrow.names
    )
    if "url" not in names or not names.intersection(_BODY_FIELDS):
        raise ValueError(f"it has no column url, or none of {', '.join(_BODY_FIELDS)}")
    before = 0
    for group in range(parquet.num_row_groups):
        number = before
        try:
            for rows in _batches_of(parquet, group, sorted(names)):
                for row in rows:
                    number += 1
                    yield number, row
        except (OSError, pa.ArrowException) as error:
            yield number + 1, ValueError(f"row group {group} cannot be read on from here: {error}")
        before += parquet.metadata.row_group(group).num_rows


def _batches_of(parquet: Any, group: int, names: list[str]) -> Iterator[list[dict[str, Any] | Exception]]:
    told = parquet.metadata.row_group(group)
    most = max(1, min(64, _BYTES_OF_ROWS * told.num_rows // max(1, told.total_byte_size)))
    # One column has nearly all bytes, and each thread keeps memory of its own.
    for batch in parquet.iter_batches(batch_size=most, row_groups=[group], columns=names, use_threads=False):
        columns = [_in_known_time(column) for column in batch.columns]
        rows = pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
        try:
            yield rows.to_pylist()
        except _NO_VALUE:  # a text that is no UTF-8 takes none of the others along
            yield [_row_at(rows, at) for at in range(rows.num_rows)]


_BYTES_OF_ROWS = 16 << 20  # that are held at once, unless a single one has more


def _row_at(rows: pa.RecordBatch, at: int) -> dict[str, Any] | Exception:
    try:
        return cast(dict[str, Any], rows.slice(at, 1).to_pylist()[0])
    except _NO_VALUE as error:
        return error


_NO_VALUE = (ValueError, OverflowError, pa.ArrowException)  # of Python's


def _in_known_time(column: pa.Array) -> pa.Array:
    """Nanoseconds have no place in Python's times, and zones may have names that nobody here knows."""
    if not pa.types.is_timestamp(column.type):
        return column
    unit = "us" if column.type.unit == "ns" else column.type.unit
    return column.cast(pa.timestamp(unit, column.type.tz and "UTC"), safe=False)


def _row_page(number: int, row: Any, address: str) -> RowPage | None:
    try:
        if isinstance(row, Exception):
            raise row
        if isinstance(row, bytes):
            if not row.strip():
                return None
            row = json.loads(row)
        url = row.get("url")
        if (
            not isinstance(url, str)
            or NOT_IN_ADDRESSES.search(url := url.strip())
            or not is_page_address(url)
        ):
            raise ValueError(f"url is {url!r}")
        told = {name: row[name] for name in _BODY_FIELDS if row.get(name) is not None}
        name = next((name for name in told if told[name]), next(iter(told), ""))
        body = told.get(name)
        if not isinstance(body, str | bytes):
            raise ValueError(f"none of {', '.join(_BODY_FIELDS)} holds a page")
        kind = row.get("content_type")
        if not isinstance(kind, str | None):
            raise ValueError(f"content_type is {kind!r}")
        if kind is None and name not in ("html", "raw_html"):
            kind = "text/plain; charset=utf-8"
            body = _below_its_title(body, row)
        elif isinstance(body, str):
            # A text is Unicode by now, whatever charset its page declares.
            kind = f"{(kind or 'text/html').partition(';')[0]}; charset=utf-8"
        at = next((row[name] for name in _DATE_FIELDS if not _is_missing(row.get(name))), None)
        return RowPage(
            number,
            url,
            body.encode("utf-8", "replace") if isinstance(body, str) else body,
            _date(at),
            kind,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        # The whole row is part of what an error of its charset is.
        problem = str(error) if isinstance(error, UnicodeError) else repr(error)
        return _bad_row(number, address, f'{problem}. Expected {{"url": "https://…", "html": "…"}}.')


def _below_its_title(text: str | bytes, row: Mapping[str, Any]) -> str | bytes:
    """A text as a page would show it: its row's title above it, where it does not begin with that."""
    title = next((row[name] for name in _TITLE_FIELDS if isinstance(row.get(name), str)), "")
    title = " ".join(title.split())
    if (
        not title
        or len(title) > _LONGEST_TITLE
        or not isinstance(text, str)
        or text.lstrip().startswith(title)
    ):
        return text
    return f"{title}\n\n{text}"


def _is_missing(date: Any) -> bool:
    """None, or what tables that had no None wrote for it: "" and NaN."""
    return date is None or date == "" or date != date


def _date(value: Any) -> datetime | None:
    if value is None or _YEAR.fullmatch(str(value)):
        return None
    if isinstance(value, str) and _EPOCH.fullmatch(value):
        value = int(value)
    if isinstance(value, str):
        value = _date_in(value)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = datetime.fromtimestamp(value / 1000 if abs(value) >= _IN_MILLISECONDS else value, UTC)
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        raise ValueError(f"no date: {value!r}")
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _date_in(text: str) -> datetime:
    if _RUN_TOGETHER.fullmatch(text):
        return datetime.strptime(f"{text}Z", "%Y%m%d%H%M%S%z")
    try:
        return datetime.fromisoformat(text.removesuffix(" UTC"))  # as BigQuery writes it
    except ValueError:
        with suppress(ValueError):
            return parsedate_to_datetime(text)  # "Fri, 20 Nov 2026 08:00:00 GMT", as HTTP and feeds have it
        raise


# A year or a month says of the text when it is of; to take its beginning for the time of the fetch would make
# what was published later in it a page of the future.
_YEAR = re.compile("[12][0-9]{3}(-[01][0-9])?")
_EPOCH = re.compile("[0-9]{10}|[0-9]{13}")
_RUN_TOGETHER = re.compile("[0-9]{14}")  # "20231120080000", as indexes of archives write it
_IN_MILLISECONDS = 100_000_000_000  # as seconds, the year 5138


def _bad_row(number: int, address: str, problem: str) -> RowPage:
    return RowPage(number, f"{address}#{number}", b"", None, None, f"Row {number}: {problem}"[:1000])
