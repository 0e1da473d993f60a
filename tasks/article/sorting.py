"""Sort a run of blocks: paragraphs stay, labelled lines become fields, what surrounds a text falls out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.article.body import Block
from tasks.article.by_words import A_DATE, LABEL_WITH_BORDER
from tasks.article.byline import names_reporter, opens_as_byline, read_line, reporter_behind
from tasks.article.credit import SOURCE_ALONE, credit_at_end, credit_of_line
from tasks.article.dateline import agencies_named, split_dateline
from tasks.article.east_asian_byline import opening_in_han, opening_in_hangul
from tasks.article.furniture import calls_at_end, is_furniture
from tasks.article.headline import key_of
from tasks.article.labels import CREDIT_WORDS, KEYWORD_WORDS, LABELS, LONGEST_LINE, keyword_label
from tasks.article.line import COMMA, SENTENCE_END, one_line
from tasks.article.main_parent import MainParent
from tasks.article.marker import LONGEST_MARKER, MARKER_WORDS, is_alone, is_marker_line
from tasks.article.notice import read_sentences
from tasks.article.person import PARTICLES, has_case, is_name_like
from tasks.article.spelling import first_word, phrases

_SHORT = 60  # characters of a line that is no paragraph


@dataclass(slots=True)
class Sorted:
    """A run of blocks, sorted into what it holds."""

    paragraphs: list[Block] = field(default_factory=list)
    source_credit: str | None = None
    keywords_raw: str | None = None
    place: str | None = None
    agency: str | None = None
    agency_rule: str | None = None  # dateline | source credit
    byline: str | None = None
    reporters: str | None = None  # "Reporting by Jane Doe", below the text


def sort_blocks(blocks: Sequence[Block], headline: str | None) -> Sorted:
    """The article's paragraphs among `blocks`; labelled lines become fields, links and calls fall out."""
    found = Sorted()
    kept = found.paragraphs
    headline = headline or ""
    headline_key = key_of(headline)
    parents = MainParent(blocks)
    credit_at = 0  # paragraphs before the source credit
    texts = 0  # paragraphs kept that are no headings
    awaited = ""  # "source" or "keywords", behind a label that stands alone
    in_links = False  # behind a "read also": its links follow
    first_in_links = False  # right behind it
    below: Block | None = None  # it, if it is no link itself and nothing but teasers stood behind it
    link: Block | None = None  # of such a teaser, whose sentence may follow
    teaser = False  # behind a linked heading there: its sentence follows
    for number, block in enumerate(blocks):
        text, kind, _, _, linked = block
        length = len(text)
        if number < _FIRST_BLOCKS and headline_key and _repeats(text, headline, headline_key):
            continue
        if (
            length == 1
            and not texts
            and kind == "paragraph"
            and text in "AaT"
            and not _goes_on(blocks, number + 1)
        ):
            continue  # "A", twice: a button for larger letters
        if length <= LONGEST_LINE:
            opening = first_word(text)
            if not opening and "_" not in text:
                continue  # "* * *"; "___" parts the reports of one article
            if awaited and length <= _SHORT:
                if awaited == "source":
                    found.source_credit, credit_at = text.strip(" .-–—"), texts
                else:
                    found.keywords_raw = text
                awaited = ""
                continue
            awaited = ""
            if opening in LABELS:
                if opening in CREDIT_WORDS:
                    if credit := credit_of_line(text):
                        found.source_credit, credit_at = credit, texts
                        continue
                    if SOURCE_ALONE.match(text):
                        awaited = "source"
                        continue
                if opening in KEYWORD_WORDS and (label := keyword_label(text)):
                    raw = text[label.end() :].strip()
                    found.keywords_raw = raw or found.keywords_raw
                    awaited = "" if raw else "keywords"
                    continue
                if opening in MARKER_WORDS and is_marker_line(block, blocks, number):
                    in_links = length <= LONGEST_MARKER
                    first_in_links = in_links and not block.linked and is_alone(text, opening)
                    below, link = block if first_in_links else None, None
                    continue
            if is_furniture(text, opening):
                if opening == "reporting":
                    found.reporters = text.strip("() ").partition(";")[0]
                continue
            if texts < 3 and kind == "paragraph" and length <= _SHORT and _is_byline(text, texts):
                found.byline = found.byline or _in_lines(block)
                continue
        elif ":" in text[:40] and first_word(text) in KEYWORD_WORDS and (label := keyword_label(text)):
            found.keywords_raw = text[label.end() :].strip()
            continue
        if (
            linked
            and (linked > 0.8 * length or (linked > 0.4 * length and _is_labelled_link(block)))
            and length < 250
            and (below is not None or not parents.hold_text(block, blocks, number))
        ):
            teaser = in_links and kind == "heading"
            link = block
            continue
        if below is not None and link is not None and parents.holds_teaser(below, link, block):
            link = None
            continue
        below = None
        if teaser and (text.endswith(("...", "…")) or parents.stands_elsewhere(block)):
            teaser = False
            continue
        teaser = False
        if in_links and (_is_link_text(block, parents) or (first_in_links and _is_bare_headline(block))):
            first_in_links = False
            continue
        in_links = False
        if not texts and kind == "paragraph" and not text.isascii() and (names := opening_in_han(text)):
            found.byline = found.byline or names
            if len(names) == length:
                continue
        if texts < _MOST_ABOVE_REPORTER and found.byline is None and text[0] in "[(（【":
            found.byline = opening_in_hangul(text)
        may_open = not texts or (texts == 1 and _OPENING_BORDER.search(text, 0, _SHORT) is not None)
        if may_open and found.place is found.agency is None and (dateline := split_dateline(text)):
            is_named = dateline.alone and names_reporter(text, dateline)
            if is_named and kind == "heading":
                kept.append(block)  # «بيروت: عودة الروح»
                continue
            found.place, found.agency = dateline.place, dateline.agency
            found.byline = found.byline or reporter_behind(text, dateline)
            if texts and not found.byline and len(kept) == 1 and _is_reporter(kept[0].text, headline, text):
                found.byline, texts = kept.pop().text, 0  # "Jane Doe", above "NEW YORK (Reuters Health) - "
            if dateline.alone:
                if is_named:  # «بيروت - ليلى حداد»
                    found.byline = found.byline or with_borders(text)
                continue
        kept.append(block)
        texts += kind != "heading"
    while kept and (
        kept[-1].kind == "heading"
        or (
            texts > 2
            and (_is_fence(kept[-1].text) or calls_at_end(kept[-1].text) or _leads_on(kept[-1].text))
        )
    ):
        kept.pop()  # a heading that stands over nothing; what bids to subscribe; "More about lost cities:"
    if texts > 2 and kept and len(last := kept[-1].text) <= _SHORT and _names_writer(last):
        found.byline = found.byline or last
        kept.pop()
    if texts > 2 and kept and found.agency and _are_reporters(last := kept[-1].text):
        found.byline = found.byline or with_borders(last)
        kept.pop()
    if texts > 2 and kept and len(last := kept[-1].text) <= _LONGEST_NUMBER and last.isdecimal():
        kept.pop()  # the article's, or its desk's: «۲۲۳۲۲۳»
    if texts > 2 and kept and len(last := kept[-1].text) <= 3 and last.isupper() and not agencies_named(last):
        kept.pop()  # "MG": who wrote it
    if credit_at and texts - credit_at > 2:
        found.source_credit = None  # a picture's or a table's, amid the text
    _read_ending(found)
    found.agency_rule = "dateline" if found.agency else None
    if found.agency is None and found.source_credit and (agency := agencies_named(found.source_credit)):
        found.agency, found.agency_rule = agency, "source credit"
    return found


