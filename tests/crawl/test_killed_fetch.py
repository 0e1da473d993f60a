"""A fetch that is killed while bodies come: what it leaves is readable, and is not asked for again."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastReader
from fastwarc.warc import WarcRecordType
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from tasks.crawl import read_body, read_fetches
from tasks.crawl.warc import archive_files
from tests.crawl.conftest import Crawl, site
from tests.web.server import BadWeb

PAGES = 120

CRAWLER = """
import asyncio, json, sys
from pathlib import Path
from tasks.crawl import CrawlSettings
from tasks.crawl.fetch import fetch_pages
from tasks.model import Candidate, Site

hosts, urls, folder = json.loads(sys.argv[1]), json.loads(sys.argv[2]), Path(sys.argv[3])
site = Site("news", "News", "http://news.test/", "en", (), crawl_delay=0.0, most_at_once=4)
connect_to = {host: tuple(address) for host, address in hosts.items()}
settings = CrawlSettings(folder, "test", connect_to=connect_to)
pages = [Candidate(url, "news", None) for url in urls]
asyncio.run(fetch_pages(pages, sites={"news": site}, run_id="run", known={}, settings=settings, batch="0001"))
"""


def read_by_warcio(path: Path) -> dict[str, bytes]:
    """Bodies of responses by URL, up to where the file is torn."""
    found = {}
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file):
                payload = record.raw_stream.read()
                if record.rec_type == "response":
                    found[record.rec_headers.get_header("WARC-Target-URI")] = payload
        except (ArchiveLoadFailed, EOFError):
            pass  # the torn end
    return found


def read_by_fastwarc(path: Path) -> dict[str, bytes]:
    with path.open("rb") as file:
        return {
            record.headers["WARC-Target-URI"]: record.reader.read()
            for record in FastReader(file, record_types=WarcRecordType.response, parse_http=True)
        }


@pytest.mark.parametrize("asked", [15, 80])
def test_a_fetch_killed_while_bodies_come_leaves_all_that_it_kept(
    web: BadWeb, crawl: Crawl, asked: int
) -> None:
    bodies = {
        web.put("news.test", f"/{number}", body): body
        for number in range(PAGES)
        if (body := random.Random(number).randbytes(60_000))  # does not shrink: records are torn anywhere
    }
    under_way = ["http://other.test/slow_drip", "http://third.test/endless_body", "http://quick.test/silent"]
    folder = crawl.settings.data_folder
    hosts = json.dumps(web.connect_to("news.test", "other.test", "third.test", "quick.test"))
    command = [sys.executable, "-c", CRAWLER, hosts, json.dumps([*under_way, *bodies]), str(folder)]
    with subprocess.Popen(command) as process:
        deadline = time.monotonic() + 60
        while len(web.visits("news.test")) < asked and time.monotonic() < deadline:
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
    (archive,) = archive_files(folder, "run")
    (log,) = folder.glob("archive/*/*/*/run-0001.fetches.jsonl")
    kept = {fetch.requested_url: fetch for fetch in read_fetches(log) if fetch.outcome == "fetched"}

    by_warcio, by_fastwarc = read_by_warcio(archive), read_by_fastwarc(archive)
    fetches = crawl.fetch(*bodies)

    pages = set(bodies) & set(kept)
    assert asked - 10 <= len(pages) < PAGES
    assert {url: by_warcio[url] for url in pages} == {url: bodies[url] for url in pages}
    assert {url: by_fastwarc[url] for url in pages} == {url: bodies[url] for url in pages}
    served = Counter(visit.path for visit in web.visits("news.test"))
    assert {url: served["/" + url.rsplit("/", 1)[1]] for url in pages} == dict.fromkeys(pages, 1)
    assert {fetches[url].outcome for url in bodies} == {"fetched"}
    for url, body in bodies.items():
        reference = fetches[url].archive
        assert reference is not None
        assert read_body(folder, reference) == body


def test_an_archive_whose_records_unpack_a_thousandfold_is_mended(web: BadWeb, crawl: Crawl) -> None:
    crawl = crawl.with_settings(max_wire_bytes=4_000_000, max_body_bytes=4_000_000)
    crawl.sites = {"news": site("news", most_at_once=1)}
    pages = [web.put("news.test", f"/{number}", bytes([65 + number]) * 3_000_000) for number in range(2)]
    last = crawl.fetch(*pages)[pages[-1]].archive
    assert last is not None
    os.truncate(crawl.settings.data_folder / last.path, last.offset + 100)

    fetches = crawl.fetch(*pages)

    assert [fetches[page].body_bytes for page in pages] == [3_000_000, 3_000_000]
    assert [visit.path for visit in web.log] == ["/robots.txt", "/0", "/1", "/1"]
