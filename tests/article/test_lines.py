"""Bylines, datelines, credits, markers and languages, as (given, expected) tables."""

from __future__ import annotations

import pytest

from tasks.article.byline import parse_byline
from tasks.article.credit import SOURCE_CREDIT, credit_of_line
from tasks.article.dateline import Dateline, split_dateline
from tasks.article.keywords import split_keywords
from tasks.article.labels import keyword_label
from tasks.article.language import detect_language
from tasks.article.marker import is_marker


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By Jane Doe, Staff Writer and Richard Roe", ("Jane Doe", "Richard Roe")),
        ("Von Jan Huber und Eva Maier", ("Jan Huber", "Eva Maier")),
        ("Elena Beispiel (ebe), Otto Muster (omu)", ("Elena Beispiel", "Otto Muster")),
        ("كتبت أسماء علي", ("أسماء علي",)),
        ("بقلم: أحمد حسن", ("أحمد حسن",)),
        ("AFP", ("AFP",)),
        ("https://facebook.example/jane", ()),
        ("admin", ()),
    ],
)
def test_names_are_read_from_a_byline(given: str, names: tuple[str, ...]) -> None:
    assert parse_byline(given) == names


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("أبوظبي - وام", Dateline("أبوظبي", "وام", alone=True)),
        ("أبوظبي في 3 مايو / وام / بحث معالي الوزير", Dateline("أبوظبي", "وام", alone=False)),
        ("الرياض - واس: أعلنت الوزارة اليوم عن خطتها", Dateline("الرياض", "واس", alone=False)),
        ("دمشق (رويترز) - قالت مصادر محلية", Dateline("دمشق", "رويترز", alone=False)),
        ("غزة / أ ف ب / أعلن متحدث", Dateline("غزة", "أ ف ب", alone=False)),
        ("KATHMANDU, April 25 (Reuters) - The airport said", Dateline("KATHMANDU", "Reuters", alone=False)),
        ("PARIS (AFP) - The minister said", Dateline("PARIS", "AFP", alone=False)),
        ("KYIV, Ukraine — Officials said", Dateline("KYIV, Ukraine", None, alone=False)),
        ("[서울=뉴시스] 박지은 기자 = 시는 보행교를", Dateline("서울", "뉴시스", alone=False)),
        ("[앵커] 시는 보행교를", None),
        ("قالت الوزارة إن المحادثات مستمرة", None),
        ("He said - and this is true - that it rains", None),
    ],
)
def test_a_dateline_is_split_into_place_and_agency(given: str, expected: Dateline | None) -> None:
    assert split_dateline(given) == expected


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("المصدر: صدى البلد", "صدى البلد"),
        ("Quelle: dpa", "dpa"),
        ("المصدر/ وكالات", "وكالات"),
        ("المصدر- رويترز", "رويترز"),
        *(
            (f"{label}: River Post", "River Post")
            for label in (
                "المصدر الأصلي",
                "منقول عن",
                "برگرفته از",
                "بحوالہ",
                "Çavkanî",
                "באדיבות",
                "News source",
                "Textquelle",
                "Source originale",
                "Con información de",
                "Com informações de",
                "Bronvermelding",
                "Lähteet",
                "Heimildir",
                "Allikad",
                "Avoti",
                "Šaltiniai",
                "Zdroj článku",
                "Πηγές",
                "Източници",
                "Burimet",
                "Kaynakça",
                "Mənbələr",
                "Джерела",
                "Дереккөз",
                "Манба",
                "წყარო",
                "Աղբյուր",
                "साभार",
                "তথ্যসূত্র",
                "நன்றி",
                "మూలం",
                "ಮೂಲ",
                "കടപ്പാട്",
                "સ્ત્રોત",
                "ਸਰੋਤ",
                "මූලාශ්‍රය",
                "ขอบคุณข้อมูลจาก",
                "Nguồn tin",
                "Dilansir dari",
                "Vyanzo",
                "ምንጭ",
                "Xigasho",
                "Majiya",
                "消息来源",
                "資料來源",
                "配信元",
                "자료제공",
            )
        ),
        ("With inputs: none of them were kept by the council of the town, she said", None),
        ("قال المصدر إن", None),
        ("Source code: none " * 9, None),
    ],
)
def test_a_credit_line_names_its_source(given: str, name: str | None) -> None:
    match = SOURCE_CREDIT.match(given)

    assert (match["name"] if match else None) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("نقلاً عن صدى الوادي", "صدى الوادي"),
        ("نقلا عن صدى الوادي", "صدى الوادي"),
        ("عن رويترز", "رويترز"),
        ("عن صدى الوادي", None),
        ("نقلا عن صدى الوادي قال الوزير إن المحادثات مستمرة.", None),
    ],
)
def test_a_line_that_quotes_a_source_names_it(given: str, name: str | None) -> None:
    assert credit_of_line(given) == name


