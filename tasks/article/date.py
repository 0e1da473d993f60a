"""Read a printed or declared date: when, how exactly, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from tasks.model import Precision

_EARLIEST = 1990  # the web has no older page; a year before is a template's default
_LONGEST = 240  # characters of text in which a date is looked for


@dataclass(frozen=True, slots=True)
class Published:
    """A date as read. `at` is aware; `zone` says where its zone comes from."""

    at: datetime
    raw: str  # the words it was read from
    precision: Precision
    zone: str = "page"  # page | site | assumed
    relative: bool = False  # read against the time of fetching
    calendar: str = "gregorian"  # gregorian | hijri | jalali


def read_date(
    text: str, *, zone: tzinfo | None = None, fetched_at: datetime | None = None
) -> Published | None:
    """The date that `text` holds, in any of the forms below, or None.

    ISO 8601; day, month name and year in any order, in some thirty languages; numbers (day first
    unless that is impossible); Hijri and Jalali dates; "3 hours ago" against `fetched_at`. A date without a
    zone is taken to be in `zone`, else in UTC. Dates before 1990 or more than two days after
    `fetched_at` are not believed.
    """
    text = text.strip()[:_LONGEST]
    if not text:
        return None
    for read in (_read_iso, _read_printed):
        found = read(text, zone)
        if found is not None and _believable(found, fetched_at):
            return found
    return _read_relative(text, zone, fetched_at) if fetched_at is not None else None


def _believable(found: Published, fetched_at: datetime | None) -> bool:
    if found.at.year < _EARLIEST:
        return False
    return found.at.year < 2100 if fetched_at is None else found.at <= fetched_at + timedelta(days=2)


def zone_named(name: str | None) -> tzinfo | None:
    """The zone of an IANA name, or None if there is no such."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: a name that is a folder of zones
        return None


# --- ISO 8601 and what templates make of it ---------------------------------------------------

_ISO = re.compile(
    r"(?P<date>(?:19|20)\d\d-(?:1[0-2]|0?[1-9])-(?:3[01]|[0-2]?\d)(?!\d))"
    r"(?:(?:T|\s+|\s+T\s*)(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60)(?:[.,:]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d?:?\d\d|[+-]\d\d\b)?)?",
    re.IGNORECASE,
)
_STAMP = re.compile(r"^\s*(?P<seconds>1[0-9]{9})(?P<thousandths>\d{3})?\s*$")
_COMPACT = re.compile(
    r"^\s*((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?([01]\d|2[0-3])([0-5]\d)(?:[0-5]\d)?(Z)?)?\s*$"
)


def _read_iso(text: str, zone: tzinfo | None) -> Published | None:
    if match := _ISO.search(text):
        year, month, day = map(int, match["date"].split("-"))
        hour = int(match["hour"]) if match["hour"] else None
        return _made(
            text, (year, month, day), _time(hour, match["minute"], None), _offset(match["zone"]), zone
        )
    if match := _STAMP.match(text):
        at = datetime.fromtimestamp(int(match["seconds"]), tz=UTC)
        return Published(at, text, "minute")
    if match := _COMPACT.match(text):
        year, month, day = map(int, match.group(1, 2, 3))
        hour = int(match[4]) if match[4] else None
        return _made(text, (year, month, day), _time(hour, match[5], None), _offset(match[6]), zone)
    return None


