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
    runpy.run_module("prefect", run_name="__main__", alter_sys=True)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1.0)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
