"""What stands around an article's text, as tables of made-up lines."""

from __future__ import annotations

import pytest

from tasks.article.credit import credit_at_end, credit_of_line
from tasks.article.furniture import calls_at_end, is_furniture
from tasks.article.keywords import LABEL, split_keywords
from tasks.article.sorting import sort_blocks
from tasks.article.spelling import first_word
from tests.article.blocks import MORE, TEXT, block


def texts(*lines: str) -> list[str]:
    return [kept.text for kept in sort_blocks([block(line) for line in lines], None).paragraphs]


# --- "read also" ------------------------------------------------------------------------------


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
    "Подписывайтесь на наш телеграм-канал", "Ikuti saluran WhatsApp kami", "Последвайте ни в Google News",
    "Urmărește știrile Nordul și pe Google News", "Ακολουθήστε μας στο Google News και μάθετε πρώτοι τις ειδήσεις",
    "Pratite nas na Viberu", "Kövessen minket a Facebookon is!", "Kindly share this story:",
    # labels that lost what they label, and where the text goes on
    "| Päivitetty", "出版：", "更新：", "Opublikowano:", "Dalszy ciąg materiału pod wideo", "▲天橋啟用。（圖／記者王小明攝）",
    # photos
    "Photo: Jane Doe", "Photo by Jane Doe/Town Paper", "(Photo: Jane Doe)", "Image credit: Jane Doe", "Foto: Jan Huber/dpa",
    "Bild: Eva Maier", "Bildquelle: dpa", "صورة: رويترز", "مصدر الصورة: أ ف ب", "تصوير: محمد علي", "عکس: ایسنا", "צילום: דנה לוי",
    "Crédit photo : Jeanne Durand", "Imagen: EFE", "Фото: Иван Петров", "사진: 연합뉴스", "© Reuters", "© Reuters / Jane Doe",
    "Das Rathaus in der Altstadt © Eva Maier", "The bridge in May (Image: Town Paper)", "The bridge in May (AP Photo/Jane Doe)",
    "The bridge in the old town — Foto: Jane Doe", "Getty Images", "REUTERS/Jane Doe", "Click to enlarge", "صورة أرشيفية",
    # the rest
    "Questions? Comments? Email us at desk@leader.example", "jdoe@leader.example (END)",
    "Just a heads up, some of the links on The Leader are affiliate links. If you make a purchase, we may receive a small commission.",
    "Some links in this article are affiliate links, which means we get a small share of what is sold.",
    "As an affiliate of the shop we earn a commission.", "We may receive a commission from affiliate links.",
    "Disclosure: we may receive an affiliate commission.",
    "This article contains affiliate links.", "When you buy through our affiliate links, we may earn a fee.",
    "Loading...", "Comments", "12 comments", "3 min read", "Lesezeit: 3 Minuten", "مدة القراءة: 3 دقائق", "التعليقات", "Leave a reply",
    "Kommentare", "Stand: 22.04.2024, 06:00 Uhr", "Published on 3 May 2024", "Updated: 3:15 p.m.", "آخر تحديث: 3 مايو 2024", "نشر في 3 مايو 2024",
    "تاریخ انتشار: ۳ خرداد ۱۴۰۳", "Copyright © 2024 The Town Paper", "All rights reserved.", "[caption id=1]",
    "(Reporting by Jane Doe; Editing by John Roe)", "Additional reporting by Jane Doe", "— The Town (@thetown) May 3, 2024",
    "We apologize, but this video has failed to load.", "This video is not available", "責任編集：山田", "责任编辑：张三",
    "Dieser Artikel ist zuerst in der Stadtzeitung erschienen.", "Loading Table Of Content...", "{{cta}}", "- THE END -",
    "Loading the article…", "（原标题：老桥重新开放）", "原标题：老桥重新开放", "字号", "图集",
    "版权声明：凡本网注明来源的作品，版权归本网所有，未经授权不得转载。", "编辑 温三 校对 李四", "免责声明：本文来自网友，不代表本站观点。", "转载请注明出处：某某网", "图片来自网络，如有侵权，请联系删除。",
    # captions
    "橋の様子（写真＝ロイター）", "橋の様子（撮影＝鈴木花子）", "橋の様子（資料写真）", "다리의 모습(사진=연합뉴스)", "大桥（资料图）", "Die alte Brücke (Symbolbild)",
    "Le vieux pont (Photo d'archive)", "El puente viejo (Foto de archivo)", "Stary most (fot. PAP)", "Starý most (ilustrační foto)",
    "A régi híd (Fotó: MTI)", "Gamla bron (Arkivbild)", "Старый мост (архивное фото)", "पुराना पुल (फाइल फोटो)", "পুরোনো সেতু (ছবি: সংগৃহীত)",
    "Cây cầu cũ (Ảnh: TTXVN)", "สะพานเก่า (แฟ้มภาพ)", "The old bridge (Representational image)", "הגשר הישן (צילום מסך)",
    # calls and notices that are the whole line
    "Be the first to comment.", "Let us know in the comments below.", "Turn on notifications", "Was this article helpful?", "Log in to comment",
    "Diskutieren Sie mit!", "Die Kommentarfunktion ist geschlossen.", "Fehler gefunden? Jetzt melden.", "Unterstützen Sie unsere Arbeit.",
    "Les commentaires sont fermés.", "Reproduction interdite sans autorisation.", "Prohibida la reproducción total o parcial.",
    "Sumate a nuestro canal de WhatsApp", "Seja o primeiro a comentar", "Proibida a reprodução total ou parcial.", "I commenti sono chiusi.",
    "Blijf op de hoogte via onze nieuwsbrief", "Prenumerera på vårt nyhetsbrev", "Meld deg på nyhetsbrevet", "Tilmeld dig nyhedsbrevet",
    "Tilaa uutiskirje", "Udostępnij artykuł", "Wesprzyj nas", "Sdílejte článek", "Zdieľajte článok", "Minden jog fenntartva.",
    "Toate drepturile rezervate.", "Απαγορεύεται η αναδημοσίευση", "Всички права запазени.", "Sva prava pridržana.", "WhatsApp kanalımıza katılın",
    "İlk yorumu siz yapın", "Bütün hüquqlar qorunur.", "Мы в Telegram", "Комментарии закрыты.", "Поделитесь с друзьями", "Всі права захищені.",
    "Барлық құқықтар қорғалған", "ყველა უფლება დაცულია", "Բոլոր իրավունքները պաշտպանված են", "التعليقات مغلقة", "اكتب تعليقا", "كن أول من يعلق",
    "نظر شما چیست؟", "کلیه حقوق محفوظ است", "جملہ حقوق محفوظ ہیں", "ټول حقونه خوندي دي", "هەموو مافێک پارێزراوە", "היו הראשונים להגיב",
    "הרשמה לניוזלטר", "सर्वाधिकार सुरक्षित", "सर्व हक्क सुरक्षित", "সর্বস্বত্ব সংরক্ষিত", "แสดงความคิดเห็น", "Chia sẻ bài viết", "Bagikan berita ini",
    "Haki zote zimehifadhiwa", "扫码关注我们", "立即訂閱電子報", "無断転載を禁じます", "この記事をシェアする", "뉴스레터 구독하기",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_the_pages_own_lines_are_no_text(line: str) -> None:
    assert is_furniture(line, first_word(line))


