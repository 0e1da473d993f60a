"""Read what a page says of itself to machines: JSON-LD, meta tags, as found in the wild."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode

from tasks.article.line import one_line

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


def read_structured_data(json_ld: Iterable[str], metas: Iterable[LexborNode]) -> StructuredData:
    """What the texts of a page's JSON-LD scripts and its <meta> elements say; unreadable JSON is left out."""
    things = list(_things(json_ld))
    meta = _meta(metas)
    sites = set(meta.get("og:site_name", ()))
    for thing in things:
        if types_of(thing) & _SITE_TYPES:
            sites.update(names_of(thing))
        sites.update(name for key in ("publisher", "sourceOrganization") for name in names_of(thing.get(key)))
    return StructuredData(
        meta=meta,
        article=_main_article(things),
        types=frozenset(kind for thing in things for kind in types_of(thing)),
        sites=frozenset(name for name in sites if name),
        things=tuple(things),
    )


# --- meta tags --------------------------------------------------------------------------------


def _meta(metas: Iterable[LexborNode]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in metas:
        attributes = node.attributes
        content = attributes.get("content")
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if not key or not content:
            continue
        value = clean(content)
        if value:
            found.setdefault(key.lower(), []).append(value)
    return found


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
    " VideoObject".split()
)
_COMMA_BEFORE_END = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(
    r"^(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)$"
)


def _things(scripts: Iterable[str]) -> Iterator[Thing]:
    """Top-level JSON-LD objects, graphs and arrays opened up."""
    count = 0
    for script in scripts:
        waiting = deque([_parse(script)])
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


_MENDS: tuple[Callable[[str], str], ...] = (str, _without_comments, _unescaped)


def _parse(text: str) -> Any:
    """The JSON of a script, mended where templates break it; None when it cannot be read."""
    text = text.strip()
    for mend in _MENDS:
        try:
            value = json.loads(mend(text), strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, str):  # encoded twice
            try:
                value = json.loads(value, strict=False)
            except (ValueError, RecursionError):
                return None
        return value
    return None


def types_of(thing: object) -> frozenset[str]:
    """The @type names of a JSON-LD object, without a vocabulary's address before them."""
    value = thing.get("@type") if isinstance(thing, dict) else None
    values = value if isinstance(value, list) else [value]
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


def text_of(thing: Thing, key: str) -> str | None:
    """A text value of a JSON-LD object, cleaned; the first one of a list."""
    value = thing.get(key)
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        value = value.get("@value")
    return clean(value) or None if isinstance(value, str) else None


def _main_article(things: Iterable[Thing]) -> Thing:
    """The object that describes the page's article: the one that says most of it."""
    best: Thing = {}
    best_score = 0.0
    for thing in things:
        kinds = types_of(thing) & _ARTICLE_TYPES
        if not kinds:
            continue
        score = (
            sum(
                key in thing
                for key in (
                    "headline",
                    "datePublished",
                    "author",
                    "articleBody",
                    "publisher",
                    "mainEntityOfPage",
                )
            )
            + 0.5
        )
        if kinds <= {"VideoObject", "Review", "MedicalWebPage", "SocialMediaPosting"}:
            score *= 0.3
        if score > best_score:
            best, best_score = thing, score
    return best
