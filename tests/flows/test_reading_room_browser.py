"""The reading room in a real browser: widths, directions, the archived page in its frame, no request away."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.flows.test_reading_room import ASKED_ELSEWHERE, every_page
from tests.flows.test_reading_room import room as room
from tests.report.axe import violations

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("code", "scheme"), [("en", "light"), ("ar", "dark")])
def test_no_page_overflows_or_asks_for_anything_elsewhere(
    browser: Browser, room: dict[str, str], width: int, code: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    blocked: list[str | None] = []
    page.on("requestfailed", lambda request: blocked.append(request.failure))
    page.on("pageerror", lambda error: said.append(str(error)))
    seen = {}
    for path in every_page(room):
        page.goto(f"{room['at']}/{code}/{path}", wait_until="networkidle")
        seen[path] = page.evaluate(
            "[document.documentElement.scrollWidth - innerWidth, getComputedStyle(document.body).direction]"
        )
    page.close()

    assert seen == {path: [0, {"en": "ltr", "ar": "rtl"}[code]] for path in every_page(room)}
    # The archived page wanted two pictures, in each of the two frames: the browser was not to ask for them.
    assert set(blocked) == {"csp"}
    assert ASKED_ELSEWHERE == []
    assert said == []


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_what_belongs_to_a_headline_of_a_list_is_ranged_as_it_is(
    browser: Browser, room: dict[str, str], width: int, code: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{room['at']}/{code}/")
    item = page.locator(".list li").filter(has=page.get_by_text("خطة زراعية", exact=True)).first

    edges = item.evaluate(
        "li => ['.title', '.meta a'].map(part => li.querySelector(part).getBoundingClientRect().right)"
    )
    reads = item.locator("bdi:has(time)").evaluate("bdi => getComputedStyle(bdi).direction")
    page.close()

    assert edges[0] == edges[1]
    assert reads == {"en": "ltr", "ar": "rtl"}[code]


def test_an_archived_page_runs_nothing_and_has_no_origin(browser: Browser, room: dict[str, str]) -> None:
    page = browser.new_page()
    page.goto(f"{room['at']}/en/article/{room['article']}")
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe")
    frame.locator("h1").wait_for()

    seen = {"title": frame.locator("title").text_content(), "heading": frame.locator("h1").text_content()}
    page.close()

    assert seen == {"title": "صفحة", "heading": "عنوان"}


_LEADING = (
    "plain",
    "top",
    "blank",
    "saved",
    "script",
    "relative",
    "form",
    "post",
    "shadow",
    "drawn",
    "animated",
)


@pytest.mark.parametrize("place", ["beside the article", "alone", "as if it were a page"])
def test_nothing_on_an_archived_page_leads_away(browser: Browser, room: dict[str, str], place: str) -> None:
    address = {
        "beside the article": f"{room['at']}/en/article/{room['leading']}",
        "alone": f"{room['at']}/en/archived/{room['leading_fetch']}",
        "as if it were a page": f"{room['at']}/copy/{room['leading_fetch']}",
    }[place]
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("download", lambda it: said.append(f"a download of {it.url}"))
    stayed = {}
    for followed in (None, *_LEADING):
        page.goto(address)
        here = page.url
        page.locator("iframe").scroll_into_view_if_needed()
        page.frame_locator("iframe").locator("h1").wait_for()
        if followed:
            page.frame_locator("iframe").locator(f"#{followed}").click()
        elif (mutated := page.frame_locator("iframe").locator("#mutated")).count():  # as some parsers read it
            mutated.click()
        # A page that refreshes itself at once would be gone by then, and so would one that was followed.
        page.wait_for_timeout(400)
        stayed[followed] = (page.url == here, len(context.pages))
    context.close()

    assert stayed == dict.fromkeys((None, *_LEADING), (True, 1))
    assert ASKED_ELSEWHERE == []
    assert said == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_axe_finds_nothing_wrong(browser: Browser, room: dict[str, str], code: str) -> None:
    page = browser.new_page(color_scheme="dark" if code == "ar" else "light")
    found = {}
    for path in every_page(room):
        page.goto(f"{room['at']}/{code}/{path}")
        found[path] = violations(page)
    page.close()

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_keyboard_reaches_the_content_past_the_head_of_the_page(
    browser: Browser, room: dict[str, str]
) -> None:
    page = browser.new_page()
    page.goto(f"{room['at']}/en/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.id")
    page.close()

    assert focused == "content"
