"""Texts that only a page's scripts show: JSON-LD's articleBody, trees of JSON, markup in strings.

Asked only where the page itself shows hardly any text: what is shown is believed first.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from tasks.article.body import Block, read_blocks
from tasks.article.bounds import bound_markup
from tasks.article.headline import key_of
from tasks.article.line import one_line
from tasks.article.notice import density
from tasks.article.page import Page
from tasks.article.script_tree import told_in_scripts
from tasks.article.structured_data import Thing
from tasks.model import ParagraphKind

_LEAST = 300  # characters of a text that is worth having
_MOST_STRINGS = 20_000
_MOST_LINES = 4_000

# A string literal. It may lack its end, so that the search never starts again within one: linear in the page.
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_PARAGRAPH_END = re.compile(r"</p>|&lt;/p&gt;", re.IGNORECASE)
_ESCAPED = ("u003c/p", "u003C/p", "u003C\\u002Fp", "<\\/p>", "<\\u002Fp>")
_IN_STRING = (*_ESCAPED, "</p>", "&lt;/p&gt;")


class Hidden(NamedTuple):
    """A text that scripts would show, the rule that found it, and the JSON object that has it, if any."""

    blocks: Sequence[Block]
    rule: str
    thing: Thing


def hidden_text(page: Page, markup: str, shown: int, headline: str) -> Hidden | None:
    """A text that scripts would show, if it is far longer than the `shown` characters.

    `markup` is the whole page's, with its scripts. A text without a word of the `headline` is another's:
    a form for consent, a film's description.
    """
    least = max(_LEAST, 3 * shown)
    body = page.data.article.get("articleBody")
    if isinstance(body, str) and len(body) >= least and _tells_of(body, headline):
        blocks = _blocks_of(body)
        if sum(len(block.text) for block in blocks) >= least:
            return Hidden(blocks, "json_ld articleBody", {})
    if (told := _told_of(markup, headline, least)) is not None:
        return told
    longest = _longest_markup(markup)
    if len(longest) >= least and _tells_of(longest, headline):
        blocks = _blocks_of(longest)
        if sum(len(block.text) for block in blocks) >= least:
            return Hidden(blocks, "markup in a script", {})
    return None


_WORD = re.compile(r"[^\W\d_]{2,}")


def _tells_of(text: str, headline: str) -> bool:
    """Whether a text holds a quarter of its headline's words, or of their beginnings where endings change."""
    words = {word if word.isascii() else word[:2] for word in _WORD.findall(headline.lower())}
    long = {word for word in words if len(word) >= 4 or not word.isascii()} or words
    text = text.lower()
    return not long or 4 * sum(word in text for word in long) >= len(long)


def _told_of(markup: str, headline: str, least: int) -> Hidden | None:
    """The text of the JSON object with the page's headline; if none has it, of the only one with a text."""
    key = key_of(headline)
    named: list[Hidden] = []
    others: list[Hidden] = []
    for told in told_in_scripts(markup):
        if _MOST_DENSE * sum([len(text) for text, _ in told.texts]) < least:
            continue  # a label or a teaser
        blocks = [block for text, kind in told.texts for block in _blocks_told(text, kind)]
        text = " ".join([block.text for block in blocks])
        if len(text) * density(text) >= least and _tells_of(text, headline):
            hidden = Hidden(blocks, "json in a script", told.thing)
            title = key_of(told.title)
            same = title == key or (
                min(len(title), len(key)) >= _LEAST_KEY and (title in key or key in title)
            )
            (named if same else others).append(hidden)
    found = named or (others if len(others) == 1 else [])
    return max(found, key=lambda hidden: sum(len(block.text) for block in hidden.blocks), default=None)


_MOST_DENSE = 2.5  # characters of an alphabet that one of any writing is worth
_LEAST_KEY = 12  # letters of a title that is but a part of the other


def _blocks_told(text: str, kind: ParagraphKind) -> list[Block]:
    """The blocks of one text in a tree: it may hold several paragraphs in markup or lines."""
    return [block._replace(kind=kind) if block.kind == "paragraph" else block for block in _blocks_of(text)]


def _longest_markup(markup: str) -> str:
    """The script string with the most paragraphs, decoded; empty if there is none."""
    if not any(mark in markup for mark in _ESCAPED):
        return ""
    best, most = "", 1
    for count, match in enumerate(_STRING.finditer(markup)):
        if count >= _MOST_STRINGS:
            break
        literal = match[0]
        if len(literal) < _LEAST or not any(mark in literal for mark in _IN_STRING):
            continue
        try:
            text = json.loads(literal, strict=False)
        except ValueError:
            continue
        paragraphs = len(_PARAGRAPH_END.findall(text))
        # React's own notation of a whole page: menus, teasers and all
        if paragraphs > most and '["$"' not in text:
            best, most = text, paragraphs
    return best


_BRACED = re.compile(r"\{/([a-z][a-z0-9-]{0,20})\}")


def _blocks_of(text: str) -> list[Block]:
    """The blocks of a text that is markup, escaped markup, or lines."""
    if "&lt;" in text and "<" not in text:
        text = html.unescape(text)
    if "{/p}" in text:  # where "</" would end the script
        text = _BRACED.sub(r"</\1>", text)
    if "</" in text or "<br" in text:
        tree = LexborHTMLParser(bound_markup(text), options=LexborDocumentOptions.WO_EVENTS)
        return read_blocks(tree.body) if tree.body is not None else []
    lines = [one_line(html.unescape(line)) for line in text.splitlines()[:_MOST_LINES]]
    return [Block(line, "paragraph", "", None, 0) for line in lines if line]
