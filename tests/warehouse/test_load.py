"""Loading: the same warehouse whatever the order, the repetition or the accident."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks.identity import identify
from tasks.package import SCHEMA
from tests.warehouse.scene import (
    LONG,
    RUN,
    answered,
    article,
    at,
    contents,
    decide,
    fetched,
    load,
    package,
    warehouse,
)
from warehouse.load import load_package, rehearse
from warehouse.maintain import run_checks
from warehouse.package import PACKAGE_COLUMNS, PackageRefused
from warehouse.query import lying_elsewhere_now, run_articles, summary

A = "https://sada.example/a"
B = "https://nashra.example/b"


def _rich(url: str, headline: str, *paragraphs: str, **fields: Any) -> dict[str, Any]:
    return article(
        url,
        headline,
        *paragraphs,
        authors=["سارة حسن", "Omar Ali"],
        keywords=[{"surface": "أخبار", "folded": "اخبار"}, {"surface": "اخبار", "folded": "اخبار"}],
        images=[{"url": f"{url}.jpg", "caption": None}],
        provenance=[{"field": "headline", "rule": "h1"}, {"field": "body", "rule": "density"}],
        **fields,
    )


@pytest.mark.essential
def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, _rich(A, "خبر")), answered(B, "failed", reason="unreachable")])

    with warehouse(tmp_path, one) as connection:
        before = contents(connection)
        again = load(connection, one)
        after = contents(connection)

    assert (again["is_repeated"], after) == (True, before)


def test_merging_twice_changes_nothing_even_if_the_load_was_forgotten(tmp_path: Path) -> None:
    one = package(
        tmp_path, "one", [fetched(A, _rich(A, "خبر")), fetched(B, _rich(B, "خبر"), source="nashra")]
    )

    with warehouse(tmp_path, one) as connection:
        before = contents(connection)
        connection.execute("DELETE FROM load")
        load(connection, one)
        after = contents(connection)

    assert after == before


def test_packages_in_any_order_give_the_same_rows(tmp_path: Path) -> None:
    corrected = (LONG[0], "جملة مصححة لم تكن هنا من قبل", *LONG[2:])
    packages = [
        package(
            tmp_path,
            "first",
            [
                fetched(
                    A, _rich(A, "خبر"), etag='"1"', seed_url="https://sada.example/feed", claimed_at=at(-5)
                ),
                fetched(B, _rich(B, "خبر آخر", *LONG[:4]), when=at(1), source="nashra"),
            ],
        ),
        package(
            tmp_path,
            "second",
            [
                fetched(A, _rich(A, "خبر", *corrected), when=at(60), etag='"2"'),
                answered(B, "gone", when=at(61), source="nashra", status=410),
            ],
        ),
        package(
            tmp_path,
            "third",
            [
                answered(A, "unchanged", when=at(120), status=304),
                fetched(
                    f"{B}/2",
                    _rich(f"{B}/2", "ثالث", "نص قصير"),
                    article(A, "خبر", *LONG[:2], role="related", position=1),
                    when=at(30),
                    source="nashra",
                ),
                fetched("https://sada.example/feed", when=at(2), kind="feed", rule_version=None, etag='"f"'),
            ],
        ),
    ]

    results = []
    orders = [packages[n:] + packages[:n] for n in range(3)]  # each before each other one, and after it
    for number, order in enumerate(orders):
        with warehouse(tmp_path / str(number), *order) as connection:
            results.append((contents(connection), run_checks(connection)))

    assert all(result == results[0] for result in results)
    assert set(results[0][1].values()) == {0}


def test_a_changed_article_gets_a_version_that_names_the_one_before(tmp_path: Path) -> None:
    old = article(A, "خبر")
    new = article(A, "خبر مصحح", *LONG[:4])
    one = package(tmp_path, "one", [fetched(A, old)])
    two = package(tmp_path, "two", [fetched(A, new, when=at(60))])

    with warehouse(tmp_path, one) as connection:
        summary = load(connection, two)
        versions = connection.execute(
            "SELECT version_id::VARCHAR, previous_version_id::VARCHAR FROM article_version "
            "ORDER BY first_seen_at"
        ).fetchall()
        articles = connection.execute(
            "SELECT current_version_id::VARCHAR, first_seen_at, last_seen_at FROM article"
        ).fetchall()

    assert versions == [(old["version_id"], None), (new["version_id"], old["version_id"])]
    assert articles == [(new["version_id"], at(0), at(60))]
    assert (summary["new_articles"], summary["corrected"]) == ({}, {("sada", "sada.example"): 1})


def test_an_article_reads_as_on_its_own_page_though_others_showed_it_later(tmp_path: Path) -> None:
    own = article(A, "خبر")
    beside = article(A, "خبر", LONG[0], role="related", position=1)
    one = package(tmp_path, "one", [fetched(A, own), fetched(B, article(B, "آخر", "نص"), beside, when=at(9))])

    with warehouse(tmp_path, one) as connection:
        found = connection.execute(
            "SELECT current_version_id::VARCHAR, (SELECT count(previous_version_id) FROM article_version) "
            "FROM article WHERE url = ?",
            [A],
        ).fetchall()

    assert found == [(own["version_id"], 0)]


def test_a_page_that_is_unchanged_was_only_seen_again(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر"), etag='"1"')])
    two = package(tmp_path, "two", [answered(A, "unchanged", when=at(60), status=304)])

    with warehouse(tmp_path, one, two) as connection:
        page = connection.execute("SELECT etag, first_seen_at, last_seen_at, gone_at FROM page").fetchall()
        rejections = connection.execute("SELECT count(*) FROM rejection").fetchall()

    assert (page, rejections) == ([('"1"', at(0), at(60), None)], [(0,)])


def test_a_page_that_is_gone_keeps_its_articles_and_may_come_back(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])
    two = package(tmp_path, "two", [answered(A, "gone", when=at(60), status=410, reason="http_410")])
    three = package(tmp_path, "three", [answered(A, "unchanged", when=at(90), status=304)])

    with warehouse(tmp_path, one, two) as connection:
        gone = connection.execute("SELECT gone_at, (SELECT count(*) FROM articles) FROM page").fetchall()
        rejections = connection.execute("SELECT stage, reason FROM rejection").fetchall()
        load(connection, three)
        back = connection.execute("SELECT gone_at FROM page").fetchall()

    assert (gone, rejections, back) == ([(at(60), 1)], [("fetch", "http_410")], [(None,)])


@pytest.mark.essential
def test_newer_rules_replace_what_older_ones_read_in_the_same_body(tmp_path: Path) -> None:
    read = fetched(A, article(A, "خبر"), article(B, "إعلان", role="related", position=1), rule_version="9")
    again = read | {"rule_version": "10", "articles": [article(A, "خبر", *LONG[:4])]}
    one, two = package(tmp_path, "one", [read]), package(tmp_path, "two", [again])

    with warehouse(tmp_path, one, two) as connection:
        articles = connection.execute("SELECT url, is_withdrawn FROM article ORDER BY url DESC").fetchall()
        shown = connection.execute("SELECT url, len(text) FROM articles").fetchall()
        forward = contents(connection)
        checks = run_checks(connection)
    with warehouse(tmp_path / "backward", two, one) as connection:
        backward = contents(connection)

    assert articles == [(A, False), (B, True)]
    assert shown == [(A, len("\n".join(LONG[:4])))]
    assert (forward, set(checks.values())) == (backward, {0})


def test_the_same_rules_mended_replace_what_they_read_before(tmp_path: Path) -> None:
    read = fetched(A, article(A, "خبر"), article(B, "إعلان", role="related", position=1))
    mended = article(A, "خبر", keywords=[{"surface": "زراعة", "folded": "زراعه"}])
    one = package(tmp_path, "one", [read])
    two = package(tmp_path, "two", [read | {"articles": [mended]}])

    with warehouse(tmp_path, one, two) as connection:
        found = connection.execute(
            "SELECT (SELECT list(url) FROM articles), (SELECT list(surface) FROM article_keyword)"
        ).fetchall()
        checks = run_checks(connection)

    assert (found, set(checks.values())) == ([([A], ["زراعة"])], {0})


def _readings(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Rules and section of each reading of the only version, that which is told first."""
    told = connection.execute("SELECT rule_version, section FROM article_version").fetchall()
    former = connection.execute("SELECT rule_version, section FROM former_reading ORDER BY ALL").fetchall()
    return told + former


