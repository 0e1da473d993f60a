"""Read articles from flat text: Common Crawl's WET records, saved .txt files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from tasks.article.body import Block
from tasks.article.byline import opens_as_byline
from tasks.article.date import Published, read_date
from tasks.article.dateline import split_dateline
from tasks.article.published import LABELLED
from tasks.article.related import Sorted, sort_blocks, split_at_related

_MOST_LINES = 20_000
_LONGEST_HEADLINE = 300
_LONGEST_DATE_LINE = 120


@dataclass(frozen=True, slots=True)
class FlatArticle:
    """An article of a flat text, its lines sorted."""

    headline: str
    sorted: Sorted
    published: Published | None
    byline: str | None


def read_flat(text: str, zone: tzinfo | None, fetched_at: datetime | None) -> list[FlatArticle]:
    """The articles of a flat text: a headline line, then lines; "read also" opens the next one."""
    lines = [" ".join(line.split()) for line in text.split("\n", _MOST_LINES)[:_MOST_LINES]]
    blocks = [Block(line, "paragraph", "", None, 0) for line in lines if line]
    main, others = split_at_related(blocks)
    found = [_read_one(part, zone, fetched_at) for part in (main, *others)]
    return [article for article in found if article is not None]


def _read_one(
    blocks: Sequence[Block], zone: tzinfo | None, fetched_at: datetime | None
) -> FlatArticle | None:
    start = _headline_line(blocks)
    if start is None:
        return None
    headline = blocks[start].text
    published: Published | None = None
    byline: str | None = None
    rest = list(blocks[start + 1 :])
    for block in rest[:6]:
        if (
            len(block.text) <= _LONGEST_DATE_LINE
            and published is None
            and (found := _date_line(block.text, zone, fetched_at))
        ):
            published = found
            rest.remove(block)
        elif byline is None and opens_as_byline(block.text):
            byline = block.text
            rest.remove(block)
    return FlatArticle(headline, sort_blocks(rest, headline), published, byline)


def _headline_line(blocks: Sequence[Block]) -> int | None:
    """The first line that can be a headline: with letters, not too long; behind a menu's short lines."""
    for number, block in enumerate(blocks[:200]):
        text = block.text
        if not 12 <= len(text) <= _LONGEST_HEADLINE or not re.search(r"[^\W\d_]{2}", text):
            continue
        if split_dateline(text) is not None or LABELLED.match(text):
            continue
        if any(len(later.text) >= 80 for later in blocks[number + 1 : number + 8]):
            return number
    return None


def _date_line(text: str, zone: tzinfo | None, fetched_at: datetime | None) -> Published | None:
    label = LABELLED.search(text)
    found = read_date(text[label.end() :] if label else text, zone=zone, fetched_at=fetched_at)
    # A sentence that names a day is no date line.
    return found if found and (label or len(text) <= len(found.raw) + 40) else None
