"""Lines above links to other articles, as tables of their spellings."""

from __future__ import annotations

import pytest

from tasks.article.marker import is_marker, is_marker_line
from tests.article.blocks import block

MARKERS = [
    # hamza forms, tatweel, vowel signs, missing spaces' kinds, borders, arrows
    "إقرأ أيضاً:", "اقرأ أيضا", "اقرأ ايضاً", "أقرأ أيضًا..", "إقرأ أيضـــاً", "اقرأ أيضاً ⬇️", "▪️ اقرأ أيضا", "[اقرأ أيضا]", "(اقرأ أيضاً)",
    "اِقرَأ أَيضاً", "اقرؤوا أيضا", "اقرأوا أيضاً", "وإقرأ أيضاً", "اقرأ أيضا >>", "👈 إقرأ أيضا", "اقرأ كذلك", "اقرأ المزيد", "طالع أيضا",
    "شاهد أيضاً", "تابع أيضا", "مواضيع ذات صلة", "مواضيع ذات صله", "موضوعات متعلقة", "أخبار ذات صلة", "اخبار متعلقه", "مقالات مشابهة",
    "تقارير مرتبطة", "محتوى ذو صلة", "قد يهمك أيضاً", "قد يعجبك ايضا", "وقد يهمك", "الأكثر قراءة", "الاكثر مشاهدة", "اخترنا لك", "نرشح لكم",
    "لا يفوتك",
    # Persian, in both keyboards' letters; Urdu, Kurdish, Hebrew
    "بیشتر بخوانید", "بيشتر بخوانيد:", "بیشتر بخوانید 🔻", "همچنین بخوانید", "این مطلب را هم بخوانید", "خبرهای مرتبط", "مطالب پیشنهادی",
    "از دست ندهید", "پربازدید‌ترین‌ها", "یہ بھی پڑھیں", "یہ بھی پڑھیں:", "مزید پڑھیں", "مزید پڑھیے", "متعلقہ خبریں", "اسی بارے میں",
    "هەروەها بخوێنەوە", "קראו גם", "קראו גם:", "קרא עוד", "כתבות נוספות", "אולי יעניין אותך", "עוד בנושא",
    # elsewhere
    "Read also:", "ALSO READ", "READ MORE |", "Related", "Related stories", "You may also like", "DON’T MISS", "Don't miss:", "Most read",
    "Trending now", "Editors’ picks", "Lesen Sie auch", "Auch interessant", "Das könnte Sie auch interessieren", "Zum Thema:",
    "Passend zum Artikel", "À lire aussi", "A lire aussi :", "Lire aussi", "Sur le même sujet", "Vous aimerez aussi", "Lea también",
    "Te puede interesar", "Noticias relacionadas", "Leia também", "Veja mais", "Você pode gostar...", "Leggi anche", "Potrebbe interessarti",
    "Lees ook", "Läs också", "Les også", "Læs også", "Lue myös", "Czytaj także", "Zobacz też", "Čtěte také", "Mohlo by vás zajímat",
    "Prečítajte si", "Pročitajte i", "Kapcsolódó cikkek", "Citește și", "İlgili haberler", "Bunlar da ilginizi çekebilir", "Baca juga",
    "Xem thêm", "Soma zaidi", "Читайте также", "Читайте также:", "По теме", "Читайте також", "Прочетете още", "Διαβάστε επίσης",
    "यह भी पढ़ें", "আরও পড়ুন", "関連記事", "相关阅读", "延伸閱讀", "관련기사",
]  # fmt: skip


@pytest.mark.parametrize("line", MARKERS)
def test_the_spellings_of_read_also_are_known(line: str) -> None:
    assert is_marker(line)


@pytest.mark.parametrize(
    "line",
    [
        "قرأ الوزير البيان أمام المجلس",
        "اقرأ باسم ربك الذي خلق",
        "ذات مساء بارد",
        "المزيدان في الدار",
        "قد يهمس البعض بغير ذلك",
        "بخوانیدش",
        "Readers were surprised",
        "Relatedness",
        "Read more books, said the mayor.",
        "Watchmen came from the town",
        "Mehrere Tote nach dem Unfall",
        "Zum Themenabend kamen viele",
        "Lire, écrire, compter",
        "Leere Kassen",
        "עודד בנה גשר",
        "",
        "!!!",
    ],
)
def test_other_lines_are_no_markers(line: str) -> None:
    assert not is_marker(line)


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ: المدينة تغلق الجسر",
        "شاهد: القوارب تعود إلى النهر",
        "READ: Ferries return to the islands",
        "MORE: Ferries return to the islands",
        "Baca: Kapal kembali berlayar",
        "Читайте: паромы снова ходят",
        "צפו: הסירות חזרו אל הנהר",
    ],
)
def test_a_word_that_calls_to_read_is_a_marker_before_a_border(line: str) -> None:
    blocks = [block(line)]

    assert is_marker_line(blocks[0], blocks, 0)
    assert not is_marker(line.replace(":", ""))


@pytest.mark.parametrize(
    "line",
    [
        "اقرأ للكاتب أيضا:",
        "این خبر را هم ببینید:",
        "متعلقہ خبر:",
        "לכתבה המלאה:",
        "ΔΙΑΒΑΣΤΕ ΑΚΟΜΑ",
        "Puedes leer:",
        "Bunları da okuyun:",
        "Pilihan Editor:",
        "相关链接：",
        "もっと読む：",
        "আরও দেখুন:",
        "อ่านข่าว:",
    ],
)
def test_markers_are_known_in_many_languages(line: str) -> None:
    assert is_marker(line)


@pytest.mark.parametrize("line", ["Conoce más de la ciudad", "پیشنهاد ویژه برای شهردار"])
def test_a_heading_that_opens_as_a_call_is_no_marker(line: str) -> None:
    blocks = [
        block(line, "heading"),
        block("The answer came at once, and nobody in the hall had expected it."),
    ]

    assert not is_marker_line(blocks[0], blocks, 0)


@pytest.mark.parametrize(
    "line",
    ["Lee: We will win the cup.", "شاهد: سمعنا دوي انفجار قبل الفجر", "Read: The tax will fall.", "More:"],
)
def test_a_speakers_name_that_calls_to_read_is_no_marker_where_no_link_follows(line: str) -> None:
    blocks = [block(line), block("The answer came at once, and nobody in the hall had expected it.")]

    assert not is_marker_line(blocks[0], blocks, 0)
