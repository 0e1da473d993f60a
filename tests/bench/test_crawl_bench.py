"""The benchmark's report of manners would show bad ones."""

from __future__ import annotations

from bench.crawl import _manners_at
from bench.crawl_web import Visit, answer_to


def visit(path: str, began: float, status: int = 200, ended: float | None = None) -> Visit:
    return Visit("host000.test", path, began, began + 0.05 if ended is None else ended, status, 100, False)


def test_bad_manners_are_counted_one_by_one() -> None:
    visits = [
        visit("/robots.txt", 0.0),
        visit("/news/1", 0.1),  # too soon
        visit("/private/1", 1.0),
        visit("/busy/1", 2.0, status=429),
        visit("/busy/1", 2.5),  # it had asked for a second
        visit("/news/1", 4.0, ended=6.0),  # once more
        visit("/news/2", 5.0, ended=5.1),
    ]

    assert _manners_at(visits) == {
        "requests": 7,
        "smallest_gap": 0.1,
        "most_at_once": 2,
        "gaps_below_the_delay": 1,
        "disallowed_requests": 1,
        "requests_within_retry_after": 1,
        "unchanged_pages_downloaded_again": 1,
    }


def test_no_two_pages_of_the_web_are_the_same_on_the_wire_and_each_knows_its_validator() -> None:
    _, fields, one = answer_to("host000.test", "/news/1", None, 0)
    other = answer_to("host001.test", "/news/1", None, 0)[2]

    assert one != other
    assert answer_to("host000.test", "/news/1", fields["ETag"], 1)[0] == "304 Not Modified"
    assert answer_to("host000.test", "/busy/1", None, 0)[0] == "429 Too Many Requests"
    assert answer_to("host000.test", "/busy/1", None, 1)[0] == "200 OK"
