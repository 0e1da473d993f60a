"""Find the bylines that a page prints: in elements marked so, beside the headline, in the last line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selectolax.lexbor import LexborNode

from tasks.article.by_words import A_DATE, LABEL_WITH_BORDER, from_byline, names_other_work, opening_of
from tasks.article.byline import LONGEST_BYLINE, Line, closing_names, read_line
from tasks.article.date_line import is_date_line
from tasks.article.dateline import agencies_named
from tasks.article.gazetteer import CITIES
from tasks.article.headline import key_of
from tasks.article.language import HAN_OR_HANGUL
from tasks.article.line import one_line
from tasks.article.page import Page, short_text
from tasks.article.person import (
    ROLES_WITHOUT_CASE,
    has_case,
    has_family_name,
    is_agency,
    is_house,
    is_name_like,
    is_outlet,
    is_staff,
    without_doubles,
)
from tasks.article.structured_data import is_item_of_teaser, text_of
from tasks.article.unwanted import LINKED_HEADING, told_by_names
from tasks.fold import fold


def find_bylines(
    page: Page, printed: str | None, last_line: str | None, region: LexborNode | None, sites: frozenset[str]
) -> Iterator[tuple[Line, str, str]]:
    """(whom it names, rule, text) of each place that may hold the byline, the likeliest first."""
    if printed and (line := read_line(_without_city(printed), sites=sites, marked=True)):
        yield line, "byline", printed
    authors = [node for node in page.marked if _is_author(node)]
    if len(authors) > 1:
        authors = [node for node in authors[:_MOST_OF_MARKS] if not _is_of_teaser(node)] or authors
    authors = authors or [node for node in page.headings[:_MOST_MARKED] if _is_author(node)]
    for line, text in _of_elements(page, _first_group(authors), sites, declared=True):
        yield line, "marked author", text
    classed = _behind_headline((region or page.tree).css(_MARKS))
    for line, text in _of_elements(page, classed, sites, declared=False):
        yield line, "marked byline", text
    for line, text in _beside(page, sites):
        yield line, "beside the headline", text
    for end in (last_line, (text_of(page.data.article, "articleBody") or "")[-LONGEST_BYLINE:]):
        if end and (names := closing_names(end)):
            yield Line(names, are_persons=True, outright=False), "last line", end


def only_linked_author(page: Page) -> str | None:
    """The name that links to an author's page, if it is one name only: several are of teasers."""
    names: dict[str, str] = {}
    for link in page.tree.css("a[href*='/author'],a[href*='/autor']")[:_MOST_MARKED]:
        if _AUTHOR_ADDRESS.search(link.attributes.get("href") or "") and not _is_of_others(page, link, 4):
            name = one_line(link.text_lexbor())
            is_own = not _is_of_other_work(link) and not _is_beside_other_heading(page, link, (name,))
            if is_own and has_case(name) and is_name_like(name):
                names.setdefault(key_of(name), name)
    return next(iter(names.values())) if len(names) == 1 else None


def line_with(name: str, marked: Sequence[LexborNode]) -> str | None:
    """The line about the first element that is marked as the author's and says `name`, as printed."""
    for node in [node for node in marked[:40] if _is_author(node)][:4]:
        if name in (text := one_line(node.text_lexbor())):
            around = one_line(node.parent.text_lexbor()) if node.parent is not None else ""
            return around if text in around and len(around) <= _LONGEST_BESIDE else text[:LONGEST_BYLINE]
    return None


# --- marked elements --------------------------------------------------------------------------

_MOST_MARKED = 10


def _is_author(node: LexborNode) -> bool:
    attributes = node.attributes
    marks = f"{attributes.get('itemprop') or ''} {attributes.get('rel') or ''}"
    return "author" in marks and "author" in marks.split()


def _is_of_teaser(node: LexborNode) -> bool:
    """Whether the first microdata item about a mark is another article's, with a heading that leads there."""
    above = node.parent
    for _ in range(_MOST_LEVELS_ABOVE):
        if above is None or above.tag in ("body", "html"):
            return False
        if "itemscope" in above.attributes and "Person" not in (above.attributes.get("itemtype") or ""):
            return is_item_of_teaser(above)
        above = above.parent
    return False


