"""Read the time of day and the zone that stand beside a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from tasks.article.calendars import (
    AFTERNOON,
    AFTERNOON_IN_CAPITALS,
    LOWER_CASE_ZONES,
    MORNING,
    MORNING_IN_CAPITALS,
    NIGHT,
    NOON,
    OF_OTHERS,
    PLACES,
    ZONES,
    Zone,
    fold_name,
)

_BEHIND = 64  # characters after the date in which its time may stand
_BEFORE = 40
_MOST_BETWEEN = 5  # words and signs


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, where it stands in the text, and its zone if one is named."""

    start: int
    end: int
    hour: int  # 24 is midnight at the end of the day
    minute: int
    second: int
    zone: Zone | None


def find_clock(text: str, start: int, end: int, lowest: int, highest: int) -> Clock | None:
    """The time that belongs to the date at text[start:end], looked for in text[lowest:highest].

    Behind the date or before it, whichever is nearer, with few words between, none a number or "updated".
    """
    behind = before = None
    for match in _CLOCK.finditer(text, end, min(highest, end + _BEHIND)):
        gap = text[end : match.start()]
        if not _joins(gap):
            break
        if behind := _read(text, match, gap, highest):
            break
    for match in _CLOCK.finditer(text, max(lowest, start - _BEFORE), start):
        if (found := _read(text, match, None, start)) and _joins(text[found.end : start]):
            before = found
    if behind is None or before is None:
        return behind or before
    return before if start - before.end < behind.start - end else behind


_MARK = r"\s?[:：∶٫]\s?"
_CLOCK = re.compile(
    r"(?<![\d:+])(?P<hour>\d{1,2})(?:"
    rf"{_MARK}(?P<minute>\d\d)(?:{_MARK}(?P<second>\d\d)(?:[.,:]\d{{1,9}})?)?(?!\d)"
    r"|\s?[hH]\s?(?P<past>\d\d)(?!\d)"
    r"|\.(?P<dotted>\d\d)(?:\.\d\d)?(?!\d|[.,]\d|\s?%)"
    r"|(?P<run>(?<=\d\d)\d\d)(?=\s(?:GMT|UTC|hrs|hours)\b)"
    # "10時30分", "오전 10시", "10点"
    r"|\s?(?P<east>[時时시點点])(?:\s?(?P<part>\d{1,2})\s?[分분])?"
    r"|(?P<full>\s?(?:[hH](?!\w)|Uhr|heures?|horas?|uur)\b)"
    r"|(?![\d.:/-]))"
    r"(?P<unit>\s?(?:Uhr|uhr|hrs|hs|h|น|uur)(?![^\W\d_])\.?)?"
)


def _alternatives(words: str) -> str:
    ordered = sorted(words.split(), key=len, reverse=True)
    return "|".join(re.escape(word).replace("_", r"\s") for word in ordered)


