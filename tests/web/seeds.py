"""Feeds, sitemaps and listings that are monsters."""

from __future__ import annotations

import gzip
from functools import lru_cache
from itertools import pairwise

from tests.web.server import Conversation, Fault

_XML = {"Content-Type": "application/xml"}
_ITEM = "<item><title>One</title><link>/page?of=feed</link></item>"


async def _send_xml(talk: Conversation, text: str | bytes) -> None:
    await talk.answer(text.encode() if isinstance(text, str) else text, headers=_XML)


def _rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


async def million_feed(talk: Conversation) -> None:
    """A feed of 60,000 items."""
    items = "".join(f"<item><link>/{number}</link></item>" for number in range(60_000))
    await _send_xml(talk, _rss(items))


async def nested_feed(talk: Conversation) -> None:
    """A feed of 100,000 elements, each within the one before."""
    await _send_xml(talk, _rss("<a>" * 100_000 + "</a>" * 100_000))


async def laughing_feed(talk: Conversation) -> None:
    """A billion laughs: entities that grow tenfold at each of nine steps."""
    await _send_xml(talk, _laughs("rss", "<channel><item><title>&i;</title><link>/a</link></item></channel>"))


async def growing_feed(talk: Conversation) -> None:
    """An entity of 100 KB, named 9,000 times: 900 MB by a single step."""
    title = "&a;" * 9000
    item = f"<item><title>{title}</title><link>/page?of=growing</link></item>"
    await _send_xml(talk, f'<!DOCTYPE rss [<!ENTITY a "{"a" * 100_000}">]>{_rss(item)}')


async def prying_feed(talk: Conversation) -> None:
    """External entities: a file of the reader, and an address to be asked for in its name."""
    entities = '<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://pried.test/feed">'
    item = "<item><title>&a;&b;</title><link>/page?of=prying</link></item>"
    await _send_xml(talk, f"<!DOCTYPE rss [{entities}]>{_rss(item)}")


async def far_feed(talk: Conversation) -> None:
    """A feed with an address of 100 KB, and an honest one behind it."""
    await _send_xml(talk, _rss(f"<item><link>/{'a' * 100_000}</link></item>{_ITEM}"))


async def charset_feed(talk: Conversation) -> None:
    """A feed whose declared charset is none for texts."""
    await _send_xml(talk, '<?xml version="1.0" encoding="punycode"?>' + _rss(_ITEM) + "a" * 1000)


async def declaring_feed(talk: Conversation) -> None:
    """A feed whose first line goes on declaring its charset."""
    await _send_xml(talk, '<?xml version="1.0" encoding="' * 20_000)


async def html_feed(talk: Conversation) -> None:
    """An HTML page where a feed was."""
    await talk.answer(b"<!doctype html><title>News</title><p>Our feed has been given up.</p>")


async def binary_feed(talk: Conversation) -> None:
    """Noise where a feed was."""
    await _send_xml(talk, bytes(range(256)) * 100)


async def nested_json_feed(talk: Conversation) -> None:
    """JSON of 100,000 lists, each within the one before."""
    await talk.answer(b'{"items":' + b"[" * 100_000, headers={"Content-Type": "application/feed+json"})


async def recursive_sitemap(talk: Conversation) -> None:
    """An index of sitemaps that lists itself and three more like it, without end."""
    own = f"http://{talk.visit.host}{talk.visit.path}"
    await _send_xml(talk, _index(own, *(f"{own}/{number}" for number in range(3))))


async def self_sitemap(talk: Conversation) -> None:
    """An index that lists itself, in five spellings."""
    own = f"{talk.visit.host}{talk.visit.path}"
    spellings = (f"http://{own}", f"HTTP://{own}", f"http://{own}#a", f"http://u:p@{own}", talk.visit.path)
    await _send_xml(talk, _index(*spellings))


def _index(*urls: str) -> str:
    entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex>{entries}</sitemapindex>"


async def laughing_sitemap(talk: Conversation) -> None:
    """A billion laughs."""
    await _send_xml(talk, _laughs("urlset", "<url><loc>http://news.test/&i;</loc></url>"))


