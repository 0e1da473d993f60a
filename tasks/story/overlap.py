"""Count what many pairs of texts have in common, exactly, and much faster than pair by pair."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tasks.story.shingle import TextHashes
from tasks.word_hash import Hashes

_Numbers = NDArray[np.int64]

# The table of a text's shingles has a place for each value of their highest bits: at least so many times the
# shingles of the pairs' average text. What is laid out together, and looked for in one go, is enough to
# forget numpy's fixed cost, and stays in the cache for the most part.
_PLACES = 8
_PLACES_TOGETHER = 1 << 18
_HASHES_AT_ONCE = 1 << 16


def count_overlaps(texts: TextHashes, pairs: _Numbers) -> _Numbers:
    """How many hashes each pair of texts, a row of two numbers, has in common.

    Those of each text are sorted and distinct. A text is laid out in a table once for all of its partners,
    which then find each of their hashes there in one step.
    """
    shared = np.zeros(len(pairs), dtype=np.int64)
    sizes = texts.sizes
    bits = int(_PLACES * (1 + sizes.take(pairs).sum() // max(1, pairs.size))).bit_length()
    most = max(1, min(_PLACES_TOGETHER >> bits, len(pairs)))
    tables = _Tables(most, bits)
    for rows, firsts, table_of, partners in _groups(pairs, sizes, most):
        tables.fill(texts.join(firsts), sizes.take(firsts))
        lengths = sizes.take(partners)
        is_there = tables.have(texts.join(partners), np.repeat(table_of, lengths))
        borders = np.append(0, np.cumsum(lengths))
        shared[rows] = np.diff(np.flatnonzero(is_there).searchsorted(borders))
    return shared


def _groups(
    pairs: _Numbers, sizes: _Numbers, most: int
) -> Iterator[tuple[_Numbers, _Numbers, _Numbers, _Numbers]]:
    """The pairs by the text that is laid out, some at a time, and `most` such texts.

    Rows of pairs, the texts that are laid out, and for each row which of these it is about and who the
    partner is.
    """
    # Of each pair the text that is in more of them is laid out.
    counts = np.bincount(pairs.ravel())
    pairs = np.where((counts[pairs[:, 0]] < counts[pairs[:, 1]])[:, np.newaxis], pairs[:, ::-1], pairs)
    order = np.argsort(pairs[:, 0], kind="stable")
    firsts, partners = pairs[order].T
    turns = np.cumsum(np.append(0, firsts[1:] != firsts[:-1])[: firsts.size])
    hashes = np.cumsum(sizes.take(partners))
    first = 0
    while first < order.size:
        last = turns.searchsorted(turns[first] + most)
        before = hashes[first] - sizes[partners[first]]
        last = max(first + 1, min(last, hashes.searchsorted(before + _HASHES_AT_ONCE, side="right")))
        begin = turns[first:last] - turns[first]
        is_new = np.append(True, begin[1:] != begin[:-1])
        yield order[first:last], firsts[first:last][is_new], begin, partners[first:last]
        first = last


class _Tables:
    """The hashes of some texts, each text's in a table with a place for each value of their highest bits."""

    def __init__(self, count: int, bits: int) -> None:
        self._bits = bits
        self._table = np.zeros(count << bits, dtype=np.uint64)
        self._is_shared = np.zeros(self._table.size, dtype=bool)
        self._slots = self._further = np.empty(0, dtype=np.int64)
        self._others = np.empty(0, dtype=np.uint64)

    def fill(self, hashes: Hashes, sizes: _Numbers) -> None:
        """Put in other texts, so many hashes of each, which are sorted."""
        self._table[self._slots] = 0  # new tables for each group would cost a sixth more
        self._is_shared[self._further] = False
        # A hash is never looked for at a place that its highest bits do not name: what is there in the
        # beginning equals none.
        self._table[:: 1 << self._bits] = np.iinfo(np.uint64).max
        self._slots = self._slots_of(hashes, np.repeat(np.arange(sizes.size), sizes))
        # Of several at one slot, which are side by side, the first stays.
        self._table[self._slots[::-1]] = hashes[::-1]
        further = np.flatnonzero(self._slots[1:] == self._slots[:-1]) + 1
        self._further, self._others = self._slots.take(further), hashes.take(further)
        self._is_shared[self._further] = True

    def have(self, hashes: Hashes, tables: _Numbers) -> NDArray[np.bool_]:
        """Which of the hashes are in the table named beside each."""
        wanted = self._slots_of(hashes, tables)
        is_there = np.asarray(self._table.take(wanted) == hashes)
        if self._further.size:
            again = np.flatnonzero(self._is_shared.take(wanted))
            again = again[~is_there.take(again)]
            is_there[again] = _is_any(self._others, self._further, hashes.take(again), wanted.take(again))
        return is_there

    def _slots_of(self, hashes: Hashes, tables: _Numbers) -> _Numbers:
        slots = (hashes >> np.uint64(64 - self._bits)).view(np.int64)
        slots += tables << self._bits
        return slots


def _is_any(text: Hashes, slots: _Numbers, hashes: Hashes, wanted: _Numbers) -> NDArray[np.bool_]:
    """Which of a few hashes are among those of the text at their slots, which are in order."""
    at = slots.searchsorted(wanted)
    is_there = np.zeros(hashes.size, dtype=bool)
    is_at_slot = np.ones(hashes.size, dtype=bool)
    while is_at_slot.any():
        is_there |= is_at_slot & (text.take(at, mode="clip") == hashes)
        at += 1
        is_at_slot &= (slots.take(at, mode="clip") == wanted) & (at < slots.size)
    return is_there
