"""Read WARC and WET files of any maker: each record with its place, whatever is wrong beside it.

A file can be read from any byte on, so that many can share one: where a record begins is found by what a
record must begin with (each is a gzip member or a Zstandard frame of its own, as the standard recommends in
annex D, or follows an empty line). FastWARC and warcio read a file from its beginning and end where it is
damaged; FastWARC takes a record that was cut short for a whole one. Bounded: no more of a record than
64 MiB is held, whatever it claims or unpacks to.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast
from urllib.parse import unquote_to_bytes, urlsplit

import fsspec
import zstandard
from isal import isal_zlib

MOST_BYTES = 64 * 1024 * 1024  # of a record, unpacked; above every bound that a crawl can be set to

Coding = Literal["gzip", "zstd", "none"]

_MAGIC: dict[Coding, bytes] = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd", "none": b"WARC/"}
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # a first frame with the dictionary of all others (IIPC, WARC-zstd)
_STEP = 64 * 1024
_BUFFER = 256 * 1024
_ZSTD_STEP = 8 * 1024  # a decoder without a bound of its own: so little cannot become much
_ZSTD_WINDOW = 128 * 1024 * 1024
_LONGEST_BLOCK = 128 * 1024  # of Zstandard (RFC 8878, 3.1.1.2.4)
_LONGEST_HEAD = 64 * 1024
_LONGEST_MARK = 32  # bytes of two line ends and a record's first line
_LONGEST_LOSS = 256 * 1024  # bytes at a file's beginning that may be no record's
_MEMBERS_THAT_TELL = 3
_SCHEMES = ("file", "s3")
_BROKEN = (cast(type[Exception], isal_zlib.error), zstandard.ZstdError)  # its types say an instance


class OutOfReach(Exception):
    """Object storage did not give what it was asked for, which says nothing of the file; a sentence."""


class BadRecord(ValueError):
    """No record, or not a whole one. `reason` is a slug, the message a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was written. Names of fields and headers are in lower case."""

    kind: str  # response | resource | conversion | revisit | request | warcinfo | metadata …
    fields: Mapping[str, str]
    status: int | None  # of an HTTP response
    headers: Mapping[str, str]  # of an HTTP message
    payload: bytes  # the block; of an HTTP message the body as sent, without its chunks

    @property
    def url(self) -> str:
        return self.fields.get("warc-target-uri", "").strip("<>")  # wget 1.x writes <http://…>

    @property
    def at(self) -> datetime | None:
        date = self.fields.get("warc-date", "")
        if len(date) in (len("2026"), len("2026-11")):
            date += "-01-01"[len(date) - len("2026") :]
        try:
            at = datetime.fromisoformat(date)
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        except (ValueError, OverflowError):  # "0001-01-01T00:00:00+05:00" lies before all that is UTC
            return None


@dataclass(frozen=True, slots=True)
class Placed:
    """What begins at a byte of a file: a record, or what is wrong there."""

    offset: int
    record: Record | BadRecord


def open_archive(address: str) -> BinaryIO:
    """Open a `file:///…` or `s3://…` for reading from any place; OSError or OutOfReach if it cannot be.

    Raises ValueError for another scheme: an archive is never read over the open web.
    """
    scheme = urlsplit(address).scheme
    if scheme not in _SCHEMES:
        raise ValueError(f"{address} is none of {', '.join(f'{name}://' for name in _SCHEMES)}.")
    if scheme == "file":
        path = path_of(address)
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise OSError(f"{path} is not a file.")
        return path.open("rb", buffering=_BUFFER)
    with reaching(address):
        # fsspec's own way with an address takes "::" in a name for a chain of them.
        file = fsspec.filesystem("s3").open(address.removeprefix("s3://"), "rb", block_size=1 << 20)
        # Without a buffer a line would be read byte by byte.
        return io.BufferedReader(_Remote(file, address), _BUFFER)


def is_gone(address: str) -> bool:
    """Whether there is no file at a `file:///…` or `s3://…`; one that could not be asked for is not gone."""
    try:
        if urlsplit(address).scheme == "file":
            path_of(address).stat()
            return False
        with reaching(address):
            # A listing that was kept from an earlier look would show what has gone since.
            storage = fsspec.filesystem("s3", use_listings_cache=False)
            return not storage.exists(address.removeprefix("s3://"))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, OutOfReach):
        return False


def path_of(address: str) -> Path:
    """The path in a `file:///…`, whatever bytes its names are of."""
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(address).path)))


def spelled_out(path: Path) -> Path:
    """The absolute path without "..", which are left where a link makes them lead elsewhere.

    What a page or file is known by is its address, and a folder may be named from anywhere.
    """
    path = path.absolute()
    plain = Path(os.path.normpath(path))
    try:
        return plain if plain.samefile(path) else path
    except OSError:  # not there: reading it will say so
        return path


def as_read(address: str) -> str:
    """An address as people read it: of a file of this machine its path, whatever bytes its names are of."""
    if not address.startswith("file:"):
        return address
    return os.fsencode(path_of(address)).decode("utf-8", "replace")


@contextmanager
def reaching(address: str) -> Iterator[None]:
    """Let what object storage, and the libraries between it and us, raise be OutOfReach."""
    try:
        yield
    except Exception as error:  # of several libraries, with no type in common
        told = " ".join(str(error).split())[:300].rstrip(".") or type(error).__name__
        hint = ": pip install 'warraq[s3]'" if isinstance(error, ImportError) else ""
        raise OutOfReach(
            f"{address} could not be read: {told}{hint}. Once that is mended start it again: it goes on "
            "where it was."
        ) from error


class _Remote(io.RawIOBase):
    """A file in object storage, whose faults are told from those of what is in it."""

    def __init__(self, file: Any, address: str) -> None:
        super().__init__()
        self._file = file
        self._address = address

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with reaching(self._address):
            given = self._file.read(len(buffer))
        buffer[: len(given)] = given
        return len(given)

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def close(self) -> None:
        self._file.close()
        super().close()


class ArchiveFile:
    """A WARC or WET file to be read from; enter `open_archive` and leave it to close the file under it.

    Raises BadRecord for a file that is no archive.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        coding = _coding_of(file)
        if coding is not None:
            self._take_for(coding)
        elif not any(self._has_record_as(coding) for coding in _MAGIC):
            raise BadRecord("not_an_archive", "The file begins with no WARC record, packed or not.")

    def _take_for(self, coding: Coding) -> None:
        self._coding = coding
        self._first = 0  # byte at which the records begin
        self._zstd: zstandard.ZstdDecompressor | None = None
        self._first_line = _FIRST_LINE
        if coding == "none" and _is_of_unix(self._file):
            self._first_line = _FIRST_LINE_OF_UNIX
        if coding == "zstd":
            dictionary, self._first = _read_dictionary(self._file)
            _refuse_without_dictionary(self._file, self._first, dictionary)
            data = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
            self._zstd = zstandard.ZstdDecompressor(dict_data=data, max_window_size=_ZSTD_WINDOW)

    def _has_record_as(self, coding: Coding) -> bool:
        """Whether a record begins near the beginning, which is lost."""
        self._take_for(coding)
        return self._find(0, _LONGEST_LOSS) is not None

    def is_in_one_piece(self) -> bool:
        """Whether records share members or frames, or lie over several: none can be found by its place.

        The first members tell; the file's description often has one of its own.
        """
        at = self._first
        for _ in range(0 if self._coding == "none" else _MEMBERS_THAT_TELL):
            data, after, _ = self._unpack(at, MOST_BYTES)
            end = _end_of(data)
            if end is None:
                return _NEXT.search(data) is not None
            if _begins_another(data, end):
                return True
            if after is None:
                return False
            if not self._begins(after):
                return len(data) < end and self._goes_on(after)
            at = after
        return False

    def records(self, start: int = 0, end: int | None = None) -> Iterator[Placed]:
        """The records that begin from `start` on and before `end`; what lies between is one BadRecord.

        A last record that was cut short is a BadRecord, too.
        """
        size = self._file.seek(0, 2)
        end = size if end is None else min(end, size)
        at = max(start, self._first)
        found = self._find(at, end)
        if start == 0 and found != at:
            yield Placed(at, self._what_is_wrong(at, "No record begins at the file's beginning."))
        while found is not None:
            data, after, is_cut = self._unpack(found, MOST_BYTES)
            after = None if after is None else min(after, size)  # whatever length the record gives
            try:
                record: Record | BadRecord = parse_record(data)
            except BadRecord as error:
                is_damaged = after is None and not is_cut and len(data) <= MOST_BYTES
                if is_cut and _end_of(data) is None:
                    record = _CUT_SHORT
                elif is_damaged and self._coding != "none":
                    told = f"The record is damaged: it cannot be unpacked beyond its first {len(data)} bytes."
                    record = BadRecord("malformed_record", told)
                else:
                    record = error
            if self._coding == "none" and after is not None and not self._begins(after):
                # Where it ends, only its length says; a record that begins before that says otherwise.
                inside = self._find(found + 1, min(after, size))
                if inside is not None:
                    record = BadRecord("malformed_record", f"Another record begins in it, at byte {inside}.")
                    after = inside
            yield Placed(found, record)
            ends = None if self._coding == "none" else _end_of(data)
            if ends is not None and _begins_another(data, ends):
                told = f"Of the records that are packed together at byte {found} only the first was read."
                yield Placed(found, BadRecord("packed_together", told))
            elif ends is not None and after is not None and data[ends:].strip(b"\r\n\0"):
                told = f"The record goes on for {len(data) - ends} bytes behind the end that it gives."
                yield Placed(found, BadRecord("malformed_record", told))
            if after is not None and self._begins(after):
                found = after if after < end else None
                continue
            beyond = self._find(found + 1 if after is None else after, end)
            if after is not None and self._is_garbage(after, size if beyond is None else beyond):
                yield Placed(after, self._what_is_wrong(after, f"No record begins at byte {after}."))
            found = beyond

    def record(self, offset: int) -> Record:
        """The record at a place. Raises BadRecord if none begins there, or not a whole one."""
        if not self._begins(offset):
            raise BadRecord("malformed_record", f"no record begins at byte {offset}")
        return parse_record(self._unpack(offset, MOST_BYTES)[0])

    def stream(self) -> Iterator[Placed]:
        """All records of a file in one piece; places are counted in what it unpacks to."""
        self._file.seek(self._first)
        stream: Any = _Unpacked(self._file)
        if self._zstd is not None:
            stream = self._zstd.stream_reader(self._file, read_across_frames=True)
        at = 0
        rest = b""
        while True:
            head = _read_head(stream, rest)
            blank = len(head) - len(head.lstrip(b"\r\n"))
            head = head[blank:]
            at += blank
            if not head:
                return
            try:
                fields, start = _split_head(head)
                end = start + _length(fields)
            except BadRecord as error:
                is_cut = len(head) < _LONGEST_HEAD and head.startswith(b"WARC/") and not _ENDS.search(head)
                yield Placed(at, _CUT_SHORT if is_cut else error)
                skipped, rest = _find_next(stream, head)
                at += skipped
                continue
            data = bytearray(head)
            while len(data) < min(end, MOST_BYTES) and (step := _read_some(stream, _STEP)):
                data += step
            left = end - len(data)
            while left > 0 and (step := _read_some(stream, min(left, _STEP))):
                left -= len(step)
            try:
                record: Record | BadRecord = parse_record(bytes(data[:end]))
            except BadRecord as error:
                record = error
            yield Placed(at, record)
            at += end
            rest = bytes(data[end:])

    def _find(self, start: int, end: int) -> int | None:
        """Where the first record begins from `start` on and before `end`."""
        magic = _MAGIC[self._coding]
        for at in range(start, end, _STEP):
            self._file.seek(at)
            window = self._file.read(_STEP + len(magic) - 1)
            place = window.find(magic)
            while 0 <= place < _STEP and at + place < end:
                if self._begins(at + place):
                    return at + place
                place = window.find(magic, place + 1)
        return None

    def _begins(self, at: int) -> bool:
        """Whether the bytes here are the beginning of a record, and not the like of it within one."""
        if self._coding == "none":
            before = min(at, 4)
            self._file.seek(at - before)
            return self._first_line.fullmatch(self._file.read(before + 10)) is not None
        return self._first_bytes(at) == b"WARC/"

    def _goes_on(self, at: int) -> bool:
        """Whether another member or frame begins here, whatever is in it."""
        return bool(self._first_bytes(at))

    def _first_bytes(self, at: int) -> bytes:
        """What the member or frame that begins here begins with; b"" if none does."""
        self._file.seek(at)
        given = self._file.read(1024)
        if not given.startswith(_MAGIC[self._coding]):
            return b""
        decoder = self._decoder()
        unpacked = b""
        try:
            # A Zstandard frame gives nothing before its first block is there whole.
            for _ in range(_LONGEST_BLOCK // _ZSTD_STEP + 2):
                unpacked += decoder.decompress(given)
                if len(unpacked) >= len(b"WARC/") or decoder.eof:
                    break
                if not (given := self._file.read(_ZSTD_STEP)):
                    break
        except _BROKEN:
            return b""
        return unpacked[: len(b"WARC/")]

    def _is_garbage(self, start: int, end: int) -> bool:
        """Whether there is more than the line ends and zeros that some writers leave behind a record."""
        self._file.seek(start)
        return bool(self._file.read(max(0, min(_STEP, end - start))).strip(b"\r\n\0"))

    def _what_is_wrong(self, at: int, told: str) -> BadRecord:
        """Of a place at which no record was found: the file may end within the first bytes of one."""
        self._file.seek(at)
        magic = _MAGIC[self._coding]
        first = self._file.read(len(magic))
        if first == magic:
            data, _, is_cut = self._unpack(at, _STEP)
            is_cut = is_cut and b"WARC/".startswith(data[:5])
        else:
            is_cut = first != b"" and magic.startswith(first)
        if is_cut:
            return _CUT_SHORT
        return BadRecord("malformed_record", told)

    def _unpack(self, at: int, most: int) -> tuple[bytes, int | None, bool]:
        """The record's bytes, about `most` at most; where they end in the file, None if none can tell; and
        whether the file ends before they do."""
        self._file.seek(at)
        if self._coding == "none":
            return self._plain(at, most)
        decoder = self._decoder()
        step = _STEP if self._zstd is None else _ZSTD_STEP
        parts: list[bytes] = []  # put together once: most records come in one or two
        read = size = 0
        while not decoder.eof:
            given = self._file.read(step)
            read += len(given)
            try:
                parts.append(decoder.decompress(given))
            except _BROKEN:
                return b"".join(parts), None, False
            size += len(parts[-1])
            if not given or size > most:
                return b"".join(parts), None, not given
        return b"".join(parts), at + read - len(decoder.unused_data), False

    def _plain(self, at: int, most: int) -> tuple[bytes, int | None, bool]:
        data = self._file.read(_STEP)
        try:
            fields, start = _split_head(data)
            end = start + _length(fields)
        except BadRecord:
            return data, None, len(data) < _STEP and b"\nWARC/" not in data
        border = len(b"\r\n\r\n")
        if len(data) < min(end, most) + border:
            data += self._file.read(min(end, most) + border - len(data))
        if data.startswith(b"\n\n", end):
            border = len(b"\n\n")
        return data[:end], at + end + border, False

    def _decoder(self) -> Any:
        return isal_zlib.decompressobj(31) if self._zstd is None else self._zstd.decompressobj()


_FIRST_LINE = re.compile(rb"(?:\r\n\r\n)?WARC/[01]\.[0-9]+\r\n?")
# Of a file whose lines end so from its beginning; in any other it may be a page that tells of archives.
_FIRST_LINE_OF_UNIX = re.compile(rb"(?:..\n\n|\r\n\r\n)?WARC/[01]\.[0-9]+\n.?", re.DOTALL)
_ENDS = re.compile(rb"\r\n\r\n|\n\n")
_CUT_SHORT = BadRecord("truncated_record", "The file ends in the head of a record.")
_NEXT = re.compile(rb"\r\n\r\n(?=WARC/[01]\.[0-9]+\r\n)|\n\n(?=WARC/[01]\.[0-9]+\n)")


def _coding_of(file: BinaryIO) -> Coding | None:
    """By its first bytes; None if they are no archive's."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(_DICTIONARY):
        return "zstd"
    return next((coding for coding, magic in _MAGIC.items() if head.startswith(magic)), None)


def _is_of_unix(file: BinaryIO) -> bool:
    """Whether the lines of a file that is not packed end in a line feed alone."""
    file.seek(0)
    line = file.readline(16)
    return line.endswith(b"\n") and not line.endswith(b"\r\n")


def _read_dictionary(file: BinaryIO) -> tuple[bytes, int]:
    """The dictionary that a Zstandard file begins with, if it has one, and where its records begin."""
    file.seek(0)
    head = file.read(8)
    if not head.startswith(_DICTIONARY):
        return b"", 0
    size = int.from_bytes(head[4:8], "little")
    dictionary = file.read(min(size, MOST_BYTES))
    try:
        if dictionary.startswith(_MAGIC["zstd"]):
            dictionary = zstandard.ZstdDecompressor().decompressobj().decompress(dictionary)
    except zstandard.ZstdError as error:
        raise BadRecord(
            "not_an_archive", f"The dictionary that it begins with is broken: {error}."
        ) from error
    return dictionary, 8 + size


def _refuse_without_dictionary(file: BinaryIO, first: int, dictionary: bytes) -> None:
    file.seek(first)
    try:
        wanted = zstandard.get_frame_parameters(file.read(32)).dict_id
    except zstandard.ZstdError:  # no frame: reading it will say so
        return
    if wanted and not dictionary:
        told = f"It was packed with a dictionary (number {wanted}), which it does not bring."
        raise BadRecord("not_an_archive", told)


def _read_head(stream: Any, head: bytes) -> bytes:
    """Enough of the stream for a record's head, after what was read of it already."""
    while b"\r\n\r\n" not in head.lstrip(b"\r\n") and len(head) < _LONGEST_HEAD:
        step = _read_some(stream, _STEP)
        if not step:
            break
        head += step
    return head


def _find_next(stream: Any, window: bytes) -> tuple[int, bytes]:
    """How many bytes lie before the next record of a stream, and what was read from there on."""
    skipped = 0
    while (found := _NEXT.search(window)) is None:
        step = _read_some(stream, _STEP)
        if not step:
            return skipped + len(window), b""
        # The border of what was read may lie within the mark.
        skipped += max(0, len(window) - _LONGEST_MARK)
        window = window[-_LONGEST_MARK:] + step
    return skipped + found.end(), window[found.end() :]


def _read_some(stream: Any, most: int) -> bytes:
    try:
        return bytes(stream.read(most))
    except _BROKEN:
        return b""  # the record under way is cut short, and nothing after it can be read


class _Unpacked:
    """A gzip file as a stream that ends where the file is cut short or broken."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = isal_zlib.decompressobj(31)
        self._given = b""

    def read(self, most: int) -> bytes:
        while True:
            if self._decoder.eof:
                # ISA-L wants a member's head whole, which zlib takes in pieces.
                self._given = self._decoder.unused_data + self._file.read(_STEP)
                if not self._given.startswith(_MAGIC["gzip"][:2]):
                    return b""
                self._decoder = isal_zlib.decompressobj(31)
            self._given = self._given or self._file.read(_STEP)
            if not self._given:
                return b""
            unpacked = self._decoder.decompress(self._given, most)
            self._given = self._decoder.unconsumed_tail
            if unpacked:
                return unpacked


# --- one record -------------------------------------------------------------------------------


def parse_record(data: bytes) -> Record:
    """The record that `data` begins with. Raises BadRecord."""
    fields, start = _split_head(data)
    length = _length(fields)
    if length > MOST_BYTES:
        raise BadRecord("too_large", f"The record has {length} bytes, more than {MOST_BYTES // 2**20} MiB.")
    end = start + length
    if len(data) < end:
        raise BadRecord("truncated_record", f"The record ends after {len(data) - start} of {length} bytes.")
    kind = fields.get("warc-type", "")
    is_answer = fields.get("content-type", "").lower().startswith("application/http") or (
        "content-type" not in fields and data.startswith(b"HTTP/", start)
    )
    if kind not in ("response", "revisit") or not is_answer:
        return Record(kind, fields, None, {}, data[start:end])
    status, headers, payload = _split_http(data, start, end)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        payload = _without_chunks(payload)
    return Record(kind, fields, status, headers, payload)


def _split_head(data: bytes) -> tuple[dict[str, str], int]:
    """Fields of the record's head, and where its block begins."""
    # Against the standard, some tools end lines as Unix does.
    line_end = b"\r\n" if data[:16].partition(b"\n")[0].endswith(b"\r") else b"\n"
    end = data.find(line_end * 2, 0, _LONGEST_HEAD)
    # Where a head's own end is lost, the next one's is found; in a file of Unix, before any other empty line.
    is_of_two = line_end == b"\n" and data.find(b"\nWARC/", 0, end) >= 0
    if not data.startswith(b"WARC/") or end < 0 or is_of_two:
        raise BadRecord("malformed_record", f"This is no head of a record: {data[:60]!r}")
    return _headers(data[:end].split(line_end)[1:], "utf-8"), end + 2 * len(line_end)


def _end_of(data: bytes) -> int | None:
    """Where the first record in `data` says to end; None if it has no head."""
    try:
        fields, start = _split_head(data)
        return start + _length(fields)
    except BadRecord:
        return None


def _begins_another(data: bytes, end: int) -> bool:
    return data[end : end + 16].lstrip(b"\r\n").startswith(b"WARC/")


def _length(fields: Mapping[str, str]) -> int:
    length = fields.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,15}", length, re.ASCII):
        raise BadRecord("malformed_record", f"The record gives no length, but {length[:60]!r}.")
    return int(length)


