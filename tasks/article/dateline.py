"""Split a dateline into place and agency: «أبوظبي - وام», «دمشق (رويترز) -», "PARIS, April 25 (AP) —"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tasks.article.gazetteer import AGENCIES, CITIES, WORDS_TOO
from tasks.fold import fold


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report comes from and who sent it; `alone` if nothing else stands in its paragraph."""

    place: str | None
    agency: str | None
    alone: bool


def split_dateline(text: str) -> Dateline | None:
    """The dateline that opens a paragraph, or None.

    It ends in a dash, a colon, a slash or with the line, and names an agency that we know, or one that
    calls itself so, or any name between slashes. Without an agency a place needs a dash behind it and is a
    well-known city or, before a long dash, in capitals. The day is no part of the place.
    """
    start = text[:_LONGEST].strip()
    if start.startswith(_CJK_OPENINGS):
        return _in_east_asian_form(start, text)
    if start.startswith("به گزارش"):
        return _in_persian_form(start)
    if len(text) <= _LONGEST_ALONE:
        name = start.strip(" ()[].-–—ـ")
        if fold(name) in CITIES:
            return Dateline(name, None, alone=True)
        if _agency_in(name, strong=True):
            return Dateline(None, name, alone=True)
        if found := _place_last(name) or _place_and_reporter(name):
            return found
    return _in_pieces(start, len(text) <= _LONGEST)


def _place_last(line: str) -> Dateline | None:
    """The dateline of a line that names the agency before the city: «أ ش أ - القاهرة»."""
    agency, border, city = line.rpartition("-")
    if not border or fold(city := city.strip()) not in CITIES:
        return None
    agency = agency.strip()
    return Dateline(city, agency, alone=True) if _agency_in(agency) else None


def _place_and_reporter(line: str) -> Dateline | None:
    """The dateline of a line «أبوظبي: محمد علي» or «لندن: «الضفة»»: a city, and who reports."""
    city, border, who = line.partition(":")
    if not border or fold(city := city.strip()) not in CITIES:
        return None
    who = who.strip()
    is_paper = who[:1] == "«" and who[-1:] == "»"
    is_name = _is_reporter(who) and _NOT_IN_PLACES.isdisjoint(map(fold, who.split()))
    return Dateline(city, None, alone=True) if is_paper or is_name else None


def agencies_named(text: str) -> str | None:
    """The agencies that a line or a bracket consists of, as printed: «رويترز», "AFP, dpa"; else None.

    Of "dpa/jw" and «وكالات + الشبكة» it is the agency: the rest are initials, or the outlet itself.
    """
    if text[:1] in _OPENING_SIGNS and (own := _BETWEEN_SIGNS.fullmatch(text)):
        return _agency_in(own["slashes"] or own["brackets"])  # «/العُمانية/», 【共同】: no word is set so
    name = text.strip(" ()[]（）.-–—ـ")
    if found := _agency_in(name, strong=True):
        return found
    first, _, others = name.replace("+", "/").partition("/")
    return _agency_in(first.strip(), strong=True) if others and len(others) <= 20 else None


_OPENING_SIGNS = ("/", "【")
_BETWEEN_SIGNS = re.compile(r"(?:/\s*(?P<slashes>[^/]{2,40}?)\s*/|【(?P<brackets>[^【】]{2,20})】)\W*")
_LONGEST = 160  # characters in which a dateline ends
_LONGEST_ALONE = 60
_LONGEST_PLACE = 40


# --- agencies ---------------------------------------------------------------------------------

_SAYS_AGENCY = re.compile(r"(?:وكالة|خبرگزاری|agencia|agence|agenzia|агентство)\s+\S.{0,30}", re.IGNORECASE)
_BETWEEN_AGENCIES = re.compile(r"\s*[/,،+&]\s*|\s+-\s+|\s+(?:and|und|et|y|e)\s+|\s+و\s?")


def _agency_in(text: str, strong: bool = False) -> str | None:
    """`text` as printed if it is an agency's name or several; the part that is, of "dpa/lby".

    `strong`: only names that we know and that mean nothing else, where no place or dash tells more.
    """
    if not 2 <= len(text) <= _LONGEST_PLACE or ":" in text or text[0] == "©":
        return None
    key = fold(text)
    if key in AGENCIES:
        return None if strong and (key in WORDS_TOO or (text.islower() and text not in _LOWER)) else text
    if not strong and _SAYS_AGENCY.fullmatch(text):
        return text
    parts = [part for part in _BETWEEN_AGENCIES.split(text) if part]
    known = [part for part in parts if fold(part) in AGENCIES and not (strong and fold(part) in WORDS_TOO)]
    if not known or (strong and len(known) < len(parts)):
        return None
    return text if len(known) == len(parts) else known[0]