def _read_by(rule_version: str, when: float = 0) -> dict[str, Any]:
    """A page in the same words; the section says which rules read which of its fetches."""
    read = _rich(A, "خبر", section=f"by {rule_version} at {when:g}")
    return fetched(A, read, when=at(when), rule_version=rule_version)


@pytest.mark.essential
def test_what_older_rules_read_in_the_same_words_stays_whichever_were_loaded_first(tmp_path: Path) -> None:
    one, two = (package(tmp_path, rules, [_read_by(rules)]) for rules in ("1", "2"))
    three = package(tmp_path, "three", [_read_by("3"), _read_by("1"), _read_by("2")])
    seen = []

    for number, order in enumerate(([one, two, three], [two, three, one], [three, two, one], [three])):
        with warehouse(tmp_path / str(number), *order) as connection:
            kept = contents(connection)
            seen.append((_readings(connection), kept["former_reading"], kept["provenance"]))
            assert not any(run_checks(connection).values())

    assert seen[0][0] == [("3", "by 3 at 0"), ("1", "by 1 at 0"), ("2", "by 2 at 0")]
    assert seen == [seen[0]] * 4


def test_a_version_has_former_readings_of_its_first_sighting_alone(tmp_path: Path) -> None:
    later = [package(tmp_path, f"later{rules}", [_read_by(rules, 60)]) for rules in ("1", "2", "4")]
    first = [package(tmp_path, f"first{rules}", [_read_by(rules)]) for rules in ("1", "3")]
    seen = []

    for number, order in enumerate(([*later, *first], [*first, *later], [first[1], *later, first[0]])):
        with warehouse(tmp_path / str(number), *order) as connection:
            seen.append((_readings(connection), contents(connection)["former_reading"]))
            assert not any(run_checks(connection).values())

    assert seen[0][0] == [("3", "by 3 at 0"), ("1", "by 1 at 0")]
    assert seen == [seen[0]] * 3


