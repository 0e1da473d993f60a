"""Turn a page into its articles. Pure: no network, no clock, no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from selectolax.lexbor import LexborNode

from tasks.article.author import choose_authors
from tasks.article.beside_text import read_beside
from tasks.article.body import Block, read_blocks, read_lede
from tasks.article.by_words import A_DATE, without_opening
from tasks.article.byline import closing_names, parse_byline
from tasks.article.clock import zone_named
from tasks.article.date import Published
from tasks.article.date_line import is_date_line
from tasks.article.dateline import split_dateline
from tasks.article.decode import Decoded, decode
from tasks.article.flat import read_flat
from tasks.article.hidden import hidden_text
from tasks.article.images import choose_images
from tasks.article.keywords import as_keywords, choose_keywords, split_keywords
from tasks.article.language import detect_language
from tasks.article.line import one_line
from tasks.article.lists import (
    without_headings_of_links,
    without_link_lists,
    without_teasers_below,
)
from tasks.article.page import Page, parse_page
from tasks.article.person import is_staff
from tasks.article.place import Place, about_headline_and_text, find_place
from tasks.article.printed_date import date_of_byline
from tasks.article.printed_headline import find_headline
from tasks.article.published import Dates, choose_published
from tasks.article.refusal import refuse, refuse_lines
from tasks.article.related import below_markers, related_elsewhere, split_at_related
from tasks.article.section import choose_section
from tasks.article.sorting import Sorted, sort_blocks
from tasks.article.structured_data import StructuredData, described_by, text_of
from tasks.model import Article, Paragraph, Rejection, Site


def extract_articles(
    html: bytes,
    url: str,
    *,
    content_type: str | None = None,
    site: Site | None = None,
    fetched_at: datetime | None = None,
) -> list[Article] | Rejection:
    """The articles of a page, the main one first, or why it has none. Never raises, whatever the bytes.

    `html` is the decoded body, `url` its address after redirects, `content_type` the header as sent.
    `site` brings the outlet's own rules (their CSS is checked where sites are scanned) and the zone of dates
    without one; `fetched_at` is what "3 hours ago" is counted from: ValueError if it has no zone. Flat text
    is told by its content type, a .txt address or by having no tags.
    """
    if fetched_at is not None and fetched_at.utcoffset() is None:
        raise ValueError(f"fetched_at needs a zone, and {fetched_at!r} has none: give it one, such as UTC.")
    if fetched_at is not None and not 1990 <= fetched_at.year < 9999:
        fetched_at = None  # an archive's wrong date, from which nothing can be counted
    decoded = decode(html, url, content_type)
    if isinstance(decoded, Rejection):
        return decoded
    if not decoded.is_markup:
        zone = zone_named(site.timezone) if site is not None else None
        return _from_flat_text(decoded, url, zone, fetched_at)
    return _from_markup(decoded, url, site, fetched_at)


# --- pages ------------------------------------------------------------------------------------


def _from_markup(
    decoded: Decoded, url: str, site: Site | None, fetched_at: datetime | None
) -> list[Article] | Rejection:
    page = parse_page(decoded, url, site, fetched_at)
    headline, headline_node = find_headline(page)
    headline_text = headline[0] if headline else ""
    described = page.data.first("og:description", "description", "twitter:description")
    description = described[0] if described else ""
    body = text_of(page.data.article, "articleBody") or ""
    under_markers = below_markers(page)
    place = find_place(page, headline_node, f"{body[:_MOST_EVIDENCE]} {description}", under_markers)
    main, others = _blocks(page, place, headline_node, description, headline_text)
    date_lines: list[str] = []
    shown_blocks = without_teasers_below(without_link_lists(main, headline_text), headline_text, page.host)
    found = sort_blocks(_once(shown_blocks, date_lines), headline_text)
    found.paragraphs = list(without_headings_of_links(found.paragraphs, main, page.host))
    body_rule = "site rule" if any(rule.field == "body" for rule in page.rules) else "densest element"
    shown = sum(len(block.text) for block in found.paragraphs)
    if shown < _HARDLY_ANY and headline and (hidden := hidden_text(page, decoded.text, shown, headline_text)):
        main, body_rule, others = hidden.blocks, hidden.rule, []
        found = sort_blocks(main, headline_text)
        page = replace(page, data=described_by(page.data, hidden.thing))
    if (refusal := refuse(page, headline_text or None, found.paragraphs, main)) is not None:
        return Rejection(url, "extract", *refusal)
    assert headline is not None
    dates = choose_published(page, headline_node, date_lines)
    provenance = {
        "charset": f"{decoded.charset}: {decoded.rule}",
        "headline": headline[1],
        "paragraphs": body_rule,
    }
    article = _main_article(page, headline_text, headline_node, place, found, dates, provenance)
    related = [_related_article(page, blocks, number) for number, blocks in enumerate(others, start=1)]
    if place is not None:
        for number, blocks in enumerate(related_elsewhere(place), start=len(related) + 1):
            related.append(_related_article(page, blocks, number))
    return [article, *related]


_MOST_EVIDENCE = 20_000  # characters of a declared text in which each paragraph is looked for
_HARDLY_ANY = 250  # characters of text that a page shows; then its scripts may have more


# --- body -------------------------------------------------------------------------------------


def _blocks(
    page: Page, place: Place | None, headline_node: LexborNode | None, description: str, headline: str
) -> tuple[Sequence[Block], list[Sequence[Block]]]:
    """(the main article's blocks with its lede, blocks of related articles in the same run)"""
    body_rules = [rule for rule in page.rules if rule.field == "body"]
    if body_rules:
        nodes = [node for rule in body_rules for node in page.tree.css(rule.css)[:200]]
        if nodes:
            return [block for node in nodes for block in read_blocks(node)], []
    if place is None:
        return [], []
    blocks = read_blocks(place.container, place.holds_much)
    if headline_node is None:
        return split_at_related(blocks, headline)
    headline_id = headline_node.mem_id
    for number, block in enumerate(blocks[:_MOST_ABOVE]):
        if block.node is not None and block.node.mem_id == headline_id:
            return split_at_related(blocks[number + 1 :], headline)
    main, others = split_at_related(blocks, headline)
    lede = read_lede(headline_node, place, description)
    if not lede:
        return main, others
    known = {block.text[:_LEDE_START] for block in blocks}
    return [*(block for block in lede if block.text[:_LEDE_START] not in known), *main], others


_LEDE_START = 60  # characters by which a lede is known that the text gives again
_MOST_ABOVE = 60  # blocks among which the headline is looked for


def _once(blocks: Sequence[Block], date_lines: list[str]) -> Sequence[Block]:
    """The blocks without long ones that came before word for word, and without lines that are but a date.

    A teaser may stand above the text, or the whole text twice: once for phones. The dates are added to
    `date_lines`.
    """
    dates = [block.text for block in blocks if block.kind != "heading" and is_date_line(block.text)]
    dates = dates if len(dates) <= _MOST_DATE_LINES else []  # more are a chronicle's
    date_lines += dates
    dates = [text for text in dates if split_dateline(text) is None]  # SPA's «الرياض 05 شوال 1445 هـ … م واس»
    seen: set[str] = set()
    kept: list[Block] = []
    for block in blocks:
        text = block.text
        if text in dates:
            continue
        if len(text) >= _LEAST_REPEATED or (not text.isascii() and len(text.encode()) >= _LEAST_REPEATED):
            if text in seen:
                continue
            seen.add(text)
        kept.append(block)
    return kept


_MOST_DATE_LINES = 2  # when it was published and when it was changed
_LEAST_REPEATED = 80  # bytes: few letters say much where each takes three; shorter lines may come twice


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(block.text, block.kind) for block in blocks)


