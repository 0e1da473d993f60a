"""Find related articles given in full, below a "read also": in one run with the main one, or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from tasks.article.body import Block, read_blocks
from tasks.article.dateline import split_dateline
from tasks.article.labels import LABELS, LONGEST_LINE, ends_article
from tasks.article.line import COMMA, SENTENCE_END, one_line
from tasks.article.main_parent import look_about, parent_id
from tasks.article.marker import MARKERS, is_marker
from tasks.article.page import Page, short_text
from tasks.article.place import Place
from tasks.article.spelling import first_word
from tasks.article.unwanted import names_of, never_article


def split_at_related(
    blocks: Sequence[Block], headline: str = ""
) -> tuple[Sequence[Block], list[Sequence[Block]]]:
    """(blocks of the main article, whose headline this is; blocks of each related article given in full).

    A "read also" opens a related article if a headline and real paragraphs follow, and if the main article
    had ended before, or a dateline stands below the headline, or the paragraphs have another parent
    than the main ones, or tell of the headline and the main ones did not. Else it is a teaser in the midst of
    the main article, which goes on behind it.
    Behind one related article, a linked heading or a headline above a dateline opens the next. Linked
    headings with a paragraph each are teasers, and of no article.
    """
    starts = [0]
    teasers: set[int] = set()
    ended = False
    for number, block in enumerate(blocks):
        text = block.text
        if len(text) > LONGEST_LINE:
            ended = ended or (":" in text[:40] and ends_article(text))
            continue
        opening = first_word(text)
        if opening not in LABELS and (len(starts) == 1 or block.linked == 0):
            continue
        if opening in MARKERS and number - starts[-1] > 1 and is_marker(text):
            rest = blocks[number + 1 : number + _AHEAD]
            main = blocks[: starts[1] if len(starts) > 1 else number]
            since = max(starts[-1], number - _AHEAD)
            opens = _opens_article(rest, main, blocks[:number], headline, since=since, ended=ended)
            if opens and not _goes_on_behind(main, blocks[number + 1 :]):
                starts.append(number + 1)
                ended = False
            else:
                teasers.update(range(number + 1, number + 1 + _count_in_teasers(rest, blocks[since:number])))
        elif ends_article(text):
            ended = True
        elif len(starts) > 1 and number - starts[-1] > 2 and _opens_next(blocks[number : number + _AHEAD]):
            starts.append(number)
            ended = False
    ends = [start - _is_marker_block(blocks, start) for start in starts[1:]]
    bounds = zip(starts, [*ends, len(blocks)], strict=True)
    parts = [blocks[start:end] for start, end in bounds]
    if teasers:
        left_out = {id(blocks[number]) for number in teasers}
        parts = [[block for block in part if id(block) not in left_out] for part in parts]
    return parts[0], parts[1:]


_AHEAD = 40  # blocks behind a "read also" among which an article must begin


def _opens_article(
    rest: Sequence[Block],
    main: Sequence[Block],
    before: Sequence[Block],
    headline: str,
    *,
    since: int,
    ended: bool,
) -> bool:
    """Whether the blocks behind a "read also" are an article's.

    `before` are all those before it; from `since` on they are the last article's.
    """
    if gives_article(rest) and (ended or _opens_with_dateline(rest) or _has_other_parent(main, before, rest)):
        return True
    told = "" if not gives_article(rest) else headline  # of a short text more than one word has to tell
    if gives_article(rest, least_length=_REPORT) and _tells_of_headline(rest, before[since:], told):
        return not (_is_link(rest[0]) and _is_link(rest[1]))  # links of a list
    return _gives_short_report(rest, ended)


def _count_in_teasers(blocks: Sequence[Block], before: Sequence[Block]) -> int:
    """How many blocks right below a "read also" are teasers: linked headings with a paragraph each.

    That tells of its heading by words that the text `before` has not. One alone is a teaser at the end only,
    since the text may go on behind a link.
    """
    count = 0
    while count + 1 < len(blocks) and _is_title_of_teaser(blocks[count]):
        text = blocks[count + 1]
        behind = blocks[count + 2] if count + 2 < len(blocks) else None
        is_followed = behind is not None and _is_title_of_teaser(behind)
        if text.kind != "paragraph" or _is_link(text) or not (is_followed or count or behind is None):
            break
        told = _telling_words(blocks[count].text.lower()) & _telling_words(_opening([text]))
        if len(told - _telling_words(_opening(before))) < (1 if is_followed else 2):
            break
        count += 2
    return count


def _is_title_of_teaser(block: Block) -> bool:
    return _is_link(block) and _is_headline(block)


def _gives_short_report(blocks: Sequence[Block], ended: bool) -> bool:
    """Whether a heading and two real paragraphs follow that are short, if the main article has ended, or an
    agency's dateline opens them.
    """
    if (
        len(blocks) < 3
        or blocks[0].kind != "heading"
        or not gives_article(blocks, least_length=_SHORT_REPORT)
    ):
        return False
    if ended:
        return True
    dateline = split_dateline(blocks[1].text)
    return dateline is not None and dateline.agency is not None


_REPORT = 180  # characters of a related article that tells of its headline, or stands in a place of its own
_SHORT_REPORT = 130


def _opens_next(blocks: Sequence[Block]) -> bool:
    return blocks[0].kind == "heading" and _is_link(blocks[0]) and gives_article(blocks)


def _is_marker_block(blocks: Sequence[Block], start: int) -> bool:
    """Whether the block before a related article's headline is the "read also" above it."""
    return is_marker(blocks[start - 1].text)


