"""Turn a page into its articles. Pure: no network, no clock, no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from selectolax.lexbor import LexborNode

from tasks.article.body import Block, read_blocks, read_lede
from tasks.article.byline import choose_authors, closing_names, names_reporter, parse_byline
from tasks.article.credit import SOURCE_CREDIT
from tasks.article.date import Published, read_date, zone_named
from tasks.article.dateline import split_dateline
from tasks.article.decode import Decoded, decode
from tasks.article.flat import read_flat
from tasks.article.headline import choose_headline, key_of
from tasks.article.hidden import hidden_text
from tasks.article.images import choose_images
from tasks.article.keywords import ARTICLE_KEYWORDS, LABEL, as_keywords, declared_keywords, split_keywords
from tasks.article.language import detect_language
from tasks.article.line import one_line
from tasks.article.lists import without_link_lists
from tasks.article.page import Page, parse_page, short_text
from tasks.article.person import is_staff
from tasks.article.place import Place, about_headline_and_text, find_place
from tasks.article.published import Dates, choose_published, date_of_byline, is_date_line
from tasks.article.refusal import refuse, refuse_lines
from tasks.article.related import (
    Sorted,
    gives_article,
    is_marker,
    sort_blocks,
    split_at_related,
    with_borders,
)
from tasks.article.structured_data import StructuredData, described_by, text_of, types_of
from tasks.model import Article, Keyword, Paragraph, Rejection, Site


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
    printed = _printed_headlines(page)
    headline = _headline(page, printed)
    headline_node = _headline_node(page, printed, headline[0] if headline else "")
    if (
        headline_node is None
        and headline
        and headline[1] == "title"
        and (found_title := _printed_title(page))
    ):
        headline_node, headline = found_title[0], (found_title[1], "title, as printed")
    description = page.data.first("og:description", "description", "twitter:description")
    body = text_of(page.data.article, "articleBody") or ""
    evidence = f"{body[:_MOST_EVIDENCE]} {description[0] if description else ''}"
    below_markers = _below_markers(page)
    place = find_place(page, headline_node, evidence, below_markers)
    main, others = _blocks(
        page, place, headline_node, description[0] if description else "", headline[0] if headline else ""
    )
    date_lines: list[str] = []
    texts = _once(without_link_lists(main, headline[0] if headline else ""), date_lines)
    found = sort_blocks(texts, headline[0] if headline else None)
    body_rule = "site rule" if any(rule.field == "body" for rule in page.rules) else "densest element"
    shown = sum(len(block.text) for block in found.paragraphs)
    if (
        shown < _HARDLY_ANY
        and headline
        and (hidden := hidden_text(page, decoded.text, shown, headline[0])) is not None
    ):
        main, body_rule, others = hidden.blocks, hidden.rule, []
        found = sort_blocks(main, headline[0])
        page = replace(page, data=described_by(page.data, hidden.thing))
    if (refusal := refuse(page, headline[0] if headline else None, found.paragraphs, main)) is not None:
        return Rejection(url, "extract", *refusal)
    assert headline is not None
    dates = _dates(page, headline_node, date_lines)
    region = about_headline_and_text(headline_node, place)
    article = _main_article(page, decoded, headline, found, dates, place, region, body_rule, headline_node)
    related = [_related_article(page, blocks, number) for number, blocks in enumerate(others, start=1)]
    if place is not None:
        for number, blocks in enumerate(_related_elsewhere(place, below_markers), start=len(related) + 1):
            related.append(_related_article(page, blocks, number))
    return [article, *related]


_MOST_EVIDENCE = 20_000  # characters of a declared text in which each paragraph is looked for
_HARDLY_ANY = 250  # characters of text that a page shows; then its scripts may have more


# --- headline ---------------------------------------------------------------------------------


def _printed_headlines(page: Page) -> list[tuple[LexborNode, str]]:
    """The <h1> elements that say something, and what."""
    found = [(node, short_text(node, _LONGEST_HEADLINE)) for node in page.headings if node.tag == "h1"]
    return [(node, text) for node, text in found[:20] if text]


_LONGEST_HEADLINE = 500  # characters


def _headline(page: Page, printed: Sequence[tuple[LexborNode, str]]) -> tuple[str, str] | None:
    if page.rules and (values := page.by_rule("headline")):
        return values[0], "site rule"
    texts = [text for _, text in printed]
    data, title = page.data, page.title
    if logos := _logos(page, printed):
        data = replace(data, sites=data.sites | logos)
        title = next((title.removeprefix(f"{logo}: ") for logo in logos if title), title)
    found = choose_headline(data, texts, title, page.host, path=page.path, headings=page.headings)
    if found and found[1] == "title" and not texts and (marked := _marked_headline(page)):
        return marked, "marked headline"
    if found and found[1] == "h1":  # nobody else spells it
        return next((_parted(node) for node, text in printed if text == found[0]), None) or found[0], "h1"
    return found


def _marked_headline(page: Page) -> str | None:
    """The text of the only element that is marked as the headline, where no heading is one."""
    marked = page.tree.css(".entry-title,[itemprop=headline]")[:_MOST_MARKED_HEADLINES]
    texts = {
        text for node in marked if (text := short_text(node, _LONGEST_HEADLINE)) and len(text) >= _LEAST_TITLE
    }
    return texts.pop() if len(texts) == 1 else None


_MOST_MARKED_HEADLINES = 20


def _logos(page: Page, printed: Sequence[tuple[LexborNode, str]]) -> frozenset[str]:
    """Texts of the <h1> elements that are the outlet's name, as a link to its front door.

    The last <h1> may be the headline all the same, unless it is the only one and less than half of <title>.
    """
    if len(printed) > 1:
        return frozenset(text for node, text in printed if _leads_home(node, page)) - {printed[-1][1]}
    title = page.title or ""
    for node, text in printed:
        is_part = title.endswith(text) or title.startswith((f"{text}: ", f"{text} - ", f"{text} | "))
        if 2 * len(text) < len(title) and is_part and _leads_home(node, page):
            return frozenset({text})
    return frozenset()


def _leads_home(heading: LexborNode, page: Page) -> bool:
    """Whether a heading is the outlet's name, a link to its front door."""
    link = heading.css_first("a[href]")
    address = page.absolute(link.attributes.get("href")) if link is not None else None
    return address is not None and address.partition("//")[2].rstrip("/") == page.host


