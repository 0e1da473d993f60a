"""Read an element's texts in their order: paragraphs, headings, quotes, list items; and the lede above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.article.by_words import opening_of
from tasks.article.credit import SOURCE_CREDIT
from tasks.article.line import one_line
from tasks.article.page import short_text
from tasks.article.place import SENTENCE_END, Place
from tasks.article.unwanted import (
    CAMEL,
    INLINE_TAGS,
    SKIPPED_TAGS,
    for_screen_readers,
    names_of,
    names_unwanted,
    unwanted,
)
from tasks.model import ParagraphKind

_MOST_UNITS = 4_000
_MOST_BLOCKS = 4_000
_MOST_NODES = 60_000


class Block(NamedTuple):
    """A run of text that stands alone on the page, in its order."""

    text: str
    kind: ParagraphKind
    tag: str
    node: LexborNode | None
    linked: int  # characters of it that are links

    @property
    def link_share(self) -> float:
        return self.linked / max(1, len(self.text))


# --- its paragraphs ---------------------------------------------------------------------------

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAY_HOLD_BLOCKS = frozenset({"dt", "dd", "summary", "caption"})
_TEXT_BLOCKS = _HEADINGS | _MAY_HOLD_BLOCKS | {"p", "pre"}

_TEXT, _BREAK, _SKIP, _INLINE, _UNIT, _ENTER, _UNIT_OR_ENTER = range(7)  # what the walk does at a node


def _steps() -> dict[int, int]:
    """What to do by tag id: comparing numbers, the walk makes no string of each node's tag."""
    tree = LexborHTMLParser("<p>text<br>")
    step = {"br": _BREAK}
    for tags, what in (
        (SKIPPED_TAGS, _SKIP),
        (INLINE_TAGS, _INLINE),
        (_TEXT_BLOCKS, _UNIT),
        (_MAY_HOLD_BLOCKS, _UNIT_OR_ENTER),
    ):
        step.update(dict.fromkeys(tags, what))
    steps = {tree.create_node(tag).tag_id: what for tag, what in step.items()}
    paragraph = tree.css_first("p")
    text = paragraph.first_child if paragraph is not None else None
    assert text is not None
    return {**steps, text.tag_id: _TEXT}


def _tag_ids(tags: Iterable[str]) -> frozenset[int]:
    tree = LexborHTMLParser("")
    return frozenset(tree.create_node(tag).tag_id for tag in tags)


_STEPS = _steps()
_LINK, _ROW, _BR = (LexborHTMLParser("").create_node(tag).tag_id for tag in ("a", "tr", "br"))
_MOST_PLAIN = 40  # children
_ROWS = frozenset({"li", "tr"})  # what is one block, unless it holds blocks itself


