"""Every figure of the report is one that a query shown in docs/warehouse.md gives."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench.report import make_large_warehouse
from report import make_report
from warehouse.connect import open_reader
from warehouse.query import REPORT_BOUNDS, report_tables, rows_of

_DOCS = Path(__file__).parents[2] / "docs" / "warehouse.md"
_MADE_AT = datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A warehouse with something in every section, and its report in each language."""
    path = tmp_path_factory.mktemp("figures") / "made.duckdb"
    make_large_warehouse(path, articles=4_000, sources=9)
    with open_reader(path) as connection:
        tables = report_tables(connection)
    pages = {code: make_report(tables, made_at=_MADE_AT, language_code=code) for code in ("en", "ar")}
    return path, pages


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_figure_is_one_that_a_query_in_the_documentation_gives(
    made: tuple[Path, dict[str, str]], code: str
) -> None:
    path, pages = made
    shown: dict[str, Counter[str]] = {}
    for node in LexborHTMLParser(pages[code]).css("data[data-from]"):
        shown.setdefault(str(node.attributes["data-from"]), Counter())[str(node.attributes["value"])] += 1

    asked: dict[str, Counter[str]] = {}
    with open_reader(path) as connection:
        for name, sql in _documented().items():
            bounds: dict[str, Any] = REPORT_BOUNDS.get(name.removeprefix("report_"), {})
            for row in rows_of(connection.execute(sql, bounds)):
                for column, value in row.items():
                    asked.setdefault(f"{name}.{column}", Counter())[str(value)] += 1

    wrong = {name: counted - asked.get(name, Counter()) for name, counted in shown.items()}
    # What has no row for a day and an outlet is shown as none.
    wrong["report_volume.articles"].pop("0", None)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert {name.split(".")[0] for name in shown} >= {
        f"report_{section}" for section in REPORT_BOUNDS if section not in ("rejections", "corrections")
    }


def _documented() -> dict[str, str]:
    found = re.findall(
        r"`warehouse/queries/(\w+)\.sql`\n\n```sql\n(.*?)```", _DOCS.read_text("utf-8"), re.DOTALL
    )
    return {name: sql for name, sql in found if name.startswith(("report_", "totals"))}


def test_the_arabic_report_has_no_digit_of_ascii_but_those_of_the_pages(
    made: tuple[Path, dict[str, str]],
) -> None:
    tree = LexborHTMLParser(made[1]["ar"])

    # Names, headlines and addresses are as their pages have them, and stand in an element of their own.
    for node in tree.css("bdi, h3, style, title, svg, code, a, .change"):
        node.decompose()
    text = tree.body.text() if tree.body else ""
    assert (
        re.findall(r"[^\n]{0,20}[0-9]+[^\n]{0,20}", re.sub(r"\u2068.*?\u2069|\bp\d\d\b|\(4\d\d\)", "", text))
        == []
    )


def test_axes_have_the_digits_of_the_language(made: tuple[Path, dict[str, str]]) -> None:
    drawn = LexborHTMLParser(made[1]["ar"]).css("#lag ~ * svg .role-axis-label text, #volume ~ * svg text")

    assert [node.text() for node in drawn if re.search("[0-9]", node.text())] == []
    assert any(re.search("[٠-٩]", node.text()) for node in drawn)
