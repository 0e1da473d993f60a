"""Count what many pairs of texts have in common, exactly, and much faster than pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.story.shingle import TextHashes
from tasks.word_hash import Hashes

_Numbers = NDArray[np.int64]

# The table of a text's shingles has a place for each value of their highest bits; the tables of the texts
# that are laid out together fit into the cache.
_PLACE_BITS = 12
_TABLES = 16


def count_overlaps(
    texts: TextHashes, is_stock: NDArray[np.bool_], pairs: _Numbers
) -> tuple[_Numbers, _Numbers]:
    """What each pair of texts, a row of two numbers, has in common, and how much of it is stock phrases.

    `texts` are sorted distinct shingles, and `is_stock` says of each of these whether it is a stock phrase. A
    text is laid out in a table once for all of its partners, which then find each of their shingles there in
    one step.
    """
    starts, sizes = texts.borders[:-1], texts.sizes
    shared = np.zeros(len(pairs), dtype=np.int64)
    shared_stock = np.zeros(len(pairs), dtype=np.int64)
    for rows, firsts, table_of, partners in _groups(pairs):
        tables, shingles = _lay_out(firsts, starts, sizes)
        row_of, of_partners = _lay_out(partners, starts, sizes)
        is_there = _look_up(
            texts.together.take(shingles), tables, texts.together.take(of_partners), table_of.take(row_of)
        )
        found = np.flatnonzero(is_there)
        row_of = row_of.take(found)
        shared[rows] = np.bincount(row_of, minlength=rows.size)
        row_of = row_of[is_stock.take(of_partners.take(found))]
        shared_stock[rows] = np.bincount(row_of, minlength=rows.size)
    return shared, shared_stock


def _groups(pairs: _Numbers) -> Iterator[tuple[_Numbers, _Numbers, _Numbers, _Numbers]]:
    """The pairs by the text that is laid out, some texts at a time: rows of pairs, the texts that are laid
    out, and for each row which of these it is about and who the partner is."""
    if not pairs.size:
        return
    # Of each pair the text that is in more of them is laid out.
    counts = np.bincount(pairs.ravel())
    pairs = np.where((counts[pairs[:, 0]] < counts[pairs[:, 1]])[:, np.newaxis], pairs[:, ::-1], pairs)
    order = np.argsort(pairs[:, 0], kind="stable")
    ordered = pairs[order]
    begins = np.flatnonzero(np.append(True, ordered[1:, 0] != ordered[:-1, 0]))
    borders = [*begins[::_TABLES].tolist(), len(ordered)]
    for first, last in pairwise(borders):
        firsts, table_of = np.unique(ordered[first:last, 0], return_inverse=True)
        yield order[first:last], firsts, table_of, ordered[first:last, 1]


def _lay_out(numbers: _Numbers, starts: _Numbers, sizes: _Numbers) -> tuple[_Numbers, _Numbers]:
    """For each shingle of the texts, one text after another: which of them it is of, and where it is."""
    lengths = sizes.take(numbers)
    before = np.cumsum(lengths) - lengths
    owners = np.repeat(np.arange(numbers.size), lengths)
    return owners, (starts.take(numbers) - before).take(owners) + np.arange(owners.size)


def _look_up(text: Hashes, tables: _Numbers, hashes: Hashes, of_tables: _Numbers) -> NDArray[np.bool_]:
    """Which of `hashes` are in the table that they are looked for in; `text` fills the tables, in order."""
    slots, wanted = _slots(text, tables), _slots(hashes, of_tables)
    # A hash is never looked for at a place that its highest bits do not name: what is there in the beginning
    # equals none.
    table = np.zeros(_TABLES << _PLACE_BITS, dtype=np.uint64)
    table[:: 1 << _PLACE_BITS] = np.iinfo(np.uint64).max
    table[slots[::-1]] = text[::-1]  # of several at one slot, which are side by side, the first stays
    is_there = np.asarray(table.take(wanted) == hashes)
    is_further = slots[1:] == slots[:-1]
    if is_further.any():
        further = np.flatnonzero(is_further) + 1
        is_shared = np.zeros(table.size, dtype=bool)
        is_shared[slots[further]] = True
        again = np.flatnonzero(is_shared.take(wanted))
        again = again[~is_there[again]]
        is_there[again] = _is_any(text[further], slots[further], hashes[again], wanted[again])
    return is_there


def _slots(hashes: Hashes, tables: _Numbers) -> _Numbers:
    return (hashes >> np.uint64(64 - _PLACE_BITS)).view(np.int64) + (tables << _PLACE_BITS)


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
