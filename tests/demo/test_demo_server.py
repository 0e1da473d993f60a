"""The demo web answers as an honest server does."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC
from email.utils import format_datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest

from demo.outlet import read_outlets
from demo.server import DemoWeb

FERRY = "/2026/11/21/2231-ferry-line"
STORY_OF_AGENCY = "/general/118204"


@pytest.fixture
def web() -> Iterator[DemoWeb]:
    with DemoWeb() as web:
        yield web


def ask(
    web: DemoWeb, host: str, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lower-case name, body. A header `If_None_Match` is sent as If-None-Match."""
    connection = HTTPConnection(web.address, web.port, timeout=5)
    fields = {"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=fields)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize(
    ("host", "path", "given"),
    [
        ("news.example", "/", (200, "text/html; charset=utf-8")),
        ("news.example", "/1701345600/military-talks.txt", (200, "text/plain; charset=utf-8")),
        ("sabah.example", "/rss.xml", (200, "application/rss+xml; charset=utf-8")),
        ("sabah.example", "/archive/2198-old-post-office", (200, "text/html; charset=utf-8")),
        ("sabah.example", "/2026/11/20/2207-market-hours", (410, "text/html; charset=utf-8")),
        ("marfa.example", "/feed/rss", (200, "text/xml; charset=windows-1256")),
        ("marfa.example", "/robots.txt", (404, "text/html; charset=windows-1256")),
        ("asdaa.example", "/2026/11/21/tahliya.html", (200, "text/html")),
        ("asdaa.example", "/atom.xml", (200, "application/atom+xml; charset=utf-8")),
        ("qandol.example", "/sitemap-news.xml", (200, "application/xml")),
        ("qandol.example", "/robots.txt", (200, "text/plain; charset=utf-8")),
        ("qandol.example", "/bulletins/2026-11-20.pdf", (200, "application/pdf")),
        ("harbour.example", "/2026/nov/20/bandstand-repairs", (404, "text/html; charset=utf-8")),
        ("harbour.example", "/2026/nov/20/regatta-gallery", (200, "text/html; charset=utf-8")),
        ("karaneh.example", "/fa/news/50418", (200, "text/html; charset=utf-8")),
        ("karaneh.localhost", "/fa/news/50431?from=hand", (200, "text/html; charset=utf-8")),
        ("elsewhere.example", "/", (421, "text/plain; charset=utf-8")),
    ],
)
def test_each_address_has_its_status_and_type(
    web: DemoWeb, host: str, path: str, given: tuple[int, str]
) -> None:
    status, headers, _ = ask(web, host, path)

    assert (status, headers["content-type"]) == given


def test_the_seed_page_and_its_text_are_served_byte_for_byte(web: DemoWeb) -> None:
    folder = Path("demo/outlets/nashra")

    served = [ask(web, "news.example", f"/1701345600/military-talks{end}")[2] for end in ("", ".txt")]

    assert served == [(folder / f"military-talks.{end}").read_bytes() for end in ("html", "txt")]


def test_the_bad_pages_are_what_they_pretend_not_to_be(web: DemoWeb) -> None:
    empty = ask(web, "karaneh.example", "/fa/news/50418")[2]
    picture = ask(web, "harbour.example", "/2026/nov/20/regatta-gallery")[2]
    pdf = ask(web, "qandol.example", "/bulletins/2026-11-20.pdf")[2]
    mislabelled = ask(web, "sabah.example", "/archive/2198-old-post-office")[2]

    assert (empty, picture[:8], pdf[:5]) == (b"", b"\x89PNG\r\n\x1a\n", b"%PDF-")
    with pytest.raises(UnicodeDecodeError):
        mislabelled.decode("utf-8")
    assert "مبنى البريد القديم" in mislabelled.decode("windows-1256")


@pytest.mark.parametrize(
    ("host", "path", "validators"),
    [
        ("news.example", "/", {"etag", "last-modified"}),
        ("karaneh.example", "/fa/rss", {"etag", "last-modified"}),
        ("sabah.example", FERRY, {"etag"}),
        ("harbour.example", "/feed.atom", {"etag"}),
        ("qandol.example", STORY_OF_AGENCY, {"last-modified"}),
        ("asdaa.example", "/2026/11/21/tahliya.html", {"last-modified"}),
        ("marfa.example", "/news.php/4480", {"last-modified"}),
        ("marfa.example", "/news.php/4471", set()),
    ],
)
def test_a_page_that_did_not_change_is_not_sent_to_who_names_its_validators(
    web: DemoWeb, host: str, path: str, validators: set[str]
) -> None:
    status, headers, body = ask(web, host, path)
    found = {name: headers[name] for name in ("etag", "last-modified") if name in headers}
    names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}

    again = [ask(web, host, path, **{names[name]: value}) for name, value in found.items()]

    assert (status, bool(body), set(found)) == (200, True, validators)
    assert [(status, body) for status, _, body in again] == [(304, b"")] * len(validators)


def test_the_etag_decides_where_a_date_would_say_unchanged(web: DemoWeb) -> None:
    date = ask(web, "news.example", "/")[1]["last-modified"]

    status, _, _ = ask(web, "news.example", "/", If_None_Match='"other"', If_Modified_Since=date)

    assert status == 200


@pytest.mark.parametrize("since", ["yesterday", "", "Sat, 21 Nov 2026 05:59:59 GMT"])
def test_a_date_that_is_older_or_none_gets_the_page(web: DemoWeb, since: str) -> None:
    assert ask(web, "qandol.example", STORY_OF_AGENCY, If_Modified_Since=since)[0] == 200


