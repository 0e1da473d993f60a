"""Read the names of authors: from a printed byline, or from what structured data calls an author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from selectolax.lexbor import LexborNode

from tasks.article.dateline import Dateline, agencies_named
from tasks.article.gazetteer import CITIES
from tasks.article.headline import TITLE_BORDER, key_of
from tasks.article.language import HAN_OR_HANGUL
from tasks.article.line import one_line
from tasks.article.page import Page
from tasks.article.person import (
    A_DATE,
    LONGEST_BYLINE,
    Line,
    has_case,
    has_family_name,
    is_agency,
    is_house,
    is_name_like,
    is_outlet,
    is_staff,
    names_other_work,
    opening_of,
    read_line,
    read_names,
    without_doubles,
)
from tasks.article.structured_data import StructuredData, Thing, parse_loosely, text_of, types_of
from tasks.article.unwanted import told_by_names
from tasks.fold import fold

__all__ = [
    "choose_authors",
    "closing_names",
    "is_name_like",
    "names_reporter",
    "opens_as_byline",
    "parse_byline",
]


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
    if declared is not None and declared.rule in _OF_TEMPLATES and _may_be_outlet(declared.names, page):
        declared = replace(declared, sure=False)
    if declared is not None and declared.sure and all(map(is_staff, declared.names)):
        declared = replace(declared, sure=False)
    if declared is not None and declared.sure:
        return declared.names, printed or _line_with(declared.names[0], page.marked), declared.rule
    found = _printed(page, printed, last_line, region, sites)
    if found is not None and (found.sure or declared is None):
        return found.names, found.text, found.rule
    if declared is not None:
        return declared.names, found.text if found else printed, declared.rule
    if name := _only_linked_author(page):
        return (name,), name, "author link"
    return (), printed, None


def parse_byline(text: str) -> tuple[str, ...]:
    """The names in a printed byline, without opening words, roles and places.

    "By Jane Doe, Staff Writer and Richard Roe" gives ("Jane Doe", "Richard Roe").
    """
    line = read_line(text)
    if line is not None:
        return line.names
    return () if opening_of(text) is not None else _sift(read_names(text), frozenset())[1]


def opens_as_byline(text: str) -> bool:
    """Whether a short line names its author outright: "By …", «كتب: …»."""
    return len(text) <= 100 and read_line(text) is not None


def names_reporter(text: str, dateline: Dateline) -> bool:
    """Whether a line that is but a dateline names a person; «القاهرة - الشرق الأوسط» names a paper.

    Who reports stands last, or between place and agency: «إسطنبول/ محمد علي/ الأناضول».
    """
    before, _, behind = text.rpartition(dateline.agency or dateline.place or "")
    names = [behind]
    if dateline.agency and dateline.place:
        names.append(before.partition(dateline.place)[2])
    names = [name.strip(" -–—:/|") for name in names]
    return any(is_name_like(name) and (has_case(name) or not name.startswith("ال")) for name in names)


def closing_names(text: str) -> tuple[str, ...]:
    """The names in an article's last line: "Jane Doe", "(דנה לוי)", "… (By Jane Doe)"."""
    text = text.strip()
    if match := _NAME_ALONE.match(text):
        name = match["name"].strip()
        cased = any(char.isupper() for char in name)
        if is_name_like(name) and (cased or text[0] in "([（"):
            return (name,)
    if (portrait := _PORTRAIT.match(text)) and is_name_like(portrait["name"]):
        return (portrait["name"],)
    if text[:1] == "（" and "、" in text and (several := _in_brackets_of_han(text)):
        return several
    line: Line | None = None
    if len(text) <= 100:
        agency, border, names = text.partition("/")  # «وام/خالد المنصوري/أحمد سالم»
        line = read_line(names.replace("/", "\n"), marked=True) if border and agencies_named(agency) else None
        line = line or read_line(text)
    elif match := _IN_LAST_BRACKETS.search(text[-120:]):
        line = read_line(match["line"], marked=match["end"] is not None)
    return line.names if line is not None and line.are_persons else ()


def _in_brackets_of_han(text: str) -> tuple[str, ...]:
    """Several names that are all that a Japanese last line says: «（山田太郎、鈴木花子）»."""
    names = tuple(text.strip("（）").split("、"))
    return names if len(text) <= _LONGEST_OF_HAN and all(map(is_name_like, names)) else ()