_LONGEST_NUMBER = 12
_FIRST_BLOCKS = 8  # among which the headline may stand again
_MOST_ABOVE_REPORTER = 3  # lines of a Korean summary
_OPENING_BORDER = re.compile(r"[-–—/(（]")  # of a dateline below the lede


def _is_fence(text: str) -> bool:
    """Whether a line stands where the text ends for those who do not pay."""
    if len(text) > LONGEST_LINE:
        return False
    lower = text.lower()
    return any(word in lower for word in _OF_FENCES) and "paywall_stub" in read_sentences((text,)).notices


# One of these every such line has; to look for them is far cheaper than to read its sentences.
_OF_FENCES = phrases(
    """\
subscri|abonn|abo|lesen|suscri|assin|abbon|prenum|abonam|předplat|подпис|підпис|langganan|مشترك|اشتراك
اشترك|مشترک|מנוי|订阅|訂閱|会员|會員|購読|会員|有料|付费|구독|유료|unlimited|trial|member|unlock|read"""
)


def _leads_on(text: str) -> bool:
    """Whether a line announces what the page then does not show as text: links, a film."""
    return len(text) <= _LONGEST_LABEL and text[-1] in ":：" and len(text.split()) <= _MOST_WORDS_OF_LABEL


_LONGEST_LABEL = 30  # characters
_MOST_WORDS_OF_LABEL = 5


def _is_labelled_link(block: Block) -> bool:
    """Whether a paragraph is a link behind a label in capitals: "PREVIOUSLY: Why he skipped the show"."""
    label = _IN_CAPITALS.match(block.text) if block.kind == "paragraph" else None
    if label is None or block.linked < _LEAST_OF_LINK * (len(block.text) - label.end()):
        return False
    linked = block.text[label.end() :]
    return len(linked.split()) >= _LEAST_WORDS_OF_LINK and not SENTENCE_END.search(linked)


_IN_CAPITALS = re.compile(
    r"(?!(?:(?:MEDIA|PRESS) )?(?:WHAT|WHEN|WHERE|WHO|WHY|HOW|CONTACT|ADDRESS|VENUE)\b)"
    r"(?=[^:]{0,40}[A-Z]{3})[A-Z0-9][A-Z0-9 .,'’&-]{3,40}:\s+(?=\S)"
)
_LEAST_OF_LINK = 0.9
_LEAST_WORDS_OF_LINK = 4  # "PHONE: 555 1234", "WHEN: Saturday at noon" are an invitation's


