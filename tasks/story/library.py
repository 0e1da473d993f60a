"""Hold the texts of one decision, and say of any two of them what they have in common, each time once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import cast

import numpy as np
from numpy.typing import NDArray

from tasks.fold import fold
from tasks.story.overlap import count_overlaps
from tasks.story.shingle import TextHashes
from tasks.story.sift import Numbers, Sifted
from tasks.story.sketch import digests_of, shingles_of
from tasks.story.stock import is_stock
from tasks.story.verify import (
    LEAST_CONTAINMENT,
    LEAST_RELATION,
    LEAST_SHARED,
    Evidence,
    Likeness,
    PairCounts,
    have_in_common,
    is_edited,
)


class Library:
    """Texts by their numbers: 0 is the earliest, and of one time the one with the least article id.

    `related` and `one_texts` are the candidate pairs that are so, rows of two numbers, the earlier article
    first, in order. Stock phrases are those that sifting learned, so which they are depends on the batch.
    """

    def __init__(self, sifted: Sifted) -> None:
        texts = [book.text for book in sifted.books]
        order = sorted(
            range(len(texts)), key=lambda place: (texts[place].published_at, texts[place].article_id)
        )
        self.texts = [texts[place] for place in order]
        self._imprints = [sifted.books[place].imprint for place in order]
        self._digests = digests_of(self._imprints)
        self._shingles = TextHashes.of(shingles_of(self._imprints))
        self._sizes = self._shingles.sizes
        self._stock = self._shingles.where(is_stock(self._shingles.together, sifted.stock))
        self._stock_sizes = self._stock.sizes
        # Of judged pairs, by their keys.
        self._shared: dict[int, int] = {}  # distinct shingles
        self._are_related: set[int] = set()
        self._are_one_text: set[int] = set()
        pairs, shared = self._in_order(np.argsort(order).take(sifted.pairs), sifted.shared)
        is_related, is_one_text = self._judge(pairs, shared)
        self.related, self.one_texts = pairs[is_related], pairs[is_one_text]

    def size(self, number: int) -> int:
        """Distinct shingles."""
        return int(self._sizes[number])

    def are_one_text(self, pairs: Numbers) -> list[bool]:
        """Of each pair whether both are one text: equal, one a part of the other, or edited."""
        return list(map(self._are_one_text.__contains__, self._judged(pairs)))

    def are_related(self, one: int, others: Sequence[int]) -> list[bool]:
        """Whether more than a quotation is in an article and each of the others, itself left out.

        Texts that are one are related.
        """
        count = len(self.texts)
        keys = [
            one * count + other if one < other else other * count + one for other in others if other != one
        ]
        self._learn(keys)
        return list(map(self._are_related.__contains__, keys))

    def kinds(self, pairs: Numbers, evidence: Evidence) -> list[Likeness]:
        """What two articles that are one text are to each other."""
        digests = self._digests.take(pairs)
        kinds = np.where(evidence.is_excerpt, "excerpt", "near")
        kinds[digests[:, 0] == digests[:, 1]] = "exact"
        return cast(list[Likeness], kinds.tolist())

    def evidence(self, pairs: Numbers) -> Evidence:
        """Of the first article of each pair against the second one."""
        shared = np.fromiter(map(self._shared.__getitem__, self._judged(pairs)), dtype=np.int64)
        return Evidence(shared, self._sizes.take(pairs[:, 0]), self._sizes.take(pairs[:, 1]))

    def get_to_know(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Judge pairs before they are asked for: many at a time cost a tenth of one by one."""
        numbers = np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)
        self._learn(self._keys(numbers[numbers[:, 0] != numbers[:, 1]]).tolist())

    def _in_order(self, pairs: Numbers, shared: Numbers) -> tuple[Numbers, Numbers]:
        """The pairs with the earlier article first, sorted, and what each shares."""
        keys = self._keys(pairs)
        order = np.argsort(keys)
        return self._apart(keys[order]), shared[order]

    def _shared_stock(self, pairs: Numbers) -> Numbers:
        """How many stock phrases each pair shares."""
        shared = np.zeros(len(pairs), dtype=np.int64)
        both_have = np.flatnonzero(self._stock_sizes.take(pairs).all(axis=1))
        shared[both_have] = count_overlaps(self._stock, pairs[both_have])
        return shared

    def _judge(self, pairs: Numbers, shared: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Find out whether the texts of each pair are related, and one text; the earlier one comes first."""
        counts = PairCounts(
            shared=shared,
            smaller=self._sizes.take(pairs).min(axis=1),
            telling=shared - self._shared_stock(pairs),
            smaller_telling=(self._sizes - self._stock_sizes).take(pairs).min(axis=1),
            has_stock=self._have_stock(pairs),
        )
        is_equal = self._are_equal(pairs)
        is_related = is_equal | have_in_common(LEAST_RELATION, counts)
        is_one_text = is_related & ~is_equal & have_in_common(LEAST_CONTAINMENT, counts)
        for place in np.flatnonzero(is_equal).tolist():
            is_one_text[place] = self._identifies(*pairs[place].tolist())
        for place in np.flatnonzero(is_related & ~is_one_text & ~is_equal).tolist():
            is_one_text[place] = self._is_edited(*pairs[place].tolist())
        keys = self._keys(pairs)
        self._shared.update(zip(keys.tolist(), shared.tolist(), strict=True))
        self._are_related.update(keys[is_related].tolist())
        self._are_one_text.update(keys[is_one_text].tolist())
        return is_related, is_one_text

    def _judged(self, pairs: Numbers) -> list[int]:
        """The keys of the pairs, which are judged by now."""
        keys: list[int] = self._keys(pairs).tolist()
        self._learn(keys)
        return keys

    def _learn(self, keys: Iterable[int]) -> None:
        if unknown := set(keys).difference(self._shared):
            pairs = self._apart(np.array(sorted(unknown), dtype=np.int64))
            self._judge(pairs, count_overlaps(self._shingles, pairs))

    def _are_equal(self, pairs: Numbers) -> NDArray[np.bool_]:
        digests = self._digests.take(pairs)
        return np.asarray(digests[:, 0] == digests[:, 1])

    def _have_stock(self, pairs: Numbers) -> NDArray[np.bool_]:
        return np.asarray(self._stock_sizes.take(pairs).any(axis=1))

    def _keys(self, pairs: Numbers) -> Numbers:
        return np.asarray(pairs.min(axis=1) * len(self.texts) + pairs.max(axis=1))

    def _apart(self, keys: Numbers) -> Numbers:
        return np.stack(np.divmod(keys, max(1, len(self.texts))), axis=1)

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