_LOWER = frozenset({"dpa", "afp", "apa", "sda", "sid", "epd", "kna", "reuters", "askanews"})


# --- its parts --------------------------------------------------------------------------------

# What stands between the parts. A hyphen within a word or a number is none: "Tel-Aviv", "25-4-2023".
# It is looked ahead for its first sign: most places of a text are spared the many ways to go on.
_BORDER = re.compile(
    r"(?=\s*[(\[（)\]）\-–—―ـ/:：,،|])\s*(?:(?P<open>[(\[（])|(?P<close>[)\]）])|(?P<long>--+|[–—―]+)|(?P<dash>(?<!\d)-+(?!\d)|\s-+\s|(?<![^\W_])ـ+)"
    r"|(?P<slash>/+)|(?P<colon>[:：])|(?P<comma>[,،])|(?P<bar>\|))\s*"
)
# Vowel signs of Indic scripts are no \w.
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0dff])"
_NUMBER = r"\d{1,4}(?:st|nd|rd|th|er|º|\.)?"
# Reuters writes «15 مايو أيار»: Egypt's name of the month and the Levant's.
_LEVANTINE = (
    r"(?:كانون\s+(?:الأول|الثاني)|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين\s+(?:الأول|الثاني))"
)
_DATE = (
    rf"(?:{_NUMBER}(?:\s*[./-]\s*\d{{1,4}}){{1,2}}\.?"
    rf"|{_NUMBER}\s+(?:de\s+|of\s+)?{_LETTER}{{2,12}}(?:\s+(?:الأولى|الآخرة|الأول|الآخر|الثاني))?"
    rf"(?:\s+{_LEVANTINE})?\.?(?:\s+(?:de\s+)?\d{{4}})?"
    rf"|{_LETTER}{{3,12}}\.?\s+{_NUMBER}|{_NUMBER})"
)
_DAY = rf"(?:(?:في|يوم|بتاريخ|le|il|den|am)\s+)?{_DATE}(?:\s*(?:هـ|ه|م|г\.?|р\.?)(?!\w))?"
_IS_DAY = re.compile(rf"{_DAY}(?:\s+الموافق\s+{_DAY})?", re.IGNORECASE)
_MONTH_AT_END = re.compile(
    r"\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?$|\s+(?:في|يوم)$"
)
_DOMAIN = re.compile(r"[\w-]+\.(?:com?|net|org|id)(?:\.[a-z]{2})?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.'’ʼ`\u064b-\u0652\u200c\u0900-\u0fff-]*")
_CLOSE = re.compile(r"[)\]）]\s*(?P<end>[.\s]*[-–—ـ:：/]+\s*)?")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_IN_PLACES = _words(
    fold(
        "قال وقال قالت وقالت ذكر ذكرت وذكر وذكرت أعلن أعلنت وأعلن وأعلنت أكد أكدت وأكد وأكدت أفاد أفادت"
        " نقل نقلت ونقلت في من على عن إلى الى مع بعد قبل خلال أن إن هذا هذه الذي التي كما لكن ما لا لم لن"
        " حسب بحسب وفق وفقا وكالة وكالات صحيفة قناة موقع مصادر مصدر شبكة كتب كتبت بيان تقرير الوزير "
        " الرئيس المتحدث المصدر الحكومة الجيش الوزارة که در به از را است نے کے کی میں ने के की में"
    )
)
_NO_FIRST_WORD = _words(
    "In On At He She It We They This That These Those But And Or So For From By With As If When While"
    " After Before I You Who What How Why There Es Er Sie Wir Ich Und Aber Il Elle Nous Ils Ella"
    " Nosotros"
)
_PARTICLES = _words(
    "de del della di da do dos das la le les el al am an der im bei ob na nad sur sous upon on of the"
    " und and et y e i u en on-the в на"
)
_NO_PLACE_IN_CAPITALS = _words(
    "BREAKING UPDATE UPDATED UPDATES EXCLUSIVE LIVE WATCH VIDEO PHOTOS PHOTO OPINION ANALYSIS"
    " EDITORIAL NOTE CORRECTION ADVERTISEMENT SPONSORED WARNING SPOILER NEWS NEW EILMELDUNG URGENT"
    " DIRECT STORY KEY BACKGROUND SUMMARY READ LISTEN INTERVIEW REVIEW COMMENT COMMENTARY BUSINESS"
    " SPORTS SPORT POLITICS WORLD FINAL POLL FACT JUST IN MORE RELATED ALERT DEVELOPING REPORT FEATURE"
    " PODCAST GALLERY TRAILER EPISODE PART CHAPTER STEP QUESTION ANSWER TIP PLUS PS NB SUBSCRIBE"
    " FOLLOW SHARE CLICK IMPORTANT ATTENTION ACHTUNG KOMMENTAR ANALYSE MEINUNG ÚLTIMA EN VIVO"
)