_MOST_LEVELS_ABOVE = 6
_MOST_OF_MARKS = 100


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


_MARKS = (
    "h1,[class~=by],[class*=yline],[class*=utho],[class*=utor],[class*=uteur],[class*=riter],[class*=eporter],[class*=ournalist],[class*=submitted],[id*=uthor],"
    "div[id*=byline i],p[id*=byline i],"
    "[data-testid*=uthor],[data-testid*=yline],[data-component*=yline]"
)
_MOST_LOOKED_AT = 500
_LARGE = frozenset({"html", "body", "article", "main", "form", "input", "img", "time"})


def _of_elements(
    page: Page, nodes: Sequence[LexborNode], sites: frozenset[str], *, declared: bool
) -> Iterator[tuple[Line, str]]:
    """Whom elements name, with those in one list with them; `declared` if they are said to be authors'."""
    for number, node in enumerate(nodes):
        if _is_of_others(page, node, _levels_of(node) if declared else 4):
            continue
        text = _without_city(_lines_of(node))
        line = read_line(text, sites=sites, marked=True) if text else None
        if text and (line is None or not line.are_persons):
            line = _in_one_line(node, text, sites, declared=declared) or line
        if line is not None and (_is_of_other_work(node) or _is_beside_other_heading(page, node, line.names)):
            continue
        if line is None and declared and (name := _first_name(node, text)) and not is_house(name, sites):
            line = Line((name,), are_persons=True, outright=True)
        if line is None or not (declared or line.outright or _are_plain(line.names, text, sites)):
            continue
        names = list(line.names)
        for other in nodes[number + 1 :] if line.are_persons else ():
            if _are_alike(node, other, dressed=not declared):
                more = (
                    None
                    if _is_of_other_work(other)
                    else read_line(_lines_of(other), sites=sites, marked=True)
                )
                names.extend(more.names if more is not None and more.are_persons else ())
        yield Line(without_doubles(names), line.are_persons, line.outright), text


def _levels_of(node: LexborNode) -> int:
    """How many elements from a mark on may say that it is of others: more if no link has it, nor itemprop."""
    is_loose = node.tag != "a" and "author" not in (node.attributes.get("itemprop") or "")
    return 6 if is_loose else 2


def _in_one_line(node: LexborNode, text: str, sites: frozenset[str], *, declared: bool) -> Line | None:
    """The persons whom an element names if lines of the source are no borders: "By Jane\\n Doe".

    In a link that is `declared` to be an author elements are none, too: <a rel=author>Jane <em>Doe</em></a>.
    """
    if declared and node.tag == "a":
        text = one_line(text)
    elif "\n" in text.strip() and opening_of(text.strip()) is not None:
        text = "\n".join(map(one_line, node.text(separator="\x1f").split("\x1f")))
    else:
        return None
    line = read_line(text, sites=sites, marked=True)
    return line if line is not None and line.are_persons else None


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
    beside = " | ".join(_without_dates(text))
    for each in names:
        beside = beside.replace(each, "|")
    return all(_says_whence(part.strip(), sites) for part in _BESIDE_NAMES.split(beside))


_BESIDE_NAMES = re.compile(r"[:：|،,/()\[\]•·–—-]+")


def _says_whence(part: str, sites: frozenset[str]) -> bool:
    # An outlet's name, more often than not, or a day and time
    if " " not in part or not any(map(str.isalpha, part)):
        return True
    known = part[0] == "@" or fold(part) in CITIES or is_agency(part) or is_outlet(part, sites)
    known = known or part.split()[0] in ROLES_WITHOUT_CASE  # «נעמה שקד, כתבת תחבורה»
    return known or agencies_named(part) is not None  # «דנה לוי, סוכנויות הידיעות»


def _without_dates(text: str) -> list[str]:
    """The lines of a text that are no mere dates."""
    lines = map(one_line, text.split("\n"))
    return [line for line in lines if line and not is_date_line(line)]


def _without_city(text: str) -> str:
    city = _CITY_BEFORE.match(text)
    return text[city.end() :] if city is not None and fold(city[1]) in CITIES else text


