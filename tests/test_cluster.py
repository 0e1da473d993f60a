"""A Dask cluster gives the rows that local processes give, and outlives a page that kills a worker."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks import cluster
from tasks.cluster import LOCAL, ClusterUnknown, DaskWorkers
from tasks.crawl.intake import Reader, Slice, Wanted
from tasks.crawl.warc import ArchiveWriter
from tasks.pool import LocalWorkers, extract_fetches, extract_slices
from tests.crawl.archives import page, response, write
from tests.test_pool import AT, GOOD, WAYS, Poison, fetched


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

    here = extract_slices(slices, reader, data_folder=tmp_path, workers=LocalWorkers(2))
    there = extract_slices(slices, reader, data_folder=tmp_path, workers=workers)

    assert 100 < here.rows.num_rows < 140
    assert there.rows.equals(here.rows)
    assert there.left_out == here.left_out


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

    rows = extract_fetches(fetches, sites=sites, data_folder=tmp_path, workers=workers).rows.to_pylist()

    lost = [
        (number, row["rejections"][0]["reason"]) for number, row in enumerate(rows) if not row["articles"]
    ]
    assert lost == [(40, WAYS[how][0])]


def test_a_cluster_that_is_not_there_is_told() -> None:
    with pytest.raises(ClusterUnknown, match="No Dask scheduler answers"):
        DaskWorkers("tcp://127.0.0.1:9", 1).submit(len, [])
