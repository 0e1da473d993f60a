"""Read the names of persons in texts that name authors: bylines as printed, and what pages declare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.article.dateline import agencies_named
from tasks.article.headline import key_of
from tasks.article.language import HAN_OR_HANGUL
from tasks.article.line import one_line
from tasks.article.structured_data import clean

_MOST = 20  # authors of one article
_LONGEST = 70  # characters of one name
_MOST_PARTS = 60
LONGEST_BYLINE = 600  # characters of a text that names authors: lists of twenty are real


@dataclass(frozen=True, slots=True)
class Line:
    """Whom a printed text names: persons or not; `outright` if it says so ("By …")."""

    names: tuple[str, ...]
    are_persons: bool
    outright: bool


def read_line(text: str, *, sites: frozenset[str] = frozenset(), marked: bool = False) -> Line | None:
    """Whom a printed text names, or None; borders of its lines are borders of names.

    It must open as a byline, unless it is `marked` as one. `sites` are keys of the outlet's names. Names end
    at a date, an address or a call ("Follow …"); without persons one shorthand, agency or newsroom is taken.
    """
    text = "\n".join(line for part in text.split("\n") if (line := one_line(part)))[:LONGEST_BYLINE]
    if names := _labelled_han(text):
        return Line(names, are_persons=True, outright=True)
    if marked and (names := _reporters_in_hangul(text, printed=True)):
        return Line(names, are_persons=True, outright=True)
    if name := reporter_in_hangul(text):
        return Line((name,), are_persons=True, outright=True)
    opening = opening_of(text)
    if opening is None and not marked:
        return None
    outright = opening is not None
    persons, other = _named(text[opening.end() :] if opening is not None else text, sites, outright)
    if persons:
        return Line(without_doubles(persons), are_persons=True, outright=outright)
    return Line((other,), are_persons=False, outright=outright) if other else None


def read_names(text: str) -> list[str]:
    """The names in a text that is declared to be an author's: of persons, else of whatever it names."""
    text = clean(text[:LONGEST_BYLINE])
    if not text.isascii():
        text = _PICTOGRAPHS.sub("", text).strip()
    if not text or text.startswith(("http://", "https://", "/", "@", "www.")):
        return []
    if not text.isascii():
        if names := _labelled_han(text) or _reporters_in_hangul(text):
            return list(names)
        text = _with_borders(text)
    text = _said_once(_without_opening(text))
    if is_name_like(text) and not _BORDER.search(text):
        return [text]
    if "@" in text:
        text = _MAIL.sub(" ", text)
    if ";" in text:
        return [name for part in text.split(";", _MOST)[:_MOST] for name in read_names(part)]
    text = _IN_BRACKETS.sub(" ", text).strip(" ,|-") or text.strip("()[] ")
    if _OF_PICTURES.match(text):
        return []
    if "," in text:
        inverted = _INVERTED.match(text)
        if inverted and inverted["given"].casefold() not in _PLACES:
            name = f"{inverted['given']} {inverted['family']}"
            if is_name_like(name):
                return [name]
        text = _BEFORE_JUNIOR.sub(" ", text)
    persons = [name for part in _BORDER.split(text, _MOST_PARTS) if is_name_like(name := _trimmed(part)[0])]
    if not persons and "/" in text:  # "dpa/Jane Doe"
        persons = [name for part in text.split("/") if is_name_like(name := part.strip())]
    return persons or _others(text)


_PICTOGRAPHS = re.compile("[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]+")


def is_name_like(text: str) -> bool:
    """Whether a text can be a person's name, by its looks.

    Two to five words, each with a capital where the script has them; a few signs in Han, kana or Hangul.
    """
    if not 2 <= len(text) <= 50 or _NOT_IN_NAMES.search(text):
        return False
    if not text.isascii() and HAN_OR_HANGUL.search(text):
        return _EAST_ASIAN.match(text) is not None and text[-1] not in _ENDS_OF_OUTLETS
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    folded = text.casefold()
    if folded in _PLACES or _names_no_person(folded):
        return False
    if not has_case(text):
        return all(len(word) > 1 for word in words)
    return words[0] not in _PARTICLES and all(map(_is_word_of_name, words))


def _is_word_of_name(word: str) -> bool:
    """Whether it has a capital or need not: "von", "al-Masri", "d’Exemple", "“Jo”"."""
    first = word[0]
    return (
        first.isupper() or first in "\"“„'’" or word in _PARTICLES or _PARTICLE_BEFORE.match(word) is not None
    )


def has_case(text: str) -> bool:
    """Whether a text is in a script that has capitals."""
    return text.upper() != text.lower()