class _Piece(NamedTuple):
    """A part between two borders: its text, where it ends, and the kinds of the borders."""

    text: str
    start: int
    end: int
    before: str  # "" at the start
    after: str  # "" at the end of the text


def _pieces(start: str) -> Iterator[_Piece]:
    at, before = 0, ""
    for number, border in enumerate(_BORDER.finditer(start)):
        kind = border.lastgroup or ""
        if text := start[at : border.start()]:
            yield _Piece(text, at, border.start(), before, kind)
        at, before = border.end(), kind
        if number == 12:
            return
    if at < len(start):
        yield _Piece(start[at:], at, len(start), before, "")


def _in_pieces(start: str, whole: bool) -> Dateline | None:
    """Read part by part: places, a day, an agency. `whole`: nothing of the paragraph follows `start`."""
    place_start = place_end = 0
    places = 0
    dated = False
    for piece in _pieces(start):
        place = start[place_start:place_end].strip(" ،,-–—")
        if piece.before == "open":
            bracket = _CLOSE.search(start, piece.start)
            if bracket is None:
                return None
            rest = start[bracket.end() :]
            if agency := _agency_in(start[piece.start : bracket.start()]):
                return _with_bracket(place or None, dated, agency, bracket, rest, whole)
            if (
                place
                and fold(place) in CITIES
                and _URDU_REPORTER.search(bracket.string, piece.start, bracket.start())
            ):
                return Dateline(place, None, alone=False)
            if places and rest and bracket["end"]:  # "OAKVILLE (WXYZ) — Police …": the station
                return _place_alone(place, rest, bracket["end"].strip())
        text, _, behind = piece.text.partition(". ")  # "МОСКВА, 25 апр — РИА Новости. Президент …"
        if behind and not (piece.before in ("dash", "long") and _agency_in(text)):
            text = piece.text
        elif behind:
            piece = piece._replace(after="")
        if (agency := _agency_in(text)) and _may_stand(piece, bool(places), agency):
            return _with_agency(start[piece.start + len(text) :], whole, place or None, agency)
        if piece.before == piece.after == "slash" and places and _is_name_in_slashes(place, text):
            if whole and (agency := _agency_in(start[piece.end :].strip(" /"))):
                return Dateline(place, agency, alone=True)  # «إسطنبول/ محمد علي/ الأناضول»
            return _with_agency(start[piece.end :], whole, place, text)
        if _DOMAIN.fullmatch(text):
            if places:  # "JAKARTA, KOMPAS.com - Presiden"
                return Dateline(place, None, alone=False) if piece.after in ("dash", "long") else None
            place_start = place_end = piece.end + 1  # "TEMPO.CO, Jakarta - Presiden"
            continue
        if _IS_DAY.fullmatch(text) or (dated and re.fullmatch(_LEVANTINE, text)):  # «15 مايو / أيار»
            dated = True
            continue
        if piece.before == "" and piece.after == "colon" and _opens_in_urdu(text, start[piece.end :]):
            return Dateline(text, None, alone=False)
        if piece.before in ("dash", "long") and places:
            return _place_alone(place, start[piece.start :], "—" if piece.before == "long" else "-")
        if places == 0 and (split := _place_and_day(text)):
            name, agency = split
            place_end, places, dated = piece.start + len(name), 1, True
            if agency:
                return _with_agency(text.partition(agency)[2] + start[piece.end :], whole, name, agency)
            continue
        if dated or places == 3 or not _is_place(text) or piece.after in ("", "colon"):
            return None
        places += 1
        place_end = piece.end + (piece.after == "close")
    return None


# «لاہور (نمائندہ جنگ) …», «اسلام آباد(ویب ڈیسک) …»
_URDU_REPORTER = re.compile("نمائندہ|نمائندگان|رپورٹر|ڈیسک|مانیٹرنگ|بیورو|نگار")
_OF_URDU = re.compile("[ٹڈڑںےہھ]")


