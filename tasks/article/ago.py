"""Read how long ago something was: "3 hours ago", «منذ ساعتين», "gestern", "3時間前"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.article.calendars import AGO_BEFORE, AGO_BEHIND, AROUND, COUNTS, DAYS_AGO, NOW, Units

_MOST_WORDS_ASIDE = 6  # more, and the text tells something else: "He had left the company 3 years ago"
_LONGEST_COUNT = 8  # words: "1 hour, 5 minutes and 10 seconds"
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "year": 12}
_OPENINGS = frozenset(name.partition(" ")[0] for name in (*DAYS_AGO, *NOW))
_MARKERS = frozenset(name.partition(" ")[0] for name in (*AGO_BEFORE, *AGO_BEHIND))
_RELATIVE = _MARKERS | _OPENINGS


@dataclass(frozen=True, slots=True)
class Ago:
    """How long ago, and which words say so: tokens[first:last]."""

    first: int
    last: int
    seconds: int
    months: int  # on top of the seconds
    unit: str  # the smallest that was named


def may_be_ago(words: Sequence[str]) -> bool:
    """Whether any of these folded words is one that times are counted back with."""
    return not _RELATIVE.isdisjoint(words)


def find_ago(words: Sequence[str]) -> Ago | None:
    """The time span that folded words count back from now, if they do."""
    if " ".join(words) in NOW:
        return Ago(0, len(words), 0, 0, "minute")
    for place, word in enumerate(words):
        if word not in _MARKERS:
            continue
        for span in (3, 2, 1):
            marker = " ".join(words[place : place + span])
            last = min(place + span, len(words))
            found = None
            if marker in AGO_BEFORE:
                found = _counted(words, place, last, AGO_BEFORE[marker])
            if found is None and marker in AGO_BEHIND:
                found = _counted_before(words, place, last, AGO_BEHIND[marker])
            if found is not None:
                aside = len(words) - (found.last - found.first)
                return found if aside <= _MOST_WORDS_ASIDE else None
    return None


def _counted(words: Sequence[str], place: int, first: int, units: Units) -> Ago | None:
    """What is counted from words[first] on, the marker standing at `place`."""
    while first < len(words) and words[first] in AROUND and words[first] not in units:
        first += 1
    amounts, last = _amounts(words, first, units)
    return _summed(amounts, place, last) if amounts else None


def _counted_before(words: Sequence[str], place: int, last: int, units: Units) -> Ago | None:
    """What is counted up to the marker at words[place:last]."""
    for first in range(max(0, place - _LONGEST_COUNT), place):
        amounts, end = _amounts(words, first, units)
        if amounts and all(word in AROUND for word in words[end:place]):
            return _summed(amounts, first, last)
    return None


def _summed(amounts: Sequence[tuple[float, str]], first: int, last: int) -> Ago:
    seconds = sum(count * _SECONDS[unit] for count, unit in amounts if unit in _SECONDS)
    months = sum(count * _MONTHS[unit] for count, unit in amounts if unit in _MONTHS)
    return Ago(first, last, round(seconds), round(months), amounts[-1][1])


def _amounts(words: Sequence[str], first: int, units: Units) -> tuple[list[tuple[float, str]], int]:
    """The counted units from `first` on ("1 hour and 5 minutes"), and where they end."""
    amounts: list[tuple[float, str]] = []
    at = last = first
    while at < len(words):
        count: float | None = None
        if words[at].isdecimal():
            if len(words[at]) > 3:
                break
            count = int(words[at])
            at += 1
        elif words[at] in COUNTS and words[at] not in units:
            count = COUNTS[words[at]]
            at += 1
            if count < 1 and at < len(words) and COUNTS.get(words[at]) == 1:
                at += 1  # "half an hour"
        if at == len(words) or words[at] not in units:
            break
        unit, alone = units[words[at]]
        if count is None:
            count = alone
        if not count:
            break  # «منذ ساعات»: some hours
        amounts.append((count, unit))
        at = last = at + 1
        while at < len(words) and words[at] in AROUND:
            at += 1
    return amounts, last


def day_ago(words: Sequence[str]) -> tuple[int, int] | None:
    """(days, number of words) of a day named from today, if the words open with one: "yesterday", "i går"."""
    if not words or words[0] not in _OPENINGS:
        return None
    for span in (3, 2, 1):
        if len(words) >= span and (days := DAYS_AGO.get(" ".join(words[:span]))) is not None:
            return days, span
    return None


# Chinese, Japanese, Korean and Thai write the unit and "ago" as one word.
_RUN_TOGETHER = re.compile(
    r"(?<![\d月年])(?P<count>\d{1,3})\s?(?:(?P<second>秒钟?|초|วินาที)|(?P<minute>分[钟鐘]?|분|นาที)|(?P<hour>[小个個]{0,2}[时時]間?|시간|ชั่วโมง|ชม\.)"
    r"|(?P<day>日|天|일|วัน)|(?P<week>週間?|周|주일?|สัปดาห์)|(?P<month>[个個かヶケカ]月|개월|달|เดือน)|(?P<year>年|년|ปี))"
    r"\s?(?:[之以]?前|전|ที่แล้ว|ที่ผ่านมา|ก่อน)"
)


def find_run_together(text: str) -> tuple[int, int, Ago] | None:
    """(start, end, how long) of "3時間前", "3시간 전", "3小时前", "3 ชั่วโมงที่แล้ว"."""
    match = _RUN_TOGETHER.search(text)
    if match is None:
        return None
    unit = match.lastgroup or ""
    count = int(match["count"])
    months = count * _MONTHS.get(unit, 0)
    return match.start(), match.end(), Ago(0, 0, count * _SECONDS.get(unit, 0), months, unit)
