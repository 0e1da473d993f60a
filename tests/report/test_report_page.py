"""The report as text: right for nothing, for much, and for pages that mean harm."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.report import make_large_warehouse
from report.difference import Pair, Piece, compare
from report.language import LANGUAGES, language
from report.page import make_report
from report.sections.volume import image as volume_image
from tasks.identity import identify
from tests.pace import check_cost
from tests.report.report_rows import HOSTILE, MADE_AT, ROOM, member, of_day, source, tables, volume
from tests.warehouse.scene import answered, article, at, fetched, package, warehouse
from warehouse.connect import open_reader, open_writer
from warehouse.query import REPORT_BOUNDS, report_tables

A, B = "https://sada.example", "https://nashra.example"


def section(html: str, name: str) -> str:
    node = LexborHTMLParser(html).css_first(f"section[aria-labelledby={name}]")
    assert node is not None
    # A figure has an element of its own, and what follows it stands close.
    return re.sub(r" ([.,;:])", r"\1", " ".join(node.text(separator=" ").split()))


@pytest.mark.parametrize("code", ["en", "ar"])
def test_links_lead_into_the_reading_room_in_the_reports_language(code: str) -> None:
    tree = LexborHTMLParser(make_report(tables(HOSTILE), made_at=MADE_AT, room=ROOM, language_code=code))

    links = [link.attributes["href"] or "" for link in tree.css(f'a[href^="{ROOM}"]')]

    assert len(links) > 3
    assert all(link.startswith(f"{ROOM}/{code}/") for link in links)


def test_a_warehouse_with_nothing_in_it_says_so_in_every_section(tmp_path: Path) -> None:
    with open_writer(tmp_path / "empty.duckdb") as connection:
        rows = report_tables(connection)

    html = make_report(rows, made_at=MADE_AT, room=ROOM)

    said = {name: section(html, name).removeprefix(title).strip() for name, title in _TITLES.items()}
    assert said == {
        "sources": "No source has been visited yet.",
        "volume": "There are no articles yet.",
        "runs": "No run has left a funnel yet.",
        "stories": "No text has been found in two places yet.",
        "carried": "No outlet has been seen to carry another's text yet.",
        "corrections": "No article has changed since it was first seen.",
        "refused": "Nothing was refused.",
        "days": "No day has an article yet.",
        "duplicates": "No outlet has been seen to repeat a text yet.",
        "fill": "There is no article whose fields could be filled yet.",
        "lag": "No article dated to the minute has been loaded fresh yet.",
        "words": "No keyword rises against its own past.",
    }


_TITLES = {
    "sources": "Sources",
    "volume": "Articles by day",
    "runs": "The last runs",
    "stories": "Stories",
    "carried": "Who carries whom",
    "corrections": "Corrections",
    "refused": "What was refused, and why",
    "days": "Source by day",
    "duplicates": "Duplicates",
    "fill": "Fields",
    "lag": "From publication to the warehouse",
    "words": "Words of the week",
}


def test_one_article_makes_a_whole_report(tmp_path: Path) -> None:
    only = fetched(A, article(A, "خبر", "نص الخبر", published_at=at(-60)))
    with warehouse(tmp_path, package(tmp_path, "one", [only])) as connection:
        html = make_report(report_tables(connection), made_at=at(100), room=ROOM)

    assert "1 article on 1 day of the thirty up to 30 Nov 2023; the most on 30 Nov: 1." in section(
        html, "volume"
    )
    assert section(html, "days").startswith(
        "Source by day 0 gaps in the thirty days up to 30 Nov 2023. "
        "Of 1 outlet it is too early to tell what is usual"
    )
    said = (
        "Of 1: 0 live, 0 late, 0 silent, 0 blocked, 1 too new to tell, 0 from archives, 0 without articles."
    )
    assert said in section(html, "sources")


def test_each_loss_of_a_run_is_named() -> None:
    said = section(make_report(tables(), made_at=MADE_AT, room=ROOM), "runs")

    assert "9 pages due, 7 articles read. Lost on the way: 2 failed." in said


def test_a_member_says_how_late_it_came_and_how_much_it_shares_and_keeps() -> None:
    rows = tables()
    rows["members"][1] |= {"seconds_after_first": 0.4}

    said = section(make_report(rows, made_at=MADE_AT, room=ROOM), "stories")

    assert "altered copy 100% shared, 40% kept" in said
    assert "same time The Harbour Ledger" in said


def test_a_member_whose_time_is_not_told_has_no_delay_and_no_dot() -> None:
    rows = tables()
    rows["members"][1] |= {"seconds_after_first": None}
    untold = tables()
    for row in untold["members"]:
        row |= {"seconds_after_first": None, "first_outlet": None, "first_times": None}

    said = section(make_report(rows, made_at=MADE_AT, room=ROOM), "stories")
    html = make_report(untold, made_at=MADE_AT, room=ROOM)

    assert "time not told The Harbour Ledger" in said
    assert "is first most often" in said
    assert "is first most often" not in section(html, "stories")
    assert not LexborHTMLParser(html).css("section[aria-labelledby=stories] figure")


def test_what_pages_say_stays_text() -> None:
    tree = LexborHTMLParser(make_report(tables(HOSTILE), made_at=MADE_AT, room=ROOM))

    found = {
        "scripts and images": len(tree.css("script, img, iframe, object, b b")),
        "handlers": [node.tag for node in tree.css("*") if any(n.startswith("on") for n in node.attributes)],
        "links": {str(a.attributes["href"]).split(":")[0][:8] for a in tree.css("a")} - _OWN_ANCHORS,
        "first headline": tree.css("article h3")[0].text(),
    }
    assert found == {
        "scripts and images": 0,
        "handlers": [],
        "links": {"http", "https"},
        "first headline": HOSTILE[0],
    }


_OWN_ANCHORS = {f"#{name}"[:8] for name in _TITLES}


def test_a_thousand_sources_are_cut_with_their_number(tmp_path: Path) -> None:
    make_large_warehouse(tmp_path / "many.duckdb", articles=20_000, sources=1_000)
    with open_reader(tmp_path / "many.duckdb") as connection:
        rows = report_tables(connection)

    html = make_report(rows, made_at=MADE_AT, room=ROOM)

    board = LexborHTMLParser(html).css("section[aria-labelledby=sources] tbody tr")
    assert (len(board), "and 800 more" in section(html, "sources")) == (200, True)
    assert re.search(r"\b9\d\d other outlets", section(html, "volume"))
    assert re.search(
        r"The 40 outlets with the most to see are shown, of (1,000|9\d\d)\.", section(html, "days")
    )
    assert len(html.encode()) < 3_000_000


def test_the_largest_report_is_under_three_megabytes() -> None:
    long = "كلمة طويلة " * 2_000
    rows = tables((long,) * 50)
    rows["sources"] = [source(str(number), long) for number in range(REPORT_BOUNDS["sources"]["most"])]
    rows["volume"] = volume([long] * (REPORT_BOUNDS["volume"]["most"] + 1))
    rows["days"] = [
        of_day(str(number), long, back)
        for number in range(REPORT_BOUNDS["days"]["most"])
        for back in range(30)
    ]
    rows["members"] = [
        member(str(story), place, long, long, url="https://news.example/" + "x" * 5_000, members=10_000)
        for story in range(REPORT_BOUNDS["members"]["most"])
        for place in range(1, REPORT_BOUNDS["members"]["most_members"] + 1)
    ]
    changed = {
        side: [{"kind": "paragraph", "text": f"{side}{n} كلمة " * 1_000} for n in range(20)]
        for side in ("removed", "added")
    }
    rows["corrections"] = [{**row, **changed} for row in rows["corrections"]]
    rows["refusals"] = [{"stage": "fetch", "reason": f"http_{n}", "count": 1_000} for n in range(400, 440)]
    rows["rejections"] = [
        {**rows["rejections"][0], "reason": f"http_{n}"}
        for n in range(400, 440)
        for _ in range(REPORT_BOUNDS["rejections"]["most"])
    ]

    html = make_report(rows, made_at=MADE_AT, room=ROOM)

    assert len(html.encode()) < 3_000_000


def test_a_date_to_come_does_not_move_the_month(tmp_path: Path) -> None:
    dates = {"today": at(-60), "tomorrow": at(13 * 60), "none": None}
    pages = [
        fetched(f"{A}/{n}", article(f"{A}/{n}", f"خبر {n}", f"نص الخبر {n} " * 30, published_at=when))
        for n, when in dates.items()
    ]
    with warehouse(tmp_path, package(tmp_path, "one", pages)) as connection:
        image = volume_image(report_tables(connection))

    assert image is not None
    svg, sentence = image
    assert sentence == (
        "2 articles on 1 day of the thirty up to 30 Nov 2023; the most on 30 Nov: 2. Other days have 1 more."
    )
    assert "currentColor" not in svg


def test_what_is_left_out_is_counted_wherever_a_list_is_cut() -> None:
    rows = tables()
    for name, more in (("sources", 801), ("syndication", 100), ("corrections", 50), ("rejections", 498)):
        rows[name] = [{**row, "more": more} for row in rows[name]]
    rows["volume"] = [{**row, "elsewhere": 997} for row in rows["volume"]]
    rows["members"] = [{**row, "more": 28, "more_stories": 59} for row in rows["members"]]

    html = make_report(rows, made_at=MADE_AT, room=ROOM)

    left_out = {name: _LEFT_OUT.findall(section(html, name)) for name in _TITLES}
    assert {name: found for name, found in left_out.items() if found} == {
        "sources": ["and 801 more"],
        "volume": ["Other days have 997 more"],
        "stories": ["and 28 more", "and 59 more"],
        "carried": ["and 100 more"],
        "corrections": ["and 50 more"],
        "refused": ["and 498 more"],
    }


_LEFT_OUT = re.compile("and [0-9,]+ more|Other days have [0-9,]+ more")


def test_a_day_leaves_the_band_of_a_source_once_its_habit_is_known(tmp_path: Path) -> None:
    # Six a day for three weeks, but twenty, none and seven on three of the days.
    a_day = dict.fromkeys(range(21), 6) | {10: 20, 5: 0, 3: 7}
    old = [one(f"{A}/{back}/{n}", 1440 * back) for back, count in a_day.items() for n in range(count)]
    # Ten days: a day of thirty may be what it always does.
    young = [
        one(f"{B}/{back}/{n}", 1440 * back, source="nashra")
        for back in range(10)
        for n in range(30 if back == 4 else 1)
    ]
    with warehouse(tmp_path, package(tmp_path, "one", [*old, *young])) as connection:
        rows = report_tables(connection)["days"]

    last = max(row["day"] for row in rows)
    found = {(row["source"], (last - row["day"]).days, row["beyond"]) for row in rows if row["beyond"]}
    assert found == {("sada", 10, "above"), ("sada", 5, "below")}
    assert {row["source"] for row in rows if row["is_early"]} == {"nashra"}
    assert [(row["source"], (last - row["day"]).days) for row in rows if row["is_gap"]] == [("sada", 5)]


def test_a_source_that_is_asked_and_gives_nothing_is_all_gaps(tmp_path: Path) -> None:
    lively = [one(f"{A}/{back}", 1440 * back) for back in range(20)]
    silent = answered(f"{B}/x", "failed", when=at(-1440 * 19), source="nashra", reason="timeout")
    with warehouse(tmp_path, package(tmp_path, "one", [*lively, silent])) as connection:
        rows = [row for row in report_tables(connection)["days"] if row["source"] == "nashra"]

    # From the day of the first request on; the last day is not over.
    assert [row["is_gap"] for row in rows] == [True] * 19 + [False]


def test_days_before_the_first_request_to_a_source_are_shown_and_not_judged(tmp_path: Path) -> None:
    def listed(url: str, back: int, asked: int, source: str) -> dict[str, Any]:
        said = article(url, f"خبر {url}", f"نص {url}", published_at=at(-1440 * back))
        return fetched(url, said, when=at(-1440 * asked), source=source)

    new = [listed(f"{A}/{back}", back, 0, "sada") for back in (27, 20, 12, 0)]
    known = [listed(f"{B}/{back}", back, min(back, 15), "nashra") for back in (*range(16), *range(20, 28))]
    with warehouse(tmp_path, package(tmp_path, "one", [*new, *known])) as connection:
        rows = report_tables(connection)["days"]

    shown = {source: len([row for row in rows if row["source"] == source]) for source in ("sada", "nashra")}
    assert shown == {"sada": 28, "nashra": 28}
    assert [row for row in rows if row["is_gap"] or row["beyond"]] == []
    assert {row["source"] for row in rows if row["is_early"]} == {"sada"}


def test_a_source_from_archives_alone_has_no_gaps_and_stands_last(tmp_path: Path) -> None:
    asked = [one(f"{A}/{back}", 1440 * back) for back in range(20)]
    run = identify("run", "archive")
    archived = package(tmp_path, "two", [one(B, 1440 * 27, source="nashra", run_id=run)], run_id=run)
    with warehouse(tmp_path, package(tmp_path, "one", asked), archived) as connection:
        connection.execute("UPDATE run SET flow = 'backfill-archive' WHERE run_id = ?", [run])
        rows = report_tables(connection)["days"]

    assert {(row["source"], row["place"]) for row in rows} == {("sada", 1), ("nashra", 2)}
    assert [row for row in rows if row["source"] == "nashra" and (row["is_gap"] or row["beyond"])] == []


def one(url: str, minutes_ago: float, **fields: Any) -> dict[str, Any]:
    """A page with one article of that age, fetched when it came."""
    when = at(-minutes_ago)
    said = article(url, f"خبر {url}", f"نص {url}", published_at=when)
    return fetched(url, said, when=when, **fields)


def test_older_days_and_older_reasons_are_told_of_from_a_real_warehouse(tmp_path: Path) -> None:
    pages = [
        fetched(url, article(url, f"خبر {days}", f"نص الخبر {days} " * 30, published_at=at(-1440 * days)))
        for days in range(50)
        for url in [f"http://sada.example/{days}"]
    ]
    missing = [refused(f"http://sada.example/missing/{n}", "http_404", at(n)) for n in range(30)]
    older = refused("http://sada.example/teaser", "no_text", at(-10_000))
    with warehouse(tmp_path, package(tmp_path, "a", [*pages, *missing, older])) as connection:
        rows = report_tables(connection)

    html = make_report(rows, made_at=at(100), room=ROOM)

    assert "30 articles on 30 days of the thirty up to 30 Nov 2023" in section(html, "volume")
    assert "Other days have 20 more." in section(html, "volume")
    assert "http 404 · fetch · 30" in section(html, "refused")
    assert "and 20 more" in section(html, "refused")
    assert "http://sada.example/teaser" in section(html, "refused")


def refused(url: str, reason: str, when: datetime) -> dict[str, Any]:
    """A page's row of a package: extraction or the server gave a reason instead of an article."""
    stage = "extract" if reason == "no_text" else "fetch"
    rejection = {"stage": stage, "reason": reason, "detail": None, "url": url}
    return fetched(url, when=when, rejections=[rejection])


