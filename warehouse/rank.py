"""Rank texts by the words that they have. Pure: numbers in, numbers out; no database."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Texts(NamedTuple):
    """All texts there are, side by side."""

    numbers: NDArray[np.signedinteger[Any]]  # each its own; of a text that is in no index below zero, from -1
    lengths: NDArray[np.signedinteger[Any]]  # words


class Postings(NamedTuple):
    """The texts that have a word in one of its forms, each once, and side by side how much it has of it."""

    numbers: NDArray[np.signedinteger[Any]]
    weights: NDArray[np.signedinteger[Any]]


class Ranked(NamedTuple):
    """Texts that have all words, in no order, and side by side what they score."""

    numbers: NDArray[np.int64]
    scores: NDArray[np.float64]


def rank(
    words: Sequence[Sequence[Postings]], texts: Texts, left_out: NDArray[np.signedinteger[Any]]
) -> Ranked:
    """What texts with all of `words`, each given by its forms, score: BM25 (Robertson, Zaragoza: The
    Probabilistic Relevance Framework, 2009) with k1 = 1.2 and b = 0.75.

    Texts `left_out` are none of those, but say how rare a word is as all others do.
    """
    # A place for each number: those below zero are at the end, where Python counts them from.
    places = int(texts.numbers.max(initial=-1)) + 1 - min(int(texts.numbers.min(initial=0)), 0)
    usual = max(float(texts.lengths.mean()), 1.0) if texts.lengths.size else 1.0
    yielding = np.zeros(places)
    yielding[texts.numbers] = 1.2 * (0.25 + 0.75 * texts.lengths / usual)
    is_in = np.full(places, bool(words))
    is_in[left_out] = False
    found = np.flatnonzero(is_in)
    scores = np.zeros(found.size)
    for forms in words:
        weights = np.zeros(places, np.int64)
        for form in forms:
            weights[form.numbers] += form.weights
        having = int(np.count_nonzero(weights))
        rarity = math.log(1 + (texts.numbers.size - having + 0.5) / (having + 0.5))
        here = weights[found]
        kept = here > 0
        found, scores, here = found[kept], scores[kept], here[kept]
        scores += rarity * here * 2.2 / (here + yielding[found])
    above = int(texts.numbers.max(initial=-1)) + 1
    return Ranked(np.where(found < above, found, found - places), scores)


def best(ranked: Ranked, most: int) -> Ranked:
    """The `most` texts that score highest, and all that score as the last of them does."""
    if ranked.scores.size <= most:
        return ranked
    least = np.partition(ranked.scores, -most)[-most]
    return Ranked(ranked.numbers[ranked.scores >= least], ranked.scores[ranked.scores >= least])
