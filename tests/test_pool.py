"""One bad page is one rejection, whatever is wrong with it; the pages beside it go on."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq
import pytest

from tasks.crawl.intake import Reader, Slice, Wanted
from tasks.crawl.warc import ArchiveWriter
from tasks.identity import identify
from tasks.model import ArchiveReference, Fetch
from tasks.pool import LocalWorkers, WorkerDied, Workers, package_fetches, package_slices, read_fetched
from tests.crawl.archives import response, write

AT = datetime(2026, 11, 23, tzinfo=UTC)
GOOD = b"""<html><head><title>The ferry stays</title></head><body><article><h1>The ferry stays</h1>
<p>The old ferry stays in service for another year, the council said on Saturday after a long meeting.</p>
<p>The decision takes effect in January and will be looked at again after one year, say the minutes.</p>
</article></body></html>"""
SURROGATE = GOOD.replace(
    b"</head>",
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry stays \\ud800",'
    b'"author":{"name":"A \\udfff B"}}</script></head>',
)


def fetched(name: str, reference: ArchiveReference | None) -> Fetch:
    url = f"http://a.example/{name}"
    return Fetch(identify(name), identify("run"), "a", "page", url, url, AT, "fetched", archive=reference)


def rows_of(
    fetches: Sequence[Fetch], sites: Mapping[str, Any], data_folder: Path, workers: Workers
) -> list[Any]:
    """The rows of the package that is made of `fetches`."""
    path = data_folder / f"{uuid4()}.parquet"
    package_fetches(
        fetches,
        path,
        run_id=identify("run"),
        package_id=identify("package"),
        sites=sites,
        data_folder=data_folder,
        workers=workers,
    )
    rows: list[Any] = pq.read_table(path).to_pylist()
    return rows


def test_a_lone_surrogate_breaks_no_package(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(name, archive.write_page(f"http://a.example/{name}", body, AT, "text/html"))
            for name, body in (("surrogate", SURROGATE), ("good", GOOD))
        ]

    rows = rows_of(fetches, {}, tmp_path, LocalWorkers(1))

    assert [len(row["articles"]) for row in rows] == [1, 1]


def test_a_body_that_the_archive_has_not_is_a_rejection(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        good = fetched("good", archive.write_page("http://a.example/good", GOOD, AT, "text/html"))
    lost = fetched("lost", ArchiveReference("archive/nowhere.warc.gz", 0))

    rows = rows_of([lost, good], {}, tmp_path, LocalWorkers(1))

    assert [[one["reason"] for one in row["rejections"]] for row in rows] == [["not_in_archive"], []]
    assert [len(row["articles"]) for row in rows] == [0, 1]


def test_a_page_that_is_kept_and_not_to_be_read_is_a_rejection_of_the_fetch(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        reference = archive.write_page("http://a.example/page", GOOD, AT, "text/html")
    page = replace(fetched("page", reference), reason="noindex", robots_tags=("noindex",))

    (row,) = read_fetched([page], sites={}, data_folder=tmp_path).rows.to_pylist()

    assert [(one["stage"], one["reason"]) for one in row["rejections"]] == [("fetch", "noindex")]
    assert (row["articles"], row["rule_version"], row["robots_tags"]) == ([], None, ["noindex"])


class Panic(BaseException):
    """As a library that is written in Rust raises one: no Exception."""


@pytest.mark.parametrize("bug", [ZeroDivisionError, SystemExit, Panic])
def test_a_bug_that_one_page_finds_is_a_rejection_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: type[BaseException]
) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetch = fetched("good", archive.write_page("http://a.example/good", GOOD, AT, "text/html"))

    def stumble(*_: object, **__: object) -> None:
        raise bug("found by this page")

    monkeypatch.setattr("tasks.article.extract.extract_articles", stumble)
    (row,) = read_fetched([fetch], sites={}, data_folder=tmp_path).rows.to_pylist()

    assert [(one["stage"], one["reason"]) for one in row["rejections"]] == [("extract", "extraction_failed")]
    assert "found by this page" in row["rejections"][0]["detail"]


def test_batches_side_by_side_have_no_more_processes_than_are_set(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(100)
        ]
    sites: dict[str, Any] = {"a": Tells()}

    def read(_: int) -> set[str]:
        rows = rows_of(fetches, sites, tmp_path, LocalWorkers(2))
        return {one["detail"] for row in rows for one in row["rejections"]}

    with ThreadPoolExecutor(4) as batches:  # as Prefect runs them
        processes = set().union(*batches.map(read, range(4)))

    assert 1 <= len(processes) <= 2


def test_a_poisoned_page_of_one_batch_costs_the_batch_beside_it_nothing(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(100)
        ]
    sites: dict[str, Any] = {"poison": Poison("killed")}

    def read(poisoned: int) -> list[int]:
        mine = [replace(f, source="poison") if n == poisoned else f for n, f in enumerate(fetches)]
        rows = rows_of(mine, sites, tmp_path, LocalWorkers(2))
        return [number for number, row in enumerate(rows) if not row["articles"]]

    with ThreadPoolExecutor(3) as batches:
        lost = list(batches.map(read, (40, 1_000, 70)))

    assert lost == [[40], [], [70]]


def test_a_page_that_ends_its_process_is_begun_twice_however_many_are_read_beside_it(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(320)
        ]
    for number in range(0, 96, 32):  # these pieces are under way when it ends their processes
        fetches[number] = replace(fetches[number], source="slow")
    fetches[96] = replace(fetches[96], source="poison")
    sites: dict[str, Any] = {"slow": Slow(), "poison": Poison("killed", tmp_path / "begun")}

    rows = rows_of(fetches, sites, tmp_path, LocalWorkers(4))

    assert (tmp_path / "begun").read_text() == "begun\n" * 2
    assert [number for number, row in enumerate(rows) if not row["articles"]] == [96]


class Slow:
    """Stands for a site without rules, and takes its time to say so."""

    timezone = None

    @property
    def rules(self) -> tuple[()]:
        time.sleep(0.5)
        return ()


def test_a_piece_behind_slow_ones_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = LocalWorkers(1)
    workers.settle(workers.submit(time.sleep, 0))
    monkeypatch.setattr("tasks.pool.SECONDS_A_CHUNK", 1.5)

    pieces = [workers.submit(time.sleep, 0.6) for _ in range(5)]

    assert workers.settle(pieces[-1]) is None


def test_a_piece_that_stands_still_is_given_up_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = LocalWorkers(1)
    workers.settle(workers.submit(time.sleep, 0))
    monkeypatch.setattr("tasks.pool.SECONDS_A_CHUNK", 1.5)

    with pytest.raises(WorkerDied, match="no answer"):
        workers.settle(workers.submit(time.sleep, 30))

    monkeypatch.undo()
    assert workers.settle(workers.submit(abs, -1)) == 1


class Tells:
    """Stands for a site, and says in which process its rules were asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ZeroDivisionError(f"process {os.getpid()}")