def test_a_correction_shows_the_words_that_changed() -> None:
    pairs = compare(["بلغت الكلفة 42 مليون درهم", "غاب هذا"], ["بلغت الكلفة 24 مليون درهم"])

    assert pairs == [
        Pair(
            (Piece("بلغت الكلفة", "same"), Piece(" 42", "removed"), Piece(" مليون درهم", "same")),
            (Piece("بلغت الكلفة", "same"), Piece(" 24", "added"), Piece(" مليون درهم", "same")),
        ),
        Pair((Piece("غاب هذا", "removed"),), ()),
    ]


def test_a_note_put_above_a_corrected_paragraph_does_not_part_it_from_what_it_was() -> None:
    pairs = compare(
        ["The ferry cost 42 million"], ["Correction: an earlier text was wrong", "The ferry cost 24 million"]
    )

    assert pairs == [
        Pair((), (Piece("Correction: an earlier text was wrong", "added"),)),
        Pair(
            (Piece("The ferry cost", "same"), Piece(" 42", "removed"), Piece(" million", "same")),
            (Piece("The ferry cost", "same"), Piece(" 24", "added"), Piece(" million", "same")),
        ),
    ]


def test_a_change_deep_in_a_long_paragraph_is_shown_with_the_words_around_it() -> None:
    rows = tables()
    before, after = "كلمة " * 500, " خبر" * 500
    rows["corrections"] = rows["corrections"][:1]
    rows["corrections"][0] |= {
        "new_headline": None,
        "removed": [{"kind": "paragraph", "text": f"{before}42{after}"}],
        "added": [{"kind": "paragraph", "text": f"{before}24{after}"}],
    }

    tree = LexborHTMLParser(make_report(rows, made_at=MADE_AT, room=ROOM))

    sides = [node.text() for node in tree.css(".change:not(.heads) > div")]
    assert [node.text().strip() for node in tree.css("del, ins")] == ["42", "24"]
    assert [(side.startswith(" … "), side.endswith(" … "), len(side) < 250) for side in sides] == [
        (True, True, True),
        (True, True, True),
    ]


