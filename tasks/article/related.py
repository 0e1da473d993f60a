"""Tell the main article's blocks from what surrounds them, and find related articles given in full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.article.body import Block
from tasks.article.byline import opens_as_byline
from tasks.article.credit import SOURCE_CREDIT
from tasks.article.dateline import split_dateline
from tasks.article.headline import key_of
from tasks.article.keywords import LABEL

# The spellings of "read also" that we met, and of headings above lists of links.
MARKER = re.compile(
    r"^\W*(?:[إاأآ]?قر[أاآؤ]?ء?(?:وا)?\s*(?:[أاإ]يض\w*[\u064b-\u0652]?|كذلك|المزيد)|(?:و)?[إاأ]قر[أا]\s+في|(?:طالع|شاهد|تابع)\s+(?:أيض|ايض)\S*"
    r"|(?:مواضيع|موضوعات|أخبار|اخبار|مقالات|تقارير)\s+(?:ذات\s+صل[ةه]|متعلق[ةه]|مشابه[ةه]|مرتبط[ةه])|ذات\s+صل[ةه]|قد\s+(?:يهمك|يعجبك)(?:\s+(?:أيض|ايض)\S*)?|المزيد\s+(?:من|حول|عن)"
    r"|بیشتر\s+بخوانید|همچنین\s+بخوانید|(?:خبرهای|اخبار|مطالب)\s+مرتبط|مزید\s+پڑھیں|یہ\s+بھی\s+پڑھیں|קרא(?:ו)?\s+(?:גם|עוד)|עוד\s+ב|כתבות\s+נוספות|אולי\s+יעניין"
    r"|(?:also\s+read|read\s+(?:also|more|next|also|too|the\s+full)|see\s+also|see\s+more|related(?:\s+(?:articles?|stories|news|content|links?|posts?|coverage|reading|topics?|videos?))?"
    r"|more\s+(?:on\s+this|from|stories|news|like\s+this|in\b|about)|recommended(?:\s+(?:for\s+you|reading|stories|articles))?|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|don['’]t\s+miss"
    r"|must\s+read|trending|most\s+(?:read|popular|viewed)|up\s+next|watch\s*:|listen\s*:|related\s*:)"
    r"|(?:lesen\s+sie\s+(?:auch|hier|mehr|dazu)|mehr\s+(?:zum\s+thema|dazu|aus|lesen|von|über)|lies\s+auch|weitere\s+(?:artikel|themen|nachrichten|infos)|das\s+könnte\s+(?:sie|dich)|auch\s+interessant|zum\s+thema|siehe\s+auch|weiterlesen|mehr\s+zu)"
    r"|(?:à\s+lire\s+aussi|lire\s+aussi|lire\s+(?:plus|la\s+suite)|voir\s+aussi|sur\s+le\s+même\s+(?:sujet|thème))"
    r"|(?:lea?\s+tambi[ée]n|lee\s+tambi[ée]n|te\s+puede\s+interesar|m[áa]s\s+(?:información|noticias)|leia\s+(?:também|mais)|veja\s+(?:também|mais)|saiba\s+mais|leggi\s+anche|lees\s+ook|läs\s+(?:också|mer|även)|les\s+også|læs\s+også|czytaj\s+(?:także|też|również|więcej)|zobacz\s+(?:także|też)"
    r"|přečtěte\s+si|čtěte\s+(?:také|více)|baca\s+juga|читайте\s+также|смотрите\s+также|ilgili\s+haber|bunlar[ıi]\s+da|soma\s+(?:zaidi|pia)|xem\s+thêm|関連記事|相关阅读|관련\s?기사))",
    re.IGNORECASE,
)
_LONGEST_MARKER = 40  # characters of a line that is nothing but a marker

# "They met in May. (Image: GETTY)"
_CAPTION = re.compile(
    r"\((?:image|photo|picture|pic|foto|bild|credit|zdroj|صورة)s?\s*[:：].{1,60}\)\s*$", re.IGNORECASE
)
# "Stand: 22.04.2024, 06:00 Uhr", "Published on 3 May 2024"
_DATE_LINE = re.compile(
    r"^\W*(?:stand|published|updated|posted|last\s+updated|veröffentlicht|aktualisiert|تاريخ|نشر|آخر\s+تحديث|تحديث|פורסם|עודכן)\b.{0,20}\d.{0,40}$",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"^\W*(?:advertisements?|anzeige|werbung|publicit[ée]|publicidad(?:e)?|إعلان|اعلان|annonse?|annons|reklama?|reklam|iklan|"
    r"article continues below|story continues below|continue reading|scroll to continue|"
    r"(?:sign|subscribe)\s+(?:up|to|now|for)\b.{0,140}|(?:follow|like|join|find)\s+(?:us|me|him|her|our)\b.{0,140}|follow\s+\S+(?:\s\S+)?\s+on\s+(?:twitter|facebook|instagram|x)\b.{0,80}|click\s+here\b.{0,120}|tap\s+here\b.{0,100}|"
    r"share\s*(?:this|on|via|:|$).{0,60}|teilen|compartir|partager|شارك|مشاركة|للمزيد.{0,80}|تابعونا.{0,100}|تابعنا.{0,100}|اشترك.{0,100}|لمتابعة.{0,100}|"
    r"(?:©|copyright|\(c\)\s|all\s+rights\s+reserved|جميع\s+الحقوق|حقوق\s+النشر|alle\s+rechte|©).{0,200}|"
    r"(?:photo|image|picture|foto|bild|video|file\s+photo|صورة|تصوير)\s*(?:by|credit|source|courtesy|caption|copyright)?\s*[:：|©].{0,140}|"
    r"(?:loading|please\s+wait|javascript|enable\s+javascript|cookies?)\b.{0,60}|(?:print|email|facebook|twitter|whatsapp|telegram|linkedin|pinterest|copy\s+link|link\s+kopieren|drucken|tweet|pin\s+it|reddit)\W*|"
    r"(?:comments?|kommentare?|تعليقات|leave\s+a\s+(?:reply|comment)|view\s+comments|show\s+comments)\b.{0,30}|"
    r"\d+\s+(?:comments?|shares?|views?|kommentare?|min(?:ute)?s?\s+read)\b.{0,20}|\[.{0,30}\]|top)$",
    re.IGNORECASE,
)


def is_marker(text: str) -> bool:
    """Whether a line is nothing but "read also" or the like."""
    return len(text) <= _LONGEST_MARKER and MARKER.match(text) is not None


@dataclass(slots=True)
class Sorted:
    """A run of blocks, sorted into what it holds."""

    paragraphs: list[Block] = field(default_factory=list)
    source_credit: str | None = None
    keywords_raw: str | None = None
    place: str | None = None
    agency: str | None = None
    byline: str | None = None


def sort_blocks(blocks: Sequence[Block], headline: str | None) -> Sorted:
    """The article's paragraphs among `blocks`; labelled lines become fields, links and calls fall out."""
    found = Sorted()
    headline_key = key_of(headline or "")
    in_links = False  # behind a "read also": its links follow
    teaser = False  # behind a linked heading there: its sentence follows
    for number, block in enumerate(blocks):
        text = block.text
        if (
            number < 8
            and headline_key
            and len(text) < 2 * len(headline or "")
            and key_of(text) == headline_key
        ):
            continue
        if len(text) < 160:
            if match := SOURCE_CREDIT.match(text):
                found.source_credit = match["name"]
                continue
            if (label := LABEL.match(text)) and (":" in label[0] or len(text) == label.end()):
                found.keywords_raw = text[label.end() :].strip() or found.keywords_raw
                continue
            if MARKER.match(text) and (block.linked or len(text) <= _LONGEST_MARKER or ":" in text[:30]):
                in_links = len(text) <= _LONGEST_MARKER
                continue
            if _JUNK.match(text) or _CAPTION.search(text) or _DATE_LINE.match(text):
                continue
            if (
                opens_as_byline(text)
                and not found.paragraphs
                and block.kind == "paragraph"
                and len(text) < 60
            ):
                found.byline = found.byline or text
                continue
        elif (label := LABEL.match(text)) and ":" in label[0]:
            found.keywords_raw = text[label.end() :].strip()
            continue
        if block.link_share > 0.8 and len(text) < 250:
            teaser = in_links and block.kind == "heading"
            continue
        if teaser and not any(_parent_id(kept) == _parent_id(block) for kept in found.paragraphs):
            teaser = False
            continue
        teaser = False
        if in_links and block.kind == "list_item" and block.link_share > 0.5:
            continue
        in_links = False
        if not any(kept.kind != "heading" for kept in found.paragraphs) and (
            dateline := split_dateline(text)
        ):
            found.place, found.agency = dateline.place, dateline.agency
            if dateline.alone:
                continue
        found.paragraphs.append(block)
    found.paragraphs = _without_empty_headings(found.paragraphs)
    return found