def _is_link(block: Block) -> bool:
    return block.linked > 0.8 * len(block.text)


def gives_article(blocks: Sequence[Block], least: int = 2, least_length: int = 300) -> bool:
    """Whether blocks open with a headline and go on with real paragraphs: an article, not teasers.

    Paragraphs are real if `least` of them stand together; a teaser has a heading above each.
    """
    if not blocks or not _is_headline(blocks[0]):
        return False
    length = together = most = 0
    for number, block in enumerate(blocks[1:_AHEAD]):
        if block.kind == "heading" and _is_link(block):
            break  # the next teaser
        if block.kind in ("paragraph", "quote") and _is_running_text(block):
            together += 1
            length += len(block.text)
            most = max(most, together)
            if most >= least and length >= least_length:
                return True
        elif not length and number > 2:
            break  # a list
        else:
            together = 0
    return False


def _is_running_text(block: Block) -> bool:
    text = block.text
    if len(text) < _REAL or 2 * block.linked >= len(text):
        return False
    if block.node is not None:
        return True
    # Flat text has lost its links: a headline among others may be as long as a sentence. Where it has no
    # capitals, the last full stop is often left out, too.
    start = text[:_REAL]
    unmarked = len(text) >= 2 * _REAL and start.lower() == start.upper() and COMMA.search(text) is not None
    return unmarked or SENTENCE_END.search(text) is not None


_REAL = 60  # characters of the shortest paragraph that makes an article
_WORDS = re.compile(r"\w")


def _is_headline(block: Block) -> bool:
    """Whether a block can be an article's headline: not too long, with words, no sentence of a text."""
    text = block.text
    if not 8 <= len(text) <= 200 or not _WORDS.search(text) or is_marker(text):
        return False
    return block.kind == "heading" or _is_link(block) or not (SENTENCE_END.search(text) and len(text) > 100)


def _opens_with_dateline(blocks: Sequence[Block]) -> bool:
    return any(
        (dateline := split_dateline(block.text)) is not None and dateline.alone for block in blocks[1:3]
    )


