"""Hold the texts of one decision, and say of any two of them what they have in common, each time once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

import numpy as np

from tasks.fold import fold
from tasks.model import StoryText
from tasks.story.shingle import Hashes
from tasks.story.sketch import Imprint, imprint_texts
from tasks.story.stock import stock_shingles, without
from tasks.story.verify import (
    LEAST_CONTAINMENT,
    LEAST_RELATION,
    LEAST_SHARED,
    Evidence,
    Likeness,
    compare,
    has_in_common,
    is_edited,
    most_shared,
)

_TOGETHER = 4096  # pairs ruled out in one go: some megabytes of bits


class Library:
    """Texts by their numbers: 0 is the earliest, and of one time the one with the least article id.

    Stock phrases are learned from the texts that are candidates, so which they are depends on the batch.
    """

    def __init__(
        self,
        texts: Sequence[StoryText],
        candidates: Iterable[tuple[str, str]],
        imprints: Mapping[str, Imprint],
    ) -> None:
        """Raises ValueError if an article is given twice, KeyError if a candidate is not among the texts."""
        self.texts = sorted(texts, key=lambda text: (text.published_at, text.article_id))
        self._number = {text.article_id: number for number, text in enumerate(self.texts)}
        if len(self._number) < len(self.texts):
            names = [text.article_id for text in self.texts]
            twice = min(name for name in names if names.count(name) > 1)
            raise ValueError(f"article {twice} is given twice")
        unknown = [text for text in self.texts if text.article_id not in imprints]
        made = iter(imprint_texts([text.text for text in unknown]))
        self._imprints = [imprints.get(text.article_id) or next(made) for text in self.texts]
        self.candidates = self._in_order(candidates)
        self._stock = self._learn_stock()
        self._few: dict[int, Hashes] = {}
        self._evidence: dict[int, Evidence] = {}
        self._related: dict[int, bool] = {}
        self._one_text: dict[int, bool] = {}
        for start in range(0, len(self.candidates), _TOGETHER):
            self._rule_out(self.candidates[start : start + _TOGETHER])

    def size(self, number: int) -> int:
        """Distinct shingles."""
        return self._imprints[number].shingles.size

    def is_one_text(self, one: int, other: int) -> bool:
        """Whether both are one text: equal, one a part of the other, or edited."""
        pair = self._key(one, other)
        known = self._one_text.get(pair)
        if known is None:
            known = self._one_text[pair] = self._find_one_text(one, other)
        return known

    def is_related(self, one: int, other: int) -> bool:
        """Whether more than a quotation is in both. Texts that are one are related."""
        pair = self._key(one, other)
        known = self._related.get(pair)
        if known is None:
            known = self._related[pair] = self._is_equal(one, other) or self._have_in_common(
                LEAST_RELATION, one, other
            )
        return known

    def kind(self, one: int, other: int) -> Likeness:
        """What two articles that are one text are to each other."""
        return "exact" if self._is_equal(one, other) else self.evidence(one, other).likeness

    def evidence(self, one: int, other: int) -> Evidence:
        """Of the first article against the second one."""
        if one > other:
            return self.evidence(other, one).turned()
        pair = one * len(self.texts) + other
        known = self._evidence.get(pair)
        if known is None:
            known = self._evidence[pair] = compare(
                self._imprints[one].shingles, self._imprints[other].shingles
            )
        return known

    def _in_order(self, candidates: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
        """Each pair of two articles once, the earlier article first, sorted."""
        count = len(self.texts)
        keys = set()
        for left, right in candidates:
            one, other = self._number[left], self._number[right]
            keys.add(one * count + other if one < other else other * count + one)
        return [divmod(key, count) for key in sorted(keys) if key % (count + 1)]

    def _learn_stock(self) -> Hashes:
        concerned = {number for pair in self.candidates for number in pair}
        concerned.update(number for number, text in enumerate(self.texts) if text.story_id is not None)
        return stock_shingles(
            (self.texts[number].published_at.astimezone(UTC).toordinal(), self._imprints[number])
            for number in concerned
        )

    def _rule_out(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Remember of pairs that cannot be related that they are not."""
        numbers = np.array(pairs, dtype=np.int64)
        concerned, places = np.unique(numbers, return_inverse=True)
        shingles = [self._imprints[number].shingles for number in concerned.tolist()]
        sizes = np.array([each.size for each in shingles], dtype=np.int64)
        places = places.reshape(numbers.shape)
        most = most_shared(shingles, places)
        least = np.maximum(LEAST_RELATION * sizes[places].min(axis=1), LEAST_SHARED)
        for one, other in numbers[most < least].tolist():
            if not self._is_equal(one, other):
                pair = one * len(self.texts) + other
                self._related[pair] = self._one_text[pair] = False

    def _key(self, one: int, other: int) -> int:
        return one * len(self.texts) + other if one < other else other * len(self.texts) + one

    def _is_equal(self, one: int, other: int) -> bool:
        return self._imprints[one].digest == self._imprints[other].digest

    def _find_one_text(self, one: int, other: int) -> bool:
        if self._is_equal(one, other):
            return self._identifies(one, other)
        if not self.is_related(one, other):
            return False
        return self._have_in_common(LEAST_CONTAINMENT, one, other) or self._is_edited(one, other)

    def _have_in_common(self, share: float, one: int, other: int) -> bool:
        evidence = self.evidence(one, other)
        if not has_in_common(share, evidence, None):
            return False
        few, fewer = self._without_stock(one), self._without_stock(other)
        if few.size + fewer.size == evidence.left + evidence.right:
            return True
        return has_in_common(share, evidence, compare(few, fewer))

    def _is_edited(self, one: int, other: int) -> bool:
        shorter, longer = self._imprints[one], self._imprints[other]
        if shorter.shingles.size > longer.shingles.size:
            shorter, longer = longer, shorter
        return is_edited(shorter.sequence, longer.sequence, longer.shingles)

    def _without_stock(self, number: int) -> Hashes:
        known = self._few.get(number)
        if known is None:
            known = self._few[number] = without(self._imprints[number].shingles, self._stock)
        return known

    def _identifies(self, one: int, other: int) -> bool:
        """Whether equal texts are long enough to be one by intent, not "Watch the video" twice."""
        size = self.size(one)
        if size >= LEAST_SHARED:
            return True
        return size >= 5 and fold(self.texts[one].headline) == fold(self.texts[other].headline)
