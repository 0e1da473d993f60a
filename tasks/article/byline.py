"""Read bylines: the names in a printed line, or in a text that is declared to be an author's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.article.by_words import A_DATE, EDGES, LABEL_OF_WORK, OPENING, opening_of, without_opening
from tasks.article.dateline import Dateline, agencies_named
from tasks.article.east_asian_byline import (
    beside_outlet_in_han,
    in_brackets_of_han,
    labelled_han,
    reporter_in_hangul,
    reporters_in_hangul,
    without_other_work_in_hangul,
)
from tasks.article.headline import key_of
from tasks.article.line import one_line
from tasks.article.person import (
    AGENCY,
    MOST_AUTHORS,
    NOBODY,
    PLACES,
    has_case,
    has_family_name,
    is_agency,
    is_firm,
    is_name_like,
    is_outlet,
    is_staff,
    is_word_of_name,
    names_no_person,
    sift_names,
    without_doubles,
    without_words_of_none,
)
from tasks.article.structured_data import clean

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
    if not text.isascii():
        text = without_other_work_in_hangul(text)
    if names := labelled_han(text):
        return Line(names, are_persons=True, outright=True)
    if marked and (names := reporters_in_hangul(text, printed=True) or beside_outlet_in_han(text)):
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
        if names := labelled_han(text) or reporters_in_hangul(text):
            return list(names)
        text = _with_borders(text)
        if _SEVERAL_IN_HAN.match(text) and all(map(has_family_name, several := text.split())):
            return several
    text = _said_once(without_opening(text))
    if is_name_like(text) and not _BORDER.search(text):
        return [text]
    if "@" in text:
        text = _MAIL.sub(" ", text)
    if ";" in text:
        return [name for part in text.split(";", MOST_AUTHORS)[:MOST_AUTHORS] for name in read_names(part)]
    text = _IN_BRACKETS.sub(" ", text).strip(" ,|-") or text.strip("()[] ")
    if _OF_PICTURES.match(text):
        return []
    if "," in text:
        inverted = _INVERTED.match(text)
        if inverted and inverted["given"].casefold() not in PLACES:
            name = f"{inverted['given']} {inverted['family']}"
            if is_name_like(name):
                return [name]
        text = _BEFORE_JUNIOR.sub(" ", text)
    persons = [name for part in _BORDER.split(text, _MOST_PARTS) if is_name_like(name := _trimmed(part)[0])]
    if not persons and "/" in text:  # "dpa/Jane Doe"
        persons = [name for part in text.split("/") if is_name_like(name := part.strip())]
    return persons or _others(text)


# «黃偉民 林靜», which are two; Japanese writes one so, whose given name seldom is a family name
_SEVERAL_IN_HAN = re.compile(r"[\u4e00-\u9fff]{2,3}(?:\s[\u4e00-\u9fff]{2,3}){1,4}$")
_PICTOGRAPHS = re.compile("[\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]+")
_OF_PICTURES = re.compile(
    r"^(?:photos?|fotos?|bild(?:er)?|images?|pictures?|videos?|grafik|illustrations?)\b", re.IGNORECASE
)


def parse_byline(text: str) -> tuple[str, ...]:
    """The names in a printed byline, without opening words, roles and places.

    "By Jane Doe, Staff Writer and Richard Roe" gives ("Jane Doe", "Richard Roe").
    """
    line = read_line(text)
    if line is not None:
        return line.names
    return () if opening_of(text) is not None else sift_names(read_names(text), frozenset())[1]


def opens_as_byline(text: str) -> bool:
    """Whether a short line names its author outright: "By …", «كتب: …»."""
    return len(text) <= 100 and read_line(text) is not None


def names_reporter(text: str, dateline: Dateline) -> bool:
    """Whether a line that is but a dateline names a person; «القاهرة - الشرق الأوسط» names a paper.

    Who reports stands last, or between place and agency: «إسطنبول/ محمد علي/ الأناضول».
    """
    before, _, behind = text.rpartition(dateline.agency or dateline.place or "")
    names = [behind]
    if dateline.agency and dateline.place:
        names.append(before.partition(dateline.place)[2])
    names = [name.strip(" -–—:/|") for name in names]
    return any(is_name_like(name) and (has_case(name) or not name.startswith("ال")) for name in names)


def reporter_behind(text: str, dateline: Dateline) -> str | None:
    """The reporter whom a paragraph names right behind its agency: «عمان 14 أيار (بترا)- سلمى العمري- …»."""
    _, agency, behind = text[:_LONGEST_OPENING].partition(dateline.agency or "\n")
    match = _BETWEEN_DASHES.match(behind) if agency else None
    if match is None or has_case(name := match["name"]) or name.startswith("ال"):
        return None
    return name if is_name_like(name) else None


_LONGEST_OPENING = 120  # characters
_BETWEEN_DASHES = re.compile(r"[\s)\]]*[-–—ـ]\s*(?P<name>[^\W\d_]{2,}(?:\s[^\W\d_]{2,}){1,2})\s?[-–—ـ]\s")


def closing_names(text: str) -> tuple[str, ...]:
    """The names in an article's last line: "Jane Doe", "(דנה לוי)", "… (By Jane Doe)", «*ليلى.. صحفية»."""
    text = text.strip()
    if (signed := _NAME_AND_ROLE.match(text)) and is_name_like(name := signed["name"] or signed["behind"]):
        return (name,)
    if match := _NAME_ALONE.match(text):
        name = match["name"].strip()
        cased = any(char.isupper() for char in name)
        if is_name_like(name) and (cased or text[0] in "([（"):
            return (name,)
    if (portrait := _PORTRAIT.match(text)) and is_name_like(portrait["name"]):
        return (portrait["name"],)
    if text[-1:] in _CLOSING_IN_HAN and (at_end := _named_at_end_in_han(text)):
        return at_end
    if text[:1] == "（" and "、" in text and (several := in_brackets_of_han(text)):
        return several
    line: Line | None = None
    if len(text) <= 100:
        agency, border, names = text.partition("/")  # «وام/خالد المنصوري/أحمد سالم»
        line = read_line(names.replace("/", "\n"), marked=True) if border and agencies_named(agency) else None
        line = line or read_line(text)
    elif match := _IN_LAST_BRACKETS.search(text[-120:]):
        line = read_line(match["line"], marked=match["end"] is not None)
    return line.names if line is not None and line.are_persons else ()


