"""Pages of our own writing: charsets, structured data, related articles, refusals, a site's own rules."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tasks.article import extract_articles
from tasks.model import Article, Rejection, Rule, Site
from tests.pace import check_cost

URL = "https://www.qalam.example/news/2024/river-bridge"
FETCHED = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

HEADLINE = "افتتاح جسر جديد على نهر السلام"
PARAGRAPHS = (
    "افتتحت بلدية المدينة اليوم جسرا جديدا على نهر السلام يربط بين الحيين الشرقي والغربي بعد عامين.",
    "وقال رئيس البلدية إن الجسر سيخفف الازدحام عن وسط المدينة، وإن السكان شاركوا في اختيار تصميمه واسمه.",
    "وأضاف أن المرحلة المقبلة تشمل ممرات للدراجات وحديقة على الضفة الغربية تنتهي أعمالها في الصيف المقبل.",
)
ENGLISH = (
    "The town opened a new bridge over the river this morning, two years after its first stone was laid.",
    "It will take the traffic of the old centre, and the people of both banks chose its shape and name.",
    "The next part of the plan has paths for bicycles and a garden on the western bank, to open in summer.",
    "The mayor thanked the masons by name, and the oldest of them crossed first, on foot and in the rain.",
)


def _page(
    head: str = "",
    before: str = "",
    inside: str = "",
    after: str = "",
    headline: str = HEADLINE,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html><head><title>{headline} | قلم</title>{head}</head>"
        "<body><nav><a href='/'>الرئيسية</a></nav>"
        f"<main><h1>{headline}</h1>{before}<div class='text'>{body}{inside}</div>{after}</main>"
        "<footer>جميع الحقوق محفوظة لصحيفة قلم</footer></body></html>"
    )


def _articles(page: str | bytes, url: str = URL, **known: object) -> list[Article]:
    body = page.encode() if isinstance(page, str) else page
    found = extract_articles(body, url, **known)  # type: ignore[arg-type]
    assert isinstance(found, list), found
    return found


def _texts(article: Article) -> list[str]:
    return [paragraph.text for paragraph in article.paragraphs]


# --- charsets ---------------------------------------------------------------------------------

CHARSETS = [
    ("utf-8", None, "", "utf-8"),
    ("utf-8", "text/html; charset=windows-1256", "", "utf-8"),  # declared wrongly
    ("utf-8", None, "<meta charset='iso-8859-1'>", "utf-8"),
    ("utf-8-sig", None, "", "utf-8"),
    ("utf-16", None, "", "utf-16-le"),
    ("windows-1256", "text/html; charset=windows-1256", "", "cp1256"),
    (
        "windows-1256",
        None,
        "<meta http-equiv='Content-Type' content='text/html; charset=windows-1256'>",
        "cp1256",
    ),
    ("windows-1256", None, "", "cp1256"),  # undeclared
    ("windows-1256", "text/html; charset=utf-8", "<meta charset='utf-8'>", "cp1256"),  # declared wrongly
    ("windows-1256", "text/html; charset=iso-8859-1", "", "cp1256"),
    ("iso-8859-6", "text/html; charset=iso-8859-6", "", "iso8859-6"),
    ("iso-8859-6", None, "", "iso8859-6"),
]


@pytest.mark.parametrize(("written", "content_type", "meta", "codec"), CHARSETS)
def test_arabic_is_read_in_its_charset(written: str, content_type: str | None, meta: str, codec: str) -> None:
    article = _articles(_page(head=meta).encode(written), content_type=content_type)[0]

    assert (article.headline, _texts(article), article.language) == (HEADLINE, list(PARAGRAPHS), "ar")
    assert article.provenance["charset"].partition(":")[0] == codec


@pytest.mark.parametrize(
    ("written", "declared", "text"),
    [
        (
            "windows-1252",
            "windows-1252",
            "Le café de la gare a été fermé pendant l’été, et rouvert dès la rentrée pour fêter Noël.",
        ),
        (
            "windows-1252",
            "windows-1256",
            "Le café de la gare a été fermé pendant l’été, et rouvert dès la rentrée pour fêter Noël.",
        ),
        (
            "windows-1251",
            "windows-1251",
            "Новый мост через реку открыли сегодня утром, спустя два года после начала строительства.",
        ),
        (
            "koi8-r",
            "koi8-r",
            "Новый мост через реку открыли сегодня утром, спустя два года после начала строительства.",
        ),
        (
            "shift_jis",
            "shift_jis",
            "新しい橋が今朝、川の上に開通した。最初の石が置かれてから二年後のことである。市長はそう述べた。",
        ),
        (
            "gb2312",
            "gb2312",
            "新的大桥今天早上在河上通车，距离奠基已经过去两年。市长说，这座桥将缓解市中心的交通压力。",
        ),
        (
            "iso-2022-jp",
            "iso-2022-jp",
            "新しい橋が今朝、川の上に開通した。最初の石が置かれてから二年後のことである。市長はそう述べた。",
        ),
    ],
)
def test_other_charsets_are_read_without_a_wrong_letter(written: str, declared: str, text: str) -> None:
    head = f"<meta charset='{declared}'><title>{text[:20]}</title>"
    page = f"<html><head>{head}</head><body><h1>{text[:20]}</h1><p>{text}</p><p>{text}</p>"

    article = _articles(page.encode(written))[0]

    assert _texts(article)[0] == text


def test_a_page_cut_within_a_letter_stays_utf8() -> None:
    cut = _page().encode()[:-190]
    while cut[-1] & 0xC0 != 0xC0:  # end on the first byte of a two-byte letter
        cut = cut[:-1]

    article = _articles(cut)[0]

    assert "\ufffd" not in article.text
    assert article.headline == HEADLINE


# --- structured data --------------------------------------------------------------------------

_LD = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2024-05-03T09:15:00+03:00",
    "dateModified": "2024-05-03T11:00:00+03:00",
    "author": [{"@type": "Person", "name": "سلمى ناصر"}, {"@type": "Person", "name": "عمر حداد"}],
    "keywords": ["جسور", "نهر السلام"],
    "articleSection": "محليات",
    "isAccessibleForFree": False,
    "publisher": {"@type": "Organization", "name": "قلم"},
}
_JSON = json.dumps(_LD, ensure_ascii=False)

LD_SCRIPTS = [
    _JSON,
    f"[{_JSON}]",
    json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "قلم"}, _LD]}),
    json.dumps({"@type": "WebPage", "mainEntity": _LD}),
    _JSON[:-1] + ",}",  # trailing comma
    "<!-- " + _JSON + " -->",
    "/*<![CDATA[*/" + _JSON + "/*]]>*/",
    _JSON.replace('"', "&quot;"),  # HTML-escaped
    json.dumps(_JSON),  # encoded twice
    _JSON.replace(HEADLINE, HEADLINE + "\n"),  # a raw line break in a string
    _JSON[:-1] + ', "articleBody": "قال "لا" ثم ذهب."}',  # quotation marks that are not escaped
    _JSON[:-1] + r', "description": "it\'s \x41 \y"}',  # escapes that JSON does not know
    _JSON + _JSON,  # two objects without an array
    f"[{_JSON}, {{",  # cut
    _JSON.replace('+03:00", "dateModified"', '+03:00"., "dateModified"'),  # a sign too much
]


@pytest.mark.parametrize("script", LD_SCRIPTS)
def test_json_ld_is_read_as_found_in_the_wild(script: str) -> None:
    article = _articles(_page(head=f'<script type="application/ld+json">{script}</script>'))[0]

    assert (
        article.published_at and article.published_at.isoformat(),
        article.modified_at and article.modified_at.isoformat(),
        article.authors,
        [keyword.surface for keyword in article.keywords],
        article.section,
        article.is_accessible_for_free,
    ) == (
        "2024-05-03T09:15:00+03:00",
        "2024-05-03T11:00:00+03:00",
        ("سلمى ناصر", "عمر حداد"),
        ["جسور", "نهر السلام"],
        "محليات",
        False,
    )


def test_a_site_s_menu_of_topics_gives_no_keywords() -> None:
    menu = (
        "<div class='topics'><b>Topics</b> <a href='/climate'>Climate</a> <a href='/health'>Health</a></div>"
    )
    page = _page(headline="A bridge for the town", paragraphs=ENGLISH).replace("<main>", f"{menu}<div><main>")

    article = _articles(page)[0]

    assert article.keywords == ()


_OTHERS = {
    "@type": "NewsArticle",
    "headline": "إغلاق المتحف القديم للترميم",
    "url": "https://www.qalam.example/news/2024/old-museum",
    "mainEntityOfPage": "https://www.qalam.example/news/2024/old-museum",
    "datePublished": "2021-01-01T07:00:00+03:00",
    "author": {"@type": "Person", "name": "هدى سالم"},
    "publisher": {"@type": "Organization", "name": "قلم"},
    "articleBody": "أغلقت البلدية المتحف القديم للترميم.",
}
_OWN = {
    "@type": "Article",
    "datePublished": "2024-05-03T09:15:00+03:00",
    "author": {"@type": "Person", "name": "سلمى ناصر"},
}


@pytest.mark.parametrize(
    "told_by",
    [
        {"headline": HEADLINE},
        {"headline": f"{HEADLINE} | قلم"},
        {"url": "http://qalam.example/news/2024/river-bridge/"},
        {"@id": f"{URL}#article"},
        {"headline": "جسر جديد", "mainEntityOfPage": {"@type": "WebPage", "@id": URL}},
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_of_several_articles_in_json_ld_the_pages_own_is_believed_before_a_fuller_one(
    told_by: dict[str, object], first: bool
) -> None:
    things = [{**_OWN, **told_by}, _OTHERS] if first else [_OTHERS, {**_OWN, **told_by}]
    script = json.dumps({"@context": "https://schema.org", "@graph": things}, ensure_ascii=False)

    article = _articles(_page(head=f'<script type="application/ld+json">{script}</script>'))[0]

    assert (article.headline, article.published_raw, article.authors) == (
        HEADLINE,
        "2024-05-03T09:15:00+03:00",
        ("سلمى ناصر",),
    )


def test_an_article_beside_in_json_ld_lends_its_author_to_no_other() -> None:
    own = {"@type": "Article", "headline": HEADLINE, "datePublished": "2024-05-03T09:15:00+03:00"}
    script = json.dumps([own, _OTHERS], ensure_ascii=False)

    article = _articles(_page(head=f'<script type="application/ld+json">{script}</script>'))[0]

    assert article.authors == ()


@pytest.mark.parametrize(
    ("head", "before", "expected", "rule"),
    [
        (
            "<meta property='article:published_time' content='2024-05-03T09:15:00Z'>",
            "",
            "2024-05-03T09:15:00+00:00",
            "article:published_time",
        ),
        (
            "<meta name='DC.date.issued' content='2024-05-03'>",
            "",
            "2024-05-03T00:00:00+00:00",
            "dc.date.issued, zone assumed UTC",
        ),
        (
            "",
            "<meta itemprop='datePublished' content='2024-05-03T09:15:00Z'>",
            "2024-05-03T09:15:00+00:00",
            "datepublished",
        ),
        (
            "",
            "<time datetime='2024-05-03T09:15+03:00'>3 مايو</time>",
            "2024-05-03T09:15:00+03:00",
            "time datetime",
        ),
        (
            "",
            "<p class='info'>نشر في: 3 أيار 2024</p>",
            "2024-05-03T00:00:00+00:00",
            "printed near the headline, zone assumed UTC",
        ),
        # A template's midnight is made exact by the printed time of the same day.
        (
            "<meta property='article:published_time' content='2024-05-03T00:00:00Z'>",
            "<time datetime='2024-05-03T09:15:00Z'>3 مايو</time>",
            "2024-05-03T09:15:00+00:00",
            "article:published_time, sharpened by time datetime",
        ),
    ],
)
def test_the_date_comes_from_the_best_source(head: str, before: str, expected: str, rule: str) -> None:
    article = _articles(_page(head=head, before=before), url="https://qalam.example/a/1")[0]

    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.provenance["published_at"]) == (expected, rule)


def test_a_relative_time_says_so() -> None:
    article = _articles(
        _page(before="<span class='date'>منذ ٣ ساعات</span>"),
        url="https://qalam.example/a",
        fetched_at=FETCHED,
    )[0]

    assert article.published_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert article.provenance["published_at"] == "relative"


def test_a_time_of_fetching_without_a_zone_is_an_error_that_says_so() -> None:
    with pytest.raises(ValueError, match="fetched_at needs a zone"):
        extract_articles(_page().encode(), URL, fetched_at=FETCHED.replace(tzinfo=None))


@pytest.mark.parametrize("told", ["3 hours ago", "yesterday, 10:00", "20 November 2026", "20 November"])
@pytest.mark.parametrize("year", [1, 9999])
def test_a_time_of_fetching_at_the_ends_of_time_counts_for_nothing(year: int, told: str) -> None:
    at = datetime(year, 1, 1, tzinfo=UTC) if year == 1 else datetime(year, 12, 31, 23, tzinfo=UTC)

    article = _articles(_page(before=f"<span class='date'>{told}</span>"), fetched_at=at)[0]

    assert article.published_at is None or told == "20 November 2026"


def test_a_page_without_a_date_gives_none() -> None:
    article = _articles(
        _page(headline="لأول مرة منذ 2019 .. افتتاح جسر جديد"), url="https://qalam.example/a/1"
    )[0]

    assert (article.published_at, article.published_raw, article.published_precision) == (None, None, None)


def test_the_site_is_no_author_beside_a_printed_byline() -> None:
    script = json.dumps(
        {"@type": "NewsArticle", "headline": HEADLINE, "author": {"@type": "Organization", "name": "قلم"}}
    )

    article = _articles(
        _page(
            head=f'<script type="application/ld+json">{script}</script>',
            before="<div class='byline'>كتبت: سلمى ناصر</div>",
        )
    )[0]

    assert (article.authors, article.byline_raw) == (("سلمى ناصر",), "كتبت: سلمى ناصر")


def test_the_outlets_name_falls_off_the_headline() -> None:
    head = (
        f"<meta property='og:title' content='{HEADLINE} - قلم'><meta property='og:site_name' content='قلم'>"
    )

    assert (
        _articles(_page(head=head).replace("<h1>", "<h2>").replace("</h1>", "</h2>"))[0].headline == HEADLINE
    )


# --- what surrounds an article ----------------------------------------------------------------

_TEASERS = (
    "<ul>"
    + "".join(f"<li><a href='/t/{n}'>خبر آخر عن المدينة رقم {n} في السلسلة</a></li>" for n in range(6))
    + "</ul>"
)


@pytest.mark.parametrize("marker", ["إقرأ أيضاً:", "اقرأ أيضا", "مواضيع ذات صلة", "قد يهمك", "Read also:"])
@pytest.mark.parametrize("where", ["inside", "after"])
def test_links_below_read_also_are_neither_text_nor_articles(marker: str, where: str) -> None:
    listing = f"<h3>{marker}</h3>{_TEASERS}"

    articles = _articles(_page(inside=listing) if where == "inside" else _page(after=listing))

    assert [(a.role, _texts(a)) for a in articles] == [("main", list(PARAGRAPHS))]


def test_teasers_with_a_sentence_each_are_no_articles() -> None:
    teasers = "".join(
        f"<h4><a href='/{n}'>عنوان خبر آخر رقم {n}</a></h4><p>{PARAGRAPHS[n % 3]}</p>" for n in range(4)
    )

    articles = _articles(_page(after=f"<div class='more'><h3>اقرأ أيضا</h3>{teasers}</div>"))

    assert [(a.role, _texts(a)) for a in articles] == [("main", list(PARAGRAPHS))]


def test_a_related_article_that_stands_beside_the_text_is_no_part_of_it() -> None:
    headline = "Bridge over the river opens to the traffic of both banks"
    texts = "".join(f"<p>{text}</p>" for text in ENGLISH)
    inside = f"<h3>إقرأ أيضاً</h3><h2><a href='/news/2024/bridge'>{headline}</a></h2>{texts}"

    main, related = _articles(_page(inside=inside))

    assert (_texts(main), related.headline, _texts(related)) == (list(PARAGRAPHS), headline, list(ENGLISH))


def test_a_related_article_given_in_full_is_one() -> None:
    second = "".join(f"<p>{text}</p>" for text in ENGLISH)
    after = "<section><h3>Read also</h3><h2><a href='/b'>A bridge for both banks</a></h2>"
    after = f"{after}<p>PARIS (AFP)</p>{second}</section>"

    main, related = _articles(_page(after=after))

    assert (main.role, _texts(main)) == ("main", list(PARAGRAPHS))
    assert (
        related.role,
        related.position,
        related.url,
        related.headline,
        _texts(related),
        related.language,
    ) == (
        "related",
        1,
        "https://www.qalam.example/b",
        "A bridge for both banks",
        list(ENGLISH),
        "en",
    )
    assert (related.dateline_place, related.agency, related.published_at) == ("PARIS", "AFP", None)


def test_a_teaser_amid_the_text_does_not_end_it() -> None:
    first, *rest = PARAGRAPHS
    body = f"<p>{first}</p><p>اقرأ أيضا: <a href='/x'>خبر آخر</a></p>" + "".join(
        f"<p>{text}</p>" for text in rest
    )

    page = _page(paragraphs=()).replace("<div class='text'>", f"<div class='text'>{body}")

    assert _texts(_articles(page)[0]) == list(PARAGRAPHS)


def test_paragraphs_know_their_kind() -> None:
    quote = "<blockquote><p>الجسر للجميع، هكذا قال رئيس البلدية.</p></blockquote>"
    items = "<ul><li>ممر للدراجات على الضفة</li></ul>"
    page = _page(inside=f"<h2>ماذا بعد؟</h2>{quote}{items}<p>{PARAGRAPHS[0][::-1]}</p>")

    kinds = [paragraph.kind for paragraph in _articles(page)[0].paragraphs]

    assert kinds == ["paragraph", "paragraph", "paragraph", "heading", "quote", "list_item", "paragraph"]


def test_lines_parted_by_breaks_are_paragraphs() -> None:
    page = _page(paragraphs=(), inside="<br><br>".join(PARAGRAPHS))

    assert _texts(_articles(page)[0]) == list(PARAGRAPHS)


def test_flat_text_gives_headline_date_and_paragraphs() -> None:
    text = "\n".join([HEADLINE, "نشر في: 3 أيار 2024", *PARAGRAPHS, "المصدر: وكالة الأنباء"])

    article = _articles(text, content_type="text/plain")[0]

    assert (article.headline, _texts(article), article.source_credit) == (
        HEADLINE,
        list(PARAGRAPHS),
        "وكالة الأنباء",
    )
    assert article.published_at == datetime(2024, 5, 3, tzinfo=UTC)


# --- a site's own rules -----------------------------------------------------------------------


def _site(*rules: Rule) -> Site:
    return Site("qalam", "قلم", "https://qalam.example/", "ar", (), rules=rules, timezone="Asia/Baghdad")


def test_a_sites_rules_come_before_the_general_method() -> None:
    before = "<p id='when' data-at='2024-05-03 09:15'>x</p><b id='who'>سلمى ناصر</b><i id='what'>محليات</i>"
    site = _site(Rule("published", "#when", "data-at"), Rule("byline", "#who"), Rule("section", "#what"))
    date = "<meta property='article:published_time' content='2020-01-01T00:00:00Z'>"
    head = f"{date}<meta name='author' content='آخر'>"

    article = _articles(_page(head=head, before=before), site=site)[0]

    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.authors, article.section) == (
        "2024-05-03T09:15:00+03:00",
        ("سلمى ناصر",),
        "محليات",
    )
    assert article.provenance["published_at"] == "site rule, zone of the site"


# --- what is no article -----------------------------------------------------------------------

_HOME = "<html><title>قلم</title><h1>قلم</h1>" + "".join(
    f"<div><h2><a href='/{n}'>عنوان الخبر رقم {n} من أخبار اليوم</a></h2><p>ملخص قصير رقم {n}.</p></div>"
    for n in range(20)
)

REFUSED = [
    (b"", None, URL, "decode", "empty_body"),
    (b" \r\n\t ", "text/html", URL, "decode", "empty_body"),
    (b"%PDF-1.7 ...", "text/html", URL, "decode", "not_html"),
    (b"\x89PNG\r\n\x1a\n....", None, URL, "decode", "not_html"),
    (b"\xff\xd8\xff\xe0....", "text/html", URL, "decode", "not_html"),
    (b"some words", "video/mp4", URL, "decode", "not_html"),
    (b'{"a": 1}', "text/html", URL, "decode", "not_html"),
    (b"<?xml version='1.0'?><rss version='2.0'></rss>", "application/xml", URL, "decode", "not_html"),
    (bytes(range(256)) * 40, "text/html", URL, "decode", "binary"),
    (_HOME.encode(), None, "https://qalam.example/", "extract", "home_page"),
    (_HOME.encode(), None, "https://qalam.example/sports", "extract", "section_page"),
    (
        "<h1>الصفحة غير موجودة</h1><p>عذرا، لم نجد ما تبحث عنه هنا.</p>".encode(),
        None,
        URL,
        "extract",
        "soft_404",
    ),
    (b"<html><title>x</title><h1>A headline of some words</h1><div></div>", None, URL, "extract", "no_text"),
    (
        ("<html><body>" + "".join(f"<p>{t}</p>" for t in ENGLISH)).encode(),
        None,
        URL,
        "extract",
        "no_headline",
    ),
    (b"word", "text/plain", URL, "extract", "no_text"),
]


@pytest.mark.parametrize(("body", "content_type", "url", "stage", "reason"), REFUSED)
def test_what_is_no_article_is_refused_with_a_reason(
    body: bytes, content_type: str | None, url: str, stage: str, reason: str
) -> None:
    found = extract_articles(body, url, content_type=content_type)

    assert isinstance(found, Rejection)
    assert (found.stage, found.reason, found.url) == (stage, reason, url)
    assert found.detail is not None
    assert found.detail.endswith(".")


HEADINGS = [
    ("<h1>Old bridge over the Lune<br>opens again</h1>", "Old bridge over the Lune opens again"),
    ("<h1><span>Traffic</span><span>Old bridge opens again</span></h1>", "Traffic Old bridge opens again"),
    ("<h1><div>Traffic</div><div>Old bridge opens again</div></h1>", "Traffic Old bridge opens again"),
    ("<h1><span>O</span>ld bridge opens again</h1>", "Old bridge opens again"),
]


@pytest.mark.parametrize(("heading", "headline"), HEADINGS)
def test_the_lines_of_a_headline_that_only_print_gives_are_parted(heading: str, headline: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in ENGLISH)

    assert _articles(f"<html><body><main>{heading}{text}</main></body></html>")[0].headline == headline


def test_a_value_that_its_own_quotation_marks_cut_is_left_out() -> None:
    script = _JSON.replace(HEADLINE, 'افتتاح "جسر" جديد')

    article = _articles(_page(head=f'<script type="application/ld+json">{script}</script>'))[0]

    assert (article.headline, article.section) == (HEADLINE, "محليات")


@pytest.mark.parametrize("part", ['"author":[', '"author":"', '"author":{"a":', "\\x4", '"headline":"a" b '])
def test_a_script_that_is_no_json_takes_no_long_time(part: str) -> None:
    script = '"@type":"NewsArticle",' + part * 60_000
    page = _page(head=f'<script type="application/ld+json">{script}</script>')

    check_cost(2, lambda: _articles(page))


# --- what other templates print ---------------------------------------------------------------


def test_the_outlets_name_in_a_linked_heading_is_no_headline() -> None:
    page = _page().replace("<main>", "<h1><a href='/'>الأفق الإخبارية</a></h1><main>")
    page = page.replace(f"{HEADLINE} | قلم", f"{HEADLINE} | الأفق الإخبارية")

    assert _articles(page)[0].headline == HEADLINE


@pytest.mark.parametrize(
    "tags",
    [
        "<ul class='tags'><li><a href='/t/1'>#الجسر</a></li><li><a href='/t/2'>#النهر</a></li></ul>",
        "<div class='post-tags'><a href='/t/1'>الجسر</a><a href='/t/2'>النهر</a></div>",
        "<div class='kw'><a href='/'></a><span>الكلمات المفتاحية</span><a href='/t/1'>الجسر</a><a href='/t/2'>النهر</a></div>",
    ],
)
def test_tags_are_read_without_a_label_or_border(tags: str) -> None:
    keywords = _articles(_page(after=tags))[0].keywords

    assert [keyword.surface for keyword in keywords] == ["الجسر", "النهر"]


@pytest.mark.parametrize(
    "trail",
    [
        [{"name": "الرئيسية"}, {"name": "محليات"}, {"name": HEADLINE}],
        [{"item": {"name": "الرئيسية"}}, {"item": {"name": "محليات"}}, {"item": {"name": HEADLINE}}],
    ],
)
def test_the_section_is_read_from_breadcrumbs(trail: list[dict[str, object]]) -> None:
    data = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": trail}
    head = f"<script type='application/ld+json'>{json.dumps(data)}</script>"

    assert _articles(_page(head))[0].section == "محليات"


def test_the_section_is_read_from_wordpresss_link() -> None:
    assert _articles(_page(before="<a rel='category tag' href='/c'>محليات</a>"))[0].section == "محليات"


def test_the_picture_above_the_text_is_the_articles() -> None:
    figure = "<figure><img src='data:,x' data-src='/a.jpg'><figcaption>الجسر</figcaption></figure>"

    images = _articles(_page(before=figure))[0].images

    assert [(image.url, image.caption) for image in images] == [("https://www.qalam.example/a.jpg", "الجسر")]
