"""Turn a page into its articles. Pure: no network, no clock, no database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from tasks.article.body import Block, Place, find_place, read_blocks, read_lede
from tasks.article.bounds import bound_markup
from tasks.article.byline import (
    authors_from,
    closing_byline,
    house_as_author,
    is_name_like,
    opens_as_byline,
    parse_byline,
)
from tasks.article.credit import SOURCE_CREDIT
from tasks.article.date import Published, read_date, zone_named
from tasks.article.decode import Decoded, decode
from tasks.article.flat import read_flat
from tasks.article.headline import choose_headline, key_of
from tasks.article.keywords import ARTICLE_KEYWORDS, LABEL, as_keywords, declared_keywords, split_keywords
from tasks.article.language import detect_language
from tasks.article.published import Dates, choose_published
from tasks.article.refusal import Facts, refuse
from tasks.article.related import Sorted, gives_article, is_marker, sort_blocks, split_at_related
from tasks.article.structured_data import StructuredData, read_structured_data, text_of
from tasks.model import Article, Image, Keyword, Paragraph, Rejection, Rule, Site

RULE_VERSION = "1"


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
    `site` brings the outlet's own rules and the zone of dates without one; `fetched_at` (aware) is what
    "3 hours ago" is counted from. Flat text is told by its content type, a .txt address or by having no tags.
    """
    decoded = decode(html, url, content_type)
    if isinstance(decoded, Rejection):
        return decoded
    zone = zone_named(site.timezone) if site is not None else None
    if not decoded.is_markup:
        return _from_flat_text(decoded, url, zone, fetched_at)
    return _from_markup(decoded, url, site, zone, fetched_at)


# --- pages ------------------------------------------------------------------------------------

