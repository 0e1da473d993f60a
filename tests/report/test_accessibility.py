"""The report for those who use a keyboard or a screen reader."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from report.page import make_report
from tests.report.axe import violations
from tests.report.report_rows import HOSTILE, MADE_AT, ROOM, tables
from tests.report.test_report_figures import Made
from tests.report.test_report_figures import ordinary as ordinary

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_report(
    browser: Browser,
    ordinary: Made,
    tmp_path: Path,
    code: str,
    scheme: Literal["light", "dark"],
) -> None:
    file = tmp_path / "index.html"
    file.write_text(ordinary[1][code], "utf-8")
    page = browser.new_page(color_scheme=scheme)
    page.goto(file.as_uri())

    found = violations(page)
    page.close()

    assert found == {}


def test_axe_finds_nothing_wrong_with_what_hostile_pages_said(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text(make_report(tables(HOSTILE), made_at=MADE_AT, room=ROOM), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())

    found = violations(page)
    page.close()

    assert found == {}
