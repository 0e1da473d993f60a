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
    words: Sequence[tuple[NDArray[Any], int]]  # how much each has of it, and how many texts have it

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

    def from_score(self, least: float) -> Ranked:
        """Those that score so much, or more."""
        is_kept = self.scores >= least
        return Ranked(self.numbers[is_kept], self.scores[is_kept])


def having_all(words: Sequence[Postings]) -> Having:
    """The texts that have all of `words`; none if there are no words."""
    if not words:
        return Having(np.zeros(0, np.int64), [])
    each = [_once_each(word) for word in words]
    rarest = min(each, key=lambda word: word.numbers.size)
    places = 1 + max(int(word.numbers.max(initial=-1)) for word in each)
    weights = [word.weights if word is rarest else _at(word, rarest.numbers, places) for word in each]
    has_all = np.logical_and.reduce([of_word > 0 for of_word in weights])
    counts = [word.numbers.size for word in each]
    if has_all.all():
        return Having(rarest.numbers, list(zip(weights, counts, strict=True)))
    return Having(
        rarest.numbers[has_all],
        [(of_word[has_all], count) for of_word, count in zip(weights, counts, strict=True)],
    )


def _once_each(word: Postings) -> Postings:
    """Its texts in order, each once; as one form of a word has them anyway, out of a sorted index."""
    if (word.numbers[1:] > word.numbers[:-1]).all():
        return word
    column = np.bincount(word.numbers, word.weights)
    numbers = np.flatnonzero(column)
    return Postings(numbers, column[numbers])


def _at(word: Postings, numbers: Numbers, places: int) -> NDArray[Any]:
    """How much of the word these texts have; 0: nothing. All numbers are below `places`."""
    column = np.zeros(places, word.weights.dtype)
    column[word.numbers] = word.weights
    return column[numbers]


def score(having: Having, lengths: Numbers, *, texts: int, usual: float) -> Ranked:
    """What they score: BM25 (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009) with k1 = 1.2
    and b = 0.75.

    `lengths`, in words, are side by side with the texts; `texts` is how many there are, having the words or
    not, and `usual` their mean length.
    """
    yielding = lengths * (1.2 * 0.75 / max(usual, 1.0))
    yielding += 1.2 * 0.25
    scores = np.zeros(having.numbers.size)
    for weights, count in having.words:
        rarity = math.log(1 + (texts - count + 0.5) / (count + 0.5))
        # In place: of a word that a million texts have, each array more is a millisecond.
        share = weights + yielding
        np.divide(weights, share, out=share)
        share *= rarity * 2.2
        scores += share
    return Ranked(having.numbers, scores)


def best(ranked: Ranked, most: int) -> Ranked:
    """The `most` texts that score highest, and all that score as the last of them does; none if that is 0."""
    if ranked.scores.size <= most:
        return ranked
    if most < 1:
        return Ranked(ranked.numbers[:0], ranked.scores[:0])
    if ranked.scores.size > _BLOCKS * most:
        # So many of the best of blocks score this or more: what scores less is not among the best of all.
        blocks = ranked.scores[: ranked.scores.size // most * most].reshape(most, -1)
        ranked = ranked.from_score(blocks.max(axis=1).min())
    return ranked.from_score(np.partition(ranked.scores, -most)[-most])


_BLOCKS = 100
