"""Undo a body's content coding without ever holding more than was agreed."""

from __future__ import annotations

import zlib
from collections.abc import Generator, Iterator

import brotli
import zstandard

ACCEPTED = "gzip, deflate, br, zstd"
"""What a request offers in Accept-Encoding."""

_GZIP_MAGIC = b"\x1f\x8b"
_STEP = 65536  # bytes that a decoder may hand over at once
_MOST_CODINGS = 3  # "gzip, gzip" is seen; a longer chain is an attack
_MOST_MEMBERS = 10_000  # a body may be packed in parts; of a million empty ones each takes its time
_ZSTD_WINDOW = 8 * 1024 * 1024  # RFC 9659 sets this limit for the zstd content coding


class TooLarge(ValueError):
    """The decoded body would be larger than agreed."""


class BadCoding(ValueError):
    """The body is not what its Content-Encoding says; the message says how."""


def decode_body(payload: bytes, content_encoding: str | None, *, limit: int) -> bytes:
    """`payload` with the codings of a Content-Encoding header undone.

    Raises TooLarge before more than `limit` bytes and one step (64 KiB) are held, and BadCoding for a
    broken or incomplete stream. An unknown coding is taken for none ("utf-8" is seen here), as browsers do.
    """
    codings = [name.strip().lower() for name in (content_encoding or "").split(",")]
    steps = [_DECODERS[name] for name in reversed(codings) if name in _DECODERS]
    if len(steps) > _MOST_CODINGS:
        raise BadCoding(f"{len(steps)} content codings on top of each other")
    for step in steps:
        payload = _collect(step(payload), limit)
    if len(payload) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return payload


def _collect(chunks: Iterator[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"more than {limit} bytes after decoding")
    return bytes(body)


def gunzip(data: bytes) -> Iterator[bytes]:
    """Members one after another (RFC 1952, 2.2); what follows the last is ignored, as browsers do.

    Raises BadCoding after what could be read.
    """
    if data and not data.startswith(_GZIP_MAGIC):
        raise BadCoding("the body is not gzip, although its header says so")
    position = members = 0
    while data.startswith(_GZIP_MAGIC, position):
        members += 1
        if members > _MOST_MEMBERS:
            raise BadCoding(f"more than {_MOST_MEMBERS} gzip members")
        position = yield from _inflate_with(zlib.decompressobj(wbits=31), data, position, "gzip")


def _inflate(data: bytes) -> Iterator[bytes]:
    """With or without the zlib frame: servers disagree on what "deflate" means (RFC 9110, 8.4.1.2)."""
    if not data:
        return
    framed = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    yield from _inflate_with(zlib.decompressobj(wbits=15 if framed else -15), data, 0, "deflate")


def _inflate_with(
    decoder: zlib._Decompress, data: bytes, position: int, name: str
) -> Generator[bytes, None, int]:
    """What `data` holds from `position` on; returns where the stream ends."""
    given = b""  # in small parts: what the decoder leaves over is copied each time
    try:
        while not decoder.eof:
            if not given:
                given = data[position : position + _STEP]
                position += len(given)
            chunk = decoder.decompress(given, _STEP)
            yield chunk
            given = decoder.unconsumed_tail
            if not chunk and not given and position >= len(data):
                break
    except zlib.error as error:
        raise BadCoding(f"broken {name}: {error}") from error
    if not decoder.eof:
        raise BadCoding(f"the {name} stream stops before its end")
    return position - len(decoder.unused_data)


def _unbrotli(data: bytes) -> Iterator[bytes]:
    if not data:
        return
    decoder = brotli.Decompressor()
    try:
        chunk = decoder.process(data, output_buffer_limit=_STEP)
        while chunk:
            yield chunk
            chunk = decoder.process(b"", output_buffer_limit=_STEP)
    except brotli.error as error:
        raise BadCoding(f"broken brotli: {error}") from error
    if not decoder.is_finished():
        raise BadCoding("the brotli stream stops before its end")


def _unzstd(data: bytes) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    try:
        with decompressor.stream_reader(data, read_across_frames=True) as reader:
            while chunk := reader.read(_STEP):
                yield chunk
        # The reader takes a stream that stops early for a whole one. What it gave was within the bound,
        # so the decoder without a bound, which knows the end of a frame, can be asked now.
        position = frames = 0
        while position < len(data):
            frames += 1
            if frames > _MOST_MEMBERS:
                raise BadCoding(f"more than {_MOST_MEMBERS} zstd frames")
            frame = decompressor.decompressobj()
            while not frame.eof and position < len(data):
                frame.decompress(data[position : position + _STEP])
                position += _STEP
            if not frame.eof:
                raise BadCoding("the zstd stream stops before its end")
            position = min(position, len(data)) - len(frame.unused_data)
    except zstandard.ZstdError as error:
        raise BadCoding(f"broken zstd: {error}") from error


_DECODERS = {
    "gzip": gunzip,
    "x-gzip": gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
