"""Keywords as a page prints or declares them, each with its folded form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborNode

from tasks.article.headline import key_of
from tasks.article.page import Page, short_text
from tasks.article.spelling import alternatives, phrases
from tasks.article.structured_data import StructuredData, clean
from tasks.fold import fold
from tasks.model import Keyword

_MOST = 60
_LONGEST = 80  # characters; longer ones are sentences
# The words that open a line of keywords.
LABEL_WORDS = phrases(
    """\
كلمات دلالية|الكلمات الدلالية|كلمات مفتاحية|الكلمات المفتاحية|كلمات دالة|الكلمات الدالة|كلمات البحث
كلمات المفتاح|وسوم|الوسوم|وسم|تاجات|التاجات|تاغات|هاشتاغ|هاشتاغات|هاشتاج|الدلالات|برچسب|برچسب‌ها
کلیدواژه|کلیدواژه‌ها|کلید واژه|کلید واژه‌ها|کلمات کلیدی|واژگان کلیدی|واژه‌های کلیدی|تگ‌ها|ٹیگز|ٹیگ
کلیدی الفاظ|مطلوبہ الفاظ|وشەی سەرەکی|تاگ|תגיות|תגית|תגים|מילות מפתח|נושאים|tags|tag|tagged|tagged in
tagged with|keywords|keyword|topics|topic|filed under|schlagworte|schlagwörter
schlagwörter zu diesem artikel|stichwörter|stichworte|themen|themen in diesem artikel|mots-clés
mots clés|étiquettes|thèmes|sujets|etiquetas|palabras clave|temas|archivado en|palavras-chave
palavras chave|tópicos|assuntos|argomenti|parole chiave|etichette|temi|trefwoorden|onderwerpen|tagi
słowa kluczowe|tematy|štítky|klíčová slova|témata|tagy|kľúčové slová|ključne riječi|ključne reči
ključne besede|oznake|tagovi|etichete|cuvinte cheie|taguri|címkék|kulcsszavak|taggar|nyckelord|ämnen
emner|emneord|nøgleord|stikkord|avainsanat|asiasanat|aiheet|märksõnad|atslēgvārdi|raktažodžiai|etiketler
etiket|anahtar kelimeler|açar sözlər|kata kunci|topik|từ khóa|từ khoá|thẻ|теги|тэги|метки|ключевые слова
темы|мітки|ключові слова|тагове|ключови думи|етикети|тагови|кључне речи|клучни зборови|ετικέτες
λέξεις-κλειδιά|टैग|टैग्स|कीवर्ड|ট্যাগ|แท็ก|คำสำคัญ|关键词|关键字|標籤|标签|關鍵字|關鍵詞|キーワード|タグ
関連キーワード|키워드|태그
كلمات رئيسية|الكلمات الرئيسية|الأوسمة|أوسمة|الوسوم ذات الصلة|تاغ|تاجز|الهاشتاغ|تگ|تاگەکان
وشە سەرەکییەکان|ټګونه|ټاګونه|تגיות|תגיות קשורות|תגיות נוספות|נושאים קשורים|tagged as|tagged under
article tags|post tags|key words|hashtags|tags zum artikel|mots clefs|mots-clefs|mot-clé|tags associés
thématiques|etiquetado|etiquetado con|tópicos relacionados|tag articolo|tag correlati
tags bij dit artikel|etiketter|ämnesord|nøkkelord|emneknagger|tunnisteet|efnisorð|lykilorð|sildid
võtmesõnad|birkas|atslēgas vārdi|žymos|etykiety|tagi artykułu|címke|cuvinte-cheie|tag-uri|λέξεις κλειδιά
ознаке|etiketa|fjalë kyçe|etiquetes|paraules clau|etiketak|gako-hitzak|anahtar sözcükler|etiketlər
teqlər|хештеги|хэштеги|теґи|позначки|тэгі|ключавыя словы|тегтер|түйін сөздер|тэгтер|кілт сөздер|teglar
kalit so‘zlar|теглар|тегдер|ტეგები|თეგები|საკვანძო სიტყვები|թեգեր|պիտակներ|հիմնաբառեր|բանալի բառեր
संबंधित विषय|टॅग्स|टॅग|ট্যাগস|কীওয়ার্ড|குறிச்சொற்கள்|குறிச்சொல்|டேக்ஸ்|టాగ్లు|ట్యాగ్స్|ಟ್ಯಾಗ್ಗಳು
ಟ್ಯಾಗ್ಸ್|ടാഗുകൾ|ടാഗ്|ટૅગ્સ|ટેગ્સ|ਟੈਗ|ටැග්|แท็กที่เกี่ยวข้อง|ป้ายกำกับ|คำค้น|tags bài viết
tag terkait|topik terkait|kata kunci berkaitan|mga tag|maneno muhimu|መለያዎች|ቁልፍ ቃላት|kalmomi|标 签
相关标签|相关话题|相關標籤|相關主題|熱門標籤|関連タグ|ハッシュタグ|関連ワード|관련 키워드|주제어
해시태그|관련 태그|핵심어|관련태그"""
)
LABEL = re.compile(rf"^\W*{alternatives(LABEL_WORDS)}\s*(?P<border>[:：|•#]|\s[-–—]\s)?\s*", re.IGNORECASE)
# Rules that give an article's own keywords; <meta name="keywords"> is often written for search engines.
_OWN_RULES = frozenset({"json_ld keywords", "article:tag"})
_BORDER = re.compile(r"\s*[,،;؛|]\s*")
_BORDER_OF_PRINT = re.compile(r"\s+[-–—•·/]\s+|\s*#")  # «الجسر - النهر», «#الجسر #النهر»


def choose_keywords(
    page: Page, printed_line: str | None, region: LexborNode | None
) -> tuple[tuple[Keyword, ...], str | None, str | None]:
    """(keywords, as one string, rule): what is declared, what is printed, search terms.

    `printed_line` is what a labelled line of the text says; tags are looked for in `region`, else
    in the whole page.
    """
    if values := page.by_rule("keywords"):
        return as_keywords(values), " ".join(values), "site rule"
    declared = _declared(page.data)
    printed = (
        _printed_tags(page, region, alone=declared is None)
        if declared is None or declared[1] not in _OWN_RULES
        else []
    )
    if printed:
        return as_keywords(printed), " ".join(printed), "tag links"
    if declared and (keywords := as_keywords(declared[0])):
        return keywords, ", ".join(keyword.surface for keyword in keywords), declared[1]
    if printed_line:
        return as_keywords(split_keywords(printed_line)), printed_line, "printed label"
    return (), None, None


def _declared(data: StructuredData) -> tuple[list[str], str] | None:
    """(surfaces, rule) from structured data."""
    value = data.article.get("keywords")
    if isinstance(value, str):
        surfaces = _BORDER.split(clean(value))
        if len(surfaces) > 1 or len(value) <= _LONGEST:
            return surfaces, "json_ld keywords"
    if isinstance(value, list):
        surfaces = [clean(item) for item in value if isinstance(item, str)]
        # Some lists carry labels of the house: "Type: article", "taxonomy/…"
        if surfaces := [item for item in surfaces if ":" not in item]:
            return [part for item in surfaces for part in _BORDER.split(item)], "json_ld keywords"
    if values := data.meta.get("article:tag"):
        return [part for item in values for part in _BORDER.split(item)], "article:tag"
    if found := data.first("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject"):
        return _BORDER.split(found[0]), found[1]
    return None


def as_keywords(surfaces: Iterable[str]) -> tuple[Keyword, ...]:
    """Keywords in their order; the very same surface twice counts once, one without letters not at all."""
    kept: dict[str, str] = {}
    for surface in surfaces:
        surface = surface.strip(" #\u200c\u200e\u200f.,،;؛")
        # "-->" and the like fold to nothing
        if surface and len(surface) <= _LONGEST and surface not in kept and (folded := fold(surface)):
            kept[surface] = folded
        if len(kept) == _MOST:
            break
    return tuple(Keyword(surface, folded) for surface, folded in kept.items())


def split_keywords(raw: str) -> list[str]:
    """The keywords of a printed line, if it has borders between them: without, they cannot be told."""
    for border in (_BORDER, _BORDER_OF_PRINT):
        parts = [part for part in border.split(raw) if part]
        if len(parts) > 1:
            return parts
    return []


def _printed_tags(page: Page, region: LexborNode | None, *, alone: bool) -> list[str]:
    """Links with rel=tag; else those of the first element labelled as tags, «كلمات دلالية» or the like.

    With `alone`, without these, of an element that is called tags and holds nothing but links.
    """
    tagged: list[LexborNode] = []
    lists: list[LexborNode] = []
    for node in page.marked:
        attributes = node.attributes
        if (rel := attributes.get("rel")) and _marks_tag(rel):
            tagged.append(node)
        elif attributes.get("itemprop") == "keywords" and node.tag != "meta":
            lists.append(node)
    if len(tagged) > _MOST_TAGS:
        return []
    if tagged:
        return [text for node in tagged if (text := short_text(node, _LONGEST_TAG))]
    if lists and (found := _of_microdata(lists)):
        return found
    where = region or page.tree
    unlabelled: list[str] = []
    for node in where.css(_TAG_LISTS)[:20] or (where.css(_LESS_USUAL)[:20] if alone else ()):
        lead = short_text(node, _LONGEST_TAG_LIST, separator=" ")
        is_labelled = lead is not None and LABEL.match(lead[:60]) is not None
        if not lead or not (is_labelled or (alone and not unlabelled and _is_called_tags(node))):
            continue
        links = [text for link in node.css("a")[:60] if (text := short_text(link, _LONGEST_TAG))]
        if is_labelled and links and not lead.startswith(links[0]):
            return links
        least = 1 + (not is_labelled and "tag" in (node.attributes.get("class") or "").split())
        if least <= len(links) <= _MOST_ALONE and key_of(lead) == key_of("".join(links)):
            unlabelled = links
    return unlabelled


_LONGEST_TAG = 120  # characters
_LONGEST_TAG_LIST = 2_000
_MOST_TAGS = 40  # more are a cloud of the whole site's
_TAG_LISTS = "[class*=tags],[class*=keyword],[class*=tag-list],[class*=topics],[id*=tags]"
_LESS_USUAL = "[class~=tag],[class*=temas],[class*=taxonomy]"


def _is_called_tags(node: LexborNode) -> bool:
    return _TAGS_ALONE.search(node.attributes.get("class") or "") is not None


_TAGS_ALONE = re.compile(
    r"(?:^|\s)(?:(?:post|article|entry|news|single|story|nota|noticia|read|detail|box|list)[-_]{1,2})?"
    r"(?:tags?|temas|etiquetas|etiketler)(?:[-_]{1,2}(?:list|links|items|box))?(?:\s|$)"
)
_MOST_ALONE = 15  # links of a list that is called tags and has no label


def _of_microdata(lists: Sequence[LexborNode]) -> list[str]:
    """The keywords in elements with itemprop=keywords: their links, else what their text parts."""
    found: list[str] = []
    for node in lists[:_MOST_TAGS]:
        links = node.css("a")[:_MOST_TAGS]
        texts = [text for link in links if (text := short_text(link, _LONGEST_TAG))]
        if not texts and (text := short_text(node, _LONGEST_TAG_LIST)):
            texts = split_keywords(text) or [text]
        found += texts
    return found


def _marks_tag(rel: str) -> bool:
    """Whether a link leads to a tag; WordPress links an article's category with rel="category tag"."""
    kinds = rel.split()
    return "tag" in kinds and "category" not in kinds
