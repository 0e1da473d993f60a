"""What the commands that read the warehouse have in common: days, numbers, ports, outlets."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

_MOST_NAMED = 12  # sources, where none is near


def day(text: str) -> date:
    """A day as it is typed. Raises ArgumentTypeError, which argparse prints."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-21") from None


def positive(text: str) -> int:
    """A number above zero. Raises ArgumentTypeError, which argparse prints."""
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is no number above zero")
    return int(text)


def port(text: str) -> int:
    """The number of a port. Raises ArgumentTypeError, which argparse prints."""
    if not text.isdecimal() or not 1 <= int(text) <= 65_535:
        raise ArgumentTypeError(f"{text!r} is no port; choose a number from 1 to 65535, as 4290")
    return int(text)


def unknown_source(name: str, titles: Mapping[str, str]) -> str | None:
    """What to say of a source that the warehouse does not have; None of one that it has.

    `titles` are what its sources are called, by their names.
    """
    if name in titles:
        return None
    spelled = {
        spelling.casefold(): source for source, title in titles.items() for spelling in (title, source)
    }
    near = [spelled[one] for one in get_close_matches(name.casefold(), spelled, n=5, cutoff=0.5)]
    shown = list(dict.fromkeys(near)) or sorted(titles)[:_MOST_NAMED]
    others = len(titles) - len(shown)
    named = ", ".join(f"{source} ({titles[source]})" for source in shown)
    if near:
        return f"There is no source {name!r} in the warehouse. Do you mean {named}?"
    rest = f" and {others} more" if others else ""
    return f"There is no source {name!r} in the warehouse. It has {named}{rest}."