_NAME_ALONE = re.compile(
    r"^(?:[(\[（]|[–—-]+\s)?\s*(?P<name>[^\W\d_][^\d()\[\]（）.,:;!?؟،«»\"“”|/]{3,38})\s*[)\]）]?$"
)
# «*أكرم القاسمي.. صحافي متدرب», «دنیا کریمی (خبرنگار)», «* صحفية متدربة: ليلى القاسمي»
_CALLING = (
    r"(?:صحا?في?ة?|كاتبة?|مراسلة?|باحثة?|إعلامية?|خبرنگار|روزنامه[\u200c ]?نگار|صحافی|کالم[\u200c ]?نگار"
    r"|نامہ[\u200c ]?نگار|כתבת?|כתבנו|עיתונאית?)\b[^.:،,؛()]{0,30}"
)
_SIGNED = r"[^\W\d_]+(?:[ \u200c][^\W\d_]+){1,3}"
_NAME_AND_ROLE = re.compile(
    rf"^[(*\s]{{0,4}}(?:(?P<name>{_SIGNED})\s*(?:[،,(]|\.\.|[–—-])\s*{_CALLING}|{_CALLING}:\s*(?P<behind>{_SIGNED}))[.)\s]{{0,3}}$"
)
# "Jane Doe is a columnist for the Morning Leader."
_PORTRAIT = re.compile(
    r"(?P<name>[A-Z][^\s,.]+(?:\s[A-Z][^\s,]*){1,3})\s(?:is|was)\s(?:an?|the|our)\s[^.]{0,60}?\b"
    r"(?:reporter|correspondent|journalist|writer|columnist|editor)s?\b"
)
# "… said. (By Jane Doe)", «… פיצויים. (דנה לוי)»
_IN_LAST_BRACKETS = re.compile(r"(?P<end>[.!?؟…]\s*)?[(\[](?P<line>[^()\[\]]{4,60})[)\]][^()]{0,20}$")


def _named_at_end_in_han(text: str) -> tuple[str, ...]:
    """The names in the brackets behind a Japanese sentence: «…を検討している。（山田太郎、鈴木花子）»."""
    match = _IN_LAST_BRACKETS_OF_HAN.search(text[-40:])
    if match is None or agencies_named(match["names"]):
        return ()
    names = tuple(match["names"].split("、"))
    return names if all(map(is_name_like, names)) else ()


_CLOSING_IN_HAN = ("）", "】")
# Four or five signs; three are as often a note, «（敬称略）».
_IN_LAST_BRACKETS_OF_HAN = re.compile(
    r"(?:[。」][（(【]|^【)(?!関連|写真|続報|随時|一部|年齢|以下|動画|特集|速報|訂正|広告|図解|図表|独自|解説|連載|詳報|まとめ)"
    r"(?P<names>[\u4e00-\u9fff々][\u4e00-\u9fff々\u3040-\u30ff]{3,4}(?:、[\u4e00-\u9fff々][\u4e00-\u9fff々\u3040-\u30ff]{3,4}){0,3})[）)】]$"
)


