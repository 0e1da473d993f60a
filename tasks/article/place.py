"""Find the element of a page that holds its article.

The paragraphs are weighed, each once, and their ancestors once for all. The article is where most of the text
is: from <body> downwards, the way leads into a child as long as that holds nearly all of what its parent
holds (a simplification of Readability's scores: Arc90, 2010, that finds articles whose paragraphs have a
wrapper each).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.article.page import Page
from tasks.article.unwanted import HARMLESS, INLINE_TAGS, SKIPPED_TAGS, unwanted

_MOST_NODES = 60_000
SENTENCE_END = re.compile(r"[.!?؟。！？…۔:»”\"]\W*$")


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
        if tag in SKIPPED_TAGS or tag == "a" or record.node.mem_id in self.others:
            return True
        if record.everything >= _MUCH * self.total and not _is_never(record.attributes):
            return False
        return unwanted(record.attributes)


_MUCH = 0.45  # of the page's text: no name makes the element that holds so much a sidebar
# Some do hold so much beside a short article.
_NEVER = re.compile(r"comment|disqus|kommentar|replies|footer|cookie|consent|onetrust|gdpr")


def _is_never(attributes: dict[str, str | None]) -> bool:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    return _NEVER.search(HARMLESS.sub(" ", names.lower())) is not None


def find_place(page: Page, evidence: str, others: frozenset[int]) -> Place | None:
    """The element that holds the article's text, or None if the page has hardly any.

    `evidence` is text that structured data gives as the article's: paragraphs found in it count more.
    `others` are ids of elements that hold other articles.
    """
    body = page.tree.body
    if body is None:
        return None
    ancestry = _Ancestry(others)
    lengths = _add_paragraphs(page.paragraphs, ancestry, evidence)
    ancestry.weigh()
    root = ancestry.known.get(body.mem_id)
    if root is None or root.weight < 1_500:
        with_loose = _Ancestry(others)
        _add_paragraphs(page.paragraphs, with_loose, evidence)
        _add_loose_text(body, with_loose, evidence)
        with_loose.weigh()
        loose_root = with_loose.known.get(body.mem_id)
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


def _add_paragraphs(
    paragraphs: Iterable[LexborNode], ancestry: _Ancestry, evidence: str
) -> dict[int, list[int]]:
    """Credit the holders of <p> elements; gives the lengths of real paragraphs by their holder's id."""
    holders: dict[int, tuple[LexborNode, list[float], list[int]]] = {}
    for node in paragraphs:
        text = node.text_lexbor().strip()
        length = len(text)
        if length < 25 or (parent := node.parent) is None:
            continue
        weight = min(length, 600.0) - 20
        if evidence and text[:40] in evidence:
            weight *= 3
        elif length < 80 and not SENTENCE_END.search(text[-12:]):
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


def _add_loose_text(body: LexborNode, ancestry: _Ancestry, evidence: str) -> None:
    """Credit text that stands in no <p>: pages that break lines with <br> or use <div> for paragraphs."""
    for count, node in enumerate(body.traverse(include_text=True, skip_empty=True)):
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
        while holder is not None and holder.tag in INLINE_TAGS:
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
