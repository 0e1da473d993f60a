"""What stands around an article's text, as tables of made-up lines; related articles given in full."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.article.body import Block
from tasks.article.credit import credit_at_end, credit_of_line
from tasks.article.furniture import is_furniture
from tasks.article.keywords import LABEL, split_keywords
from tasks.article.marker import is_marker
from tasks.article.related import gives_article, split_at_related
from tasks.article.sorting import sort_blocks
from tasks.article.spelling import first_word
from tasks.model import ParagraphKind
from tests.pace import check_cost

TEXT = "أعلن المجلس البلدي يوم الثلاثاء أن الجسر القديم سيغلق لمدة أسبوعين من أجل أعمال الصيانة التي تأخرت منذ العام الماضي بسبب الأمطار."
MORE = "وقال المهندس المشرف على المشروع إن الأعمال ستجري ليلا ونهارا حتى يعود الجسر إلى الخدمة قبل بداية فصل الشتاء في المدينة القديمة."


def block(text: str, kind: ParagraphKind = "paragraph", *, linked: bool = False) -> Block:
    return Block(text, kind, "", None, len(text) if linked else 0)


def texts(*lines: str) -> list[str]:
    return [kept.text for kept in sort_blocks([block(line) for line in lines], None).paragraphs]


# --- "read also" ------------------------------------------------------------------------------

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
        "اقرأ أيضا: الجسر القديم يعود إلى الخدمة بعد عام كامل من أعمال الصيانة",
        "بیشتر بخوانید: پل قدیمی پس از یک سال تعمیر دوباره باز شد و مردم خوشحال شدند",
        "READ MORE: Old bridge opens again after a year of repairs",
        "Lesen Sie auch – Die alte Brücke ist nach einem Jahr wieder offen",
        "Related: Old bridge opens again after a year",
    ],
)
def test_a_marker_with_a_headline_behind_it_is_no_text(line: str) -> None:
    assert texts(TEXT, line, MORE) == [TEXT, MORE]


@pytest.mark.parametrize(
    "line",
    [
        "المزيد من الضغوط على المجلس البلدي قبل نهاية العام",
        "ذات صلة قوية بالمدينة وأهلها، كما يقول المهندس المشرف على المشروع",
        "More in common than they think: the two towns at the river",
        "Related research shows that bridges of this kind last for a hundred years.",
        "Watch out for the bridge, the mayor said on Tuesday, and take the other road.",
        "Trending topics in the town hall were the bridge and the road.",
        "Mehr von diesem Geld soll in die Brücke fließen",
        "Más en verano que en invierno",
    ],
)
def test_a_sentence_that_opens_like_a_marker_is_text(line: str) -> None:
    assert texts(TEXT, line, MORE) == [TEXT, line, MORE]


def test_links_below_a_marker_fall_out_and_the_text_goes_on() -> None:
    blocks = [
        block(TEXT),
        block("إقرأ أيضاً:"),
        block("خبر عن جسر آخر في المدينة", "list_item", linked=True),
        block("خبر عن طريق جديد", "list_item", linked=True),
        block(MORE),
    ]

    assert [kept.text for kept in sort_blocks(blocks, None).paragraphs] == [TEXT, MORE]


def test_headlines_that_lost_their_links_fall_out_below_a_marker() -> None:
    assert texts(TEXT, "إقرأ أيضاً:", "خبر عن جسر آخر في المدينة", "خبر عن طريق جديد", MORE) == [TEXT, MORE]


# --- credits and keywords ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("المصدر: صدى البلد", "صدى البلد"),
        ("المصدر : وكالات + القلم", "وكالات + القلم"),
        ("الـمصدر: رويترز", "رويترز"),
        ("المَصدر: رويترز.", "رويترز"),
        ("المصادر: أ ف ب، رويترز", "أ ف ب، رويترز"),
        ("● المصدر | القلم", "القلم"),
        ("(المصدر: القلم)", "القلم"),
        ("مصدر الخبر: القلم", "القلم"),
        ("نقلا عن: القلم", "القلم"),
        ("منبع: ایسنا", "ایسنا"),
        ("منبع خبر: قلم", "قلم"),
        ("ماخذ: قلم", "قلم"),
        ("מקור: רויטרס", "רויטרס"),
        ("Quelle: dpa", "dpa"),
        ("Quellen: dpa, Reuters", "dpa, Reuters"),
        ("Source: Reuters", "Reuters"),
        ("SOURCE – The Town Paper", "The Town Paper"),
        ("Fuente: EFE", "EFE"),
        ("Fonte: ANSA", "ANSA"),
        ("Bron: ANP", "ANP"),
        ("Źródło: PAP", "PAP"),
        ("Zdroj: ČTK", "ČTK"),
        ("Kaynak: AA", "AA"),
        ("Sumber: Antara", "Antara"),
        ("Источник: ТАСС", "ТАСС"),
        ("Джерело: УНІАН", "УНІАН"),
        ("स्रोत: भाषा", "भाषा"),
        ("来源：新华社", "新华社"),
        ("출처: 연합뉴스", "연합뉴스"),
        # without a label
        ("(رويترز)", "رويترز"),
        ("وكالات", "وكالات"),
        ("mit Material von dpa", "dpa"),
        ("mit dpa", "dpa"),
        ("(con información de EFE)", "EFE"),
        ("with AFP", "AFP"),
        # none
        ("قال المصدر إن الجسر سيغلق", None),
        ("المصدر الذي تحدث إلينا قال: لا نعرف", None),
        ("Source code: see the page " * 6, None),
        ("Sources said that the bridge would be closed", None),
        ("with Jane Doe", None),
        ("mit der Bahn", None),
        ("منبع آب شهر خشک شد", None),
        ("Theo: I will not go there again.", None),
    ],
)
def test_a_credit_line_names_its_source(line: str, name: str | None) -> None:
    assert credit_of_line(line) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (f"{TEXT} (رويترز)", "رويترز"),
        (f"{TEXT} (أ.ف.ب).", "أ.ف.ب"),
        ("The bridge will be closed for two weeks. (dpa)", "dpa"),
        ("The bridge will be closed for two weeks. (dpa/jw)", "dpa"),
        ("Die Brücke wird zwei Wochen lang gesperrt. (APA, red)", None),
        ("The bridge will be closed for two weeks (map)", None),
        ("The bridge (Reuters) will be closed.", None),
    ],
)
def test_brackets_at_the_end_name_the_agency(given: str, name: str | None) -> None:
    assert credit_at_end(given) == name


def test_the_credit_below_the_text_is_the_articles() -> None:
    found = sort_blocks([block(TEXT), block(MORE), block("المصدر: رويترز")], None)

    assert (found.source_credit, found.agency, found.agency_rule) == ("رويترز", "رويترز", "source credit")


def test_a_label_may_stand_above_its_source() -> None:
    found = sort_blocks([block(TEXT), block(MORE), block("المصدر:"), block("صدى المدينة")], None)

    assert (found.source_credit, [kept.text for kept in found.paragraphs]) == ("صدى المدينة", [TEXT, MORE])


def test_a_credit_amid_the_text_is_a_tables() -> None:
    found = sort_blocks([block(TEXT), block("Source: Office of Numbers"), *[block(MORE)] * 3], None)

    assert (found.source_credit, len(found.paragraphs)) == (None, 4)


def test_a_last_line_of_agencies_is_the_credit() -> None:
    found = sort_blocks([block(TEXT), block(MORE), block("(رويترز، أ ف ب)")], None)

    assert (found.source_credit, len(found.paragraphs)) == ("رويترز، أ ف ب", 2)


def test_the_dateline_comes_before_the_credit() -> None:
    found = sort_blocks([block(f"القاهرة (رويترز) - {TEXT}"), block(MORE), block("المصدر: وكالات")], None)

    assert (found.place, found.agency, found.agency_rule) == ("القاهرة", "رويترز", "dateline")


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("كلمات دلالية: الجسر القديم المدينة", "الجسر القديم المدينة"),
        ("الكلمات الدلاليه : الجسر، المدينة", "الجسر، المدينة"),
        ("كـلمات مفتاحية | الجسر", "الجسر"),
        ("الوسوم: الجسر", "الجسر"),
        ("🏷 وسوم: الجسر", "الجسر"),
        ("برچسب‌ها: پل", "پل"),
        ("برچسب ها : پل", "پل"),
        ("برچسبها: پل", "پل"),
        ("کلیدواژه‌ها: پل، شهر", "پل، شهر"),
        ("كليدواژه: پل", "پل"),  # Arabic letters
        ("کلمات کلیدی: پل", "پل"),
        ("ٹیگز: پل", "پل"),
        ("תגיות: גשר", "גשר"),
        ("Tags: bridge, town", "bridge, town"),
        ("Filed under: Bridges", "Bridges"),
        ("Schlagwörter: Brücke", "Brücke"),
        ("Mots-clés : pont", "pont"),
        ("Palabras clave: puente", "puente"),
        ("Palavras-chave: ponte", "ponte"),
        ("Słowa kluczowe: most", "most"),
        ("Etiketler: köprü", "köprü"),
        ("Теги: мост", "мост"),
        ("キーワード：橋", "橋"),
        # none
        ("كلمات دلالية على أن الجسر سيغلق", None),
        ("Topics of the evening were the bridge and the road", None),
        ("Tagsüber bleibt die Brücke gesperrt", None),
        ("Tag 3 – die Reise geht weiter", None),
    ],
)
def test_a_labelled_line_holds_the_keywords(line: str, raw: str | None) -> None:
    assert sort_blocks([block(TEXT), block(MORE), block(line)], None).keywords_raw == raw


def test_a_label_may_stand_above_the_keywords() -> None:
    found = sort_blocks([block(TEXT), block(MORE), block("كلمات دلالية"), block("الجسر، المدينة")], None)

    assert (found.keywords_raw, len(found.paragraphs)) == ("الجسر، المدينة", 2)


def test_keywords_without_borders_cannot_be_told_apart() -> None:
    assert (split_keywords("الجسر القديم المدينة"), split_keywords("الجسر، المدينة")) == (
        [],
        ["الجسر", "المدينة"],
    )


def test_the_label_of_an_element_is_known_without_a_border() -> None:
    assert LABEL.match("كلمات دلالية الجسر")


# --- what belongs to the page -----------------------------------------------------------------

FURNITURE = [
    "جميع المقالات المنشورة تعبّر عن رأي كتّابها ولا تعبّر بالضرورة عن موقف الموقع", "ك و ن ا 141825 جمت مار 24", "التعليقات (0)", "عدد المشاهدات: 1532",
    "إن صدى الجبل غير مسؤول عن هذا الخبر شكلاً أو مضموناً، وهو يعبّر فقط عن وجهة نظر كاتبه.", "شارك المقال عبر: فيسبوك | تويتر | واتساب",
    "Okunma: 312", "Просмотров: 1 024", "Comments (12)",
    "کانال تلگرام آوا را دنبال کنید: @ava", "این خبر را به اشتراک بگذارید", "(rin/bud)", "Jane Doe · 5 min read · Mar 14, 2024",
    "Διαβάστε όλες τις τελευταίες ειδήσεις από την Ελλάδα και τον κόσμο",
    "تابع آخر الأخبار عبر قناتنا على تيليجرام: اضغط هنا", "تابعوا أهم الأخبار على واتساب", "للحصول على آخر الأخبار اشتركوا في قناتنا على الواتساب من هنا",
    "يمكنكم متابعة آخر الأخبار عبر تطبيق الأفق", "جانب من جلسة مجلس النواب (أرشيف)", "النائبة سلمى حداد خلال الجلسة - تصوير مروان نعمة",
    "جسر المدينة القديم (أرشيفية)", "المدينة ليلا (تعبيرية)", "The old bridge (file)", "Die alte Brücke (Archiv)",
    "Get the River Times morning briefing", "Déjà abonné ? Connectez-vous", "¿Ya eres suscriptor?", "Son dakika haberleri için tıklayın",
    # advertisements
    "Advertisement", "ADVERTISEMENT", "إعلان", "اعلان", "تبلیغات", "اشتہار", "פרסומת", "Anzeige", "Publicité", "Publicidad", "Pubblicità",
    "Advertentie", "Reklama", "Reklam", "Iklan", "Реклама", "Διαφήμιση", "विज्ञापन", "広告", "广告", "광고",
    "Story continues below advertisement", "Article continues below", "La suite après cette publicité", "Continua após a publicidade",
    "Článek pokračuje pod reklamou", "Artikkelen fortsetter under annonsen", "Продолжение после рекламы", "Werbung überspringen",
    # share
    "Share", "Share this on WhatsApp", "SHARE:", "شارك", "مشاركة", "شارك الخبر", "شارك هذا المقال:", "اشتراک‌گذاری", "שתפו", "Teilen",
    "Partager", "Compartir", "Condividi", "Paylaş", "Bagikan", "Поделиться", "Email • Twitter", "facebook", "نسخ الرابط", "Link kopieren",
    # follow, subscribe
    "Follow us on Facebook and Twitter", "Follow The Town Paper on Instagram.", "Follow Jane Doe on Twitter.",
    "Subscribe to our newsletter for more stories like this", "Sign up for our daily newsletter", "Sign up here to get our alerts",
    "Get the latest updates right in your inbox.", "Join the conversation", "Join us on Telegram", "Download our free app",
    "Stay up to date with our newsletter", "By signing up you agree to our terms of use", "You can unsubscribe at any time.",
    "تابعونا على فيسبوك", "تابعنا على تويتر وانستغرام", "تابعوا صدى المدينة عبر قناتنا على تلغرام", "تابعوا آخر الأخبار عبر غوغل نيوز",
    "اشترك في نشرتنا البريدية", "اشترك الآن في قناتنا على يوتيوب", "انضموا إلى قناتنا على واتساب", "لمتابعة آخر الأخبار اضغط هنا",
    "للمزيد من التفاصيل اضغط هنا", "اضغط هنا للاشتراك", "حمّل تطبيق صدى المدينة", "شاركنا رأيك", "جميع الحقوق محفوظة لصدى المدينة 2024",
    "الآراء الواردة أدناه لا تعبر عن رأي الموقع", "ما را در تلگرام دنبال کنید", "به کانال تلگرام ما بپیوندید", "انتهای پیام/", "انتهای پیام/ی",
    "کد خبر: 123456", "ہمیں فیس بک پر فالو کریں", "הצטרפו לערוץ הטלגרם שלנו", "הירשמו לניוזלטר", "Folgen Sie uns auf Facebook",
    "Abonnieren Sie unseren Newsletter", "Jetzt den Newsletter abonnieren", "Sie können sich jederzeit wieder abmelden.",
    "Hat Ihnen dieser Artikel gefallen?", "Suivez-nous sur Facebook", "Abonnez-vous à notre lettre", "Síguenos en Twitter",
    "Suscríbete a nuestro boletín", "Acompanhe o Jornal no Facebook", "Receba nossa newsletter", "Seguici su Instagram",
    "Iscriviti alla newsletter", "Volg ons op Facebook", "Følg oss på Facebook", "Obserwuj nas w Google News", "Abone ol",
    "Подписывайтесь на наш телеграм-канал", "Ikuti saluran WhatsApp kami",
    # photos
    "Photo: Jane Doe", "Photo by Jane Doe/Town Paper", "(Photo: Jane Doe)", "Image credit: Jane Doe", "Foto: Jan Huber/dpa",
    "Bild: Eva Maier", "Bildquelle: dpa", "صورة: رويترز", "مصدر الصورة: أ ف ب", "تصوير: محمد علي", "عکس: ایسنا", "צילום: דנה לוי",
    "Crédit photo : Jeanne Durand", "Imagen: EFE", "Фото: Иван Петров", "사진: 연합뉴스", "© Reuters", "© Reuters / Jane Doe",
    "Das Rathaus in der Altstadt © Eva Maier", "The bridge in May (Image: Town Paper)", "The bridge in May (AP Photo/Jane Doe)",
    "The bridge in the old town — Foto: Jane Doe", "Getty Images", "REUTERS/Jane Doe", "Click to enlarge", "صورة أرشيفية",
    # the rest
    "Loading...", "Comments", "12 comments", "3 min read", "Lesezeit: 3 Minuten", "مدة القراءة: 3 دقائق", "التعليقات", "Leave a reply",
    "Kommentare", "Stand: 22.04.2024, 06:00 Uhr", "Published on 3 May 2024", "Updated: 3:15 p.m.", "آخر تحديث: 3 مايو 2024", "نشر في 3 مايو 2024",
    "تاریخ انتشار: ۳ خرداد ۱۴۰۳", "Copyright © 2024 The Town Paper", "All rights reserved.", "[caption id=1]",
    "(Reporting by Jane Doe; Editing by John Roe)", "Additional reporting by Jane Doe", "— The Town (@thetown) May 3, 2024",
    "We apologize, but this video has failed to load.", "This video is not available", "責任編集：山田", "责任编辑：张三",
    "Dieser Artikel ist zuerst in der Stadtzeitung erschienen.", "Loading Table Of Content...", "{{cta}}", "- THE END -",
    "Loading the article…", "（原标题：老桥重新开放）", "原标题：老桥重新开放", "字号", "图集",
    "版权声明：凡本网注明来源的作品，版权归本网所有，未经授权不得转载。", "编辑 温三 校对 李四", "免责声明：本文来自网友，不代表本站观点。", "转载请注明出处：某某网", "图片来自网络，如有侵权，请联系删除。",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_the_pages_own_lines_are_no_text(line: str) -> None:
    assert is_furniture(line, first_word(line))


SENTENCES = [
    "تابعنا التطورات على الأرض طوال اليومين الماضيين مع مراسلينا في المدينة القديمة وما حولها من قرى على ضفاف النهر الكبير.",
    "تابعنا في المدينة ما جرى بعد إغلاق الجسر.",
    "تابعوا السير نحو الجسر رغم الأمطار.",
    "اشترك في المباراة عشرون لاعبا من المدينة.",
    "اشترك الآلاف في مسيرة نحو الجسر القديم.",
    "لمتابعة التطورات عقد الوزير اجتماعا مع المجلس البلدي.",
    "للمزيد من الأمن نشرت الشرطة رجالها حول الجسر.",
    "شارك في الاجتماع مهندسون من المدينة.",
    "شارك الوزير أهالي المدينة فرحتهم بالجسر.",
    "حقوق النشر والتأليف كانت موضوع الندوة.",
    "صورة المدينة تغيرت كثيرا بعد بناء الجسر.",
    "إعلان النتائج سيكون يوم الثلاثاء.",
    "نشرت الصحيفة تقريرا عن الجسر في 3 صفحات، وقالت إنه قديم جدا.",
    "مصدر المياه الوحيد في القرية هو النهر.",
    "Follow the money, he said, and you will find the bridge.",
    "Following the rain, the bridge was closed.",
    "Join forces with the other town, the mayor said.",
    "Sign up to the plan, the mayor told the council.",
    "Subscribe to that view and you will never build a bridge.",
    "Get the most of the bridge by walking over it slowly.",
    "Share prices fell on Tuesday after the bridge was closed.",
    "Share this information with nobody, the mayor said.",
    "Click here to get more information or download this game.",
    "Photo albums were found below the bridge.",
    "Image is everything in this town, she said: everything.",
    "Photography by night is hard.",
    "Video evidence shows how the bridge fell.",
    "Copyright law has no rule for bridges.",
    "Loading the lorries took two hours.",
    "Comments by the mayor were not welcome.",
    "Print media are in decline, she said.",
    "Top of the list is the bridge.",
    "Published in 1999, the book about the bridge was a success.",
    "Stand by me, he said.",
    "Last May, 12 bridges were closed.",
    "Updated rules will take effect in 2025, the council said, and not before.",
    "Reporting by the paper showed that the bridge was old.",
    "Writing by hand is good for you.",
    "Have a cup of tea, she said.",
    "Read our lips: no new bridge before the year is over",
    "This video shows the bridge in the rain.",
    "We're sorry to see it go, he said.",
    "All rights of way end at the river.",
    "You can see the bridge from here.",
    "12 people were on the bridge.",
    "3 minutes later the bridge fell.",
    "Bild und Ton waren gut.",
    "Foto und Film zeigen die Brücke.",
    "Teilen der Stadt droht Hochwasser.",
    "Anzeige gegen den Bürgermeister wurde am Dienstag erstattet.",
    "Werbung ist alles, sagt sie.",
    "Folgen des Regens: Die Brücke bleibt gesperrt.",
    "Jetzt ist die Brücke offen.",
    "Hier steht die neue Brücke.",
    "Der Artikel ist alt.",
    "Sie können nicht über die Brücke gehen.",
    "Partager le pont avec les vélos, c'est le projet du maire.",
    "Sigue la lluvia en la ciudad.",
    "Segui il fiume fino al ponte.",
    "Quer um ponte novo? O prefeito responde.",
    "مردم شهر ما را به خانه‌هایشان بردند.",
    "برای دیدن پل به شهر رفتیم.",
    "She said the sign © was missing from the old book, and that nobody on the council had ever asked why it was not there.",
    "Names (Jane Doe, John Roe) were read out (by the mayor).",
    "— We will go (@ noon), he said",
    "You can now listen to the birds in the park again, said the mayor.",
    "Loading the last ship took four hours.",
    "Loading docks stood empty for years…",
    "Loading ships was all he knew...",
    "You can now listen to all of her articles.",
    "免责声明：这四个字近日成为热议的话题，专家认为平台不应以此逃避责任，法院也作出了相同的判决。",
    "编辑部位于北京。",
    "{{ is how a template begins, she said.",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_that_open_like_a_call_are_text(line: str) -> None:
    assert not is_furniture(line, first_word(line))


def test_the_headline_is_not_repeated_in_the_text() -> None:
    found = sort_blocks([block("Old bridge closed!"), block(TEXT), block(MORE)], "Old bridge closed")

    assert [kept.text for kept in found.paragraphs] == [TEXT, MORE]


def test_a_heading_above_nothing_falls_out() -> None:
    blocks = [block(TEXT), block("قبل الإغلاق", "heading"), block(MORE), block("بعد الإغلاق", "heading")]

    assert [kept.text for kept in sort_blocks(blocks, None).paragraphs] == [TEXT, "قبل الإغلاق", MORE]


# --- related articles in full -----------------------------------------------------------------

HEADLINE = "المدينة تفتتح طريقا جديدا على ضفة النهر"
ARTICLE = [block(TEXT), block(MORE), block(TEXT)]


def split(*blocks: Block) -> list[int]:
    """How many blocks the main article and each related one have."""
    main, others = split_at_related(blocks)
    return [len(main), *map(len, others)]


def test_an_article_below_the_end_of_another_is_related() -> None:
    below = [block("إقرأ أيضاً:"), block(HEADLINE), block(TEXT), block(MORE), block(TEXT)]

    assert split(*ARTICLE, block("المصدر: القلم"), *below) == [4, 4]


def test_an_article_with_a_dateline_of_its_own_is_related() -> None:
    below = [
        block("إقرأ أيضاً:"),
        block(HEADLINE),
        block("أبوظبي - وام"),
        block(TEXT),
        block(MORE),
        block(TEXT),
    ]

    assert split(*ARTICLE, *below) == [3, 5]


def test_several_related_articles_are_told_apart() -> None:
    one = [
        block("إقرأ أيضاً:"),
        block(HEADLINE),
        block(TEXT),
        block(MORE),
        block(TEXT),
        block("المصدر: القلم"),
    ]

    assert split(*ARTICLE, block("المصدر: القلم"), *one, *one) == [4, 5, 5]


def test_a_linked_heading_opens_the_next_related_article() -> None:
    heading = block(HEADLINE, "heading", linked=True)
    below = [block("مواضيع ذات صلة"), heading, block(TEXT), block(MORE), block(TEXT)]

    assert split(*ARTICLE, block("المصدر: القلم"), *below, heading, *ARTICLE) == [4, 4, 4]


@pytest.mark.parametrize(
    "below",
    [
        [block("خبر عن جسر آخر", linked=True), block("خبر عن طريق جديد", linked=True)],
        [block("خبر عن جسر آخر"), block("خبر عن طريق جديد"), block("خبر ثالث عن النهر")],
        [
            block(HEADLINE, "heading", linked=True),
            block(TEXT),
            block(HEADLINE, "heading", linked=True),
            block(MORE),
        ],
        [block(HEADLINE), block(TEXT), block(HEADLINE), block(MORE), block(HEADLINE), block(TEXT)],
        [block(TEXT), block("خبر")],
        [],
    ],
)
def test_lists_of_links_and_teasers_are_no_articles(below: list[Block]) -> None:
    assert split(*ARTICLE, block("المصدر: القلم"), block("إقرأ أيضاً:"), *below)[1:] == []


def test_a_teaser_amid_the_text_does_not_end_it() -> None:
    assert split(*ARTICLE, block("إقرأ أيضاً:"), block(HEADLINE), *ARTICLE) == [8]


# (language, main text, a headline, the text that tells of it), each in paragraphs of a hundred characters
IN_FULL = {
    "en": (
        "The old bridge over the river was closed on Monday, and its masons went home for the whole winter.",
        "Museum buys letters of a forgotten painter",
        "The museum of Qandil has bought two hundred letters that the painter Ilse Marr wrote to her sister.",
        "They had been forgotten in an attic for eighty years, and nobody knew what the two boxes held, it said.",
        "The letters will be shown from the spring onwards, beside the paintings that she tells of in them.",
    ),
    "ar": (
        "أغلقت البلدية يوم الاثنين الجسر القديم فوق النهر، وعاد البناؤون إلى بيوتهم حتى نهاية فصل الشتاء الطويل.",
        "المتحف الوطني يشتري رسائل رسامة منسية",
        "اشترى المتحف الوطني في قنديل مئتي رسالة كتبتها الرسامة إلى أختها، وهي رسائل بقيت منسية ثمانين عاما في بيت قديم.",
        "وقال مدير المتحف إن أحدا لم يكن يعرف ما في الصندوقين اللذين وجدهما أحفاد الأخت تحت سقف البيت بعد بيعه بأيام.",
        "وستعرض الرسائل منذ بداية الربيع المقبل إلى جانب اللوحات التي تتحدث عنها الرسامة فيها بكثير من التفاصيل.",
    ),
    "ja": (
        "古い橋は月曜日に閉鎖され、職人たちは冬のあいだ家に帰った。市は春に工事を再開すると発表したが、費用はまだ決まっていないという。" * 2,
        "美術館が忘れられた画家の手紙を購入",
        "県立美術館は、忘れられた画家が妹に書いた手紙二百通を購入したと発表した。手紙は八十年間、屋根裏に置かれたままだったという。" * 3,
        "手紙は春から美術館で公開される予定で、手紙の中で触れられている絵画も一緒に展示されることになっている。" * 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("language", IN_FULL)
def test_an_article_below_a_marker_that_tells_of_its_headline_is_related(language: str, linked: bool) -> None:
    main, headline, *paragraphs = IN_FULL[language]
    marker = {"en": "Read also", "ar": "إقرأ أيضاً:", "ja": "関連記事"}[language]
    below = [block(marker), block(headline, "heading", linked=linked), *map(block, paragraphs)]

    assert split(*[block(main)] * 3, *below) == [3, 1 + len(paragraphs)]


@pytest.mark.parametrize("language", IN_FULL)
def test_a_text_that_goes_on_behind_a_teaser_of_its_theme_is_no_related_article(language: str) -> None:
    _, headline, *paragraphs = IN_FULL[language]
    marker = {"en": "Read also", "ar": "إقرأ أيضاً:", "ja": "関連記事"}[language]
    text = [*map(block, paragraphs)]

    assert len(split(*text, block(marker), block(headline, "heading", linked=True), *text)) == 1


def test_a_heading_of_the_texts_own_behind_a_marker_opens_no_related_article() -> None:
    main, _, *paragraphs = IN_FULL["en"]
    text = [*[block(main)] * 3, block(paragraphs[0])]
    below = [block("Read also"), block("Letters from the attic", "heading"), *map(block, paragraphs)]

    assert len(split(*text, *below)) == 1


HEALTH = (
    "أعلنت وزارة الصحة يوم الاثنين عن بدء حملة تطعيم واسعة ضد شلل الأطفال في محافظات الجنوب، تستمر خمسة أيام وتستهدف أكثر من مئتي ألف طفل.",
    "وقال الوزير إن الفرق الصحية ستصل إلى القرى البعيدة، وإن اللقاحات متوفرة في جميع المراكز، وإن الوزارة نسقت مع منظمات دولية.",
    "وتأتي الحملة بعد تسجيل ثلاث حالات خلال الشهر الماضي، وهو ما دفع السلطات إلى رفع درجة التأهب في المستشفيات الحكومية والخاصة.",
)  # fmt: skip
OIL = (
    "تراجعت أسعار النفط في تعاملات الثلاثاء المبكرة بعد صعودها في الجلسة السابقة، وسط مخاوف من تباطؤ الطلب العالمي وارتفاع المخزونات.",
    "وانخفضت العقود الآجلة لخام برنت بنسبة واحد في المئة لتصل إلى ثمانين دولارا للبرميل، فيما هبط خام غرب تكساس إلى ستة وسبعين دولارا.",
    "ويرى محللون أن قرار أوبك المقبل سيكون حاسما في تحديد اتجاه السوق خلال الربع الأخير من العام الجاري، وأن التقلب سيستمر أسابيع.",
)  # fmt: skip
HEALTH_HEADLINE = "بدء حملة تطعيم ضد شلل الأطفال في الجنوب"
MARKERS = ("مواضيع ذات صلة", "مواضيع ذات صلة:", "إقرأ أيضاً", "اقرأ ايضا..", "قد يهمك أيضا", "شاهد أيضا")


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("headline", ["أسعار النفط تتراجع", "النفط يهبط بعد مكاسب"])
@pytest.mark.parametrize("marker", MARKERS)
def test_another_text_below_a_short_headline_is_a_related_article(
    marker: str, headline: str, linked: bool
) -> None:
    below = [block(marker), block(headline, "heading", linked=linked), *map(block, OIL)]
    _, others = split_at_related([*map(block, HEALTH), *below], HEALTH_HEADLINE)
    assert [[each.text for each in other] for other in others] == [[headline, *OIL]]


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize(
    "headline", ["أسعار النفط تتراجع", "النفط يهبط بعد مكاسب", "رفع أسعار الوقود خلال الشهر"]
)
@pytest.mark.parametrize("marker", MARKERS)
def test_a_text_that_goes_on_below_a_short_headline_is_one_article(
    marker: str, headline: str, linked: bool
) -> None:
    teaser = [block(marker), block(headline, "heading", linked=linked)]
    text = [*map(block, HEALTH[:2]), *teaser, *map(block, (HEALTH[2], HEALTH[1], HEALTH[2]))]
    assert split_at_related(text, HEALTH_HEADLINE)[1] == []


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([block(HEADLINE), block(TEXT), block(MORE), block(TEXT)], True),
        ([block(HEADLINE), block(TEXT)], False),
        ([block(TEXT * 3), block(TEXT), block(MORE), block(TEXT)], False),
        ([block("«»"), block(TEXT), block(MORE), block(TEXT)], False),
        ([], False),
    ],
)
def test_an_article_has_a_headline_and_real_paragraphs(blocks: list[Block], expected: bool) -> None:
    assert gives_article(blocks) is expected


# --- any lines --------------------------------------------------------------------------------

_LINES = st.lists(
    st.one_of(
        st.sampled_from([TEXT, MORE, HEADLINE, "إقرأ أيضاً:", "المصدر:", "المصدر: القلم", "Tags:", "Read more", "(AP)", "___", "By Jane Doe"]),
        st.text(max_size=60),
    ).filter(lambda text: text.strip() != ""),
    max_size=30,
)  # fmt: skip


@settings(max_examples=150)
@given(_LINES)
def test_no_block_is_in_two_articles(lines: list[str]) -> None:
    blocks = [block(" ".join(line.split())) for line in lines if line.split()]

    main, others = split_at_related(blocks)
    parts = [id(part) for run in (main, *others) for part in run]

    for run in (main, *others):
        sort_blocks(run, None)
    assert len(parts) == len(set(parts))


COSTLY = {
    "markers": [block("إقرأ أيضاً:"), block(HEADLINE), block(TEXT), block(MORE)] * 2_000,
    "ends": [
        block("المصدر: القلم"),
        block("إقرأ أيضاً:"),
        block(HEADLINE),
        block(TEXT),
        block(MORE),
        block(TEXT),
    ]
    * 2_000,
    "headings": [block(HEADLINE, "heading")] * 8_000,
    "linked headings": [block(HEADLINE, "heading", linked=True)] * 8_000,
    "labels": [block("كلمات دلالية")] * 8_000,
    "colons": [block(": " * 100)] * 8_000,
    "spaces between letters": [block("a " * 120)] * 8_000,
    "brackets": [block("(" * 120 + ")" * 120)] * 8_000,
    "ل": [block("لمتابعة " + "ل " * 100)] * 8_000,
}


@pytest.mark.parametrize("name", COSTLY)
def test_blocks_made_to_be_costly_are_sorted_in_time(name: str) -> None:
    def sort() -> None:
        main, others = split_at_related(COSTLY[name])
        for run in (main, *others):
            sort_blocks(run, HEADLINE)

    check_cost(2, sort)
