"""Read a printed or declared date: when, how exactly, and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from tasks.article.ago import Ago, day_ago, find_ago, find_run_together, may_be_ago
from tasks.article.calendars import (
    LINKS,
    WEEKDAYS,
    WITH_DATES,
    Zone,
)
from tasks.article.clock import Clock, find_clock, find_zone, zone_at
from tasks.article.day import Day, Line, date_of, find_days, line_of, weekday_in
from tasks.article.line import one_line
from tasks.model import Precision

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
    last_day = (fetched_at + _AHEAD).date() if fetched_at is not None else None
    found = _read_stamp(visible, zone) or _read_printed(visible, zone, fetched_at, last_day, month_first)
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
    if text[7:8] != "-" or text[10:11] not in _BEHIND_DAY or text[13:14] == "." or len(text) > _LONGEST_ISO:
        # "2023-W48-4" is known to it, "2023-11-30+02:00" as two hours past midnight, "… 22.14" as ten sharp
        return None
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
        return _made(text, date_of(int(match[1]), int(match[2]), int(match[3])), clock, named, zone)
    if match := _MONTH_ONLY.match(text):
        return _made(text, date_of(int(match[1]), int(match[2]), 1), None, None, zone, precision="month")
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


# The same words stand in an element, in one about it and in a line near the headline.
@lru_cache(maxsize=64)
def _read_printed(
    text: str, zone: tzinfo | None, fetched_at: datetime | None, last_day: date | None, month_first: bool
) -> Published | None:
    """`last_day` is the last that may be meant, in the zone of `fetched_at`."""
    line = line_of(text)
    days = find_days(line, month_first)
    for day in days:
        if day.year is not None:
            found = _complete(text, day, days, zone)
            if found is not None and _believable(found.at, fetched_at):
                return found
    if fetched_at is not None and last_day is not None:
        for day in days:
            if day.year is None and (found := _of_this_year(line, day, zone, fetched_at, last_day)):
                return found
    return None


def _complete(text: str, day: Day, days: Sequence[Day], site: tzinfo | None) -> Published | None:
    """The day with the time that stands beside it, or beside the same day in another calendar."""
    if day.year is None:
        return None
    exact = date_of(day.year, day.month, day.day or 1, day.calendar)
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


def _is_same_day(exact: date, other: Day) -> bool:
    """Whether the other names that day too; calendars that follow the moon may be off by two."""
    if other.year is None or other.day is None:
        return False
    same = date_of(other.year, other.month, other.day, other.calendar)
    return same is not None and abs(same - exact) <= timedelta(days=2)


def _of_this_year(
    line: Line, day: Day, site: tzinfo | None, fetched_at: datetime, last: date
) -> Published | None:
    """The last such day before the time of fetching ("30 Nov, 10:30"), if the text says nothing else."""
    clock = find_clock(line.text, day.start, day.end, 0, len(line.text))
    start = min(day.start, clock.start) if clock else day.start
    end = max(day.end, clock.end) if clock else day.end
    if day.day is None or not _says_nothing(line.text, start, end):
        return None
    weekday = weekday_in(line.words)
    for year in range(last.year, last.year - 7, -1):
        exact = date_of(year, day.month, day.day)
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
        for word in line_of(part).words
    )


# --- back from the time of fetching -----------------------------------------------------------

_MOST_BESIDE_RUN = 24  # characters; more, and it is a sentence: 中国半导体产业20年前腾飞，主要推动力是 …


def _read_ago(text: str, site: tzinfo | None, fetched_at: datetime) -> Published | None:
    line = line_of(text)
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


def _of_named_day(line: Line, local: datetime, site: tzinfo | None) -> Published | None:
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
