"""A person's Ctrl-C, whatever libraries on the way make of it. Imports nothing of Prefect."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, get_ident
from typing import Any

# Prefect logs as a crash, in each task and flow on the way, what is no failure.
_LOGGERS = ("prefect.flow_runs", "prefect.task_runs", "prefect.engine")

_LOOK_EVERY = 0.5  # seconds


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C ends the block with KeyboardInterrupt, and Prefect logs no error of it. For the main thread.

    DuckDB makes a RuntimeError of it; Prefect lets go of one that comes once a flow has its last state, and
    whatever follows goes on. One that was let go of is raised again.
    """
    came, over = Event(), Event()

    def interrupt(*_: object) -> None:
        came.set()
        raise KeyboardInterrupt

    def is_wanted(record: logging.LogRecord) -> bool:
        return record.levelno < logging.ERROR or not came.is_set()

    before = signal.signal(signal.SIGINT, interrupt)
    Thread(target=_insist, args=(get_ident(), came, over), daemon=True).start()
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(is_wanted)
    try:
        yield
    except Exception as error:
        if came.is_set():  # whatever a library on the way made of it; any other goes on as it is
            raise KeyboardInterrupt from error
        raise
    finally:
        over.set()
        came.set()  # for whoever waits for it, in vain by now
        signal.signal(signal.SIGINT, before)
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(is_wanted)


def _insist(thread: int, came: Event, over: Event) -> None:
    """Once an interrupt came, send another whenever the thread has none on its way, until it is over."""
    came.wait()
    while not over.wait(_LOOK_EVERY):
        if not _is_on_its_way(thread):
            os.kill(os.getpid(), signal.SIGINT)


def _is_on_its_way(thread: int) -> bool:
    """Whether the thread is cleaning up after an interrupt, which is not to be interrupted."""
    found: Any = sys._current_exceptions().get(thread)
    error: BaseException | None = found[1] if isinstance(found, tuple) else found  # a tuple until Python 3.12
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
