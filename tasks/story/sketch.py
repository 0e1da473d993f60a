"""Stand a text in for by a few numbers: by one for equality, by a sketch for what it shares with others."""

from __future__ import annotations

import numpy as np

from tasks.fold import fold
from tasks.identity import identify
from tasks.story.shingle import SHINGLE_VERSION, Hashes, distinct, shingle_sequence

SKETCH_VERSION = 100 * SHINGLE_VERSION + 1

# One shingle in eight: about 31 of an article of 250 words, 10 of its brief.
_HIGHEST = np.uint64((1 << 61) - 1)


def sketch_text(text: str) -> Hashes:
    """The hashes below 2**61 of the shingles of `text`: sorted, distinct, often empty for a short text.

    A FracMinHash sketch (Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash
    and minimum metagenome covers", 2022). Unlike MinHash's its size grows with the text, so that the share
    of one text found in another can be read from the two sketches. Equal on every machine for one
    `SKETCH_VERSION`; sketches of two versions have nothing in common.
    """
    hashes = shingle_sequence(text)
    return distinct(hashes[hashes <= _HIGHEST])


def text_fingerprint(text: str) -> str:
    """UUID text of the folded `text`: equal for texts that differ in spacing, punctuation and spelling only.

    Every text has one, the empty text too; `decide_stories` is what refuses to merge short texts.
    """
    return identify("text", fold(text))