# --- printed dates ----------------------------------------------------------------------------

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९", "0123456789" * 3)
_INVISIBLE = re.compile("[\u064b-\u0652\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_MONTHS_IN_ORDER = (
    # Egypt, the Gulf, Sudan
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ينايـر فبرایر مارس ابريل ماي يونيه يوليه اغسطس سبتمبر اكتوبر نوفبر دسمبر",
    # Levant and Iraq; _ stands for a space
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "كانون_ثاني شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين_أول تشرين_ثاني كانون_أول",
    "كانون_ثان شباط أذار نيسان أيّار حزيران تمّوز آب أيلول تشرين_الاول تشرين_ثان كانون_الاول",
    # Maghreb
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    # Persian and Urdu names of the Gregorian months
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan febr mrt april mei juni juli augustus sept okt nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz april mai juni juli august september oktober november dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv fevrier mars avr mai juin juil aout sept octobre nov décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene febrero marzo abr mayo junio julio ago setiembre oct nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen febbr mar apr mag giu lug ago set ott nov dic",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "januar februar marts april maj juni juli august september oktober november desember",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    (
        "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου"
        " ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου"
    ),
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "január február március április május június július augusztus szeptember október november december",
    "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    (
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta"
        " heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta"
    ),
)
_HIJRI_MONTHS = (
    "محرم صفر ربيع_الأول ربيع_الآخر جمادى_الأولى جمادى_الآخرة رجب شعبان رمضان شوال ذو_القعدة ذو_الحجة",
    "المحرم صفر ربيع_الاول ربيع_الثاني جمادى_الأول جمادى_الثانية رجب شعبان رمضان شوال ذي_القعدة ذي_الحجة",
    "محرّم صفر ربیع_الاول ربیع_الثانی جمادي_الأولى جمادي_الثانية رجب شعبان رمضان شوال ذوالقعدة ذوالحجة",
)
_JALALI_MONTHS = (
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "فروردين ارديبهشت خرداد تير امرداد شهريور مهر ابان اذر دي بهمن اسفند",
)


def _table(rows: tuple[str, ...]) -> dict[str, int]:
    return {
        name.replace("_", " "): number
        for row in reversed(rows)
        for number, name in enumerate(row.split(), start=1)
    }


# «آذار» is March in the Levant and «آذر» November in Iran; «مهر» and «تیر» are words of their own.
_GREGORIAN = _table(_MONTHS_IN_ORDER)
_HIJRI = _table(_HIJRI_MONTHS)
_JALALI = _table(_JALALI_MONTHS)


def _any_of(names: dict[str, int]) -> str:
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))


_NAME = rf"(?P<month>{_any_of(_GREGORIAN | _HIJRI | _JALALI)})"
_ORDINAL = r"(?:st|nd|rd|th|er|º|\.|-го)?"
_LINK = r"(?:\s*[,،./–-]\s*|\s+(?:de|del|of|من|لـ?|ב)\s+|\s+)"
_YEAR = r"(?P<year>1[34]\d\d|(?:19|20)\d\d)"
_NAMED = re.compile(
    rf"(?<![\w])(?:(?P<day>[0-3]?\d){_ORDINAL}{_LINK}{_NAME}\.?"
    rf"(?:\s*/\s*[^\W\d_]+(?:\s[^\W\d_]+)?)?{_LINK}{_YEAR}"
    rf"|(?P<us>{_NAME.replace('month', 'us_month')})\.?\s+"
    rf"(?P<us_day>[0-3]?\d){_ORDINAL}\s*[,،]?\s+(?P<us_year>(?:19|20)\d\d)"
    rf"|{_YEAR.replace('year', 'y_year')}{_LINK}{_NAME.replace('month', 'y_month')}{_LINK}"
    rf"(?P<y_day>[0-3]?\d))(?!\d)",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(rf"(?<![\w])(?<!\d\s){_NAME}\.?\s*[,،]?\s+{_YEAR}(?!\d)", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?<![\d.,/:-])(?:(?P<y>(?:19|20)\d\d|1[34]\d\d)\s*[-/.]\s*(?P<m>[01]?\d)\s*[-/.]\s*(?P<d>[0-3]?\d)"
    r"|(?P<a>[0-3]?\d)\s?[-/.]\s?(?P<b>[0-3]?\d)\s?[-/.]\s?(?P<c>(?:19|20)\d\d|1[34]\d\d|\d\d))(?![\d/-])"
)
_EAST_ASIAN = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*[年년]\s*(?P<month>[01]?\d)\s*[月월]\s*(?P<day>[0-3]?\d)\s*[日일]"
    r"(?:\s*[(（][^)）]{1,3}[)）])?\s*(?:(?P<half>午前|午後|上午|下午|오전|오후)?\s*(?P<hour>[0-2]?\d)\s*[時时시:]\s*(?P<minute>[0-5]\d))?"
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-4])\s?(?P<mark>[:.h٫]|\s?Uhr\s|H)\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?(?!\d|\.\d)"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?|ص(?:باحا|باحًا|باحاً)?(?!\w)|م(?:ساء|ساءً|ساءا)?(?!\w)|ظهرا|صباحا|مساء|ق\.ظ|ب\.ظ|SA\b|CH\b)?",
    re.IGNORECASE,
)
_HOUR_ONLY = re.compile(r"(?<![\d:])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap]\.?m\b\.?)", re.IGNORECASE)
_ZONE = re.compile(
    r"(?<![\w])(?:(?:GMT|UTC)\s*(?P<offset>[+-]\s?\d{1,2}(?::?\d\d)?)|(?P<bare>[+-]\d\d:?\d\d)(?!\d)|(?P<name>[A-Z]{2,5})(?![\w])"
    r"|(?P<word>بتوقيت غرينتش|بتوقيت جرينتش|ت\s?غ|غرينتش|توقيت مكة))"
)
_ZONES = {
    "GMT": 0.0, "UTC": 0.0, "Z": 0.0, "WET": 0.0, "BST": 1.0, "CET": 1.0, "MEZ": 1.0, "CEST": 2.0,
    "MESZ": 2.0, "EET": 2.0, "EEST": 3.0, "MSK": 3.0, "TRT": 3.0, "EAT": 3.0, "SAST": 2.0, "GST": 4.0,
    "PKT": 5.0, "WIB": 7.0, "ICT": 7.0, "HKT": 8.0, "SGT": 8.0, "MYT": 8.0, "JST": 9.0, "KST": 9.0,
    "AEST": 10.0, "AEDT": 11.0, "NZST": 12.0, "NZDT": 13.0, "EST": -5.0, "EDT": -4.0, "CST": -6.0,
    "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0, "بتوقيت غرينتش": 0.0,
    "بتوقيت جرينتش": 0.0, "غرينتش": 0.0, "ت غ": 0.0, "تغ": 0.0, "توقيت مكة": 3.0,
}  # fmt: skip

