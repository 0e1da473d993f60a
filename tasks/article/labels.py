"""Know the lines that a label opens: an article's source, its keywords, "read also"."""

from __future__ import annotations

import re

from tasks.article.credit import SOURCE_WORDS, credit_of_line
from tasks.article.keywords import LABEL, LABEL_WORDS
from tasks.article.marker import MARKER_WORDS
from tasks.article.spelling import first_word

LONGEST_LINE = 240  # characters; a longer block is text, unless a label opens it
CREDIT_WORDS = frozenset(map(first_word, SOURCE_WORDS))
KEYWORD_WORDS = frozenset(map(first_word, LABEL_WORDS))
LABELS = CREDIT_WORDS | KEYWORD_WORDS | MARKER_WORDS


def ends_article(text: str) -> bool:
    """Whether a line is one that stands below an article: its source, its keywords."""
    opening = first_word(text)
    if opening in CREDIT_WORDS and len(text) <= 160 and credit_of_line(text):
        return True
    return opening in KEYWORD_WORDS and keyword_label(text) is not None


def keyword_label(text: str) -> re.Match[str] | None:
    """The label of a line of keywords, if a border follows or nothing."""
    label = LABEL.match(text)
    return label if label and (label["border"] or label.end() == len(text)) else None
