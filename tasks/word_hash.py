"""One number for a word, the same on every machine: in a text that has been folded to code points.

A word is hashed as a polynomial of its code points modulo 2**64 (Karp and Rabin, "Efficient randomized
pattern-matching algorithms", 1987), which running sums give for all words of many texts at once, followed by
the finaliser of splitmix64 (Steele, Lea and Flood, 2014). It is not meant to withstand someone who looks for
collisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_SPACE = 0x20


# Enough to forget numpy's fixed cost, and nearly all of it stays in the cache.
_TEXTS_TOGETHER = 64
_CHARACTERS_TOGETHER = 1 << 18


def together(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The bounds of runs of texts that cost the least if each run is hashed in one go."""
    first = size = 0
    for number, text in enumerate(texts):
        size += len(text)
        if number > first and (size > _CHARACTERS_TOGETHER or number - first == _TEXTS_TOGETHER):
            yield first, number
            first, size = number, len(text)
    if first < len(texts):
        yield first, len(texts)


def word_spans(codes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where words begin and end. The last character is a space."""
    is_space = codes == _SPACE
    changes = np.flatnonzero(is_space[1:] != is_space[:-1]) + 1
    if codes.size and not is_space[0]:
        changes = np.concatenate((np.zeros(1, dtype=changes.dtype), changes))
    return changes[0::2], changes[1::2]


def hash_spans(codes: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Hashes:
    """One hash for each word: the sum of code point times power of the place in the word."""
    powers, inverses = _powers(max(1 << 18, 1 << codes.size.bit_length()))
    sums = np.zeros(codes.size + 1, dtype=np.uint64)
    upto = sums[1:]
    upto[:] = codes
    upto *= powers[: codes.size]
    np.cumsum(upto, out=upto)
    # The powers count from the first text's first character: divide those before the word out again.
    return mix((sums.take(ends) - sums.take(starts)) * inverses.take(starts))


def mix(values: Hashes) -> Hashes:
    """The finaliser of splitmix64."""
    mixed = values >> np.uint64(30)
    mixed ^= values
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    high = mixed >> np.uint64(27)
    mixed ^= high
    mixed *= np.uint64(0x94D049BB133111EB)
    np.right_shift(mixed, np.uint64(31), out=high)
    mixed ^= high
    return mixed


# 3 modulo 8, so that 1, its square and all its other powers differ in their low bits as far as odd numbers
# can.
_BASE = 0x9E3779B97F4A7C1B


@lru_cache(maxsize=2)
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of the base, and of its inverse modulo 2**64."""
    both = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        factors = np.full(count, base, dtype=np.uint64)
        factors[0] = 1
        both.append(np.multiply.accumulate(factors))
    return both[0], both[1]
