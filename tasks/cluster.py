"""Extract on a Dask cluster: the same pieces, the same rows. Needs the extra `dask`.

A worker gets plain values and imports what `tasks.pool` imports: no Prefect, no DuckDB. It must see the
archives at the same paths as whoever sends them (a shared folder, or `s3://`), run one task at a time
(`--nthreads 1`: a page's limit of time is its process's), and have the same version of this code.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from tasks.crawl.intake import LeftOut
from tasks.pool import SECONDS_A_CHUNK, Extracted, WorkerDied, pack_here

LOCAL = "local"
"""For an address: a cluster of this machine, for as long as this process lives."""


_SECONDS_WITHOUT_WORKERS = 60.0
_TRIES = 3


class ClusterUnknown(RuntimeError):
    """The cluster cannot be reached or has no workers, or what is needed to reach it is not installed."""


@dataclass(frozen=True, slots=True)
class DaskWorkers:
    """The workers of a cluster: `tcp://…` of its scheduler, or LOCAL with so many `processes`.

    With `packages`, a folder that they and this process reach (shared, or `s3://…`), rows stay among the
    workers: one of them writes the package there, and it is fetched from there.
    """

    address: str
    processes: int
    packages: str | None = None

    def submit(self, read: Callable[..., Any], *given: Any) -> Any:
        # Not pure: a piece that is asked for again after a death is to be read again.
        return self._client().submit(read, *given, pure=False)

    def settle(self, future: Any) -> Any:
        if self.packages is None:
            return self._answer(future.result)
        error = self._answer(future.exception)
        if error is not None:
            self._answer(future.result)  # which raises it
        return future

    def _answer(self, ask: Callable[..., Any]) -> Any:
        """What a future gives. Raises WorkerDied, ClusterUnknown, and what the worker raised."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        try:
            return ask(timeout=SECONDS_A_CHUNK)
        except KilledWorker as error:
            raise WorkerDied("a worker of the cluster ended") from error
        except TimeoutError as error:
            if not self._client().scheduler_info()["workers"]:
                raise ClusterUnknown(
                    f"The Dask cluster at {self.address} has no workers any more."
                ) from error
            raise WorkerDied(f"no answer within {SECONDS_A_CHUNK:.0f} seconds") from error
        except FutureCancelledError as error:
            raise ClusterUnknown(
                f"The Dask scheduler at {self.address} has ended, and forgot what it was asked. What is "
                "loaded stays; start the run again once it is back."
            ) from error

    def pack(self, settled: Sequence[Any], path: Path, *, run_id: str, package_id: str) -> LeftOut:
        if self.packages is None:
            return pack_here(settled, path, run_id=run_id, package_id=package_id)
        address = f"{self.packages.rstrip('/')}/{path.name}"
        left_out: LeftOut = self._packed_there(list(settled), address, run_id, package_id)
        _fetch(address, path)
        return left_out

    def _packed_there(self, settled: list[Any], address: str, run_id: str, package_id: str) -> Any:
        from distributed import Future

        deaths: Counter[Any] = Counter()
        while max(deaths.values(), default=0) < _TRIES:
            packed = self._client().submit(
                _pack_there, settled, address, run_id=run_id, package_id=package_id, pure=False
            )
            try:
                return self._answer(packed.result)
            except WorkerDied as error:
                died = error
                # Rows are lost with the worker that has them; to make them again may have ended another.
                lost = [each for each in settled if isinstance(each, Future) and each.status == "error"]
                self._client().retry(lost)
                deaths.update([each.key for each in lost] or ["the package"])
        raise ClusterUnknown(
            f"Workers of {self.address} ended {_TRIES} times while one wrote {address}. Have they the "
            "memory for all rows of a package?"
        ) from died

    def lost(self, futures: Sequence[Any], *, is_explained: bool) -> list[bool]:
        # What ended with a worker is told as it is settled; what waits may wait for one that stands still.
        waits = [not is_explained and future.status == "pending" for future in futures]
        self._client().cancel(list(compress(futures, waits)), force=True)
        return waits

    def _client(self) -> Any:
        return _client(self.address, self.processes)


def _pack_there(settled: Sequence[Extracted], address: str, *, run_id: str, package_id: str) -> LeftOut:
    """Write a package to its address, in a worker. It is there whole or not at all."""
    system, place = fsspec.url_to_fs(address)
    if isinstance(system, LocalFileSystem):
        return pack_here(settled, Path(place), run_id=run_id, package_id=package_id)
    with TemporaryDirectory() as folder:
        made = Path(folder) / "package.parquet"
        left_out = pack_here(settled, made, run_id=run_id, package_id=package_id)
        system.put_file(str(made), place)  # storage of objects shows none before it has all of it
    return left_out


def _fetch(address: str, path: Path) -> None:
    """Take a package into the data folder, whole or not at all."""
    system, place = fsspec.url_to_fs(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        file.write(system.cat_file(place))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


@lru_cache(maxsize=4)
def _client(address: str, processes: int) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterUnknown(
            "WARRAQ_DASK is set and Dask is not installed: pip install 'warraq[dask]'"
        ) from error
    connect: Any = Client  # without types
    try:
        client = connect(_local_cluster(processes) if address == LOCAL else address, timeout=10)
    except OSError as error:
        raise ClusterUnknown(f"No Dask scheduler answers at {address} (WARRAQ_DASK): {error}") from error
    try:
        client.wait_for_workers(1, timeout=_SECONDS_WITHOUT_WORKERS)
    except TimeoutError as error:
        client.close()
        raise ClusterUnknown(
            f"The Dask scheduler at {address} (WARRAQ_DASK) has no workers after "
            f"{_SECONDS_WITHOUT_WORKERS:.0f} seconds. deploy/README.md says how they are started."
        ) from error
    return client


def _local_cluster(processes: int) -> Any:
    # Dask's usual local cluster imports the caller's main module in each worker, and that is Prefect's.
    from distributed.deploy.subprocess import SubprocessCluster

    return SubprocessCluster(
        n_workers=processes,
        threads_per_worker=1,
        dashboard_address=None,  # type: ignore[arg-type]  # None, it says, disables it
        scheduler_kwargs={
            # A page that ends its worker would end as many others before it is given up.
            "allowed_failures": 0,
            # Seconds; a page may keep a worker from telling that it lives for ten of them.
            "worker_ttl": 60,
        },
    )
