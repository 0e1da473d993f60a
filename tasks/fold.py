"""Fold a text to the form in which spellings that a reader takes for one word are equal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FOLD_VERSION = 2

_LETTERS = {
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
    "ۃ": "ه",
    "ۀ": "ه",
    "ە": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ک": "ك",  # Persian keheh
    "ڪ": "ك",
    "ـ": "",  # tatweel
    "ё": "е",
}

# Where an accent or point only helps the reader. Elsewhere it makes another letter: й and и, が and か,
# every vowel of Thai and Devanagari.
_OPTIONAL_MARKS = ("LATIN ", "GREEK ", "ARABIC ", "HEBREW ", "SYRIAC ", "COMBINING ", "VARIATION SELECTOR")

_NEVER_JOIN = ("ARABIC ", "HEBREW ", "SYRIAC ", "VARIATION SELECTOR")  # marks that change no letter's folding

_SHORT = 100  # characters; the memory that folded texts are kept in stays below some megabytes

# What the table has for a character beside its folded form, all of it beyond the last code point.
_DROP = 0x110000
_WHOLE = 0x110001  # gives several characters and may join another
_LONG = 0x200000  # and its number in `_expansions`: gives several characters
_JOINS = 0x400000  # and one of the above or a character: so only where NFKC does not join it to another
_UNSEEN = 0x800000


def fold(text: str) -> str:
    """Words of `text` in their folded form, separated by single spaces.

    NFKC, case folding, Arabic and Persian letter forms, no tatweel, joiners or other invisible
    characters, ASCII digits, no punctuation. Accents and vowel points are dropped in the scripts where
    they are optional and kept where they make another letter. Folding a folded text changes nothing.
    """
    if len(text) <= _SHORT:
        return _fold_short(text)
    return fold_to_codes(text).tobytes().decode("utf-32-le")


@lru_cache(maxsize=8_192)
def _fold_short(text: str) -> str:
    """What `fold` gives, without an array's fixed cost: keywords and names come by the thousand and again."""
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.translate(_characters).split())


def fold_to_codes(text: str) -> NDArray[np.uint32]:
    """The code points of `fold(text)`, in little-endian order on every machine."""
    return _single_spaces(fold_texts_to_codes([text])[0])


def fold_texts_to_codes(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The folded code points of many texts, one after another, and where each begins and the last one ends.

    As `fold_to_codes`, but a space follows each text and spaces may come in runs: whoever counts words does
    not mind, and closing the gaps costs as much as all the rest.
    """
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    mapped = _mapped("\n".join((*texts, "")))
    borders = np.append(0, np.cumsum(sizes))
    special = np.flatnonzero(mapped >= _DROP)
    if not special.size:
        return mapped, borders
    if mapped.take(special).max() > _DROP:
        mapped, borders = _expand(*_with_marks(texts, mapped, borders))
        special = np.flatnonzero(mapped == _DROP)
    return mapped[mapped != _DROP], borders - special.searchsorted(borders)


def _with_marks(
    texts: Sequence[str], mapped: NDArray[np.uint32], borders: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The code points, and where each text's begin, with the texts that have marks in NFKC."""
    special = np.flatnonzero(mapped > _DROP)
    kinds = mapped.take(special)
    marks = special[(kinds >= _JOINS) | (kinds == _WHOLE)]
    if not marks.size:
        return mapped, borders
    sizes = np.diff(borders)
    parts, after = [], 0
    for text in np.unique(borders.searchsorted(marks, side="right") - 1).tolist():
        composed = _composed(f"{texts[text]}\n")
        parts += [mapped[after : borders[text]], composed]
        after, sizes[text] = borders[text + 1], composed.size
    return np.concatenate((*parts, mapped[after:])), np.append(0, np.cumsum(sizes))


def _composed(text: str) -> NDArray[np.uint32]:
    """What the table has for the text in NFKC, in which no mark can join another character."""
    text = unicodedata.normalize("NFKC", text)
    mapped = _mapped(text) & np.uint32(_JOINS - 1)
    return _codes(text.translate(_characters)) if (mapped == _WHOLE).any() else mapped


def _expand(
    mapped: NDArray[np.uint32], borders: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """With all the characters of those that give several: "ß" is "ss"."""
    at = np.flatnonzero(mapped >= _LONG)
    if not at.size:
        return mapped, borders
    numbers = mapped.take(at) - _LONG
    further = np.array([len(codes) - 1 for codes in _expansions], dtype=np.int64).take(numbers)
    more = np.append(0, np.cumsum(further))
    expanded = np.insert(mapped, np.repeat(at, further), 0)
    for number in np.unique(numbers).tolist():
        begins = (at + more[:-1])[numbers == number]
        for place, code in enumerate(_expansions[number]):
            expanded[begins + place] = code
    return expanded, borders + more.take(at.searchsorted(borders))


def _mapped(text: str) -> NDArray[np.uint32]:
    """What the table has for each character."""
    codes = _codes(text)
    mapped = _table.take(codes)
    if mapped.max(initial=0) == _UNSEEN:
        for code in np.unique(codes[mapped == _UNSEEN]).tolist():
            _table[code] = _entry(chr(code))
        mapped = _table.take(codes)
    return mapped


def _codes(text: str) -> NDArray[np.uint32]:
    # A page can carry half a surrogate pair as a character reference.
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _entry(char: str) -> int:
    folded = _fold_character(char)
    if folded.isspace():  # "…" is three full stops
        folded = " "
    if len(folded) < 2:
        entry = ord(folded) if folded else _DROP
        return entry | _JOINS if _joins_neighbours(char) else entry
    if _joins_neighbours(char):
        return _WHOLE
    _expansions.append(tuple(map(ord, folded)))
    return _LONG + len(_expansions) - 1


def _joins_neighbours(char: str) -> bool:
    """Whether NFKC may make this character and the one before it into one that folds differently."""
    if "\u1160" <= char <= "\u11ff" or "\uffa0" <= char <= "\uffdc":  # Hangul vowels and finals
        return True
    if char in "\uff9e\uff9f":  # half-width voiced sound marks
        return True
    is_mark = unicodedata.category(char).startswith("M")
    return is_mark and not unicodedata.name(char, "").startswith(_NEVER_JOIN)


def _fold_character(char: str) -> str:
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", char).casefold())
    return "".join(_fold_plain(each) for each in plain)


def _fold_plain(char: str) -> str:
    """Fold one character that NFKC and case folding leave as it is."""
    if char in _LETTERS:
        return _LETTERS[char]
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and unicodedata.name(base, "").startswith(_OPTIONAL_MARKS):
        return _LETTERS.get(base, base)
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    if category[0] == "M":
        return "" if unicodedata.name(char, "").startswith(_OPTIONAL_MARKS) else char
    if char.isdigit():
        return str(unicodedata.digit(char))
    return char if category[0] in "LN" else " "


def _single_spaces(codes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Without leading, trailing and repeated spaces."""
    is_space = codes == 0x20
    keep = np.ones(codes.size, dtype=bool)
    keep[:1] = False
    keep[1:] = is_space[:-1]
    keep = ~(keep & is_space)
    keep[:1] &= ~is_space[:1]
    codes = codes[keep]
    return codes[:-1] if codes.size and codes[-1] == 0x20 else codes


class _Characters(dict[int, str]):
    """The folded form of each character met, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


# Filled as characters are met, by `_mapped`: going through all of Unicode would take seconds at import.
_table = np.full(0x110000, _UNSEEN, dtype=np.uint32)
_expansions: list[tuple[int, ...]] = []
_characters = _Characters()
