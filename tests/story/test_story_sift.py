"""Texts that nothing can come of are let go, and the others are kept whatever comes at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest

from tasks.model import StoryText
from tasks.story import Imprint, imprint_texts
from tasks.story.sift import Sifted, sift


def text(name: str, words: str, day: int = 0, *, story_id: str | None = None, is_new: bool) -> StoryText:
    moment = datetime(2026, 5, 3, tzinfo=UTC) + timedelta(days=day)
    return StoryText(
        name, f"v-{name}", "outlet", moment, "عنوان", words, None, story_id, is_new=is_new, represents=True
    )


def run_of(name: str, first: int, last: int) -> str:
    return " ".join(f"{name}{number}" for number in range(first, last))


def imprint_each(texts: Sequence[StoryText]) -> list[Imprint]:
    return imprint_texts([each.text for each in texts])


def every_pair_with_a_new_one(texts: Sequence[StoryText]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    new = sum(each.is_new for each in texts)
    return np.array([(one, other) for one in range(new) for other in range(one + 1, len(texts))])


def names(sifted: Sifted) -> list[str]:
    return [book.text.article_id for book in sifted.books]


def test_texts_are_kept_that_share_a_third_of_the_shorter_one_and_the_stories_of_such_texts() -> None:
    texts = [
        text("new", run_of("w", 0, 102), is_new=True),
        text("new alone", run_of("alone", 0, 102), is_new=True),
        text("brief", run_of("w", 0, 22) + " " + run_of("own", 0, 30), is_new=False),
        text("too little", run_of("w", 0, 12) + " " + run_of("other", 0, 90), is_new=False),
        text("in a story", run_of("w", 0, 60), story_id="s", is_new=False),
        text("of that story", run_of("v", 0, 60), story_id="s", is_new=False),
        text("of another", run_of("u", 0, 60), story_id="t", is_new=False),
        replace(text("without its representative", "", story_id="r", is_new=False), represents=False),
    ]

    sifted = sift(texts, every_pair_with_a_new_one(texts), imprint_each)

    assert names(sifted) == ["new", "brief", "in a story", "of that story", "without its representative"]
    assert (sifted.pairs.tolist(), sifted.shared.tolist()) == ([[0, 1], [0, 2]], [20, 58])


@pytest.mark.parametrize("at_once", [1, 3, 50])
def test_however_many_come_at_a_time_the_same_are_kept(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    chance = Random(1)
    texts = []
    for number in range(60):
        name, first = chance.choice("abcdef"), chance.randrange(60)
        words = run_of(name, first, first + 60) + " " + run_of(f"own{number}x", 0, chance.randrange(80))
        story = f"s{number // 2}" if number > 40 else None
        texts.append(text(str(number), words, number % 9, story_id=story, is_new=number < 25))
    pairs = every_pair_with_a_new_one(texts)
    whole = sift(texts, pairs, imprint_each)

    monkeypatch.setattr("tasks.story.sift._AT_ONCE", at_once)
    parted = sift(iter(texts), pairs[::-1, ::-1], imprint_each)

    assert 25 < len(names(whole)) < 60
    assert names(parted) == names(whole)
    assert sorted(zip(parted.pairs.tolist(), parted.shared.tolist(), strict=True)) == sorted(
        zip(whole.pairs.tolist(), whole.shared.tolist(), strict=True)
    )
    assert parted.stock.tolist() == whole.stock.tolist()
    assert whole.stock.size


def test_of_many_candidates_that_share_too_little_a_few_are_held_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tasks.story.sift._AT_ONCE", 20)
    before = alive()
    most = 0

    def come() -> Iterator[StoryText]:
        nonlocal most
        for number in range(400):
            # Lines that all pages of a site have, and each its own news.
            words = run_of("site", 0, 12) + " " + run_of(f"news{number}x", 0, 60)
            yield text(str(number), words, story_id=f"s{number}" if number > 20 else None, is_new=number < 20)
            if number % 20 == 10:
                most = max(most, alive() - before)

    pairs = np.array([(number % 20, number) for number in range(20, 400)])
    sifted = sift(come(), pairs, imprint_each)

    assert names(sifted) == []
    assert most <= 2 * 20 + 3 * 20  # texts and imprints: of the new ones, and of those at hand


def alive() -> int:
    gc.collect()
    return sum(isinstance(each, StoryText | Imprint) for each in gc.get_objects())


_DISORDER = [
    (["a", "a"], [None, None], [True, True], "article a is given twice"),
    (["a", "b", "c"], ["s", "t", "s"], [False] * 3, "members of story s do not follow one another"),
    (["a", "b"], [None, None], [False, True], "article b is new and comes after others"),
]


@pytest.mark.parametrize(("articles", "stories", "are_new", "reason"), _DISORDER)
def test_texts_in_another_order_are_refused(
    articles: list[str], stories: list[str | None], are_new: list[bool], reason: str
) -> None:
    texts = [
        text(article, "", story_id=story, is_new=is_new)
        for article, story, is_new in zip(articles, stories, are_new, strict=True)
    ]

    with pytest.raises(ValueError, match=reason):
        sift(texts, np.empty((0, 2), dtype=np.int64), imprint_each)


def test_a_candidate_that_does_not_come_is_an_error() -> None:
    with pytest.raises(IndexError, match="text 1 is a candidate, but only 1 came"):
        sift([text("a", "x", is_new=True)], np.array([(0, 1)]), imprint_each)
