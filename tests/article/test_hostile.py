"""No bytes make extraction raise, and none cost it more than their length is worth."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tasks.article import extract_articles
from tasks.article.bounds import MOST_DEPTH, bound_markup
from tasks.model import Article, Rejection

SEED = (Path(__file__).parent / "pages" / "seed" / "page.html").read_bytes()
URL = "https://news.example/a"

_FRAGMENTS = st.sampled_from(
    [
        *(
            b"<p>",
            b"</p>",
            b"<div class='date'>",
            b"</div>",
            b"<a href='//['>",
            b"<h1>",
            b"<time datetime='99'>",
            b"<br>",
        ),
        *(
            b"<meta charset=rot13>",
            b"<meta property=og:title content='&amp;amp;'>",
            b"<base href='http://[x'>",
            b"<table><td>",
        ),
        *(
            b'<script type="application/ld+json">',
            b'{"@type":["NewsArticle"],"author":[[[{"name":{}}]]]',
            b"</script>",
        ),
        *(
            "٣٠ نوفمبر ٢٠٢٣".encode(),
            "1445/13/45 هـ".encode("cp1256"),
            b"0000-00-00T99:99",
            b"\x00\xff\xfe",
            b"\xed\xa0\x80",
        ),
        *(
            "إقرأ أيضاً:".encode(),
            "كلمات دلالية: ".encode(),
            b"<!--",
            b"<![CDATA[",
            b"&#0;&#x110000;",
            b"word " * 30,
        ),
    ]
)
_SPEED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _is_answer(found: list[Article] | Rejection) -> bool:
    return isinstance(found, Rejection) or (bool(found) and all(article.headline for article in found))


@_SPEED
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/html", "text/plain", "text/html; charset=\x00"]),
    st.text(max_size=30),
)
@example(b"<", None, "http://[")
def test_any_bytes_give_articles_or_a_rejection(body: bytes, content_type: str | None, url: str) -> None:
    assert _is_answer(extract_articles(body, url, content_type=content_type))


@_SPEED
@given(st.lists(_FRAGMENTS, max_size=40).map(b"".join))
def test_any_mess_of_markup_gives_articles_or_a_rejection(body: bytes) -> None:
    assert _is_answer(extract_articles(body, URL))


@_SPEED
@given(st.integers(0, len(SEED)), st.integers(0, len(SEED)), st.binary(max_size=20))
def test_a_damaged_page_gives_articles_or_a_rejection(start: int, end: int, junk: bytes) -> None:
    assert _is_answer(extract_articles(SEED[:start] + junk + SEED[end:], URL))


_COUNT = 20_000
COSTLY = {
    "nested tags": "<div>" * _COUNT,
    "nested lists": "<ul><li>" * _COUNT,
    "tags that close nothing": "</x><div>" * _COUNT,
    "attributes": "<div " + " ".join(f"a{n}=1" for n in range(_COUNT)) + ">",
    "options": "<select>" + "<option>" * _COUNT,
    "paragraphs": "<h1>A headline</h1>" + "<p>Some words that make a sentence of some length.</p>" * _COUNT,
    "breaks": "<h1>A headline</h1><div>" + "some words of a line<br>" * _COUNT,
    "links": "<p>" + "<a href=x>word</a> " * _COUNT,
    "opening brackets": "<" * _COUNT,
    "nested JSON": '<script type="application/ld+json">' + "[" * _COUNT + "</script><p>x",
    "digits": "<div class=date>" + "1" * _COUNT,
    "spaces": "<p>" + " " * _COUNT * 5 + "x",
}


@pytest.mark.parametrize("name", COSTLY)
def test_a_page_made_to_be_costly_is_read_in_time(name: str) -> None:
    started = time.process_time()

    extract_articles(COSTLY[name].encode(), URL)

    assert time.process_time() - started < 6  # quadratic, these take from ten seconds to minutes


def test_nesting_is_cut_and_ordinary_markup_is_left_alone() -> None:
    ordinary = "<div><p>one<p>two</div>" * 5_000
    deep = "<div>" * 9_000 + "text"

    assert bound_markup(ordinary) == ordinary
    assert bound_markup(deep) == "<div>" * MOST_DEPTH + "text"
