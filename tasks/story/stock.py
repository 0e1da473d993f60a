"""Find the stock phrases: the weather, prices and cables whose words come round from day to day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.story.shingle import TextHashes, are_in, distinct
from tasks.word_hash import Hashes

# A text and its copies rarely stretch over more than three days: evening, morning, the print edition.
LEAST_DAYS = 4


class Trace(NamedTuple):
    """What stock phrases are learned from: a text's day, of any calendar that counts them, and its hashes."""

    day: int
    sketch: Hashes
    shingles: Hashes


def stock_shingles(texts: Iterable[Trace]) -> Hashes:
    """The shingles, sorted, that texts of at least `LEAST_DAYS` different days have in common.

    Only texts whose sketch holds such a shingle are gone through; a phrase of eight shingles or more is in
    nearly every sketch.
    """
    traces = sorted(texts, key=attrgetter("day"))
    days = [trace.day for trace in traces]
    sketches = [trace.sketch for trace in traces]
    suspect = _on_many_days(days, sketches)
    if not suspect.size:
        return suspect
    together = TextHashes.of(sketches)
    holding = np.flatnonzero(together.count(is_stock(together.together, suspect))).tolist()
    return _on_many_days(
        [days[number] for number in holding], [traces[number].shingles for number in holding]
    )


def list_shingles(texts: Sequence[Hashes]) -> NDArray[np.bool_]:
    """A table by which `only_listed` knows the shingles of these texts."""
    listed = np.zeros(1 << _BUCKET_BITS, dtype=bool)
    for part in _in_parts(texts):
        listed[_buckets(part)] = True
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


def _on_many_days(days: Sequence[int], texts: Sequence[Hashes]) -> Hashes:
    """The hashes, sorted, that are in texts of many days. The days are in order."""
    begins = np.flatnonzero(np.append(True, np.diff(days) != 0)).tolist()
    if len(begins) < LEAST_DAYS or not days:
        return np.empty(0, dtype=np.uint64)
    of_days = [texts[first:last] for first, last in pairwise((*begins, len(texts)))]
    # What comes round on so many days fills its bucket on as many: nearly all hashes need no closer look.
    is_often = _filled_on_many_days([map(_buckets, _in_parts(of_day)) for of_day in of_days], _BUCKET_BITS)
    likely = [_listed(of_day, is_often) for of_day in of_days]
    # Of each bucket of a second table, by the lowest bits, one hash is judged there, and hardly any is left.
    buckets = [(hashes & np.uint64((1 << _SECOND_BITS) - 1)).view(np.int64) for hashes in likely]
    judged = np.empty(1 << _SECOND_BITS, dtype=np.uint64)
    for hashes, at in zip(likely, buckets, strict=True):
        judged[at] = hashes
    is_judged = [judged.take(at) == hashes for hashes, at in zip(likely, buckets, strict=True)]
    is_stock = _filled_on_many_days(
        [[at[chosen]] for at, chosen in zip(buckets, is_judged, strict=True)], _SECOND_BITS
    )
    left = [hashes[~chosen] for hashes, chosen in zip(likely, is_judged, strict=True)]
    return np.sort(np.concatenate((judged[is_stock], _on_many_days_by_sorting(left))))


def _filled_on_many_days(of_days: Sequence[Iterable[NDArray[np.int64]]], bits: int) -> NDArray[np.bool_]:
    """Of each bucket whether many days fill it; the buckets are given by day, part by part."""
    days_with = np.zeros(1 << bits, dtype=np.min_scalar_type(len(of_days)))
    is_filled = np.empty_like(days_with)  # of the same type: adding another takes ten times as long
    for of_day in of_days:
        is_filled.fill(0)
        for buckets in of_day:
            is_filled[buckets] = 1
        days_with += is_filled
    return np.asarray(days_with >= LEAST_DAYS)


def _on_many_days_by_sorting(of_days: Sequence[Hashes]) -> Hashes:
    found = np.concatenate([distinct(hashes) for hashes in of_days])
    found.sort()
    further = LEAST_DAYS - 1
    return distinct(found[further:][found[further:] == found[:-further]])


def _listed(texts: Sequence[Hashes], listed: NDArray[np.bool_]) -> Hashes:
    """The hashes whose buckets are listed."""
    return np.concatenate(
        [hashes.take(np.flatnonzero(listed.take(_buckets(hashes)))) for hashes in _in_parts(texts)]
    )


def _in_parts(texts: Sequence[Hashes]) -> Iterator[Hashes]:
    """The hashes of the texts, as many at a time as stay in the processor's cache."""
    at_once = 1 + _IN_CACHE * len(texts) // max(1, sum(map(len, texts)))
    for first in range(0, len(texts), at_once):
        yield np.concatenate(texts[first : first + at_once])


_BUCKET_BITS = 20
_SECOND_BITS = 17
_MANY = 20_000  # hashes, for which a table of buckets is worth its making
_IN_CACHE = 16_384  # hashes looked up in one go


def _buckets(hashes: Hashes) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _BUCKET_BITS)).view(np.int64)
