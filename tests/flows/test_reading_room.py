"""The reading room: what is found can be read, and what was archived can do nothing."""

from __future__ import annotations

import asyncio
import contextlib
import io
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.reading_copy import Copy, Reading
from flows.reading_room import main, reading_room, served
from flows.settings import Settings
from report.room import PER_PAGE
from tests.report.report_rows import HOSTILE
from tests.warehouse.scene import LONG, answered, article, at, fetched, package, warehouse

A, B = "https://sada.example/a", "https://nashra.example/b"
PAGE = """<!doctype html><title>صفحة</title><script>document.title = 'taken'</script>
<img src="{elsewhere}/x.png"><style>body {{ background: url({elsewhere}/y.png) }}</style>
<h1>عنوان</h1><p>نص الصفحة</p>"""

# What a page may hold that leads away from it. Nothing of this may ask {elsewhere}, or take the room's place.
LEADING_AWAY = """<!doctype html><title>بعيد</title>
<meta http-equiv="refresh" content="0; url={elsewhere}/refreshed">
<link rel="preconnect" href="{elsewhere}"><link rel="dns-prefetch" href="{elsewhere}">
<link rel="prefetch" href="{elsewhere}/prefetched"><link rel="prerender" href="{elsewhere}/prerendered">
<link rel="icon" href="{elsewhere}/icon"><link rel="stylesheet" href="{elsewhere}/style">
<base href="{elsewhere}/based/">
<h1>بعيد</h1>
<p><a id="plain" href="{elsewhere}/link" ping="{elsewhere}/ping">here</a>
<a id="top" href="{elsewhere}/link" target="_top">top</a>
<a id="blank" href="{elsewhere}/link" target="_blank">new</a>
<a id="saved" href="{elsewhere}/link" download>saved</a>
<a id="script" href="javascript:parent.location='{elsewhere}/script'">script</a>
<a id="relative" href="elsewhere">relative</a>
<form action="{elsewhere}/form" target="_top"><button id="form">send</button></form>
<form action="{elsewhere}/form" method="post"><button id="post">post</button></form>
<iframe src="{elsewhere}/frame"></iframe>
<iframe srcdoc="<link rel=preconnect href={elsewhere}><img src={elsewhere}/inner>"></iframe>
<object data="{elsewhere}/object"></object>
<video src="{elsewhere}/video" poster="{elsewhere}/poster" autoplay></video></p>
<div id="shadow"><template shadowrootmode="open"><a href="{elsewhere}/shadow">in a shadow</a></template></div>
<svg width="99" height="20"><a id="drawn" xlink:href="{elsewhere}/drawn"><text y="15">drawn</text></a></svg>
<svg width="99" height="20"><a id="animated"><set attributeName="href" to="{elsewhere}/set"/>
<text y="15">set</text></a></svg>
<form><math><mtext></form><form><mglyph><style></math>
<a id="mutated" href="{elsewhere}/mutated">m</a></style>"""

