"""Content codings that are bombs, broken, or not what the header says."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import lru_cache, reduce

import brotli
import zstandard

from tests.web.bodies import HTML
from tests.web.server import Conversation, Fault

BOMB_BYTES = 300_000_000


async def gzip_bomb(talk: Conversation) -> None:
    """300 KB that unpack to 300 MB."""
    await talk.answer(packed_bomb("gzip"), headers={"Content-Encoding": "gzip"})


async def deflate_bomb(talk: Conversation) -> None:
    """The same by "deflate", without the frame of zlib."""
    await talk.answer(packed_bomb("gzip")[10:-8], headers={"Content-Encoding": "deflate"})


async def br_bomb(talk: Conversation) -> None:
    """57 KB that unpack to 300 MB."""
    await talk.answer(packed_bomb("br"), headers={"Content-Encoding": "br"})


async def zstd_bomb(talk: Conversation) -> None:
    """9 KB that unpack to 300 MB."""
    await talk.answer(packed_bomb("zstd"), headers={"Content-Encoding": "zstd"})


async def nested_bomb(talk: Conversation) -> None:
    """gzip in gzip: 2 KB that unpack to 300 KB that unpack to 300 MB."""
    twice = gzip.compress(packed_bomb("gzip"), 9, mtime=0)
    await talk.answer(twice, headers={"Content-Encoding": "gzip, gzip"})


async def mixed_bomb(talk: Conversation) -> None:
    """A bomb of brotli within one of zstd."""
    mixed = zstandard.ZstdCompressor().compress(packed_bomb("br"))
    await talk.answer(mixed, headers={"Content-Encoding": "br, zstd"})


async def million_members(talk: Conversation) -> None:
    """gzip of 40,000 empty members."""
    await talk.answer(gzip.compress(b"", mtime=0) * 40_000, headers={"Content-Encoding": "gzip"})


@lru_cache
def packed_bomb(coding: str) -> bytes:
    """300 MB of zeros by "gzip", "br" or "zstd"; packing them takes a second, once."""
    if coding == "gzip":
        return _gzip_of_zeros()
    if coding == "br":
        brotli_packer = brotli.Compressor(quality=1)
        return bytes(b"".join(brotli_packer.process(part) for part in _zeros()) + brotli_packer.finish())
    zstd_packer = zstandard.ZstdCompressor().compressobj()
    return b"".join(zstd_packer.compress(part) for part in _zeros()) + zstd_packer.flush()


def _gzip_of_zeros() -> bytes:
    """One packed part again and again: to pack them all would take the server over a second."""
    part = next(_zeros())
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_part = packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = reduce(lambda so_far, each: zlib.crc32(each, so_far), _zeros(), 0)
    header = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
    trailer = checksum.to_bytes(4, "little") + BOMB_BYTES.to_bytes(4, "little")
    return header + packed_part * (BOMB_BYTES // len(part)) + packer.flush() + trailer


def _zeros() -> Iterator[bytes]:
    part = bytes(1_000_000)
    for _ in range(BOMB_BYTES // len(part)):
        yield part


async def broken_gzip(talk: Conversation) -> None:
    """gzip with a fault in the middle."""
    packed = bytearray(gzip.compress(HTML * 50, mtime=0))
    packed[20:40] = bytes(20)
    await talk.answer(bytes(packed), headers={"Content-Encoding": "gzip"})


async def cut_gzip(talk: Conversation) -> None:
    """gzip that stops before its end, with a length that fits."""
    await talk.answer(gzip.compress(HTML * 50, mtime=0)[:-20], headers={"Content-Encoding": "gzip"})


async def false_coding(talk: Conversation) -> None:
    """/false_coding?name=gzip: plain text that says it is gzip (or deflate, br, zstd)."""
    await talk.answer(HTML, headers={"Content-Encoding": talk.query.get("name", "gzip")})


async def unknown_coding(talk: Conversation) -> None:
    """Plain text with a Content-Encoding that nobody knows."""
    await talk.answer(HTML, headers={"Content-Encoding": "utf-8"})


async def stacked_codings(talk: Conversation) -> None:
    """Deflated, then gzipped, then by brotli, and the header says so."""
    stacked = bytes(brotli.compress(gzip.compress(zlib.compress(HTML), mtime=0)))
    await talk.answer(stacked, headers={"Content-Encoding": "deflate, gzip, br"})


async def misstacked_codings(talk: Conversation) -> None:
    """Gzipped, then by brotli, and the header says it the other way round."""
    await talk.answer(bytes(brotli.compress(gzip.compress(HTML))), headers={"Content-Encoding": "br, gzip"})


async def chained_codings(talk: Conversation) -> None:
    """Gzipped a hundred times over."""
    packed = HTML
    for _ in range(100):
        packed = gzip.compress(packed, mtime=0)
    await talk.answer(packed, headers={"Content-Encoding": ", ".join(["gzip"] * 100)})


async def wide_zstd(talk: Conversation) -> None:
    """zstd that wants a window of 128 MB to be unpacked in."""
    wide = zstandard.ZstdCompressionParameters.from_level(1, window_log=27, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    await talk.answer(packer.compress(HTML * 50) + packer.flush(), headers={"Content-Encoding": "zstd"})


CODINGS: tuple[Fault, ...] = (
    gzip_bomb,
    deflate_bomb,
    br_bomb,
    zstd_bomb,
    nested_bomb,
    mixed_bomb,
    million_members,
    broken_gzip,
    cut_gzip,
    false_coding,
    unknown_coding,
    stacked_codings,
    misstacked_codings,
    chained_codings,
    wide_zstd,
)