def test_of_rules_that_were_mended_the_later_load_counts_and_leaves_no_former_reading(tmp_path: Path) -> None:
    def mended(row: dict[str, Any]) -> dict[str, Any]:
        return row | {"articles": [row["articles"][0] | {"section": "mended"}]}

    one, two = package(tmp_path, "one", [_read_by("1")]), package(tmp_path, "two", [_read_by("2")])
    mended_one = package(tmp_path, "mended one", [mended(_read_by("1"))])
    mended_two = package(tmp_path, "mended two", [mended(_read_by("2"))])

    with warehouse(tmp_path, one, mended_one) as connection:
        told = _readings(connection)
        load(connection, two)
        load(connection, mended_two)
        of_both = _readings(connection)
        load(connection, package(tmp_path, "as it was", [_read_by("1")]))
        of_older = _readings(connection)

    assert told == [("1", "mended")]
    assert of_both == [("2", "mended"), ("1", "mended")]
    assert of_older == [("2", "mended"), ("1", "by 1 at 0")]


@pytest.mark.essential
def test_an_error_in_the_middle_leaves_the_warehouse_as_it_was(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])
    two = package(tmp_path, "two", [fetched(B, article(B, "خبر"))])

    def fail(*_: object) -> Any:
        raise ZeroDivisionError

    with warehouse(tmp_path, one) as connection:
        before = contents(connection)
        with pytest.raises(ZeroDivisionError):
            load_package(connection, two, decide=fail)
        after = contents(connection)
        later = load(connection, two)

    assert (after, later["new_articles"]) == (before, {("sada", "sada.example"): 1})


def test_what_belongs_to_an_article_is_stored_in_order(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, _rich(A, "خبر"))])

    with warehouse(tmp_path, one) as connection:
        authors = connection.execute(
            "SELECT position, name FROM article_author JOIN author USING (author_id) ORDER BY position"
        ).fetchall()
        keywords = connection.execute(
            "SELECT surface, folded FROM article_keyword JOIN keyword USING (keyword_id) ORDER BY position"
        ).fetchall()
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM keyword), (SELECT count(*) FROM image), "
            "(SELECT count(*) FROM provenance)"
        ).fetchall()

    assert authors == [(0, "سارة حسن"), (1, "Omar Ali")]
    assert keywords == [("أخبار", "اخبار"), ("اخبار", "اخبار")]
    assert counts == [(1, 1, 2)]


