"""Find the headline with the element that prints it: a heading, what is marked as one, or most of <title>."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from tasks.article.headline import (
    IN_OTHER_WORDS,
    TITLE_BORDER,
    choose_headline,
    is_in_list,
    key_of,
    words_of,
)
from tasks.article.line import one_line
from tasks.article.page import Page, short_text

_LONGEST = 500  # characters
_LEAST_TITLE = 12  # letters


def find_headline(page: Page) -> tuple[tuple[str, str] | None, LexborNode | None]:
    """((headline, rule), the element that prints it): a page may have one without the other, or neither."""
    printed = _printed_headlines(page)
    headline = _headline(page, printed)
    node = _headline_node(page, printed, headline[0] if headline else "")
    if headline is None and (above := _heading_above_text(page)):
        node, text = above
        return (text, "heading above the text"), node
    if node is None and headline and headline[1] == "title" and (as_printed := _printed_title(page)):
        node, text = as_printed
        return (text, "title, as printed"), node
    is_title = node is None and headline is not None and headline[1] == "title"
    if is_title and (above := _heading_above_text(page)) and _tells_of_text(page, above, page.title or ""):
        return (above[1], "heading above the text"), above[0]
    if headline and (node is None or headline[1] == _BEHIND_SECTION):
        return _as_printed(page, headline, node)
    return headline, node


_BEHIND_SECTION = "title, as printed behind h1"


def _as_printed(
    page: Page, headline: tuple[str, str], node: LexborNode | None
) -> tuple[tuple[str, str], LexborNode | None]:
    """A headline that no heading holds, with the element that prints it, or its start: "Headline - Outlet".

    JSON-LD's is no outlet's name longer, and a colon stands within it.
    """
    text, rule = headline
    whole = key_of(text)
    borders = TITLE_BORDER.finditer(text) if not rule.startswith("json_ld") else ()
    starts = (key_of(text[: border.start()]) for border in borders if ":" not in border[0])
    printed = _printing(page, {whole, *(key for key in starts if len(key) >= _least_start(whole))})
    if printed is None:
        return headline, node
    found, start = printed
    if key_of(start) == whole or _prints_any(page, [whole]):
        return headline, found
    return (start, f"{rule}, as printed"), found


def _prints_any(page: Page, keys: Sequence[str]) -> bool:
    """Whether a page prints a text in several elements: <b>Climate</b> change, the <i>year</i> in charts."""
    body = page.tree.body
    printed = key_of(body.text_lexbor()[:_MOST_TO_LOOK_THROUGH]) if body is not None else ""
    return any(key in printed for key in keys)


def _printed_headlines(page: Page) -> list[tuple[LexborNode, str]]:
    """The <h1> elements that say something, and what."""
    found = [(node, short_text(node, _LONGEST)) for node in page.headings if node.tag == "h1"]
    return [(node, text) for node, text in found[:20] if text]


def _headline(page: Page, printed: Sequence[tuple[LexborNode, str]]) -> tuple[str, str] | None:
    if page.rules and (values := page.by_rule("headline")):
        return values[0], "site rule"
    texts = [text for _, text in printed]
    data, title = page.data, page.title
    if logos := _logos(page, printed):
        data = replace(data, sites=data.sites | logos)
        title = next((title.removeprefix(f"{logo}: ") for logo in logos if title), title)
    found = choose_headline(data, texts, title, page.host, path=page.path, headings=page.headings)
    if found and found[1] == IN_OTHER_WORDS and (told := _printed_below(page, printed, found[0])):
        return told, "og:title, as printed"
    if found and found[1] == "title" and not texts and (marked := _marked_headline(page)):
        return marked, "marked headline"
    if found and found[1] == "h1":  # nobody else spells it
        if behind := _headline_behind_section(page, printed, found[0]):
            return behind, _BEHIND_SECTION
        above = _heading_above_text(page) if len(key_of(found[0])) <= _LONGEST_SECTION else None
        if above and _tells_of_text(page, above, found[0]) and not _is_standfirst(above[0]):
            return above[1], _BEHIND_SECTION
        if part := next((_part_in_title(node, title) for node, text in printed if text == found[0]), None):
            return part, "h1, its part in the title"
        return next((_parted(node) for node, text in printed if text == found[0]), None) or found[0], "h1"
    return found


def _printed_below(page: Page, printed: Sequence[tuple[LexborNode, str]], topic: str) -> str | None:
    """What networks are told, where an element behind an <h1> in other words prints it: that is a topic's."""
    told = page.data.first("og:title", "twitter:title")
    heading = next((node for node, text in printed if key_of(text) == key_of(topic)), None)
    if told is None or heading is None:
        return None
    below = _printing(page, {key_of(told[0])}, heading)
    return below[1] if below is not None and below[0].tag not in _OF_PICTURES else None


