"""Find the stock phrases: the weather, prices and cables whose words come round from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.story.shingle import TextHashes
from tasks.story.sketch import Imprint
from tasks.word_hash import Hashes

# A text and its copies rarely stretch over more than three days: evening, morning, the print edition.
LEAST_DAYS = 4


def stock_shingles(texts: Sequence[tuple[int, Imprint]]) -> Hashes:
    """The shingles, sorted, that texts of at least `LEAST_DAYS` different days have in common.

    `texts` are days (of any calendar that counts them) and imprints, in the order of the days. Only texts
    whose sketch holds such a shingle are gone through; a phrase of eight shingles or more is in nearly every
    sketch.
    """
    days = np.array([day for day, _ in texts], dtype=np.int64)
    sketches = TextHashes.of([imprint.sketch for _, imprint in texts])
    suspect = _on_many_days(days, sketches)
    if not suspect.size:
        return suspect
    owners = np.repeat(np.arange(len(texts)), sketches.sizes)
    holds_some = np.zeros(len(texts), dtype=bool)
    holds_some[owners[is_stock(sketches.together, suspect)]] = True
    holding = np.flatnonzero(holds_some)
    shingles = [texts[number][1].shingles for number in holding.tolist()]
    return _on_many_days(days.take(holding), TextHashes.of(shingles))


def is_stock(hashes: Hashes, stock: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are in sorted `stock`."""
    if not stock.size:
        return np.zeros(hashes.size, dtype=bool)
    if hashes.size < _MANY:
        return _is_in(hashes, stock)
    # Few are: nearly all others are told by their highest bits.
    listed = np.zeros(1 << _BUCKET_BITS, dtype=bool)
    listed[_buckets(stock)] = True
    likely = _listed(hashes, listed)
    marks = np.zeros(hashes.size, dtype=bool)
    marks[likely] = _is_in(hashes.take(likely), stock)
    return marks


def _on_many_days(days: NDArray[np.int64], texts: TextHashes) -> Hashes:
    """The hashes, sorted, that are in texts of many days. The days are in order."""
    begins = np.flatnonzero(np.append(True, days[1:] != days[:-1]))
    if begins.size < LEAST_DAYS or not days.size:
        return np.empty(0, dtype=np.uint64)
    borders = np.append(texts.borders.take(begins), texts.together.size)
    # What comes round on so many days fills its bucket on as many: nearly all hashes need no sorting.
    days_with = np.zeros(1 << _BUCKET_BITS, dtype=np.min_scalar_type(begins.size))
    is_filled = np.empty_like(days_with)  # of the same type: adding another takes ten times as long
    for first, last in pairwise(borders.tolist()):
        is_filled.fill(0)
        for start in range(first, last, _IN_CACHE):
            is_filled[_buckets(texts.together[start : min(start + _IN_CACHE, last)])] = 1
        days_with += is_filled
    often = _listed(texts.together, days_with >= LEAST_DAYS)
    of_days = pairwise(often.searchsorted(borders).tolist())
    hashes = texts.together.take(often)
    found = np.concatenate([_each_once(hashes[first:last]) for first, last in of_days])
    found.sort()
    further = LEAST_DAYS - 1
    return _each_once(found[further:][found[further:] == found[:-further]])


_BUCKET_BITS = 20
_MANY = 20_000  # hashes, for which a table of buckets is worth its making
_IN_CACHE = 32_768  # hashes looked up in one go


def _listed(hashes: Hashes, listed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where the hashes are whose buckets are listed."""
    found = [
        start + np.flatnonzero(listed.take(_buckets(hashes[start : start + _IN_CACHE])))
        for start in range(0, hashes.size, _IN_CACHE)
    ]
    return np.concatenate((*found, np.empty(0, dtype=np.int64)))


def _buckets(hashes: Hashes) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _BUCKET_BITS)).view(np.int64)


def _each_once(values: Hashes) -> Hashes:
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if ordered.size else ordered


def _is_in(hashes: Hashes, stock: Hashes) -> NDArray[np.bool_]:
    # The end is no place, and no number beyond the last one is in there.
    return np.asarray(stock.take(stock.searchsorted(hashes), mode="clip") == hashes)
