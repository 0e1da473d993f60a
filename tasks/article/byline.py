"""Read the names of authors: from a printed byline, or from what structured data calls an author."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.article.headline import key_of
from tasks.article.structured_data import StructuredData, clean, names_of

_MOST = 20
_LONGEST = 70  # characters of one name

_OPENING = re.compile(
    r"^\s*(?:(?:written|reported|posted|story|article|text|words|edited|published|analysis|opinion|review)\s+by\s*:?"
    r"|by\s*:?|from\s+|authors?\s*:|von\s*:?|ein\w*\s+\w+\s+von\s|par\s*:?|por\s*:?|de\s+la\s+redacci[oó]n\s+de|di\s+|a\s+cura\s+di|door\s*:?|af\s*:?|av\s*:?|autor\w*\s*:|yazar\s*:|oleh\s*:?|автор\w*\s*:"
    r"|(?:بقلم|بواسطة|كتبت?|كتبه|كتبتها|تحرير|إعداد|اعداد|تقرير|المحررة?|الكاتبة?|الكاتب|محررة?|كاتبة?|أعده|حاوره|نوشته|نویسنده|خبرنگار|גם\s+מאת|מאת|כתב)\s*(?:[:：/ـ-]+|\s|$)\s*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[,،;؛|•·]|\s/\s|\s[-–—]\s|\s(?:and|und|et|y|e|en|och|og|i|dan|ve|و|and\s+by|with|mit|con)\s+(?!\w*$(?<=\s))|\s&\s)\s*",
    re.IGNORECASE,
)
_AND_BEFORE_A_NAME = re.compile(r"\s+(?:و)(?=[^\W\d_]+\s+[^\W\d_]+)")
# What stands behind a name and is none: "Jane Doe, Staff Writer", "Jan Huber, Wien", "John Roe in London"
_ROLE = re.compile(
    r"\b(?:staff|writers?|reporters?|editors?|correspondents?|journalists?|contributors?|columnists?|producers?|photographers?|"
    r"managing|senior|associate|chief|deputy|bureau|political|redakteur\w*|redaktor\w*|journalist\w*|korrespondent\w*|autorin|"
    r"periodista|corresponsal|journaliste|updated|published|read|follow|email|min(?:ute)?s?|ago|am|pm|gmt)\b|@|https?:|www\.|\d{2,}",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(r"\s+(?:in|à|aus|en|for|für|at)\s+[A-ZÀ-Þ][\w.' -]+$")
_NO_NAME = frozenset(
    {"admin", "administrator", "editor", "redaktion", "redaction", "staff", "webmaster", "unknown", "none", "null", "author", "user", "anonymous", "root", "guest", "default", "ohneautor", "noauthor", "na"}
)


def authors_from(data: StructuredData, host: str) -> tuple[tuple[str, ...], str] | None:
    """(names, rule) from JSON-LD or meta tags; a site's own name counts only if JSON-LD calls it the author."""
    names = _real(part for name in names_of(data.article.get("author")) for part in _parts(name))
    if not names:
        names = _real(part for name in names_of(data.article.get("creator")) for part in _parts(name))
    if names:
        return names, "json_ld author"
    sites = {key_of(name) for name in data.sites} | {key_of(host.removeprefix("www."))}
    for key in ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl", "cxenseparse:author"):
        values = data.meta.get(key, ())
        found = _real(part for value in values for part in _parts(value))
        found = tuple(name for name in found if key_of(name) not in sites)
        if found:
            return found, key
    return None


def parse_byline(text: str) -> tuple[str, ...]:
    """The names in a printed byline, without opening words, roles and places.

    "By Jane Doe, Staff Writer and Richard Roe" gives ("Jane Doe", "Richard Roe").
    """
    return _real(_parts(text))


def opens_as_byline(text: str) -> bool:
    """Whether a short line names its author outright: "By …", «كتب: …»."""
    return len(text) <= 100 and _OPENING.match(text) is not None and bool(parse_byline(text))


def _parts(text: str) -> Iterable[str]:
    text = clean(text)
    if text.startswith(("http://", "https://", "/", "@")):
        return []
    text = _OPENING.sub("", text, count=1)
    return _BETWEEN.split(text)


def _real(parts: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for part in parts:
        name = _OPENING.sub("", part.strip(" .:،,-–—|/()[]\u200f\u200e"), count=1)
        name = _PLACE_BEHIND.sub("", name).strip()
        key = key_of(name)
        if not key or len(name) > _LONGEST or len(name) < 2 or key in _NO_NAME or len(name.split()) > 7:
            continue
        if kept and _ROLE.search(name):
            continue
        if _ROLE.search(name) and not re.search(r"(?i)\bstaff\b|\breporter\b|redaktion", name):
            continue
        kept.setdefault(key, name)
        if len(kept) == _MOST:
            break
    return tuple(kept.values())
