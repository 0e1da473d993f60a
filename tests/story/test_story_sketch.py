"""Shingles and sketches: the same numbers everywhere, and as much in common as the texts have."""

import numpy as np
import pytest

from tasks.fold import fold
from tasks.story import imprint_texts, sketch_text, text_fingerprint
from tasks.story.shingle import shingle_sequence
from tasks.word_hash import Hashes


def shingles(text: str) -> Hashes:
    return imprint_texts([text])[0].shingles


def words(first: int, last: int) -> str:
    return " ".join(f"كلمة{number}" for number in range(first, last))


def test_a_shingle_has_one_number_on_every_machine() -> None:
    sequence = shingle_sequence("أبوظبي في 3 مايو")

    assert sequence.dtype == np.uint64
    assert sequence.tolist() == [11808274848133959386, 9782854138110757797]


def test_a_sketch_is_sorted_distinct_and_about_an_eighth_of_the_shingles() -> None:
    sketch = sketch_text(words(0, 8_000) + " " + words(0, 4_000))

    assert sketch.dtype == np.uint64
    assert sketch.tolist() == sorted(set(sketch.tolist()))
    assert int(sketch.max()) < 2**61
    assert 900 < sketch.size < 1100


def test_the_sketch_of_an_excerpt_is_in_the_sketch_of_the_text() -> None:
    whole, excerpt = sketch_text(words(0, 900)), sketch_text(words(300, 600))

    assert set(excerpt.tolist()) < set(whole.tolist())


@pytest.mark.parametrize("text", ["", "   ", "خبر", "خبر عاجل", "!!!", "خ", "新华社"])
def test_a_text_without_a_run_has_no_shingles(text: str) -> None:
    assert (shingles(text).tolist(), sketch_text(text).tolist()) == ([], [])


def test_spelling_does_not_change_a_fingerprint_or_a_sketch() -> None:
    plain = "قال رئيس الوزراء إن الحكومة أقرت الموازنة الجديدة لعام 2026 في القاهرة اليوم"
    pointed = "قالَ رئيس الوزراء ان الحكومة\nاقرّت الموازنـــة الجديده لعام ٢٠٢٦ في القاهرة، اليوم."

    assert text_fingerprint(plain) == text_fingerprint(pointed)
    assert shingles(plain).tolist() == shingles(pointed).tolist()
    assert text_fingerprint(plain) != text_fingerprint(plain + " مساء")


SCRIPTS = [
    # (text, shingles in order)
    ("one two three four", 2),
    ("新华社北京十一月电", 9 - 4),  # runs of five characters
    ("新華社 北京", 1),  # spaces within are no characters
    ("これはニュースです", 9 - 4),
    ("ข่าวด่วนวันนี้", 14 - 11),  # runs of twelve code points
    ("서울에서 열린 회의 결과", 2),  # Korean parts words by spaces
    ("Reuters 报道 one two three", 3),  # each run takes the length of the script that it begins with
]


@pytest.mark.parametrize(("text", "count"), SCRIPTS)
def test_scripts_without_spaces_are_cut_into_characters(text: str, count: int) -> None:
    assert shingle_sequence(text).size == count


MANY = [
    "",
    words(0, 40),
    "Ａ «quoted» text… with ﷺ and مُحَمَّد",
    "新华社北京十一月电 one two three four",
    "हिन्दी में समाचार और \u200b भी",
    " ",
    "ข่าวด่วนวันนี้ข่าวด่วน",
    "한국어 뉴스 기사 하나 \u1112\u1161\u11ab",
    "a\ud800b c d",
    words(20, 60),
]


def test_texts_get_the_same_numbers_together_alone_and_folded() -> None:
    together = [(each.shingles.tolist(), each.fingerprint) for each in imprint_texts(MANY)]
    alone = [(shingles(text).tolist(), text_fingerprint(text)) for text in MANY]
    folded = [(shingles(fold(text)).tolist(), text_fingerprint(fold(text))) for text in MANY]

    assert together == alone == folded


def test_a_text_longer_than_any_table_is_hashed_like_its_parts() -> None:
    long = words(0, 60_000)

    assert set(shingles(words(59_000, 60_000)).tolist()) < set(shingles(long).tolist())


def test_different_runs_get_different_numbers() -> None:
    vocabulary = [f"w{number}" for number in range(40)]
    text = " ".join(f"{a} {b}" for a in vocabulary for b in vocabulary)
    listed = text.split()

    assert shingles(text).size == len(set(zip(listed, listed[1:], listed[2:], strict=False)))
