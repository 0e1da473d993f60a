"""Extraction reads the demo web as `demo.expected` tells it: every field of every article, every refusal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from demo.expected import ExpectedArticle, expected_articles, expected_refusals
from demo.outlet import Edition
from demo.pages import render_web
from tasks.article import extract_articles
from tasks.model import Article, Rejection
from tasks.sites import all_sites

FETCHED_AT = datetime(2026, 11, 23, tzinfo=UTC)
SITES = all_sites()


def extract(url: str, source: str, edition: Edition) -> list[Article] | Rejection:
    page = render_web(edition)[urlsplit(url).hostname or "", urlsplit(url).path]
    return extract_articles(
        page.body, url, content_type=page.content_type, site=SITES[source], fetched_at=FETCHED_AT
    )


def fields(article: ExpectedArticle | Article) -> dict[str, Any]:
    """What both tell. A page's metadata may repeat the date of publication as that of its last change."""
    keywords = [one if isinstance(one, str) else one.surface for one in article.keywords]
    names = (
        "url role position headline language published_at published_precision authors dateline_place agency "
        "source_credit section"
    )
    modified = article.modified_at if article.modified_at != article.published_at else None
    return {
        **{name: getattr(article, name) for name in names.split()},
        "modified_at": modified,
        "keywords": keywords,
        "paragraphs": [(one.kind, one.text) for one in article.paragraphs],
    }


@pytest.mark.parametrize("edition", [1, 2])
def test_extraction_reads_every_article_as_the_truth_tells_it(edition: Edition) -> None:
    told: dict[str, list[ExpectedArticle]] = {}
    for article in expected_articles(edition):
        told.setdefault(article.page_url, []).append(article)

    read = {url: extract(url, articles[0].source, edition) for url, articles in told.items()}

    assert {
        url: found if isinstance(found, Rejection) else [fields(one) for one in found]
        for url, found in read.items()
    } == {url: [fields(one) for one in articles] for url, articles in told.items()}


def test_extraction_refuses_what_is_no_article_for_the_reason_that_the_truth_tells() -> None:
    told = [one for one in expected_refusals() if one.stage != "fetch"]

    read = [extract(one.url, one.source, 1) for one in told]

    assert [(one.stage, one.reason) for one in read if isinstance(one, Rejection)] == [
        (one.stage, one.reason) for one in told
    ]
