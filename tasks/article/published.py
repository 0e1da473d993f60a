"""Choose when an article was published among what its page says: to machines, in print, in its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice

from selectolax.lexbor import LexborNode

from tasks.article.ago import find_run_together, may_be_ago
from tasks.article.date import Published, read_date
from tasks.article.line import one_line
from tasks.article.marker import is_marker
from tasks.article.page import Page, short_text
from tasks.article.structured_data import StructuredData, text_of
from tasks.article.unwanted import LINKED_HEADING, told_by_names
from tasks.fold import fold

_META_KEYS = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "date_published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date", "dc.date.created", "publish-date",
    "publish_date", "publishdate", "pubdate", "publication_date", "article_date_original",
    "article.published", "originalpublicationdate", "og:published_time", "published_at", "date",
    "last_published", "og:pubdate", "article.created", "created", "cxenseparse:publishtime",
    "vr:published_time", "displaydate", "releasedate", "og:release_date",
)  # fmt: skip
# "prism.publicationdate", "content:publishdate", "firstpublishedtime", "cxenseparse:recs:published_time"
_META_KEY = re.compile(
    r"^(?!video|music|book|image|podcast|(?:.*[.:_-])?(?:video|audio|music|book|image|podcast|site|event|issue|page"
    r"|product|movie|song|album|game|job|app)s?[.:_-])"
    r"(?:.*[.:_-])?(?:article|first)?_?"
    r"(?:pub(?:lish(?:ed)?|lication)?[_-]?(?:date|time|on|at)|citation_(?:online_)?date)(?:_?time)?$"
)
_MODIFIED_KEYS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "article:modified",
    "lastmod",
)


@dataclass(frozen=True, slots=True)
class Dates:
    """What was chosen, and the rules that gave it."""

    published: Published | None
    rule: str | None
    modified: Published | None = None
    modified_rule: str | None = None


def choose_published(page: Page, headline_node: LexborNode | None, date_lines: Sequence[str] = ()) -> Dates:
    """The publication date with the rule that gave it.

    The address is asked last, but for a lone date that stands beside the article.

    `date_lines` are the lines of the article's element that are but a date.

    A declared date without a time (or at midnight sharp, a template's placeholder) is made exact by another
    source that gives a time on the same day; one without a zone by one that gives the zone.
    """
    zone, fetched_at = page.zone, page.fetched_at
    chosen: Published | None = None
    rule: str | None = None
    for found, whence in _declared(page.data, zone, fetched_at):
        if chosen is None:
            chosen, rule = found, whence
            if _exact(found) and whence != "json_ld dateCreated":
                break
        elif (better := _sharpened(chosen, found)) is not None:
            chosen, rule = better, f"{rule}, sharpened by {whence}"
            break
    is_loose = chosen is None or not _exact(chosen) or rule == "json_ld dateCreated"
    if is_loose:
        for found, whence in _printed(page, headline_node, date_lines):
            last = whence == _BESIDE_RULE
            if chosen is None and last and (unmarked := _unmarked(page)) is not None:
                chosen, rule = unmarked
            if chosen is not None and not last and _is_templates(chosen, rule, found):
                chosen, rule = None, None
            if chosen is None or (not last and _is_issue(chosen, rule, found)):
                chosen, rule = found, whence
                if _exact(found):
                    break
            elif (better := _sharpened(chosen, found)) is not None:
                chosen, rule = better, f"{rule}, sharpened by {whence}"
                break
    if chosen is None and (unmarked := _unmarked(page)) is not None:
        chosen, rule = unmarked
    if chosen is None and headline_node is not None:
        chosen, rule = next(_near(page, headline_node, changed=True), (None, None))
    if chosen is not None and _midnight(chosen):
        chosen = replace(chosen, precision="day")
    modified, modified_rule = _modified(page.data, zone, fetched_at)
    is_printed = is_loose and rule in _NEAR_RULES
    if modified is None and is_printed and chosen is not None and headline_node is not None:
        modified, modified_rule = _printed_change(page, headline_node, chosen)
    return Dates(chosen, rule, modified, modified_rule)


# What a template may say of itself, or of the day on which it was made.
_OF_TEMPLATES = frozenset(
    {"json_ld dateCreated", "json_ld WebPage datePublished", "created", "article.created"}
)


def _is_templates(chosen: Published, rule: str | None, printed: Published) -> bool:
    """Whether a declared date is its template's: long before the day that the page prints at its headline."""
    if rule not in _OF_TEMPLATES or printed.relative:
        return False
    return printed.at - chosen.at > _LONG_BEFORE


_LONG_BEFORE = timedelta(days=60)


def _is_issue(chosen: Published, rule: str | None, printed: Published) -> bool:
    """Whether a month that is printed about the headline is that of a magazine's issue, for a day is, too."""
    return (
        chosen.precision in _MOST_FROM_ISSUE
        and abs(printed.at - chosen.at) <= _MOST_FROM_ISSUE[chosen.precision]
        and not chosen.relative
        and rule in ("printed", "printed near the headline")
        and printed.precision in ("day", "minute")
    )


# From the first day of the month or year; issues are dated ahead.
_MOST_FROM_ISSUE = {"month": timedelta(days=100), "year": timedelta(days=366)}


def _unmarked(page: Page) -> tuple[Published, str] | None:
    """(date, rule) of the line below the text or the address."""
    if (said := _said_below(page)) is not None:
        return said, "printed below the text"
    for address in (page.path, page.canonical, *page.data.meta.get("og:url", ())[:1]):
        from_url = _of_path(address, page.zone, page.fetched_at) if address else None
        if from_url is not None:
            return from_url, "url"
    return None


def _exact(found: Published) -> bool:
    return found.precision == "minute" and not _midnight(found) and found.zone == "page"


def _midnight(found: Published) -> bool:
    return (
        found.precision == "minute"
        and not found.relative
        and (found.at.hour, found.at.minute, found.at.second) == (0, 0, 0)
        and not found.at.microsecond
    )


def _sharpened(chosen: Published, other: Published) -> Published | None:
    """`other` if it says the same as `chosen`, and more exactly."""
    if other.precision != "minute" or _midnight(other) or other.relative:
        return None
    if chosen.precision != "minute" or _midnight(chosen):
        near = abs(other.at - chosen.at) < timedelta(hours=36)
        # "2019-06-03T00:00Z" beside "June 2, 2019, 20:08 -0400": one of the two days is told in UTC
        days = (chosen.at.date(), chosen.at.astimezone(UTC).date())
        same_day = other.at.date() in days or other.at.astimezone(UTC).date() in days
        return other if near and same_day else None
    if chosen.zone != "page" and other.zone == "page":
        same = other.at.replace(tzinfo=None, second=0, microsecond=0) == chosen.at.replace(
            tzinfo=None, second=0, microsecond=0
        )
        return other if same else None
    return None


def _declared(
    data: StructuredData, zone: tzinfo | None, fetched_at: datetime | None
) -> Iterator[tuple[Published, str]]:
    for key in ("datePublished", "uploadDate"):
        if (value := text_of(data.article, key)) and (
            found := read_date(value, zone=zone, fetched_at=fetched_at)
        ):
            yield found, f"json_ld {key}"
            break
    for key in _META_KEYS:
        for value in data.meta.get(key, ()):
            if found := read_date(value, zone=zone, fetched_at=fetched_at):
                yield found, key
                break
    value = text_of(data.article, "dateCreated")
    if value and (found := read_date(value, zone=zone, fetched_at=fetched_at)):
        yield found, "json_ld dateCreated"
    for thing in data.things:
        if thing is not data.article and "WebPage" in str(thing.get("@type")):
            value = text_of(thing, "datePublished")
            if value and (found := read_date(value, zone=zone, fetched_at=fetched_at)):
                yield found, "json_ld WebPage datePublished"


def _declared_alike(page: Page) -> Iterator[tuple[Published, str]]:
    """What meta tags say whose keys only look like the known ones: less sure than a date at the headline."""
    meta = page.data.meta
    others = (key for key in meta if ("pub" in key or "citation" in key) and key not in _META_KEYS)
    for key in islice((key for key in others if _META_KEY.match(key)), _MOST_KEYS):
        for value in meta[key][:_MOST_VALUES]:
            if found := read_date(value, zone=page.zone, fetched_at=page.fetched_at):
                yield found, key
                break


_MOST_KEYS = 8
_MOST_VALUES = 5


def _modified(
    data: StructuredData, zone: tzinfo | None, fetched_at: datetime | None
) -> tuple[Published | None, str | None]:
    value = text_of(data.article, "dateModified")
    if value and (found := read_date(value, zone=zone, fetched_at=fetched_at)):
        return found, "json_ld dateModified"
    for key in _MODIFIED_KEYS:
        for value in data.meta.get(key, ()):
            if found := read_date(value, zone=zone, fetched_at=fetched_at):
                return found, key
    return None, None


def _printed_change(
    page: Page, headline_node: LexborNode, published: Published
) -> tuple[Published | None, str | None]:
    """The first date near the headline that is said to be of a change, if it is later: «آخر تحديث: …»."""
    for found, rule in _near(page, headline_node, changed=True, levels=_LEVELS_OF_CHANGE):
        if found.precision in ("minute", "day") and found.at > published.at:
            return found, rule
    return None, None


def is_date_line(text: str) -> bool:
    """Whether a short line is a date and hardly more: "25.10.2025 - 15:26 Uhr", "Publié le 29/10/2012".

    Or how long ago something was: "3 hours ago", «منذ ساعتين».
    """
    if len(text) > _LONGEST_DATE_LINE:
        return False
    if _FOUR_DIGITS.search(text) and (found := read_date(text)) is not None:
        return len(text) - len(found.raw) <= _MOST_BESIDE_DATE
    return len(text) <= _LONGEST_AGO and _is_ago(text)


def date_of_byline(page: Page, byline: str) -> Published | None:
    """The date in a byline as printed; none in one as long as a portrait of the author."""
    return _read_printed(page, byline) if len(byline) <= _LONGEST_MARKED else None


def _is_ago(text: str) -> bool:
    """Whether a line is nothing but a time counted back, with a short label; no sentence with one."""
    if text[-1] in ".!?؟":
        return False
    if not may_be_ago(fold(text).split()) and (text.isascii() or find_run_together(text) is None):
        return False
    found = read_date(text, fetched_at=_ANY_TIME)
    if found is None or not found.relative:
        return False
    # "Ten years ago" may stand above what happened then.
    most = _MOST_BESIDE_AGO if found.precision in ("minute", "day") else 0 if _DIGIT.search(text) else -1
    return len(text) - len(found.raw) <= most


_ANY_TIME = datetime(2020, 1, 15, 12, tzinfo=UTC)
_LONGEST_AGO = 40  # characters
_MOST_BESIDE_AGO = 14
_LONGEST_DATE_LINE = 60
_FOUR_DIGITS = re.compile(r"(?:\d\D*){4}")
_MOST_BESIDE_DATE = 22  # characters of a label: "Mis à jour le ", "기사입력 :[ ", "Last updated on "


# --- printed dates ----------------------------------------------------------------------------

_MARKED = "time,[itemprop^=date],a[rel~=bookmark]"
_LANDMARKS = "h1,h2,h3"
_HEADINGS = frozenset(_LANDMARKS.split(","))
_NAMED = (
    "[class*=date i],[class*=time],[class*=publish],[id*=date i],[class*=tarikh],[class*=posted],"
    "[class*=submitted],[class*=meta],[pubdate]"
)
_MOST_MARKED = 60
_LONGEST_MARKED = 160  # characters
LABELLED = re.compile(
    r"(?<!\w)(?:تاريخ\s+(?:ال)?نشر|نُ?شر(?:ت)?\s+(?:في|بتاريخ|يوم)|(?:ال)?تاريخ|تاریخ\s+انتشار|تاریخ|פורסם|published|posted|veröffentlicht|stand|publicado|publié|opublikowano|publicerad)(?!\w)\s*(?:on|at|le|el|em|am)?\s*[:：]?",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"آخر\s+تحديث|تحديث|محد\u0651?ث(?!\w)|به[\s\u200c]*روز|עודכן|updated|modified|aktualisiert|aktualiza\w*|güncelle\w*|اپ\s?ڈیٹ|अपडेट|আপডেট|ενημέρωση|обновлен\w*|diperbarui|cập\s+nhật|수정|aggiornat[oa]|modific[ao]\w*"
    r"|modifié|actualizado|atualizad[oa]|mise?\s+à\s+jour|maj(?=\s*:)|bijgewerkt|uppdaterad|op?pdater[et]t|оновлено|edited",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_ASIDE = frozenset({"aside", "nav", "footer", "blockquote", "figcaption"})
_OF_OTHERS = re.compile(
    r"related|recommend|sidebar|widget|footer|copyright|most|popular|latest|comment|teaser|card|list-item|weather|clock|today|ticker|header-date|edition|masthead|current",
    re.IGNORECASE,
)
_is_named_of_others = told_by_names(_OF_OTHERS)


def _printed(
    page: Page, headline_node: LexborNode | None, date_lines: Sequence[str]
) -> Iterator[tuple[Published, str]]:
    """Dates in elements that are marked as such, likeliest first; then texts about the headline; the rest."""
    beside: dict[datetime, Published] = {}
    far: list[tuple[Published, str]] = []
    for query in (_MARKED, _NAMED):
        for rank, _, found, rule, is_far in _ranked(
            page.tree.css(f"{query},{_LANDMARKS}"), page, headline_node
        ):
            if rank >= _BESIDE:
                beside[found.at] = found
            elif is_far:
                far.append((found, rule))
            else:
                yield found, rule
    # "Headline | Europe | DW | 28.04.2023"
    part = (page.title or "").rpartition("|")[2].strip()
    found_in_title = _read_printed(page, part) if part else None
    if found_in_title and len(found_in_title.raw) == len(part):
        yield found_in_title, "title"
    if headline_node is not None:
        yield from _near(page, headline_node)
    yield from _declared_alike(page)
    yield from far
    for line in date_lines:
        if _UPDATED.search(line):
            continue
        if in_line := _read_printed(page, line):
            yield in_line, "relative" if in_line.relative else "a line of the text"
    if len(beside) == 1:
        yield next(iter(beside.values())), _BESIDE_RULE


def _said_below(page: Page) -> Published | None:
    """When a weblog's last line says that its text was posted."""
    body = page.tree.body
    text = body.text(separator=" ")[:_MOST_SEARCHED] if body is not None else ""
    lowered = text.lower()
    if not any(verb.search(lowered) for verb in _VERBS_OF_POSTING):
        return None
    said = _SAID_POSTED.search(text)
    return _read_printed(page, one_line(said["when"])) if said else None


_MOST_SEARCHED = 500_000  # characters of a page

# "This entry was posted on Monday, March 3rd, 2008 at 8:00 pm and is filed under …"
_SAID_POSTED = re.compile(
    r"(?:this\s+(?:entry|post|article)\s+was\s+(?:posted|published|written)"
    r"|dieser\s+(?:artikel|eintrag|beitrag)\s+wurde"
    r"|cet(?:te)?\s+(?:article|entrée|billet)\s+a\s+été\s+publiée?"
    r"|esta\s+entrada\s+(?:fue\s+publicada|se\s+publicó)"
    r"|est[ea]\s+(?:post|artigo|entrada)\s+foi\s+publicad[oa]"
    r"|quest[oa]\s+(?:articolo|voce)\s+è\s+stat[oa]\s+(?:pubblicat|inserit)[oa])(?P<when>.{6,120})",
    re.IGNORECASE | re.DOTALL,
)
# A part of each of these that opens with its own letters, which is found seven times faster. German has too
# many a "wurde": what stands before it can only end as "Artikel", "Eintrag" and "Beitrag" do.
_VERBS_OF_POSTING = tuple(
    map(
        re.compile,
        (
            r"was\s+(?:posted|published|written)",
            r"wurde(?<![^lg\s]\swurde)",
            r"été\s+publi",
            r"entrada\s+(?:fue|se)\s+public",
            r"foi\s+publicad",
            r"stat[oa]\s+(?:pubblicat|inserit)",
        ),
    )
)


def _read_printed(page: Page, text: str) -> Published | None:
    """The date in a printed text; of numbers that can be read in two ways the address may know the month."""
    month_first = page.writes_month_first
    found = read_date(text, zone=page.zone, fetched_at=page.fetched_at, month_first=month_first)
    if found is None or found.relative or found.at.day > 12 or not (month := _month_of_path(page.path)):
        return found
    if month != (found.at.year, found.at.month):
        turned = read_date(text, zone=page.zone, fetched_at=page.fetched_at, month_first=not month_first)
        if turned is not None and month == (turned.at.year, turned.at.month):
            return turned
    return found


# "/story/2016/10/who-won-213"
_MONTH_IN_PATH = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])(?=[/-])")


