"""Files with pages in them, as others leave them: what can be read is, and what cannot has its row."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from tasks.crawl import files, intake, page_rows
from tasks.crawl.files import FileAt, find_files, read_beginnings
from tasks.crawl.intake import (
    ArchiveAt,
    LeftOut,
    Reader,
    Wanted,
    find_archives,
    in_batches,
    keep_pages,
    one_ahead,
    pages_in,
    slices_of,
    told_pages,
    why_not,
)
from tasks.crawl.page_rows import RowPage, row_pages
from tasks.crawl.records import OutOfReach, open_archive
from tasks.crawl.warc import ArchiveOutOfReach, read_body
from tasks.model import ArchiveReference, Fetch
from tests.crawl.archives import AT, WARCINFO, page, record, response, write

READER = Reader("run", Wanted(), {})


def archives_at(where: Path) -> list[ArchiveAt]:
    return find_archives(find_files(str(where)).files)


def rows_in(archive: ArchiveAt) -> list[RowPage]:
    return list(row_pages(archive.address, is_named_parquet=archive.form == "parquet"))


def found(path: Path) -> list[tuple[str, str | None]]:
    """Where each page is and, of what is none, why."""
    (archive,) = archives_at(path)
    pages = (
        [one for piece in slices_of(archive, 1 << 20) for one in pages_in(piece, READER, LeftOut())]
        if archive.form == "records"
        else told_pages(archive, READER, LeftOut())
    )
    return [(fetch.url.rsplit("/", 1)[1], fetch.reason) for fetch, _ in pages]


# --- rows ---------------------------------------------------------------------------------------

ROWS: list[tuple[dict[str, Any], tuple[str, str | None] | None]] = [
    ({"url": "http://news.test/a", "html": "<p>A"}, ("<p>A", "text/html; charset=utf-8")),
    ({"url": " http://news.test/a\n", "html": "<p>A"}, ("<p>A", "text/html; charset=utf-8")),
    ({"url": "http://news.test/a", "html": "", "text": "A text"}, ("A text", "text/plain; charset=utf-8")),
    (
        {"url": "http://news.test/a", "text": "A text", "title": " Its\n title "},
        ("Its title\n\nA text", "text/plain; charset=utf-8"),
    ),
    (
        {"url": "http://news.test/a", "text": "\nIts title\nA text", "headline": "Its title"},
        ("\nIts title\nA text", "text/plain; charset=utf-8"),
    ),
    ({"url": "http://news.test/a", "text": "A", "title": 5}, ("A", "text/plain; charset=utf-8")),
    (
        {"url": "http://news.test/a", "html": "<p>A", "title": "B"},
        ("<p>A", "text/html; charset=utf-8"),
    ),
    ({"url": "http://news.test/\ud800", "html": "<p>A"}, None),
    ({"url": "http://news.test/a\r\nWARC-Type: x", "html": "<p>A"}, None),
    ({"url": "javascript://news.test/a", "html": "<p>A"}, None),
    ({"url": "http:///a", "html": "<p>A"}, None),
    ({"url": "http://news.test/a", "html": ["<p>A"]}, None),
    ({"url": "http://news.test/a", "html": "<p>A", "content_type": 5}, None),
    ({"url": "http://news.test/a", "html": "<p>A", "fetched_at": True}, None),
    ({"url": "http://news.test/a", "html": "<p>A", "date": ""}, ("<p>A", "text/html; charset=utf-8")),
    ({"url": "http://news.test/a", "html": "A", "date": float("nan")}, ("A", "text/html; charset=utf-8")),
]


@pytest.mark.parametrize(("row", "expected"), ROWS, ids=[json.dumps(row) for row, _ in ROWS])
def test_a_row_gives_its_page_or_says_what_is_wrong(
    tmp_path: Path, row: dict[str, Any], expected: tuple[str, str | None] | None
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    (archive,) = archives_at(tmp_path / "a.jsonl")

    (read,) = rows_in(archive)

    if expected is None:
        assert read.problem is not None
    else:
        assert (read.url, read.body.decode(), read.content_type) == ("http://news.test/a", *expected)


DATES: list[tuple[Any, datetime | None]] = [
    ("2026-11-20T10:00:00+02:00", AT),
    ("2026-11-20T08:00:00", AT),
    ("20261120080000", AT),
    (AT.timestamp(), AT),
    (AT.timestamp() * 1000, AT),
    ("2026-11-20", datetime(2026, 11, 20, tzinfo=UTC)),
    ("Fri, 20 Nov 2026 10:00:00 +0200", AT),
    ("Fri, 20 Nov 2026 08:00:00 GMT", AT),
    ("2026-11-20 08:00:00 UTC", AT),
    (str(int(AT.timestamp())), AT),
    # Rather the year of the text than a time at which anybody fetched it.
    ("2026", None),
    ("2026-11", None),
    (2026, None),
]


@pytest.mark.parametrize(("told", "expected"), DATES)
def test_a_row_says_when_it_was_fetched(tmp_path: Path, told: Any, expected: datetime | None) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"url": "http://news.test/a", "html": "<p>", "timestamp": told})
    )
    (archive,) = archives_at(tmp_path / "a.jsonl")

    (read,) = rows_in(archive)

    assert (read.fetched_at, read.problem) == (expected, None)


@pytest.mark.parametrize(
    "told", ["yesterday", "2026-13-45", "Fri, 99 Nov 2026 08:00:00 GMT", "20:00", [2026]]
)
def test_a_date_that_is_none_is_told(tmp_path: Path, told: Any) -> None:
    row = {"url": "http://news.test/a", "html": "<p>", "date": told}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))

    assert found(tmp_path / "a.jsonl") == [("a.jsonl#1", "bad_row")]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (pa.array([date(2026, 11, 20)], pa.date32()), datetime(2026, 11, 20, tzinfo=UTC)),
        (pa.array([int(AT.timestamp()) * 10**9 + 1], pa.timestamp("ns")), AT),
        (pa.array([AT], pa.timestamp("ms", "Asia/Riyadh")), AT),
        (pa.array([AT], pa.timestamp("s", "Mars/Phobos")), AT),
    ],
    ids=["date", "ns", "ms", "unknown zone"],
)
def test_a_column_of_any_kind_of_time_is_read(tmp_path: Path, times: pa.Array, expected: datetime) -> None:
    table = pa.table({"url": ["http://news.test/a"], "html": [b"<p>"], "fetched_at": times})
    pq.write_table(table, tmp_path / "a.parquet")
    (archive,) = archives_at(tmp_path / "a.parquet")

    (read,) = rows_in(archive)

    assert (read.fetched_at, read.problem) == (expected, None)


def test_a_text_that_is_no_utf8_costs_its_row(tmp_path: Path) -> None:
    broken = pa.array([b"<p>A", b"\xff\xfe", b"<p>C"], pa.binary()).view(pa.string())
    urls = [f"http://news.test/{name}" for name in "abc"]
    pq.write_table(pa.table({"url": urls, "html": broken}), tmp_path / "a.parquet")

    assert found(tmp_path / "a.parquet") == [("a", None), ("a.parquet#2", "bad_row"), ("c", None)]


def test_a_time_that_python_has_not_costs_its_row(tmp_path: Path) -> None:
    times = pa.array([int(AT.timestamp()) * 1000, 10**17, None], pa.timestamp("ms"))
    urls = [f"http://news.test/{name}" for name in "abc"]
    table = pa.table({"url": urls, "html": ["<p>A", "<p>B", "<p>C"], "fetched_at": times})
    pq.write_table(table, tmp_path / "a.parquet")

    assert found(tmp_path / "a.parquet") == [("a", None), ("a.parquet#2", "bad_row"), ("c", None)]


def test_a_damaged_row_group_costs_none_of_the_others(tmp_path: Path) -> None:
    names = [str(number) for number in range(40)]
    pages = [random.Random(name).randbytes(5_000).hex() for name in names]
    urls = [f"http://news.test/{name}" for name in names]
    table = pa.table({"url": urls, "html": [*pages[:-1], ""]})
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=10, compression="gzip")
    damaged = bytearray((tmp_path / "a.parquet").read_bytes())
    damaged[len(damaged) // 8 : len(damaged) // 8 + 50] = b"\xff" * 50
    (tmp_path / "a.parquet").write_bytes(damaged)

    told = found(tmp_path / "a.parquet")

    assert told == [
        ("a.parquet#1", "bad_row"),
        *((name, None) for name in names[10:-1]),
        ("39", "empty_body"),
    ]


def test_a_table_without_pages_is_one_row(tmp_path: Path) -> None:
    pq.write_table(pa.table({"url": ["http://news.test/a"] * 9, "title": ["A"] * 9}), tmp_path / "a.parquet")

    assert found(tmp_path / "a.parquet") == [("a.parquet#1", "bad_row")]


def test_a_packed_file_that_is_damaged_gives_what_comes_before(tmp_path: Path) -> None:
    rows = [
        {"url": f"http://news.test/{number}", "html": random.Random(number).randbytes(5_000).hex()}
        for number in range(50)
    ]
    packed = bytearray(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    packed[len(packed) // 2 : len(packed) // 2 + 50] = b"\xff" * 50
    (tmp_path / "a.jsonl.gz").write_bytes(packed)

    *whole, last = found(tmp_path / "a.jsonl.gz")

    assert 10 < len(whole) < 40
    assert last[1] == "bad_row"


@pytest.mark.parametrize("cut", [3, 40_000])
def test_a_frame_that_was_cut_short_is_told(tmp_path: Path, cut: int) -> None:
    rows = [
        {"url": f"http://news.test/{number}", "html": random.Random(number).randbytes(5_000).hex()}
        for number in range(50)
    ]
    packed = zstandard.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
    (tmp_path / "a.jsonl.zst").write_bytes(packed[:-cut])
    (tmp_path / "b.jsonl.zst").write_bytes(packed + packed)

    *whole, last = found(tmp_path / "a.jsonl.zst")

    assert 10 < len(whole) < 50
    assert last == (f"a.jsonl.zst#{len(whole) + 1}", "bad_row")
    assert found(tmp_path / "b.jsonl.zst") == [(str(number % 50), None) for number in range(100)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress], ids=["plain", "gzip", "zstd"])
def test_a_file_is_packed_as_its_bytes_say(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / name).write_bytes(pack(b'{"url": "http://news.test/a", "html": "<p>A"}\n'))

    assert found(tmp_path / name) == [("a", None)]


def test_a_page_that_could_not_be_read_back_is_told_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_BYTES", 1000)
    pages = {"url": ["http://news.test/a", "http://news.test/b"], "html": ["<p>" + "a" * 1000, "<p>B"]}
    pq.write_table(pa.table(pages), tmp_path / "a.parquet")

    assert found(tmp_path / "a.parquet") == [("a", "too_large"), ("b", None)]


def test_a_file_of_something_else_is_not_a_row_for_each_of_its_lines(tmp_path: Path) -> None:
    page = '{"url": "http://news.test/b", "html": "<p>B"}\n'
    without = '{"url": "http://news.test/a", "html": null}\n'
    (tmp_path / "a.jsonl").write_text("no JSON\n" * 5000)
    (tmp_path / "b.jsonl").write_text(page + "no JSON\n" * 500)
    (tmp_path / "c.jsonl").write_text(without * 500 + page)

    rows = {name: found(tmp_path / name) for name in ("a.jsonl", "b.jsonl", "c.jsonl")}

    assert {name: len(told) for name, told in rows.items()} == {
        "a.jsonl": 101,
        "b.jsonl": 501,
        "c.jsonl": 501,
    }
    assert rows["c.jsonl"][-1] == ("b", None)


def test_a_table_is_read_on_however_many_of_its_rows_are_broken(tmp_path: Path) -> None:
    broken = pa.array([b"\xff"] * 150 + [b"<p>A"], pa.binary()).view(pa.string())
    urls = [f"http://news.test/{number}" for number in range(151)]
    pq.write_table(pa.table({"url": urls, "html": broken}), tmp_path / "a.parquet")

    told = found(tmp_path / "a.parquet")

    assert (len(told), told[-1]) == (151, ("150", None))


def test_a_parquet_file_is_one_whatever_its_name(tmp_path: Path) -> None:
    pq.write_table(pa.table({"url": ["http://news.test/a"], "html": ["<p>A"]}), tmp_path / "a.jsonl")
    (tmp_path / "b.parquet").write_text('{"url": "http://news.test/b", "html": "<p>B"}')

    assert found(tmp_path / "a.jsonl") == [("a", None)]
    assert found(tmp_path / "b.parquet") == [("b", None)]


def test_a_line_beyond_the_bound_is_told_as_such_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_rows, "_LONGEST_LINE", 1 << 20)
    long, next_one = ({"url": f"http://news.test/{name}", "html": "a" * size} for name, size in _TWO_ROWS)
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(long)}\n{json.dumps(next_one)}\n")
    (archive,) = archives_at(tmp_path / "a.jsonl")

    told, read = rows_in(archive)

    assert (read.url, read.problem) == ("http://news.test/b", None)
    assert "more than 1 MiB" in (told.problem or "")


_TWO_ROWS = (("a", 3 << 20), ("b", 100))


def test_a_line_that_is_no_text_is_told_in_short(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"url": "http://news.test/\xff' + b"a" * 100_000 + b'"}')
    (archive,) = archives_at(tmp_path / "a.jsonl")

    (row,) = rows_in(archive)

    assert len(row.problem or "") < 200


def test_large_pages_are_held_a_few_at_a_time() -> None:
    pages: list[Any] = [(None, bytes(size)) for size in (1, 1, 1, 10, 10, 10, 1)]

    sizes = [[len(body) for _, body in batch] for batch in in_batches(pages, most=3, most_bytes=20)]

    assert sizes == [[1, 1, 1], [10, 10], [10, 1]]


def test_one_batch_is_made_while_another_is_worked_on() -> None:
    is_made = threading.Event()

    def batches() -> Iterator[str]:
        yield "a"
        is_made.set()
        yield "b"
        raise OutOfReach("c cannot be read")

    ahead = one_ahead(batches())

    assert next(ahead) == "a"
    assert is_made.wait(5)
    assert next(ahead) == "b"
    with pytest.raises(OutOfReach, match="c cannot be read"):
        next(ahead)


# --- finding them -------------------------------------------------------------------------------


def test_a_name_may_be_of_another_time(tmp_path: Path) -> None:
    name = os.fsdecode("خبر.warc.gz".encode("cp1256"))
    write(tmp_path / name, [response("http://news.test/a", page("A"))])

    assert found(tmp_path / name) == [("a", None)]
    assert found(tmp_path) == [("a", None)]


def test_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.warc.gz")

    assert found(tmp_path / "a.warc.gz") == [("a.warc.gz#0", "unreadable")]


def test_a_name_may_have_the_marks_of_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "2026 [old] {a} file::b"
    folder.mkdir()
    write(folder / "a?.warc.gz", [WARCINFO, response("http://news.test/a", page("The ferry stays"))])

    for where in (folder, folder / "a?.warc.gz"):
        assert [one.address for one in archives_at(where)] == [(folder / "a?.warc.gz").as_uri()]


@pytest.mark.parametrize("where", ["s3://", "s3:///", "s3://*/a.warc.gz"])
def test_an_address_without_a_bucket_is_told(where: str) -> None:
    with pytest.raises(ValueError, match="names no bucket"):
        find_files(where)


def test_what_is_no_archive_is_a_row_and_takes_no_other_along(tmp_path: Path) -> None:
    write(tmp_path / "a.warc.gz", [WARCINFO, response("http://news.test/a", page("The ferry stays"))])
    (tmp_path / "b.warc.gz").symlink_to("nowhere.warc.gz")
    (tmp_path / "c.jsonl").symlink_to("c.jsonl")  # in a circle
    (tmp_path / "d.warc.gz").write_bytes(b"")
    (tmp_path / "e.warc.zst").write_bytes(b"\x5d\x2a\x4d\x18\x0a\0\0\0\x28\xb5\x2f\xfd\0\x58" + b"\xff" * 4)

    names = [one.address.rsplit("/", 1)[1] for one in archives_at(tmp_path)]

    assert names == ["a.warc.gz", "b.warc.gz", "c.jsonl", "d.warc.gz", "e.warc.zst"]
    assert [found(tmp_path / name) for name in names if name not in ("b.warc.gz", "c.jsonl")] == [
        [("a", None)],
        [("d.warc.gz#0", "not_an_archive")],
        [("e.warc.zst#0", "not_an_archive")],
    ]
    broken = ArchiveAt((tmp_path / "b.warc.gz").as_uri(), 0, AT, "records")
    ((fetch, _),) = pages_in(slices_of(broken, 1 << 20)[0], READER, LeftOut())
    assert fetch.reason == "unreadable"


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("http://news.test:8080/a", ("news.test",)),
        ("HTTP://WWW.News.Test/a", ("news.test",)),
        ("http://مثال.إختبار/a", ("xn--mgbh0fb.xn--kgbechtv",)),
    ],
)
def test_a_host_is_one_whatever_its_spelling_and_port(url: str, hosts: tuple[str, ...]) -> None:
    assert why_not(url, AT, Wanted(hosts=hosts)) is None


def test_a_scheme_in_capitals_is_one(tmp_path: Path) -> None:
    write(tmp_path / "a.warc.gz", [response("HTTP://news.test/a", page("The ferry stays"))])

    assert found(tmp_path / "a.warc.gz") == [("a", None)]


def test_what_has_no_body_of_its_own_is_counted(tmp_path: Path) -> None:
    revisit = record(
        "revisit", "http://news.test/b", b"HTTP/1.1 200 OK\r\n\r\n", Content_Type="application/http"
    )
    records = [response("http://news.test/a", page("The ferry stays")), revisit]
    write(tmp_path / "a.warc.gz", [*records, record("metadata", "http://news.test/a", b"fetchTimeMs: 5\r\n")])
    (archive,) = archives_at(tmp_path / "a.warc.gz")
    left_out = LeftOut()

    pages = [one for piece in slices_of(archive, 1 << 20) for one in pages_in(piece, READER, left_out)]

    assert [fetch.url for fetch, _ in pages] == ["http://news.test/a"]
    assert left_out == {("news_test", "news.test", "revisit"): 1}


def test_an_address_with_line_ends_is_one_line_of_our_archive(tmp_path: Path) -> None:
    body = page("The ferry stays")
    fetch = Fetch(
        "id",
        "run",
        "news",
        "page",
        "http://news.test/a",
        "http://news.test/a\rb\r\nWARC-Type: x",
        AT,
        "fetched",
    )

    (kept,) = keep_pages([(fetch, body)], data_folder=tmp_path, run_id="run", batch="1")

    assert kept.archive is not None
    assert read_body(tmp_path, kept.archive) == body
    assert b"\nWARC-Type: x" not in gzip.decompress((tmp_path / kept.archive.path).read_bytes())


# --- what is out of reach -----------------------------------------------------------------------


class Storage:
    """Object storage in which every look at anything fails."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def refuse(*_: Any, **__: Any) -> Any:
            raise PermissionError("The provided token has expired.")

        return refuse


