"""A parsed page: its tree, what it says of itself, and the elements that every field is looked for in.

One query in C goes over the whole tree and brings all of them, and what is to be taken out of it: a query
for each field would cost more than the parser itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from tasks.article.bounds import bound_markup
from tasks.article.clock import zone_named
from tasks.article.decode import Decoded
from tasks.article.line import one_line, without_controls
from tasks.article.structured_data import StructuredData, read_structured_data
from tasks.model import Rule, Site

# To leave the commonest elements out, and others as they come, is twice as fast as to name a dozen.
_COMMON = ("div", "li", "span", "ul", "img", "link", "path")
# Of links those with rel=author or rel=tag are wanted: "nofollow", "noopener" and "noreferrer" have no "a".
_WANTED = (
    f':not(a:not([rel*=a]),{",".join(_COMMON)}),script[type*="ld+json" i],[itemprop],[rel=author]:not(link)'
)
_SCRIPT, _META, _PARAGRAPH, _HEADING, _MARKED, _RAW, _HOLDING = range(7)
_MOST_HEADINGS = 400
_MOST_MARKED = 400
_MOST_PARAGRAPHS = 4_000
_MOST_METAS = 400
_MOST_SCRIPTS = 40


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. The lists of elements are in the page's order and bounded in length."""

    tree: LexborHTMLParser
    data: StructuredData
    url: str
    base: str  # what its links are relative to
    host: str
    path: str
    title: str | None
    language: str | None  # as <html lang> says, which lies
    canonical: str | None  # the href of <link rel=canonical>
    paragraphs: tuple[LexborNode, ...]  # <p>
    headings: tuple[LexborNode, ...]  # <h1> to <h6>
    marked: tuple[LexborNode, ...]  # what has itemprop, or rel=author and is no <link>
    rules: tuple[Rule, ...]
    zone: tzinfo | None
    fetched_at: datetime | None

    def absolute(self, link: str | None) -> str | None:
        """The address that a link of the page leads to, or None if it leads nowhere on the web."""
        return _absolute(self.base, link)

    @property
    def writes_month_first(self) -> bool:
        """Whether 5/3/2024 is the third of May: the page is American English, its host of no other country.

        Publishing software writes en-US all over the world.
        """
        locale = self.language or ""
        if declared := self.data.first("og:locale"):
            locale = declared[0]
        ending = self.host.rpartition(".")[2]
        return locale.lower().replace("_", "-") == "en-us" and (len(ending) != 2 or ending == "us")

    def by_rule(self, field: str) -> list[str]:
        """What the site's own rules give for a field, each element's text or attribute."""
        values: list[str] = []
        for rule in self.rules:
            if rule.field == field:
                for node in self.tree.css(rule.css)[:200]:
                    value = (
                        node.attributes.get(rule.attribute) if rule.attribute else node.text(separator=" ")
                    )
                    if value and (value := one_line(value)):
                        values.append(value)
        return values


def parse_page(decoded: Decoded, url: str, site: Site | None, fetched_at: datetime | None) -> Page:
    """The page of a markup text; scripts and the like are out of its tree."""
    # Without events, <select> costs the parser linear instead of quadratic time.
    tree = LexborHTMLParser(bound_markup(decoded.utf8), options=LexborDocumentOptions.WO_EVENTS)
    json_ld: list[str] = []
    found: tuple[list[LexborNode], ...] = ([], [], [], [], [])
    scripts, metas, paragraphs, headings, marked = found
    last = 0
    is_within = False  # what was taken out
    for node in tree.css(_WANTED):
        if is_within and node.parent is None:
            continue
        is_within = False
        id_ = node.mem_id
        kind = _KINDS.get(node.tag_id)
        if id_ == last:  # an element comes once for each part of the query that it matches
            if kind == _SCRIPT and len(json_ld) < _MOST_SCRIPTS:
                json_ld.append(node.text_lexbor())
            elif (kind is None or kind == _PARAGRAPH) and not (marked and marked[-1].mem_id == id_):
                marked.append(node)
            continue
        last = id_
        if kind is None:
            continue
        if kind <= _MARKED:
            found[kind].append(node)
        else:  # it shows no text; <template>'s content the parser keeps apart
            node.decompose()
            is_within = kind == _HOLDING
    for node in scripts:
        node.decompose()
    base, title, canonical = _of_head(tree)
    root = tree.root
    host, path = _host_and_path(url)
    return Page(
        tree=tree,
        data=read_structured_data(
            json_ld, metas[:_MOST_METAS], title=title, headings=headings, addresses=(url, canonical)
        ),
        url=url,
        base=_absolute(url, base) or url if base else url,
        host=host,
        path=path,
        title=title,
        language=root.attributes.get("lang") if root is not None else None,
        canonical=canonical,
        paragraphs=tuple(paragraphs[:_MOST_PARAGRAPHS]),
        headings=tuple(headings[:_MOST_HEADINGS]),
        marked=tuple(marked[:_MOST_MARKED]),
        rules=site.rules if site is not None else (),
        zone=zone_named(site.timezone) if site is not None else None,
        fetched_at=fetched_at,
    )


