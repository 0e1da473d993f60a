"""Pages as outlets of many countries set them: what a careful reader would write down of each."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tasks.article import extract_articles
from tasks.model import Article, Rejection

FETCHED = datetime(2024, 3, 15, 12, 0, tzinfo=UTC)
ARABIC = (
    "افتتح محافظ المدينة صباح اليوم الخميس جسرا جديدا للمشاة يربط ضفتي النهر بعد أعمال استمرت عامين كاملين.",
    "وقال المحافظ في كلمة خلال الافتتاح إن المشروع كلف نحو أربعة ملايين دولار، وإن السكان شاركوا في تصميمه.",
    "وأضاف أن المرحلة الثانية من المشروع تشمل إنشاء حديقة عامة وممرات للدراجات على الضفة الغربية للنهر.",
)
CHINESE = (
    "市议会星期四表决通过，历时两年整修的老铁路桥将重新向行人开放，两岸居民步行时间将缩短半小时。",
    "工程师介绍，这座建于1887年的铁桥锈蚀严重，其中两跨不得不全部更换，其余部分也重新涂装。",
    "市长在会后表示，工程耗资四千二百万元，大部分由省级财政承担，居民参与了设计方案的选择。",
)
JAPANESE = (
    "市議会は14日、2年にわたる改修を終えた古い鉄道橋を歩行者に開放することを賛成多数で決めた。",
    "技術者によると、1887年に造られた鉄橋はさびがひどく、二つの径間を丸ごと取り換える必要があったという。",
    "市長は閉会後、「この金額では無理だと言われていた」と記者団に語り、作業員に感謝の言葉を述べた。",
)
KOREAN = (
    "시의회는 14일 2년 동안의 보수를 마친 옛 철교를 보행자에게 개방하기로 의결했다고 밝혔다.",
    "기술진에 따르면 1887년에 놓인 철교는 녹이 심해 두 경간을 통째로 교체해야 했다고 한다.",
    "시장은 회의가 끝난 뒤 이 돈으로는 할 수 없다는 말을 들었다며 작업자들에게 감사를 전했다.",
)
HEBREW = (
    "ראש העיר חנך ביום חמישי את גשר הולכי הרגל החדש שמחבר בין שתי גדות הנחל, אחרי שנתיים של עבודות.",
    "בנאומו בטקס אמר ראש העיר כי הפרויקט עלה כארבעה מיליון שקלים וכי התושבים השתתפו בבחירת העיצוב שלו.",
    "לדבריו, השלב השני של הפרויקט כולל הקמת פארק ציבורי ושבילי אופניים לאורך הגדה המערבית של הנחל.",
)
RUSSIAN = (
    "Городской совет в четверг проголосовал за открытие старого моста для пешеходов после двух лет ремонта.",
    "По словам инженеров, металл 1887 года так проржавел, что два пролета пришлось полностью заменить.",
    "Работы обошлись в 420 миллионов рублей, большую часть которых выделил областной бюджет.",
)
HINDI = (
    "नगर परिषद ने गुरुवार को दो साल की मरम्मत के बाद पुराने रेल पुल को पैदल यात्रियों के लिए खोलने का फैसला किया।",
    "इंजीनियरों के मुताबिक 1887 का लोहा इतना जंग खा चुका था कि पुल के दो हिस्से बदलने पड़े।",
    "बैठक के बाद महापौर ने कहा कि इस काम पर चालीस करोड़ रुपये खर्च हुए और इसका बड़ा हिस्सा राज्य सरकार ने दिया।",
)
GERMAN = (
    "Der Stadtrat hat am Donnerstag beschlossen, die alte Brücke nach zwei Jahren Bauzeit für Fußgänger zu öffnen.",
    "Nach Angaben der Ingenieure war das Eisen aus dem Jahr 1887 so verrostet, dass man zwei Felder ersetzt hat.",
    "Die Arbeiten kosteten 4,2 Millionen Euro, von denen der Bund den größten Teil übernommen hat.",
)
ENGLISH = (
    "The county council voted on Thursday to reopen the old railway bridge to walkers after two years of repairs.",
    "Engineers said the ironwork, which dates from 1887, had rusted so badly that two spans had to be replaced.",
    "A second phase, planned for next spring, will add a ramp on the eastern bank and lights along the deck.",
)


def p(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def read(body: str, headline: str, url: str = "https://news.example/a/5521", head: str = "") -> Article:
    page = f"<!doctype html><html><head><title>{headline}</title>{head}</head><body>{body}</body></html>"
    found = extract_articles(page.encode(), url, fetched_at=FETCHED)
    assert isinstance(found, list), found
    return found[0]


def texts_of(article: Article) -> tuple[str, ...]:
    return tuple(paragraph.text for paragraph in article.paragraphs)


def test_a_chinese_line_gives_date_source_and_author() -> None:
    article = read(
        "<div class=main><h1>老铁路桥重新开放</h1><div class=info>2024年03月14日 18:25　来源：江城日报　作者：王晓明"
        f"　编辑：李静　<span>字号：<a>大</a></span></div><div id=zoom>{p(CHINESE)}<p>（完）</p></div></div>",
        "老铁路桥重新开放_江城新闻网",
    )

    assert (article.published_raw, article.source_credit, article.authors, texts_of(article)) == (
        "2024年03月14日 18:25",
        "江城日报",
        ("王晓明",),
        CHINESE,
    )


@pytest.mark.parametrize(
    ("headline", "texts", "last", "names"),
    [
        ("老铁路桥重新开放", CHINESE, "（记者 王晓明）", ("王晓明",)),
        ("古い鉄道橋、歩行者に開放", JAPANESE, "（記者・山田太郎）", ("山田太郎",)),
    ],
)
def test_a_last_line_that_names_the_reporter_is_the_byline(
    headline: str, texts: tuple[str, ...], last: str, names: tuple[str, ...]
) -> None:
    article = read(f"<main><h1>{headline}</h1>{p((*texts, last))}</main>", headline)

    assert (article.authors, texts_of(article)) == (names, texts)


def test_an_agencys_last_line_of_names_is_the_byline() -> None:
    lines = (f"العين في 14 مارس / وام / {ARABIC[0]}", *ARABIC[1:])

    article = read(
        f"<main><h1>افتتاح جسر المشاة الجديد في العين</h1>{p((*lines, 'عماد العلي/ مصطفى بدر الدين'))}</main>",
        "افتتاح جسر المشاة الجديد في العين",
    )

    assert (article.authors, article.agency, texts_of(article)) == (
        ("عماد العلي", "مصطفى بدر الدين"),
        "وام",
        lines,
    )


@pytest.mark.parametrize(
    ("headline", "texts", "line"),
    [
        ("옛 철교 보행자에게 개방", KOREAN, "gildong@gangnews.example"),
        ("옛 철교 보행자에게 개방", KOREAN, "▶제보는 카톡 okjebo"),
        ("古い鉄道橋、歩行者に開放", JAPANESE, "この記事は有料記事です。残り720文字"),
        ("גשר הולכי הרגל מעל הנחל נחנך", HEBREW, "לכל העדכונים הצטרפו לערוץ הטלגרם שלנו"),
    ],
)
def test_a_call_below_the_text_is_no_part_of_it(headline: str, texts: tuple[str, ...], line: str) -> None:
    article = read(f"<main><h1>{headline}</h1>{p((*texts, line))}</main>", headline)

    assert texts_of(article) == texts


def test_a_dateline_may_stand_below_the_lede() -> None:
    text = p((f"СОКОЛЬСК, 14 мар — РИА Новости. {RUSSIAN[1]}", RUSSIAN[2]))
    article = read(
        f"<div class=article><h1>Старый мост открыли</h1><div class=lead>{RUSSIAN[0]}</div><div>{text}</div></div>",
        "Старый мост открыли",
    )

    assert (article.dateline_place, article.agency) == ("СОКОЛЬСК", "РИА Новости")


def test_a_german_agencys_last_line_is_the_source() -> None:
    article = read(f"<main><h1>Alte Brücke</h1>{p((*GERMAN, 'dpa/kma'))}</main>", "Alte Brücke")

    assert (article.source_credit, texts_of(article)) == ("dpa", GERMAN)


def test_a_press_release_names_its_wire_and_its_source() -> None:
    opening = f"SHEFFIELD, England, March 14, 2024 /PRNewswire/ -- {ENGLISH[0]}"
    lines = p((opening, *ENGLISH[1:], "SOURCE Hallam Iron Ltd"))

    article = read(
        f"<main><h1>Hallam Iron Restores a Bridge</h1>{lines}</main>", "Hallam Iron Restores a Bridge"
    )

    assert (article.dateline_place, article.agency, article.source_credit, texts_of(article)) == (
        "SHEFFIELD, England",
        "PRNewswire",
        "Hallam Iron Ltd",
        (opening, *ENGLISH[1:]),
    )


def test_labels_in_elements_side_by_side_are_not_run_together() -> None:
    article = read(
        "<main><h1>Gamla bron öppnas</h1><div class=by><span>Text: Maria Lund</span><span>Foto: Erik Ek</span></div>"
        f"{p(GERMAN)}</main>",
        "Gamla bron öppnas",
    )

    assert (article.authors, article.byline_raw) == (("Maria Lund",), "Text: Maria Lund Foto: Erik Ek")


@pytest.mark.parametrize(
    ("lede", "texts"),
    [
        ("<p class=css-1k>The council leader on rust, money and the bridge that came back.</p>", ENGLISH),
        (f"<h2>{HINDI[0]}</h2>", HINDI[1:]),
    ],
)
def test_a_sentence_right_below_the_headline_is_the_lede(lede: str, texts: tuple[str, ...]) -> None:
    article = read(
        f"<main><div><h1>Interview: the bridge</h1>{lede}<div>By Omar Haddad</div></div><div>{p(texts)}</div></main>",
        "Interview: the bridge",
    )

    assert article.paragraphs[0].text in lede
    assert texts_of(article)[1:] == texts


def test_a_bid_to_read_on_with_advertising_is_a_wall() -> None:
    page = (
        "<html lang=de><head><title>Tagblatt</title></head><body><div><h1>Mit Werbung weiterlesen</h1><p>Besuchen Sie"
        " unsere Seite wie gewohnt mit Werbung und Tracking. Details zum Widerruf finden Sie in der"
        " Datenschutzerklärung.</p><button>Akzeptieren und weiter</button><h2>Pur-Abo ohne Werbung</h2><p>Nutzen Sie unser"
        " Angebot für 3,99 Euro im Monat ohne Werbetracking.</p></div></body></html>"
    )

    found = extract_articles(page.encode(), "https://x.example/a/2")

    assert isinstance(found, Rejection)
    assert found.reason == "consent_wall"


SPANISH = (
    "El concejo aprobó este jueves la reapertura del viejo puente ferroviario para los peatones, tras dos años.",
    "Según los ingenieros, la estructura de hierro de 1887 estaba tan oxidada que hubo que reemplazar dos tramos.",
    "Los trabajos costaron 4,2 millones de pesos, financiados en su mayor parte por el gobierno de la provincia.",
    "La próxima etapa comenzará en el otoño, según dijo la intendenta al término de la sesión del concejo.",
)


def test_a_date_among_related_links_below_short_paragraphs_is_not_the_articles() -> None:
    related = "<section class=relacionadas><h3>Notas relacionadas</h3><ul><li><a href=/1>Otra nota sobre la ruta</a>"
    article = read(
        f"<main><h1>Presupuesto 2025</h1><div>{p(SPANISH)}</div>{related} <span>12/03/2024</span></li></ul></section>",
        "Presupuesto 2025 | El Norte",
    )

    assert article.published_at is None


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        (
            "<meta name='DC.creator' content='Lowell, Anne'>",
            "<p><i>Anne Lowell, Gazette Staff Writer</i></p>",
            "",
        ),
        ("", "<p class=autor>Anne Lowell / Redacción</p>", ""),
        ("", "", "<p align=right><i>Anne Lowell</i></p>"),
    ],
)
def test_a_line_that_names_the_author_is_no_part_of_the_text(head: str, first: str, last: str) -> None:
    article = read(
        f"<main><h1>Reabre el puente</h1>{first}{p(SPANISH)}{last}</main>", "Reabre el puente", head=head
    )

    assert (article.authors, texts_of(article)) == (("Anne Lowell",), SPANISH)


def test_a_photographer_behind_a_dash_is_no_author() -> None:
    article = read(
        "<main><h1>افتتاح جسر المشاة</h1><span class=writeBy>كتب محمد عبد العظيم - تصوير أحمد معروف</span>"
        f"<div>{p(ARABIC)}</div></main>",
        "افتتاح جسر المشاة",
    )

    assert article.authors == ("محمد عبد العظيم",)


def test_an_author_is_found_behind_an_id_and_a_persian_date() -> None:
    article = read(
        "<main><h1>گشایش پل عابر پیاده</h1><div class=news-info><span>شناسه خبر : ۴۰۵۱۲۳۴</span><span>تاریخ انتشار :"
        f" ۱۴۰۲/۱۲/۲۴ - ۱۸:۲۵</span><span>نویسنده: مریم رضایی</span></div><div>{p(ARABIC)}</div></main>",
        "گشایش پل عابر پیاده",
    )

    assert (article.authors, article.published_at) == (
        ("مریم رضایی",),
        datetime(2024, 3, 14, 18, 25, tzinfo=UTC),
    )


def test_what_a_last_line_says_of_its_posting_is_read() -> None:
    article = read(
        f"<main><h1>Reabre el puente</h1>{p(SPANISH)}<p>Postado por João Lima às 18:25 de 14/03/2024</p></main>",
        "Reabre el puente",
    )

    assert (article.authors, article.published_at, texts_of(article)) == (
        ("João Lima",),
        datetime(2024, 3, 14, 18, 25, tzinfo=UTC),
        SPANISH,
    )


def test_a_source_beside_the_date_is_read() -> None:
    article = read(
        '<main><h1>افتتاح جسر المشاة</h1><div><span>25 كانون الثاني 2024 | 18:25</span><span>المصدر: "الضفة"</span>'
        f"</div><div>{p(ARABIC)}</div></main>",
        "افتتاح جسر المشاة",
    )

    assert article.source_credit == "الضفة"


def test_initials_beside_an_agency_are_no_paragraph() -> None:
    article = read(f"<main><h1>Le pont</h1>{p((*SPANISH, 'N.B. avec AFP'))}</main>", "Le pont")

    assert (article.source_credit, texts_of(article)) == ("AFP", SPANISH)


def test_arc_tells_author_and_date_in_its_script() -> None:
    content = {
        "content_elements": [{"type": "text", "content": text} for text in SPANISH],
        "headlines": {"basic": "Reabre el viejo puente"},
        "display_date": "2024-03-14T21:25:00Z",
        "credits": {"by": [{"type": "author", "name": "Rosa Peña"}]},
    }
    article = read(
        f"<div id=fusion-app></div><script>window.Fusion={{}};Fusion.globalContent={json.dumps(content)};</script>",
        "Reabre el viejo puente",
    )

    assert (article.authors, article.published_at, texts_of(article)) == (
        ("Rosa Peña",),
        datetime(2024, 3, 14, 21, 25, tzinfo=UTC),
        SPANISH,
    )


@pytest.mark.parametrize(
    "tags",
    [
        "<div class=story-tags><a href=/1>#جسر</a><a href=/2>#نهر</a></div>",
        "<div class=tag><a href=/1>جسر</a><a href=/2>نهر</a></div>",
        "<div class=nota__temas><a href=/1>جسر</a><a href=/2>نهر</a></div>",
    ],
)
def test_a_list_that_is_only_called_tags_gives_keywords(tags: str) -> None:
    article = read(
        f"<main><h1>افتتاح جسر المشاة</h1><div>{p(ARABIC)}</div>{tags}</main>", "افتتاح جسر المشاة"
    )

    assert [keyword.surface for keyword in article.keywords] == ["جسر", "نهر"]


def test_how_long_ago_ends_a_byline() -> None:
    article = read(
        "<main><h1>افتتاح جسر المشاة</h1><div><span>بواسطة <a href=/u/1>هدى سليم</a></span> <span>قبل يومين</span>"
        f"</div><div>{p(ARABIC)}</div></main>",
        "افتتاح جسر المشاة",
    )

    assert article.authors == ("هدى سليم",)


@pytest.mark.parametrize(
    ("last", "authors", "agency"),
    [("<p>Jan Novák, ČTK</p>", ("Jan Novák",), "ČTK"), ("<p>(sda/lg)</p>", (), "sda")],
)
def test_a_last_line_names_the_agency_beside_its_writer(
    last: str, authors: tuple[str, ...], agency: str
) -> None:
    article = read(f"<main><h1>Alte Brücke</h1>{p(GERMAN)}{last}</main>", "Alte Brücke")

    assert (article.authors, article.agency, texts_of(article)) == (authors, agency, GERMAN)


def test_lusas_lines_leave_the_text() -> None:
    info = "<div><span>Lusa</span><span>14 mar. 2024, 18:25</span></div>"
    article = read(
        f"<main><h1>A ponte</h1>{info}{p((*SPANISH, 'JRS // ANP', 'Lusa/Fim'))}</main>",
        "A ponte",
    )

    assert (article.agency, texts_of(article)) == ("Lusa", SPANISH)


def test_drupals_terms_are_keywords() -> None:
    terms = "<div class=field-name-taxonomy><div>Tags:&nbsp;</div><div><a href=/1>Bridges</a></div><div><a href=/2>Council</a>"
    article = read(
        f"<main><h1>Old bridge</h1><div>{p(ENGLISH)}</div>{terms}</div></div></main>", "Old bridge"
    )

    assert [keyword.surface for keyword in article.keywords] == ["Bridges", "Council"]


# --- bylines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<span>Edited by: <a href=/author/r>Ritu Singh</a></span> <span>Mar 14, 2024 18:25 IST</span>", ()),
        (
            "<span class=author><span>By: <b>Asha Menon</b></span> | <span>Edited By: <b>Ritu Singh</b></span></span>",
            ("Asha Menon",),
        ),
        (
            "By <a href=/a>Li Wei</a>. Translated by <a href=/b>Anna Schmidt</a>. Edited by John Park",
            ("Li Wei",),
        ),
        ("<span class=byline>Edited by Ritu Singh | Written by Asha Menon</span>", ("Asha Menon",)),
        ("<p>Interview: Peter Schmidt</p>", ("Peter Schmidt",)),
        ("<div>18-3-2024 | 21:40 <a href=/w/12>كتب: أحمد سامي متولي</a></div>", ("أحمد سامي متولي",)),
    ],
)
def test_who_edited_or_translated_has_not_written(line: str, authors: tuple[str, ...]) -> None:
    article = read(f"<main><h1>Old bridge</h1><div>{line}</div><div>{p(ENGLISH)}</div></main>", "Old bridge")

    assert article.authors == authors


def test_an_agency_beside_writers_is_none_of_them() -> None:
    authors = "<div class=authors><a>דנה לוי</a> ו<a>יוסי כהן</a>, סוכנויות הידיעות</div>"
    article = read(f"<main><h1>גשר נחנך</h1>{authors}<div>{p(HEBREW)}</div></main>", "גשר נחנך")

    assert article.authors == ("דנה לוי", "יוסי כהן")


def test_a_turkish_newsroom_gives_way_to_the_reporter_at_the_end() -> None:
    declared = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": "Köprü açıldı",
            "author": {"@type": "Person", "name": "Haber Merkezi"},
        }
    )
    article = read(
        f"<main><h1>Köprü açıldı</h1><div>{p((*SPANISH, 'Muhabir: Ayşe Demir'))}</div></main>",
        "Köprü açıldı",
        head=f"<script type=application/ld+json>{declared}</script>",
    )

    assert (article.authors, texts_of(article)) == (("Ayşe Demir",), SPANISH)


@pytest.mark.parametrize(
    ("opening", "authors", "agency", "place"),
    [
        ("新华社江城3月14日电（记者王晓明、李静）", ("王晓明", "李静"), "新华社", "江城"),
        ("（中央社記者王小明台北14日電）", ("王小明",), "中央社", "台北"),
        ("〔記者王小明／台北報導〕", ("王小明",), None, None),
    ],
)
def test_a_chinese_opening_names_the_reporters(
    opening: str, authors: tuple[str, ...], agency: str | None, place: str | None
) -> None:
    texts = (f"{opening}{CHINESE[0]}", *CHINESE[1:])
    article = read(f"<main><h1>老铁路桥重新开放</h1><div>{p(texts)}</div></main>", "老铁路桥重新开放")

    assert (article.authors, article.agency, article.dateline_place, texts_of(article)) == (
        authors,
        agency,
        place,
        texts,
    )


def test_a_chinese_line_of_its_own_names_the_reporter() -> None:
    texts = ("記者王小明／台北報導", *CHINESE)
    article = read(f"<main><h1>老铁路桥重新开放</h1><div>{p(texts)}</div></main>", "老铁路桥重新开放")

    assert (article.authors, texts_of(article)) == (("王小明",), CHINESE)


def test_a_japanese_name_in_brackets_ends_the_text() -> None:
    article = read(
        f"<main><h1>古い鉄道橋</h1><div>{p((*JAPANESE, '（山田太郎）'))}</div></main>", "古い鉄道橋"
    )

    assert (article.authors, texts_of(article)) == (("山田太郎",), JAPANESE)


def test_a_name_below_an_agencys_report_is_its_reporters() -> None:
    texts = ("<b>حمص-سانا</b>", *ARABIC, "هنادي ديوب")
    article = read(f"<main><h1>افتتاح جسر المشاة</h1><div>{p(texts)}</div></main>", "افتتاح جسر المشاة")

    assert (article.authors, article.agency, texts_of(article)) == (("هنادي ديوب",), "سانا", ARABIC)


# --- datelines --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "place", "agency", "authors"),
    [
        ("أبوظبي: سلام أبوشهاب", "أبوظبي", None, ("سلام أبوشهاب",)),
        ("لندن: «الضفة»", "لندن", None, ()),
        ("أ ش أ - القاهرة", "القاهرة", "أ ش أ", ()),
        ("بغداد – واع – محمد الطالبي", "بغداد", "واع", ("محمد الطالبي",)),
        ("إسطنبول/ محمد الخاتم/ الأناضول", "إسطنبول", "الأناضول", ("محمد الخاتم",)),
        ("المكلا – سبأنت :", "المكلا", "سبأنت", ()),
    ],
)
def test_a_line_above_the_text_is_a_dateline(
    line: str, place: str, agency: str | None, authors: tuple[str, ...]
) -> None:
    article = read(
        f"<main><h1>افتتاح جسر المشاة</h1><div>{p((line, *ARABIC))}</div></main>", "افتتاح جسر المشاة"
    )

    assert (article.dateline_place, article.agency, article.authors, texts_of(article)) == (
        place,
        agency,
        authors,
        ARABIC,
    )


@pytest.mark.parametrize(
    ("line", "place", "agency", "authors"),
    [
        ("الدوحة - قنا", "الدوحة", "قنا", ()),
        ("إسطنبول/ محمد الخاتم/ الأناضول", "إسطنبول", "الأناضول", ("محمد الخاتم",)),
    ],
)
def test_a_dateline_may_stand_below_the_headline(
    line: str, place: str, agency: str, authors: tuple[str, ...]
) -> None:
    article = read(
        f"<main><div><h1>افتتاح جسر المشاة</h1></div><div>{line}</div><div>{p(ARABIC)}</div></main>",
        "افتتاح جسر المشاة",
    )

    assert (article.dateline_place, article.agency, article.authors) == (place, agency, authors)


@pytest.mark.parametrize(
    ("texts", "last", "agency"),
    [(ARABIC, "/العُمانية/", "العُمانية"), (JAPANESE, "【共同】", "共同")],
)
def test_an_agency_between_signs_ends_the_text(texts: tuple[str, ...], last: str, agency: str) -> None:
    article = read(
        f"<main><h1>افتتاح جسر المشاة</h1><div>{p((*texts, last))}</div></main>", "افتتاح جسر المشاة"
    )

    assert (article.agency, texts_of(article)) == (agency, texts)


def test_a_date_before_that_of_its_change_is_that_of_publication() -> None:
    article = read(
        "<main><h1>افتتاح جسر المشاة</h1><div>14.03.2024 - محدث : 15.03.2024</div>"
        f"<div>{p(ARABIC)}</div></main>",
        "افتتاح جسر المشاة",
    )

    assert (article.published_raw, article.modified_at) == ("14.03.2024", datetime(2024, 3, 15, tzinfo=UTC))


# --- what is no text, and what is ---------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "PTI COR ANE ANE",
        "(This story has not been edited by our staff and is auto-generated from a syndicated feed.)",
        "Contact: editor@paper.example",
        "Pages: 1 2 3",
        "Our Standards: The Trust Principles.",
        "ab/cd",
        "MG",
        "Нашли опечатку? Выделите текст и нажмите Ctrl+Enter",
        "&lt;저작권자(c) 강변뉴스, 무단 전재-재배포 금지&gt;",
        "(النهاية) ع ب د / ه س",
        "18:25 ت مـ",
        "ق. م",
        "Mirá también: <a href=/1>Cómo será el nuevo puente</a>",
    ],
)
def test_signatures_and_notices_of_the_house_are_no_text(line: str) -> None:
    article = read(f"<main><h1>Old bridge</h1><div>{p((*ENGLISH, line))}</div></main>", "Old bridge")

    assert texts_of(article) == ENGLISH


@pytest.mark.parametrize("line", ["نعم.", "This report was written by four engineers.", "No"])
def test_short_answers_are_text(line: str) -> None:
    texts = (*ENGLISH[:2], line, *ENGLISH[2:])
    article = read(f"<main><h1>Old bridge</h1><div>{p(texts)}</div></main>", "Old bridge")

    assert texts_of(article) == texts


def test_a_lesser_heading_right_below_the_headline_is_the_lede() -> None:
    lede = "Obra levou mais de dois anos e custou 4,2 milhões"
    article = read(
        f"<main><h1>A ponte</h1><h2>{lede}</h2><div>João Silva</div><div>{p(SPANISH)}</div></main>", "A ponte"
    )

    assert texts_of(article) == (lede, *SPANISH)


def test_a_centred_line_below_a_picture_is_its_caption() -> None:
    pictures = "<p><img src=1.jpg></p><p style='text-align:center'>جانب من افتتاح الجسر</p>"
    article = read(
        f"<main><h1>افتتاح جسر المشاة</h1><div>{p(ARABIC)}{pictures * 2}</div></main>", "افتتاح جسر المشاة"
    )

    assert texts_of(article) == ARABIC


def test_wordpress_categories_are_no_keywords() -> None:
    article = read(
        "<main><a rel='category tag' href=/c>اقتصاد</a><h1>افتتاح جسر المشاة</h1>"
        f"<div>{p(ARABIC)}</div><a rel=tag href=/1>جسر</a><a rel=tag href=/2>نهر</a></main>",
        "افتتاح جسر المشاة",
    )

    assert ([keyword.surface for keyword in article.keywords], article.section) == (["جسر", "نهر"], "اقتصاد")


@pytest.mark.parametrize(
    "tags",
    [
        "<span itemprop=keywords><a href=/1>wheat</a>, <a href=/2>rain</a></span>",
        "<span itemprop=keywords>wheat, rain</span>",
        "<section class=box-tags><a href=/1>wheat</a> <a href=/2>rain</a></section>",
    ],
)
def test_keywords_of_microdata_and_boxes_are_read(tags: str) -> None:
    article = read(f"<main><h1>Old bridge</h1><div>{p(ENGLISH)}</div>{tags}</main>", "Old bridge")

    assert [keyword.surface for keyword in article.keywords] == ["wheat", "rain"]


def test_joomla_names_the_category() -> None:
    article = read(
        f"<main><h2>Old bridge</h2><dd class=category-name>Category: <a href=/n>Region</a></dd><div>{p(ENGLISH)}</div></main>",
        "Old bridge",
        head="<meta name=generator content='Joomla! - Open Source Content Management'>",
    )

    assert article.section == "Region"


# --- related articles ---------------------------------------------------------------------------

SHORT_REPORT = (
    "دمشق - سانا: وصلت إلى الميناء الشمالي أمس سفينة محملة بالأسمدة هي الأولى منذ أشهر.",
    "وقال مدير الميناء إن التفريغ سيستغرق أربعة أيام، وفق ما ذكرت الوكالة.",
)


@pytest.mark.parametrize(
    ("end", "report"), [("", SHORT_REPORT), ("<p>المصدر: الضفة</p>", SHORT_REPORT[1:] * 2)]
)
def test_a_short_report_below_read_also_is_an_article(end: str, report: tuple[str, ...]) -> None:
    related = f"<p>اقرأ أيضاً:</p><h3>سفينة أسمدة تصل الميناء</h3>{p(report)}"
    page = f"<html><head><title>افتتاح جسر</title></head><body><main><h1>افتتاح جسر</h1><div>{p(ARABIC)}{end}{related}"
    found = extract_articles(page.encode(), "https://news.example/a/5521")

    assert isinstance(found, list)
    assert [(a.headline, texts_of(a)) for a in found[1:]] == [("سفينة أسمدة تصل الميناء", report)]


def test_a_short_finnish_text_is_not_swedish() -> None:
    texts = (
        "Kaupunki avasi torstaiaamuna uuden kävelysillan itäisen joen yli, yli kaksi vuotta kestäneiden töiden jälkeen.",
        "Kaupunginjohtajan mukaan siltaa käyttää päivittäin noin kymmenentuhatta asukasta.",
        "Vastaava insinööri kertoi, että rakenne on ruostumatonta terästä ja valaistus toimii aurinkoenergialla.",
    )
    article = read(
        f"<main><h1>Uusi kävelysilta avattiin</h1><div>{p(texts)}</div></main>", "Uusi kävelysilta avattiin"
    )

    assert article.language == "fi"


def test_a_heading_of_a_city_and_words_is_no_dateline() -> None:
    article = read(
        f"<main><h1>حكاية مدينة</h1><div><h2>بيروت: عودة الروح</h2>{p(ARABIC)}</div></main>", "حكاية مدينة"
    )

    assert (article.authors, texts_of(article)) == ((), ("بيروت: عودة الروح", *ARABIC))


def test_who_took_a_picture_has_not_written_a_chinese_report() -> None:
    texts = ("▲天橋啟用。（圖／記者王小明攝）", "記者李大同／台北報導", *CHINESE)
    article = read(f"<main><h1>老铁路桥重新开放</h1><div>{p(texts)}</div></main>", "老铁路桥重新开放")

    assert article.authors == ("李大同",)


def test_two_japanese_names_in_brackets_end_the_text() -> None:
    texts = (*JAPANESE, "（山田太郎、鈴木花子）")
    article = read(f"<main><h1>古い鉄道橋</h1><div>{p(texts)}</div></main>", "古い鉄道橋")

    assert article.authors == ("山田太郎", "鈴木花子")


def test_the_day_of_an_embedded_post_is_not_the_articles() -> None:
    post = "<blockquote class=twitter-tweet><p>What a season!</p>— Ministry (@min) <a href=#>March 10, 2024</a></blockquote>"
    article = read(
        f"<main><h1>Old bridge</h1><div>{p(ENGLISH[:1])}{post}{p(ENGLISH[1:])}</div></main>", "Old bridge"
    )

    assert article.published_at is None


def test_sentences_that_break_off_below_read_also_are_teasers() -> None:
    links = (("حملة لتشجير الطرق", ARABIC[1]), ("سفينة تصل الميناء", ARABIC[2]))
    teasers = "".join(f"<h3><a href=/1>{title}</a></h3><p>{text[:70]}...</p>" for title, text in links)
    article = read(
        f"<main><h1>Old bridge</h1><div>{p(ENGLISH)}<p>المصدر: الضفة</p><p>اقرأ أيضاً</p>{teasers}</div></main>",
        "Old bridge",
    )

    assert texts_of(article) == ENGLISH


def test_who_wrote_and_what_they_do_in_a_labelled_region_is_no_text() -> None:
    byline = (
        "<section role=region aria-labelledby=article-byline><strong id=article-byline>اطلاعات مقاله</strong><ul>"
        "<li><span>نویسنده, </span><span>پیمان یگانه</span></li><li><span>شغل, </span><span>خبرنگار اقتصادی</span></li>"
        "</ul></section>"
    )
    article = read(f"<main><h1>افتتاح پل جدید شهر</h1>{byline}{p(ARABIC)}</main>", "افتتاح پل جدید شهر")
    assert [part.text for part in article.paragraphs] == list(ARABIC)
    assert article.authors == ("پیمان یگانه",)


@pytest.mark.parametrize(
    ("above", "lede"),
    [
        (
            "<h2>Walkers get their old bridge back</h2><p class=byline>By Jane Doe</p>",
            "Walkers get their old bridge back",
        ),
        (
            "<div><p>Council says two spans had to be replaced, and a ramp is to follow next spring</p></div><div>Jane Doe</div>",
            "Council says two spans had to be replaced, and a ramp is to follow next spring",
        ),
    ],
)
def test_what_stands_right_below_the_headline_without_a_full_stop_is_the_lede(above: str, lede: str) -> None:
    article = read(
        f"<main><div><h1>Bridge reopens after repairs</h1></div>{above}<time>14 March 2024</time>"
        f"<div class=c>{p(ENGLISH)}</div></main>",
        "Bridge reopens after repairs",
    )
    assert [part.text for part in article.paragraphs] == [lede, *ENGLISH]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe, Senior Transport Correspondent of the Morning Leader in Port Garrow and London",
        "Home / News / Transport / Ferries / The old bridge over the Lune opens again to carts today",
    ],
)
def test_a_long_byline_or_path_below_the_headline_is_no_lede(line: str) -> None:
    article = read(
        f"<main><h1>Bridge reopens</h1><p>{line}</p><div>{p(ENGLISH)}</div></main>", "Bridge reopens"
    )
    assert [part.text for part in article.paragraphs] == list(ENGLISH)


def test_a_quote_pulled_out_of_the_text_is_not_read_twice() -> None:
    pulled = "<div class=pullquote><p>The ironwork had rusted badly</p><span>An engineer</span></div>"
    article = read(
        f"<main><h1>Bridge reopens</h1><div class=c>{p(ENGLISH[:2])}{pulled}{p(ENGLISH[2:])}</div></main>",
        "Bridge reopens",
    )
    assert [part.text for part in article.paragraphs] == list(ENGLISH)


@pytest.mark.parametrize(
    "line",
    [
        "Listen to this story",
        "Article content",
        "Video unavailable",
        "THIS CONTENT IS RESERVED FOR SUBSCRIBERS ONLY",
        "Do you have a story? Email us at tips@news.example",
        "رابط دائم : https://news.example/x1",
        "নিজস্ব প্রতিবেদক",
        "ویب ڈیسک",
        "۲۲۳۲۲۳",
        "227227",
    ],
)
def test_buttons_and_numbers_below_the_text_are_none_of_it(line: str) -> None:
    article = read(f"<main><h1>Bridge reopens</h1>{p(ENGLISH)}<p>{line}</p></main>", "Bridge reopens")
    assert [part.text for part in article.paragraphs] == list(ENGLISH)


def test_a_number_amid_the_text_is_text() -> None:
    article = read(
        f"<main><h1>Bridge reopens</h1>{p((*ENGLISH[:2], '1887', ENGLISH[2]))}</main>", "Bridge reopens"
    )
    assert [part.text for part in article.paragraphs] == [*ENGLISH[:2], "1887", ENGLISH[2]]


def test_a_signature_behind_a_dash_is_the_authors_and_no_text() -> None:
    article = read(f"<main><h1>Bridge reopens</h1>{p(ENGLISH)}<p>– Jane Doe</p></main>", "Bridge reopens")
    assert article.authors == ("Jane Doe",)
    assert [part.text for part in article.paragraphs] == list(ENGLISH)


# --- bylines and dates of two in one place ----------------------------------------------------


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<span>بيروت - سامي الخطيب</span>", ("سامي الخطيب",)),
        ("<span>سامي الخطيب (دبي)</span>", ("سامي الخطيب",)),
        ("<span>القاهرة: سامي الخطيب</span><span>14 مارس 2024</span>", ("سامي الخطيب",)),
        ("<span>דנה לוי, חיפה</span>", ("דנה לוי",)),
        ("<span>خاص - سامي الخطيب</span>", ("سامي الخطيب",)),
        ("<span>متابعة - سامي الخطيب</span>", ("سامي الخطيب",)),
        ("<span>تحقيق وتصوير: سامي الخطيب</span>", ("سامي الخطيب",)),
        ("<span>نوشته شده توسط علی رضایی</span>", ("علی رضایی",)),
        ("<span>توسط علی رضایی</span>", ("علی رضایی",)),
        ("<span>נכתב על ידי דנה לוי</span>", ("דנה לוי",)),
        ("<span>رپورٹر: احمد خان</span>", ("احمد خان",)),
        (
            "<ul><li><a href=/author/5>سامي الخطيب</a></li><li>الخميس 14 مارس 2024 18:25</li></ul>",
            ("سامي الخطيب",),
        ),
        ("<span>بغداد - شفق نيوز</span>", ()),
        ("<span>القاهرة - العربي الجديد</span>", ()),
        ("<h2>بيروت: عودة الروح</h2>", ()),
        ("<span>بيروت - القاهرة</span>", ()),
        ("<span>دمشق | عودة اللاجئين</span>", ()),
        ("<span>חיפה: מהומות קשות</span>", ()),
        ("<span>ירושלים, יום שישי</span>", ()),
        ("<h2>خاص - لقاء مع الوزير</h2>", ()),
        ("<p>كتب محمد علي على صفحته:</p>", ()),
        ("<span>بغداد - كرة القدم</span>", ()),
        ("<span>الرياض - سوق الأسهم</span>", ()),
        ("<span>تهران: اخبار اقتصادی</span>", ()),
        ("<span>توسط پلیس تهران</span>", ()),
        ("<span>على يد الشرطة</span>", ()),
        ("<span>על ידי משטרת חיפה</span>", ()),
        ("<span>על ידי משרד הבריאות</span>", ()),
    ],
)
def test_a_byline_with_a_city_or_a_link_is_read_where_letters_have_no_case(
    line: str, names: tuple[str, ...]
) -> None:
    headline = "المدينة تفتح جسر المشاة بعد عامين"

    article = read(f"<main><h1>{headline}</h1><div class=info>{line}</div>{p(ARABIC)}</main>", headline)

    assert article.authors == names


def test_a_line_of_the_text_that_says_who_wrote_it_is_no_paragraph() -> None:
    headline = "المدينة تفتح جسر المشاة بعد عامين"
    body = f"<h1>{headline}</h1><div>كتب- سامي الخطيب:<br><br>{'<br><br>'.join(ARABIC)}</div>"

    article = read(body, headline)

    assert (article.authors, article.text) == (("سامي الخطيب",), "\n".join(ARABIC))


@pytest.mark.parametrize(
    "line",
    [
        "<div class=date><a href=/20240314/>18:25 14.03.2024</a><span class=date-modified>(обновлено: 19:40 14.03.2024)</span></div>",
        "<span>آخر تحديث: الخميس 14 مارس 2024 - 7:40 م نشر: الخميس 14 مارس 2024 - 6:25 م</span>",
        "<span>اپ ڈیٹ: 15 مارچ 2024 | شائع: 14 مارچ 2024 18:25</span>",
    ],
)
def test_of_publication_and_change_in_one_line_the_first_is_taken(line: str) -> None:
    headline = "Старый мост откроют для пешеходов"

    article = read(f"<main>{line}<h1>{headline}</h1>{p(RUSSIAN)}</main>", headline)

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


def test_what_a_link_skips_is_no_part_of_the_text() -> None:
    headline = "העירייה פותחת את גשר הולכי הרגל"
    skipped = (
        "<section role=region><strong>הנקראות ביותר</strong><a href='#end-of-most'>דלגו על הנקראות ביותר</a>"
        "<ul><li><a href=/a>הסירות חזרו אל הנחל</a></li></ul><p id=end-of-most tabindex=-1>סוף הנקראות ביותר</p></section>"
    )
    paragraphs = [f"<div><p>{text}</p></div>" for text in HEBREW]

    article = read(
        f"<main><h1>{headline}</h1>{paragraphs[0]}{skipped}{''.join(paragraphs[1:])}</main>", headline
    )

    assert article.text == "\n".join(HEBREW)


def test_a_text_with_notes_below_it_is_whole() -> None:
    headline = "County to reopen old railway bridge"
    noted = f"{ENGLISH[0]} <a href='#n1'>1</a>"
    body = f"<main><h1>{headline}</h1><article><p>{noted}</p>{p(ENGLISH[1:])}<p id=n1>1 As the county's minutes say.</p></article></main>"

    assert len(read(body, headline).paragraphs) == 4


def test_an_outlet_declared_where_letters_have_no_case_gives_way_to_the_printed_reporter() -> None:
    headline = "옛 철교 보행자에게 개방한다"
    head = "<meta property='og:article:author' content='한겨레 | 포털'>"
    body = f"<h1>{headline}</h1><em class=journalist_name>박민수 기자</em><article>{p(KOREAN)}</article>"

    assert read(body, headline, head=head).authors == ("박민수",)


def test_what_stands_beside_the_authors_link_is_no_second_author() -> None:
    headline = "העירייה פותחת את גשר הולכי הרגל"
    line = (
        "<div><a href=/writers/5>ישי כהן</a><span>כיכר העיר</span><span>ד' באייר התשפ\"ה, 11:45</span></div>"
    )

    assert read(f"<article><h1>{headline}</h1>{line}{p(HEBREW)}</article>", headline).authors == ("ישי כהן",)


def test_a_standfirst_that_only_data_names_call_so_is_read() -> None:
    headline = "County to reopen old railway bridge"
    standfirst = "<div data-block-name=standfirst><p>Vote ends two years of argument over who should pay for spans</p></div>"
    body = f"<article><div><h1>{headline}</h1></div>{standfirst}<address>North correspondent</address><div>{p(ENGLISH)}</div></article>"

    assert read(body, headline).paragraphs[0].text.startswith("Vote ends two years")


@pytest.mark.parametrize("named", ["data-src='/img/intro.jpg'", 'data-ga=\'{"description":"box"}\''])
def test_an_address_or_json_in_a_data_attribute_makes_no_standfirst(named: str) -> None:
    headline = "County to reopen old railway bridge"
    box = f"<div {named}>Get the news of the county by mail each morning at seven</div>"
    body = f"<article><div><h1>{headline}</h1></div>{box}<address>North correspondent</address><div>{p(ENGLISH)}</div></article>"

    assert read(body, headline).text == "\n".join(ENGLISH)


BOXES = "".join(
    f"<div class=bx><a href=/n/{number}><b>{title}</b></a><p>{text}</p></div>"
    for number, (title, text) in enumerate(
        (
            (
                "Ferries return to the islands",
                "The first boats left the harbour on Friday after two days of storm.",
            ),
            (
                "Market square to be closed",
                "Traders will move to the old brewery for the whole of the summer.",
            ),
            (
                "New head for the library",
                "She has run the county's smallest branch for more than eleven years.",
            ),
        )
    )
)


def test_boxes_of_a_link_and_a_sentence_below_a_text_are_no_part_of_it() -> None:
    headline = "County to reopen old railway bridge"

    article = read(f"<div><h1>{headline}</h1>{p(ENGLISH)}{BOXES}</div>", headline)

    assert article.text == "\n".join(ENGLISH)


@pytest.mark.parametrize(
    ("headline", "boxes"),
    [
        ("Three things to know this week", BOXES),
        ("What we are buying this week", BOXES.replace("/n/", "https://shop.example/")),
    ],
)
def test_boxes_that_the_headline_counts_or_that_leave_the_site_are_the_text(
    headline: str, boxes: str
) -> None:
    article = read(f"<div><h1>{headline}</h1>{p(ENGLISH)}{boxes}</div>", headline)

    assert len(article.paragraphs) >= len(ENGLISH) + 3


@pytest.mark.parametrize(
    "line",
    [
        "Erstellt: 14.03.2024, 18:25 Uhr Stand: 14.03.2024, 19:40 Uhr",
        "Güncelleme Tarihi: 14 Mart 2024 19:40 Giriş Tarihi: 14 Mart 2024 18:25",
        "更新時間：2024-03-15 10:00 發布時間：2024-03-14 18:25",
        "업데이트 2024.03.14. 오후 7:40 기사입력 2024.03.14. 오후 6:25",
        "আপডেট: ১৫ মার্চ ২০২৪, ১০:০০ প্রকাশ: ১৪ মার্চ ২০২৪, ১৮:২৫",
        "Atualizada em 15/03/2024 10h00 - Publicada em 14/03/2024 18h25",
        "Ultimo aggiornamento: 15 marzo 2024 ore 10:00 Pubblicato: 14 marzo 2024 ore 18:25",
        "Τελευταία ενημέρωση: 15 Μαρτίου 2024 10:00 Δημοσιεύτηκε: 14 Μαρτίου 2024 18:25",
    ],
)
@pytest.mark.parametrize("place", ["<h1>{0}</h1><div>{1}</div>", "<div>{1}</div><h1>{0}</h1>"])
def test_a_change_that_stands_before_the_day_of_publication_is_known_in_many_languages(
    line: str, place: str
) -> None:
    headline = "Старый мост откроют для пешеходов"

    article = read(f"<main>{place.format(headline, line)}{p(RUSSIAN)}</main>", headline)

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("记者王大伟 李明", ("王大伟", "李明")),
        ("來源：中央社 記者陳宛茜", ("陳宛茜",)),
        ("佐藤健太記者", ("佐藤健太",)),
        ("取材・文：佐藤健太", ("佐藤健太",)),
        ("기자 김지훈", ("김지훈",)),
        ("글 김지훈", ("김지훈",)),
        ("글 쓰는 밤", ()),
        ("记者节 活动", ()),
        ("経済担当記者", ()),
        ("科学専門記者", ()),
        ("本報駐港記者", ()),
        ("Test: Opel Corsa", ()),
        ("Pewarta : Rizky Adha", ("Rizky Adha",)),
        ("Texto: Ana Souza", ("Ana Souza",)),
        ("Корреспондент: Иван Петров", ("Иван Петров",)),
    ],
)
def test_labels_of_reporters_are_known_in_many_languages(line: str, names: tuple[str, ...]) -> None:
    headline = "铁路桥向行人开放"

    article = read(
        f"<main><h1>{headline}</h1><div><span>{line}</span><i>2024-03-14 18:25</i></div>{p(CHINESE)}</main>",
        headline,
    )

    assert article.authors == names


@pytest.mark.parametrize("look", ["class=part", ""])
def test_a_piece_of_a_text_that_opens_with_a_marker_is_whole(look: str) -> None:
    headline = "County to reopen old railway bridge"
    behind = "<p>Read also:</p><p><a href=/x>Ferries return to the islands after the storm</a></p>"
    pieces = (
        f"<div {look}>{p((*ENGLISH, FOURTH))}</div><div class=ad></div><div {look}>{behind}{p(LATER)}</div>"
    )

    article = read(f"<main><h1>{headline}</h1><div>{pieces}</div></main>", headline)

    assert article.text == "\n".join((*ENGLISH, FOURTH, *LATER))


FOURTH = (
    "Residents on both banks had asked for ramps and for lights, which the second stage will bring in winter."
)
LATER = (
    "A small party is planned for the first of May, when the brass band walks across and the ferries blow horns.",
    "Schools will be closed on that day, the council said, and buses will run every ten minutes until midnight.",
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"{p(ENGLISH[:1])}<h2 id=cost tabindex=-1>What it cost <a href='#cost'>#</a></h2>{p(ENGLISH[1:])}",
            id="a heading's address",
        ),
        pytest.param(
            f"<div><ul><li><a href='#cost'>Cost</a></li></ul>{p(ENGLISH[:1])}<h2 id=cost tabindex=-1>What it cost</h2>{p(ENGLISH[1:])}</div>",
            id="contents",
        ),
        pytest.param(
            f"<div>{p(ENGLISH[:1])}<a href='#after'>Skip</a><i></i><span id=after tabindex=-1></span><h2>What it cost</h2>{p(ENGLISH[1:])}</div><div>{p(LATER)}</div>",
            id="an advertisement amid a piece",
        ),
        pytest.param(
            f"<div><a href='#comments'>Comments</a>{p(ENGLISH[:1])}<h2>What it cost</h2>{p(ENGLISH[1:])}<div id=comments tabindex=-1></div></div><div>{p(LATER)}</div>",
            id="comments below a piece",
        ),
    ],
)
def test_a_text_that_a_link_leads_into_or_past_is_whole(text: str) -> None:
    headline = "County to reopen old railway bridge"

    article = read(f"<main><h1>{headline}</h1><article>{text}</article></main>", headline)

    found = [part.text.removesuffix(" #") for part in article.paragraphs]
    assert found[:4] == [ENGLISH[0], "What it cost", *ENGLISH[1:3]]


def test_an_article_about_films_with_links_and_years_is_none_of_titles_with_days() -> None:
    headline = "Films about rivers"
    films = "".join(
        f"<p><a href=/f/{year}>The river ran on, part {year}</a> (directed by Doe, {year})</p><p>{ENGLISH[year % 3]} {year}</p>"
        for year in range(1990, 1998)
    )

    assert (
        len(
            read(
                f"<main><h1>{headline}</h1><article>{p(ENGLISH[:1])}{films}</article></main>", headline
            ).paragraphs
        )
        == 17
    )


def test_an_article_called_live_is_no_page_of_what_is_on_air() -> None:
    text = p((*ENGLISH, FOURTH, *LATER))

    assert read(f"<main><h1>Live</h1><article>{text}</article></main>", "Live").headline == "Live"


# --- boxes, labels and buttons amid the text and about it -------------------------------------

BOX = "<ul><li><a href=/1>Ferry sets a record on its first day</a></li><li><a href=/2>Where to cross at night</a></li></ul>"


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>GARNETT: </b><a href=/1>His cool tribute with a number</a></p>",
        "<p>12 QUESTIONS: <a href=/1>With the toll keeper</a></p>",
        f"<div class=hyper><h2>Bridges under attack</h2>{BOX}</div>",
        f"<div class=res><h3>More Mobility Insights</h3><h3>Webcasts</h3>{BOX}<h3>White Papers</h3>{BOX}</div>",
        "<p>Play</p>",
        "<div><h3>Galleries</h3></div>",
    ],
)
def test_links_and_headings_of_boxes_amid_the_text_are_none_of_it(line: str) -> None:
    article = read(
        f"<main><h1>Bridge reopens</h1><div class=c>{p(ENGLISH[:2])}{line}{p((*ENGLISH[2:], FOURTH))}</div></main>",
        "Bridge reopens",
    )

    assert texts_of(article) == (*ENGLISH, FOURTH)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<p>NOTE: the <a href=/1>toll</a> stays what it was.</p>", "NOTE: the toll stays what it was."),
        (
            "<p><b>Cost: </b><a href=/1>4.2 million, says the council</a> of the county on Thursday</p>",
            "Cost: 4.2 million, says the council of the county on Thursday",
        ),
        ("<div><h2>What it cost</h2></div>", "What it cost"),
        ("<div><h2>What it cost</h2><p>Some four million.</p></div>", "What it cost Some four million."),
        (f"<h2>What it cost</h2>{BOX}", "What it cost"),
    ],
)
def test_sentences_behind_a_label_and_headings_of_the_text_stay(line: str, text: str) -> None:
    article = read(
        f"<main><h1>Bridge reopens</h1><div class=c>{p(ENGLISH[:2])}{line}{p((*ENGLISH[2:], FOURTH))}</div></main>",
        "Bridge reopens",
    )

    assert " ".join(texts_of(article)[2:-2]) == text


def test_a_list_that_is_the_text_keeps_its_heading() -> None:
    rows = "".join(f"<li><a href=/{n}>Bridge {n}</a> {n}00 metres</li>" for n in range(1, 6))

    article = read(
        f"<main><h1>Five bridges</h1><div class=c>{p(ENGLISH)}<section><h2>How long they are</h2><ol>{rows}</ol></section>"
        f"{p((FOURTH,))}</div></main>",
        "Five bridges",
    )

    assert "How long they are" in texts_of(article)
    assert "Bridge 3 300 metres" in texts_of(article)


@pytest.mark.parametrize(
    "line",
    [
        "ALSO:",
        "More about bridges:",
        "Ads by Google",
        "Receive Bridge updates directly to your desktop",
        "Kick off your day with our daily email newsletter. It's the freshest news of bridges, served hot.",
        "Have something to say? Let us know in the comments section or send an email to the author.",
    ],
)
def test_what_leads_on_from_the_end_of_the_text_is_none_of_it(line: str) -> None:
    article = read(f"<main><h1>Bridge reopens</h1>{p(ENGLISH)}<p>{line}</p></main>", "Bridge reopens")

    assert texts_of(article) == ENGLISH


@pytest.mark.parametrize(
    "line",
    [
        "He said only this, when asked about the price of the bridge and of its ramps:",
        "Receive them as guests, the mayor said.",
        "Have you nothing to say? he asked the engineers, who had nothing to say.",
    ],
)
def test_a_last_sentence_that_opens_like_a_call_stays(line: str) -> None:
    article = read(f"<main><h1>Bridge reopens</h1>{p(ENGLISH)}<p>{line}</p></main>", "Bridge reopens")

    assert texts_of(article) == (*ENGLISH, line)


def test_letters_for_the_size_of_type_are_no_text_but_an_initial_is() -> None:
    sizes, initial = "<div><div>A</div><div>A</div></div>", "<div class=first>O</div><p>ld bridges rust.</p>"

    article = read(f"<main><h1>Bridge reopens</h1>{sizes}{p(ENGLISH)}</main>", "Bridge reopens")
    begun = read(f"<main><h1>Bridge reopens</h1>{initial}{p(ENGLISH)}</main>", "Bridge reopens")

    assert texts_of(article) == ENGLISH
    assert texts_of(begun)[:2] == ("O", "ld bridges rust.")


@pytest.mark.parametrize(
    ("initial", "rest"),
    [
        ("<div>T</div>", "HE COUNCIL voted on Thursday to open the old bridge to walkers."),
        ("<div>I</div>", "’ve waited long enough for the old bridge to open, said the mayor."),
    ],
)
def test_an_initial_before_capitals_or_an_apostrophe_is_text(initial: str, rest: str) -> None:
    article = read(
        f"<main><h1>Bridge reopens</h1>{initial}<p>{rest}</p>{p(ENGLISH)}</main>", "Bridge reopens"
    )

    assert len(texts_of(article)[0]) == 1


def test_letters_of_an_alphabet_are_headings() -> None:
    article = read(f"<main><h1>Bridge words</h1><h2>A</h2>{p(ENGLISH)}</main>", "Bridge words")

    assert texts_of(article)[0] == "A"


@pytest.mark.parametrize(
    "lines",
    [
        ("WHAT: Harbour fair", "WHEN: Saturday at noon", "WHERE: Harbour Hall, Quay Street 4"),
        ("PHONE: 555 1234", "FACEBOOK: @quayboard"),
        ("DR. JANE DOE: The bridge would have fallen this winter.",),
    ],
)
def test_linked_facts_and_quotes_behind_labels_stay(lines: tuple[str, ...]) -> None:
    labelled = "".join(f"<p>{each.replace(': ', ': <a href=/1>')}</a></p>" for each in lines)
    article = read(f"<main><h1>Bridge reopens</h1>{p(ENGLISH)}{labelled}{p(LATER)}</main>", "Bridge reopens")

    assert texts_of(article) == (*ENGLISH, *lines, *LATER)


@pytest.mark.parametrize(
    "links",
    [
        "<p><a href=https://grill.example/menu>The menu of the Harbour Grill</a></p>",
        "<ul><li><a href=https://shop.example/1>Check price at Shop</a></li><li><a href=https://other.example>Check price</a></li></ul>",
        "<p><a href=/story>Full story</a></p>",
        "<p><a href=#comments>12 comments</a></p>",
    ],
)
def test_a_heading_of_the_text_behind_its_box_stays(links: str) -> None:
    boxes = "".join(
        f"<div><h2>{title}</h2>{links}</div>{p(text)}" for title, text in (("Inn", ENGLISH), ("Bar", LATER))
    )
    article = read(f"<main><h1>Bridge reopens</h1>{boxes}</main>", "Bridge reopens")

    assert texts_of(article) == ("Inn", *ENGLISH, "Bar", *LATER)


def test_headings_of_posts_in_a_live_report_stay_beside_their_links() -> None:
    titles = ("Mayor resigns at last", "Vote begins in the hall", "Crowd gathers on the quay")
    share = "<ul><li><a href=/live/1>Link to this post on the live page</a></li></ul>"
    posts = "".join(
        f"<div><div class=head><h3>{title}</h3>{share}</div><div>{p(texts)}</div></div>"
        for title, texts in zip(titles, (ENGLISH, LATER, (FOURTH,)), strict=True)
    )
    article = read(f"<main><h1>Bridge reopens</h1>{posts}</main>", "Bridge reopens")

    assert set(titles) <= set(texts_of(article))


def test_letters_of_an_interview_are_text() -> None:
    article = read(f"<main><h1>Bridge reopens</h1><p>Q</p>{p(ENGLISH)}</main>", "Bridge reopens")

    assert texts_of(article)[0] == "Q"
