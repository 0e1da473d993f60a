"""Read a printed or declared date: when, how exactly, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from tasks.article.ago import Ago, day_ago, find_ago, find_run_together, may_be_ago
from tasks.article.calendars import (
    AFTER_POINT,
    GREGORIAN,
    HIJRI,
    JALALI,
    LINKS,
    NAMES,
    OPENINGS,
    WEEKDAYS,
    WITH_DATES,
    Zone,
    fold_name,
)
from tasks.article.clock import Clock, find_clock, find_zone, zone_at, zone_named
from tasks.article.language import HAN_OR_HANGUL
from tasks.article.line import one_line
from tasks.model import Precision

__all__ = ["Published", "read_date", "zone_named"]

_EARLIEST = 1990  # the web has no older page; a year before is a template's default
_LATEST = 2100
_AHEAD = timedelta(days=1)  # clocks and zones differ; the warehouse takes no more either
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
    text: str, *, zone: tzinfo | None = None, fetched_at: datetime | None = None, month_first: bool = False
) -> Published | None:
    """The date that `text` holds, in any of the forms below, or None.

    ISO 8601 and what templates make of it; seconds and milliseconds since 1970; day, month and year with the
    month in words of some eighty languages, or in numbers; Gregorian, Hijri, Jalali, Buddhist, Minguo and
    Japanese years (of a date given in two calendars the Gregorian one); a time of day before or behind.
    Against `fetched_at` also "3 hours ago", "yesterday, 10:30", and a day and month without a year, if the
    text is nothing else.

    Numbers are day first, unless `month_first`, or a weekday beside them, or a date that does not exist or is
    yet to come says otherwise. A date without a zone is taken to be in `zone`, else in UTC. Dates before 1990
    or more than two days after `fetched_at` are not believed.
    """
    text = text.strip()
    if text[4:5] == "-" and text[:2] in ("19", "20") and (found := _read_iso(text, zone)) is not None:
        return found if _believable(found.at, fetched_at) else None
    text = text[:_LONGEST]
    if not _DIGIT.search(text):
        return _read_ago(text, zone, fetched_at) if fetched_at is not None and len(text) <= 60 else None
    visible = text if text.isascii() else _INVISIBLE.sub("", text)
    found = _read_stamp(visible, zone) or _read_printed(visible, zone, fetched_at, month_first)
    if found is not None:
        return found if _believable(found.at, fetched_at) else None
    return _read_ago(visible, zone, fetched_at) if fetched_at is not None else None


_DIGIT = re.compile(r"\d")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def _believable(at: datetime, fetched_at: datetime | None) -> bool:
    if at.year < _EARLIEST:
        return False
    return at.year < _LATEST if fetched_at is None else at <= fetched_at + _AHEAD


# --- for machines -----------------------------------------------------------------------------


def _read_iso(text: str, zone: tzinfo | None) -> Published | None:
    """ISO 8601 as the standard library reads it; everything else that begins so is read as if printed."""
    try:
        at = datetime.fromisoformat(text[:_LONGEST_ISO])
    except ValueError:
        return None
    if text[7:8] != "-" or text[10:11] not in _BEHIND_DAY or len(text) > _LONGEST_ISO:
        return None  # "2023-W48-4" is known to it too, and "2023-11-30+02:00" as two hours past midnight
    precision: Precision = "day" if len(text) == 10 else "minute"
    if at.microsecond:
        at = at.replace(microsecond=0)
    if at.tzinfo is None:
        return Published(at.replace(tzinfo=zone or UTC), text, precision, "site" if zone else "assumed")
    offset = at.utcoffset()
    return Published(at, text, precision) if offset is None or -_FARTHEST <= offset <= _FARTHEST else None


_LONGEST_ISO = 40
_BEHIND_DAY = ("", "T", " ", "t")
_FARTHEST = timedelta(hours=14)
# 1701345600, 1701345600123, 1701345600.5, /Date(1701345600123+0200)/
_EPOCH = re.compile(
    r"(?:/Date\()?(?P<seconds>1\d{9})(?P<finer>\d{3}|\d{6}|\d{9})?(?:\.\d{1,9})?(?:(?:[+-]\d{4})?\)/)?\Z"
)
# 20231130, 20231130T1000Z, 20231130100000
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?)?")
_MONTH_ONLY = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])\Z")


def _read_stamp(text: str, zone: tzinfo | None) -> Published | None:
    """A whole text that is a count of seconds or a date without signs."""
    if not (text[-1] in ")/Zz" or text[-2:].isdecimal()) or len(text) > 40:
        return None
    if match := _EPOCH.match(text):
        return Published(datetime.fromtimestamp(int(match["seconds"]), tz=UTC), text, "minute")
    if match := _COMPACT.match(text):
        named, end = find_zone(text, match.end(), after_seconds=True)
        if end != len(text):
            return None
        hour, minute, second = (int(match[group] or 0) for group in (4, 5, 6))
        clock = Clock(0, end, hour, minute, second, named) if match[4] else None
        return _made(text, _date_of(int(match[1]), int(match[2]), int(match[3])), clock, named, zone)
    if match := _MONTH_ONLY.match(text):
        return _made(text, _date_of(int(match[1]), int(match[2]), 1), None, None, zone, precision="month")
    return None


def _date_of(year: int, month: int, day: int, calendar: str = "gregorian") -> date | None:
    """The day in the Gregorian calendar, or None if there is no such.

    Hijri days are those of Umm al-Qura (`hijridate`), Jalali ones those of Iran's calendar (`persiantools`).
    A Hijri month has 30 days in one country and 29 in the next: its 30th is the day after its 29th.
    """
    try:
        if calendar == "hijri":
            from hijridate import Hijri

            first = Hijri(year, month, 1).to_gregorian()
            return first + timedelta(days=day - 1) if 1 <= day <= 30 else None
        if calendar == "jalali":
            from persiantools.jdatetime import JalaliDate

            return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _made(
    raw: str,
    day: date | None,
    clock: Clock | None,
    named: Zone | None,
    site: tzinfo | None,
    *,
    precision: Precision | None = None,
    relative: bool = False,
    calendar: str = "gregorian",
) -> Published | None:
    if day is None:
        return None
    hour, minute, second = (clock.hour, clock.minute, clock.second) if clock else (0, 0, 0)
    if hour > 24 or minute > 59 or second > 59:
        return None
    try:
        local = datetime(day.year, day.month, day.day, hour % 24, minute, second)  # noqa: DTZ001 - its zone comes next
        if hour == 24:
            local += timedelta(days=1)
        if named is not None:
            where, whence = zone_at(named, local, site), "page"
        else:
            where, whence = (site, "site") if site is not None else (UTC, "assumed")
        return Published(
            local.replace(tzinfo=where),
            one_line(raw),
            precision or ("minute" if clock else "day"),
            whence,
            relative,
            calendar,
        )
    except OverflowError:
        return None


# --- in print ---------------------------------------------------------------------------------


class _Day(NamedTuple):
    """What text[start:end] names, in its own calendar: a day, a day without its year, a month."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    calendar: str = "gregorian"
    reach: int = 0  # where the year ends that stands behind the time: "Thu Nov 30 10:00:00 +0000 2023"


