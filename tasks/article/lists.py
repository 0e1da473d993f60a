"""Tell lists of links that lead elsewhere from those that are the text: rankings, results, "ten places"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from selectolax.lexbor import LexborNode

from tasks.article.body import Block
from tasks.article.furniture import is_furniture
from tasks.article.labels import ends_article
from tasks.article.line import one_line
from tasks.article.main_parent import MainParent, look_about, parent_id
from tasks.article.marker import opens_as_marker
from tasks.article.spelling import first_word
from tasks.fold import fold

_LEAST_LINKS = 3
_LINKED = 0.5  # share of a list's characters


def without_link_lists(blocks: Sequence[Block], headline: str) -> Sequence[Block]:
    """The blocks without runs of list items that are mostly links: they lead elsewhere.

    A list that is the text itself stays, and its links count as text.
    """
    kept: list[Block] = []
    items: list[Block] = []
    parents = MainParent(blocks)
    for block in (*blocks, None):
        if block is not None and block.kind == "list_item":
            items.append(block)
            continue
        if len(items) < _LEAST_LINKS or not _are_links(items):
            kept += items
        elif _is_text(items, kept[-1] if kept else None, parents, headline):
            kept += [item._replace(linked=0) for item in items]
        items.clear()
        if block is not None:
            kept.append(block)
    return kept


def _are_links(items: Sequence[Block]) -> bool:
    return sum(item.linked for item in items) >= _LINKED * sum(len(item.text) for item in items)


def _is_text(items: Sequence[Block], before: Block | None, parents: MainParent, headline: str) -> bool:
    """Whether a list of links is the text itself.

    It is a table with figures; or it stands amid the paragraphs and is numbered, or a sentence before it
    opens it, or the headline counts it, or figures stand beside its links.
    """
    if before is not None and _leads_elsewhere(before.text):
        return False
    first = _list_about(items[0])
    if first is None or _leads_within(items):
        return False
    if items[0].tag == "tr":
        return _has_figures(items)
    if not _stands_in(first, parents.id):
        return False
    opened = before is not None and len(before.text) >= _LEAST_OPENING and before.text.endswith((":", "："))
    return first.tag == "ol" or opened or len(items) in numbers_in(headline) or _has_figures(items)


_LEAST_OPENING = 30  # characters: "Links:", "Editors' recommendations:" are labels


def _leads_elsewhere(text: str) -> bool:
    """Whether a line is "read also", "more on the harbour:", "tags", "share" and the like."""
    return opens_as_marker(text) or ends_article(text) or is_furniture(text, first_word(text))


def _list_about(item: Block) -> LexborNode | None:
    """The list or table that an item is of."""
    node = item.node
    for _ in range(4):
        if node is None or node.tag in ("ul", "ol", "table"):
            return node
        node = node.parent
    return None


def _stands_in(node: LexborNode, main: int | None) -> bool:
    """Whether an element is a child of the main text's, or alone in one that is."""
    parent = node.parent
    if parent is None or main is None:
        return False
    if parent.mem_id == main:
        return True
    alone = sum(child.is_element_node for child in parent.iter()) == 1
    return alone and parent.parent is not None and parent.parent.mem_id == main


def _leads_within(items: Sequence[Block]) -> bool:
    """Whether the first links of a list lead within the page, as those of a table of contents do."""
    links = [link for item in items[:3] if item.node is not None for link in item.node.css("a[href]")[:1]]
    return bool(links) and all((link.attributes.get("href") or "").startswith("#") for link in links)


_DIGIT = re.compile(r"\d")
_LONGEST_NAME = 40  # characters of a link that is no headline


def _has_figures(items: Sequence[Block]) -> bool:
    """Whether beside the links of most items, which are names, figures stand: "Lions – Eagles 2:1"."""
    with_figures = 0
    for item in items:
        links = [link.text_lexbor() for link in item.node.css("a")[:20]] if item.node is not None else []
        rest = item.text
        for text in links:
            rest = rest.replace(text.strip(), " ", 1)
        short = bool(links) and item.linked <= _LONGEST_NAME * len(links)
        with_figures += short and _DIGIT.search(rest) is not None
    return with_figures > 0.6 * len(items)


def without_headings_of_links(kept: Sequence[Block], blocks: Sequence[Block], host: str) -> Sequence[Block]:
    """The blocks that were `kept` of a page's `blocks`, without headings of boxes that hold links only.

    Such a box stands amid the text, which goes on outside of it.
    """
    headings = [number for number, block in enumerate(kept[:-1]) if block.kind == "heading"]
    if all(parent_id(kept[number]) == parent_id(kept[number + 1]) for number in headings):
        return kept
    stays = set(map(_identity, kept))
    of_links: set[int] = set()  # boxes
    main = MainParent(blocks)  # is sought only where a box of links is found
    for number in range(len(blocks) - 2, -1, -1):
        block = blocks[number]
        if block.kind != "heading" or _identity(blocks[number + 1]) in stays or _identity(block) not in stays:
            continue
        following = blocks[number + 1 : number + 1 + _MOST_LINKS]
        dropped = list(takewhile(lambda other: _identity(other) not in stays, following))
        behind, box = following[len(dropped) :][:1], parent_id(block)
        if box is None or not behind or _is_within(behind[0], box):
            continue
        links = [other for other in dropped if other.kind != "heading" and _is_within(other, box)]
        if links and _are_links(links) and box != main.id and _are_headlines(links, host):
            stays.discard(_identity(block))
            of_links.add(box)
    if len(of_links) > _MOST_BOXES:  # each post of a live report has a link to share it beside its heading
        return kept
    return [block for block in kept if _identity(block) in stays]


