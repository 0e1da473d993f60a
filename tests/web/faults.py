"""Every fault of the web that misbehaves: the first step of a path, and what happens there."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache, reduce
from itertools import pairwise

import brotli
import zstandard

from tests.web.server import Conversation, Fault, head

HTML = b"<!doctype html><title>A page</title><p>A page of the web that misbehaves.</p>"
BOMB_BYTES = 300_000_000


async def silent(talk: Conversation) -> None:
    """Takes the request and says nothing, ever."""
    await asyncio.sleep(3600)


async def slow_headers(talk: Conversation) -> None:
    """A header letter by letter, without end."""
    await talk.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        await talk.send(b"z")
        await asyncio.sleep(0.02)


async def slow_drip(talk: Conversation) -> None:
    """A body letter by letter, without end."""
    await talk.send(head(200, {"Content-Type": "text/html", "Content-Length": "1000000"}))
    while True:
        await talk.send(b".")
        await asyncio.sleep(0.02)


async def endless_body(talk: Conversation) -> None:
    """A body that never ends, as fast as it is read."""
    await talk.send(head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}))
    while True:
        await talk.send(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")


async def endless_headers(talk: Conversation) -> None:
    """Headers that never end."""
    await talk.send(b"HTTP/1.1 200 OK\r\n")
    number = 0
    while True:
        await talk.send(b"X-%d: %s\r\n" % (number, b"y" * 1000))
        number += 1


async def large_headers(talk: Conversation) -> None:
    """80 KB of headers, then an honest body."""
    await talk.answer(HTML, headers={f"X-{number}": "y" * 1000 for number in range(80)})


async def gzip_bomb(talk: Conversation) -> None:
    """300 KB that unpack to 300 MB."""
    await talk.answer(_packed("gzip"), headers={"Content-Encoding": "gzip"})


async def br_bomb(talk: Conversation) -> None:
    """57 KB that unpack to 300 MB."""
    await talk.answer(_packed("br"), headers={"Content-Encoding": "br"})


async def zstd_bomb(talk: Conversation) -> None:
    """9 KB that unpack to 300 MB."""
    await talk.answer(_packed("zstd"), headers={"Content-Encoding": "zstd"})


@lru_cache
def _packed(coding: str) -> bytes:
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


async def false_gzip(talk: Conversation) -> None:
    """Plain text that says it is gzip."""
    await talk.answer(HTML, headers={"Content-Encoding": "gzip"})


async def empty(talk: Conversation) -> None:
    """200 and nothing."""
    await talk.answer(b"")


async def short_body(talk: Conversation) -> None:
    """A Content-Length of more than is sent."""
    await talk.answer(HTML, headers={"Content-Length": "5000"})
    talk.writer.close()


async def reset_halfway(talk: Conversation) -> None:
    """The connection breaks within the body."""
    await talk.answer(HTML, headers={"Content-Length": "5000"})
    await asyncio.sleep(0.05)
    talk.reset()


async def reset_at_once(talk: Conversation) -> None:
    """The connection breaks before the answer."""
    talk.reset()


async def hang_up_first(talk: Conversation) -> None:
    """The first time, the connection ends before the answer; then all is well."""
    if talk.earlier:
        await talk.answer(HTML)
    else:
        talk.writer.close()


async def bad_chunks(talk: Conversation) -> None:
    """A chunk whose length is no number."""
    await talk.send(head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}))
    await talk.send(b"5\r\nhello\r\nxyz\r\nhello\r\n")
    await asyncio.sleep(0.2)


async def not_http(talk: Conversation) -> None:
    """Something else than HTTP."""
    await talk.send(b"220 mail.example ESMTP ready\r\n\r\n")
    await asyncio.sleep(0.2)


async def split_header(talk: Conversation) -> None:
    """A header value with a line end that smuggles another header in."""
    await talk.send(b"HTTP/1.1 200 OK\r\nX-A: 1\rSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nok")
    await asyncio.sleep(0.2)


async def redirect_loop(talk: Conversation) -> None:
    """Sends on to ?step=1, and from there back."""
    step = "1" if talk.query.get("step") != "1" else "2"
    await talk.answer(status=302, headers={"Location": f"/redirect_loop?step={step}"})


async def redirect_chain(talk: Conversation) -> None:
    """/redirect_chain?left=7 sends on seven times, then there is a page."""
    left = int(talk.query.get("left", "0"))
    if left:
        await talk.answer(status=301, headers={"Location": f"/redirect_chain?left={left - 1}"})
    else:
        await talk.answer(HTML)


async def redirect_to(talk: Conversation) -> None:
    """/redirect_to?url=… sends on there, wherever that is."""
    await talk.answer(status=302, headers={"Location": talk.query.get("url", "")})


async def redirect_far(talk: Conversation) -> None:
    """Sends on to an address of 50,000 letters."""
    await talk.answer(status=302, headers={"Location": "/" + "a" * 50_000})


async def busy(talk: Conversation) -> None:
    """/busy?times=2&after=1&status=429&form=date: so many times busy, with Retry-After in that form."""
    query = talk.query
    if talk.earlier >= int(query.get("times", "1")):
        await talk.answer(HTML)
        return
    headers = {}
    if "after" in query:
        later = datetime.now(UTC) + timedelta(seconds=float(query["after"]))
        headers["Retry-After"] = (
            format_datetime(later, usegmt=True) if query.get("form") == "date" else query["after"]
        )
    await talk.answer(b"busy", int(query.get("status", "429")), headers)


async def status(talk: Conversation) -> None:
    """/status?code=500 answers that."""
    await talk.answer(b"<p>As asked for.</p>", int(talk.query.get("code", "200")))


async def cookie_wall(talk: Conversation) -> None:
    """Sends on to itself until a cookie comes back."""
    if "cookie" in talk.visit.headers:
        await talk.answer(HTML)
    else:
        await talk.answer(status=302, headers={"Location": talk.visit.path, "Set-Cookie": "seen=1; Path=/"})


async def recursive_sitemap(talk: Conversation) -> None:
    """An index of sitemaps that lists itself and three more like it, without end."""
    own = f"http://{talk.visit.host}{talk.visit.path}"
    below = "".join(f"<sitemap><loc>{own}/{number}</loc></sitemap>" for number in range(3))
    await talk.answer(
        f"<sitemapindex><sitemap><loc>{own}</loc></sitemap>{below}</sitemapindex>".encode(),
        headers={"Content-Type": "application/xml"},
    )


async def laughing_sitemap(talk: Conversation) -> None:
    """A billion laughs: entities that grow tenfold at each of nine steps."""
    await talk.answer(_laughs("urlset", "<url><loc>http://news.test/&i;</loc></url>"))


async def laughing_feed(talk: Conversation) -> None:
    """The same in a feed."""
    await talk.answer(_laughs("rss", "<channel><item><title>&i;</title><link>/a</link></item></channel>"))


def _laughs(root: str, content: str) -> bytes:
    steps = "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in pairwise("abcdefghi"))
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "ha">{steps}]><{root}>{content}</{root}>'.encode()
    )


async def million_sitemap(talk: Conversation) -> None:
    """A sitemap of 200,000 entries."""
    own = f"http://{talk.visit.host}"
    entries = "".join(f"<url><loc>{own}/{number}</loc></url>" for number in range(200_000))
    await talk.answer(f"<urlset>{entries}</urlset>".encode(), headers={"Content-Type": "application/xml"})


FAULTS: dict[str, Fault] = {
    fault.__name__: fault
    for fault in (
        silent,
        slow_headers,
        slow_drip,
        endless_body,
        endless_headers,
        large_headers,
        gzip_bomb,
        br_bomb,
        zstd_bomb,
        broken_gzip,
        cut_gzip,
        false_gzip,
        empty,
        short_body,
        reset_halfway,
        reset_at_once,
        hang_up_first,
        bad_chunks,
        not_http,
        split_header,
        redirect_loop,
        redirect_chain,
        redirect_to,
        redirect_far,
        busy,
        status,
        cookie_wall,
        recursive_sitemap,
        laughing_sitemap,
        laughing_feed,
        million_sitemap,
    )
}
