"""Count what many pairs of texts have in common, exactly, and much faster than pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.story.shingle import Hashes
from tasks.story.stock import is_stock

_Numbers = NDArray[np.int64]

# The table of a text's shingles has a place for each value of their highest bits; it fits into the cache.
_PLACE_BITS = 16
_LOW_BITS = np.uint64(64 - _PLACE_BITS)


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
    together = np.concatenate(texts) if texts else np.empty(0, dtype=np.uint64)
    places = (together >> _LOW_BITS).astype(np.int64)
    of_stock = is_stock(together, stock)
    sizes = np.array([text.size for text in texts], dtype=np.int64)
    slices = [slice(end - text.size, end) for end, text in zip(np.cumsum(sizes).tolist(), texts, strict=True)]
    table = np.zeros(1 << _PLACE_BITS, dtype=np.int64)
    shared = np.zeros(len(pairs), dtype=np.int64)
    shared_stock = np.zeros(len(pairs), dtype=np.int64)
    rows = np.flatnonzero((sizes[pairs] > 0).all(axis=1))
    pairs = _busiest_first(pairs[rows])
    for group in _by_first(pairs):
        text = slices[pairs[group[0], 0]]
        partners = [slices[partner] for partner in pairs[group, 1].tolist()]
        hashes = _join(together, partners)
        is_there = _look_up(together[text], places[text], table, hashes, _join(places, partners))
        starts = np.cumsum([0, *(part.stop - part.start for part in partners[:-1])])
        shared[rows[group]] = np.add.reduceat(is_there, starts, dtype=np.int64)
        is_there &= _join(of_stock, partners)
        shared_stock[rows[group]] = np.add.reduceat(is_there, starts, dtype=np.int64)
    stock_of_text = np.array([np.count_nonzero(of_stock[text]) for text in slices], dtype=np.int64)
    return Overlaps(shared, shared_stock, stock_of_text)


def _busiest_first(pairs: _Numbers) -> _Numbers:
    """Of each pair first the text that is in more of them."""
    counts = np.bincount(pairs.ravel())
    return np.where((counts[pairs[:, 0]] < counts[pairs[:, 1]])[:, np.newaxis], pairs[:, ::-1], pairs)


def _by_first(pairs: _Numbers) -> Sequence[_Numbers]:
    """The rows of each text that comes first in a pair."""
    order = np.argsort(pairs[:, 0], kind="stable")
    ordered = pairs[order, 0]
    return np.split(order, np.flatnonzero(ordered[1:] != ordered[:-1]) + 1) if order.size else []


def _look_up(
    text: Hashes, places: _Numbers, table: _Numbers, hashes: Hashes, at: _Numbers
) -> NDArray[np.bool_]:
    """Which of `hashes`, whose places are `at`, the text holds; what others left in the table is harmless."""
    # Backwards, so that of several shingles at a place, neighbours in the sorted text, the first one stays.
    table[places[::-1]] = np.arange(text.size - 1, -1, -1)
    found = table.take(at)
    is_there = np.asarray(text.take(found, mode="clip") == hashes)
    further = 1
    while (places[further:] == places[:-further]).any():
        is_there |= text.take(found + further, mode="clip") == hashes
        further += 1
    return is_there


def _join(values: NDArray[Any], parts: Sequence[slice]) -> NDArray[Any]:
    return values[parts[0]] if len(parts) == 1 else np.concatenate([values[part] for part in parts])
