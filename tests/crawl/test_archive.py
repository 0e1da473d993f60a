from __future__ import annotations

import asyncio
import gzip
import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastwarcIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from tasks.crawl import read_body, read_fetches
from tasks.crawl.warc import ArchiveInUse, ArchiveWriter, NotInArchive, archive_files
from tasks.model import ArchiveReference, Fetch, Known
from tests.crawl.conftest import Crawl
from tests.web.server import BadWeb


def log_of(crawl: Crawl, run: str = "run", batch: str = "0001") -> Path:
    (path,) = crawl.settings.data_folder.glob(f"archive/*/*/*/{run}-{batch}.fetches.jsonl")
    return path


def archive_of(crawl: Crawl, run: str = "run", batch: str = "0001") -> Path:
    (path,) = archive_files(crawl.settings.data_folder, run, batch)
    return path


def records_by_warcio_and_fastwarc(path: Path) -> list[list[tuple[str, str, int, bytes]]]:
    """Type, address, place and payload of each record, as two libraries of others read the file."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        by_warcio = []
        for record in records:
            payload = record.raw_stream.read()  # before its place, which warcio finds at the record's end
            record_id = record.rec_headers.get_header("WARC-Record-ID")
            by_warcio.append((record.rec_type, record_id, records.get_record_offset(), payload))
    with path.open("rb") as file:
        by_fastwarc = [
            (str(record.record_type), record.record_id, record.stream_pos, record.reader.read())
            for record in FastwarcIterator(file, parse_http=True, verify_digests=True)
        ]
    return [by_warcio, by_fastwarc]


def records_of(path: Path) -> list[tuple[str, str | None, str | None]]:
    with path.open("rb") as file:
        return [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.http_headers.statusline if record.rec_type in ("response", "revisit") else None,
            )
            for record in ArchiveIterator(file)
        ]


def put_pages(web: BadWeb, count: int) -> list[str]:
    return [web.put("news.test", f"/{number}", f"<p>Page {number}</p>" * 50) for number in range(count)]


def test_a_page_is_kept_as_it_was_sent(web: BadWeb, crawl: Crawl) -> None:
    body = "<p>نص</p>".encode() * 50
    packed = gzip.compress(body, mtime=0)
    headers = {"Content-Encoding": "gzip", "X-Written": "\xe9t\xe9"}
    page = web.put("news.test", "/page", packed, headers=headers)

    fetch = crawl.fetch(page)[page]

    assert fetch.archive is not None
    with (crawl.settings.data_folder / fetch.archive.path).open("rb") as file:
        file.seek(fetch.archive.offset)
        response = next(iter(ArchiveIterator(file)))
        assert response.raw_stream.read() == packed
        assert response.http_headers.get_header("X-Written") == "\xe9t\xe9"
    assert (fetch.wire_bytes, fetch.body_bytes) == (len(packed), len(body))
    assert read_body(crawl.settings.data_folder, fetch.archive) == body


def test_every_answer_has_its_records(web: BadWeb, crawl: Crawl) -> None:
    web.put("news.test", "/new", "<p>New</p>")
    page = web.put("news.test", "/old", b"", status=301, headers={"Location": "/new"})
    gone = "http://news.test/status?code=410"
    unchanged = web.put("other.test", "/page", "<p>Same</p>", headers={"ETag": '"1"'})

    crawl.fetch(page, gone, unchanged, known={unchanged: Known(unchanged, etag='"1"')})

    found = records_of(archive_of(crawl))
    assert sorted(found, key=str) == sorted(
        [
            ("warcinfo", None, None),
            *(("request", url, None) for url in (page, "http://news.test/new", gone, unchanged)),
            *(("request", f"http://{host}.test/robots.txt", None) for host in ("news", "other")),
            *(("response", f"http://{host}.test/robots.txt", "404 Not Found") for host in ("news", "other")),
            ("response", page, "301 Moved Permanently"),
            ("response", "http://news.test/new", "200 OK"),
            ("response", gone, "410 Gone"),
            ("revisit", unchanged, "304 Not Modified"),
        ],
        key=str,
    )


def test_the_same_payload_is_kept_once_in_a_batch(web: BadWeb, crawl: Crawl) -> None:
    one = web.put("news.test", "/one", "<p>The same</p>")
    other = web.put("other.test", "/other", "<p>The same</p>")

    fetches = crawl.fetch(one, other)

    with archive_of(crawl).open("rb") as file:
        pages = {
            record.rec_headers.get_header("WARC-Target-URI"): record.rec_headers
            for record in ArchiveIterator(file)
            if record.rec_type in ("response", "revisit")
            and b"200" in record.http_headers.statusline.encode()
        }
    kept, again = sorted(pages.values(), key=lambda headers: headers.get_header("WARC-Type"))
    assert (kept.get_header("WARC-Type"), again.get_header("WARC-Type")) == ("response", "revisit")
    assert again.get_header("WARC-Profile").endswith("/1.1/revisit/identical-payload-digest")
    for name, of_kept in (
        ("WARC-Refers-To", "WARC-Record-ID"),
        ("WARC-Refers-To-Target-URI", "WARC-Target-URI"),
        ("WARC-Refers-To-Date", "WARC-Date"),
        ("WARC-Payload-Digest", "WARC-Payload-Digest"),
    ):
        assert again.get_header(name) == kept.get_header(of_kept)
    assert {fetches[url].outcome for url in (one, other)} == {"fetched"}
    for url in (one, other):
        reference = fetches[url].archive
        assert reference is not None
        assert read_body(crawl.settings.data_folder, reference) == b"<p>The same</p>"


@pytest.mark.parametrize(
    ("packed", "kind"),
    [
        pytest.param(False, "revisit", id="sent plain, it is the payload of the last time"),
        pytest.param(True, "response", id="packed anew, it is another payload, which no record holds"),
    ],
)
def test_a_body_that_is_the_same_again_is_left_out_only_where_the_archive_has_its_payload(
    web: BadWeb, crawl: Crawl, packed: bool, kind: str
) -> None:
    body = b"<p>The same</p>" * 50
    payload = gzip.compress(body, mtime=1) if packed else body
    page = web.put("news.test", "/page", payload, headers={"Content-Encoding": "gzip"} if packed else {})
    known = Known(page, body_sha256=hashlib.sha256(body).hexdigest())

    fetch = crawl.fetch(page, known={page: known})[page]

    assert fetch.outcome == "unchanged"
    assert (kind, page, "200 OK") in records_of(archive_of(crawl))


def test_an_archive_that_has_grown_goes_on_in_another_file(web: BadWeb, crawl: Crawl) -> None:
    pages = [web.put("news.test", f"/{number}", os.urandom(2000)) for number in range(30)]
    crawl = crawl.with_settings(max_archive_bytes=10_000)
    crawl.fetch(*pages[:20])

    fetches = crawl.fetch(*pages)

    files = archive_files(crawl.settings.data_folder, "run", "0001")
    assert len(files) > 5
    assert [path.name for path in files[:3]] == [
        "run-0001.warc.gz",
        "run-0001.2.warc.gz",
        "run-0001.3.warc.gz",
    ]
    assert {path.stat().st_size < 10_000 + 5000 for path in files} == {True}
    assert {records_of(path)[0][0] for path in files} == {"warcinfo"}
    assert len(web.visits("news.test")) == 31
    for page in pages:
        reference = fetches[page].archive
        assert reference is not None
        assert len(read_body(crawl.settings.data_folder, reference)) == 2000


def test_the_archive_passes_the_checker_of_warcio(web: BadWeb, crawl: Crawl) -> None:
    crawl.fetch(*put_pages(web, 3), "http://news.test/long_length", "http://news.test/gzip_bomb")

    class Command:
        inputs = (str(archive_of(crawl)),)
        verbose = False

    checker = Checker(Command())
    checker.process_all()

    assert checker.exit_value == 0


def test_a_batch_started_again_asks_for_nothing_twice(web: BadWeb, crawl: Crawl) -> None:
    pages = put_pages(web, 3)
    bad = "http://news.test/status?code=500"
    told: list[tuple[int, int]] = []
    first = crawl.fetch(*pages, bad)
    asked = len(web.log)

    second = crawl.fetch(*pages, bad)
    third = crawl.fetch(
        *pages, bad, web.put("news.test", "/more", "<p>More</p>"), on_progress=lambda *at: told.append(at)
    )

    assert second == first
    assert {url: fetch for url, fetch in third.items() if url in first} == first
    assert [visit.path for visit in web.log[asked:]] == ["/more"]
    assert told == [(5, 5)]
    assert list(third.values()) == read_fetches(log_of(crawl))


@pytest.mark.parametrize("torn", [b'{"fetch_id":"x","run', b"\0" * 40, b"\0" * 40 + b"\n"])
def test_a_torn_line_of_the_log_is_mended(web: BadWeb, crawl: Crawl, torn: bytes) -> None:
    pages = put_pages(web, 2)
    first = crawl.fetch(*pages)
    with log_of(crawl).open("ab") as log:
        log.write(torn)

    assert list(first.values()) == read_fetches(log_of(crawl))
    second = crawl.fetch(*pages, "http://news.test/status")

    assert {url: second[url] for url in first} == first
    assert list(second.values()) == read_fetches(log_of(crawl))


@pytest.mark.parametrize("kept", [10, 60, 200])
def test_a_torn_record_is_cut_off_and_fetched_again(web: BadWeb, crawl: Crawl, kept: int) -> None:
    pages = put_pages(web, 2)
    first = crawl.fetch(*pages)
    archive = archive_of(crawl)
    last = first[pages[-1]].archive
    assert last is not None
    os.truncate(archive, last.offset + kept)

    second = crawl.fetch(*pages)

    assert [visit.path for visit in web.log] == ["/robots.txt", "/0", "/1", "/1"]
    for page in pages:
        reference = second[page].archive
        assert reference is not None
        assert read_body(crawl.settings.data_folder, reference) == f"<p>Page {page[-1]}</p>".encode() * 50
    assert records_of(archive)[-1][1] == pages[-1]


CRAWLER = """
import asyncio, sys
from pathlib import Path
from tasks.crawl import CrawlSettings
from tasks.crawl.fetch import fetch_pages
from tasks.model import Candidate, Site

