"""Marts: what they count, on scenes small enough to count by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.warehouse.scene import LONG, answered, article, at, fetched, package, warehouse
from warehouse import query

A = "https://sada.example/a"
B = "https://nashra.example/b"
C = "https://sada.example/c"

_DAY = 24 * 60


def test_daily_volume_tells_shared_corrected_and_lone_texts_apart(tmp_path: Path) -> None:
    one = package(
        tmp_path,
        "one",
        [
            fetched(A, article(A, "خبر", published_at=at(0))),
            fetched(B, article(B, "خبر", published_at=at(5)), source="nashra"),
            fetched(C, article(C, "وحيد", "نص أول", published_at=at(-_DAY))),
        ],
    )
    two = package(
        tmp_path, "two", [fetched(C, article(C, "وحيد", "نص ثان", published_at=at(-_DAY)), when=at(60))]
    )

    with warehouse(tmp_path, one, two) as connection:
        connection.execute("UPDATE source SET title = 'صدى' WHERE source = 'sada'")
        rows = query.read_mart(connection, "daily_volume")

    whole = len("\n".join(LONG))
    names = (
        "day",
        "source",
        "title",
        "articles",
        "own_texts",
        "shared_texts",
        "in_stories",
        "corrected",
        "median_characters",
    )
    today, yesterday = at(0).date(), at(-_DAY).date()
    assert rows == [
        dict(zip(names, row, strict=True))
        for row in [
            (today, "nashra", None, 1, 0, 1, 1, 0, whole),
            (today, "sada", "صدى", 1, 1, 0, 1, 0, whole),
            (yesterday, "sada", "صدى", 1, 1, 0, 0, 1, len("نص ثان")),
        ]
    ]


def test_a_source_is_measured_by_its_last_seven_days(tmp_path: Path) -> None:
    old = "https://sada.example/old"
    one = package(
        tmp_path,
        "one",
        [
            fetched(old, article(old, "قديم", "نص قديم"), when=at(-8 * _DAY)),
            answered("https://sada.example/lost", "failed", when=at(-8 * _DAY), reason="http_404"),
            fetched(A, article(A, "خبر")),
            answered(C, "failed", reason="http_500"),
            answered("https://sada.example/feed", "failed", kind="feed", reason="http_500"),
            fetched("https://nashra.example/feed", kind="feed", rule_version=None, source="nashra"),
        ],
    )

    with warehouse(tmp_path, one) as connection:
        rows = {
            row["source"]: (row["articles_of_the_week"], row["rejected_share_of_the_week"])
            for row in query.read_mart(connection, "source_health")
        }

    assert rows == {"sada": (1, 0.5), "nashra": (0, None)}


def test_what_newer_rules_have_read_since_is_not_rejected(tmp_path: Path) -> None:
    refused = fetched(A, rule_version="1") | {
        "rejections": [{"stage": "extract", "reason": "no_text", "detail": None, "url": A}]
    }
    read = fetched(A, article(A, "خبر"), rule_version="2")
    one, two = package(tmp_path, "one", [refused]), package(tmp_path, "two", [read])

    with warehouse(tmp_path, one) as connection:
        before = _rejected(query.read_mart(connection, "source_health"))
    with warehouse(tmp_path, two) as connection:
        after = _rejected(query.read_mart(connection, "source_health"))

    assert (before, after) == ([1.0], [0.0])


def _rejected(rows: list[query.Row]) -> list[float]:
    return [row["rejected_share_of_the_week"] for row in rows]


def test_a_correction_is_a_row_with_what_came_and_what_went(tmp_path: Path) -> None:
    old = article(A, "خبر")
    new = article(A, "خبر مصحح", *LONG[:3], "جملة لم تكن هنا")
    one = package(tmp_path, "one", [fetched(A, old), fetched(B, article(B, "آخر", "نص"), source="nashra")])
    two = package(tmp_path, "two", [fetched(A, new, when=at(60))])

    with warehouse(tmp_path, one, two) as connection:
        rows = query.read_mart(connection, "corrections")

    assert rows == [
        {
            "source": "sada",
            "seen_at": at(60),
            "after": timedelta(minutes=60),
            "changed_by": "outlet",
            "old_headline": "خبر",
            "new_headline": "خبر مصحح",
            "paragraphs_removed": 2,
            "paragraphs_added": 1,
            "url": A,
            "article_id": new["article_id"],
            "version_id": new["version_id"],
            "previous_version_id": old["version_id"],
        }
    ]
