"""Pages saved in a folder, and the index that may say more of them."""

from __future__ import annotations

import errno
import gzip
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.crawl import saved
from tasks.crawl.saved import SavedPage, archive_saved_pages, find_indexes, find_saved_pages

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_an_index_says_more_of_the_files_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>A")
    (tmp_path / "b.html").write_text('<link rel="canonical" href="http://news.test/b">')
    (tmp_path / "c.html").write_text("<p>C")
    (tmp_path / "index.jsonl").write_text(
        '{"file": "a.html", "url": "http://news.test/a", "fetched_at": "2026-11-22T14:00:00+02:00"}\n'
    )

    pages = find_saved_pages(tmp_path)

    assert pages == [
        SavedPage(tmp_path / "a.html", "http://news.test/a", NOON, None),
        SavedPage(tmp_path / "b.html", "http://news.test/b", None, None),
        SavedPage(tmp_path / "c.html", (tmp_path / "c.html").as_uri(), None, None),
    ]


def test_a_page_has_the_address_that_it_gives_unless_that_is_its_outlets(tmp_path: Path) -> None:
    link = '<link rel="canonical" href="{}"><p>A page'
    (tmp_path / "a.html").write_text(link.format("http://news.test/a?b=1&amp;c=2"))
    (tmp_path / "b.html").write_text(link.format("http://news.test/"))
    (tmp_path / "c.html").write_text(link.format("http://news.test") + link.format("http://news.test/?p=1"))

    pages = find_saved_pages(tmp_path)

    assert [page.url for page in pages] == [
        "http://news.test/a?b=1&c=2",
        (tmp_path / "b.html").as_uri(),
        "http://news.test/?p=1",
    ]


def test_a_packed_page_is_known_by_its_ending_in_capitals_too(tmp_path: Path) -> None:
    (tmp_path / "A.HTM.GZ").write_bytes(gzip.compress(b"<p>A page"))
    (page,) = find_saved_pages(tmp_path)

    ((fetch,), _) = archive_saved_pages(
        [page], {page.url: "a"}, {}, {}, data_folder=tmp_path, run_id="r", batch="1"
    )

    assert fetch.body_bytes == len(b"<p>A page")


def test_a_page_is_packed_as_its_bytes_say(tmp_path: Path) -> None:
    text = b'<link rel="canonical" href="http://news.test/a"><p>A page'
    (tmp_path / "a.html").write_bytes(gzip.compress(text))
    (tmp_path / "b.html.gz").write_bytes(text.replace(b"test/a", b"test/b"))

    pages = find_saved_pages(tmp_path)
    fetches, _ = archive_saved_pages(
        pages, {page.url: "news" for page in pages}, {}, {}, data_folder=tmp_path, run_id="r", batch="1"
    )

    assert [(fetch.url, fetch.reason, fetch.body_bytes) for fetch in fetches] == [
        ("http://news.test/a", None, len(text)),
        ("http://news.test/b", None, len(text)),
    ]


def test_of_many_pages_the_first_new_ones_are_taken(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.html").write_text(f"<p>{name}")
    pages = find_saved_pages(tmp_path)
    sources = {page.url: "news" for page in pages}
    visits: dict[str, str | None] = {}

    taken = []
    for number in range(3):
        fetches, _ = archive_saved_pages(
            pages, sources, {}, visits, data_folder=tmp_path, run_id="r", batch=f"{number}", most=2
        )
        visits |= {fetch.fetch_id: fetch.reason for fetch in fetches}
        taken.append([fetch.url[-6:] for fetch in fetches])

    assert taken == [["a.html", "b.html"], ["c.html", "d.html"], []]


def test_an_address_that_is_none_is_not_taken_from_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<link rel="canonical" href="http://news.test/a&#10;b"><p>A page')

    (page,) = find_saved_pages(tmp_path)

    assert page.url == (tmp_path / "a.html").as_uri()


def test_a_page_that_is_packed_in_parts_is_read_whole(tmp_path: Path) -> None:
    link = b'<link rel="canonical" href="http://news.test/a">'
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b"<p>A") + gzip.compress(link) + b"\0\0")
    (page,) = find_saved_pages(tmp_path)

    ((fetch,), _) = archive_saved_pages(
        [page], {page.url: "a"}, {}, {}, data_folder=tmp_path, run_id="r", batch="1"
    )

    assert (page.url, fetch.reason, fetch.body_bytes) == ("http://news.test/a", None, len(b"<p>A" + link))


