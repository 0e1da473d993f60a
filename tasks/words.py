"""Bring a text to the words by which it is searched: folded, Arabic ones without their affixes."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from tasks.fold import FOLD_VERSION, fold

WORDS_VERSION = 100 * FOLD_VERSION + 1
"""Another number: what was indexed under the old one cannot be found by today's words."""

# Scripts that put no spaces between words: kana, Han, Thai, Lao, Myanmar, Khmer.
_UNSPACED = (
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
)

_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]").search
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_ARABIC = re.compile("[\u0600-\u06ff]+").fullmatch

# What is written onto a word, and how many letters of it must be left. In folded letters: the tah marbutah
# is a heh, the alef maksura a yeh. Fewer suffixes than light10 has, and longer remainders: it would make
# «لبنان» milk, «البحرين» the sea and «وزير» «زير».
_PREFIXES = (("ال", 3), ("وال", 3), ("بال", 3), ("كال", 3), ("فال", 3), ("لل", 3), ("ولل", 3), ("وبال", 3))
_PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول")
_SUFFIXES = (("ها", 3), ("ات", 3), ("ون", 4), ("ين", 4), ("يه", 3), ("ه", 3), ("ي", 3))


def search_words(text: str) -> list[str]:
    """The words of `text` in order, each as often as it comes, in the form in which search compares them.

    «بالذكاء الاصطناعي», «الذکاء الاصطناعی» and «ذكاء اصطناعية» give the same words: in Arabic script the
    article, the particles before it and common endings come off (after light10: Larkey, Ballesteros, Connell,
    Light Stemming for Arabic Information Retrieval, 2007). Scripts without spaces give each pair of
    neighbouring characters.
    """
    return list(chain.from_iterable(map(part_words, fold(text).split())))


def fold_text(text: str) -> str:
    """The text folded; the `part_words` of its parts, between single spaces, are its `search_words`."""
    return fold(text)


def word_forms(word: str) -> tuple[str, ...]:
    """The words of texts that a search for `word` takes for it: itself, and with a particle written onto it.

    Not to be told from the word's own first letter in a text («وزير»), but from the word asked for it is.
    """
    if not _ARABIC(word) or len(word) < 3:
        return (word,)
    return (word, *(particle + word for particle in _PARTICLES))


@lru_cache(maxsize=262_144)  # the words of a language come again and again; some 50 MB
def part_words(part: str) -> tuple[str, ...]:
    """The words of what stands between two spaces of a folded text."""
    if _ARABIC(part):
        return (_light_stem(part),)
    if not _HAS_UNSPACED(part):
        return (part,)
    return tuple(word for run in _RUNS.findall(part) for word in _pairs(run))


def _pairs(run: str) -> list[str]:
    if not _HAS_UNSPACED(run):
        return [run]
    return [run[at : at + 2] for at in range(max(len(run) - 1, 1))]


def _light_stem(word: str) -> str:
    shorter = _without_one_affix(word)
    while (
        shorter != word
    ):  # «الألماني» is to be found by «ألماني», whose own first letters look like an article
        word, shorter = shorter, _without_one_affix(shorter)
    return word


def _without_one_affix(word: str) -> str:
    for prefix, left in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= left:
            return word[len(prefix) :]
    for suffix, left in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= left:
            return word[: -len(suffix)]
    return word
