"""Keys that come out the same wherever and whenever they are made."""

from __future__ import annotations

import hashlib
import uuid


def identify(*parts: str) -> str:
    """The UUID (as text) of `parts`: BLAKE2b, 128 bits (RFC 7693). ("ab", "c") and ("a", "bc") differ.

    Lone surrogates are hashed as they are, since identity must not fail on what a page may hold.
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return str(uuid.UUID(bytes=digest.digest()))
