"""Heads of answers that are no HTTP, too large, or try to smuggle something in."""

from __future__ import annotations

import asyncio

from tests.web.bodies import HTML
from tests.web.server import Conversation, Fault

_LENGTH = b"Content-Length: %d\r\n" % len(HTML)


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


async def large_header(talk: Conversation) -> None:
    """One header of 1 MB."""
    await talk.answer(HTML, headers={"X-Large": "y" * 2**20})


async def many_headers(talk: Conversation) -> None:
    """A thousand small headers, then an honest body."""
    await talk.answer(HTML, headers={f"X-{number}": "y" for number in range(1000)})


async def many_cookies(talk: Conversation) -> None:
    """Two hundred cookies, then an honest body."""
    cookies = b"".join(b"Set-Cookie: c%d=%d; Path=/\r\n" % (number, number) for number in range(200))
    await talk.send(b"HTTP/1.1 200 OK\r\n" + cookies + _LENGTH + b"\r\n" + HTML)


async def bare_line_feeds(talk: Conversation) -> None:
    """Headers that end in a bare LF, as old scripts send them: an honest page."""
    await talk.send(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n" % len(HTML) + HTML)


async def bare_return(talk: Conversation) -> None:
    """A header value with a bare CR that smuggles another header in."""
    await talk.send(b"HTTP/1.1 200 OK\r\nX-A: 1\rSet-Cookie: a=b\r\n" + _LENGTH + b"\r\n" + HTML)


async def nul_in_header(talk: Conversation) -> None:
    """A header value with a NUL."""
    await talk.send(b"HTTP/1.1 200 OK\r\nX-A: a\0b\r\n" + _LENGTH + b"\r\n" + HTML)


async def nul_in_name(talk: Conversation) -> None:
    """A header name with a NUL."""
    await talk.send(b"HTTP/1.1 200 OK\r\nX\0A: b\r\n" + _LENGTH + b"\r\n" + HTML)


async def no_colon(talk: Conversation) -> None:
    """A header without a colon."""
    await talk.send(b"HTTP/1.1 200 OK\r\nnonsense\r\n" + _LENGTH + b"\r\n" + HTML)


async def space_before_colon(talk: Conversation) -> None:
    """ "Content-Length : 5", which two readers can take for two things (RFC 9112, 5.1)."""
    await talk.send(b"HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\n" + HTML)


async def folded_header(talk: Conversation) -> None:
    """A header that goes on in the next line, as was once allowed: an honest page."""
    await talk.send(b"HTTP/1.1 200 OK\r\nX-A: one\r\n two\r\n" + _LENGTH + b"\r\n" + HTML)


async def strange_letters(talk: Conversation) -> None:
    """Arabic and Latin-1 in header values, and a reason phrase in Arabic: an honest page."""
    words = "\u062e\u0628\u0631".encode()
    await talk.send(
        b"HTTP/1.1 200 " + words + b"\r\nX-A: " + words + b"\r\nX-B: \xe9\r\n" + _LENGTH + b"\r\n" + HTML
    )


async def injecting_location(talk: Conversation) -> None:
    """A Location with an escaped line end and a header behind it."""
    await talk.answer(status=302, headers={"Location": "/page%0d%0aSet-Cookie:%20a=b"})


async def split_location(talk: Conversation) -> None:
    """A Location with a real line end, which begins a header of its own: leads to an honest page."""
    await talk.answer(status=302, headers={"Location": "/page\r\nSet-Cookie: a=b"})


async def not_http(talk: Conversation) -> None:
    """The greeting of a mail server."""
    await talk.send(b"220 mail.example ESMTP ready\r\n\r\n")


async def http_0_9(talk: Conversation) -> None:
    """A page without any head, as in HTTP/0.9."""
    await talk.send(HTML.replace(b">", b">\n"))
    talk.writer.close()


async def noise(talk: Conversation) -> None:
    """10 KB of every byte there is."""
    await talk.send(bytes(range(256)) * 40)
    talk.writer.close()


async def status_line(talk: Conversation) -> None:
    """/status_line?text=HTTP/1.1 2000 OK: an honest page below that line."""
    line = talk.query.get("text", "HTTP/1.1 200").encode("latin-1")
    await talk.send(line + b"\r\n" + _LENGTH + b"\r\n" + HTML)
    await asyncio.sleep(0.1)
    talk.writer.close()


HEADS: tuple[Fault, ...] = (
    endless_headers,
    large_headers,
    large_header,
    many_headers,
    many_cookies,
    bare_line_feeds,
    bare_return,
    nul_in_header,
    nul_in_name,
    no_colon,
    space_before_colon,
    folded_header,
    strange_letters,
    injecting_location,
    split_location,
    not_http,
    http_0_9,
    noise,
    status_line,
)