class _Line(NamedTuple):
    """A text with its numbers and words, these also folded, and where they start."""

    text: str
    tokens: list[str]
    words: list[str]
    starts: list[int]

    def end(self, token: int) -> int:
        return self.starts[token] + len(self.tokens[token])


# A number, a Thai month "พ.ย.", a run of letters with their marks.
_TOKEN = re.compile(
    r"\d+|[\u0e00-\u0e4e]{1,4}\.[\u0e00-\u0e4e](?![\u0e00-\u0e4e])"
    r"|[^\s\d!-@\[-`{-\u00bf×÷،؛؟٪-٬۔।॥׳״\u2000-\u206f\u3000-\u303f！-＠［-｀｛-･]+"
)
_MONTHS = NAMES | OPENINGS


def _read_printed(
    text: str, zone: tzinfo | None, fetched_at: datetime | None, month_first: bool
) -> Published | None:
    line = _line(text)
    days: list[_Day] = []
    if "月" in text or "월" in text:
        days += _east_asian_days(text)
    if not _MONTHS.isdisjoint(line.words):
        days += _named_days(line)
    if _THREE_NUMBERS.search(text):
        days += _numbered_days(line, month_first)
    # Of a date in two calendars the Gregorian one is exact.
    days.sort(key=lambda day: (day.day is None, day.calendar != "gregorian", day.start))
    for day in days:
        if day.year is not None:
            found = _complete(text, day, days, zone)
            if found is not None and _believable(found.at, fetched_at):
                return found
    if fetched_at is not None:
        for day in days:
            if day.year is None and (found := _of_this_year(line, day, zone, fetched_at)):
                return found
    return None