_INVISIBLE = [
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "button",
    "select",
    "textarea",
    "object",
]


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed page with what it says of itself."""

    tree: LexborHTMLParser
    data: StructuredData
    url: str
    base: str  # what its links are relative to
    host: str
    title: str | None
    headings: tuple[tuple[LexborNode, str], ...]  # <h1> elements and their texts
    rules: tuple[Rule, ...]
    zone: tzinfo | None
    fetched_at: datetime | None


def _from_markup(
    decoded: Decoded, url: str, site: Site | None, zone: tzinfo | None, fetched_at: datetime | None
) -> list[Article] | Rejection:
    page = _parse(decoded, url, site, zone, fetched_at)
    headline = _headline(page)
    headline_node = _headline_node(page, headline[0] if headline else "")
    description = page.data.first("og:description", "description", "twitter:description")
    evidence = f"{text_of(page.data.article, 'articleBody') or ''} {description[0] if description else ''}"
    below_markers = _below_markers(page.tree)
    place = find_place(page.tree, evidence, below_markers)
    main, others = _blocks(page, place, headline_node)
    found = sort_blocks(main, headline[0] if headline else None)
    if (refusal := refuse(_facts(page, headline, found, main))) is not None:
        return Rejection(url, "extract", *refusal)
    assert headline is not None
    dates = _dates(page, headline_node)
    article = _main_article(page, decoded, headline, found, dates, place)
    related = [_related_article(page, blocks, number) for number, blocks in enumerate(others, start=1)]
    if place is not None:
        for number, blocks in enumerate(_related_elsewhere(place, below_markers), start=len(related) + 1):
            related.append(_related_article(page, blocks, number))
    return [article, *related]


def _parse(
    decoded: Decoded, url: str, site: Site | None, zone: tzinfo | None, fetched_at: datetime | None
) -> _Page:
    # Without events, <select> costs the parser linear instead of quadratic time.
    tree = LexborHTMLParser(bound_markup(decoded.text), options=LexborDocumentOptions.WO_EVENTS)
    data = read_structured_data(tree)
    tree.strip_tags(_INVISIBLE, recursive=True)
    title = tree.css_first("title")
    base = tree.css_first("base[href]")
    headings = [(node, _line(node.text_lexbor())) for node in tree.css("h1")[:20]]
    return _Page(
        tree=tree,
        data=data,
        url=url,
        base=_absolute(url, base.attributes.get("href")) or url if base is not None else url,
        host=_host(url),
        title=_line(title.text_lexbor()) or None if title is not None else None,
        headings=tuple((node, text) for node, text in headings if text),
        rules=site.rules if site is not None else (),
        zone=zone,
        fetched_at=fetched_at,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _absolute(base: str, link: str | None) -> str | None:
    """The address that a link leads to from a page, or None if it leads nowhere on the web."""
    if not link or not link.strip():
        return None
    try:
        address = urljoin(base, link.strip())
        return address if urlsplit(address).scheme in ("http", "https") else None
    except ValueError:
        return None


def _by_rule(page: _Page, field: str) -> list[str]:
    """What the site's own rules give for a field, each element's text or attribute."""
    values: list[str] = []
    for rule in page.rules:
        if rule.field == field:
            for node in page.tree.css(rule.css)[:200]:
                value = node.attributes.get(rule.attribute) if rule.attribute else node.text(separator=" ")
                if value and (value := _line(value)):
                    values.append(value)
    return values


# --- whether it is an article -----------------------------------------------------------------

_OTHER_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage", "FAQPage"})


def _facts(page: _Page, headline: tuple[str, str] | None, found: Sorted, main: Sequence[Block]) -> Facts:
    lengths = [len(block.text) for block in found.paragraphs if block.kind != "heading"]
    kind = page.data.first("og:type")
    says_article = bool(page.data.article) or (kind is not None and kind[0].lower() in ("article", "news"))
    others = sorted(page.data.types & _OTHER_TYPES)
    teasers = 0
    if not says_article:
        linked = page.tree.css("h2 a, h3 a, h4 a, a h2, a h3, a h4")[:300]
        teasers = sum(len(node.text_lexbor().strip()) > 20 for node in linked)
    description = page.data.first("og:description", "description")
    start = key_of(description[0])[:40] if description else ""
    described = len(start) >= 30 and any(start in key_of(block.text[:200]) for block in found.paragraphs[:4])
    return Facts(
        path=_path(page.url),
        headline=headline[0] if headline else None,
        title=page.title,
        characters=sum(lengths),
        longest=max(lengths, default=0),
        paragraphs=len(lengths),
        says_article=says_article or described,
        says_other=others[0] if others else kind[0] if kind and kind[0].lower() == "website" else None,
        teasers=teasers,
        teasers_inside=sum(block.kind == "heading" and block.link_share > 0.8 for block in main),
    )


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return url


# --- headline ---------------------------------------------------------------------------------


def _headline(page: _Page) -> tuple[str, str] | None:
    if values := _by_rule(page, "headline"):
        return values[0], "site rule"
    return choose_headline(page.data, [text for _, text in page.headings], page.title, page.host)


def _headline_node(page: _Page, headline: str) -> LexborNode | None:
    """Where the headline stands: the <h1> with its words, else a lesser heading, else the first <h1>."""
    key = key_of(headline)
    for node, text in page.headings:
        if key and key_of(text) == key:
            return node
    for node, text in page.headings:
        if key and (key in key_of(text) or key_of(text) in key) and len(text) > 12:
            return node
    for node in page.tree.css("h2, h3, [itemprop=headline]")[:60]:
        if key and key_of(node.text_lexbor()) == key:
            return node
    return page.headings[0][0] if page.headings else None


# --- body -------------------------------------------------------------------------------------


def _blocks(
    page: _Page, place: Place | None, headline_node: LexborNode | None
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
        return split_at_related(blocks)
    inside = next(
        (
            n
            for n, block in enumerate(blocks)
            if block.node is not None and block.node.mem_id == headline_node.mem_id
        ),
        None,
    )
    if inside is not None:
        return split_at_related(blocks[inside + 1 :])
    main, others = split_at_related(blocks)
    description = page.data.first("og:description", "description", "twitter:description")
    lede = read_lede(headline_node, place, description[0] if description else "")
    known = {key_of(block.text[:120])[:60] for block in main}
    return [*(block for block in lede if key_of(block.text[:120])[:60] not in known), *main], others


def _below_markers(tree: LexborHTMLParser) -> frozenset[int]:
    """Ids of the elements that open with a "read also" heading: what they hold is not the main article's."""
    found: set[int] = set()
    for heading in tree.css("h2,h3,h4,h5,h6")[:200]:
        text = _line(heading.text_lexbor()[:60])
        parent = heading.parent
        if parent is None or parent.tag in ("body", "main", "article") or not is_marker(text):
            continue
        if _line(parent.text_lexbor()[:200]).startswith(text):
            found.add(parent.mem_id)
    return frozenset(found)


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


