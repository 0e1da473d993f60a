"""Related articles given in full, as runs of made-up blocks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.article import extract_articles
from tasks.article.body import Block
from tasks.article.related import gives_article, split_at_related
from tasks.article.sorting import sort_blocks
from tests.article.blocks import MORE, TEXT, block
from tests.pace import check_cost

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


_TEASERS = (
    "<h3><a href=/1>حريق كبير في مصنع للورق جنوب المدينة</a></h3><p>اندلع حريق كبير في مصنع للورق مساء أمس، وتمكنت فرق"
    " الإطفاء من السيطرة عليه بعد ست ساعات.</p><h3><a href=/2>المنتخب يعود إلى التدريبات بعد راحة قصيرة</a></h3><p>عاد"
    " لاعبو المنتخب إلى التدريبات صباح اليوم بعد راحة استمرت يومين استعدادا لمباراة الذهاب.</p>"
)


@pytest.mark.parametrize(
    "after", ["", "<p>ومن المقرر أن تصل أول سفينة محملة بالحبوب في الخامس من الشهر المقبل.</p>"]
)
def test_linked_headings_with_a_paragraph_each_below_a_marker_are_no_text(after: str) -> None:
    text = "".join(
        f"<p>{n} قال الوزير إن الميناء الجديد سيفتح أبوابه أمام السفن التجارية بعد أعوام من العمل.</p>"
        for n in "123"
    )
    page = f"<h1>الميناء الجديد يفتح أبوابه</h1><div>{text}<p><b>اقرأ أيضا:</b></p>{_TEASERS}{after}</div>"

    found = extract_articles(
        f"<html lang=ar><body><article>{page}</article></body></html>".encode(), "https://sawt.example/3"
    )

    assert isinstance(found, list)
    assert [len(article.paragraphs) for article in found] == [3 + bool(after)]


def test_a_text_that_ends_behind_a_link_to_another_article_of_its_theme_is_kept_whole() -> None:
    text = "<p>The harbour of Qandil opens in spring, said the minister of transport, after eleven years of work on it.</p>"
    page = (
        f"<h1>Harbour opens in spring</h1><div>{text}{text.replace('The', 'Yet the')}<p><b>Read also:</b></p><h3><a href=/2>"
        "Harbour of Qandil: the minister and the eleven years</a></h3><p>The minister will see the harbour of Qandil himself"
        " in eleven days, when its first ferry is due.</p></div>"
    )

    found = extract_articles(
        f"<body><article>{page}</article></body>".encode(), "https://news.example/harbour-3"
    )

    assert isinstance(found, list)
    assert [len(article.paragraphs) for article in found] == [3]


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


# --- on a page --------------------------------------------------------------------------------

OTHER = "معرض الكتاب الدولي يفتح أبوابه في دورته الأربعين"
FAIR = (
    "انطلقت صباح اليوم فعاليات معرض الكتاب الدولي في دورته الأربعين بمشاركة ستمئة دار نشر من خمسين دولة.",
    "وقال رئيس الهيئة إن المعرض يستمر أسبوعين ويضم ندوات وأمسيات شعرية وعروضاً للأطفال كل مساء.",
    "ويحل الشعر ضيف شرف على هذه الدورة التي تستقبل زوارها مجاناً طوال أيام الأسبوع حتى منتصف الليل.",
)
THIRD = (
    "وذكرت البلدية أن حركة السير ستحول إلى الطريق الجديد على الضفة الأخرى، وأن المشاة سيعبرون بالقوارب مجانا."
)


def read(body: str) -> list[tuple[str, list[str]]]:
    """(headline, paragraphs) of each article on a page."""
    page = f"<html lang=ar dir=rtl><head><title>{HEADLINE}</title></head><body>{body}</body></html>"
    found = extract_articles(page.encode(), "https://news.example/a/55")
    assert isinstance(found, list), found
    return [(article.headline, [paragraph.text for paragraph in article.paragraphs]) for article in found]


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


MAIN = f"<h1>{HEADLINE}</h1><div class=text>{p(TEXT, MORE, THIRD)}</div>"


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(
            f"<div class=more><h4>إقرأ أيضاً</h4><h3>{OTHER}</h3><div>{p(*FAIR)}</div></div>", id="box"
        ),
        pytest.param(
            f"<div class=x><span>إقرأ أيضاً:</span><div><h3><a href=/o>{OTHER}</a></h3><div>{p(*FAIR)}</div></div></div>",
            id="no heading above",
        ),
        pytest.param(
            f"<div class=related-articles><h4>مواضيع ذات صلة</h4><section><h3>{OTHER}</h3>{p(*FAIR)}</section></div>",
            id="called related",
        ),
        pytest.param(
            f"<aside><h4>إقرأ أيضاً</h4><article><h3>{OTHER}</h3>{p(*FAIR)}</article></aside>", id="aside"
        ),
        pytest.param(f"<h4>إقرأ أيضاً</h4><h3>{OTHER}</h3><div>{p(*FAIR)}</div>", id="side by side"),
    ],
)
@pytest.mark.parametrize("main", [MAIN, f"<article>{MAIN}</article>"])
def test_an_article_below_a_marker_outside_of_the_text_is_related(below: str, main: str) -> None:
    assert read(f"<main>{main}{below}</main>") == [(HEADLINE, [TEXT, MORE, THIRD]), (OTHER, list(FAIR))]


def test_of_two_boxes_one_in_the_other_each_article_is_given_once() -> None:
    inner = f"<div><h4>إقرأ أيضاً</h4><h3>{ARABIC_END[0][:50]}</h3>{p(*ARABIC_END, TEXT[:80], MORE)}</div>"
    body = f"<article>{MAIN}</article><div class=b><h4>إقرأ أيضاً</h4><h3>{OTHER}</h3>{p(*FAIR)}{inner}</div>"

    headlines = [headline for headline, _ in read(f"<main>{body}</main>")]

    assert len(headlines) == len(set(headlines)) == 3


def test_two_short_paragraphs_that_tell_of_their_headline_are_a_related_article() -> None:
    body = f"<h1>{HEADLINE}</h1>{p(TEXT, MORE, THIRD, 'إقرأ أيضاً:', OTHER, FAIR[0], FAIR[2])}"

    assert read(f"<article>{body}</article>")[1:] == [(OTHER, [FAIR[0], FAIR[2]])]


@pytest.mark.parametrize(
    "teaser",
    [
        f"<div class=box><h4>إقرأ أيضاً</h4><a href=/o>{OTHER}</a><p>{FAIR[0]}</p></div>",
        f"<h3>إقرأ أيضاً</h3><h3><a href=/o>{OTHER}</a></h3>",
    ],
    ids=["in a box, with a sentence", "two headings"],
)
def test_a_text_goes_on_behind_a_teaser_below_a_marker(teaser: str) -> None:
    body = f"<h1>{HEADLINE}</h1><div>{p(TEXT, MORE)}{teaser}{p(THIRD, *ARABIC_END)}</div>"

    assert read(f"<article>{body}</article>") == [(HEADLINE, [TEXT, MORE, THIRD, *ARABIC_END])]


ARABIC_END = (
    "ومن المقرر أن يناقش المجلس في جلسته المقبلة خطة لتوسيع الأرصفة القريبة وتجديد الإنارة في الأحياء المحيطة.",
)


@pytest.mark.parametrize(
    "teaser",
    [
        "<p>延伸阅读：</p><p><a href=/o>渡轮恢复通航</a></p>",
        "<div><h4>相关新闻</h4><h5><a href=/o>渡轮恢复通航</a></h5><p>经过两天的停航，渡轮公司星期五宣布恢复前往各岛的航班。</p></div>",
    ],
    ids=["a link", "a box with a sentence"],
)
def test_a_text_of_short_paragraphs_goes_on_behind_a_teaser_below_a_marker(teaser: str) -> None:
    paragraphs = (
        "市议会星期四表决通过，老铁路桥将重新向行人开放，两岸居民步行时间将缩短半小时。",
        "工程师介绍，这座建于1887年的铁桥锈蚀严重，其中两跨不得不全部更换。",
        "市长在会后表示，工程耗资四千二百万元，大部分由省级财政承担。",
        "居民参与了设计方案的选择，第二期工程将增设坡道和照明。",
    )
    text = f"{p(*paragraphs[:2])}{teaser}{p(*paragraphs[2:])}"

    assert read(f"<article><h1>老铁路桥向行人开放</h1><div>{text}</div></article>")[0][1] == list(paragraphs)