def _without_empty_headings(blocks: list[Block]) -> list[Block]:
    """Headings at the end stand over nothing."""
    while blocks and blocks[-1].kind == "heading":
        blocks = blocks[:-1]
    return blocks


# --- related articles in one run with the main one --------------------------------------------


def split_at_related(blocks: Sequence[Block]) -> tuple[Sequence[Block], list[Sequence[Block]]]:
    """(the main article's blocks, blocks of each related article given in full).

    A "read also" opens a related article if a headline and real paragraphs follow, and if the main article
    had ended before, or a dateline stands below the headline, or the paragraphs have another parent
    than the main ones. Else it is a teaser in the midst of the main article, which goes on behind it.
    """
    ended = False
    for number, block in enumerate(blocks):
        label = LABEL.match(block.text)
        if SOURCE_CREDIT.match(block.text) or (label and (len(block.text) < 160 or ":" in label[0])):
            ended = True
        elif is_marker(block.text) and number > 1:
            rest = blocks[number + 1 :]
            if gives_article(rest) and (
                ended or _opens_with_dateline(rest) or _has_other_parent(blocks[:number], rest)
            ):
                first, further = split_at_related(rest)
                return blocks[:number], [first, *further]
    return blocks, []


def gives_article(blocks: Sequence[Block], least: int = 2, least_length: int = 300) -> bool:
    """Whether blocks open with a headline and go on with real paragraphs: an article, not a teaser."""
    if not blocks or len(blocks[0].text) > 200:
        return False
    count = length = 0
    for block in blocks[1:]:
        if block.kind == "heading" and block.link_share > 0.8:
            break  # the next teaser
        if block.kind in ("paragraph", "quote") and len(block.text) >= 60 and block.link_share < 0.5:
            count += 1
            length += len(block.text)
    return count >= least and length >= least_length


def _opens_with_dateline(blocks: Sequence[Block]) -> bool:
    return any(
        (dateline := split_dateline(block.text)) is not None and dateline.alone for block in blocks[1:3]
    )


def _has_other_parent(before: Sequence[Block], after: Sequence[Block]) -> bool:
    parents = {_parent_id(block) for block in before if len(block.text) >= 60}
    others = {_parent_id(block) for block in after if len(block.text) >= 60}
    return None not in parents | others and not parents & others


def _parent_id(block: Block) -> int | None:
    parent = block.node.parent if block.node is not None else None
    return parent.mem_id if parent is not None else None
