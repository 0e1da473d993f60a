"""Find the stock phrases: the weather, prices and cables whose words come round from day to day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tasks.story.shingle import TextHashes, are_in, distinct
from tasks.word_hash import Hashes

# A text and its copies rarely stretch over more than three days: evening, morning, the print edition.
LEAST_DAYS = 4


@dataclass(slots=True)
class Traces:
    """What stock phrases are learned from: of each text the day, of any calendar, and the hashes."""

    days: list[int] = field(default_factory=list)
    sketches: list[Hashes] = field(default_factory=list)
    shingles: list[Hashes] = field(default_factory=list)

    def __iadd__(self, others: Traces) -> Traces:
        self.days += others.days
        self.sketches += others.sketches
        self.shingles += others.shingles
        return self


def stock_shingles(traces: Traces) -> Hashes:
    """The shingles, sorted, that texts of at least `LEAST_DAYS` different days have in common.

    Only texts whose sketch holds such a shingle are gone through; a phrase of eight shingles or more is in
    nearly every sketch.
    """
    order = np.argsort(traces.days, kind="stable")
    days = np.array(traces.days, dtype=np.int64).take(order)
    sketches = TextHashes.of([traces.sketches[number] for number in order.tolist()])
    suspect = _on_many_days(days, sketches)
    if not suspect.size:
        return suspect
    holding = np.flatnonzero(sketches.count(is_stock(sketches.together, suspect)))
    shingles = TextHashes.of([traces.shingles[number] for number in order.take(holding).tolist()])
    return _on_many_days(days.take(holding), shingles)


def list_shingles(texts: Sequence[Hashes]) -> NDArray[np.bool_]:
    """A table by which `only_listed` knows the shingles of these texts."""
    listed = np.zeros(1 << _BUCKET_BITS, dtype=bool)
    listed[_buckets(TextHashes.of(texts).together)] = True
    return listed


def only_listed(texts: Sequence[Hashes], listed: NDArray[np.bool_]) -> list[Hashes]:
    """Of each text the shingles that are listed, and some others that the table cannot tell from them."""
    every = TextHashes.of(texts)
    few = every.where(listed.take(_buckets(every.together)))
    return [few.together[first:last] for first, last in pairwise(few.borders.tolist())]


def is_stock(hashes: Hashes, stock: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are in sorted `stock`."""
    if not stock.size:
        return np.zeros(hashes.size, dtype=bool)
    if hashes.size < _MANY:
        return are_in(hashes, stock)
    # Few are: nearly all others are told by their highest bits.
    listed = np.zeros(1 << _BUCKET_BITS, dtype=bool)
    listed[_buckets(stock)] = True
    marks = np.zeros(hashes.size, dtype=bool)
    for first in range(0, hashes.size, _IN_CACHE):
        part = hashes[first : first + _IN_CACHE]
        likely = np.flatnonzero(listed.take(_buckets(part)))
        marks[first + likely] = are_in(part.take(likely), stock)
    return marks


def _on_many_days(days: NDArray[np.int64], texts: TextHashes) -> Hashes:
    """The hashes, sorted, that are in texts of many days. The days are in order."""
    ends = np.flatnonzero(np.append(days[1:] != days[:-1], True)) + 1
    if ends.size < LEAST_DAYS:
        return np.empty(0, dtype=np.uint64)
    of_days = np.split(texts.together, texts.borders.take(ends)[:-1])
    # What comes round on so many days fills its bucket on as many: nearly all hashes need no closer look.
    bits = max(_FEWEST_BITS, max(map(len, of_days)).bit_length() + 1)
    is_often = _filled_on_many_days((_buckets(of_day, bits) for of_day in of_days), ends.size, bits)
    likely = [of_day.take(np.flatnonzero(is_often.take(_buckets(of_day, bits)))) for of_day in of_days]
    # Of each bucket of a second table, by the lowest bits, one hash is judged there, and hardly any is left.
    buckets = [(hashes & np.uint64((1 << _SECOND_BITS) - 1)).view(np.int64) for hashes in likely]
    judged = np.empty(1 << _SECOND_BITS, dtype=np.uint64)
    for hashes, at in zip(likely, buckets, strict=True):
        judged[at] = hashes
    is_judged = [judged.take(at) == hashes for hashes, at in zip(likely, buckets, strict=True)]
    is_stock = _filled_on_many_days(
        (at[chosen] for at, chosen in zip(buckets, is_judged, strict=True)), ends.size, _SECOND_BITS
    )
    left = [hashes[~chosen] for hashes, chosen in zip(likely, is_judged, strict=True)]
    return np.sort(np.concatenate((judged[is_stock], _on_many_days_by_sorting(left))))


def _filled_on_many_days(of_days: Iterable[NDArray[np.int64]], count: int, bits: int) -> NDArray[np.bool_]:
    """Of each bucket whether many of `count` days fill it; the buckets are given day by day."""
    days_with = np.zeros(1 << bits, dtype=np.min_scalar_type(count))
    for buckets in of_days:
        days_with[buckets] += 1  # once, however often a bucket is among them
    return np.asarray(days_with >= LEAST_DAYS)


def _on_many_days_by_sorting(of_days: Sequence[Hashes]) -> Hashes:
    found = np.concatenate([distinct(hashes) for hashes in of_days])
    found.sort()
    further = LEAST_DAYS - 1
    return distinct(found[further:][found[further:] == found[:-further]])


_BUCKET_BITS = 20
_FEWEST_BITS = 18
_SECOND_BITS = 17
_MANY = 20_000  # hashes, for which a table of buckets is worth its making
_IN_CACHE = 16_384  # hashes looked up in one go


def _buckets(hashes: Hashes, bits: int = _BUCKET_BITS) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - bits)).view(np.int64)