def test_a_name_in_another_charset_is_told_as_far_as_it_can_be(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff.html")).touch()
    (page,) = find_saved_pages(tmp_path)

    ((fetch,), _) = archive_saved_pages(
        [page], {page.url: "a"}, {}, {}, data_folder=tmp_path, run_id="r", batch="1"
    )

    assert fetch.detail == "a?.html is empty."


BROKEN_LINES = [
    '{"file": "a.html", "url": "http://news.test/\\ud800"}',
    '{"file": "a.html", "url": "http://news.test/a\\nb"}',
    '{"file": "a.html", "fetched_at": "0001-01-01T00:00:00+05:00"}',
    "no JSON",
    "[1]",
    "{}",
    '{"url": "http://news.test/a"}',
    '{"file": 1}',
    '{"file": "/etc/passwd"}',
    '{"file": "../a.html"}',
    '{"file": "a\\u0000.html"}',
    '{"file": "a\\ud800.html"}',
    '{"file": "a.html", "url": "javascript://news.test/a"}',
    '{"file": "a.html", "url": 1}',
    '{"file": "a.html", "fetched_at": "yesterday"}',
    '{"file": "a.html", "fetched_at": 5}',
    '{"file": "a.html", "content_type": []}',
    '{"a":' * 100_000,
    "\ud83d",
]


@pytest.mark.parametrize("line", BROKEN_LINES, ids=range(len(BROKEN_LINES)))
def test_a_broken_line_of_an_index_is_a_failed_fetch_and_the_rest_is_taken(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.html").write_text("<p>A")
    good = '{"file": "a.html", "url": "http://news.test/a"}\n\n'
    (folder / "index.jsonl").write_bytes(good.encode() + line.encode("utf-8", "surrogatepass") + b"\n")

    pages = find_saved_pages(folder)
    fetches, _ = archive_saved_pages(
        pages, {page.url: "news" for page in pages}, {}, {}, data_folder=tmp_path, run_id="run", batch="0001"
    )

    assert [(fetch.url, fetch.outcome, fetch.reason) for fetch in fetches] == [
        ("http://news.test/a", "fetched", None),
        (f"{(folder / 'index.jsonl').as_uri()}#line-3", "failed", "bad_index_line"),
    ]
    assert (fetches[1].detail or "").startswith("index.jsonl, line 3: ")
    assert len(fetches[1].detail or "") < 1000


def test_each_folder_may_have_an_index_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "2026" / "11").mkdir(parents=True)
    for name in ("a.html", "2026/b.html", "2026/11/c.html"):
        (tmp_path / name).write_text("<p>A page")
    (tmp_path / "index.jsonl").write_text('{"file": "2026/11/c.html", "url": "http://news.test/outer"}\n')
    (tmp_path / "2026" / "index.jsonl").write_text('{"file": "b.html", "url": "http://news.test/b"}\n')
    (tmp_path / "2026" / "11" / "index.jsonl").write_text(
        '{"file": "c.html", "url": "http://news.test/c", "title": "A\u2028line"}\nno JSON\n', "utf-8"
    )

    pages = find_saved_pages(tmp_path)

    assert [page.url for page in pages] == [
        "http://news.test/c",  # the nearest index knows best
        "http://news.test/b",
        (tmp_path / "a.html").as_uri(),
        (tmp_path / "2026" / "11" / "index.jsonl").as_uri() + "#line-2",
    ]


def test_a_folder_and_its_index_may_be_named_from_different_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_text("<p>A page")
    (tmp_path / "index.jsonl").write_text('{"file": "a.html", "url": "http://news.test/a"}\nno JSON\n')
    monkeypatch.chdir(tmp_path.parent)

    pages = find_saved_pages(Path(tmp_path.name), tmp_path / "index.jsonl")

    assert [page.url for page in pages] == [
        "http://news.test/a",
        (tmp_path / "index.jsonl").as_uri() + "#line-2",
    ]


def test_a_page_is_one_however_the_way_to_its_folder_is_spelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text("<p>A page")
    (folder / "b.html").write_text("<p>B")
    (folder / "index.jsonl").write_text('{"file": "b.html", "url": "http://news.test/b"}\n')
    monkeypatch.chdir(folder)

    for where in (folder, Path(), Path("..") / "pages", folder / ".." / "pages"):
        pages = find_saved_pages(where, where / "index.jsonl")

        assert [page.url for page in pages] == [(folder / "a.html").as_uri(), "http://news.test/b"]


def test_a_way_back_out_of_a_link_is_the_way_that_the_system_takes(tmp_path: Path) -> None:
    (tmp_path / "far" / "deep").mkdir(parents=True)
    (tmp_path / "far" / "a.html").write_text("<p>A page")
    (tmp_path / "link").symlink_to(tmp_path / "far" / "deep")
    (tmp_path / "a.html").write_text("<p>Another page")

    (page,) = find_saved_pages(tmp_path / "link" / "..")

    assert page.path.read_text() == "<p>A page"


def test_an_index_may_be_of_windows(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>A page")
    (tmp_path / "index.jsonl").write_bytes(b'\xef\xbb\xbf{"file": "a.html", "url": "http://news.test/a"}\r\n')

    pages = find_saved_pages(tmp_path)

    assert [page.url for page in pages] == ["http://news.test/a"]


def test_of_a_line_of_an_index_no_more_is_held_than_of_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MOST_BYTES", 200)
    (tmp_path / "a.html").write_text("<p>A page")
    line = '{"file": "a.html", "url": "http://news.test/a"}\n'
    (tmp_path / "index.jsonl").write_text("x" * 1000 + "\n" + line)

    pages = find_saved_pages(tmp_path)

    assert [page.url for page in pages] == [
        "http://news.test/a",
        (tmp_path / "index.jsonl").as_uri() + "#line-1",
    ]


def test_an_index_that_holds_pages_is_none(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    indexes = [tmp_path / "index.jsonl", tmp_path / "deep" / "index.jsonl"]
    indexes[0].write_text('\n{"url": "http://news.test/a", "html": "<p>A"}\n')
    indexes[1].write_text('{"file": "a.html", "url": "http://news.test/a"}\n')

    assert find_indexes(tmp_path) == [indexes[1]]


def test_a_folder_that_cannot_be_read_is_a_page_that_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shut").mkdir()
    scandir = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (tmp_path / "a.html").write_text("<p>A page")

    pages = find_saved_pages(tmp_path)
    fetches, _ = archive_saved_pages(
        pages, {page.url: "news" for page in pages}, {}, {}, data_folder=tmp_path, run_id="r", batch="1"
    )

    assert [(fetch.url.rsplit("/", 1)[1], fetch.reason) for fetch in fetches] == [
        ("a.html", None),
        ("shut", "unreadable"),
    ]


def test_an_index_that_was_named_and_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Name the index, or leave it out"):
        find_saved_pages(tmp_path, tmp_path / "none.jsonl")
