"""robots.txt files that misbehave, each that of a host of its name."""

from __future__ import annotations

from tests.web import bodies, codings, redirects
from tests.web.bodies import HTML
from tests.web.server import Conversation, Fault

_TEXT = {"Content-Type": "text/plain"}


async def robots_huge(talk: Conversation) -> None:
    """2 MB of rules: the first forbids /early, the last /late."""
    rules = (
        b"User-agent: *\nDisallow: /early\n" + b"Disallow: /of-no-matter\n" * 80_000 + b"Disallow: /late\n"
    )
    await talk.answer(rules, headers=_TEXT)


async def robots_endless(talk: Conversation) -> None:
    """A robots.txt that never ends."""
    await bodies.endless_body(talk)


async def robots_500(talk: Conversation) -> None:
    """500."""
    await talk.answer(b"User-agent: *\nAllow: /\n", 500, _TEXT)


async def robots_429(talk: Conversation) -> None:
    """429, whenever it is asked for."""
    await talk.answer(b"busy", 429, _TEXT)


async def robots_403(talk: Conversation) -> None:
    """403: a host that gives no rules forbids nothing (RFC 9309, 2.3.1.3)."""
    await talk.answer(HTML, 403)


async def robots_silent(talk: Conversation) -> None:
    """No answer, ever."""
    await bodies.silent(talk)


async def robots_slow(talk: Conversation) -> None:
    """Letter by letter, without end."""
    await bodies.slow_drip(talk)


async def robots_cut(talk: Conversation) -> None:
    """The connection breaks within it."""
    await bodies.reset_halfway(talk)


async def robots_binary(talk: Conversation) -> None:
    """50 KB of every byte there is."""
    await talk.answer(bytes(range(256)) * 200, headers=_TEXT)


async def robots_html(talk: Conversation) -> None:
    """An HTML page with status 200."""
    await talk.answer(HTML)


async def robots_empty(talk: Conversation) -> None:
    """Nothing, with status 200."""
    await talk.answer(b"", headers=_TEXT)


async def robots_bomb(talk: Conversation) -> None:
    """300 KB of gzip that unpack to 300 MB."""
    await codings.gzip_bomb(talk)


async def robots_elsewhere(talk: Conversation) -> None:
    """Sent on to another path, where the rules are: they forbid /early."""
    if talk.visit.path == "/robots.txt":
        await talk.answer(status=301, headers={"Location": "/robots.txt?there"})
    else:
        await talk.answer(b"User-agent: *\nDisallow: /early\n", headers=_TEXT)


async def robots_loop(talk: Conversation) -> None:
    """Sent on to itself."""
    await talk.answer(status=302, headers={"Location": "/robots.txt"})


async def robots_maze(talk: Conversation) -> None:
    """Sent on and on."""
    await redirects.redirect_maze(talk)


async def robots_private(talk: Conversation) -> None:
    """Sent on to where clouds keep their machines' credentials."""
    await talk.answer(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})


async def robots_stars(talk: Conversation) -> None:
    """Rules with thousands of wildcards, which a matcher that tries them all never ends."""
    rules = (
        b"User-agent: *\n" + b"Disallow: /" + b"*a" * 5000 + b"b$\n" + b"Disallow: /*p*a*g*e*x*y*z$\n" * 1000
    )
    await talk.answer(rules, headers=_TEXT)


async def robots_delay(talk: Conversation) -> None:
    """A Crawl-delay of 31 years."""
    await talk.answer(b"User-agent: *\nCrawl-delay: 1000000000\n", headers=_TEXT)


async def robots_rate(talk: Conversation) -> None:
    """A Request-rate of one request in a number of 400 digits."""
    await talk.answer(b"User-agent: *\nRequest-rate: 1/" + b"9" * 400 + b"\n", headers=_TEXT)


ROBOTS: tuple[Fault, ...] = (
    robots_huge,
    robots_endless,
    robots_500,
    robots_429,
    robots_403,
    robots_silent,
    robots_slow,
    robots_cut,
    robots_binary,
    robots_html,
    robots_empty,
    robots_bomb,
    robots_elsewhere,
    robots_loop,
    robots_maze,
    robots_private,
    robots_stars,
    robots_delay,
    robots_rate,
)
