"""Read articles from flat text: Common Crawl's WET records, saved .txt files.

A WET record has the page's title, its menus, the article, teasers and the footer, a line for each element.
The article is the run of lines whose sum of weights is the greatest (Kadane, in: Bentley, Programming Pearls,
1984): lines of running text weigh their length, short lines and notices about cookies less than nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import accumulate

from tasks.article.body import Block
from tasks.article.byline import opens_as_byline
from tasks.article.date import Published, read_date
from tasks.article.date_line import LABELLED, is_date_line
from tasks.article.dateline import split_dateline
from tasks.article.furniture import is_furniture
from tasks.article.headline import key_of
from tasks.article.labels import ends_article
from tasks.article.line import one_line
from tasks.article.marker import is_marker
from tasks.article.related import split_at_related
from tasks.article.sorting import Sorted, sort_blocks
from tasks.article.spelling import first_word, phrases
from tasks.fold import fold

_MOST_LINES = 20_000
_LONGEST_HEADLINE = 300
_LONGEST_DATE_LINE = 120
_BETWEEN = 100  # lines between headline and text that are looked at
_ABOVE = 40  # lines above the text among which the headline stands


@dataclass(frozen=True, slots=True)
class FlatArticle:
    """An article of a flat text, its lines sorted."""

    headline: str
    sorted: Sorted
    published: Published | None
    byline: str | None


def read_flat(text: str, zone: tzinfo | None, fetched_at: datetime | None) -> list[FlatArticle]:
    """The articles of a flat text: a headline, then lines; "read also" opens the next one.

    Menus above the headline and what stands below the text are left out.
    """
    lines = [line for raw in text.split("\n", _MOST_LINES)[:_MOST_LINES] if (line := one_line(raw))]
    start, end = _densest(lines)
    if start == end:
        return []
    headline, at = _headline(lines, start)
    start = max(start, at)
    about = _About(zone, fetched_at)
    lede = about.read(lines[max(at, start - _BETWEEN) : start])
    about.look_above(lines[:at])
    main, others = split_at_related(_blocks([*lede, *lines[start:]]), headline)
    sorted_ = about.sort(headline, main[: len(lede) + _with_labels(lines, end) - start])
    if at > _FEW_LINES or len(lines) - end > _FEW_LINES:  # a whole page, with menus and lists of links
        sorted_.paragraphs = _without_lists(sorted_.paragraphs)
    found = [FlatArticle(headline, sorted_, about.published, about.byline)]
    for part in others:
        about = _About(zone, fetched_at)
        texts = [block.text for block in part]
        sorted_ = about.sort(texts[0], part[1 : _with_labels(texts, _densest(texts)[1])])
        found.append(FlatArticle(texts[0], sorted_, about.published, about.byline))
    return found


def _blocks(lines: Sequence[str]) -> list[Block]:
    return [Block(line, "paragraph", "", None, 0) for line in lines]


# --- where the text is ------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[.!?؟۔。！？।…:]['\"”»’)\]]*$")
_WITHIN_SENTENCES = re.compile(r"[,;،؛、，。]|[.!?؟]\s")
_NOTICE = re.compile(
    r"cookie|javascript|\bbrowser|©|\(c\)\s|copyright|all rights|privacy policy|terms of (?:use|service)"
    r"|datenschutz|urheberrecht|alle rechte|droits réservés|derechos reservados|direitos reservados"
    r"|diritti riservati|الحقوق محفوظة|ملفات تعريف الارتباط|סיסמ|כל הזכויות",
    re.IGNORECASE,
)
_BELOW = frozenset(
    map(
        fold,
        phrases(
            """\
comments|comment|leave a comment|leave a reply|post a comment|add a comment|reply|cancel reply|log in to reply
report abuse|التعليقات|تعليقات|أضف تعليق|اترك تعليقا|رد|الرد|نظرات|ارسال نظر|پاسخ|תגובות|kommentare|antworten
antworten abbrechen|commentaires|répondre|comentarios|comentários|responder|commenti|rispondi|reacties
beantwoorden|komentarze|odpowiedz|odpovědět|yorumlar|yanıtla|комментарии|ответить|коментарі|відповісти|balas"""
        ),
    )
)


def _densest(lines: Sequence[str]) -> tuple[int, int]:
    """(first, behind the last) of the run of lines that is the article; (0, 0) if there is no running text.

    The run below a line that repeats the title counts thrice: comments may be longer than the article.
    """
    often = Counter(line for line in lines if len(line) < 100)
    weights = [_weight(line, often[line] > 1) for line in lines]
    running = sum(weight > 0 for weight in weights)
    if 2 * running >= len(lines):
        return 0, len(lines)  # no page's lines: few pages have more text than menus
    titles = _title_lines(lines)
    weights = _beside_others(weights, titles)
    best, span = 0.0, (0, 0)
    behind = 0  # the last run
    for total, start, end in _runs(weights):
        above = bisect_left(titles, start) - 1
        if above >= 0 and titles[above] >= max(behind, start - _ABOVE):
            total *= _BELOW_TITLE
        if total > best:
            best, span = total, (start, end)
        behind = end
    start, end = span
    return _below_title(weights, titles, start, end), _behind_links(lines, weights, end)


def _beside_others(weights: Sequence[float], titles: Sequence[int]) -> list[float]:
    """Running text between two lines that are none, nor the headline, is a teaser's more often than not."""
    about = [0.0, *weights, 0.0]
    for title in titles:
        about[title + 1] = 1.0
    return [
        _ALONE * weight if weight > 0 >= about[number] and about[number + 2] <= 0 else weight
        for number, weight in enumerate(weights)
    ]


