"""Tell where most of an article's text stands by the elements that its paragraphs stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.article.body import Block
from tasks.article.notice import density


class MainParent:
    """The element that holds most of the real paragraphs, found when it is first asked for."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._main: int | None = None
        self._alike: frozenset[int] = frozenset()
        self._look: tuple[str | None, str] | None = None
        self._sought = False

    @property
    def id(self) -> int | None:
        """The element's id; None if no paragraph is real."""
        if not self._sought:
            self._seek()
        return self._main

    def is_main(self, block: Block) -> bool:
        """Whether a block stands where most of the text stands."""
        return self.id is not None and parent_id(block) == self.id

    def stands_elsewhere(self, block: Block) -> bool:
        """Whether a block stands in another element than most of the text does."""
        return block.node is not None and self.id not in (None, parent_id(block))

    def holds_teaser(self, marker: Block, link: Block, block: Block) -> bool:
        """Whether a block is the sentence of a teaser: it stands in a box with the "read also" and the link
        above it, and the text elsewhere.

        A text in pieces may have a "read also" in any of them; they look alike.
        """
        parent = parent_id(block)
        if parent is None or parent != parent_id(marker) or self.id in (None, parent):
            return False
        return link.kind == "heading" or look_about(block) != self._look

    def _seek(self) -> None:
        self._sought = True
        real = [b for b in self._blocks if _is_real(b.text) and 2 * b.linked < len(b.text)]
        counts = Counter(map(parent_id, real))
        if not counts:
            return
        self._main, most = counts.most_common(1)[0]
        self._look = look_about(next(b for b in real if parent_id(b) == self._main))
        if len(counts) >= _LEAST_PARTS and 3 * most < len(real):
            self._alike = _most_alike(real)

    def hold_text(self, block: Block, blocks: Sequence[Block], number: int) -> bool:
        """Whether a block that is a link belongs to the text: an address, or a heading above a paragraph.

        A list of products has linked headings amid its text, or one in each of its parts, which look alike
        and hold most of the text; a teaser stands in an element of its own.
        """
        text, kind, *_ = block
        if kind == "list_item":
            return False
        if kind == "heading":
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if (
                following is None
                or following.kind != "paragraph"
                or len(following.text) < 80
                or 2 * following.linked >= len(following.text)
            ):
                return False
            if self.is_main(block):
                return self.is_main(following)
            parent = parent_id(block)
            return parent is not None and parent in self._alike and parent == parent_id(following)
        return text.startswith(("http://", "https://")) and " " not in text and self.is_main(block)


def _is_real(text: str) -> bool:
    """Whether a text is as long as a paragraph: of Chinese, Japanese and Korean fewer characters are."""
    length = len(text)
    return length >= _LEAST_REAL or (length >= _LEAST_DENSE and length * density(text) >= _LEAST_REAL)


_LEAST_REAL = 80  # characters of an alphabet
_LEAST_DENSE = 32


def _most_alike(real: Sequence[Block]) -> frozenset[int]:
    """Ids of the elements of one class about paragraphs, if most of the text stands in such; else none."""
    groups: dict[tuple[str | None, str], list[Block]] = {}
    for block in real:
        if (look := look_about(block)) is not None:
            groups.setdefault(look, []).append(block)
    best = max(groups.values(), key=len, default=[])
    ids = frozenset(id_ for block in best if (id_ := parent_id(block)) is not None)
    return ids if len(ids) >= _LEAST_PARTS and 2 * len(best) > len(real) else frozenset()


_LEAST_PARTS = 3


def look_about(block: Block) -> tuple[str | None, str] | None:
    """Tag and class of the element that a block stands in."""
    parent = block.node.parent if block.node is not None else None
    return (parent.tag, parent.attributes.get("class") or "") if parent is not None else None


def parent_id(block: Block) -> int | None:
    parent = block.node.parent if block.node is not None else None
    return parent.mem_id if parent is not None else None
