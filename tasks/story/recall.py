"""Remember the imprints of texts from one decision to the next: most candidates have been some before."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.model import StoryText
from tasks.story.sketch import Imprint, imprint_texts


class Recall:
    """The imprints that were asked for last, of so many shingles in all; a million take some 20 MB.

    A text is seen again as long as it is a candidate for new ones, for three days: eight thousand articles of
    250 words, as many as come in five days of 1,600, are two million.
    """

    def __init__(self, most_shingles: int = 2_000_000) -> None:
        self._imprints: dict[tuple[str, int], Imprint] = {}  # the oldest first
        self._room = most_shingles

    def imprints(self, texts: Sequence[StoryText]) -> list[Imprint]:
        """The imprint of each text."""
        # The text beside its version, so that what is remembered is right whoever names versions.
        keys = [(text.version_id, hash(text.text)) for text in texts]
        known = {key: self._imprints[key] for key in keys if key in self._imprints}
        unknown = {key: text.text for key, text in zip(keys, texts, strict=True) if key not in known}
        made = dict(zip(unknown, imprint_texts(list(unknown.values())), strict=True))
        self._remember(made)
        known |= made
        return [known[key] for key in keys]

    def _remember(self, made: dict[tuple[str, int], Imprint]) -> None:
        self._imprints |= made
        self._room -= sum(map(_size, made.values()))
        while self._room < 0:
            self._room += _size(self._imprints.pop(next(iter(self._imprints))))


def _size(imprint: Imprint) -> int:
    return imprint.sequence.size + 50  # one without shingles takes room, too
