from __future__ import annotations

import pytest

from tasks.crawl.robots import Robots, read_robots

RULES = b"""\xef\xbb\xbf# first group
User-agent: *
Disallow: /private/
Allow: /private/open
Crawl-delay: 2

User-agent: warraq
Disallow: /not-for-warraq
Request-rate: 1/5
"""


@pytest.mark.parametrize(
    ("product", "path", "allowed"),
    [
        ("Warraq", "/not-for-warraq/x", False),
        ("Warraq", "/private/x", True),  # its own group is the only one that counts (RFC 9309, 2.2.1)
        ("Other", "/private/x", False),
        ("Other", "/private/open", True),  # the longest match counts (2.2.2)
        ("Other", "/", True),
    ],
)
def test_rules_are_read_for_the_product(product: str, path: str, allowed: bool) -> None:
    assert read_robots(200, RULES, product).allows(f"http://news.test{path}", product) is allowed


def test_a_robots_txt_written_by_notepad_is_read() -> None:
    body = "User-agent: *\r\nDisallow: /private\r\n".encode("utf-16")

    assert not read_robots(200, body, "Warraq").allows("http://news.test/private", "Warraq")


def test_the_delay_is_the_larger_of_crawl_delay_and_request_rate() -> None:
    assert [read_robots(200, RULES, product).delay for product in ("Warraq", "Other")] == [5.0, 2.0]


@pytest.mark.parametrize(
    ("line", "delay"),
    [
        (b"Crawl-delay: -1", 0.0),
        (b"Crawl-delay: nan", 0.0),
        (b"Crawl-delay: inf", 0.0),
        (b"Request-rate: 0/5", 0.0),
        (b"Request-rate: 1/" + b"9" * 400, 1e9),
        (b"Request-rate: " + b"9" * 400 + b"/1", 0.0),
    ],
)
def test_an_absurd_pace_is_none_or_a_very_slow_one(line: bytes, delay: float) -> None:
    assert read_robots(200, b"User-agent: *\n" + line, "Warraq").delay == delay


@pytest.mark.parametrize(
    ("status", "access"),
    [(404, "all"), (401, "all"), (403, "all"), (429, "none"), (500, "none"), (304, "none")],
)
def test_a_status_without_rules_has_a_meaning(status: int, access: str) -> None:
    assert read_robots(status, b"", "Warraq").access == access


@pytest.mark.parametrize("body", [b"\x00\xff\xfe\x89PNG" * 1000, b"<!doctype html><p>Not found", b""])
def test_what_is_no_robots_txt_holds_no_rules(body: bytes) -> None:
    assert read_robots(200, body, "Warraq").allows("http://news.test/x", "Warraq")


def test_a_huge_robots_txt_is_read_to_its_bound() -> None:
    body = b"User-agent: *\nDisallow: /early\n" + b"# filling\n" * 100_000 + b"Disallow: /late\n"

    robots = read_robots(200, body, "Warraq")

    assert [robots.allows(f"http://news.test/{path}", "Warraq") for path in ("early", "late")] == [
        False,
        True,
    ]


def test_while_the_rules_cannot_be_had_nothing_is_allowed() -> None:
    assert not Robots("none").allows("http://news.test/", "Warraq")