def test_storage_that_fails_is_no_fault_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.fsspec, "filesystem", lambda *_, **__: Storage())
    archive = ArchiveAt("s3://crawls/a.jsonl", 5 << 20, AT, "jsonl")

    for piece in slices_of(archive, 1 << 20):
        with pytest.raises(OutOfReach, match=r"s3://crawls/a\.jsonl could not be read: .*expired"):
            list(pages_in(piece, READER, LeftOut()))
    with pytest.raises(OutOfReach):
        rows_in(archive)
    with pytest.raises(OutOfReach):
        find_files("s3://crawls/*")
    with pytest.raises(OutOfReach, match=r"s3://crawls/a\.html could not be read: .*expired"):
        list(read_beginnings([FileAt("s3://crawls/a.html", 5)], 10))
    with pytest.raises(ArchiveOutOfReach):
        read_body(tmp_path, ArchiveReference("s3://crawls/a.warc.gz", 0))


def test_a_pattern_of_a_folder_that_is_not_there_is_no_fault_of_storage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Empty:
        def find(self, *_: Any, **__: Any) -> dict[str, Any]:
            raise FileNotFoundError("crawls//2026")  # as s3fs does where the folder is not there

        glob = find

    monkeypatch.setattr(files.fsspec, "filesystem", lambda *_, **__: Empty())

    assert find_files("s3://crawls//2026/*.html").files == ()


def test_lines_in_object_storage_are_read_by_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[int] = []

    class Told(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            reads.append(size or 0)
            return super().read(size)

    class Opening(Storage):
        def open(self, *_: Any, **__: Any) -> Any:
            return Told(b'{"url": "http://news.test/a", "html": "<p>A"}\n' * 1000)

    monkeypatch.setattr(files.fsspec, "filesystem", lambda *_, **__: Opening())

    pages = list(row_pages("s3://crawls/a.jsonl"))

    assert len(pages) == 1000
    assert len(reads) < 10


def test_a_connection_that_breaks_while_it_is_read_is_no_end_of_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken:
        def read(self, _: int) -> bytes:
            raise OSError("Connection reset by peer")

        def close(self) -> None: ...

    class Opening(Storage):
        def open(self, *_: Any, **__: Any) -> Any:
            return Broken()

    monkeypatch.setattr(files.fsspec, "filesystem", lambda *_, **__: Opening())

    with open_archive("s3://crawls/a.jsonl") as file, pytest.raises(OutOfReach, match="reset by peer"):
        file.read(100)
    with pytest.raises(OutOfReach):
        list(row_pages("s3://crawls/a.jsonl.gz"))
