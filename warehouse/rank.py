"""Rank texts by the words that they have. Pure: numbers in, numbers out; no database."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.signedinteger[Any]]
"""Of texts, from 0, in no order; or what each of them has of something."""


class Postings(NamedTuple):
    """The texts that have a word, and side by side how much: once for each form in which they have it."""

    numbers: Numbers
    weights: Numbers


class Having(NamedTuple):
    """Texts that have all words."""

    numbers: Numbers  # rising
    words: Sequence[tuple[NDArray[np.float64], int]]  # how much each has of it, and how many texts have it

    def among(self, numbers: Numbers) -> Having:
        """Those of them that have one of these numbers."""
        is_among = np.zeros(1 + max(int(each.max(initial=-1)) for each in (numbers, self.numbers)), bool)
        is_among[numbers] = True
        kept = is_among[self.numbers]
        return Having(self.numbers[kept], [(weights[kept], count) for weights, count in self.words])


class Ranked(NamedTuple):
    """Texts, and side by side what they score."""

    numbers: Numbers
    scores: NDArray[np.float64]


def having_all(words: Sequence[Postings]) -> Having:
    """The texts that have all of `words`; none if there are no words."""
    places = 1 + max((int(word.numbers.max(initial=-1)) for word in words), default=-1)
    columns: list[NDArray[Any]] = [np.bincount(word.numbers, word.weights, places) for word in words]
    counts = [int(np.count_nonzero(column)) for column in columns]
    numbers = np.zeros(0, np.int64)
    for turn, (_, column) in enumerate(sorted(zip(counts, columns, strict=True), key=lambda pair: pair[0])):
        numbers = np.flatnonzero(column) if turn == 0 else numbers[column[numbers] > 0]
    return Having(numbers, [(column[numbers], count) for column, count in zip(columns, counts, strict=True)])


def score(having: Having, lengths: Numbers, *, texts: int, usual: float) -> Ranked:
    """What they score: BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009) with k1 = 1.2
    and b = 0.75.

    `lengths`, in words, are side by side with the texts; `texts` is how many there are, having the words or
    not, and `usual` their mean length.
    """
    yielding = 1.2 * (0.25 + 0.75 * lengths / max(usual, 1.0))
    scores = np.zeros(having.numbers.size)
    for weights, count in having.words:
        rarity = math.log(1 + (texts - count + 0.5) / (count + 0.5))
        scores += rarity * weights * 2.2 / (weights + yielding)
    return Ranked(having.numbers, scores)


def best(ranked: Ranked, most: int) -> Ranked:
    """The `most` texts that score highest, and all that score as the last of them does."""
    if ranked.scores.size <= most:
        return ranked
    least = np.partition(ranked.scores, -most)[-most]
    return Ranked(ranked.numbers[ranked.scores >= least], ranked.scores[ranked.scores >= least])