def read_blocks(root: LexborNode, holds_much: frozenset[int] = frozenset()) -> list[Block]:
    """The texts below `root` in their order, without what is no part of an article.

    Elements in `holds_much` (ids) are entered whatever their names say.
    """
    pictures = _pictures(root)
    blocks: list[Block] = []
    run: list[str] = []
    run_linked = 0
    kind: ParagraphKind = "paragraph"
    in_link = False
    # (what follows the element, the kind and whether in a link outside of it)
    stack: list[tuple[LexborNode | None, ParagraphKind, bool]] = []
    node = root.first_child
    seen = 0
    step_of = _STEPS.get

    def flush() -> None:
        nonlocal run_linked
        if text := one_line("".join(run)):
            blocks.append(Block(text, kind, "", None, len(text) if in_link else run_linked))
        run.clear()
        run_linked = 0

    while True:
        if node is None or len(blocks) >= _MOST_BLOCKS or seen > _MOST_NODES:
            if run:
                flush()
            if node is not None or not stack:
                return blocks
            node, kind, in_link = stack.pop()
            continue
        seen += 1
        following = node.next
        step = step_of(node.tag_id, _ENTER)
        if step == _TEXT:
            text = node.text_content or ""
            if run or not text.isspace():
                run.append(text)
        elif step == _UNIT or (step == _UNIT_OR_ENTER and not _has_blocks(node)):
            if run:
                flush()
            if not pictures or node.mem_id not in pictures:
                blocks += _units(node, kind, in_link)
        elif step == _INLINE and not _has_blocks(node):
            attributes = node.attributes
            if not (attributes and _is_read_out(node, attributes)):
                apart = bool(attributes) and _stands_apart(attributes)
                if apart and run:
                    flush()
                text, linked = _inline_text(node)
                if run and _run_together(run[-1], text) and _follows_its_like(node):
                    run.append(" ")
                run.append(text)
                run_linked += linked
                if apart:
                    flush()
        elif step == _BREAK:
            if run:
                flush()
        elif not node.is_element_node or (step == _SKIP and node.mem_id not in holds_much):
            pass
        else:
            if run:
                flush()
            tag = node.tag
            # A row's names are of what it tells of: class="player-2020-580" in a table of drivers.
            id_ = node.mem_id
            if id_ not in pictures and (tag == "tr" or id_ in holds_much or not unwanted(node.attributes)):
                if tag in _ROWS and not _has_blocks(node):
                    text, linked = _inline_text(node)
                    if text := one_line(text):
                        linked = len(text) if in_link else linked
                        blocks.append(Block(text, "list_item", tag or "", node, linked))
                else:
                    stack.append((following, kind, in_link))
                    kind = "quote" if tag == "blockquote" else "list_item" if tag == "li" else kind
                    # <a name=top> leads nowhere, and old pages leave it open
                    in_link = in_link or (tag == "a" and "href" in node.attributes)
                    following = node.first_child
                    if following is None:
                        following, kind, in_link = stack.pop()
        node = following


_MOST_PICTURES = 200
_LONGEST_CAPTION = 220  # characters
_CREDIT = re.compile(
    r"©|\b(?:photo|foto|image|bild|picture|credit)s?\s*(?:by\b|[:：/|©])|\bgetty\b"
    r"|[(/]\s*(?:reuters|afp|ap|dpa|epa|imago)\b|(?:صورة|تصوير|צילום)\s*[:：/]",
    re.IGNORECASE,
)


def _pictures(root: LexborNode) -> frozenset[int]:
    """Ids of the elements below `root` that hold but a picture and its caption, a form or what is skipped.

    Many a site makes its figures of <div>, or of <p>. A caption is short, and ends in no full stop or names
    who took it. What stands about a form's field is a call to subscribe, to ask, to write.
    """
    found: set[int] = set()
    large = {root.mem_id}  # ids of elements that hold more than a picture, as all above them do
    skipping = 0
    for image in root.css("img,input,a[href^='#']")[:_MOST_PICTURES]:
        if image.tag == "a":
            skipping += 1
            if skipping <= _MOST_SKIPPING and (box := _skipped_by(image, root)):
                found.add(box)
            continue
        if image.tag == "input":
            if image.attributes.get("type") not in _NO_FIELDS and (form := _about_field(image, large)):
                found.add(form)
            continue
        above, best = image.parent, 0
        for _ in range(6):
            if above is None or (id_ := above.mem_id) in large:
                break
            tag = above.tag
            if tag in _TEXT_BLOCKS:
                if tag == "p" and _is_captioned(above, image):
                    best = id_
                elif tag == "p" and (caption := _centred_caption(above)):
                    best = caption
                break
            if tag not in SKIPPED_TAGS:  # a figure is left out as it is; its caption may stand below it
                text = short_text(above, _LONGEST_CAPTION)
                if text is None or (text and _holds(above, _HEADING_TAGS, _HEADINGS_WITHIN)):
                    large.add(id_)
                    break
                if text and (not SENTENCE_END.search(text[-12:]) or _CREDIT.search(text)):
                    best = id_
            above = above.parent
        if best:
            found.add(best)
    return frozenset(found)