def test_head_sends_the_headers_of_get_and_no_body(web: DemoWeb) -> None:
    _, of_get, body = ask(web, "qandol.example", STORY_OF_AGENCY)

    status, of_head, nothing = ask(web, "qandol.example", STORY_OF_AGENCY, method="HEAD")

    del of_get["date"], of_head["date"]
    assert (status, of_head, nothing, int(of_head["content-length"])) == (200, of_get, b"", len(body))


@pytest.mark.parametrize(
    ("host", "accepted", "coding"),
    [
        ("sabah.example", "gzip, br", "gzip"),
        ("sabah.example", "gzip;q=0, br", None),
        ("sabah.example", "identity", None),
        ("harbour.example", "gzip", None),
    ],
)
def test_gzip_goes_to_who_asks_an_outlet_that_has_it(
    web: DemoWeb, host: str, accepted: str, coding: str | None
) -> None:
    plain = ask(web, host, "/")[2]

    _, headers, body = ask(web, host, "/", Accept_Encoding=accepted)

    assert (headers.get("content-encoding"), gzip.decompress(body) if coding else body) == (coding, plain)


def test_a_short_address_in_the_feed_leads_to_the_article(web: DemoWeb) -> None:
    status, headers, _ = ask(web, "marfa.example", "/s/4480")

    assert (status, headers["location"]) == (301, "/news.php/4480")


def test_the_second_edition_changes_the_corrected_page_and_its_feed_only(web: DemoWeb) -> None:
    pages = [(outlet.host, article.path) for outlet in read_outlets(1) for article in outlet.articles]
    pages += [(outlet.host, outlet.feed.path) for outlet in read_outlets(1) if outlet.feed]
    pages += [(host, "/") for host in web.hosts]
    first = {page: ask(web, *page)[1:] for page in pages}

    switched = ask(web, "127.0.0.1", "/edition/2", method="POST")[0]

    changed = [page for page in pages if ask(web, *page)[2] != first[page][1]]
    etag = first["sabah.example", FERRY][0]["etag"]
    assert (switched, web.edition) == (303, 2)
    assert sorted(changed) == [("sabah.example", FERRY), ("sabah.example", "/rss.xml")]
    assert ask(web, "sabah.example", FERRY, If_None_Match=etag)[0] == 200


def test_the_edition_is_switched_back_by_address_and_by_attribute(web: DemoWeb) -> None:
    web.edition = 2
    second = ask(web, "sabah.example", FERRY)[2]

    ask(web, f"localhost:{web.port}", "/edition/1", method="POST")

    assert ("٢٤ مليون" in second.decode(), "٢٤ مليون" in ask(web, "sabah.example", FERRY)[2].decode()) == (
        True,
        False,
    )


@pytest.mark.parametrize(
    ("host", "path", "method", "status"),
    [
        ("127.0.0.1", "/edition/2", "GET", 404),
        ("127.0.0.1", "/edition/3", "POST", 404),
        ("sabah.example", "/edition/2", "POST", 405),
    ],
)
def test_nothing_else_switches_the_edition(
    web: DemoWeb, host: str, path: str, method: str, status: int
) -> None:
    answer = ask(web, host, path, method=method)

    assert (answer[0], web.edition) == (status, 1)


def test_the_console_names_every_outlet_with_an_address_that_works_in_a_browser(web: DemoWeb) -> None:
    page = ask(web, f"127.0.0.1:{web.port}", "/")[2].decode()

    missing = [host for host in web.hosts if f"http://{host[:-8]}.localhost:{web.port}/" not in page]

    assert missing == []


def test_the_log_has_one_line_a_request(web: DemoWeb) -> None:
    body = ask(web, "qandol.example", STORY_OF_AGENCY, User_Agent="reader/1.0")[2]
    ask(web, "qandol.example:80", "/none?a=b", method="HEAD")

    lines = [(one.method, one.host, one.path, one.status, one.user_agent, one.sent_bytes) for one in web.log]

    assert lines == [
        ("GET", "qandol.example", STORY_OF_AGENCY, 200, "reader/1.0", len(body)),
        ("HEAD", "qandol.example", "/none?a=b", 404, "", 0),
    ]
    assert web.log[0].at <= web.log[1].at


def test_one_connection_carries_many_requests(web: DemoWeb) -> None:
    connection = HTTPConnection(web.address, web.port, timeout=5)
    statuses = []
    for path in ("/", "/none", "/robots.txt"):
        connection.request("GET", path, headers={"Host": "qandol.example"})
        answer = connection.getresponse()
        answer.read()
        statuses.append((answer.status, answer.will_close))
    connection.close()

    assert statuses == [(200, False), (404, False), (200, False)]


def test_the_host_that_is_down_refuses_connections(web: DemoWeb) -> None:
    addresses = web.connect_to()

    connection = HTTPConnection(*addresses.pop("down.example"), timeout=5)

    with pytest.raises(ConnectionRefusedError):
        connection.connect()
    assert addresses == dict.fromkeys(web.hosts, ("127.0.0.1", web.port))


def test_dates_in_headers_are_those_of_the_articles(web: DemoWeb) -> None:
    outlet = next(one for one in read_outlets(1) if one.name == "qandol")

    sent = [ask(web, outlet.host, article.path)[1]["last-modified"] for article in outlet.articles]

    utc = [article.last_modified.astimezone(UTC) for article in outlet.articles]
    assert sent == [format_datetime(one, usegmt=True) for one in utc]
