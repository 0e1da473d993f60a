"""Pages that are no more than a redirect in HTML."""

from __future__ import annotations

import pytest

from tasks.crawl.signpost import signpost_target
from tests.crawl.conftest import Crawl
from tests.web.server import BadWeb

HERE = "https://paper.example/ar/old"


def meta(content: str, body: str = "<p>You are being sent on.</p>") -> bytes:
    return f'<title>…</title><meta http-equiv="Refresh" content="{content}">{body}'.encode()


@pytest.mark.parametrize(
    ("page", "target"),
    [
        (meta("0; url=/ar/new"), "https://paper.example/ar/new"),
        (meta("0;URL='https://other.example/1'"), "https://other.example/1"),
        (meta("5;url=خبر"), "https://paper.example/ar/خبر"),
        (meta("1.5, new"), "https://paper.example/ar/new"),
        (b'<base href="/en/">' + meta("0; url=new"), "https://paper.example/en/new"),
        (meta("0; url=/new", f"<script>{'x' * 1000}</script>"), "https://paper.example/new"),
        (meta("300; url=/ar/new"), None),  # to be read until then
        (meta("0; url=/new", f"<p>{'It is an article. ' * 30}</p>"), None),
        (meta("0; url=/ar/old#top"), None),  # itself
        (meta("60"), None),
        (meta("0; url=http://[", ""), None),
        (meta("0; url=/new", " " * 20_000), None),
        (b'<meta http-equiv="content-language" content="0; url=/new">', None),
        (b"", None),
    ],
)
def test_a_page_that_is_no_more_than_a_signpost_says_where_to_go(page: bytes, target: str | None) -> None:
    assert signpost_target(page, HERE, "text/html; charset=utf-8") == target


def test_a_signpost_is_followed_and_kept(web: BadWeb, crawl: Crawl) -> None:
    old = web.put("news.test", "/old", meta("0; url=/new"))
    new = web.put("news.test", "/new", "<p>Here it is</p>")

    fetch = crawl.fetch(old)[old]

    assert (fetch.outcome, fetch.url, fetch.redirects, fetch.moved_to) == ("fetched", new, (old,), None)


def test_a_signpost_into_a_private_place_leads_nowhere(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/old", meta("0; url=http://169.254.169.254/"))

    assert crawl.fetch(page)[page].reason == "private_address"
