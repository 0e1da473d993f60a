"""Keep every byte that comes, as WARC 1.1 (ISO 28500:2017), and find it again."""

from __future__ import annotations

import base64
import codecs
import fcntl
import hashlib
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self
from uuid import uuid4

from tasks.crawl.answer import Answer, Headers
from tasks.crawl.coding import BadCoding, decode_body
from tasks.crawl.fetch_log import line_of, read_whole_lines
from tasks.crawl.records import MOST_BYTES, ArchiveFile, OutOfReach, Record, open_archive
from tasks.model import ArchiveReference, Fetch

_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

# What a record says of an answer that broke off (6.3 of the standard).
_TRUNCATED = {"too_large": "length", "timeout": "time", "cut_short": "disconnect"}


class NotInArchive(LookupError):
    """There is no response at this place of the archive; the message names it."""


class ArchiveOutOfReach(NotInArchive):
    """Object storage did not give an archive that may well have it; the message is a sentence."""


class ArchiveInUse(RuntimeError):
    """Another process is writing this batch."""


def read_body(data_folder: Path, reference: ArchiveReference) -> bytes:
    """The decoded body of an archived response, of 64 MiB at most.

    Raises NotInArchive (ArchiveOutOfReach, where another try may find it), and coding.TooLarge or
    coding.BadCoding for a body that the crawl refused as well.
    """
    path = reference.path
    address = path if "://" in path else (data_folder / path).absolute().as_uri()
    try:
        with open_archive(address) as file:
            record = ArchiveFile(file).record(reference.offset)
    except OutOfReach as error:
        raise ArchiveOutOfReach(str(error)) from error
    except (OSError, ValueError) as error:  # BadRecord is a ValueError
        raise NotInArchive(f"no response at byte {reference.offset} of {path}: {error}") from error
    if record.kind not in BODIES:
        raise NotInArchive(f"no response at byte {reference.offset} of {path}, but a {record.kind}")
    return body_of(record)


def body_of(record: Record) -> bytes:
    """The decoded body of a record. Raises coding.TooLarge and coding.BadCoding."""
    content = record.headers.get("content-encoding", "")
    transfer = record.headers.get("transfer-encoding", "")  # of which "chunked" is undone
    codings = f"{content}, {transfer}" if transfer else content
    try:
        return _undone(record.payload, codings, others=[content, content.partition(",")[0]])
    except BadCoding:
        # Common Crawl until 2018, and others, kept unpacked bodies below the headers of packed ones.
        if record.payload[:64].removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
            return record.payload
        raise


def _undone(payload: bytes, codings: str, *, others: Sequence[str]) -> bytes:
    """The payload decoded by its codings, or by the first of `others` that it bears.

    Some crawlers undid a transfer coding and left its header, and some servers name a coding twice.
    """
    try:
        return decode_body(payload, codings, limit=MOST_BYTES)
    except BadCoding:
        for other in dict.fromkeys(others):
            if other not in ("", codings):
                with suppress(BadCoding):
                    return decode_body(payload, other, limit=MOST_BYTES)
        raise


BODIES = ("response", "resource", "conversion")
"""Kinds of the records that hold a body."""


def archive_files(data_folder: Path, run_id: str, batch: str = "*") -> list[Path]:
    """Archive files of a run (or of one batch), wherever midnight put them, each batch's in their order."""
    found = (data_folder / "archive").glob(f"*/*/*/{run_id}-{batch}.warc.gz")
    parts = (data_folder / "archive").glob(f"*/*/*/{run_id}-{batch}.[0-9]*.warc.gz")
    return sorted({*found, *parts}, key=_part_key)


def _part_key(path: Path) -> tuple[str, int]:
    name, _, part = path.name.removesuffix(".warc.gz").rpartition(".")
    return (name, int(part)) if name and part.isdecimal() else (path.name.removesuffix(".warc.gz"), 1)


