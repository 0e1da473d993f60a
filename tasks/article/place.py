"""Find the element of a page that holds its article.

The paragraphs are weighed, each once, and their ancestors once for all. The article is where most of the text
is: from <body> downwards, the way leads into a child as long as that holds nearly all of what its parent
holds (a simplification of Readability's scores: Arc90, 2010, that finds articles whose paragraphs have a
wrapper each).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from tasks.article.page import Page
from tasks.article.unwanted import (
    INLINE_TAGS,
    SKIPPED_TAGS,
    calls_itself_text,
    names_of,
    never_article,
    unwanted,
)

_MOST_NODES = 60_000
_MOST_INLINE = 20  # marks about a text, one inside of the other
SENTENCE_END = re.compile(r"[.!?؟。！？…۔।:»”\"]\W*$")


class _Ancestor:
    """An element above texts. Written out: there are dozens on a page, and each counts in its time."""

    __slots__ = ("bad", "everything", "holders", "id", "node", "own", "parent", "tag", "weight")

    def __init__(self, node: LexborNode, id_: int, tag: str) -> None:
        self.node = node
        self.id = id_
        self.tag = tag
        self.parent: _Ancestor | None = None
        self.own = 0.0  # weight of the texts right below it
        self.everything = 0.0  # weight of all texts below it
        self.weight = 0.0  # of those that stand in nothing unwanted
        self.holders = 0  # elements below it that hold these texts
        self.bad = False  # it or one above it is unwanted


class Holder(NamedTuple):
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
        self.known: dict[int, _Ancestor] = {}  # by mem_id; parents come before their children
        self.total = 0.0

    def add_all(self, weights: Iterable[_Weight]) -> None:
        """Credit the elements that hold texts right below them."""
        for node, weight in weights:
            record = self.known.get(node.mem_id) or self._enter(node)
            if record is not None:
                record.own += weight
                self.total += weight

    def _enter(self, node: LexborNode) -> _Ancestor | None:
        known = self.known
        path: list[_Ancestor] = []
        above: LexborNode | None = node
        record: _Ancestor | None = None
        while above is not None:
            id_ = above.mem_id
            record = known.get(id_)
            if record is not None or (tag := above.tag or "") in ("html", "-document"):
                break
            path.append(_Ancestor(above, id_, tag))
            above = above.parent
        for below in reversed(path):
            below.parent = record
            record = known[below.id] = below
        return record

    def weigh(self) -> None:
        """Sum the weights up, all of them and those that stand in nothing unwanted."""
        records = list(self.known.values())
        for record in reversed(records):
            record.everything += record.own
            if (parent := record.parent) is not None:
                parent.everything += record.everything
        much = _MUCH * self.total
        for record in records:
            parent = record.parent
            record.bad = (parent is not None and parent.bad) or self._is_bad(record, much)
        for record in reversed(records):
            if record.bad:  # and so is all below it
                continue
            if record.own > 0:
                record.weight += record.own
                record.holders += 1
            if (parent := record.parent) is not None:
                parent.weight += record.weight
                parent.holders += record.holders

    def _is_bad(self, record: _Ancestor, much: float) -> bool:
        if record.tag in ("body", "main"):
            return False
        attributes = record.node.attributes
        if (record.tag == "a" and "href" in attributes) or record.id in self.others:
            return True
        holds_much = record.everything >= much and not never_article(names_of(attributes))
        if record.tag in SKIPPED_TAGS and not (record.tag == "aside" and holds_much):
            return True
        return not holds_much and unwanted(attributes)


_MUCH = 0.45  # of the page's text: no name makes the element that holds so much a sidebar


def find_place(
    page: Page, headline_node: LexborNode | None, evidence: str, others: frozenset[int]
) -> Place | None:
    """The element that holds the article's text, or None if the page has hardly any.

    `headline_node` is where the headline stands: of several articles on a page its own is looked for.
    `evidence` is text that structured data gives as the article's: paragraphs found in it count more.
    `others` are ids of elements that hold other articles.
    """
    body = page.tree.body
    if body is None:
        return None
    weights, lengths, added = _weigh_paragraphs(page.paragraphs, evidence)
    ancestry = _Ancestry(others)
    ancestry.add_all(weights)
    ancestry.weigh()
    root = ancestry.known.get(body.mem_id)
    if root is None or root.weight < 1_500:
        weights += _weigh_loose_text(body, evidence)
        if root is None or sum([weight for _, weight in weights]) > 2.5 * root.weight:
            with_loose = _Ancestry(others)
            with_loose.add_all(weights)
            with_loose.weigh()
            loose_root = with_loose.known.get(body.mem_id)
            if loose_root is not None and (root is None or loose_root.weight > 2.5 * root.weight):
                ancestry, root = with_loose, loose_root
    if root is None or root.weight <= 0:
        return _about_sentence(headline_node)
    container = _descend(ancestry, _about_headline(ancestry, headline_node, lengths) or root, added)
    above: list[int] = []
    record: _Ancestor | None = container
    while record is not None:
        above.append(record.id)
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


def _about_sentence(headline_node: LexborNode | None) -> Place | None:
    """The element about the headline with a sentence in it, where a page has no more text: news in a line."""
    above = headline_node.parent if headline_node is not None else None
    for _ in range(4):
        if above is None or above.tag in ("body", "html"):
            return None
        texts = (node.text_lexbor().strip() for node in above.css("p")[:20])
        if any(SENTENCE_END.search(text[-12:]) for text in texts):
            ids = []
            node: LexborNode | None = above
            while node is not None:
                ids.append(node.mem_id)
                node = node.parent
            return Place(above, frozenset(ids), frozenset(), (), 1.0)
        above = above.parent
    return None


def about_headline_and_text(headline_node: LexborNode | None, place: Place | None) -> LexborNode | None:
    """The parent of the element that holds both, where byline and tags stand; None if either is nowhere.

    A query over it costs a third of one over the page.
    """
    node = headline_node if place is not None else None
    while node is not None and place is not None and node.mem_id not in place.above:
        node = node.parent
    return node.parent if node is not None and node.tag != "body" else node


_Weight = tuple[LexborNode, float]  # an element, and what the texts right below it weigh


def _weigh_paragraphs(
    paragraphs: Iterable[LexborNode], evidence: str
) -> tuple[list[_Weight], dict[int, list[int]], dict[int, float]]:
    """What the holders of <p> elements weigh; the lengths of real paragraphs by their holder's id; what
    `evidence` adds to those in which it repeats one paragraph only, as a description does.
    """
    holders: dict[int, tuple[LexborNode, list[float], list[int]]] = {}  # with the weights, the lengths
    found_again: dict[int, list[float]] = {}  # what evidence adds
    for node in paragraphs:
        text = node.text_lexbor().strip()
        length = len(text)
        if length < 25 or (parent := node.parent) is None:
            continue
        weight = min(length, 600.0) - 20
        if evidence and text[:40] in evidence:
            found_again.setdefault(parent.mem_id, []).append(2 * weight)
            weight *= 3
        elif length < 80 and not SENTENCE_END.search(text[-12:]):
            weight *= 0.3
        id_ = parent.mem_id
        holder = holders.get(id_)
        if holder is None:
            holder = holders[id_] = parent, [], []
        holder[1].append(weight)
        if length >= 60:
            holder[2].append(length)
    found: list[_Weight] = []
    for node, weights, lengths in holders.values():
        # A teaser is one short paragraph alone; an article may wrap each of its own, but they are many.
        is_teaser = len(weights) == 1 and sum(lengths) < 220
        found.append((node, sum(weights) * (0.4 if is_teaser else 1.0)))
    once = {id_: added[0] for id_, added in found_again.items() if len(added) == 1}
    return found, {id_: lengths for id_, (_, _, lengths) in holders.items()}, once


def _weigh_loose_text(body: LexborNode, evidence: str) -> Iterator[_Weight]:
    """What the holders of text weigh that stands in no <p>: pages that break lines with <br> or use <div>."""
    for node in islice(body.traverse(include_text=True, skip_empty=True), _MOST_NODES):
        text = node.text_content
        if text is None:  # an element
            continue
        text = text.strip()
        length = len(text)
        if length < 25:
            continue
        holder = node.parent
        linked = False
        for _ in range(_MOST_INLINE):
            if holder is None or holder.tag not in INLINE_TAGS:
                break
            linked = linked or holder.tag == "a"
            holder = holder.parent
        if holder is None or linked or holder.tag in ("p", "title", "option"):
            continue
        weight = min(length, 600.0) - 20
        yield holder, weight * 3 if evidence and text[:40] in evidence else weight


def _about_headline(
    ancestry: _Ancestry, headline_node: LexborNode | None, lengths: Mapping[int, Sequence[int]]
) -> _Ancestor | None:
    """The first element above the headline that holds an article's text: two real paragraphs in one place.

    None if the headline stands nowhere, or where nothing counts.
    """
    above = headline_node.parent if headline_node is not None else None
    record: _Ancestor | None = None
    while above is not None and (record := ancestry.known.get(above.mem_id)) is None:
        above = above.parent
    if record is None or record.bad:
        return None
    articles = [
        ancestry.known[id_]
        for id_, found in lengths.items()
        if len(found) >= 2 and sum(found) >= _LEAST_ARTICLE and not ancestry.known[id_].bad
    ]
    holding: set[int] = set()
    for holder in articles:
        one: _Ancestor | None = holder
        while one is not None and one.id not in holding:
            holding.add(one.id)
            one = one.parent
    while record is not None and record.id not in holding:
        record = record.parent
    return _whole(record) if record is not None else None


def _whole(record: _Ancestor) -> _Ancestor:
    """The element about the sections of a text whose first holds its headline, else the record itself.

    All that follows the first in its <article> is told to be text by the very class of the first, and has no
    heading: what has one may be teasers or what readers say.
    """
    section: _Ancestor | None = record
    while section is not None and section.tag == "div":
        section = section.parent
    if section is None or section.tag != "section" or section.parent is None or not _is_in_article(section):
        return record
    name = section.node.attributes.get("class") or ""
    if not _OF_TEXT.search(name):
        return record
    following = section.node.next
    while following is not None:
        if (following.tag or "-")[0] != "-" and (  # no text, no comment
            following.tag != "section"
            or following.attributes.get("class") != name
            or following.css_first(_HEADING) is not None
        ):
            return record
        following = following.next
    return section.parent


_OF_TEXT = re.compile(r"(?<![\w-])(?:body|text|copy)(?![\w-])", re.IGNORECASE)
_HEADING = "h1,h2,h3,h4,h5,h6"
_LEAST_ARTICLE = 280  # characters of real paragraphs; less below a headline may be its lede


def _descend(ancestry: _Ancestry, root: _Ancestor, added: Mapping[int, float]) -> _Ancestor:
    children: dict[int, list[_Ancestor]] = {}  # in the page's order
    for record in ancestry.known.values():
        if record.parent is not None and record.weight > 0:
            children.setdefault(record.parent.id, []).append(record)
    current = root
    in_article = _is_in_article(root)
    while below := children.get(current.id):
        in_article = in_article or current.tag == "article"
        best = max(below, key=lambda record: record.weight)
        share = best.weight / current.weight
        holds_itself = current.own >= 0.2 * current.weight
        if share < 0.5 or (
            share < 0.92
            and (holds_itself or _is_one_of(best, below, added.get(best.id, 0.0), in_article=in_article))
        ):
            break
        # A first paragraph in a place of its own, before the fence of what is paid for.
        if below[0] is not best and calls_itself_text(current.node.attributes):
            break
        if best.tag in INLINE_TAGS and _goes_on_behind(best):
            break
        current = best
    return current


def _is_in_article(record: _Ancestor) -> bool:
    above: _Ancestor | None = record
    while above is not None and above.tag != "article":
        above = above.parent
    return above is not None


def _goes_on_behind(best: _Ancestor) -> bool:
    """Whether an element of formatting goes on in the paragraph behind it.

    Of <font><p>…<p>…<p>…</font> a parser leaves the last paragraph outside, with a <font> of its own.
    """
    following = best.node.next
    while following is not None and following.is_text_node:
        following = following.next
    inner = following.first_child if following is not None and following.tag == "p" else None
    return inner is not None and inner.tag == best.tag


def _is_one_of(best: _Ancestor, below: Sequence[_Ancestor], added: float, *, in_article: bool) -> bool:
    """Whether the children beside the best one hold as much at each place as it does: an article in pieces.

    They do so before it (what is free to read, before what is not), or behind it if they look like it. Lists
    of teasers look alike too, but hold a sentence where the article holds a paragraph. In an <article> a
    piece of some paragraphs is believed that looks the very same.
    """
    if best.tag == "article" or best.node.attributes.get("itemprop") == "articleBody":
        return False
    least = 0.35 * (best.weight - added) / best.holders
    looks = _looks(best)
    same = 0.0
    before = True
    for record in below:
        if record is best:
            before = False
        elif (record.weight >= least * record.holders and (before or _looks(record) & looks)) or (
            in_article and record.weight >= _LEAST_PIECE * record.holders and _looks(record) == looks
        ):
            same += record.weight
    return same > 0.08 * best.weight


_LEAST_PIECE = 400.0  # weight of two or three paragraphs


def _looks(record: _Ancestor) -> frozenset[str]:
    """The words of an element's class; without one, its tag and id."""
    attributes = record.node.attributes
    names = (attributes.get("class") or "").split()
    return frozenset(names or [f"{record.tag}#{attributes.get('id') or ''}"])
