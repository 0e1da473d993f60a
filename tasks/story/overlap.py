"""Count what many pairs of texts have in common, exactly, and much faster than pair by pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.story.stock import is_stock
from tasks.word_hash import Hashes

_Numbers = NDArray[np.int64]

# The table of a text's shingles has a place for each value of their highest bits; the tables of the texts
# that are laid out together fit into the cache.
_PLACE_BITS = 12
_TABLES = 16


@dataclass(frozen=True, slots=True)
class Overlaps:
    """What pairs of texts have in common, in distinct shingles."""

    shared: _Numbers  # of each pair
    stock: _Numbers  # of these, so many are stock phrases
    stock_of_text: _Numbers  # so many shingles of each text are stock phrases


def count_overlaps(texts: Sequence[Hashes], stock: Hashes, pairs: _Numbers) -> Overlaps:
    """What each pair of texts, a row of two numbers, has in common.

    `texts` are sorted distinct shingles, and so is `stock`. A text is laid out in a table once for all of its
    partners, which then find each of their shingles there in one step.
    """
    together = np.concatenate((*texts, np.empty(0, dtype=np.uint64)))
    of_stock = is_stock(together, stock)
    sizes = np.array([text.size for text in texts], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    shared = np.zeros(len(pairs), dtype=np.int64)
    shared_stock = np.zeros(len(pairs), dtype=np.int64)
    for rows, firsts, table_of, partners in _groups(pairs):
        tables, shingles = _lay_out(firsts, starts, sizes)
        row_of, of_partners = _lay_out(partners, starts, sizes)
        is_there = _look_up(
            together.take(shingles), tables, together.take(of_partners), table_of.take(row_of)
        )
        found = np.flatnonzero(is_there)
        shared[rows] = np.bincount(row_of.take(found), minlength=rows.size)
        if stock.size:
            found = found[of_stock.take(of_partners.take(found))]
            shared_stock[rows] = np.bincount(row_of.take(found), minlength=rows.size)
    owners = np.repeat(np.arange(len(texts)), sizes)
    return Overlaps(shared, shared_stock, np.bincount(owners[of_stock], minlength=len(texts)))


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
