"""What a run asks for, decided on plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tasks.crawl.agenda import Agenda, Wishes, draw_up_agenda
from tasks.model import Candidate, Known, Visited

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WISHES: dict[str, Any] = {"now": NOW, "schedule": (HOUR, 24 * HOUR), "least_gap": HOUR / 4}


def url(name: str) -> str:
    return f"http://news.test/{name}"


def told(name: str, hours_ago: float | None = None, source: str = "news") -> Candidate:
    at = None if hours_ago is None else NOW - hours_ago * HOUR
    return Candidate(url(name), source, "http://news.test/feed", None, at)


def fetched(name: str, hours_ago: float, **fields: Any) -> dict[str, Known]:
    return {url(name): Known(url(name), last_fetched_at=NOW - hours_ago * HOUR, **fields)}


def visited(name: str, changed: float, last: float) -> Visited:
    return Visited(url(name), "news", NOW - changed * HOUR, NOW - last * HOUR)


def draw_up(*announced: Candidate, **given: Any) -> Agenda:
    wishes = Wishes(**(WISHES | given.pop("wishes", {})))
    scene: dict[str, Any] = {"waiting": (), "visited": (), "known": {}, "taken": frozenset()} | given
    return draw_up_agenda(announced, wishes=wishes, **scene)


def names(candidates: list[Candidate]) -> list[str]:
    return [candidate.url.rpartition("/")[2] for candidate in candidates]


def test_news_come_newest_first_whether_announced_now_or_waiting() -> None:
    agenda = draw_up(told("old", 9), told("undated"), told("new", 1), waiting=[told("middle", 5)])

    assert names(agenda.due) == ["new", "middle", "old", "undated"]


def test_an_address_comes_once_as_it_was_announced_last() -> None:
    agenda = draw_up(told("a", 1), told("a?utm_source=x", 2), waiting=[told("a", 9)])

    assert agenda.due == [told("a", 1)]


CLAIMS = [
    # last fetched and claimed so many hours ago; is it asked for, is it kept?
    (5, None, False, False),
    (5, 9, False, False),
    (5, 5, False, False),
    (5, 2, True, False),
    (0.1, 0.05, False, True),  # a claim of change just after a visit waits for the next run
    (5, -3, False, False),  # a claim from the future would hold on every run
]


@pytest.mark.parametrize(("last", "claimed", "due", "kept"), CLAIMS)
def test_a_known_page_is_news_if_its_seed_claims_a_change_since(
    last: float, claimed: float | None, due: bool, kept: bool
) -> None:
    agenda = draw_up(told("a", claimed), known=fetched("a", last))

    assert (names(agenda.due), names(agenda.to_keep)) == (["a"] * due, ["a"] * kept)
    assert names(agenda.not_due) == ["a"] * (not due)


@pytest.mark.parametrize(("updated", "due"), [(2, True), (7, False), (-3, False)])
def test_a_known_page_is_news_if_its_seed_claims_an_update_beside_its_date(updated: float, due: bool) -> None:
    claim = replace(told("a", 9), claimed_update=NOW - updated * HOUR)

    agenda = draw_up(claim, known=fetched("a", 5))

    assert names(agenda.due) == ["a"] * due


def test_what_another_run_has_taken_meanwhile_is_left_to_it() -> None:
    agenda = draw_up(told("a", 1), told("b", 2), told("c", 3))

    agenda.leave({"news.test/b"})

    assert (names(agenda.due), names(agenda.not_due)) == (["a", "c"], ["b"])


def test_a_page_that_is_gone_is_not_asked_for_whatever_is_claimed() -> None:
    agenda = draw_up(told("a", 1), known=fetched("a", 5, gone=True))

    assert (agenda.due, names(agenda.not_due)) == ([], ["a"])


def test_visits_come_after_news_when_the_schedule_has_them() -> None:
    known = fetched("due", 1.5) | fetched("early", 0.2)

    agenda = draw_up(
        told("new", 9),
        told("due", 30),
        known=known,
        visited=[visited("due", 1.5, 1.5), visited("silent", 30, 15), visited("early", 0.2, 0.2)],
    )

    assert names(agenda.due) == ["new", "due", "silent"]
    assert names(agenda.seen_before) == ["silent"]
    assert agenda.due[1] == told("due", 30)  # with what its seed claims


def test_all_again_visits_what_is_not_due_too() -> None:
    agenda = draw_up(visited=[visited("early", 0.2, 0.2)], wishes={"all_again": True})

    assert names(agenda.due) == ["early"]


DAY = NOW.replace(hour=0)
WINDOWS = [
    # since and until in days from today, the claim in hours from its midnight
    (0, None, 0, True),
    (0, None, -0.01, False),
    (None, 0, 0, False),
    (None, 0, -0.01, True),
    (-1, 0, -24, True),
    (-1, 0, 0, False),
    (-1, 0, -25, False),
    (0, None, None, True),
    (-1, 0, None, True),
]


@pytest.mark.parametrize(("since", "until", "claimed", "expected"), WINDOWS)
def test_the_window_is_half_open(
    since: int | None, until: int | None, claimed: float | None, expected: bool
) -> None:
    bounds = {
        name: None if days is None else DAY + timedelta(days=days)
        for name, days in (("since", since), ("until", until))
    }
    candidate = Candidate(url("a"), "news", None, None, None if claimed is None else DAY + claimed * HOUR)

    agenda = draw_up(candidate, wishes=bounds)

    assert names(agenda.due) == ["a"] * expected
    assert agenda.left_out == [(candidate, "window")] * (not expected)


def test_what_is_left_out_waits_for_a_later_run() -> None:
    agenda = draw_up(
        told("old", 50), told("new", 1), told("third", 3), told("second", 2),
        known=fetched("old-and-known", 1),
        wishes={"since": NOW - 24 * HOUR, "most_per_source": 2},
    )  # fmt: skip

    assert names(agenda.due) == ["new", "second"]
    assert [(names([one]), why) for one, why in agenda.left_out] == [
        (["old"], "window"),
        (["third"], "limit"),
    ]
    assert names(agenda.to_keep) == ["old", "third"]


def test_a_backfill_keeps_nothing_outside_its_window_and_visits_nothing_again() -> None:
    agenda = draw_up(
        told("old", 50),
        told("new", 1),
        told("in", 30),
        visited=[visited("due", 1.5, 1.5)],
        wishes={"since": NOW - 40 * HOUR, "until": NOW - 24 * HOUR},
    )

    assert (names(agenda.due), agenda.to_keep) == (["in"], [])


def test_the_limit_holds_for_each_source_and_news_come_first() -> None:
    agenda = draw_up(
        told("a", 1),
        told("b", 2),
        told("other", 3, source="other"),
        visited=[visited("due", 1.5, 1.5)],
        wishes={"most_per_source": 2},
    )

    assert names(agenda.due) == ["a", "b", "other"]
    assert [(names([one]), why) for one, why in agenda.left_out] == [(["due"], "limit")]
    assert agenda.to_keep == []  # a visit stays due by the schedule


@pytest.mark.parametrize(
    ("most_per_source", "most_of_all", "expected"),
    [(3, 100, "aaabbb"), (100, 4, "aaaa"), (3, 4, "aaab")],
)
def test_a_run_asks_for_no_more_than_its_bounds_and_leaves_the_rest_for_later(
    most_per_source: int, most_of_all: int, expected: str
) -> None:
    announced = [Candidate(f"http://{name}.test/{at}", name, None) for name in "ab" for at in range(5)]

    agenda = draw_up(*announced, wishes={"most_per_source": most_per_source, "most_of_all": most_of_all})

    assert "".join(candidate.source for candidate in agenda.due) == expected
    assert {why for _, why in agenda.left_out} == {"limit"}
    assert [candidate for candidate, _ in agenda.left_out] == agenda.to_keep
    assert len(agenda.due) + len(agenda.to_keep) == 10


def test_what_is_named_by_hand_is_asked_for_in_any_case() -> None:
    agenda = draw_up(
        told("new", 1),
        told("hand", 100),
        known=fetched("hand", 0.01, gone=True),
        taken=frozenset({"news.test/hand"}),
        wishes={
            "by_hand": frozenset({"news.test/hand"}),
            "since": NOW - HOUR * 2,
            "most_per_source": 1,
        },
    )

    assert names(agenda.due) == ["hand", "new"]


def test_what_another_run_has_on_its_list_is_left_to_it() -> None:
    agenda = draw_up(
        told("a", 1),
        waiting=[told("a", 1)],
        visited=[visited("b", 1.5, 1.5)],
        taken=frozenset({"news.test/a", "news.test/b"}),
    )

    assert (agenda.due, names(agenda.not_due), agenda.to_keep) == ([], ["a"], [])


def test_what_waits_and_is_news_no_more_is_settled() -> None:
    agenda = draw_up(
        waiting=[told("a", 5), told("taken", 5), told("again", 30)],
        known=fetched("a", 1) | fetched("taken", 1) | fetched("again", 1.5),
        visited=[visited("again", 1.5, 1.5)],
        taken=frozenset({"news.test/taken"}),
    )

    assert (names(agenda.settled), names(agenda.due)) == (["a"], ["again"])


def test_each_page_is_counted_once_on_its_way_in_and_once_on_its_way_out() -> None:
    announced = [
        told("news", 1),
        told("more", 2),
        told("outside", 90),
        told("known", 30),
        told("again", 30),
        told("just", 0.05),
        told("taken", 1),
        told("hand", 80),
    ]

    agenda = draw_up(
        *announced,
        waiting=[told("waits", 3), told("news", 1)],
        visited=[visited(name, 1.5, 1.5) for name in ("again", "outside", "silent", "beyond", "taken")],
        known=fetched("known", 1) | fetched("again", 1.5) | fetched("just", 0.1) | fetched("outside", 1.5),
        taken=frozenset({"news.test/taken"}),
        wishes={
            "since": NOW - 48 * HOUR,
            "most_per_source": 4,
            "by_hand": frozenset({"news.test/hand"}),
        },
    )

    left_out = [candidate for candidate, _ in agenda.left_out]
    came = [*names(announced), "waits", *names(agenda.seen_before)]
    assert sorted(came) == sorted(names([*agenda.due, *left_out, *agenda.not_due]))
    assert names(agenda.seen_before) == ["silent", "beyond"]
