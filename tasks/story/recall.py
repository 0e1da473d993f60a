"""Remember the imprints of texts from one decision to the next: most candidates have been some before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from tasks.model import StoryText
from tasks.story.sketch import Imprint, imprint_texts

ReadTexts = Callable[[Sequence[str]], Sequence[str]]
"""The text of each version, by its id."""

_READ_AT_ONCE = 1_000  # texts; of 250 words each 4 MB


class Recall:
    """The imprints that were asked for last, of so many shingles in all; a million take some 20 MB.

    A text is seen again as long as it is a candidate for new ones, for three days: eight thousand articles of
    250 words, as many as come in five days of 1,600, are two million.
    """

    def __init__(self, most_shingles: int = 2_000_000) -> None:
        # By the fingerprint, the oldest first, which an ordinary dict finds ever more slowly as they go.
        self._imprints: OrderedDict[str, Imprint] = OrderedDict()
        self._room = most_shingles

    def imprints(self, texts: Sequence[StoryText], read: ReadTexts) -> list[Imprint]:
        """The imprint of each text; those that are not remembered are read."""
        known = {text.fingerprint: self._imprints.get(text.fingerprint or "") for text in texts}
        unknown = [text for text in texts if known[text.fingerprint] is None]
        made: dict[str, Imprint] = {}
        for start in range(0, len(unknown), _READ_AT_ONCE):
            versions = [text.version_id for text in unknown[start : start + _READ_AT_ONCE]]
            made |= zip(versions, imprint_texts(read(versions)), strict=True)
        self._remember(unknown, made)
        return [known[text.fingerprint] or made[text.version_id] for text in texts]

    def _remember(self, texts: Sequence[StoryText], made: dict[str, Imprint]) -> None:
        for text in texts:
            imprint = made[text.version_id]
            # A warehouse may have the fingerprints of an older way to make them.
            if text.fingerprint == imprint.fingerprint and text.fingerprint not in self._imprints:
                self._imprints[text.fingerprint] = imprint
                self._room -= _size(imprint)
        while self._room < 0:
            self._room += _size(self._imprints.popitem(last=False)[1])


def _size(imprint: Imprint) -> int:
    return imprint.sequence.size + 50  # one without shingles takes room, too
