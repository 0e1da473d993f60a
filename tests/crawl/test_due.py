"""When seeds and pages are asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tasks.crawl.due import Rhythm, bounds_of, due_from, is_visit_due, next_rhythm

BOUNDS = (900.0, 7200.0)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

RHYTHMS = [
    # before, answered, news, announced, expected interval, failures and wait
    (None, True, 20, 20, (900, 0, 900)),
    (None, True, 0, 0, (900, 0, 900)),
    (None, False, 0, 0, (900, 1, 1800)),
    (Rhythm(1800), True, 2, 20, (900, 0, 900)),
    (Rhythm(4000), True, 20, 20, (1000, 0, 1000)),
    (Rhythm(2000), True, 0, 20, (3000, 0, 3000)),
    (Rhythm(2000), True, 0, 0, (3000, 0, 3000)),
    (Rhythm(900), True, 5, 20, (900, 0, 900)),
    (Rhythm(7000), True, 0, 0, (7200, 0, 7200)),
    (Rhythm(1000), False, 0, 0, (1000, 1, 2000)),
    (Rhythm(1000, failures=1), False, 0, 0, (1000, 2, 4000)),
    (Rhythm(1000, failures=2), False, 0, 0, (1000, 3, 7200)),
    (Rhythm(1000, failures=10_000), False, 0, 0, (1000, 10_001, 7200)),
    (Rhythm(1000, failures=3), True, 0, 20, (1500, 0, 1500)),
    (Rhythm(10), True, 0, 0, (900, 0, 900)),  # the bounds were narrowed since
]


@pytest.mark.parametrize(("before", "answered", "news", "announced", "expected"), RHYTHMS)
def test_news_bring_a_seed_nearer_silence_and_failures_push_it_away(
    before: Rhythm | None, answered: bool, news: int, announced: int, expected: tuple[float, int, float]
) -> None:
    rhythm = next_rhythm(before, answered=answered, news=news, announced=announced, bounds=BOUNDS)

    assert (rhythm.interval, rhythm.failures, rhythm.wait) == expected


def test_a_home_page_is_read_by_the_day_and_a_feed_within_its_sites_bounds() -> None:
    assert [bounds_of("home", BOUNDS), bounds_of("feed", BOUNDS)] == [(86_400.0, 604_800.0), BOUNDS]


@pytest.mark.parametrize(("wait", "expected"), [(900, 840), (300, 270), (86_400, 86_340)])
def test_a_seed_is_due_a_little_before_the_tick_of_a_schedule(wait: float, expected: float) -> None:
    assert due_from(NOON, Rhythm(900, wait=wait)) == NOON + timedelta(seconds=expected)


HOUR = timedelta(hours=1)
SCHEDULE = (HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR)

VISITS = [
    # hours from the last change to the last visit and to now
    (0, 0.5, False),
    (0, 1, True),
    (0, 100, True),
    (1, 2, False),
    (1, 3, True),
    (0.7, 1, True),
    (0.9, 1, False),  # as good as the visit after one hour
    (0.9, 3, True),
    (2.9, 4, False),
    (3.5, 7, False),
    (3.5, 8, True),
    (23, 25, False),
    (24, 1000, False),
]


@pytest.mark.parametrize(("visited", "now", "expected"), VISITS)
def test_a_page_is_visited_again_at_growing_distances_from_its_last_change(
    visited: float, now: float, expected: bool
) -> None:
    assert is_visit_due(NOON, NOON + visited * HOUR, NOON + now * HOUR, SCHEDULE) is expected
