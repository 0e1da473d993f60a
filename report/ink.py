"""What drawings share: colours, the font, which texts can be drawn; and the drawing that is made by hand.

Imports no drawing library: each run draws its steps, and the library takes a second to start.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

INK = "currentColor"  # of the page around it, so that one drawing serves light and dark
# Each has a contrast of 3 or more against white and against near-black.
COLOURS = ("#23908a", "#c8763a", "#8d6cc4", "#cf5b55", "#5f9a3f", "#4a87c7", "#bf609c", "#978530")
OTHER = "#8a8580"  # what has no colour of its own
KEPT, LOST = COLOURS[0], COLOURS[3]
KINDS = {
    "representative": COLOURS[0],
    "exact": COLOURS[5],
    "near": COLOURS[1],
    "excerpt": COLOURS[2],
    "indirect": OTHER,
}
_STEP = 24  # pixels from one bar of a run's steps to the next
FONT = "'Noto Sans', 'Noto Sans Arabic', 'Noto Naskh Arabic', 'Segoe UI', Tahoma, sans-serif"

# What XML cannot hold. The drawing library does not raise at it: it aborts the whole process.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = Mapping[str, Any]


def colour_of(place: int) -> str:
    """The colour of the outlet at this place of the drawing's outlets."""
    return COLOURS[place] if place < len(COLOURS) else OTHER


def drawable(text: str) -> str:
    """The text with U+FFFD for each character that a drawing cannot hold; all drawn text goes through it."""
    return _NOT_XML.sub("\ufffd", text)


def draw_steps(rows: Sequence[Row]) -> str:
    """Bars of rows with name, count, shown and colour, by hand."""
    most = max((row["count"] for row in rows), default=0) or 1
    height = _STEP * len(rows)
    lines = []
    for at, row in enumerate(rows):
        middle, length = _STEP * at + _STEP // 2, max(1, round(330 * row["count"] / most))
        lines.append(
            f'<text x="106" y="{middle + 4}" text-anchor="end">{escape(drawable(row["name"]))}</text>'
            f'<rect x="112" y="{middle - 8}" width="{length}" height="16" rx="2" fill="{row["colour"]}"/>'
            f'<text x="{118 + length}" y="{middle + 4}">{escape(row["shown"])}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="520" height="{height}" viewBox="0 0 520 {height}" '
        f'font-family="{escape(FONT)}" font-size="12" fill="{INK}">{"".join(lines)}</svg>'
    )