def _skipped_by(link: LexborNode, root: LexborNode) -> int | None:
    """The id of the element about a link and the place in it to which the link skips: "Skip Most read".

    Who reads with a keyboard is led past what is no part of the text, to a place behind it for the focus.
    """
    target = (link.attributes.get("href") or "")[1:]
    above = link.parent
    for _ in range(_MOST_ABOUT_SKIPPED):
        if not target or above is None or above.mem_id == root.mem_id:
            return None
        if _leads_to_end(link, target, above):
            return above.mem_id if short_text(above, _LONGEST_SKIPPED) is not None else None
        above = above.parent
    return None


def _leads_to_end(link: LexborNode, name: str, box: LexborNode) -> bool:
    """Whether a link at the start of an element leads to the place called `name` at its end.

    Chapters begin there, comments follow on a text, notes have a text of their own.
    """
    outside = sentences = count = 0
    is_behind_link = is_reached = False
    for count, node in enumerate(box.traverse(include_text=True, skip_empty=True)):
        if count > _MOST_SKIPPED:
            return False
        if node.is_text_node:
            length = len(node.text_content or "")
            sentences += length >= _LEAST_SKIPPED_SENTENCE
            outside += length if is_reached or not is_behind_link else 0
            if outside > _LONGEST_TITLE or sentences > _MOST_SENTENCES:
                return False
        elif node.mem_id == link.mem_id:
            is_behind_link = True
        elif is_behind_link and node.attributes.get("id") == name:
            if "tabindex" not in node.attributes or node.tag in _HEADINGS:
                return False
            is_reached = True
    return is_reached


_MOST_SKIPPING = 30  # links
_MOST_ABOUT_SKIPPED = 4  # elements, one in the other
_MOST_SKIPPED = 600  # elements and texts
_LONGEST_TITLE = 100  # characters
_LEAST_SKIPPED_SENTENCE = 100  # characters: titles are shorter
_MOST_SENTENCES = 2
_LONGEST_SKIPPED = 2_000  # characters
_NO_FIELDS = frozenset({"hidden", "submit", "button", "image", "checkbox", "radio"})
_LONGEST_ABOUT_FIELD = 400  # characters


def _about_field(field: LexborNode, large: set[int]) -> int | None:
    """The id of the largest element about a form's field that holds little more."""
    above, best = field.parent, None
    for _ in range(5):
        if above is None or (id_ := above.mem_id) in large:
            break
        if short_text(above, _LONGEST_ABOUT_FIELD) is None:
            large.add(id_)
            break
        best, above = id_, above.parent
    return best


_LONGEST_IN_PARAGRAPH = 150  # characters of a caption


def _is_captioned(paragraph: LexborNode, image: LexborNode) -> bool:
    """Whether a paragraph is a picture with its caption behind it."""
    first = paragraph.first_child
    while first is not None and first.is_text_node and not (first.text_content or "").strip():
        first = first.next
    if first is None or (first.mem_id != image.mem_id and first.tag != "a"):
        return False
    text = short_text(paragraph, _LONGEST_IN_PARAGRAPH)
    return bool(text) and not SENTENCE_END.search((text or "")[-12:])


def _centred_caption(paragraph: LexborNode) -> int | None:
    """The id of the centred line below a paragraph that holds nothing but a picture."""
    below = _element_behind(paragraph)
    if below is None or not _is_centred(below) or short_text(paragraph, _LONGEST_IN_PARAGRAPH) != "":
        return None
    text = short_text(below, _LONGEST_IN_PARAGRAPH)
    if not text or SENTENCE_END.search(text[-12:]) or below.css_first("b,strong,img") is not None:
        return None
    behind = _element_behind(below)  # where all is centred nothing is told by it
    if behind is not None and _is_centred(behind) and short_text(behind, _LONGEST_IN_PARAGRAPH) != "":
        return None
    return below.mem_id


def _element_behind(node: LexborNode) -> LexborNode | None:
    behind = node.next
    while behind is not None and not behind.is_element_node:
        if (behind.text_content or "").strip() and behind.is_text_node:
            return None
        behind = behind.next
    return behind


def _is_centred(node: LexborNode) -> bool:
    attributes = node.attributes if node.tag == "p" else {}
    return "center" in f"{attributes.get('style') or ''} {attributes.get('align') or ''}"


