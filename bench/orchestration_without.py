"""An ingest without Prefect: the stages of `ingest-news` called directly. For `bench.orchestration`.

usage: python -m bench.orchestration_without SOURCE ...

Prints when its first line began and its last was over, by the clock that all processes of a machine share.
What comes from Prefect is found in the modules rather than named here, so that a flow may call more of it;
what would speak to a server raises.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import ModuleType
from typing import Any, NoReturn

from prefect.client.base import PrefectHttpxAsyncClient, PrefectHttpxSyncClient
from prefect.tasks import Task

import flows.ingest_news as ingest
from flows.parameters import Source

# Made for Prefect's pages and for nobody else: their queries and drawings are what Prefect costs, too.
_PAGES = ("Progress", "publish_funnel", "publish_summary")


class _Stage:
    """A task's function, with the one method of a task that flows use besides."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function
        self._pool = ThreadPoolExecutor(max_workers=4)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._function(*arguments, **named)

    def submit(self, *arguments: Any, **named: Any) -> Future[Any]:
        return self._pool.submit(self._function, *arguments, **named)


class _Silent:
    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def tell(self, done: int) -> None:
        pass


_INSTEAD: dict[str, Any] = {
    "concurrency": lambda *_, **__: contextlib.nullcontext(),
    "get_run_logger": logging.getLogger,
    "wait": wait,
}
"""Of Prefect's functions those whose callers want something back; all others do nothing."""


def without_prefect() -> None:
    """Take out of the flow what is Prefect's: records, slots, events, artifacts, names."""
    for page in _PAGES:
        assert hasattr(ingest, page), f"flows.ingest_news has no {page} any more: the halves would differ"
        setattr(ingest, page, _Silent if page == "Progress" else _nothing)
    for module in [one for name, one in sys.modules.items() if name.startswith(("flows.", "tasks.stages"))]:
        _strip(module)
    for client in (PrefectHttpxSyncClient, PrefectHttpxAsyncClient):
        # For good: this process is the half without Prefect, and a request that is left makes it a lie.
        client.send = _refuse  # type: ignore[method-assign]


def _strip(module: ModuleType) -> None:
    for name, value in list(vars(module).items()):
        if isinstance(value, Task):
            setattr(module, name, _Stage(value.fn))
        elif inspect.isfunction(value) and value.__module__.startswith("prefect."):
            setattr(module, name, _INSTEAD.get(name, _nothing))


def _nothing(*_: Any, **__: Any) -> None:
    pass


def _refuse(*arguments: Any, **_: Any) -> NoReturn:
    raise RuntimeError(
        f"The half without Prefect called its server: {arguments[1:]}. Take that out here, too."
    )


if __name__ == "__main__":
    without_prefect()
    began = time.monotonic()
    ingest.ingest_news.fn(sources=[Source(name) for name in sys.argv[1:]])
    print(json.dumps([began, time.monotonic()]))
