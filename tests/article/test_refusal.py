"""What is no article and is refused with its reason; what looks like it and is an article.

Each page of `pages/refusal` is of our own writing; its folder names what has to be made of it, its first line
the address that it came from.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks.article import extract_articles
from tasks.model import Rejection

PAGES = Path(__file__).parent / "pages" / "refusal"
ALL = sorted(path.relative_to(PAGES) for path in PAGES.glob("*/*.html"))
REFUSED = [path for path in ALL if path.parent.name != "article"]
ARTICLES = [path for path in ALL if path.parent.name == "article"]


def _read(path: Path) -> tuple[bytes, str]:
    """(body, address)"""
    body = (PAGES / path).read_bytes()
    address = re.match(rb"<!-- (\S+) -->\n", body)
    assert address is not None, path
    return body[address.end() :], address[1].decode()


@pytest.mark.parametrize("path", REFUSED, ids=str)
def test_a_page_without_an_article_is_refused_with_what_it_is(path: Path) -> None:
    body, address = _read(path)

    found = extract_articles(body, address)

    assert isinstance(found, Rejection), found
    assert (found.stage, found.reason) == ("extract", path.parent.name), found.detail
    assert found.detail is not None
    assert found.detail.endswith(".")


@pytest.mark.parametrize("path", ARTICLES, ids=str)
def test_an_article_that_looks_like_none_is_taken(path: Path) -> None:
    body, address = _read(path)

    found = extract_articles(body, address)

    assert isinstance(found, list), found
