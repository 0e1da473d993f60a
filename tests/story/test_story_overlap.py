"""Counting what many pairs have in common must give what comparing them one by one does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.story.overlap import count_overlaps
from tasks.story.shingle import TextHashes
from tasks.story.stock import is_stock
from tasks.story.verify import most_shared

# Few high bits, so that many shingles meet at one place of the table, and many texts hold the same ones.
_HASHES = st.builds(lambda high, low: (high << 48) | low, st.integers(0, 3), st.integers(0, 40))
_TEXTS = st.lists(st.frozensets(_HASHES, max_size=30), min_size=1, max_size=8)


def _sorted(hashes: frozenset[int]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.array(sorted(hashes), dtype=np.uint64)


@given(_TEXTS)
@settings(max_examples=200)
def test_pairs_share_what_both_sets_hold(texts: list[frozenset[int]]) -> None:
    pairs = [(one, other) for one in range(len(texts)) for other in range(len(texts))]

    shared = count_overlaps(TextHashes.of([_sorted(text) for text in texts]), np.array(pairs, dtype=np.int64))

    assert shared.tolist() == [len(texts[one] & texts[other]) for one, other in pairs]


def test_pairs_that_are_counted_in_many_goes_share_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # Two texts that all others are compared with, all of them longer than what is looked up in one go.
    draw = np.random.default_rng(5)
    texts = [np.unique(draw.integers(0, 500, 80)).astype(np.uint64) << 54 for _ in range(40)]
    pairs = np.array([(0, other) for other in range(40)] + [(one, 7) for one in range(1, 40)])
    whole = count_overlaps(TextHashes.of(texts), pairs)
    monkeypatch.setattr("tasks.story.overlap._HASHES_AT_ONCE", 50)
    monkeypatch.setattr("tasks.story.overlap._PLACES_TOGETHER", 3 * 1024)  # three texts of that size

    assert count_overlaps(TextHashes.of(texts), pairs).tolist() == whole.tolist()
    hashes = [set(text.tolist()) for text in texts]
    assert whole.tolist() == [len(hashes[one] & hashes[other]) for one, other in pairs.tolist()]


@given(_TEXTS)
@settings(max_examples=200)
def test_no_pair_shares_more_than_its_bits_allow(texts: list[frozenset[int]]) -> None:
    pairs = [(one, other) for one in range(len(texts)) for other in range(len(texts))]
    hashes = TextHashes.of([_sorted(text) for text in texts])

    most = most_shared(hashes, np.array(pairs, dtype=np.int64))

    shared = [len(texts[one] & texts[other]) for one, other in pairs]
    assert all(count <= bound for count, bound in zip(shared, most, strict=True))


def test_no_pairs_share_nothing() -> None:
    assert count_overlaps(TextHashes.of([]), np.empty((0, 2), dtype=np.int64)).size == 0


def test_stock_is_found_among_many_hashes_as_among_few() -> None:
    hashes = np.random.default_rng(1).integers(0, 1 << 63, 50_000).astype(np.uint64)
    stock = np.sort(hashes[::7])
    expected = np.isin(hashes, stock)
    assert (is_stock(hashes, stock) == expected).all()
    assert (is_stock(hashes[:100], stock) == expected[:100]).all()
