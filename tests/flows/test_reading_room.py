"""The reading room: what is found can be read, and what was archived can do nothing."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.reading_room import Copy, reading_room, served
from flows.settings import Settings
from tests.report.report_rows import HOSTILE
from tests.warehouse.scene import LONG, answered, article, at, fetched, package, warehouse

A, B = "https://sada.example/a", "https://nashra.example/b"
PAGE = """<!doctype html><title>صفحة</title><script>document.title = 'taken'</script>
<img src="{elsewhere}/x.png"><style>body {{ background: url({elsewhere}/y.png) }}</style>
<h1>عنوان</h1><p>نص الصفحة</p>"""


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
    refused_page = fetched(
        f"{A}/refused",
        rejections=[{"stage": "extract", "reason": "no_text", "detail": HOSTILE[0], "url": f"{A}/refused"}],
        **where,
    )
    rows = [
        fetched(A, first, **where),
        fetched(B, second, source="nashra"),
        refused_page,
        answered(f"{A}/gone", "gone", status=410, reason="http_410"),
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
            "html": html,
        }
    elsewhere.shutdown()
    elsewhere.server_close()


ASKED_ELSEWHERE: list[str] = []
"""What the archived page had a browser ask for."""


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        ASKED_ELSEWHERE.append(self.path)
        self.send_error(404)


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


def test_a_search_marks_the_words_and_finds_another_spelling(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/search", params={"q": "المزارعين"}).text

    assert "<mark>المزارعين</mark>" in page
    assert "2 articles found" in page


def test_an_article_names_the_rule_of_a_field_and_has_its_page_in_a_frame_without_rights(
    room: dict[str, str],
) -> None:
    page = httpx.get(f"{room['at']}/en/article/{room['article']}").text

    assert '<code dir="ltr">h1</code>' in page
    assert f'<iframe src="/archived/{room["fetch"]}" sandbox ' in page


def test_an_archived_page_is_served_so_that_it_can_do_nothing(room: dict[str, str]) -> None:
    answer = httpx.get(f"{room['at']}/archived/{room['fetch']}")

    assert answer.text == room["html"]
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_refused_page_says_why_and_what_the_extractor_saw(room: dict[str, str]) -> None:
    page = httpx.get(f"{room['at']}/en/rejected/{room['refused']}").text

    assert "no text" in page
    assert "&lt;script&gt;document.title" in page
    assert "نص الصفحة" in page
    assert "taken&#39;</pre>" not in page


@pytest.mark.parametrize(
    "path", ["/en/article/00000000-0000-0000-0000-000000000000", "/en/article/x'--", "/ar/source/none", "/x"]
)
def test_what_is_not_there_is_said_to_be_missing(room: dict[str, str], path: str) -> None:
    assert httpx.get(room["at"] + path).status_code == 404


def test_another_name_for_this_machine_is_not_answered(room: dict[str, str]) -> None:
    assert httpx.get(f"{room['at']}/en/", headers={"host": "news.example"}).status_code == 400


def test_the_copy_follows_the_warehouse_and_leaves_the_live_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with warehouse(tmp_path, package(tmp_path, "one", [fetched(A, article(A, "أول"))])):
        pass
    copy = Copy(path, tmp_path / "room", wait=5, least_age=0)
    with copy.opened() as connection:
        before = connection.execute("SELECT count(*) FROM article").fetchone()
        # The file can be written while the room is open.
        with warehouse(tmp_path, package(tmp_path, "two", [fetched(B, article(B, "ثان", "نص"))])):
            pass
    with copy.opened() as connection:
        after = connection.execute("SELECT count(*) FROM article").fetchone()
    copy.close()

    assert (before, after) == ((1,), (2,))
    assert reading_room(copy, tmp_path) is not None


def test_without_a_warehouse_the_room_says_what_to_do(tmp_path: Path) -> None:
    with served(Settings(data_folder=tmp_path, lock_wait=1)) as address:
        answer = httpx.get(f"{address}/en/")

    assert answer.status_code == 503
    assert "run ingest-news first" in answer.text