async def growing_sitemap(talk: Conversation) -> None:
    """An entity of 100 KB, named 9,000 times."""
    content = f"<url><loc>/{'&a;' * 9000}</loc></url>"
    await _send_xml(talk, f'<!DOCTYPE urlset [<!ENTITY a "{"a" * 100_000}">]><urlset>{content}</urlset>')


async def prying_sitemap(talk: Conversation) -> None:
    """An external entity and an external DTD, both to be asked for in the reader's name."""
    doctype = (
        '<!DOCTYPE urlset SYSTEM "http://pried.test/dtd" [<!ENTITY a SYSTEM "http://pried.test/entity">]>'
    )
    await _send_xml(talk, f"{doctype}<urlset><url><loc>/&a;</loc></url></urlset>")


def _laughs(root: str, content: str) -> str:
    steps = "".join(f'<!ENTITY {name} "{f"&{below};" * 10}">' for below, name in pairwise("abcdefghi"))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "ha">{steps}]><{root}>{content}</{root}>'


async def million_sitemap(talk: Conversation) -> None:
    """A sitemap of 200,000 entries; /million_sitemap?entries=1000000 of a million."""
    own = f"http://{talk.visit.host}"
    count = int(talk.query.get("entries", "200000"))
    entries = "".join(f"<url><loc>{own}/{number}</loc></url>" for number in range(count))
    await _send_xml(talk, f"<urlset>{entries}</urlset>")


async def packed_million_sitemap(talk: Conversation) -> None:
    """A sitemap of a million entries in 100 KB of gzip, as it would lie on the disk."""
    await talk.answer(
        _packed(b"<urlset>" + b"<url><loc>/page</loc></url>" * 1_000_000 + b"</urlset>"),
        headers={"Content-Type": "application/gzip"},
    )


@lru_cache
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 1, mtime=0)


async def nested_sitemap(talk: Conversation) -> None:
    """A sitemap of 100,000 elements, each within the one before."""
    await _send_xml(talk, "<urlset>" + "<url>" * 100_000)


async def twice_packed_sitemap(talk: Conversation) -> None:
    """A sitemap in gzip in gzip, without a Content-Encoding."""
    entry = f"<urlset><url><loc>http://{talk.visit.host}/page</loc></url></urlset>".encode()
    await talk.answer(
        gzip.compress(gzip.compress(entry, mtime=0), mtime=0), headers={"Content-Type": "application/gzip"}
    )


async def endless_tag_sitemap(talk: Conversation) -> None:
    """A sitemap with a comment of 30 MB in 30 KB of gzip."""
    await talk.answer(
        _packed(b"<urlset><!--" + b"a" * 30_000_000), headers={"Content-Type": "application/gzip"}
    )


async def far_sitemap(talk: Conversation) -> None:
    """A sitemap with an address of 100 KB, and an honest one behind it."""
    far = f"<url><loc>http://{talk.visit.host}/{'a' * 100_000}</loc></url>"
    await _send_xml(talk, f"<urlset>{far}<url><loc>http://{talk.visit.host}/page</loc></url></urlset>")


async def nested_listing(talk: Conversation) -> None:
    """An honest link, then 200,000 elements, each within the one before."""
    await talk.answer(b'<a href="/page?of=listing">One</a>' + b"<div>" * 200_000 + b'<a href="/late">Two</a>')


async def endless_listing(talk: Conversation) -> None:
    """A listing with a next page, which has a next page, and so on."""
    number = int(talk.query.get("page", "1"))
    await talk.answer(
        f'<a href="/page?of={number}">{number}</a><a rel="next" href="/endless_listing?page={number + 1}">'
        "More</a>".encode()
    )


SEEDS: tuple[Fault, ...] = (
    million_feed,
    nested_feed,
    laughing_feed,
    growing_feed,
    prying_feed,
    far_feed,
    charset_feed,
    declaring_feed,
    html_feed,
    binary_feed,
    nested_json_feed,
    recursive_sitemap,
    self_sitemap,
    laughing_sitemap,
    growing_sitemap,
    prying_sitemap,
    million_sitemap,
    packed_million_sitemap,
    nested_sitemap,
    twice_packed_sitemap,
    endless_tag_sitemap,
    far_sitemap,
    nested_listing,
    endless_listing,
)