def test_a_refused_page_is_linked_to_itself_and_to_its_archived_copy() -> None:
    rows = tables()
    page = {"url": "https://sada.example/x", "fetch_id": "f-1", "archived_fetch_id": "f-1"}
    rows["rejections"] = [
        rows["rejections"][0] | page,
        rows["rejections"][0] | {"url": None, "fetch_id": "f-2"},
    ]

    tree = LexborHTMLParser(make_report(rows, made_at=MADE_AT, room=ROOM))

    assert [[link.attributes["href"] for link in item.css("a")] for item in tree.css(".refused li")] == [
        ["https://sada.example/x", f"{ROOM}/en/rejected/f-1", f"{ROOM}/en/archived/f-1"],
        [f"{ROOM}/en/rejected/f-2"],
    ]
    footer = tree.css_first("footer")
    assert footer is not None
    assert ROOM in footer.text()
    assert "make room" in footer.text()


@pytest.mark.parametrize(
    ("code", "articles", "expected"),
    [
        ("ar", 2, "مقالتان"),
        ("ar", 7, "مقالات"),
        ("ar", 39, "مقالة"),
        ("ar", 100, "مقالة"),
        ("en", 1, "article"),
        ("en", 39, "articles"),
    ],
)
def test_what_a_total_counts_has_the_form_of_its_number(code: str, articles: int, expected: str) -> None:
    rows = tables()
    rows["totals"][0] |= {"articles": articles}

    tree = LexborHTMLParser(make_report(rows, made_at=MADE_AT, room=ROOM, language_code=code))

    assert [node.text() for node in tree.css(".figures span")][2] == expected


