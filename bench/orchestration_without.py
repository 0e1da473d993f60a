"""An ingest without Prefect: the stages of `ingest-news` called directly. For `bench.orchestration`.

usage: python -m bench.orchestration_without SOURCE ...

Prints the seconds that it took from its first line to its last.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import flows.ingest_news as ingest
import flows.run as run
import tasks.stages as stages
from flows.parameters import Source


class _Submitted:
    """A task's function with the one method of a task that the flow uses."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self._pool = ThreadPoolExecutor(max_workers=4)

    def submit(self, *arguments: Any) -> Future[Any]:
        return self._pool.submit(self._function, *arguments)


class _Silent:
    def __init__(self, *_: Any) -> None:
        pass

    def tell(self, done: int) -> None:
        pass


def _nothing(*_: Any, **__: Any) -> None:
    pass


def without_prefect() -> None:
    """Take out of the flow what is Prefect's: records, slots, events, artifacts, names."""
    for module, name, instead in (
        (ingest, "discover_sources", stages.discover_sources.fn),
        (ingest, "fetch_batch", _Submitted(stages.fetch_batch.fn)),
        (ingest, "wait", wait),
        (ingest, "Progress", _Silent),
        (ingest, "publish_funnel", _nothing),
        (ingest, "publish_summary", _nothing),
        (ingest, "name_run", _nothing),
        (ingest, "get_run_logger", logging.getLogger),
        (run, "extract_batch", stages.extract_batch.fn),
        (run, "load_batch", stages.load_batch.fn),
        (run, "get_run_logger", logging.getLogger),
        (stages, "writer_slot", lambda _wait: contextlib.nullcontext()),
        (stages, "emit_event", _nothing),
    ):
        assert hasattr(module, name), f"{module.__name__} has no {name} any more: the arms would differ"
        setattr(module, name, instead)


if __name__ == "__main__":
    without_prefect()
    began = time.monotonic()
    ingest.ingest_news.fn(sources=[Source(name) for name in sys.argv[1:]])
    print(time.monotonic() - began)