def _are_headlines(links: Sequence[Block], host: str) -> bool:
    """Whether links lead to other articles of a site (`host`): "Full story" and a shop's page do not."""
    length = sum(link.linked for link in links)
    return length >= _LEAST_OF_HEADLINE * len(links) and any(_leads_on_site(link, host) for link in links)


_LEAST_OF_HEADLINE = 20  # characters


def _leads_on_site(block: Block, host: str) -> bool:
    link = block.node.css_first("a[href]") if block.node is not None else None
    return link is not None and _is_on_site(link.attributes.get("href") or "", host)


def _is_on_site(address: str, host: str) -> bool:
    return not address.startswith(("http:", "https:", "//")) or host in address


def _identity(block: Block) -> int:
    """What tells a block from others, though the share of its links was set anew."""
    return block.node.mem_id if block.node is not None else id(block)


_MOST_LINKS = 40
_MOST_BOXES = 2


def _is_within(block: Block, box: int) -> bool:
    """Whether a block stands in the element with the id `box`."""
    above = block.node.parent if block.node is not None else None
    for _ in range(4):
        if above is None:
            return False
        if above.mem_id == box:
            return True
        above = above.parent
    return False


# --- teasers below the text -------------------------------------------------------------------


def without_teasers_below(blocks: Sequence[Block], headline: str, host: str) -> Sequence[Block]:
    """The blocks without the teasers that end them: boxes that look alike, a link and a sentence in each.

    Lists that the headline counts or whose links leave the site (`host`) are the text.
    """
    at = len(blocks)
    boxes: set[int] = set()
    look: tuple[str | None, str] | None = None
    length = 0
    while at >= 2:
        text, link = blocks[at - 1], blocks[at - 2]
        box = parent_id(text)
        if box is None or box in boxes or not _is_teaser(link, text, host):
            break
        look = look or look_about(text)
        if look_about(text) != look:
            break
        boxes.add(box)
        length += len(text.text)
        at -= 2
    if len(boxes) < _LEAST_BOXES or len(boxes) in numbers_in(headline):
        return blocks
    rest = [block for block in blocks[:at] if len(block.text) >= _LEAST_REAL and look_about(block) != look]
    if len(rest) < _LEAST_ABOVE or sum(len(block.text) for block in rest) < length:
        return blocks
    return blocks[:at]


def _is_teaser(link: Block, text: Block, host: str) -> bool:
    """Whether a link and a short paragraph that stands in a box with it lead to another page of the site."""
    if text.kind != "paragraph" or text.node is None or len(text.text) > _LONGEST_TEASER:
        return False
    if link.linked <= 0.8 * len(link.text) or 2 * text.linked >= len(text.text):
        return False
    box = text.node.parent
    leads = box.css_first("a[href]") if box is not None else None
    if leads is None or one_line(leads.text_lexbor()) not in link.text:
        return False
    return _is_on_site(leads.attributes.get("href") or "", host)


_LEAST_BOXES = 3
_LEAST_ABOVE = 2  # real paragraphs
_LEAST_REAL = 60  # characters
_LONGEST_TEASER = 250


# --- numbers in a headline --------------------------------------------------------------------

_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}(?![\w,:/-]|\.\d)")
_NUMBER_WORDS = {
    3: "three drei trois tres três tre drie trzy três три ثلاثة ثلاث سه שלושה שלוש üç",
    4: "four vier quatre cuatro quatro quattro cztery четыре أربعة أربع چهار ארבעה ארבע dört",
    5: "five fünf cinq cinco cinque vijf pięć пять خمسة خمس پنج חמישה חמש beş",
    6: "six sechs seis sei zes sześć шесть ستة ست شش שישה שש altı",
    7: "seven sieben sept siete sete sette zeven siedem семь سبعة سبع هفت שבעה שבע yedi",
    8: "eight acht huit ocho oito otto osiem восемь ثمانية ثماني هشت שמונה sekiz",
    9: "nine neun neuf nueve nove negen dziewięć девять تسعة تسع نه תשעה תשע dokuz",
    10: "ten zehn dix diez dez dieci tien dziesięć десять عشرة عشر ده עשרה עשר on",
    12: "twelve zwölf douze doce doze dodici twaalf двенадцать",
    15: "fifteen fünfzehn quinze quince quindici vijftien пятнадцать",
    20: "twenty zwanzig vingt veinte vinte venti twintig двадцать عشرون عشرين بیست עשרים yirmi",
}
_NUMBER_OF_WORD = {fold(word): number for number, words in _NUMBER_WORDS.items() for word in words.split()}


def numbers_in(headline: str) -> set[int]:
    """The numbers that a headline names, in digits or words."""
    found = {int(number) for number in _NUMBER.findall(headline)}
    found.update(_NUMBER_OF_WORD[word] for word in fold(headline[:300]).split() if word in _NUMBER_OF_WORD)
    return found