class ArchiveWriter:
    """One batch's archive and the log beside it; enter to open, leave to close.

    `archive/YYYY/MM/DD/<run_id>-<batch>.warc.gz` has one gzip member a record, and
    `<run_id>-<batch>.fetches.jsonl` one line a Fetch, written after its records. An archive that has reached
    `most_bytes` is gone on with in `<run_id>-<batch>.2.warc.gz`, and so on. A batch that exists is gone on
    with too: what a killed process left half-written is cut off, and `fetches` holds what its log has.
    """

    def __init__(
        self,
        data_folder: Path,
        run_id: str,
        batch: str,
        *,
        about: dict[str, str] | None = None,
        most_bytes: int = 1 << 30,
    ) -> None:
        """`about`: fields of the warcinfo record beside software and format ("isPartOf", …)."""
        for name in (run_id, batch):
            if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", name):
                raise ValueError(f"not fit for a file name: {name!r}")
        self.fetches: list[Fetch] = []
        self._data_folder = data_folder
        self._name = f"{run_id}-{batch}"
        parts = archive_files(data_folder, run_id, batch)
        today = data_folder / "archive" / datetime.now(UTC).strftime("%Y/%m/%d") / f"{self._name}.warc.gz"
        self._path = parts[-1] if parts else today
        self._part = max(1, len(parts))
        self._log_path = (parts[0] if parts else today).with_name(f"{self._name}.fetches.jsonl")
        self._about = about or {}
        self._most_bytes = most_bytes
        self._payloads: dict[bytes, _Kept] = {}

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._log = self._log_path.open("ab")
        try:
            fcntl.flock(self._log, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._log.close()
            raise ArchiveInUse(f"another process is writing {self._log_path}") from None
        try:
            if self._path.exists():
                self.fetches = _repair(self._path, self._data_folder, self._log_path)
            self._open()
        except BaseException:
            self._log.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            # What is loaded must be in the archive, whatever happens to the machine; the loads come after.
            _close_on_disk(self._file)
            self._log.flush()
            os.fsync(self._log.fileno())
        finally:
            self._log.close()  # and with it the lock

    def write_answer(self, answer: Answer, *, body_sha256: str | None = None) -> ArchiveReference | None:
        """Keep the request and the answer to it; None if nothing came that could be kept.

        The reference is to a payload that the batch already has, if it is the very same: what is written
        then is a revisit record.
        """
        if answer.status is None:
            return None
        payload_sha1 = hashlib.sha1(answer.payload, usedforsecurity=False).digest()
        fields = _fields(answer, body_sha256)
        if answer.reason:
            fields["WARC-Truncated"] = _TRUNCATED.get(answer.reason, "unspecified")
        if answer.reason or not answer.payload or not 200 <= answer.status < 300:
            return self._write_pair("response", answer, fields, answer.payload, payload_sha1)

        key = payload_sha1 + (answer.header("Content-Encoding") or "").encode("latin-1")
        kept = self._payloads.get(key)
        if kept is not None:
            fields["WARC-Profile"] = _SAME_PAYLOAD
            fields["WARC-Refers-To"] = kept.record_id
            fields["WARC-Refers-To-Target-URI"] = kept.url
            fields["WARC-Refers-To-Date"] = kept.date
            self._write_pair("revisit", answer, fields, b"", payload_sha1)
            return kept.reference
        reference = self._write_pair("response", answer, fields, answer.payload, payload_sha1)
        if len(self._payloads) == _PAYLOADS_REMEMBERED:
            del self._payloads[next(iter(self._payloads))]
        self._payloads[key] = _Kept(answer.url, fields["WARC-Date"], fields["WARC-Record-ID"], reference)
        return reference

    def write_revisit(self, answer: Answer, *, body_sha256: str | None = None) -> None:
        """Keep the headers of an answer whose body is as it was the last time, without the body."""
        fields = _fields(answer, body_sha256)
        if answer.status == 304:
            fields["WARC-Profile"] = _NOT_MODIFIED
            self._write_pair("revisit", answer, fields, b"", None)
            return
        fields["WARC-Profile"] = _SAME_PAYLOAD
        fields["WARC-Refers-To-Target-URI"] = answer.url
        payload_sha1 = hashlib.sha1(answer.payload, usedforsecurity=False).digest()
        self._write_pair("revisit", answer, fields, b"", payload_sha1)

    def write_withheld(self, answer: Answer) -> None:
        """Keep the request and the headers of an answer whose body must not be kept."""
        fields = _fields(answer, None) | {"WARC-Truncated": "unspecified"}
        self._write_pair("response", answer, fields, b"", None)

    def write_page(
        self, url: str, body: bytes, at: datetime, content_type: str | None = None
    ) -> ArchiveReference:
        """Keep a body that came otherwise than by HTTP (a saved page): a resource record."""
        self._go_on_in_new_file()
        reference = ArchiveReference(self._relative_path, self._size)
        url = re.sub(_LINE_ENDS, " ", url)  # of somebody else's archive
        fields = {"WARC-Target-URI": url, "WARC-Date": _warc_date(at), "WARC-Record-ID": _new_id()}
        content_type = re.sub(r"[\r\n]+", " ", content_type or "application/octet-stream")
        self._write(_record("resource", fields, content_type, b"", body, level=6))
        return reference

    def log(self, fetch: Fetch) -> None:
        """Say that `fetch` is done. Its records and the line outlast the process from here on.

        Should the machine lose power before the batch ends, what had not reached the disk is cut off when the
        batch is gone on with, and asked for again: to wait for the disk after each page would cost more.
        """
        self._file.flush()
        self._log.write(line_of(fetch))
        self._log.flush()
        self.fetches.append(fetch)

    def _write_pair(
        self, kind: str, answer: Answer, fields: dict[str, str], payload: bytes, payload_sha1: bytes | None
    ) -> ArchiveReference:
        self._go_on_in_new_file()
        reference = ArchiveReference(self._relative_path, self._size)
        if payload_sha1 is not None:
            fields["WARC-Payload-Digest"] = _digest(payload_sha1)
        head = _head(f"HTTP/1.1 {answer.status} {answer.phrase}".rstrip(), _without_framing(answer.headers))
        # What came packed is not made smaller by packing it again; and while 16 MiB are packed well, all
        # other hosts would wait for a second and a half.
        level = 1 if answer.header("Content-Encoding") or len(payload) > _LARGE else 6
        response = _record(kind, fields, "application/http; msgtype=response", head, payload, level=level)
        asked = {
            "WARC-Target-URI": answer.url,
            "WARC-Date": fields["WARC-Date"],
            "WARC-Record-ID": _new_id(),
            "WARC-Concurrent-To": fields["WARC-Record-ID"],
        }
        head = _head(f"GET {_target(answer.url)} HTTP/1.1", answer.request_headers)
        request = _record("request", asked, "application/http; msgtype=request", head, b"", level=1)
        self._write(response + request)
        return reference

    def _write(self, records: bytes) -> None:
        self._file.write(records)
        self._size += len(records)

    def _go_on_in_new_file(self) -> None:
        if self._size < self._most_bytes:
            return
        _close_on_disk(self._file)
        self._part += 1
        self._path = self._log_path.with_name(f"{self._name}.{self._part}.warc.gz")
        self._open()

    def _open(self) -> None:
        self._file: BinaryIO = self._path.open("ab")
        self._size = self._path.stat().st_size
        self._relative_path = self._path.relative_to(self._data_folder).as_posix()
        if self._size:
            return
        about = {
            "software": "Warraq",
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            **self._about,
        }
        lines = "".join(f"{name}: {re.sub(_LINE_ENDS, ' ', value)}\r\n" for name, value in about.items())
        fields = {
            "WARC-Filename": self._path.name,
            "WARC-Date": _warc_date(datetime.now(UTC)),
            "WARC-Record-ID": _new_id(),
        }
        self._write(_record("warcinfo", fields, "application/warc-fields", b"", lines.encode(), level=6))


def _close_on_disk(file: BinaryIO) -> None:
    """Close a file once all of it has reached the disk, and would outlast a loss of power."""
    with file:
        file.flush()
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class _Kept:
    """A payload that the batch has, for others that are the same."""

    url: str
    date: str
    record_id: str
    reference: ArchiveReference


_PAYLOADS_REMEMBERED = 4096
_LARGE = 1024 * 1024  # bytes
_LINE_ENDS = r"[\r\n]+"


def _record(
    kind: str, fields: Mapping[str, str], content_type: str, head: bytes, payload: bytes, *, level: int
) -> bytes:
    """One record as one gzip member; its block is `head` and `payload`."""
    block_sha1 = hashlib.sha1(head, usedforsecurity=False)
    block_sha1.update(payload)
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    record_head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\n{lines}WARC-Block-Digest: {_digest(block_sha1.digest())}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(head) + len(payload)}\r\n\r\n"
    )
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    packed = packer.compress(b"%b%b%b\r\n\r\n" % (record_head.encode(), head, payload))
    return packed + packer.flush()


