"""How long work may take, on a machine that is slow now because others use it, too."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tasks.article import extract_articles

_PAGE = (Path(__file__).parent / "article" / "pages" / "seed" / "page.html").read_bytes()


def seconds_of(work: Callable[[], object]) -> float:
    """Of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def second_here() -> float:
    """What this machine needs now for what takes one second where bounds were set: 800 small pages."""
    return 40 * min(seconds_of(_read_twenty_pages) for _ in range(2))


def check_cost(seconds: float, work: Callable[[], object]) -> None:
    """Hold `work` to so many seconds: a bound for what would take minutes, were it not linear.

    Raises AssertionError if it took longer three times: what else runs may disturb a measurement.
    """
    for last in (False, False, True):
        spent, second = seconds_of(work), second_here()
        if spent < seconds * max(second, 1.0):
            return
        assert not last, f"{spent:.3f} s of {seconds}, where a second is {second:.3f} s"


def _read_twenty_pages() -> None:
    for _ in range(20):
        extract_articles(_PAGE, "https://news.example/a")
