"""Turn a text into the hashes of its shingles: runs of three words, or of characters in unspaced scripts.

The hash is our own, so that a shingle has one number on every machine and in every release with the same
`SHINGLE_VERSION`: multilinear hashing of a word's code points (Lemire and Kaser, "Strongly universal string
hashing is fast", 2014), the words of a run combined the same way, each followed by the finaliser of
splitmix64 (Steele, Lea and Flood, 2014). It is not meant to withstand someone who looks for collisions.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tasks.fold import FOLD_VERSION, fold_to_codes

Hashes = NDArray[np.uint64]

SHINGLE_VERSION = 100 * FOLD_VERSION + 1

_SPACE = 0x20
_WORDS = 3

# First and last code point of the scripts that do not part words by spaces, and how many characters make
# about three words: Chinese and Japanese words have one to two, Thai, Lao, Khmer and Burmese ones about four.
_UNSPACED = (
    (0x0E00, 0x0EFF, 12),  # Thai, Lao
    (0x1000, 0x109F, 12),  # Burmese
    (0x1780, 0x17FF, 12),  # Khmer
    (0x3005, 0x3007, 5),  # marks used as Chinese characters
    (0x3040, 0x30FF, 5),  # Japanese syllables
    (0x3400, 0x4DBF, 5),  # Chinese characters
    (0x4E00, 0x9FFF, 5),
    (0x20000, 0x323AF, 5),
)


def shingles(text: str) -> Hashes:
    """Hashes of the distinct shingles of `text`, sorted; empty if it has fewer than three words."""
    return distinct(shingle_sequence(text))


def shingles_of_folded(folded: str) -> Hashes:
    """`shingles(text)` for `folded`, which is `fold(text)`."""
    return distinct(_sequence(np.frombuffer(folded.encode("utf-32-le"), dtype="<u4")))


def shingle_sequence(text: str) -> Hashes:
    """Hashes of the shingles of `text` in their order, repetitions included."""
    return _sequence(fold_to_codes(text))


def distinct(hashes: Hashes) -> Hashes:
    """Sorted and each once; for arrays of this size twice as fast as `numpy.unique`."""
    ordered = np.sort(hashes)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if ordered.size > 1 else ordered


def _sequence(codes: NDArray[np.uint32]) -> Hashes:
    lengths = _shingle_lengths(codes)
    starts = _token_starts(codes, lengths)
    tokens = _hash_tokens(codes, starts)
    if lengths is None:
        return _hash_runs(tokens, _WORDS)
    parts = []
    at = lengths[starts]
    for length in np.unique(at).tolist():
        runs = _hash_runs(tokens, length)
        chosen = np.flatnonzero(at[: runs.size] == length)
        parts.append((chosen, runs[chosen]))
    if not parts:
        return np.empty(0, dtype=np.uint64)
    order = np.argsort(np.concatenate([chosen for chosen, _ in parts]), kind="stable")
    return np.concatenate([runs for _, runs in parts])[order]


def _shingle_lengths(codes: NDArray[np.uint32]) -> NDArray[np.int64] | None:
    """How many tokens the shingle takes that begins at each character; None: three everywhere."""
    if not codes.size or codes.max() < _UNSPACED[0][0]:
        return None
    lengths = np.full(codes.size, _WORDS, dtype=np.int64)
    for first, last, length in _UNSPACED:
        lengths[(codes >= first) & (codes <= last)] = length
    return lengths if (lengths != _WORDS).any() else None


def _token_starts(codes: NDArray[np.uint32], lengths: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """Where each word begins; each character of an unspaced script is one."""
    is_start = np.empty(codes.size, dtype=bool)
    is_start[:1] = True
    is_start[1:] = codes[:-1] == _SPACE
    if lengths is not None:
        alone = lengths != _WORDS
        is_start |= alone
        is_start[1:] |= alone[:-1]
        is_start &= codes != _SPACE
    return np.flatnonzero(is_start)


def _hash_tokens(codes: NDArray[np.uint32], starts: NDArray[np.int64]) -> Hashes:
    if not starts.size:
        return np.empty(0, dtype=np.uint64)
    lengths = np.append(starts[1:], codes.size) - starts
    places = np.arange(codes.size) - np.repeat(starts, lengths)
    # A word longer than the keys is junk; that its characters 1 and 1025 could change places does not matter.
    products = codes * _KEYS[places & (_KEYS.size - 1)]
    products[codes == _SPACE] = 0
    return _mix(np.add.reduceat(products, starts))


def _hash_runs(tokens: Hashes, length: int) -> Hashes:
    """One hash for each run of `length` tokens."""
    count = tokens.size - length + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    total = tokens[:count] * _KEYS[0]
    for place in range(1, length):
        total += tokens[place : place + count] * _KEYS[place]
    return _mix(total)


def _mix(values: Hashes) -> Hashes:
    """The finaliser of splitmix64."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


# The first 1024 numbers of splitmix64 seeded with 0, made odd so that no bit of a character is lost.
_KEYS: Hashes = _mix(np.arange(1, 1025, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)) | np.uint64(1)