def _has_other_parent(main: Sequence[Block], before: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether the paragraphs behind stand elsewhere than those of the main article.

    A text in pieces has a parent for each of them, and these look alike.
    """
    parents = {parent_id(block) for block in main if len(block.text) >= _REAL and block.node is not None}
    real = [block for block in after if len(block.text) >= _REAL]
    others = {parent_id(block) for block in real}
    if not parents or None in parents | others or parents & others:
        return False
    if len(parents) == 1:
        return True
    looks = {look_about(block) for block in before if len(block.text) >= _REAL}
    return looks.isdisjoint(map(look_about, real))


def _goes_on_behind(main: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether the main article goes on behind a teaser that stands in a box, a sentence below its title."""
    parents = {parent_id(block) for block in main if len(block.text) >= _REAL and block.node is not None}
    if not parents or None in parents:
        return False
    boxed = 0
    for block in after:
        if len(block.text) < _REAL or block.node is None:
            continue
        if parent_id(block) in parents:
            return boxed > 0
        boxed += len(block.text)
        if boxed >= _REPORT:
            break
    return False


def _tells_of_headline(rest: Sequence[Block], before: Sequence[Block], main_headline: str) -> bool:
    """Whether the paragraphs behind a headline tell of it, by words that the text before it has not.

    The text that goes on behind a teaser does not: if teaser and text have a theme in common, its words have
    been told before. A headline of few words is believed if text and text have next to none in common: of
    12,000 places in the midst of Arabic articles 0.2% look so below the headline of another one, and 80% of
    those articles' own.
    """
    if len(rest) > 1 and rest[1].node is None and not _is_running_text(rest[1]):
        return False  # flat text has lost the links of a list
    headline = rest[0].text.lower()
    pairs = set(_PAIRS.findall(headline))
    words = pairs or _telling_words(headline)
    opening = _opening([block for block in rest[1:4] if len(block.text) >= _REAL])
    told = [word for word in words if word in opening]
    known = _opening(before)
    new = sum(word not in known for word in told)
    # A heading of the text's own may follow a "read also" whose links have fallen out; it has fewer words.
    least = 3 + (2 if pairs else 0) + (not _is_link(rest[0]))
    if len(told) >= least and new >= least - 1:
        return True
    if pairs or not new:
        return False
    said, known_words = _telling_words(opening), _telling_words(known)
    if len(said & known_words) > _MOST_IN_COMMON * len(said):
        return False
    return new >= 2 or _only_first_tells_of(_telling_words(main_headline.lower()), known_words, said)


# "The": what is shorter tells nothing. Of Arabic without the article, of others without most endings.
_TELLING = re.compile(r"[^\W\d_]{4,}")
_ARTICLE = re.compile(r"^[وفبكل]?ال(?=\w{3})|^لل(?=\w{3})")
_STEM = 6  # letters
_PAIRS = re.compile(r"(?=([\u3041-\u9fff\uac00-\ud7a3]{2}))")  # where writing has no spaces


def _only_first_tells_of(headline: set[str], one: set[str], other: set[str]) -> bool:
    return len(headline & one) >= 2 and not headline & other


_MOST_IN_COMMON = 0.08  # of the words of the paragraphs behind a headline, with those before it


def _telling_words(text: str) -> set[str]:
    return {_ARTICLE.sub("", word)[:_STEM] for word in _TELLING.findall(text)}


def _opening(blocks: Sequence[Block]) -> str:
    return " ".join([block.text[:_OPENING] for block in blocks]).lower()


_OPENING = 600  # characters of each paragraph that are looked at


# --- elsewhere on the page --------------------------------------------------------------------


def below_markers(page: Page) -> frozenset[int]:
    """Ids of the elements that open with a "read also" heading: what they hold is not the main article's."""
    found: set[int] = set()
    for heading in page.headings[:200]:
        text = short_text(heading, _LONGEST_HEADING) if heading.tag != "h1" else None
        if not text or not is_marker(text):
            continue
        parent = heading.parent
        if parent is None or parent.tag in ("body", "main", "article"):
            continue
        if _first_text(parent).startswith(text[:20]):
            found.add(parent.mem_id)
    return frozenset(found)


_LONGEST_HEADING = 60  # characters


def _first_text(node: LexborNode) -> str:
    """The text that stands first in an element, of one node."""
    for count, inner in enumerate(node.traverse(include_text=True, skip_empty=True)):
        if inner.is_text_node:
            return one_line(inner.text_content or "")
        if count > _MOST_BEFORE_TEXT:
            break
    return ""


_MOST_BEFORE_TEXT = 50  # elements


def related_elsewhere(place: Place) -> list[Sequence[Block]]:
    """Related articles given in full outside of the main one's element, with a "read also" above them.

    The blocks of each, its headline first.
    """
    boxes: dict[int, LexborNode] = {}
    for holder in place.holders[:_MOST_HOLDERS]:
        node = holder.node
        if holder.paragraphs < 2 or holder.length < _REPORT or node.mem_id in place.above:
            continue
        if (box := _below_marker(node, place.above)) is not None:
            boxes.setdefault(box.mem_id, box)
    found: list[Sequence[Block]] = []
    for box in _outermost(boxes, place.container):
        blocks = _with_headline_above(box)
        start = next((number for number, block in enumerate(blocks[:3], start=1) if is_marker(block.text)), 0)
        if gives_article(blocks[start:], least_length=_REPORT):
            main, others = split_at_related(blocks[start:])
            found.extend([main, *others])
    return found


def _outermost(boxes: Mapping[int, LexborNode], container: LexborNode) -> list[LexborNode]:
    """The boxes, by their ids, that stand in no other one and not in the container of the text.

    No element is passed twice on the way up, however deep the boxes stand.
    """
    inside = {container.mem_id: True}
    outermost = []
    for box in boxes.values():
        passed: list[int] = []
        node = box.parent
        while node is not None and (number := node.mem_id) not in inside and number not in boxes:
            passed.append(number)
            node = node.parent
        is_inside = node is not None and inside.get(node.mem_id, True)
        inside.update(dict.fromkeys(passed, is_inside))
        if not is_inside:
            outermost.append(box)
    return outermost


def _below_marker(holder: LexborNode, above: frozenset[int]) -> LexborNode | None:
    """The element about paragraphs that a "read also" opens or stands above; a headline may stand between.

    `above` are ids of elements that the main article stands in: whatever holds it is no related article.
    """
    node: LexborNode | None = holder
    for _ in range(_MOST_ABOUT):
        if node is None or node.mem_id in above or never_article(names_of(node.attributes)):
            return None
        if is_marker(_first_text(node)):
            return node
        before = _element_before(node)
        if before is not None and before.tag in _HEADINGS:
            if is_marker(short_text(before, _LONGEST_HEADING) or ""):
                return node
            before = _element_before(before)
        if before is not None and is_marker(short_text(before, _LONGEST_HEADING) or ""):
            return node
        node = node.parent
    return None


_MOST_HOLDERS = 500
_MOST_ABOUT = 5  # elements, one in the other
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})


def _with_headline_above(node: LexborNode) -> list[Block]:
    """The blocks of an element, below the heading that stands right before it, if that is no "read also"."""
    blocks = read_blocks(node)
    before = _element_before(node)
    text = short_text(before, _LONGEST_HEADLINE) if before is not None and before.tag in _HEADINGS else None
    if before is None or not text or is_marker(text) or is_marker(_first_text(node)):
        return blocks
    linked = len(text) if before.css_first("a[href]") is not None else 0
    return [Block(text, "heading", before.tag or "", before, linked), *blocks]


_LONGEST_HEADLINE = 200  # characters


def _element_before(node: LexborNode) -> LexborNode | None:
    """The element that stands right before another, with nothing but white space between them."""
    before = node.prev
    while before is not None and not before.is_element_node:
        if before.is_text_node and not (before.text_content or "").isspace():
            return None
        before = before.prev
    return before
