"""Hosts that speak HTTP/2 over TLS, and badly."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import h2.config
import h2.connection
import h2.events
import h2.settings
from hpack import Encoder
from hyperframe.frame import (
    ContinuationFrame,
    DataFrame,
    Frame,
    GoAwayFrame,
    HeadersFrame,
    PingFrame,
    PushPromiseFrame,
    RstStreamFrame,
    SettingsFrame,
)

from tests.web.bodies import HTML
from tests.web.certificates import Certified
from tests.web.server import Door

_HEAD = [(":status", "200"), ("content-type", "text/html; charset=utf-8")]


def http2_certificate() -> str:
    """What to trust (PEM) in order to come to these hosts."""
    return _CERTIFIED.certificate


class _Exchange:
    """A request that came, and what can be sent back on its connection."""

    def __init__(self, writer: asyncio.StreamWriter, server: h2.connection.H2Connection, stream: int) -> None:
        self.writer = writer
        self.server = server  # behaves
        self.stream = stream
        self.path = ""

    async def answer(self, body: bytes = HTML, *, status: str = "200", ends: bool = True) -> None:
        self.server.send_headers(self.stream, [(":status", status), *_HEAD[1:]])
        self.server.send_data(self.stream, body, end_stream=ends)
        await self.flush()

    async def flush(self) -> None:
        self.writer.write(self.server.data_to_send())
        await self.writer.drain()

    async def send(self, *frames: Frame) -> None:
        """Frames that the server of a library would not send."""
        self.writer.write(b"".join(frame.serialize() for frame in frames))
        await self.writer.drain()
        await asyncio.sleep(0.01)  # a flood for whoever asked, and not for the other hosts of this web


@asynccontextmanager
async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> AsyncIterator[_Exchange]:
    """The first request for a page; one for robots.txt is answered with 404 before. Reads on meanwhile."""
    await writer.start_tls(_CERTIFIED.context)
    server = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
    server.initiate_connection()
    writer.write(server.data_to_send())
    while True:
        data = await reader.read(2**16)
        if not data:
            raise ConnectionResetError
        for event in server.receive_data(data):
            if not isinstance(event, h2.events.RequestReceived):
                continue
            exchange = _Exchange(writer, server, event.stream_id or 0)
            exchange.path = dict(event.headers)[b":path"].decode()
            if exchange.path != "/robots.txt":
                draining = asyncio.create_task(_drain(reader))
                try:
                    await exchange.flush()
                    yield exchange
                finally:
                    draining.cancel()
                return
            await exchange.answer(b"", status="404")
        writer.write(server.data_to_send())


async def _drain(reader: asyncio.StreamReader) -> None:
    while await reader.read(2**16):
        pass


async def h2_settings_flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """SETTINGS without end, each of which is to be acknowledged."""
    async with _asked(reader, writer) as exchange:
        while True:
            await exchange.send(*[SettingsFrame(settings={0x3: 100})] * 100)


async def h2_ping_flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """PING without end, each of which is to be answered."""
    async with _asked(reader, writer) as exchange:
        while True:
            await exchange.send(*[PingFrame(opaque_data=b"12345678")] * 100)


async def h2_ping_deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The same, and never reads the answers."""
    async with _asked(reader, writer) as exchange:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        while True:
            await exchange.send(*[PingFrame(opaque_data=b"12345678")] * 100)


async def h2_continuation_flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Headers that go on in CONTINUATION frames without end."""
    async with _asked(reader, writer) as exchange:
        await exchange.send(HeadersFrame(exchange.stream, Encoder().encode(_HEAD)))
        while True:
            await exchange.send(
                ContinuationFrame(exchange.stream, Encoder().encode([("x-more", "x" * 1000)]))
            )


async def h2_header_bomb(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A header of 4,000 bytes, sent once and referred to 10,000 times in a byte each: 40 MB of headers."""
    async with _asked(reader, writer) as exchange:
        encoder = Encoder()
        block = encoder.encode([*_HEAD, ("x-bomb", "x" * 4000)])
        block += encoder.encode([("x-bomb", "x" * 4000)]) * 10_000
        await exchange.send(HeadersFrame(exchange.stream, block, flags=["END_HEADERS", "END_STREAM"]))
        await asyncio.sleep(3600)