def test_what_the_program_noted_of_a_refusal_is_marked_as_english_in_arabic() -> None:
    rows = tables()
    rows["rejections"] = [rows["rejections"][0] | {"detail": "The body is a PDF document."}]

    tree = LexborHTMLParser(make_report(rows, made_at=MADE_AT, room=ROOM, language_code="ar"))

    noted = tree.css_first('.refused li bdi[lang="en"][dir="ltr"]')
    assert noted is not None
    assert noted.text() == "The body is a PDF document."
    assert not [node.text() for node in tree.css("#runs h3") if "," in node.text()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [("ar", "العربية"), ("fa", "الفارسية"), ("sr-Latn", "الصربية (اللاتينية)"), ("xx-", "xx-")],
)
def test_a_language_has_a_name(given: str, expected: str) -> None:
    assert language("ar").tongue(given) == expected


def test_every_reason_that_is_documented_has_an_arabic_name_and_a_sentence_in_each_language() -> None:
    rows = re.findall(
        r"^\| (`[a-z_0-9]+`(?:, `[a-z_0-9]+`)*) \|", _OPERATIONS.read_text("utf-8"), re.MULTILINE
    )
    documented = {reason.strip("`") for row in rows for reason in row.split(", ")}

    assert {"robots_disallowed", "soft_404", "worker_died"} <= documented
    assert documented - language("ar").texts["reason"].keys() == set()
    assert [
        (reason, code) for reason in documented for code in LANGUAGES if not language(code).because(reason)
    ] == []


def test_a_drawn_reason_runs_from_the_right_in_arabic_though_it_has_a_latin_word() -> None:
    rows = tables() | {"refusals": [{"stage": "decode", "reason": "not_html", "count": 3}]}

    html = make_report(rows, made_at=MADE_AT, room=ROOM, language_code="ar")

    assert ">\u2067ليست HTML · فك الترميز\u2069</text>" in html


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_refusal_is_explained_in_the_language_of_the_report(code: str) -> None:
    rows = tables()

    html = section(make_report(rows, made_at=MADE_AT, room=ROOM, language_code=code), "refused")

    assert all(language(code).because(row["reason"]) in html for row in rows["refusals"])


_OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def test_words_in_two_orders_are_compared_in_no_time() -> None:
    check_cost(6, lambda: compare(["a b " * 2_500] * 6, ["b a a " * 1_700] * 6))