port, folder = int(sys.argv[1]), Path(sys.argv[2])
site = Site("news", "News", "http://news.test/", "en", (), crawl_delay=0.0)
settings = CrawlSettings(folder, "test", connect_to={"news.test": ("127.0.0.1", port)})
pages = [Candidate(f"http://news.test/{number}", "news", None) for number in range(400)]
asyncio.run(fetch_pages(pages, sites={"news": site}, run_id="run", known={}, settings=settings, batch="0001"))
"""


def test_a_killed_crawl_leaves_a_readable_archive_and_goes_on(web: BadWeb, crawl: Crawl) -> None:
    pages = put_pages(web, 400)
    folder = crawl.settings.data_folder
    with subprocess.Popen([sys.executable, "-c", CRAWLER, str(web.port), str(folder)]) as process:
        while len(web.log) < 60:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    done = {fetch.requested_url for fetch in read_fetches(log_of(crawl)) if fetch.kind == "page"}
    by_warcio, by_fastwarc = records_by_warcio_and_fastwarc(archive_of(crawl))
    kept = {offset for kind, _, offset, _ in by_warcio if kind == "response"}
    assert by_warcio == by_fastwarc
    assert {fetch.archive.offset for fetch in read_fetches(log_of(crawl)) if fetch.archive} <= kept

    fetches = crawl.fetch(*pages)

    assert 0 < len(done) < 400
    assert {fetches[page].outcome for page in pages} == {"fetched"}
    asked_for = [f"http://news.test{visit.path}" for visit in web.log if visit.path != "/robots.txt"]
    twice = {url for url in pages if asked_for.count(url) > 1}
    assert not twice & done
    assert len(twice) <= 1  # the one that was under way
    for page in pages:
        reference = fetches[page].archive
        assert reference is not None
        read_body(folder, reference)


def test_what_a_batch_got_is_on_the_disk_when_it_ends(
    web: BadWeb, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk: dict[str, int] = {}
    fsync = os.fsync

    def note(file: int) -> None:
        fsync(file)
        on_disk[str(Path(f"/proc/self/fd/{file}").readlink())] = os.fstat(file).st_size

    monkeypatch.setattr(os, "fsync", note)

    crawl.with_settings(max_archive_bytes=2000).fetch(*put_pages(web, 5))

    files = {*archive_files(crawl.settings.data_folder, "run"), log_of(crawl)}
    assert len(files) > 2
    assert on_disk == {str(path): path.stat().st_size for path in files}


def test_a_damaged_log_is_told_and_leaves_nothing_locked(web: BadWeb, crawl: Crawl) -> None:
    page = put_pages(web, 1)[0]
    crawl.fetch(page)
    whole = log_of(crawl).read_bytes()
    log_of(crawl).write_bytes(b"no fetch\n" + whole)
    writer = ArchiveWriter(crawl.settings.data_folder, "run", "0001")
    with pytest.raises(ValueError, match="line 1 is no fetch"):
        writer.__enter__()
    log_of(crawl).write_bytes(whole)

    assert crawl.fetch(page)[page].outcome == "fetched"


def test_two_processes_cannot_write_one_batch(web: BadWeb, crawl: Crawl) -> None:
    with ArchiveWriter(crawl.settings.data_folder, "run", "0001"), pytest.raises(ArchiveInUse):
        crawl.fetch(*put_pages(web, 1))


def test_batches_of_one_run_can_be_fetched_at_the_same_time(web: BadWeb, crawl: Crawl) -> None:
    pages = put_pages(web, 20)

    async def both() -> tuple[dict[str, Fetch], dict[str, Fetch]]:
        return await asyncio.gather(
            asyncio.to_thread(crawl.fetch, *pages[:10], batch="0001"),
            asyncio.to_thread(crawl.fetch, *pages[10:], batch="0002"),
        )

    one, other = asyncio.run(both())

    assert {fetch.outcome for fetch in (*one.values(), *other.values()) if fetch.kind == "page"} == {
        "fetched"
    }


def test_a_saved_page_is_kept_as_a_resource(tmp_path: Path) -> None:
    body = b"\x1f\x8b no gzip at all"
    with ArchiveWriter(tmp_path, "run", "saved") as archive:
        reference = archive.write_page(
            "file:///page.html", body, datetime(2020, 1, 2, tzinfo=UTC), "text/html"
        )

    assert read_body(tmp_path, reference) == body


def test_a_place_without_a_response_is_told(web: BadWeb, crawl: Crawl) -> None:
    page = put_pages(web, 1)[0]
    reference = crawl.fetch(page)[page].archive
    assert reference is not None
    folder = crawl.settings.data_folder
    (folder / "plain").write_bytes(b"<p>A page</p>")

    for wrong in (
        ArchiveReference("plain", 0),
        ArchiveReference(reference.path, 0),
        ArchiveReference(reference.path, reference.offset + 1),
        ArchiveReference(reference.path, 10**9),
        ArchiveReference("archive/2000/01/01/none.warc.gz", 0),
    ):
        with pytest.raises(NotInArchive):
            read_body(folder, wrong)


@pytest.mark.parametrize("name", ["../run", "a/b", "", "run*", "."])
def test_a_run_or_batch_cannot_lead_out_of_the_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not fit for a file name"):
        ArchiveWriter(tmp_path, name, "0001")