# --- borders of names -------------------------------------------------------------------------

# "Doe, Jane", "Doe, Jane A.", "Doe, J. A.", "Jong, Maria de"
_INVERTED = re.compile(
    r"^(?P<family>[^\W\d_][\w'’-]+),\s*"
    r"(?P<given>[^\W\d_][\w'’-]+(?:\s[^\W\d_]\.?)?(?:\s(?:de|van|von|di|da|du|der|den)){0,2}|(?:[^\W\d_]\.[\s-]?){1,3})$"
)
_MARKS = r"[,،;؛|、]|\s[•·/–—-]+(?=\s)|[•·](?=\s)"
# "Anna Roe y Juan Doe", but "José Ortega y Gasset"
_AND = (
    r"\s(?:and(?:\s+by)?|und(?:\s+von)?|et(?:\s+par)?|och|og|en|ve|и|та|و|with|mit|avec|con|com|&|\+)(?=\s)"
    r"|\s(?:y|e|i|a|dan)(?=\s+[^\W\d_][\w'’.-]*\s+[^\W\d_])"
)
AND = re.compile(_AND, re.IGNORECASE)
_BORDER = re.compile(rf"{_AND}|{_MARKS}", re.IGNORECASE)
_MARK = re.compile(_MARKS)
_LEADING_AND = re.compile(r"^(?:and|und|et|y|e|og|och|en|ve|&)\s", re.IGNORECASE)
_BEFORE_JUNIOR = re.compile(r",\s*(?=(?:jr|sr|ii|iii|iv)\b)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,80}[)\]）][^\S\n]*")  # "Elena Beispiel (ebe)"
_MAIL = re.compile(r"\S{0,80}@\S{0,80}")
_MOST_PARTS = 60


def _with_borders(text: str) -> str:
    """Arabic and Hebrew text with a comma for each "and" that is written together with the name behind it."""
    if "و" in text:
        text = _ARABIC_AND.sub(r"\g<before>، ", text)
    if "·" in text:
        text = _HANGUL_DOT.sub(", ", text)
    if " ו" in text:
        text = _HEBREW_AND.sub(r"\g<before>, ", text)
    return text


# «أحمد علي ومحمد حسن», but «أحمد علي وليد»: given names begin with the same letter
_ARABIC_AND = re.compile(
    r"(?<=\S\s)(?P<before>\S+)\s+و(?!(?:ليد|ائل|فاء|سام|جدي|ديع|جيه|سيم|داد|اصف|لاء|حيد)\b)"
    r"(?=[^\W\d_]{2,}\s+[^\W\d_]{2,})"
)
_HANGUL_DOT = re.compile(
    "(?<=[가-힣])·(?=[가-힣])"
)  # "홍길동·김철수 기자"; in Chinese a dot stands within names
_HEBREW_AND = re.compile(r"(?<=\S\s)(?P<before>\S+)\s+ו(?!רד\b)(?=[א-ת]{2,}\s+[א-ת]{2,})")


def _named(text: str, sites: frozenset[str], outright: bool) -> tuple[list[str], str | None]:
    """(persons, what else is named before them) of a byline behind its opening words."""
    persons: list[str] = []
    other: str | None = None
    for name, ended, on_later_line in _parts(text):
        if is_name_like(name) and not is_outlet(name, sites):
            if not has_case(name) and agencies_named(name):
                continue  # «דנה לוי, סוכנויות הידיעות»
            if persons and on_later_line and _is_affiliation(name, persons[0], sites):
                continue
            if persons and _SHORT_CAPITALS.fullmatch(name) and not persons[0].isupper():
                continue  # "Jane Doe, TN SP": where she works
            persons.append(name)
        elif not persons and other is None and _is_shorthand(name, sites, outright):
            other = name
        elif not persons and other is None and _is_prose(name, ended, outright):
            break
        if ended and (persons or other):
            break
    return persons, other


_SHORT_CAPITALS = re.compile(r"[A-Z]{2}(?: [A-Z]{2})+")


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
        if "/" in line and has_case(line):
            line = _with_slashes(line)
        parts = _BORDER.split(_LEADING_AND.sub("", line), _MOST_PARTS)
        if number and len(parts) == 2 and "," in line and names_no_person(parts[0].casefold()):
            parts.pop()  # "Transport correspondent, Port Garrow", below a name
        for part in parts:
            if (label := LABEL_OF_WORK.match(part)) is not None:
                is_of_others = label["other"] is not None
            if is_of_others:
                continue
            name, ended = _trimmed(part)
            yield name, ended, number > 0


