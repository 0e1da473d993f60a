"""What changed from one text to the next, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

_MOST_WORDS = 400  # matching is quadratic; a longer paragraph is shown as wholly changed
_ALIKE = 0.3  # pairs that share less are two paragraphs, not one that was changed

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, and whether the other text has it."""

    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph before and after; an empty side was not there."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def compare(removed: Sequence[str], added: Sequence[str]) -> list[Pair]:
    """Paragraphs taken away beside those that came, in order; within a pair, the words that differ."""
    pairs: list[Pair] = []
    for old, new in zip_longest(removed, added):
        pairs.extend(_pairs(old, new))
    return pairs


def _pairs(old: str | None, new: str | None) -> Iterator[Pair]:
    if old is not None and new is not None:
        before, after = re.findall(r"\s*\S+", old), re.findall(r"\s*\S+", new)
        if max(len(before), len(after)) <= _MOST_WORDS:
            matcher = SequenceMatcher(
                None, [w.strip() for w in before], [w.strip() for w in after], autojunk=False
            )
            if matcher.ratio() >= _ALIKE:
                yield _words(before, after, matcher)
                return
    if old is not None:
        yield Pair((Piece(old, "removed"),), ())
    if new is not None:
        yield Pair((), (Piece(new, "added"),))


def _words(before: Sequence[str], after: Sequence[str], matcher: SequenceMatcher[str]) -> Pair:
    left, right = [], []
    for change, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = "".join(before[i1:i2]), "".join(after[j1:j2])
        if old:
            left.append(Piece(old, "same" if change == "equal" else "removed"))
        if new:
            right.append(Piece(new, "same" if change == "equal" else "added"))
    return Pair(tuple(left), tuple(right))
