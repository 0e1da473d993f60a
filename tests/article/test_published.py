"""Which of a page's dates is the day of publication."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tasks.article import extract_articles
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