# «بيروت: نذير رضا», «بيروت – نذير رضا»
_CITY_BEFORE = re.compile(r"^\s*([^\W\d][^:：|\n]{1,25}?)\s*[:：]\s*")


def _are_alike(node: LexborNode, other: LexborNode, *, dressed: bool) -> bool:
    """Whether elements of one kind, `dressed` in one class, stand in one list: `<li><a rel=author>` twice."""
    if node.tag != other.tag or (dressed and node.attributes.get("class") != other.attributes.get("class")):
        return False
    parents = node.parent, other.parent
    if parents[0] is None or parents[1] is None:
        return False
    if parents[0].mem_id == parents[1].mem_id:
        return True
    if parents[0].tag == "article":  # of another one
        return False
    above = parents[0].parent, parents[1].parent
    return above[0] is not None and above[1] is not None and above[0].mem_id == above[1].mem_id


def _is_of_others(page: Page, node: LexborNode, levels: int, *, pictures: bool = True) -> bool:
    """Whether the names of an element and of those above it say comments, teasers, `pictures` …"""
    above: LexborNode | None = node
    for level in range(levels):
        if above is None or above.tag in ("body", "main", "article"):
            return False
        attributes = above.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if above.tag in _TAGS_OF_OTHERS:
            return True
        # "story component with_related_categories" holds the article itself.
        if names != " " and _is_named_of_others(names) and not (level and _holds_headline(page, above)):
            return True
        if above.tag == "li" and above.css_first("h2,h3,h4") is not None:  # a teaser's
            return True
        if pictures and names != " " and (_is_named_picture if level == 0 else _is_named_caption)(names):
            return True
        above = above.parent
    return False


def _holds_headline(page: Page, box: LexborNode) -> bool:
    """Whether an element has the page's headline: <section><h1>Comments</h1> … has one of its own."""
    held = [node.mem_id for node in box.css("h1")[:_MOST_HELD]]
    headline = _headline_node(page) if held else None
    return headline is not None and headline.mem_id in held


_MOST_HELD = 40


def _is_beside_other_heading(page: Page, node: LexborNode, names: Sequence[str]) -> bool:
    """Whether a byline stands in a small box with a heading that leads to another article.

    A weblog's headline leads to its own page, which `<title>` names; that of a portrait to its author; a few
    words to a section.
    """
    above = node.parent
    for _ in range(2):
        if above is None or above.tag in ("body", "main") or short_text(above, _LONGEST_TEASER) is None:
            return False
        if (heading := above.css_first(LINKED_HEADING)) is not None:
            if _holds_headline(page, above) or _stands_above_text(page, above):
                return False
            link = heading if heading.tag == "a" else heading.parent
            text = one_line(heading.text_lexbor())
            key = key_of(text)
            is_long = len(text.split()) >= _LEAST_OF_HEADLINE or HAN_OR_HANGUL.search(text) is not None
            if not is_long or key in key_of(page.title or "") or any(key_of(name) in key for name in names):
                return False
            return link is None or not (_leads_to_author(link) or _leads_here(page, link))
        above = above.parent
    return False


def _stands_above_text(page: Page, box: LexborNode) -> bool:
    """Whether a box comes behind the headline and before the second paragraph of the text."""
    headline = _headline_node(page)
    return headline is not None and any(
        at.mem_id == box.mem_id or (at.parent is not None and at.parent.mem_id == box.mem_id)
        for at in _elements_behind(headline, paragraphs=2)
    )


def _leads_here(page: Page, link: LexborNode) -> bool:
    address = page.absolute(link.attributes.get("href"))
    return address is not None and address in (page.url, page.absolute(page.canonical))


_LONGEST_TEASER = 500  # characters
_LEAST_OF_HEADLINE = 4  # words


def _is_of_caption(node: LexborNode) -> bool:
    """Whether an element or the one about it is named as a caption: who is shown has a name, too."""
    for above in (node, node.parent):
        if above is not None and _is_named_caption(f"{above.attributes.get('class') or ''} "):
            return True
    return False


