"""Ranking: BM25 over columns gives what its formula gives text by text."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from warehouse.rank import Postings, Ranked, Texts, best, rank


def _by_hand(
    words: list[list[dict[int, int]]], lengths: dict[int, int], left_out: list[int]
) -> dict[int, float]:
    usual = sum(lengths.values()) / len(lengths)
    weights = [{n: sum(form.get(n, 0) for form in forms) for n in lengths} for forms in words]
    scores = {}
    for number in lengths.keys() - set(left_out):
        if all(each[number] for each in weights):
            scores[number] = 0.0
            for each in weights:
                having = sum(weight > 0 for weight in each.values())
                rarity = math.log(1 + (len(lengths) - having + 0.5) / (having + 0.5))
                usual_share = 0.25 + 0.75 * lengths[number] / usual
                scores[number] += rarity * each[number] * 2.2 / (each[number] + 1.2 * usual_share)
    return scores


def _columns(rows: dict[int, int]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(list(rows), np.int32), np.array(list(rows.values()), np.int32)


@pytest.mark.parametrize("seed", range(5))
def test_texts_score_what_the_formula_says_whatever_their_numbers(seed: int) -> None:
    chance = random.Random(seed)
    # Numbers of an index have holes where it was sorted; those below zero are in no index.
    numbers = [*chance.sample(range(60), 40), -1, -2, -3]
    lengths = {number: chance.randrange(1, 90) for number in numbers}
    words = [
        [
            {n: chance.randrange(1, 9) for n in chance.sample(numbers, chance.randrange(10, 40))}
            for _ in range(3)
        ]
        for _ in range(2)
    ]
    left_out = chance.sample(numbers, 4)

    ranked = rank(
        [[Postings(*_columns(form)) for form in forms] for forms in words],
        Texts(*_columns(lengths)),
        np.array(left_out),
    )

    assert dict(zip(ranked.numbers.tolist(), ranked.scores.tolist(), strict=True)) == pytest.approx(
        _by_hand(words, lengths, left_out)
    )


def test_the_best_are_those_that_score_highest_and_all_that_tie_with_the_last() -> None:
    ranked = Ranked(np.array([1, 2, 3, 4, 5]), np.array([0.5, 2.0, 1.0, 1.0, 0.9]))

    found = best(ranked, 2)

    assert sorted(found.numbers.tolist()) == [2, 3, 4]
