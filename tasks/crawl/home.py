"""Find the feeds that a home page announces. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.crawl.page_tree import page_tree
from tasks.crawl.url import InvalidUrl, canonicalize, url_fingerprint

_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",  # JSON Feed 1.0 asked for it; what is no feed says so when it is read
    "application/xml",
    "text/xml",
)
# Of plain links those whose path says so: /feed, /rss.xml, /ar/rss, /feeds/all.atom, /index.rdf, /feed.json
_FEED_PATH = re.compile(
    r"/(?:feeds?|rss2?|atom)(?:\.(?:xml|json|php|aspx))?/?$|\.(?:rss|atom|rdf)$|/(?:feeds?|rss)/[^/]+\.xml$",
    re.IGNORECASE,
)
# A feed of readers' comments, or of one article's: /comments/feed/, /2026/11/story/feed/?withcomments=1
_OF_COMMENTS = re.compile(r"comments?\b", re.IGNORECASE)


def announced_feeds(body: bytes, url: str, content_type: str | None, *, most: int = 20) -> tuple[str, ...]:
    """Addresses of the feeds that the page at `url` announces, in its order, each once.

    What stands in <link rel="alternate"> counts; only a page without any is searched for links to the usual
    paths. Nothing is guessed: a path that the page does not name is not tried.
    """
    tree = page_tree(body, content_type)
    base = base_of(tree, url)
    found = list(_alternates(tree)) or list(_links_to_usual_paths(tree))
    feeds: dict[str, str] = {}
    for href in found:
        try:
            feed = canonicalize(urljoin(base, href))
        except ValueError:  # InvalidUrl, or urljoin's own for "http://["
            continue
        feeds.setdefault(url_fingerprint(feed), feed)
    return tuple(feeds.values())[:most]


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """What the relative links of a page at `url` are relative to."""
    node = tree.css_first("base[href]")
    try:
        return urljoin(url, (node.attributes.get("href") or "").strip()) if node else url
    except ValueError:
        return url


def _alternates(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("link[rel][href][type]"):
        relations = (node.attributes.get("rel") or "").lower().split()
        kind = (node.attributes.get("type") or "").partition(";")[0].strip().lower()
        href = (node.attributes.get("href") or "").strip()
        if (
            {"alternate", "feed"} & set(relations)
            and kind in _FEED_TYPES
            and href
            and not _comments(node, href)
        ):
            yield href


def _links_to_usual_paths(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        try:
            path = urlsplit(href).path
        except ValueError:
            continue
        if _FEED_PATH.search(path) and not _comments(node, href):
            yield href


def _comments(node: LexborNode, href: str) -> bool:
    return bool(_OF_COMMENTS.search(href) or _OF_COMMENTS.search(node.attributes.get("title") or ""))


def is_home(url: str) -> bool:
    """Whether an address has nothing behind its host, so that it stands for the outlet and no article."""
    try:
        parts = urlsplit(canonicalize(url))
    except InvalidUrl:
        return False
    return parts.path == "/" and not parts.query
