"""Tell in which charset bytes are written, by the letters that they make: for pages that are not UTF-8.

Each charset is judged by the share of its letters that belong to one language, and, outside of Latin
script, by how common they are in it: Russian read in the wrong Cyrillic charset has all letters of the
alphabet, but not in their usual proportions. A declared charset is believed unless another does much better.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

_SAMPLE = 400_000  # bytes of a page that are looked at

# --- labels -----------------------------------------------------------------------------------

_META = re.compile(rb"<meta\b[^>]{1,400}?charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{1,100}encoding\s*=\s*[\"']([\w.:+-]{2,40})")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]{2,40})", re.IGNORECASE)
_SLOPPY = re.compile(r"(?:x-)?(?:cp|win|windows|ansi)[-_ ]?(125[0-8]|874|932|936|949|950)")  # "win-1251"
_SLOPPY_CODECS = {"874": "cp874", "932": "cp932", "936": "gb18030", "949": "cp949", "950": "big5hkscs"}

# As browsers read them: the superset that was really meant.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
# Python also looks up what is no charset of a page: "hex", "rot13", "idna", "unicode_escape".
_CHARSETS = re.compile(
    r"cp(?:125[0-8]|437|720|737|77[45]|85[025-8]|86[0-69]|874|932|949|950)|iso8859-\d+|koi8-[rtu]|mac-\w+"
    r"|kz1048|ptcp154|hp-roman8|gb18030|big5hkscs|euc_jp|johab|iso2022_\w+|utf-(?:8|16-[lb]e|32-[lb]e)"
)


def _codec_of(label: str) -> str | None:
    """The Python codec that a charset's label means, or None for an unknown one."""
    label = label.strip().lower()
    if sloppy := _SLOPPY.fullmatch(label):
        return _SLOPPY_CODECS.get(sloppy[1], f"cp{sloppy[1]}")
    try:
        name = codecs.lookup(map_encoding_to_html5(label, False) or label).name
    except (LookupError, ValueError):
        return None
    name = _SUPERSETS.get(name, name)
    return name if _CHARSETS.fullmatch(name) else None


def declared_charsets(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """(codec, rule) of header, <meta> and XML declaration, in the order in which they count."""
    labels = []
    if match := _HEADER.search(content_type or ""):
        labels.append((match[1], "header"))
    start = _without_comments(body[:8192])
    for pattern, rule in ((_META, "meta"), (_XML, "XML declaration")):
        if found := pattern.search(start):
            labels.append((found[1].decode("ascii", "replace"), rule))
    return [(codec, rule) for label, rule in labels if (codec := _codec_of(label)) is not None]


def _without_comments(body: bytes) -> bytes:
    first, *others = body.split(b"<!--")
    return b" ".join([first, *(piece.partition(b"-->")[2] for piece in others)])


def _without_scripts(body: bytes) -> bytes:
    first, *others = _SCRIPT.split(body)
    ends = (_SCRIPT_END.search(piece) for piece in others)
    return b" ".join([first, *(piece[end.end() :] for piece, end in zip(others, ends, strict=True) if end)])


# --- what the letters say ---------------------------------------------------------------------

# language: its letters beside a to z
_LATIN = {
    "Albanian": "çë",
    "Catalan": "àçéèíïóòúü",
    "Croatian, Slovenian": "čćđšž",
    "Czech": "áčďéěíňóřšťúůýž",
    "Danish, Norwegian": "åæøé",
    "Estonian": "äõöüšž",
    "French": "àâæçéèêëîïôœùûüÿ",
    "German": "äöüß",
    "Hungarian": "áéíóöőúüű",
    "Icelandic": "áðéíóöúýþæ",
    "Italian": "àèéìíòóùú",
    "Latvian": "āčēģīķļņšūž",
    "Lithuanian": "ąčęėįšųūž",
    "Polish": "ąćęłńóśźż",
    "Portuguese": "àáâãçéêíóôõúü",
    "Romanian": "ăâîşţșț",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Spanish": "áéíñóúü",
    "Swedish, Finnish": "åäöé",
    "Turkish": "çğıöşüİâî",
}
# language: (its letters, the ten or so that make up more than half of any text)
_OTHER_SCRIPTS = {
    "Arabic": ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي،؛؟", "اليمنوتربهة"),
    "Persian, Urdu": ("ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکكگلمنںوؤهھہىيے،؛؟", "اينردمهوتبکكس"),
    "Belarusian": ("абвгдежзйклмнопрстуўфхцчшыьэюяёі", "анаіеорстлыя"),
    "Bulgarian": ("абвгдежзийклмнопрстуфхцчшщъьюя", "аоиетнрсвлп"),
    "Russian": ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "оеаинтсрвлк"),
    "Serbian, Macedonian": ("абвгдђежзијклљмнњопрстћуфхцчџшѓѕќ", "аоиенртсјкв"),
    "Ukrainian": ("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "оаніитверсл"),
    "Greek": ("αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ", "αοιετνσηρπς"),
    "Hebrew": ("אבגדהוזחטיכךלמםנןסעפףצץקרשת", "יוהלאמרתבנש"),
    "Thai": (
        "".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F)))),
        "านรอกเง่้มยลวดทสตัี",
    ),
}
_COMMON_SHARE = 0.6  # of a text's letters that these make up, at the least
_NEUTRAL = frozenset("\xa0\xad«»“”„‟‘’‚‹›–—―…•·°©®™€£§¿¡½¼¾²³ºª×÷±¶†‡′″№¸\u200c\u200d\u200e\u200f")
_APOSTROPHES = frozenset("’‘·\xad\u200c\u200d´")  # of these, what may stand amid a word

