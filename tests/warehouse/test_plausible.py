"""What sources brought, held to what is expected of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.scene import article, at, fetched, package, warehouse
from warehouse.plausible import ExpectedRow, SeenRow, check_expected

DAY = 24 * 60


def _articles(folder: Path, count: int, *, dated: float = -10, asked_before: bool = True) -> Path:
    """An outlet's articles of the last minutes; each second one has an author."""
    rows = [
        fetched(
            url,
            article(url, f"خبر {url}", authors=["سالم"] if n % 2 else [], published_at=at(dated)),
            when=at(-5),
        )
        for n in range(count)
        for url in [f"https://sada.example/{n}"]
    ]
    if asked_before:
        feed = "https://sada.example/feed"
        rows.append(fetched(feed, kind="feed", rule_version=None, when=at(-1.5 * DAY)))
    return package(folder, "day", rows)


def _expected(field: str | None, least: float, most: float) -> ExpectedRow:
    return ExpectedRow(source="sada", field=field, least=least, most=most)


def _seen(expected: ExpectedRow, seen: float, articles: int) -> SeenRow:
    return SeenRow(**expected, seen=seen, articles=articles, is_known=False)


_BEYOND: list[tuple[int, dict[str, Any], ExpectedRow, float | None]] = [
    (12, {}, _expected(None, 12, 12), None),
    (12, {}, _expected(None, 13, 99), 12),
    (12, {}, _expected(None, 0, 11), 12),
    (0, {}, _expected(None, 1, 99), 0),
    (12, {"dated": -2 * DAY}, _expected(None, 1, 99), 0),
    (12, {"asked_before": False}, _expected(None, 99, 99), None),  # the first day says nothing
    (12, {}, _expected("authors", 0.5, 0.5), None),
    (12, {}, _expected("authors", 0.6, 1), 0.5),
    (12, {}, _expected("authors", 0, 0.4), 0.5),
    (9, {}, _expected("authors", 1, 1), None),  # too few to say anything
]


@pytest.mark.parametrize(("articles", "scene", "expected", "beyond"), _BEYOND)
def test_what_is_beyond_its_bounds_is_found_and_remembered(
    tmp_path: Path, articles: int, scene: dict[str, Any], expected: ExpectedRow, beyond: float | None
) -> None:
    with warehouse(tmp_path, _articles(tmp_path, articles, **scene)) as connection:
        found = check_expected(connection, [expected], at(0))
        remembered = connection.execute(
            "SELECT check_name, offending_rows, sample FROM check_result"
        ).fetchall()

    due = [] if beyond is None else [_seen(expected, beyond, articles if expected["field"] else int(beyond))]
    assert found == due
    assert [(name, rows, json.loads(sample) if sample else []) for name, rows, sample in remembered] in (
        [("expected of sada", len(due), due)],
        [] if not due else None,  # nothing was judged
    )


def test_a_source_of_which_nothing_is_expected_is_not_judged(tmp_path: Path) -> None:
    with warehouse(tmp_path, _articles(tmp_path, 12)) as connection:
        found = check_expected(connection, [], at(0))
        remembered = connection.execute("SELECT count(*) FROM check_result").fetchall()

    assert (found, remembered) == ([], [(0,)])


def test_what_lasts_is_news_once_a_day(tmp_path: Path) -> None:
    hours = (0, 1, 23, 25, 26)
    expected = _expected("authors", 0.6, 1)

    with warehouse(tmp_path, _articles(tmp_path, 12)) as connection:
        known = [
            [row["is_known"] for row in check_expected(connection, [expected], at(60 * hour))]
            for hour in hours
        ]

    assert known == [[False], [True], [True], [False], [True]]


def test_what_is_read_beside_another_article_says_nothing_of_an_outlet(tmp_path: Path) -> None:
    urls = [f"https://sada.example/{n}" for n in range(10)]
    rows = [
        fetched(
            url,
            article(url, f"خبر {url}", published_at=at(-10)),
            article(f"{url}/beside", f"خبر بجانب {url}", role="related", position=1),
            when=at(-5),
        )
        for url in urls
    ]

    with warehouse(tmp_path, package(tmp_path, "day", rows)) as connection:
        found = check_expected(connection, [_expected("published_at", 1, 1)], at(0))

    assert found == []