Day = tuple[int, int, int]
Time = tuple[int, int]


def _read_printed(text: str, zone: tzinfo | None) -> Published | None:
    visible = _INVISIBLE.sub("", text)
    plain = visible.translate(_DIGITS)  # as long as `visible`: places in one are places in the other
    if match := _EAST_ASIAN.search(plain):
        day = (int(match["year"]), int(match["month"]), int(match["day"]))
        hour = int(match["hour"]) if match["hour"] else None
        return _made(match[0], day, _time(hour, match["minute"], match["half"]), None, zone)
    for start, end, day, calendar in _days(plain):
        about = plain[max(0, start - 40) : end + 60]
        time = _find_time(plain[end : end + 60]) or _find_time(plain[max(0, start - 40) : start])
        offset = _find_zone(about)
        start, end = _with_time(plain, start, end, time, offset)
        raw = visible[start:end].strip()
        if found := _made(raw, day, time, offset, zone, calendar):
            return found
    if (match := _MONTH_ONLY.search(plain)) and (named := _month(match["month"], int(match["year"]))):
        month, calendar = named
        if calendar == "gregorian" and (
            found := _made(match[0], (int(match["year"]), month, 1), None, None, zone)
        ):
            return Published(found.at, match[0], "month", found.zone)
    return None


def _days(text: str) -> Iterator[tuple[int, int, Day, str]]:
    """(start, end, (year, month, day), calendar) of every day named in the text; Gregorian ones first."""
    found: list[tuple[int, int, Day, str]] = []
    for match in _NAMED.finditer(text):
        name = match["month"] or match["us_month"] or match["y_month"]
        year = int(match["year"] or match["us_year"] or match["y_year"])
        number = int(match["day"] or match["us_day"] or match["y_day"])
        if named := _month(name, year):
            month, calendar = named
            found.append((match.start(), match.end(), (year, month, number), calendar))
    for match in _NUMBERS.finditer(text):
        if match["y"]:
            year, month, number = int(match["y"]), int(match["m"]), int(match["d"])
        else:
            number, month, year = int(match["a"]), int(match["b"]), int(match["c"])
            if len(match["c"]) == 2:
                year += 2000
            if month > 12 >= number:
                number, month = month, number
        found.append((match.start(), match.end(), (year, month, number), _calendar_of(year, text)))
    found.sort(key=lambda item: item[3] != "gregorian")
    yield from found


