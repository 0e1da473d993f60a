"""Printed and declared dates, as (given, expected) tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tasks.article.date import read_date, zone_named

FETCHED = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

ABSOLUTE = [
    ("2023-05-01T10:00:00+0300", "2023-05-01T10:00:00+03:00", "minute"),
    ("2023-06-30T08:05:00.123Z", "2023-06-30T08:05:00+00:00", "minute"),
    ("2023-05-31", "2023-05-31T00:00:00+00:00", "day"),
    ("1701345600", "2023-11-30T12:00:00+00:00", "minute"),
    ("تاريخ النشر: 30th, November 2023 GMT", "2023-11-30T00:00:00+00:00", "day"),
    ("الخميس 12 كانون الثاني 2023 - 10:30 م", "2023-01-12T22:30:00+00:00", "minute"),  # Levant
    ("٣٠ نوفمبر ٢٠٢٣ ٠٩:١٥ ص", "2023-11-30T09:15:00+00:00", "minute"),  # Egypt, Arabic-Indic digits
    ("12 جانفي 2024", "2024-01-12T00:00:00+00:00", "day"),  # Maghreb
    ("20 غشت 2024 - 14:05", "2024-08-20T14:05:00+00:00", "minute"),  # Morocco
    ("17 مارس / آذار 2020", "2020-03-17T00:00:00+00:00", "day"),  # both names
    ("۲۱ اردیبهشت ۱۳۹۹ - ۱۸:۵۹", "2020-05-10T18:59:00+00:00", "minute"),  # Jalali, Persian digits
    ("1402/05/12", "2023-08-03T00:00:00+00:00", "day"),
    ("15 رمضان 1445 هـ", "2024-03-25T00:00:00+00:00", "day"),  # Hijri
    ("الأحد 15 رمضان 1445هـ - 24 مارس 2024م", "2024-03-24T00:00:00+00:00", "day"),
    ("28.04.2023, 18:15 Uhr", "2023-04-28T18:15:00+00:00", "minute"),
    ("Sept. 5, 2023", "2023-09-05T00:00:00+00:00", "day"),
    ("5 de mayo de 2023", "2023-05-05T00:00:00+00:00", "day"),
    ("Aug 24, 2020 9:23 AM EDT", "2020-08-24T09:23:00-04:00", "minute"),
    ("20:15 , 22.05.20", "2020-05-22T20:15:00+00:00", "minute"),
    ("2011年4月10日", "2011-04-10T00:00:00+00:00", "day"),
    ("12 בינואר 2021, 14:10", "2021-01-12T14:10:00+00:00", "minute"),
    ("May 2020", "2020-05-01T00:00:00+00:00", "month"),
]

RELATIVE = [
    ("منذ ٣ ساعات", "2026-11-24T09:00:00+00:00"),
    ("منذ ساعتين", "2026-11-24T10:00:00+00:00"),
    ("قبل يومين", "2026-11-22T00:00:00+00:00"),
    ("3 hours ago", "2026-11-24T09:00:00+00:00"),
    ("vor 5 Minuten", "2026-11-24T11:55:00+00:00"),
    ("أمس 10:20 ص", "2026-11-23T10:20:00+00:00"),
    ("۲ ساعت پیش", "2026-11-24T10:00:00+00:00"),
]

NONE = [
    "",
    "3 days",
    "2019",
    "Room 12.5",
    "32.13.2020",
    "45 نوفمبر 2023",
    "1970-01-01T00:00:00Z",
    "2098-01-01",
]


@pytest.mark.parametrize(("given", "expected", "precision"), ABSOLUTE)
def test_a_printed_date_is_read(given: str, expected: str, precision: str) -> None:
    found = read_date(given, fetched_at=FETCHED)

    assert found is not None
    assert (found.at.isoformat(), found.precision, found.relative) == (expected, precision, False)


@pytest.mark.parametrize(("given", "expected"), RELATIVE)
def test_a_relative_time_is_counted_from_the_fetch(given: str, expected: str) -> None:
    found = read_date(given, fetched_at=FETCHED)

    assert found is not None
    assert (found.at.isoformat(), found.relative) == (expected, True)


@pytest.mark.parametrize("given", ["3 hours ago", "منذ ساعتين"])
def test_a_relative_time_means_nothing_without_the_time_of_fetching(given: str) -> None:
    assert read_date(given) is None


@pytest.mark.parametrize("given", NONE)
def test_what_is_no_date_gives_none(given: str) -> None:
    assert read_date(given, fetched_at=FETCHED) is None


def test_a_date_without_a_zone_is_in_the_zone_of_its_site() -> None:
    found = read_date("30 نوفمبر 2023 الساعة 18:00", zone=zone_named("Asia/Dubai"))

    assert found is not None
    assert (found.at.isoformat(), found.zone) == ("2023-11-30T18:00:00+04:00", "site")


@pytest.mark.parametrize(
    ("given", "raw"),
    [
        ("نُشر في ٣٠ نوفمبر ٢٠٢٣ ٠٩:١٥ ص بقلم أحمد", "٣٠ نوفمبر ٢٠٢٣ ٠٩:١٥ ص"),
        ("Published Sept. 5, 2023 by Jane", "Sept. 5, 2023"),
    ],
)
def test_the_raw_words_are_kept_as_printed(given: str, raw: str) -> None:
    found = read_date(given)

    assert found is not None
    assert found.raw == raw