SENTENCES = [
    "Последвайте примера на съседите ни, казва кметът, и ще спестим половината от парите за стария басейн.",
    "Updated rules for the harbour come into force in May.",
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
    "Questions? Comments? She had none, and wrote it down.",
    "The company lives of affiliate links, said its founder.",
    "We found that many posts with affiliate links tell nobody of the fee, the regulator said.",
    "The posts contain affiliate links, and forty accounts were fined for it.",
    "If readers buy through affiliate links, the shop pays the blogger a commission.",
    "Loading docks stood empty for years…",
    "Loading ships was all he knew...",
    "You can now listen to all of her articles.",
    "免责声明：这四个字近日成为热议的话题，专家认为平台不应以此逃避责任，法院也作出了相同的判决。",
    "编辑部位于北京。",
    "{{ is how a template begins, she said.",
    "彼はその橋を撮影した（二度目）",
    "Der alte Film ist ein Symbol (Bild und Ton sind gut)",
    "She kept it in the old file (photo of her mother)",
    "Thank you for reading the plan so closely, the mayor told the council.",
    "Log in to comment on the plan, the council asked the town.",
    "Was this article helpful to the court? The judge had no answer.",
    "Unterstützen Sie unsere Arbeit, rief sie den Leuten am Ufer zu.",
    "Мы в Telegram не пишем, сказал мэр.",
    "اكتب تعليقا على كل صفحة، قال المعلم لتلاميذه.",
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


@pytest.mark.parametrize(
    "line",
    [
        "ہمارے اخبار کے وٹس ایپ چینل میں شامل ہونے کے لیے یہاں کلک کریں",
        "טעינו? נתקן! מצאתם טעות? כתבו לנו בוואטסאפ",
        "关注公众号：河畔财经",
        "Jane Doe can be reached at jane@example.org.",
        "ترحب الشبكة بالنقاش، وكي لا نراجع التعليقات قبل نشرها ننصحك بقراءة إرشادات الاستخدام.",
        "לתשומת לבכם: ביטויי אלימות, גזענות והסתה לא יפורסמו באתר.",
        "نظرات حاوی توهین یا غیر مرتبط با خبر منتشر نمی‌شود.",
        "Jane Doe covers local government. Reach her at jane@example.org or on X @jane.",
        "ख़बरों के लिए हमारे व्हाट्सऐप चैनल से जुड़ें",
    ],
)
def test_a_call_that_ends_a_text_falls_out_whatever_it_opens_with(line: str) -> None:
    assert texts(TEXT, MORE, TEXT, line) == [TEXT, MORE, TEXT]


def test_a_text_may_tell_of_networks_at_its_end() -> None:
    last = "وقال إن الشركة ستغلق حساباتها على فيسبوك وتويتر قبل نهاية العام الحالي."

    assert texts(TEXT, MORE, TEXT, last) == [TEXT, MORE, TEXT, last]


@pytest.mark.parametrize(
    "last",
    [
        "وأضاف أن التعليقات على القرار كانت كثيرة، وأن المجلس سيرد عليها في جلسته المقبلة.",
        "وأثارت التعليقات على القرار جدلاً حول من يحق له التصويت.",
        "وتباينت التعليقات على مواقع التواصل، فيما دعت الوزارة إلى اتباع إرشادات السلامة.",
        "وقال إن عشرات الشبان انضموا إلى القناة على تليغرام خلال أسبوع.",
        "אלפי משתמשים הצטרפו לערוץ הטלגרם של הארגון בתוך שבוע.",
        'המשטרה לא תסבול ביטויי אלימות במגרשים, אמר המפכ"ל.',
        "رئیس سازمان نظرات کارشناسان را تأیید کرد.",
        "وی با اشاره به نظرات مردم گفت این سخنان توهین به ملت است.",
        "در تلگرام روی گزینه تنظیمات کلیک کنید.",
        "وزیر گفت: از مردم ما می‌خواهیم اخبار را در کانال رسمی دنبال کنید.",
        "व्हाट्सऐप की सेटिंग में जाकर प्राइवेसी पर क्लिक करें।",
        "पुलिस ने कहा कि फेसबुक पर अनजान लोगों से न जुड़ें।",
        "目前，该事件在微博上引发广泛关注。",
        "警方提醒，切勿扫描来历不明的微信二维码。",
        "打开微信，点击“我”，再点击“设置”。",
        "그는 유튜브 채널을 구독하는 사람이 100만 명을 넘었다고 말했다.",
        "Anyone with information is asked to contact them at tips@police.example.",
    ],
)
def test_a_text_may_end_in_what_others_said_or_did_on_networks(last: str) -> None:
    assert texts(TEXT, MORE, TEXT, last) == [TEXT, MORE, TEXT, last]


@pytest.mark.parametrize(
    "line",
    [
        "Found a mistake in the ledger, the auditor told the court",
        "Fehler entdeckt: Hersteller ruft Autos zurück",
        "وجدت خطأ في حسابها المصرفي فتوجهت إلى الشرطة",
    ],
)
def test_a_text_may_tell_of_errors(line: str) -> None:
    assert texts(TEXT, line, MORE) == [TEXT, line, MORE]


@pytest.mark.parametrize(
    "line",
    [
        "============ م.ع.",
        "Количество показов: 123",
        "تمت القراءة: 123 مرة",
        "[Gambas:Video 20detik]",
        "खबरें और भी हैं...",
        "מצאתם טעות בכתבה? כתבו לנו",
        "Encontrou um erro na matéria? Avise a redação",
    ],
)
def test_what_a_template_adds_to_a_text_falls_out(line: str) -> None:
    assert texts(TEXT, MORE, line, TEXT) == [TEXT, MORE, TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "Noch 10 Gratis-Artikel diesen Monat.", "You have 3 free articles left this month.", "2 of 5 free articles read this month.",
        "This is your last free article.", "You have 1 article left to read this month.", "Il vous reste 2 articles gratuits ce mois-ci.",
        "Te quedan 3 artículos gratis este mes.", "Você ainda tem 2 artigos gratuitos este mês.", "Ti restano 3 articoli gratuiti questo mese.",
        "Nog 3 gratis artikelen deze maand.", "Du har 2 gratis artiklar kvar denna månad.", "Zbývají vám 3 články zdarma tento měsíc.",
        "У вас осталось 3 бесплатные статьи в этом месяце.", "Bu ay 3 ücretsiz makale hakkınız kaldı.", "بقي لك 3 مقالات مجانية هذا الشهر.",
        "今月の無料記事は残り3本です。",
    ],
)  # fmt: skip
def test_how_many_articles_are_left_to_read_is_no_last_line_of_a_text(line: str) -> None:
    assert calls_at_end(line)


@pytest.mark.parametrize(
    "line",
    [
        "Noch 10 Brücken fehlen diesem Land, sagte sie.",
        "You have 3 bridges and no free road, he said.",
        "3 free concerts are left this month.",
        "Te quedan 3 puentes, dijo el alcalde.",
        "Du har 2 broar kvar, sade hon.",
        "У вас осталось 3 моста, сказал мэр.",
    ],
)
def test_what_else_is_left_is_text(line: str) -> None:
    assert not calls_at_end(line)
