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


def main(parent: int, arguments: list[str]) -> None:
    """`prefect` with `arguments` in this process, whose group is killed once `parent` is not its parent."""
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    sys.path.insert(0, str(Path.cwd()))  # as `python -m prefect` has it
    sys.argv[1:] = arguments
    if arguments[:1] == ["worker"]:
        _load_no_flows()
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


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
