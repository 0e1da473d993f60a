"""The line that says whose text an article is: «المصدر: صدى البلد», "Quelle: dpa", «(رويترز)»."""

from __future__ import annotations

import re

from tasks.article.dateline import agencies_named
from tasks.article.spelling import alternatives, phrases

SOURCE_WORDS = phrases(
    """\
المصدر|المصادر|مصدر|مصدر الخبر|مصدر المقال|نقلا عن|منبع|منابع|منبع خبر|به نقل از|ماخذ|ذرائع|بشکریہ
سەرچاوە|سرچینه|מקור|המקור|מקורות|קרדיט|source|sources|quelle|quellen|fuente|fuentes|fonte|fontes|fonti
bron|bronnen|źródło|zdroj|zdroje|kaynak|kaynaklar|haber kaynağı|mənbə|manba|sumber|sursa|sursă|forrás
källa|källor|kilde|kilder|lähde|heimild|allikas|avots|šaltinis|vir|izvor|burimi|font|iturria|pinagmulan
chanzo|nguồn|источник|источники|джерело|крыніца|източник|извор|πηγή|स्रोत|সূত্র|ஆதாரம்|ที่มา|来源|來源
文章来源|稿源|新闻来源|资料来源|出典|引用元|情報元|출처
المصدر الأصلي|المصدر الرئيسي|منقول عن|منقول من|منبع اصلی|برگرفته از|بحوالہ|ذریعہ|حوالہ|çavkanî|באדיבות
original source|source of news|news source|information source|with inputs from|inputs from
with input from|originalquelle|quellenangabe|textquelle|source originale|fuente original
con información de|fonte original|com informações de|com informações da|bronvermelding|originele bron
lähteet|heimildir|allikad|avoti|šaltiniai|źródła|zdroj textu|zdroj článku|források|surse|πηγές|πηγη
източници|izvori|извори|viri|burimet|kaynakça|kaynak site|mənbələr|источник новости|джерела|дереккөз
дереккөзі|ақпарат көзі|манба|манбаъ|წყარო|წყაროები|աղբյուր|աղբյուրը|սկզբնաղբյուր|सोर्स|स्त्रोत|साभार
সূত্র|তথ্যসূত্র|উৎস|நன்றி|మూలం|సోర్స్|ಮೂಲ|ಕೃಪೆ|ഉറവിടം|കടപ്പാട്|સ્ત્રોત|સ્રોત|સૌજન્ય|ਸਰੋਤ|ਸ੍ਰੋਤ|මූලාශ්‍රය
මූලාශ්‍ර|ขอบคุณข้อมูลจาก|แหล่งที่มา|ขอบคุณที่มา|อ้างอิง|ขอบคุณข้อมูล|nguồn tin|theo nguồn|nguồn bài viết
sumber berita|sumber artikel|dikutip dari|dilansir dari|sumber asli|pinagkunan|vyanzo|ምንጭ|ምንጮች|xigasho
xigashooyin|tushe|majiya|信息来源|消息来源|本文来源|出处|原文来源|轉載自|转载自|新聞來源|資料來源
消息來源|文章來源|出處|出所|情報源|参照元|配信元|出典元|자료출처|자료제공|자료 제공|기사 출처|뉴스 출처"""
)
SOURCE_CREDIT = re.compile(
    rf"^\W*{alternatives(SOURCE_WORDS)}\s*(?:[:：|/]|[-–—]\s)\s*(?P<name>\S.{{0,60}}?)[\s.)\]»]*$",
    re.IGNORECASE,
)
SOURCE_ALONE = re.compile(rf"^\W*{alternatives(SOURCE_WORDS)}\s*[:：]?\s*$", re.IGNORECASE)
# "mit Material von dpa", "(con información de EFE)", «وكالات»
_OPENINGS = re.compile(
    r"^\W*(?:(?:(?-i:(?:[A-Z]{1,3}\.?[ -]?){1,3})\s+(?=(?:avec|mit|with|con|com)\s))?"  # "N.B. avec AFP"
    r"(?:mit|with|avec|con|com|met|med)\s+"
    r"(?:(?:material|files|reporting|(?:agency\s+)?inputs?|información|informações|informazioni|reports?)"
    r"\s+(?:von|der|from|by|de|da|do|di)\s+)?|(?:via|von|da|di|de|by)\s+|بالاتفاق\s+مع\s+|نقل(?:ا\u064b?|\u064bا)\s+عن\s+|عن\s+|ترجمة\s+عن\s+)",
    re.IGNORECASE,
)
# «نقلاً عن صدى الوادي»: with these words no colon is needed.
_QUOTED_FROM = re.compile(r"^\W*نقل(?:ا\u064b?|\u064bا)\s+عن\s+(?P<name>[^.؟!:،]{2,40})$")
# "SOURCE Hallam Iron Ltd": how the wires of press releases end.
_OF_A_RELEASE = re.compile(r"^SOURCE:?\s+(?P<name>[^\W_a-z][^.!?:]{2,60}(?:\.|$))$")
_BRACKET_AT_END = re.compile(r"[(\[（]([^()\[\]（）]{2,40})[)\]）]\s*[.]?$")
_LONGEST = 60


def credit_of_line(text: str) -> str | None:
    """The source that a short line names and nothing else: with a label or, for agencies, without one."""
    if match := SOURCE_CREDIT.match(text) or _QUOTED_FROM.match(text) or _OF_A_RELEASE.match(text):
        return match["name"]
    if len(text) > _LONGEST:
        return None
    if agencies := agencies_named(text):
        return agencies
    opening = _OPENINGS.match(text)
    return agencies_named(text[opening.end() :]) if opening else None


def credit_at_end(text: str) -> str | None:
    """The agencies in brackets that end a paragraph: "… said the mayor. (dpa)"."""
    match = _BRACKET_AT_END.search(text, max(0, len(text) - _LONGEST))
    return agencies_named(match[1]) if match else None