# Those that are looked for where nothing is declared; of equals, the first.
_SINGLE_BYTE = (
    *(
        "cp1252",
        "cp1250",
        "cp1254",
        "cp1257",
        "iso8859-2",
        "cp1251",
        "koi8-r",
        "koi8-u",
        "iso8859-5",
        "cp866",
    ),
    *("cp1256", "iso8859-6", "cp1255", "iso8859-8", "cp1253", "iso8859-7", "cp874"),
)
MULTI_BYTE = ("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949")

_SCRIPT = re.compile(rb"<(?:script|style)\b", re.IGNORECASE)
_SCRIPT_END = re.compile(rb"</(?:script|style)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]{1,4000}>|&\w{1,10};")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_AMID = re.compile(rb"(?<=[A-Za-z])[\x80-\xff](?=[A-Za-z])")


class _Sample:
    """What of a page is not ASCII: its bytes counted, and how they stand together."""

    def __init__(self, body: bytes) -> None:
        body = body[:_SAMPLE]
        self.text = _TAG.sub(b" ", _without_scripts(_without_comments(body)))
        runs = _HIGH_RUN.findall(self.text)
        if sum(map(len, runs)) < 40:  # a page of images: its attributes are all that there is
            self.text = body
            runs = _HIGH_RUN.findall(body)
        self.high = b"".join(runs)
        self.counts = Counter(self.high)
        self.amid = Counter(b"".join(_AMID.findall(self.text)))
        in_runs = sum(len(run) for run in runs if len(run) >= 3)
        self.in_runs = in_runs / max(1, len(self.high))  # share: near 0 in Latin script, near 1 in others


