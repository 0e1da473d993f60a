"""Choose an article's authors: whom machines are told of, whom the page prints, else the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from selectolax.lexbor import LexborNode

from tasks.article.byline import AND, parse_byline, read_names
from tasks.article.headline import TITLE_BORDER, key_of
from tasks.article.line import one_line
from tasks.article.page import Page
from tasks.article.person import (
    has_case,
    is_agency,
    is_name_like,
    is_outlet,
    is_staff,
    sift_names,
    without_doubles,
)
from tasks.article.printed_byline import find_bylines, line_with, only_linked_author
from tasks.article.structured_data import StructuredData, Thing, parse_loosely, text_of, types_of


def choose_authors(
    page: Page, printed: str | None, last_line: str | None, region: LexborNode | None
) -> tuple[tuple[str, ...], str | None, str | None]:
    """(names, byline as printed, rule): what machines are told, what is printed, the outlet itself.

    `printed` is the byline found in the text's first lines, `last_line` its last paragraph, `region` the
    element about headline and text; without it the whole page is looked through. Persons whom the page
    declares are believed. An outlet, another organisation or an account is taken only where the page prints
    no person's name: templates declare these.
    """
    if page.rules:
        for value in page.by_rule("byline"):
            if names := parse_byline(value):
                return names, value, "site rule"
    sites = _names_of_site(page.data, page.host)
    declared = _declared(page.data, sites)
    if declared is not None and _is_templates(declared) and _may_be_outlet(declared.names, page):
        declared = replace(declared, sure=False)
    if declared is not None and declared.sure and not any(map(_is_persons, declared.names)):
        declared = replace(declared, sure=False)
    shown = one_line(printed) if printed else None
    if declared is not None and declared.sure and declared.rule in _OF_TEMPLATES:
        found = _printed(page, printed, last_line, region, sites)
        if found is not None and _names_more(found, declared, page):
            return found.names, found.text, found.rule
    if declared is not None and declared.sure:
        return declared.names, shown or line_with(declared.names[0], page.marked), declared.rule
    found = _printed(page, printed, last_line, region, sites)
    if found is not None and (found.sure or declared is None):
        return found.names, found.text, found.rule
    if declared is not None:
        return declared.names, found.text if found else shown, declared.rule
    if name := only_linked_author(page):
        return (name,), name, "author link"
    return (), shown, None


def _names_more(printed: _Found, declared: _Found, page: Page) -> bool:
    """Whether one printed line names the only author that a meta tag has, and others with them.

    They are joined by "and", or each is a link: "Jane Doe, Port Garrow" is one, and where she works.
    """
    text = printed.text or ""
    names = printed.names if printed.sure and len(declared.names) == 1 else ()
    if len(names) < 2 or declared.names[0] not in names or not all(name in text for name in names):
        return False
    if AND.search(text, text.find(names[-2]) + len(names[-2]), text.find(names[-1]) + len(names[-1])):
        return True
    linked = {one_line(link.text_lexbor()) for link in page.tree.css("a[href]")[:_MOST_LINKS]}
    return linked.issuperset(names)


_MOST_LINKS = 1_000


def _is_templates(declared: _Found) -> bool:
    """Whether a template's meta tag may declare the outlet: «한겨레 | 네이버», where letters have no case."""
    if declared.rule in _OF_TEMPLATES:
        return True
    return declared.rule == "og:article:author" and not has_case(declared.names[0])


def _is_persons(name: str) -> bool:
    """Whether a declared name can be a person's: no newsroom's, no "TNN", no «자유일보»."""
    return is_name_like(name) and not is_staff(name)


@dataclass(frozen=True, slots=True)
class _Found:
    """Names and the rule that gave them; `sure` where they are no outlet's, firm's or account's."""

    names: tuple[str, ...]
    rule: str
    sure: bool
    text: str | None = None  # as printed


def _printed(
    page: Page, printed: str | None, last_line: str | None, region: LexborNode | None, sites: frozenset[str]
) -> _Found | None:
    """The byline that the page shows: the first that names persons, or somebody outright, else the first."""
    unsure: _Found | None = None
    for line, rule, text in find_bylines(page, printed, last_line, region, sites):
        others = not line.are_persons and all(is_agency(n) or is_outlet(n, sites) for n in line.names)
        found = _Found(line.names, rule, not others, one_line(text))
        if line.are_persons or line.outright:
            return found
        unsure = unsure or found
    return unsure


