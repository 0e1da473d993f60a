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


NAMES_OF_LINKS = [
    "الخبر التالي:", "أهم الأخبار", "مطالب خواندنی", "ادامه مطلب", "دیگر خبریں", "המשך קריאה", "Continue reading", "Editor’s choice", "Ähnliche News",
    "Ceci peut vous intéresser", "Entradas recientes", "Continua a leggere", "Andra läste också", "Zobacz inne", "Viac k téme", "Похожие публикации",
    "Вам буде цікаво", "Devamı için tıklayın", "Artikel populer", "大家都在看", "この記事も読まれています", "이 시각 주요뉴스",
    "Das Thema könnte dich auch interessieren:", "Diese Artikel könnten Sie auch interessieren", "Für Sie empfohlen", "Leseempfehlung",
    "Other stories", "Suggested for you", "ICYMI:", "Latest headlines", "People also read", "Cela pourrait vous intéresser", "Nos derniers articles",
    "Quizás te interese", "Podría interesarte:", "Las más leídas", "Talvez você goste", "Notícias semelhantes", "Altri articoli", "Può interessarti",
    "Andere artikelen", "Ook lezen", "Fler nyheter", "Flere saker", "Aiheesta lisää", "Może cię zainteresować", "Najnowsze wiadomości",
    "Další zprávy", "Ďalšie správy", "Ezt is ajánljuk", "Te-ar putea interesa", "Îți recomandăm", "Τελευταία νέα", "Свързани новини", "Još vijesti",
    "Слични вести", "Lajmet e fundit", "Diğer haberlerimiz", "Bu haber de ilginizi çekebilir", "Digər xəbərlər", "Новости по теме",
    "Вам также может понравиться", "Новини за темою", "Басқа жаңалықтар", "Boshqa yangiliklar", "სხვა სიახლეები", "Վերջին լուրեր",
    "أخبار لها علاقة", "مواضيع تهمك", "تصفح أيضا", "أنظر أيضا", "پیشنهاد مطالعه", "گزارش مرتبط", "ضرور پڑھیں", "نور خبرونه", "هەواڵی زیاتر",
    "Nûçeyên din", "כתבות מומלצות", "הכי נקראות", "अन्य खबरें", "आणखी बातम्या", "সর্বাধিক পঠিত", "மேலும் செய்திகள்", "మరిన్ని వార్తలు",
    "ಸಂಬಂಧಿತ ಸುದ್ದಿ", "കൂടുതൽ വാർത്തകൾ", "વધુ સમાચાર", "ਹੋਰ ਖ਼ਬਰਾਂ", "තවත් පුවත්", "ข่าวล่าสุด", "Tin khác", "Berita terpopuler",
    "Anda mungkin juga suka", "Iba pang balita", "Habari nyingine", "ተዛማጅ ዜናዎች", "Wararka kale", "Labarai masu alaka", "猜你喜欢", "你可能也想看",
    "人気記事", "この記事を読んだ人におすすめ", "많이 본 뉴스",
]  # fmt: skip


@pytest.mark.parametrize("line", NAMES_OF_LINKS)
def test_a_line_that_names_links_is_a_marker_above_them(line: str) -> None:
    link = block("Ferries return to the northern islands", linked=True)
    text = block("The answer came at once, and nobody in the hall had expected it.")

    assert is_marker_line(block(line), [block(line), link], 0)
    assert is_marker_line(block(line), [block(line)], 0)
    assert not is_marker_line(block(line, "heading"), [block(line, "heading"), text], 0)


@pytest.mark.parametrize(
    "line",
    [
        "Other stories told in the town are older than its bridge.",
        "Last news of the ship: nobody on board was hurt.",
        "Andere Leser interessierte auch die Brücke.",
        "Otras notas del pianista suenan más tristes.",
        "Altri articoli della legge restano come sono.",
        "Последние новости с моста пришли вечером.",
        "أخبار لها علاقة بالجسر تصل كل يوم إلى المجلس.",
        "最新消息称，大桥将于周二开放。",
    ],
)
def test_a_sentence_that_opens_with_the_name_of_links_is_text(line: str) -> None:
    link = block("Ferries return to the northern islands", linked=True)

    assert not is_marker_line(block(line), [block(line), link], 0)


def test_a_link_behind_the_name_of_links_goes_with_it() -> None:
    line = block("Latest headlines: Ferries return", linked=True)
    quoted = block("Latest headlines: the ferries return, as the mayor said in May.")

    assert is_marker_line(line, [line], 0)
    assert not is_marker_line(quoted, [quoted], 0)
