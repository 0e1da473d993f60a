"""Tell the language of a text: by its script, by its letters and small words, and last by a model."""

from __future__ import annotations

import re

_SAMPLE = 1_500  # characters
_WORD = re.compile(r"[^\W\d_]+")

# Small words that are common in one of these languages and not in its neighbours.
_SMALL_WORDS = {
    "en": "the and of to in is that for was with on are this from by be has have not",
    "de": "der die und das den von mit ist im nicht dem ein eine auf für sich auch des",
    "fr": "le les des est et une dans du qui pour que sur au pas avec par il ont",
    "es": "el los las del y que en una por con para se su al lo es como más",
    "pt": "o os do da em que não uma para com no na se dos mais ao das pelo",
    "it": "il di che la è per un una del della con non sono gli alla nel dei più",
    "nl": "de het een van en dat is op te niet zijn voor met aan er ook naar",
    "sv": "och att det som en är på för av med den till inte har om ett",
    "da": "og at det er en til af på for med den der ikke har som et",
    "no": "og det er på en som til for av med at har ikke den et å",
    "pl": "i w na z do nie się że to jest o od przez po oraz jak",
    "cs": "a v na se že je s to o do pro jsem byl podle ve",
    "tr": "ve bir bu da de için ile olarak çok daha olan gibi sonra",
    "id": "yang dan di dengan untuk dari pada ini itu dalam tidak akan juga",
    "ro": "și în de la cu care pe nu din pentru este o a fost",
    "vi": "và của là có được trong cho không với các người này đã một",
}
_SMALL = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def detect_language(text: str, declared: str | None = None) -> str | None:
    """The BCP 47 language of `text`; `declared` is believed only where the text does not speak against it.

    None when there are no letters.
    """
    sample = text[:_SAMPLE]
    script = _script(sample[:600])
    if script is None:
        return None
    base = (declared or "").replace("_", "-").partition("-")[0].lower()
    if script == "arabic":
        return _of_arabic_script(sample, base)
    if script in _ONE_LANGUAGE:
        return base if base in _SHARED.get(script, ()) else _ONE_LANGUAGE[script]
    if script == "latin":
        words = _WORD.findall(sample.lower())
        counts = {language: sum(map(small.__contains__, words)) for language, small in _SMALL.items()}
        best = max(counts, key=lambda language: counts[language])
        if base in counts and counts[base] >= 0.12 * len(words) and counts[base] >= 0.8 * counts[best]:
            return base
        others = max(count for language, count in counts.items() if language != best)
        if counts[best] >= 0.2 * len(words) and counts[best] >= 2 * others:
            return best
    return _by_model(sample) or base or None


# --- scripts ----------------------------------------------------------------------------------

_SCRIPTS = {
    "arabic": re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff]"),
    "hebrew": re.compile(r"[\u05d0-\u05ea]"),
    "kana": re.compile(r"[\u3041-\u30ff]"),
    "hangul": re.compile(r"[\uac00-\ud7a3]"),
    "han": re.compile(r"[\u3400-\u9fff]"),
    "greek": re.compile(r"[\u0370-\u03ff]"),
    "thai": re.compile(r"[\u0e00-\u0e7f]"),
    "armenian": re.compile(r"[\u0530-\u058f]"),
    "georgian": re.compile(r"[\u10a0-\u10ff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "indic": re.compile(r"[\u0900-\u0dff]"),
    "latin": re.compile(r"[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]"),
}
_ASCII_LETTER = re.compile(r"[a-zA-Z]")
_ONE_LANGUAGE = {
    "hebrew": "he",
    "kana": "ja",
    "hangul": "ko",
    "han": "zh",
    "greek": "el",
    "thai": "th",
    "armenian": "hy",
    "georgian": "ka",
}
_SHARED = {"hebrew": ("yi",), "han": ("ja", "zh")}


def _script(sample: str) -> str | None:
    ascii_letters = len(_ASCII_LETTER.findall(sample))
    if ascii_letters > 0.6 * len(sample):
        return "latin"
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS.items()}
    if (
        counts["kana"] > 0.1 * (counts["kana"] + counts["han"])
        and counts["kana"] + counts["han"] > counts["latin"]
    ):
        return "kana"
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


# Letters and words that Arabic does not have; each language has some that the others lack.
_MARKS = {
    "ur": re.compile(r"[ٹڈڑںےھہ]"),
    "ckb": re.compile(r"[ێۆڕڵەڤ]"),
    "ps": re.compile(r"[ښږځڅړڼټډۍېګ]"),
    "ug": re.compile(r"[ۇۈۋېڭ]"),
    "sd": re.compile(r"[ڪٻڀٺڄڃڍڏڙڦڳڱڻ]"),
    "fa": re.compile(r"[پچژگیک]"),
}


def _of_arabic_script(sample: str, declared: str) -> str:
    letters = len(_SCRIPTS["arabic"].findall(sample))
    shares = {name: len(pattern.findall(sample)) / letters for name, pattern in _MARKS.items()}
    if declared in shares and shares[declared] > 0.02:
        return declared
    # «الصین»: Persian letters stand in Arabic pages too, but «ة» and «ال» betray those.
    arabic = len(re.findall(r"ة\b|\bال|\bوال|ى\b", sample)) / max(1, len(_WORD.findall(sample)))
    best = max((name for name in shares if name != "fa"), key=lambda name: shares[name])
    if shares[best] > 0.04:
        return best
    if shares["fa"] > 0.05 and arabic < 0.2:
        return "fa"
    return "ar"


def _by_model(sample: str) -> str | None:
    import py3langid  # reads its model in 0.7 s: only where script and words did not tell

    language, _ = py3langid.classify(sample)
    return str(language) or None
