"""What `demo.expected` says of the demo web is what its pages show."""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations
from urllib.parse import urlsplit

import pytest
from persiantools.jdatetime import JalaliDateTime
from selectolax.lexbor import LexborHTMLParser

from demo.expected import (
    ExpectedArticle,
    expected_articles,
    expected_correction,
    expected_refusals,
    expected_stories,
)
from demo.outlet import Edition, read_outlets
from demo.pages import render_web
from tasks.fold import fold

SEED = "/1701345600/military-talks"


def page_text(article: ExpectedArticle, edition: Edition = 1) -> str:
    """The page's text, its meta tags included, spaces evened out."""
    resource = render_web(edition)[urlsplit(article.page_url).hostname or "", urlsplit(article.page_url).path]
    encoding = "utf-8"
    for outlet in read_outlets(edition):
        if outlet.name == article.source:
            encoding = outlet.encoding
            for one in outlet.articles:
                if article.page_url.endswith(one.path):
                    encoding = one.encoding or encoding
    tree = LexborHTMLParser(resource.body.decode(encoding))
    assert tree.root is not None
    metas = [meta.attributes.get("content") or "" for meta in tree.css("meta")]
    return " ".join(" ".join([tree.root.text(separator=" "), *metas]).split())


def shingles(text: str) -> set[tuple[str, ...]]:
    words = fold(text).split()
    return set(zip(words, words[1:], words[2:], strict=False))


def containments(left: str, right: str) -> tuple[float, float]:
    """Share of the left's word triples that the right has, and the other way round."""
    mine, theirs = shingles(left), shingles(right)
    return len(mine & theirs) / len(mine), len(mine & theirs) / len(theirs)


@pytest.mark.parametrize("edition", [1, 2])
def test_every_page_shows_what_the_truth_says(edition: Edition) -> None:
    absent = []
    for article in expected_articles(edition):
        text = page_text(article, edition)
        shown = [
            article.headline,
            article.published_printed,
            article.source_credit,
            article.section,
            article.dateline_place,
            article.agency,
            *article.authors,
            *article.keywords,
            *(one.text for one in article.paragraphs),
        ]
        absent += [(article.url, what) for what in shown if what and " ".join(what.split()) not in text]

    assert absent == []


def test_dates_as_printed_mean_what_the_truth_says() -> None:
    wrong = []
    for article in expected_articles(1):
        if article.published_printed is None or article.published_at is None or article.page_url.count(SEED):
            continue
        local = article.published_at
        numbers = {
            int(one) for one in re.findall(r"\d+", unicodedata.normalize("NFKC", article.published_printed))
        }
        if article.language == "fa":
            jalali = JalaliDateTime(local.replace(tzinfo=None))  # type: ignore[no-untyped-call]
            wanted = {jalali.year, jalali.day, local.hour, local.minute}
        elif article.published_precision == "day":
            wanted = {local.year, local.day}
        else:
            late = re.search(r"م$|مساء", article.published_printed)
            wanted = {
                local.year,
                local.day,
                local.hour - 12 if late and local.hour > 12 else local.hour,
                local.minute,
            }
        if numbers != wanted:
            wrong.append((article.url, article.published_printed))

    assert wrong == []


def test_outlets_differ_in_size_as_small_outlets_do() -> None:
    counts = {outlet.name: len(outlet.articles) for outlet in read_outlets(1)}

    assert len(counts) == 7
    assert all(5 <= count <= 8 for count in counts.values())


def test_members_of_a_story_share_its_text_to_the_degree_that_their_kind_says() -> None:
    articles = {article.page_url + article.role: article for article in expected_articles(1)}
    story = expected_stories()[0]
    whole = articles[story.members[0][0] + "main"].text

    shares = {
        url: (kind, *(round(share, 2) for share in containments(articles[url + "main"].text, whole)))
        for url, _, kind in story.members[1:]
    }

    assert shares == {
        "http://sabah.example/2026/11/21/2236-solar-desalination": ("excerpt", 0.98, 0.65),
        "http://marfa.example/news.php/4480": ("exact", 1.0, 1.0),
        "http://asdaa.example/2026/11/21/tahliya.html": ("near", 0.88, 0.87),
        "http://news.example/1795320000/solar-water": ("excerpt", 1.0, 0.4),
    }


def test_articles_that_share_no_story_share_no_text() -> None:
    members = [{url for url, _, _ in story.members} for story in expected_stories()]
    articles = [one for one in expected_articles(1) if not one.page_url.endswith(".txt")]

    close = [
        (left.url, right.url)
        for left, right in combinations(articles, 2)
        if not any({left.page_url, right.page_url} <= urls for urls in members)
        and max(containments(left.text, right.text)) > 0.03
    ]

    assert close == []


def test_the_second_visit_differs_by_one_paragraph_and_a_figure() -> None:
    correction = expected_correction()

    assert (correction.source, correction.url, correction.paragraph) == (
        "sabah",
        "http://sabah.example/2026/11/21/2231-ferry-line",
        2,
    )
    assert ("٤٢ مليون درهم" in correction.before, "٢٤ مليون درهم" in correction.after) == (True, True)
    assert correction.modified_at.isoformat() == "2026-11-22T18:40:00+02:00"


def test_every_kind_of_bad_input_is_announced_once() -> None:
    reasons = sorted((one.stage, one.reason) for one in expected_refusals())

    assert reasons == [
        ("decode", "not_html"),
        ("decode", "not_html"),
        ("extract", "home_page"),
        ("fetch", "empty_body"),
        ("fetch", "http_404"),
        ("fetch", "http_410"),
        ("fetch", "robots_disallowed"),
        ("fetch", "unreachable"),
    ]


def test_everything_that_is_announced_is_either_an_article_or_refused() -> None:
    found = {one.announced_url for one in expected_articles(1)}
    refused = {one.url for one in expected_refusals()}

    announced = {
        f"http://{outlet.host}{getattr(one, 'announced_as', None) or one.path}"
        for outlet in read_outlets(1)
        for one in outlet.announced
    }

    assert announced == (found | refused) - {"http://down.example/2026/11/21/night-ferry"}
    assert found & refused == set()