def test_a_seed_remembers_its_validators_and_the_newest_credible_claim(tmp_path: Path) -> None:
    feed = "https://sada.example/feed"
    one = package(
        tmp_path,
        "one",
        [
            fetched(feed, kind="feed", rule_version=None, etag='"f"'),
            fetched(A, article(A, "خبر"), seed_url=feed, claimed_at=at(-5)),
            fetched(B, article(B, "خبر"), seed_url=feed, claimed_at=at(60 * 24 * 365)),
        ],
    )

    with warehouse(tmp_path, one) as connection:
        seeds = connection.execute("SELECT source, url, kind, etag, newest_seen_at FROM seed").fetchall()

    assert seeds == [("sada", feed, "feed", '"f"', at(-5))]


def test_a_seed_remembers_its_newest_claim_over_loads_and_forgets_one_that_was_taken_back(
    tmp_path: Path,
) -> None:
    def announced(url: str, claimed: float, when: float) -> dict[str, Any]:
        moment = at(when)
        return fetched(
            url, when=moment, seed_url="seed", claimed_at=at(claimed), fetch_id=identify("fetch", url)
        )

    packages = [
        package(tmp_path, "first", [announced("/a", 40, 60), announced("/b", 50, 60)]),
        package(tmp_path, "older", [announced("/c", 10, 70)]),
        package(tmp_path, "taken back", [announced("/b", 20, 80)]),
    ]
    known = []

    with warehouse(tmp_path) as connection:
        for each in packages:
            load_package(connection, each, decide=decide)
            known += connection.execute("SELECT newest_seen_at FROM seed").fetchall()

    assert known == [(at(50),), (at(50),), (at(40),)]


def test_the_columns_that_we_expect_are_those_of_a_package() -> None:
    connection = duckdb.connect()
    empty = SCHEMA.empty_table()

    described = connection.sql("DESCRIBE SELECT * FROM empty").fetchall()

    assert len(empty) == 0
    assert {row[0]: row[1].replace('"', "") for row in described} == PACKAGE_COLUMNS


def test_the_load_row_counts_what_it_made(tmp_path: Path) -> None:
    rows = [fetched(A, article(A, "خبر")), answered(B, "refused", reason="robots")]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        loads = connection.execute(
            "SELECT load_id::VARCHAR, package_rows, new_fetches, new_articles, new_versions, "
            "new_appearances, new_rejections, candidate_pairs FROM load"
        ).fetchall()

    assert loads == [(identify("package", "one"), 2, 2, 1, 1, 1, 1, 0)]


def test_the_decision_gets_new_texts_that_have_candidates_and_these_and_their_stories(tmp_path: Path) -> None:
    seen: list[Any] = []

    def watch(texts: Any, pairs: Any, *asked: Any) -> Any:
        shown = list(texts)
        seen.append((sorted((row.source, row.story_id is None) for row in shown), len(pairs)))
        return decide(shown, pairs, *asked)

    names = ("one", "two", "three")
    one, two, three = (
        package(
            tmp_path,
            name,
            [fetched(f"https://{name}.example/", article(f"https://{name}.example/", "خبر"), source=name)],
        )
        for name in names
    )

    with warehouse(tmp_path) as connection:
        for each in (one, two, three):
            load_package(connection, each, decide=watch)

    assert seen == [
        ([("one", True), ("two", True)], 1),
        ([("one", False), ("three", True), ("two", False)], 2),
    ]


@pytest.mark.parametrize("at_once", [1, 2, 2_000])
def test_texts_come_some_at_a_time_new_ones_first_and_members_of_a_story_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("warehouse.load._TEXTS_AT_ONCE", at_once)
    seen: list[Any] = []

    def watch(texts: Any, pairs: Any, *asked: Any) -> Any:
        shown = list(texts)
        seen.append([(row.is_new, row.headline) for row in shown])
        named = [{shown[left].is_new, shown[right].is_new} for left, right in pairs]
        assert all(True in each for each in named)
        return decide(shown, pairs, *asked)

    def carried(story: str, *outlets: str) -> list[dict[str, Any]]:
        text = " ".join(f"{story}{number}" for number in range(60))
        urls = [f"https://{outlet}.example/{story}" for outlet in outlets]
        return [fetched(url, article(url, story, text), source=url[8:12]) for url in urls]

    # The second package parts the members of both stories.
    ferry, market = carried("ferry", *"abcd"), carried("market", *"abcd")
    rows = ([*ferry[:2], *market[:2]], [market[2], ferry[2]], [ferry[3], market[3]])
    packages = [package(tmp_path, f"package{number}", of_one) for number, of_one in enumerate(rows)]

    with warehouse(tmp_path) as connection:
        for each in packages:
            load_package(connection, each, decide=watch)
        sizes = connection.execute("SELECT members FROM stories").fetchall()

    new, known = seen[2][:2], seen[2][2:]
    assert sorted(new) == [(True, "ferry"), (True, "market")]
    assert known in (
        [(False, "ferry")] * 3 + [(False, "market")] * 3,
        [(False, "market")] * 3 + [(False, "ferry")] * 3,
    )
    assert sizes == [(4,), (4,)]