def _goes_on(blocks: Sequence[Block], number: int) -> bool:
    """Whether a block goes on behind an initial in an element of its own: "ld bridges", "HE TOWN", "’ve"."""
    if number >= len(blocks):
        return False
    first = blocks[number].text.split(" ", 1)[0]
    return first[0].islower() or first[0] in "'’" or (len(first) > 1 and first.isupper())


def _repeats(text: str, headline: str, headline_key: str) -> bool:
    """Whether a block is the headline again."""
    length = len(text)
    return length < 2 * len(headline) < 4 * length and key_of(text) == headline_key


def _is_byline(text: str, texts: int) -> bool:
    if (texts and len(text) > 40) or text[-1] in ".!?…؟。！？" or not opens_as_byline(text):
        return False
    return text[-1] != ":" or LABEL_WITH_BORDER.match(text) is not None


def _is_reporter(text: str, headline: str, opening: str) -> bool:
    """Whether a line above an agency's report is a name, no word of which headline or report have."""
    if not has_case(text) or not is_name_like(text):
        return False
    words = set(text.casefold().split()) - PARTICLES
    return words.isdisjoint(_WORDS.findall(f"{headline} {opening}".casefold()))


_WORDS = re.compile(r"\w+")


def _in_lines(block: Block) -> str:
    """A block's text, a line for each element: <span>By Jane Doe</span> <span>Health reporter</span>."""
    if block.node is None or block.node.css_first("span,div,small,br") is None:
        return block.text
    lines = "\n".join(filter(None, map(one_line, block.node.text(separator="\x1f").split("\x1f"))))
    line = read_line(lines, marked=True) if one_line(lines) == block.text else None
    # "By <span>Jane</span> <span>Doe</span>"
    return lines if line is not None and line.are_persons else block.text


def _names_writer(last: str) -> bool:
    """Whether the last line names who wrote: «تحرير: سامر عبود», "김민수 기자", «（记者 王晓明）»."""
    if not last.isascii() and any(word in last for word in ("기자", "记者", "記者")):
        return _is_byline(last, 0)
    if A_DATE.search(last):  # "Postado por João Lima às 18:25 de 14/03/2024"
        return opens_as_byline(last) and last[-1].isdigit()
    return ":" in last and _is_byline(last, 0)


def with_borders(line: str) -> str:
    """A line with spaces about its slashes: «إسطنبول/ محمد علي/ الأناضول»."""
    return _SLASH.sub(" / ", line) if "/" in line else line


_SLASH = re.compile(r"\s*/\s*")


def _are_reporters(last: str) -> bool:
    """Whether the last line of an agency's report is names: WAM's «عماد العلي/ مصطفى بدر الدين»; or one name
    where letters have no case, «هنادي ديوب».
    """
    names = last.split("/")
    if len(names) == 1 and (len(last.split()) > 3 or last.startswith("ال") or has_case(last)):
        return False
    return len(last) <= _SHORT and len(names) <= 4 and all(is_name_like(name.strip()) for name in names)


def _is_link_text(block: Block, parents: MainParent) -> bool:
    """Whether a block behind a "read also" is one more link, or what has lost its link in flat text."""
    text, kind, _, node, linked = block
    if kind == "list_item" and linked > 0.5 * len(text):
        return True
    if len(text) > 150 or SENTENCE_END.search(text):
        return False
    return node is None or (kind == "list_item" and not parents.is_main(block))


def _is_bare_headline(block: Block) -> bool:
    """Whether a paragraph is a headline that its page does not link."""
    text = block.text
    return (
        block.kind == "paragraph"
        and len(text) <= _LONGEST_BARE
        and not SENTENCE_END.search(text)
        and not COMMA.search(text)
    )


_LONGEST_BARE = 90  # characters


def _read_ending(found: Sorted) -> None:
    """A source credit without a label: a last line «(رويترز)», or brackets that end the last paragraph."""
    if not found.paragraphs:
        return
    last = found.paragraphs[-1]
    name, _, sender = last.text.rpartition(",") if len(last.text) <= _SHORT else ("", "", "")
    if is_name_like(name) and len(found.paragraphs) > 1 and (credit := agencies_named(sender)):
        found.paragraphs.pop()  # "Jan Novák, ČTK"
        found.byline = found.byline or last.text
    elif len(last.text) <= _SHORT and len(found.paragraphs) > 1 and (credit := credit_of_line(last.text)):
        found.paragraphs.pop()
        if last.text[0] in _SIGNS_OF_AGENCIES:
            found.agency = found.agency or credit
    else:
        credit = credit_at_end(last.text)
    found.source_credit = found.source_credit or credit


_SIGNS_OF_AGENCIES = "/【"  # «/العُمانية/», 【共同】
