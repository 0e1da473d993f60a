"""Parse a page of links for as long as that is worth it. Pure."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import html_to_unicode

_MOST_TAGS = 100_000
_MOST_OPEN = 10_000  # tags more than closing ones; <li> and <img> are left open by the thousand
_MOST_ATTRIBUTES = 1_000
_LONG_TAG = 10_000  # characters; a shorter one can hold what it likes

_TAG = re.compile(r"<(/?)[a-zA-Z][^<>]*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def page_tree(body: bytes, content_type: str | None) -> LexborHTMLParser:
    """The tree of a page, of its beginning if it nests without end or has tags or attributes without measure.

    Lexbor looks through all open elements at each tag and compares each attribute with all before it: a
    megabyte of "<div>" takes it minutes.
    """
    _, text = html_to_unicode(content_type, body)
    return LexborHTMLParser(text[: _worth_reading(text)])


def _worth_reading(text: str) -> int:
    """How many characters of `text`."""
    open_tags = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        open_tags += -1 if tag[1] else 1
        if number >= _MOST_TAGS or open_tags > _MOST_OPEN or _has_too_much(tag[0]):
            return tag.start()
    return len(text)


def _has_too_much(tag: str) -> bool:
    # A picture may stand in its tag, as "data:image/png;base64,…"
    return len(tag) > _LONG_TAG and len(re.findall(r"[\s/]+", _QUOTED.sub("", tag))) > _MOST_ATTRIBUTES
