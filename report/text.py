"""Texts that pages have written, bounded, and kept from turning what is around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from report.ink import drawable

_MOST_CHARACTERS = {"name": 60, "headline": 240, "paragraph": 700, "detail": 240, "url": 160, "drawn": 44}
_LONGEST_LINK = 500  # characters; a longer address is shown cut, and is no link
BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067", None: "\u2068"}


def cut(text: str | None, what: str) -> str:
    """The text, or its beginning if it is longer than a `what` may be; a dash for none."""
    most = _MOST_CHARACTERS[what]
    return "—" if text is None else text if len(text) <= most else text[: most - 1] + "…"


def is_link(url: str | None) -> bool:
    """Whether an address may be made a link: of the web, and of a length that somebody could mean."""
    return url is not None and len(url) <= _LONGEST_LINK and url.startswith(("http://", "https://"))


def name_of(text: str | None, what: str = "name", *, direction: str | None = None) -> str:
    """A text where no markup can isolate it: without direction marks, and cut.

    `direction` (ltr, rtl) is that of our own words, which may begin with one of the other direction.
    """
    whole = drawable(BIDI_CONTROLS.sub("", text or "—"))
    shown = cut(whole, what)
    # A sign at the end would stand where a line of the other direction ends.
    return shown if shown == whole and direction is None else isolated(shown, direction)


def isolated(text: str, direction: str | None = None) -> str:
    """The text where no markup can isolate it: in this direction (ltr, rtl), or else in its own."""
    return f"{_ISOLATES[direction]}{text}\u2069"


def distinct(names: Sequence[str]) -> list[str]:
    """The names, with their turn where one comes again: two of a drawing's places may not share one."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
