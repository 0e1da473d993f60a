"""Articles in the JSON that a page carries for its scripts: text as a tree of an editor's blocks.

Next.js, Nuxt, Inertia and the like send a page's content as JSON. Its text is a string of markup, a list of
strings, or a tree of blocks (ProseMirror, Slate, Lexical, Portable Text, Contentful, Editor.js, Arc): a node
says its `type` and holds its text under one of few keys. What has a title of its own is another article's, or
a teaser.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tasks.article.line import one_line
from tasks.article.structured_data import Thing
from tasks.model import ParagraphKind

_MOST_SCRIPTS = 200
_MOST_TRIES = 20  # places of one script at which JSON may begin
_MOST_READ = 4_000_000  # characters of one script that are read in all these tries, but for two
_MOST_TEXTS = 4_000  # of one object
_MOST_NODES = 200_000

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^<>]{0,2000})>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
# <div id="app" data-page="{&quot;props&quot;: …">
_IN_ATTRIBUTE = re.compile(r'\s[\w-]{1,40}="(?P<json>[\[{]&quot;[^"]{300,})"')
_OPENINGS_IN_ATTRIBUTES = ('"{&quot;', '"[&quot;')
_BEFORE_JSON = re.compile(r"[=(]\s*(?=[\[{])|JSON\.parse\(\s*(?=\")")
_JSON = json.JSONDecoder(strict=False)


@dataclass(slots=True)
class Told:
    """An object with a title (or the whole tree), and the text that is its own."""

    thing: Thing
    title: str
    texts: list[tuple[str, ParagraphKind]] = field(default_factory=list)


def told_in_scripts(markup: str) -> list[Told]:
    """The objects with text in the JSON of a page's scripts and attributes.

    Their texts have twice the characters of the page at most: a script may be read in two ways, and a text
    that many places refer to would be as large as all of them together.
    """
    room = _Room(2 * len(markup))
    return [told for tree in _trees(markup) for told in _told_in(tree, room) if told.texts]


@dataclass(slots=True)
class _Room:
    """Characters that texts may still have."""

    left: int

    def has(self, text: str) -> bool:
        """Whether there is room for a text; if so, it takes it."""
        fits = len(text) <= self.left
        self.left -= len(text) if fits else 0
        return fits


# --- where the JSON is ------------------------------------------------------------------------


def _trees(markup: str) -> Iterator[Any]:
    at = 0
    for _ in range(_MOST_SCRIPTS):
        script = _SCRIPT.search(markup, at)
        end = _SCRIPT_END.search(markup, script.end()) if script is not None else None
        if script is None or end is None:
            break
        at = end.end()
        if end.start() - script.end() >= _LEAST_JSON and "ld+json" not in script["attributes"]:
            yield from _trees_of(markup[script.end() : end.start()].strip())
    if _PUSHED_MARK in markup:
        yield from _pushed(markup)
    if any(opening in markup for opening in _OPENINGS_IN_ATTRIBUTES):
        for attribute in _IN_ATTRIBUTE.finditer(markup):
            yield from _trees_of(html.unescape(attribute["json"]))


_LEAST_JSON = 300  # characters
_PUSHED_MARK = "__next_f.push([1,"
_PUSHED = re.compile(r'__next_f\.push\(\[1,\s*(?P<row>"[^"\\]*+(?:\\.[^"\\]*+)*+")', re.DOTALL)
_ROW = re.compile(rb"(?P<id>[0-9a-f]{1,8}):(?:T(?P<size>[0-9a-f]{1,8}),|(?P<kind>[A-Z]{0,2}))")


def _pushed(markup: str) -> Iterator[Any]:
    """What the components of a page are given, of the rows that React's server sends in pieces.

    `5:["$","$L1",null,{"article": …}]`, a row a line; `1a:T4f2,` opens a text of so many bytes, which others
    refer to as "$1a". The elements themselves are the whole page, menus and all, and are left out.
    """
    pieces: list[str] = []
    for match in _PUSHED.finditer(markup):
        try:
            pieces.append(_JSON.decode(match["row"]))
        except ValueError:
            return
    stream = "".join(pieces).encode("utf-8", "surrogatepass")
    texts: dict[str, str] = {}
    values: list[Any] = []
    at = 0
    for _ in range(_MOST_NODES):
        row = _ROW.match(stream, at)
        if row is None:
            break
        if row["size"] is not None:
            end = row.end() + int(row["size"], 16)
            texts[f"${row['id'].decode()}"] = stream[row.end() : end].decode("utf-8", "replace")
            at = end + (stream[end : end + 1] == b"\n")
            continue
        end = stream.find(b"\n", row.end())
        end = len(stream) if end < 0 else end
        if stream[row.end() : row.end() + 1] in (b"[", b"{") and not row["kind"]:
            with suppress(ValueError, RecursionError):
                values.append(_JSON.decode(stream[row.end() : end].decode("utf-8", "replace")))
        at = end + 1
    for value in values:
        yield from _given(value, texts)


def _given(value: Any, texts: dict[str, str]) -> Iterator[Any]:
    """The objects with a title that components in a row are given, their texts put in."""
    titled: list[Any] = []
    waiting: list[tuple[Any, bool]] = [(value, False)]  # and whether it is within an object with a title
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        value, within = waiting.pop()
        if isinstance(value, dict):
            for key, item in value.items():
                if isinstance(item, str) and item[:1] == "$" and item in texts:
                    value[key] = texts[item]
            if not within and _title_of(value):
                titled.append(value)
                within = True
            waiting += [(item, within) for item in reversed(value.values())]
        elif isinstance(value, list):
            waiting += [(item, within) for item in reversed(value)]
    yield from titled


def _trees_of(script: str) -> Iterator[Any]:
    """What a script that is JSON holds; of one that sets variables, their values."""
    at = 0
    for _ in range(min(_MOST_TRIES, 2 + _MOST_READ // len(script)) if script else 0):
        if script[at : at + 1] not in ("{", "[", '"'):
            before = _BEFORE_JSON.search(script, at)
            if before is None:
                return
            at = before.end()
        try:
            value, end = _JSON.raw_decode(script, at)
            if isinstance(value, str):  # JSON.parse("…")
                value = _JSON.decode(value)
        except (ValueError, RecursionError):
            at += 1
            continue
        yield _unflattened(value) if isinstance(value, list) else value
        at = end


_REACTIVE = frozenset({"Reactive", "ShallowReactive", "Ref", "ShallowRef"})


def _unflattened(values: list[Any]) -> Any:
    """The tree of a list in which each object gives the places of its values, as Nuxt writes it; else as is.

    [{"title": 1, "text": 2}, "Headline", "Paragraph"]: places are followed once each, so that the tree is
    never larger than the list.
    """
    first: Any = values[0] if values else None
    places = first.values() if isinstance(first, dict) else first[1:] if _is_reactive(first) else ()
    if not places or not all(isinstance(place, int) and 0 <= place < len(values) for place in places):
        return values
    made: dict[int, Any] = {}
    waiting = [0]
    while waiting:
        at = waiting.pop()
        value = values[at]
        if at in made:
            continue
        inner: list[int] = []
        if isinstance(value, dict):
            inner = [place for place in value.values() if isinstance(place, int)]
        elif isinstance(value, list):
            inner = [place for place in value if isinstance(place, int)]
        made[at] = {} if isinstance(value, dict) else [] if isinstance(value, list) else value
        waiting += [place for place in reversed(inner) if 0 <= place < len(values)]
    held: set[int] = {0}
    for at, tree in made.items():
        value = values[at]
        pairs = (
            value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
        )
        for key, place in pairs:
            if not isinstance(place, int) or place not in made:
                continue
            if isinstance(made[place], dict | list):
                if place in held:
                    continue
                held.add(place)
            if isinstance(tree, dict):
                tree[key] = made[place]
            else:
                tree.append(made[place])
    return made[0]


def _is_reactive(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1 and isinstance(value[0], str) and value[0] in _REACTIVE


# --- whose text it is -------------------------------------------------------------------------

_TITLE_KEYS = ("headline", "title")
# What stands under other keys is no text: an address, a style, a summary.
_TEXT_KEYS = frozenset(
    "text value content contents html children body paragraph paragraphs paras plaintext insert"  # noqa: SIM905 - names, read as a line
    " rendered items blocks story article articlebody richtext rich_text bodytext body_text fulltext"
    " full_text articletext storytext maintext bodyhtml body_html htmlbody html_body contenthtml content_html"
    " htmlcontent html_content articlecontent article_content articlehtml storybody story_body storyhtml"
    " postcontent post_content".split()
)
_OF_OTHERS = re.compile(
    r"comment|related|recommend|teaser|latest|popular|trending|mostread|sidebar|menu|nav|footer|author|byline"
    r"|image|photo|picture|video|media|gallery|caption|credit|keyword|topic|categor|seo|^meta"
    r"|(?:^|_)(?:ad|tag)s?(?:$|_)"
    r"|newsletter|config|setting|translation|i18n|locale|messages|breadcrumb|^marks$|markdefs|^query$",
    re.IGNORECASE,
)
_TYPE_KEYS = ("type", "_type", "nodeType", "blockName", "tagName", "name")
_KINDS: tuple[tuple[re.Pattern[str], ParagraphKind], ...] = (
    (re.compile(r"head|^h[1-6]$|subtitle", re.IGNORECASE), "heading"),
    (re.compile(r"quote", re.IGNORECASE), "quote"),
    (re.compile(r"list[_-]?item|^li$", re.IGNORECASE), "list_item"),
    (re.compile(r"paragraph$|^p$|^block$", re.IGNORECASE), "paragraph"),
)
_NO_TEXT = re.compile(
    r"image|photo|picture|video|embed|gallery|related|advert|promo|newsletter|script|iframe", re.IGNORECASE
)


@dataclass(slots=True)
class _Block:
    """A paragraph of an editor's tree, whose text may be in many pieces."""

    owner: Told
    kind: ParagraphKind
    parts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _End:
    """Stands where a block's pieces have all been seen."""

    block: _Block


