"""Ranking: BM25 over columns gives what its formula gives text by text."""

from __future__ import annotations

import math
import random
import statistics

import numpy as np
import pytest

from warehouse.rank import Postings, Ranked, best, having_all, score


def _by_hand(words: list[list[dict[int, int]]], lengths: dict[int, int]) -> dict[int, float]:
    usual = sum(lengths.values()) / len(lengths)
    weights = [{n: sum(form.get(n, 0) for form in forms) for n in lengths} for forms in words]
    scores = {}
    for number in lengths:
        if all(each[number] for each in weights):
            scores[number] = 0.0
            for each in weights:
                having = sum(weight > 0 for weight in each.values())
                rarity = math.log(1 + (len(lengths) - having + 0.5) / (having + 0.5))
                usual_share = 0.25 + 0.75 * lengths[number] / usual
                scores[number] += rarity * each[number] * 2.2 / (each[number] + 1.2 * usual_share)
    return scores


@pytest.mark.parametrize("seed", range(5))
def test_texts_score_what_the_formula_says_whatever_their_numbers(seed: int) -> None:
    chance = random.Random(seed)
    numbers = chance.sample(range(60), 40)  # of an index, with holes where it was sorted
    lengths = {number: chance.randrange(1, 90) for number in numbers}
    words = [
        [
            {n: chance.randrange(1, 9) for n in chance.sample(numbers, chance.randrange(10, 40))}
            for _ in range(3)
        ]
        for _ in range(2)
    ]

    having = having_all([_postings(forms) for forms in words])
    ranked = score(
        having,
        np.array([lengths[number] for number in having.numbers.tolist()]),
        texts=len(lengths),
        usual=statistics.mean(lengths.values()),
    )

    assert dict(zip(ranked.numbers.tolist(), ranked.scores.tolist(), strict=True)) == pytest.approx(
        _by_hand(words, lengths)
    )


def _postings(forms: list[dict[int, int]]) -> Postings:
    rows = [row for form in forms for row in form.items()]
    return Postings(*np.array(rows, np.int32).T)


@pytest.mark.parametrize("words", [[], [Postings(np.zeros(0, np.int32), np.zeros(0, np.int32))]])
def test_no_text_has_no_words_or_one_that_nobody_has(words: list[Postings]) -> None:
    ranked = score(having_all(words), np.zeros(0, np.int32), texts=0, usual=0.0)

    assert ranked.numbers.size == ranked.scores.size == 0


def test_the_best_are_those_that_score_highest_and_all_that_tie_with_the_last() -> None:
    ranked = Ranked(np.array([1, 2, 3, 4, 5]), np.array([0.5, 2.0, 1.0, 1.0, 0.9]))

    found = best(ranked, 2)

    assert sorted(found.numbers.tolist()) == [2, 3, 4]