def _opens_in_urdu(city: str, rest: str) -> bool:
    """Whether a city and a colon are an Urdu dateline; in Arabic a city before a colon speaks."""
    return len(rest) > 40 and _OF_URDU.search(rest) is not None and fold(city) in CITIES


def _is_place(text: str) -> bool:
    if not 2 <= len(text) <= _LONGEST_PLACE:
        return False
    words = text.split()
    if len(words) > 5 or words[0] in _NO_FIRST_WORD or not all(map(_WORD.fullmatch, words)):
        return False
    if text.lower() == text.upper():  # a script without capitals
        return len(words) <= 4 and _NOT_IN_PLACES.isdisjoint(map(fold, words))
    return words[0][0].isupper() and all(word[0].isupper() or word in _PARTICLES for word in words)


def _place_and_day(text: str) -> tuple[str, str | None] | None:
    """(place, agency) of «أبوظبي في 3 مايو», «عمان 25 نيسان بترا», "Praha 25. dubna"."""
    digit = _BEFORE_DIGIT.search(text)
    if digit is None:
        return None
    place = _MONTH_AT_END.sub("", text[: digit.start()]).rstrip()
    day = _IS_DAY.match(text, digit.end())
    if not _is_place(place) or day is None:
        return None
    behind = text[day.end() :].strip()
    if not behind:
        return place, None
    first = behind.split(maxsplit=1)[0]
    agency = _agency_in(behind) or (_agency_in(first) if day[0].endswith(("م", "هـ")) else None)
    return (place, agency) if agency else None


_BEFORE_DIGIT = re.compile(r"\s(?=\d)")


def _may_stand(piece: _Piece, has_place: bool, agency: str) -> bool:
    """Whether an agency's name is one in this position, and not a word of a sentence."""
    if not has_place:
        return (
            piece.before == "" and piece.after in ("long", "dash", "slash") and fold(agency) not in WORDS_TOO
        )
    if agency.islower() and agency not in _LOWER:
        return False
    return piece.before in ("dash", "long", "slash", "comma", "close") and piece.after in (
        "", "dash", "long", "slash", "colon",
    )  # fmt: skip


def _with_agency(rest: str, whole: bool, place: str | None, agency: str) -> Dateline:
    border = rest.lstrip()[:1]
    rest = rest.lstrip(" -–—ـ:：/|.")
    if whole and place and rest and border in _BEFORE_NAME and fold(place) in CITIES and _is_reporter(rest):
        return Dateline(place, agency, alone=True)  # «بغداد – واع – محمد علي»
    return Dateline(place or _place_behind(rest), agency, alone=whole and not rest)


_BEFORE_NAME = ("-", "–", "—")


def _is_reporter(rest: str) -> bool:
    """Whether what ends a line behind place and agency is two to four words of a name, in Arabic letters."""
    words = rest.split()
    return 2 <= len(words) <= 4 and len(rest) <= 30 and all(map(_ARABIC_WORD.fullmatch, words))


_ARABIC_WORD = re.compile("[\u0621-\u06cc]{2,12}")


def _with_bracket(
    place: str | None, dated: bool, agency: str, bracket: re.Match[str], rest: str, whole: bool
) -> Dateline | None:
    if rest and bracket["end"] is None and not _opens_sentence(place, dated, rest):
        return None
    return Dateline(place or _place_behind(rest), agency, alone=whole and not rest)


def _opens_sentence(place: str | None, dated: bool, rest: str) -> bool:
    """Whether text behind a bracket without a dash is a new sentence: "New Delhi, Apr 25 (PTI) The …"."""
    if rest[0].islower() or rest[0] in ".,،;؛":
        return False
    if place is None or dated or place.isupper() or fold(place) in CITIES:
        return True
    return len(place.split()) <= (2 if place.lower() == place.upper() else 1)


def _place_behind(rest: str) -> str | None:
    """The place in what follows an agency: "(ANSA) - ROMA, 25 APR - Il governo …"."""
    border = re.match(rf"(?P<place>[^\d\W][^\d,،(:/–—]{{1,30}}?)(?:,\s*{_DAY})?\s*(?:--+|[–—]|\s-\s)", rest)
    if border is None or not (border["place"].isupper() or fold(border["place"]) in CITIES):
        return None
    return border["place"].strip() if _is_place(border["place"].strip()) else None


def _is_name_in_slashes(place: str, name: str) -> bool:
    """Whether a name between slashes is whoever reports: «بغداد/ المدى/ …», not "he/she/it"."""
    words = name.split()
    if not 1 <= len(words) <= 3 or len(name) > 30 or not all(map(_WORD.fullmatch, words)):
        return False
    return place.lower() == place.upper() or place.isupper() or fold(place) in CITIES