PLAIN = """تاريخ النشر: 30th, November 2023 GMT.
<script>document.title = 'taken'</script> & more."""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A served reading room; `at` is its address, the others are keys of what is in it."""
    folder = tmp_path_factory.mktemp("room")
    elsewhere = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=elsewhere.serve_forever, daemon=True).start()
    html = PAGE.format(elsewhere=f"http://127.0.0.1:{elsewhere.server_port}")
    offset = _archive(folder / "page.warc.gz", A, html)
    first = article(A, "خطة زراعية", *LONG, published_at=at(-60))
    second = article(B, "خطة زراعية جديدة", *LONG[:4], "جملة أخرى تماما في آخر النص", published_at=at(-30))
    hostile = [
        article(f"{A}/{n}", text.replace("\x00", ""), f"{text} نص".replace("\x00", ""))
        for n, text in enumerate(HOSTILE)
    ]
    where: dict[str, Any] = {"archive_path": "page.warc.gz", "archive_offset": offset}
    leading = LEADING_AWAY.format(elsewhere=f"http://127.0.0.1:{elsewhere.server_port}")
    _archive(folder / "leading.warc.gz", f"{A}/leading", leading)
    leading_away = fetched(
        f"{A}/leading", article(f"{A}/leading", "بعيد", "نص بعيد"), archive_path="leading.warc.gz"
    )
    refused_page = fetched(
        f"{A}/refused",
        rejections=[{"stage": "extract", "reason": "no_text", "detail": HOSTILE[0], "url": f"{A}/refused"}],
        **where,
    )
    _archive(folder / "no_page.warc.gz", f"{A}/pdf", "%PDF-1.4\x00\x01")
    no_page = fetched(
        f"{A}/pdf",
        content_type="application/pdf",
        archive_path="no_page.warc.gz",
        rejections=[{"stage": "decode", "reason": "not_html", "detail": "a PDF", "url": f"{A}/pdf"}],
    )
    _archive(folder / "plain.warc.gz", f"{A}/plain", PLAIN)
    plain = fetched(
        f"{A}/plain",
        article(f"{A}/plain", "نص بلا علامات", "نص بلا علامات"),
        content_type="text/plain",
        archive_path="plain.warc.gz",
    )
    dated = [
        article(f"{A}/{how}", "وقت", f"في وقت {how}", published_at=when, published_precision=how)
        for when, how in ((at(-24 * 60), "day"), (at(-31 * 24 * 60), "month"))
    ]
    rows = [
        fetched(A, first, **where),
        fetched(B, second, source="nashra"),
        refused_page,
        leading_away,
        no_page,
        plain,
        answered(f"{A}/gone", "gone", status=410, reason="http_410"),
        *(
            answered(f"{B}/down", "failed", when=at(hours * 60), source="nashra", reason="unreachable")
            for hours in range(3)
        ),
        answered(f"{A}/down", "failed", reason="unreachable"),
        *(fetched(each["url"], each) for each in dated),
        *(fetched(each["url"], each) for each in hostile),
    ]
    with warehouse(folder, package(folder, "one", rows)) as connection:
        found = connection.execute("SELECT story_id FROM story").fetchall()
    settings = Settings(data_folder=folder, warehouse=folder / "warehouse.duckdb", lock_wait=5)
    with served(settings) as address:
        yield {
            "at": address,
            "article": first["article_id"],
            "hostile": hostile[0]["article_id"],
            "story": str(found[0][0]),
            "fetch": rows[0]["fetch_id"],
            "refused": refused_page["fetch_id"],
            "no_page": no_page["fetch_id"],
            "plain": plain["fetch_id"],
            "leading": leading_away["articles"][0]["article_id"],
            "leading_fetch": leading_away["fetch_id"],
            "html": html,
        }
    elsewhere.shutdown()
    elsewhere.server_close()


ASKED_ELSEWHERE: list[str] = []
"""What the archived page had a browser ask for."""


class _Elsewhere(BaseHTTPRequestHandler):
    def setup(self) -> None:
        ASKED_ELSEWHERE.append("a connection")
        super().setup()

    def do_GET(self) -> None:
        ASKED_ELSEWHERE.append(self.path)
        self.send_error(404)

    def do_POST(self) -> None:
        self.do_GET()


def _archive(path: Path, url: str, html: str) -> int:
    """Write a WARC file with this page as its only record; gives its offset."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(html.encode()), http_headers=headers
        )
        writer.write_record(record)
    return 0


def every_page(room: dict[str, str]) -> tuple[str, ...]:
    """The paths of one page of each kind, and of what is hostile."""
    return (
        "",
        "search?q=زراعية",
        "sources",
        "source/sada",
        f"story/{room['story']}",
        f"article/{room['article']}",
        f"article/{room['hostile']}",
        "rejected",
        f"rejected/{room['refused']}",
        f"archived/{room['fetch']}",
    )


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_page_opens_with_a_strict_policy_and_without_a_script(room: dict[str, str], code: str) -> None:
    answers = {path: httpx.get(f"{room['at']}/{code}/{path}") for path in every_page(room)}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    policies = {answer.headers["content-security-policy"] for answer in answers.values()}
    assert len(policies) == 1
    assert policies.pop().startswith("default-src 'none'; style-src 'self'; img-src data:; frame-src 'self';")
    assert [path for path, answer in answers.items() if "<script" in answer.text] == []


