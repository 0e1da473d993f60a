"""Bring a text to the words by which it is searched: folded, Arabic ones without their affixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tasks.fold import FOLD_VERSION, fold, fold_texts_to_codes
from tasks.word_hash import Hashes, hash_spans, together, word_spans

WORDS_VERSION = 100 * FOLD_VERSION + 2
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
_WITHOUT_ALEF = ("ء", "ه", "ة", "ى")  # ends behind which the accusative writes none
_PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول")
_SUFFIXES = (("ها", 3), ("ات", 3), ("ون", 4), ("ين", 4), ("يه", 3), ("ه", 3), ("ي", 3))

_CHARACTERS = 4 << 20  # of texts whose words are looked up together; some hundred megabytes meanwhile
_KNOWN_AT_MOST = 524_288  # parts whose word is kept: those of a language come again and again; 8 MB

_NO_HASH: Hashes = np.empty(0, np.uint64)
_NO_NUMBER: NDArray[np.int32] = np.empty(0, np.int32)


def search_words(text: str) -> list[str]:
    """The words of `text` in order, each as often as it comes, in the form in which search compares them.

    «بالذكاء الاصطناعي», «الذکاء الاصطناعی» and «ذكاء اصطناعية» give the same words: in Arabic script the
    article, the particles before it and common endings come off (after light10: Larkey, Ballesteros, Connell,
    Light Stemming for Arabic Information Retrieval, 2007). Scripts without spaces give each pair of
    neighbouring characters.
    """
    return list(chain.from_iterable(map(_part_words, fold(text).split())))


def word_forms(word: str) -> tuple[str, ...]:
    """The words of texts that a search for `word` takes for it: itself, and as it is otherwise written.

    A particle may be written onto it, the accusative puts an alef behind it («جسرا»), and a hamza at its end
    may be left out («الذكا»). None of these can be told from the word's own letters in a text («وزير»,
    «دنيا»), but beside the word asked for they can.
    """
    if not _ARABIC(word) or len(word) < 3:
        return (word,)
    return (word, *(particle + word for particle in _PARTICLES), *_other_ends(word))


def _other_ends(word: str) -> tuple[str, ...]:
    if word.endswith("ا"):
        return (f"{word}ء", word[:-1]) if len(word) > 3 else (f"{word}ء",)
    if word.endswith("اء"):
        return (word[:-1],)
    return () if word.endswith(_WITHOUT_ALEF) else (f"{word}ا",)


def hash_words(texts: Sequence[str]) -> tuple[Hashes, NDArray[np.int32]]:
    """The hashes of the `search_words` of many texts, in order, and beside each the number of its text."""
    found = [_hash_together(texts[first:last], first) for first, last in _stretches(texts)]
    hashes, numbers = zip((_NO_HASH, _NO_NUMBER), *found, strict=True)
    return np.concatenate(hashes), np.concatenate(numbers)


def hash_word(word: str) -> int:
    """The hash under which `hash_words` gives a word of a text."""
    return int(_hash_each([word])[0])


def _stretches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Texts to be hashed together: as many as have some millions of characters."""
    first = size = 0
    for number, text in enumerate(texts):
        size += len(text)
        if size > _CHARACTERS:
            yield first, number + 1
            first, size = number + 1, 0
    if first < len(texts):
        yield first, len(texts)