_OF_PICTURES = frozenset({"figcaption", "figure", "button", "textarea"})


def _part_in_title(heading: LexborNode, title: str | None) -> str | None:
    """The part of a heading that is one of <title>: <h1><span>Kicker</span><span>Headline</span></h1>."""
    keys = set(map(key_of, TITLE_BORDER.split(title or "")))
    for node in heading.iter(include_text=True):
        text = one_line((node.text_content if node.is_text_node else node.text_lexbor()) or "")
        if len(part := key_of(text)) >= _LEAST_TITLE and part in keys:
            return text
    return None


def _headline_behind_section(
    page: Page, printed: Sequence[tuple[LexborNode, str]], section: str
) -> str | None:
    """What the page prints of <title> behind an <h1> that says little else: its section's name.

    A longer part of <title>, or a lesser heading above the text with most of its words: <h1>Health</h1> …
    <h2>Headline</h2>. An <h1> with a word of that part is a short headline: "Lemon chicken".
    """
    part = max(TITLE_BORDER.split(page.title or ""), key=len)
    letters, least = len(key_of(section)), len(key_of(part))
    words = words_of(part)
    if letters > _LONGEST_SECTION or least < max(_LEAST_HEADLINE, 2 * letters) or words & words_of(section):
        return None
    heading = next(node for node, text in printed if text == section)
    if (as_printed := _printed_title(page, behind=heading)) and len(key_of(as_printed[1])) >= _LEAST_HEADLINE:
        return as_printed[1] if _has_words_of_text(page, as_printed[1]) else None
    is_behind = False
    for node in page.tree.css(_HEADINGS_AND_PARAGRAPHS)[:_MOST_HEADINGS_AND_PARAGRAPHS]:
        if not is_behind or node.tag == "h1":
            is_behind = is_behind or node.mem_id == heading.mem_id
            continue
        if node.tag == "p":
            if len(node.text_lexbor()) >= _LEAST_PARAGRAPH and not is_in_list(node):
                return None
            continue
        text = short_text(node, _LONGEST)
        shared = len(words & words_of(text)) if text else 0
        if shared >= _LEAST_SHARED and 2 * shared > len(words):
            return text
    return None


def _has_words_of_text(page: Page, text: str) -> bool:
    """Whether the page's paragraphs have words of a text, as they have of a headline, and not of a slogan."""
    if text[:1] >= "\u2e80":
        return True  # signs are not parted into words
    texts = [paragraph.text_lexbor() for paragraph in page.paragraphs[:_MOST_BEHIND]]
    behind = words_of(" ".join(text for text in texts if len(text) >= _LEAST_PARAGRAPH))
    return not behind or len(words_of(text) & behind) >= _LEAST_OF_TEXT


_LEAST_OF_TEXT = 2  # words
_HEADINGS_AND_PARAGRAPHS = "h1,h2,h3,h4,h5,h6,p"
_MOST_HEADINGS_AND_PARAGRAPHS = 200


_LONGEST_SECTION = 25  # letters
_LEAST_HEADLINE = 20
_LEAST_SHARED = 3  # words


def _heading_above_text(page: Page) -> tuple[LexborNode, str] | None:
    """The first lesser heading right above paragraphs, where all else on the page names the outlet."""
    for node in page.headings[:_MOST_LESSER]:
        text = short_text(node, _LONGEST) if node.tag != "h1" else None
        if not text or len(key_of(text)) < _LEAST_ABOVE_TEXT or node.css_first("a") is not None:
            continue
        if _is_amid_text(node):
            return None
        parent = node.parent
        is_alone = parent is not None and len(parent.text_lexbor().strip()) == len(node.text_lexbor().strip())
        count, behind = 0, parent.next if parent is not None and is_alone else node.next
        for _ in range(_MOST_BEHIND):
            if behind is None:
                break
            paragraphs = [behind] if behind.tag == "p" else behind.css("p")[:_MOST_BEHIND]
            count += sum(len(paragraph.text_lexbor()) >= _LEAST_PARAGRAPH for paragraph in paragraphs)
            if count >= _LEAST_PARAGRAPHS:
                return node, text
            behind = behind.next
    return None