_HALF = re.compile(
    rf"[\s,،]{{0,2}}(?:(?P<am>a\.?\s?m\b\.?|(?<=\d)a\b|{_alternatives(MORNING)}"
    rf"|(?-i:{_alternatives(MORNING_IN_CAPITALS)}))"
    rf"|(?P<pm>p\.?\s?m\b\.?|(?<=\d)p\b|{_alternatives(AFTERNOON)}"
    rf"|(?-i:{_alternatives(AFTERNOON_IN_CAPITALS)}))"
    rf"|(?P<noon>{_alternatives(NOON)})|(?P<night>{_alternatives(NIGHT)}))(?![^\W\d_])\.?",
    re.IGNORECASE,
)
# "오후 10:30", "PM 10:30", «مساء 10:30», but not «2023 م 10:30», where «م» is the era
_HALF_AHEAD = re.compile(
    r"(?:(?P<am>오전|午前|上午|凌晨|早上|清晨|\b(?:am|صباحا?|ص|صبح)|सुबह|सकाळी|সকাল|ভোর)"
    r"|(?P<pm>오후|午後|下午|晚上|傍晚|\b(?:pm|مساءا?|عصر|شام)|शाम|सायंकाळी|বিকেল|বিকাল|সন্ধ্যা)"
    r"|(?P<noon>中午|\b(?:ظهرا?|دوپہر)|दोपहर|दुपारी|দুপুর)"
    r"|(?P<night>\b(?:ليلا|شب|رات)|रात|रात्री|রাত))\.?\s?\Z",
    re.IGNORECASE,
)
# What makes "10.30" a time where it does not stand right beside its date
_INTRODUCED = re.compile(
    r"(?:\b(?:kl|klo|kello|ore|alle|um|ob|saat|pukul|jam|pkl|at|godz|à|às|las|om|klockan|време|в)\.?|الساعة|เวลา)\s?\Z",
    re.IGNORECASE,
)
_CLOSE = re.compile(r"[\s,،|·•/–-]{0,4}(?:T|\(\w{1,10}\)\s?)?\Z")
_OF_OTHERS = re.compile("|".join(word.replace("_", r"\s") for word in OF_OTHERS.split()), re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def _joins(gap: str) -> bool:
    """Whether a date and a time with this between them are said of one event."""
    if not gap.strip(" ,،-–|"):
        return True
    return len(gap.split()) <= _MOST_BETWEEN and not (_DIGIT.search(gap) or _OF_OTHERS.search(gap))


def _read(text: str, match: re.Match[str], gap: str | None, highest: int) -> Clock | None:
    """The time of a match of `_CLOCK`, if it is one; `gap` is what parts it from the date before."""
    start, end = match.span()
    hour = int(match["hour"])
    half = _HALF.match(text, end, highest)
    if half is not None:
        end = half.end()
    digits = match["minute"] or match["past"] or match["dotted"] or match["run"]
    if digits is None:
        if match["east"] is not None:
            digits = match["part"]
        elif match["full"] is not None:
            if gap is None or len(gap) > 12:
                return None
        elif half is None or not 1 <= hour <= 12 or len(half[0].strip()) == 1:
            return None  # "10 p.m.", «10 صباحا», but not «5 م»
    minute = int(digits or 0)
    if hour > 24 or minute > 59:
        return None
    zone, zone_end = find_zone(text, end, highest, after_seconds=match["second"] is not None)
    if (
        match["dotted"] is not None  # "14.30" is as often a number
        and half is None
        and zone is None
        and not (match["unit"] or _stands_as_time(text, match, gap))
    ):
        return None
    if text[max(0, start - 3) : start].rstrip(" .:،,-")[-1:].isalpha():
        if half is None and (half := _HALF_AHEAD.search(text, max(0, start - 10), start)):
            start = half.start()
        if zone is None and (ahead := _ZONE_AHEAD.search(text, max(0, start - 24), start)):
            start, zone = ahead.start(), 0
    if half is not None:
        hour = _of_half(hour, half.lastgroup)
    return Clock(start, zone_end, hour, minute, min(int(match["second"] or 0), 59), zone)


def _stands_as_time(text: str, match: re.Match[str], gap: str | None) -> bool:
    """Whether "10.30" is introduced as a time, or stands right behind its date in two and two digits."""
    if _INTRODUCED.search(text, max(0, match.start() - 10), match.start()):
        return True
    return gap is not None and match.end("hour") - match.start("hour") == 2 and bool(_CLOSE.match(gap))


def _of_half(hour: int, half: str | None) -> int:
    if half == "am":
        return 0 if hour == 12 else hour
    if half == "pm":
        return hour + 12 if hour < 12 else hour
    if half == "noon":
        return hour + 12 if hour < 5 else hour
    if hour == 12:  # at night
        return 0
    return hour + 12 if 6 <= hour < 12 else hour


# --- zones ------------------------------------------------------------------------------------

_ZONE = re.compile(
    r"(?P<bare>(?:\s?[+−-]\d{1,2}:\d\d|\s?[+−-]\d{4}|[+−-]\d\d)(?![\d:/.]))"
    # "2023-11-30T10:00:00 02:00": a plus sign that was taken for a space
    r"|(?<=\d:\d\d)\s(?P<lost>\d\d:[0-5]\d)\Z"
    r"|[\s,،(\[|–-]{0,4}(?:"
    # "GMT+3", "GMT +3:00", but not "10:30 GMT - 3 comments"
    r"(?P<named>(?:GMT|UTC|gmt|utc|ت\.?\s?غ)(?:\s?[+−–-]|[+−–-]\s?)\d{1,2}(?::?\d\d)?)(?!\d)"
    r"|(?P<iana>(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_]{3,30}(?:/[A-Za-z_]{3,30})?)"
    r"|(?P<us>(?i:eastern|central|mountain|pacific))\s(?:(?P<season>(?i:standard|daylight))\s)?(?i:time)\b"
    # "10:30 - GMT 7:30" says what it is elsewhere.
    r"|(?P<abbreviation>[A-ZА-Я][A-ZА-Яİ]{1,4}|[a-zа-я]{3,4}|[Zz]|TSİ)(?![^\W_]|:?\s\d{1,2}:\d)"
    r"|(?P<greenwich>ت\.?\s?غ\.?(?!\w))"
    r"|(?:ب?(?:ال)?توقيت|به\s?وقت|heure\sde|hora\sde|hora|horário\sde|heure|ora|по|за|czasu|time\sin|שעון|saatiyle)\s"
    r"(?P<place>[^\W\d_]+(?: [^\W\d_]+){0,2})"
    r"|(?P<spoken>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\stime\b"
    r")"
)
_ZONE_AHEAD = re.compile(r"(?:\b(?:GMT|UTC)|(?:غرينتش|جرينتش|غرينيتش))[\s:،,-]{1,3}\Z")
_US = {
    "eastern": ("America/New_York", -300),
    "central": ("America/Chicago", -360),
    "mountain": ("America/Denver", -420),
    "pacific": ("America/Los_Angeles", -480),
}


def find_zone(
    text: str, start: int, highest: int | None = None, *, after_seconds: bool = False
) -> tuple[Zone | None, int]:
    """The zone named right at `start`, and where its name ends; (None, start) if there is none.

    `after_seconds`: whether the time before has them: "10:00-05:00" is a span of hours, "10:00:00-05:00" not.
    """
    highest = len(text) if highest is None else highest
    if start >= highest or (match := _ZONE.match(text, start, highest)) is None:
        return None, start
    kind, found, end = match.lastgroup, match[0], match.end()
    zone: Zone | None = None
    if kind == "bare":
        if after_seconds or ":" not in found or "+" in found:
            zone = _minutes(found)
    elif kind == "lost":
        zone = _minutes(f"+{match['lost']}") if after_seconds else None
    elif kind == "named":
        zone = _minutes(match["named"].lstrip("GMTUCgmtuc.تغ \xa0"))
    elif kind == "iana":
        zone = match["iana"] if zone_named(match["iana"]) is not None else None
    elif kind in ("us", "season"):
        name, standard = _US[match["us"].lower()]
        season = match["season"]
        zone = name if season is None else standard if season.lower() == "standard" else standard + 60
    elif kind == "abbreviation":
        name = match["abbreviation"]
        if name in ZONES or name in LOWER_CASE_ZONES:
            zone = ZONES[name if name in ZONES else name.upper()]
    elif kind == "greenwich":
        zone = 0
    elif kind == "spoken":
        zone = PLACES.get(_folded(match["spoken"]))
    else:
        place = match["place"]
        while place and (zone := PLACES.get(_folded(place))) is None:
            place = place.rpartition(" ")[0]  # «القدس المحتلة بقلم», «القدس المحتلة»
        end = match.start("place") + len(place)
    return (zone, end) if zone is not None else (None, start)


def _folded(words: str) -> str:
    return " ".join([fold_name(word) for word in words.split()])


def zone_named(name: str | None) -> tzinfo | None:
    """The zone of an IANA name, or None if there is no such."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # OSError: a name that is a folder of zones
        return None


def _minutes(offset: str) -> int | None:
    """Minutes from UTC of "+03:00", "-0330", "+3"; None beyond 14 hours."""
    offset = offset.strip()
    digits = offset[1:].replace(":", "").strip()
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (1 if offset[0] == "+" else -1)


def zone_at(zone: Zone, local: datetime, site: tzinfo | None) -> tzinfo:
    """The zone meant at that local time; where a name is used for several, the site's own zone decides."""
    if isinstance(zone, str):
        return ZoneInfo(zone)
    if isinstance(zone, tuple):
        offset = site.utcoffset(local) if site is not None else None
        offsets = [timedelta(minutes=minutes) for minutes in zone]
        return timezone(offset if offset in offsets else offsets[0])
    return UTC if zone == 0 else timezone(timedelta(minutes=zone))
