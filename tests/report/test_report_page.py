"""The report as text: right for nothing, for much, and for pages that mean harm."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from report import make_report, volume_image
from report.difference import Pair, Piece, compare
from tests.report.report_rows import HOSTILE, MADE_AT, member, source, tables, volume
from tests.warehouse.scene import article, at, fetched, package, warehouse
from warehouse.connect import open_writer
from warehouse.query import report_tables


def section(html: str, name: str) -> str:
    node = LexborHTMLParser(html).css_first(f"section[aria-labelledby={name}]")
    assert node is not None
    return " ".join(node.text(separator=" ").split())


def test_a_warehouse_with_nothing_in_it_says_so_in_every_section(tmp_path: Path) -> None:
    with open_writer(tmp_path / "empty.duckdb") as connection:
        rows = report_tables(connection)

    html = make_report(rows, made_at=MADE_AT)

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


def test_one_article_makes_a_whole_report() -> None:
    rows = {"sources": [source("a", "أثر")], "volume": [volume("a", "أثر", MADE_AT.date())]}

    said = section(make_report(rows, made_at=MADE_AT), "volume")

    assert "1 article on 1 day of the 30 up to 24 Nov 2026; the most on 24 Nov: 1." in said


def test_each_loss_of_a_run_is_named() -> None:
    said = section(make_report(tables(), made_at=MADE_AT), "runs")

    assert "9 pages due, 7 articles read. Lost on the way: 2 failed." in said


def test_a_member_says_how_late_it_came_and_how_much_it_shares_and_keeps() -> None:
    rows = tables()
    rows["members"][1] |= {"seconds_after_first": 0.4}

    said = section(make_report(rows, made_at=MADE_AT), "stories")

    assert "edited copy 100% shared, 40% kept" in said
    assert "same time The Harbour Ledger" in said


def test_what_pages_say_stays_text() -> None:
    tree = LexborHTMLParser(make_report(tables(HOSTILE), made_at=MADE_AT))

    found = {
        "scripts and images": len(tree.css("script, img, iframe, object, b b")),
        "handlers": [node.tag for node in tree.css("*") if any(n.startswith("on") for n in node.attributes)],
        "links": {str(a.attributes["href"]).split(":")[0][:8] for a in tree.css("a")} - _OWN_ANCHORS,
        "first headline": tree.css("article h3")[0].text(),
    }
    assert found == {
        "scripts and images": 0,
        "handlers": [],
        "links": {"https"},
        "first headline": HOSTILE[0],
    }


_OWN_ANCHORS = {f"#{name}"[:8] for name in _TITLES}


def test_a_thousand_sources_are_cut_with_their_number() -> None:
    many = [f"outlet {number}" for number in range(1000)]
    rows = {
        "sources": [source(name, name) for name in many]
        + [source("last", "في آخر القائمة", health="silent")],
        "volume": [
            volume(name, name, MADE_AT.date() - timedelta(days=back)) for name in many for back in range(30)
        ],
    }

    html = make_report(rows, made_at=MADE_AT)

    board = LexborHTMLParser(html).css("section[aria-labelledby=sources] tbody tr")
    assert (len(board), "في آخر القائمة" in board[0].text(), "and 801 more" in section(html, "sources")) == (
        200,
        True,
        True,
    )
    assert "992 other outlets" in section(html, "volume")


def test_the_largest_report_is_under_three_megabytes() -> None:
    long = "كلمة طويلة " * 2_000
    rows = tables((long,) * 50)
    rows["sources"] = [source(str(number), long) for number in range(1_000)]
    rows["members"] = [
        member(str(story), place, long, long, url="https://news.example/" + "x" * 5_000, members=10_000)
        for story in range(60)
        for place in range(1, 60)
    ]
    rows["rejections"] *= 10

    html = make_report(rows, made_at=MADE_AT)

    assert len(html.encode()) < 3_000_000


@pytest.mark.parametrize("days_ahead", [1, 40_000])
def test_a_date_to_come_or_none_does_not_move_the_month(days_ahead: int) -> None:
    today = MADE_AT.date()
    rows = [
        volume("a", "A", today, 3),
        volume("a", "A", today + timedelta(days=days_ahead), 1),
        volume("a", "A", None, 1),
    ]

    image = volume_image(rows, made_at=MADE_AT, articles_in_all=5)

    assert image is not None
    svg, sentence = image
    assert sentence == (
        "3 articles on 1 day of the 30 up to 24 Nov 2026; the most on 24 Nov: 3. Other days have 2 more."
    )
    assert "currentColor" not in svg


def test_what_is_left_out_is_counted_wherever_a_list_is_cut() -> None:
    rows = tables()
    rows["totals"][0] |= {
        "articles": 1_000,
        "stories": 60,
        "rejections": [
            {"stage": "fetch", "reason": "http_404", "count": 500},
            {"stage": "extract", "reason": "no_text", "count": 7},
        ],
    }
    rows["members"][0]["members"] = rows["members"][1]["members"] = 30
    rows["corrections"][0]["in_all"] = 52
    rows["syndication"][0]["in_all"] = 101

    html = make_report(rows, made_at=MADE_AT)

    assert {name: _LEFT_OUT.findall(section(html, name)) for name in _TITLES} == {
        "sources": [],
        "volume": ["Other days have 997 more"],
        "runs": [],
        "stories": ["and 28 more", "and 59 more"],
        "carried": ["and 100 more"],
        "corrections": ["and 50 more"],
        "refused": ["and 498 more", "and 7 more"],
        "days": [],
        "duplicates": [],
        "fill": [],
        "lag": [],
        "words": [],
    }
    assert "no text · extract · 7" in section(html, "refused")


_LEFT_OUT = re.compile("and [0-9,]+ more|Other days have [0-9,]+ more")


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

    html = make_report(rows, made_at=at(100))

    assert "30 articles on 30 days of the 30 up to 30 Nov 2023" in section(html, "volume")
    assert "Other days have 20 more." in section(html, "volume")
    assert "http 404 · fetch · 30" in section(html, "refused")
    assert "and 10 more" in section(html, "refused")
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

    tree = LexborHTMLParser(make_report(rows, made_at=MADE_AT))

    sides = [node.text() for node in tree.css(".change > div")]
    assert [node.text().strip() for node in tree.css("del, ins")] == ["42", "24"]
    assert [(side.startswith(" … "), side.endswith(" … "), len(side) < 250) for side in sides] == [
        (True, True, True),
        (True, True, True),
    ]


def test_words_in_two_orders_are_compared_in_no_time() -> None:
    began = time.process_time()

    compare(["a b " * 2_500] * 6, ["b a a " * 1_700] * 6)

    assert time.process_time() - began < 6
