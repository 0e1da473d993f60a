"""Read an element's texts in their order: paragraphs, headings, quotes, list items; and the lede above it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.article.credit import SOURCE_CREDIT
from tasks.article.place import SENTENCE_END, Place
from tasks.article.unwanted import CAMEL, INLINE_TAGS, SKIPPED_TAGS, names_unwanted, unwanted
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
        elif tag in INLINE_TAGS and not _has_blocks(node):
            text = node.text_lexbor()
            run.append(text)
            if tag == "a":
                run_linked += len(text)
            elif text and node.first_child is not None:
                run_linked += sum(len(a.text_lexbor()) for a in node.css("a"))
        elif tag in SKIPPED_TAGS or tag.startswith("-"):
            pass
        elif tag in _TEXT_BLOCKS:
            flush()
            text = node.text(separator="\n") if node.mem_id in broken else node.text_lexbor()
            text = " ".join(text.split())
            if tag == "p" and names_unwanted(node.attributes) and not SOURCE_CREDIT.match(text):
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
    if tag in _TEXT_BLOCKS or tag in INLINE_TAGS:
        text = " ".join(node.text_lexbor().split())
        linked = sum(len(a.text_lexbor()) for a in node.css("a"))
        return [Block(text, "paragraph", tag, node, linked)] if text else []
    if tag in SKIPPED_TAGS or unwanted(node.attributes):
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
        if _LEDE.search(CAMEL.sub("-", names).lower()):
            return True
        if named.mem_id == node.mem_id:
            break
        named = named.parent
    return len(text) >= 90 and block.kind == "paragraph" and SENTENCE_END.search(text[-12:]) is not None