def _with_slashes(line: str) -> str:
    """A line with spaces about slashes of its first part: "Mehmet ÖZTÜRK/İZMİR", but "…, Haven/Quay"."""
    mark = _MARK.search(line)
    end = mark.start() if mark is not None else len(line)
    return _SLASH_OF_WORDS.sub(" / ", line[:end]) + line[end:]


_SLASH_OF_WORDS = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_])")


def _is_shorthand(name: str, sites: frozenset[str], outright: bool) -> bool:
    """Whether it can stand for an author and is no full name: "APA", "Our Staff", a pseudonym behind "by"."""
    words = name.split()
    if not 2 <= len(name) <= 40 or len(words) > 5 or key_of(name) in NOBODY or "admin" in name.casefold():
        return False
    if is_agency(name) or is_outlet(name, sites):
        return True
    if is_staff(name) and ":" not in name:
        return name[0].isupper() or not has_case(name)
    if not name[0].isupper():
        return False
    return outright and all(map(is_word_of_name, words))


def _others(text: str) -> list[str]:
    """Shorthands and organisations: "kle, omu" are two, "Office for Art and Music" is one."""
    parts = [part for piece in _MARK.split(text, _MOST_PARTS) if (part := piece.strip(EDGES))]
    if parts and (is_firm(parts[0]) or names_no_person(parts[0].casefold())):
        return parts[:1]  # "Firm Ltd., Munich, Germany"
    return parts


# --- what stands about a name -----------------------------------------------------------------


def _trimmed(part: str) -> tuple[str, bool]:
    """(a part of a byline without role, place and date about the name, whether a date or a call ended it)"""
    name = _said_once(part.strip(EDGES))
    if not name or is_name_like(name):
        return _with_dot(name, part), False
    if len(name) <= 2 and name.isdigit():  # "Jane Doe ¹, Richard Roe ²"
        return "", False
    ended = False
    has_other_words = names_no_person(name.casefold())
    if (has_other_words or ":" in name or _OF_AN_END.search(name)) and (end := _END.search(name)):
        whole, ended = name, True
        name = name[: end.start()].rstrip(EDGES)
        if is_name_like(name):
            return _with_dot(name, part), ended
        if is_staff(whole) and not A_DATE.search(whole) and name.count(" ") == whole.count(" "):
            return whole, False  # "Redação g1"
    if opening := OPENING.match(name):
        name = name[opening.end() :]
    for pattern in (_ROLE, AGENCY, _PLACE_BEHIND) if has_other_words else (_PLACE_BEHIND,):
        if match := pattern.search(name):
            before, behind = name[: match.start()].rstrip(EDGES), name[match.end() :].strip(EDGES)
            if is_name_like(before) or (pattern is _PLACE_BEHIND and is_agency(before)):
                return before, ended  # "Jane Doe in Berlin", "Reuters in Boston"
            if pattern is _ROLE and is_name_like(whose := without_words_of_none(before)):
                return whose, ended  # "Jane Doe Science reporter"
            if not before and is_name_like(behind):
                return behind, ended
    if has_other_words and (capitals := _IN_CAPITALS.match(name)) and is_name_like(capitals[0].rstrip()):
        return capitals[0].rstrip(), ended
    return name, ended


# "RITA STONE Herald Staff Writer", a line's end between them
_IN_CAPITALS = re.compile(r"(?:(?:[A-Z][A-Z.'’-]+\s?){2,3})(?<=\s)(?=[A-Z][a-z])")
_ROLES = (
    "senior|junior|staff|chief|deputy|associate|assistant|managing|executive|special|political|freelance|foreign"
    "|diplomatic|security|reporters?|correspondents?|journalists?|writers?|editors?|columnists?|contributors?"
    "|producers?|photographers?|anchor|analyst|journalist\\w*|redak\\w+|redact\\w+|rédact\\w+|korrespondent\\w*"
    "|chefredak\\w*|autorin|volontär\\w*|reporter\\w*|periodista|corresponsal|enviad[oa]s?|envoyée?s?|journaliste"
    "|correspondant\\w*|jornalista|repórter|giornalista|inviat[oa]|corrispondente|verslaggever|dziennikarz"
    "|muhabir\\w*|editör\\w*|wartawan|مراسل\\w*|محرر\\w*|צלם|기자|특파원|논설위원|記者|记者"
)
_ROLE = re.compile(rf"(?:^|(?<=\s))(?:{_ROLES})(?!\w)", re.IGNORECASE)
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
    r"|atualizado|pubblicato|role|عہدہ|شغل|पदनाम|(?:fotos?|photos?|bild(?:er)?|images?|video)(?=\s*:)|تصوير|عدسة|عکاس|צילום|منذ|قبل)\b(?!-)",
    re.IGNORECASE,
)


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
