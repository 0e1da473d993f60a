"""Read what lines outside of an article's text say of it: place, agency, reporter, source, keywords."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from tasks.article.byline import names_reporter
from tasks.article.credit import SOURCE_CREDIT
from tasks.article.dateline import split_dateline
from tasks.article.keywords import LABEL
from tasks.article.line import one_line
from tasks.article.page import Page, short_text
from tasks.article.place import Place
from tasks.article.sorting import Sorted, with_borders


def read_beside(
    page: Page, headline: str, headline_node: LexborNode | None, place: Place | None, found: Sorted
) -> None:
    """Fill in what lines at the headline and right behind the text say and those of the text do not.

    They are read only where sites and aggregators write so: it costs a query.
    """
    if not _NAMING_SOURCES.search(headline):
        return
    lines = _lines_beside(headline, headline_node)
    if found.place is found.agency is None:
        _read_dateline_beside(lines, found)
    if place is not None:
        _read_lines_behind(place.container, found)
    found.source_credit = found.source_credit or _credit_beside(page, lines)


# Letters of languages whose sites name an article's source at its headline; Turkish ones among them.
_NAMING_SOURCES = re.compile(r"[\u05d0-\u05ea\u0620-\u06ff\u3040-\u9fff\uac00-\ud7a3ğışİŞĞ]")


def _lines_beside(headline: str, headline_node: LexborNode | None) -> list[str]:
    """The first lines behind the headline."""
    above = headline_node.parent if headline_node is not None else None
    if above is None:
        return []
    for _ in range(_MOST_LEVELS):
        lines = above.text(separator="\n")[:_MOST_BESIDE].partition(headline)[2].split("\n")
        found = [text for line in lines if (text := one_line(line))]
        if found or above.parent is None or above.tag in ("body", "main", "article"):
            return found
        above = above.parent
    return []


_MOST_BESIDE = 600  # characters about a headline


def _read_dateline_beside(lines: Sequence[str], found: Sorted) -> None:
    """Fill in place, agency and byline from a line at the headline that is but a dateline: «الدوحة - قنا»."""
    for line in lines:
        if len(line) > _LONGEST_DATELINE or not _DATELINE_BORDER.search(line):
            continue
        dateline = split_dateline(line)
        if dateline is not None and dateline.alone and dateline.place and dateline.agency:
            found.place, found.agency, found.agency_rule = dateline.place, dateline.agency, "dateline"
            if names_reporter(line, dateline):
                found.byline = found.byline or with_borders(line)
            return


_LONGEST_DATELINE = 60  # characters
_DATELINE_BORDER = re.compile(r"\s*[-–—/]\s*[^\W\d]")


def _read_lines_behind(container: LexborNode, found: Sorted) -> None:
    """Fill in what labelled lines right behind the text say: «المصدر: …», «برچسب‌ها: …»."""
    above: LexborNode | None = container
    for _ in range(_MOST_LEVELS):
        if above is None or above.tag in ("body", "main"):
            return
        node = above.next
        for _ in range(_MOST_NODES_BEHIND):
            if node is None:
                break
            text = short_text(node, _LONGEST_BEHIND) if node.is_element_node else None
            if text and found.source_credit is None and (match := SOURCE_CREDIT.match(text)):
                found.source_credit = match["name"]
            elif text and not found.keywords_raw:
                anchors = node.css("a")[:_MOST_LINKS]
                links = [link for anchor in anchors if (link := short_text(anchor, _LONGEST_BEHIND))]
                label = LABEL.match(text.partition(links[0])[0] if links else text)
                if label and len(links) > 1:
                    found.keywords_raw = "، ".join(links)
                elif (label := LABEL.match(text)) and label["border"]:
                    found.keywords_raw = text[label.end() :] or None
            node = node.next
        above = above.parent


_MOST_LEVELS = 2
_LONGEST_BEHIND = 120  # characters
_MOST_NODES_BEHIND = 12
_MOST_LINKS = 40


def _credit_beside(page: Page, lines: Sequence[str]) -> str | None:
    """The source that a line outside the text names: `<p class="source">المصدر: …</p>`."""
    for node in page.tree.css("[class*=source],[class*=credit],[class~=src],[class*=kaynak]")[:20]:
        text = short_text(node, 90)
        if text and (match := SOURCE_CREDIT.match(text)):
            return match["name"]
    for line in lines:
        if len(line) <= _LONGEST_CREDIT and (
            match := SOURCE_CREDIT.match(line) or _CREDIT_IN_LINE.search(line)
        ):
            return match["name"].strip('"«»“”')
    return None


_LONGEST_CREDIT = 120
# «2024年03月14日 18:25　来源：江城日报　作者：王晓明»
_CREDIT_IN_LINE = re.compile(r"(?:来源|來源|稿源)\s*[:：]\s*(?P<name>[^\s:：|｜]{2,20})")
