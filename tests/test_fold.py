"""Folding: spellings that a reader takes for one word come out equal, others do not."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks import fold as module
from tasks.fold import fold, fold_texts_to_codes, fold_to_codes

SPELLINGS = [
    # Arabic
    ("مُحَمَّد", "محمد"),
    ("محـــمد", "محمد"),
    ("أحمد إلى آسيا", "احمد الي اسيا"),
    ("رئيس مسؤول", "رييس مسوول"),
    ("القاهرة", "القاهره"),
    ("\ufefb", "لا"),  # ligature
    ("١٢٣ ۴۵۶ 789", "123 456 789"),
    ("«الخبر»، قال: نعم!", "الخبر قال نعم"),
    # Persian, with a zero-width non-joiner
    ("می\u200cشود کتاب", "ميشود كتاب"),
    # other scripts
    ("Café STRASSE Straße", "cafe strasse strasse"),
    ("ＡＢＣ１２", "abc12"),
    ("ὈΔΥΣΣΕΎΣ", "οδυσσευσ"),
    ("ёлка йод", "елка йод"),
    ("и\u0306од", "йод"),
    ("שָׁלוֹם", "שלום"),
    ("か\u3099", "が"),
    ("\uff76\uff9e", "ガ"),
    ("\u1112\u1161\u11ab", "한"),
    ("हिन्दी", "हिन्दी"),
    ("ภาษาไทย", "ภาษาไทย"),
    # borders
    ("", ""),
    (" \n\t ", ""),
    ("__a_b--c__", "a b c"),
    ("a\ud800b", "a b"),
    ("co\u00adoperate", "cooperate"),
]


@pytest.mark.parametrize(("text", "folded"), SPELLINGS)
def test_spellings_of_one_word_come_out_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_letters_that_make_another_word_stay_apart() -> None:
    pairs = [("и", "й"), ("か", "が"), ("ب", "پ"), ("ك", "گ"), ("กา", "กี")]

    assert [pair for pair in pairs if fold(pair[0]) == fold(pair[1])] == []


_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(min_codepoint=0x300, max_codepoint=0x370),
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0x1100, max_codepoint=0x11FF),
        st.sampled_from(" \u0306\u0308\u3099\uff9eかибﷲİßﬁ½Åå…हिंด้ำ\ufe0f\u0344"),
    ),
    max_size=40,
)


@given(_TEXT)
def test_the_table_gives_what_folding_character_by_character_gives(text: str) -> None:
    characters = "".join(module._fold_character(char) for char in unicodedata.normalize("NFKC", text))

    assert fold(text) == " ".join(characters.split())


@given(_TEXT)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    folded = fold(text)

    assert fold(folded) == folded


@given(_TEXT)
def test_codes_are_the_code_points_of_the_folded_text(text: str) -> None:
    codes = fold_to_codes(text)

    assert codes.tolist() == [ord(char) for char in fold(text)]


@given(st.lists(_TEXT, max_size=5))
def test_texts_folded_together_come_out_as_each_alone(texts: list[str]) -> None:
    codes, borders = fold_texts_to_codes(texts)

    words = ["".join(map(chr, codes[first:last].tolist())).split() for first, last in pairwise(borders)]
    assert list(map(" ".join, words)) == list(map(fold, texts))