class Poison:
    """Stands for a site, and ends or hangs the process of whoever asks it for its rules; it may note that."""

    def __init__(self, how: str, begun: Path | None = None) -> None:
        self.how = how
        self.begun = begun

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.begun is not None:
            with self.begun.open("a") as file:
                file.write("begun\n")
        if self.how == "crash":
            ctypes.string_at(0)
        if self.how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.how == "memory":
            return [bytes(1 << 28) for _ in range(64)]  # 16 GiB
        # "loop": most of the time that this page may take is over already.
        if 5 < signal.getitimer(signal.ITIMER_PROF)[0] < 11:
            signal.setitimer(signal.ITIMER_PROF, 0.5)
        while True:
            pass


WAYS = {
    "crash": ("worker_died", ", in string_at"),
    "killed": ("worker_died", "SIGKILL"),
    "memory": ("too_much_memory", "2048 MiB"),
    "loop": ("too_slow", "over 10 seconds"),
}


@pytest.mark.parametrize("how", WAYS)
def test_a_page_that_ends_its_process_is_a_rejection_and_all_others_are_read(
    tmp_path: Path, how: str, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(100)
        ]
    fetches[70] = replace(fetches[70], source="poison")
    sites: dict[str, Any] = {"poison": Poison(how)}

    rows = rows_of(fetches, sites, tmp_path, LocalWorkers(2))

    reason, detail = WAYS[how]
    assert [row["url"] for row in rows] == [fetch.url for fetch in fetches]
    assert [number for number, row in enumerate(rows) if not row["articles"]] == [70]
    assert [one["reason"] for one in rows[70]["rejections"]] == [reason]
    assert detail in rows[70]["rejections"][0]["detail"]
    assert [line for line in capfd.readouterr().err.splitlines() if "warraq" not in line] == []
    told = [f"{fetches[70].url}: {rows[70]['rejections'][0]['detail']}"] * (reason == "worker_died")
    assert [record.message for record in caplog.records] == told


def test_a_poisoned_page_of_an_archive_read_where_it_lies_is_a_rejection(tmp_path: Path) -> None:
    records = [response(f"http://a.example/{number}", GOOD) for number in range(20)]
    records[7] = response("http://poison.example/7", GOOD)
    records.append(response("http://other.example/20", GOOD))
    write(tmp_path / "a.warc.gz", records)
    sites: dict[str, Any] = {"poison": PoisonSite()}
    address = (tmp_path / "a.warc.gz").as_uri()
    slices = [Slice(address, 0, 1 << 20)]

    left_out = package_slices(
        slices,
        tmp_path / "p.parquet",
        package_id=identify("package"),
        reader=Reader("r", Wanted(hosts=("a.example", "poison.example")), sites),
        data_folder=tmp_path,
        workers=LocalWorkers(2),
    )

    rows = pq.read_table(tmp_path / "p.parquet").to_pylist()
    assert [row["url"].rsplit("/")[-1] for row in rows] == [str(number) for number in range(20)]
    assert [row["rejections"][0]["reason"] for row in rows if not row["articles"]] == ["worker_died"]
    assert left_out == {("other_example", "other.example", "host"): 1}


class PoisonSite:
    """A site whose name and home can be asked for, and nothing else."""

    name = "poison"
    home = "http://poison.example/"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        ctypes.string_at(0)