def _parted(heading: LexborNode) -> str | None:
    """A heading's text with a space between its lines: <h1><span>Kicker</span><span>Headline</span></h1>."""
    for node in heading.css("br,div,p,span")[:_MOST_PARTS]:
        behind = node.next
        if node.tag != "span" or (behind is not None and behind.tag == "span"):
            return short_text(heading, _LONGEST_HEADLINE, separator=" ")
    return None


_MOST_PARTS = 50


def _headline_node(page: Page, printed: Sequence[tuple[LexborNode, str]], headline: str) -> LexborNode | None:
    """Where the headline stands: the heading with its words, <h1> before others, or the page's only <h1>."""
    key = key_of(headline)
    if not key:
        return printed[0][0] if len(printed) == 1 else None
    headings = [(node, key_of(text)) for node, text in printed]
    if found := _with_words(key, headings):
        return found
    marked = [node for node in page.marked if node.attributes.get("itemprop") == "headline"]
    lesser = [node for node in page.headings[:_MOST_LESSER] if node.tag != "h1"]
    if found := _with_words(
        key, [(node, key_of(short_text(node, _LONGEST_HEADLINE) or "")) for node in (*marked, *lesser)]
    ):
        return found
    return printed[0][0] if len(printed) == 1 else None


_MOST_LESSER = 60


def _with_words(key: str, headings: Sequence[tuple[LexborNode, str]]) -> LexborNode | None:
    """The heading whose key is `key`, else one that holds it or the start of it ("Headline | Outlet")."""
    for node, other in headings:
        if other == key:
            return node
    least = _LEAST_SIGNS if key[0] >= "\u2e80" else _LEAST_TITLE
    for node, other in headings:
        if min(len(other), len(key)) > least and (key in other or other in key):
            return node
    return None