def _told_in(tree: Any, room: _Room) -> list[Told]:
    """Every object with a title, and the tree itself, with the texts that no object within it owns."""
    whole = Told(tree if isinstance(tree, dict) else {}, "")
    found = [whole]
    # (value, whose text it is, the block that it is part of, whether text may stand right here)
    waiting: list[tuple[Any, Told, _Block | None, bool]] = [(tree, whole, None, False)]
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        value, owner, block, is_text = waiting.pop()
        if isinstance(value, str):
            if is_text and room.has(value):
                _add(value, owner, block)
        elif isinstance(value, list):
            waiting += [(item, owner, block, is_text) for item in reversed(value)]
        elif isinstance(value, _End):
            _close(value.block)
        elif isinstance(value, dict):
            if title := _title_of(value):
                owner, block = Told(value, title), None
                found.append(owner)
            kind, named = _kind_of(value)
            if _NO_TEXT.search(named):
                continue
            if kind is not None:
                kind = kind if block is None or block.kind == "paragraph" else block.kind
                block = _Block(owner, kind)
                waiting.append((_End(block), owner, None, False))
            waiting += [
                (item, owner, block, key.lower() in _TEXT_KEYS)
                for key, item in reversed(value.items())
                if isinstance(item, dict | list | str) and not _OF_OTHERS.search(key)
            ]
    return found