def _is_amid_text(heading: LexborNode) -> bool:
    """Whether a paragraph of the text stands before a heading."""
    before = heading.prev
    for _ in range(_MOST_BEHIND):
        if before is None:
            return False
        paragraph = before if before.tag == "p" else before.css_first("p")
        if paragraph is not None and len(paragraph.text_lexbor()) >= _LEAST_PARAGRAPH:
            return True
        before = before.prev
    return False


def _is_standfirst(heading: LexborNode) -> bool:
    """Whether an <h1> stands before a heading in its box: <article><h1>Why I left</h1><h2>Lede</h2>."""
    before = heading.prev if heading.parent is not None and heading.parent.tag != "body" else None
    for _ in range(_MOST_BEHIND):
        if before is None or before.tag == "h1":
            return before is not None
        before = before.prev
    return False


def _tells_of_text(page: Page, heading: tuple[LexborNode, str], title: str) -> bool:
    """Whether the text has words of a heading and none of <title>, which then names the outlet."""
    text = words_of(" ".join(paragraph.text_lexbor() for paragraph in page.paragraphs[:_MOST_BEHIND]))
    titled, words = words_of(title), words_of(heading[1])
    return bool(titled) and titled.isdisjoint(text | words) and len(words & text) >= _LEAST_SHARED


_LEAST_ABOVE_TEXT = 15  # letters
_MOST_BEHIND = 12
_LEAST_PARAGRAPH = 60  # characters
_LEAST_PARAGRAPHS = 3


def _marked_headline(page: Page) -> str | None:
    """The text of the only element that is marked as the headline, where no heading is one."""
    marked = page.tree.css(".entry-title,[itemprop=headline]")[:_MOST_MARKED_HEADLINES]
    texts = {text for node in marked if (text := short_text(node, _LONGEST)) and len(text) >= _LEAST_TITLE}
    return texts.pop() if len(texts) == 1 else None


_MOST_MARKED_HEADLINES = 20


def _logos(page: Page, printed: Sequence[tuple[LexborNode, str]]) -> frozenset[str]:
    """Texts of the <h1> elements that are the outlet's name, as a link to its front door.

    The last <h1> may be the headline all the same, unless it is the only one and less than half of <title>.
    """
    if len(printed) > 1:
        return frozenset(text for node, text in printed if _leads_home(node, page)) - {printed[-1][1]}
    title = page.title or ""
    for node, text in printed:
        is_part = title.endswith(text) or title.startswith((f"{text}: ", f"{text} - ", f"{text} | "))
        if 2 * len(text) < len(title) and is_part and _leads_home(node, page):
            return frozenset({text})
    return frozenset()


def _leads_home(heading: LexborNode, page: Page) -> bool:
    """Whether a heading is the outlet's name, a link to its front door."""
    link = heading.css_first("a[href]")
    address = page.absolute(link.attributes.get("href")) if link is not None else None
    return address is not None and address.partition("//")[2].rstrip("/") == page.host


def _parted(heading: LexborNode) -> str | None:
    """A heading's text with a space between its lines: <h1><span>Kicker</span><span>Headline</span></h1>."""
    for node in heading.css("br,div,p,span")[:_MOST_PARTS]:
        behind = node.next
        is_kicker = behind is not None and (behind.tag == "span" or node.text_lexbor().rstrip().endswith(":"))
        if node.tag != "span" or is_kicker:
            return short_text(heading, _LONGEST, separator=" ")
    return None


_MOST_PARTS = 50


def _headline_node(page: Page, printed: Sequence[tuple[LexborNode, str]], headline: str) -> LexborNode | None:
    """Where the headline stands: the heading with its words, <h1> before others, or the page's only <h1>."""
    key = key_of(headline)
    if not key:
        return printed[0][0] if len(printed) == 1 else None
    headings = [(node, key_of(text)) for node, text in printed]
    if found := _with_words(key, headings):
        return found
    marked = [node for node in page.marked if node.attributes.get("itemprop") == "headline"]
    lesser = [node for node in page.headings[:_MOST_LESSER] if node.tag != "h1"]
    if found := _with_words(
        key, [(node, key_of(short_text(node, _LONGEST) or "")) for node in (*marked, *lesser)]
    ):
        return found
    return printed[0][0] if len(printed) == 1 else None


_MOST_LESSER = 60