def _line(text: str) -> _Line:
    tokens = _TOKEN.findall(text)
    starts: list[int] = []
    at = 0
    for token in tokens:
        at = text.find(token, at)
        starts.append(at)
        at += len(token)
    return _Line(text, tokens, [word if word.isdecimal() else fold_name(word) for word in tokens], starts)


def _complete(text: str, day: _Day, days: Sequence[_Day], site: tzinfo | None) -> Published | None:
    """The day with the time that stands beside it, or beside the same day in another calendar."""
    if day.year is None:
        return None
    exact = _date_of(day.year, day.month, day.day or 1, day.calendar)
    if exact is None:
        return None
    start, end = day.start, day.end
    if day.day is None:
        return _made(text[start:end], exact, None, None, site, precision="month", calendar=day.calendar)
    lowest, highest = 0, len(text)
    for other in days:
        if other.calendar != day.calendar and _is_same_day(exact, other):
            start, end = min(start, other.start), max(end, other.end)
    for other in days:
        if other.end <= start:
            lowest = max(lowest, other.end)
        elif other.start >= end:
            highest = min(highest, other.start)
    clock = find_clock(text, start, end, lowest, highest)
    named = clock.zone if clock else None
    if named is None and (clock is None or clock.end <= start):
        named, end = find_zone(text, end, highest)
    if clock is not None:
        start, end = min(start, clock.start), max(end, clock.end)
    raw = text[start : max(end, day.reach)].strip()
    return _made(raw, exact, clock, named, site, calendar=day.calendar)


def _is_same_day(exact: date, other: _Day) -> bool:
    """Whether the other names that day too; calendars that follow the moon may be off by two."""
    if other.year is None or other.day is None:
        return False
    same = _date_of(other.year, other.month, other.day, other.calendar)
    return same is not None and abs(same - exact) <= timedelta(days=2)


def _of_this_year(line: _Line, day: _Day, site: tzinfo | None, fetched_at: datetime) -> Published | None:
    """The last such day before the time of fetching ("30 Nov, 10:30"), if the text says nothing else."""
    clock = find_clock(line.text, day.start, day.end, 0, len(line.text))
    start = min(day.start, clock.start) if clock else day.start
    end = max(day.end, clock.end) if clock else day.end
    if day.day is None or not _says_nothing(line.text, start, end):
        return None
    weekday = _weekday(line.words)
    last = (fetched_at + _AHEAD).date()
    for year in range(last.year, last.year - 7, -1):
        exact = _date_of(year, day.month, day.day)
        if exact is not None and exact <= last and (weekday is None or exact.isoweekday() == weekday):
            named = clock.zone if clock else None
            found = _made(line.text[start:end].strip(), exact, clock, named, site, relative=True)
            return found if found and _believable(found.at, fetched_at) else None
    return None


def _says_nothing(text: str, start: int, end: int) -> bool:
    """Whether the words outside text[start:end] only come with dates: weekdays, "at", «الساعة»."""
    return all(
        word in WITH_DATES or word in LINKS or word in WEEKDAYS
        for part in (text[:start], text[end:])
        for word in _line(part).words
    )