_LONGEST_OF_HAN = 30  # signs


@dataclass(frozen=True, slots=True)
class _Found:
    """Names and the rule that gave them; `sure` where they are no outlet's, firm's or account's."""

    names: tuple[str, ...]
    rule: str
    sure: bool
    text: str | None = None  # as printed


# --- what is declared -------------------------------------------------------------------------

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
_MOST_ITEMS = 50
_ARTICLE_TYPE = re.compile(r"Article|Posting|Report$|^WebPage$")
_SITE_BORDER = re.compile(r"\s+[|–—-]\s+")


def _names_of_site(data: StructuredData, host: str) -> frozenset[str]:
    """Keys of what the outlet is called: its names, the host, the host's labels."""
    host = host.removeprefix("www.")
    keys = {key_of(host), *map(key_of, host.split(".")[:-1])}
    for name in data.sites:
        keys.add(key_of(name))
        keys.update(map(key_of, _SITE_BORDER.split(name)))
    keys.discard("")
    return frozenset(keys)


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
            _, names = _sift(read_names(values[0]), sites)
            if names:
                yield _Found(names, "twitter:data", sure=True)
    for thing in islice(_articles_beside(data), 2):
        if found := _of_thing(thing["author"], "json_ld author of the page", data, sites):
            yield _Found(found.names, found.rule, sure=False)


def _of_meta(key: str, values: Sequence[str], sites: frozenset[str]) -> _Found | None:
    """Whom a meta tag names. With a web address it is an outlet, or the firm that built its pages."""
    said = [value for value in values if "www." not in value]
    outlets, names = _sift((name for value in said for name in read_names(value)), sites)
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


def _of_thing(value: object, rule: str, data: StructuredData, sites: frozenset[str]) -> _Found | None:
    """The persons in an author value of JSON-LD, else the organisations and accounts."""
    persons: list[str] = []
    others: list[str] = []
    for item in _items(value, data):
        names = [name for text in _texts_of_name(item) for name in read_names(text)]
        (persons if _is_person(item) or any(map(is_staff, names)) else others).extend(names)
    outlets, kept = _sift(persons, sites)
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


def _texts_of_name(item: str | Thing) -> list[str]:
    if isinstance(item, str):
        return [item]
    name = item.get("name") or item.get("@name") or item.get("byline")
    if not name and isinstance(item.get("familyName"), str):
        name = f"{item.get('givenName') or ''} {item['familyName']}"
    names = name[:_MOST_VALUES] if isinstance(name, list) else [name]
    texts = (part.get("name") or part.get("@value") if isinstance(part, dict) else part for part in names)
    return [text for text in texts if isinstance(text, str)]


_ADMIN_ADDRESS = re.compile(r"/(?:admin|administrator|webmaster|root)\b", re.IGNORECASE)


def _is_person(item: str | Thing) -> bool:
    """Whether JSON-LD does not say otherwise: an organisation, or the account that runs the site."""
    if isinstance(item, str):
        return True
    kinds = types_of(item)
    if "Person" not in kinds and any(kind.endswith("Organization") for kind in kinds):
        return False
    address = item.get("url") or item.get("@id")
    return not (isinstance(address, str) and _ADMIN_ADDRESS.search(address))


