"""Wait for others, for so long and no longer. Who waits in earnest says so, once."""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

_SILENT = 2.0  # seconds of waiting without a word


class Patience:
    """For how long, from now on, to wait for what others have: the warehouse, or a file."""

    def __init__(self, what: object, wait: float) -> None:
        self.what, self.wait = what, wait
        self._began, self._is_silent = time.monotonic(), wait > _SILENT

    def has_waited(self, seconds: float) -> bool:
        """Whether so many seconds are over."""
        return time.monotonic() > self._began + seconds

    def pause(self, seconds: float, why: str = "is in use") -> None:
        """Wait for so many seconds."""
        if self.has_waited(_SILENT):
            self._say(why)
        time.sleep(seconds)

    @contextmanager
    def of_block(self) -> Iterator[None]:
        """For a block that waits by itself."""
        timer = Timer(_SILENT, self._say)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _say(self, why: str = "is in use") -> None:
        if self._is_silent:
            self._is_silent = False
            logging.getLogger(__name__).warning(
                "%s %s; waiting for %g seconds at most ...", self.what, why, self.wait
            )


def lock(file: int, kind: int, patience: Patience, most: float) -> bool:
    """Lock a file that is open, as flock does; False: others had it for `most` seconds."""
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if patience.has_waited(most):
                return False
            patience.pause(0.02)
