"""Which of a page's dates is the day of publication."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tasks.article import extract_articles
from tasks.article.date_line import is_date_line
from tasks.model import Article, Rejection

URL = "https://news.example/harbour-opens"
FETCHED = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TEXT = "".join(
    f"<p>{n} The new harbour of Qandil opened after eleven years of work, and the first ship to enter it was a"
    " ferry with two hundred passengers on board.</p>"
    for n in ("First.", "Second.", "Third.")
)
OTHERS = (
    "<ul class=list>"
    + "".join(
        f"<li><article><h3><a href=/{n}>Another story of the day {n}</a></h3><time datetime=2026-11-2{n}T08:00:00Z>"
        "now</time></article></li>"
        for n in range(4)
    )
    + "</ul>"
)
COMMENTS = (
    "<div class=comments><p class=date>3 December 2019, 10:15</p><p>I was there, it was cold.</p></div>"
)


def read(head: str = "", above: str = "", after: str = "", url: str = URL) -> Article:
    page = (
        f"<!doctype html><html lang=en><head><title>Harbour opens</title>{head}</head><body><main>"
        f"<h1>Harbour opens</h1>{above}<div class=text>{TEXT}</div></main>{after}</body></html>"
    )
    found = extract_articles(page.encode(), url, fetched_at=FETCHED)
    assert not isinstance(found, Rejection), found
    return found[0]


def json_ld(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Harbour opens", **fields}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


EAST = timezone(timedelta(hours=3))


@pytest.mark.parametrize(
    ("head", "above", "after", "expected"),
    [
        pytest.param(
            json_ld(datePublished="2019-05-03T10:20:00+03:00", dateModified="2020-01-01T00:00:00+03:00"),
            "",
            OTHERS,
            datetime(2019, 5, 3, 10, 20, tzinfo=EAST),
            id="published, not modified",
        ),
        pytest.param(
            "<meta property='article:published_time' content='2019-05-03T00:00:00+03:00'>",
            "<p class=date>3 May 2019, 10:20</p>",
            OTHERS,
            datetime(2019, 5, 3, 10, 20, tzinfo=UTC),
            id="a placeholder of midnight is made exact by what is printed",
        ),
        pytest.param(
            "",
            "<div class=meta><time datetime='2019-05-03T10:20:00+03:00'>Friday</time></div>",
            OTHERS + COMMENTS,
            datetime(2019, 5, 3, 10, 20, tzinfo=EAST),
            id="the time nearest to the headline",
        ),
        pytest.param(
            "",
            "<p>By Lena Koch | Friday 3 May 2019 - 10:20</p>",
            OTHERS,
            datetime(2019, 5, 3, 10, 20, tzinfo=UTC),
            id="a line below the headline before marked times of teasers",
        ),
        pytest.param(
            "",
            "<p>نشر في: ٣ مايو ٢٠١٩ - ١٠:٢٠ ص</p>",
            COMMENTS,
            datetime(2019, 5, 3, 10, 20, tzinfo=UTC),
            id="Arabic digits, not a comment's date",
        ),
        pytest.param(
            "",
            "<span class=time>منذ ٣ ساعات</span>",
            "",
            datetime(2026, 11, 25, 9, 0, tzinfo=UTC),
            id="hours ago, counted from the time of fetching",
        ),
    ],
)
def test_the_day_of_publication_is_found(head: str, above: str, after: str, expected: datetime) -> None:
    article = read(head, above, after)
    assert article.published_at == expected
    assert article.published_precision == "minute"


LEDE = "<p>The harbour that nobody believed in any more has opened, and those who drew its plans forty years ago came to see it, on sticks and in chairs, with their children and their children's children beside them.</p>"


@pytest.mark.parametrize(
    ("above", "after", "expected"),
    [
        pytest.param(
            "<time datetime='2019-07-03T10:18:46Z'>Publié le 29 juin 2019</time>",
            "",
            datetime(2019, 6, 29, tzinfo=UTC),
            id="a label says which of the two it is: changed and published",
        ),
        pytest.param(
            "<ul><li>27 June 2019</li><li>By Lena Koch</li></ul>",
            "<span class=date-edition>Mon 5 August 2019</span>",
            datetime(2019, 6, 27, tzinfo=UTC),
            id="not the day on which the page was looked at",
        ),
        pytest.param(
            f"{LEDE}<div><h5>23.01.2019</h5><i>By Lena Koch and Omar Haddad</i></div>",
            OTHERS,
            datetime(2019, 1, 23, tzinfo=UTC),
            id="above a byline, below a long lede",
        ),
        pytest.param(
            "",
            "<div class=submitted>Submitted by <span>lena</span> on 24 July 2017 - 18:55</div>",
            datetime(2017, 7, 24, 18, 55, tzinfo=UTC),
            id="when it was submitted",
        ),
        pytest.param(
            "",
            "<a href='#' rel=bookmark>May 03, 2017</a> <a href=/x rel=bookmark>The winter of 5 January 2016</a>",
            datetime(2017, 5, 3, tzinfo=UTC),
            id="a link to the article itself that is but a date",
        ),
        pytest.param(
            "<p><time datetime='2019-06-28T13:49:45Z'>28 June 2019</time></p>",
            "<a href=/x><p>Ships are late, says the harbour master of Qandil</p>"
            "<time datetime='2019-09-22T07:30:29Z' pubdate>22 September</time></a>",
            datetime(2019, 6, 28, 13, 49, 45, tzinfo=UTC),
            id="not a teaser's, whatever its marks",
        ),
        pytest.param(
            "",
            "<div>This entry was posted on Monday, March 3rd, 2008 at 8:00 pm and is filed under Ships. You can"
            " follow any responses to this entry through the feed.</div>",
            datetime(2008, 3, 3, 20, 0, tzinfo=UTC),
            id="as a weblog says below its text",
        ),
        pytest.param(
            "",
            "<p>Dieser Artikel wurde am 14. Dezember 2015 um 14:48 von Lena geschrieben.</p>",
            datetime(2015, 12, 14, 14, 48, tzinfo=UTC),
            id="as a German weblog says below its text",
        ),
        pytest.param(
            "",
            "<p>Dieser Beitrag\n wurde am 14.12.2015 eingestellt.</p>",
            datetime(2015, 12, 14, tzinfo=UTC),
            id="as another German weblog does, in two lines",
        ),
        pytest.param(
            "",
            "<p>CETTE ENTRÉE A ÉTÉ PUBLIÉE le 14/12/2015 dans Navires.</p>",
            datetime(2015, 12, 14, tzinfo=UTC),
            id="as a French weblog says it, in capitals",
        ),
        pytest.param(
            "",
            "<p>Esta entrada se publicó el 14/12/2015 en Barcos.</p>",
            datetime(2015, 12, 14, tzinfo=UTC),
            id="as a Spanish weblog says below its text",
        ),
        pytest.param(
            "",
            "<p>Este post foi publicado em 14/12/2015 em Navios.</p>",
            datetime(2015, 12, 14, tzinfo=UTC),
            id="as a Portuguese weblog says below its text",
        ),
        pytest.param(
            "",
            "<p>Questo articolo è stato pubblicato il 14/12/2015 in Navi.</p>",
            datetime(2015, 12, 14, tzinfo=UTC),
            id="as an Italian weblog says below its text",
        ),
        pytest.param(
            "<div class=meta>Lena Koch<br><a href=https://other.example/1>The Other</a><br>Thu, 14 May 2020 17:55 UTC</div>",
            "",
            datetime(2020, 5, 14, 17, 55, tzinfo=UTC),
            id="in the last line of several about the headline",
        ),
        pytest.param(
            "<span>2019-09-05 11:10 Editorial</span>",
            "<div><div><a href=/x><h5>Ships are late</h5></a><p><time>2019-09-06</time></p></div></div>",
            datetime(2019, 9, 5, 11, 10, tzinfo=UTC),
            id="in a line about the headline, not in an element far from it",
        ),
        pytest.param(
            "<div><span class=date>February 2017</span></div>by Lena Koch / January 19, 2017 / <a href=#c>Leave a comment</a>",
            "",
            datetime(2017, 1, 19, tzinfo=UTC),
            id="the day, not the month of a magazine's issue",
        ),
    ],
)
def test_a_printed_date_is_found_where_it_stands(above: str, after: str, expected: datetime) -> None:
    assert read(above=above, after=after).published_at == expected


IN_ADDRESSES = [
    ("https://news.example/article/A2026012914320005196", datetime(2026, 1, 29, tzinfo=UTC)),
    ("https://news.example/view/AKR20260129107300001?section=all", datetime(2026, 1, 29, tzinfo=UTC)),
    ("https://news.example/item/20260129143200051", None),
    ("https://news.example/fa/news/1403/02/25/3084713", datetime(2024, 5, 14, tzinfo=UTC)),
    ("https://news.example/ar/1445/11/04/bridge", datetime(2024, 5, 12, tzinfo=UTC)),
    ("https://news.example/items/1250/02/25/bridge", None),
    ("https://news.example/item/A2026992914320005196", None),
]


@pytest.mark.parametrize(("url", "expected"), IN_ADDRESSES)
def test_the_day_in_an_address_or_in_an_articles_number_is_read(url: str, expected: datetime | None) -> None:
    assert read(url=url).published_at == expected


def test_an_embedded_post_dates_no_article() -> None:
    post = "<blockquote class=instagram-media><time datetime='2018-03-12T19:30:00Z'>Mar 12, 2018</time></blockquote>"
    article = read(above="<p>3 May 2019</p>", after=post)
    assert article.published_at == datetime(2019, 5, 3, tzinfo=UTC)


def test_a_year_in_the_headline_is_no_date() -> None:
    page = (
        "<html><head><title>The harbour in 2019</title></head><body><main><h1>The harbour in 2019</h1>"
        f"{TEXT}</main></body></html>"
    )
    found = extract_articles(page.encode(), URL, fetched_at=FETCHED)
    assert not isinstance(found, Rejection)
    assert found[0].published_at is None


def test_todays_date_in_the_pages_head_dates_no_article() -> None:
    page = (
        "<!doctype html><html lang=en><head><title>Harbour opens</title></head><body>"
        "<header><div id=date-box>Mon, 25 Dec 2023</div></header><div class=wrap><main><article>"
        f"<header><h1>Harbour opens</h1></header><p>The Other, Thu, 14 May 2020</p>{TEXT}</article></main></div>"
        "</body></html>"
    )

    found = extract_articles(page.encode(), URL)

    assert not isinstance(found, Rejection)
    assert found[0].published_at == datetime(2020, 5, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "path", "expected"),
    [
        ("10/04/2016", "/story/2016/10/harbour-opens", datetime(2016, 10, 4, tzinfo=UTC)),
        ("10/04/2016", "/story/2016/04/harbour-opens", datetime(2016, 4, 10, tzinfo=UTC)),
        ("10/04/2016", "/story/2016/05/harbour-opens", datetime(2016, 4, 10, tzinfo=UTC)),
        ("10/04/16 05:07 AM EDT", "/story", datetime(2016, 10, 4, 9, 7, tzinfo=UTC)),
        ("10/04/2016 10:07 PM et mis en ligne", "/story", datetime(2016, 4, 10, 22, 7, tzinfo=UTC)),
    ],
)
def test_the_address_or_the_clock_may_know_which_number_is_the_month(
    printed: str, path: str, expected: datetime
) -> None:
    assert (
        read(above=f"<p class=date>{printed}</p>", url=f"https://news.example{path}").published_at == expected
    )


def test_the_address_is_asked_last() -> None:
    assert read(url="https://news.example/2019/05/03/harbour").published_at == datetime(
        2019, 5, 3, tzinfo=UTC
    )
    dated = read(
        head=json_ld(datePublished="2019-05-04T08:00:00Z"), url="https://news.example/2019/05/03/harbour"
    )
    assert dated.published_at == datetime(2019, 5, 4, 8, 0, tzinfo=UTC)


def test_a_date_after_the_fetch_is_not_believed() -> None:
    article = read(
        head=json_ld(datePublished="2031-01-01T00:00:00Z"), above="<p class=date>3 May 2019, 10:20</p>"
    )
    assert article.published_at == datetime(2019, 5, 3, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "sentence",
    [
        "Her book was published on 3 May 1999, before the war.",
        "Thousands understand since 3 May 1999 what it means.",
    ],
)
def test_a_sentence_that_tells_of_a_day_dates_no_article(sentence: str) -> None:
    assert read(above=f"<p>{sentence}</p>").published_at is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3 hours ago", True),
        ("Updated 5 min ago", True),
        ("yesterday, 10:30", True),
        ("2 years ago", True),
        ("منذ ساعتين", True),
        ("قبل ٣ دقائق", True),
        ("לפני 3 שעות", True),
        ("3時間前", True),
        ("3시간 전", True),
        ("vor 3 Stunden", True),
        ("5 минут назад", True),
        ("Two years ago", False),  # above what happened then
        ("It was a while ago", False),
        ("He left 3 days ago.", False),
        ("Jane Doe", False),
    ],
)
def test_a_line_that_only_says_how_long_ago_is_a_date(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


@pytest.mark.parametrize("line", ["3 hours ago", "منذ ٣ ساعات", "3時間前"])
def test_a_relative_time_alone_in_a_line_is_the_date_and_no_paragraph(line: str) -> None:
    page = f"<h1>Harbour opens</h1><div class=text><p>{line}</p>{TEXT}</div>"

    found = extract_articles(page.encode(), URL, fetched_at=FETCHED)

    assert isinstance(found, list)
    assert (found[0].published_at, len(found[0].paragraphs)) == (datetime(2026, 11, 25, 9, tzinfo=UTC), 3)


@pytest.mark.parametrize("of_others", ["<aside>{}</aside>", "<div class=sidebar>{}</div>"])
def test_a_lone_time_beside_the_article_is_the_last_resort(of_others: str) -> None:
    time = "<time datetime='2019-05-03T10:20:00+03:00'>Friday</time>"

    assert read(after=of_others.format(time)).published_at == datetime(2019, 5, 3, 10, 20, tzinfo=EAST)
    assert read(after=of_others.format(time.replace("05", "06") + time)).published_at is None
    in_url = read(after=of_others.format(time), url="https://news.example/2021/07/19/harbour-opens")
    assert in_url.published_at == datetime(2021, 7, 19, tzinfo=UTC)


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=canonical href='https://news.example/2017/09/01/harbour.html'>",
        "<meta property='og:url' content='https://news.example/2017/09/01/harbour.html'>",
    ],
)
def test_the_address_that_the_page_gives_is_asked_where_its_own_has_no_day(head: str) -> None:
    assert read(head=head).published_at == datetime(2017, 9, 1, tzinfo=UTC)


# --- what other pages print -------------------------------------------------------------------


@pytest.mark.parametrize("time_", ["00:00:00", "10:22:31"])
def test_the_day_on_which_a_template_was_made_gives_way_to_the_printed_date(time_: str) -> None:
    article = read(json_ld(dateCreated=f"2018-01-01T{time_}Z"), "<p class=day>14 March 2024, 18:25</p>")

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    "key",
    [
        "pub_date", "prism.publicationdate", "content:publishdate", "firstPublishedTime", "gsa_publish_date",
        "cXenseParse:recs:published_time", "article_published_time", "iso-8601-publish-date",
        "citation_online_date",
    ],
)  # fmt: skip
def test_publication_is_known_by_many_keys(key: str) -> None:
    found = read(f"<meta name='{key}' content='2019-05-03T10:20:00+03:00'>")

    assert found.published_at == datetime(2019, 5, 3, 10, 20, tzinfo=EAST)


@pytest.mark.parametrize("key", ["video:publish_date", "expirationdate", "publisher", "dateupdated", "pubid"])
def test_other_keys_date_no_article(key: str) -> None:
    assert read(f"<meta name='{key}' content='2019-05-03T10:20:00+03:00'>").published_at is None


@pytest.mark.parametrize("key", ["event:published_at", "site:publication_date", "og:video:publish_date"])
def test_what_is_published_besides_dates_no_article(key: str) -> None:
    assert read(f"<meta name='{key}' content='2019-05-03T10:20:00+03:00'>").published_at is None


@pytest.mark.parametrize(
    "above",
    [
        "<time pubdate datetime='2024-03-14T08:00:00Z'>14 March 2024</time>",
        "<div class=date>14 March 2024</div>",
        "<div>14 March 2024</div>",
    ],
)
@pytest.mark.parametrize("key", ["prism.publicationdate", "x:published_at", "pub_date"])
def test_a_key_like_those_of_publication_gives_way_to_the_date_at_the_headline(key: str, above: str) -> None:
    found = read(f"<meta name='{key}' content='2001-05-03T10:20:00+03:00'>", above).published_at

    assert found is not None
    assert found.date() == date(2024, 3, 14)


def test_a_months_issue_does_not_give_way_to_a_day_of_another_year() -> None:
    found = read(above="<div class=date>March 2024</div>", after="<p class=published>12 October 2019</p>")

    assert found.published_at is not None
    assert (found.published_at.year, found.published_at.month) == (2024, 3)


def test_a_published_time_comes_before_the_day_of_creation() -> None:
    meta = '<meta property="article:published_time" content="2024-03-14T18:25:00Z">'

    article = read(json_ld(dateCreated="2024-03-11T08:00:00Z") + meta)

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    "printed",
    [
        "<div>Updated 9:10 PM UTC, March 14, 2024 | Published 6:25 PM UTC, March 14, 2024</div>",
        "<div>Updated: Thu, 14 Mar 2024 06:25 PM (UTC)</div>",  # nothing else is said
        "<span id=lblDate>14/03/2024 18:25</span>",
        "<abbr class=published title=2024-03-14T18:25:00Z>6:25 PM</abbr>",
        "<div>نُشر: 14 مارس 2024 18:25 آخر تحديث: 15 مارس 2024 09:00</div>",
        "<div>Yayınlanma: 14.03.2024 18:25 Güncelleme: 15.03.2024 09:00</div>",
        "<div>ד' באדר ב' תשפ״ד, 14.3.2024 18:25</div>",
        "<small>نُشر بتاريخ 14 مارس 2024، 18:25</small>",
        "<div>Updated March 15 2024 - 7:40am, first published March 14 2024 - 6:25pm</div>",
        "<div>Actualizado 15/03/2024 - 07:02 h. Publicado 14/03/2024 - 18:25 h.</div>",
        "<div>Rédigé par Jeanne Dupont le jeudi 14 mars 2024 à 18h25</div>",
        "<div>le 14/03/24 à 18:25 par Jeanne Dupont</div>",
        "<div>Escrito por Ana Gil el 14 marzo, 2024 a las 18:25</div>",
        "<div>Redazione LA PUNTA 14 marzo 2024 18:25</div>",
        "<div>giovedì 14 marzo 2024, 18:25 - Ultimo aggiornamento: 15 marzo, 07:02</div>",
        "<div>14. 3. 2024 18:25 Aktualizováno 15. 3. 2024 7:02</div>",
        "<div>2024.3.14 18:25更新：2024.3.15 7:02</div>",
        "<div>เผยแพร่: 14 มี.ค. 2567 18:25 ปรับปรุง: 15 มี.ค. 2567 07:02 โดย: กองบรรณาธิการ</div>",
        "<div>Oluşturulma Tarihi: Mart 14, 2024 18:25</div>",
        "<div>דנה לוי | ד' באדר ב' תשפ\"ד | 14.03.2024 | 18:25</div>",
        "<div>18:25, 14 мар 24 / Иван Петров</div>",
    ],
)
def test_dates_are_read_as_sites_print_them(printed: str) -> None:
    article = read("", printed)

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


def test_the_day_below_a_headline_that_stands_right_in_the_body_is_read() -> None:
    page = f"<html lang=en><body><h1>Harbour opens</h1><div>Ann Ferris | 03.05.2019 | 10:20</div><div>{TEXT}</div></body></html>"

    found = extract_articles(page.encode(), URL)

    assert isinstance(found, list)
    assert found[0].published_at == datetime(2019, 5, 3, 10, 20, tzinfo=UTC)


def test_the_day_behind_another_boxs_heading_gives_way_to_the_line_at_the_headline() -> None:
    above = "<p>By <a href=/staff/ann>Ann Ferris</a> on Jul 04, 2014</p>"
    box = "<div class=player><h2>Ferries of the north, filmed</h2><p>Film: <span class=long_date>Jun 30, 2014</span></p></div>"

    article = read("", above + box)

    assert article.published_at == datetime(2014, 7, 4, tzinfo=UTC)


def test_a_teasers_date_is_not_the_articles() -> None:
    teasers = "<div><h2>Most read</h2>" + "".join(
        f"<div class=mb-4><h2><a href=/{n}>Another story of the day {n}</a></h2><span class=date>Mar {n}, 2024</span></div>"
        for n in range(1, 4)
    )

    article = read("", "<div><span>Mar 14, 2024 6:25 PM</span></div>", teasers)

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


def test_the_only_day_of_a_line_is_the_changes_if_it_names_one() -> None:
    article = read(
        "", "<div>الأربعاء، 28 آب 2013، آخر تحديث 14:00</div>", url="https://news.example/2013/08/03/a"
    )

    assert article.published_at == datetime(2013, 8, 3, tzinfo=UTC)


def test_a_time_counted_back_in_words_alone_is_read_near_the_headline() -> None:
    article = read("", "<div>قبل ساعتين</div>")

    assert article.published_at == datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "printed",
    [
        "<div>نشر: الخميس ١٤ آذار ٢٠٢٤ - ٠٦:٢٥ م</div><div>آخر تحديث: الجمعة ١٥ آذار ٢٠٢٤ - ٠٩:١٠ ص</div>",
        "<span>14 marca 2024, 18:25</span><span>Aktualizacja: 15 marca 2024, 9:10</span>",
        "<span>입력 2024.03.14 18:25</span><span>수정 2024.03.15 09:10</span>",
        "<p>14 marzo 2024, 18:25</p><p>modifica il 15 marzo 2024 | 09:10</p>",
        "<p>14.3.2024 18:25</p><p>Päivitetty 15.3.2024 9:10</p>",
        "<p>2024. 03. 14. 18:25</p><p>Frissítve: 2024. 03. 15. 9:10</p>",
        "<p>14.03.2024 u 18:25</p><p>Ažurirano: 15.03.2024 u 09:10</p>",
    ],
)
def test_a_change_that_only_print_tells_is_read(printed: str) -> None:
    article = read("", printed)

    assert (article.published_at, article.modified_at) == (
        datetime(2024, 3, 14, 18, 25, tzinfo=UTC),
        datetime(2024, 3, 15, 9, 10, tzinfo=UTC),
    )


@pytest.mark.parametrize("count", [1710440700, 1710440700000])
def test_a_count_of_seconds_that_is_no_text_is_read(count: int) -> None:
    article = read(json_ld(datePublished=count))

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


def test_a_change_before_the_publication_is_none() -> None:
    article = read("", "<span>14 March 2024, 18:25</span><span>Updated: 14 March 2024, 09:10</span>")

    assert article.modified_at is None


@pytest.mark.parametrize(
    ("head", "above"),
    [
        pytest.param(
            "",
            "<p>Updated: <time datetime=2019-05-04T08:00:00Z>4 May 2019</time></p>"
            "<p>Published: <time datetime=2019-05-03T10:20:00Z>3 May 2019</time></p>",
            id="the word of a change stands before the element",
        ),
        pytest.param("", "<p>Publicerad 2019-05-03 10.20</p>", id="a point in the time"),
        pytest.param("", "<p class=ts data-timestamp=1556878800000></p>", id="only a script prints it"),
        pytest.param(
            "", "<time data-epoch=1556878800 class=posted>yesterday</time>", id="counted for scripts"
        ),
        pytest.param("", "<span>10:20 AM</span><span>2019-05-03</span>", id="the time stands first"),
        pytest.param(
            "", "<span>10:20 ص</span><span>الجمعة 3 مايو 2019</span>", id="the time stands first, Arabic"
        ),
        pytest.param(
            "<script type='application/ld+json'>"
            '{"@type": "VideoObject", "name": "A film", "uploadDate": "2017-02-01T10:00:00Z"}</script>',
            "<p>3 May 2019 10:20</p>",
            id="an embedded film is older",
        ),
        pytest.param(
            "<script type='application/ld+json'>"
            '{"@type": "VideoObject", "name": "A film", "uploadDate": "2019-05-02T10:00:00Z"}</script>'
            "<meta property=article:published_time content=2019-05-03T10:20:00Z>",
            "",
            id="a film is no article",
        ),
        pytest.param(
            "<script type='application/ld+json'>"
            '{"@type": "Recipe", "name": "Harbour opens", "datePublished": "2019-05-03T10:20:00Z"}</script>',
            "",
            id="a recipe",
        ),
    ],
)
def test_the_minute_of_publication_is_found(head: str, above: str) -> None:
    assert read(head, above, OTHERS).published_at == datetime(2019, 5, 3, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "PUBLISHED: May 14, 2025 at 5:01 AM PDT | UPDATED: May 15, 2025 at 9:12 AM PDT",
        "14/05/2025 - 09:01h. Actualizado: 15/05/2025 - 10:30h.",
        "Veröffentlicht am 14.05.2025 um 09:01 Uhr, aktualisiert am 15.05.2025 um 10:30 Uhr",
        "27 octobre 2024 à 18:27 (Mis à jour: 19:56)",
    ],
)
def test_two_dates_in_one_line_are_no_text(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "printed",
    [
        "on Jul 04, 2014\n   at 11:30a",
        "04.07.2014<br>um 11:30 Uhr",
        "4 juillet 2014\nà 11h30",
        "4 يوليو 2014<br>الساعة 11:30",
        "4 Temmuz 2014\n saat 11:30",
    ],
)
def test_a_time_in_the_line_below_its_day_is_read(printed: str) -> None:
    article = read("", f"<p>{printed}</p>")

    assert article.published_at == datetime(2014, 7, 4, 11, 30, tzinfo=UTC)


def test_a_sentence_with_two_dates_is_text() -> None:
    assert not is_date_line(
        "The list of May 14, 2025 was updated on May 15, 2025 after complaints by readers."
    )


@pytest.mark.parametrize(
    "facts",
    [
        "<div>Launch Date: September 7, 1998</div>",
        "<div>Developer: Quill</div><div>Genre: Puzzle</div><div><b>Release date</b>: 7 June 2024</div>",
        "<div>Release date:</div><div>7 June 2024</div><div>Director: Jane Doe</div><div>Length: 90 minutes</div>",
        "<div>Kinostart: 7. Juni 2024</div>",
        "<div>発売日：2024年6月7日</div>",
    ],
)
def test_the_day_of_a_thing_in_the_text_dates_no_article(facts: str) -> None:
    assert read(above=facts).published_at is None
    assert read(after="", above=f"<div class=facts>{facts}</div>").published_at is None


@pytest.mark.parametrize(
    "line",
    [
        "<p>Release Date: June 7, 2024</p>",
        "<div>Release Date:</div><div>June 7, 2024</div><div>Release Number: HQ-24-117</div>",
        "<div><b>Released</b>: 7 June 2024</div><p>Contact: Jane Doe</p>",
        "<p>Contact: Jane Doe</p><p>Phone: 555-1234</p><p>Release Date: June 7, 2024</p>",
        "<div>Release Date: June 7, 2024</div><div>Region: Southeast</div><div>Office: Port Garrow</div>",
        "<p>Erscheinungsdatum: 7. Juni 2024</p>",
        "<p>تاريخ الإصدار: 7 يونيو 2024</p>",
        "<p>公開日：2024年6月7日</p>",
        "<p>Дата выхода: 7 июня 2024</p>",
    ],
)
def test_the_day_of_release_at_the_headline_is_that_of_an_agencys_report(line: str) -> None:
    published = read(above=line).published_at

    assert published is not None
    assert published.date() == date(2024, 6, 7)


def test_a_day_of_release_hides_no_day_of_publication() -> None:
    article = read(above="<div>Release date: 7 June 2024</div><div>3 May 2024, 10:20</div>")

    assert article.published_raw == "3 May 2024, 10:20"


def test_a_day_in_a_list_behind_a_text_in_han_is_not_the_pages() -> None:
    text = "多くの人が休暇を取得するため、管理者が不在になり、対応が遅れることがあります。機器の更新や連絡先の確認を忘れずに行い、休暇の後にも同じように確かめてください。よくある質問も参考にして、不審な電子メールの添付ファイルは開かず、疑わしいときは窓口に相談して、対策の実施をお願いします。"
    page = (
        "<!doctype html><html lang=ja><head><title>大型連休における注意喚起</title></head><body><div id=main>"
        f"<h1>大型連休における注意喚起</h1><p>最終更新日：2019年4月2日<br>某機構</p><div>{f'<p>{text}</p>' * 3}"
        "<ul><li>2019年3月15日公表<br>「便乗した消費者トラブルにご注意ください」<br><a href=/x>http://example.jp/0315.html</a>"
        f"</li></ul><p>{text}</p></div></div></body></html>"
    )

    found = extract_articles(page.encode(), "https://example.jp/a/1.html")

    assert isinstance(found, list)
    assert found[0].published_at == datetime(2019, 4, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "attribute",
    ["data-published='2019-05-03 10:20:00Z'", "data-time=1556878800", "data-date='2019-05-03T10:20:00Z'"],
)
def test_a_time_that_only_a_script_reads_is_the_times(attribute: str) -> None:
    article = read(
        above=f"<ul><li><a href=/u/jane>Jane Doe</a> - <time {attribute}>4 hours ago</time></li></ul>"
    )

    assert article.published_at == datetime(2019, 5, 3, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "label",
    [
        "Last update", "آخر تعديل", "تم التعديل", "آخرین ویرایش", "تازہ کاری", "עדכון אחרון", "Zuletzt geändert", "Letzte Änderung",
        "Letzte Aktualisierung", "Dernière modification", "Actualisé le", "Última atualização", "Laatste update", "Geüpdatet", "Uppdaterat", "Oppdatert",
        "Sist endret", "Ændret", "Muokattu", "Pakeista", "Zaktualizowano", "Ostatnia aktualizacja", "Upraveno", "Aktualizácia", "Módosítva",
        "Ultima actualizare", "Ενημερώθηκε", "Τελευταία τροποποίηση", "Обновено", "Последна промяна", "Zadnja izmjena", "Ажурирано",
        "Eguneratua", "Son düzenleme", "Изменено", "Останнє оновлення", "Жаңартылды", "Yangilangan", "Վերջին թարմացում", "সর্বশেষ হালনাগাদ",
        "અપડેટ", "แก้ไขล่าสุด", "Sửa lần cuối", "Diperbaharui", "Kemas kini", "ተሻሽሏል", "Opgedateer", "修改时间", "업데이트",
    ],
)  # fmt: skip
def test_a_date_behind_a_label_of_change_is_not_that_of_publication(label: str) -> None:
    article = read("", f"<div>{label}: 16.03.2024 11:30</div><div>14.03.2024 18:25</div>")

    assert article.published_at == datetime(2024, 3, 14, 18, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "Sie hat am 14.03.2024 vieles an den alten Plänen geändert.",
        "Am 14.03.2024 wurde es zuletzt geändert, und zwar vom Rat der Stadt.",
        "Изменено было 14.03.2024 немногое, и никто этого не заметил.",
        "تم التعديل على القانون في 14.03.2024 بعد نقاش طويل في المجلس.",
    ],
)
def test_a_sentence_of_a_change_is_no_line_of_a_date(line: str) -> None:
    assert not is_date_line(line)


def test_a_line_of_the_text_that_says_published_is_believed_before_the_day_of_the_last_change() -> None:
    page = (
        "<!doctype html><html lang=en><head><title>Harbour opens</title></head><body><main><article>"
        f"<h1>Harbour opens</h1><p>Updated 16 March 2024</p><div>{TEXT}<p>First published on 14 March 2024</p>"
        "</div></article></main></body></html>"
    )
    found = extract_articles(page.encode(), URL, fetched_at=FETCHED)

    assert not isinstance(found, Rejection)
    assert found[0].published_at is not None
    assert found[0].published_at.date() == date(2024, 3, 14)
