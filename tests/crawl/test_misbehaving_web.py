"""Each fault of the web: the crawl ends in time, the row says what happened, other hosts lose nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest

from tests.crawl.conftest import Crawl
from tests.web.server import BadWeb

FAULTS: Mapping[str, tuple[str, int | None, str]] = {
    "silent": ("failed", None, "timeout"),
    "slow_headers": ("failed", None, "timeout"),
    "slow_drip": ("failed", 200, "timeout"),
    "endless_body": ("failed", 200, "too_large"),
    "endless_headers": ("failed", None, "headers_too_large"),
    "large_headers": ("failed", 200, "headers_too_large"),
    "gzip_bomb": ("failed", 200, "too_large"),
    "br_bomb": ("failed", 200, "too_large"),
    "zstd_bomb": ("failed", 200, "too_large"),
    "broken_gzip": ("failed", 200, "bad_encoding"),
    "cut_gzip": ("failed", 200, "bad_encoding"),
    "false_gzip": ("failed", 200, "bad_encoding"),
    "empty": ("failed", 200, "empty_body"),
    "short_body": ("failed", 200, "cut_short"),
    "reset_halfway": ("failed", 200, "cut_short"),
    "reset_at_once": ("failed", None, "disconnected"),
    "bad_chunks": ("failed", 200, "cut_short"),
    "not_http": ("failed", None, "bad_answer"),
    "split_header": ("failed", None, "bad_answer"),
    "redirect_loop": ("failed", 302, "redirect_loop"),
    "redirect_chain?left=9": ("failed", 301, "too_many_redirects"),
    "redirect_far": ("failed", 302, "bad_redirect"),
    "redirect_to?url=file:///etc/passwd": ("failed", 302, "bad_redirect"),
    "redirect_to?url=http://[": ("failed", 302, "bad_redirect"),
    "redirect_to": ("failed", 302, "http_302"),
    "redirect_to?url=http://127.0.0.1/": ("failed", None, "private_address"),
    "redirect_to?url=http://[::1]/": ("failed", None, "private_address"),
    "redirect_to?url=http://169.254.169.254/latest": ("failed", None, "private_address"),
    "redirect_to?url=http://2130706433/": ("failed", None, "private_address"),
    "redirect_to?url=http://nowhere.invalid/": ("failed", None, "dns_error"),
    "cookie_wall": ("failed", 302, "redirect_loop"),
    "status?code=204": ("failed", 204, "empty_body"),
    "status?code=304": ("failed", 304, "http_304"),
    "status?code=404": ("failed", 404, "http_404"),
    "status?code=410": ("gone", 410, "http_410"),
    "status?code=500": ("failed", 500, "http_500"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_time_and_the_other_host_loses_nothing(
    web: BadWeb, crawl: Crawl, fault: str
) -> None:
    bad = f"http://news.test/{fault}"
    good = web.put("other.test", "/good", "<p>Good</p>")

    began = time.monotonic()
    fetches = crawl.fetch(bad, good)
    took = time.monotonic() - began

    found = fetches[bad]
    assert (found.outcome, found.status, found.reason) == FAULTS[fault]
    assert found.detail
    assert found.wire_bytes <= crawl.settings.max_wire_bytes
    assert fetches[good].outcome == "fetched"
    assert took < 10


def test_a_connection_that_ends_before_the_answer_is_tried_again(web: BadWeb, crawl: Crawl) -> None:
    url = "http://news.test/hang_up_first"

    assert crawl.fetch(url)[url].outcome == "fetched"


def test_an_unreachable_host_is_told_for_each_of_its_pages(web: BadWeb, crawl: Crawl) -> None:
    settings = {"connect_to": {"news.test": ("127.0.0.1", 1)}}  # nobody listens on port 1

    fetches = crawl.with_settings(**settings).fetch("http://news.test/1", "http://news.test/2")

    assert {(fetch.kind, fetch.outcome, fetch.reason) for fetch in fetches.values()} == {
        ("robots", "failed", "unreachable"),
        ("page", "failed", "unreachable"),
    }


def test_a_host_that_dies_is_left_alone(web: BadWeb, crawl: Crawl) -> None:
    urls = [f"http://news.test/silent?page={number}" for number in range(12)]
    good = web.put("other.test", "/good", "<p>Good</p>")

    fetches = crawl.with_settings(first_byte_timeout=0.1).fetch(*urls, good)

    reasons = [fetches[url].reason for url in urls]
    assert reasons.count("timeout") + reasons.count("host_down") == 12
    assert len(web.visits("news.test")) - 1 <= 8  # four in a row, and the three beside them
    assert fetches[good].outcome == "fetched"


def test_addresses_that_cannot_be_asked_for_are_rows_too(web: BadWeb, crawl: Crawl) -> None:
    fetches = crawl.fetch("ftp://news.test/", "nonsense", "http://news.test:99999/")

    assert {fetch.reason for fetch in fetches.values()} == {"bad_url"}
    assert web.log == []


def test_an_address_is_no_longer_than_the_settings_say(web: BadWeb, crawl: Crawl) -> None:
    long = "http://news.test/" + "a" * 100
    short = web.put("news.test", "/short", b"", status=301, headers={"Location": "/" + "a" * 100})

    fetches = crawl.with_settings(max_url_length=80).fetch(long, short)

    assert [fetches[url].reason for url in (long, short)] == ["bad_url", "bad_redirect"]
    assert [visit.path for visit in web.log] == ["/robots.txt", "/short"]


def test_the_address_that_was_looked_at_is_the_one_connected_to(web: BadWeb, crawl: Crawl) -> None:
    answers = iter([["8.8.8.8", "127.0.0.1"]])
    asked = []

    async def changing(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return next(answers, ["127.0.0.1"])

    url = f"http://rebind.test:{web.port}/page"
    fetches = crawl.fetch(url, resolve=changing)

    assert fetches[url].reason == "private_address"
    assert asked == [("rebind.test", web.port)]
    assert web.log == []


def test_no_cookie_and_no_password_is_carried_along(web: BadWeb, crawl: Crawl) -> None:
    crawl.fetch("http://user:secret@news.test/redirect_to?url=http://me:too@other.test/status", run="a")
    crawl.fetch("http://news.test/cookie_wall", run="b")

    assert not {"cookie", "authorization"} & {name for visit in web.log for name in visit.headers}


def test_a_page_that_is_sent_on_says_from_where(web: BadWeb, crawl: Crawl) -> None:
    start = "http://news.test/redirect_chain?left=2"

    fetch = crawl.fetch(start)[start]

    assert fetch.outcome == "fetched"
    assert fetch.url == "http://news.test/redirect_chain?left=0"
    assert fetch.redirects == (start, "http://news.test/redirect_chain?left=1")


def test_headers_without_measure_are_not_written_down(web: BadWeb, crawl: Crawl) -> None:
    headers = {"ETag": '"' + "e" * 5000 + '"', "Content-Type": "text/html; x=" + "y" * 5000}
    page = web.put("news.test", "/page", "<p>Page</p>", headers=headers)

    fetch = crawl.fetch(page)[page]

    assert (fetch.outcome, fetch.etag, fetch.content_type) == ("fetched", None, None)


def test_an_arabic_location_is_followed(web: BadWeb, crawl: Crawl) -> None:
    path = "/أخبار"
    web.put("news.test", "/short", b"", status=301, headers={"Location": path.encode().decode("latin-1")})
    target = web.put("news.test", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", "<p>خبر</p>")

    assert crawl.fetch("http://news.test/short")["http://news.test/short"].url == target
