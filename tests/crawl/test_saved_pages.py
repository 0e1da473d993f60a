"""Pages saved in a folder or in object storage, and the index that may say more of them."""

from __future__ import annotations

import errno
import gzip
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.crawl import saved
from tasks.crawl.files import find_files
from tasks.crawl.intake import LeftOut, Reader, Wanted
from tasks.crawl.read_before import ReadBefore, read_before
from tasks.crawl.saved import Saved, archive_saved_pages, find_saved_pages, read_saved_pages, recall
from tasks.model import Fetch

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
READER = Reader("run", Wanted(), {})

Lay = Callable[[Path], str]
"""Lays a folder where pages are to be read from; gives its address."""


def saved_in(where: Path | str, index: Path | str | None = None) -> Saved:
    return find_saved_pages(find_files(str(where)), str(index) if index else None)


def read(where: Path | str, index: Path | str | None = None) -> list[Fetch]:
    pages = saved_in(where, index).pages
    with read_nothing() as memory:
        return [fetch for fetch, _ in read_saved_pages(pages, memory, READER, LeftOut())]


@contextmanager
def read_nothing() -> Iterator[ReadBefore]:
    """The memory of whoever has read nothing yet."""
    with closing(sqlite3.connect(":memory:")) as connection:
        yield ReadBefore(connection)


def urls_in(where: Path | str, index: Path | str | None = None) -> list[str]:
    return [fetch.url for fetch in read(where, index)]


@pytest.fixture(params=["here", "in storage"])
def lay(request: pytest.FixtureRequest) -> Lay:
    if request.param == "here":
        return lambda folder: folder.as_uri()
    lay: Lay = request.getfixturevalue("lay_in_storage")
    return lay


def test_an_index_says_more_of_the_files_that_it_names(tmp_path: Path, lay: Lay) -> None:
    (tmp_path / "a.html").write_text("<p>A")
    (tmp_path / "b.html").write_text('<link rel="canonical" href="http://news.test/b">')
    (tmp_path / "c.html").write_text("<p>C")
    (tmp_path / "index.jsonl").write_text(
        '{"file": "a.html", "url": "http://news.test/a", "fetched_at": "2026-11-22T14:00:00+02:00"}\n'
    )

    where = lay(tmp_path)

    assert urls_in(where) == ["http://news.test/a", "http://news.test/b", f"{where}/c.html"]
    assert read(where)[0].fetched_at == NOON


def test_a_page_has_the_address_that_it_gives_unless_that_is_its_outlets(tmp_path: Path, lay: Lay) -> None:
    link = '<link rel="canonical" href="{}"><p>A page'
    (tmp_path / "a.html").write_text(link.format("http://news.test/a?b=1&amp;c=2"))
    (tmp_path / "b.html").write_text(link.format("http://news.test/"))
    (tmp_path / "c.html").write_text(link.format("http://news.test") + link.format("http://news.test/?p=1"))

    where = lay(tmp_path)

    assert urls_in(where) == ["http://news.test/a?b=1&c=2", f"{where}/b.html", "http://news.test/?p=1"]


def test_a_packed_page_is_known_by_its_ending_in_capitals_too(tmp_path: Path, lay: Lay) -> None:
    (tmp_path / "A.HTM.GZ").write_bytes(gzip.compress(b"<p>A page"))

    (fetch,) = read(lay(tmp_path))

    assert fetch.body_bytes == len(b"<p>A page")


def test_a_page_is_packed_as_its_bytes_say(tmp_path: Path, lay: Lay) -> None:
    text = b'<link rel="canonical" href="http://news.test/a"><p>A page'
    (tmp_path / "a.html").write_bytes(gzip.compress(text))
    (tmp_path / "b.html.gz").write_bytes(text.replace(b"test/a", b"test/b"))

    fetches = read(lay(tmp_path))

    assert [(fetch.url, fetch.reason, fetch.body_bytes) for fetch in fetches] == [
        ("http://news.test/a", None, len(text)),
        ("http://news.test/b", None, len(text)),
    ]


