"""Choose when an article was published among what its page says: to machines, in print, in its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import islice

from selectolax.lexbor import LexborNode

from tasks.article.address_date import day_of_path
from tasks.article.date import Published, read_date
from tasks.article.date_line import LABELLED, is_of_release, is_of_thing, word_of_change
from tasks.article.page import Page
from tasks.article.precision import is_exact, is_midnight, sharpened
from tasks.article.printed_date import (
    BESIDE,
    MARKED,
    NAMED,
    find_below,
    find_change,
    find_marked,
    find_near,
    read_printed,
)
from tasks.article.structured_data import StructuredData, text_of


@dataclass(frozen=True, slots=True)
class Dates:
    """What was chosen, and the rules that gave it."""

    published: Published | None
    rule: str | None
    modified: Published | None = None
    modified_rule: str | None = None


def choose_published(page: Page, headline_node: LexborNode | None, date_lines: Sequence[str] = ()) -> Dates:
    """The dates of publication and change with the rules that gave them; a site's own rule comes first.

    `date_lines` are the lines of the article's element that are but a date.
    """
    general = _choose_dates(page, headline_node, date_lines)
    for value in page.by_rule("published"):
        if found := read_date(value, zone=page.zone, fetched_at=page.fetched_at):
            rule = "relative" if found.relative else "site rule"
            return replace(general, published=found, rule=rule)
    return general


def _choose_dates(page: Page, headline_node: LexborNode | None, date_lines: Sequence[str]) -> Dates:
    """The dates that any page may give.

    The address is asked last, but for a lone date that stands beside the article.

    A declared date without a time (or at midnight sharp, a template's placeholder) is made exact by another
    source that gives a time on the same day; one without a zone by one that gives the zone.
    """
    zone, fetched_at = page.zone, page.fetched_at
    chosen: Published | None = None
    rule: str | None = None
    for found, whence in _declared(page.data, zone, fetched_at):
        if chosen is None:
            chosen, rule = found, whence
            if is_exact(found) and whence not in _LOOSE:
                break
        elif (better := sharpened(chosen, found)) is not None:
            chosen, rule = better, f"{rule}, sharpened by {whence}"
            break
    is_loose = chosen is None or not is_exact(chosen) or rule in _LOOSE
    if is_loose:
        for found, whence in _printed(page, headline_node, date_lines):
            last = whence == _BESIDE_RULE
            if chosen is None and last and (unmarked := _unmarked(page)) is not None:
                chosen, rule = unmarked
            if chosen is None and whence == _LINE_RULE and headline_node is not None:
                # A day amid the text is not the page's where that of its last change stands at the headline.
                chosen, rule = next(find_near(page, headline_node, changed=True), (None, None))
            if chosen is not None and not last and _is_templates(chosen, rule, found):
                chosen, rule = None, None
            if chosen is None or (not last and _is_issue(chosen, rule, found)):
                chosen, rule = found, whence
                if is_exact(found):
                    break
            elif (better := sharpened(chosen, found)) is not None:
                chosen, rule = better, f"{rule}, sharpened by {whence}"
                break
    if chosen is None and (unmarked := _unmarked(page)) is not None:
        chosen, rule = unmarked
    if chosen is None and headline_node is not None:
        chosen, rule = next(find_near(page, headline_node, changed=True), (None, None))
    if chosen is not None and is_midnight(chosen):
        chosen = replace(chosen, precision="day")
    modified, modified_rule = _modified(page.data, zone, fetched_at)
    is_printed = is_loose and rule in _NEAR_RULES
    if modified is None and is_printed and chosen is not None and headline_node is not None:
        modified, modified_rule = find_change(page, headline_node, chosen)
    return Dates(chosen, rule, modified, modified_rule)


_NEAR_RULES = frozenset({"printed", "printed near the headline", "time datetime"})


def _is_templates(chosen: Published, rule: str | None, printed: Published) -> bool:
    """Whether a declared date is its template's: long before the day that the page prints at its headline."""
    if rule not in _OF_TEMPLATES or printed.relative:
        return False
    return printed.at - chosen.at > _LONG_BEFORE


# What may be the day of a film in the article, or that on which its page was made.
_LOOSE = ("json_ld uploadDate", "json_ld dateCreated")
# What a template may say of itself, or of the day on which it was made.
_OF_TEMPLATES = frozenset({*_LOOSE, "json_ld WebPage datePublished", "created", "article.created"})
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


def _printed(
    page: Page, headline_node: LexborNode | None, date_lines: Sequence[str]
) -> Iterator[tuple[Published, str]]:
    """Dates in elements that are marked as such, likeliest first; then texts about the headline; the rest."""
    beside: dict[datetime, Published] = {}
    far: list[tuple[Published, str]] = []
    for query in (MARKED, NAMED):
        for rank, _, found, rule, is_far in find_marked(page, query, headline_node):
            if rank >= BESIDE:
                beside[found.at] = found
            elif is_far:
                far.append((found, rule))
            else:
                yield found, rule
    # "Headline | Europe | DW | 28.04.2023"
    part = (page.title or "").rpartition("|")[2].strip()
    found_in_title = read_printed(page, part) if part else None
    if found_in_title and len(found_in_title.raw) == len(part):
        yield found_in_title, "title"
    if headline_node is not None:
        yield from find_near(page, headline_node)
    yield from _declared_alike(page)
    yield from far
    for line in date_lines:
        if word_of_change(line) or is_of_thing(line) or is_of_release(line):
            continue
        if in_line := read_printed(page, line):
            labelled = _LABELLED_RULE if LABELLED.search(line) else _LINE_RULE
            yield in_line, "relative" if in_line.relative else labelled
    if len(beside) == 1:
        yield next(iter(beside.values())), _BESIDE_RULE


_BESIDE_RULE = "printed beside the article"
_LINE_RULE = "a line of the text"
_LABELLED_RULE = "a labelled line of the text"


def _unmarked(page: Page) -> tuple[Published, str] | None:
    """(date, rule) of the line below the text or the address."""
    if (said := find_below(page)) is not None:
        return said, "printed below the text"
    for address in (page.path, page.canonical, *page.data.meta.get("og:url", ())[:1]):
        from_url = day_of_path(address, page.zone, page.fetched_at) if address else None
        if from_url is not None:
            return from_url, "url"
    return None


# --- what is declared -------------------------------------------------------------------------


def _declared(
    data: StructuredData, zone: tzinfo | None, fetched_at: datetime | None
) -> Iterator[tuple[Published, str]]:
    value = text_of(data.article, "datePublished")
    if value and (found := read_date(value, zone=zone, fetched_at=fetched_at)):
        yield found, "json_ld datePublished"
    for key in _META_KEYS:
        for value in data.meta.get(key, ()):
            if found := read_date(value, zone=zone, fetched_at=fetched_at):
                yield found, key
                break
    for key in ("uploadDate", "dateCreated"):
        value = text_of(data.article, key)
        if value and (found := read_date(value, zone=zone, fetched_at=fetched_at)):
            yield found, f"json_ld {key}"
    for thing in data.things:
        if thing is not data.article and "WebPage" in str(thing.get("@type")):
            value = text_of(thing, "datePublished")
            if value and (found := read_date(value, zone=zone, fetched_at=fetched_at)):
                yield found, "json_ld WebPage datePublished"


_META_KEYS = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "date_published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date", "dc.date.created", "publish-date",
    "publish_date", "publishdate", "pubdate", "publication_date", "article_date_original",
    "article.published", "originalpublicationdate", "og:published_time", "published_at", "date",
    "last_published", "og:pubdate", "article.created", "created", "cxenseparse:publishtime",
    "vr:published_time", "displaydate", "releasedate", "og:release_date",
)  # fmt: skip


def _declared_alike(page: Page) -> Iterator[tuple[Published, str]]:
    """What meta tags say whose keys only look like the known ones: less sure than a date at the headline."""
    meta = page.data.meta
    others = (key for key in meta if ("pub" in key or "citation" in key) and key not in _META_KEYS)
    for key in islice((key for key in others if _META_KEY.match(key)), _MOST_KEYS):
        for value in meta[key][:_MOST_VALUES]:
            if found := read_date(value, zone=page.zone, fetched_at=page.fetched_at):
                yield found, key
                break


# "prism.publicationdate", "content:publishdate", "firstpublishedtime", "cxenseparse:recs:published_time"
_META_KEY = re.compile(
    r"^(?!video|music|book|image|podcast|(?:.*[.:_-])?(?:video|audio|music|book|image|podcast|site|event|issue|page"
    r"|product|movie|song|album|game|job|app)s?[.:_-])"
    r"(?:.*[.:_-])?(?:article|first)?_?"
    r"(?:pub(?:lish(?:ed)?|lication)?[_-]?(?:date|time|on|at)|citation_(?:online_)?date)(?:_?time)?$"
)
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


_MODIFIED_KEYS = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
    "article:modified",
    "lastmod",
)
