"""Marts: what they count, on scenes small enough to count by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.warehouse.scene import LONG, NOON, answered, article, at, fetched, package, warehouse
from warehouse import query
from warehouse.frontier import LeadRow, write_aliases
from warehouse.kept import differing
from warehouse.maintain import run_checks

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


def test_what_a_later_request_had_is_not_refused_now(tmp_path: Path) -> None:
    moved, gone, home = (f"https://sada.example/{name}" for name in ("moved", "gone", "home"))
    no_text = [{"stage": "extract", "reason": "no_text", "detail": None, "url": home}]
    visits = [
        answered(A, "failed", reason="timeout"),
        fetched(A, article(A, "خبر"), when=at(30)),
        fetched(gone, article(gone, "خبر")),
        answered(gone, "failed", when=at(30), reason="http_404"),
        fetched(home, body_sha256="one", rejections=no_text),
        answered(home, "failed", when=at(10), reason="http_500"),
        fetched(home, body_sha256="one", outcome="unchanged", when=at(20), rule_version=None),
        answered(moved, "failed", reason="timeout"),
        fetched(B, body_sha256="two", rejections=[no_text[0] | {"url": B}]),
        fetched(B, article(B, "خبر"), when=at(30), body_sha256="three"),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", visits)) as connection:
        lead = "SELECT url_fingerprint FROM page WHERE url = ?"
        fingerprint = connection.execute(lead, [moved]).fetchall()[0][0]
        page = connection.execute("SELECT page_id FROM page WHERE url = ?", [A]).fetchall()[0][0]
        write_aliases(
            connection, [LeadRow(url_fingerprint=fingerprint, page_id=str(page), fetched_at=at(30))]
        )
        refused = connection.execute("SELECT url, reason FROM refused_now ORDER BY ALL").fetchall()
        by_reason = {
            row["reason"]: row["urls"] for row in query.read_mart(connection, "rejections_by_reason")
        }
        listed = [
            row["url"]
            for row in query.read_in_room(
                connection, "rejected", source=None, reason=None, most=10, skipped=0
            )
        ]
        ever = connection.execute("SELECT count(*) FROM rejection").fetchall()

    assert refused == [(gone, "http_404"), (home, "no_text")]
    assert by_reason == {"http_404": 1, "no_text": 1}
    assert listed == [gone, home]
    assert ever == [(6,)]


def _rejected(rows: list[query.Row]) -> list[float]:
    return [row["rejected_share_of_the_week"] for row in rows]


def test_what_a_host_cost_is_told_by_day(tmp_path: Path) -> None:
    rows = [
        fetched(A, article(A, "خبر"), redirects=[f"{A}/short"], elapsed=0.5),
        fetched(f"{A}/feed", kind="feed", rule_version=None, elapsed=0.25),
        answered(f"{A}/2", "unchanged", status=304, wire_bytes=0),
        answered(f"{A}/3", "unchanged", status=200),
        answered(f"{A}/4", "refused", reason="robots_disallowed", elapsed=0.0, wire_bytes=0),
        answered(f"{A}/5", "failed", reason="http_429", status=429, wire_bytes=0),
        fetched(f"{A}/6", article(f"{A}/6", "خبر"), when=at(24 * 60)),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        later, first = query.read_mart(connection, "host_cost")

    assert (later["day"], later["requests"], later["bytes_sent_again"]) == (at(24 * 60).date(), 1, None)
    assert first == {
        "source": "sada",
        "host": "sada.example",
        "day": NOON.date(),
        "requests": 6,
        "pages": 4,
        "seeds": 1,
        "not_modified": 1,
        "sent_again": 1,
        "refused": 1,
        "failed": 1,
        "busy": 1,
        "bytes_received": 300,
        "bytes_sent_again": 100,
        "seconds": 1.5,
        "median_seconds": 0.25,
    }


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
            "is_return": False,
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


def test_a_return_to_an_earlier_text_is_a_correction_too(tmp_path: Path) -> None:
    one, other = article(A, "خبر", *LONG), article(A, "خبر", *LONG[:4], "جملة أخرى تماما")
    shown = [one, one, other, other, one, one, other]
    # Swapped and repeated loads give the same rows.
    packages = [package(tmp_path, str(n), [fetched(A, each, when=at(n))]) for n, each in enumerate(shown)]
    orders = [packages, packages[::-1], [*packages[::2], *packages[1::2], *packages]]

    found = []
    for number, order in enumerate(orders):
        with warehouse(tmp_path / str(number), *order) as connection:
            rows = query.read_mart(connection, "corrections")
            found.append(
                [(row["version_id"], row["seen_at"], row["after"], row["is_return"]) for row in rows]
            )
            assert differing(connection) == []
            assert not any(run_checks(connection).values())

    assert (
        found
        == [
            [
                (other["version_id"], at(6), timedelta(minutes=2), True),
                (one["version_id"], at(4), timedelta(minutes=2), True),
                (other["version_id"], at(2), timedelta(minutes=2), False),
            ]
        ]
        * 3
    )


def test_what_two_pages_of_an_article_show_by_turns_is_no_return(tmp_path: Path) -> None:
    one, other = article(A, "خبر", *LONG), article(A, "خبر", *LONG[:4], "جملة أخرى تماما")
    rows = [fetched(A if n % 2 else C, one if n % 2 else other, when=at(n)) for n in range(6)]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        returns = connection.execute("SELECT count_if(is_return) FROM corrections").fetchall()

    assert returns == [(0,)]


def _of(source: str, number: int, days: float, **fields: Any) -> dict[str, Any]:
    """The page of an article with a text of its own, first seen so many days after noon."""
    url = f"https://{source}.example/{number}"
    text = f"نص {source} رقم {number} لا يشبه غيره"
    return fetched(url, article(url, f"خبر {number}", text, **fields), when=at(days * _DAY), source=source)


def test_a_field_that_a_template_lost_is_a_break_in_its_week(tmp_path: Path) -> None:
    # The 30th of November 2023 is a Thursday: ten articles in each of the weeks of the 20th and the 27th.
    before = [_of("sada", n, -7, byline_raw="سارة" if n else None, section="سياسة") for n in range(10)]
    after = [
        _of("sada", 10 + n, 0, byline_raw="سارة" if n < 4 else None, section="سياسة", authors=["سارة"])
        for n in range(10)
    ]
    few = [_of("nashra", n, -7 if n < 9 else 0, section="سياسة" if n < 9 else None) for n in range(18)]
    one = package(tmp_path, "one", [*before, *after, *few])

    with warehouse(tmp_path, one) as connection:
        rows = {
            (str(row["week"]), row["source"], row["field"]): (
                row["articles"],
                row["filled"],
                row["rate"],
                row["usual_rate"],
                row["is_break"],
            )
            for row in query.read_mart(connection, "field_fill")
        }

    assert len(rows) == 2 * 2 * 12
    assert rows["2023-11-20", "sada", "byline_raw"] == (10, 9, 0.9, None, False)
    assert rows["2023-11-27", "sada", "byline_raw"] == (10, 4, 0.4, 0.9, True)
    assert rows["2023-11-27", "sada", "section"] == (10, 10, 1.0, 1.0, False)
    assert rows["2023-11-27", "sada", "authors"] == (10, 10, 1.0, 0.0, True)
    assert rows["2023-11-27", "nashra", "section"] == (9, 0, 0.0, 1.0, False)


def test_a_fill_rate_is_of_articles_as_they_were_first_read(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر", "نص", byline_raw="سارة"))])
    two = package(tmp_path, "two", [fetched(A, article(A, "خبر", "نص آخر"), when=at(60))])

    with warehouse(tmp_path, one, two) as connection:
        rows = [row for row in query.read_mart(connection, "field_fill") if row["field"] == "byline_raw"]

    assert [(row["articles"], row["filled"]) for row in rows] == [(1, 1)]


def test_what_is_read_beside_another_article_lowers_no_fill_rate(tmp_path: Path) -> None:
    beside = {"role": "related", "position": 1}
    lead = article(A, "خبر", "نص", byline_raw="سارة")
    # C is seen beside A first, without what its own page says an hour later; B is never seen but beside A.
    own = article(C, "آخر", "نص آخر", byline_raw="هند")
    one = package(
        tmp_path,
        "one",
        [fetched(A, lead, article(C, "آخر", "نص", **beside), article(B, "ثالث", "نص ثالث", **beside))],
    )
    two = package(tmp_path, "two", [fetched(C, own, when=at(60))])

    found = []
    for number, packages in enumerate(([one], [one, two], [two, one])):
        with warehouse(tmp_path / str(number), *packages) as connection:
            rows = [row for row in query.read_mart(connection, "field_fill") if row["field"] == "byline_raw"]
            found.append([(row["articles"], row["filled"]) for row in rows])
            assert differing(connection) == []

    assert found == [[(1, 1)], [(2, 2)], [(2, 2)]]


def test_a_mended_rule_that_reads_a_page_of_old_no_more_leaves_no_field_missing(tmp_path: Path) -> None:
    fields: dict[str, Any] = {"byline_raw": "سارة", "published_at": at(-15 * _DAY)}
    first = [_of("sada", 100 * week + n, 7 * week - 14, **fields) for week in range(3) for n in range(12)]
    again = [
        fetched(row["url"], *row["articles"], when=row["fetched_at"] + timedelta(hours=1))
        for row in first[24:]
    ]
    without = [row | {"articles": []} for row in first[24:]]
    packages = [package(tmp_path, "one", first), package(tmp_path, "two", again)]
    packages.append(package(tmp_path, "mended", without))

    with warehouse(tmp_path, *packages) as connection:
        moved = connection.execute(
            "SELECT count(*) FROM article INNER JOIN article_version ON current_version_id = version_id "
            "WHERE article.first_seen_at > article_version.first_seen_at"
        ).fetchall()
        rows = query.read_mart(connection, "field_fill")

    assert moved == [(12,)]
    assert [row["field"] for row in rows if row["is_break"]] == []
    assert {row["rate"] for row in rows if row["field"] in ("byline_raw", "paragraphs")} == {1.0}


def test_a_story_before_1970_has_the_hours_in_which_it_was_carried(tmp_path: Path) -> None:
    said = datetime(1963, 12, 15, 11, 30, tzinfo=UTC)
    one = package(
        tmp_path,
        "one",
        [
            fetched(A, article(A, "خبر", *LONG, published_at=said)),
            fetched(B, article(B, "خبر", *LONG, published_at=said + timedelta(hours=1)), source="nashra"),
        ],
    )

    with warehouse(tmp_path, one) as connection:
        rows = query.read_mart(connection, "story_timeline")

    assert [row["hour"] for row in rows] == [datetime(1963, 12, 15, hour, tzinfo=UTC) for hour in (11, 12)]


def test_the_lag_is_of_fresh_articles_dated_to_the_minute(tmp_path: Path) -> None:
    lags = {10: 10, 20: 20, 30: 30, 40: 40, 4 * _DAY: 0}  # minutes from publication to fetch
    rows = [_of("sada", n, 0, published_at=at(-minutes)) for n, minutes in enumerate(lags)]
    rows += [_of("sada", 90, 0, published_at=at(-1), published_precision="day")]
    rows += [_of("sada", 91, 0, published_at=at(1)), _of("sada", 92, 0)]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        connection.execute("UPDATE load SET loaded_at = ?", [at(5)])
        found = query.read_mart(connection, "load_lag")

    assert found == [
        {
            "day": at(0).date(),
            "source": "sada",
            "articles": 5,
            "fresh": 4,
            "median_lag": timedelta(minutes=25),
            "long_lag": timedelta(minutes=45),
            "median_until_fetched": timedelta(minutes=20),
            "median_until_loaded": timedelta(minutes=5),
        }
    ]


def test_the_duplicate_rate_tells_copies_by_kind_and_by_whose_they_are(tmp_path: Path) -> None:
    again = f"{A}/again"
    one = package(
        tmp_path,
        "one",
        [
            fetched(A, article(A, "خبر", published_at=at(0))),
            fetched(again, article(again, "خبر", published_at=at(1))),
            fetched(B, article(B, "خبر", published_at=at(5)), source="nashra"),
            fetched(C, article(C, "وحيد", "نص آخر", published_at=at(9)), source="nashra"),
            _of("sada", 1, -7),
        ],
    )

    with warehouse(tmp_path, one) as connection:
        rows = query.read_mart(connection, "duplicate_rate")

    kinds = ("exact_copies", "edited_copies", "excerpts", "indirect_copies")
    names = ("week", "source", "articles", *kinds, "rate", "of_its_own")
    this, last = date(2023, 11, 27), date(2023, 11, 20)
    assert rows == [
        dict(zip(names, row, strict=True))
        for row in [
            (this, "nashra", 2, 1, 0, 0, 0, 0.5, 0),
            (this, "sada", 2, 1, 0, 0, 0, 0.5, 1),
            (last, "sada", 1, 0, 0, 0, 0, 0.0, 0),
        ]
    ]


def test_a_keyword_rises_against_its_own_past_in_whatever_spelling(tmp_path: Path) -> None:
    def tagged(number: int, days: float, surface: str, folded: str, source: str = "sada") -> dict[str, Any]:
        return _of(source, number, days, keywords=[{"surface": surface, "folded": folded}])

    rows = [tagged(n, -1, "إيران", "ايران") for n in range(3)]
    rows += [tagged(3, -2, "ايران", "ايران", source="nashra")]
    rows += [tagged(10 + n, -10 - n, "ايران", "ايران") for n in range(4)]  # once a week
    rows += [tagged(20, -3, "طقس", "طقس")]
    rows += [tagged(30 + n, -8 - n, "طقس", "طقس") for n in range(12)]  # three times a week
    rows += [tagged(50, -40, "قديم", "قديم"), tagged(51, -20, "ماض", "ماض"), _of("sada", 60, 0)]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        found = query.read_mart(connection, "keyword_trends")

    assert [
        (row["keyword"], row["surface"], row["articles"], row["usual"], row["sources"], round(row["rise"], 3))
        for row in found
    ] == [
        ("ايران", "ايران", 4, 1.0, 2, round(3 / 2**0.5, 3)),
        ("طقس", "طقس", 1, 3.0, 1, -1.0),
    ]