def test_of_many_pages_the_first_new_ones_are_taken(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.html").write_text(f"<p>{name}")
    visits: dict[str, str | None] = {}

    taken = []
    for number in range(3):
        with read_nothing() as memory:
            pages = read_saved_pages(saved_in(tmp_path).pages, memory, READER, LeftOut())
            fetches, _ = archive_saved_pages(
                pages, {}, visits, data_folder=tmp_path, run_id="r", batch=f"{number}", most=2
            )
        visits |= {fetch.fetch_id: fetch.reason for fetch in fetches}
        taken.append([fetch.url[-6:] for fetch in fetches])

    assert taken == [["a.html", "b.html"], ["c.html", "d.html"], []]


def test_an_address_that_is_none_is_not_taken_from_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<link rel="canonical" href="http://news.test/a&#10;b"><p>A page')

    assert urls_in(tmp_path) == [(tmp_path / "a.html").as_uri()]


def test_a_page_that_is_packed_in_parts_is_read_whole(tmp_path: Path, lay: Lay) -> None:
    link = b'<link rel="canonical" href="http://news.test/a">'
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(b"<p>A") + gzip.compress(link) + b"\0\0")

    (fetch,) = read(lay(tmp_path))

    assert (fetch.url, fetch.reason, fetch.body_bytes) == ("http://news.test/a", None, len(b"<p>A" + link))


def test_what_is_no_page_is_one_that_failed(
    tmp_path: Path, lay: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "_LARGEST", 200)
    link = b'<link rel="canonical" href="http://news.test/%s">'
    (tmp_path / "blank.html").write_bytes(b" \n")
    (tmp_path / "bomb.html.gz").write_bytes(gzip.compress(link % b"bomb" + bytes(1 << 20)))
    (tmp_path / "empty.html").touch()
    (tmp_path / "large.html").write_bytes(link % b"large" + b"a" * 200)
    (tmp_path / "index.jsonl").write_text('{"file": "missing.html"}\n')
    (tmp_path / "torn.html.gz").write_bytes(gzip.compress(link % b"torn")[:-9])

    fetches = read(where := lay(tmp_path))

    assert [(fetch.url, fetch.outcome, fetch.reason, fetch.body_bytes) for fetch in fetches] == [
        (f"{where}/blank.html", "failed", "empty_body", 0),
        ("http://news.test/bomb", "failed", "too_large", 200),
        (f"{where}/empty.html", "failed", "empty_body", 0),
        ("http://news.test/large", "failed", "too_large", 200),
        (f"{where}/missing.html", "failed", "unreadable", 0),
        (f"{where}/torn.html.gz", "failed", "bad_encoding", 0),
    ]
    assert fetches[4].detail == "missing.html cannot be read: No such file or directory."


def test_what_a_file_gave_is_remembered_until_it_changes(tmp_path: Path, lay: Lay) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    link = '<link rel="canonical" href="http://{}/{}"><p>A page'
    for name in "abc":
        (folder / f"{name}.html").write_text(link.format("news.test", name))
    (folder / "d.html").write_text(link.format("other.test", "d"))
    (folder / "torn.html.gz").write_bytes(b"\x1f\x8b nothing of the kind")
    (folder / "index.jsonl").write_text(
        '{"file": "missing.html"}\n{"file": "b.html", "url": "http://news.test/B"}'
    )
    reader, first, second = replace(READER, wanted=Wanted(hosts=("news.test",))), LeftOut(), LeftOut()

    where = lay(folder)
    with read_before(tmp_path) as memory:
        pages = saved_in(where).pages
        fetches = {fetch.url: fetch for fetch, _ in read_saved_pages(pages, memory, reader, first)}
        memory.keep()
    changed = [replace(page.file, size=9) if "c.html" in page.file.address else page.file for page in pages]
    pages = [replace(page, file=file) for page, file in zip(pages, changed, strict=True)]
    with read_before(tmp_path) as memory:
        recalled = recall(pages, memory, reader, second)

    unread = [page.file.address.removeprefix(f"{where}/") for page, fetch in recalled if fetch is None]
    assert unread == ["c.html", "missing.html"]
    assert [fetch for _, fetch in recalled if fetch] == [fetches[f"http://news.test/{name}"] for name in "aB"]
    assert second == {("other_test", "other.test", "host"): 1, ("saved_pages", "", "host"): 1}