def _sift(names: Iterable[str], sites: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(the outlet's own names, firms and accounts; other names), each only once, none that nobody has."""
    kept = without_doubles(names)
    outlets = tuple(name for name in kept if is_house(name, sites))
    return outlets, tuple(name for name in kept if name not in outlets) if outlets else kept


# --- what is printed --------------------------------------------------------------------------

_MARKS = (
    "h1,[class~=by],[class*=yline],[class*=utho],[class*=utor],[class*=uteur],[class*=riter],[class*=eporter],[class*=submitted],[id*=uthor],"
    "[data-testid*=uthor],[data-testid*=yline],[data-component*=yline]"
)
_MOST_MARKED = 10
_MOST_LOOKED_AT = 500
_LARGE = frozenset({"html", "body", "article", "main", "form", "input", "img", "time"})
# Elements whose bylines are of other texts or of readers. "vcard" is an author's; themes call the text
# "content-area sidebar".
_OF_OTHERS = re.compile(
    r"(?<![a-z])comment|related|recommend|(?<!article)teaser|^(?!.*content).*sidebar|widget|gallery|(?<!v)card|(?<!no-)promo|(?<!left)(?<!left-)rail|menu"
    r"|quote|statement|newsletter|popular|trending|latest|carousel|slider|disqus|breaking|reply|summary-?item"
    r"|inline-article",
    re.IGNORECASE,
)
_PICTURE_NAMES = re.compile(r"caption|image|photo|figure|media|video|bild|foto|dropdown", re.IGNORECASE)
_CAPTION_NAMES = re.compile(r"caption|figure|dropdown", re.IGNORECASE)
_is_named_of_others, _is_named_picture, _is_named_caption = map(
    told_by_names, (_OF_OTHERS, _PICTURE_NAMES, _CAPTION_NAMES)
)
_TAGS_OF_OTHERS = frozenset({"figure", "figcaption", "nav", "blockquote", "menu", "dialog"})


def _printed(
    page: Page, printed: str | None, last_line: str | None, region: LexborNode | None, sites: frozenset[str]
) -> _Found | None:
    """The byline that the page shows: the first that names persons, or somebody outright, else the first."""
    unsure: _Found | None = None
    for line, rule, text in _places(page, printed, last_line, region, sites):
        others = not line.are_persons and all(is_agency(n) or is_outlet(n, sites) for n in line.names)
        found = _Found(line.names, rule, not others, one_line(text))
        if line.are_persons or line.outright:
            return found
        unsure = unsure or found
    return unsure


def _places(
    page: Page, printed: str | None, last_line: str | None, region: LexborNode | None, sites: frozenset[str]
) -> Iterator[tuple[Line, str, str]]:
    """(whom it names, rule, text) of each place that may hold the byline, the likeliest first."""
    if printed and (line := read_line(_without_city(printed), sites=sites, marked=True)):
        yield line, "byline", printed
    authors = [node for node in page.marked if _is_author(node)]
    authors = authors or [node for node in page.headings[:_MOST_MARKED] if _is_author(node)]
    for line, text in _of_elements(_first_group(authors), sites, declared=True):
        yield line, "marked author", text
    classed = _behind_headline((region or page.tree).css(_MARKS))
    for line, text in _of_elements(classed, sites, declared=False):
        yield line, "marked byline", text
    for line, text in _beside(page, sites):
        yield line, "beside the headline", text
    for end in (last_line, (text_of(page.data.article, "articleBody") or "")[-LONGEST_BYLINE:]):
        if end and (names := closing_names(end)):
            yield Line(names, are_persons=True, outright=False), "last line", end


def _only_linked_author(page: Page) -> str | None:
    """The name that links to an author's page, if it is one name only: several are of teasers."""
    names: dict[str, str] = {}
    for link in page.tree.css("a[href*='/author'],a[href*='/autor']")[:_MOST_MARKED]:
        if _AUTHOR_ADDRESS.search(link.attributes.get("href") or "") and not _is_of_others(link, 4):
            name = one_line(link.text_lexbor())
            if has_case(name) and is_name_like(name) and not _is_of_other_work(link):
                names.setdefault(key_of(name), name)
    return next(iter(names.values())) if len(names) == 1 else None


def _line_with(name: str, marked: Sequence[LexborNode]) -> str | None:
    """The line about the first element that is marked as the author's and says `name`, as printed."""
    for node in [node for node in marked[:40] if _is_author(node)][:4]:
        if name in (text := one_line(node.text_lexbor())):
            around = one_line(node.parent.text_lexbor()) if node.parent is not None else ""
            return around if text in around and len(around) <= _LONGEST_BESIDE else text[:LONGEST_BYLINE]
    return None


def _is_author(node: LexborNode) -> bool:
    attributes = node.attributes
    marks = f"{attributes.get('itemprop') or ''} {attributes.get('rel') or ''}"
    return "author" in marks and "author" in marks.split()


def _first_group(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """The elements that stand together with the first one; none if they stand about: those head teasers."""
    groups: dict[int, list[LexborNode]] = {}
    for node in nodes[:100]:
        parent = node.parent
        above = parent.parent if parent is not None else None
        groups.setdefault(above.mem_id if above is not None else 0, []).append(node)
    return next(iter(groups.values())) if 0 < len(groups) <= 3 else []


def _behind_headline(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Elements behind the first <h1>, then those before it; without classes that many teasers share."""
    before: list[tuple[LexborNode, str]] = []
    behind: list[tuple[LexborNode, str]] = []
    found = before
    last = 0
    places: dict[str, set[int]] = {}
    for node in nodes[:_MOST_LOOKED_AT]:
        id_, tag = node.mem_id, node.tag
        is_new = id_ != last  # an element comes once for each part of the query that it matches
        last = id_
        if tag == "h1":
            found = behind
        elif is_new and tag not in _LARGE:
            name = node.attributes.get("class") or ""
            found.append((node, name))
            parent = node.parent
            above = parent.parent if parent is not None else None
            places.setdefault(name, set()).add(above.mem_id if above is not None else 0)
            if len(behind) == 5 * _MOST_MARKED:
                break
    return [node for node, name in (*behind, *before) if len(places[name]) <= 2][:_MOST_MARKED]


def _of_elements(
    nodes: Sequence[LexborNode], sites: frozenset[str], *, declared: bool
) -> Iterator[tuple[Line, str]]:
    """Whom elements name, with those in one list with them; `declared` if they are said to be authors'."""
    for number, node in enumerate(nodes):
        if _is_of_others(node, 2 if declared else 4):
            continue
        text = _without_city(_lines_of(node))
        line = read_line(text, sites=sites, marked=True) if text else None
        if line is not None and _is_of_other_work(node):
            continue
        if line is None and declared and (name := _first_name(node, text)) and not is_house(name, sites):
            line = Line((name,), are_persons=True, outright=True)
        if line is None or not (declared or line.outright or _are_plain(line.names, text, sites)):
            continue
        names = list(line.names)
        for other in nodes[number + 1 :] if line.are_persons else ():
            if _are_alike(node, other):
                more = read_line(_lines_of(other), sites=sites, marked=True)
                names.extend(more.names if more is not None and more.are_persons else ())
        yield Line(without_doubles(names), line.are_persons, line.outright), text


def _first_name(node: LexborNode, text: str) -> str | None:
    """A weblog author's first name that links to an address of that name: a word alone is a section's too."""
    name = text.strip()
    if not _FIRST_NAME.match(name) or fold(name) in CITIES or not is_name_like(f"{name} Doe"):
        return None
    link = node if node.tag == "a" else node.css_first("a[href]")
    address = (link.attributes.get("href") or "") if link is not None else ""
    own = _OWN_ADDRESS.search(address)
    return name if own is not None and key_of(own["name"]) == key_of(name) else None


_FIRST_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{2,14}$")
_OWN_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|a)?|auteurs?|people|profiles?)/(?P<name>[^/?#]{3,20})/?(?:[?#]|$)",
    re.IGNORECASE,
)


def _are_plain(names: Sequence[str], text: str, sites: frozenset[str]) -> bool:
    """Whether names look like names where nothing says that they are.

    Agencies and outlets are; in scripts without capitals, what stands alone and is not a call («打印»), or
    beside a city, an account or the outlet («صدى النهر - محمد علي (جدة) @sada»).
    """
    name = names[0]
    if has_case(name):
        return is_name_like(name) or is_agency(name) or is_staff(name) or is_outlet(name, sites)
    if HAN_OR_HANGUL.search(name):
        return has_family_name(name) and (len(name) == 3 or one_line(text) == name)
    beside = one_line(text)
    for each in names:
        beside = beside.replace(each, "|")
    return all(_says_whence(part.strip(), sites) for part in _BESIDE_NAMES.split(beside))


_BESIDE_NAMES = re.compile(r"[:：|،,/()\[\]•·–—-]+")


def _says_whence(part: str, sites: frozenset[str]) -> bool:
    if " " not in part:  # an outlet's name, more often than not
        return True
    known = part[0] == "@" or fold(part) in CITIES or is_agency(part) or is_outlet(part, sites)
    return known or agencies_named(part) is not None  # «דנה לוי, סוכנויות הידיעות»


# «بيروت: نذير رضا», «بيروت – نذير رضا»
_CITY_BEFORE = re.compile(r"^\s*([^\W\d][^:：|\n]{1,25}?)\s*[:：]\s*")


def _without_city(text: str) -> str:
    city = _CITY_BEFORE.match(text)
    return text[city.end() :] if city is not None and fold(city[1]) in CITIES else text


def _are_alike(node: LexborNode, other: LexborNode) -> bool:
    """Whether elements of one kind stand in one list: `<li><a rel=author>` twice."""
    if node.tag != other.tag or node.attributes.get("class") != other.attributes.get("class"):
        return False
    parents = node.parent, other.parent
    if parents[0] is None or parents[1] is None:
        return False
    if parents[0].mem_id == parents[1].mem_id:
        return True
    above = parents[0].parent, parents[1].parent
    return above[0] is not None and above[1] is not None and above[0].mem_id == above[1].mem_id


def _is_of_others(node: LexborNode, levels: int, *, pictures: bool = True) -> bool:
    """Whether the names of an element and of those above it say comments, teasers, `pictures` …"""
    above: LexborNode | None = node
    for level in range(levels):
        if above is None or above.tag in ("body", "main", "article"):
            return False
        attributes = above.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if above.tag in _TAGS_OF_OTHERS or (names != " " and _is_named_of_others(names)):
            return True
        if above.tag == "li" and above.css_first("h2,h3,h4") is not None:  # a teaser's
            return True
        if pictures and names != " " and (_is_named_picture if level == 0 else _is_named_caption)(names):
            return True
        above = above.parent
    return False


def _is_of_other_work(node: LexborNode) -> bool:
    """Whether what stands right before a name says that it is no writer's: "Edited by: <a>Jane Doe</a>"."""
    at: LexborNode | None = node
    for _ in range(2):
        if at is None:
            return False
        if (before := at.prev) is not None:
            text = (before.text_content if before.is_text_node else before.text_lexbor()) or ""
            if text := one_line(text[-_LONGEST_LABEL:]):
                return names_other_work(text)
        at = at.parent
    return False


_LONGEST_LABEL = 60  # characters


def _lines_of(node: LexborNode) -> str:
    """The texts of an element, one a line: borders of elements are borders of names. "" if it holds much."""
    return node.text(separator="\n") if len(node.text_lexbor()) <= 4 * LONGEST_BYLINE else ""


# --- beside the headline ----------------------------------------------------------------------

_MOST_STEPS = 40
_MOST_LEVELS = 12
_LONGEST_BESIDE = 160
_LEAST_TEXT = 90
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i|zy|a)?|auteurs?|people|person(?:en|s)?|profile?s?|journalists?|staff|writers?"
    r"|contributors?|reporters?|by|bylines?|columnists?|redakt\w*|av|(?:[a-z]+-)*team|yazar(?:lar)?|penulis|muhabir)/|[?&]author=|/@[\w.-]+/?(?:[?#]|$)",
    re.IGNORECASE,
)


def _beside(page: Page, sites: frozenset[str]) -> Iterator[tuple[Line, str]]:
    """Names in the lines below the headline: said to be authors', linked so, or in one line with a date."""
    node = _headline_node(page)
    if node is None:
        return
    section = text_of(page.data.article, "articleSection") or ""
    headings = key_of(f"{section} {node.text_lexbor()} {page.title or ''}")
    for element in _elements_behind(node):
        if element.is_text_node:  # <h3>Lede</h3> by Jane Doe / January 19, 2017 / <a>…
            text = element.text_content or ""
            is_byline = A_DATE.search(text) is not None and opening_of(text.strip()) is not None
            loose = read_line(text, sites=sites) if is_byline else None
            if loose is not None and loose.are_persons and not _is_of_others(element, 3, pictures=False):
                yield loose, text
            continue
        text = _lines_of(element)
        dated = A_DATE.search(text) is not None
        link = element.css_first("a[href]")
        linked = link is not None and _AUTHOR_ADDRESS.search(link.attributes.get("href") or "") is not None
        said = opening_of(text.strip()) is not None
        if not dated and not linked and not said and not HAN_OR_HANGUL.search(text):
            continue
        if not said and _is_sentence(one_line(text)):  # "Jane Doe and Richard Roe wrote a book in 2014."
            continue
        line = read_line(text, sites=sites, marked=True)
        if line is None or key_of(line.names[0]) in headings:
            continue
        if _is_label(line.names[0], text):
            continue
        name, shown = line.names[0], one_line(link.text_lexbor()) if link is not None else ""
        # A name beside a date is the author's, unless it links to a section.
        by_looks = (linked and (name in shown or not shown)) or (
            dated and name not in shown and has_case(name)
        )
        by_looks = by_looks and line.are_persons and _are_plain(line.names, text, sites)
        named = line.outright or (name in shown and opening_of(shown) is not None)  # <a>By Jane Doe</a>
        outright = named and (line.are_persons or is_agency(name) or is_staff(name))
        if link is not None and element.css_first(_LINKED_HEADINGS) is not None:  # a teaser's
            continue
        if not (outright or by_looks) or _is_of_others(element, 3, pictures=False):
            continue
        if not _is_of_other_work(element):
            yield line, text


_LINKED_HEADINGS = ",".join(f"a {heading},{heading} a" for heading in ("h2", "h3", "h4"))


def _is_sentence(text: str) -> bool:
    """Whether a text ends like a sentence of some words; "… Updated on 3 May, 15:10h." does not."""
    words = text.split()
    if len(words) < 7 or text[-1] not in ".!?":
        return False
    last = words[-1][:-1]
    return (len(last) > 2 and last.isalpha()) or (last.isdecimal() and sum(map(str.islower, words)) >= 2)


def _is_label(name: str, text: str) -> bool:
    """Whether a colon follows what looks like a name: "Last Change : 30.04.2024"."""
    return text[text.find(name) + len(name) :].lstrip()[:1] in (":", "：")


def _headline_node(page: Page) -> LexborNode | None:
    """The <h1> that says most; without one, the heading that og:title or the start of <title> repeats."""
    first = [(len(one_line(node.text_lexbor())), node) for node in page.headings[:40] if node.tag == "h1"]
    if any(length for length, _ in first):  # a logo's may be empty
        return max(first, key=lambda item: item[0])[1]
    titles = {key_of(title) for title in page.data.meta.get("og:title", ())} | {key_of(page.title or "")}
    for node in page.headings[:40]:
        key = key_of(node.text_lexbor())
        if key in titles or (len(key) > _LEAST_HEADLINE and any(title.startswith(key) for title in titles)):
            return node
    return None


_LEAST_HEADLINE = 20  # letters that a title begins with: "Headline | Outlet"


_LEAST_LOOSE = 8  # characters


def _elements_behind(node: LexborNode) -> Iterator[LexborNode]:
    """Elements and loose texts, short ones, that follow `node`, until the text begins."""
    long = levels = 0
    at: LexborNode | None = node
    down = False
    for _ in range(_MOST_STEPS):
        if at is None:
            return
        step = at.first_child if down else None
        while step is None and at is not None:
            step = at.next
            if step is None:
                at = at.parent
                if at is None or at.tag in ("body", "html"):
                    return
        at = step
        down = False
        if at is not None and at.is_text_node:
            if _LEAST_LOOSE <= len((at.text_content or "").strip()) <= _LONGEST_BESIDE:
                yield at
            continue
        if at is None or not at.is_element_node or at.tag in ("figure", "nav", "form"):
            continue
        length = len(at.text_lexbor().strip())
        if length > _LEAST_TEXT and at.tag == "p":
            long += 1
            if long == 3:
                return
        if 0 < length <= _LONGEST_BESIDE:
            yield at
        elif length and at.tag != "p":
            levels += 1
            down = levels <= _MOST_LEVELS


# --- the last line ----------------------------------------------------------------------------

_NAME_ALONE = re.compile(r"^[(\[（]?\s*(?P<name>[^\W\d_][^\d()\[\]（）.,:;!?؟،«»\"“”|/]{3,38})\s*[)\]）]?$")
# "… said. (By Jane Doe)", «… פיצויים. (דנה לוי)»
# "Jane Doe is a columnist for the Morning Leader."
_PORTRAIT = re.compile(
    r"(?P<name>[A-Z][^\s,.]+(?:\s[A-Z][^\s,]*){1,3})\s(?:is|was)\s(?:an?|the|our)\s[^.]{0,60}?\b"
    r"(?:reporter|correspondent|journalist|writer|columnist|editor)s?\b"
)
_IN_LAST_BRACKETS = re.compile(r"(?P<end>[.!?؟…]\s*)?[(\[](?P<line>[^()\[\]]{4,60})[)\]][^()]{0,20}$")