def has_family_name(name: str) -> bool:
    """Whether a name in Han or Hangul begins with one of the commonest Chinese or Korean family names."""
    return name[:1] in _FAMILY_NAMES


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's or a large outlet's that is cited like one."""
    return _AGENCY.fullmatch(name) is not None


def is_staff(name: str) -> bool:
    """Whether a name is a newsroom's: "MND Staff", "BR24 Redaktion"."""
    words = name.casefold().replace("-", " ").split()
    return not _STAFF.isdisjoint(words) or any(word.startswith(_STAFF_ROOTS) for word in words)


def is_outlet(name: str, sites: frozenset[str]) -> bool:
    """Whether a name is that of an outlet called `sites`: "DER SPIEGEL", "Telegraph Sport"; no newsroom's."""
    key = key_of(name)
    if key in sites:
        return True
    first, _, rest = name.partition(" ")
    if rest and first.casefold() in _ARTICLES and key_of(rest) in sites:
        return True
    within = any(len(site) > 5 and site in key for site in sites)
    return within and not is_name_like(name) and not is_staff(name)


def is_house(name: str, sites: frozenset[str]) -> bool:
    """Whether a name is the outlet's, a firm's or an account's ("jdadmin", "kevin_r77"), and no writer's."""
    if _is_firm(name) or is_outlet(name, sites):
        return True
    if " " in name:
        return False
    return "admin" in name.casefold() or (name.islower() and name.isascii() and len(name) > 5) or "_" in name