_LEAST_SIGNS = 5  # of East Asian writing: they say as much as twice as many letters


_TITLE_BORDER = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|｜_]\s*")
_LEAST_PART = 0.4  # of a title's letters
_MOST_NODES_FOR_TITLE = 4_000


def _printed_title(page: Page) -> tuple[LexborNode, str] | None:
    """The element, and its text, that prints the <title> or most of it where no heading does.

    Old pages set their headline in <font>, <td> or <span>, and begin the title with the outlet's name.
    """
    title, body = page.title or "", page.tree.body
    least = max(_LEAST_TITLE, _LEAST_PART * len(key_of(title)))
    keys = {key for part in (title, *_TITLE_BORDER.split(title)) if len(key := key_of(part)) >= least}
    best: tuple[LexborNode, str] | None = None
    for count, node in enumerate(body.traverse(include_text=True, skip_empty=True) if keys and body else ()):
        if count > _MOST_NODES_FOR_TITLE:
            break
        text = one_line(node.text_content or "") if node.is_text_node else ""
        parent = node.parent
        if len(text) < _LEAST_TITLE or parent is None or parent.tag == "a" or key_of(text) not in keys:
            continue
        if best is None or len(text) > len(best[1]):
            best = parent, text
    return best


_LEAST_TITLE = 12  # letters

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
    dates = [text for text, kind, *_ in blocks if kind != "heading" and is_date_line(text)]
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


_LONGEST_MARKER = 60  # characters of a "read also"


def _below_markers(page: Page) -> frozenset[int]:
    """Ids of the elements that open with a "read also" heading: what they hold is not the main article's."""
    found: set[int] = set()
    for heading in page.headings[:200]:
        text = short_text(heading, _LONGEST_MARKER) if heading.tag != "h1" else None
        if not text or not is_marker(text):
            continue
        parent = heading.parent
        if parent is None or parent.tag in ("body", "main", "article"):
            continue
        if _opens_with(parent, text):
            found.add(parent.mem_id)
    return frozenset(found)


def _opens_with(node: LexborNode, text: str) -> bool:
    """Whether a text is the first in an element."""
    for count, inner in enumerate(node.traverse(include_text=True, skip_empty=True)):
        if inner.is_text_node:
            return one_line(inner.text_content or "").startswith(text[:20])
        if count > _MOST_BEFORE_TEXT:
            break
    return False


_MOST_BEFORE_TEXT = 50  # elements


def _related_elsewhere(place: Place, below_markers: frozenset[int]) -> list[Sequence[Block]]:
    """Related articles given in full outside of the main one's element, with a "read also" above them."""
    found: list[Sequence[Block]] = []
    for holder in place.holders:
        hidden = holder.bad and holder.node.mem_id not in below_markers
        if hidden or holder.paragraphs < 2 or holder.length < 300 or holder.node.mem_id in place.above:
            continue
        if _is_below(holder.node, place.container.mem_id):
            continue
        blocks = read_blocks(holder.node)
        for number, block in enumerate(blocks[:3]):
            if is_marker(block.text) and gives_article(blocks[number + 1 :]):
                main, others = split_at_related(blocks[number + 1 :])
                found.extend([main, *others])
                break
    return found


def _is_below(node: LexborNode, id_: int) -> bool:
    above: LexborNode | None = node
    while above is not None:
        if above.mem_id == id_:
            return True
        above = above.parent
    return False


def _paragraphs(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(block.text, block.kind) for block in blocks)


# --- the other fields -------------------------------------------------------------------------


def _dates(page: Page, headline_node: LexborNode | None, date_lines: Sequence[str]) -> Dates:
    general = choose_published(page, headline_node, date_lines)
    for value in page.by_rule("published"):
        if found := read_date(value, zone=page.zone, fetched_at=page.fetched_at):
            rule = "relative" if found.relative else "site rule"
            return Dates(found, rule, general.modified, general.modified_rule)
    return general


