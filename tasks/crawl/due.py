"""When a seed, and when a page, is to be asked again. Pure: the clock is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

_HOME_BOUNDS = (86_400.0, 604_800.0)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a seed is asked, and what became of the last time."""

    interval: float  # seconds, while it answers
    failures: int = 0  # in a row
    wait: float = 0.0  # seconds from the last time to the next


def next_rhythm(
    before: Rhythm | None, *, answered: bool, news: int, announced: int, bounds: tuple[float, float]
) -> Rhythm:
    """A seed's rhythm after it was asked; `news` are those of the `announced` pages that nobody knew.

    It begins with the shortest interval. News halve it, and quarter it if all that was announced was new,
    for then something may have scrolled past unseen; none make it half as long again. A seed that does not
    answer, or cannot be read, keeps its interval and waits twice as long with each failure. All of it stays
    within `bounds` (seconds).
    """
    shortest, longest = bounds
    interval = before.interval if before else shortest
    if not answered:
        failures = (before.failures if before else 0) + 1
        return Rhythm(interval, failures, min(interval * 2.0 ** min(failures, 30), longest))
    if before and news:
        interval /= 4 if news == announced else 2
    elif before:
        interval *= 1.5
    interval = min(max(interval, shortest), longest)
    return Rhythm(interval, 0, interval)


def bounds_of(kind: str, bounds: tuple[float, float]) -> tuple[float, float]:
    """Bounds for a seed of this kind: a home page is read by the day or week; its feeds stay for years."""
    return _HOME_BOUNDS if kind == "home" else bounds


def due_from(asked_at: datetime, rhythm: Rhythm) -> datetime:
    """When a scheduled run asks again: a little early, since its ticks are seconds apart from ours."""
    return asked_at + timedelta(seconds=rhythm.wait - min(60.0, rhythm.wait / 10))


def is_visit_due(
    changed_at: datetime, last_fetched_at: datetime, now: datetime, schedule: Sequence[timedelta]
) -> bool:
    """Whether a point of `schedule`, counted from the page's last change, has come since it was last fetched.

    A visit shortly before a point (in the last fifth of the way to it) counts for that point.
    """
    age_then, age_now = last_fetched_at - changed_at, now - changed_at
    return any(age_then < 0.8 * point and point <= age_now for point in schedule)
