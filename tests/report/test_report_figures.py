"""Every figure of the report is one that a query shown in docs/warehouse.md gives."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.report import make_large_warehouse
from report.page import make_report
from tests.report.figures import Rows, documented, documented_rows, wrong_numbers
from tests.report.report_rows import ROOM
from tests.warehouse.scene import LONG, answered, article, at, fetched, package, warehouse
from warehouse.connect import open_reader
from warehouse.query import REPORT_BOUNDS, report_tables

_MADE_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)

Made = tuple[Rows, dict[str, str]]


@pytest.fixture(scope="module", params=["ordinary", "of many outlets", "young"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What the documented queries give, and the report in each language."""
    return _made(tmp_path_factory.mktemp("figures"), request.param)


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The same of a warehouse with something in every section."""
    return _made(tmp_path_factory.mktemp("ordinary"), "ordinary")


def _made(folder: Path, kind: str) -> Made:
    path = folder / "warehouse.duckdb"
    if kind == "young":
        _make_young(folder)
    else:
        articles, sources = {"ordinary": (4_000, 12), "of many outlets": (9_000, 260)}[kind]
        make_large_warehouse(path, articles=articles, sources=sources)
    with open_reader(path) as connection:
        tables, rows = report_tables(connection), documented_rows(connection)
    pages = {
        code: make_report(tables, made_at=_MADE_AT, room=ROOM, language_code=code) for code in ("en", "ar")
    }
    return rows, pages


def _make_young(folder: Path) -> None:
    """Five days of two outlets: a copy, a correction, a page that was refused and one that is gone."""
    first, second = "https://sada.example/a", "https://nashra.example/b"
    refusal = {"stage": "extract", "reason": "no_text", "detail": None, "url": f"{first}/empty"}
    rows = [
        fetched(first, article(first, "خطة زراعية", *LONG, published_at=at(-60))),
        fetched(second, article(second, "خطة جديدة", *LONG, published_at=at(-30)), source="nashra"),
        *(
            fetched(
                f"{first}/{n}", article(f"{first}/{n}", f"خبر {n}", f"نص {n}", published_at=at(-1440 * n))
            )
            for n in range(1, 5)
        ),
        fetched(f"{first}/empty", rejections=[refusal]),
        answered(f"{first}/gone", "gone", status=410, reason="http_410"),
    ]
    corrected = article(first, "خطة زراعية", *LONG[:4], "والعمل يبدأ بعد شهرين", published_at=at(-60))
    later = [fetched(first, corrected, when=at(90))]
    with warehouse(folder, package(folder, "one", rows), package(folder, "two", later)):
        pass


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_number_of_the_report_is_one_that_a_query_in_the_documentation_gives(
    made: Made, code: str
) -> None:
    rows, pages = made

    assert wrong_numbers(pages[code], rows, code, _MADE_AT) == []


def test_the_documentation_shows_every_query_of_the_report() -> None:
    asked = {"totals", "totals_rejections", *(f"report_{name}" for name in REPORT_BOUNDS)}

    assert asked - documented().keys() == set()


def test_every_query_of_the_report_has_a_figure_in_it(ordinary: Made) -> None:
    rows, pages = ordinary

    assert {origin.split(".")[0] for origin in _origins(pages["en"])} == rows.keys()


def _origins(html: str) -> list[str]:
    return sorted({str(node.attributes["data-from"]) for node in LexborHTMLParser(html).css("data")})


def test_a_figure_that_is_changed_anywhere_is_found(ordinary: Made) -> None:
    rows, pages = ordinary

    unnoticed = []
    for origin in _origins(pages["en"]):
        shown = re.compile(rf'(<data value="[^"]*" data-from="{re.escape(origin)}">)([^<]*)')
        held = re.compile(rf'<data value="([^"]*)" data-from="{re.escape(origin)}">[^<]*')
        for what, changed in {
            "what is shown": shown.sub(lambda it: it[1] + _other(it[2]), pages["en"], count=1),
            "value and what is shown": held.sub(
                f'<data value="987654" data-from="{origin}">987,654', pages["en"], count=1
            ),
        }.items():
            assert changed != pages["en"]
            if not wrong_numbers(changed, rows, "en", _MADE_AT):
                unnoticed.append((origin, what))

    assert unnoticed == []


def _other(shown: str) -> str:
    """The same with another last digit."""
    return re.sub(r"\d(?=\D*$)", lambda it: str((int(it[0]) + 3) % 10), shown)


@pytest.mark.parametrize(
    ("was", "is_now"),
    [
        (r"(rises most: in )", r"\g<1>some 12 "),
        (r'(aria-label="[^"]* above and )\d+', r"\g<1>77"),
        (r'(<time datetime="2026-11-)(\d\d)(">)\d+', r"\g<1>\g<2>\g<3>31"),
        (r"(<details><summary>)", r"\g<1>3 "),
        (r'(class="mark-text role-mark[^>]*>\s*<text [^>]*>)\d+', r"\g<1>8877"),
        (r'(<td class="name lead">.*?<bdi dir="auto">)[^<]*', r"\g<1>Another"),
    ],
    ids=["in a sentence", "in a drawing's alternative", "a day", "in a heading", "in a drawing", "a name"],
)
def test_a_number_that_is_put_anywhere_else_is_found(ordinary: Made, was: str, is_now: str) -> None:
    rows, pages = ordinary

    changed = re.sub(was, is_now, pages["en"], count=1)

    assert changed != pages["en"]
    assert wrong_numbers(changed, rows, "en", _MADE_AT) != []


def test_rows_of_another_outlet_are_not_taken_for_those_of_this_one(ordinary: Made) -> None:
    rows, pages = ordinary
    figure = r'<data value="\d+" data-from="report_sources.articles">[\d,]+</data>'
    first, second = re.findall(figure, pages["en"])[:2]

    swapped = pages["en"].replace(first, "@", 1).replace(second, first, 1).replace("@", second, 1)

    assert wrong_numbers(swapped, rows, "en", _MADE_AT) != []


def test_the_arabic_report_has_no_digit_of_ascii_but_those_of_the_pages(ordinary: Made) -> None:
    tree = LexborHTMLParser(ordinary[1]["ar"])

    # Names, headlines and addresses are as their pages have them, and stand in an element of their own.
    for node in tree.css("bdi, h3, style, title, svg, code, a, .change"):
        node.decompose()
    text = tree.body.text() if tree.body else ""
    unsaid = re.sub(r"[\u2066-\u2068].*?\u2069|\bp\d\d\b|\(4\d\d\)", "", text)
    assert re.findall(r"[^\n]{0,20}[0-9]+[^\n]{0,20}", unsaid) == []


def test_axes_have_the_digits_of_the_language(ordinary: Made) -> None:
    drawn = LexborHTMLParser(ordinary[1]["ar"]).css(
        "#lag ~ * svg .role-axis-label text, #volume ~ * svg text"
    )

    assert [node.text() for node in drawn if re.search("[0-9]", node.text())] == []
    assert any(re.search("[٠-٩]", node.text()) for node in drawn)