class _Parts(NamedTuple):
    """What stands between the spaces of some folded texts."""

    codes: NDArray[np.uint32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    hashes: Hashes
    of_text: NDArray[np.int32]

    def spelled(self, place: int) -> str:
        return self.codes[self.starts[place] : self.ends[place]].tobytes().decode("utf-32-le")


def _parts(texts: Sequence[str], number: int) -> _Parts:
    """The parts of texts that are numbered from `number` on."""
    codes, borders = fold_texts_to_codes(texts)
    starts, ends = word_spans(codes)
    numbers = np.arange(number, number + len(texts), dtype=np.int32)
    of_text = np.repeat(numbers, np.diff(np.searchsorted(starts, borders)))
    # Held until those of all texts are known: of half the size.
    spans = starts.astype(np.int32), ends.astype(np.int32)
    return _Parts(codes, *spans, hash_spans(codes, starts, ends), of_text)


def _hash_together(texts: Sequence[str], number: int) -> tuple[Hashes, NDArray[np.int32]]:
    chunks = [_parts(texts[first:last], number + first) for first, last in together(texts)]
    encoded = pa.array(np.concatenate([chunk.hashes for chunk in chunks])).dictionary_encode()
    of_part = encoded.indices.to_numpy()
    first_places = np.flatnonzero(np.diff(np.maximum.accumulate(of_part), prepend=-1))
    words, sizes = _words_of_parts(encoded.dictionary.to_numpy(), first_places, chunks)
    of_text = np.concatenate([chunk.of_text for chunk in chunks])
    del chunks
    if words.size == sizes.size:  # a part is one word, but for scripts without spaces
        return words[of_part], of_text
    repeats = sizes[of_part]
    return words[_ranges((np.cumsum(sizes) - sizes)[of_part], repeats)], np.repeat(of_text, repeats)


def _words_of_parts(
    parts: Hashes, places: NDArray[np.int64], chunks: Sequence[_Parts]
) -> tuple[Hashes, NDArray[np.int64]]:
    """The hashes of the words of all parts in a row, and how many each part has.

    A part is told by its own hash and by its place in all the chunks.
    """
    words, is_known = _known.look_up(parts)
    unknown = np.flatnonzero(~is_known)
    begins = np.cumsum([0, *(chunk.hashes.size for chunk in chunks)])
    of_chunk = np.searchsorted(begins, places[unknown], side="right") - 1
    within = places[unknown] - begins[of_chunk]
    spelled = [
        _part_words(chunks[chunk].spelled(place))
        for chunk, place in zip(of_chunk.tolist(), within.tolist(), strict=True)
    ]
    found = _hash_each(list(chain.from_iterable(spelled)))
    of_unknown = np.fromiter(map(len, spelled), np.int64, len(spelled))
    # Several words are a line of a script without spaces, which does not come again.
    is_one = of_unknown == 1
    begun = np.cumsum(of_unknown) - of_unknown
    _known.add(parts[unknown[is_one]], found[begun[is_one]])
    sizes = np.ones(parts.size, np.int64)
    sizes[unknown] = of_unknown
    words = np.repeat(words, sizes)
    words[_ranges((np.cumsum(sizes) - sizes)[unknown], of_unknown)] = found
    return words, sizes


def _ranges(begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each beginning on, so many of each, in a row."""
    before = np.cumsum(sizes) - sizes
    numbers: NDArray[np.int64] = np.arange(sizes.sum()) + np.repeat(begins - before, sizes)
    return numbers


class _Known:
    """The word of each part that came before, by their hashes: sorted arrays, which take a tenth of a dict.

    Several threads may use it: what one of them adds meanwhile may be lost, and is worked out again.
    """

    def __init__(self) -> None:
        self._table = (_NO_HASH, _NO_HASH)  # parts, sorted, and the word of each

    def look_up(self, parts: Hashes) -> tuple[Hashes, NDArray[np.bool_]]:
        """The word of each part, and whether it is known; that of an unknown one is any number."""
        known, words = self._table
        if not known.size:
            return parts.copy(), np.zeros(parts.size, bool)
        at = np.minimum(np.searchsorted(known, parts), known.size - 1)
        return words[at], known[at] == parts

    def add(self, parts: Hashes, words: Hashes) -> None:
        """Keep the words of parts that were not known."""
        known, their_words = self._table
        if known.size > _KNOWN_AT_MOST:
            known = their_words = _NO_HASH
        order = np.argsort(parts)
        at = np.searchsorted(known, parts[order])
        self._table = np.insert(known, at, parts[order]), np.insert(their_words, at, words[order])


_known = _Known()


def _hash_each(words: list[str]) -> Hashes:
    codes = np.frombuffer(" ".join((*words, "")).encode("utf-32-le"), dtype="<u4")
    return hash_spans(codes, *word_spans(codes))


def _part_words(part: str) -> tuple[str, ...]:
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