def _weekday(words: Sequence[str]) -> int | None:
    """Monday is 1."""
    for number, word in enumerate(words):
        if (day := WEEKDAYS.get(" ".join(words[number : number + 2]))) or (day := WEEKDAYS.get(word)):
            return day
    return None


# --- month in words ---------------------------------------------------------------------------

# What keeps the parts of a date from being one; a time, for instance, has a colon.
_BARRED = re.compile(r"[:;|!?%$€£=+&#*@<>]")
_YEAR_BEHIND_CLOCK = re.compile(
    r",?\s\d{1,2}:\d\d(?::\d\d)?(?:\s[AP]M)?\s(?:(?:[A-Z]{2,5}|[+-]\d{4})\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
# "30 Nov 23" ends here, or a time or a sign follows.
_ENDS_YEAR = re.compile(r"\s*(?:[,،|(–-]|\d{1,2}:\d\d|$)")
# In one language a month, in another a word that comes with numbers: "1 set", "2 out of 3", "3h ago".
_OTHER_WORDS = frozenset({"ago", "ara", "elo", "led", "lip", "out", "pro", "set"})
# And one that comes with years: "MacBook Pro 2020", "Mars 2020".
_OTHERS_WITH_YEARS = _OTHER_WORDS | {"des", "mac", "mag", "mars"}


def _named_days(line: _Line) -> Iterator[_Day]:
    first = 0
    while first < len(line.words):
        last = _month_end(line.words, first)
        if last == first:
            first += 1
            continue
        name = " ".join(line.words[first:last])
        # «كانون الثاني/يناير», «نوفمبر (تشرين الثاني)»
        other_last = _month_end(line.words, last)
        if other_last > last and GREGORIAN.get(" ".join(line.words[last:other_last])) == GREGORIAN.get(name):
            last = other_last
        if found := _day_about(line, first, last, name):
            yield found
        first = last


def _month_end(words: Sequence[str], first: int) -> int:
    """Where the name of a month that starts at this word ends; `first` if none does."""
    if first == len(words):
        return first
    if words[first] in OPENINGS:
        for last in (first + 3, first + 2):
            if " ".join(words[first:last]) in NAMES:
                return min(last, len(words))
    return first + 1 if words[first] in NAMES else first


def _day_about(line: _Line, first: int, last: int, name: str) -> _Day | None:
    """The date that the numbers about a month's name make with it."""
    text = line.text
    left, right = _number_before(line, first), _number_behind(line, last)
    before, behind = _value(line, left), _value(line, right)
    has_day = _is_day(before) and _stands_free(line, left)
    if _is_day(behind):
        farther = _number_behind(line, right + 1)
        if _is_year(year := _value(line, farther)):  # "November 30, 2023"
            return _dated(line, first, farther, name, year, behind)
        if _is_year(before):  # "2023 November 30"
            return _dated(line, left, right, name, before, behind)
        if match := _YEAR_BEHIND_CLOCK.match(text, line.end(right)):  # "Nov 30 10:00:00 UTC 2023"
            return _dated(line, first, right, name, int(match["year"]), behind, reach=match.end())
    if _is_year(behind):
        if has_day:  # "30 November 2023"
            if name in AFTER_POINT and text[line.end(left)] == ".":
                name = _ENGLISH[AFTER_POINT[name]]
            return _dated(line, left, right, name, behind, before)
        return _dated(line, first, right, name, behind, None) if before is None else None
    if has_day:
        farther = _number_before(line, left)
        if _is_year(year := _value(line, farther)):  # "2023. gada 30. novembris"
            return _dated(line, farther, last - 1, name, year, before)
        if match := _YEAR_BEHIND_CLOCK.match(text, line.end(last - 1)):  # "30 Nov 10:00:00 2023"
            return _dated(line, left, last - 1, name, int(match["year"]), before, reach=match.end())
        if (short := _short_year(line, first, last, left, right, name)) is not None:
            return _dated(line, left, right, name, short, before)
        return _dated(line, left, last - 1, name, None, before)
    if _is_day(behind):
        return _dated(line, first, right, name, None, behind)
    if _is_year(before) and behind is None:  # "2023 november"
        return _dated(line, left, last - 1, name, before, None)
    return None


_ENGLISH = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _number_before(line: _Line, at: int) -> int:
    """The token before `at` that is not "of" or the like; -1 if there is none."""
    found = at - 1
    while found >= 0 and line.words[found] in LINKS and at - found <= 3:
        found -= 1
    return found


def _number_behind(line: _Line, at: int) -> int:
    found = at
    while found < len(line.words) and line.words[found] in LINKS and found - at < 3:
        found += 1
    return found


def _value(line: _Line, token: int) -> int | None:
    """The number of up to four digits at this token, a year of two digits or a day counted as they stand."""
    if not 0 <= token < len(line.tokens):
        return None
    word = line.tokens[token]
    return int(word) if len(word) <= 4 and word.isdecimal() else None


def _is_day(value: int | None) -> bool:
    return value is not None and 1 <= value <= 31


def _is_year(value: int | None) -> bool:
    return value is not None and (1300 <= value < 1500 or 1900 <= value < 2200 or 2400 <= value < 2700)


def _stands_free(line: _Line, token: int) -> bool:
    """Whether a day's number is no part of something else: "COVID-19 March 2020", "3.5 May", "10-12 May"."""
    start = line.starts[token]
    sign, ahead = line.text[start - 1 : start], line.text[start - 2 : start - 1]
    if (sign.isascii() and sign.isalpha()) or sign in ("$", "€", "£", "#", "+", ":"):
        return False
    if sign in ("-", "–", " ") and _SPAN_AHEAD.search(line.text, max(0, start - 8), start):
        return False
    if sign in (".", "/", ",") and ahead.isdecimal():
        return False
    if sign == "-" and ahead.isalpha() and token:
        return len(line.tokens[token - 1]) == 1 or line.words[token - 1] in WEEKDAYS  # "ב-30 בנובמבר"
    return True


# "10 - 12 May", "10.-12. May", but not "15:12-05 May"
_SPAN_AHEAD = re.compile(r"(?<![\d:.])\d{1,2}\.?\s?[-–]\s?\Z")


def _short_year(line: _Line, first: int, last: int, left: int, right: int, name: str) -> int | None:
    """The year of "30-Nov-23", "30 Nov '23", "30 Nov 23"."""
    value = _value(line, right)
    if value is None or len(line.tokens[right]) != 2:
        return None
    text, start, end = line.text, line.starts[right], line.end(right)
    ahead = text[line.end(last - 1) : start]
    joined = ahead in ("-", "/", ".") and text[line.end(left) : line.starts[first]] == ahead
    is_thai = "\u0e00" <= name[0] <= "\u0e7f"
    ends = not ahead.strip(" ,.") and (is_thai or _ENDS_YEAR.match(text, end))
    if not (joined or ends or ahead[-1:] in ("'", "’", "‘")):
        return None
    if text[end : end + 1] == ":" or (name in _OTHER_WORDS and not joined):
        return None
    if name not in GREGORIAN:
        return None if name in HIJRI else value + (1400 if value < 60 else 1300)
    if is_thai and value >= 33:
        return 2500 + value  # Buddhist
    return _century(value)


def _century(year: int) -> int:
    return 2000 + year if year < 90 else 1900 + year


def _dated(
    line: _Line, first: int, last: int, name: str, year: int | None, day: int | None, *, reach: int = 0
) -> _Day | None:
    """The date that stands in these tokens, in the calendar that the month's name and the year belong to."""
    start, end = line.starts[first], line.end(last)
    if _BARRED.search(line.text, start, end):
        return None
    if (year is None and name in _OTHER_WORDS) or (day is None and name in _OTHERS_WITH_YEARS):
        return None
    table, calendar = GREGORIAN, "gregorian"
    if year is not None and year >= 2400:
        year -= 543  # Buddhist
    elif year is not None and year < 1500:
        table, calendar = (HIJRI, "hijri") if name in HIJRI else (JALALI, "jalali")
        if day is None:
            return None
    month = table.get(name)
    return _Day(start, end, year, month, day, calendar, reach) if month is not None else None


# --- month in numbers -------------------------------------------------------------------------

_THREE_NUMBERS = re.compile(r"\d\s?([-/.‐–−])\s?\d{1,2}\s?\1\s?\d\d?|\d{4}\s\d\d?\s?/\s?\d\d?\s")
_NUMBERED = re.compile(
    r"(?<![\d$€£#])(?<!\d[-/.:+–])(?<![vV])"
    r"(?:(?P<year>\d{4})\s?(?P<sign>[-/.‐–−])\s?(?P<month>\d{1,2})\s?(?P=sign)\s?(?P<day>\d{1,2})"
    # the year on a line of its own: "2023 11/30 10:30"
    r"|(?P<apart>\d{4})\s(?P<its_month>\d{1,2})\s?/\s?(?P<its_day>\d{1,2})(?=\s\d{1,2}:\d\d)"
    r"|(?P<first>\d{1,2})\s?(?P<mark>[-/.‐–−])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<last>\d{4}|\d\d))"
    # no address of a machine, no run of numbers; a time may follow: "30.11.2023-10:30"
    r"(?!\d)(?!/\d)(?!\.\d+(?![\d:h]))(?!-\d+(?![\d:h.]))"
)
# The general form of .NET's invariably American default: "11/3/2023 9:35:00 AM", without padding.
_DOTNET = re.compile(r",?\s\d{1,2}:\d\d:\d\d\s[AP]M\b")
# "10/04/16 05:07 AM EDT": an hour of an American zone behind it; "et" is a word
_AMERICAN_CLOCK = re.compile(
    r",?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?\s?[ap]\.?m\.?\s\(?(?-i:[ECMP][SD]?T)\b", re.IGNORECASE
)


def _numbered_days(line: _Line, month_first: bool) -> Iterator[_Day]:
    """Days in numbers; of one that can be read in several ways the likeliest comes first."""
    for match in _NUMBERED.finditer(line.text):
        for year, month, day in _readings(line, match, month_first):
            if not (_is_year(year) and 1 <= month <= 12 and 1 <= day <= 31):
                continue
            calendar = "gregorian"
            if year >= 2400:
                year -= 543  # Buddhist
            elif year < 1500:
                # Hijri 1410 is 1990, Jalali 1410 is 2031.
                calendar = "hijri" if year > 1410 else "jalali"
            yield _Day(match.start(), match.end(), year, month, day, calendar)


def _readings(line: _Line, match: re.Match[str], month_first: bool) -> list[tuple[int, int, int]]:
    if match["apart"]:
        return [(int(match["apart"]), int(match["its_month"]), int(match["its_day"]))]
    if match["year"]:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
        return [(year, day, month) if month > 12 else (year, month, day)]
    first, second, year = int(match["first"]), int(match["second"]), int(match["last"])
    short = len(match["last"]) == 2
    if short:
        # "6-4-10" is a score.
        if match["mark"] not in "/." and len(match["first"]) + len(match["second"]) < 4:
            return []
        year = _century(year)
    readings = [(year, second, first), (year, first, second)]
    if first <= 12 and second <= 12 and first != second:
        falling = [reading for reading in readings if _falls_on(reading) == _weekday(line.words)]
        if len(falling) == 1:
            readings.sort(key=lambda reading: reading not in falling)
        elif month_first or _is_dotnet(line, match) or _AMERICAN_CLOCK.match(line.text, match.end()):
            readings.reverse()
    if not short:
        return readings
    year_first = (2000 + first, second, year % 100)
    return [year_first, *readings] if HAN_OR_HANGUL.search(line.text) else [*readings, year_first]


def _falls_on(reading: tuple[int, int, int]) -> int | None:
    exact = _date_of(*reading)
    return exact.isoweekday() if exact else None


def _is_dotnet(line: _Line, match: re.Match[str]) -> bool:
    return (
        match["mark"] == "/"
        and match["first"][0] != "0"
        and _DOTNET.match(line.text, match.end()) is not None
    )


# --- Chinese, Japanese, Korean ----------------------------------------------------------------

_EAST_ASIAN = re.compile(
    r"(?<!\d)(?:(?P<era>令和|平成|民國|民国)?\s?(?P<year>\d{1,4}|元)\s?[年년]\s?)?"
    r"(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일號号]?(?!\d))?"
)
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}