# --- the other fields -------------------------------------------------------------------------


_FREE = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _is_free(data: StructuredData) -> bool | None:
    value = data.article.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    return _FREE.get(value.strip().lower()) if isinstance(value, str) else None


def _canonical(page: Page) -> tuple[str, str] | None:
    if address := page.absolute(page.canonical):
        return address, "link canonical"
    if (found := page.data.first("og:url")) and (address := page.absolute(found[0])):
        return address, "og:url"
    return None


def _main_article(
    page: Page,
    headline: str,
    headline_node: LexborNode | None,
    place: Place | None,
    found: Sorted,
    dates: Dates,
    provenance: dict[str, str],
) -> Article:
    """The article of a page; what gave its other fields is added to `provenance`."""
    region = about_headline_and_text(headline_node, place)
    last_line = found.paragraphs[-1].text if found.paragraphs else None
    read_beside(page, headline, headline_node, place, found)
    authors, byline, rule = choose_authors(page, found.byline, last_line, region)
    if not authors and found.reporters and (authors := closing_names(found.reporters)):
        byline, rule = byline or found.reporters, "last line"
    published, date_rule = dates.published, dates.rule
    if published is None and byline:  # "23.01.2019 By Jane Doe and Richard Roe", below a long lede
        published, date_rule = date_of_byline(page, byline), "byline"
    _note_date(provenance, "published_at", published, date_rule)
    _note_date(provenance, "modified_at", dates.modified, dates.modified_rule)
    if rule:
        provenance["authors"] = rule
    keywords, keywords_raw, rule = choose_keywords(page, found.keywords_raw, region)
    if rule:
        provenance["keywords"] = rule
    section, canonical = choose_section(page), _canonical(page)
    if section:
        provenance["section"] = section[1]
    if canonical:
        provenance["canonical_url"] = canonical[1]
    by_rule = page.by_rule("source_credit")
    source_credit = by_rule[0] if by_rule else found.source_credit
    if source_credit:
        provenance["source_credit"] = "site rule" if by_rule else "printed label"
    _note_dateline(provenance, found)
    paragraphs = _paragraphs(_unsigned(found.paragraphs, authors))
    language = detect_language(_sample(headline, paragraphs), page.language)
    return Article(
        role="main",
        position=0,
        url=page.url,
        headline=headline,
        paragraphs=paragraphs,
        language=language,
        canonical_url=canonical[0] if canonical else None,
        published_at=published.at if published else None,
        published_raw=published.raw if published else None,
        published_precision=published.precision if published else None,
        modified_at=dates.modified.at if dates.modified else None,
        authors=authors,
        byline_raw=byline,
        dateline_place=found.place,
        agency=found.agency,
        source_credit=source_credit,
        keywords=keywords,
        keywords_raw=keywords_raw,
        section=section[0] if section else None,
        images=choose_images(page, place, region),
        is_accessible_for_free=_is_free(page.data),
        provenance=provenance,
    )


