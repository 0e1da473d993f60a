"""Run `prefect` for as long as the process lives that started it: `python -P with_parent.py PARENT ...`.

Whoever is killed outright cannot stop what it started, and what has a session of its own outlives it. Linux
has a signal for that (PR_SET_PDEATHSIG), but it is tied to the thread that started the child, and other
systems have none.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any


def main(parent: int, arguments: list[str]) -> None:
    """`prefect` with `arguments` in this process, whose group is killed once `parent` is not its parent."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    sys.path.insert(0, str(Path.cwd()))  # as `python -m prefect` has it
    sys.argv[1:] = arguments
    if arguments[:1] == ["worker"]:
        _load_no_flows()
    if arguments[:1] == ["server"]:
        _wait_less_for_the_lock()
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


_LONGEST_WAIT = 5_000  # milliseconds


def _wait_less_for_the_lock() -> None:
    """Let the server's connections to SQLite wait five seconds for the lock of whoever writes, not sixty.

    The collector of Python's garbage may come upon a cursor of a connection that waits for the lock, in the
    thread of the event loop, which then waits with it. Where the one that has the lock waits for the event
    loop, nothing goes on until the first gives up: a server that has just been started again stood still for
    a minute, or for several if its clients gave up and came again. A client of Prefect tries again.
    """
    from sqlalchemy import event
    from sqlalchemy.pool import Pool

    @event.listens_for(Pool, "checkout")
    def shorten(connection: Any, record: Any, _: object) -> None:
        # When it connects would be too early: Prefect says sixty seconds after us.
        if "longest_wait" not in record.info:
            record.info["longest_wait"] = _LONGEST_WAIT
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout = {_LONGEST_WAIT}")
            cursor.close()


def _load_no_flows() -> None:
    """Keep flows out of the worker, which loads one that was cancelled or crashed to look for its hooks.

    Ours have none, and with what they import the worker would be a hundred megabytes larger for good.
    """
    from prefect import Flow, flow
    from prefect.client.schemas.objects import FlowRun
    from prefect.workers import process

    @flow
    def without_hooks() -> None:
        pass

    async def load(_: FlowRun) -> Flow[[], None]:
        return without_hooks

    # A test holds the worker to it, should the name be another in a later Prefect.
    setattr(process, "load_flow_from_flow_run", load)  # noqa: B010 - it is none of its exports


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
