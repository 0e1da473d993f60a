"""A Dask cluster gives the rows that local processes give, and outlives a page that kills a worker."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer

from tasks import cluster
from tasks.cluster import LOCAL, ClusterUnknown, DaskWorkers
from tasks.crawl.intake import LeftOut, Reader, Slice, Wanted
from tasks.crawl.warc import ArchiveWriter
from tasks.identity import identify
from tasks.pool import Extracted, LocalWorkers, pack_here, package_slices
from tests.crawl.archives import page, response, write
from tests.test_pool import AT, GOOD, WAYS, Poison, fetched, rows_of


@pytest.fixture(scope="module")
def workers() -> Iterator[DaskWorkers]:
    yield DaskWorkers(LOCAL, 2)
    client = cluster._client(LOCAL, 2)
    client.cluster.close()
    client.close()
    cluster._client.cache_clear()


def test_a_cluster_gives_the_same_rows(tmp_path: Path, workers: DaskWorkers) -> None:
    pages = [
        response(f"http://news.test/{number}", page(f"The ferry {number} stays")) for number in range(150)
    ]
    write(tmp_path / "a.warc.gz", pages)
    address = (tmp_path / "a.warc.gz").as_uri()
    size = (tmp_path / "a.warc.gz").stat().st_size
    slices = [Slice(address, start, start + 20_000) for start in range(0, size, 20_000)]
    reader = Reader("run", Wanted(share=0.8), {})

    left_out = [
        package_slices(
            slices,
            tmp_path / name,
            package_id=identify("package"),
            reader=reader,
            data_folder=tmp_path,
            workers=who,
        )
        for name, who in (("here.parquet", LocalWorkers(2)), ("there.parquet", workers))
    ]

    here, there = (pq.read_table(tmp_path / name) for name in ("here.parquet", "there.parquet"))
    assert 100 < here.num_rows < 140
    assert there.equals(here)
    assert left_out[0] == left_out[1]


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of an S3 server on 127.0.0.1, known to this process and to what it starts."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    _, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    # All of moto's servers in one process have the same buckets: its name is this module's own.
    fsspec.filesystem("s3", skip_instance_cache=True).makedirs("cluster", exist_ok=True)
    yield "s3://cluster/packages"
    server.stop()


@pytest.mark.parametrize("kind", ["shared folder", "object storage"])
def test_workers_write_the_package_where_they_are_told(
    tmp_path: Path, storage: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = storage if kind == "object storage" else str(tmp_path / "shared")
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(100)
        ]
    fetches[40] = replace(fetches[40], source="poison")
    sites: dict[str, Any] = {"poison": Poison("killed")}
    monkeypatch.setattr("tasks.cluster.pack_here", None)  # it is not this process that writes

    with cluster._local_cluster(1) as known:  # its workers know the storage
        workers = DaskWorkers(known.scheduler_address, 1, folder)
        rows = rows_of(fetches, sites, tmp_path, workers)
        cluster._client(workers.address, 1).close()

    assert [number for number, row in enumerate(rows) if not row["articles"]] == [40]
    (path,) = tmp_path.glob("*.parquet")
    assert fsspec.open(f"{folder}/{path.name}").open().read() == path.read_bytes()


def test_its_workers_import_neither_prefect_nor_duckdb(workers: DaskWorkers) -> None:
    loaded = cluster._client(LOCAL, 2).run(
        lambda: sorted({"prefect", "duckdb", "tasks.pool"} & set(sys.modules))
    )

    assert list(loaded.values()) == [["tasks.pool"]] * 2


@pytest.mark.parametrize("how", WAYS)
def test_a_page_that_ends_a_worker_is_a_rejection_there_too(
    tmp_path: Path, workers: DaskWorkers, how: str
) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(100)
        ]
    fetches[40] = replace(fetches[40], source="poison")
    sites: dict[str, Any] = {"poison": Poison(how)}

    rows = rows_of(fetches, sites, tmp_path, workers)

    lost = [
        (number, row["rejections"][0]["reason"]) for number, row in enumerate(rows) if not row["articles"]
    ]
    assert lost == [(40, WAYS[how][0])]
    assert rows == rows_of(fetches, sites, tmp_path, LocalWorkers(2))


@pytest.fixture
def scheduler() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A scheduler without workers."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "distributed.cli.dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
        ],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"},
    )
    assert process.stderr is not None
    address = next(
        found[0] for line in process.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line))
    )
    yield address, process
    process.kill()
    process.communicate()
    cluster._client.cache_clear()


def test_a_cluster_without_workers_is_told(
    scheduler: tuple[str, subprocess.Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_SECONDS_WITHOUT_WORKERS", 1.0)

    with pytest.raises(ClusterUnknown, match="has no workers after 1 seconds"):
        DaskWorkers(scheduler[0], 1).submit(len, [])


def test_a_scheduler_that_ends_is_told(scheduler: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = scheduler
    worker = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"],
        stderr=subprocess.DEVNULL,
    )
    try:
        workers = DaskWorkers(address, 1)
        future = workers.submit(time.sleep, 60)
        process.kill()

        with pytest.raises(ClusterUnknown, match="has ended"):
            workers.settle(future)
    finally:
        cluster._client(address, 1).close(timeout=1)
        worker.kill()
        worker.wait()


def end_once(settled: list[Extracted], address: str, **said: str) -> LeftOut:
    """Write the package in the second try; in the first, the worker ends."""
    mark = Path(address).with_suffix(".tried")
    if not mark.exists():
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return pack_here(settled, Path(address), **said)


def test_a_worker_that_ends_while_it_writes_a_package_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(70)
        ]
    monkeypatch.setattr("tasks.cluster._pack_there", end_once)

    with cluster._local_cluster(1) as known:
        workers = DaskWorkers(known.scheduler_address, 1, str(tmp_path / "shared"))
        rows = rows_of(fetches, {}, tmp_path, workers)
        cluster._client(workers.address, 1).close()

    assert [len(row["articles"]) for row in rows] == [1] * 70


class EndsAtSecond:
    """Stands for a site without rules; the second who asks for them dies of it."""

    timezone = None

    def __init__(self, asked: Path) -> None:
        self.asked = asked

    @property
    def rules(self) -> tuple[()]:
        with self.asked.open("a") as file:
            file.write(".")
        if self.asked.read_text() == "..":
            os.kill(os.getpid(), signal.SIGKILL)
        return ()


def test_rows_that_are_lost_with_a_worker_are_made_again_even_if_that_ends_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(70)
        ]
    fetches[40] = replace(fetches[40], source="ends")
    sites: dict[str, Any] = {"ends": EndsAtSecond(tmp_path / "asked")}
    monkeypatch.setattr("tasks.cluster._pack_there", end_once)  # and with it all rows are lost

    with cluster._local_cluster(1) as known:
        workers = DaskWorkers(known.scheduler_address, 1, str(tmp_path / "shared"))
        rows = rows_of(fetches, sites, tmp_path, workers)
        cluster._client(workers.address, 1).close()

    assert [len(row["articles"]) for row in rows] == [1] * 70
    assert (tmp_path / "asked").read_text() == "..."


class StopsAtFirst:
    """Stands for a site without rules; who asks first for them is stopped."""

    timezone = None

    def __init__(self, asked: Path) -> None:
        self.asked = asked

    @property
    def rules(self) -> tuple[()]:
        if not self.asked.exists():
            self.asked.write_text(f"{os.getpid()}")
            os.kill(os.getpid(), signal.SIGSTOP)
        return ()


def test_what_a_worker_has_that_is_stopped_is_read_by_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(f"{number}", archive.write_page(f"http://a.example/{number}", GOOD, AT, "text/html"))
            for number in range(200)
        ]
    fetches[40] = replace(fetches[40], source="stops")
    sites: dict[str, Any] = {"stops": StopsAtFirst(tmp_path / "asked")}
    monkeypatch.setattr("tasks.cluster.SECONDS_A_CHUNK", 3.0)

    with cluster._local_cluster(2) as known:
        rows = rows_of(fetches, sites, tmp_path, DaskWorkers(known.scheduler_address, 2))
        os.kill(int((tmp_path / "asked").read_text()), signal.SIGKILL)
        cluster._client(known.scheduler_address, 2).close()

    assert [len(row["articles"]) for row in rows] == [1] * 200


def test_a_cluster_that_is_not_there_is_told() -> None:
    with pytest.raises(ClusterUnknown, match="No Dask scheduler answers"):
        DaskWorkers("tcp://127.0.0.1:9", 1).submit(len, [])
