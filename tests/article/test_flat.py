"""Flat text: made-up records as Common Crawl's WET files have them, and saved .txt files."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.article import extract_articles
from tasks.article.flat import FlatArticle, read_flat
from tasks.model import Rejection
from tests.pace import check_cost

HEADLINE = "المدينة تغلق الجسر القديم أسبوعين"
TEXT = (
    "أعلن المجلس البلدي يوم الثلاثاء أن الجسر القديم سيغلق لمدة أسبوعين من أجل أعمال الصيانة التي تأخرت منذ العام الماضي.",
    "وقال المهندس المشرف على المشروع إن الأعمال ستجري ليلا ونهارا، حتى يعود الجسر إلى الخدمة قبل بداية فصل الشتاء.",
    "وأضاف أن السيارات ستستخدم الطريق الجديد على الضفة الأخرى من النهر، وأن المشاة يمكنهم العبور بالقارب مجانا.",
)
MENU = ("الرئيسية", "أخبار", "اقتصاد", "رياضة", "ثقافة", "منوعات", "فيديو", "بحث", "تسجيل الدخول")
FOOTER = ("من نحن", "اتصل بنا", "أعلن معنا", "سياسة الخصوصية", "جميع الحقوق محفوظة © 2024 صحيفة المدينة")

ENGLISH_HEADLINE = "Town closes its old bridge for two weeks"
ENGLISH = (
    "The council said on Tuesday that the old bridge would be closed for two weeks while repairs are made.",
    "Work will go on by day and by night, the engineer said, so that the bridge can open again before winter.",
    "Cars will use the new road on the other side of the river, and people on foot can take the boat for free.",
)


def read(*lines: str, fetched_at: datetime | None = None) -> list[FlatArticle]:
    return read_flat("\n".join(lines), None, fetched_at)


def texts(article: FlatArticle) -> tuple[str, ...]:
    return tuple(block.text for block in article.sorted.paragraphs)


def test_menus_and_footers_are_left_out() -> None:
    found = read(f"{HEADLINE} | صحيفة المدينة", *MENU, HEADLINE, *TEXT, *FOOTER)

    assert [(article.headline, texts(article)) for article in found] == [(HEADLINE, TEXT)]


def test_without_menus_the_first_line_is_the_headline() -> None:
    found = read(HEADLINE, *TEXT)

    assert [(article.headline, texts(article)) for article in found] == [(HEADLINE, TEXT)]


def test_a_headline_that_only_the_title_has_loses_the_outlets_name() -> None:
    found = read(f"{ENGLISH_HEADLINE} | The Town Paper", "Home", "News", "Sport", "Advertisement", *ENGLISH)

    assert (found[0].headline, texts(found[0])) == (ENGLISH_HEADLINE, ENGLISH)


def test_the_printed_headline_comes_before_the_title() -> None:
    printed = "Old bridge closes for two weeks, town says"
    found = read(f"{ENGLISH_HEADLINE} - The Town Paper", "Home", "News", "Sport", printed, *ENGLISH)

    assert found[0].headline == printed


@pytest.mark.parametrize("name", ["Town Paper", "Home", "الرئيسية"])
def test_an_outlets_name_or_a_menu_in_the_first_line_is_no_headline(name: str) -> None:
    about = ("News", "Sport", "Log in", ENGLISH_HEADLINE, "By Jane Doe", "14 March 2024, 18:25")

    found = read(name, *about, *ENGLISH, "Imprint", "Privacy")

    assert (found[0].headline, texts(found[0]), found[0].byline) == (ENGLISH_HEADLINE, ENGLISH, "By Jane Doe")


def test_the_fields_around_the_text_are_read() -> None:
    found = read(
        f"{HEADLINE} - صحيفة المدينة",
        *MENU,
        HEADLINE,
        "كتب: محمد علي",
        "تاريخ النشر: 3 أيار 2024",
        "شارك",
        "أبوظبي - وام",
        *TEXT,
        "المصدر: صدى المدينة",
        "كلمات دلالية: الجسر، المدينة",
        *FOOTER,
    )[0]

    assert texts(found) == TEXT
    assert found.published is not None and found.published.at == datetime(2024, 5, 3, tzinfo=UTC)  # noqa: PT018 - narrows
    assert (found.byline, found.sorted.place, found.sorted.agency) == ("كتب: محمد علي", "أبوظبي", "وام")
    assert (found.sorted.source_credit, found.sorted.keywords_raw) == ("صدى المدينة", "الجسر، المدينة")


@pytest.mark.parametrize("where", ["above", "below"])
def test_a_date_stands_above_or_below_the_headline(where: str) -> None:
    about = (ENGLISH_HEADLINE, "May 3, 2024, 9:15 UTC")
    found = read(ENGLISH_HEADLINE, "Home", "News", *(about if where == "below" else about[::-1]), *ENGLISH)

    assert found[0].published is not None
    assert found[0].published.at == datetime(2024, 5, 3, 9, 15, tzinfo=UTC)


def test_a_sentence_that_names_a_day_stays_text() -> None:
    sentence = (
        "The bridge was opened on May 3, 1994, and since then nobody has ever repaired it, the council said."
    )
    found = read(ENGLISH_HEADLINE, sentence, *ENGLISH)

    assert (found[0].published, texts(found[0])) == (None, (sentence, *ENGLISH))


def test_buttons_and_links_amid_the_text_fall_out() -> None:
    found = read(
        ENGLISH_HEADLINE,
        *("Home", "News", "Sport", "Weather", "Video", "Contact"),
        ENGLISH_HEADLINE,
        ENGLISH[0],
        "Advertisement",
        "Read more: Another bridge falls into the river",
        "Facebook",
        "Twitter",
        *ENGLISH,
        "The new road",
        *ENGLISH,
    )

    assert texts(found[0]) == (ENGLISH[0], *ENGLISH, "The new road", *ENGLISH)


def test_short_lines_stay_in_a_text_that_is_no_whole_page() -> None:
    lines = (ENGLISH[0], "May 3: the bridge closes", "May 17: the bridge opens", *ENGLISH[1:])

    assert texts(read(ENGLISH_HEADLINE, *lines)[0]) == lines


def test_teasers_and_comments_below_the_text_are_left_out() -> None:
    teasers = [
        line
        for number in range(8)
        for line in (f"Another story of the town {number}", f"{number} May 2024", f"It has a sentence that tells what {number} is about in the end.")
    ]  # fmt: skip
    comments = [
        "3 Comments",
        "Comments",
        "Jane",
        "I do not like that at all, and I never will, whatever they say about it.",
        "Reply",
    ]
    found = read(ENGLISH_HEADLINE, *MENU, ENGLISH_HEADLINE, *ENGLISH, *teasers, *comments * 4, *FOOTER)

    assert [texts(article) for article in found] == [ENGLISH]


def test_notices_about_cookies_are_no_article() -> None:
    notice = "We use cookies and other means to make this page better for you, and our partners use them for their ends, too."
    found = read(ENGLISH_HEADLINE, notice, *MENU, ENGLISH_HEADLINE, *ENGLISH, *FOOTER, notice, notice)

    assert texts(found[0]) == ENGLISH


def test_a_related_article_in_full_is_told_apart() -> None:
    headline = "المدينة تفتتح طريقا جديدا على ضفة النهر"
    found = read(
        HEADLINE,
        *TEXT,
        "المصدر: صدى المدينة",
        "إقرأ أيضاً:",
        headline,
        "القاهرة - أ ش أ",
        *TEXT[1:],
        *TEXT[:1],
        "المصدر: وكالات",
    )

    assert [(article.headline, len(texts(article))) for article in found] == [(HEADLINE, 3), (headline, 3)]
    assert (found[1].sorted.place, found[1].sorted.source_credit) == ("القاهرة", "وكالات")


@pytest.mark.parametrize(
    "below",
    [
        ("خبر عن جسر آخر في المدينة", "خبر عن طريق جديد", "خبر ثالث عن النهر"),
        ("خبر عن جسر آخر في المدينة", TEXT[0], "خبر عن طريق جديد", TEXT[1], "خبر ثالث عن النهر", TEXT[2]),
    ],
)
def test_lists_and_teasers_are_no_related_articles(below: tuple[str, ...]) -> None:
    found = read(HEADLINE, *TEXT, "المصدر: صدى المدينة", "إقرأ أيضاً:", *below)

    assert len(found) == 1


def test_chinese_lines_say_as_much_in_fewer_characters() -> None:
    text = (
        "市议会星期二宣布，因维修工程，老桥将关闭两个星期，所有车辆须改走河对岸的新路。",
        "工程师表示，工程将日夜进行，以便大桥在冬天到来之前重新开放，行人可以免费乘船过河。",
    )
    found = read(
        "老桥关闭两个星期_城市报", "首页", "新闻", "体育", "老桥关闭两个星期", *text, "关于我们", "联系我们"
    )

    assert (found[0].headline, texts(found[0])) == ("老桥关闭两个星期", text)


@pytest.mark.parametrize("text", ["", "\n\n", "word", "\n".join(MENU), "© 2024", "...", "\u200f"])
def test_without_running_text_there_is_no_article(text: str) -> None:
    assert read_flat(text, None, None) == []


@settings(max_examples=100)
@given(
    st.lists(
        st.one_of(st.sampled_from([*TEXT, *MENU, HEADLINE, "إقرأ أيضاً:", "Comments"]), st.text(max_size=80))
    )
)
def test_any_lines_give_articles_with_a_headline(lines: list[str]) -> None:
    found = read(*lines, fetched_at=datetime(2024, 5, 3, tzinfo=UTC))

    assert all(article.headline.strip() for article in found)


COSTLY = {
    "one word": "a" * 1_000_000,
    "letters": "a\n" * 500_000,
    "words": ("word " * 30 + ".\n") * 6_000,
    "paragraphs": "\n".join(TEXT * 5_000),
    "comments": "Comments\n" * 100_000,
    "markers": "\n".join(["إقرأ أيضاً:", HEADLINE, *TEXT] * 3_000),
    "titles": "\n".join([ENGLISH_HEADLINE] * 15_000 + list(ENGLISH)),
    "titles and text": "\n".join([ENGLISH_HEADLINE, "menu", "menu", *ENGLISH, "menu"] * 3_000),
    "dates": "\n".join([ENGLISH_HEADLINE, *["1.1.1 1.1.1 1.1.1"] * 15_000, *ENGLISH]),
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_text_made_to_be_costly_is_read_in_time(name: str) -> None:
    check_cost(3, lambda: read_flat(COSTLY[name], None, datetime(2024, 5, 3, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe | May 3, 2024, 9:15 UTC", "By Jane Doe"),
        ("Town / By Jane Doe / May 3, 2024, 9:15 UTC", "By Jane Doe"),
        ("2024年05月03日 09:15 来源：江南日报 作者：王晓明", "作者：王晓明"),
    ],
)
def test_a_line_may_name_day_and_author(line: str, byline: str) -> None:
    found = read(ENGLISH_HEADLINE, "Home", "News", ENGLISH_HEADLINE, line, *ENGLISH)[0]

    assert found.published is not None
    assert (found.published.at, found.byline) == (datetime(2024, 5, 3, 9, 15, tzinfo=UTC), byline)


def test_a_time_in_a_line_of_its_own_is_of_the_day_above() -> None:
    found = read(ENGLISH_HEADLINE, "Home", "News", ENGLISH_HEADLINE, "May 3, 2024", "9:15", *ENGLISH)[0]

    assert found.published is not None
    assert (found.published.at, texts(found)) == (datetime(2024, 5, 3, 9, 15, tzinfo=UTC), ENGLISH)


def test_a_list_of_links_amid_the_text_does_not_end_it() -> None:
    links = ("Related articles", "Ferry stops after years", "The old garden is closed", "Rain in the hills")
    menu = [f"Menu {number}" for number in range(12)]
    found = read(ENGLISH_HEADLINE, *menu, ENGLISH_HEADLINE, *ENGLISH[:1], *links, *ENGLISH[1:], "Contact")

    assert [texts(article) for article in found] == [ENGLISH]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("The page you are looking for does not exist or has been moved.", "soft_404"),
        ("الصفحة التي تبحث عنها غير موجودة أو تم نقلها.", "soft_404"),
    ],
)
def test_a_notice_is_no_flat_article(line: str, reason: str) -> None:
    found = extract_articles(f"The Town Paper\nSorry\n{line}\nBack\n".encode(), "https://paper.example/a.txt")

    assert isinstance(found, Rejection), found
    assert found.reason == reason
