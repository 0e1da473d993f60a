"""Find where a page keeps its article and read its paragraphs.

Queries in C find the paragraphs; Python touches each of them once, and their ancestors once for all.
The article is where most of the text is: from <body> downwards, the way leads into a child as long as that
holds nearly all of what its parent holds (a simplification of Readability's scores: Arc90, 2010, that
finds articles whose paragraphs have a wrapper each).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.article.credit import SOURCE_CREDIT
from tasks.model import ParagraphKind

_MOST_UNITS = 4_000
_MOST_BLOCKS = 4_000
_MOST_NODES = 60_000


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands alone on the page, in its order."""

    text: str
    kind: ParagraphKind
    tag: str
    node: LexborNode | None
    linked: int  # characters of it that are links

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.text))


# --- what is no part of an article ------------------------------------------------------------

_SKIPPED_TAGS = frozenset(
    "nav aside footer figure figcaption button select input textarea label img picture"  # noqa: SIM905 - names, read as a line
    " video audio canvas map object embed iframe svg hr script style noscript template dialog address menu"
    " time link meta head".split()
)
_WORDS = (
    # whole words of a class or id, as between - _ and capitals
    "ad|ads|adv|advert|advertisement|advertising|advertorial|adslot|adunit|dfp|banner|promo|promos|promotion|promotions|"
    "sponsor|sponsored|share|shares|sharing|sharebar|sharedaddy|social|socials|follow|related|recommended|recommendation|recommendations|"
    "recirc|recirculation|teaser|teasers|newsletter|newsletters|signup|subscribe|subscription|piano|login|register|registration|"
    "comment|comments|disqus|livefyre|reply|replies|breadcrumb|breadcrumbs|tag|tags|taglist|tagcloud|keywords|topics|"
    "byline|bylines|author|authors|authorbox|bio|meta|metadata|postmeta|timestamp|dateline|pubdate|published|datetime|date|dates|caption|captions|credit|credits|"
    "copyright|gallery|galleries|slideshow|carousel|slider|swiper|thumbnail|thumb|sidebar|widget|widgets|nav|navigation|navbar|menu|menus|pagination|pager|"
    "footer|toolbar|tools|print|printfriendly|popup|modal|overlay|cookie|cookies|consent|gdpr|trending|popular|mostread|outbrain|taboola|"
    "zergnet|revcontent|mgid|player|poll|quiz|rating|ratings|skip|hidden|invisible|offscreen|sr|screenreader|visuallyhidden|"
    "noprint|donate|donation|feedback|survey|contact|disclaimer|correction|linklist|readmore|seealso|"
    "infobox|factbox|toc|jump|embed|infographic|livestream|playlist|podcast|audio|listen|translate|fontsize|bookmark|app|apps"
)
_PHRASES = (
    "related|recommend|newsletter|read[-_]?(?:more|also|next|too)|also[-_]?read|more[-_]?(?:on|from|stories|news|articles|about|in)|see[-_]?also|most[-_]?(?:read|popular|viewed|recent)|"
    "latest[-_]?(?:news|stories)|up[-_]?next|next[-_]?(?:article|post|story)|sign[-_]?up|share[-_]?(?:this|bar|button|tools|icons|links)|social[-_]?(?:media|share|icons|links|bar)|"
    "comment[-_]?(?:s|list|form|section|area)|author[-_]?(?:bio|box|info|name|card|description|byline|profile)|about[-_]?(?:the[-_]?)?author|byline|"
    "post[-_]?meta|entry[-_]?meta|article[-_]?meta|article[-_]?(?:date|time|info|tools|footer|tags)|entry[-_]?(?:footer|utility)|tag[-_]?(?:list|s|cloud)|"
    "image[-_]?(?:caption|credit)|photo[-_]?(?:caption|credit)|wp[-_]?caption|sr[-_]?only|screen[-_]?reader|visually[-_]?hidden|"
    "advert|sponsor|promobox|inline[-_]?promo|call[-_]?to[-_]?action|paywall[-_]?(?:prompt|message|overlay|banner|modal|barrier|cta|offer|box)|wp[-_]?block[-_]?(?:embed|buttons)|jp[-_]?relatedposts|addtoany|addthis|affiliate"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNWANTED = re.compile(rf"(?<![a-z])(?:{_WORDS})(?![a-z])|{_PHRASES}")
_UNWANTED_ROLES = frozenset(
    {
        "navigation",
        "complementary",
        "dialog",
        "banner",
        "contentinfo",
        "search",
        "menu",
        "alert",
        "tooltip",
        "button",
    }
)
# Wrappers of the whole article say such words of what they can hold: "has-sidebar", "no-comments"
_HARMLESS = re.compile(
    r"\b(?:has|have|with|without|no|not|is|show|hide|enable|disable|js)[-_]\w+[\w-]*|[\w-]*[-_](?:enabled|disabled|active|loaded|wrapper-open)\b"
    r"|\bmeta-?(?:content|wrapper)\b|\bprint-?(?:only-no|yes|content|area|body)\b|\btags?-[\w-]+|\bcategory-[\w-]+|\bauthor-[\w]+-\d+|\bdate-?\d[\w-]*|\btopic-[\w-]+"
    r"|\bad-?free[\w-]*|\b(?:sm|md|lg|xl|max|min|2xl|dark|hover|group|focus|print|before|after|peer|data|aria)-?:[^\s]+"
)


def unwanted(attributes: dict[str, str | None]) -> bool:
    """Whether an element's names say that it holds something beside the article."""
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role") in _UNWANTED_ROLES:
        return True
    style = attributes.get("style")
    if style and "display" in style and re.search(r"display\s*:\s*none", style):
        return True
    return _names_unwanted(attributes)


def _names_unwanted(attributes: dict[str, str | None]) -> bool:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    component = attributes.get("data-testid") or attributes.get("data-component")
    if component:
        names = f"{names} {component}"
    return names != " " and _name_unwanted(names[:400])


@lru_cache(maxsize=20_000)  # names repeat within a page and from page to page of an outlet
def _name_unwanted(names: str) -> bool:
    return _UNWANTED.search(_HARMLESS.sub(" ", _CAMEL.sub("-", names).lower())) is not None


# --- where the article is ---------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.!?؟。！？…۔:»”\"]\W*$")


@dataclass(slots=True)
class _Ancestor:
    node: LexborNode
    parent: _Ancestor | None
    attributes: dict[str, str | None]
    everything: float = 0.0  # weight of all texts below it
    weight: float = 0.0  # of those that stand in nothing unwanted
    holders: int = 0  # elements below it that hold these texts
    bad: bool = False  # it or one above it is unwanted


@dataclass(frozen=True, slots=True)
class Holder:
    """An element with paragraphs right below it: how many real ones, and how long together."""

    node: LexborNode
    paragraphs: int
    length: int
    bad: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where the article's text is, and all holders of paragraphs on the page, in their order."""

    container: LexborNode
    above: frozenset[int]  # ids of the container and of all elements above it
    holds_much: frozenset[
        int
    ]  # ids of elements with much of the page's text, to be entered whatever their names say
    holders: tuple[Holder, ...]
    share: float  # of the page's text that is in the container, 0 to 1


class _Ancestry:
    """The elements above the page's texts, each looked at once, with the text that they hold."""

    def __init__(self, others: frozenset[int]) -> None:
        self.others = others
        self.known: dict[int, _Ancestor] = {}
        self.own: dict[int, float] = {}
        self.total = 0.0

    def add(self, node: LexborNode, weight: float) -> None:
        """Credit the element that holds a text right below it."""
        self._of(node)
        self.own[node.mem_id] = self.own.get(node.mem_id, 0.0) + weight
        self.total += weight

    def _of(self, node: LexborNode) -> None:
        path: list[LexborNode] = []
        above: LexborNode | None = node
        while above is not None and above.mem_id not in self.known and above.tag not in ("html", "-document"):
            path.append(above)
            above = above.parent
        parent = self.known.get(above.mem_id) if above is not None else None
        for item in reversed(path):
            parent = self.known[item.mem_id] = _Ancestor(item, parent, item.attributes)

    def weigh(self) -> None:
        """Sum the weights up, all of them and those that stand in nothing unwanted."""
        for record in self.known.values():
            record.everything = record.weight = 0.0
            record.holders = 0
        for id_, weight in self.own.items():
            above: _Ancestor | None = self.known[id_]
            while above is not None:
                above.everything += weight
                above = above.parent
        for record in self.known.values():  # parents come before their children
            record.bad = (record.parent is not None and record.parent.bad) or self._is_bad(record)
        for id_, weight in self.own.items():
            above = None if self.known[id_].bad else self.known[id_]
            while above is not None:
                above.weight += weight
                above.holders += 1
                above = above.parent

    def _is_bad(self, record: _Ancestor) -> bool:
        tag = record.node.tag
        if tag in ("body", "main"):
            return False
        if tag in _SKIPPED_TAGS or tag == "a" or record.node.mem_id in self.others:
            return True
        if record.everything >= _MUCH * self.total and not _is_never(record.attributes):
            return False
        return unwanted(record.attributes)


_MUCH = 0.45  # of the page's text: no name makes the element that holds so much a sidebar
# Some do hold so much beside a short article.
_NEVER = re.compile(r"comment|disqus|kommentar|replies|footer|cookie|consent|onetrust|gdpr")


def _is_never(attributes: dict[str, str | None]) -> bool:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return _NEVER.search(_HARMLESS.sub(" ", names.lower())) is not None


def find_place(tree: LexborHTMLParser, evidence: str, others: frozenset[int]) -> Place | None:
    """The element that holds the article's text, or None if the page has hardly any.

    `evidence` is text that structured data gives as the article's: paragraphs found in it count more.
    `others` are ids of elements that hold other articles.
    """
    if tree.body is None:
        return None
    ancestry = _Ancestry(others)
    lengths = _add_paragraphs(tree, ancestry, evidence)
    ancestry.weigh()
    root = ancestry.known.get(tree.body.mem_id)
    if root is None or root.weight < 1_500:
        with_loose = _Ancestry(others)
        _add_paragraphs(tree, with_loose, evidence)
        _add_loose_text(tree, with_loose, evidence)
        with_loose.weigh()
        loose_root = with_loose.known.get(tree.body.mem_id)
        if loose_root is not None and (root is None or loose_root.weight > 2.5 * root.weight):
            ancestry, root = with_loose, loose_root
    if root is None or root.weight <= 0:
        return None
    container = _descend(ancestry, root)
    above: list[int] = []
    record: _Ancestor | None = container
    while record is not None:
        above.append(record.node.mem_id)
        record = record.parent
    much = frozenset(
        id_
        for id_, record in ancestry.known.items()
        if not record.bad and record.everything >= _MUCH * ancestry.total
    )
    holders = tuple(
        Holder(ancestry.known[id_].node, len(found), sum(found), ancestry.known[id_].bad)
        for id_, found in lengths.items()
    )
    return Place(container.node, frozenset(above), much, holders, container.weight / root.weight)


def _add_paragraphs(tree: LexborHTMLParser, ancestry: _Ancestry, evidence: str) -> dict[int, list[int]]:
    """Credit the holders of <p> elements; gives the lengths of real paragraphs by their holder's id."""
    holders: dict[int, tuple[LexborNode, list[float], list[int]]] = {}
    for node in tree.css("p")[:_MOST_UNITS]:
        text = node.text_lexbor().strip()
        length = len(text)
        if length < 25 or (parent := node.parent) is None:
            continue
        weight = min(length, 600.0) - 20
        if evidence and text[:40] in evidence:
            weight *= 3
        elif length < 80 and not _SENTENCE_END.search(text[-12:]):
            weight *= 0.3
        _, weights, lengths = holders.setdefault(parent.mem_id, (parent, [], []))
        weights.append(weight)
        if length >= 60:
            lengths.append(length)
    for parent, weights, lengths in holders.values():
        # A teaser is one short paragraph alone; an article may wrap each of its own, but they are many.
        teaser = len(weights) == 1 and sum(lengths) < 220
        ancestry.add(parent, sum(weights) * (0.4 if teaser else 1.0))
    return {id_: lengths for id_, (_, _, lengths) in holders.items()}


_INLINE = frozenset(
    "a b strong i em span font u s small big sub sup mark abbr cite code q ins del kbd dfn bdi bdo"  # noqa: SIM905 - names, read as a line
    " acronym var samp tt wbr strike nobr data ruby rb rt rp center".split()
)


def _add_loose_text(tree: LexborHTMLParser, ancestry: _Ancestry, evidence: str) -> None:
    """Credit text that stands in no <p>: pages that break lines with <br> or use <div> for paragraphs."""
    if tree.body is None:
        return
    for count, node in enumerate(tree.body.traverse(include_text=True, skip_empty=True)):
        if count > _MOST_NODES:
            break
        if not node.is_text_node:
            continue
        text = (node.text_content or "").strip()
        length = len(text)
        if length < 25:
            continue
        holder = node.parent
        linked = False
        while holder is not None and holder.tag in _INLINE:
            linked = linked or holder.tag == "a"
            holder = holder.parent
        if holder is None or linked or holder.tag in ("p", "title", "option"):
            continue
        weight = min(length, 600.0) - 20
        ancestry.add(holder, weight * 3 if evidence and text[:40] in evidence else weight)


def _descend(ancestry: _Ancestry, root: _Ancestor) -> _Ancestor:
    children: dict[int, list[_Ancestor]] = {}
    for record in ancestry.known.values():
        if record.parent is not None and record.weight > 0:
            children.setdefault(record.parent.node.mem_id, []).append(record)
    current = root
    while below := children.get(current.node.mem_id):
        best = max(below, key=lambda record: record.weight)
        share = best.weight / current.weight
        if share < 0.5 or (share < 0.92 and _continued(best, below)):
            break
        current = best
    return current


def _continued(best: _Ancestor, below: Iterable[_Ancestor]) -> bool:
    """Whether another child looks like the best one and holds as much at each place: an article in pieces.

    Lists of teasers look alike too, but hold a sentence where the article holds a paragraph.
    """
    if best.node.tag == "article" or best.attributes.get("itemprop") == "articleBody":
        return False
    looks = (best.node.tag, best.attributes.get("class"))
    same = 0.0
    for record in below:
        alike = (record.node.tag, record.attributes.get("class")) == looks
        as_much = record.weight / record.holders >= 0.35 * best.weight / best.holders
        if record is not best and alike and as_much:
            same += record.weight
    return same > 0.08 * best.weight


# --- its paragraphs ---------------------------------------------------------------------------

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXT_BLOCKS = _HEADINGS | {"p", "pre", "dt", "dd", "summary", "caption"}


_FOR_SCREEN_READERS = (
    "[class*=sr-only],[class*=isually-hidden],[class*=isuallyhidden],[class*=isuallyHidden],[class*=creen-reader],"
    "[class*=creenReader],[style*='clip:']"
)


def read_blocks(root: LexborNode, holds_much: frozenset[int] = frozenset()) -> list[Block]:
    """The texts below `root` in their order, without what is no part of an article.

    Elements in `holds_much` (ids) are entered whatever their names say. Words for screen readers only
    are taken out of the tree.
    """
    for hidden in root.css(_FOR_SCREEN_READERS)[:_MOST_UNITS]:
        if len(hidden.text_lexbor()) < 100:
            hidden.decompose()
    broken = set(_holders_of(root, "p br, h1 br, h2 br, h3 br, h4 br"))
    linked = _linked_lengths(root)
    blocks: list[Block] = []
    run: list[str] = []
    run_linked = 0
    kind: ParagraphKind = "paragraph"
    # (what follows the element, the kind outside of it)
    stack: list[tuple[LexborNode | None, ParagraphKind]] = []
    node = root.first_child
    seen = 0

    def flush() -> None:
        nonlocal run_linked
        if run:
            text = " ".join("".join(run).split())
            if text:
                blocks.append(Block(text, kind, "", None, run_linked))
            run.clear()
        run_linked = 0

    while True:
        if node is None or len(blocks) >= _MOST_BLOCKS or seen > _MOST_NODES:
            flush()
            if node is not None or not stack:
                return blocks
            node, kind = stack.pop()
            continue
        seen += 1
        following = node.next
        tag = node.tag or ""
        if tag == "-text":
            run.append(node.text_content or "")
        elif tag == "br":
            flush()
        elif tag in _INLINE and not _has_blocks(node):
            text = node.text_lexbor()
            run.append(text)
            if tag == "a":
                run_linked += len(text)
            elif text and node.first_child is not None:
                run_linked += sum(len(a.text_lexbor()) for a in node.css("a"))
        elif tag in _SKIPPED_TAGS or tag.startswith("-"):
            pass
        elif tag in _TEXT_BLOCKS:
            flush()
            text = node.text(separator="\n") if node.mem_id in broken else node.text_lexbor()
            text = " ".join(text.split())
            if tag == "p" and _names_unwanted(node.attributes) and not SOURCE_CREDIT.match(text):
                text = ""
            if text:
                own: ParagraphKind = "heading" if tag in _HEADINGS else kind
                blocks.append(Block(text, own, tag, node, linked.get(node.mem_id, 0)))
        else:
            flush()
            if node.mem_id in holds_much or not unwanted(node.attributes):
                if tag == "li" and not _has_blocks(node):
                    if text := " ".join(node.text_lexbor().split()):
                        blocks.append(Block(text, "list_item", tag, node, linked.get(node.mem_id, 0)))
                else:
                    stack.append((following, kind))
                    kind = "quote" if tag == "blockquote" else "list_item" if tag == "li" else kind
                    following = node.first_child
                    if following is None:
                        following, kind = stack.pop()
        node = following


def _has_blocks(node: LexborNode) -> bool:
    first = node.first_child
    if first is None or (first.next is None and first.is_text_node):
        return False
    return node.css_first("p,div,ul,ol,h2,h3,h4,section,table,blockquote,br,figure,aside") is not None


def _holders_of(root: LexborNode, query: str) -> Iterable[int]:
    for node in root.css(query)[:_MOST_UNITS]:
        above = node.parent
        while above is not None and above.tag not in _TEXT_BLOCKS:
            above = above.parent
        if above is not None:
            yield above.mem_id


def _linked_lengths(root: LexborNode) -> dict[int, int]:
    """Characters of link text by the id of the paragraph, heading or list item around it."""
    lengths: dict[int, int] = {}
    for node in root.css("p a, li a, h1 a, h2 a, h3 a, h4 a, h5 a, h6 a, dd a, dt a")[:_MOST_UNITS]:
        above = node.parent
        while above is not None and above.tag not in _TEXT_BLOCKS and above.tag != "li":
            above = above.parent
        if above is not None:
            lengths[above.mem_id] = lengths.get(above.mem_id, 0) + len(node.text_lexbor().strip())
    return lengths


# --- what stands between the headline and the text --------------------------------------------

_LEDE = re.compile(
    r"(?<![a-z])(?:lead|lede|leadtext|standfirst|summary|subtitle|subheadline|subheading|subhead|excerpt|intro|introduction|dek|deck|"
    r"abstract|chapeau|sapo|ingress|preamble|perex|sumario|bajada|entradilla|catenaccio|occhiello|spot|description|lid|rutitr)(?![a-z])"
    r"|article-?(?:lead|intro|summary)|sub-?(?:title|head)"
)


def read_lede(headline: LexborNode, place: Place, description: str) -> list[Block]:
    """Standfirst and summary between the headline and the element that holds the text.

    A block counts if its names say so, if it is the page's `description`, or if it is a long sentence.
    """
    found: list[Block] = []
    node: LexborNode | None = headline
    for _ in range(300):
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id in place.above:
                return found
        node = node.next if node is not None else None
        while node is not None and node.mem_id in place.above and node.mem_id != place.container.mem_id:
            node = node.first_child
        if node is None or node.mem_id == place.container.mem_id or len(found) >= 4:
            return found
        if node.is_element_node:
            found.extend(block for block in _blocks_at(node) if _is_lede(block, node, description))
    return found


def _blocks_at(node: LexborNode) -> list[Block]:
    tag = node.tag or ""
    if tag in _TEXT_BLOCKS or tag in _INLINE:
        text = " ".join(node.text_lexbor().split())
        linked = sum(len(a.text_lexbor()) for a in node.css("a"))
        return [Block(text, "paragraph", tag, node, linked)] if text else []
    if tag in _SKIPPED_TAGS or unwanted(node.attributes):
        return []
    return read_blocks(node)


def _is_lede(block: Block, node: LexborNode, description: str) -> bool:
    text = block.text
    if len(text) < 25 or len(text) > 1_500 or block.link_share > 0.5:
        return False
    if description and (text[:50] in description or description[:50] in text):
        return True
    named: LexborNode | None = block.node or node
    for _ in range(3):
        if named is None:
            break
        attributes = named.attributes
        names = " ".join(attributes.get(key) or "" for key in ("class", "id", "itemprop", "data-testid"))
        if _LEDE.search(_CAMEL.sub("-", names).lower()):
            return True
        if named.mem_id == node.mem_id:
            break
        named = named.parent
    return len(text) >= 90 and block.kind == "paragraph" and _SENTENCE_END.search(text[-12:]) is not None
