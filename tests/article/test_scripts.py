"""Articles whose text a page carries only in the JSON of its scripts, as a dozen frameworks and editors send it."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from tasks.article import extract_articles
from tasks.model import Article, Rejection

URL = "https://www.qalam.example/news/river-bridge"
HEADLINE = "Town opens a new bridge over the quiet river"
PARAGRAPHS = (
    "The town opened a new bridge over the river this morning, two years after its first stone was laid.",
    "It will take the traffic of the old centre, and the people of both banks chose its shape and name.",
    "The next part of the plan has paths for bicycles and a garden on the western bank, to open in summer.",
    "The mayor thanked the masons by name, and the oldest of them crossed first, on foot and in the rain.",
)
TEASERS = (
    "Ferry stops after ninety years",
    "Old bridge to become a garden",
    "River rises after the spring rain",
)


def _page(body: str, title: str = f"{HEADLINE} | Qalam") -> bytes:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def _next(properties: dict[str, Any]) -> str:
    data = json.dumps({"props": {"pageProps": properties}, "page": "/[slug]"})
    return f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{data}</script>'


def _pieces(text: str) -> tuple[str, str]:
    return text[:30], text[30:]


MARKUP = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEASER_OBJECTS = [{"title": title, "body": [{"type": "p", "text": PARAGRAPHS[0]}]} for title in TEASERS]
PROSEMIRROR = {
    "type": "doc",
    "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": piece} for piece in _pieces(text)]}
        for text in PARAGRAPHS
    ],
}
PORTABLE = [
    {
        "_type": "block",
        "style": "normal",
        "children": [{"_type": "span", "text": piece} for piece in _pieces(text)],
    }
    for text in PARAGRAPHS
]
CONTENTFUL = {
    "nodeType": "document",
    "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text, "marks": []}]}
        for text in PARAGRAPHS
    ],
}
GUTENBERG = [{"name": "core/paragraph", "attributes": {"content": text}} for text in PARAGRAPHS]
EDITOR_JS = {"blocks": [{"id": "a", "type": "paragraph", "data": {"text": text}} for text in PARAGRAPHS]}
ARC = [{"_id": "A", "type": "text", "content": text} for text in PARAGRAPHS]
WHOLE_AND_PIECES = [
    {
        "type": "paragraph",
        "model": {"text": text, "blocks": [{"model": {"text": piece}} for piece in _pieces(text)]},
    }
    for text in PARAGRAPHS
]
STORY = {"headline": HEADLINE, "body": MARKUP, "related": TEASER_OBJECTS}
FLAT = [{"article": 1}, {"title": 2, "body": 3, "lead": 8}, HEADLINE, [4, 5, 6, 7], *PARAGRAPHS, 1]
SHAPES = {
    "markup in one string": _next({"article": {"title": HEADLINE, "content": MARKUP}}),
    "rich text": _next({"story": {"title": HEADLINE, "richText": MARKUP}}),
    "end tags in braces": _next({"story": {"title": HEADLINE, "richText": MARKUP.replace("</p>", " {/p}")}}),
    "rendered markup": _next({"post": {"title": {"rendered": HEADLINE}, "content": {"rendered": MARKUP}}}),
    "a list of strings": _next({"article": {"title": HEADLINE, "paragraphs": list(PARAGRAPHS)}}),
    "ProseMirror": _next({"story": {"headline": HEADLINE, "doc": PROSEMIRROR}}),
    "Portable Text": _next({"post": {"title": HEADLINE, "body": PORTABLE}}),
    "Contentful": _next({"entry": {"fields": {"title": HEADLINE, "body": CONTENTFUL}}}),
    "Gutenberg": _next({"post": {"title": HEADLINE, "blocks": GUTENBERG}}),
    "Editor.js": _next({"post": {"title": HEADLINE, "body": EDITOR_JS}}),
    "Arc": f"<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps({'content_elements': ARC})};</script>",
    "whole and in pieces": _next({"story": {"headline": HEADLINE, "blocks": WHOLE_AND_PIECES}}),
    "beside related articles": _next({"article": STORY, "latest": TEASER_OBJECTS, "more": TEASER_OBJECTS}),
    "a state": f"<div id=root></div><script>window.__INITIAL_STATE__ = {json.dumps({'article': STORY})};</script>",
    "parsed from a string": f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(STORY))});</script>",
    "places in a list": f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(FLAT)}</script>',
    "a function's string": f"<script>window.__NUXT__=(function(a){{return {{title:a,body:{json.dumps(MARKUP).replace('/', chr(92) + 'u002F')}}}}}(1));</script>",
    "an attribute": f'<div id="app" data-page="{html.escape(json.dumps({"props": {"article": STORY}}))}"></div>',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_that_only_a_scripts_json_has_is_read(shape: str) -> None:
    found = extract_articles(_page(SHAPES[shape]), URL)

    assert isinstance(found, list), found
    assert [paragraph.text for paragraph in found[0].paragraphs] == list(PARAGRAPHS)
    assert found[0].headline == HEADLINE


def test_headings_quotes_and_items_of_an_editors_tree_keep_their_kinds() -> None:
    nodes = [
        {"type": "paragraph", "content": [{"type": "text", "text": PARAGRAPHS[0]}]},
        {"type": "heading", "content": [{"type": "text", "text": "What comes next"}]},
        {"type": "paragraph", "content": [{"type": "text", "text": PARAGRAPHS[1]}]},
        {"type": "blockquote", "content": [{"type": "paragraph", "content": [{"text": PARAGRAPHS[2]}]}]},
        {
            "type": "list",
            "content": [{"type": "listItem", "content": [{"type": "paragraph", "text": PARAGRAPHS[3]}]}],
        },
    ]
    article = _article(_page(_next({"a": {"title": HEADLINE, "body": {"type": "doc", "content": nodes}}})))

    assert [paragraph.kind for paragraph in article.paragraphs] == [
        "paragraph", "heading", "paragraph", "quote", "list_item",
    ]  # fmt: skip


def test_the_object_with_the_text_says_when_and_by_whom() -> None:
    story = STORY | {
        "publishedAt": "2024-03-14T18:25:00+02:00",
        "author": {"name": "Jane Doe"},
        "section": "Town",
    }
    article = _article(_page(_next({"article": story})))

    assert article.published_at is not None
    assert (article.published_at.isoformat(), article.authors, article.section) == (
        "2024-03-14T18:25:00+02:00",
        ("Jane Doe",),
        "Town",
    )


LISTS = {
    "teasers": _next({"items": [{"title": title, "excerpt": PARAGRAPHS[0]} for title in TEASERS]}),
    "whole articles": _next({"items": [{"title": title, "content": MARKUP} for title in TEASERS]}),
    "comments": _next({"comments": [{"user": "a", "text": text} for text in PARAGRAPHS]}),
}


@pytest.mark.parametrize("kind", LISTS)
def test_lists_in_a_scripts_json_are_no_article(kind: str) -> None:
    found = extract_articles(_page(LISTS[kind], title="The town and its river | Qalam"), URL)

    assert isinstance(found, Rejection), found


def _article(page: bytes) -> Article:
    found = extract_articles(page, URL)
    assert isinstance(found, list), found
    return found[0]


def test_a_table_in_a_script_is_no_text_and_breaks_nothing() -> None:
    rows = json.dumps([[["2026", number], [number]] for number in range(80)])
    found = extract_articles(_page(f"<h1>{HEADLINE}</h1><script>var rows = {rows};</script>"), URL)

    assert isinstance(found, Rejection)
    assert found.reason == "no_text"


def _flight(*rows: str) -> str:
    pushed = "".join(f"<script>self.__next_f.push([1,{json.dumps(row)}])</script>" for row in rows)
    return f"<div></div><script>(self.__next_f=self.__next_f||[]).push([0])</script>{pushed}"


@pytest.mark.parametrize("key", ["bodyHtml", "content_html", "articleContent"])
def test_a_text_under_more_keys_is_read(key: str) -> None:
    state = json.dumps({"article": {"data": {"title": HEADLINE, key: MARKUP}}})
    article = _article(
        _page(f"<div id=app></div><script>window.__STATE__ = JSON.parse({json.dumps(state)})</script>")
    )
    assert [paragraph.text for paragraph in article.paragraphs] == list(PARAGRAPHS)


def test_a_text_in_the_notation_of_server_components_is_read() -> None:
    row = '5:["$","$L1",null,' + json.dumps({"article": {"title": HEADLINE, "content": MARKUP}}) + "]\n"
    article = _article(_page(_flight('0:["$","html",null,{}]\n', row[:200], row[200:])))
    assert [paragraph.text for paragraph in article.paragraphs] == list(PARAGRAPHS)


def test_a_text_that_server_components_refer_to_is_read() -> None:
    text = MARKUP.replace("bridge", "brücke")
    row = (
        '5:["$","$L1",null,'
        + json.dumps({"article": {"title": HEADLINE, "content": {"html": "$1a"}}})
        + "]\n"
    )
    article = _article(_page(_flight(f"1a:T{len(text.encode()):x},", text + row)))
    assert len(article.paragraphs) == len(PARAGRAPHS)
    assert "brücke" in article.paragraphs[0].text
