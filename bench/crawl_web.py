"""A web of virtual hosts on 127.0.0.1 that crawlers are measured against, and its own log of their visits.

usage: python -m bench.crawl_web LOG LATENCY

Any host by name; every page takes the same time to begin. It prints its port, serves until its standard input
is closed, and then writes LOG: one line a request, in the order in which they came.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import sys
import time
import zlib
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

PAGES = 64  # different bodies; a page's address chooses one
_SENTENCE = """
the harbour council said on Tuesday that ferries would sail again after repairs to the northern pier were
finished ahead of time and below the sum that parliament had granted in spring
"""
_WORDS = _SENTENCE.split()


class Visit(NamedTuple):
    """A request as the server saw it; times in seconds on one clock."""

    host: str
    path: str
    began: float
    ended: float
    status: int
    sent: int  # bytes of the body
    validator: bool  # it came with If-None-Match


def read_log(path: Path) -> list[Visit]:
    with path.open(encoding="utf-8") as file:
        return [Visit(*json.loads(line)) for line in file]


def page(name: str) -> bytes:
    """An article's page of some 40 KB, gzip as servers send it; no two names give the same bytes."""
    packed = _packed(sum(name.encode()) % PAGES)
    return b"\x1f\x8b\x08\x08" + packed[4:10] + name.encode() + b"\0" + packed[10:]  # RFC 1952: a file's name


@lru_cache
def _packed(number: int) -> bytes:
    chance = random.Random(number)
    paragraphs = "".join(
        f"<p class=text id={chance.getrandbits(48)}>{' '.join(chance.choices(_WORDS, k=60))}.</p>\n"
        for _ in range(90)
    )
    html = f"<!doctype html><html><head><title>Page {number}</title></head><body><article>{paragraphs}"
    return gzip.compress(html.encode(), 6, mtime=0)


class _Talk(asyncio.Protocol):
    """One connection. Requests have no body, so a blank line ends each."""

    def __init__(self, web: _Web) -> None:
        self._web = web
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head, self._buffer = self._buffer[:end], self._buffer[end + 4 :]
            self._web.take(head, self._transport)


class _Web:
    def __init__(self, latency: float) -> None:
        self.log: list[Visit] = []
        self._latency = latency
        self._loop = asyncio.get_running_loop()
        self._asked: Counter[tuple[str, str]] = Counter()

    def take(self, head: bytes, transport: asyncio.Transport) -> None:
        began = time.monotonic()
        request, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        host, path = headers.get("host", "").partition(":")[0], request.split(" ")[1]
        number = self._asked[host, path]
        self._asked[host, path] += 1
        etag = headers.get("if-none-match")
        status, fields, body = answer_to(host, path, etag, number)
        names = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        head_out = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{names}\r\n".encode()
        if status.startswith("304"):
            head_out = f"HTTP/1.1 {status}\r\n{names}\r\n".encode()

        def send() -> None:
            transport.write(head_out + body)
            self.log.append(
                Visit(host, path, began, time.monotonic(), int(status[:3]), len(body), etag is not None)
            )

        self._loop.call_later(self._latency, send)


def answer_to(host: str, path: str, etag: str | None, earlier: int) -> tuple[str, dict[str, str], bytes]:
    """Status line, header fields and body.

    /robots.txt forbids /private/ to everybody. /busy/… answers the first request with 429 and a second's
    Retry-After. Everything else is a page with an ETag.
    """
    if path == "/robots.txt":
        return "200 OK", {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private/\n"
    if path.startswith("/busy/") and not earlier:
        return "429 Too Many Requests", {"Retry-After": "1", "Content-Type": "text/plain"}, b"busy"
    mark = f'"{zlib.crc32(path.encode())}"'
    if etag == mark:
        return "304 Not Modified", {"ETag": mark}, b""
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Encoding": "gzip", "ETag": mark}
    return "200 OK", fields, page(f"{host}{path}")


async def _serve(latency: float) -> list[Visit]:
    web = _Web(latency)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Talk(web), "127.0.0.1", 0, backlog=4096)
    for number in range(PAGES):
        _packed(number)  # now, not while somebody waits
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()
    return web.log


def main() -> None:
    log = asyncio.run(_serve(float(sys.argv[2])))
    log.sort(key=lambda visit: visit.began)
    Path(sys.argv[1]).write_text("".join(json.dumps(visit) + "\n" for visit in log), encoding="utf-8")


if __name__ == "__main__":
    main()