def _unsigned(blocks: Sequence[Block], authors: Sequence[str]) -> Sequence[Block]:
    """The blocks without lines at either end that name an author and no more: "Jane Doe, Staff Writer"."""
    if not authors or len(blocks) < _LEAST_SIGNED or is_staff(authors[0]):
        return blocks
    signed = [number for number in (0, 1, len(blocks) - 1) if _signs(blocks[number], authors)]
    return [block for number, block in enumerate(blocks) if number not in signed] if signed else blocks


def _signs(block: Block, authors: Sequence[str]) -> bool:
    """Whether a block only names an author."""
    text = block.text
    if len(text) > _LONGEST_DATED_SIGNATURE or not any(
        name.casefold() in text.casefold() for name in authors
    ):
        return False
    text = text.strip("()（）").lstrip("–—-* ")
    if _SENTENCE.search(text) or (len(text) > _LONGEST_SIGNATURE and not A_DATE.search(text)):
        return False
    named = without_opening(text)
    if block.kind != "paragraph" and named == text:
        return False
    return any(_is_signature(named.casefold(), name.casefold()) for name in authors)


def _is_signature(text: str, name: str) -> bool:
    """Whether a line opens with a name, or closes with it behind a label: "Text: Jane Doe"."""
    return (text.startswith(name) and not text[len(name) :][:1].isalpha()) or text.endswith(f": {name}")


_LEAST_SIGNED = 4  # blocks
_LONGEST_SIGNATURE = 60  # characters
_LONGEST_DATED_SIGNATURE = 120  # "By JANE DOE, Agency | July 19, 2013 | Updated: July 19, 2013 3:55am"
_SENTENCE = re.compile(r"[.!?؟…:»”\"]$|\s[a-zß-ÿ]+\s[a-zß-ÿ]+\s[a-zß-ÿ]+\b")


