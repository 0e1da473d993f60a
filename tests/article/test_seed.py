"""The seed page, as HTML and as flat text, gives exactly what its expected.json says, field by field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.article import extract_articles
from tasks.model import Article

SEED = Path(__file__).parent / "pages" / "seed"
URL = "https://news.example/1701345600/military-talks"
EXPECTED: list[dict[str, Any]] = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
FIELDS = sorted(EXPECTED[0])


def _articles(file: str) -> list[Article]:
    content_type = "text/plain" if file.endswith(".txt") else "text/html; charset=utf-8"
    found = extract_articles((SEED / file).read_bytes(), URL, content_type=content_type)
    assert isinstance(found, list)
    return found


def _as_expected(article: Article) -> dict[str, Any]:
    return {
        "role": article.role,
        "position": article.position,
        "headline": article.headline,
        "published_raw": article.published_raw,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "published_precision": article.published_precision,
        "dateline_place": article.dateline_place,
        "agency": article.agency,
        "source_credit": article.source_credit,
        "language": article.language,
        "keywords": [keyword.surface for keyword in article.keywords],
        "keywords_distinct_after_folding": len({keyword.folded for keyword in article.keywords}),
        "keywords_raw": article.keywords_raw,
        "paragraphs": [paragraph.text for paragraph in article.paragraphs],
    }


@pytest.mark.parametrize("file", ["page.html", "page.txt"])
def test_the_seed_holds_two_articles(file: str) -> None:
    articles = _articles(file)

    assert [(a.role, a.position, len(a.paragraphs)) for a in articles] == [("main", 0, 14), ("related", 1, 4)]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("number", [0, 1])
def test_the_seed_page_gives_each_field(number: int, field: str) -> None:
    article = _articles("page.html")[number]

    assert _as_expected(article)[field] == EXPECTED[number][field]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("number", [0, 1])
def test_the_flat_text_gives_each_field_that_it_carries(number: int, field: str) -> None:
    # Flat text has lost the borders between keywords: only the raw string is left.
    lost = {"keywords": [], "keywords_distinct_after_folding": 0}
    article = _articles("page.txt")[number]

    assert _as_expected(article)[field] == lost.get(field, EXPECTED[number][field])


def test_the_related_article_has_its_own_address() -> None:
    articles = _articles("page.html")

    assert [a.url for a in articles] == [URL, "https://news.example/1715600000/phone-call"]


def test_every_given_field_names_its_rule() -> None:
    main = _articles("page.html")[0]

    assert main.provenance == {
        "charset": "utf-8: valid UTF-8",
        "headline": "og:title, agreed by 3",
        "paragraphs": "densest element",
        "published_at": "printed",
        "keywords": "tag links",
        "canonical_url": "link canonical",
        "source_credit": "printed label",
    }
