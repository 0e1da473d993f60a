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

_SHORT = 100  # characters; the memory that folded texts are kept in stays below some megabytes

_DROP = 0x110000  # beyond the last code point
_WHOLE = 0x110001  # cannot be folded without its neighbours, or gives several characters
_UNSEEN = 0x110002


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
    mapped = _table.take(_codes(text))
    if mapped.size and mapped.max() >= _WHOLE:
        _learn(mapped, text)
        mapped = _table.take(_codes(text))
        if mapped.max() == _WHOLE:
            mapped = _fold_whole(text)
    return _single_spaces(mapped[mapped != _DROP])


def fold_texts_to_codes(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The folded code points of many texts, one after another, and where each begins and the last one ends.

    As `fold_to_codes`, but a space follows each text and spaces may come in runs: whoever counts words does
    not mind, and closing the gaps costs as much as all the rest.
    """
    together = "\n".join((*texts, ""))
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    mapped = _table.take(_codes(together))
    highest = mapped.max(initial=0)
    if highest == _UNSEEN:
        _learn(mapped, together)
        mapped = _table.take(_codes(together))
        highest = mapped.max()
    borders = np.append(0, np.cumsum(sizes))
    if highest == _WHOLE:
        mapped, borders = _fold_some_whole(texts, mapped, borders)
    if highest < _DROP:
        return mapped, borders
    is_dropped = mapped == _DROP
    dropped = np.flatnonzero(is_dropped)
    if not dropped.size:
        return mapped, borders
    return mapped[~is_dropped], borders - dropped.searchsorted(borders)


def _fold_some_whole(
    texts: Sequence[str], mapped: NDArray[np.uint32], borders: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The code points, and where each text's begin, after those of the texts that the table cannot fold."""
    sizes = np.diff(borders)
    parts, after = [], 0
    for text in np.unique(borders.searchsorted(np.flatnonzero(mapped == _WHOLE), side="right") - 1).tolist():
        whole = _fold_whole(f"{texts[text]}\n")
        parts += [mapped[after : borders[text]], whole]
        after, sizes[text] = borders[text + 1], whole.size
    return np.concatenate((*parts, mapped[after:])), np.append(0, np.cumsum(sizes))


def _fold_whole(text: str) -> NDArray[np.uint32]:
    return _codes(unicodedata.normalize("NFKC", text).translate(_characters))


def _codes(text: str) -> NDArray[np.uint32]:
    # A page can carry half a surrogate pair as a character reference.
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _learn(mapped: NDArray[np.uint32], text: str) -> None:
    """Fill the table for the characters of `text` that no text has shown before."""
    for code in np.unique(_codes(text)[mapped == _UNSEEN]).tolist():
        _table[code] = _entry(chr(code))


def _entry(char: str) -> int:
    folded = _fold_character(char)
    if folded.isspace():  # "…" is three full stops
        folded = " "
    if len(folded) > 1 or _joins_neighbours(char):
        return _WHOLE
    return ord(folded) if folded else _DROP


def _joins_neighbours(char: str) -> bool:
    """Whether NFKC may make this character and the one before it into one that folds differently."""
    if "\u1160" <= char <= "\u11ff" or "\uffa0" <= char <= "\uffdc":  # Hangul vowels and finals
        return True
    if char in "\uff9e\uff9f":  # half-width voiced sound marks
        return True
    is_mark = unicodedata.category(char).startswith("M")
    return is_mark and not unicodedata.name(char, "").startswith(("ARABIC ", "HEBREW ", "SYRIAC "))


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


# Filled as characters are met: going through all of Unicode would take seconds at import.
_table = np.full(0x110000, _UNSEEN, dtype=np.uint32)
_characters = _Characters()