# --- what is declared -------------------------------------------------------------------------


def _names_of_site(data: StructuredData, host: str) -> frozenset[str]:
    """Keys of what the outlet is called: its names, the host, the host's labels."""
    host = host.removeprefix("www.")
    keys = {key_of(host), *map(key_of, host.split(".")[:-1])}
    for name in data.sites:
        keys.add(key_of(name))
        keys.update(map(key_of, _SITE_BORDER.split(name)))
    keys.discard("")
    return frozenset(keys)


_SITE_BORDER = re.compile(r"\s+[|–—-]\s+")


def _declared(data: StructuredData, sites: frozenset[str]) -> _Found | None:
    """Whom JSON-LD or meta tags call the author: the first source that is sure, else the first at all."""
    unsure: _Found | None = None
    for found in _declarations(data, sites):
        if found.sure:
            return found
        unsure = unsure or found
    return unsure


def _declarations(data: StructuredData, sites: frozenset[str]) -> Iterator[_Found]:
    for key in ("author", "creator"):
        if (value := data.article.get(key)) and (found := _of_thing(value, f"json_ld {key}", data, sites)):
            yield found
    meta = data.meta
    named = (key for key in meta if "author" in key or "byl" in key)  # the pattern is slow where nothing is
    others = (key for key in named if key not in _META_KEYS and _META_KEY.match(key))
    for key in (*_META_KEYS, *islice(others, _MOST_KEYS)):
        if (values := meta.get(key)) and (found := _of_meta(key, values[:_MOST_VALUES], sites)):
            yield found
    for number in "12":  # twitter:label1 "Written by", twitter:data1 "Jane Doe"
        labels, values = meta.get(f"twitter:label{number}"), meta.get(f"twitter:data{number}")
        if labels and values and _AUTHOR_LABEL.search(labels[0]):
            _, names = sift_names(read_names(values[0]), sites)
            if names:
                yield _Found(names, "twitter:data", sure=True)
    for thing in islice(_articles_beside(data), 2):
        if found := _of_thing(thing["author"], "json_ld author of the page", data, sites):
            yield _Found(found.names, found.rule, sure=False)


# What only articles say before what templates also say of the site: `author` may be its publisher.
_META_KEYS = (
    "byl", "article:author", "sailthru.author", "author", "parsely-author", "cxenseparse:author",
    "dc.creator", "dcterms.creator",
)  # fmt: skip
# "dcsext.author", "mrf:authors", "articleauthor", "article:author_name", "search.byline",
# "citation_author"; no app's
_META_KEY = re.compile(
    r"^(?!smartbanner|twitter|image|photo|og:image|book)(?:.*[.:-]|article_?|(?:bepress_)?citation_)?"
    r"(?:authors?(?:[_-]?names?)?|byl(?:ine)?)$"
)
_AUTHOR_LABEL = re.compile(
    r"\b(?:by|von|por|par|da|di|door|av|af|oleh|author|aut[eo]u?r\w*|автор\w*)$", re.IGNORECASE
)
_MOST_KEYS = 8
_MOST_VALUES = 5


def _of_meta(key: str, values: Sequence[str], sites: frozenset[str]) -> _Found | None:
    """Whom a meta tag names. With a web address it is an outlet, or the firm that built its pages."""
    said = [value for value in values if "www." not in value]
    outlets, names = sift_names((name for value in said for name in read_names(value)), sites)
    if names:
        return _Found(names, key, sure=True)
    own = (
        value
        for value in values
        if "www." in value and any(len(site) > 4 and site in key_of(value) for site in sites)
    )
    outlets = outlets or tuple(read_names(next(own, "")))
    if outlets and (is_outlet(outlets[0], sites) or outlets[0].replace(" ", "").isalpha()):
        return _Found(outlets[:1], f"{key}, the outlet itself", sure=False)
    return None


