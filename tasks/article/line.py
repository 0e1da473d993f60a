"""Make one line of text as a field holds it, and tell one that is or has sentences."""

from __future__ import annotations

import re

# What no text holds on purpose: controls, halves of surrogate pairs, what Unicode calls no character.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def one_line(text: str) -> str:
    """`text` with each run of white space made one space, none about it, and no control characters."""
    text = text.strip()
    # Printable text has no white space but spaces, and no controls: most lines are spared the rest.
    if text.isprintable():
        return text if "  " not in text else " ".join(text.split())
    text = " ".join(text.split())
    return without_controls(text).strip()


def without_controls(text: str) -> str:
    """`text` without control characters, white space among them but for the space."""
    return text if text.isprintable() else _CONTROLS.sub("", text)


SENTENCE_END = re.compile(r"[^.…][.!?؟۔।。！？]['\"”»’)\]]?$")
COMMA = re.compile(r"[,،،，、]|[.!?؟]\s")
