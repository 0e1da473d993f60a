"""Cut from markup what costs the parser more than linear time: endless tags and bottomless nesting.

Lexbor compares each attribute of a tag with all before it, and looks through all open elements at
each tag: 100,000 attributes or nested tags cost it half a minute.
"""

from __future__ import annotations

import re

MOST_DEPTH = 400
_MOST_ATTRIBUTES = 500
_LONG_TAG = 8_000  # characters
_MANY_TAGS = 8_000

_QUOTED = re.compile(r"\"[^\"]*\"?|'[^']*'?")
_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]{0,30}")
_TAG_START = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,30})")
# Void, or closed by the parser itself before the next of their kind: they nest only through others.
_NEVER_NESTED = frozenset(
    "area base br col embed hr img input link meta param source track wbr path circle rect use"  # noqa: SIM905 - names, read as a line
    " p li dt dd option tr td th thead tbody tfoot".split()
)


def bound_markup(html: str) -> str:
    """`html` with over-long tags emptied and nesting cut at MOST_DEPTH; most pages come back unchanged."""
    kept: list[str] = []
    copied = place = 0
    while place < len(html):
        if html.find("<", place, place + _LONG_TAG) >= 0:
            place += _LONG_TAG
            continue
        start = html.rfind("<", copied, place)
        place = html.find("<", place + _LONG_TAG)
        if place < 0:
            place = len(html)
        if start >= 0 and (name := _endless(html[start + 1 : place])) is not None:
            end = html.find(">", start, place)
            kept.append(f"{html[copied : start + 1]}{name}{'' if end >= 0 else '>'}")
            copied = end if end >= 0 else place
    if kept:
        html = "".join([*kept, html[copied:]])
    return _flatten(html) if html.count("<") > _MANY_TAGS else html


def _endless(piece: str) -> str | None:
    """The tag's name if a piece between two "<" is a tag with far too many attributes."""
    name = _NAME.match(piece)
    if name is None:
        return None
    end = piece.find(">")
    if 0 <= end < _LONG_TAG:
        return None
    attributes = _QUOTED.sub("", piece[: end if end > 0 else len(piece)])
    return name[0] if len(attributes.split()) > _MOST_ATTRIBUTES else None


def _flatten(html: str) -> str:
    """Leave out opening tags below MOST_DEPTH open ones, in one pass over the tags."""
    open_tags: list[str] = []
    counts: dict[str, int] = {}
    kept: list[str] = []
    copied = 0
    for match in _TAG_START.finditer(html):
        name = match[2].lower()
        if match.start() < copied or name in _NEVER_NESTED:
            continue
        if match[1]:
            if counts.get(name):
                while (last := open_tags.pop()) != name:
                    counts[last] -= 1
                counts[name] -= 1
        elif len(open_tags) < MOST_DEPTH:
            open_tags.append(name)
            counts[name] = counts.get(name, 0) + 1
        else:
            end = html.find(">", match.end())
            kept.append(html[copied : match.start()])
            copied = end + 1 if end >= 0 else len(html)
    kept.append(html[copied:])
    return "".join(kept)