def test_a_name_in_another_charset_is_told_as_far_as_it_can_be(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"a\xff.html")).touch()

    (fetch,) = read(tmp_path)

    assert fetch.detail == "a?.html is empty."


def test_names_may_be_of_any_characters(tmp_path: Path, lay: Lay) -> None:
    names = ["100% [new] {a} file::b?.html", "a#b.html", "z//z.html", "خبر.html"]
    (tmp_path / "z").mkdir()
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f'<link rel="canonical" href="http://news.test/{number}">')

    where = lay(tmp_path)

    assert urls_in(where) == [f"http://news.test/{number}" for number in range(4)]


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
    (tmp_path / "a.html").write_text("<p>A")
    good = '{"file": "a.html", "url": "http://news.test/a"}\n\n'
    (tmp_path / "index.jsonl").write_bytes(good.encode() + line.encode("utf-8", "surrogatepass") + b"\n")

    fetches = read(tmp_path)

    assert [(fetch.url, fetch.outcome, fetch.reason) for fetch in fetches] == [
        ("http://news.test/a", "fetched", None),
        (f"{(tmp_path / 'index.jsonl').as_uri()}#line-3", "failed", "bad_index_line"),
    ]
    assert (fetches[1].detail or "").startswith("index.jsonl, line 3: ")
    assert len(fetches[1].detail or "") < 1000


def test_each_folder_may_have_an_index_of_its_own(tmp_path: Path, lay: Lay) -> None:
    (tmp_path / "2026" / "11").mkdir(parents=True)
    for name in ("a.html", "2026/b.html", "2026/11/c.html"):
        (tmp_path / name).write_text("<p>A page")
    (tmp_path / "index.jsonl").write_text('{"file": "2026/11/c.html", "url": "http://news.test/outer"}\n')
    (tmp_path / "2026" / "index.jsonl").write_text('{"file": "b.html", "url": "http://news.test/b"}\n')
    (tmp_path / "2026" / "11" / "index.jsonl").write_text(
        '{"file": "c.html", "url": "http://news.test/c", "title": "A\u2028line"}\nno JSON\n', "utf-8"
    )

    where = lay(tmp_path)

    assert urls_in(where) == [
        "http://news.test/c",  # the nearest index knows best
        "http://news.test/b",
        f"{where}/a.html",
        f"{where}/2026/11/index.jsonl#line-2",
    ]


PATTERNS = [
    ("2026/11/c.html", ["http://news.test/c", "2026/11/index.jsonl#line-2"]),
    ("2026/*", ["http://news.test/b"]),
    ("*.html", ["a.html"]),
    ("2026/**/*.html", ["http://news.test/c", "http://news.test/b", "2026/11/index.jsonl#line-2"]),
    ("202[5-6]/*/?.html", ["http://news.test/c", "2026/11/index.jsonl#line-2"]),
    ("2026/index.jsonl", []),
]


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS, ids=[pattern for pattern, _ in PATTERNS])
def test_a_page_may_be_named_or_several_by_a_pattern(
    tmp_path: Path, lay: Lay, pattern: str, expected: list[str]
) -> None:
    (tmp_path / "2026" / "11").mkdir(parents=True)
    for name in ("a.html", "2026/b.html", "2026/11/c.html", "2026/11/d.txt"):
        (tmp_path / name).write_text("<p>A page")
    (tmp_path / "2026" / "index.jsonl").write_text(
        '{"file": "b.html", "url": "http://news.test/b"}\n{"file": "11/c.html", "url": "http://news.test/2"}\n'
    )
    (tmp_path / "2026" / "11" / "index.jsonl").write_text(
        '{"file": "c.html", "url": "http://news.test/c"}\nno JSON\n{"file": "missing.html"}\n'
    )

    where = lay(tmp_path)
    urls = urls_in(f"{where.removeprefix('file://')}/{pattern}")  # in an address "?" has another meaning

    assert [url.removeprefix(f"{where}/") for url in urls] == expected