def _east_asian_days(text: str) -> Iterator[_Day]:
    for match in _EAST_ASIAN.finditer(text):
        year: int | None = None
        if match["year"]:
            year = 1 if match["year"] == "元" else int(match["year"])
            if match["era"]:
                year += _ERAS[match["era"]]
            elif len(match["year"]) == 2:
                year = _century(year)
            elif len(match["year"]) == 3:
                year += 1911  # Minguo, without saying so
        day = int(match["day"]) if match["day"] else None
        if 1 <= int(match["month"]) <= 12 and (year or day):
            yield _Day(match.start(), match.end(), year, int(match["month"]), day)


# --- back from the time of fetching -----------------------------------------------------------

_MOST_BESIDE_RUN = 24  # characters; more, and it is a sentence: 中国半导体产业20年前腾飞，主要推动力是 …


def _read_ago(text: str, site: tzinfo | None, fetched_at: datetime) -> Published | None:
    line = _line(text)
    local = fetched_at.astimezone(site) if site is not None else fetched_at
    whence = "site" if site is not None else "assumed"
    if not text.isascii() and (run := find_run_together(text)) is not None:
        start, end, ago = run
        if len(text) - (end - start) > _MOST_BESIDE_RUN:
            return None
        return _counted_back(local, ago, text[start:end], whence)
    if not may_be_ago(line.words):
        return None
    if (found := find_ago(line.words)) is not None:
        return _counted_back(local, found, text[line.starts[found.first] : line.end(found.last - 1)], whence)
    return _of_named_day(line, local, site)