@pytest.mark.essential
def test_a_rehearsal_shows_what_would_be_and_leaves_the_warehouse_as_it_is(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, _rich(A, "خبر"))])
    two = package(tmp_path, "two", [fetched(A, _rich(A, "خبر جديد"), when=at(60))])
    three = package(tmp_path, "three", [fetched(B, _rich(B, "خبر آخر"), source="nashra")])

    with warehouse(tmp_path, one) as connection:
        before = contents(connection)
        summaries, seen = rehearse(
            connection,
            [two, three],
            lambda inside: [
                (row["kind"], row["headline"], row["paragraphs_removed"])
                for row in run_articles(inside, [RUN])
            ],
            decide=decide,
        )
        after = contents(connection)

    assert [sum(summary["new_articles"].values()) for summary in summaries] == [0, 1]
    assert sorted(seen) == sorted(
        [("new", "خبر", None), ("corrected", "خبر جديد", 0), ("new", "خبر آخر", None)]
    )
    assert after == before


def test_a_rehearsal_shows_an_article_that_would_return_to_an_earlier_text(tmp_path: Path) -> None:
    run = identify("run", "2")
    first, corrected = _rich(A, "خبر"), _rich(A, "خبر مصحح")
    one = package(tmp_path, "one", [fetched(A, first)])
    two = package(tmp_path, "two", [fetched(A, corrected, when=at(60))])
    three = package(tmp_path, "three", [fetched(A, first, when=at(120), run_id=run)], run_id=run)

    with warehouse(tmp_path, one, two) as connection:
        (loaded,), (told, rows) = rehearse(
            connection,
            [three],
            lambda inside: (summary(inside, [run]), run_articles(inside, [run])),
            decide=decide,
        )

    assert (sum(loaded["corrected"].values()), told["corrections"]) == (1, 1)
    assert rows == [
        {
            "kind": "corrected",
            "source": "sada",
            "title": "sada",
            "url": A,
            "headline": "خبر",
            "previous_headline": "خبر مصحح",
            "paragraphs_removed": 0,
            "paragraphs_added": 0,
        }
    ]


def test_a_rehearsal_of_a_broken_package_leaves_the_warehouse_as_it_is(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"no package")

    with warehouse(tmp_path, package(tmp_path, "one", [fetched(A, _rich(A, "خبر"))])) as connection:
        before = contents(connection)
        two = package(tmp_path, "two", [fetched(B, _rich(B, "خبر"), source="nashra")])
        with pytest.raises(PackageRefused):
            rehearse(connection, [two, broken], lambda _: None, decide=decide)
        after = contents(connection)

    assert after == before


@pytest.mark.parametrize(
    "later", [fetched(A, article(A, "خبر"), when=at(5)), answered(A, "failed", when=at(5))]
)
def test_what_was_wrong_with_an_answer_goes_with_it_when_a_better_one_comes(
    tmp_path: Path, later: dict[str, Any]
) -> None:
    asked = identify("fetch", "looked for by two backfills at once")
    first = package(tmp_path, "first", [answered(A, "failed", fetch_id=asked)])
    second = package(tmp_path, "second", [later | {"fetch_id": asked}])

    with warehouse(tmp_path, first, second) as connection:
        told = connection.execute("SELECT outcome, fetched_at FROM fetches").fetchall()
        rejected = connection.execute("SELECT rejected_at FROM rejection").fetchall()

    assert told == [(later["outcome"], at(5))]
    assert rejected == ([(at(5),)] if later["outcome"] == "failed" else [])


