"""Find the stock phrases: the weather, prices and cables whose words come round from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.story.sketch import Imprint
from tasks.word_hash import Hashes

# A text and its copies rarely stretch over more than three days: evening, morning, the print edition.
LEAST_DAYS = 4


def stock_shingles(texts: Iterable[tuple[int, Imprint]]) -> Hashes:
    """The shingles, sorted, that texts of at least `LEAST_DAYS` different days have in common.

    `texts` are days (of any calendar that counts them) and imprints. Only texts whose sketch holds such a
    shingle are gone through; a phrase of eight shingles or more is in nearly every sketch.
    """
    listed = list(texts)
    suspect = _on_many_days((day, imprint.sketch) for day, imprint in listed)
    if not suspect.size:
        return suspect
    owners = np.repeat(np.arange(len(listed)), [imprint.sketch.size for _, imprint in listed])
    held = owners[is_stock(np.concatenate([imprint.sketch for _, imprint in listed]), suspect)]
    return _on_many_days((listed[owner][0], listed[owner][1].shingles) for owner in _each_once(held).tolist())


def is_stock(hashes: Hashes, stock: Hashes) -> NDArray[np.bool_]:
    """Which of the hashes are in sorted `stock`."""
    if not stock.size:
        return np.zeros(hashes.size, dtype=bool)
    if hashes.size < _MANY:
        return _is_in(hashes, stock)
    # Few are: nearly all others are told by their highest bits.
    listed = np.zeros(1 << _BUCKET_BITS, dtype=bool)
    listed[_buckets(stock)] = True
    likely = np.flatnonzero(listed.take(_buckets(hashes)))
    marks = np.zeros(hashes.size, dtype=bool)
    marks[likely] = _is_in(hashes.take(likely), stock)
    return marks


def _on_many_days(texts: Iterable[tuple[int, Hashes]]) -> Hashes:
    by_day: dict[int, list[Hashes]] = defaultdict(list)
    for day, hashes in texts:
        by_day[day].append(hashes)
    if len(by_day) < LEAST_DAYS:
        return np.empty(0, dtype=np.uint64)
    of_days = [np.concatenate(each) for each in by_day.values()]
    # What comes round on so many days fills its bucket on as many: nearly all shingles need no sorting.
    days_with = np.zeros(1 << _BUCKET_BITS, dtype=np.uint16)
    is_filled = np.empty(1 << _BUCKET_BITS, dtype=bool)
    buckets = [_buckets(of_day) for of_day in of_days]
    for filled in buckets:
        is_filled.fill(False)
        is_filled[filled] = True
        days_with += is_filled
    is_often = days_with >= LEAST_DAYS
    often = [each[is_often.take(at)] for each, at in zip(of_days, buckets, strict=True)]
    days = np.concatenate([_each_once(each) for each in often])
    days.sort()
    further = LEAST_DAYS - 1
    return _each_once(days[further:][days[further:] == days[:-further]])


_BUCKET_BITS = 20
_MANY = 20_000  # hashes, for which a table of buckets is worth its making


def _buckets(hashes: Hashes) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _BUCKET_BITS)).view(np.int64)


def _each_once(values: NDArray[Any]) -> NDArray[Any]:
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if ordered.size else ordered


def _is_in(hashes: Hashes, stock: Hashes) -> NDArray[np.bool_]:
    # The end is no place, and no number beyond the last one is in there.
    return np.asarray(stock.take(stock.searchsorted(hashes), mode="clip") == hashes)