def _units(node: LexborNode, kind: ParagraphKind, in_link: bool) -> Sequence[Block]:
    """The block of a paragraph, heading or the like; none if it is empty or no part of an article.

    A paragraph in which an empty line stands is two.
    """
    tag = node.tag or ""
    first = node.first_child
    if first is None:
        return ()
    linked = 0
    if first.next is None and first.is_text_node:
        whole = first.text_content or ""
    else:
        whole, linked = _inline_text(node)
    text = one_line(whole)
    if not text:
        return ()
    attributes = node.attributes
    if attributes and _is_read_out(node, attributes):
        return ()
    if attributes and tag == "p" and names_unwanted(attributes) and not SOURCE_CREDIT.match(text):
        return ()
    if tag == "p" and _LINE_BREAK in whole and _EMPTY_LINE.search(whole):
        return _parted(node, whole, kind, in_link)
    kind = "heading" if tag in _HEADINGS else kind
    return (Block(text, kind, tag, node, len(text) if in_link else linked),)


_LINE_BREAK = "\u2028"  # where a <br> stood, or the border of a block
_EMPTY_LINE = re.compile(r"\u2028\s*\u2028")


def _parted(node: LexborNode, whole: str, kind: ParagraphKind, in_link: bool) -> list[Block]:
    """The blocks of a paragraph's text that has empty lines."""
    links = [one_line(link.text_lexbor()) for link in node.css("a")[:_MOST_UNITS]]
    blocks: list[Block] = []
    at = 0  # in the links, which come in the order of the text
    for part in _EMPTY_LINE.split(whole, _MOST_BLOCKS)[:_MOST_BLOCKS]:
        if text := one_line(part):
            linked = 0
            for place, link in enumerate(links[at : at + _MOST_PLAIN], at + 1):
                if link in text:
                    linked += len(link)
                    at = place
            blocks.append(Block(text, kind, "p", node, len(text) if in_link else min(linked, len(text))))
    return blocks


_MOST_WITHIN = 20_000  # elements
_CONTROLS = _tag_ids(("button", "select", "textarea"))


def _inline_text(node: LexborNode) -> tuple[str, int]:
    """(text, characters of it that are links) of an element that holds no blocks.

    Line breaks separate words; words for screen readers and buttons are left out.
    """
    plain = _of_plain_children(node)
    if plain is not None:
        return node.text_lexbor(), plain
    linked = 0
    tag = node.tag
    broken = tag == "tr" or (tag in _HEADINGS and node.css_first("div,p") is not None)
    left_out: set[int] = set()
    apart: set[int] = set()
    for inner in islice(node.traverse(), _MOST_WITHIN):
        tag_id = inner.tag_id
        if tag_id == _BR:
            broken = True
            continue
        attributes = inner.attributes
        is_left_out = tag_id in _CONTROLS or (attributes and _is_read_out(inner, attributes))
        if is_left_out and (id_ := inner.mem_id) != node.mem_id:
            left_out.add(id_)
            continue
        if tag_id == _LINK:
            linked += len(one_line(inner.text_lexbor()))
        if attributes and _stands_apart(attributes):
            apart.add(inner.mem_id)
    text = _text_in_lines(node, left_out, apart) if broken or left_out or apart else node.text_lexbor()
    return text, len(text) if node.tag == "a" else linked


def _run_together(before: str, text: str) -> bool:
    """Whether two texts are run together where a word ends and another begins: "Maria Lund" and "Foto: …"."""
    return before[-1:].islower() and (text[:1].isupper() or text[:1].isdigit())


def _follows_its_like(node: LexborNode) -> bool:
    """Whether an element stands right behind one of its tag: <span>Text: …</span><span>Foto: …</span>."""
    before = node.prev
    return before is not None and before.tag_id == node.tag_id


_BLOCKS = frozenset({"div", "p", "td", "th"})  # what <span> and the like may hold; others are entered
_DISPLAYED_APART = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)")


def _stands_apart(attributes: dict[str, str | None]) -> bool:
    """Whether an element in a line of text is shown as a block: <span style="display: block">, no initial."""
    style = attributes.get("style") or ""
    return "display" in style and "float" not in style and _DISPLAYED_APART.search(style) is not None


