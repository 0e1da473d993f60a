"""Stories come out the same in whatever order articles arrive, and nearly so in whatever batches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.story_memory import Memory
from tasks.model import StoryText
from tasks.story import decide_stories

_WORDS = 90


def _text(name: str, first: int, last: int) -> str:
    return " ".join(f"{name}{number}" for number in range(first, last))


@st.composite
def _copies(draw: st.DrawFn) -> list[StoryText]:
    """Some originals, each with copies: whole, cut at either end, extended, or with a word changed."""
    texts = []
    for name in draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True)):
        for turn in range(draw(st.integers(1, 5))):
            first, last = draw(st.sampled_from([(0, _WORDS), (0, 60), (20, _WORDS), (0, _WORDS)]))
            body = _text(name, first, last)
            if draw(st.booleans()):
                body += f" {_text(f'{name}own{turn}x', 0, draw(st.integers(1, 20)))}"
            hours = draw(st.integers(0, 47))
            texts.append(
                StoryText(
                    article_id=f"{name}{turn}",
                    version_id=f"v-{name}{turn}",
                    source=f"source{turn}",
                    published_at=datetime(2026, 5, 3, tzinfo=UTC) + timedelta(hours=hours),
                    headline="عنوان",
                    text=body,
                )
            )
    return texts


def _stories(batches: Sequence[Sequence[StoryText]]) -> set[frozenset[str]]:
    memory = Memory()
    for batch in batches:
        memory.take(batch)
    return {frozenset(members) for members in memory.members.values()}


@given(texts=_copies(), chance=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_texts_and_candidates_changes_nothing(texts: list[StoryText], chance: Random) -> None:
    shuffled = sorted(texts, key=lambda _: chance.random())
    pairs = np.array(list(combinations(range(len(texts)), 2)), dtype=np.int64).reshape(-1, 2)
    turned = pairs[chance.sample(range(len(pairs)), len(pairs)), ::-1]

    assert decide_stories(shuffled, turned) == decide_stories(texts, pairs)


@given(texts=_copies(), size=st.integers(1, 7), chance=st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_copies_of_originals_are_the_same_stories_in_any_batches(
    texts: list[StoryText], size: int, chance: Random
) -> None:
    shuffled = sorted(texts, key=lambda _: chance.random())
    batches = [shuffled[start : start + size] for start in range(0, len(texts), size)]

    assert _stories(batches) == _stories([texts])
