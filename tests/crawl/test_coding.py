from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard

from tasks.crawl.coding import BadCoding, TooLarge, decode_body

BODY = b"A body that is worth packing. " * 5000
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "br": lambda data: bytes(brotli.compress(data, quality=3)),
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


@pytest.mark.parametrize("coding", PACKERS)
def test_a_packed_body_comes_out_as_it_went_in(coding: str) -> None:
    assert decode_body(PACKERS[coding](BODY), coding, limit=len(BODY)) == BODY


@pytest.mark.parametrize("coding", PACKERS)
def test_a_bomb_stops_within_a_mebibyte_of_the_bound(coding: str) -> None:
    bomb = PACKERS[coding](bytes(100_000_000))
    limit = 1_000_000

    tracemalloc.start()
    with pytest.raises(TooLarge):
        decode_body(bomb, coding, limit=limit)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < limit + 1024 * 1024


@pytest.mark.parametrize("coding", PACKERS)
@pytest.mark.parametrize("spoil", [lambda data: data[:-6], lambda data: b"xx" + data], ids=["cut", "not it"])
def test_a_broken_stream_is_told(coding: str, spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BadCoding):
        decode_body(spoil(PACKERS[coding](BODY)), coding, limit=10**6)


@pytest.mark.parametrize(
    ("payload", "content_encoding", "expected"),
    [
        (b"plain", None, b"plain"),
        (b"plain", "identity", b"plain"),
        (b"plain", "UTF-8", b"plain"),
        (gzip.compress(gzip.compress(b"twice", mtime=0), mtime=0), "gzip, gzip", b"twice"),
        (zlib.compress(gzip.compress(b"mixed", mtime=0)), "gzip, deflate", b"mixed"),
        (
            gzip.compress(b"one ", mtime=0) + gzip.compress(b"two", mtime=0) + b"\0\0rest",
            "x-gzip",
            b"one two",
        ),
        (zlib.compress(b"without its frame")[2:-4], "deflate", b"without its frame"),
        (b"", "gzip", b""),
        (b"", "zstd", b""),
    ],
)
def test_codings_are_read_as_servers_write_them(
    payload: bytes, content_encoding: str | None, expected: bytes
) -> None:
    assert decode_body(payload, content_encoding, limit=1000) == expected


def test_a_body_packed_in_many_parts_is_put_together() -> None:
    parts = [f"part {number} ".encode() * 50 for number in range(500)]

    for pack, coding in ((PACKERS["gzip"], "gzip"), (PACKERS["zstd"], "zstd")):
        assert decode_body(b"".join(map(pack, parts)), coding, limit=10**6) == b"".join(parts)


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_million_empty_parts_are_no_body(coding: str) -> None:
    with pytest.raises(BadCoding, match="more than 10000"):
        decode_body(PACKERS[coding](b"") * 10**6, coding, limit=10**6)


def test_a_long_chain_of_codings_is_refused() -> None:
    with pytest.raises(BadCoding, match="4 content codings"):
        decode_body(b"", "gzip, gzip, gzip, gzip", limit=1000)
