"""What changed from one text to the next, word by word. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

_ALIKE = 0.3  # paragraphs that share less of their words are two, not one that was changed
_MOST_WORDS = 5_000  # of a paragraph; what follows is left out of the comparison

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
    """Paragraphs taken away beside those that came in their place, in order, with the words that differ.

    Paragraphs are put side by side so that the sum of their likeness is greatest and no two pairs cross:
    a note put above a corrected paragraph does not part the paragraph from what it was. Words are matched
    by their longest common subsequence.
    """
    olds, news = [_words(text) for text in removed], [_words(text) for text in added]
    return [_pair(old, new) for old, new in _side_by_side(olds, news)]


def _words(text: str) -> list[str]:
    """Each word with the space before it, so that they join to the text."""
    return re.findall(r"\s*\S+", text)[:_MOST_WORDS]


def _side_by_side(
    olds: Sequence[list[str]], news: Sequence[list[str]]
) -> Iterator[tuple[list[str], list[str]]]:
    """Needleman and Wunsch (1970) without a penalty for gaps; a side is empty where nothing answers to it."""
    likeness = [[_likeness(old, new) for new in news] for old in olds]
    # best[i][j]: greatest sum over olds[i:] and news[j:]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in reversed(range(len(olds))):
        for j in reversed(range(len(news))):
            together = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(olds) and j < len(news):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield olds[i], news[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield olds[i], []
            i += 1
        else:
            yield [], news[j]
            j += 1
    yield from ((old, []) for old in olds[i:])
    yield from (([], new) for new in news[j:])


def _likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """Share of their words that both have (Dice's coefficient); 0 for less than _ALIKE."""
    if not old or not new:
        return 0.0
    shared = Counter(word.strip() for word in old) & Counter(word.strip() for word in new)
    share = 2 * shared.total() / (len(old) + len(new))
    return share if share >= _ALIKE else 0.0


def _pair(old: Sequence[str], new: Sequence[str]) -> Pair:
    before: list[Piece] = []
    after: list[Piece] = []
    for step in Indel.opcodes([word.strip() for word in old], [word.strip() for word in new]):
        same = step.tag == "equal"
        _append(before, old[step.src_start : step.src_end], "same" if same else "removed")
        _append(after, new[step.dest_start : step.dest_end], "same" if same else "added")
    return Pair(tuple(before), tuple(after))


def _append(pieces: list[Piece], words: Sequence[str], change: Change) -> None:
    """Add words to a side; to its last piece, if that has the same change."""
    text = "".join(words)
    if text and pieces and pieces[-1].change == change:
        pieces[-1] = Piece(pieces[-1].text + text, change)
    elif text:
        pieces.append(Piece(text, change))