def _counted_back(local: datetime, ago: Ago, raw: str, whence: str) -> Published | None:
    """The time that long ago; of a day, week, month or year not more than the unit says."""
    if ago.months:
        months = local.year * 12 + local.month - 1 - ago.months
        if months < _EARLIEST * 12:
            return None
        local = local.replace(year=months // 12, month=months % 12 + 1, day=1)
    at = local - timedelta(seconds=ago.seconds)
    precision: Precision = "minute"
    if ago.unit in ("day", "week", "month", "year"):
        at = at.replace(hour=0, minute=0)
        # "2 weeks ago" is said of fourteen days, and of twenty.
        precision = "year" if ago.unit == "year" else "day" if ago.unit == "day" else "month"
    if ago.unit == "year":
        at = at.replace(month=1, day=1)
    return Published(at.replace(second=0, microsecond=0), one_line(raw), precision, whence, relative=True)


# "Yesterday" in one language, and something else in another: French and German "hier", a first name.
_OTHER_YESTERDAYS = frozenset({"hier", "jana"})


def _of_named_day(line: _Line, local: datetime, site: tzinfo | None) -> Published | None:
    """ "Yesterday, 10:30", if the text says nothing else."""
    named_day = day_ago(line.words)
    if named_day is None:
        return None
    days, count = named_day
    start, end = line.starts[0], line.end(count - 1)
    clock = find_clock(line.text, start, end, 0, len(line.text))
    if clock is not None:
        end = max(end, clock.end)
    # "Today" alone is the page's own date, or the name of an outlet.
    if not _says_nothing(line.text, start, end) or (
        clock is None and (not days or line.words[0] in _OTHER_YESTERDAYS)
    ):
        return None
    exact = (local - timedelta(days=days)).date()
    return _made(line.text[start:end], exact, clock, clock.zone if clock else None, site, relative=True)
