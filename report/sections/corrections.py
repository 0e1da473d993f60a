"""Articles that came to say something else, paragraph beside paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from report.difference import Pair, Piece, compare
from report.language import Language
from report.sections import Row, Tables

_MOST_PARAGRAPHS = 4  # of one correction
_MOST_COMPARED = 20  # paragraphs of one correction, on each side
_MOST_PIECES = 60  # of one paragraph
_MOST_CHARACTERS = 600  # of one paragraph
_AROUND = 90  # characters of unchanged text that are shown before and after a change


def show(tables: Tables, _lang: Language) -> list[dict[str, Any]] | None:
    """The corrections, newest first, each with what changed side by side."""
    return [_compared(row) for row in tables.get("corrections", ())] or None


def _compared(row: Row) -> dict[str, Any]:
    """A correction with its changed paragraphs side by side, the headline first."""
    removed, added = ([paragraph["text"] for paragraph in (row[side] or ())] for side in ("removed", "added"))
    pairs = compare([row["old_headline"] or ""], [row["new_headline"]]) if row["new_headline"] else []
    pairs += compare(removed[:_MOST_COMPARED], added[:_MOST_COMPARED])
    return {
        **row,
        "pairs": [Pair(_excerpt(pair.before), _excerpt(pair.after)) for pair in pairs[:_MOST_PARAGRAPHS]],
        "is_cut": len(pairs) > _MOST_PARAGRAPHS or max(len(removed), len(added)) > _MOST_COMPARED,
    }


def _excerpt(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The changes with some of the unchanged text around each, within the bound of a paragraph."""
    shown: list[Piece] = []
    room = _MOST_CHARACTERS
    for place, piece in enumerate(pieces):
        if room <= 0 or place == _MOST_PIECES:
            return (*shown, Piece(" …", "same"))
        text = piece.text
        if piece.change == "same":
            text = _ends(text, _AROUND if place else 0, _AROUND if place < len(pieces) - 1 else 0)
        text = text if len(text) <= room else text[:room] + "…"
        shown.append(Piece(text, piece.change))
        room -= len(text)
    return tuple(shown)


def _ends(text: str, first: int, last: int) -> str:
    """The text without its middle, if it is longer than its `first` and `last` characters and a word more."""
    if len(text) <= first + last + 20:
        return text
    head = text[:first].rpartition(" ")[0] or text[:first]
    tail = text[len(text) - last :]
    return f"{head} … {tail.partition(' ')[2] or tail}"
