"""Tell how exactly a date is given, and whether another says the same more exactly."""

from __future__ import annotations

from datetime import UTC, timedelta

from tasks.article.date import Published


def is_exact(found: Published) -> bool:
    return found.precision == "minute" and not is_midnight(found) and found.zone == "page"


def is_midnight(found: Published) -> bool:
    return (
        found.precision == "minute"
        and not found.relative
        and (found.at.hour, found.at.minute, found.at.second) == (0, 0, 0)
        and not found.at.microsecond
    )


def sharpened(chosen: Published, other: Published) -> Published | None:
    """`other` if it says the same as `chosen`, and more exactly."""
    if other.precision != "minute" or is_midnight(other) or other.relative:
        return None
    if chosen.precision != "minute" or is_midnight(chosen):
        near = abs(other.at - chosen.at) < timedelta(hours=36)
        # "2019-06-03T00:00Z" beside "June 2, 2019, 20:08 -0400": one of the two days is told in UTC
        days = (chosen.at.date(), chosen.at.astimezone(UTC).date())
        same_day = other.at.date() in days or other.at.astimezone(UTC).date() in days
        return other if near and same_day else None
    if chosen.zone != "page" and other.zone == "page":
        same = other.at.replace(tzinfo=None, second=0, microsecond=0) == chosen.at.replace(
            tzinfo=None, second=0, microsecond=0
        )
        return other if same else None
    return None
