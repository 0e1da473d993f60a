"""Keep every byte that comes, as WARC 1.1 (ISO 28500:2017), and find it again."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import os
import re
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.crawl.coding import decode_body
from tasks.crawl.fetch_log import line_of, read_whole_lines
from tasks.crawl.http import Answer, Headers
from tasks.model import ArchiveReference, Fetch

_MOST_DECODED = 64 * 1024 * 1024  # bytes; above every bound that a crawl can be set to

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

# What a record says of an answer that broke off (6.3 of the standard).
_TRUNCATED = {"too_large": "length", "timeout": "time", "cut_short": "disconnect"}


class NotInArchive(LookupError):
    """There is no response at this place of the archive; the message names it."""


class ArchiveInUse(RuntimeError):
    """Another process is writing this batch."""


def read_body(data_folder: Path, reference: ArchiveReference) -> bytes:
    """The decoded body of an archived response, of 64 MiB at most.

    Raises NotInArchive, and coding.TooLarge or coding.BadCoding for a body that the crawl refused as well.
    """
    path = data_folder / reference.path
    try:
        with path.open("rb") as file:
            file.seek(reference.offset)
            record = next(ArchiveIterator(file, no_record_parse=False), None)
            if record is None or record.rec_type not in ("response", "resource"):
                raise NotInArchive(f"no response at byte {reference.offset} of {path}")
            payload = record.raw_stream.read()
            headers = record.http_headers
    except (FileNotFoundError, ArchiveLoadFailed) as error:
        raise NotInArchive(f"no response at byte {reference.offset} of {path}: {error}") from error
    coding = headers.get_header("Content-Encoding") if headers else None
    return decode_body(payload, coding, limit=_MOST_DECODED)


def archive_files(data_folder: Path, run_id: str, batch: str = "*") -> list[Path]:
    """Archive files of a run (or of one batch), wherever midnight put them."""
    return sorted((data_folder / "archive").glob(f"*/*/*/{run_id}-{batch}.warc.gz"))


class ArchiveWriter:
    """One batch's archive file and the log beside it; enter to open, leave to close.

    `archive/YYYY/MM/DD/<run_id>-<batch>.warc.gz` has one gzip member a record, and
    `<run_id>-<batch>.fetches.jsonl` one line a Fetch, written after its records. A batch that exists is gone
    on with: what a killed process left half-written is cut off, and `fetches` holds what its log has.
    """

    def __init__(
        self, data_folder: Path, run_id: str, batch: str, *, about: dict[str, str] | None = None
    ) -> None:
        """`about`: fields of the warcinfo record beside software and format ("isPartOf", …)."""
        for name in (run_id, batch):
            if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", name):
                raise ValueError(f"not fit for a file name: {name!r}")
        existing = archive_files(data_folder, run_id, batch)
        today = data_folder / "archive" / datetime.now(UTC).strftime("%Y/%m/%d") / f"{run_id}-{batch}.warc.gz"
        self.path = existing[0] if existing else today
        self.log_path = self.path.with_name(f"{run_id}-{batch}.fetches.jsonl")
        self.fetches: list[Fetch] = []
        self._relative_path = self.path.relative_to(data_folder).as_posix()
        self._about = about or {}

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._log = self.log_path.open("ab")
        try:
            fcntl.flock(self._log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._log.close()
            raise ArchiveInUse(f"another process is writing {self.log_path}") from None
        if self.path.exists():
            self.fetches = _repair(self.path, self.log_path)
        self._file: BinaryIO = self.path.open("ab")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="WARC/1.1")
        if self.path.stat().st_size == 0:
            fields = {
                "software": "Warraq",
                "format": "WARC File Format 1.1",
                "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
                **self._about,
            }
            self._writer.write_record(self._writer.create_warcinfo_record(self.path.name, fields))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._log.close()  # and with it the lock

    def write_answer(self, answer: Answer, *, body_sha256: str | None = None) -> ArchiveReference | None:
        """Keep the request and the answer to it; None if nothing came that could be kept."""
        if answer.status is None:
            return None
        fields = _fields(answer, body_sha256)
        if answer.reason:
            fields["WARC-Truncated"] = _TRUNCATED.get(answer.reason, "unspecified")
        return self._write_pair("response", answer, fields, answer.payload)

    def write_revisit(self, answer: Answer, *, body_sha256: str | None = None) -> None:
        """Keep the headers of an answer whose body is as it was, without the body."""
        profile = _NOT_MODIFIED if answer.status == 304 else _SAME_PAYLOAD
        fields = {"WARC-Profile": profile, **_fields(answer, body_sha256)}
        if answer.status != 304:
            fields["WARC-Payload-Digest"] = _digest(answer.payload)
        self._write_pair("revisit", answer, fields, b"")

    def write_page(
        self, url: str, body: bytes, at: datetime, content_type: str | None = None
    ) -> ArchiveReference:
        """Keep a body that came otherwise than by HTTP (a saved page): a resource record."""
        offset = self._file.tell()
        record = self._writer.create_warc_record(
            url,
            "resource",
            payload=BytesIO(body),
            length=len(body),
            warc_content_type=content_type or "application/octet-stream",
            warc_headers_dict={"WARC-Date": _warc_date(at)},
        )
        self._writer.write_record(record)
        return ArchiveReference(self._relative_path, offset)

    def log(self, fetch: Fetch) -> None:
        """Say that `fetch` is done. Its records are on disk when this returns, and so is the line."""
        self._file.flush()
        self._log.write(line_of(fetch))
        self._log.flush()
        self.fetches.append(fetch)

    def _write_pair(
        self, kind: str, answer: Answer, fields: dict[str, str], payload: bytes
    ) -> ArchiveReference:
        offset = self._file.tell()
        status_line = f"{answer.status} {answer.phrase}".rstrip()
        response = self._writer.create_warc_record(
            answer.url,
            kind,
            payload=BytesIO(payload),
            length=len(payload),
            http_headers=_AsSent(status_line, _as_text(_without_framing(answer.headers)), "HTTP/1.1"),
            warc_headers_dict=fields,
        )
        request_line = f"GET {_target(answer.url)} HTTP/1.1"
        request = self._writer.create_warc_record(
            answer.url,
            "request",
            http_headers=_AsSent(request_line, _as_text(answer.request_headers), is_http_request=True),
        )
        self._writer.write_request_response_pair(request, response)
        return ArchiveReference(self._relative_path, offset)


class _AsSent(StatusAndHeaders):  # type: ignore[misc]
    """Headers byte for byte; warcio would rewrite what is not ASCII."""

    def to_ascii_bytes(self, filter_func: Any = None) -> bytes:
        return bytes(self.to_str(filter_func).encode("latin-1") + b"\r\n")


def _fields(answer: Answer, body_sha256: str | None) -> dict[str, str]:
    fields = {"WARC-Date": _warc_date(answer.requested_at)}
    if answer.ip:
        fields["WARC-IP-Address"] = answer.ip
    if answer.http_version == "HTTP/2":
        fields["WARC-Protocol"] = "h2"
    if body_sha256:
        # The payload digest is of the body as sent; this one knows a body again that was compressed anew.
        fields["WARC-Decoded-Body-Digest"] = f"sha256:{body_sha256}"
    return fields


def _without_framing(headers: Headers) -> Headers:
    """Headers that fit the payload beside them: the chunks are put together before it is kept."""
    return tuple(
        (b"X-Sent-" + name if name.lower() == b"transfer-encoding" else name, value)
        for name, value in headers
    )


def _as_text(headers: Headers) -> list[tuple[str, str]]:
    # HTTP/2 can carry line ends in a value; in a record they would begin a new header.
    return [
        (name.decode("latin-1"), re.sub(r"[\r\n]+", " ", value.decode("latin-1"))) for name, value in headers
    ]


def _target(url: str) -> str:
    return "/" + url.split("/", 3)[3]  # canonical URLs have a path


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _digest(payload: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()


def _repair(path: Path, log_path: Path) -> list[Fetch]:
    """Cut what was half-written off both files; the fetches that stay are those whose records stay."""
    whole = _end_of_whole_members(path)
    if whole < path.stat().st_size:
        os.truncate(path, whole)
    fetches = []
    log_end = 0
    for fetch, end in read_whole_lines(log_path):
        if fetch.archive and fetch.archive.offset >= whole:
            break  # the line reached the disk and its record did not: a machine that lost power
        fetches.append(fetch)
        log_end = end
    if log_end < log_path.stat().st_size:
        os.truncate(log_path, log_end)
    return fetches


def _end_of_whole_members(path: Path) -> int:
    """Where the last complete gzip member of a file ends."""
    end = position = 0
    decoder: Any = zlib.decompressobj(wbits=31)
    with path.open("rb") as file:
        while data := file.read(65536):
            while data:
                try:
                    decoder.decompress(data, 1 << 20)
                    while decoder.unconsumed_tail:
                        decoder.decompress(decoder.unconsumed_tail, 1 << 20)
                except zlib.error:
                    return end
                position += len(data) - len(decoder.unused_data)
                data = decoder.unused_data
                if decoder.eof:
                    end = position
                    decoder = zlib.decompressobj(wbits=31)
    return end