def _month_of_path(path: str) -> tuple[int, int] | None:
    match = _MONTH_IN_PATH.search(path)
    return (int(match[1]), int(match[2])) if match else None


_NEAR_RULES = frozenset({"printed", "printed near the headline", "time datetime"})
_BESIDE_RULE = "printed beside the article"
_CHANGED_RULE = "printed as changed near the headline"
_BESIDE = 4  # from this rank on a date is more likely another article's


def _ranked(
    nodes: Sequence[LexborNode], page: Page, headline_node: LexborNode | None
) -> list[tuple[int, int, Published, str, bool]]:
    """(rank, distance from the headline, date, rule, is far) of the elements with a date, likeliest first.

    Far is what stands in none of the elements in whose lines a date is looked for: today's in the page's
    head, that of a teaser below the text.

    `nodes` are in the page's order, headings among them: those show where the headline stands.
    """
    ranked: list[tuple[int, int, Published, str, bool]] = []
    about_headline = _ancestors(headline_node)
    near = _ids_near(headline_node)
    at_headline = _index_of(headline_node, nodes)
    # Most dates of a page stand in teasers behind the text: those about the headline are read.
    start = max(0, at_headline - _MOST_MARKED // 3)
    for order, node in enumerate(nodes[start : start + _MOST_MARKED], start - at_headline):
        if node.tag in _HEADINGS:
            continue
        attributes = node.attributes
        declared = attributes.get("datetime") or attributes.get("content") or attributes.get("data-datetime")
        if (
            declared is None and node.tag == "abbr"
        ):  # <abbr class="published" title="2024-03-14T18:25:00+02:00">
            declared = attributes.get("title")
        text = short_text(node, _LONGEST_MARKED, separator=" ")
        if text is None:
            continue
        found = read_date(declared, zone=page.zone, fetched_at=page.fetched_at) if declared else None
        rule = "time datetime" if found else "printed"
        # <time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time>: changed, and published
        labelled = LABELLED.match(text) is not None
        if text and (found is None or found.precision != "minute" or _midnight(found) or labelled):
            printed = _read_printed(page, _behind_label(text))
            far = labelled and printed and found and abs(printed.at - found.at) > timedelta(hours=36)
            if printed and (found is None or far or _sharpened(found, printed)):
                found, rule = printed, "printed"
        # A link to the article itself may print a date alone, or a headline with one.
        if found is None or (node.tag == "a" and 2 * len(found.raw) < len(text)):
            continue
        rank = 0
        if attributes.get("itemprop") == "datePublished" or "pubdate" in attributes:
            rank -= 3
        if LABELLED.search(text):
            rank -= 2
        if _UPDATED.search(text) or attributes.get("itemprop") == "dateModified":
            rank += 2
        if _is_aside(node, about_headline) or _is_of_teaser(node, len(text), about_headline):
            rank += 5
        if found.relative:
            rank += 1
        distance = order if order >= 0 else _BEFORE - order
        is_far = rank >= 0 and bool(near) and node.tag != "meta" and not _is_in(node, near)
        ranked.append((rank, distance, found, "relative" if found.relative else rule, is_far))
    ranked.sort(key=lambda item: item[:2])
    return ranked


_BEFORE = 3  # what stands before the headline is as if it stood so many elements further behind it


def _ancestors(node: LexborNode | None) -> frozenset[int]:
    """Ids of an element and of all above it."""
    found: list[int] = []
    while node is not None:
        found.append(node.mem_id)
        node = node.parent
    return frozenset(found)


def _ids_near(headline_node: LexborNode | None) -> frozenset[int]:
    """Ids of the elements in whose lines a date is looked for."""
    above = headline_node.parent if headline_node is not None else None
    found: list[int] = []
    while above is not None and above.tag != "body" and len(found) < _MOST_LEVELS_NEAR:
        found.append(above.mem_id)
        above = above.parent
    return frozenset(found)


_MOST_LEVELS_NEAR = 4
_MOST_NEAR = 6_000  # characters
_LEVELS_OF_CHANGE = 2  # most pages say nothing of a change and would be read in vain
_MOST_OF_CHANGE = 1_500


def _is_in(node: LexborNode, ids: frozenset[int]) -> bool:
    above = node.parent
    while above is not None and above.mem_id not in ids:
        above = above.parent
    return above is not None


def _index_of(node: LexborNode | None, nodes: Sequence[LexborNode]) -> int:
    if node is not None:
        id_ = node.mem_id
        for index, other in enumerate(nodes):
            if other.mem_id == id_:
                return index
    return 0


def _behind_label(text: str) -> str:
    """The part that a label such as «تاريخ النشر:» opens, when there is one."""
    label = LABELLED.search(text)
    return text[label.end() :] if label and _DIGIT.search(text, label.end()) else text


def _is_aside(node: LexborNode, about_headline: frozenset[int]) -> bool:
    """Whether a date stands beside the article: in a sidebar, a comment, an embedded post, a teaser."""
    above: LexborNode | None = node
    for _ in range(12):
        if above is None or above.tag == "body" or above.mem_id in about_headline:
            return False
        if above.tag in _ASIDE or (above.tag == "article" and about_headline):
            return True
        attributes = above.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if names != " " and _is_named_of_others(names):
            return True
        above = above.parent
    return False


def _is_of_teaser(node: LexborNode, length: int, about_headline: frozenset[int]) -> bool:
    """Whether a date is part of a longer link, or stands beside a linked heading: of another article."""
    above = node.parent
    for _ in range(4):
        if above is None or above.tag == "body" or above.mem_id in about_headline:
            return False
        if above.tag == "a":
            return short_text(above, length + _MOST_BESIDE_DATE) is None
        if about_headline and above.css_first(LINKED_HEADING) is not None:
            return True
        above = above.parent
    return False


# Chinese sites set date, source and author in one line.
_PARTS = re.compile(
    r"\s[|•·/]\s|\u3000+|\s+(?=(?:文章)?(?:来源|來源|稿源|作者|记者|記者|编辑|編輯|责编)\s*[:：])"
)
_COMMA = re.compile(r"[,،]\s")
_LEAST_BEFORE_UPDATE = 8  # characters of a date before what is said of its change
_ONLY_TIME = re.compile(r"\W*\d{1,2}[:.]\d\d(?!\d).{0,12}$")
_LONGEST_NEAR = 90  # characters
_BEFORE_LABEL = " -–—·•|:"


def _stripped(text: str) -> list[str]:
    return list(filter(None, map(str.strip, text.split("\n"))))


def _above_text(text: str) -> list[str]:
    """The lines before the first that can only be a text's: behind it stand comments and others' dates."""
    lines: list[str] = []
    long = 0
    for line in _stripped(text):
        size = len(line)
        if size > _LONGEST_LINE_ABOVE or (long > _MOST_ABOVE_DATE and is_marker(line)):
            break
        long += size >= _LEAST_PARAGRAPH
        lines.append(line)
    return lines


_LEAST_PARAGRAPH = 60  # characters
_MOST_ABOVE_DATE = 2  # paragraphs of a lede; behind more, "read also" opens what is others'
_LONGEST_LINE_ABOVE = 200  # characters; a lede may stand above the date


def _is_ago_alone(line: str) -> bool:
    return len(line) <= _LONGEST_AGO and _is_ago(line)


def _near(
    page: Page, headline_node: LexborNode, *, changed: bool = False, levels: int = _MOST_LEVELS_NEAR
) -> Iterator[tuple[Published, str]]:
    """Dates in the lines about the headline: its parents' short texts, not the headline itself.

    With `changed` those that are said to be of a change, else the others.
    """
    headline = headline_node.text_lexbor()
    above = headline_node.parent
    # Each level has the lines of the one below it again.
    dateless: set[str] = set()
    tried: set[tuple[str, str]] = set()
    for _ in range(levels):
        if above is None or above.tag == "body":
            return
        before, _, behind = above.text(separator="\n")[
            : _MOST_NEAR if levels == _MOST_LEVELS_NEAR else _MOST_OF_CHANGE
        ].partition(headline)
        lines = [*_stripped(before), *_above_text(behind)][:300]
        for number, line in enumerate(lines):
            if not 4 < len(line) <= _LONGEST_NEAR or line in dateless:
                continue
            if not _DIGIT.search(line) and not _is_ago_alone(line):
                dateless.add(line)
                continue
            if number and "(@" in lines[number - 1]:
                continue  # an embedded post's: "— Name (@name)", and its day
            following = lines[number + 1] if number + 1 < len(lines) else ""
            # "13. Juli 2021 | 05:00", and "22.05.2020" with "16:14" in an element of its own
            whole = f"{line} {following}" if _ONLY_TIME.match(following) else line
            if (line, whole) in tried:
                continue
            # "By Mariam | Saturday 21 November 2026 - 17:30"
            parts: list[str] = [whole, *_PARTS.split(line)] if _PARTS.search(line) else [whole]
            update = _UPDATED.search(line)
            if update is not None and update.start() > _LEAST_BEFORE_UPDATE:
                # «الأربعاء، 28 آب 2013، آخر تحديث 14:00» has one day, that of the change
                changed_part = line[update.start() :]
                parts += (line[: update.start()],) if _read_printed(page, changed_part) else ()
                parts.append(changed_part)
            elif update is None and _COMMA.search(line):  # "ד' באדר ב' תשפ״ד, 14.3.2024 18:25"
                parts += _COMMA.split(line)
            for part in parts:
                if (_UPDATED.search(part) is not None) != changed:
                    continue
                found = _read_printed(page, _behind_label(part))
                # A line that only mentions a day is a caption or a sentence.
                if found and (
                    len(found.raw) >= 0.5 * len(part) or LABELLED.match(part.lstrip(_BEFORE_LABEL))
                ):
                    rule = _CHANGED_RULE if changed else "printed near the headline"
                    yield found, "relative" if found.relative else rule
                    break
            else:
                tried.add((line, whole))
        above = above.parent


# --- the address ------------------------------------------------------------------------------

# "/2026/11/22/", "-2026-3-7-", "/20261122/"
_IN_URL = re.compile(
    r"[/=_.-](?P<year>(?:19|20)\d\d)"
    r"(?:(?P<gap>[/_.-])(?P<month>1[0-2]|0?[1-9])(?P=gap)(?P<day>3[01]|[12]\d|0?[1-9])"
    r"|(?P<month2>1[0-2]|0[1-9])(?P<day2>3[01]|[12]\d|0[1-9]))(?=[/_.?-]|$)"
)
# "/fa/news/1403/02/25/3084713": a Persian or a Hijri day
_OTHER_YEAR_IN_URL = re.compile(r"/(1(?:39|4[0-5])\d/(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9]))(?=/|$)")
# "/2013/middle_east/8/3/": a section between year and day
_SECTION_BETWEEN = re.compile(
    r"/((?:19|20)\d\d)/[a-z][a-z_.-]{2,30}/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?=/|$)", re.IGNORECASE
)
# "/article/A2026012914320005196", "/view/AKR20260129107300001": an article's id opens with its day
_IN_ID = re.compile(
    r"/[A-Za-z]{1,4}(?P<year>20\d\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])\d{4,13}(?=[/.?]|$)"
)
_MONTH_WORD = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/([0-3]?\d)(?=/|$)", re.IGNORECASE)


def _of_path(path: str, zone: tzinfo | None, fetched_at: datetime | None) -> Published | None:
    if match := _IN_URL.search(path):
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        return read_date(f"{match['year']}-{int(month):02}-{int(day):02}", zone=zone, fetched_at=fetched_at)
    if match := _IN_ID.search(path):
        return read_date(f"{match['year']}-{match['month']}-{match['day']}", zone=zone, fetched_at=fetched_at)
    if match := _OTHER_YEAR_IN_URL.search(path):
        return read_date(match[1], zone=zone, fetched_at=fetched_at)
    if match := _SECTION_BETWEEN.search(path):
        return read_date(
            f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", zone=zone, fetched_at=fetched_at
        )
    if match := _MONTH_WORD.search(path):
        return read_date(f"{match[3]} {match[2]} {match[1]}", zone=zone, fetched_at=fetched_at)
    return None