def _dates(page: _Page, headline_node: LexborNode | None) -> Dates:
    for value in _by_rule(page, "published"):
        if found := read_date(value, zone=page.zone, fetched_at=page.fetched_at):
            general = choose_published(
                page.tree, page.data, headline_node, page.url, page.zone, page.fetched_at
            )
            return Dates(
                found, "relative" if found.relative else "site rule", general.modified, general.modified_rule
            )
    return choose_published(page.tree, page.data, headline_node, page.url, page.zone, page.fetched_at)


_BYLINES = (
    "[rel~=author],[itemprop=author],[class*=byline],[class*=author],[class*=Byline],[class*=Author],[class*=writer],"
    "[class*=writeBy]"
)
_OF_OTHERS = re.compile(r"comment|related|recommend|teaser|sidebar|widget")


def _authors(page: _Page, found: Sorted) -> tuple[tuple[str, ...], str | None, str | None]:
    """(names, byline as printed, rule): what machines are told, what is printed, the outlet itself."""
    for value in _by_rule(page, "byline"):
        if names := parse_byline(value):
            return names, value, "site rule"
    if declared := authors_from(page.data, page.host):
        return declared[0], found.byline, declared[1]
    if found.byline:
        return parse_byline(found.byline), found.byline, "byline"
    sites = {key_of(name) for name in page.data.sites} | {key_of(part) for part in page.host.split(".")}
    for node in page.tree.css(_BYLINES)[:12]:
        text = _line(node.text(separator=" "))
        if not 3 < len(text) <= 90 or _OF_OTHERS.search(node.attributes.get("class") or ""):
            continue
        names = tuple(name for name in parse_byline(text) if key_of(name) not in sites)
        if names and (is_name_like(names[0]) or opens_as_byline(text)):
            return names, text, "marked byline"
    if found.paragraphs and (name := closing_byline(found.paragraphs[-1].text)):
        return (name,), found.paragraphs[-1].text, "last line"
    if house := house_as_author(page.data):
        return house[0], None, house[1]
    return (), None, None


def _keywords(page: _Page, found: Sorted) -> tuple[tuple[Keyword, ...], str | None, str | None]:
    """(keywords, as one string, rule): what is declared, what is printed, search terms."""
    if values := _by_rule(page, "keywords"):
        return as_keywords(values), " ".join(values), "site rule"
    declared = declared_keywords(page.data)
    printed = _printed_tags(page) if declared is None or declared[1] not in ARTICLE_KEYWORDS else []
    if printed:
        return as_keywords(printed), " ".join(printed), "tag links"
    if declared and (keywords := as_keywords(declared[0])):
        return keywords, ", ".join(keyword.surface for keyword in keywords), declared[1]
    if found.keywords_raw:
        return as_keywords(split_keywords(found.keywords_raw)), found.keywords_raw, "printed label"
    return (), None, None


_TAG_LISTS = "[class*=tags],[class*=keyword],[class*=tag-list],[class*=topics],[id*=tags]"


def _printed_tags(page: _Page) -> list[str]:
    """Links of the first element labelled as tags, «كلمات دلالية» or the like; else those with rel=tag."""
    for node in page.tree.css(_TAG_LISTS)[:20]:
        links = [text for link in node.css("a")[:60] if (text := _line(link.text_lexbor()))]
        lead = _line(node.text_lexbor()[:60])
        if links and LABEL.match(lead) and not lead.startswith(links[0]):
            return links
    rel = [_line(node.text_lexbor()) for node in page.tree.css("a[rel~=tag]")[:60]]
    return [text for text in rel if text] if len(rel) <= 40 else []


def _section(page: _Page) -> tuple[str, str] | None:
    if values := _by_rule(page, "section"):
        return values[0], "site rule"
    if value := text_of(page.data.article, "articleSection"):
        return value, "json_ld articleSection"
    if declared := page.data.first("article:section", "section", "parsely-section", "sailthru.section"):
        return declared
    node = page.tree.css_first("[itemprop=articleSection]")
    text = node and _line(node.text_lexbor())
    return (text, "microdata articleSection") if text and len(text) <= 60 else None


def _credit_beside(page: _Page) -> str | None:
    """The source that a line outside the text names: `<p class="source">المصدر: …</p>`."""
    for node in page.tree.css("[class*=source],[class*=credit]")[:20]:
        text = _line(node.text_lexbor())
        if len(text) <= 90 and (match := SOURCE_CREDIT.match(text)):
            return match["name"]
    return None