def _title_of(value: Thing) -> str:
    for key in _TITLE_KEYS:
        title = value.get(key)
        if isinstance(title, dict):  # WordPress: {"rendered": "Headline"}
            title = title.get("rendered")
        if isinstance(title, str) and title:
            return title
    return ""


def _kind_of(value: Thing) -> tuple[ParagraphKind | None, str]:
    """(kind of paragraph that a node of an editor's tree is, what it calls itself)"""
    for key in _TYPE_KEYS:
        named = value.get(key)
        if isinstance(named, str):
            return next((kind for pattern, kind in _KINDS if pattern.search(named)), None), named
    return None, ""


def _add(text: str, owner: Told, block: _Block | None) -> None:
    if block is not None:
        block.parts.append(text)
    elif len(owner.texts) < _MOST_TEXTS and ("</p>" in text or len(text) >= _LEAST_LOOSE):
        owner.texts.append((text, "paragraph"))


_LEAST_LOOSE = 20  # characters of a text that nothing calls a paragraph: labels are shorter


def _close(block: _Block) -> None:
    first, *others = block.parts or [""]
    whole = first if first == "".join(others) else "".join(block.parts)  # once whole, once in its pieces
    if len(block.owner.texts) < _MOST_TEXTS and (text := one_line(whole)):
        block.owner.texts.append((text, block.kind))
