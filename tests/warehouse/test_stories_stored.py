"""Stories in the warehouse: what is compared, and what becomes of a decision."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.scene import LONG, article, at, contents, decide, fetched, package, warehouse
from warehouse import query
from warehouse.load import DecisionBroken, DecisionRows, MemberRow, MergeRow, load_package
from warehouse.maintain import run_checks
from warehouse.query import who_copied_source

OUTLETS = ("wakala", "sada", "nashra", "marfa")


def _url(outlet: str) -> str:
    return f"https://{outlet}.example/1"


def _carried(
    outlet: str, minute: float, *paragraphs: str, headline: str = "خطة لدعم المزارعين"
) -> dict[str, Any]:
    url = _url(outlet)
    shown = article(url, headline, *paragraphs, published_at=at(minute))
    return fetched(url, shown, when=at(minute + 1), source=outlet)


def _members(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.execute(
        "SELECT carried_as, source, kind, after_first FROM who_carried ORDER BY story_id, carried_as"
    ).fetchall()


def test_copies_of_one_text_are_one_story_in_the_order_of_publication(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [_carried("wakala", 0, *LONG), _carried("sada", 10, *LONG)])
    two = package(tmp_path, "two", [_carried("nashra", 5, *LONG[:3]), _carried("marfa", 20, "نص آخر تماما")])

    with warehouse(tmp_path, one, two) as connection:
        members = _members(connection)
        stories = connection.execute("SELECT members, sources, representative_source FROM stories").fetchall()

    assert members == [
        (1, "wakala", "representative", timedelta(0)),
        (2, "nashra", "excerpt", timedelta(minutes=5)),
        (3, "sada", "exact", timedelta(minutes=10)),
    ]
    assert stories == [(3, 3, "wakala")]


def test_texts_more_than_three_days_apart_are_candidates_only_if_equal(tmp_path: Path) -> None:
    days = 60 * 24
    rows = [
        _carried("wakala", 0, *LONG),
        _carried("sada", 3 * days, *LONG[:4]),
        _carried("nashra", -5 * days, *LONG[1:]),
        _carried("marfa", 30 * days, *LONG),
    ]
    one = package(tmp_path, "one", rows)
    pairs: list[set[str]] = []

    def watch(texts: Any, candidates: Any, *asked: Any) -> Any:
        shown = list(texts)
        pairs.extend({shown[left].source, shown[right].source} for left, right in candidates)
        return decide(shown, candidates, *asked)

    with warehouse(tmp_path) as connection:
        load_package(connection, one, decide=watch)

    assert sorted(map(sorted, pairs)) == [["marfa", "wakala"], ["sada", "wakala"]]


def test_one_load_finds_copies_of_days_that_lie_far_apart(tmp_path: Path) -> None:
    day = 60 * 24
    other = [" ".join(f"كلمة{number}" for number in range(first, first + 60)) for first in (0, 60, 120)]
    stored = [_carried("wakala", 0, *LONG), _carried("sada", 1_000 * day, *other)]
    new = [_carried("nashra", day, *LONG[:4]), _carried("marfa", 1_002 * day, *other[:2])]

    with warehouse(tmp_path, package(tmp_path, "one", stored), package(tmp_path, "two", new)) as connection:
        stories = connection.execute(
            "SELECT list(source ORDER BY source) FROM who_carried GROUP BY story_id ORDER BY ALL"
        ).fetchall()

    assert stories == [(["marfa", "sada"],), (["nashra", "wakala"],)]


def test_long_texts_that_share_too_little_to_be_related_are_no_candidates(tmp_path: Path) -> None:
    shared = " ".join(f"كلمة{number}" for number in range(300))
    rows = [
        _carried(outlet, 0, shared, " ".join(f"{outlet}{number}" for number in range(1_200)))
        for outlet in OUTLETS[:2]
    ]
    hashes = [set(row["articles"][0]["sketch"]) for row in rows]
    assert 8 * len(hashes[0] & hashes[1]) > max(map(len, hashes))
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        pairs = connection.execute("SELECT candidate_pairs FROM load").fetchall()

    assert pairs == [(0,)]


def test_articles_without_text_are_no_candidates(tmp_path: Path) -> None:
    rows = []
    for outlet in OUTLETS:
        row = _carried(outlet, 0)
        row["articles"][0] |= {
            "paragraphs": [],
            "sketch": [],
            "text_fingerprint": row["articles"][0]["article_id"],
        }
        rows.append(row)
    for row in rows:
        row["articles"][0]["text_fingerprint"] = rows[0]["articles"][0]["text_fingerprint"]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        pairs = connection.execute("SELECT candidate_pairs FROM load").fetchall()

    assert pairs == [(0,)]


def test_only_the_current_version_of_an_article_is_compared(tmp_path: Path) -> None:
    corrected = fetched(
        _url("wakala"),
        article(_url("wakala"), "خبر آخر", "كلام آخر لا صلة له بما كان", published_at=at(0)),
        when=at(60),
        source="wakala",
    )
    packages = [
        package(tmp_path, "one", [_carried("wakala", 0, *LONG)]),
        package(tmp_path, "two", [corrected]),
        package(tmp_path, "three", [_carried("sada", 90, *LONG)]),
    ]

    with warehouse(tmp_path, *packages) as connection:
        members = _members(connection)
        pairs = connection.execute("SELECT sum(candidate_pairs) FROM load").fetchall()

    assert (members, pairs) == ([], [(0,)])


@pytest.mark.essential
def test_an_article_that_came_to_say_something_else_leaves_its_story(tmp_path: Path) -> None:
    rows = [_carried(outlet, minute, *LONG) for minute, outlet in enumerate(OUTLETS[:3])]
    one = package(tmp_path, "one", rows)
    changed = article(_url("wakala"), "خبر آخر", "كلام آخر لا صلة له بما كان", published_at=at(0))
    two = package(tmp_path, "two", [fetched(_url("wakala"), changed, when=at(60), source="wakala")])

    with warehouse(tmp_path, one, two) as connection:
        members = _members(connection)
        checks = run_checks(connection)

    assert [member[1:3] for member in members] == [("sada", "representative"), ("nashra", "exact")]
    assert set(checks.values()) == {0}


def test_an_article_that_newer_rules_no_longer_find_leaves_its_story(tmp_path: Path) -> None:
    rows = [_carried(outlet, minute, *LONG) for minute, outlet in enumerate(OUTLETS[:3])]
    one = package(tmp_path, "one", rows)
    two = package(tmp_path, "two", [rows[0] | {"rule_version": "2", "articles": []}])

    with warehouse(tmp_path, one, two) as connection:
        members = _members(connection)
        checks = run_checks(connection)

    assert [member[1:3] for member in members] == [("sada", "representative"), ("nashra", "exact")]
    assert set(checks.values()) == {0}


def test_batches_in_any_order_give_the_same_stories_of_plain_copies(tmp_path: Path) -> None:
    packages = [
        package(tmp_path, outlet, [_carried(outlet, minute, *LONG)]) for minute, outlet in enumerate(OUTLETS)
    ]

    results = []
    for name, order in (("forward", packages), ("backward", packages[::-1])):
        with warehouse(tmp_path / name, *order) as connection:
            results.append(_members(connection))

    assert results[0] == results[1]


@pytest.mark.essential
def test_a_story_that_ends_in_another_is_recorded(tmp_path: Path) -> None:
    rows = [_carried(outlet, minute, *LONG) for minute, outlet in enumerate(OUTLETS)]
    ids = [row["articles"][0]["article_id"] for row in rows]
    old, new = (f"00000000-0000-4000-8000-00000000000{digit}" for digit in "12")
    decisions = iter(
        [
            DecisionRows([_member(old, ids[0], "representative"), _member(old, ids[1], "near")]),
            DecisionRows(
                [
                    _member(new, ids[2], "representative"),
                    _member(new, ids[1], "near"),
                    _member(new, ids[0], "near"),
                ],
                [MergeRow(story_id=old, into_story_id=new, reason="هما خبر واحد")],
            ),
        ]
    )
    one = package(tmp_path, "one", rows[:2])
    # Something new of the first story's, so that its members are among the texts.
    again = fetched(
        _url("wakala"), article(_url("wakala"), "عنوان", *LONG, "نص"), when=at(60), source="wakala"
    )
    last = fetched(_url("sada"), article(_url("sada"), "عنوان", *LONG, "نص"), when=at(60), source="sada")
    two = package(tmp_path, "two", [rows[2], again, last])

    with warehouse(tmp_path) as connection:
        for each in (one, two):
            load_package(connection, each, decide=lambda *_: next(decisions))
        stories = connection.execute("SELECT story_id::VARCHAR, members FROM stories").fetchall()
        merges = connection.execute(
            "SELECT story_id::VARCHAR, into_story_id::VARCHAR FROM story_merge"
        ).fetchall()
        checks = run_checks(connection)

    assert (stories, merges, set(checks.values())) == ([(new, 3)], [(old, new)], {0})


def _member(story_id: str, article_id: str, kind: str) -> MemberRow:
    return MemberRow(
        story_id=story_id,
        article_id=article_id,
        kind=kind,
        containment=1.0,
        containment_of_representative=1.0,
        jaccard=1.0,
        shared_shingles=12,
        is_roundup=False,
        reason="لأنه كذلك",
    )


_STORY = "00000000-0000-4000-8000-000000000001"
_BROKEN_DECISIONS = [
    (["representative"], "has 1 members"),
    (["near", "near"], "0 representatives"),
    (["representative", "representative"], "2 representatives"),
]


@pytest.mark.parametrize(("kinds", "reason"), _BROKEN_DECISIONS)
def test_a_decision_that_contradicts_itself_stops_the_load(
    tmp_path: Path, kinds: list[str], reason: str
) -> None:
    rows = [_carried(outlet, 0, *LONG) for outlet in OUTLETS]
    one = package(tmp_path, "one", rows)
    members = [
        _member(_STORY, row["articles"][0]["article_id"], kind)
        for row, kind in zip(rows, kinds, strict=False)
    ]

    with warehouse(tmp_path) as connection:
        before = contents(connection)
        with pytest.raises(DecisionBroken, match=reason):
            load_package(connection, one, decide=lambda *_: DecisionRows(members))
        after = contents(connection)

    assert after == before


def test_a_decision_about_articles_that_it_was_not_asked_about_stops_the_load(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [_carried("wakala", 0, *LONG), _carried("sada", 1, *LONG)])
    members = [_member(_STORY, _STORY, "representative"), _member(_STORY, _STORY, "near")]

    with warehouse(tmp_path) as connection, pytest.raises(DecisionBroken, match="not among the texts"):
        load_package(connection, one, decide=lambda *_: DecisionRows(members))


def test_who_copied_a_source_says_after_how_long_and_how_much_was_kept(tmp_path: Path) -> None:
    rows = [
        _carried("wakala", 0, *LONG),
        _carried("sada", 10, *LONG),
        _carried("nashra", 25, *LONG[:3]),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        copies = who_copied_source(connection, "wakala")

    assert [(row["copied_by"], row["delay"], row["kind"], row["taken"]) for row in copies] == [
        ("nashra", timedelta(minutes=25), "excerpt", 1.0),
        ("sada", timedelta(minutes=10), "exact", 1.0),
    ]
    assert copies[0]["kept"] < 0.7 < copies[1]["kept"]


def test_a_copy_has_a_delay_only_where_both_times_are_told_to_the_minute(tmp_path: Path) -> None:
    rows = [
        _carried("wakala", -330, *LONG),  # 06:30
        _carried("sada", 10, *LONG),
        _carried("nashra", 0, *LONG),
        _carried("marfa", 25, *LONG),
    ]
    rows[2]["articles"][0] |= {"published_at": at(-720), "published_precision": "day"}  # 00:00
    rows[3]["articles"][0] |= {"published_at": None, "published_precision": None}
    dated = rows[:2] + rows[3:]

    with warehouse(tmp_path / "day", package(tmp_path, "day", rows)) as connection:
        of_day = query.read_mart(connection, "copied_text")
    with warehouse(tmp_path / "dated", package(tmp_path, "dated", dated)) as connection:
        copies = query.read_mart(connection, "copied_text")
        of_outlets = query.read_mart(connection, "syndication")
        carried = query.read_mart(connection, "who_carried")
        by_hour = query.read_mart(connection, "story_timeline")
        asked = query.who_carried_story(connection, str(carried[0]["article_id"]))

    told = ("first_source", "first_published_precision", "copied_by", "published_precision", "delay")
    assert [tuple(row[name] for name in told) for row in of_day] == [
        ("nashra", "day", "wakala", "minute", None),
        ("nashra", "day", "sada", "minute", None),
        ("nashra", "day", "marfa", "first seen", None),
    ]
    late = timedelta(minutes=340)
    assert [tuple(row[name] for name in told) for row in copies] == [
        ("wakala", "minute", "sada", "minute", late),
        ("wakala", "minute", "marfa", "first seen", None),
    ]
    assert [(row["carrier"], row["texts"], row["timed"], row["median_delay"]) for row in of_outlets] == [
        ("marfa", 1, 0, None),
        ("sada", 1, 1, late),
    ]
    assert {(row["source"], row["published_precision"], row["after_first"]) for row in carried} == {
        ("wakala", "minute", timedelta(0)),
        ("sada", "minute", late),
        ("marfa", "first seen", None),
    }
    assert [(row["source"], row["published_precision"], row["after_first"]) for row in asked] == [
        ("wakala", "minute", timedelta(0)),
        ("sada", "minute", late),
        ("marfa", "first seen", None),
    ]
    assert [(row["hour"].hour, row["new_members"], row["untimed"]) for row in by_hour] == [
        (6, 1, 0),
        (12, 2, 1),
    ]


def test_a_roundup_is_an_excerpt_pair_with_each_text_that_it_holds_and_glues_none(tmp_path: Path) -> None:
    other = (
        "فاز المنتخب الوطني بكأس البطولة بعد مباراة مثيرة امتدت إلى ركلات الترجيح في العاصمة",
        "وسجل الأهداف ثلاثة لاعبين شباب يشاركون للمرة الأولى وأشاد المدرب بروح الفريق وبجمهوره الكبير",
        "وينتظر أن يستقبل الفريق في المطار غدا قبل أن يكرم في حفل يحضره آلاف المشجعين من المدن كلها",
    )
    rows = [
        _carried("wakala", 0, *LONG),
        _carried("sada", 10, *other, headline="كأس"),
        _carried("nashra", 25, *LONG, *other, headline="موجز"),
    ]

    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        pairs = connection.execute(
            "SELECT article.source, text_pair.kind, containment_of_left FROM text_pair "
            "INNER JOIN article ON text_pair.left_id = article.article_id ORDER BY ALL"
        ).fetchall()
        flagged = connection.execute("SELECT source, is_roundup FROM who_carried ORDER BY ALL").fetchall()
        counted = [row["roundups"] for row in query.read_mart(connection, "stories")]
        (member, _) = query.read_mart(connection, "who_carried")
        asked = query.who_carried_story(connection, str(member["article_id"]))

    assert pairs == [("sada", "excerpt", 1.0), ("wakala", "excerpt", 1.0)]
    assert flagged == [("nashra", True), ("wakala", False)]
    assert (counted, [row["is_roundup"] for row in asked]) == ([1], [False, True])


def test_a_changed_article_is_kept_as_a_pair_of_versions_in_any_order_of_loading(tmp_path: Path) -> None:
    url = _url("wakala")
    packages = [
        package(tmp_path, f"p{turn}", [fetched(url, article(url, "خبر", *LONG[:last]), when=at(turn))])
        for turn, last in enumerate((5, 4, 3))
    ]

    found = []
    for name, order in (("forward", packages), ("backward", packages[::-1])):
        with warehouse(tmp_path / name, *order) as connection:
            found.append(
                connection.execute(
                    "SELECT left_id = right_id, kind, round(containment_of_left, 2), containment_of_right "
                    "FROM text_pair ORDER BY ALL"
                ).fetchall()
            )

    assert found[0] == found[1]
    assert [row[:2] for row in found[0]] == [(True, "version"), (True, "version")]


_OTHER = (
    "فازت سلمى الحداد بجائزة الرواية عن كتابها الأول الذي تدور أحداثه في ميناء صغير قبل مئة عام",
    "وقالت لجنة التحكيم إن الرواية تحيي لغة البحارة وتجمع بين الوثيقة والخيال في بناء محكم",
    "وتسلمت الكاتبة الجائزة في حفل حضره عدد من الأدباء والناشرين في قاعة المكتبة الوطنية",
    "وكانت القائمة القصيرة قد ضمت ست روايات من أربعة بلدان اختيرت من بين أكثر من مئة عمل",
)
# wakala is the first to tell of the farmers, and the story is named after it; later it says something else.
_FARMERS = [_carried(outlet, minute, *LONG) for minute, outlet in enumerate(("wakala", "sada", "nashra"))]
_REWRITTEN = fetched(
    _url("wakala"),
    article(_url("wakala"), "جائزة الرواية", *_OTHER, published_at=at(0)),
    when=at(60),
    source="wakala",
)
_PRIZE = _carried("marfa", 120, *_OTHER, headline="جائزة الرواية")
_UNRELATED = _carried("other", 90, "نص آخر تماما لا علاقة له بغيره")


@pytest.mark.parametrize(
    "loads",
    [
        [_FARMERS, [_PRIZE], [_REWRITTEN, _UNRELATED]],
        [_FARMERS, [_REWRITTEN, _PRIZE, _UNRELATED]],
        [_FARMERS, [_REWRITTEN], [_UNRELATED, _PRIZE]],
        [[_REWRITTEN, _PRIZE], _FARMERS, [_UNRELATED]],
    ],
    ids=["its new story is there", "at once", "its new story comes later", "the other way about"],
)
def test_who_founded_a_story_and_then_says_something_else_founds_another_beside_it(
    tmp_path: Path, loads: list[list[dict[str, Any]]]
) -> None:
    packages = [package(tmp_path, str(number), rows) for number, rows in enumerate(loads)]

    with warehouse(tmp_path, *packages) as connection:
        stories = connection.execute(
            "SELECT list(source ORDER BY source) FROM story_member INNER JOIN article USING (article_id) "
            "GROUP BY story_id ORDER BY ALL"
        ).fetchall()
        (articles,) = connection.execute("SELECT count(*) FROM article").fetchall()[0]
        failed = run_checks(connection)

    assert stories == [(["marfa", "wakala"],), (["nashra", "sada"],)]
    assert articles == 5
    assert not any(failed.values()), failed


def test_a_story_keeps_its_id_when_all_its_members_are_corrected_at_once(tmp_path: Path) -> None:
    corrected = [
        fetched(
            _url(outlet),
            article(
                _url(outlet), "خطة لدعم المزارعين", *LONG, "تصحيح: القرى مئة وعشر", published_at=at(minute)
            ),
            when=at(60 + minute),
            source=outlet,
        )
        for minute, outlet in enumerate(("wakala", "sada", "nashra"))
    ]
    one, two = package(tmp_path, "one", _FARMERS), package(tmp_path, "two", corrected)

    with warehouse(tmp_path, one) as connection:
        before = connection.execute("SELECT DISTINCT story_id FROM story_member").fetchall()
        load_package(connection, two, decide=decide)
        after = connection.execute("SELECT DISTINCT story_id FROM story_member").fetchall()

    assert len(before) == 1
    assert after == before


def test_a_text_that_is_missing_is_told_before_pairs_are_taken_for_those_of_others(tmp_path: Path) -> None:
    one, two = package(tmp_path, "one", _FARMERS[:2]), package(tmp_path, "two", _FARMERS[2:])

    with warehouse(tmp_path, one) as connection:
        # As no load leaves it: a member of the story whose current version is gone.
        connection.execute("UPDATE article SET current_version_id = uuid() WHERE source = 'wakala'")
        with pytest.raises(DecisionBroken, match="texts"):
            load_package(connection, two, decide=decide)


def test_an_undated_article_that_was_withdrawn_and_found_again_is_compared_by_its_new_day(
    tmp_path: Path,
) -> None:
    day = 24 * 60
    section, page, other = "https://sada.example/section", _url("sada"), _url("nashra")
    beside = fetched(section, article(page, "خطة", *LONG, role="related"), when=at(0))
    found_no_more = fetched(section, when=at(0))
    again = fetched(page, article(page, "خطة", *LONG), when=at(10 * day))
    copy = fetched(other, article(other, "خطة", *LONG[:4]), when=at(10 * day + 5), source="nashra")
    packages = [
        package(tmp_path, str(number), [row])
        for number, row in enumerate((beside, found_no_more, again, copy))
    ]

    with warehouse(tmp_path, *packages) as connection:
        stories = connection.execute("SELECT members FROM stories").fetchall()

    assert stories == [(2,)]