def _keywords(
    page: Page, found: Sorted, region: LexborNode | None
) -> tuple[tuple[Keyword, ...], str | None, str | None]:
    """(keywords, as one string, rule): what is declared, what is printed, search terms."""
    if values := page.by_rule("keywords"):
        return as_keywords(values), " ".join(values), "site rule"
    declared = declared_keywords(page.data)
    printed = (
        _printed_tags(page, region, alone=declared is None)
        if declared is None or declared[1] not in ARTICLE_KEYWORDS
        else []
    )
    if printed:
        return as_keywords(printed), " ".join(printed), "tag links"
    if declared and (keywords := as_keywords(declared[0])):
        return keywords, ", ".join(keyword.surface for keyword in keywords), declared[1]
    if found.keywords_raw:
        return as_keywords(split_keywords(found.keywords_raw)), found.keywords_raw, "printed label"
    return (), None, None


_LONGEST_TAG = 120  # characters
_LONGEST_TAG_LIST = 2_000
_MOST_TAGS = 40  # more are a cloud of the whole site's
_TAG_LISTS = "[class*=tags],[class*=keyword],[class*=tag-list],[class*=topics],[id*=tags]"
_LESS_USUAL = "[class~=tag],[class*=temas],[class*=taxonomy]"


_TAGS_ALONE = re.compile(
    r"(?:^|\s)(?:(?:post|article|entry|news|single|story|nota|noticia|read|detail|box|list)[-_]{1,2})?"
    r"(?:tags?|temas|etiquetas|etiketler)(?:[-_]{1,2}(?:list|links|items|box))?(?:\s|$)"
)
_MOST_ALONE = 15  # links of a list that is called tags and has no label


def _is_called_tags(node: LexborNode) -> bool:
    return _TAGS_ALONE.search(node.attributes.get("class") or "") is not None


def _printed_tags(page: Page, region: LexborNode | None, *, alone: bool) -> list[str]:
    """Links with rel=tag; else those of the first element labelled as tags, «كلمات دلالية» or the like.

    With `alone`, without these, of an element that is called tags and holds nothing but links.
    """
    tagged: list[LexborNode] = []
    lists: list[LexborNode] = []
    for node in page.marked:
        attributes = node.attributes
        if (rel := attributes.get("rel")) and _marks_tag(rel):
            tagged.append(node)
        elif attributes.get("itemprop") == "keywords" and node.tag != "meta":
            lists.append(node)
    if len(tagged) > _MOST_TAGS:
        return []
    if tagged:
        return [text for node in tagged if (text := short_text(node, _LONGEST_TAG))]
    if lists and (found := _of_microdata(lists)):
        return found
    where = region or page.tree
    unlabelled: list[str] = []
    for node in where.css(_TAG_LISTS)[:20] or (where.css(_LESS_USUAL)[:20] if alone else ()):
        lead = short_text(node, _LONGEST_TAG_LIST, separator=" ")
        is_labelled = lead is not None and LABEL.match(lead[:60]) is not None
        if not lead or not (is_labelled or (alone and not unlabelled and _is_called_tags(node))):
            continue
        links = [text for link in node.css("a")[:60] if (text := short_text(link, _LONGEST_TAG))]
        if is_labelled and links and not lead.startswith(links[0]):
            return links
        least = 1 + (not is_labelled and "tag" in (node.attributes.get("class") or "").split())
        if least <= len(links) <= _MOST_ALONE and key_of(lead) == key_of("".join(links)):
            unlabelled = links
    return unlabelled


def _of_microdata(lists: Sequence[LexborNode]) -> list[str]:
    """The keywords in elements with itemprop=keywords: their links, else what their text parts."""
    found: list[str] = []
    for node in lists[:_MOST_TAGS]:
        links = node.css("a")[:_MOST_TAGS]
        texts = [text for link in links if (text := short_text(link, _LONGEST_TAG))]
        if not texts and (text := short_text(node, _LONGEST_TAG_LIST)):
            texts = split_keywords(text) or [text]
        found += texts
    return found


def _marks_tag(rel: str) -> bool:
    """Whether a link leads to a tag; WordPress links an article's category with rel="category tag"."""
    kinds = rel.split()
    return "tag" in kinds and "category" not in kinds


