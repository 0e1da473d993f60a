"""Whole pages in Arabic, Persian, Urdu and Hebrew, each with what its newspapers print around an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