_ALONE = 0.35


def _below_title(weights: Sequence[float], titles: Sequence[int], start: int, end: int) -> int:
    """Where the article begins in its run: below the title, if a teaser or a menu's text stands above."""
    sums = list(accumulate(weights[start:end], initial=0.0))
    for title in reversed(titles):
        if start <= title < end and 3 * sums[title - start] < sums[-1]:
            return title + 1
    return start


def _behind_links(lines: Sequence[str], weights: Sequence[float], end: int) -> int:
    """Where the article ends, if a "read also" and its links stand amid it: behind the text that goes on."""
    while end < len(lines) and is_marker(lines[end]):
        at = end + 1
        while at < min(end + _MOST_LINKS + 1, len(lines)) and -_LINK_OR_LESS <= weights[at] <= 0:
            at += 1
        total, _, behind = next(_runs(weights[at : at + _BETWEEN]), (0.0, 0, 0))
        if at == end + 1 or total < _GOES_ON or weights[at] <= 0:
            break
        end = at + behind
    return end


_MOST_LINKS = 4
_LINK_OR_LESS = 80.0
_GOES_ON = 200.0
_DEEP = 1500.0
_BELOW_TITLE = 3


def _runs(weights: Sequence[float]) -> Iterator[tuple[float, int, int]]:
    """(sum, first, behind the last) of runs with a positive sum; a run ends where its sum has fallen deep."""
    best = total = 0.0
    start = end = 0
    for number, weight in enumerate(weights):
        if total <= 0 or total < best - _DEEP:
            if best > 0:
                yield best, start, end
            start, total, best = number, 0.0, 0.0
        total += weight
        if total > best:
            best, end = total, number + 1
    if best > 0:
        yield best, start, end


def _title_lines(lines: Sequence[str]) -> list[int]:
    """Lines that repeat the page's title, which is the first line, or its part before the outlet's name."""
    if not lines:
        return []
    title = key_of(lines[0])
    found = [0]
    for number, line in enumerate(lines[1:], start=1):
        if 12 <= len(line) <= _LONGEST_HEADLINE and line[:6] in lines[0] and key_of(line) in title:
            found.append(number)
    return found


def _weight(line: str, again: bool) -> float:
    if again:
        return -80.0
    length = _length(line)
    if length < 40:
        if fold(line) in _BELOW:
            return -400.0
        return -120.0 if is_marker(line) else -60.0
    if _SENTENCE_END.search(line):
        weight = length if length >= 80 else 0.6 * length
    elif length >= 80 and _WITHIN_SENTENCES.search(line):
        weight = length
    else:
        return -60.0
    return -80.0 if length < 400 and _NOTICE.search(line) else min(weight, 600.0)


