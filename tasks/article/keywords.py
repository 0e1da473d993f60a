"""Keywords as a page prints or declares them, each with its folded form."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
関連キーワード|키워드|태그"""
)
LABEL = re.compile(rf"^\W*{alternatives(LABEL_WORDS)}\s*(?P<border>[:：|•#]|\s[-–—]\s)?\s*", re.IGNORECASE)
# Rules that give an article's own keywords; <meta name="keywords"> is often written for search engines.
ARTICLE_KEYWORDS = frozenset({"json_ld keywords", "article:tag"})
_BORDER = re.compile(r"\s*[,،;؛|]\s*")
_BORDER_OF_PRINT = re.compile(r"\s+[-–—•·/]\s+|\s*#")  # «الجسر - النهر», «#الجسر #النهر»


def declared_keywords(data: StructuredData) -> tuple[list[str], str] | None:
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
