"""What the benchmark keeps in memory in a warehouse's place finds what the warehouse's rule finds."""

from __future__ import annotations

import numpy as np

from bench.story_memory import WINDOW_DAYS, SketchIndex

_SKETCH = np.arange(1, 31, dtype=np.uint64) << np.uint64(50)
_FIRST_DAY = 739_739  # 2026-05-03, an ordinal


def _add(index: SketchIndex, day: int) -> list[list[int]]:
    pairs: list[list[int]] = index.add(np.array([_FIRST_DAY + day]), [_SKETCH]).tolist()
    return pairs


def test_articles_meet_those_of_the_last_three_days() -> None:
    index = SketchIndex()

    met = [_add(index, day) for day in (0, 1, WINDOW_DAYS, WINDOW_DAYS + 1)]

    assert met == [[], [[0, 1]], [[0, 2], [1, 2]], [[1, 3], [2, 3]]]


def test_only_the_batches_of_the_last_three_days_are_looked_through() -> None:
    index = SketchIndex()

    for day in range(20):
        _add(index, day)

    assert len(index._runs) == WINDOW_DAYS + 1