def _of_plain_children(node: LexborNode) -> int | None:
    """Characters in the links of an element that holds text, links and simple marks; None if it holds more.

    Most paragraphs do: they are spared a query.
    """
    if node.tag_id in (_LINK, _ROW):
        return None
    linked = 0
    for count, child in enumerate(node.iter()):
        if count > _MOST_PLAIN:
            return None
        first = child.first_child
        if first is None or not first.is_text_node or first.next is not None:
            return None
        id_ = child.tag_id
        if id_ == _LINK:
            linked += len(one_line(first.text_content or ""))
        elif _STEPS.get(id_) != _INLINE:
            return None
        attributes = child.attributes
        if attributes and (_is_read_out(child, attributes) or _stands_apart(attributes)):
            return None
    return linked


def _text_in_lines(node: LexborNode, left_out: set[int], apart: set[int]) -> str:
    """The text of `node`, a _LINE_BREAK where a <br>, a block or an element in `apart` begins or ends.

    The elements of `left_out` (ids) stay in the tree for others.
    """
    texts: list[str] = []
    waiting: list[LexborNode | str | None] = [node.first_child]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, str):
            texts.append(inner)
            continue
        if inner is None:
            continue
        waiting.append(inner.next)
        id_ = inner.mem_id
        if inner.is_text_node:
            texts.append(inner.text_content or "")
        elif _STEPS.get(inner.tag_id) == _BREAK:
            texts.append(_LINE_BREAK)
        elif id_ in apart or inner.tag in _BLOCKS:
            texts.append(_LINE_BREAK)
            waiting += (_LINE_BREAK, inner.first_child)
        elif id_ not in left_out:
            waiting.append(inner.first_child)
    return "".join(texts)


def _is_read_out(node: LexborNode, attributes: dict[str, str | None]) -> bool:
    """Whether a text is for screen readers only."""
    names, style = attributes.get("class"), attributes.get("style")
    hidden = (names and for_screen_readers(names)) or (style and "clip:" in style)
    return bool(hidden) and len(node.text_lexbor()) < _LONGEST_READ_OUT


_LONGEST_READ_OUT = 100  # characters; names on something longer are a mistake


def _has_blocks(node: LexborNode) -> bool:
    first = node.first_child
    if first is None or (first.next is None and first.is_text_node):
        return False
    return _holds(node, _BLOCK_TAGS, _BLOCKS_WITHIN)


def _holds(node: LexborNode, tags: frozenset[int], query: str) -> bool:
    """Whether an element is or holds one of these `tags` (ids), for which `query` asks, too."""
    for count, inner in enumerate(node.traverse()):
        if inner.tag_id in tags:
            return True
        if count > _MOST_PLAIN:  # a query is faster only where there is much to look through
            return node.css_first(query) is not None
    return False


_BLOCKS_WITHIN = "p,div,ul,ol,h2,h3,h4,section,table,blockquote,br,figure,aside"
_BLOCK_TAGS = _tag_ids(_BLOCKS_WITHIN.split(","))
_HEADINGS_WITHIN = "h1,h2,h3,h4,h5,h6"
_HEADING_TAGS = _tag_ids(_HEADINGS_WITHIN.split(","))


# --- what stands between the headline and the text --------------------------------------------

_LEDE = re.compile(
    r"(?<![a-z])(?:lead|lede|leadtext|standfirst|summary|subtitle|subheadline|subheading|subhead|excerpt|intro|introduction|dek|deck|"
    r"abstract|chapeau|sapo|ingress|preamble|perex|sumario|bajada|entradilla|catenaccio|occhiello|spot|description|lid|rutitr|chapo|sommario|copete|epigraph|epigrafe|synopsis|blurb|opener|zajawka|manchet|manchette|underrubrik|subtitulo|"
    r"linha-?fina|ozet|alt-?baslik|ingressi)(?![a-z])"
    r"|article-?(?:lead|intro|summary)|sub-?(?:title|head)"
)