def _section(page: Page) -> tuple[str, str] | None:
    if values := page.by_rule("section"):
        return values[0], "site rule"
    if value := text_of(page.data.article, "articleSection"):
        return value, "json_ld articleSection"
    if declared := page.data.first("article:section", "section", "parsely-section", "sailthru.section"):
        return declared
    for node in page.marked:
        if node.attributes.get("itemprop") == "articleSection":
            section = short_text(node, 60)
            return (section, "microdata articleSection") if section else None
    for node in page.marked:  # WordPress: <a rel="category tag">
        if "category" in (node.attributes.get("rel") or "").split():
            section = short_text(node, 60)
            return (section, "link category") if section else None
    if (generator := page.data.first("generator")) and "Joomla" in generator[0]:
        link = page.tree.css_first(".category-name a")
        if link is not None and (section := short_text(link, 60)):
            return section, "link category"
    return _section_of_trail(page.data)


_LONGEST_SECTION = 40  # characters


def _section_of_trail(data: StructuredData) -> tuple[str, str] | None:
    """The first step of JSON-LD's breadcrumbs behind the front door, if the article follows."""
    for thing in data.things:
        steps = thing.get("itemListElement")
        if "BreadcrumbList" not in types_of(thing) or not isinstance(steps, list) or len(steps) < 3:
            continue
        step = steps[1]
        item = step.get("item") if isinstance(step, dict) else None
        named = step if isinstance(step, dict) and step.get("name") else item
        name = text_of(named, "name") if isinstance(named, dict) else None
        if name and len(name) <= _LONGEST_SECTION:
            return name, "json_ld breadcrumb"
    return None


# Letters of languages whose sites name an article's source at its headline; Turkish ones among them.
_NAMING_SOURCES = re.compile(r"[\u05d0-\u05ea\u0620-\u06ff\u3040-\u9fff\uac00-\ud7a3ğışİŞĞ]")


def _read_lines_behind(container: LexborNode, found: Sorted) -> None:
    """Fill in what labelled lines right behind the text say: «المصدر: …», «برچسب‌ها: …»."""
    above: LexborNode | None = container
    for _ in range(_MOST_LEVELS_BEHIND):
        if above is None or above.tag in ("body", "main"):
            return
        node = above.next
        for _ in range(_MOST_NODES_BEHIND):
            if node is None:
                break
            text = short_text(node, _LONGEST_TAG) if node.is_element_node else None
            if text and found.source_credit is None and (match := SOURCE_CREDIT.match(text)):
                found.source_credit = match["name"]
            elif text and not found.keywords_raw:
                links = [link for a in node.css("a")[:_MOST_TAGS] if (link := short_text(a, _LONGEST_TAG))]
                label = LABEL.match(text.partition(links[0])[0] if links else text)
                if label and len(links) > 1:
                    found.keywords_raw = "، ".join(links)
                elif (label := LABEL.match(text)) and label["border"]:
                    found.keywords_raw = text[label.end() :] or None
            node = node.next
        above = above.parent


_MOST_LEVELS_BEHIND = 2
_MOST_NODES_BEHIND = 12


def _lines_beside(headline: str, headline_node: LexborNode | None) -> list[str]:
    """The first lines behind the headline; none where sites say nothing of source and place there."""
    above = headline_node.parent if headline_node is not None else None
    if above is None or not _NAMING_SOURCES.search(headline):
        return []
    for _ in range(_MOST_LEVELS_BEHIND):
        lines = above.text(separator="\n")[:_MOST_BESIDE].partition(headline)[2].split("\n")
        found = [text for line in lines if (text := one_line(line))]
        if found or above.parent is None or above.tag in ("body", "main", "article"):
            return found
        above = above.parent
    return []


def _read_dateline_beside(lines: Sequence[str], found: Sorted) -> None:
    """Fill in place, agency and byline from a line at the headline that is but a dateline: «الدوحة - قنا»."""
    for line in lines:
        if len(line) > _LONGEST_DATELINE or not _DATELINE_BORDER.search(line):
            continue
        dateline = split_dateline(line)
        if dateline is not None and dateline.alone and dateline.place and dateline.agency:
            found.place, found.agency, found.agency_rule = dateline.place, dateline.agency, "dateline"
            if names_reporter(line, dateline):
                found.byline = found.byline or with_borders(line)
            return