def test_an_index_may_lie_elsewhere(tmp_path: Path, lay: Lay) -> None:
    for name in ("news/pages/a.html", "news/b.html", "news/c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("<p>A page")
    rows = ["pages/a", "b", "missing"]
    (tmp_path / "news" / "all.jsonl").write_text(
        "".join(f'{{"file": "{name}.html", "url": "http://news.test/{name}"}}\n' for name in rows)
    )

    where = lay(tmp_path / "news")
    fetches = read(f"{where}/pages", f"{where}/all.jsonl")

    assert [(fetch.url, fetch.reason) for fetch in fetches] == [
        ("http://news.test/b", None),
        ("http://news.test/missing", "unreadable"),
        ("http://news.test/pages/a", None),
    ]


def test_an_index_on_this_machine_may_tell_of_object_storage(tmp_path: Path, lay_in_storage: Lay) -> None:
    (tmp_path / "pages" / "deep").mkdir(parents=True)
    (tmp_path / "pages" / "deep" / "a.html").write_text("<p>A page")
    (tmp_path / "mine.jsonl").write_text('{"file": "deep/a.html", "url": "http://news.test/a"}\n')

    where = lay_in_storage(tmp_path / "pages")

    assert urls_in(where, tmp_path / "mine.jsonl") == ["http://news.test/a"]


def test_a_folder_and_its_index_may_be_named_from_different_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.html").write_text("<p>A page")
    (tmp_path / "index.jsonl").write_text('{"file": "a.html", "url": "http://news.test/a"}\nno JSON\n')
    monkeypatch.chdir(tmp_path.parent)

    assert urls_in(tmp_path.name, tmp_path / "index.jsonl") == [
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

    for where in (str(folder), ".", "../pages", f"{folder}/../pages", "*.html", "../pages/*.html"):
        index = f"{where.removesuffix('*.html') or '.'}/index.jsonl"

        assert urls_in(where, index) == [(folder / "a.html").as_uri(), "http://news.test/b"]


def test_a_way_back_out_of_a_link_is_the_way_that_the_system_takes(tmp_path: Path) -> None:
    (tmp_path / "far" / "deep").mkdir(parents=True)
    (tmp_path / "far" / "a.html").write_text("<p>A page")
    (tmp_path / "link").symlink_to(tmp_path / "far" / "deep")
    (tmp_path / "a.html").write_text("<p>Another page")

    (fetch,) = read(tmp_path / "link" / "..")

    assert fetch.body_bytes == len("<p>A page")


def test_an_index_may_be_of_windows(tmp_path: Path, lay: Lay) -> None:
    (tmp_path / "a.html").write_text("<p>A page")
    (tmp_path / "index.jsonl").write_bytes(b'\xef\xbb\xbf{"file": "a.html", "url": "http://news.test/a"}\r\n')

    assert urls_in(lay(tmp_path)) == ["http://news.test/a"]


def test_of_a_line_of_an_index_no_more_is_held_than_of_an_archive(
    tmp_path: Path, lay: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MOST_BYTES", 200)
    monkeypatch.setattr(saved, "_SMALL_INDEX", 500)  # so that it is not held as a whole
    (tmp_path / "a.html").write_text("<p>A page")
    line = '{"file": "a.html", "url": "http://news.test/a"}\n'
    (tmp_path / "index.jsonl").write_text("x" * 1000 + "\n" + line)

    where = lay(tmp_path)

    assert urls_in(where) == ["http://news.test/a", f"{where}/index.jsonl#line-1"]


def test_an_index_that_holds_pages_is_none(tmp_path: Path, lay: Lay) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "index.jsonl").write_text('\n{"url": "http://news.test/a", "html": "<p>A"}\n')
    (tmp_path / "deep" / "index.jsonl").write_text('{"file": "a.html", "url": "http://news.test/a"}\n')

    where = lay(tmp_path)

    assert saved_in(where).indexes == {f"{where}/deep/index.jsonl"}


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

    fetches = read(tmp_path)

    assert [(fetch.url.rsplit("/", 1)[1], fetch.reason, fetch.detail) for fetch in fetches] == [
        ("a.html", None, None),
        ("shut", "unreadable", "shut cannot be read: Permission denied."),
    ]


def test_an_index_that_was_named_and_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="Name the index, or leave it out"):
        saved_in(tmp_path, tmp_path / "none.jsonl")
