"""What is taken for one word by a search, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.words import hash_word, hash_words, search_words, word_forms

_ONE_WORD = [
    ("الذكاء الاصطناعي", "الذکاء الاصطناعی"),  # as typed on a Persian keyboard
    ("الذكاء الاصطناعي", "بالذَّكاء الاصطنــاعي"),
    ("الذكاء الاصطناعي", "والذكاء الاصطناعية"),
    ("ذكاء", "للذكاء"),
    ("مدرسة", "المدرسه"),
    ("جامعة", "الجامعات"),
    ("فلسطين", "والفلسطينيين"),
    ("لبنان", "اللبنانية"),
    ("ألماني", "الألماني"),
    ("كتاب", "كتابها"),
    ("دانش‌آموزان", "دانشآموزان"),
    ("Élections", "elections"),
]


@pytest.mark.parametrize(("one", "other"), _ONE_WORD)
def test_spellings_and_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert search_words(one) == search_words(other)


_TWO_WORDS = [
    ("لبنان", "لبن"),
    ("البحرين", "البحر"),
    ("وزير", "زير"),
    ("عمان", "عم"),
    ("الصين", "ص"),
    ("والد", "الد"),
    ("Persian", "Persia"),
]


@pytest.mark.parametrize(("one", "other"), _TWO_WORDS)
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert search_words(one) != search_words(other)


def test_scripts_without_spaces_give_pairs_of_neighbours() -> None:
    words = search_words("今天天气, AI和news 中 กรุงเทพ")

    assert words[:5] == ["今天", "天天", "天气", "ai", "和"]
    assert words[5:7] == ["news", "中"]
    assert all(len(pair) == 2 for pair in words[7:])


def test_a_particle_may_be_written_onto_a_word_asked_for_in_a_text() -> None:
    (in_a_text,) = search_words("لتحلية")

    assert in_a_text in word_forms(*search_words("تحلية"))
    assert word_forms("news") == ("news",)


@pytest.mark.parametrize(
    ("asked", "in_a_text"), [("جسر", "جسرا"), ("جسرا", "الجسر"), ("الذكا", "الذكاء"), ("ذكاء", "الذكا")]
)
def test_an_end_that_a_word_may_have_in_a_text_is_looked_for(asked: str, in_a_text: str) -> None:
    (word,), (there,) = search_words(asked), search_words(in_a_text)

    assert there in word_forms(word)


@pytest.mark.parametrize(("asked", "in_a_text"), [("هذا", "هذه"), ("سوريا", "سور"), ("ماء", "مائي")])
def test_another_word_is_not_taken_for_it(asked: str, in_a_text: str) -> None:
    (word,), (there,) = search_words(asked), search_words(in_a_text)

    assert there not in word_forms(word)


@given(st.text())
def test_any_text_has_words_without_spaces_in_them(text: str) -> None:
    words = search_words(text)

    assert all(word and not word.isspace() and " " not in word for word in words)


@given(st.text(alphabet="ابتةهويىلكفنان", max_size=12))
def test_the_word_of_a_word_is_itself(text: str) -> None:
    words = search_words(text)

    assert search_words(" ".join(words)) == words


def test_the_hashes_of_many_texts_are_those_of_their_words() -> None:
    texts = [
        "وقال الوزير إن «الذكاء الاصطناعي» يفيد",
        "",
        "今天天气, AI和news 中 กรุงเทพ",
        " \n\t ",
        "half a pair: a\ud800b",
        "الوزير",
    ] * 100

    for _ in range(2):  # unknown words first, then known ones
        hashes, numbers = hash_words(texts)

        assert list(zip(hashes.tolist(), numbers.tolist(), strict=True)) == [
            (hash_word(word), number) for number, text in enumerate(texts) for word in search_words(text)
        ]


def test_no_texts_have_no_hashes() -> None:
    hashes, numbers = hash_words([])

    assert (hashes.size, numbers.size) == (0, 0)
