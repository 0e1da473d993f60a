"""Answers that do not come, do not end, end too early or are framed wrongly."""

from __future__ import annotations

import asyncio

from tests.web.server import Conversation, Fault, head

HTML = b"<!doctype html><title>A page</title><p>A page of the web that misbehaves.</p>"


async def page(talk: Conversation) -> None:
    """An honest page, to compare."""
    await talk.answer(HTML)


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


async def empty(talk: Conversation) -> None:
    """200 and nothing."""
    await talk.answer(b"")


async def close_at_once(talk: Conversation) -> None:
    """The connection ends before the answer."""
    talk.writer.close()


async def reset_at_once(talk: Conversation) -> None:
    """The connection breaks (RST) before the answer."""
    talk.reset()


async def hang_up_first(talk: Conversation) -> None:
    """The first time, the connection ends before the answer; then all is well."""
    if talk.earlier:
        await talk.answer(HTML)
    else:
        talk.writer.close()


async def reset_halfway(talk: Conversation) -> None:
    """The connection breaks (RST) within the body."""
    await talk.answer(HTML, headers={"Content-Length": "5000"})
    await asyncio.sleep(0.05)
    talk.reset()


async def reset_within_a_chunk(talk: Conversation) -> None:
    """The connection breaks (RST) within a chunk."""
    await talk.send(_CHUNKED + b"1000\r\n" + HTML)
    await asyncio.sleep(0.05)
    talk.reset()


async def long_length(talk: Conversation) -> None:
    """A Content-Length of more than is sent, then the end."""
    await talk.answer(HTML, headers={"Content-Length": "5000"})
    talk.writer.close()


async def huge_length(talk: Conversation) -> None:
    """A Content-Length of twenty digits, then the end."""
    await talk.answer(HTML, headers={"Content-Length": "9" * 20})
    talk.writer.close()


async def short_length(talk: Conversation) -> None:
    """A Content-Length of less than is sent; what follows looks like the answer to the next request."""
    smuggled = b"<p>Smuggled</p>"
    headers = [
        head(200, {"Content-Type": "text/html", "Content-Length": str(len(body))})
        for body in (HTML, smuggled)
    ]
    # In one go: what comes after the next request was sent cannot be told from its answer.
    await talk.send(headers[0] + HTML + headers[1] + smuggled)
    await asyncio.sleep(1)


async def negative_length(talk: Conversation) -> None:
    """Content-Length: -1."""
    await talk.answer(HTML, headers={"Content-Length": "-1"})


async def length_in_words(talk: Conversation) -> None:
    """Content-Length: many."""
    await talk.answer(HTML, headers={"Content-Length": "many"})


async def two_lengths(talk: Conversation) -> None:
    """Two Content-Lengths that differ."""
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello")


async def length_and_chunks(talk: Conversation) -> None:
    """Both a Content-Length, of less, and chunks: the chunks hold (RFC 9112, 6.3)."""
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n")
    await talk.send(b"%x\r\n%b\r\n0\r\n\r\n" % (len(HTML), HTML))


async def no_length(talk: Conversation) -> None:
    """A body without a length, which ends with the connection."""
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML)
    talk.writer.close()


_CHUNKED = head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"})


async def bad_chunks(talk: Conversation) -> None:
    """A chunk whose length is no number."""
    await talk.send(_CHUNKED + b"5\r\nhello\r\nxyz\r\nhello\r\n")


async def negative_chunk(talk: Conversation) -> None:
    """A chunk of -5 bytes."""
    await talk.send(_CHUNKED + b"-5\r\nhello\r\n0\r\n\r\n")


async def huge_chunk(talk: Conversation) -> None:
    """A chunk whose length has forty digits."""
    await talk.send(_CHUNKED + b"f" * 40 + b"\r\nhello\r\n")


async def chunks_cut_short(talk: Conversation) -> None:
    """Chunks without the last, and the end."""
    await talk.send(_CHUNKED + b"5\r\nhello\r\n")
    talk.writer.close()


async def chunk_extension(talk: Conversation) -> None:
    """A chunk with an extension of 1 MB."""
    await talk.send(_CHUNKED + b"5;x=" + b"y" * 2**20 + b"\r\nhello\r\n0\r\n\r\n")


async def chunk_extensions(talk: Conversation) -> None:
    """One byte after another, each a chunk with an extension of 10 KB, without end."""
    while True:
        await talk.send(_CHUNKED if not talk.visit.sent_bytes else b"1;x=" + b"y" * 10_000 + b"\r\nz\r\n")


async def endless_trailers(talk: Conversation) -> None:
    """Headers behind the last chunk, without end."""
    await talk.send(_CHUNKED + b"5\r\nhello\r\n0\r\n")
    while True:
        await talk.send(b"X-Trailer: " + b"y" * 1000 + b"\r\n")


async def endless_continues(talk: Conversation) -> None:
    """100 Continue, again and again."""
    while True:
        await talk.send(b"HTTP/1.1 100 Continue\r\n\r\n")


async def early_hints(talk: Conversation) -> None:
    """103 Early Hints three times, then an honest page."""
    await talk.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 3)
    await talk.answer(HTML)


async def switching(talk: Conversation) -> None:
    """101 Switching Protocols, to one that nobody asked for."""
    await talk.send(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
    await talk.send(b"\x81\x05hello")
    await asyncio.sleep(0.5)
    talk.writer.close()


BODIES: tuple[Fault, ...] = (
    page,
    silent,
    slow_headers,
    slow_drip,
    endless_body,
    empty,
    close_at_once,
    reset_at_once,
    hang_up_first,
    reset_halfway,
    reset_within_a_chunk,
    long_length,
    huge_length,
    short_length,
    negative_length,
    length_in_words,
    two_lengths,
    length_and_chunks,
    no_length,
    bad_chunks,
    negative_chunk,
    huge_chunk,
    chunks_cut_short,
    chunk_extension,
    chunk_extensions,
    endless_trailers,
    endless_continues,
    early_hints,
    switching,
)
