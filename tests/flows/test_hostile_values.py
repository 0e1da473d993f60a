"""What hostile pages say, on all its ways: package, warehouse, views, marts, search, report, room, exports.

It is stored as it is, or refused with a reason; nothing runs it, and nothing breaks on it.
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from selectolax.lexbor import LexborHTMLParser

from flows import search as search_command
from flows.artifacts import difference_page, rejected_page, summary_page
from flows.export import main as export
from flows.publish_report import _front
from report.page import make_report
from tasks import words
from tasks.article import extract_articles
from tasks.identity import identify
from tasks.model import Fetch
from tasks.package import rows_of, write_package
from tasks.stages import Rehearsed
from tests.warehouse.scene import LONG, RUN, at, decide
from warehouse import query
from warehouse.connect import open_reader, open_writer
from warehouse.load import load_package
from warehouse.maintain import run_checks, snapshot
from warehouse.search import index_path, search, update_index
from warehouse.sql import sql_names

FORMULA = '=HYPERLINK("http://x";"اضغط")'
MARKDOWN = "[اضغط](javascript:alert(1)) ![](http://evil.example/x.png) | `a`"
VALUES = [
    "'; DROP TABLE article; --",
    '"; SELECT "1',
    "كشف \u202eالمستور\u202c \u2066x\u2069 اليوم",
    "<script>document.title='taken'</script>",
    '"><img src=x onerror=alert(1)>',
    FORMULA,
    "@SUM(1+1)*cmd|' /C calc'!A0",
    MARKDOWN,
    "{{ 7*7 }} {% raw %} $source ? %s \\",
    "خبر ]]> & اليوم 👩‍👩‍👧‍👦",
]
# What HTML has no place for: as printed, and as it is stored.
CHANGED = [
    ("سطر\n\n[x](javascript:alert(1))\n\n# عنوان", "سطر [x](javascript:alert(1)) # عنوان"),
    ("\x1b]0;taken\x07\x1b[31mأحمر", "]0;taken[31mأحمر"),
]
HUGE = "كلمة كبيرة "
STORED = VALUES + [stored for _, stored in CHANGED]


def _page(value: str, *paragraphs: str, head: str = "") -> bytes:
    shown = html.escape(value)
    body = "".join(f"<p>{text}</p>" for text in (*LONG, f"{shown} {LONG[0]}", *paragraphs))
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{shown}</title>{head}</head>'
        f'<body><article><h1>{shown}</h1><p class="byline">{shown}</p>{body}</article></body></html>'
    ).encode()


def _fetch(number: int, value: str) -> Fetch:
    url = f"https://sada.example/{number}"
    # Half of them come from another outlet: they are one text, so a story.
    source = "sada" if number % 2 else "nashra"
    return Fetch(
        fetch_id=identify("fetch", url),
        run_id=RUN,
        source=source,
        kind="page",
        requested_url=url,
        url=url,
        fetched_at=at(number),
        outcome="fetched",
        status=200,
        content_type=f"text/html; x={value[:50]}",
        etag=value[:50],
        claimed_headline=value,
        detail=value[:200],
        body_sha256=identify("body", url),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose warehouse has read one page with each of the values."""
    folder = tmp_path_factory.mktemp("hostile")
    printed = VALUES + [given for given, _ in CHANGED]
    pages = [(value, _page(value)) for value in printed]
    pages.append(("خبر عاجل \ud800 اليوم", _page("سالم")))
    pages.append(("خبر\x00عاجل", _page("خبر\x00عاجل اليوم")))
    pages.append(("كبير", _page("كبير", HUGE * 1_000_000)))
    pages.append((MARKDOWN, b"<html><title></title><body>"))
    read = [
        (fetch, extract_articles(body, fetch.url, content_type="text/html", fetched_at=fetch.fetched_at))
        for number, (value, body) in enumerate(pages)
        for fetch in [_fetch(number, value)]
    ]
    package = folder / "one.parquet"
    write_package(package, rows_of(read), run_id=RUN, package_id=identify("package", "one"))
    with open_writer(folder / "warraq.duckdb") as connection:
        load_package(connection, package, decide=decide)
        connection.execute("UPDATE source SET title = ? WHERE source = 'sada'", [MARKDOWN])
        update_index(connection, index_path(folder / "warraq.duckdb"), wording=words)
    return folder


@pytest.fixture
def connection(folder: Path) -> Iterator[Any]:
    with open_reader(folder / "warraq.duckdb") as opened:
        yield opened


def test_every_value_is_stored_as_printed_or_refused_with_the_reason(connection: Any) -> None:
    headlines = {row[0] for row in connection.execute("SELECT headline FROM articles").fetchall()}
    refused = connection.execute("SELECT stage, reason FROM rejection ORDER BY ALL").fetchall()

    assert set(STORED) <= headlines
    assert refused == [
        ("contract", "absurd_length"),  # ten million characters
        ("contract", "nul_character"),  # in what the seed claimed; on a page there is none
        ("extract", "no_text"),
    ]