_MOST_LEDES = 12
_LEAST_LEDE = 25  # characters


def read_lede(headline: LexborNode, place: Place, description: str) -> list[Block]:
    """Standfirst and summary between the headline and the element that holds the text.

    A block counts if its names say so, if it is the page's `description`, or if it is a long sentence.
    """
    found: list[Block] = []
    node: LexborNode | None = headline
    is_first = True
    for _ in range(300):
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id in place.above:
                return found
        node = node.next if node is not None else None
        while node is not None and node.mem_id in place.above and node.mem_id != place.container.mem_id:
            node = node.first_child
        if node is None or node.mem_id == place.container.mem_id or len(found) >= _MOST_LEDES:
            return found
        if node.is_element_node:
            blocks = _blocks_at(node)
            found.extend(
                block
                for block in blocks
                if _is_lede(block, node, description) or (is_first and _is_sentence(block))
            )
            is_first = is_first and not node.text_lexbor().strip()
    return found


def _names(key: str, value: str) -> bool:
    """Whether an attribute's value names the element: data-block-name=standfirst, no address and no JSON."""
    return key in _NAMING or (
        key[:5] == "data-" and len(value) <= _LONGEST_NAME and _NAME.match(value) is not None
    )


_NAMING = frozenset({"class", "id", "itemprop"})
_LONGEST_NAME = 40  # characters
_NAME = re.compile(r"[A-Za-z][\w-]*$")
_LEAST_SENTENCE = 40  # characters
_LEAST_HEADING = 30  # characters: a place, a section or a name is shorter
_LEAST_UNSTOPPED = 70  # characters: a byline with roles and places is seldom as long
_NO_STANDFIRST = re.compile(r"\d{4}|\d[:.]\d\d|@|\s[/>|»›]\s")  # a date, an address, the way to the page
_FULL_STOP = re.compile(r"[^\W\d_][.!?؟۔।。]['\"”»]?$")


def _is_sentence(block: Block) -> bool:
    """Whether a line right behind the headline is a standfirst of one short sentence, or a lesser heading."""
    text = block.text
    if block.linked:
        return False
    if block.tag in _HEADINGS_OF_LEDES:
        return len(text) >= _LEAST_HEADING
    if block.tag != "p" or len(text) < _LEAST_SENTENCE:
        return False
    if _FULL_STOP.search(text) is not None:
        return True
    if len(text) < _LEAST_UNSTOPPED or _NO_STANDFIRST.search(text) is not None:
        return False
    return _CREDIT.search(text) is None and opening_of(text) is None


_HEADINGS_OF_LEDES = ("h2", "h3", "h4", "h5", "h6")


def _blocks_at(node: LexborNode) -> list[Block]:
    tag = node.tag or ""
    if tag in SKIPPED_TAGS or len(whole := node.text_lexbor()) < _LEAST_LEDE:
        return []
    if tag in _TEXT_BLOCKS or tag in INLINE_TAGS:
        text = one_line(whole)
        linked = sum(len(a.text_lexbor()) for a in node.css("a"))
        return [Block(text, "paragraph", tag, node, linked)] if text else []
    attributes = node.attributes
    # German for a lede is "Teaser"; one that leads elsewhere has a link.
    leads = unwanted(attributes) and not ("teaser" in names_of(attributes) and node.css_first("a") is None)
    return [] if leads else read_blocks(node)


def _is_lede(block: Block, node: LexborNode, description: str) -> bool:
    text = block.text
    if len(text) < _LEAST_LEDE or len(text) > 1_500 or block.link_share > 0.5:
        return False
    if description and (text[:50] in description or description[:50] in text):
        return True
    named: LexborNode | None = block.node or node
    for _ in range(3):
        if named is None:
            break
        attributes = named.attributes
        names = " ".join([value for key, value in attributes.items() if value and _names(key, value)])
        if _LEDE.search(CAMEL.sub("-", names).lower()):
            return True
        if named.mem_id == node.mem_id:
            break
        named = named.parent
    return len(text) >= 90 and block.kind == "paragraph" and SENTENCE_END.search(text[-12:]) is not None