_HIJRI_SIGN = re.compile(r"(?<!\w)ه(?:ـ|جري)?(?!\w)|هجري|\bAH\b")


def _calendar_of(year: int, text: str) -> str:
    if year >= 1900:
        return "gregorian"
    # 1390 to 1410 is now in both calendars only on paper: Hijri 1400 is 1979, Jalali 1400 is 2021.
    return "hijri" if year >= 1411 or _HIJRI_SIGN.search(text) else "jalali"


def _month(name: str, year: int) -> tuple[int, str] | None:
    """(month, calendar) of a name beside that year."""
    name = " ".join(name.lower().split())
    if year >= 1900:
        return (_GREGORIAN[name], "gregorian") if name in _GREGORIAN else None
    if name in _HIJRI:
        return _HIJRI[name], "hijri"
    return (_JALALI[name], "jalali") if name in _JALALI else None


def _find_time(text: str) -> Time | None:
    match = _TIME.search(text)
    if (
        match
        and match["mark"].strip() == "."
        and not match["half"]
        and not re.match(r"\s*(?:Uhr|น|WIB)", text[match.end() :])
    ):
        match = None  # "14.30" without "Uhr" is as often a number
    if match:
        return _time(int(match["hour"]), match["minute"], match["half"])
    if match := _HOUR_ONLY.search(text):
        return _time(int(match["hour"]), "00", match["half"])
    return None


def _time(hour: int | None, minute: str | None, half: str | None) -> Time | None:
    if hour is None or minute is None:
        return None
    mark = (half or "").lower().replace(".", "").replace(" ", "")
    afternoon = mark.startswith(("p", "م", "ب", "ظ", "ch")) or mark in ("午後", "下午", "오후")
    morning = mark.startswith(("a", "ص", "ق", "sa")) or mark in ("午前", "上午", "오전")
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return (hour % 24, int(minute))


def _find_zone(text: str) -> float | None:
    for match in _ZONE.finditer(text):
        if match["offset"] or match["bare"]:
            return _offset((match["offset"] or match["bare"]).replace(" ", ""))
        name = match["name"] or " ".join((match["word"] or "").split())
        if name in _ZONES:
            return _ZONES[name]
    return None


def _offset(text: str | None) -> float | None:
    """Hours from UTC of "Z", "+03:00", "+0300" or "+3"."""
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return 0.0
    sign = -1.0 if text[0] == "-" else 1.0
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    return sign * (hours + minutes / 60) if hours <= 14 and minutes < 60 else None


def _with_time(text: str, start: int, end: int, time: Time | None, offset: float | None) -> tuple[int, int]:
    """The place of a date, widened over the time and zone that stand beside it."""
    if time is not None:
        if (match := _TIME.search(text[end : end + 60])) or (
            match := _HOUR_ONLY.search(text[end : end + 60])
        ):
            end += match.end()
        elif match := _TIME.search(text[max(0, start - 40) : start]):
            start = max(0, start - 40) + match.start()
    if offset is not None and (match := _ZONE.search(text[end : end + 25])):
        end += match.end()
    return start, end


def _made(
    raw: str,
    day: Day,
    time: Time | None,
    offset: float | None,
    zone: tzinfo | None,
    calendar: str = "gregorian",
) -> Published | None:
    gregorian = _to_gregorian(day, calendar)
    if gregorian is None:
        return None
    if offset is not None:
        where: tzinfo = UTC if offset == 0 else timezone(timedelta(hours=offset))
        whence = "page"
    else:
        where, whence = (zone, "site") if zone is not None else (UTC, "assumed")
    try:
        at = datetime(*gregorian, *(time or (0, 0)), tzinfo=where)
    except (ValueError, OverflowError):
        return None
    return Published(at, raw, "day" if time is None else "minute", whence, calendar=calendar)