def test_what_utf_8_cannot_hold_is_stored_as_what_cannot_be_shown(connection: Any) -> None:
    claims = connection.execute("SELECT claimed_headline FROM fetches").fetchall()

    assert ("خبر عاجل \ufffd اليوم",) in claims


def test_the_checks_find_nothing_and_a_snapshot_is_the_same(folder: Path, tmp_path: Path) -> None:
    with open_writer(folder / "warraq.duckdb") as connection:
        wrong = run_checks(connection)
        snapshot(connection, tmp_path / "copy.duckdb")

    with open_reader(tmp_path / "copy.duckdb") as copy:
        headlines = {row[0] for row in copy.execute("SELECT headline FROM articles").fetchall()}
    assert not any(wrong.values()), wrong
    assert set(STORED) <= headlines


# These pages have no dates and no keywords, were read once, and by no flow that counts.
_EMPTY = (
    "article_return",
    "copied_text",
    "corrections",
    "funnel_of_runs",
    "keyword_trends",
    "load_lag",
    "read_by_rules",
)


@pytest.mark.parametrize("name", [*sql_names("views"), *sql_names("marts")])
def test_every_view_and_mart_gives_its_rows(connection: Any, name: str) -> None:
    rows = connection.execute(f'SELECT * FROM "{name}"').fetchall()

    assert rows or name in _EMPTY


@pytest.mark.parametrize("value", STORED)
def test_search_takes_any_text_and_finds_what_has_its_words(
    folder: Path, connection: Any, value: str
) -> None:
    found = search(connection, index_path(folder / "warraq.duckdb"), value, wording=words, most=50)

    if words.search_words(value):
        assert value in [hit["headline"] for hit in found["hits"]]


def test_the_search_command_sends_no_control_to_the_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(folder))
    told = io.StringIO()

    with redirect_stdout(told):
        search_command.main(["الزراعة"])

    assert "taken" in told.getvalue()
    assert "\x1b" not in told.getvalue()
    assert "\x07" not in told.getvalue()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_report_runs_nothing_and_asks_for_nothing(connection: Any, code: str) -> None:
    tables = query.report_tables(connection)

    page = make_report(tables, made_at=at(0), room="http://127.0.0.1:4280", language_code=code)

    tree = LexborHTMLParser(page)
    assert [node.attributes.get("src") for node in tree.css("img, iframe")] == []
    assert "taken" not in "".join(node.text() for node in tree.css("script"))
    assert [a.attributes["href"] for a in tree.css("a") if "javascript" in (a.attributes["href"] or "")] == []


def test_the_artifacts_of_flows_hold_no_markup_but_their_own(connection: Any, tmp_path: Path) -> None:
    seen = Rehearsed(
        query.summary(connection, [RUN]),
        query.run_stories(connection, [RUN]),
        query.run_rejected_pages(connection, [RUN]),
        query.run_articles(connection, [RUN]),
    )
    pages = [
        summary_page(seen.summary, seen.stories),
        difference_page(seen, []),
        rejected_page(seen.rejected),
        _front(query.report_tables(connection), tmp_path, None),
    ]

    for page in pages:
        tree = LexborHTMLParser(page)
        assert tree.css("script, img, iframe, h1 a") == []
        # Markdown is read as such outside of HTML only, which ends with an empty line.
        outside = [block for block in page.split("\n\n") if not block.lstrip().startswith("<div")]
        assert "javascript:" not in "".join(outside)
    assert seen.rejected
    assert MARKDOWN in html.unescape(pages[2])


@pytest.mark.parametrize("format_", ["parquet", "jsonl", "csv"])
def test_exports_have_every_value_and_csv_no_formula(
    folder: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(folder))

    code = export(["--format", format_])

    found = _exported(folder / "export", format_)
    assert code == 0
    if format_ == "csv":
        assert not any(text[0] in "=+-@\t\r\n|%" for text in found)
        found = {text.removeprefix("'") for text in found} | found
    assert {value for value in STORED if not value.startswith("'")} <= found


def _exported(exports: Path, format_: str) -> set[str]:
    csv.field_size_limit(20_000_000)
    if format_ == "parquet":
        files = list(exports.rglob("*.parquet"))
        rows = [row for file in files for row in pq.ParquetFile(file).read(columns=["headline"]).to_pylist()]
        return {row["headline"] for row in rows}
    (file,) = exports.glob(f"*.{format_}")
    if format_ == "jsonl":
        return {json.loads(line)["headline"] for line in file.read_text("utf-8").split("\n") if line}
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return {row["headline"] for row in csv.DictReader(opened)}


def test_every_query_of_the_room_gives_its_rows(connection: Any) -> None:
    articles = [row[0] for row in connection.execute("SELECT article_id FROM article").fetchall()]
    (story,) = connection.execute("SELECT story_id FROM story ORDER BY ALL LIMIT 1").fetchone()

    told = {
        row["headline"]
        for each in articles
        for row in query.read_in_room(connection, "article", article_id=str(each))
    }

    assert set(STORED) <= told
    assert query.read_in_room(connection, "story", story_id=str(story), most=50)
