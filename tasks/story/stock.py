"""Find the stock phrases: the weather, prices and cables whose words come round from day to day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from tasks.story.shingle import Hashes
from tasks.story.sketch import Imprint

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
    sketches = [imprint.sketch for _, imprint in listed]
    holds = _any_in(sketches, suspect)
    return _on_many_days(
        (day, imprint.shingles) for (day, imprint), held in zip(listed, holds, strict=True) if held
    )


def without(hashes: Hashes, stock: Hashes) -> Hashes:
    """What is left of sorted `hashes`; the very array if nothing is taken away."""
    if not stock.size or not hashes.size:
        return hashes
    is_stock = _is_in(hashes, stock)
    return hashes[~is_stock] if is_stock.any() else hashes


def _on_many_days(texts: Iterable[tuple[int, Hashes]]) -> Hashes:
    by_day: dict[int, list[Hashes]] = defaultdict(list)
    for day, hashes in texts:
        by_day[day].append(hashes)
    if len(by_day) < LEAST_DAYS:
        return np.empty(0, dtype=np.uint64)
    days = np.concatenate([_each_once(np.concatenate(each)) for each in by_day.values()])
    days.sort()
    further = LEAST_DAYS - 1
    return _each_once(days[further:][days[further:] == days[:-further]])


def _each_once(hashes: Hashes) -> Hashes:
    ordered = np.sort(hashes)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if ordered.size else ordered


def _any_in(arrays: Sequence[Hashes], wanted: Hashes) -> list[bool]:
    """Whether each array holds anything of sorted `wanted`."""
    owners = np.repeat(np.arange(len(arrays)), [array.size for array in arrays])
    found = np.zeros(len(arrays), dtype=bool)
    found[owners[_is_in(np.concatenate(arrays), wanted)]] = True
    return [bool(each) for each in found]


def _is_in(hashes: Hashes, wanted: Hashes) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    places = np.minimum(np.searchsorted(wanted, hashes), wanted.size - 1)
    return np.asarray(wanted[places] == hashes)