def _to_gregorian(day: Day, calendar: str) -> Day | None:
    try:
        if calendar == "hijri":
            hijri = Hijri(*day).to_gregorian()
            return hijri.year, hijri.month, hijri.day
        if calendar == "jalali":
            jalali = JalaliDate(*day).to_gregorian()  # type: ignore[no-untyped-call]
            return jalali.year, jalali.month, jalali.day
    except (ValueError, OverflowError):
        return None
    return day


# --- relative times ---------------------------------------------------------------------------

_UNITS = {
    "minute": r"min(?:ute)?s?|دقائق|دقيقة|دقيقه|دقیقه|Minuten?|minutos?|minuti|dakika|минут\w*|דקות|分",
    "hour": r"hours?|hrs?|ساعات|ساعة|ساعه|ساعت|Stunden?|heures?|horas?|ore|saat|час\w*|שעות|時間",
    "day": r"days?|أيام|ايام|يوما|يومًا|يوم|روز|Tag(?:en)?|jours?|d[ií]as?|giorni|gün|дн\w*|ימים|日",
    "week": r"weeks?|أسابيع|اسابيع|أسبوع|اسبوع|هفته|Wochen?|semaines?|semanas?|settimane|hafta|недел\w*"
    r"|שבועות",
}
_UNIT = "|".join(rf"(?P<{name}>{words})" for name, words in _UNITS.items())
_AGO = re.compile(
    rf"(?:(?P<before>منذ|قبل|vor|il y a|hace|há|לפני)\s+)?(?P<count>\d{{1,3}})?\s*(?:{_UNIT})(?!\w)"
    r"(?:\s*(?P<after>ago|پیش|قبل|fa|önce|назад|前|atrás))?",
    re.IGNORECASE,
)
_TWO = {
    "ساعتين": ("hour", 2),
    "يومين": ("day", 2),
    "دقيقتين": ("minute", 2),
    "أسبوعين": ("week", 2),
    "اسبوعين": ("week", 2),
}
_DUAL = re.compile(r"(?:منذ|قبل)\s+(" + "|".join(_TWO) + r")(?!\w)")
_DAYS_AGO = {
    "today": 0,
    "yesterday": 1,
    "اليوم": 0,
    "أمس": 1,
    "امس": 1,
    "امروز": 0,
    "دیروز": 1,
    "heute": 0,
    "gestern": 1,
    "היום": 0,
    "אתמול": 1,
}
_DAY_WORD = re.compile(r"^\W*(" + "|".join(_DAYS_AGO) + r")(?!\w)", re.IGNORECASE)
_SECONDS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}


def _read_relative(text: str, zone: tzinfo | None, fetched_at: datetime) -> Published | None:
    plain = _INVISIBLE.sub("", text.translate(_DIGITS))[:80]
    local = fetched_at.astimezone(zone) if zone is not None else fetched_at
    whence = "site" if zone is not None else "assumed"
    if match := _DUAL.search(plain):
        unit, count = _TWO[match[1]]
        return _ago(local, unit, count, match[0], whence)
    for match in _AGO.finditer(plain):
        if match["before"] or match["after"]:
            unit = next(name for name in _UNITS if match[name])
            return _ago(local, unit, int(match["count"] or 1), match[0].strip(), whence)
    if match := _DAY_WORD.match(plain):
        day = (local - timedelta(days=_DAYS_AGO[match[1].lower()])).date()
        time = _find_time(plain[match.end() :])
        made = _made(plain, (day.year, day.month, day.day), time, _find_zone(plain), local.tzinfo)
        return Published(made.at, plain, made.precision, whence, relative=True) if made else None
    return None


def _ago(local: datetime, unit: str, count: int, raw: str, whence: str) -> Published:
    at = local - timedelta(seconds=count * _SECONDS[unit])
    if unit in ("minute", "hour"):
        return Published(at.replace(second=0, microsecond=0), raw, "minute", whence, relative=True)
    return Published(at.replace(hour=0, minute=0, second=0, microsecond=0), raw, "day", whence, relative=True)
