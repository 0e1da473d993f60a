"""A number that knows the query which gave it, and a drawing with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

NONE = Markup('<span class="none">—</span>')


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as the query gave it, where that was, and how it is shown. On a page it carries all three."""

    value: Any
    origin: str  # query.column
    shown: str

    def __str__(self) -> str:
        return self.shown

    def __html__(self) -> Markup:
        if self.value is None:
            return NONE
        return Markup('<data value="{}" data-from="{}">{}</data>').format(self.value, self.origin, self.shown)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it shows in one sentence, and its numbers as a table with its heading first.

    A cell is a Figure, markup, or a text that a page may have written. `legend` pairs a colour with what has
    it.
    """

    svg: Markup
    label: str
    sentence: str
    numbers: tuple[tuple[Any, ...], ...] = ()
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def spoken(self) -> str:
        """What stands for the drawing where it cannot be seen."""
        return f"{self.label}. {plain(self.sentence)}"


def plain(text: str) -> str:
    """A sentence without the markup of its figures."""
    return text.striptags() if isinstance(text, Markup) else text