# Elements whose bylines are of other texts or of readers. "vcard" is an author's; themes call the text
# "content-area sidebar".
_OF_OTHERS = re.compile(
    r"(?<![a-z])comment|related|recommend|(?<!article)teaser|^(?!.*content).*sidebar|widget|gallery|(?<!v)(?<!author-)(?<!author_)card|(?<!no-)promo|(?<!left)(?<!left-)rail|menu"
    r"|quote|statement|newsletter|popular|trending|latest|carousel|slider|disqus|breaking|reply|responses|summary-?item"
    r"|inline-article",
    re.IGNORECASE,
)
_PICTURE_NAMES = re.compile(r"caption|image|photo|figure|media|video|bild|foto|dropdown", re.IGNORECASE)
_CAPTION_NAMES = re.compile(r"caption|figure|dropdown", re.IGNORECASE)
_is_named_of_others, _is_named_picture, _is_named_caption = map(
    told_by_names, (_OF_OTHERS, _PICTURE_NAMES, _CAPTION_NAMES)
)
_TAGS_OF_OTHERS = frozenset({"figure", "figcaption", "nav", "blockquote", "menu", "dialog"})


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
    if len(node.text_lexbor()) > 4 * LONGEST_BYLINE:
        return ""
    text = node.text(separator="\n")
    if _LETTER_APART.search(text) is None:
        return text
    # "Jane Doe<a>x</a>", "Jane Doe<sup>a</sup>": a link to an account, a note
    apart = any(len(one_line(other.text_lexbor())) == 1 for other in node.css("a,sup,button"))
    return text if apart else _LETTER_APART.sub(_with_its_word, text)


# A letter that is set by itself: "Jane Doelin<span>g</span>", "<span>J</span>ane Doeling"
_LETTER_APART = re.compile(r"(?<=[^\W\d_])\n([^\W\d_])(\n|$)|(?<![^\W_])([^\W\d_])\n(?=[^\W\d_])")


def _with_its_word(letter: re.Match[str]) -> str:
    last, behind, first = letter.groups()
    if first is not None:
        return first if first.isupper() and letter.string[letter.end()].islower() else letter[0]
    is_last = letter.string[letter.start() - 1].islower() and last.islower()
    if not is_last or (last in _CONJUNCTIONS and letter.string[letter.end() :][:1].isalpha()):
        return letter[0]
    return last + behind


_CONJUNCTIONS = frozenset("yeiaouиі")  # "Ana Prado<span>y</span>Luis Roca"


# --- beside the headline ----------------------------------------------------------------------


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
            if (
                loose is not None
                and loose.are_persons
                and not _is_of_others(page, element, 3, pictures=False)
            ):
                yield loose, text
            continue
        text = from_byline(_lines_of(element))
        dated = A_DATE.search(text) is not None
        link = element.css_first("a[href]")
        linked = link is not None and _leads_to_author(link)
        said = opening_of(text.strip()) is not None
        if not linked and not said and not text.isascii() and (name := _name_with_city(text, sites)):
            if element.css_first(_HEADINGS) is None:  # «بيروت: عودة الروح»
                yield Line((name,), are_persons=True, outright=False), text
            continue
        if not dated and not linked and not said and not HAN_OR_HANGUL.search(text):
            continue
        if not said and _is_sentence(one_line(text)):  # "Jane Doe and Richard Roe wrote a book in 2014."
            continue
        line = read_line(text, sites=sites, marked=True)
        if line is None or key_of(line.names[0]) in headings:
            continue
        if _is_label(line.names[0], text) and not (said and LABEL_WITH_BORDER.match(text.strip())):
            continue
        name, shown = line.names[0], one_line(link.text_lexbor()) if link is not None else ""
        if linked and not has_case(shown) and is_name_like(shown) and line.names[0] == shown:
            # Others beside it are no persons.
            line, text = Line((shown,), are_persons=True, outright=line.outright), shown
        # A name beside a date is the author's, unless it links to a section.
        by_looks = (linked and (name in shown or not shown)) or (
            dated and name not in shown and has_case(name)
        )
        by_looks = by_looks and line.are_persons and _are_plain(line.names, text, sites)
        named = line.outright or (name in shown and opening_of(shown) is not None)  # <a>By Jane Doe</a>
        outright = named and (line.are_persons or is_agency(name) or is_staff(name))
        if link is not None and element.css_first(LINKED_HEADING) is not None:  # a teaser's
            continue
        if not (outright or by_looks) or _is_of_others(page, element, 3, pictures=False):
            continue
        if not outright and not linked and _is_of_caption(element):
            continue
        if not _is_of_other_work(element):
            yield line, text


