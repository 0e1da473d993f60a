"""Compare two texts shingle by shingle, and say what they are to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tasks.story.shingle import TextHashes
from tasks.word_hash import Hashes

Likeness = Literal["exact", "near", "excerpt"]

LEAST_SHARED = 10  # shingles
LEAST_CONTAINMENT = 0.5  # of the shorter text: the bar for one text
LEAST_RELATION = 0.33  # of the shorter text: below it, two texts have little more in common than a quotation
LEAST_KEPT = 0.6  # of the shorter text's words: the bar for one text that was edited all over
MOST_REPLACED = 0.2  # of the shorter text's words, for that bar
LEAST_IN_STOCK = 0.8  # of the shorter text, when stock phrases are nearly all of it

_RUN = 3  # words of a shingle
_LONGEST_EDIT = 4  # words
_BIT_NUMBER = 13  # two to the power of it: bits of a text
_IN_CACHE = 32  # texts whose bits, a byte each before they are packed, stay in the processor's cache
_PAIRS_IN_CACHE = 512


@dataclass(frozen=True, slots=True)
class Evidence:
    """What pairs of texts have in common, in distinct shingles: a number for each pair."""

    shared: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]

    @property
    def containment(self) -> NDArray[np.float64]:
        """Share of the shorter text that the longer one has, 0 to 1."""
        return _share(self.shared, np.minimum(self.left, self.right))

    @property
    def containment_of_left(self) -> NDArray[np.float64]:
        return _share(self.shared, self.left)

    @property
    def containment_of_right(self) -> NDArray[np.float64]:
        return _share(self.shared, self.right)

    @property
    def jaccard(self) -> NDArray[np.float64]:
        return _share(self.shared, self.left + self.right - self.shared)

    @property
    def is_excerpt(self) -> NDArray[np.bool_]:
        """Whether nearly all of one text is in a clearly longer one."""
        shorter, longer = np.minimum(self.left, self.right), np.maximum(self.left, self.right)
        return np.asarray((self.containment >= 0.8) & (shorter < 0.75 * longer))


def most_shared(texts: TextHashes, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each pair of texts, by their numbers, how many shingles at most both have; often they nearly do.

    Each text sets a bit for each of its distinct shingles, out of some thousands; a shared shingle sets one
    bit in both. Texts of a thousand words and more fill the bits, and the bound says little about them. A
    thirtieth of the cost of counting, which spares it the many candidates that share boilerplate only.
    """
    count = texts.borders.size - 1
    packed = np.empty((count, (1 << _BIT_NUMBER) // 64), dtype=np.uint64)
    for first in range(0, count, _IN_CACHE):
        packed[first : first + _IN_CACHE] = _bits(texts, first, min(first + _IN_CACHE, count))
    # Shingles without a bit of their own.
    hidden = texts.sizes - np.bitwise_count(packed).sum(axis=1, dtype=np.int64)
    most = hidden.take(pairs).min(axis=1)
    for first in range(0, len(pairs), _PAIRS_IN_CACHE):
        left, right = pairs[first : first + _PAIRS_IN_CACHE].T
        both = packed.take(left, axis=0)
        both &= packed.take(right, axis=0)
        most[first : first + _PAIRS_IN_CACHE] += np.bitwise_count(both).sum(axis=1, dtype=np.uint16)
    return np.asarray(most)


def _bits(texts: TextHashes, first: int, last: int) -> NDArray[np.uint64]:
    """For each of these texts the bits that its shingles set."""
    bits = np.zeros((last - first) << _BIT_NUMBER, dtype=bool)
    borders = texts.borders[first : last + 1]
    places = (texts.together[borders[0] : borders[-1]] >> np.uint64(64 - _BIT_NUMBER)).view(np.int64)
    places += np.repeat(np.arange(last - first) << _BIT_NUMBER, np.diff(borders))
    bits[places] = True
    return np.packbits(bits).view(np.uint64).reshape(last - first, -1)


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of the shorter text's words in the longer one, as shares of all of them."""

    kept: float  # in runs that both have, or in a gap of a few words between two of them
    replaced: float  # in longer gaps, where the longer text says something else at the same place


def align(shorter: Hashes, longer: Hashes, distinct_of_longer: Hashes) -> Alignment | None:
    """How the words of the shorter text lie in the longer one, from the shingles of both in their order.

    None if less than `LEAST_KEPT` is kept in any case. Edits all over a text break three shingles for each
    word, so that containment makes little of it, but the gaps they leave are short, and what was cut or put
    in leaves a gap on one side only. A template, a quotation and a site's boilerplate leave long gaps on both
    sides: other news between the same phrases.
    """
    at = distinct_of_longer.searchsorted(shorter)
    here = np.flatnonzero(distinct_of_longer.take(at, mode="clip") == shorter)
    if not here.size:
        return None
    words = shorter.size + _RUN - 1
    gaps = here[1:] - here[:-1] - _RUN
    # Words in a run, and in the gaps that may be edits.
    kept = here.size * _RUN + int(gaps[gaps <= _LONGEST_EDIT].sum())
    if kept < LEAST_KEPT * words:
        return None
    there = _first_places(longer, distinct_of_longer).take(at.take(here))
    gaps_there = there[1:] - there[:-1] - _RUN
    kept -= int(gaps[(gaps > 0) & (gaps <= _LONGEST_EDIT) & (np.abs(gaps_there) > _LONGEST_EDIT)].sum())
    both = np.minimum(
        np.concatenate((here[:1], gaps, [shorter.size - 1 - here[-1]])),
        np.concatenate((there[:1], gaps_there, [longer.size - 1 - there[-1]])),
    )
    return Alignment(kept / words, int(both[both > _LONGEST_EDIT].sum()) / words)


def _first_places(sequence: Hashes, distinct: Hashes) -> NDArray[np.int64]:
    """Where each of the distinct hashes of a sequence, which are sorted, comes for the first time."""
    if sequence.size == distinct.size:
        return np.argsort(sequence)
    order = np.argsort(sequence, kind="stable")
    ordered = sequence.take(order)
    return np.asarray(order[np.append(True, ordered[1:] != ordered[:-1])])


@dataclass(frozen=True, slots=True)
class PairCounts:
    """What each of many pairs has in common, in distinct shingles."""

    shared: NDArray[np.int64]
    smaller: NDArray[np.int64]  # of the shorter text
    telling: NDArray[np.int64]  # shared, stock phrases left out
    smaller_telling: NDArray[np.int64]  # the lesser number of those that one of the texts has left then
    has_stock: NDArray[np.bool_]  # one of the texts has


def have_in_common(share: float, pairs: PairCounts) -> NDArray[np.bool_]:
    """For each pair whether the longer text has at least `share` of the shorter one, and of what is telling.

    Two weather reports have more than half of their words in common, but none of their news. Where too little
    is left to tell by, almost all must be equal.
    """
    containment = pairs.shared / np.maximum(pairs.smaller, 1)
    holds = (pairs.shared >= LEAST_SHARED) & (containment >= share)
    is_told = pairs.telling / np.maximum(pairs.smaller_telling, 1) >= share
    is_told &= pairs.telling >= LEAST_SHARED // 2
    is_told = np.where(pairs.smaller_telling < LEAST_SHARED, containment >= LEAST_IN_STOCK, is_told)
    return np.asarray(holds & (is_told | ~pairs.has_stock))


def is_edited(shorter: Hashes, longer: Hashes, distinct_of_longer: Hashes) -> bool:
    """Whether two texts with less than half of their shingles in common are one, edited all over."""
    alignment = align(shorter, longer, distinct_of_longer)
    return alignment is not None and alignment.kept >= LEAST_KEPT and alignment.replaced <= MOST_REPLACED


def _share(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(part / np.maximum(whole, 1))
