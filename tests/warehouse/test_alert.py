"""An alert is raised against a source's own habit, once for as long as it lasts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.warehouse.scene import NOON, answered, article, fetched, load, package, warehouse
from warehouse.alert import Alert, Change, Raised, look, open_since, record
from warehouse.frontier import FrontierRow, write_frontier
from warehouse.run import finish_run, start_run

NOW = datetime(2026, 11, 28, 21, 0, tzinfo=UTC)


def hourly(source: str, hours: range, **fields: Any) -> list[dict[str, Any]]:
    """A page with an article each hour after noon of the scene's day."""
    rows = []
    for hour in hours:
        url, when = f"https://{source}.example/{hour}", NOON + timedelta(hours=hour)
        said = {"published_at": None, "published_precision": None} | fields
        rows.append(fetched(url, article(url, f"خبر {hour}", **said), when=when, source=source))
    return rows


def refused(source: str, hours: range) -> list[dict[str, Any]]:
    """A page each hour that holds no article."""
    rejection = {"stage": "extract", "reason": "no_text", "detail": None}
    return [
        fetched(
            f"https://{source}.example/r{hour}",
            when=NOON + timedelta(hours=hour),
            source=source,
            rejections=[rejection],
        )
        for hour in hours
    ]


def keys(alerts: Any) -> list[tuple[str, str]]:
    return [(alert.kind, alert.subject) for alert in alerts]


def test_a_source_silent_against_its_habit_is_told_once_and_its_return_as_well(tmp_path: Path) -> None:
    usual = hourly("sada", range(20))
    asked = fetched(
        "https://sada.example/feed", when=NOON + timedelta(hours=60), kind="feed", rule_version=None
    )
    with warehouse(tmp_path, package(tmp_path, "one", [*usual, asked])) as connection:
        first = look(connection, band=0.2)
        record(connection, first, NOW)
        again = look(connection, band=0.2)
        load(connection, package(tmp_path, "two", hourly("sada", range(60, 62))))
        over = look(connection, band=0.2)
        record(connection, over, NOW + timedelta(hours=1))
        kept = connection.execute("SELECT kind, subject, raised_at, ended_at FROM alert").fetchall()

    assert (keys(first.begun), first.ended) == ([("silent", "sada")], [])
    assert again == ([], [])
    assert (over.begun, over.ended) == ([], [("silent", "sada")])
    assert [row[:2] for row in kept] == [("silent", "sada")]
    assert [at.astimezone(UTC) for at in kept[0][2:]] == [NOW, NOW + timedelta(hours=1)]


def test_a_source_that_nobody_asked_since_is_not_silent_because_another_was_asked(tmp_path: Path) -> None:
    """As after a night in which the machine was off, when one outlet is visited by hand."""
    other = fetched("https://nashra.example/", when=NOON + timedelta(hours=40), kind="home", source="nashra")

    with warehouse(tmp_path, package(tmp_path, "one", [*hourly("sada", range(20)), other])) as connection:
        change = look(connection, band=0.2)

    assert change.begun == []


def test_a_source_whose_news_is_announced_and_not_read_yet_is_not_silent(tmp_path: Path) -> None:
    """As after a weekend: the seeds of a run are loaded before the pages that they announce."""
    asked = fetched(
        "https://sada.example/feed", when=NOON + timedelta(hours=80), kind="feed", rule_version=None
    )
    run = str(uuid4())
    page = FrontierRow(
        url_fingerprint="sada.example/monday",
        url="https://sada.example/monday",
        source="sada",
        seed_url="https://sada.example/feed",
        claimed_headline=None,
        claimed_at=None,
        claimed_update=None,
        is_on_the_list=True,
    )
    with warehouse(tmp_path, package(tmp_path, "one", [*hourly("sada", range(20)), asked])) as connection:
        start_run(connection, run, flow="ingest-news", parameters={}, started_at=NOW)
        write_frontier(connection, run, [page], NOW)
        while_it_runs = look(connection, band=0.2)
        finish_run(connection, run, outcome="completed")
        after = look(connection, band=0.2)

    assert (keys(while_it_runs.begun), keys(after.begun)) == ([], [("silent", "sada")])


def test_what_was_raised_is_remembered_as_it_was_while_it_lasts_and_at_its_end(tmp_path: Path) -> None:
    alert = Alert("silent", "sada", "sada", "sada", {"silent_for": "9 hours", "refusals": 2, "share": 0.5})
    later = NOW + timedelta(hours=1)

    with warehouse(tmp_path) as connection:
        record(connection, Change([alert], []), NOW)
        lasting = open_since(connection, NOW)
        record(connection, Change([], [("silent", "sada")]), later)
        ended = open_since(connection, later)
        forgotten = open_since(connection, later + timedelta(minutes=1))

    assert lasting == [Raised(alert, NOW, None)]
    assert ended == [Raised(alert, NOW, later)]
    assert forgotten == []


@pytest.mark.parametrize(("refused_hours", "expected"), [(20, [("rejections", "sada")]), (3, [])])
def test_a_share_of_refused_pages_out_of_its_band_is_told(
    tmp_path: Path, refused_hours: int, expected: list[tuple[str, str]]
) -> None:
    usual = hourly("sada", range(96))
    today = [*hourly("sada", range(96, 116)), *refused("sada", range(96, 96 + refused_hours))]

    with warehouse(tmp_path, package(tmp_path, "one", [*usual, *today])) as connection:
        change = look(connection, band=0.2)

    assert keys(change.begun) == expected


def test_a_field_that_a_template_has_lost_is_told_with_its_figures(tmp_path: Path) -> None:
    before = hourly("sada", range(48), byline_raw="كتبت سلمى حداد")
    after = hourly("sada", range(7 * 24, 7 * 24 + 48))

    with warehouse(tmp_path, package(tmp_path, "one", [*before, *after])) as connection:
        change = look(connection, band=0.2)

    (alert,) = (one for one in change.begun if one.subject == "sada/byline_raw")
    assert (alert.kind, alert.evidence["rate"], alert.evidence["usual_rate"]) == ("fill", 0.0, 1.0)


@pytest.mark.parametrize(("hours", "expected"), [(range(3), [("blocked", "sada")]), (range(1), [])])
def test_a_source_that_refused_for_an_hour_is_blocked_and_one_that_did_once_is_not(
    tmp_path: Path, hours: range, expected: list[tuple[str, str]]
) -> None:
    rows = [
        answered(
            f"https://sada.example/{hour}", "failed", when=NOON + timedelta(hours=hour), reason="unreachable"
        )
        for hour in hours
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        change = look(connection, band=0.2)

    assert keys(change.begun) == expected