def _kinds() -> dict[int, int]:
    """What an element is to the page by its tag's id: comparing numbers makes no string of each tag.

    Other elements are wanted only if they come once more, for being marked.
    """
    tree = LexborHTMLParser("")
    tags = {
        _SCRIPT: "script",
        _RAW: "style iframe",
        _HOLDING: "noscript svg",
        _PARAGRAPH: "p",
        _HEADING: "h1 h2 h3 h4 h5 h6",
        _META: "meta",
        _MARKED: " ".join(("a", *_COMMON)),
    }
    return {tree.create_node(tag).tag_id: kind for kind, names in tags.items() for tag in names.split()}


_KINDS = _kinds()


def _of_head(tree: LexborHTMLParser) -> tuple[str | None, str | None, str | None]:
    """(what links are relative to, title, canonical address); the title may stand behind the head."""
    head = tree.head
    first: dict[str, LexborNode] = {}
    for node in head.css('base[href],title,link[rel="canonical" i][href]') if head is not None else ():
        first.setdefault(node.tag or "", node)
    base, title, link = first.get("base"), first.get("title"), first.get("link")
    if title is None:
        title = tree.css_first("title")
    return (
        base.attributes.get("href") if base is not None else None,
        one_line(title.text_lexbor()) or None if title is not None else None,
        link.attributes.get("href") if link is not None else None,
    )


def short_text(node: LexborNode, most: int, separator: str = "") -> str | None:
    """An element's text in one line, or None if it has more than `most` characters.

    What is longer is not read to its end on a large page: dozens of elements may hold all of it, one inside
    another.
    """
    if len(node.parser.raw_html) <= _SMALL_PAGE:
        text = node.text(separator=separator) if separator else node.text_lexbor()
        if len(text) > _WITH_SPACE * most:
            return None
        text = one_line(text)
        return text if len(text) <= most else None
    first = node.first_child
    while first is not None and first.next is None and first.is_element_node:  # <h2><a><span>…
        first = first.first_child
    if first is None:
        return ""
    if first.next is None and first.is_text_node:
        text = one_line(first.text_content or "")
        return text if len(text) <= most else None
    texts: list[str] = []
    length = 0
    for count, inner in enumerate(node.traverse(include_text=True)):
        if inner.is_text_node:
            text = inner.text_content or ""
            length += len(text)
            texts.append(text)
        if length > _WITH_SPACE * most or count > _MOST_NODES_OF_SHORT:
            return None
    text = one_line(separator.join(texts))
    return text if len(text) <= most else None


_SMALL_PAGE = 500_000  # bytes, of which some hundred elements are read in a few milliseconds
_WITH_SPACE = 6  # times as long may a text be with the white space of its markup
_MOST_NODES_OF_SHORT = 1_000


# Nearly all addresses; the standard library takes them apart ten times slower.
_PLAIN_ADDRESS = re.compile(r"https?://(?P<host>[a-z0-9.-]+)(?P<path>/[^?#\x00-\x20]*)?(?=[?#]|\Z)")


def _host_and_path(url: str) -> tuple[str, str]:
    if plain := _PLAIN_ADDRESS.match(url):
        return plain["host"], plain["path"] or ""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", url


def _absolute(base: str, link: str | None) -> str | None:
    link = without_controls(link).strip() if link else ""
    if not link:
        return None
    if _PLAIN_ADDRESS.match(link):
        return link
    try:
        address = link if link.startswith(("https://", "http://")) else urljoin(base, link)
        parts = urlsplit(address)
        return address if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