@pytest.mark.parametrize("worse", ["failed", "gone", "unchanged"])
@pytest.mark.parametrize("minutes", [-5, 5])
def test_of_two_answers_to_one_request_the_one_with_a_body_counts_however_they_are_loaded(
    tmp_path: Path, worse: str, minutes: float
) -> None:
    asked = identify("fetch", "asked twice by a run that was killed")
    page = fetched(A, article(A, "خبر"), fetch_id=asked)
    other = answered(A, worse, when=at(minutes), fetch_id=asked)
    page_alone, other_alone = package(tmp_path, "page", [page]), package(tmp_path, "other", [other])
    together = package(tmp_path, "together", [page, other])
    seen = []

    for name, packages in {
        "page first": [page_alone, other_alone],
        "page last": [other_alone, page_alone],
        "together": [together],
    }.items():
        with warehouse(tmp_path / name, *packages) as connection:
            fetches = connection.execute("SELECT outcome, fetched_at, rule_version FROM fetches").fetchall()
            articles = connection.execute(
                "SELECT headline, is_withdrawn FROM article INNER JOIN article_version "
                "ON version_id = current_version_id"
            ).fetchall()
            assert not any(run_checks(connection).values())
        seen.append((fetches, articles))

    assert seen == [([("fetched", at(0), "1")], [("خبر", False)])] * 3


@pytest.mark.parametrize("rules", ["1", "0"])
def test_an_archive_that_is_read_again_from_another_place_is_found_there(tmp_path: Path, rules: str) -> None:
    def read_from(archive: str, **fields: Any) -> list[dict[str, Any]]:
        return [fetched(A, article(A, "خبر"), archive_path=f"file:///{archive}/a.warc.gz", **fields)]

    one = package(tmp_path, "one", read_from("old", archive_offset=7, rule_version="1"))
    two = package(tmp_path, "two", read_from("new", archive_offset=9, rule_version=rules))

    with warehouse(tmp_path, one, two) as connection:
        found = connection.execute(
            "SELECT archive_path, archive_offset, rule_version FROM fetches"
        ).fetchall()

    assert found == [("file:///new/a.warc.gz", 9, "1")]


def test_where_a_body_lay_before_is_known_for_each_archive_that_is_named_again(tmp_path: Path) -> None:
    places = [("old", 7), ("new", 9), ("old", 8), ("new", 10)]
    packages = [
        package(
            tmp_path,
            f"{number}",
            [
                fetched(A, article(A, "خبر"), archive_path=f"file:///{name}", archive_offset=offset),
                fetched(B, article(B, "خبر"), archive_path=f"file:///{name}", archive_offset=40),
                fetched(f"{A}/own"),
            ],
        )
        for number, (name, offset) in enumerate(places)
    ]

    with warehouse(tmp_path, *packages) as connection:
        lying_elsewhere = {
            name: lying_elsewhere_now(connection, f"file:///{name}", [0, 8, 16]) for name in ("old", "new")
        }
        wrong = run_checks(connection)

    moved_last = [identify("package", "3")]
    assert lying_elsewhere == {
        "old": [
            {"start": 8, "archive_path": "file:///new", "load_ids": moved_last},
            {"start": 16, "archive_path": "file:///new", "load_ids": moved_last},
        ],
        "new": [],
    }
    assert not any(wrong.values())


def test_a_page_in_the_archive_of_the_warehouse_stays_there_when_a_copy_of_it_is_read(tmp_path: Path) -> None:
    own, copied = "archive/2026/11/03/one.warc.gz", "file:///tmp/one.warc.gz"
    packages = [
        package(tmp_path, f"{number}", [fetched(A, article(A, "خبر"), archive_path=path, archive_offset=7)])
        for number, path in enumerate((own, copied))
    ]

    with warehouse(tmp_path, *packages) as connection:
        found = connection.execute("SELECT archive_path FROM fetches").fetchall()

    assert found == [(own,)]


def test_another_body_does_not_take_the_place_of_one_in_the_archive(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, archive_path="file:///old/a.warc.gz", body_sha256="1" * 64)])
    two = package(tmp_path, "two", [fetched(A, archive_path="file:///new/a.warc.gz", body_sha256="2" * 64)])

    with warehouse(tmp_path, one, two) as connection:
        found = connection.execute("SELECT archive_path FROM fetches").fetchall()

    assert found == [("file:///old/a.warc.gz",)]
