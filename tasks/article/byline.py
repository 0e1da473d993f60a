"""Read the names of authors: from a printed byline, or from what structured data calls an author."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.article.headline import key_of
from tasks.article.page import Page, one_line
from tasks.article.structured_data import StructuredData, clean, names_of, types_of

_MOST = 20
_LONGEST = 70  # characters of one name

_OPENING = re.compile(
    r"^\W*(?:(?:(?:written|reported|posted|story|article|text|words|edited|published|analysis|opinion|review)\s+)?by"
    r"|from|authors?|von|ein\w*\s+\w+\s+von|text\s+von|par|por|di|a\s+cura\s+di|door|af|av|autor(?:in|es|a)?|yazar|oleh|автор\w*|текст"
    r"|بقلم|بواسطة|كتبت?|كتبه|تحرير|إعداد|اعداد|المحررة?|الكاتبة?|محررة?|كاتبة?|أعده|حاوره|نوشته|نویسنده|خبرنگار|מאת|כתב[הת]?)"
    r"(?:\s*[:：/ـ–-]+\s*|\s+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[,،;؛|•·]|\s/\s|\s[-–—]\s|\s(?:and|und|et|y|e|en|och|og|i|dan|ve|و|and\s+by|with|mit|con)\s+(?!\w*$(?<=\s))|\s&\s)\s*",
    re.IGNORECASE,
)
_AND_BEFORE_A_NAME = re.compile(r"\s+(?:و)(?=[^\W\d_]+\s+[^\W\d_]+)")
# What stands behind a name and is none: "Jane Doe, Staff Writer", "Jan Huber, Wien", "John Roe in London"
_ROLE = re.compile(
    r"\b(?:developed|powered|designed|staff|writers?|reporters?|editors?|correspondents?|journalists?|contributors?|columnists?|producers?|photographers?|"
    r"managing|senior|associate|chief|deputy|bureau|political|redakteur\w*|redaktor\w*|journalist\w*|korrespondent\w*|autorin|"
    r"periodista|corresponsal|journaliste|updated|published|read|follow|email|min(?:ute)?s?|ago|am|pm|gmt)\b|@|https?:|www\.|\d{2,}",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(r"\s+(?:in|à|aus|en|for|für|at)\s+[A-ZÀ-Þ][\w.' -]+$")
_IN_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,80}[)\]）]")  # "Elena Oberholzer (obe)"
_NO_NAME = frozenset(
    {
        "admin",
        "administrator",
        "editor",
        "redaktion",
        "redaction",
        "staff",
        "webmaster",
        "unknown",
        "none",
        "null",
        "author",
        "user",
        "anonymous",
        "root",
        "guest",
        "default",
        "ohneautor",
        "noauthor",
        "na",
    }
)


def authors_from(data: StructuredData, host: str) -> tuple[tuple[str, ...], str] | None:
    """(names, rule) of the persons or agencies that JSON-LD or meta tags call authors, the site left out."""
    sites = {key_of(name) for name in data.sites} | {key_of(host.removeprefix("www."))}
    labels = host.removeprefix("www.").split(".")
    sites.update(key_of(label) for label in labels[:-1])
    for key in ("author", "creator"):
        if _are_organisations(data.article.get(key)):
            continue
        names = _real(part for name in names_of(data.article.get(key)) for part in _parts(name))
        if names := tuple(name for name in names if key_of(name) not in sites):
            return names, f"json_ld {key}"
    for key in _META_KEYS:
        names = _real(part for value in data.meta.get(key, ()) for part in _parts(value))
        if names := tuple(name for name in names if key_of(name) not in sites):
            return names, key
    return None


_META_KEYS = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
    "cxenseparse:author",
)  # fmt: skip


def _are_organisations(value: object) -> bool:
    values = value if isinstance(value, list) else [value]
    return bool(values) and all("Organization" in types_of(item) for item in values)


def house_as_author(data: StructuredData) -> tuple[tuple[str, ...], str] | None:
    """The outlet or another organisation, if JSON-LD says that nobody else wrote the article."""
    names = _real(names_of(data.article.get("author")))
    return (names, "json_ld author, the outlet itself") if names else None


_NAME_ALONE = re.compile(r"^[(\[]?\s*(?P<name>[^\W\d_][^\d()\[\].,:;!?؟،«»\"“”|/]{3,38})\s*[)\]]?$")


def closing_byline(text: str) -> str | None:
    """The name alone in an article's last line, "Jane Doe", "(דנה לוי)"; None if it is no name."""
    match = _NAME_ALONE.match(text.strip())
    if match is None or not is_name_like(match["name"]):
        return None
    cased = any(char.isupper() for char in match["name"])
    return match["name"].strip() if cased or text.strip()[0] in "([" else None


_PARTICLES = frozenset(
    {
        "de",
        "da",
        "di",
        "del",
        "la",
        "le",
        "van",
        "von",
        "den",
        "der",
        "bin",
        "al",
        "el",
        "y",
        "e",
        "dos",
        "ter",
        "zu",
    }
)


def is_name_like(text: str) -> bool:
    """Two to five words, each with a capital where the script has them: a person's name, by its looks."""
    words = text.split()
    if not 2 <= len(words) <= 5 or _ROLE.search(text):
        return False
    if not any(char.isupper() or char.islower() for char in text):
        return True
    return all(word[0].isupper() or word in _PARTICLES for word in words)


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
    text = _IN_BRACKETS.sub(" ", _OPENING.sub("", text, count=1)).strip() or text
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
        if _ROLE.search(name) and not re.search(r"\bstaff\b|\breporter\b|redaktion", name, re.IGNORECASE):
            continue
        kept.setdefault(key, name)
        if len(kept) == _MOST:
            break
    return tuple(kept.values())


# --- choosing among them ----------------------------------------------------------------------

_BYLINES = (
    "[rel~=author],[itemprop=author],[class*=byline],[class*=author],[class*=Byline],[class*=Author],[class*=writer],"
    "[class*=writeBy]"
)
_OF_OTHERS = re.compile(r"comment|related|recommend|teaser|sidebar|widget")


def choose_authors(
    page: Page, printed: str | None, last_line: str | None
) -> tuple[tuple[str, ...], str | None, str | None]:
    """(names, byline as printed, rule): what machines are told, what is printed, the outlet itself.

    `printed` is the byline found in the text's first lines, `last_line` its last paragraph.
    """
    if page.rules:
        for value in page.by_rule("byline"):
            if names := parse_byline(value):
                return names, value, "site rule"
    if declared := authors_from(page.data, page.host):
        return declared[0], printed, declared[1]
    if printed:
        return parse_byline(printed), printed, "byline"
    sites = {key_of(name) for name in page.data.sites} | {key_of(part) for part in page.host.split(".")}
    for node in page.tree.css(_BYLINES)[:12]:
        text = one_line(node.text(separator=" "))
        if not 3 < len(text) <= 90 or _OF_OTHERS.search(node.attributes.get("class") or ""):
            continue
        names = tuple(name for name in parse_byline(text) if key_of(name) not in sites)
        if names and (is_name_like(names[0]) or opens_as_byline(text)):
            return names, text, "marked byline"
    if last_line and (name := closing_byline(last_line)):
        return (name,), last_line, "last line"
    if house := house_as_author(page.data):
        return house[0], None, house[1]
    return (), None, None
