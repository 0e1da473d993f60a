"""Find the days that a text names, with the month in words or in numbers, in any calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tasks.article.calendars import (
    AFTER_POINT,
    GREGORIAN,
    HIJRI,
    JALALI,
    LINKS,
    NAMES,
    OPENINGS,
    WEEKDAYS,
    fold_name,
)
from tasks.article.language import HAN_OR_HANGUL


class Day(NamedTuple):
    """What text[start:end] names, in its own calendar: a day, a day without its year, a month."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    calendar: str = "gregorian"
    reach: int = 0  # where the year ends that stands behind the time: "Thu Nov 30 10:00:00 +0000 2023"


class Line(NamedTuple):
    """A text with its numbers and words, these also folded, and where they start."""

    text: str
    tokens: list[str]
    words: list[str]
    starts: list[int]

    def end(self, token: int) -> int:
        return self.starts[token] + len(self.tokens[token])


def find_days(line: Line, month_first: bool) -> list[Day]:
    """All days in a text; of one that can be read in several ways the likeliest comes first.

    Of a day in two calendars the Gregorian one comes first: it is exact.
    """
    text = line.text
    days: list[Day] = []
    if "月" in text or "월" in text:
        days += _east_asian_days(text)
    if not _MONTHS.isdisjoint(line.words):
        days += _named_days(line)
    if _THREE_NUMBERS.search(text):
        days += _numbered_days(line, month_first)
    days.sort(key=lambda day: (day.day is None, day.calendar != "gregorian", day.start))
    return days


_MONTHS = NAMES | OPENINGS


def line_of(text: str) -> Line:
    tokens = _TOKEN.findall(text)
    starts: list[int] = []
    at = 0
    for token in tokens:
        at = text.find(token, at)
        starts.append(at)
        at += len(token)
    return Line(text, tokens, [word if word.isdecimal() else fold_name(word) for word in tokens], starts)


# A number, a Thai month "พ.ย.", a run of letters with their marks.
_TOKEN = re.compile(
    r"\d+|[\u0e00-\u0e4e]{1,4}\.[\u0e00-\u0e4e](?![\u0e00-\u0e4e])"
    r"|[^\s\d!-@\[-`{-\u00bf×÷،؛؟٪-٬۔।॥׳״\u2000-\u206f\u3000-\u303f！-＠［-｀｛-･]+"
)


def date_of(year: int, month: int, day: int, calendar: str = "gregorian") -> date | None:
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

            # Of its constructor, whose year may be a date or a text as well, the library gives no types.
            return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def weekday_in(words: Sequence[str]) -> int | None:
    """Monday is 1."""
    for number, word in enumerate(words):
        if (day := WEEKDAYS.get(" ".join(words[number : number + 2]))) or (day := WEEKDAYS.get(word)):
            return day
    return None


# --- month in words ---------------------------------------------------------------------------


def _named_days(line: Line) -> Iterator[Day]:
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


def _day_about(line: Line, first: int, last: int, name: str) -> Day | None:
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


_YEAR_BEHIND_CLOCK = re.compile(
    r",?\s\d{1,2}:\d\d(?::\d\d)?(?:\s[AP]M)?\s(?:(?:[A-Z]{2,5}|[+-]\d{4})\s)?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_ENGLISH = ("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _number_before(line: Line, at: int) -> int:
    """The token before `at` that is not "of" or the like; -1 if there is none."""
    found = at - 1
    while found >= 0 and line.words[found] in LINKS and at - found <= 3:
        found -= 1
    return found


def _number_behind(line: Line, at: int) -> int:
    found = at
    while found < len(line.words) and line.words[found] in LINKS and found - at < 3:
        found += 1
    return found


def _value(line: Line, token: int) -> int | None:
    """The number of up to four digits at this token, a year of two digits or a day counted as they stand."""
    if not 0 <= token < len(line.tokens):
        return None
    word = line.tokens[token]
    return int(word) if len(word) <= 4 and word.isdecimal() else None


def _is_day(value: int | None) -> bool:
    return value is not None and 1 <= value <= 31


def _is_year(value: int | None) -> bool:
    return value is not None and (1300 <= value < 1500 or 1900 <= value < 2200 or 2400 <= value < 2700)


def _stands_free(line: Line, token: int) -> bool:
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


def _short_year(line: Line, first: int, last: int, left: int, right: int, name: str) -> int | None:
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


# "30 Nov 23" ends here, or a time or a sign follows.
_ENDS_YEAR = re.compile(r"\s*(?:[,،|/•·(–-]|г\.|\d{1,2}:\d\d|$)")


def _century(year: int) -> int:
    return 2000 + year if year < 90 else 1900 + year


def _dated(
    line: Line, first: int, last: int, name: str, year: int | None, day: int | None, *, reach: int = 0
) -> Day | None:
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
    return Day(start, end, year, month, day, calendar, reach) if month is not None else None


# What keeps the parts of a date from being one; a time, for instance, has a colon.
_BARRED = re.compile(r"[:;|!?%$€£=+&#*@<>]")
# In one language a month, in another a word that comes with numbers: "1 set", "2 out of 3", "3h ago".
_OTHER_WORDS = frozenset({"ago", "ara", "elo", "led", "lip", "out", "pro", "set"})
# And one that comes with years: "MacBook Pro 2020", "Mars 2020".
_OTHERS_WITH_YEARS = _OTHER_WORDS | {"des", "mac", "mag", "mars"}


# --- month in numbers -------------------------------------------------------------------------


def _numbered_days(line: Line, month_first: bool) -> Iterator[Day]:
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
            yield Day(match.start(), match.end(), year, month, day, calendar)


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


def _readings(line: Line, match: re.Match[str], month_first: bool) -> list[tuple[int, int, int]]:
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
        falling = [reading for reading in readings if _falls_on(reading) == weekday_in(line.words)]
        if len(falling) == 1:
            readings.sort(key=lambda reading: reading not in falling)
        elif month_first or _is_dotnet(line, match) or _AMERICAN_CLOCK.match(line.text, match.end()):
            readings.reverse()
    if not short:
        return readings
    year_first = (2000 + first, second, year % 100)
    return [year_first, *readings] if HAN_OR_HANGUL.search(line.text) else [*readings, year_first]


# "10/04/16 05:07 AM EDT": an hour of an American zone behind it; "et" is a word
_AMERICAN_CLOCK = re.compile(
    r",?\s+(?:at\s+)?\d{1,2}:\d\d(?::\d\d)?\s?[ap]\.?m\.?\s\(?(?-i:[ECMP][SD]?T)\b", re.IGNORECASE
)


def _falls_on(reading: tuple[int, int, int]) -> int | None:
    exact = date_of(*reading)
    return exact.isoweekday() if exact else None


def _is_dotnet(line: Line, match: re.Match[str]) -> bool:
    return (
        match["mark"] == "/"
        and match["first"][0] != "0"
        and _DOTNET.match(line.text, match.end()) is not None
    )


# The general form of .NET's invariably American default: "11/3/2023 9:35:00 AM", without padding.
_DOTNET = re.compile(r",?\s\d{1,2}:\d\d:\d\d\s[AP]M\b")


# --- Chinese, Japanese, Korean ----------------------------------------------------------------


def _east_asian_days(text: str) -> Iterator[Day]:
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
            yield Day(match.start(), match.end(), year, int(match["month"]), day)


_EAST_ASIAN = re.compile(
    r"(?<!\d)(?:(?P<era>令和|平成|民國|民国)?\s?(?P<year>\d{1,4}|元)\s?[年년]\s?)?"
    r"(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일號号]?(?!\d))?"
)
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
