"""Read what a page says of itself to machines: JSON-LD, meta tags, as found in the wild."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from selectolax.lexbor import LexborNode

from tasks.article.line import one_line
from tasks.article.unwanted import LINKED_HEADING
from tasks.fold import fold

_MOST_THINGS = 2_000  # JSON-LD values looked at: some pages list their whole site

Thing = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StructuredData:
    """A page's own description. Meta keys are lower case; several values keep their order."""

    meta: dict[str, list[str]]
    article: Thing  # the JSON-LD object of the main article; empty if there is none
    types: frozenset[str]  # @type of all JSON-LD objects at the top of the page
    sites: frozenset[str]  # names of the site and its publisher
    things: tuple[Thing, ...] = ()

    def first(self, *keys: str) -> tuple[str, str] | None:
        """(value, key) of the first of these meta keys that says something."""
        for key in keys:
            for value in self.meta.get(key, ()):
                if value:
                    return value, key
        return None


def read_structured_data(
    json_ld: Iterable[str],
    metas: Iterable[LexborNode],
    *,
    title: str | None = None,
    headings: Sequence[LexborNode] = (),
    addresses: Sequence[str | None] = (),
) -> StructuredData:
    """What the texts of a page's JSON-LD scripts and its <meta> elements say; unreadable JSON is left out.

    Of several articles in JSON-LD the page's own is told by `title`, its <h1> among `headings`, and its
    `addresses`.
    """
    things = [(thing, types_of(thing)) for thing in _things(json_ld)]
    meta = _meta(metas)
    sites = set(meta.get("og:site_name", ()))
    for thing, kinds in things:
        if not kinds.isdisjoint(_SITE_TYPES):
            sites.update(names_of(thing))
        for key in ("publisher", "sourceOrganization"):
            if key in thing:
                sites.update(names_of(thing[key]))
    return StructuredData(
        meta=meta,
        article=_main_article(things, meta, title, headings, addresses),
        types=frozenset().union(*[kinds for _, kinds in things]),
        sites=frozenset(name for name in sites if name),
        things=tuple([thing for thing, _ in things]),
    )


def described_by(data: StructuredData, thing: Thing) -> StructuredData:
    """`data` with what an article's object in a script says, if the page says nothing of it itself.

    Such objects name things as each newsroom likes: "publishedAt", "first_published_at", "regDate".
    """
    if data.article:
        return data
    said: Thing = {}
    for key, value in thing.items():
        name = next((name for name, pattern in _NAMES_IN_SCRIPTS if pattern.search(key)), None)
        if name is not None and value and isinstance(value, str | list | dict | int):
            said.setdefault(name, str(value) if isinstance(value, int) else value)
    credits_ = thing.get("credits")  # Arc: {"by": [{"name": "Jane Doe"}]}
    if isinstance(credits_, dict) and credits_.get("by"):
        said.setdefault("author", credits_["by"])
    return replace(data, article=said)


_NAMES_IN_SCRIPTS = (
    ("dateModified", re.compile(r"modif|updat|(?<!un)chang|edited", re.IGNORECASE)),
    (
        "datePublished",
        re.compile(
            r"publish(?!er|ing|_?by)|publica|pub_?date|reg_?date|display_?date|^date|issued|released",
            re.IGNORECASE,
        ),
    ),
    (
        "author",
        re.compile(r"^(?:main_?)?authors?(?:[_-]?names?)?$|byline|^reporters?$|^writers?$", re.IGNORECASE),
    ),
    ("articleSection", re.compile(r"^(?:main_?)?(?:section|category|rubric)(?:[_-]?name)?$", re.IGNORECASE)),
)


# --- meta tags --------------------------------------------------------------------------------


