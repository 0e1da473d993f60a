"""Mend text that was read in a wrong charset before it was written as UTF-8, where that is certain.

"Ø§Ù„Ø£Ø®Ø¨Ø§Ø±" is «الأخبار» in UTF-8 that was read as windows-1252, "ÇáÃÎÈÇÑ" the same word in windows-1256
read so. (Robyn Speer's ftfy mends the first kind; it judges single words, this judges pages.)
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import islice

from tasks.article.charset import best_reading

_MOST_BYTES = 2_000_000  # longer pages stay as they are, but for control characters
_MOST_RUNS = 20_000  # that are judged
_PLACES = 32  # that are looked at before any work is done


def mend_mojibake(utf8: bytes) -> tuple[bytes, str | None]:
    """(the page, what it had been read as before it became UTF-8), or (the page as it came, None).

    An ordinary page costs a look at a few places.
    """
    if utf8.isascii():
        return utf8, None
    suspects = [codec for codec, signs in _SIGNS.items() if _has(utf8, *signs) and len(utf8) <= _MOST_BYTES]
    controls = _has(utf8, b"\xc2", _CONTROLS, 1)
    if not suspects and not controls:
        return utf8, None
    text = utf8.decode("utf-8")
    found = None
    for codec in suspects:
        for _ in range(3):  # some were misread more than once
            mended = _mend_other(text) if codec == "cp1252" else None
            mended = mended or _mend_utf8(text, codec)
            if mended is None:
                break
            text, found = mended, codec
    if _C1.search(text):
        text, found = _C1.sub(lambda match: _WINDOWS[match[0]], text), found or "latin-1"
    return (text.encode("utf-8"), found) if found else (utf8, None)


# Control characters of ISO-8859-1 are meant as windows-1252: "It\x92s"
_WINDOWS = {chr(byte): bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
_C1 = re.compile("[\x80-\x9f]")

# --- whether it is worth a closer look --------------------------------------------------------

# codec: first byte of the letters that first bytes of UTF-8 become in it, and how such a letter goes on: with
# one that no other letter of the script is followed by. ("Ã â Ø Ù Ð" before signs or in rows, "ط ظ" before
# signs, "Р С" before letters that Russian has not, "Ă Ĺ".)
_SIGNS = {
    "cp1252": (
        b"\xc3",
        re.compile(
            # "Ã©" opens with a capital. The small letters that do open three bytes: two stand behind them.
            # A quotation mark behind "é" does not look so: "é” "
            rb"\xc3(?:[\x80-\x9f](?:[\xc2\xc6\xcb\xe2]|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe])"
            rb"|[\xa0-\xb4](?:[\xc2\xc5\xc6\xcb].|\xe2..)[\xc2\xc5\xc6\xcb\xe2]"
            rb"|[\x80-\xbf]\xc3[\x80-\xbf]\xc3)",
            re.DOTALL,
        ),
    ),
    "cp1256": (b"\xd8", re.compile(rb"\xd8[\xb7\xb8][\xc2\xc5\xc6\xcb\xda\xe2]")),
    "cp1251": (
        b"\xd0",
        re.compile(rb"\xd0[\xa0\xa1](?:[\xc2\xe2]|\xd0[\x81-\x8f]|\xd1[\x91-\x9f]|\xd2)"),
    ),
    "cp1250": (b"\xc4", re.compile(rb"\xc4[\x82\xb9][\xc2\xc5\xcb\xe2]")),
}
_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")


def _has(utf8: bytes, lead: bytes, sign: re.Pattern[bytes], least: int = 2) -> bool:
    """Whether so many of the letters at some places look like this sign."""
    place = utf8.find(lead)
    step = len(utf8) // _PLACES + 1
    seen = hits = 0
    while place >= 0:
        hits += sign.match(utf8, place) is not None
        seen += 1
        place = utf8.find(lead, max(place + 2, seen * step))
    return hits >= least


# --- UTF-8 that was read as something else ----------------------------------------------------


class _Misreading:
    """How letters of several bytes in UTF-8 look in another codec."""

    def __init__(self, codec: str) -> None:
        characters = {byte: bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(0x80, 0x100)}
        self.bytes_of = {byte: byte for byte in range(0x80, 0xA0)}
        self.bytes_of.update({ord(character): byte for byte, character in characters.items()})
        ranges = [
            re.escape("".join(chr(c) for c, byte in self.bytes_of.items() if first <= byte <= last))
            for first, last in ((0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4), (0x80, 0xBF))
        ]
        two, three, four, following = (f"[{members}]" for members in ranges)
        # One set opens all letters: what a pattern opens with is found ten times faster than a choice.
        letter = (
            f"[{''.join(ranges[:3])}]"
            f"(?:(?<={two}){following}|(?<={three}){following}{{2}}|(?<={four}){following}{{3}})"
        )
        self.run = re.compile(f"{letter}(?:{letter})*")
        self.letters = re.compile(letter)
        # "’" and its like open with these two; "â" alone is a letter of French
        self.quote = characters[0xE2] + characters[0x80]

    def reread(self, run: str) -> str | None:
        try:
            return run.translate(self.bytes_of).encode("latin-1").decode("utf-8")
        except UnicodeError:
            return None

    def opening(self, letter: str) -> str:
        return self.quote if letter.startswith(self.quote) else letter[0]


_misreading = lru_cache(maxsize=8)(_Misreading)


def _mend_utf8(text: str, codec: str) -> str | None:
    how = _misreading(codec)
    surely = _sure_openings(text, how)
    return how.run.sub(lambda match: _mended(match[0], how, surely), text) if surely else None


def _mended(run: str, how: _Misreading, surely: frozenset[str]) -> str:
    letters = how.letters.findall(run)
    if all(how.opening(letter) in surely for letter in letters):
        return how.reread(run) or run
    return "".join(
        how.reread(letter) or letter if how.opening(letter) in surely else letter for letter in letters
    )


def _sure_openings(text: str, how: _Misreading) -> frozenset[str]:
    """What misread letters open with, if many of them make writing and few stand without what follows.

    "Ã" and "â" are letters too: a page in which most of them stand alone is in Portuguese or French.
    """
    found: Counter[str] = Counter()
    good: Counter[str] = Counter()
    words = 0
    for match in islice(how.run.finditer(text), _MOST_RUNS):
        openings = [how.opening(letter) for letter in how.letters.findall(match[0])]
        found.update(openings)
        read = how.reread(match[0])
        if read is None:
            continue
        if _is_foreign_word(read):
            words += 1
            good.update(openings)
        elif all(_is_latin_or_sign(c) for c in read):
            good.update(openings)
    surely = frozenset(
        opening
        for opening, count in found.items()
        if good[opening] >= 0.5 * count and text.count(opening) <= 1.25 * count
    )
    return surely if words >= 3 or sum(good[opening] for opening in surely) >= 4 else frozenset()


_JAPANESE = frozenset({"CJK", "HIRAGANA", "KATAKANA"})


def _is_foreign_word(read: str) -> bool:
    """Whether it is three letters or more of one script, not Latin."""
    scripts = {unicodedata.name(c, "?").split(maxsplit=1)[0] for c in read[:40] if c.isalpha()}
    letters = sum(c > "\u036f" and c.isalpha() for c in read)
    return letters >= 3 and (len(scripts) == 1 or scripts <= _JAPANESE)


def _is_latin_or_sign(c: str) -> bool:
    return (
        c <= "\u017f"
        or "\u2010" <= c <= "\u2044"
        or c in "ȘșȚțƒˆ˜€™≈≠≤≥\u200b\ufeff\ufffd"
        or c >= "\U0001f000"
    )


# --- other charsets that were read as latin-1 -------------------------------------------------

_HIGH = "\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"  # the characters of windows-1252, and its holes
# What may not stand before it is looked for behind its first letter: that is found faster than any place.
_NO_LATIN_WORD = re.compile(rf"[{_HIGH}](?<![A-Za-z{_HIGH}][{_HIGH}])[{_HIGH}]*+(?![A-Za-z])")
_LATIN_LETTER = re.compile("[À-ÖØ-öø-ÿ]")


def _mend_other(text: str) -> str | None:
    words = [word for word in _NO_LATIN_WORD.findall(text) if len(_LATIN_LETTER.findall(word)) >= 2]
    how = _misreading("cp1252").bytes_of
    raw = " ".join(words).translate(how).encode("latin-1", "replace")
    inside = len(_LATIN_LETTER.findall("".join(words)))
    if inside < 60 or inside < 0.8 * len(_LATIN_LETTER.findall(text)):
        return None
    if 2 * len(raw.decode("utf-8", "ignore").encode("utf-8")) > len(raw):  # it had been UTF-8
        return None
    codec, score = best_reading(raw)
    if score < 0.9 or codec in ("cp932", "big5hkscs"):  # these have letters' bytes within ASCII
        return None

    def mend(match: re.Match[str]) -> str:
        if not _LATIN_LETTER.search(match[0]):
            return match[0]
        return match[0].translate(how).encode("latin-1", "replace").decode(codec, "replace")

    return _NO_LATIN_WORD.sub(mend, text)
