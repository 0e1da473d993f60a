"""What the crawl remembers and what people ask."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.identity import identify
from tests.warehouse.scene import (
    LONG,
    NOON,
    RUN,
    answered,
    article,
    at,
    contents,
    decide,
    fetched,
    package,
    warehouse,
)
from warehouse import query
from warehouse.frontier import FrontierRow, LeadRow, write_aliases, write_frontier
from warehouse.load import load_package
from warehouse.run import UNANSWERED, WAITS, FunnelRow, end_unanswered, finish_run, start_run
from warehouse.source import SourceRow, register_seeds, register_sources, schedule_seeds
from warehouse.sql import read_sql, sql_names

A = "https://sada.example/a"
B = "https://nashra.example/b"
C = "https://sada.example/c"
FEED = "https://sada.example/feed"


def test_a_page_is_known_by_the_address_asked_for_and_by_the_one_it_led_to(tmp_path: Path) -> None:
    asked = "https://sada.example/short"
    one = package(
        tmp_path,
        "one",
        [
            fetched(
                A,
                article(A, "خبر"),
                requested_url=asked,
                etag='"1"',
                last_modified="Thu",
                body_sha256="ab",
                moved_to=B,
            ),
            answered(B, "gone", when=at(5), status=410),
        ],
    )

    with warehouse(tmp_path, one) as connection:
        known = query.known_pages(connection, [asked, A, B, "https://sada.example/never"])

    page: dict[str, Any] = {
        "etag": '"1"',
        "last_modified": "Thu",
        "body_sha256": "ab",
        "answered_by": A,
        "gone": False,
        "moved_to": B,
        "first_seen_at": NOON,
        "last_fetched_at": NOON,
    }
    gone = dict.fromkeys(page) | {"gone": True, "last_fetched_at": at(5)}
    assert known == [{"url": B, **gone}, {"url": A, **page, "moved_to": None}, {"url": asked, **page}]


def test_a_page_is_known_in_any_spelling_of_an_address_that_led_to_it(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A), fetched(B, when=at(5))])
    leads = [
        {"url_fingerprint": "sho.rt/x", "page_id": identify("page", url), "fetched_at": when}
        for url, when in ((A, NOON), (B, at(5)))
    ]

    with warehouse(tmp_path, one) as connection:
        for lead in reversed(leads):  # a package of before may be loaded later
            write_aliases(connection, [LeadRow(**lead)])
        (known,) = query.known_pages(connection, ["sho.rt/x"])

    assert (known["url"], known["answered_by"], known["last_fetched_at"]) == ("sho.rt/x", B, at(5))


def declare(connection: duckdb.DuckDBPyConnection) -> None:
    register_sources(
        connection,
        [
            {
                "source": "sada",
                "title": "صدى",
                "home": "https://sada.example/",
                "language": "ar",
                "timezone": "Africa/Cairo",
                "is_demo": False,
                "seeds": [{"url": FEED, "kind": "feed"}],
            }
        ],
    )


NOTHING = dict.fromkeys(
    (
        "found_on",
        "etag",
        "last_modified",
        "body_sha256",
        "answered_by",
        "moved_to",
        "last_read_at",
        "interval_seconds",
        "failures",
        "next_due_at",
    )
)


@pytest.mark.essential
def test_what_is_not_known_of_a_source_is_null_and_takes_nothing_away(tmp_path: Path) -> None:
    bare: SourceRow = {
        "source": "harbour_post_example",
        "title": "harbour-post.example",
        "home": None,
        "language": None,
        "timezone": None,
        "is_demo": False,
        "seeds": [],
    }
    with warehouse(tmp_path) as connection:
        declare(connection)
        register_sources(connection, [bare])
        register_sources(connection, [{**bare, "source": "sada", "title": "صدى"}])

        rows = connection.execute("SELECT source, home, language, timezone FROM source ORDER BY 1").fetchall()

    assert rows == [
        ("harbour_post_example", None, None, None),
        ("sada", "https://sada.example/", "ar", "Africa/Cairo"),
    ]


def test_what_an_older_version_made_up_of_a_source_is_let_go(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        declare(connection)
        for source, home in (("saved_pages", "https:///"), ("met", "https://met.example/")):
            connection.execute(
                "INSERT INTO source (source, home, language, timezone) VALUES (?, ?, 'und', 'UTC')",
                [source, home],
            )
        register_seeds(
            connection, [("met", {"url": "https://met.example/", "kind": "home", "found_on": None})]
        )
        connection.execute("DELETE FROM migration WHERE name = '100_bare_source'")

    with warehouse(tmp_path) as connection:
        rows = connection.execute("SELECT source, home, language, timezone FROM source ORDER BY 1").fetchall()

    assert rows == [
        ("met", "https://met.example/", None, None),
        ("sada", "https://sada.example/", "ar", "Africa/Cairo"),
        ("saved_pages", None, None, None),
    ]


@pytest.mark.essential
def test_sources_are_declared_anew_and_the_last_of_two_counts(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        declare(connection)
        declare(connection)
        row: SourceRow = {
            "source": "sada",
            "title": "Sada",
            "home": "https://sada.example/",
            "language": "ar",
            "timezone": "UTC",
            "is_demo": True,
            "seeds": [],
        }
        register_sources(connection, [row, {**row, "title": "Sada News"}])
        register_sources(connection, [])
        register_seeds(
            connection, [("sada", {"url": FEED, "kind": kind, "found_on": A}) for kind in ("sitemap", "feed")]
        )
        register_seeds(connection, [])

        sources = connection.execute("SELECT source, title, timezone, is_demo FROM source").fetchall()
        seeds = connection.execute("SELECT source, url, kind, found_on FROM seed").fetchall()

    assert sources == [("sada", "Sada News", "UTC", True)]
    assert seeds == [("sada", FEED, "feed", A)]


@pytest.mark.essential
def test_a_seed_is_known_with_its_validators_and_when_it_is_due(tmp_path: Path) -> None:
    one = package(
        tmp_path,
        "one",
        [fetched(FEED, kind="feed", rule_version=None, etag='"f"', body_sha256="ab", moved_to=A)],
    )
    schedule = {"interval_seconds": 900.0, "failures": 0, "next_due_at": at(15)}

    with warehouse(tmp_path) as connection:
        declare(connection)
        declared = query.known_seeds(connection, ["sada"])
    with warehouse(tmp_path, one) as connection:
        schedule_seeds(connection, [{"source": "sada", "url": FEED, "last_news": 3, **schedule}])
        known = query.known_seeds(connection, ["sada", "nashra"])
        sources = connection.execute("SELECT source, title, load_id FROM source").fetchall()

    seed = {"source": "sada", "url": FEED, "kind": "feed", **NOTHING}
    assert declared == [seed]
    told = {"etag": '"f"', "body_sha256": "ab", "answered_by": FEED, "moved_to": A, "last_read_at": NOON}
    assert known == [seed | told | schedule]
    assert sources == [("sada", "صدى", None)]


def test_a_seed_that_was_found_says_where(tmp_path: Path) -> None:
    home = "https://sada.example/"

    with warehouse(tmp_path) as connection:
        declare(connection)
        register_seeds(
            connection, [("sada", {"url": "https://x.example/f", "kind": "feed", "found_on": home})]
        )
        known = query.known_seeds(connection, ["sada"])

    assert [(row["url"], row["found_on"]) for row in known] == [(FEED, None), ("https://x.example/f", home)]


def test_a_seed_that_failed_keeps_its_validators_and_was_not_read(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(FEED, kind="feed", rule_version=None, etag='"f"')])
    two = package(tmp_path, "two", [answered(FEED, "failed", kind="feed", when=at(5), reason="timeout")])

    with warehouse(tmp_path, one, two) as connection:
        (known,) = query.known_seeds(connection, ["sada"])

    assert (known["etag"], known["last_read_at"]) == ('"f"', None)


def test_a_listing_whose_next_page_could_not_be_had_is_asked_as_if_it_were_new(tmp_path: Path) -> None:
    whole = {"kind": "listing", "rule_version": None, "etag": '"1"', "last_modified": "Sun"}
    one = package(tmp_path, "one", [fetched(FEED, **whole)])
    two = package(tmp_path, "two", [fetched(FEED, **whole, when=at(5), reason="not_followed")])

    with warehouse(tmp_path, one, two) as connection:
        (known,) = query.known_seeds(connection, ["sada"])

    assert (known["etag"], known["last_modified"], known["body_sha256"]) == (None, None, None)
    assert known["last_read_at"] == at(5)


def test_a_backfill_leaves_the_cursors_of_seeds_where_they_are(tmp_path: Path) -> None:
    backfill = identify("run", "backfill")
    one = package(tmp_path, "one", [fetched(FEED, kind="feed", rule_version=None, etag='"1"')])
    late = fetched(FEED, kind="feed", rule_version=None, etag='"2"', when=at(60), run_id=backfill)
    two = package(tmp_path, "two", [late], run_id=backfill)

    with warehouse(tmp_path, one) as connection:
        start_run(
            connection, backfill, flow="ingest-news", parameters={}, started_at=at(60), is_backfill=True
        )
    with warehouse(tmp_path, two) as connection:
        (known,) = query.known_seeds(connection, ["sada"])
        fetches = connection.execute("SELECT count(*) FROM fetches").fetchall()

    assert (known["etag"], known["last_read_at"], fetches) == ('"1"', NOON, [(2,)])


def waiting(url: str, **fields: Any) -> FrontierRow:
    row = FrontierRow(
        url_fingerprint=url,
        url=url,
        source="sada",
        seed_url=FEED,
        claimed_headline=None,
        claimed_at=None,
        claimed_update=None,
        is_on_the_list=False,
    )
    return FrontierRow(**(row | fields))


def test_a_page_waits_until_it_is_fetched_whatever_comes_of_it(tmp_path: Path) -> None:
    c, d, e = (f"https://sada.example/{name}" for name in "cde")
    one = package(
        tmp_path,
        "one",
        [
            fetched(A, when=at(2)),
            answered(B, "failed", when=at(2), reason="http_404"),
            fetched(f"{c}/moved", url_fingerprint=c, when=at(2)),
            fetched(d, when=at(-2)),  # and announced again since
        ],
    )

    with warehouse(tmp_path) as connection:
        write_frontier(connection, RUN, [waiting(url) for url in (A, B, c, d, e)], NOON)
    with warehouse(tmp_path, one) as connection:
        left = [row["url"] for row in query.frontier(connection, ["sada"], [], most=9)]

    assert left == [d, e]


def test_what_waits_comes_newest_first_with_what_was_named_by_hand_anywhere(tmp_path: Path) -> None:
    old, new = f"{A}/old", f"{A}/new"
    rows = [
        waiting(old, claimed_at=at(-60)),
        waiting(new, claimed_at=at(-5), claimed_headline="خبر"),
        waiting(B, source="nashra"),
        waiting(f"{B}/by-hand", source="nashra", seed_url=None, is_on_the_list=True),
        waiting(f"{B}/declared", source="nashra", seed_url=None),
    ]

    with warehouse(tmp_path) as connection:
        write_frontier(connection, RUN, rows, NOON)
        found = query.frontier(connection, ["sada"], [], most=9)

    assert [(row["url"], row["claimed_headline"]) for row in found] == [
        (new, "خبر"),
        (old, None),
        (f"{B}/by-hand", None),
    ]


def test_what_waits_is_bounded_by_number_and_half_open_window(tmp_path: Path) -> None:
    rows = [waiting(f"{A}/{hours}", claimed_at=at(-60 * hours)) for hours in range(5)]
    rows.append(waiting(f"{A}/undated"))

    with warehouse(tmp_path) as connection:
        write_frontier(connection, RUN, rows, NOON)
        newest = query.frontier(connection, ["sada"], [], most=2)
        window = query.frontier(connection, ["sada"], [], since=at(-180), until=at(-60), most=9)

    assert [row["url"] for row in newest] == [f"{A}/0", f"{A}/1"]
    assert [row["url"] for row in window] == [f"{A}/2", f"{A}/3", f"{A}/undated"]


def test_what_is_settled_waits_no_longer(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        write_frontier(connection, RUN, [waiting(A), waiting(C)], NOON)
        write_frontier(connection, RUN, [], NOON, settled=[A])
        left = query.frontier(connection, ["sada"], [], most=9)

    assert [row["url"] for row in left] == [C]


def test_a_page_on_the_list_of_a_living_run_is_taken_and_on_a_dead_ones_is_not(tmp_path: Path) -> None:
    living, dead = identify("run", "living"), identify("run", "dead")

    with warehouse(tmp_path) as connection:
        write_frontier(connection, living, [waiting(A, is_on_the_list=True), waiting(C)], NOON)
        write_frontier(connection, dead, [waiting(B, is_on_the_list=True)], NOON)
        found = {
            row["url"]: row["is_taken"] for row in query.frontier(connection, ["sada"], [living], most=9)
        }

    assert found == {A: True, B: False, C: False}


@pytest.mark.essential
def test_of_two_runs_that_look_at_the_same_time_the_first_to_write_has_a_page(tmp_path: Path) -> None:
    first, second = identify("run", "first"), identify("run", "second")
    one = package(tmp_path, "one", [fetched(B, when=at(1))])

    with warehouse(tmp_path, one) as connection:
        write_frontier(connection, first, [waiting(A, is_on_the_list=True, source="nashra")], NOON)
        left = write_frontier(
            connection,
            second,
            [waiting(url, is_on_the_list=True) for url in (A, B, C)],
            NOON,
            living=[first],
        )
        found = {
            row["url"]: (row["source"], row["is_taken"])
            for row in query.frontier(connection, ["sada", "nashra"], [first], most=9)
        }

    assert set(left) == {A, B}  # the other has A on its list, and has had B
    assert found == {A: ("nashra", True), C: ("sada", False)}


def test_what_is_named_by_hand_is_left_to_no_other_run(tmp_path: Path) -> None:
    first, second = identify("run", "first"), identify("run", "second")

    with warehouse(tmp_path) as connection:
        write_frontier(connection, first, [waiting(A, is_on_the_list=True)], NOON)
        left = write_frontier(
            connection, second, [waiting(A, is_on_the_list=True)], NOON, living=[first], by_hand=[A]
        )

    assert left == []


def test_a_claim_of_a_change_waits_with_the_page(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        write_frontier(connection, RUN, [waiting(A, claimed_at=at(-60), claimed_update=at(-5))], NOON)
        (row,) = query.frontier(connection, ["sada"], [], most=9)

    assert (row["claimed_at"], row["claimed_update"]) == (at(-60), at(-5))


def test_visited_pages_are_young_or_changed_of_late_or_could_not_be_had(tmp_path: Path) -> None:
    old, changed, young, gone, failed, for_long, too_large = (
        f"https://sada.example/{name}"
        for name in ("old", "changed", "young", "gone", "failed", "for-long", "too-large")
    )
    one = package(
        tmp_path,
        "one",
        [
            fetched(old, article(old, "قديم"), when=at(-60)),
            fetched(changed, article(changed, "خبر"), when=at(-60)),
            fetched(young, when=at(1)),
            fetched(gone, when=at(2)),
            answered(failed, "failed", when=at(3), reason="http_404"),
            answered(for_long, "failed", when=at(-60), reason="timeout"),
            answered(too_large, "failed", when=at(3), reason="too_large"),
        ],
    )
    two = package(
        tmp_path,
        "two",
        [
            fetched(old, article(old, "قديم"), when=at(60)),
            fetched(changed, article(changed, "خبر مصحح"), when=at(60)),
            answered(gone, "gone", when=at(61)),
            answered(failed, "failed", when=at(63), reason="http_500"),
            answered(for_long, "failed", when=at(63), reason="timeout"),
        ],
    )

    with warehouse(tmp_path, one, two) as connection:
        found = query.visited_pages(connection, ["sada"], NOON)

    assert found == [
        {"url": changed, "source": "sada", "changed_at": at(60), "last_fetched_at": at(60)},
        {"url": failed, "source": "sada", "changed_at": at(3), "last_fetched_at": at(63)},
        {"url": young, "source": "sada", "changed_at": at(1), "last_fetched_at": at(1)},
    ]


def test_archived_pages_give_the_newest_body_and_what_it_said(tmp_path: Path) -> None:
    old, new = article(A, "خبر"), article(A, "خبر مصحح")
    beside = article(B, "آخر", role="related", position=1)
    rows = [
        fetched(A, old, archive_offset=0),
        fetched(A, new, beside, when=at(60), archive_offset=700),
        answered(B, "failed", when=at(61)),
    ]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        newest = query.archived_fetches(connection)
        pages = query.archived_pages(connection, newest)
        window = query.archived_fetches(connection, ["sada"], since=NOON, until=at(60))
        earlier = query.archived_pages(connection, window)
        none = query.archived_fetches(connection, ["nashra"])
        read_by_these = query.archived_fetches(connection, other_than="1")
        not_read_by_others = query.archived_fetches(connection, other_than="2")

    expected = {
        key: value
        for key, value in rows[1].items()
        if key not in ("articles", "rejections", "url_fingerprint")
    }
    assert pages == [expected | {"version_ids": [new["version_id"], beside["version_id"]]}]
    assert [page["version_ids"] for page in earlier] == [[old["version_id"]]]
    assert (none, read_by_these, not_read_by_others) == ([], [], newest)


def test_a_body_that_is_not_to_be_read_hides_none_that_was(tmp_path: Path) -> None:
    rows = [
        fetched(A, article(A, "خبر")),
        answered(A, "gone", when=at(60), reason="http_410", status=410, archive_path="archive/a.warc.gz"),
        fetched(B, when=at(1), archive_offset=700),
        fetched(B, when=at(60), reason="noindex", rule_version=None, archive_offset=900),
        answered(C, "failed", reason="http_404", status=404, archive_path="archive/a.warc.gz"),
    ]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        newest = query.archived_fetches(connection)
        read_by_these = query.archived_fetches(connection, other_than="1")

    assert (newest, read_by_these) == ([rows[0]["fetch_id"], rows[2]["fetch_id"]], [])


def test_newer_rules_read_the_body_that_was_the_first_to_say_so(tmp_path: Path) -> None:
    by_old, by_new = article(A, "خبر", section="سياسة"), article(A, "خبر", section="Politics")
    first, later = fetched(A, by_old), fetched(A, by_old, when=at(60), archive_offset=700)
    seen = package(tmp_path, "seen", [first, later])
    half = package(tmp_path, "half", [later | {"articles": [by_new], "rule_version": "2"}])
    read = package(tmp_path, "read", [first | {"articles": [by_new], "rule_version": "2"}])

    with warehouse(tmp_path, seen, half) as connection:
        (newest,) = query.archived_fetches(connection, other_than="2")
        firsts = query.first_sightings(connection, [newest], other_than="2")
        load_package(connection, read, decide=decide)
        none = query.archived_fetches(connection, other_than="2")
        none_more = query.first_sightings(connection, [newest], other_than="2")
        row = connection.execute("SELECT section, rule_version FROM article_version").fetchall()

    assert (newest, firsts) == (later["fetch_id"], [first["fetch_id"]])
    assert (none, none_more, row) == ([], [], [("Politics", "2")])


def test_who_read_a_body_last_is_told_by_loads_of_that_body_alone(tmp_path: Path) -> None:
    asked, other = fetched(A, article(A, "خبر", section="سياسة")), fetched(B)
    seen = package(tmp_path, "seen", [asked])
    beside = package(tmp_path, "beside", [other, fetched(A, article(A, "خبر"), when=at(60))])
    anew = package(tmp_path, "anew", [asked | {"articles": [article(A, "خبر", section="Politics")]}])
    lost = package(tmp_path, "lost", [asked | {"articles": []}])

    told = []
    with warehouse(tmp_path, seen) as connection:
        for one in (None, beside, anew, lost):
            if one:
                load_package(connection, one, decide=decide)
            told.append(query.read_last(connection, [asked["fetch_id"]]))
        of_none = query.read_last(connection, [other["fetch_id"]])

    assert told[0] == told[1]
    assert len(set(told)) == 3
    assert (told[3], of_none) == ("", "")


def test_a_version_is_told_with_what_belongs_to_it(tmp_path: Path) -> None:
    keywords = [{"surface": "النفط", "folded": "نفط"}, {"surface": "Oil", "folded": "oil"}]
    images = [{"url": "http://a.example/1.jpg", "caption": None}]
    one = article(A, "خبر", authors=["Zed", "Amal"], keywords=keywords, images=images)
    plain = article(B, "آخر", authors=[], keywords=[], images=[])
    stored = package(tmp_path, "one", [fetched(A, one), fetched(B, plain)])

    with warehouse(tmp_path, stored) as connection:
        rows = query.versions(connection, [one["version_id"], plain["version_id"]])

    told = {row["article_id"]: (row["authors"], row["keywords"], row["images"]) for row in rows}
    assert told == {
        one["article_id"]: (["Zed", "Amal"], ["النفط", "Oil"], ["http://a.example/1.jpg"]),
        plain["article_id"]: ([], [], []),
    }


def test_a_fields_history_tells_which_rules_gave_it(tmp_path: Path) -> None:
    first = article(A, "خبر", section="سياسة")
    by_newer_rules = article(A, "خبر", "فقرة أخرى", section="Politics")
    one = package(tmp_path, "one", [fetched(A, first)])
    two = package(tmp_path, "two", [fetched(A, by_newer_rules, rule_version="2")])

    with warehouse(tmp_path, one, two) as connection:
        sections = query.field_history(connection, first["article_id"], "section")
        headlines = query.field_history(connection, first["article_id"], "headline")
        with pytest.raises(duckdb.Error, match="no history of the field colour"):
            query.field_history(connection, first["article_id"], "colour")

    told = [(row["rule_version"], row["value"], row["is_current"]) for row in sections]
    assert told == [("1", "سياسة", False), ("2", "Politics", True)]
    assert [row["rule"] for row in headlines] == ["h1", "h1"]


def _read(rule_version: str, when: float = 0, **read: Any) -> dict[str, Any]:
    """A fetch of A as these rules read it: always the same words."""
    told = article(A, "خبر", **read)
    return fetched(A, told, when=at(when), rule_version=rule_version)


def _tagged(*keywords: str) -> list[dict[str, str]]:
    return [{"surface": each, "folded": each.lower()} for each in keywords]


def test_a_fields_history_has_what_each_of_several_rules_read_in_the_same_words(tmp_path: Path) -> None:
    rows = [
        _read(
            "9", section="سياسة", keywords=_tagged("زراعة"), provenance=[{"field": "section", "rule": "meta"}]
        ),
        _read("10", keywords=_tagged("زراعة", "Water")),
        _read("11", section="Politics", provenance=[{"field": "section", "rule": "breadcrumb"}]),
    ]
    packages = [package(tmp_path, row["rule_version"], [row]) for row in rows]
    seen = []

    for number, order in enumerate(permutations(packages)):
        with warehouse(tmp_path / str(number), *order) as connection:
            seen.append(
                [
                    [(row["rule_version"], row["value"], row["rule"], row["is_current"]) for row in told]
                    for field in ("section", "keywords", "headline")
                    for told in [query.field_history(connection, identify("article", A), field)]
                ]
            )

    sections = [
        ("9", "سياسة", "meta", False),
        ("10", None, None, False),
        ("11", "Politics", "breadcrumb", True),
    ]
    keywords = [("9", "زراعة", None, False), ("10", "زراعة\nWater", None, False), ("11", None, None, True)]
    headlines = [("9", "خبر", None, False), ("10", "خبر", "h1", False), ("11", "خبر", None, True)]
    assert seen == [[sections, keywords, headlines]] * 6


_ALL_FIELDS = {
    "headline": ("خبر", "خبر"),
    "text": ("نص", "نص"),
    "published_at": ("2023-11-30 09:00:00+00", "2023-11-30 10:00:00+00"),
    "published_raw": ("قبل 3 ساعات", "قبل ساعتين"),
    "published_precision": ("minute", "day"),
    "modified_at": ("2023-11-30 11:00:00+00", None),
    "authors": ("Zed\nAmal", "Zed\nAmal"),
    "byline_raw": ("Zed and Amal", "By Zed, Amal"),
    "dateline_place": ("Rabat", "الرباط"),
    "agency": ("AFP", "فرانس برس"),
    "source_credit": ("صدى", "صدى"),
    "section": ("سياسة", "Politics"),
    "language": ("ar", "fa"),
    "keywords": ("النفط\nOil", "Gas"),
    "keywords_raw": ("النفط Oil", None),
    "images": ("http://a.example/1.jpg\nhttp://a.example/2.jpg الوزير", "http://a.example/3.jpg"),
    "canonical_url": ("http://a.example/1", "http://a.example/2"),
    "is_accessible_for_free": ("true", "false"),
}
"""Of each field what older rules read and what newer ones do; some are equal in all readings of a version."""


def test_every_field_has_a_history(tmp_path: Path) -> None:
    older, newer = (
        {
            "authors": ["Zed", "Amal"],
            "source_credit": "صدى",
            "published_at": at(60 * (hours - 12)),
            "modified_at": at(-60) if number == 0 else None,
            "keywords": _tagged(*str(_ALL_FIELDS["keywords"][number]).split("\n")),
            "images": images,
            "is_accessible_for_free": number == 0,
        }
        | {
            field: _ALL_FIELDS[field][number]
            for field in (
                "published_raw",
                "published_precision",
                "byline_raw",
                "dateline_place",
                "agency",
                "section",
                "language",
                "keywords_raw",
                "canonical_url",
            )
        }
        for number, hours, images in (
            (
                0,
                9,
                [
                    {"url": "http://a.example/1.jpg", "caption": None},
                    {"url": "http://a.example/2.jpg", "caption": "الوزير"},
                ],
            ),
            (1, 10, [{"url": "http://a.example/3.jpg", "caption": None}]),
        )
    )
    rules = ("authors", "canonical_url", "keywords", "paragraphs", "published_at")
    given = {"provenance": [{"field": field, "rule": f"for {field}"} for field in rules]}
    first = article(A, "خبر", "نص", **older, **given)
    # A relative date is no part of the key.
    again = article(A, "خبر", "نص", **newer, **given) | {"version_id": first["version_id"]}
    one = package(tmp_path, "one", [fetched(A, first)])
    two = package(tmp_path, "two", [fetched(A, again, rule_version="2")])

    with warehouse(tmp_path, one, two) as connection:
        history = {
            field: query.field_history(connection, first["article_id"], field) for field in _ALL_FIELDS
        }

    told = {field: tuple(row["value"] for row in rows) for field, rows in history.items()}
    assert told == _ALL_FIELDS
    assert {
        field: rows[0]["rule"] for field, rows in history.items() if rows[0]["rule"] and rows[1]["rule"]
    } == {
        "authors": "for authors",
        "byline_raw": "for authors",
        "canonical_url": "for canonical_url",
        "keywords": "for keywords",
        "keywords_raw": "for keywords",
        "text": "for paragraphs",
        "published_at": "for published_at",
        "published_raw": "for published_at",
        "published_precision": "for published_at",
    }
    assert [[row["is_current"] for row in rows] for rows in history.values()] == [[False, True]] * len(
        history
    )


def test_the_warehouse_knows_what_is_out_of_date(tmp_path: Path) -> None:
    rows = [
        fetched(A, article(A, "خبر"), rule_version="2.9"),
        fetched(B, article(B, "آخر", "نص"), rule_version="2.10"),
        fetched(f"{A}/2", rule_version="2.10", source="nashra"),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        found = connection.execute("SELECT * FROM read_by_rules ORDER BY source, rule_version").fetchall()

    assert found == [
        ("nashra", "2.10", False, 1, 0),
        ("sada", "2.10", False, 1, 1),
        ("sada", "2.9", True, 1, 1),
    ]


def test_what_an_outlet_published_on_a_day(tmp_path: Path) -> None:
    dated = article(A, "مؤرخ", published_at=at(-60))
    undated = article(f"{A}/2", "بلا تاريخ", "نص")
    other_day = article(f"{A}/3", "أمس", "نص آخر", published_at=at(-60 * 24))
    other_source = article(B, "عند غيره", "نص ثالث")
    one = package(
        tmp_path,
        "one",
        [
            fetched(A, dated),
            fetched(f"{A}/2", undated),
            fetched(f"{A}/3", other_day),
            fetched(B, other_source, source="nashra"),
        ],
    )

    with warehouse(tmp_path, one) as connection:
        rows = query.published_by_source_on_day(connection, "sada", NOON.date())

    assert [(row["headline"], row["published_at"]) for row in rows] == [
        ("مؤرخ", at(-60)),
        ("بلا تاريخ", NOON),
    ]


def test_a_story_that_one_outlet_repeats_is_none_of_several_outlets(tmp_path: Path) -> None:
    again = f"{A}/again"
    rows = [fetched(A, article(A, "خبر")), fetched(again, article(again, "خبر"))]
    one = package(tmp_path, "one", rows)
    two = package(tmp_path, "two", [fetched(B, article(B, "خبر"), source="nashra")])

    with warehouse(tmp_path, one) as connection:
        repeated = query.totals(connection)
        load_package(connection, two, decide=decide)
        carried = query.totals(connection)

    found = [(row["stories"], row["stories_of_several_outlets"]) for row in (repeated, carried)]
    assert found == [(1, 0), (1, 1)]


def test_who_carried_a_story_in_which_order(tmp_path: Path) -> None:
    first, second = article(A, "خبر", published_at=at(0)), article(B, "خبر", published_at=at(30))
    alone = article(f"{A}/2", "وحيد", "نص")
    one = package(
        tmp_path, "one", [fetched(A, first), fetched(B, second, source="nashra"), fetched(f"{A}/2", alone)]
    )

    with warehouse(tmp_path, one) as connection:
        rows = query.who_carried_story(connection, second["article_id"])
        none = query.who_carried_story(connection, alone["article_id"])

    assert [(row["carried_as"], row["source"], row["after_first"]) for row in rows] == [
        (1, "sada", timedelta(0)),
        (2, "nashra", timedelta(minutes=30)),
    ]
    assert none == []


def test_what_was_refused_and_why(tmp_path: Path) -> None:
    rejection = {"stage": "extract", "reason": "home_page", "detail": "صفحة رئيسة", "url": B}
    read = fetched(B, when=at(10), source="nashra", rejections=[rejection])
    one = package(tmp_path, "one", [answered(A, "failed", reason="unreachable", detail="لا جواب"), read])
    two = package(
        tmp_path, "two", [read | {"rule_version": "2", "rejections": [], "articles": [article(B, "خبر")]}]
    )

    with warehouse(tmp_path, one) as connection:
        refused = query.refused_and_why(connection, NOON, at(60))
        before = query.refused_and_why(connection, at(-60), NOON)
    with warehouse(tmp_path, two) as connection:
        after_new_rules = query.refused_and_why(connection, NOON, at(60))

    by_fetch = {
        "rejected_at": NOON,
        "source": "sada",
        "stage": "fetch",
        "reason": "unreachable",
        "detail": "لا جواب",
        "url": A,
    }
    assert refused == [{"rejected_at": at(10), "source": "nashra"} | rejection, by_fetch]
    assert before == []
    assert after_new_rules == [by_fetch]


def test_what_changed_in_an_article_line_by_line(tmp_path: Path) -> None:
    old = article(A, "مئة قتيل", LONG[0], LONG[1], "كرر", "كرر")
    new = article(A, "عشرة قتلى", LONG[0], "جملة جديدة", "كرر")
    one = package(tmp_path, "one", [fetched(A, old), fetched(A, new, when=at(60))])

    with warehouse(tmp_path, one) as connection:
        rows = query.what_changed_in_article(connection, old["article_id"])
        corrections = query.read_mart(connection, "corrections")

    assert [(row["kind"], row["position"], row["change"], row["text"]) for row in rows] == [
        ("headline", None, "removed", "مئة قتيل"),
        ("headline", None, "added", "عشرة قتلى"),
        ("paragraph", 1, "removed", LONG[1]),
        ("paragraph", 1, "added", "جملة جديدة"),
        ("paragraph", 3, "removed", "كرر"),
    ]
    assert [
        (row["changed_by"], row["after"], row["old_headline"], row["new_headline"], row["paragraphs_added"])
        for row in corrections
    ] == [("outlet", timedelta(hours=1), "مئة قتيل", "عشرة قتلى", 1)]


def test_a_run_is_summed_up(tmp_path: Path) -> None:
    second_run = identify("run", "2")
    one = package(
        tmp_path,
        "one",
        [
            fetched(A, article(A, "خبر")),
            fetched(B, article(B, "خبر"), source="nashra"),
            answered(f"{B}/2", "failed", source="nashra", reason="http_404", status=404),
        ],
    )
    two = package(
        tmp_path,
        "two",
        [fetched(A, article(A, "خبر مصحح"), when=at(60), run_id=second_run)],
        run_id=second_run,
    )

    with warehouse(tmp_path, one, two) as connection:
        first = query.summary(connection, [RUN])
        second = query.summary(connection, [second_run])
        packages = query.loaded_packages(connection)

    assert first == {
        "outlets": 2,
        "pages_fetched": 2,
        "pages_unchanged": 0,
        "articles": 2,
        "versions": 2,
        "corrections": 0,
        "stories": 1,
        "members": {"exact": 1, "representative": 1},
        "rejections": [{"stage": "fetch", "reason": "http_404", "count": 1}],
    }
    assert (second["articles"], second["versions"], second["corrections"]) == (0, 1, 1)
    assert packages == {identify("package", "one"), identify("package", "two")}


def test_an_article_that_returns_to_an_earlier_text_was_corrected_wherever_that_is_told(
    tmp_path: Path,
) -> None:
    runs = [identify("run", str(number)) for number in range(3)]
    headlines = ("خبر", "خبر مصحح", "خبر")
    packages = [
        package(
            tmp_path, run, [fetched(A, article(A, headline), when=at(60 * number), run_id=run)], run_id=run
        )
        for number, (run, headline) in enumerate(zip(runs, headlines, strict=True))
    ]

    with warehouse(tmp_path) as connection:
        summaries = [load_package(connection, each, decide=decide) for each in packages]
        row = {"source": "sada", "host": "sada.example", "step": "corrected", "reason": None, "count": 1}
        for run, summary in zip(runs, summaries, strict=True):
            steps = [FunnelRow(**row)] * bool(summary["corrected"])
            funnel = [*steps, FunnelRow(**(row | {"step": "due"}))]
            finish_run(connection, run, outcome="completed", funnel=funnel)
        told = [query.summary(connection, [run])["corrections"] for run in runs]
        (reads_now,) = query.read_mart(connection, "articles")
        corrected = query.totals(connection)["corrected"]

    assert told == [0, 1, 1]
    assert (reads_now["headline"], reads_now["is_corrected"], corrected) == ("خبر", True, 1)


def test_a_run_is_registered_finished_and_counted(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        start_run(connection, RUN, flow="ingest-news", parameters={"sources": ["sada"]}, started_at=NOON)
        failed = FunnelRow(source="sada", host="sada.example", step="failed", reason="timeout", count=3)
        new = FunnelRow(source="sada", host=None, step="new articles", reason=None, count=1)
        finish_run(connection, RUN, outcome="completed", funnel=[failed, new])
        counted = [failed | {"count": 4}, failed | {"reason": "http_404"}, new]
        finish_run(connection, RUN, outcome="completed", finished_at=at(1), funnel=counted)
        with pytest.raises(KeyError):
            finish_run(connection, identify("run", "none"), outcome="completed", funnel=[new])
        funnel = query.read_mart(connection, "funnel_of_runs")
        runs = query.rows_of(connection.execute("SELECT * FROM run"))

    assert runs == [
        {
            "run_id": RUN,
            "flow": "ingest-news",
            "parameters": '{"sources": ["sada"]}',
            "started_at": NOON,
            "finished_at": at(1),
            "outcome": "completed",
            "is_backfill": False,
        }
    ]
    columns = ("source", "host", "step", "reason", "count")
    assert [tuple(row[column] for column in columns) for row in funnel] == [
        ("sada", "sada.example", "failed", "timeout", 4),
        ("sada", "sada.example", "failed", "http_404", 3),
        ("sada", None, "new articles", None, 1),
    ]


def test_of_a_run_that_nobody_approved_that_is_written_once_it_is_too_late(tmp_path: Path) -> None:
    late, waiting, applied = (identify("run", name) for name in ("late", "waiting", "applied"))

    with warehouse(tmp_path) as connection:
        for run, outcome, minute in ((late, WAITS, 1), (waiting, WAITS, 9), (applied, "completed", 1)):
            start_run(connection, run, flow="reprocess-pages", parameters={}, started_at=NOON)
            finish_run(connection, run, outcome=outcome, finished_at=at(minute))
        end_unanswered(connection, at(5))
        outcomes = dict(connection.execute("SELECT CAST(run_id AS VARCHAR), outcome FROM run").fetchall())

    assert outcomes == {late: UNANSWERED, waiting: WAITS, applied: "completed"}


def test_counts_of_a_run_are_written_with_its_outcome_or_not_at_all(tmp_path: Path) -> None:
    row = FunnelRow(source="sada", host=None, step="new articles", reason=None, count=1)
    of_no_step = FunnelRow(**(row | {"step": None}))  # as a process that is killed: half way

    with warehouse(tmp_path) as connection:
        start_run(connection, RUN, flow="ingest-news", parameters={}, started_at=NOON)
        with pytest.raises(duckdb.ConstraintException):
            finish_run(connection, RUN, outcome="dry run", funnel=[row, of_no_step])
        written = connection.execute("SELECT outcome FROM run UNION ALL SELECT step FROM funnel").fetchall()

    assert written == [(None,)]


def test_a_dry_run_is_in_no_sum_of_runs(tmp_path: Path) -> None:
    row = {"source": "sada", "host": "sada.example", "reason": None}
    steps = [
        FunnelRow(**(row | {"step": "failed", "reason": "timeout", "count": 2})),
        FunnelRow(**(row | {"step": "new articles", "count": 5})),
    ]

    with warehouse(tmp_path) as connection:
        for minute, (run, outcome) in enumerate(
            ((RUN, "completed"), (identify("run", "dry"), "dry run"), (identify("run", "late"), "completed"))
        ):
            start_run(connection, run, flow="ingest-news", parameters={}, started_at=at(minute))
            finish_run(connection, run, outcome=outcome, funnel=steps)
        report = query.report_tables(connection)
        mart = query.read_mart(connection, "funnel_of_runs")

    assert {row["run_id"] for row in mart} == {RUN, identify("run", "late")}
    assert {row["run_id"] for row in report["funnel"]} == {RUN, identify("run", "late")}
    assert report["funnel_month"] == [
        {"step": "failed", "count": 4, "runs": 2},
        {"step": "new articles", "count": 10, "runs": 2},
    ]
    assert [(row["run_id"], row["count"]) for row in report["losses"]] == [
        (None, 4),
        *((run, 2) for run in sorted((RUN, identify("run", "late")))),
    ]


def test_a_source_is_held_to_its_own_habit(tmp_path: Path) -> None:
    rows = []
    for source, until in (("live", 0), ("late", -150), ("silent", -600)):
        rows += [
            fetched(
                f"https://{source}.example/{n}",
                _hourly(source, n, until),
                when=at(until - 60 * n + 1),
                source=source,
            )
            for n in range(15)
        ]
    rows += [answered("https://blocked.example/", "refused", source="blocked", reason="robots")]
    rows += [
        fetched("https://young.example/", article("https://young.example/", "خبر", "أول"), source="young")
    ]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        health = {row["source"]: row["health"] for row in query.read_mart(connection, "source_health")}

    assert health == {
        "live": "live",
        "late": "late",
        "silent": "silent",
        "blocked": "blocked",
        "young": "too new to tell",
    }


_BY_DAYLIGHT = datetime(2023, 11, 5, 20, 30, tzinfo=UTC)
"""On the evening of the day on which the clocks of Los Angeles go back: it has an hour more there."""


def _of_all_hours(folder: Path) -> list[Path]:
    """Packages with something at either side of each bound that views and questions know."""
    rows: list[dict[str, Any]] = []
    for hours in (
        0,
        0.6,
        4,
        10,
        16,
        22,
        *(24 * days + late for days in (1, 2, 7, 28, 30, 35) for late in (-0.5, 0.5)),
    ):
        for source in ("sada", "nashra"):
            when = _BY_DAYLIGHT - timedelta(hours=hours)
            url = f"https://{source}.example/{hours}"
            said: dict[str, Any] = {"published_at": None if hours == 4 else when - timedelta(minutes=10)}
            said["keywords"] = [{"surface": "أخبار", "folded": "اخبار"}]
            texts = LONG if hours in (4, 10) else [f"نص {url}"]
            one = article(url, f"خبر {hours}", *texts, **said)
            rows.append(
                fetched(url, one, when=when, source=source, host=f"{source}.example", claimed_at=when)
            )
    late = _BY_DAYLIGHT + timedelta(minutes=-1)
    mended = article(A, "خبر مصحح", published_at=late - timedelta(hours=5))
    first = [*rows, fetched(A, article(A, "خبر", published_at=late - timedelta(hours=10)), when=late)]
    lost = [answered(f"{B}/{days}", "failed", when=_BY_DAYLIGHT - timedelta(days=days)) for days in (0, 1)]
    return [
        package(folder, "first", first),
        package(folder, "then", [fetched(A, mended, when=_BY_DAYLIGHT), *lost]),
    ]


def _all_answers(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What each view, mart, check and question gives that reads nothing but tables, by its name."""
    ((article_id, story_id),) = connection.execute(
        "SELECT any_value(article_id)::VARCHAR, any_value(story_id)::VARCHAR FROM story_member"
    ).fetchall()
    ((fetch_ids, version_ids),) = connection.execute(
        "SELECT (SELECT list(fetch_id::VARCHAR ORDER BY fetch_id) FROM fetches), "
        "(SELECT list(version_id::VARCHAR ORDER BY version_id) FROM article_version)"
    ).fetchall()
    day_before = _BY_DAYLIGHT - timedelta(days=1)
    asked = {
        "archive_path": "file:///a.warc.gz",
        "article_id": article_id,
        "article_ids": [article_id],
        "band": 0.1,
        "at": _BY_DAYLIGHT,
        "day": _BY_DAYLIGHT.date(),
        "fetch_id": fetch_ids[0],
        "fetch_ids": fetch_ids,
        "field": "published_at",
        "living": [],
        "load_ids": [],
        "most": 100,
        "most_drawn": 100,
        "most_members": 100,
        "other_than": None,
        "reason": None,
        "run_id": RUN,
        "run_ids": [RUN],
        "salt": "salt",
        "since": day_before,
        "skipped": 0,
        "source": "sada",
        "sources": ["sada", "nashra"],
        "starts": [0],
        "story_id": story_id,
        "until": _BY_DAYLIGHT,
        "urls": [A],
        "version_ids": version_ids,
    }
    needs_more = {"plausible", "taken_meanwhile", "room_shelf"}
    files = [("queries", name) for name in sql_names("queries") if name not in needs_more]
    files += [("checks", name) for name in sql_names("checks")] + [("exports", "articles")]
    answers: dict[str, Any] = {
        name: query.read_mart(connection, name) for name in sql_names("views") + sql_names("marts")
    }
    with query.shelved(connection):
        answers["shelf"] = connection.execute("SELECT * FROM shelf.article ORDER BY ALL").fetchall()
        for folder, name in files:
            sql = read_sql(folder, name)
            wanted = {word: asked[word] for word in set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", sql)))}
            if folder == "exports":
                wanted |= {"since": day_before.date(), "until": _BY_DAYLIGHT.date()}
            answers[f"{folder} {name}"] = query.rows_of(connection.execute(sql, wanted))
    return answers


def test_no_answer_depends_on_the_time_zone_of_who_asks(tmp_path: Path) -> None:
    zones = ("UTC", "America/Los_Angeles", "Pacific/Auckland")
    told = {}

    with warehouse(tmp_path, *_of_all_hours(tmp_path)) as connection:
        connection.execute("UPDATE load SET loaded_at = $at", {"at": _BY_DAYLIGHT})
        for zone in zones:
            connection.execute(f"SET TimeZone = '{zone}'")
            told[zone] = _all_answers(connection)

    differing = {
        (zone, name)
        for zone in zones
        for name, answer in told[zone].items()
        # In any order: not each of them has one.
        if len(answer) != len(told["UTC"][name]) or any(row not in answer for row in told["UTC"][name])
    }
    assert differing == set()


def test_no_load_depends_on_the_time_zone_of_its_connection(tmp_path: Path) -> None:
    stored = []
    for zone in ("UTC", "America/Los_Angeles", "Pacific/Auckland"):
        folder = tmp_path / zone.replace("/", " ")
        with warehouse(folder) as connection:
            connection.execute(f"SET TimeZone = '{zone}'")
            for each in _of_all_hours(folder):
                load_package(connection, each, decide=decide)
            # Their keys are made of times as text, which every connection of this house writes in UTC.
            stored.append({name: rows for name, rows in contents(connection).items() if name != "rejection"})

    assert stored[1:] == [stored[0], stored[0]]


def test_what_is_read_from_a_folder_is_not_blocked_however_much_of_it_cannot_be_read(tmp_path: Path) -> None:
    run_id = identify("run", "folder")
    rows = [
        answered(f"{A}/{n}", "failed", source="saved_pages", reason="empty", run_id=run_id) for n in (1, 2)
    ]
    rows += [
        fetched(A, article(A, "خبر", published_at=at(-60)), source="kept", run_id=run_id),
        answered(f"{B}/1", "failed", source="kept", reason="empty", run_id=run_id),
    ]
    one = package(tmp_path, "one", rows, run_id=run_id)

    with warehouse(tmp_path) as connection:
        start_run(connection, run_id, flow="backfill-archive", parameters={}, started_at=NOON)
        load_package(connection, one, decide=decide)
        health = {row["source"]: row["health"] for row in query.read_mart(connection, "source_health")}
        counted = query.report_tables(connection)["sources"][0]

    assert health == {"kept": "from archives", "saved_pages": "no articles"}
    assert (counted["in_all"], counted["from_archives"], counted["no_articles"]) == (2, 1, 1)


def test_an_undated_page_does_not_make_a_silent_source_lively(tmp_path: Path) -> None:
    rows = [
        fetched(f"{A}/1", article(f"{A}/1", "مؤرخ", published_at=at(-600)), when=at(-599)),
        fetched(f"{A}/about", article(f"{A}/about", "من نحن", "نص"), when=NOON),
        fetched(f"{B}/1", article(f"{B}/1", "لا تاريخ عنده", "نص آخر"), when=at(-30), source="nashra"),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        newest = {
            row["source"]: row["last_article_at"] for row in query.read_mart(connection, "source_health")
        }

    assert newest == {"sada": at(-600), "nashra": at(-30)}


def _hourly(source: str, number: int, until: int) -> dict[str, Any]:
    url = f"https://{source}.example/{number}"
    return article(url, f"خبر {number}", f"نص {source} {number}", published_at=at(until - 60 * number))


def test_syndication_tells_who_carried_whom_after_how_long_and_how_much(tmp_path: Path) -> None:
    one = package(
        tmp_path,
        "one",
        [
            fetched(A, article(A, "خبر", published_at=at(0))),
            fetched(B, article(B, "خبر", published_at=at(30), source_credit="صدى"), source="nashra"),
        ],
    )

    with warehouse(tmp_path, one) as connection:
        rows = query.read_mart(connection, "syndication")
        timeline = query.read_mart(connection, "story_timeline")

    assert rows == [
        {
            "origin": "sada",
            "carrier": "nashra",
            "texts": 1,
            "exact_copies": 1,
            "edited_copies": 0,
            "indirect_copies": 0,
            "excerpts": 0,
            "timed": 1,
            "median_delay": timedelta(minutes=30),
            "kept": 1.0,
            "credited": 1,
        }
    ]
    assert [(row["hour"], row["new_members"], row["sources"]) for row in timeline] == [
        (NOON, 2, ["nashra", "sada"])
    ]


@pytest.mark.essential
def test_every_view_and_mart_can_be_read_and_no_other_name(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر")), answered(B, "failed", reason="x")])

    with warehouse(tmp_path, one) as connection:
        counts = {
            name: len(query.read_mart(connection, name)) for name in sql_names("views") + sql_names("marts")
        }
        with pytest.raises(KeyError):
            query.read_mart(connection, "article; DROP TABLE article")

    assert counts == {
        "article_return": 0,
        "articles": 1,
        "page_version": 1,
        "paragraph": len(LONG),
        "read_by_rules": 1,
        "refused_now": 1,
        "stories": 0,
        "who_carried": 0,
        "copied_text": 0,
        "corrections": 0,
        "daily_volume": 1,
        "duplicate_rate": 1,
        "field_fill": 12,
        "funnel_of_runs": 0,
        "host_cost": 1,
        "keyword_trends": 0,
        "load_lag": 0,
        "rejections_by_reason": 1,
        "source_health": 1,
        "story_timeline": 0,
        "syndication": 0,
    }


def test_a_page_has_a_version_for_each_body_that_came(tmp_path: Path) -> None:
    visits = [
        fetched(A, article(A, "خبر"), when=at(0), body_sha256="one"),
        fetched(A, article(A, "خبر"), when=at(10), body_sha256="one", outcome="unchanged"),
        fetched(A, article(A, "خبر آخر"), when=at(20), body_sha256="two"),
        fetched(A, article(A, "خبر"), when=at(30), body_sha256="one"),
        answered(A, "failed", when=at(40)),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", visits)) as connection:
        versions = connection.execute(
            "SELECT body_sha256, first_fetched_at, last_fetched_at, times_fetched, rule_version, url "
            "FROM page_version ORDER BY first_fetched_at"
        ).fetchall()

    assert versions == [("one", at(0), at(30), 3, "1", A), ("two", at(20), at(20), 1, "1", A)]


def test_of_the_new_articles_of_a_run_it_is_told_which_are_in_stories_and_copy_known_ones(
    tmp_path: Path,
) -> None:
    second = identify("run", "second")
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])
    # Of these B copies what was there, and the last two are one text that nobody had.
    other = ("نص آخر " * 60, "وفقرة أخرى عن شيء مختلف تماما " * 20)
    pages = [(B, ()), (f"{A}/3", other), (f"{A}/4", other)]
    rows = [
        fetched(url, article(url, "خبر", *text), when=at(60 + n), run_id=second)
        for n, (url, text) in enumerate(pages)
    ]
    two = package(tmp_path, "two", rows, run_id=second)

    with warehouse(tmp_path, one, two) as connection:
        first = query.run_new_in_stories(connection, RUN)
        found = query.run_new_in_stories(connection, second)

    assert first == {"articles": 1, "stories": 1, "copies_of_known": 0}  # the original, which B copies
    assert found == {"articles": 3, "stories": 2, "copies_of_known": 1}