_FREE = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _is_free(data: StructuredData) -> bool | None:
    value = data.article.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    return _FREE.get(value.strip().lower()) if isinstance(value, str) else None


def _images(page: _Page, place: Place | None) -> tuple[Image, ...]:
    found: dict[str, str | None] = {}
    for value in page.data.meta.get("og:image", ())[:3]:
        if address := _absolute(page.base, value):
            found.setdefault(address, None)
    if place is not None:
        for figure in place.container.css("figure")[:20]:
            image = figure.css_first("img")
            if image is None:
                continue
            attributes = image.attributes
            address = _absolute(page.base, attributes.get("data-src") or attributes.get("src"))
            caption = figure.css_first("figcaption")
            if address:
                found[address] = (_line(caption.text_lexbor()) or None) if caption is not None else None
    return tuple(Image(address, caption) for address, caption in found.items())


def _canonical(page: _Page) -> tuple[str, str] | None:
    link = page.tree.css_first('link[rel="canonical" i][href]')
    if link is not None and (address := _absolute(page.base, link.attributes.get("href"))):
        return address, "link canonical"
    if (found := page.data.first("og:url")) and (address := _absolute(page.base, found[0])):
        return address, "og:url"
    return None


def _main_article(
    page: _Page, decoded: Decoded, headline: tuple[str, str], found: Sorted, dates: Dates, place: Place | None
) -> Article:
    provenance = {"charset": f"{decoded.charset}: {decoded.rule}", "headline": headline[1]}
    provenance["paragraphs"] = (
        "site rule" if any(rule.field == "body" for rule in page.rules) else "densest element"
    )
    published = dates.published
    _note_date(provenance, "published_at", published, dates.rule)
    _note_date(provenance, "modified_at", dates.modified, dates.modified_rule)
    authors, byline, rule = _authors(page, found)
    if rule:
        provenance["authors"] = rule
    keywords, keywords_raw, rule = _keywords(page, found)
    if rule:
        provenance["keywords"] = rule
    section, canonical = _section(page), _canonical(page)
    if section:
        provenance["section"] = section[1]
    if canonical:
        provenance["canonical_url"] = canonical[1]
    by_rule = _by_rule(page, "source_credit")
    source_credit = by_rule[0] if by_rule else found.source_credit or _credit_beside(page)
    if source_credit:
        provenance["source_credit"] = "site rule" if by_rule else "printed label"
    if found.place or found.agency:
        provenance["dateline_place" if found.place else "agency"] = "dateline"
    paragraphs = _paragraphs(found.paragraphs)
    html = page.tree.css_first("html")
    language = detect_language(
        _sample(headline[0], paragraphs), html.attributes.get("lang") if html is not None else None
    )
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
        images=_images(page, place),
        is_accessible_for_free=_is_free(page.data),
        provenance=provenance,
    )


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


def _related_article(page: _Page, blocks: Sequence[Block], position: int) -> Article:
    headline = blocks[0]
    found = sort_blocks(blocks[1:], headline.text)
    link = headline.node.css_first("a[href]") if headline.node is not None else None
    address = _absolute(page.base, link.attributes.get("href")) if link is not None else None
    paragraphs = _paragraphs(found.paragraphs)
    provenance = {"headline": "heading below “read also”", "paragraphs": "below its headline"}
    if address:
        provenance["url"] = "link of the headline"
    if found.place or found.agency:
        provenance["dateline_place" if found.place else "agency"] = "dateline"
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
    articles: list[Article] = []
    for position, article in enumerate(found):
        paragraphs = _paragraphs(article.sorted.paragraphs)
        provenance = {
            "charset": f"{decoded.charset}: {decoded.rule}",
            "headline": "first line",
            "paragraphs": "lines",
        }
        published = article.published
        if published is not None:
            _note_date(
                provenance, "published_at", published, "relative" if published.relative else "date line"
            )
        if article.sorted.source_credit:
            provenance["source_credit"] = "printed label"
        if article.sorted.place or article.sorted.agency:
            provenance["dateline_place" if article.sorted.place else "agency"] = "dateline"
        if article.byline:
            provenance["authors"] = "byline"
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
                authors=parse_byline(article.byline) if article.byline else (),
                byline_raw=article.byline,
                dateline_place=article.sorted.place,
                agency=article.sorted.agency,
                source_credit=article.sorted.source_credit,
                keywords_raw=article.sorted.keywords_raw,
                provenance=provenance,
            )
        )
    return articles