def charset_of(body: bytes, declared: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """(codec, rule) of a body that is not UTF-8: what is declared if it reads well, else what reads best."""
    sample = _Sample(body)
    scores: dict[str, float] = {}
    for codec, rule in declared:
        if not codec.startswith("utf-"):
            scores[codec] = _score(sample, codec)
            if scores[codec] >= 0.97:
                return codec, rule
    best, score = _best(sample)
    doubt = 0.05 + 3 / (10 + len(sample.high))  # a few letters tell little
    for codec, rule in declared:
        if codec in scores and scores[codec] >= score - doubt:
            return codec, rule
    if score < 0.35:
        guess = _codec_of(detect_encoding(sample.text, html5_compatible=False) or "")
        best = guess if guess and not guess.startswith(("utf-", "iso2022")) else "cp1252"
    return best, "detected"


def best_reading(body: bytes) -> tuple[str, float]:
    """(codec, score) of the charset that makes the best writing of these bytes; 1 is faultless."""
    return _best(_Sample(body))


def _best(sample: _Sample) -> tuple[str, float]:
    scores = {codec: _score(sample, codec) for codec in (*_SINGLE_BYTE, *MULTI_BYTE)}
    best = max(scores, key=lambda codec: scores[codec])
    return best, scores[best]


def _score(sample: _Sample, codec: str) -> float:
    """How well the sample reads in a codec: 1 well, 0 or less not at all."""
    if codec in MULTI_BYTE:
        return _score_of_characters(sample.text.decode(codec, "replace"))
    if codec.startswith("iso2022"):
        return 0.0  # has no bytes above ASCII
    return max((_score_in(sample, reading) for reading in _readings(codec)), default=0.0)


class _Reading:
    """What a byte above ASCII is in a codec to one language: 1 its letter, 0 a sign, -1 what it has not."""

    def __init__(self, characters: dict[int, str], letters: str, common: str | None) -> None:
        self.values = {
            byte: 1 if c in letters or c.lower() in letters else 0 if c in _NEUTRAL else -1
            for byte, c in characters.items()
        }
        self.amid = {byte for byte, c in characters.items() if c in _NEUTRAL and c not in _APOSTROPHES}
        self.common = None if common is None else {byte for byte, c in characters.items() if c in common}


@lru_cache(maxsize=64)
def _readings(codec: str) -> tuple[_Reading, ...]:
    characters = {}
    for byte in range(0x80, 0x100):
        try:
            characters[byte] = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            continue
    there = set(characters.values())
    found = [_Reading(characters, letters, None) for letters in _LATIN.values() if _writes(there, letters)]
    for letters, common in _OTHER_SCRIPTS.values():
        if len(there.intersection(letters)) >= 0.7 * len(letters):
            found.append(_Reading(characters, letters, common))
    return tuple(found)


def _writes(there: set[str], letters: str) -> bool:
    # Romanian has two spellings of ş and ţ, and its charsets one; ǅ.lower() and the like play no part.
    return all(letter in there for letter in letters if letter not in "șțİâî")


def _score_in(sample: _Sample, reading: _Reading) -> float:
    good = bad = signs = common = 0
    for byte, count in sample.counts.items():
        value = reading.values.get(byte, -1)
        if value > 0:
            good += count
            common += count if reading.common is not None and byte in reading.common else 0
        elif value < 0:
            bad += count
        else:
            amid = sample.amid[byte] if byte in reading.amid else 0  # "pi³ka"
            bad += amid
            signs += count - amid
    total = good + bad + 0.05 * signs
    if not total:
        return 0.5
    score = (good - bad + 0.05 * signs) / total
    if reading.common is None:
        return score * min(1.0, max(0.0, 1.6 - 2 * sample.in_runs))
    if not good:
        return score * 0.5
    return score * min(1.0, common / good / _COMMON_SHARE) * min(1.0, 2 * sample.in_runs)


# --- charsets of more than one byte -----------------------------------------------------------

_HANZI = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所"
    "民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日"
    "那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想"
    "这为个国时来们于对会发动过说产种后学经进着电里现实两体机当点从业应开还样与关线内数气变条没结问见无军记报长门东车员"
)
_HANGUL = frozenset("이다는에의가을로고하한지서기은를도사인자정과대시전일리해어있으라수나부제장보")


def _score_of_characters(text: str) -> float:
    """How well a text reads as Japanese, Korean or Chinese."""
    counts = Counter(text)
    kana = hangul = hanzi = common_hangul = common_hanzi = bad = others = 0
    for c, count in counts.items():
        if c < "\x80":
            continue
        if "\u3041" <= c <= "\u30ff":
            kana += count
        elif "\u4e00" <= c <= "\u9fff":
            hanzi += count
            common_hanzi += count if c in _HANZI else 0
        elif "\uac00" <= c <= "\ud7a3":
            hangul += count
            common_hangul += count if c in _HANGUL else 0
        elif "\u3000" <= c <= "\u303f" or "\uff01" <= c <= "\uff5e" or c in _NEUTRAL:
            others += count
        else:
            bad += count  # what could not be read, half-width katakana, letters of other scripts
    total = kana + hanzi + hangul + bad
    if not total:
        return 0.0
    clean = max(0.0, 1 - 4 * bad / total)
    # Kana have the same bytes in EUC-JP and GB2312; the characters between them tell.
    usual = min(1.0, 0.4 + common_hanzi / max(1, hanzi) / 0.2)
    japanese = min(1.0, kana / total / 0.25) * usual
    korean = min(1.0, hangul / total / 0.7) * min(1.0, common_hangul / max(1, hangul) / 0.25)
    chinese = min(1.0, common_hanzi / total / 0.2) * max(0.0, 1 - 5 * (kana + hangul) / total)
    return clean * max(japanese, korean, chinese)
