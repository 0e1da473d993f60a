"""Redirects without end, into private places and to what is no address; cookies that are wanted first."""

from __future__ import annotations

from tests.web.bodies import HTML
from tests.web.server import Conversation, Fault


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
    await talk.answer(status=302, headers={"Location": _as_sent(talk.query.get("url", ""))})


def _as_sent(text: str) -> str:
    """For a header, which goes out in Latin-1: UTF-8, as servers send it."""
    return text.encode().decode("latin-1")


async def redirect_maze(talk: Conversation) -> None:
    """Sends on to an address that was not there before, again and again."""
    step = int(talk.query.get("step", "0")) + 1
    await talk.answer(status=307, headers={"Location": f"/redirect_maze?step={step}"})


async def redirect_far(talk: Conversation) -> None:
    """Sends on to an address of 100 KB."""
    await talk.send(b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 100_000 + b"\r\nContent-Length: 0\r\n\r\n")


async def redirect_long(talk: Conversation) -> None:
    """Sends on to an address of 20 KB."""
    await talk.answer(status=302, headers={"Location": "/" + "a" * 20_000})


async def redirect_nowhere(talk: Conversation) -> None:
    """302 without a Location."""
    await talk.answer(b"<p>Elsewhere</p>", 302)


async def redirect_twice(talk: Conversation) -> None:
    """302 with two Locations."""
    await talk.send(b"HTTP/1.1 302 Found\r\nLocation: /page\r\nLocation: /empty\r\nContent-Length: 0\r\n\r\n")


async def choices(talk: Conversation) -> None:
    """300 Multiple Choices, with a Location among them that a reader is to choose."""
    await talk.answer(HTML, 300, {"Location": "/page"})


async def cookie_wall(talk: Conversation) -> None:
    """Sends on to itself until a cookie comes back."""
    if "cookie" in talk.visit.headers:
        await talk.answer(HTML)
    else:
        await talk.answer(status=302, headers={"Location": talk.visit.path, "Set-Cookie": "seen=1; Path=/"})


async def cookie_detour(talk: Conversation) -> None:
    """Sends on to a page that sets a cookie and sends back, until the cookie comes along."""
    if "cookie" in talk.visit.headers:
        await talk.answer(HTML)
    elif "check" in talk.query:
        await talk.answer(status=302, headers={"Location": "/cookie_detour", "Set-Cookie": "seen=1; Path=/"})
    else:
        await talk.answer(status=302, headers={"Location": "/cookie_detour?check=1"})


async def meta_refresh(talk: Conversation) -> None:
    """A page that leads on by <meta http-equiv="refresh">, to another that does so, without end."""
    step = int(talk.query.get("step", "0")) + 1
    on = f'<meta http-equiv="refresh" content="0; url=/meta_refresh?step={step}">'
    await talk.answer(f"<!doctype html><title>One moment</title>{on}<p>You are being sent on.</p>".encode())


REDIRECTS: tuple[Fault, ...] = (
    redirect_loop,
    redirect_chain,
    redirect_to,
    redirect_maze,
    redirect_far,
    redirect_long,
    redirect_nowhere,
    redirect_twice,
    choices,
    cookie_wall,
    cookie_detour,
    meta_refresh,
)