def _note_dateline(provenance: dict[str, str], found: Sorted) -> None:
    if found.place:
        provenance["dateline_place"] = "dateline"
    if found.agency and found.agency_rule:
        provenance["agency"] = found.agency_rule


def _note_date(provenance: dict[str, str], field: str, found: Published | None, rule: str | None) -> None:
    if found is None or rule is None:
        return
    notes = [rule]
    if found.zone != "page" and not found.relative:
        notes.append("zone of the site" if found.zone == "site" else "zone assumed UTC")
    if found.calendar != "gregorian":
        notes.append(f"{found.calendar} calendar")
    provenance[field] = ", ".join(notes)


def _sample(headline: str, paragraphs: Sequence[Paragraph]) -> str:
    sample = headline
    for paragraph in paragraphs[:12]:
        sample = f"{sample}\n{paragraph.text[:600]}"
        if len(sample) > 1_500:
            break
    return sample


def _related_article(page: Page, blocks: Sequence[Block], position: int) -> Article:
    headline = blocks[0]
    found = sort_blocks(blocks[1:], headline.text)
    link = headline.node.css_first("a[href]") if headline.node is not None else None
    address = page.absolute(link.attributes.get("href")) if link is not None else None
    paragraphs = _paragraphs(found.paragraphs)
    provenance = {"headline": "heading below “read also”", "paragraphs": "below its headline"}
    if address:
        provenance["url"] = "link of the headline"
    _note_dateline(provenance, found)
    return Article(
        role="related",
        position=position,
        url=address or page.url,
        headline=headline.text,
        paragraphs=paragraphs,
        language=detect_language(_sample(headline.text, paragraphs)),
        authors=parse_byline(found.byline) if found.byline else (),
        byline_raw=one_line(found.byline) if found.byline else None,
        dateline_place=found.place,
        agency=found.agency,
        source_credit=found.source_credit,
        keywords_raw=found.keywords_raw,
        provenance=provenance,
    )


# --- flat text --------------------------------------------------------------------------------


def _from_flat_text(
    decoded: Decoded, url: str, zone: tzinfo | None, fetched_at: datetime | None
) -> list[Article] | Rejection:
    found = read_flat(decoded.text, zone, fetched_at)
    if not found or not found[0].sorted.paragraphs:
        return Rejection(url, "extract", "no_text", "The flat text has no headline with paragraphs below it.")
    if (refusal := refuse_lines([block.text for block in found[0].sorted.paragraphs])) is not None:
        return Rejection(url, "extract", *refusal)
    articles: list[Article] = []
    for position, article in enumerate(found):
        paragraphs = _paragraphs(article.sorted.paragraphs)
        provenance = {
            "charset": f"{decoded.charset}: {decoded.rule}",
            "headline": "line like the title",
            "paragraphs": "lines",
        }
        published = article.published
        if published is not None:
            _note_date(
                provenance, "published_at", published, "relative" if published.relative else "date line"
            )
        if article.sorted.source_credit:
            provenance["source_credit"] = "printed label"
        _note_dateline(provenance, article.sorted)
        authors = parse_byline(article.byline) if article.byline else ()
        if authors:
            provenance["authors"] = "byline"
        elif paragraphs and (authors := closing_names(paragraphs[-1].text)):
            provenance["authors"] = "last line"
        articles.append(
            Article(
                role="related" if position else "main",
                position=position,
                url=url,
                headline=article.headline,
                paragraphs=paragraphs,
                language=detect_language(_sample(article.headline, paragraphs)),
                published_at=published.at if published else None,
                published_raw=published.raw if published else None,
                published_precision=published.precision if published else None,
                authors=authors,
                byline_raw=article.byline,
                dateline_place=article.sorted.place,
                agency=article.sorted.agency,
                source_credit=article.sorted.source_credit,
                keywords=as_keywords(split_keywords(article.sorted.keywords_raw or "")),
                keywords_raw=article.sorted.keywords_raw,
                provenance=provenance,
            )
        )
    return articles
