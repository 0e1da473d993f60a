"""Read the day, or the month, that an address holds."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from tasks.article.date import Published, read_date


def day_of_path(path: str, zone: tzinfo | None, fetched_at: datetime | None) -> Published | None:
    """The first day that is spelled in one of the ways below."""
    if match := _IN_URL.search(path):
        month, day = match["month"] or match["month2"], match["day"] or match["day2"]
        return read_date(f"{match['year']}-{int(month):02}-{int(day):02}", zone=zone, fetched_at=fetched_at)
    if match := _IN_ID.search(path):
        return read_date(f"{match['year']}-{match['month']}-{match['day']}", zone=zone, fetched_at=fetched_at)
    if match := _OTHER_YEAR_IN_URL.search(path):
        return read_date(match[1], zone=zone, fetched_at=fetched_at)
    if match := _SECTION_BETWEEN.search(path):
        return read_date(
            f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}", zone=zone, fetched_at=fetched_at
        )
    if match := _MONTH_WORD.search(path):
        return read_date(f"{match[3]} {match[2]} {match[1]}", zone=zone, fetched_at=fetched_at)
    return None


# "/2026/11/22/", "-2026-3-7-", "/20261122/"
_IN_URL = re.compile(
    r"[/=_.-](?P<year>(?:19|20)\d\d)"
    r"(?:(?P<gap>[/_.-])(?P<month>1[0-2]|0?[1-9])(?P=gap)(?P<day>3[01]|[12]\d|0?[1-9])"
    r"|(?P<month2>1[0-2]|0[1-9])(?P<day2>3[01]|[12]\d|0[1-9]))(?=[/_.?-]|$)"
)
# "/article/A2026012914320005196", "/view/AKR20260129107300001": an article's id opens with its day
_IN_ID = re.compile(
    r"/[A-Za-z]{1,4}(?P<year>20\d\d)(?P<month>1[0-2]|0[1-9])(?P<day>3[01]|[12]\d|0[1-9])\d{4,13}(?=[/.?]|$)"
)
# "/fa/news/1403/02/25/3084713": a Persian or a Hijri day
_OTHER_YEAR_IN_URL = re.compile(r"/(1(?:39|4[0-5])\d/(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9]))(?=/|$)")
# "/2013/middle_east/8/3/": a section between year and day
_SECTION_BETWEEN = re.compile(
    r"/((?:19|20)\d\d)/[a-z][a-z_.-]{2,30}/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?=/|$)", re.IGNORECASE
)
_MONTH_WORD = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/([0-3]?\d)(?=/|$)", re.IGNORECASE)


def month_of_path(path: str) -> tuple[int, int] | None:
    match = _MONTH_IN_PATH.search(path)
    return (int(match[1]), int(match[2])) if match else None


# "/story/2016/10/who-won-213"
_MONTH_IN_PATH = re.compile(r"/(20\d\d)[/-](0?[1-9]|1[0-2])(?=[/-])")
