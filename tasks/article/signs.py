"""What a page shows of being an article or a list of them, where it does not say so itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.article.body import Block
from tasks.article.date_line import is_date_line
from tasks.article.headline import key_of
from tasks.article.notice import density
from tasks.article.page import Page
from tasks.article.place import SENTENCE_END
from tasks.fold import fold


@dataclass(frozen=True, slots=True)
class Facts:
    """What the decision to refuse a page is made from. Lengths are in characters of an alphabet."""

    headline: str | None
    length: float  # of the paragraphs found
    longest: float  # of one of them
    texts: int  # how many of them are a line at least
    front: bool  # the address is a site's front door
    classes: frozenset[str]  # of <body>: content management systems name the kind of the page there
    article: bool  # it calls itself one: by JSON-LD, og:type or the class of a WordPress post
    headings: int  # among the paragraphs
    links: int  # lines that are links in the article's element
    inside: int  # of them, headings
    turns: int  # how often a text follows a link there
    most_repeated: int  # how often its commonest line stands there


def read_facts(
    page: Page, headline: str | None, paragraphs: Sequence[Block], main: Sequence[Block], *, front: bool
) -> Facts:
    """The facts about a page; `paragraphs` are the texts found, `main` all blocks of their element."""
    texts = [block.text for block in paragraphs if block.kind != "heading"]
    if len(texts) < 3:
        texts = [text for text in texts if "©" not in text]
    weight = density(max(texts, key=len, default=headline or ""))
    lengths = [len(text) * weight for text in texts]
    body = page.tree.body
    classes = (
        frozenset((body.attributes.get("class") or "")[:2_000].split()) if body is not None else frozenset()
    )
    kind = page.data.first("og:type")
    links = inside = turns = 0
    seen: dict[str, int] = {}
    linked = False
    for block in main:
        length = len(block.text)
        share = block.linked / max(1, length)
        # «قیمت دلار امروز چند شد؟ ۱۲ اردیبهشت ۱۴۰۴»: a teaser's title, linked, and its day
        dated = 0.4 < share <= 0.8 and length <= _LONGEST_DATED and is_date_line(block.text[block.linked :])
        if (share > 0.8 or dated) and length >= _LEAST_LINK:
            linked = True
            links += 1
            inside += block.kind == "heading"
        elif linked and length >= _LINE and share < 0.5:
            linked = False
            turns += 1
        if length >= _LINE:
            seen[block.text] = seen.get(block.text, 0) + 1
    return Facts(
        headline=headline,
        length=sum(lengths),
        longest=max(lengths, default=0),
        texts=sum([length >= _LINE for length in lengths]),
        front=front,
        classes=classes,
        article=bool(page.data.article)
        or (kind is not None and kind[0].lower().startswith(("article", "news")))
        or "single" in classes,
        headings=sum([block.kind == "heading" for block in paragraphs]),
        links=links,
        inside=inside,
        turns=turns,
        most_repeated=max(seen.values(), default=0),
    )


_LINE = 30  # characters
_LONGEST_DATED = 140
_LEAST_LINK = 15  # less is "More" or a name


# --- signs of an article ----------------------------------------------------------------------

DATED = (
    "article:published_time",
    "datepublished",
    "date",
    "pubdate",
    "publishdate",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
)
_LONG_HEADLINE = 30  # characters; names of sections are shorter
# "/storm-hits-the-coast", "/art-48213", "/2024/05/03/storm"
_SLUG = re.compile(r"(?:[^-_/]+[-_]){3}[^/]*$|\d{5}[^/]*$|/(?:19|20)\d\d/\d\d?/.*\w")


def count_signs(page: Page, headline: str | None, paragraphs: Sequence[Block]) -> int:
    """How many signs, of seven, say that the page is an article though it does not call itself one.

    A long headline; that the text speaks of it; that it is printed and leads nowhere; paragraphs in one run;
    a description that they begin with; a date in the meta tags; an address with a name or number of its own.
    """
    headline = headline or ""
    description = page.data.first("og:description", "description")
    opening = description[0][:40] if description else ""
    is_long = len(headline) * density(headline) >= _LONG_HEADLINE
    return (
        is_long
        + (is_long and _speaks_of(headline, paragraphs))
        + is_printed(page, headline)
        + is_one_run(paragraphs)
        + (len(opening) >= 30 and any(opening in block.text[:300] for block in paragraphs[:4]))
        + (page.data.first(*DATED) is not None)
        + (_SLUG.search(page.path[-200:]) is not None)
    )


def _speaks_of(headline: str, paragraphs: Sequence[Block]) -> bool:
    """Whether the opening paragraphs have three words of the headline; pairs, where writing has no spaces."""
    opening = fold(" ".join([block.text[:300] for block in paragraphs[:2]]))
    folded = fold(headline)
    if density(headline) > 1:
        pairs = {folded[at : at + 2] for at in range(len(folded) - 1)}
        return sum([pair in opening for pair in pairs]) >= 3
    return len({word for word in folded.split() if len(word) >= 4} & set(opening.split())) >= 3


def is_printed(page: Page, headline: str) -> bool:
    """Whether the headline stands on the page as a heading that leads nowhere."""
    key = key_of(headline)
    return bool(key) and any(
        key_of(node.text_lexbor()[:300]) == key and not _is_linked(node) for node in page.headings[:40]
    )


def is_one_run(paragraphs: Sequence[Block]) -> bool:
    """Whether most of the text is paragraphs side by side, each of a sentence at least: no teasers."""
    runs: dict[int | None, int] = {}
    total = count = 0
    for block in paragraphs:
        length = len(block.text)
        total += length
        if length * density(block.text) >= 60 and SENTENCE_END.search(block.text[-12:]):
            parent = block.node.parent if block.node is not None else None
            id_ = parent.mem_id if parent is not None else None
            runs[id_] = runs.get(id_, 0) + length
            count += 1
    return count >= 2 and max(runs.values()) >= 0.6 * total


# --- signs of a list --------------------------------------------------------------------------

_MOST_HEADINGS = 200


def count_teasers(page: Page) -> int:
    """How many linked headings of some length the page has, of its first 200."""
    headings = [node for node in page.headings[:_MOST_HEADINGS] if node.tag != "h1"]
    return sum([_is_teaser(node) for node in headings]) if len(headings) >= 4 else 0


def count_long_links(page: Page) -> int:
    """How many links have a text as long as a headline, of the page's first 400. Costs a query."""
    texts = [link.text_lexbor().strip() for link in page.tree.css("a")[:400]]
    return sum([len(text) * density(text) >= _LONG_HEADLINE for text in texts])


def _is_teaser(heading: LexborNode) -> bool:
    text = heading.text_lexbor().strip()
    return 20 < len(text) * density(text) < 1_000 and _is_linked(heading)


def _is_linked(heading: LexborNode) -> bool:
    above = heading.parent
    for _ in range(3):
        if above is None:
            break
        if above.tag == "a":
            return True
        above = above.parent
    return _holds_link(heading, 2)


def _holds_link(node: LexborNode, depth: int) -> bool:
    """Whether a link is among the first children of a node, or of these, `depth` times."""
    child = node.first_child
    for _ in range(6):
        if child is None:
            return False
        if child.is_element_node and (child.tag == "a" or (depth and _holds_link(child, depth - 1))):
            return True
        child = child.next
    return False
