"""Hosts that go wrong before HTTP begins, for the most part in the TLS handshake."""

from __future__ import annotations

import asyncio
import os

from tests.web.bodies import HTML
from tests.web.certificates import Certified
from tests.web.server import Door, head, reset

_CERTIFIED = Certified("tls-untrusted.test", "tls-garbles.test")


async def tls_stalls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes the greeting of TLS and says nothing, ever."""
    await reader.read(2**16)
    await asyncio.sleep(3600)


async def tls_plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speaks HTTP without TLS at the port for it."""
    await reader.read(2**16)
    writer.write(head(400, {"Content-Length": str(len(HTML))}) + HTML)
    await writer.drain()


async def tls_hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Ends the connection in the middle of the handshake."""
    await reader.read(2**16)


async def tls_breaks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Breaks the connection (RST) in the middle of the handshake."""
    await reader.read(2**16)
    reset(writer)


async def tls_alerts(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers the greeting with a fatal alert: handshake_failure."""
    await reader.read(2**16)
    writer.write(b"\x15\x03\x01\x00\x02\x02\x28")
    await writer.drain()


async def tls_untrusted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A certificate that it signed itself; to a reader who trusts it, an honest page."""
    await _shake_hands(reader, writer)
    writer.write(head(200, {"Content-Type": "text/html", "Content-Length": str(len(HTML))}) + HTML)
    await writer.drain()


async def tls_garbles(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """The same, but what comes after half of the body is not encrypted."""
    await _shake_hands(reader, writer)
    writer.write(head(200, {"Content-Type": "text/html", "Content-Length": "5000"}) + HTML)
    await writer.drain()
    await asyncio.sleep(0.05)
    os.write(writer.get_extra_info("socket").fileno(), b"HTTP/1.1 400 This is no TLS\r\n\r\n" * 20)
    await asyncio.sleep(0.5)


async def closes_at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes each connection and ends it, unasked."""


async def talks_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Sends an answer before anything is asked, and ends the connection."""
    writer.write(head(200, {"Content-Type": "text/html", "Content-Length": str(len(HTML))}) + HTML)
    await writer.drain()
    await asyncio.sleep(0.5)


async def _shake_hands(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await writer.start_tls(_CERTIFIED.context)
    await reader.readuntil(b"\r\n\r\n")


def certificate() -> str:
    """What to trust (PEM) in order to come further with tls_untrusted and tls_garbles."""
    return _CERTIFIED.certificate


DOORS: tuple[Door, ...] = (
    tls_stalls,
    tls_plain,
    tls_hangs_up,
    tls_breaks,
    tls_alerts,
    tls_untrusted,
    tls_garbles,
    closes_at_once,
    talks_first,
)
