"""Keep the pace that each host is owed, whoever else is waiting."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from tasks.crawl.turns import HostTurns, Turn

_LONG_AGO = -1e9  # on the clock of time.monotonic, which may have begun a moment ago
_LOOK_AGAIN = 0.02  # seconds, while all turns of the host are taken by others


class HostClosed(Exception):
    """No more requests to this host in this batch."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class HostPace:
    """One host's turn-taking, for the length of a batch. Seconds throughout.

    A request starts `delay` after the last one started or ended, whichever is later, so that the gap holds
    in the server's eyes too; at most `most_at_once` are under way.

    The delay follows the host's own latency, as Scrapy's AutoThrottle and Heritrix's delay factor do it: it
    goes half-way to `delay_factor` times the time in which the host began its last answer, up to
    `longest_delay`. It is never shorter than declared, by the site or by robots.txt.

    A host that says that it is busy (429, 503) is one event, however many requests were under way when it
    said so: one pause, and the delay doubles once.

    A host that failed so often in a row is asked no more (the circuit opens); after `probe_after` one request
    is let through, and the others wait for what it brings: if it fails as well, the host stays closed.
    """

    def __init__(
        self,
        *,
        delay: float,
        most_at_once: int,
        longest: float,
        give_up_after: int,
        give_up_after_busy: int = 6,
        delay_factor: float = 0.0,
        longest_delay: float = 30.0,
        first_back_off: float = 2.0,
        longest_back_off: float = 120.0,
        probe_after: float = 0.0,
        turns: HostTurns,
    ) -> None:
        """`probe_after` 0: no request is let through once the circuit is open.

        `turns` are shared with whoever else asks the host.
        """
        self.delay = delay
        self._declared = delay
        self._delay_factor = delay_factor
        self._longest_delay = longest_delay
        self._first_back_off = first_back_off
        self._longest_back_off = longest_back_off
        self._probe_after = probe_after
        self._most_at_once = most_at_once
        self._slots = asyncio.Semaphore(most_at_once)
        self._turn = asyncio.Lock()
        self._turns = turns
        self._last_asked = _LONG_AGO  # when the last request began or ended
        self._ends_at = time.monotonic() + longest
        self._give_up_after = give_up_after
        self._give_up_after_busy = give_up_after_busy
        self._failed_in_a_row = 0
        self._opened_at = 0.0
        self._circuit: Literal["closed", "open", "half-open"] = "closed"
        self._probe_is_back = asyncio.Event()
        self._busy_in_a_row = 0  # events
        self._busy_since = 0.0
        self._closed: tuple[str, str] | None = None  # why, for HostClosed

    @asynccontextmanager
    async def turn(self, everyone: asyncio.Semaphore) -> AsyncIterator[float]:
        """Hold a turn at this host and a place among `everyone`; gives when it began (time.monotonic).

        Raises HostClosed if none will come.
        """
        async with self._slots:
            async with self._turn:
                turn = await self._take(everyone)
                self._last_asked = turn.began
                is_probe = self._circuit == "open"
                if is_probe:
                    self._circuit = "half-open"
                    self._probe_is_back.clear()
            try:
                yield turn.began
            finally:
                everyone.release()
                self._last_asked = time.monotonic()
                if self.delay:
                    self._turns.put_off(self._last_asked + self.delay)
                turn.end()
                if is_probe:
                    if self._circuit == "half-open":  # it was cancelled, and brought nothing
                        self._circuit = "open"
                    self._probe_is_back.set()

    async def _take(self, everyone: asyncio.Semaphore) -> Turn:
        while True:
            await self._wait()
            await everyone.acquire()  # after the wait: a slow host keeps no place from the others
            may_begin = not self._closed and self._circuit != "half-open" and self.free_at <= time.monotonic()
            turn = self._turns.take(self.delay, self._most_at_once) if may_begin else None
            if turn is not None:
                return turn
            # While we stood in line, an answer asked for a longer pause, or another batch was faster.
            everyone.release()
            if may_begin and self.free_at <= time.monotonic():
                await asyncio.sleep(_LOOK_AGAIN)

    async def _wait(self) -> None:
        while True:
            if self._closed:
                raise HostClosed(
                    *self._closed
                )  # a new one each time: an error keeps each place it was raised at
            if self._circuit == "half-open":
                await self._probe_is_back.wait()
                continue
            wait = max(self.free_at - time.monotonic(), 0.0)
            if time.monotonic() + wait > self._ends_at:
                due = f"would be due in {wait:.0f} seconds" if wait else "is due now"
                raise HostClosed(
                    "host_time_limit", f"The next request {due}; a batch does not stay so long with one host."
                )
            if wait <= 0:
                return
            await asyncio.sleep(wait)  # then look again: another answer may have asked for a longer pause

    @property
    def free_at(self) -> float:
        """When the host may be asked next (time.monotonic).

        Others are told by the clock on the wall, which can be set; what was asked here is known better.
        """
        return max(self._turns.at, self._last_asked + self.delay)

    def put_off(self, seconds: float) -> None:
        """Let the host be for so long from now on."""
        self._turns.put_off(time.monotonic() + seconds)

    def narrow_to(self, most_at_once: int) -> None:
        """Take a smaller number of requests at once, from now on."""
        self._most_at_once = min(self._most_at_once, most_at_once)

    def slow_to(self, delay: float) -> None:
        """Take a longer declared delay, from the last request on."""
        self._declared = max(self._declared, delay)
        if delay > self.delay:
            self.delay = delay
            self._turns.put_off(self._last_asked + delay)

    @property
    def closed(self) -> bool:
        return self._closed is not None

    def close(self, reason: str, detail: str) -> None:
        self._closed = self._closed or (reason, detail)

    def answered(self, latency: float, *, well: bool) -> None:
        """The host began an answer after so many seconds; one that is an error never shortens the delay."""
        self._failed_in_a_row = 0
        self._busy_in_a_row = 0
        self._circuit = "closed"
        wanted = min(self._delay_factor * latency, self._longest_delay)
        delay = max(self._declared, (self.delay + wanted) / 2)
        if well or delay > self.delay:
            self.delay = delay

    def busy(self, began: float, pause: float | None) -> None:
        """The request that began then was answered 429 or 503, with this Retry-After or none."""
        now = time.monotonic()
        self._failed_in_a_row = 0
        self._circuit = "closed"
        if began >= self._busy_since:  # else it was under way when another was told the same
            self._busy_since = now
            self._busy_in_a_row += 1
            doubled = max(2 * self.delay, self._first_back_off)
            self.delay = max(self.delay, min(doubled, self._longest_delay))
        if self._busy_in_a_row >= self._give_up_after_busy:
            self.close(
                "host_down", f"The host said {self._busy_in_a_row} times in a row that it is busy; not tried."
            )
        elif pause is not None:
            self.put_off(pause)
        else:
            back_off = min(self._first_back_off * 2 ** (self._busy_in_a_row - 1), self._longest_back_off)
            self._turns.put_off(self._busy_since + back_off)

    def failed(self, began: float, reason: str) -> None:
        """The request that began then brought no answer. So many in a row open the circuit."""
        if began < self._opened_at:
            return  # it was under way when the circuit opened
        self._failed_in_a_row += 1
        if self._failed_in_a_row < self._give_up_after:
            return
        if self._circuit == "half-open" or not self._probe_after:
            self.close(
                "host_down",
                f"The last {self._failed_in_a_row} requests to this host failed ({reason}); not tried.",
            )
        else:
            self._circuit = "open"
            self._opened_at = time.monotonic()
            self._turns.put_off(self._opened_at + self._probe_after)


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
