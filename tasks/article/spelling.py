"""Find a phrase in the spellings that print knows: hamza forms, tatweel, vowel signs, Persian letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from tasks.fold import fold

# Arabic vowel signs, tatweel and joiners may stand behind any letter and change no word.
_SIGNS = "\u064b-\u0652\u0670\u0640\u200c\u200d"
_HEBREW_POINTS = "\u0591-\u05c7"
_SPELLINGS = {
    **dict.fromkeys("اأإآٱ", "[اأإآٱ]"),
    **dict.fromkeys("يىیې", "[يىیېئ]"),
    **dict.fromkeys("ئ", "[ئيى]"),
    **dict.fromkeys("كک", "[كک]"),
    **dict.fromkeys("وؤ", "[وؤ]"),
    **dict.fromkeys("هةەہھۀۃ", "[هةەہھۀۃ]"),
    **dict.fromkeys("'’", "['’ʼ`´]"),
    "é": "[ée]",
    "è": "[èe]",
    "ê": "[êe]",
    "á": "[áa]",
    "à": "[àa]",
    "í": "[íi]",
    "ó": "[óo]",
    "ú": "[úu]",
    "ã": "[ãa]",
    "ç": "[çc]",
    "ё": "[ёе]",
}


def phrases(table: str) -> tuple[str, ...]:
    """The phrases of a table that has one or more in a line, with | between them."""
    return tuple(phrase for line in table.splitlines() for phrase in line.split("|"))


def alternatives(phrases: Iterable[str]) -> str:
    """The source of a pattern that matches any of the phrases, the longest first, up to a word's end.

    To be compiled with re.IGNORECASE. A phrase that ends in "*" goes on to the end of its last word, one that
    ends in ":" is one only where such a border follows.
    """
    ordered = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    return "(?:" + "|".join(_spelled(phrase) for phrase in ordered) + r")(?!\w)"


def _spelled(phrase: str) -> str:
    if phrase.endswith("*"):
        return _spelled(phrase[:-1]) + r"\w*"
    if phrase.endswith(":"):
        return _spelled(phrase[:-1]) + r"(?=\s*[:：|>»])"
    return "".join(map(_spelled_character, phrase))


def _spelled_character(char: str) -> str:
    if char == " ":
        return r"[\s\u200c_]+"
    if char == "\u200c":  # «برچسب‌ها», «برچسب ها», «برچسبها»
        return r"[\s\u200c]*"
    pattern = _SPELLINGS.get(char, re.escape(char))
    if "\u0620" <= char <= "\u06d5":
        return f"{pattern}[{_SIGNS}]*"
    return f"{pattern}[{_HEBREW_POINTS}]*" if "\u05d0" <= char <= "\u05ea" else pattern


_WORD = rf"[\w{_SIGNS}]"
# A short word goes with the next one: "à lire aussi", "à la une". The rest of a long one tells nothing more.
_FIRST_WORD = re.compile(
    rf"[\u3041-\u9fff\uac00-\ud7a3]{{1,24}}|{_WORD}{{3,24}}|{_WORD}+(?:[\s'’-]+{_WORD}{{1,24}})?"
)


def first_word(text: str) -> str:
    """The word that opens a line, folded, without what stands before it: bullets, brackets, emoji.

    Lines whose first word opens no phrase need not be searched for phrases.
    """
    return _kept_word(text) if len(text) <= _LONGEST_KEPT else _word(text)


def _word(text: str) -> str:
    match = _FIRST_WORD.search(text, 0, 80)
    return fold(match[0]) if match is not None else ""


_LONGEST_KEPT = 300  # characters: of longer texts it is hardly asked twice
_kept_word = lru_cache(maxsize=1024)(_word)  # of a line it is asked for each thing that the line may be


def by_first_word(phrases: Iterable[str]) -> dict[str, list[str]]:
    """The phrases by the word that a line must open with to hold one."""
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(first_word(phrase), []).append(phrase)
    return found