def test_a_story_shows_what_each_outlet_changed(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/story/{room['story']}").text

    assert "<ins> جديدة</ins>" in page
    assert "<del>" in page


def test_a_change_says_which_side_is_whose(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/story/{room['story']}").text

    heads = re.findall(r'<div class="change heads"><div>(.*?)</div><div>(.*?)</div></div>', page)
    assert [re.sub("<.*?>", "", head) for head in heads[0]] == ["representative", "nashra"]


def test_a_date_is_shown_no_more_exactly_than_its_page_says(room: dict[str, str]) -> None:
    shown = {
        path: re.findall(r"(first seen )?<time datetime=\"(.*?)\">(.*?)</time>", page.split("<main")[1])
        for path in ("/en/", "/ar/", "/en/search?q=%D9%88%D9%82%D8%AA")
        for page in [httpx.get(room["at"] + path).text]
    }

    assert ("", "2023-11-29", "29 Nov 2023") in shown["/en/"]
    assert ("", "2023-10", "October 2023") in shown["/en/"]
    assert ("", "2023-11-29", "٢٩ نوفمبر ٢٠٢٣") in shown["/ar/"]
    assert any(first for first, _, _ in shown["/en/"])
    assert {"2023-11-29", "2023-10"} <= {when for _, when, _ in shown["/en/search?q=%D9%88%D9%82%D8%AA"]}


def test_a_refused_body_that_is_no_page_says_so_and_has_no_empty_frame(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/rejected/{room['no_page']}").text

    assert "What came cannot be shown as a page." in page
    assert "<iframe" not in page


def test_a_search_marks_the_words_and_finds_another_spelling(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/search", params={"q": "المزارعين"}).text

    assert "<mark>المزارعين</mark>" in page
    assert "2 articles found" in page


def test_an_article_names_the_rule_of_a_field_and_has_its_page_in_a_frame_without_rights(
    room: dict[str, str],
) -> None:
    page = httpx.get(f"{room['at']}/en/article/{room['article']}").text

    assert '<code dir="ltr">h1</code>' in page
    assert f'<iframe src="/copy/{room["fetch"]}" sandbox ' in page


def test_a_text_that_an_outlet_has_at_two_addresses_is_one_hit_with_a_link(
    tmp_path: Path,
) -> None:
    twins = [article(f"{A}/{n}", "خطة زراعية", *LONG) for n in (1, 2)]
    elsewhere = article(B, "خطة زراعية", *LONG)
    rows = [*(fetched(each["url"], each) for each in twins), fetched(B, elsewhere, source="nashra")]
    with warehouse(tmp_path, package(tmp_path, "one", rows)):
        pass

    with served(Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb", lock_wait=5)) as at_:
        page = httpx.get(f"{at_}/en/search", params={"q": "زراعية"}).text

    assert page.count('<a class="title"') == 2
    assert page.count(">The same at another address</a>") == 1
    assert all(f"/en/article/{each['article_id']}" in page for each in (*twins, elsewhere))


def test_the_fields_of_an_article_are_named_in_the_language_of_the_page(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/ar/article/{room['article']}").text
    fields = re.findall(r'<td class="lead">([^<]+)</td><td[^>]*>(?:<bdi dir="auto">([^<]+)</bdi>)?', page)

    assert [name for name, _ in fields if re.search("[a-z]", name)] == []
    assert {"دقة التاريخ": "بالدقيقة", "اللغة": "العربية"}.items() <= dict(fields).items()
    assert re.fullmatch("[٠-٩]+", dict(fields)["فقرات النص"])


def test_a_headline_is_ranged_as_its_text_is(room: dict[str, str]) -> None:
    pages = [httpx.get(f"{room['at']}/en/{path}").text for path in ("", f"article/{room['article']}")]

    assert re.search(r'<li dir="auto"><a class="title" [^>]*>خطة زراعية</a>', pages[0])
    assert '<h1 dir="auto">خطة زراعية</h1>' in pages[1]


def test_an_archived_page_is_served_so_that_it_can_do_nothing(room: dict[str, str]) -> None:
    answer = httpx.get(f"{room['at']}/copy/{room['fetch']}")

    assert answer.text == room["html"]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_archived_plain_text_has_each_line_in_its_own_direction_and_is_no_markup(
    room: dict[str, str],
) -> None:
    answer = httpx.get(f"{room['at']}/copy/{room['plain']}")

    assert '<pre dir="auto"' in answer.text
    assert "تاريخ النشر: 30th, November 2023 GMT.\n&lt;script&gt;document.title" in answer.text
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none';")


def test_a_refused_page_says_why_and_what_the_extractor_saw(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/rejected/{room['refused']}").text

    assert "no text" in page
    assert "&lt;script&gt;document.title" in page
    assert "نص الصفحة" in page
    assert "taken&#39;</pre>" not in page


def _refused(html: str) -> tuple[dict[str, int], list[str]]:
    """How many pages are told for each reason, and the addresses of the pages that are listed."""
    counts = re.findall(r"reason=([^\"&]+)\">.*?</a> \((\d+)\)", html)
    return {reason: int(count) for reason, count in counts}, re.findall(r'class="url".*?href="([^"]+)"', html)


def test_a_page_that_is_refused_on_each_visit_is_listed_once_and_counted_once(room: dict[str, str]) -> None:
    counts, listed = _refused(httpx.get(f"{room['at']}/en/rejected?reason=unreachable").text)

    assert (counts["unreachable"], sorted(listed)) == (2, sorted([f"{A}/down", f"{B}/down"]))


def test_refused_pages_of_one_outlet_are_counted_for_it_alone_and_its_links_keep_it(
    room: dict[str, str],
) -> None:
    page = httpx.get(f"{room['at']}/en/rejected?source=nashra").text

    assert _refused(page) == ({"unreachable": 1}, [f"{B}/down"])
    assert 'href="/en/rejected?source=nashra&amp;reason=unreachable"' in page


@pytest.mark.parametrize(
    ("path", "first"),
    [
        ("/en/?page=99", "?page=1"),
        ("/en/source/sada?page=99", "?page=1"),
        ("/en/rejected?source=sada&page=99", "?source=sada&amp;page=1"),
    ],
)
def test_a_list_says_that_it_has_no_such_page(room: dict[str, str], path: str, first: str) -> None:
    answer = httpx.get(room["at"] + path)

    assert answer.status_code == 404
    assert "This list has no page of this number." in answer.text
    assert f'href="{first}"' in answer.text


def test_a_list_that_fills_its_page_leads_to_no_empty_one(tmp_path: Path) -> None:
    rows = [fetched(f"{A}/{n}", article(f"{A}/{n}", f"خبر {n}", f"نص {n}")) for n in range(PER_PAGE)]
    with warehouse(tmp_path, package(tmp_path, "one", rows)):
        pass

    with served(Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb", lock_wait=5)) as home:
        page = httpx.get(f"{home}/en/").text

    assert page.count('class="title"') == PER_PAGE
    assert 'rel="next"' not in page


def test_the_newest_of_a_source_says_what_its_time_is(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/sources").text

    assert '<span>newest first seen <time datetime="2023-11-30T12:00:00+00:00">' in page


@pytest.mark.parametrize(
    "path", ["/en/article/00000000-0000-0000-0000-000000000000", "/en/article/x'--", "/ar/source/none", "/x"]
)
def test_what_is_not_there_is_said_to_be_missing(room: dict[str, str], path: str) -> None:
    assert httpx.get(room["at"] + path).status_code == 404


def test_another_name_for_this_machine_is_not_answered(room: dict[str, str]) -> None:
    assert httpx.get(f"{room['at']}/en/", headers={"host": "news.example"}).status_code == 400


def test_a_slow_question_keeps_nobody_waiting(tmp_path: Path) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", [fetched(A, article(A, "أول"))])):
        pass
    copy = Copy(tmp_path / "warehouse.duckdb", tmp_path / "room", wait=5)
    began, stopped = threading.Event(), threading.Event()
    readings: list[Reading] = []

    def ask_slowly() -> None:
        with copy.opened() as reading:
            readings.append(reading)
            began.set()
            # Hours, if nobody stops it.
            with contextlib.suppress(Exception):
                reading.connection.execute(
                    "SELECT count(*) FROM range(10_000_000) AS a, range(10_000_000) AS b "
                    "WHERE hash(a) = hash(b) + 1"
                )
        stopped.set()

    slow = threading.Thread(target=ask_slowly, daemon=True)
    slow.start()
    began.wait(10)
    with copy.opened() as reading:
        article_id = reading.connection.execute("SELECT article_id FROM article").fetchall()[0][0]

    paths = ("/en/", "/en/search?q=أول", f"/en/article/{article_id}")
    answers = asyncio.run(asyncio.wait_for(_statuses(copy, tmp_path, paths), 60))

    assert (answers, stopped.is_set()) == ([200, 200, 200], False)
    readings[0].connection.interrupt()
    assert stopped.wait(20)
    copy.close()


async def _statuses(copy: Copy, folder: Path, paths: Sequence[str]) -> list[int]:
    room = httpx.ASGITransport(reading_room(copy, folder))
    async with httpx.AsyncClient(transport=room, base_url="http://127.0.0.1") as client:
        return [(await client.get(path)).status_code for path in paths]


def test_without_a_warehouse_the_room_says_what_to_do(tmp_path: Path) -> None:
    with served(Settings(data_folder=tmp_path, lock_wait=1)) as address:
        answer = httpx.get(f"{address}/en/")

    assert answer.status_code == 503
    assert "run ingest-news first" in answer.text


@pytest.mark.parametrize("given", ["99999", "0", "-1", "abc"])
def test_what_is_no_port_is_refused_in_a_sentence(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([f"--port={given}"])

    said = f"argument --port: {given!r} is no port; choose a number from 1 to 65535, as 4290\n"
    assert capsys.readouterr().err.endswith(said)


def test_a_room_on_a_port_that_is_taken_announces_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", [fetched(A, article(A, "أول"))])):
        pass
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        code = main(["--port", str(port)])

    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert printed.err.startswith(f"Port {port} of 127.0.0.1 is taken")