def without_doubles(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, as first spelled; no placeholder, no sentence; "J. Doe" only without "Jane Doe"."""
    kept: dict[str, str] = {}
    for name in names:
        key = key_of(name)
        if not key or key in _NOBODY or key.isdigit() or not 1 < len(name) <= _LONGEST:
            continue
        if len(name.split()) <= 7 and not _BUILDER.search(name):
            kept.setdefault(key, name)
            if len(kept) == _MOST:
                break
    if len(kept) > 1 and any("." in name for name in kept.values()):
        written_out = {(name[0], name.split()[-1]) for name in kept.values() if name[1] != "."}
        return tuple(n for n in kept.values() if n[1] != "." or (n[0], n.split()[-1]) not in written_out)
    return tuple(kept.values())


# --- where names begin ------------------------------------------------------------------------

_BY = (
    r"(?:(?:written|reported|posted|story|article|text|words|published|analysis|opinion|review|commentary|column)\s+)?by"
    r"|from|authors?|contributors?(?=\s*:)|text(?=\s*:)|von(?:\s+unser\w*(?:\s+(?:mitarbeiter|redakteur|redaktionsmitglied|korrespondent|reporter|autor)\w*)?)?|durch|par|propos\s+recueillis\s+par|por|di|dal\s+nostro|dalla\s+nostra|a\s+cura\s+di|door|onze|af|av|nga|oleh"
    r"|(?:ein\w*\s+)?(?:kommentar|analyse|gastbeitrag|interview|bericht|kolumne|essay|reportage|text|artikel|beitrag"
    r"|protokoll|glosse|porträt|rezension)\s+von"
    r"|autor(?:in|en|es|ka|a|e)?(?:/(?:-?in|autor))?|auteurs?|yazan|yazar|haber(?=\s*[:：/–-])|penulis|tekst|teksti|szerző|írta"
    r"|opr(?:ac)?\.?|scris\s+de|imeandikwa\s+na|του|της|από\s+τ(?:ον|ην)|γράφει\s+[οη]|लेखक|संवाददाता"
    r"|автор\w*|текст|بقلم|(?:مرسلة\s+|أرسلت\s+|نشرت?\s+|كتبت?\s+|تم\s+النشر\s+)?بواسطة|مصنف|كتبت?|كتبه|تحرير|إعداد|اعداد|المحررة?|الكاتبة?|محررة?|كاتبة?|أعده|حاوره"
    r"|نوشته|نویسنده|نویسندگان|به\s+قلم|خبرنگار|מאת|כתב[הת]?"
    r"|(?:soumis|publié|écrit|rédigé|posté)\s+par|(?:escrito|publicado|enviado|redactado|postado)\s+por"
    r"|(?:scritto|pubblicato|inserito)\s+da|(?:geschrieben|verfasst)\s+von|द्वारा|লেখক|প্রতিবেদক|tác\s+giả"
)
_OPENING = re.compile(
    # The BBC writes "Author, Jane Doe" in all its languages.
    rf"^\W*(?:(?:{_BY})(?:\s*[:：/ـ–-]+\s*|\s+)|(?:author|مصنف)[,،]\s+"
    r"|(?:تقرير|تحقيق|حوار|متابعة|گزارش|تحریر|رپورٹ|reporter|laporan|muhabir|interview|entretien|entrevista|intervista)\s*[:：/]\s*)(?=[^\W\d_])",
    re.IGNORECASE,
)
# "June 5, 2019 by Jane Doe", "News By Jane Doe"
_OPENING_WITHIN = re.compile(
    r"(?:\s|^)(?:by|\|\s*von|autor(?:in)?:|author:|(?:الكاتبة?|نویسنده|מאת|کاتب)\s*:)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_WITHIN = (" by", "\nby", "von", "autor", "author", "الكاتب", "نویسنده", "מאת", "کاتب")
A_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}")


def opening_of(text: str) -> re.Match[str] | None:
    """The words that introduce names: at the start, or behind a date or up to three words of their line."""
    if opening := _OPENING.match(text):
        return opening
    folded = text.lower()
    if any(word in folded for word in _WITHIN) and (opening := _OPENING_WITHIN.search(text)):
        start = opening.start() + opening[0].startswith("\n")
        before = text[:start].rpartition("\n")[2]
        words = before.casefold().split()
        if not (words and words[-1].strip(_EDGES) in _WORK_OF_OTHERS) and (
            len(words) <= 3 or A_DATE.search(before)
        ):
            return opening
    return None


def names_other_work(before: str) -> bool:
    """Whether a text ends with a label of who has not written: "Edited by:"."""
    label = _LABEL_AT_END.search(before)
    return label is not None and label["other"] is not None


# "Edited by: Jane Doe", "Traducido por Jane Doe", among lines of a byline
_OF_WORK = (
    r"(?:(?P<other>edited|translated|photo(?:s|graph(?:s|ed|y))?|video|illustrat\w+|reviewed|checked|compiled|curated"
    r"|produced|editado|traducido|traduzido|fotos?|fotografías?|traduit|édité|photographies?|tradotto|übersetzt|bearbeitet)"
    r"|written|reported|words|text|story)\s+(?:by|por|par|da|di|von)\b"
)
_LABEL_OF_WORK = re.compile(rf"\W*{_OF_WORK}", re.IGNORECASE)
_LABEL_AT_END = re.compile(rf"(?<!\w){_OF_WORK}\s*:?\s*$", re.IGNORECASE)
# "Photo by …", "Medically reviewed by …": whoever it is has not written the text.
_WORK_OF_OTHERS = frozenset((
    "photo", "photos", "photograph", "photographs", "photography", "photographed", "image", "images",
    "picture", "pictures", "portrait", "video", "illustration", "illustrations", "illustrated", "graphic",
    "graphics", "edited", "reviewed", "checked", "translated", "produced", "directed", "hosted", "presented",
    "sponsored", "powered", "created", "designed", "shared",
))  # fmt: skip


def _without_opening(text: str) -> str:
    """Without the "By" of "By Jane Doe"; "Di Marzio" is a name."""
    opening = _OPENING.match(text)
    if opening is None or opening[0].strip().casefold() in _PARTICLES - {"von"}:
        return text
    rest = text[opening.end() :]
    return text if rest[0].islower() and ":" not in opening[0] else rest


# --- borders of names -------------------------------------------------------------------------

_MARKS = r"[,،;؛|、]|\s[•·/–—-]+(?=\s)|[•·](?=\s)"
# "Anna Roe y Juan Doe", but "José Ortega y Gasset"
_AND = (
    r"\s(?:and(?:\s+by)?|und(?:\s+von)?|et(?:\s+par)?|och|og|en|ve|и|та|و|with|mit|avec|con|com|&|\+)(?=\s)"
    r"|\s(?:y|e|i|a|dan)(?=\s+[^\W\d_][\w'’.-]*\s+[^\W\d_])"
)
_BORDER = re.compile(rf"{_AND}|{_MARKS}", re.IGNORECASE)
_MARK = re.compile(_MARKS)
_LEADING_AND = re.compile(r"^(?:and|und|et|y|e|og|och|en|ve|&)\s", re.IGNORECASE)
# «أحمد علي ومحمد حسن», but «أحمد علي وليد»: given names begin with the same letter
_ARABIC_AND = re.compile(
    r"(?<=\S\s)(?P<before>\S+)\s+و(?!(?:ليد|ائل|فاء|سام|جدي|ديع|جيه|سيم|داد|اصف|لاء|حيد)\b)"
    r"(?=[^\W\d_]{2,}\s+[^\W\d_]{2,})"
)
_HANGUL_DOT = re.compile(
    "(?<=[가-힣])·(?=[가-힣])"
)  # "홍길동·김철수 기자"; in Chinese a dot stands within names
_HEBREW_AND = re.compile(r"(?<=\S\s)(?P<before>\S+)\s+ו(?!רד\b)(?=[א-ת]{2,}\s+[א-ת]{2,})")
# "Doe, Jane", "Doe, Jane A.", "Doe, J. A.", "Jong, Maria de"
_INVERTED = re.compile(
    r"^(?P<family>[^\W\d_][\w'’-]+),\s*"
    r"(?P<given>[^\W\d_][\w'’-]+(?:\s[^\W\d_]\.?)?(?:\s(?:de|van|von|di|da|du|der|den)){0,2}|(?:[^\W\d_]\.[\s-]?){1,3})$"
)
_BEFORE_JUNIOR = re.compile(r",\s*(?=(?:jr|sr|ii|iii|iv)\b)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,80}[)\]）][^\S\n]*")  # "Elena Beispiel (ebe)"
_MAIL = re.compile(r"\S{0,80}@\S{0,80}")
_OF_PICTURES = re.compile(
    r"^(?:photos?|fotos?|bild(?:er)?|images?|pictures?|videos?|grafik|illustrations?)\b", re.IGNORECASE
)
_EDGES = " \t\n.:،,;-–—|/()[]*•·&¿¡\u200f\u200e\u00a0"


def _with_borders(text: str) -> str:
    """Arabic and Hebrew text with a comma for each "and" that is written together with the name behind it."""
    if "و" in text:
        text = _ARABIC_AND.sub(r"\g<before>، ", text)
    if "·" in text:
        text = _HANGUL_DOT.sub(", ", text)
    if " ו" in text:
        text = _HEBREW_AND.sub(r"\g<before>, ", text)
    return text


def _named(text: str, sites: frozenset[str], outright: bool) -> tuple[list[str], str | None]:
    """(persons, what else is named before them) of a byline behind its opening words."""
    persons: list[str] = []
    other: str | None = None
    for name, ended, on_later_line in _parts(text):
        if is_name_like(name) and not is_outlet(name, sites):
            if not has_case(name) and agencies_named(name):
                continue  # «דנה לוי, סוכנויות הידיעות»
            if not (persons and on_later_line and _is_affiliation(name, persons[0], sites)):
                persons.append(name)
        elif not persons and other is None and _is_shorthand(name, sites, outright):
            other = name
        elif not persons and other is None and _is_prose(name, ended, outright):
            break
        if ended and (persons or other):
            break
    return persons, other


def _is_affiliation(name: str, person: str, sites: frozenset[str]) -> bool:
    """Whether what stands below a person is where they work: "Sioux Falls Morning Leader", "MORNING POST"."""
    if len(name.split()) > 3 or (name.isupper() and sum(map(str.islower, person)) > 3):
        return True
    key = key_of(name)
    return any(len(site) > 5 and site in key for site in sites) or not sites.isdisjoint(
        map(key_of, name.split())
    )


def _is_prose(part: str, ended: bool, outright: bool) -> bool:
    """Whether no name can follow: "By the time that …", "Jane is the founder of …", "Editor: …"."""
    return len(part) > 1 if outright else not ended and (len(part.split()) > 3 or ":" in part)


def _parts(text: str) -> Iterator[tuple[str, bool, bool]]:
    """(trimmed part, whether the byline ends with it, whether it stands below the first line)"""
    text = _IN_BRACKETS.sub(" ", text)
    if "@" in text:
        text = _MAIL.sub("\n", text)
    if "," in text:
        text = _BEFORE_JUNIOR.sub(" ", text)
    if not text.isascii():
        text = _with_borders(text)
    is_of_others = False  # behind "Edited by", until somebody has written
    for number, line in enumerate(text.split("\n")):
        for part in _BORDER.split(_LEADING_AND.sub("", line), _MOST_PARTS):
            if (label := _LABEL_OF_WORK.match(part)) is not None:
                is_of_others = label["other"] is not None
            if is_of_others:
                continue
            name, ended = _trimmed(part)
            yield name, ended, number > 0


def _is_shorthand(name: str, sites: frozenset[str], outright: bool) -> bool:
    """Whether it can stand for an author and is no full name: "APA", "Our Staff", a pseudonym behind "by"."""
    words = name.split()
    if not 2 <= len(name) <= 40 or len(words) > 5 or key_of(name) in _NOBODY or "admin" in name.casefold():
        return False
    if is_agency(name) or is_outlet(name, sites):
        return True
    if is_staff(name) and ":" not in name:
        return name[0].isupper() or not has_case(name)
    if not name[0].isupper():
        return False
    return outright and all(map(_is_word_of_name, words))


def _others(text: str) -> list[str]:
    """Shorthands and organisations: "kle, omu" are two, "Office for Art and Music" is one."""
    parts = [part for piece in _MARK.split(text, _MOST_PARTS) if (part := piece.strip(_EDGES))]
    if parts and (_is_firm(parts[0]) or _names_no_person(parts[0].casefold())):
        return parts[:1]  # "Firm Ltd., Munich, Germany"
    return parts


# --- what stands about a name -----------------------------------------------------------------

_ROLES = (
    "senior|junior|staff|chief|deputy|associate|assistant|managing|executive|special|political|freelance|foreign"
    "|diplomatic|security|reporters?|correspondents?|journalists?|writers?|editors?|columnists?|contributors?"
    "|producers?|photographers?|anchor|analyst|journalist\\w*|redak\\w+|redact\\w+|rédact\\w+|korrespondent\\w*"
    "|chefredak\\w*|autorin|volontär\\w*|reporter\\w*|periodista|corresponsal|enviad[oa]s?|envoyée?s?|journaliste"
    "|correspondant\\w*|jornalista|repórter|giornalista|inviat[oa]|corrispondente|verslaggever|dziennikarz"
    "|muhabir\\w*|editör\\w*|wartawan|مراسل\\w*|محرر\\w*|צלם|기자|특파원|논설위원|記者|记者"
)
_ROLE = re.compile(rf"(?:^|(?<=\s))(?:{_ROLES})(?!\w)", re.IGNORECASE)
_AGENCY = re.compile(
    r"(?:^|(?<=\s))(?:the\s+)?(?:associated\s+press|reuters|agence\s+france-presse|bloomberg|canadian\s+press|afp|ap"
    r"|dpa|apa|sid|efe|ansa|upi|pti|ani|ians|cnn|bbc|npr|nbc|abc|cbs|epd|kna|pa|pap|čtk|ntb|tt|ritzau|lusa|xinhua"
    r"|tass|رويترز|أ\s?ف\s?ب|رویترز|רויטרס)(?!\w)",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(r"\s(?:in|à|aus|en|em|[Ff]or|für|at|dalla|via|with|auf|from)\s")
_MONTH = (
    "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|märz|mai|okt|dez|ene|abr|ago|dic|fév|avr|juil|août|déc)"
    "[a-zéä]{0,7}"
)
_OF_AN_END = re.compile(r"[\d@#]|https?:|www\.")
# Where a byline ends: a date, a time, an address, a call
_END = re.compile(
    r"(?:(?:^|\s)(?:on|at|am|um|le|el|em|il|às|alle|den|في|بتاريخ|يوم|در))?"
    r"(?:(?:^|\s)(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day|[.,])"
    r"|\s(?:le|el|il)\s(?:lun|mar|mer|mi[eé]|jeu|jue|gio|ven|vie|sam|sáb|dim|dom)[a-zéì]{0,7}\.?,?\s"
    r"|\s(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b"
    rf"|(?:^|\s){_MONTH}\.?\s*\d|\s?\d|@|#|https?:|www\.)"
    r"|(?:^|\s)(?:posted|updated|published|last|follow|share|min\s+read|read\s+more|comments?|contact|e-?mail|view|see"
    r"|more|about|veröffentlicht|aktualisiert|stand|über|mehr|publié|mis\s+à\s+jour|publicado|actualizado|sobre"
    r"|atualizado|pubblicato|role|عہدہ|(?:fotos?|photos?|bild(?:er)?|images?|video)(?=\s*:)|تصوير|عدسة|عکاس|צילום|منذ|قبل)\b(?!-)",
    re.IGNORECASE,
)


def _trimmed(part: str) -> tuple[str, bool]:
    """(a part of a byline without role, place and date about the name, whether a date or a call ended it)"""
    name = _said_once(part.strip(_EDGES))
    if not name or is_name_like(name):
        return _with_dot(name, part), False
    if len(name) <= 2 and name.isdigit():  # "Jane Doe ¹, Richard Roe ²"
        return "", False
    ended = False
    has_other_words = _names_no_person(name.casefold())
    if (has_other_words or ":" in name or _OF_AN_END.search(name)) and (end := _END.search(name)):
        whole, ended = name, True
        name = name[: end.start()].rstrip(_EDGES)
        if is_name_like(name):
            return _with_dot(name, part), ended
        if is_staff(whole) and not A_DATE.search(whole) and name.count(" ") == whole.count(" "):
            return whole, False  # "Redação g1"
    if opening := _OPENING.match(name):
        name = name[opening.end() :]
    for pattern in (_ROLE, _AGENCY, _PLACE_BEHIND) if has_other_words else (_PLACE_BEHIND,):
        if match := pattern.search(name):
            before, behind = name[: match.start()].rstrip(_EDGES), name[match.end() :].strip(_EDGES)
            if is_name_like(before):
                return before, ended
            if not before and is_name_like(behind):
                return behind, ended
    return name, ended


def _said_once(name: str) -> str:
    """Half of a name that stands twice, once for wide and once for narrow screens."""
    half = len(name) // 2
    once = name[:half].rstrip()
    # «محمد محمد» and "Garcia Garcia" are persons.
    return once if " " in once and once == name[-half:].lstrip() else name


def _with_dot(name: str, part: str) -> str:
    """With the dot of an abbreviation at its end: "Sammy Beispiel Jr."."""
    last = name.rpartition(" ")[2]
    return f"{name}." if 0 < len(last) <= 2 and last[0].isupper() and f"{name}." in part else name


# --- Han and Hangul ---------------------------------------------------------------------------

_EAST_ASIAN = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff々]{1,3}[ \u3000][\u4e00-\u9fff\u3040-\u30ff々]{1,4}"
    r"|[\u4e00-\u9fff々]{1,4}[\u3040-\u30ff]{1,4}|[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff]{1,8}|[가-힣]{2,4})$"
)
# «记者 段三 廖四», «作者：温三», «采写：某报见习记者 林三»
_HAN_BYLINE = re.compile(
    r"(?:(?:^|[\s|/（(【])(?:作者|执笔|執筆|采写|採寫|撰文|文)\s*(?:[:：/・]|\n)\s*(?:[\u4e00-\u9fff]{0,10}(?:[记記]者|作者)\s*)?"
    r"|(?:^|[\s（(])[\u4e00-\u9fff]{0,10}[记記]者[\s:：/・]+)"
    r"(?P<names>[\u4e00-\u9fff][\u4e00-\u9fff々·、&＆,，\s]{1,40})"
)
# «（记者王晓明、李静）», «〔記者王小明／台北報導〕», «（中央社記者王小明台北14日電）»
_HAN_JOINED = re.compile(
    r"[（(〔【\[]?[\u4e00-\u9fff]{0,8}[记記]者(?P<names>[\u4e00-\u9fff]{2,4}(?:[、,，\s][\u4e00-\u9fff]{2,4}){0,4})(?<![攝摄影圖图])[）)】〕]"
    r"|[（(〔【\[]?[\u4e00-\u9fff]{0,8}[记記]者(?P<before>(?:[\u4e00-\u9fff]{2,4}、){0,3}[\u4e00-\u9fff]{2,3})[／/]"
    r"[\u4e00-\u9fff]{2,8}[）)】〕\]]?"
    r"|[（(〔【][\u4e00-\u9fff]{0,8}[记記]者(?P<three>(?:[\u4e00-\u9fff]{2,4}、){0,3}[\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2,6}"
    r"(?:\d{1,2}日(?:綜合|專)?外?[电電]|(?<=[报報])[导導道])[）)】〕]"
)
_HAN_BORDER = re.compile(r"[、&＆,，\s]+")
_ENDS_OF_OUTLETS = "网網报報社台"  # 证券时报网, 新华社
# Of nine in ten Chinese and Koreans
_FAMILY_NAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾萧蕭田董袁潘于蒋蔡"
    "余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤温詹洪庄颜"
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연"
    "위표명반왕"
)


def _labelled_han(text: str) -> tuple[str, ...]:
    """The names behind a Chinese label, which writes several with a space between them."""
    if text.isascii():
        return ()
    labelled = _HAN_BYLINE.search(text)
    if labelled is None:
        return _joined_han(text)
    names = _HAN_BORDER.split(labelled["names"])
    return without_doubles(name for name in names if is_name_like(name) and name not in _HAN_VERBS)


def _joined_han(text: str) -> tuple[str, ...]:
    joined = _HAN_JOINED.search(text) if "记者" in text or "記者" in text else None
    if joined is None:
        return ()
    names = _HAN_BORDER.split(joined["names"] or joined["before"] or joined["three"])
    return without_doubles(name for name in names if has_family_name(name) and name not in _HAN_VERBS)


def opening_in_han(text: str) -> str | None:
    """What a Chinese paragraph says of its reporters before it begins: «（记者王晓明）»."""
    start = text[:_LONGEST_OPENING]
    if "记者" not in start and "記者" not in start:
        return None
    joined = _HAN_JOINED.search(start)
    return joined[0] if joined is not None and _joined_han(joined[0]) else None


_LONGEST_OPENING = 50  # signs


# "홍길동 기자 gildong@news.example", "서울=홍길동 기자"
_REPORTER_IN_HANGUL = re.compile(
    r"^\W*(?:[가-힣]{2,8}\s*=\s*)?(?P<name>[가-힣]{2,4})\s*(?:(?:선임|수석|인턴)\s*)?기자(?!\w)"
)
_LONGEST_IN_HANGUL = 100


def reporter_in_hangul(text: str) -> str | None:
    """The reporter whom a Korean line opens with."""
    if text.isascii() or len(text) > _LONGEST_IN_HANGUL or "기자" not in text:
        return None
    reporter = _REPORTER_IN_HANGUL.match(text)
    if reporter is None or reporter["name"] in _KINDS_OF_REPORTER:
        return None
    return reporter["name"] if has_family_name(reporter["name"]) else None


# "순천, 광양 홍길동 기자", "홍길동 특파원": where they are stands before them, an office joined to the title
_BEFORE_REPORTER = re.compile(
    r"(?P<name>[가-힣]{2,4})\s*(?:(?:선임|수석|인턴|전문)\s*)?(?:기자|특파원|논설위원)(?!\w)"
    r"(?:\s+(?P<behind>[가-힣]{2,4})(?!\w))?"
)
_KINDS_OF_REPORTER = frozenset((
    "신문", "방송", "사진", "취재", "수습", "인턴", "선임", "수석", "전문", "객원", "시민", "편집", "영상",
    "탐사", "현장", "명예", "정치부", "경제부", "사회부", "문화부", "체육부", "국제부", "전국부", "사진부",
    "편집국", "이메일", "온라인",
))  # fmt: skip
_BETWEEN_REPORTERS = re.compile(r"[,·、]")


def _reporters_in_hangul(text: str, *, printed: bool = False) -> tuple[str, ...]:
    """The reporters whom a Korean text names, without the places before them.

    In a `printed` one stand other words, too: what is no reporter's name has three syllables if a person's.
    """
    if "기자" not in text or (printed and len(text) > _LONGEST_IN_HANGUL):
        return ()
    parts = [part.strip() for part in _BETWEEN_REPORTERS.split(text[:_LONGEST_IN_HANGUL])]
    named = (_name_of_reporter(part, printed=printed) for part in parts)
    return without_doubles(name for name in named if is_name_like(name) and has_family_name(name))


def _name_of_reporter(part: str, *, printed: bool) -> str:
    match = _BEFORE_REPORTER.search(part)
    if match is not None:
        return (match["behind"] or "") if match["name"] in _KINDS_OF_REPORTER else match["name"]
    return part if part not in _KINDS_OF_REPORTER and (len(part) == 3 or not printed) else ""


_HAN_VERBS = frozenset(
    "报道 报导 報導 報道 摄影 攝影 编辑 編輯 整理 综合 综合报道 网络整理 网络 阅读 閱讀 浏览 瀏覽"  # noqa: SIM905 - words, read as a line
    " 点击 點擊 来源 來源 发布 發布 时间 時間 责编".split()
)


# --- words ------------------------------------------------------------------------------------


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES = _words(
    """
    de da di del della der den des do dos das la le las los van von vom zu zur af av ter ten bin bint ibn
    al el ben y e i du st
    """
)
_PARTICLE_BEFORE = re.compile(r"(?:al|el|ad|ar|as|at|an|ash|az|ibn|bin)-|[dlo]['’]", re.IGNORECASE)
_ARTICLES = _words("the der die das le la les el los il lo de het")
_NOT_IN_NAMES = re.compile(r"[\d@:/|()\[\]{}<>«»!?؟,،;؛_=+*#%&…—\n]")
# What templates and forms write where an author would stand
_NOBODY = _words(
    """
    admin administrator editor redaction staff webmaster unknown none null author user anonymous root
    useradmin adminuser siteadmin webadmin newsadmin superadmin adminadmin testuser
    superuser guest default ohneautor noauthor na undefined undefinedundefined taboola outbrain name news
    noticias חדשות أخبار 未知 佚名 责任编辑 编辑 整合
    """
)
_BUILDER = re.compile(r"\b(?:developed|designed|powered|created)\s+by\b", re.IGNORECASE)
_DOMAIN = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,6}$")
_FIRM = re.compile(r"\b(?:gmbh|inc|ltd|llc|corp|verlag|ediciones)\b|\be\.\s?v\.|\bs\.[la]\.$", re.IGNORECASE)
_STAFF = _words(
    """
    staff reporter reporters correspondent correspondents desk team editor editors editorial newsroom
    board merkezi servisi التحرير
    """
)
_STAFF_ROOTS = ("redak", "redac", "rédac", "redaç", "redazione", "toimitus")
# Places and days of two words, and places that stand behind names most often
_PLACES = frozenset((
    "new york", "new york city", "los angeles", "san francisco", "hong kong", "tel aviv", "new delhi",
    "buenos aires", "rio de janeiro", "são paulo", "sao paulo", "abu dhabi", "kuala lumpur",
    "mexico city", "cape town", "den haag", "the hague", "san diego", "las vegas", "san josé", "san juan",
    "st. petersburg", "washington dc", "washington d.c", "frankfurt am main", "palma de mallorca",
    "thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật",  # Vietnamese weekdays
    "united states", "united kingdom", "middle east", "saudi arabia", "south africa", "sri lanka",
    "north korea", "south korea", "new zealand", "berlin", "munich", "münchen", "london", "paris",
    "germany", "deutschland", "hamburg", "frankfurt", "wien", "zürich", "madrid", "barcelona", "roma",
    "milano", "washington", "brussels", "brüssel", "moscow", "jerusalem",
))  # fmt: skip
# Words of roles, outlets, days and calls: no person is called so
_NO_PERSON = _words(
    """
    news media press times post globe agency agentur staff team desk editorial online tv radio magazine
    gmbh ag inc ltd llc corp company university institute ministry office group network service sports
    sport business politics breaking the our your this and und with for from by about more read share
    follow subscribe sign log view see show click advertisement navigation social links facebook twitter
    instagram whatsapp telegram youtube newsletter comments comment copyright photo photos image images
    getty text size summary video audio podcast live opinion analysis review updated published posted
    last main home contact privacy policy terms cookie cookies top latest related report reports special
    world local national international foundation association wire newsroom committee studio studios
    entertainment technology science health weather culture lifestyle estate league today tonight daily
    weekly monthly guardian telegraph journal gazette herald tribune zeitung nachrichten presse verlag
    deutschland agencia agence agenzia diario periódico noticias professor centre center governance
    board guest editor editors writer writers columnist columnists contributor contributors
    correspondent correspondents senior chief deputy assistant managing executive political freelance
    officer director president founder cofounder manager strategist researcher lecturer ceo cto cfo coo
    foreign diplomatic security producer producers photographer photographers anchor analyst periodista
    corresponsal enviado enviada enviados envoyé envoyée envoyés repórter jornalista giornalista inviato
    inviata corrispondente verslaggever dziennikarz wartawan volontär volontärin autorin reuters afp ap
    dpa apa efe ansa upi pti ians cnn bbc npr nbc abc cbs epd kna ritzau lusa xinhua tass bloomberg
    رويترز رویترز רויטרס monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri
    montag dienstag mittwoch donnerstag freitag samstag sonntag veröffentlicht aktualisiert stand publié
    publicado actualizado atualizado pubblicato email mehr über sobre 기자 특파원 기사입력 入力 更新
    原创 来源 آخر تحديث نسخ انسخ الرابط شارك طباعة تعليقات نشر تاريخ المصدر اقرأ أخبار اخبار آخرین
    role عہدہ ڈیسک رپورٹر تصوير عدسة عکاس צילום منذ قبل شناسه خبر کد من إلى في هذا المزيد إقرأ أقرأ عرض جميع
    الرئيسية وكالة وكالات صحيفة جريدة موقع قناة فريق خبرگزاری شبكة مركز مكتب محرر المحرر
    """
)
_NO_PERSON_ROOTS = (
    *_STAFF_ROOTS, "journalist", "korrespondent", "chefredak", "correspondant", "reporter", "muhabir",
    "editör", "مراسل", "محرر",
)  # fmt: skip


def _names_no_person(folded: str) -> bool:
    """Whether case-folded text has a word that no person is called."""
    words = folded.replace("-", " ").split()
    return not _NO_PERSON.isdisjoint(words) or any(word.startswith(_NO_PERSON_ROOTS) for word in words)


def _is_firm(name: str) -> bool:
    """Whether a name has a firm's legal form, or is a domain: "Beispiel GmbH", "example.org"."""
    return _FIRM.search(name) is not None or ("." in name and _DOMAIN.match(name) is not None)