def _may_be_outlet(names: Sequence[str], page: Page) -> bool:
    """Whether what a template's meta tag calls the author may be the outlet, which nothing else calls so.

    It is no person's name by its looks, or letters have no case, or the title ends or begins with it, or
    other meta tags say it, or the host does. A weblog of one person may be called so, too, and prints the
    same name if any.
    """
    if len(names) != 1:
        return False
    name = names[0]
    if not has_case(name) or not is_name_like(name):
        return True
    parts = TITLE_BORDER.split(page.title or "")
    said = [*(value for key in _NAMES_OF_SITE for value in page.data.meta.get(key, ())[:2])]
    if len(parts) > 1:
        said += (parts[0], parts[-1])
    key = key_of(name)
    if any(key == other or (key in other and len(other) < len(key) + 12) for other in map(key_of, said)):
        return True
    labels = {key_of(part) for label in page.host.split(".") for part in label.split("-")}
    return any(len(word) >= _LEAST_LABEL and word in labels for word in map(key_of, name.split()))


_OF_TEMPLATES = frozenset({"author", "dc.creator", "dcterms.creator"})
_NAMES_OF_SITE = (
    "application-name",
    "apple-mobile-web-app-title",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "copyright",
    "twitter:site",
)
_LEAST_LABEL = 5  # letters of a host's label that are a word of the outlet's name


def _articles_beside(data: StructuredData) -> Iterator[Thing]:
    """Other things of JSON-LD with an author; that of a WebPage may be who posted it.

    An article with a headline of its own is another one.
    """
    headline = key_of(text_of(data.article, "headline") or "")
    for thing in data.things:
        has_author = thing is not data.article and thing.get("author")
        if has_author and any(_ARTICLE_TYPE.search(kind) for kind in types_of(thing)):
            other = key_of(text_of(thing, "headline") or "")
            if not headline or not other or headline == other:
                yield thing


_ARTICLE_TYPE = re.compile(r"Article|Posting|Report$|^WebPage$")


def _of_thing(value: object, rule: str, data: StructuredData, sites: frozenset[str]) -> _Found | None:
    """The persons in an author value of JSON-LD, else the organisations and accounts."""
    persons: list[str] = []
    others: list[str] = []
    for item in _items(value, data):
        names = [name for text in _texts_of_name(item) for name in read_names(text)]
        (persons if _is_person(item) or any(map(is_staff, names)) else others).extend(names)
    outlets, kept = sift_names(persons, sites)
    if kept:
        return _Found(kept, rule, sure=True)
    unsure = outlets or without_doubles(others)
    return _Found(unsure, f"{rule}, the outlet itself", sure=False) if unsure else None


def _items(value: object, data: StructuredData) -> Iterator[str | Thing]:
    """Texts and objects of an author value; what is only referred to by @id is looked up."""
    waiting = [value]
    for _ in range(_MOST_ITEMS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:_MOST_ITEMS]
        elif isinstance(item, str):
            # "{ \"@type\": \"Person\", \"name\": \"Jane Doe\" }": encoded twice
            thing = parse_loosely(item) if item.lstrip().startswith("{") else None
            yield thing if isinstance(thing, dict) else item
        elif isinstance(item, dict):
            id_ = item.get("@id")
            if isinstance(id_, str) and not item.get("name"):
                item = next((t for t in data.things if t.get("@id") == id_ and t.get("name")), item)
            yield item


_MOST_ITEMS = 50


def _texts_of_name(item: str | Thing) -> list[str]:
    if isinstance(item, str):
        return [item]
    name = item.get("name") or item.get("@name") or item.get("byline")
    if not name and isinstance(item.get("familyName"), str):
        name = f"{item.get('givenName') or ''} {item['familyName']}"
    names = name[:_MOST_VALUES] if isinstance(name, list) else [name]
    texts = (part.get("name") or part.get("@value") if isinstance(part, dict) else part for part in names)
    return [text for text in texts if isinstance(text, str)]


def _is_person(item: str | Thing) -> bool:
    """Whether JSON-LD does not say otherwise: an organisation, or the account that runs the site."""
    if isinstance(item, str):
        return True
    kinds = types_of(item)
    if "Person" not in kinds and any(kind.endswith("Organization") for kind in kinds):
        return False
    address = item.get("url") or item.get("@id")
    return not (isinstance(address, str) and _ADMIN_ADDRESS.search(address))


_ADMIN_ADDRESS = re.compile(r"/(?:admin|administrator|webmaster|root)\b", re.IGNORECASE)