def _with_words(key: str, headings: Sequence[tuple[LexborNode, str]]) -> LexborNode | None:
    """The heading whose key is `key`, else one that holds it or the start of it ("Headline | Outlet")."""
    for node, other in headings:
        if other == key:
            return node
    least = _LEAST_SIGNS if key[0] >= "\u2e80" else _LEAST_TITLE
    for node, other in headings:
        if min(len(other), len(key)) > least and (key in other or other in key):
            return node
    return None


_LEAST_SIGNS = 5  # of East Asian writing: they say as much as twice as many letters


def _printed_title(page: Page, *, behind: LexborNode | None = None) -> tuple[LexborNode, str] | None:
    """The element, and its text, that prints the <title> or most of it where no heading does.

    Old pages set their headline in <font>, <td> or <span>, and begin the title with the outlet's name. With
    `behind` only what stands behind that element.
    """
    keys = _parts_of(page.title or "")
    printed = _printing(page, keys, behind)
    if printed is None:
        return None
    key = key_of(printed[1])
    # <div>The Bridge: <i>fog</i>, patience and a long wait</div>
    longer = [other for other in keys if other.startswith(key) and other != key]
    if not longer or not _prints_any(page, longer):
        return printed
    # What stands alone behind it is the outlet: <td>Headline</td><td>The Quill</td>
    return printed if _printing(page, {other.removeprefix(key) for other in longer}) else None


def _parts_of(title: str) -> frozenset[str]:
    """Keys of a <title> and of those parts of it that may be the headline."""
    whole = key_of(title)
    least = max(_LEAST_SIGNS if whole[:1] >= "\u2e80" else _LEAST_TITLE, _LEAST_PART * len(whole))
    borders = list(islice(_ANY_BORDER.finditer(title), _MOST_BORDERS))
    starts = [key_of(title[: border.start()]) for border in borders]
    others = [*map(key_of, TITLE_BORDER.split(title)), *(key_of(title[border.end() :]) for border in borders)]
    keys = {key for key in starts if len(key) >= _least_start(whole)}
    keys.update(key for key in (whole, *others) if len(key) >= least)
    return frozenset(keys)


def _least_start(whole: str) -> float:
    """How many letters of a text its start must have to be the headline, sections and outlet behind it."""
    return max(_LEAST_SIGNS if whole[:1] >= "\u2e80" else _LEAST_TITLE, _LEAST_START * len(whole))


# Whatever may stand between a headline and the outlet's name: "标题——某某网", "見出し／某新聞"
_ANY_BORDER = re.compile(r"[^\w\s]+")
_MOST_BORDERS = 20


def _printing(
    page: Page, keys: Collection[str], behind: LexborNode | None = None
) -> tuple[LexborNode, str] | None:
    """The element, and its text, whose own text has the longest of `keys`; no link, nothing in a path."""
    body = page.tree.body
    best: tuple[LexborNode, str] | None = None
    if not keys or body is None or not _is_printed(body, keys):
        return None
    for count, node in enumerate(body.traverse(include_text=True, skip_empty=True)):
        if count > _MOST_NODES_FOR_TITLE:
            break
        if behind is not None:
            behind = None if node.mem_id == behind.mem_id else behind
            continue
        text = _BEFORE_TITLE.sub("", one_line(node.text_content or "")) if node.is_text_node else ""
        parent = node.parent
        if len(text) < _LEAST_SIGNS or parent is None or parent.tag == "a" or key_of(text) not in keys:
            continue
        if not is_in_list(node) and (best is None or len(text) > len(best[1])):
            best = parent, text
    return best


def _is_printed(body: LexborNode, keys: Collection[str]) -> bool:
    """Whether any text of a page has one of `keys`: to look through its elements takes ten times as long."""
    least, most = min(map(len, keys)), 2 * max(map(len, keys))  # with white space and signs
    texts = body.text(separator="\x1f", skip_empty=True)[:_MOST_TO_LOOK_THROUGH].split("\x1f")
    return any(key_of(_BEFORE_TITLE.sub("", one_line(t))) in keys for t in texts if least <= len(t) <= most)


_MOST_TO_LOOK_THROUGH = 2_000_000  # characters


# "» Headline", at the end of a path; German sets quotation marks so, without a space
_BEFORE_TITLE = re.compile(r"^[»›>|/•·–—-]+\s+")
_LEAST_PART = 0.4  # of a title's letters
_LEAST_START = 0.3  # of them, where sections and outlet follow
_MOST_NODES_FOR_TITLE = 4_000
