"""Stand a text in for by a few numbers: by one for equality, by a sketch for what it shares with others."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.identity import as_uuid
from tasks.story.shingle import SHINGLE_VERSION, TextHashes, distinct, distinct_each, hash_texts
from tasks.word_hash import Hashes, together

SKETCH_VERSION = 100 * SHINGLE_VERSION + 1

# One shingle in eight: about 31 of an article of 250 words, 10 of its brief.
_HIGHEST = np.uint64((1 << 61) - 1)

_SORTED_AT_ONCE = 64  # texts

# Python's byte order is the machine's, and a digest is to be the same on all of them.
_LITTLE_ENDIAN = np.dtype("<u8")


@dataclass(slots=True, eq=False)
class Imprint:
    """What is kept of a text to compare it with others."""

    sequence: Hashes  # of its shingles, in their order
    sketch: Hashes  # those below 2**61: sorted, distinct, often none for a short text
    digest: bytes  # 128 bits of the folded words in their order
    _sorted: Hashes | None = None

    @property
    def shingles(self) -> Hashes:
        """Sorted, each once. Made when first asked for: most texts are never compared with another."""
        if self._sorted is None:
            self._sorted = distinct(self.sequence)
        return self._sorted

    @property
    def fingerprint(self) -> str:
        """UUID text: equal for texts that differ in spacing, punctuation and spelling only.

        Every text has one, the empty text too; `decide_stories` is what refuses to merge short texts.
        """
        return as_uuid(self.digest)

    def apart(self) -> Imprint:
        """The same in memory of its own: the arrays of texts imprinted together are parts of one."""
        return Imprint(self.sequence.copy(), self.sketch.copy(), self.digest, self.shingles.copy())


def imprint_texts(texts: Sequence[str]) -> list[Imprint]:
    """An imprint of each text; many at a time cost a fifth of one by one.

    The sketch is a FracMinHash sketch (Irber et al., "Lightweight compositional analysis of metagenomes with
    FracMinHash and minimum metagenome covers", 2022). Unlike MinHash's its size grows with the text, so that
    the share of one text found in another can be read from the two sketches. Equal on every machine for one
    `SKETCH_VERSION`; sketches of two versions have nothing in common.
    """
    imprints: list[Imprint] = []
    for first, last in together(texts):
        hashed = list(hash_texts(texts[first:last]))
        sketches = _sketches([sequence for _, sequence in hashed])
        imprints += [
            Imprint(sequence, sketch, _digest(words))
            for (words, sequence), sketch in zip(hashed, sketches, strict=True)
        ]
    return imprints


def shingles_of(imprints: Sequence[Imprint]) -> list[Hashes]:
    """The shingles of each; many at a time cost half of one by one."""
    new = [imprint for imprint in imprints if imprint._sorted is None]
    for start in range(0, len(new), _SORTED_AT_ONCE):
        some = new[start : start + _SORTED_AT_ONCE]
        sequences = TextHashes.of([imprint.sequence for imprint in some])
        for imprint, found in zip(
            some, distinct_each(sequences.together, sequences.borders[1:]), strict=True
        ):
            imprint._sorted = found
    return [imprint.shingles for imprint in imprints]


def digests_of(imprints: Sequence[Imprint]) -> NDArray[np.void]:
    """The digest of each, to be compared many at a time."""
    return np.array([imprint.digest for imprint in imprints], dtype="V16")


def _sketches(sequences: Sequence[Hashes]) -> list[Hashes]:
    texts = TextHashes.of(sequences)
    few = texts.where(texts.together <= _HIGHEST)
    return distinct_each(few.together, few.borders[1:])


def _digest(words: Hashes) -> bytes:
    return hashlib.blake2b(words.astype(_LITTLE_ENDIAN, copy=False).data, digest_size=16).digest()


def sketch_text(text: str) -> Hashes:
    """The sketch of one text."""
    return imprint_texts([text])[0].sketch


def text_fingerprint(text: str) -> str:
    """The fingerprint of one text."""
    return imprint_texts([text])[0].fingerprint