_LONGEST_DATELINE = 60  # characters
_DATELINE_BORDER = re.compile(r"\s*[-–—/]\s*[^\W\d]")


def _credit_beside(page: Page, headline: str, lines: Sequence[str]) -> str | None:
    """The source that a line outside the text names: `<p class="source">المصدر: …</p>`.

    Asked only where sites and aggregators write so: it costs a query.
    """
    if not _NAMING_SOURCES.search(headline):
        return None
    for node in page.tree.css("[class*=source],[class*=credit],[class~=src],[class*=kaynak]")[:20]:
        text = short_text(node, 90)
        if text and (match := SOURCE_CREDIT.match(text)):
            return match["name"]
    for line in lines:
        if len(line) <= _LONGEST_CREDIT and (
            match := SOURCE_CREDIT.match(line) or _CREDIT_IN_LINE.search(line)
        ):
            return match["name"].strip('"«»“”')
    return None


_MOST_BESIDE = 600  # characters about a headline
_LONGEST_CREDIT = 120
# «2024年03月14日 18:25　来源：江城日报　作者：王晓明»
_CREDIT_IN_LINE = re.compile(r"(?:来源|來源|稿源)\s*[:：]\s*(?P<name>[^\s:：|｜]{2,20})")


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
    decoded: Decoded,
    headline: tuple[str, str],
    found: Sorted,
    dates: Dates,
    place: Place | None,
    region: LexborNode | None,
    body_rule: str,
    headline_node: LexborNode | None,
) -> Article:
    provenance = {"charset": f"{decoded.charset}: {decoded.rule}", "headline": headline[1]}
    provenance["paragraphs"] = body_rule
    last_line = found.paragraphs[-1].text if found.paragraphs else None
    beside = _lines_beside(headline[0], headline_node)
    if found.place is found.agency is None:
        _read_dateline_beside(beside, found)
    authors, byline, rule = choose_authors(page, found.byline, last_line, region)
    published, date_rule = dates.published, dates.rule
    if published is None and byline:  # "23.01.2019 By Jane Doe and Richard Roe", below a long lede
        published, date_rule = date_of_byline(page, byline), "byline"
    _note_date(provenance, "published_at", published, date_rule)
    _note_date(provenance, "modified_at", dates.modified, dates.modified_rule)
    if rule:
        provenance["authors"] = rule
    if place is not None and _NAMING_SOURCES.search(headline[0]):
        _read_lines_behind(place.container, found)
    keywords, keywords_raw, rule = _keywords(page, found, region)
    if rule:
        provenance["keywords"] = rule
    section, canonical = _section(page), _canonical(page)
    if section:
        provenance["section"] = section[1]
    if canonical:
        provenance["canonical_url"] = canonical[1]
    by_rule = page.by_rule("source_credit")
    source_credit = (
        by_rule[0] if by_rule else found.source_credit or _credit_beside(page, headline[0], beside)
    )
    if source_credit:
        provenance["source_credit"] = "site rule" if by_rule else "printed label"
    _note_dateline(provenance, found)
    paragraphs = _paragraphs(_unsigned(found.paragraphs, authors))
    language = detect_language(_sample(headline[0], paragraphs), page.language)
    return Article(
        role="main",
        position=0,
        url=page.url,
        headline=headline[0],
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
    signed = [
        number
        for number in (0, 1, len(blocks) - 1)
        if len(text := blocks[number].text.strip("()（）")) <= _LONGEST_SIGNATURE
        and blocks[number].kind == "paragraph"
        and any(text.startswith(name) and not text[len(name) :][:1].isalpha() for name in authors)
        and not _SENTENCE.search(text)
    ]
    return [block for number, block in enumerate(blocks) if number not in signed] if signed else blocks


_LEAST_SIGNED = 4  # blocks
_LONGEST_SIGNATURE = 60  # characters
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
        byline_raw=found.byline,
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