@pytest.mark.parametrize(
    "label",
    [
        "الكلمات الرئيسية", "الهاشتاغ", "تگ", "ټګونه", "תגיות קשורות", "Tagged as", "Article tags", "Key words", "Mots clefs", "Thématiques",
        "Etiquetado con", "Tag articolo", "Tags bij dit artikel", "Ämnesord", "Nøkkelord", "Tunnisteet", "Efnisorð", "Märksõnad", "Žymos", "Etykiety",
        "Címke", "Cuvinte-cheie", "Λέξεις κλειδιά", "Ознаке", "Fjalë kyçe", "Paraules clau", "Gako-hitzak", "Etiketlər", "Хештеги", "Теґи",
        "Түйін сөздер", "Teglar", "საკვანძო სიტყვები", "Բանալի բառեր", "टॅग्स", "কীওয়ার্ড", "குறிச்சொற்கள்", "ట్యాగ్స్", "ಟ್ಯಾಗ್ಸ್", "ടാഗുകൾ", "ટેગ્સ",
        "ਟੈਗ", "ටැග්", "ป้ายกำกับ", "Tag terkait", "Maneno muhimu", "ቁልፍ ቃላት", "相关标签", "熱門標籤", "関連タグ", "해시태그",
    ],
)  # fmt: skip
def test_a_label_of_keywords_is_known_before_a_border(label: str) -> None:
    assert keyword_label(f"{label}: bridge, river") is not None
    assert keyword_label(f"{label} bridge and river") is None


@pytest.mark.parametrize("line", ["Marcadores: Pérez (min. 12), Gómez (min. 40)", "سمات: قوة وصبر وحكمة"])
def test_who_scored_and_what_somebody_is_like_are_no_keywords(line: str) -> None:
    assert keyword_label(line) is None


@pytest.mark.parametrize(
    ("raw", "keywords"),
    [
        ("الجسر، النهر", ["الجسر", "النهر"]),
        ("الجسر - النهر", ["الجسر", "النهر"]),
        ("#الجسر #النهر", ["الجسر", "النهر"]),
        ("الجسر القديم النهر", []),
        ("Saint-Denis, Paris - Orly", ["Saint-Denis", "Paris - Orly"]),
    ],
)
def test_keywords_are_told_apart_by_the_borders_between_them(raw: str, keywords: list[str]) -> None:
    assert split_keywords(raw) == keywords


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("إقرأ أيضاً:", True),
        ("اقرأ أيضا", True),
        ("اقرأ ايضاً", True),
        ("أقرأ أيضًا..", True),
        ("اقرؤوا أيضا", True),
        ("مواضيع ذات صلة", True),
        ("موضوعات متعلقة", True),
        ("قد يهمك أيضا", True),
        ("اقرأ/ي أيضا", True),
        ("موضوع متصل", True),
        ("كما يمكنك قراءة", True),
        ("بیشتر بخوانید", True),
        ("קראו גם", True),
        ("Read also:", True),
        ("Lesen Sie auch", True),
        ("อ่านข่าวที่เกี่ยวข้อง", True),
        ("இதையும் படிக்க", True),
        ("함께 보면 좋은 기사", True),
        ("Povezani članci", True),
        ("Tengdar fréttir", True),
        ("წაიკითხეთ ასევე", True),
        ("Կարդացեք նաև", True),
        ("Shuningdek o‘qing:", True),
        ("قرأ الوزير البيان أمام المجلس", False),
        ("Readers were surprised", False),
    ],
)
def test_the_spellings_of_read_also_are_known(line: str, expected: bool) -> None:
    assert is_marker(line) is expected


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("قالت وزارة الدفاع إن المحادثات مستمرة بين البلدين", "en", "ar"),  # lang attributes lie
        ("وزیر امور خارجه گفت که این گفتگوها ادامه می‌یابد و پیگیری می‌شود", None, "fa"),
        ("وزیر خارجہ نے کہا ہے کہ دونوں ملکوں کے تعلقات میں بہتری آئے گی", None, "ur"),
        ("פקיסטן: לפחות נוסע אחד שרד את התרסקות המטוס", "en", "he"),
        ("The minister said that the talks of the two countries were useful", "ar", "en"),
        ("Der Minister sagte, dass die Gespräche nicht für das Land von Nutzen sind", None, "de"),
        ("東京都は10日、新しい計画を発表した。", None, "ja"),
        ("12345 !!!", None, None),
    ],
)
def test_the_language_is_told_by_the_text(text: str, declared: str | None, expected: str | None) -> None:
    assert detect_language(text, declared) == expected
