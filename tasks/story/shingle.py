"""Turn texts into the hashes of their shingles: runs of three words, or of characters in unspaced scripts.

The hash is our own, so that a shingle has one number on every machine and in every release with the same
`SHINGLE_VERSION`. The hashes of words (tasks/word_hash.py) are combined to those of runs by multilinear
hashing (Lemire and Kaser, "Strongly universal string hashing is fast", 2014), followed by the same finaliser.
It is not meant to withstand someone who looks for collisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.fold import FOLD_VERSION, fold_texts_to_codes
from tasks.word_hash import Hashes, hash_spans, mix, word_spans

SHINGLE_VERSION = 100 * FOLD_VERSION + 2

_SPACE = 0x20
_WORDS = 3

# First and last code point of the scripts that do not part words by spaces, and how many characters make
# about three words: Chinese and Japanese words have one to two, Thai, Lao, Khmer and Burmese ones about four.
_UNSPACED = (
    (0x0E00, 0x0EFF, 12),  # Thai, Lao
    (0x1000, 0x109F, 12),  # Burmese
    (0x1780, 0x17FF, 12),  # Khmer
    (0x3005, 0x3007, 5),  # marks used as Chinese characters
    (0x3040, 0x30FF, 5),  # Japanese syllables
    (0x3400, 0x4DBF, 5),  # Chinese characters
    (0x4E00, 0x9FFF, 5),
    (0x20000, 0x323AF, 5),
)
_LONGEST_RUN = 12

_NOTHING: Hashes = np.empty(0, dtype=np.uint64)


def hash_texts(texts: Sequence[str]) -> Iterator[tuple[Hashes, Hashes]]:
    """For each text the hashes of its words and of its shingles, both in their order, repetitions included.

    In scripts without spaces each character is a word. Some texts at a time (`together`) cost the least.
    """
    codes, borders = fold_texts_to_codes(texts)
    starts, ends = word_spans(codes)
    words = hash_spans(codes, starts, ends)
    runs = _hash_runs(words, _WORDS)
    cuts = np.searchsorted(starts, borders).tolist()
    unspaced = _has_unspaced(codes, borders)
    for text, (first, last) in enumerate(pairwise(cuts)):
        if unspaced[text]:
            yield _hash_characters(codes[borders[text] : borders[text + 1]])
        else:
            yield words[first:last], runs[first : max(first, last - _WORDS + 1)]


def shingle_sequence(text: str) -> Hashes:
    """Hashes of the shingles of `text` in their order; none if it has fewer than three words."""
    return next(hash_texts([text]))[1]


@dataclass(frozen=True, slots=True)
class TextHashes:
    """Hashes of many texts, one text after another."""

    together: Hashes
    borders: NDArray[np.int64]  # where each text's begin, and where the last one's end

    @classmethod
    def of(cls, texts: Sequence[Hashes]) -> TextHashes:
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        return cls(np.concatenate((*texts, _NOTHING)), np.append(0, np.cumsum(sizes)))

    @property
    def sizes(self) -> NDArray[np.int64]:
        return np.diff(self.borders)

    def join(self, texts: NDArray[np.int64]) -> Hashes:
        """The hashes of some texts, by their numbers, one text after another."""
        spans = zip(self.borders.take(texts).tolist(), self.borders.take(texts + 1).tolist(), strict=True)
        return np.concatenate([self.together[first:last] for first, last in spans])

    def count(self, chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of each text's hashes are chosen; few of all are."""
        return np.diff(np.flatnonzero(chosen).searchsorted(self.borders))

    def where(self, chosen: NDArray[np.bool_]) -> TextHashes:
        """With the chosen hashes only."""
        at = np.flatnonzero(chosen)
        return TextHashes(self.together.take(at), at.searchsorted(self.borders))


def distinct(hashes: Hashes) -> Hashes:
    """Sorted and each once; for arrays of this size twice as fast as `numpy.unique`."""
    ordered = np.sort(hashes)
    if ordered.size < 2:
        return ordered
    is_first = np.empty(ordered.size, dtype=bool)
    is_first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered if is_first.all() else ordered[is_first]


def are_in(hashes: Hashes, ordered: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are in `ordered`, which is sorted and not empty."""
    # The end is no place, and no number beyond the last one is in there.
    return np.asarray(ordered.take(ordered.searchsorted(hashes), mode="clip") == hashes)


def distinct_each(hashes: Hashes, ends: NDArray[np.int64]) -> list[Hashes]:
    """For each of many texts what `distinct` gives, in half of the time.

    `hashes` are those of all texts, one after another, and are sorted in place; `ends` says where each text's
    end.
    """
    for first, last in pairwise((0, *ends.tolist())):
        hashes[first:last].sort()
    is_first = np.ones(hashes.size, dtype=bool)
    np.not_equal(hashes[1:], hashes[:-1], out=is_first[1:])
    is_first[ends[ends < hashes.size]] = True
    chosen = np.flatnonzero(is_first)
    distinct_hashes = hashes.take(chosen)
    return [distinct_hashes[first:last] for first, last in pairwise((0, *chosen.searchsorted(ends).tolist()))]


def _has_unspaced(codes: NDArray[np.uint32], borders: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the texts holds a character of a script without spaces."""
    if not codes.size or codes.max() < _UNSPACED[0][0]:
        return np.zeros(borders.size - 1, dtype=bool)
    is_unspaced = np.zeros(codes.size, dtype=bool)
    for first, last, _ in _UNSPACED:
        is_unspaced |= (codes >= first) & (codes <= last)
    return np.logical_or.reduceat(is_unspaced, borders[:-1])


def _hash_characters(codes: NDArray[np.uint32]) -> tuple[Hashes, Hashes]:
    """Words and shingles of a text in which some characters, or all, are words of their own."""
    lengths = np.full(codes.size, _WORDS, dtype=np.int64)
    for first, last, length in _UNSPACED:
        lengths[(codes >= first) & (codes <= last)] = length
    is_space, is_alone = codes == _SPACE, lengths != _WORDS
    begins = np.empty(codes.size, dtype=bool)
    begins[:1] = True
    begins[1:] = is_space[:-1] | is_alone[1:] | is_alone[:-1]
    starts = np.flatnonzero(begins & ~is_space)
    stops = begins | is_space
    stops[:1] = False
    after = np.flatnonzero(np.append(stops, True))
    ends = after[np.searchsorted(after, starts, side="right")]
    words = hash_spans(codes, starts, ends)
    at = lengths[starts]
    sequence = np.zeros(starts.size, dtype=np.uint64)
    is_run = np.zeros(starts.size, dtype=bool)
    for length in np.unique(at).tolist():
        runs = _hash_runs(words, length)
        chosen = np.flatnonzero(at[: runs.size] == length)
        sequence[chosen] = runs[chosen]
        is_run[chosen] = True
    return words, sequence[is_run]


def _hash_runs(words: Hashes, length: int) -> Hashes:
    """One hash for each run of `length` words."""
    count = words.size - length + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    total = words[:count] * _KEYS[0]
    for place in range(1, length):
        total += words[place : place + count] * _KEYS[place]
    return mix(total)


# The first numbers of splitmix64 seeded with 0, made odd so that no bit of a word is lost.
_KEYS: Hashes = mix(
    np.arange(1, _LONGEST_RUN + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
) | np.uint64(1)
