"""Hold the texts of one decision, and say of any two of them what they have in common, each time once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from tasks.fold import fold
from tasks.model import StoryText
from tasks.story.overlap import count_overlaps
from tasks.story.sketch import Imprint, imprint_texts
from tasks.story.stock import stock_shingles
from tasks.story.verify import (
    LEAST_CONTAINMENT,
    LEAST_RELATION,
    LEAST_SHARED,
    Evidence,
    Likeness,
    PairCounts,
    compare,
    have_in_common,
    is_edited,
    most_shared,
)
from tasks.word_hash import Hashes

_TOGETHER = 4096  # pairs judged in one go: some megabytes of bits


class Library:
    """Texts by their numbers: 0 is the earliest, and of one time the one with the least article id.

    `one_texts` and `related` are the candidate pairs that are so, the earlier article first, in order.
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
        numbered: dict[bytes, int] = {}
        self._digests = np.array(
            [numbered.setdefault(each.digest, len(numbered)) for each in self._imprints], dtype=np.int64
        )
        self._evidence: dict[int, Evidence] = {}
        self._shared: dict[int, int] = {}
        self._related: dict[int, bool] = {}
        self._one_text: dict[int, bool] = {}
        pairs = self._in_order(candidates)
        self._stock = self._learn_stock(pairs)
        for start in range(0, len(pairs), _TOGETHER):
            self._judge(self._likely(pairs[start : start + _TOGETHER]))
        self.related = self._pairs_that(self._related)
        self.one_texts = self._pairs_that(self._one_text)

    def size(self, number: int) -> int:
        """Distinct shingles."""
        return self._imprints[number].shingles.size

    def is_one_text(self, one: int, other: int) -> bool:
        """Whether both are one text: equal, one a part of the other, or edited."""
        return self._judged(self._one_text, one, other)

    def is_related(self, one: int, other: int) -> bool:
        """Whether more than a quotation is in both. Texts that are one are related."""
        return self._judged(self._related, one, other)

    def kind(self, one: int, other: int) -> Likeness:
        """What two articles that are one text are to each other."""
        if self._imprints[one].digest == self._imprints[other].digest:
            return "exact"
        return self.evidence(one, other).likeness

    def evidence(self, one: int, other: int) -> Evidence:
        """Of the first article against the second one."""
        pair = one * len(self.texts) + other
        known = self._evidence.get(pair)
        if known is None:
            known = self._evidence[pair] = self._find_evidence(one, other)
        return known

    def _find_evidence(self, one: int, other: int) -> Evidence:
        shared = self._shared.get(self._key(one, other))
        if shared is None:
            return compare(self._imprints[one].shingles, self._imprints[other].shingles)
        return Evidence(shared, self.size(one), self.size(other))

    def _in_order(self, candidates: Iterable[tuple[str, str]]) -> NDArray[np.int64]:
        """Each pair of two articles once, the earlier article first, sorted."""
        number = self._number
        found = np.array([(number[left], number[right]) for left, right in candidates], dtype=np.int64)
        found = found.reshape(-1, 2)
        keys = np.unique(found.min(axis=1) * len(self.texts) + found.max(axis=1))
        pairs = self._apart(keys)
        return np.asarray(pairs[pairs[:, 0] != pairs[:, 1]])

    def _learn_stock(self, pairs: NDArray[np.int64]) -> Hashes:
        concerned = set(pairs.ravel().tolist())
        concerned.update(number for number, text in enumerate(self.texts) if text.story_id is not None)
        return stock_shingles(
            (self.texts[number].published_at.astimezone(UTC).toordinal(), self._imprints[number])
            for number in concerned
        )

    def _likely(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Without those that cannot be related."""
        concerned, places = np.unique(pairs, return_inverse=True)
        places = places.reshape(pairs.shape)
        shingles = [self._imprints[number].shingles for number in concerned.tolist()]
        sizes = np.array([each.size for each in shingles], dtype=np.int64)
        least = np.maximum(LEAST_RELATION * sizes[places].min(axis=1), LEAST_SHARED)
        digests = self._digests[pairs]
        is_likely = (most_shared(shingles, places) >= least) | (digests[:, 0] == digests[:, 1])
        return np.asarray(pairs[is_likely])

    def _judge(self, pairs: NDArray[np.int64]) -> None:
        """Find out what the texts of each pair are to each other; the earlier one comes first."""
        concerned, places = np.unique(pairs, return_inverse=True)
        places = places.reshape(pairs.shape)
        shingles = [self._imprints[number].shingles for number in concerned.tolist()]
        sizes = np.array([each.size for each in shingles], dtype=np.int64)
        digests = self._digests[pairs]
        is_equal = digests[:, 0] == digests[:, 1]
        overlaps = count_overlaps(shingles, self._stock, places)
        telling_sizes = (sizes - overlaps.stock_of_text)[places]
        counts = PairCounts(
            overlaps.shared,
            sizes[places].min(axis=1),
            overlaps.shared - overlaps.stock,
            telling_sizes.min(axis=1),
            np.asarray((telling_sizes < sizes[places]).any(axis=1)),
        )
        is_related = is_equal | have_in_common(LEAST_RELATION, counts)
        is_contained = have_in_common(LEAST_CONTAINMENT, counts)
        keys = (pairs[:, 0] * len(self.texts) + pairs[:, 1]).tolist()
        self._shared.update(zip(keys, overlaps.shared.tolist(), strict=True))
        self._related.update(zip(keys, is_related.tolist(), strict=True))
        self._one_text.update(zip(keys, (is_related & is_contained & ~is_equal).tolist(), strict=True))
        for place in np.flatnonzero(is_equal).tolist():
            self._one_text[keys[place]] = self._identifies(*pairs[place].tolist())
        for place in np.flatnonzero(is_related & ~is_contained & ~is_equal).tolist():
            self._one_text[keys[place]] = self._is_edited(*pairs[place].tolist())

    def are_related(self, one: int, others: Sequence[int]) -> list[bool]:
        """Whether an article is related to each of the others, itself left out."""
        keys = [self._key(one, other) for other in others if other != one]
        self._learn(keys)
        return [self._related[key] for key in keys]

    def get_to_know(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Judge pairs before they are asked for: many at a time cost a tenth of one by one."""
        self._learn(self._key(one, other) for one, other in pairs if one != other)

    def _learn(self, keys: Iterable[int]) -> None:
        if unknown := {key for key in keys if key not in self._related}:
            self._judge(self._apart(np.array(sorted(unknown), dtype=np.int64)))

    def _judged(self, known: Mapping[int, bool], one: int, other: int) -> bool:
        key = self._key(one, other)
        self._learn((key,))
        return known[key]

    def _pairs_that(self, are: Mapping[int, bool]) -> list[tuple[int, int]]:
        return [divmod(key, len(self.texts)) for key, is_so in are.items() if is_so]

    def _apart(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.stack(np.divmod(keys, max(1, len(self.texts))), axis=1)

    def _key(self, one: int, other: int) -> int:
        return one * len(self.texts) + other if one < other else other * len(self.texts) + one

    def _is_edited(self, one: int, other: int) -> bool:
        shorter, longer = self._imprints[one], self._imprints[other]
        if shorter.shingles.size > longer.shingles.size:
            shorter, longer = longer, shorter
        return is_edited(shorter.sequence, longer.sequence, longer.shingles)

    def _identifies(self, one: int, other: int) -> bool:
        """Whether equal texts are long enough to be one by intent, not "Watch the video" twice."""
        size = self.size(one)
        if size >= LEAST_SHARED:
            return True
        return size >= 5 and fold(self.texts[one].headline) == fold(self.texts[other].headline)
