"""Fold a text to the form in which spellings that a reader takes for one word are equal."""

from __future__ import annotations

import re
import unicodedata

FOLD_VERSION = 1

_LETTERS = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",  # Persian yeh
        "ې": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
        "ە": "ه",
        "ہ": "ه",
        "ھ": "ه",
        "ک": "ك",  # Persian keheh
        "ـ": None,  # tatweel
    }
)
_NOT_WORD = re.compile(r"[^\w]+|_+")


def fold(text: str) -> str:
    """Words of `text` in their folded form, separated by single spaces.

    NFKC, case folding, Arabic and Persian letter forms, no diacritics or tatweel, ASCII digits,
    no punctuation.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = unicodedata.normalize("NFD", text)
    text = "".join(char for char in text if unicodedata.category(char) != "Mn")
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    text = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    return _NOT_WORD.sub(" ", text).strip()