def _length(line: str) -> float:
    """Characters, as Latin script would need them: a Chinese one says as much as two or three letters."""
    middle = line[len(line) // 2]
    return 2.5 * len(line) if "\u2e80" <= middle <= "\uffdc" else len(line)


_FEW_LINES = 5
_LONGEST_IN_LIST = 130


def _without_lists(blocks: Sequence[Block]) -> list[Block]:
    """Without short lines that follow one another: links, captions, names. One alone may be a heading."""
    kept: list[Block] = []
    short: list[Block] = []
    for block in (*blocks, None):
        if block and len(block.text) < _LONGEST_IN_LIST and not _SENTENCE_END.search(block.text):
            short.append(block)
            continue
        if len(short) == 1 and block:
            kept += short
        short.clear()
        if block:
            kept.append(block)
    return kept


def _with_labels(lines: Sequence[str], end: int) -> int:
    """Where the article ends, with the lines for its source and keywords that follow its text."""
    for number in range(min(end + 5, len(lines)) - 1, end - 1, -1):
        if ends_article(lines[number]):
            return number + 1
    return end


# --- the headline -----------------------------------------------------------------------------

_ALIKE = 0.5


def _headline(lines: Sequence[str], start: int) -> tuple[str, int]:
    """(headline, number of the line behind it): the line above the text that is most like the page's title.

    Without any, it is the title, which is the first line, without the outlet's name; or, where that is but a
    word or two of a menu, the line right above the text that can be a headline.
    """
    title, title_words = key_of(lines[0]), _words_of(lines[0])
    best, found = 0.0, 0
    for number in range(start - 1, max(0, start - _ABOVE - 1), -1):
        line = lines[number]
        if len(line) > _LONGEST_HEADLINE or _length(line) < 12:
            continue
        words = _words_of(line)
        alike = len(words & title_words) / max(1, min(len(words), len(title_words)))
        if len(words) < 2:
            alike = float(key_of(line) in title)
        if alike > best and _can_be_headline(line):
            best, found = alike, number
    if best >= _ALIKE:
        return lines[found], found + 1
    if len(title_words) <= _MOST_OF_MENU and (right_above := _right_above(lines, start)):
        return lines[right_above], right_above + 1
    return _without_outlet(lines[0]), 1


_MOST_OF_MENU = 2  # words of a first line that is no title: "Home", "Town Paper"


def _right_above(lines: Sequence[str], start: int) -> int | None:
    """The number of the line above the text, and above its date and byline, that can be a headline."""
    for number in range(start - 1, max(0, start - _ABOVE_HEADLINE), -1):
        line = lines[number]
        says_much = len(line.split()) > _MOST_OF_MENU and len(line) <= _LONGEST_HEADLINE
        if says_much and _can_be_headline(line) and not (opens_as_byline(line) or is_date_line(line)):
            return number
    return None


def _words_of(line: str) -> frozenset[str]:
    return frozenset(fold(line).split())


def _without_outlet(title: str) -> str:
    """A page's title without the outlet's or section's name behind it: "Headline | Paper"."""
    parts = _TITLE_BORDER.split(title)
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 0.4 * len(title) else title


_TITLE_BORDER = re.compile(r"\s+[|–—·•»«-]+\s+|\s*[|_]\s*")


def _can_be_headline(line: str) -> bool:
    return not LABELLED.match(line) and not is_marker(line) and not is_furniture(line, first_word(line))


# --- its fields -------------------------------------------------------------------------------

_FIRST_LINES = 4  # of a text, among which its date or byline may stand
_ABOVE_HEADLINE = 10
_DIGIT = re.compile(r"\d")


_PARTS = re.compile(r"\s[|•·/]\s|^[|•·/]\s|\s(?=作者|文\s?[:：/])")
_ONLY_TIME = re.compile(r"\W*\d{1,2}[:.]\d\d(?!\d).{0,12}$")


class _About:
    """What lines beside an article's text say of it. The first date and byline that are read stay."""

    def __init__(self, zone: tzinfo | None, fetched_at: datetime | None) -> None:
        self.published: Published | None = None
        self.byline: str | None = None
        self._day = ""  # the line of a date without a time, which may stand in the next one
        self._zone = zone
        self._fetched_at = fetched_at

    def read(self, lines: Sequence[str]) -> list[str]:
        """The lines that are text or a dateline, of those between headline and text."""
        return [line for line in lines if not self._says(line) and _is_lede(line)]

    def look_above(self, lines: Sequence[str]) -> None:
        """Read the date and byline above the headline if none stands below it."""
        for line in reversed(lines[-_ABOVE_HEADLINE:]):
            self._says(line)

    def sort(self, headline: str, blocks: Sequence[Block]) -> Sorted:
        """The text's lines without those that name date and author."""
        first = [block for block in blocks[:_FIRST_LINES] if not self._says(block.text)]
        return sort_blocks([*first, *blocks[_FIRST_LINES:]], headline)

    def _says(self, line: str) -> bool:
        if len(line) > _LONGEST_DATE_LINE:
            return False
        if self.published is None and (found := self._date_of(line)):
            self.published = found
            self._day = line if found.precision == "day" else ""
            self._read_byline(_PARTS.split(line))
            return True
        if self._day and _ONLY_TIME.match(line):
            self.published, self._day = self._date_of(f"{self._day} {line}") or self.published, ""
            return True
        return self._read_byline((line,))

    def _read_byline(self, lines: Sequence[str]) -> bool:
        if self.byline is None:
            self.byline = next((line for line in lines if opens_as_byline(line)), None)
            return self.byline is not None
        return False

    def _date_of(self, line: str) -> Published | None:
        if self._fetched_at is None and not _DIGIT.search(line):
            return None  # "yesterday"
        label = LABELLED.search(line)
        found = read_date(
            line[label.end() :] if label else line, zone=self._zone, fetched_at=self._fetched_at
        )
        # A sentence that names a day is no date line.
        return found if found and (label or len(line) <= len(found.raw) + 40) else None


def _is_lede(line: str) -> bool:
    if len(line) >= 40 and _SENTENCE_END.search(line):
        return not is_furniture(line, first_word(line))
    dateline = split_dateline(line)
    return dateline is not None and dateline.alone
