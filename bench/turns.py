"""Let extractors read the same pages in turns, in one process on one core; what each found and took."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

_WARM_UP_PAGES = 3
_LIMIT = 60  # seconds for a page, as in the yardstick
_SECONDS_BETWEEN_LINES = 10


@dataclass(frozen=True)
class Extractor:
    """Somebody's way to read a page; `reset` empties caches that would remember it from an earlier round."""

    label: str
    extract: Callable[[bytes, str], Mapping[str, Any]]
    reset: Callable[[], object] | None = None


@dataclass(frozen=True)
class Reading:
    """What was found on a page, or the field `error` alone, and the processor time of it in seconds."""

    fields: dict[str, Any]
    seconds: float


def stay_on_one_core() -> None:
    """Bind this process to one core for good, where the system can (Linux)."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def read_in_turns(
    extractors: Mapping[str, Extractor],
    work: Sequence[tuple[bytes, str]],
    timed: Sequence[int],
    rounds: int,
) -> dict[str, list[Reading]]:
    """What every extractor found on every page (bytes, address), in the order of `work`.

    The first round reads all pages, the others those at the `timed` places again; the least time counts. At
    each step every extractor in turn gets one page, each a different one: noise falls on all alike, and none
    finds a page warm in another's cache. Prints progress to stderr.
    """
    for extractor in extractors.values():
        for html, url in work[:_WARM_UP_PAGES]:
            read(extractor, html, url)
    readings: dict[str, dict[int, Reading]] = {name: {} for name in extractors}
    said = time.monotonic()
    for number in range(rounds):
        places = timed if number else range(len(work))
        stride = max(1, len(places) // len(extractors))
        for step in range(len(places)):
            for turn, (name, extractor) in enumerate(extractors.items()):
                place = places[(step + turn * stride) % len(places)]
                reading = read(extractor, *work[place])
                first = readings[name].get(place, reading)
                readings[name][place] = replace(first, seconds=min(first.seconds, reading.seconds))
            if time.monotonic() - said > _SECONDS_BETWEEN_LINES:
                said = time.monotonic()
                print(f"round {number + 1} of {rounds}: {step + 1} of {len(places)} pages", file=sys.stderr)
    gc.unfreeze()
    return {name: [found[place] for place in range(len(work))] for name, found in readings.items()}


def read(extractor: Extractor, html: bytes, url: str) -> Reading:
    """One reading. What an extractor raises, and a minute without an answer, becomes its field `error`."""
    if extractor.reset is not None:
        extractor.reset()
    gc.collect()
    _settle()
    gc.freeze()  # or each collection looks through the dictionaries that peers load as they meet languages
    before = signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(_LIMIT)
    started = time.process_time()
    try:
        fields = dict(extractor.extract(html, url))
    except Exception as error:  # noqa: BLE001 - peers raise what they like, and have then found nothing
        fields = {"error": f"{type(error).__name__}: {error}"}
    finally:
        seconds = time.process_time() - started
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return Reading(fields, seconds)


def _settle() -> None:
    """Have the allocator put together now what the extractor before freed, not in the reading that follows.

    glibc does so at the first large request. Of what trafilatura leaves it takes half a millisecond, more
    than to parse a page, and whoever's turn came next had to bear it.
    """
    bytes(_LARGE)


_LARGE = 100_000  # bytes; of 128 KiB it would ask the system instead


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"over {_LIMIT} s")
