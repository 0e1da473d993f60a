"""Whole pages in Arabic, Persian, Urdu and Hebrew, each with what its newspapers print around an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from tasks.article import extract_articles
from tasks.model import Article


@dataclass(frozen=True)
class Paper:
    """A made-up article as a paper of one language prints it."""

    language: str
    headline: str
    dateline: str  # opens the first paragraph
    place: str
    agency: str
    text: tuple[str, ...]
    read_also: str
    teasers: tuple[str, ...]
    call: str  # to follow or subscribe
    photo: str
    source: str  # the line
    credit: str  # what it names
    keywords_line: str
    keywords: tuple[str, ...]


PAPERS = (
    Paper(
        language="ar",
        headline="المدينة تغلق الجسر القديم أسبوعين للصيانة",
        dateline="القاهرة في 3 مايو / أ ش أ / ",
        place="القاهرة",
        agency="أ ش أ",
        text=(
            "أعلن المجلس البلدي يوم الثلاثاء أن الجسر القديم سيغلق لمدة أسبوعين من أجل أعمال الصيانة التي تأخرت منذ العام الماضي.",
            "وقال المهندس المشرف على المشروع إن الأعمال ستجري ليلا ونهارا، حتى يعود الجسر إلى الخدمة قبل بداية فصل الشتاء.",
            "تابعنا مع أهالي المدينة ما جرى في اليوم الأول، وكان النهر هادئا والقوارب تنقل الناس من ضفة إلى ضفة بلا مقابل.",
        ),
        read_also="إقرأ أيضــاً ⬇️",
        teasers=("طريق جديد على ضفة النهر", "القوارب تعود إلى النهر بعد غياب"),
        call="تابعونا على فيسبوك وتويتر",
        photo="تصوير: محمد علي",
        source="المصدر : صدى المدينة",
        credit="صدى المدينة",
        keywords_line="الكلمات الدلاليه: الجسر القديم، المدينة، النهر",
        keywords=("الجسر القديم", "المدينة", "النهر"),
    ),
    Paper(
        language="fa",
        headline="پل قدیمی شهر دو هفته برای تعمیر بسته می‌شود",
        dateline="تهران - ایرنا - ",
        place="تهران",
        agency="ایرنا",
        text=(
            "شورای شهر روز سه‌شنبه اعلام کرد که پل قدیمی به مدت دو هفته برای تعمیری که از سال گذشته عقب افتاده است بسته خواهد شد.",
            "مهندس ناظر این طرح گفت که کار شب و روز ادامه دارد تا پل پیش از آغاز زمستان دوباره به روی مردم شهر باز شود.",
            "او افزود که خودروها از راه تازه در آن سوی رودخانه می‌گذرند و پیاده‌ها می‌توانند رایگان با قایق از آب بگذرند.",
        ),
        read_also="بیشتر بخوانید:",
        teasers=("راه تازه کنار رودخانه", "قایق‌ها به رودخانه برگشتند"),
        call="ما را در تلگرام دنبال کنید",
        photo="عکس: علی رضایی",
        source="منبع: آوای شهر",
        credit="آوای شهر",
        keywords_line="برچسب‌ها: پل قدیمی، شهر، رودخانه",
        keywords=("پل قدیمی", "شهر", "رودخانه"),
    ),
    Paper(
        language="ur",
        headline="شہر کا پرانا پل مرمت کے لیے دو ہفتے بند رہے گا",
        dateline="لاہور (اے پی پی) ",
        place="لاہور",
        agency="اے پی پی",
        text=(
            "شہری کونسل نے منگل کو کہا ہے کہ پرانا پل دو ہفتوں کے لیے بند رہے گا کیونکہ اس کی مرمت کا کام پچھلے سال سے رکا ہوا تھا۔",
            "منصوبے کے انجینئر نے بتایا کہ کام دن رات جاری رہے گا تاکہ سردیوں سے پہلے پل لوگوں کے لیے دوبارہ کھول دیا جائے۔",
            "ان کا کہنا تھا کہ گاڑیاں دریا کے دوسرے کنارے پر نئی سڑک سے جائیں گی اور پیدل لوگ کشتی سے مفت دریا پار کر سکیں گے۔",
        ),
        read_also="یہ بھی پڑھیں:",
        teasers=("دریا کے کنارے نئی سڑک", "کشتیاں دریا میں واپس آ گئیں"),
        call="ہمیں فیس بک پر فالو کریں",
        photo="تصویر: احمد خان",
        source="ماخذ: شہر کی آواز",
        credit="شہر کی آواز",
        keywords_line="ٹیگز: پرانا پل، شہر، دریا",
        keywords=("پرانا پل", "شہر", "دریا"),
    ),
    Paper(
        language="he",
        headline="העירייה סוגרת את הגשר הישן לשבועיים לצורך תיקונים",
        dateline="חיפה (רויטרס) - ",
        place="חיפה",
        agency="רויטרס",
        text=(
            "מועצת העיר הודיעה ביום שלישי כי הגשר הישן ייסגר לשבועיים לצורך תיקונים שנדחו מאז השנה שעברה בגלל הגשמים הרבים.",
            "המהנדס האחראי על הפרויקט אמר כי העבודות יימשכו ביום ובלילה, כדי שהגשר ייפתח מחדש לפני תחילת החורף בעיר.",
            "לדבריו, כלי הרכב ייסעו בדרך החדשה שבצידו האחר של הנהר, והולכי הרגל יוכלו לחצות את המים בסירה בלי תשלום.",
        ),
        read_also="קראו גם:",
        teasers=("דרך חדשה לאורך הנהר", "הסירות חזרו אל הנהר"),
        call="הצטרפו לערוץ הטלגרם שלנו",
        photo="צילום: דנה לוי",
        source="מקור: קול העיר",
        credit="קול העיר",
        keywords_line="תגיות: הגשר הישן, העיר, הנהר",
        keywords=("הגשר הישן", "העיר", "הנהר"),
    ),
)


def page(paper: Paper) -> bytes:
    first, *others = paper.text
    teasers = "".join(f"<li><a href='/{n}'>{teaser}</a></li>" for n, teaser in enumerate(paper.teasers))
    lines = (
        f"<p>{paper.dateline}{first}</p>",
        f"<p>{paper.photo}</p>",
        f"<p>{paper.read_also}</p><ul>{teasers}</ul>",
        *(f"<p>{line}</p>" for line in others),
        f"<p>{paper.call}</p>",
        f"<p>{paper.source}</p>",
        f"<p>{paper.keywords_line}</p>",
    )
    return (
        f"<!doctype html><html lang='en' dir='rtl'><head><meta charset='utf-8'><title>{paper.headline}</title></head>"
        f"<body><article><h1>{paper.headline}</h1>{''.join(lines)}</article></body></html>"
    ).encode()


def flat(paper: Paper) -> bytes:
    first, *others = paper.text
    lines = (
        paper.headline,
        f"{paper.dateline}{first}",
        paper.photo,
        *others,
        paper.call,
        paper.source,
        paper.keywords_line,
    )
    return "\n".join(lines).encode()


def read(content: bytes, content_type: str) -> Article:
    found = extract_articles(
        content, "https://news.example/town/old-bridge-closed", content_type=content_type
    )
    assert isinstance(found, list)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.language)
def test_a_page_gives_its_article_and_nothing_else(paper: Paper) -> None:
    article = read(page(paper), "text/html")

    first, *others = paper.text
    assert article.text == "\n".join([f"{paper.dateline}{first}", *others])
    assert (article.headline, article.language) == (paper.headline, paper.language)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.language)
@pytest.mark.parametrize(("form", "content_type"), [(page, "text/html"), (flat, "text/plain")])
def test_its_labelled_lines_become_fields(
    paper: Paper, form: Callable[[Paper], bytes], content_type: str
) -> None:
    article = read(form(paper), content_type)

    assert (article.dateline_place, article.agency, article.source_credit) == (
        paper.place,
        paper.agency,
        paper.credit,
    )
    assert article.keywords_raw == paper.keywords_line.partition(":")[2].strip()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.language)
def test_keywords_with_borders_are_told_apart(paper: Paper) -> None:
    article = read(page(paper), "text/html")

    assert tuple(keyword.surface for keyword in article.keywords) == paper.keywords


# --- how content systems mark up what stands about an article ----------------------------------

ARABIC, PERSIAN, URDU, HEBREW = PAPERS
HOME = "<meta property='og:site_name' content='صدى النهر'>"


def marked_up(paper: Paper, above: str = "", inside: str = "", behind: str = "") -> Article:
    """The article of a page with `above` below its headline, `inside` at the end of its text, `behind` after."""
    lines = "".join(f"<p>{line}</p>" for line in paper.text)
    content = (
        f"<!doctype html><html dir='rtl'><head><meta charset='utf-8'><title>{paper.headline}</title>{HOME}</head>"
        f"<body><article><h1>{paper.headline}</h1>{above}<div class='entry-content'>{lines}{inside}</div>{behind}"
        "</article></body></html>"
    )
    found = extract_articles(
        content.encode(), "https://news.example/town/1", fetched_at=datetime(2024, 5, 16, 12, tzinfo=UTC)
    )
    assert isinstance(found, list)
    return found[0]


AUTHORS = [
    (ARABIC, "<span class='author'>صدى النهر - محمد الراجي</span>", "محمد الراجي"),
    (ARABIC, "<span class='author'>هسبريس - محمد الراجي</span>", "محمد الراجي"),
    (ARABIC, "<div class='article-author'>بيروت: نذير رضا</div>", "نذير رضا"),
    (ARABIC, "<div class='writer'>عبدالله الغامدي (جدة) @okaz</div>", "عبدالله الغامدي"),
    (ARABIC, "<div class='submitted'>كتبه أحمد الراوي في 12 أيار 2024 - 9:05 ص</div>", "أحمد الراوي"),
    (ARABIC, "<span class='post-author vcard'>مرسلة بواسطة <b class='fn'>ليلى حداد</b></span>", "ليلى حداد"),
    (ARABIC, "<p>تقرير/ محمد علي</p>", "محمد علي"),
    (ARABIC, "<div class='author'>فريق التحرير</div>", "فريق التحرير"),
    (URDU, "<ul><li>مصنف, احمد خان</li><li>عہدہ, بی بی سی اردو، لاہور</li></ul>", "احمد خان"),
    (HEBREW, "<div class='writer-name-item'><a href='/writer/12'>יוסי כהן</a></div>", "יוסי כהן"),
]


@pytest.mark.parametrize(("paper", "above", "author"), AUTHORS)
def test_the_author_is_told_from_what_stands_beside_the_name(paper: Paper, above: str, author: str) -> None:
    assert marked_up(paper, above).authors == (author,)


def test_a_call_to_read_more_is_no_author() -> None:
    assert marked_up(ARABIC, "<span class='author'>إقرأ المزيد من هنا</span>").authors == ()


def test_a_desk_is_no_person() -> None:
    assert marked_up(URDU, "<span class='author'>ویب ڈیسک</span>").authors == ()


ENDINGS = [
    "// انتهى //",
    "12:34 ت م",
    "0034",
    "- مل -",
    "م ح م/ع ر أ",
    "لب/ص ك/ب ق",
    "(تغطية صحفية ليلى الكاتبة - إعداد سهى المحررة للنشرة العربية - تحرير محمد المراجع)",
    "متابعة أخبار سانا على تلغرام https://t.me/sana",
    "تابعونا عبر",
    "يمكنكم متابعة أخبارنا عبر قناة صدى النهر على تلغرام",
    "لتصلك آخر الأخبار حمّل تطبيق صدى النهر",
    "تنويه: الآراء الواردة في المقال لا تعبر بالضرورة عن رأي الموقع",
    "#الجسر #النهر #المدينة",
]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_signature_or_a_call_at_the_end_is_no_text(ending: str) -> None:
    assert marked_up(ARABIC, inside=f"<p>{ending}</p>").text == "\n".join(ARABIC.text)


def test_a_dateline_with_both_calendars_is_no_date_line_of_the_page() -> None:
    dated = Paper(
        **{**vars(ARABIC), "text": ("الرياض 05 شوال 1445 هـ الموافق 14 أبريل 2024 م واس", *ARABIC.text)}
    )

    article = marked_up(dated)

    assert (article.dateline_place, article.agency, article.text) == ("الرياض", "واس", "\n".join(ARABIC.text))
    assert article.published_at == datetime(2024, 4, 14, tzinfo=UTC)


REPORTERS = [
    ("بيروت - ليلى حداد", ("ليلى حداد",)),
    ("القاهرة - الشرق الأوسط", ()),
]


@pytest.mark.parametrize(("dateline", "authors"), REPORTERS)
def test_a_reporters_name_in_a_dateline_is_the_authors(dateline: str, authors: tuple[str, ...]) -> None:
    article = marked_up(Paper(**{**vars(ARABIC), "text": (dateline, *ARABIC.text)}))

    assert (article.authors, article.dateline_place) == (authors, dateline.partition(" ")[0])
    assert article.text == "\n".join(ARABIC.text)


TAGS = "<a href='/tag/1'>الجسر</a>"
KEYWORDS = [
    (ARABIC, f"<ul class='td-tags'><li><span>كلمات دلالية</span></li><li>{TAGS}</li></ul>", ("الجسر",)),
    (ARABIC, "<p>كلمات دلالية: الجسر، النهر</p>", ("الجسر", "النهر")),
    (PERSIAN, "<p>برچسب ها: پل ، شهر</p>", ("پل", "شهر")),
]


@pytest.mark.parametrize(("paper", "behind", "keywords"), KEYWORDS)
def test_keywords_behind_the_text_are_read(paper: Paper, behind: str, keywords: tuple[str, ...]) -> None:
    article = marked_up(paper, behind=behind)

    assert tuple(keyword.surface for keyword in article.keywords) == keywords


@pytest.mark.parametrize(
    ("paper", "line", "credit"),
    [(PERSIAN, "منبع: آوای شهر", "آوای شهر"), (ARABIC, "المصدر: وكالات", "وكالات")],
)
def test_a_source_behind_the_text_is_read(paper: Paper, line: str, credit: str) -> None:
    assert marked_up(paper, behind=f"<p>{line}</p>").source_credit == credit


def test_a_moment_ago_is_the_time_of_fetching() -> None:
    assert marked_up(ARABIC, "<span class='date'>الآن</span>").published_at == datetime(
        2024, 5, 16, 12, tzinfo=UTC
    )