def _head(first_line: str, headers: Headers) -> bytes:
    """The head of an HTTP message, byte for byte. HTTP/2 can carry line ends in a value: no new headers."""
    lines = b"".join(
        b"%b: %b\r\n" % (name, value if _IN_LINE(value) else re.sub(rb"[\r\n]+", b" ", value))
        for name, value in headers
    )
    return b"%b\r\n%b\r\n" % (re.sub(_LINE_ENDS, " ", first_line).encode("latin-1"), lines)


_IN_LINE = re.compile(rb"[^\r\n]*").fullmatch


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _fields(answer: Answer, body_sha256: str | None) -> dict[str, str]:
    fields = {
        "WARC-Target-URI": answer.url,
        "WARC-Date": _warc_date(answer.requested_at),
        "WARC-Record-ID": _new_id(),
    }
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


def _target(url: str) -> str:
    return "/" + url.split("/", 3)[3]  # canonical URLs have a path


def _warc_date(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _digest(sha1: bytes) -> str:
    return f"sha1:{base64.b32encode(sha1).decode()}"


def _repair(path: Path, data_folder: Path, log_path: Path) -> list[Fetch]:
    """Cut what was half-written off the last archive file and the log; the fetches whose records stay."""
    whole = _end_of_whole_members(path)
    if whole < path.stat().st_size:
        os.truncate(path, whole)
    here = path.relative_to(data_folder).as_posix()
    fetches = []
    log_end = 0
    for fetch, end in read_whole_lines(log_path):
        if fetch.archive and fetch.archive.path == here and fetch.archive.offset >= whole:
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
                    while decoder.unconsumed_tail and not decoder.eof:  # at the end it keeps what follows
                        decoder.decompress(decoder.unconsumed_tail, 1 << 20)
                except zlib.error:
                    return end
                position += len(data) - len(decoder.unused_data)
                data = decoder.unused_data
                if decoder.eof:
                    end = position
                    decoder = zlib.decompressobj(wbits=31)
    return end
