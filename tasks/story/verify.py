"""Compare two texts shingle by shingle, and say what they are to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tasks.story.shingle import Hashes

Likeness = Literal["exact", "near", "excerpt"]

LEAST_SHARED = 10  # shingles
LEAST_CONTAINMENT = 0.5  # of the shorter text: the bar for one text
LEAST_RELATION = 0.33  # of the shorter text: below it, two texts have little more in common than a quotation
LEAST_IN_STOCK = 0.8  # of the shorter text, when stock phrases are nearly all of it


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts have in common, in distinct shingles."""

    shared: int
    left: int
    right: int

    @property
    def containment(self) -> float:
        """Share of the shorter text that the longer one has, 0 to 1."""
        return _share(self.shared, min(self.left, self.right))

    @property
    def containment_of_left(self) -> float:
        return _share(self.shared, self.left)

    @property
    def containment_of_right(self) -> float:
        return _share(self.shared, self.right)

    @property
    def jaccard(self) -> float:
        return _share(self.shared, self.left + self.right - self.shared)

    @property
    def likeness(self) -> Likeness:
        """`excerpt` if nearly all of one text is in a clearly longer one, else `near`."""
        shorter, longer = sorted((self.left, self.right))
        return "excerpt" if self.containment >= 0.8 and shorter < 0.75 * longer else "near"

    def turned(self) -> Evidence:
        """The same with left and right exchanged."""
        return Evidence(self.shared, self.right, self.left)


def compare(left: Hashes, right: Hashes) -> Evidence:
    """Evidence from the sorted distinct shingles of two texts: exact, not estimated."""
    both = np.concatenate((left, right))
    both.sort(kind="stable")  # merges two sorted runs
    shared = int(np.count_nonzero(both[1:] == both[:-1]))
    return Evidence(shared, left.size, right.size)


def has_in_common(share: float, all_shingles: Evidence, telling: Evidence) -> bool:
    """Whether the longer text has at least `share` of the shorter one, and of what is telling about it.

    `telling` is the same comparison without stock phrases: two weather reports have more than half of their
    words in common, but none of their news. Where too little is left to tell by, almost all must be equal.
    """
    if all_shingles.shared < LEAST_SHARED or all_shingles.containment < share:
        return False
    if telling == all_shingles:
        return True
    if min(telling.left, telling.right) < LEAST_SHARED:
        return all_shingles.containment >= LEAST_IN_STOCK
    return telling.shared >= LEAST_SHARED // 2 and telling.containment >= share


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