def _meta(metas: Iterable[LexborNode]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in metas:
        attributes = node.attributes
        if not (content := attributes.get("content")):
            continue
        key = attributes.get("property") or attributes.get("name")
        if not key and (not (key := attributes.get("itemprop")) or _is_of_part(node)):
            continue
        if value := clean(content):
            found.setdefault(key.lower(), []).append(value)
    return found


# http://schema.org/ImageObject within an article: its author is the photographer, its date the picture's
_PARTS = re.compile(
    r"(?:(?:Image|Video|Audio|Media)Object|Photograph|Organization|Person|Comment|Rating|Offer|Product)/?$"
)
_MOST_LEVELS = 8


def _is_of_part(node: LexborNode) -> bool:
    """Whether a <meta itemprop> tells of a picture, a person, a teaser or the like and not of the page."""
    above = node.parent
    for _ in range(_MOST_LEVELS):
        if above is None or above.tag in ("head", "body"):
            return False
        if kind := above.attributes.get("itemtype"):
            return _PARTS.search(kind) is not None or is_item_of_teaser(above)
        above = above.parent
    return False


def is_item_of_teaser(item: LexborNode) -> bool:
    """Whether a microdata item is of another article, to whose page its heading leads."""
    return item.css_first("h1") is None and item.css_first(LINKED_HEADING) is not None


_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_CLEAN_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


def clean(value: str) -> str:
    """One line of text from a value that may be escaped twice or carry markup."""
    if "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
        if "&" in value and _ENTITY.search(value):
            value = html.unescape(value)
    if "<" in value:
        value = _CLEAN_TAG.sub("", value)
    return one_line(value)


# --- JSON-LD ----------------------------------------------------------------------------------

_SITE_TYPES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})
_ARTICLE_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle"  # noqa: SIM905 - names, read as a line
    " ReviewNewsArticle AskPublicNewsArticle SatiricalArticle AdvertiserContentArticle BlogPosting"
    " LiveBlogPosting Report ScholarlyArticle SocialMediaPosting TechArticle MedicalWebPage Review"
    " Recipe VideoObject".split()
)
_COMMA_BEFORE_END = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(
    r"^(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)$"
)


def _things(scripts: Iterable[str]) -> Iterator[Thing]:
    """Top-level JSON-LD objects, graphs and arrays opened up."""
    count = 0
    for script in scripts:
        waiting = deque([parse_loosely(script)])
        while waiting:
            count += 1
            if count > _MOST_THINGS:
                return
            value = waiting.popleft()
            if isinstance(value, list):
                waiting.extendleft(reversed(value[:_MOST_THINGS]))
            elif isinstance(value, dict):
                yield value
                for key in ("@graph", "mainEntity", "mainEntityOfPage"):
                    inner = value.get(key)
                    if isinstance(inner, list):
                        waiting.extendleft(reversed(inner[:_MOST_THINGS]))
                    elif isinstance(inner, dict) and len(inner) > 2:
                        waiting.appendleft(inner)


def _without_comments(text: str) -> str:
    return _COMMA_BEFORE_END.sub(r"\1", _COMMENT.sub("", text.strip(" \t\r\n;")).strip().rstrip(";"))


def _unescaped(text: str) -> str:
    return _COMMA_BEFORE_END.sub(r"\1", html.unescape(text))


_JSON = json.JSONDecoder(strict=False)  # json.loads would make one each time
_MENDS: tuple[Callable[[str], str], ...] = (str, _without_comments, _unescaped)


def parse_loosely(text: str) -> Any:
    """The JSON of a script, mended where templates break it; None when it cannot be read."""
    text = text.strip()
    for mend in _MENDS:
        try:
            value = _JSON.decode(mend(text))
        except (ValueError, RecursionError):
            continue
        if isinstance(value, str):  # encoded twice
            try:
                value = _JSON.decode(value)
            except (ValueError, RecursionError):
                return None
        return value
    return _what_can_be_read(text[:_MOST_MENDED])


_MOST_MENDED = 500_000  # characters of a script that is no JSON
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?P<type>\w*(?:Article|BlogPosting))"')
_ARTICLE_KEY = re.compile(
    r'"(?P<key>headline|author|creator|datePublished|dateCreated|dateModified|articleSection|publisher|keywords'
    r'|isAccessibleForFree)"\s*:\s*'
)
_BEHIND_VALUE = re.compile(r'[\s.]*(?:[}\]]|,\s*["}\]]|$)')
_BAD_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))', re.DOTALL)


def _what_can_be_read(text: str) -> Thing | None:
    """An article's values in a script that is no JSON: a quotation mark unescaped, a comma or an end missing.

    The first of each name counts, if something follows that may follow a value: a string that its own
    quotation marks cut is left out.
    """
    kind = _ARTICLE_TYPE.search(text)
    if kind is None:
        return None
    text = _BAD_ESCAPE.sub(_escaped, text)
    found: Thing = {}
    tries = 0
    for match in _ARTICLE_KEY.finditer(text):
        if match["key"] not in found and tries < _MOST_TRIES:
            tries += 1
            try:
                value, end = _JSON.raw_decode(text, match.end())
            except (ValueError, RecursionError):
                continue
            if _BEHIND_VALUE.match(text, end):
                found[match["key"]] = value
    return {"@type": kind["type"], **found} if found else None


_MOST_TRIES = 40


def _escaped(match: re.Match[str]) -> str:
    if match[1]:
        return match[0]
    return f"\\u00{match[2]}" if match[2] else match[3]