async def h2_hints_flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers of 103 (early hints) without end, and never the one that counts."""
    async with _asked(reader, writer) as exchange:
        encoder = Encoder()
        while True:
            block = encoder.encode([(":status", "103"), ("link", "</style.css>; rel=preload")])
            await exchange.send(HeadersFrame(exchange.stream, block, flags=["END_HEADERS"]))


async def h2_empty_frames(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body of empty DATA frames without end."""
    async with _asked(reader, writer) as exchange:
        await exchange.answer(b"<p>", ends=False)
        while True:
            await exchange.send(*[DataFrame(exchange.stream, b"")] * 100)


async def h2_overrun(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """More body than the window that the client has opened."""
    async with _asked(reader, writer) as exchange:
        await exchange.answer(b"<p>", ends=False)
        while True:
            await exchange.send(*[DataFrame(exchange.stream, b"x" * 16_384)] * 100)


async def h2_drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A body of a byte every tenth of a second."""
    async with _asked(reader, writer) as exchange:
        await exchange.answer(b"<p>", ends=False)
        while True:
            await exchange.send(DataFrame(exchange.stream, b"x"))
            await asyncio.sleep(0.1)


async def h2_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes the request and never answers."""
    async with _asked(reader, writer):
        await asyncio.sleep(3600)


async def h2_reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Resets the request's stream at once, and ends the connection a moment later."""
    async with _asked(reader, writer) as exchange:
        await exchange.send(RstStreamFrame(exchange.stream, error_code=7))
        await asyncio.sleep(0.1)


async def h2_reset_midway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Resets the stream after half of the body."""
    async with _asked(reader, writer) as exchange:
        await exchange.answer(HTML, ends=False)
        await exchange.send(RstStreamFrame(exchange.stream, error_code=2))
        await asyncio.sleep(3600)


async def h2_reset_flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """RST_STREAM of streams that nobody opened, without end."""
    async with _asked(reader, writer) as exchange:
        number = 2
        while True:
            await exchange.send(RstStreamFrame(number, error_code=8))
            number += 2


async def h2_goaway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says GOAWAY instead of an answer, and ends the connection."""
    async with _asked(reader, writer) as exchange:
        await exchange.send(GoAwayFrame(last_stream_id=0, error_code=0))


async def h2_goaway_midway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says GOAWAY after half of the body, and ends the connection."""
    async with _asked(reader, writer) as exchange:
        await exchange.answer(HTML, ends=False)
        await exchange.send(GoAwayFrame(last_stream_id=exchange.stream, error_code=2))


async def h2_goaway_polite(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says GOAWAY every other time, and then answers what was asked before: as after a thousand requests."""
    async with _asked(reader, writer) as exchange:
        if next(_POLITE) % 2 == 0:
            await exchange.send(GoAwayFrame(last_stream_id=exchange.stream, error_code=0))
        await exchange.answer()
        await asyncio.sleep(1)


_POLITE = itertools.count()


async def h2_push(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Promises a page that nobody asked for."""
    async with _asked(reader, writer) as exchange:
        block = Encoder().encode(
            [(":method", "GET"), (":path", "/"), (":scheme", "https"), (":authority", "h2-push.test")]
        )
        promise = PushPromiseFrame(exchange.stream, promised_stream_id=2, data=block, flags=["END_HEADERS"])
        await exchange.send(promise)
        await asyncio.sleep(3600)


async def h2_garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Sends what are no frames."""
    async with _asked(reader, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n" * 50)
        await writer.drain()
        await asyncio.sleep(3600)


async def h2_page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An honest page."""
    async with _asked(reader, writer) as exchange:
        await exchange.answer()
        await asyncio.sleep(1)


HTTP2: tuple[Door, ...] = (
    h2_settings_flood,
    h2_ping_flood,
    h2_ping_deaf,
    h2_continuation_flood,
    h2_header_bomb,
    h2_hints_flood,
    h2_empty_frames,
    h2_overrun,
    h2_drip,
    h2_silent,
    h2_reset,
    h2_reset_midway,
    h2_reset_flood,
    h2_goaway,
    h2_goaway_midway,
    h2_goaway_polite,
    h2_push,
    h2_garbage,
    h2_page,
)

_CERTIFIED = Certified(*(f"{door.__name__.replace('_', '-')}.test" for door in HTTP2), alpn="h2")