def _split_http(data: bytes, start: int, end: int) -> tuple[int | None, dict[str, str], bytes]:
    """Status, headers and body of the HTTP message that lies there; the body is the only long copy."""
    border, body = data.find(b"\r\n\r\n", start, end), 4
    if border < 0:
        border, body = data.find(b"\n\n", start, end), 2
    if border < 0:
        border, body = end, 0
    first, *lines = data[start:border].replace(b"\r\n", b"\n").split(b"\n")
    payload = data[border + body : end]
    status = re.match(rb"HTTP/[0-9.]+ ([0-9]{3})(?![0-9])", first)
    return (int(status[1]) if status else None), _headers(lines, "latin-1"), payload


def _headers(lines: list[bytes], charset: str) -> dict[str, str]:
    """By name in lower case; of several of one name the first, or all if its value is a list that counts."""
    found: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon:
            continue
        named, told = name.decode("latin-1").strip().lower(), value.decode(charset, "replace").strip()
        if named in found and named in _LISTS:
            told = f"{found.pop(named)}, {told}"
        found.setdefault(named, told)
    return found


_LISTS = ("content-encoding", "transfer-encoding")


def _without_chunks(payload: bytes) -> bytes:
    """The chunks put together (RFC 9112, 7.1); as it is where a crawler took them out and left the header."""
    body = bytearray()
    at = 0
    is_of_unix = False
    while line := _CHUNK.match(payload, at):
        is_of_unix = is_of_unix or not line[0].endswith(b"\r\n")
        size = int(line[1], 16)
        if size == 0:
            return bytes(body)
        body += payload[line.end() : line.end() + size]
        end = _CHUNK_END.match(payload, line.end() + size)
        at = end.end() if end else line.end() + size
    # Without a last chunk it was cut short, or is a text that begins with a number in a line of its own.
    return bytes(body) if at >= len(payload) and body and not is_of_unix else payload


# Some servers and crawlers end lines in a line feed alone.
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHUNK_END = re.compile(rb"\r?\n")
