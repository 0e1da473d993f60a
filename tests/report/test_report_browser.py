"""The report in a real browser: nothing overflows, nothing is asked for, Arabic runs from the right."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from report.page import make_report
from tests.report.report_rows import HOSTILE, MADE_AT, ROOM, tables
from tests.report.test_report_figures import Made
from tests.report.test_report_figures import ordinary as ordinary

pytestmark = pytest.mark.browser

_LOOK = """() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    title: document.title,
    page: getComputedStyle(document.body).direction,
    directions: [...document.querySelectorAll('article.card h3')].map(it => getComputedStyle(it).direction),
    unnamed: [...document.querySelectorAll('figure')].filter(it => !it.getAttribute('aria-label')).length,
})"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("texts", [("صباح البلدات", "أصداء القمم"), HOSTILE], ids=["ordinary", "hostile"])
def test_the_report_keeps_to_itself_and_its_width(
    browser: Browser,
    tmp_path: Path,
    width: int,
    scheme: Literal["light", "dark"],
    code: str,
    texts: tuple[str, ...],
) -> None:
    file = tmp_path / "index.html"
    file.write_text(make_report(tables(texts), made_at=MADE_AT, room=ROOM, language_code=code), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    seen = page.evaluate(_LOOK)
    page.close()

    assert [url for url in asked if url not in (file.as_uri(), "data:,")] == []
    assert said == []
    # A headline goes by its first letter: the hostile ones in HTML or braces begin with a Latin one.
    directions = ["rtl"] * 3 if texts is not HOSTILE else ["ltr", "ltr", "ltr", "rtl", "rtl", "ltr"]
    assert seen == {
        "overflow": 0,
        "title": {"en": "Warraq: report", "ar": "ورّاق: التقرير"}[code],
        "page": {"en": "ltr", "ar": "rtl"}[code],
        "directions": directions,
        "unnamed": 0,
    }


def test_a_drawing_keeps_its_size_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(make_report(tables(), made_at=MADE_AT, room=ROOM), "utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(file.as_uri())

    shrunk = page.evaluate(
        """[...document.querySelectorAll('figure svg')]
            .map(it => it.getBoundingClientRect().width / it.viewBox.baseVal.width).filter(it => it < 0.7)"""
    )
    page.close()

    assert shrunk == []


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_no_column_is_crushed_on_a_tablet_or_on_paper(
    browser: Browser, tmp_path: Path, medium: Literal["screen", "print"]
) -> None:
    file = tmp_path / "index.html"
    file.write_text(
        make_report(tables(("صباح البلدات", "صحيفة " + "م" * 200)), made_at=MADE_AT, room=ROOM), "utf-8"
    )
    page = browser.new_page()
    page.emulate_media(media=medium)
    page.goto(file.as_uri())

    # A4 without the margins of a browser is 718 pixels wide.
    seen = {}
    for width in (718, 768, 880, 1024):
        page.set_viewport_size({"width": width, "height": 900})
        seen[width] = page.evaluate(
            """() => ({
                overflow: document.documentElement.scrollWidth - innerWidth,
                crushed: [...document.querySelectorAll('td.name bdi, .members .who, .members .what')].filter(
                    it => it.getClientRects().length
                        && (it.closest('td') || it.parentElement).clientWidth < 80
                ).length,
            })"""
        )
    page.close()

    assert seen == {width: {"overflow": 0, "crushed": 0} for width in seen}


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_month_of_columns_fits_a_sheet_of_paper(browser: Browser, ordinary: Made, code: str) -> None:
    page = browser.new_page(viewport={"width": 718, "height": 900})
    page.emulate_media(media="print")
    page.set_content(ordinary[1][code])

    beyond = page.evaluate(
        """[...document.querySelectorAll('table')].filter(it => it.getBoundingClientRect().width > innerWidth)
            .map(it => it.closest('section').querySelector('h2').id)"""
    )
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.close()

    assert (beyond, overflow) == ([], 0)


def test_dark_and_light_differ_and_both_can_be_read(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(make_report(tables(), made_at=MADE_AT, room=ROOM), "utf-8")

    contrasts = {}
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page = browser.new_page(color_scheme=scheme)
        page.goto(file.as_uri())
        colours = page.evaluate(
            "['color', 'backgroundColor'].map("
            "    it => getComputedStyle(document.body)[it].match(/\\d+/g).map(Number)"
            ")"
        )
        contrasts[scheme] = sum(colours[0]) - sum(colours[1])
        page.close()

    assert contrasts["light"] < -500
    assert contrasts["dark"] > 500
