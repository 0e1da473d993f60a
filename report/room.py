"""Draw the pages of the reading room from rows: each a string of HTML, without any script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from report.difference import Pair, Piece, compare
from report.environment import environment
from report.language import LANGUAGES, Language, language

Row = Mapping[str, Any]

PER_PAGE = 30
"""Rows of a list on one page."""

_MOST_COMPARED = 60  # paragraphs of a text, on each side
_MOST_CHARACTERS = 20_000  # of a paragraph, or of what the extractor saw

# Fields in the order in which a page is read by people; the text stands by itself.
_FIELDS = (
    "headline",
    "published_at",
    "published_raw",
    "published_precision",
    "modified_at",
    "byline_raw",
    "authors",
    "dateline_place",
    "agency",
    "source_credit",
    "section",
    "keywords",
    "language",
    "canonical_url",
    "images",
    "paragraphs",
)


def draw(name: str, code: str, **shown: Any) -> str:
    """The page of this name (a template `room_<name>`) in a language; raises KeyError for one we lack.

    What each page needs is told by the functions below; every page needs `path`, its own address after the
    language, `as_of`, when the snapshot was made (or None), and `gap`, the seconds after which it is renewed.
    """
    lang = language(code)
    others = [other for other in LANGUAGES if other != code]
    template = _TEMPLATES.get_template(f"room_{name}.html.j2")
    return template.render(lang=lang, say=lang.say, named=lang.named, others=others, **shown)


def style() -> str:
    """The style sheet of all pages."""
    loader = _TEMPLATES.loader
    assert loader is not None
    sheets = [loader.get_source(_TEMPLATES, name)[0] for name in ("report.css", "room.css")]
    return "\n".join(sheets)


def fields_of(article: Row, lang: Language) -> list[dict[str, Any]]:
    """Field, value as it is shown (a text or a list of them) and the rules that gave it.

    `article` is a row of `queries/room_article.sql`. A field that the page does not give is shown as none.
    """
    rules: dict[str, list[str]] = {}
    for field, rule in article["provenance"] or ():
        rules.setdefault(field, []).append(rule)
    # What was read together is told apart by its raw form only: the rule of the one holds for the others.
    for raw, read in (("published_raw", "published_at"), ("published_precision", "published_at")):
        rules.setdefault(raw, rules.get(read, []))
    shown = []
    for field in _FIELDS:
        value, given = article[field], rules.get(field, [])
        if field == "paragraphs":  # the text stands beside it; how many of them was read
            field, value = "paragraph_count", lang.number(len(value))
        elif field == "published_precision" and value is not None:
            value = lang.named("precision", value)
        elif field == "language" and value is not None:
            value = lang.tongue(value)
        shown.append({"field": field, "value": value, "rules": given})
    return shown


def versions_compared(versions: Sequence[Row]) -> list[dict[str, Any]]:
    """Versions, newest first, each with what differs from the one before it among `versions`.

    Rows are those of `queries/room_versions.sql`.
    """
    by_id = {row["version_id"]: row for row in versions}
    return [
        {**row, "pairs": _changes(by_id[row["previous_version_id"]], row)}
        for row in reversed(versions)
        if row["previous_version_id"] in by_id
    ]


def members_compared(members: Sequence[Row]) -> list[dict[str, Any]]:
    """Members of a story, each with its text beside the representative's.

    Rows are those of `queries/room_story.sql`. `pairs` is empty for the representative and for a member that
    says the same, word for word.
    """
    first = next((row for row in members if row["kind"] == "representative"), members[0])
    return [{**row, "pairs": [] if row is first else _changes(first, row)} for row in members]


def one_of_twins(hits: Sequence[Row], story_of: Mapping[str, str]) -> list[dict[str, Any]]:
    """Hits, of which those that one outlet has at several addresses are one, with the others as its `twins`.

    `story_of` has the story of each article that is its text, word for word.
    """
    shown: list[dict[str, Any]] = []
    first_of: dict[tuple[str, str], dict[str, Any]] = {}
    for hit in hits:
        row = {**hit, "twins": []}
        story = story_of.get(hit["article_id"])
        first = row if story is None else first_of.setdefault((story, hit["source"]), row)
        if first is row:
            shown.append(row)
        else:
            first["twins"].append(hit)
    return shown


def _changes(old: Row, new: Row) -> list[Pair]:
    """Headline and paragraphs side by side; none if nothing differs."""
    olds, news = _lines(old), _lines(new)
    if olds == news:
        return []
    return compare(olds[:_MOST_COMPARED], news[:_MOST_COMPARED])


def _lines(version: Row) -> list[str]:
    return [version["headline"], *(paragraph["text"] for paragraph in version["paragraphs"])]


def _marked(snippet: str) -> list[Piece]:
    """A passage in which each word that was searched for stands between two asterisks."""
    return [
        Piece(text, "added" if place % 2 else "same")
        for place, text in enumerate(snippet.split("**"))
        if text
    ]


_TEMPLATES = environment()
_TEMPLATES.filters |= {
    "marked": _marked,
    "bounded": lambda text: text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "…",
}
