"""Whatever is made of a page, extraction keeps its word. `make fuzz-extraction` asks far more of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz_extraction import (
    FETCHED_AT,
    Input,
    broken_promises,
    load_input,
    make_input,
    own_pages,
    save_input,
    try_input,
    unwritable_texts,
)
from tasks.article import extract_articles
from tasks.model import Article, Paragraph, Rejection

URL = "https://news.example/2024/05/03/story"
CORPUS = own_pages()
_PATIENT = settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])


def promises_broken(found: list[Article] | Rejection) -> list[str]:
    return [*broken_promises(found), *unwritable_texts(found)]


@pytest.mark.parametrize("seed", range(6))
def test_damaged_pages_break_no_promise(seed: int) -> None:
    broken = {}

    for number in range(100):
        damaged = make_input(CORPUS, seed, number)
        found = extract_articles(
            damaged.body, damaged.url, content_type=damaged.content_type, fetched_at=FETCHED_AT
        )
        if violations := promises_broken(found):
            broken[number] = violations

    assert broken == {}


# --- pages that nobody would write ------------------------------------------------------------

_WORDS = st.sampled_from(
    "الرئيس قال وأضاف في مؤتمر صحفي أبوظبي وام May 3, 2024 Reuters the minister said on Friday. By John المصدر: "  # noqa: SIM905 - words
    "منذ ٣ ساعات ۱۴۰۳ 1445 هـ 12:30 ص روز شنبه גשר שלום 東京で 記者。 «إقرأ أيضا» related Ö é – … \u200c \u200f ﷺ 🙂 . , : | - ( )".split(
        " "
    )
)
_TEXTS = st.one_of(
    st.lists(_WORDS, max_size=40).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=60),
)
_VALUES = st.recursive(
    st.one_of(_TEXTS, st.none(), st.booleans(), st.integers(), st.floats(), st.just("2024-05-03T10:20:30Z")),
    lambda values: st.one_of(
        st.lists(values, max_size=3),
        st.dictionaries(
            st.sampled_from(["@type", "@id", "@value", "@graph", "name", "url", "headline", "text"]),
            values,
            max_size=3,
        ),
    ),
    max_leaves=6,
)
_THINGS = st.fixed_dictionaries(
    {"@type": st.sampled_from(["NewsArticle", "Article", "WebPage", "Person", ["NewsArticle"], None, {}])},
    optional=dict.fromkeys(
        (
            *("headline", "articleBody", "datePublished", "dateModified", "author", "publisher", "keywords"),
            *("image", "articleSection", "isAccessibleForFree", "mainEntityOfPage", "@graph", "inLanguage"),
        ),
        _VALUES,
    ),
)
_METAS = st.tuples(
    st.sampled_from(
        "og:title og:type og:image og:url description author article:published_time article:tag keywords date"  # noqa: SIM905 - names
        " article:section og:locale article:author dc.date parsely-pub-date twitter:title".split()
    ),
    _TEXTS,
)
_ELEMENTS = st.tuples(
    st.sampled_from(
        "p p p p h1 h2 div li blockquote time figure figcaption span a strong section article td address".split()  # noqa: SIM905 - names
    ),
    st.sampled_from(
        ["", " class=byline", " class='date'", " itemprop=author", " rel=author href='//x'", " datetime='99'"]
    ),
    _TEXTS,
)


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    things = [json.dumps(thing) for thing in draw(st.lists(_THINGS, max_size=2))]
    scripts = "".join(f'<script type="application/ld+json">{thing}</script>' for thing in things)
    metas = "".join(
        f'<meta property="{key}" content="{text}">' for key, text in draw(st.lists(_METAS, max_size=5))
    )
    body = "".join(
        f"<{tag}{names}>{text}</{tag}>" for tag, names, text in draw(st.lists(_ELEMENTS, max_size=12))
    )
    html = f"<html><head><title>{draw(_TEXTS)}</title>{metas}{scripts}</head><body>{body}</body></html>"
    charset = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "cp1256", "cp1252", "utf-16", "shift_jis"]))
    return html.encode(charset, "ignore")


@_PATIENT
@given(pages())
def test_pages_that_nobody_would_write_break_no_promise(body: bytes) -> None:
    found = extract_articles(body, URL, fetched_at=FETCHED_AT)

    assert promises_broken(found) == []


@_PATIENT
@given(st.lists(_TEXTS, max_size=12).map("\n".join))
def test_flat_text_that_nobody_would_write_breaks_no_promise(text: str) -> None:
    found = extract_articles(text.encode(), URL, content_type="text/plain", fetched_at=FETCHED_AT)

    assert promises_broken(found) == []


# --- characters that are none ------------------------------------------------------------------


def test_no_field_has_characters_that_cannot_be_written() -> None:
    hostile = "&#1;&#127;&#129;\x02\x7f\ufffe"
    thing = {
        "@type": "NewsArticle",
        "headline": "A headline \ud800 of\x03 it",
        "keywords": ["a\ud800b", "c\x04"],
    }
    body = (
        f'<script type="application/ld+json">{json.dumps(thing)}</script><meta name=author content="John {hostile}Smith">'
        f"<h1>A headline {hostile} of it</h1>"
        + f"<p>Some words {hostile} that make up a paragraph here.</p>"
        * 3
    )

    found = extract_articles(body.encode(), URL)

    assert isinstance(found, list)
    assert list(unwritable_texts(found)) == []


def test_no_keyword_is_empty_when_folded() -> None:
    body = b"<meta property='article:tag' content='Ports, &gt;, Roads'><h1>A headline of it</h1>"
    body += b"<p>Some words that make up a paragraph here, and some more.</p>" * 3

    found = extract_articles(body, URL)

    assert isinstance(found, list)
    assert [keyword.folded for keyword in found[0].keywords] == ["ports", "roads"]


# --- that the checks can fail -----------------------------------------------------------------


def _article(**changed: object) -> Article:
    fields = {"role": "main", "position": 0, "url": URL, "headline": "A", "paragraphs": (Paragraph("text"),)}
    return Article(**{**fields, **changed})  # type: ignore[arg-type] # - what is no article is the point


BROKEN: dict[str, object] = {
    "no articles": [],
    "not an answer": None,
    "a headline of white space": [_article(headline=" ")],
    "no paragraphs": [_article(paragraphs=())],
    "an empty paragraph": [_article(paragraphs=(Paragraph(""),))],
    "a paragraph of no kind": [_article(paragraphs=(Paragraph("x", "table"),))],  # type: ignore[arg-type] # - as above
    "a date without a zone": [
        _article(
            published_at=FETCHED_AT.replace(tzinfo=None), published_raw="x", published_precision="minute"
        )
    ],
    "a date from nowhere": [_article(published_at=FETCHED_AT)],
    "positions": [_article(position=1)],
    "two main articles": [_article(), _article(position=1)],
    "an address of no page": [_article(canonical_url="javascript:x")],
    "a language of no form": [_article(language="English")],
    "a reason of no form": Rejection(URL, "extract", "No reason"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_promise_is_seen(name: str) -> None:
    assert list(broken_promises(BROKEN[name])) != []


@pytest.mark.parametrize("text", ["a\x00", "a\x1fb", "a\x92", "a\ud800", "a\nb", "a\uffff"])
def test_a_text_that_cannot_be_written_is_seen(text: str) -> None:
    assert list(unwritable_texts([_article(headline=text)])) != []


def test_an_input_is_made_again_by_its_number_and_read_again_from_its_file(tmp_path: Path) -> None:
    made = [make_input(CORPUS, 7, number) for number in range(20)]

    again = [load_input(save_input(given_, tmp_path / "input.json")) for given_ in made]

    assert again == made == [make_input(CORPUS, 7, number) for number in range(20)]


def test_an_input_is_tried_whole() -> None:
    body = CORPUS[0][:100] + b"<h1>A headline of it</h1>" + b"<p>Some words that make up a paragraph.</p>" * 3

    outcome = try_input(Input(body, URL, None))

    assert (outcome.violations, outcome.seconds > 0) == ((), True)