def types_of(thing: object) -> frozenset[str]:
    """The @type names of a JSON-LD object, without a vocabulary's address before them."""
    value = thing.get("@type") if isinstance(thing, dict) else None
    if isinstance(value, str):
        return frozenset((value.rpartition("/")[2],))
    values = value if isinstance(value, list) else ()
    return frozenset(kind.rpartition("/")[2] for kind in values if isinstance(kind, str))


def names_of(value: object) -> list[str]:
    """Names in an author, publisher or about value: text, object, or a list of either."""
    found: list[str] = []
    waiting = [value]
    while waiting and len(found) < 50:
        item = waiting.pop(0)
        if isinstance(item, str):
            found.append(clean(item))
        elif isinstance(item, list):
            waiting[:0] = item[:100]
        elif isinstance(item, dict):
            waiting.insert(0, item.get("name") or item.get("@name"))
    return [name for name in found if name]


_LEAST_COUNT = 600_000_000  # seconds since 1970: 1989


def text_of(thing: Thing, key: str) -> str | None:
    """A text value of a JSON-LD object, cleaned; the first one of a list. A count of seconds is one, too."""
    value = thing.get(key)
    if type(value) is int and value >= _LEAST_COUNT:
        return str(value)
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        value = value.get("@value")
    return clean(value) or None if isinstance(value, str) else None


def _main_article(
    things: Iterable[tuple[Thing, frozenset[str]]],
    meta: Mapping[str, Sequence[str]],
    title: str | None,
    headings: Sequence[LexborNode],
    addresses: Sequence[str | None],
) -> Thing:
    """The object that describes the page's article: that of its headline and address, else the fullest.

    `things` come with their types.
    """
    found = [(thing, of_articles) for thing, kinds in things if (of_articles := kinds & _ARTICLE_TYPES)]
    articles = [thing for thing, kinds in found if not kinds <= _BESIDE_ARTICLES]
    fit: dict[int, int] = {}
    if len(articles) > 1:
        names = [fold(name) for name in (title, *meta.get("og:title", ())[:2], *_printed(headings)) if name]
        places = {_place(address) for address in (*addresses, *meta.get("og:url", ())[:2]) if address}
        fit = {id(thing): _fits(thing, names, places) for thing in articles}
    best: Thing = {}
    best_worth = (0, 0.0)
    for thing, kinds in found:
        said = sum(key in thing for key in _OF_ARTICLES) + 0.5
        worth = fit.get(id(thing), 0), said * (0.3 if kinds <= _BESIDE_ARTICLES else 1)
        if worth > best_worth:
            best, best_worth = thing, worth
    return best


_BESIDE_ARTICLES = frozenset({"VideoObject", "Recipe", "Review", "MedicalWebPage", "SocialMediaPosting"})
_OF_ARTICLES = ("headline", "datePublished", "author", "articleBody", "publisher", "mainEntityOfPage")
_MOST_PRINTED = 5


def _printed(headings: Sequence[LexborNode]) -> list[str]:
    """The texts of the first <h1> elements."""
    printed = [node for node in headings if node.tag == "h1"][:_MOST_PRINTED]
    return [one_line(node.text_lexbor())[:_LONGEST_HEADLINE] for node in printed]


def _fits(thing: Thing, names: Sequence[str], places: Collection[str]) -> int:
    """How far an article's object is the page's own: by its headline, by its address."""
    headline = fold((text_of(thing, "headline") or text_of(thing, "name") or "")[:_LONGEST_HEADLINE])
    named = any(_is_same(headline, name) for name in names) if headline else False
    return named + any(_place(address) in places for address in _addresses_of(thing))


_LONGEST_HEADLINE = 500  # characters
_LEAST_SAME = 15  # characters that one headline is told by of which another is but the start


def _is_same(one: str, other: str) -> bool:
    """Whether folded headlines are one, or one begins with the other: "Headline | Outlet"."""
    if one == other:
        return True
    return min(len(one), len(other)) >= _LEAST_SAME and (one.startswith(other) or other.startswith(one))


def _addresses_of(thing: Thing) -> Iterator[str]:
    of_page = thing.get("mainEntityOfPage")
    inner = (of_page.get("@id"), of_page.get("url")) if isinstance(of_page, dict) else (of_page,)
    for value in (thing.get("url"), thing.get("@id"), *inner):
        if isinstance(value, str):
            yield value


def _place(address: str) -> str:
    """What is compared of an address: "https://www.paper.example/a/#article" and "http://paper.example/a"."""
    address = address.partition("#")[0].strip().lower()
    return address.rpartition("//")[2].removeprefix("www.").rstrip("/")