def _leads_to_author(link: LexborNode) -> bool:
    """Whether a link leads to an author's page, by its address or its title: "Posts by Jane Doe"."""
    attributes = link.attributes
    if _AUTHOR_ADDRESS.search(attributes.get("href") or ""):
        return True
    title = attributes.get("title") or ""
    named = _TITLE_OF_AUTHOR.search(title)
    return named is not None and title[named.end() :].strip() == one_line(link.text_lexbor())


# No "Foto von Jane Doe", "Kritik von Jane Doe": that leads to a work of hers.
_TITLE_OF_AUTHOR = re.compile(
    r"\b(?:(?:posts?|articles?|stories|all|view|more)\s(?:.{0,20}?\s)?by"
    r"|(?:beiträge|artikel|inhalte|texte|berichte|alles|mehr)\s(?:.{0,20}?\s)?von"
    r"|(?:articles|publications|billets|tout)\s(?:.{0,20}?\s)?par"
    r"|(?:entradas|artículos|noticias|posts|publicações|artigos|notícias|publicaciones|todo)\s(?:.{0,20}?\s)?(?:por|de)"
    r"|(?:articoli|post|tutto)\s(?:.{0,20}?\s)?di|(?:artikelen|berichten|alles|meer)\s(?:.{0,20}?\s)?(?:door|van))\s+",
    re.IGNORECASE,
)
_LONGEST_BESIDE = 160
_HEADINGS = "h2,h3,h4,h5,h6"  # a query finds the element itself, too


def _name_with_city(text: str, sites: frozenset[str]) -> str | None:
    """Who reports from a city, where letters have no case: «بيروت - محمد علي», «محمد علي (دبي)»."""
    if has_case(text):
        return None
    lines = _without_dates(text)
    line = lines[0] if len(lines) == 1 else ""
    if not line or len(line) > _LONGEST_WITH_CITY:
        return None
    parts = [part for part in map(str.strip, _BESIDE_CITY.split(line)) if part]
    if len(parts) != 2 or (":" in line and one_line(text) == line):
        return None  # «חיפה: מהומות קשות» heads a report; beside a date stands who wrote it
    city, name = parts if fold(parts[0]) in CITIES else reversed(parts)
    if fold(city) not in CITIES or fold(name) in CITIES or not 2 <= len(name.split()) <= _MOST_WORDS:
        return None
    if name.startswith("ال") or agencies_named(name) or is_outlet(name, sites) or not is_name_like(name):
        return None
    return name


_LONGEST_WITH_CITY = 50  # characters
_MOST_WORDS = 3
_BESIDE_CITY = re.compile(r"\s[-–—]\s|\s?[:/،,]\s?|[()]")
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:en|es|i|zy|a|ius|iai|u)?|auteurs?|avtor(?:[iy])?|szerzok?|forfatter|hofundur|muellif|firmas?|biografia|periodistas?|people|person(?:en|s)?|profile?s?|journalists?|staff|writers?|editors(?!/(?:picks?|choices?|topics?)\b)"
    r"|contributors?|reporters?|by|bylines?|columnists?|redakt\w*|av|(?:[a-z]+-)*team|yazar(?:lar)?|penulis|muhabir)/|[?&]author=|/@[\w.-]+/?(?:[?#]|$)",
    re.IGNORECASE,
)


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


def _elements_behind(node: LexborNode, paragraphs: int = 3) -> Iterator[LexborNode]:
    """Elements and loose texts, short ones, that follow `node`, until the last of `paragraphs` of text."""
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
            if long == paragraphs:
                return
        if 0 < length <= _LONGEST_BESIDE:
            yield at
        elif length and at.tag != "p":
            levels += 1
            down = levels <= _MOST_LEVELS


_LEAST_LOOSE = 8  # characters
_MOST_STEPS = 40
_MOST_LEVELS = 12
_LEAST_TEXT = 90
