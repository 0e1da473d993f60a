"""Find the stock phrases: the weather, prices and cables whose words come round from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import numpy as np

from tasks.story.shingle import Hashes

# A text and its copies rarely stretch over more than three days: evening, morning, the print edition.
LEAST_DAYS = 4


def stock_shingles(texts: Iterable[tuple[date, Hashes]]) -> Hashes:
    """The shingles, sorted, that texts of at least `LEAST_DAYS` different days have in common."""
    by_day: dict[date, list[Hashes]] = defaultdict(list)
    for day, hashes in texts:
        by_day[day].append(hashes)
    if len(by_day) < LEAST_DAYS:
        return np.empty(0, dtype=np.uint64)
    days = np.sort(np.concatenate([np.unique(np.concatenate(each)) for each in by_day.values()]))
    further = LEAST_DAYS - 1
    return np.unique(days[further:][days[further:] == days[:-further]])


def without(hashes: Hashes, stock: Hashes) -> Hashes:
    """What is left of sorted `hashes`; the very array if nothing is taken away."""
    if not stock.size or not hashes.size:
        return hashes
    places = np.minimum(np.searchsorted(stock, hashes), stock.size - 1)
    is_stock = stock[places] == hashes
    return hashes[~is_stock] if is_stock.any() else hashes