_LONG_DASHES = frozenset({"--", "–", "—", "―"})


def _place_alone(place: str, rest: str, border: str) -> Dateline | None:
    """A place and a dash without an agency: "KYIV, Ukraine — Officials …", «بيروت - قال …»."""
    city, _, region = place.replace("،", ",").partition(",")
    cased = place.lower() != place.upper()
    if cased and rest[0].islower():
        return None
    if not cased and (sender := _agency_in(rest.split(maxsplit=1)[0], strong=True)):
        return Dateline(place, sender, alone=False)  # «دمشق-سانا أعلن …»
    if fold(place) in CITIES or (fold(city) in CITIES and (border in _LONG_DASHES or not cased)):
        return Dateline(place, None, alone=_is_name_alone(rest, cased))
    if border not in _LONG_DASHES or not city.isupper() or len(city) < (2 if region else 5):
        return None
    return Dateline(place, None, alone=False) if city.split()[0] not in _NO_PLACE_IN_CAPITALS else None


def _is_name_alone(rest: str, cased: bool) -> bool:
    """Whether what follows a city is only a reporter's or a paper's name: «القاهرة - محمد علي»."""
    words = rest.strip('«»"“”() ').split()
    if not 1 <= len(words) <= 4 or rest.rstrip().endswith((".", "!", "?", "؟", ":")):
        return False
    return all(word[0].isupper() or word in _PARTICLES for word in words) if cased else len(rest) <= 30


# --- other forms ------------------------------------------------------------------------------

# 新华社北京4月25日电, （新华社北京电）, 【ワシントン共同】, (서울=연합뉴스) 홍길동 기자 =
# （中央社記者王小明台北25日電）: a name has three signs
_TAIWANESE = re.compile(
    r"^[（(〔](?P<agency>中央社)(?:[記记]者(?:[\u4e00-\u9fff]{2,4}、){0,3}[\u4e00-\u9fff]{3})?(?P<place>[\u4e00-\u9fff]{2,6}?)\d{1,2}日"
    r"(?:綜合|專)?外?[電电][）)〕]"
)
_CHINESE = re.compile(
    r"^[（(]?(?:据)?(?P<agency>新华社|新華社|中新社|中新网|中央社|法新社|路透社|美联社|美聯社|德新社|塔斯社|共同社|彭博社)"
    r"(?P<place>[\u4e00-\u9fff]{2,6}?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:专|專)?[电電讯訊](?:[）)]|\s|，|$|(?=[（(「“]))"
)
_JAPANESE = re.compile(
    r"^【(?P<place>[^【】=＝\s]{2,12}?)[=＝・]?(?P<agency>共同|時事|ロイター|AFP(?:=時事)?|AP|CNN|新華社)(?:通信)?】"
)
_KOREAN = re.compile(
    r"^[(\[（](?P<place>[가-힣·\s]{2,20})=(?P<agency>연합뉴스|뉴시스|뉴스1|로이터|AFP|AP|신화|교도|타스)[^)\]）]{0,20}[)\]）]"
)
_CJK_OPENINGS = ("新", "中", "据", "法", "路", "美", "德", "塔", "共", "彭", *"（【([")  # fmt: skip
_REPORTED = re.compile(r"^به\s+گزارش\s+(?P<who>[^،,؛:؛.]{2,90}?)\s*[،,؛:]")


def _in_east_asian_form(start: str, text: str) -> Dateline | None:
    if taiwanese := _TAIWANESE.match(start):
        return Dateline(taiwanese["place"], taiwanese["agency"], alone=taiwanese.end() == len(text.strip()))
    for form in (_CHINESE, _JAPANESE, _KOREAN):
        if match := form.match(start):
            return Dateline(match["place"], match["agency"], alone=match.end() == len(text.strip()))
    return _in_pieces(start, len(text) <= _LONGEST) if start[0] in "(（" else None


def _in_persian_form(start: str) -> Dateline | None:
    """«به گزارش خبرنگار … باشگاه خبرنگاران جوان از یزد، …»: according to the agency, from the place."""
    match = _REPORTED.match(start)
    if match is None:
        return None
    words = match["who"].split()
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            titled = at == 0 or words[at - 1] in ("خبرگزاری", "خبرنگار", "گروه")
            if fold(name) in AGENCIES and (titled or fold(name) not in WORDS_TOO):
                behind = words[at + size :]
                place = " ".join(behind[1:4]) if behind[:1] == ["از"] else None
                return Dateline(place, name, alone=False)
    return None
