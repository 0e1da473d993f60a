"""Keep the pace that each host is owed, whoever else is waiting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class HostClosed(Exception):
    """No more requests to this host in this batch."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class HostPace:
    """One host's turn-taking, for the length of a batch.

    A request starts `delay` seconds after the last one started or ended, whichever is later, so that the
    gap holds in the server's eyes too; at most `most_at_once` are under way. Seconds throughout.
    """

    def __init__(self, *, delay: float, most_at_once: int, longest: float, give_up_after: int) -> None:
        self.delay = delay
        self._slots = asyncio.Semaphore(most_at_once)
        self._turn = asyncio.Lock()
        self._free_at = 0.0
        self._ends_at = time.monotonic() + longest
        self._give_up_after = give_up_after
        self._failed_in_a_row = 0
        self._closed: HostClosed | None = None

    @asynccontextmanager
    async def turn(self, everyone: asyncio.Semaphore) -> AsyncIterator[None]:
        """Hold a turn at this host and a place among `everyone`; raises HostClosed if none will come."""
        async with self._slots:
            async with self._turn:
                while True:
                    await self._wait()
                    await everyone.acquire()  # after the wait: a slow host keeps no place from the others
                    if self._free_at <= time.monotonic() and not self._closed:
                        break
                    everyone.release()  # while we stood in line, an answer asked for a longer pause
                self._free_at = time.monotonic() + self.delay
            try:
                yield
            finally:
                everyone.release()
                self._free_at = max(self._free_at, time.monotonic() + self.delay)

    async def _wait(self) -> None:
        while True:
            if self._closed:
                raise self._closed
            wait = self._free_at - time.monotonic()
            if self._free_at > self._ends_at:
                raise HostClosed(
                    "host_time_limit",
                    f"The next request would be due in {wait:.0f} seconds; a batch does not stay so long.",
                )
            if wait <= 0:
                return
            await asyncio.sleep(wait)  # then look again: another answer may have asked for a longer pause

    def slow_to(self, delay: float) -> None:
        """Take a longer delay, from the last request on."""
        if delay > self.delay:
            self._free_at += delay - self.delay
            self.delay = delay

    def back_off(self, seconds: float) -> None:
        """Ask nothing for `seconds`. Said twice for one event, the longer pause holds."""
        self._free_at = max(self._free_at, time.monotonic() + seconds)

    @property
    def closed(self) -> bool:
        return self._closed is not None

    def close(self, reason: str, detail: str) -> None:
        self._closed = self._closed or HostClosed(reason, detail)

    def answered(self) -> None:
        self._failed_in_a_row = 0

    def failed(self, reason: str) -> None:
        """Close the host after so many failures in a row: waiting for a dead one helps nobody."""
        self._failed_in_a_row += 1
        if self._failed_in_a_row >= self._give_up_after:
            self.close(
                "host_down",
                f"The last {self._failed_in_a_row} requests to this host failed ({reason}); not tried.",
            )


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds from `now` that a Retry-After header asks for, in either of its forms (RFC 9110, 10.2.3).

    None if there is no header or no sense in it.
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, OverflowError):  # OverflowError: a time zone of twenty digits
        return None
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())
