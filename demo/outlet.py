"""Read what the outlets publish from the files under `outlets/`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

OUTLETS_FOLDER = Path(__file__).parent / "outlets"

Edition = Literal[1, 2]
ParagraphKind = Literal["paragraph", "heading", "quote", "list_item", "dateline"]


@dataclass(frozen=True, slots=True)
class DemoParagraph:
    text: str
    kind: ParagraphKind = "paragraph"


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article of a demo outlet: what its page shows, and beside it what that means."""

    path: str
    headline: str
    published: datetime  # aware
    printed: str  # the date as the page shows it
    paragraphs: tuple[DemoParagraph, ...]
    modified: datetime | None = None
    byline: str | None = None  # as printed
    authors: tuple[str, ...] = ()
    place: str | None = None  # of the dateline
    agency: str | None = None
    credit: str | None = None  # who is named as the source of the text
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    caption: str | None = None
    encoding: str | None = None  # of the bytes, where it is not what the outlet declares
    announced_as: str | None = None  # feed's link, where it is not the path; a path of its own redirects
    announced: bool = True
    validated: bool = True  # False: sent without ETag and Last-Modified, whatever the outlet's pages have

    @property
    def text(self) -> str:
        """Paragraphs joined by a newline, without a dateline that stands alone."""
        return "\n".join(one.text for one in self.paragraphs if one.kind != "dateline")

    @property
    def last_modified(self) -> datetime:
        return self.modified or self.published


@dataclass(frozen=True, slots=True)
class Feed:
    path: str
    template: str
    content_type: str
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What becomes of an address that gives no article."""

    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extra:
    """Something that an outlet serves or announces besides its articles."""

    path: str
    published: datetime
    title: str | None = None  # None: not announced
    status: int = 200
    content_type: str | None = None  # None: announced, but not served
    file: str | None = None  # None: an empty body
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """One host of the demo web."""

    name: str
    host: str
    title: str
    language: str
    content_type: str  # of its pages, as the header says it
    encoding: str  # of its pages, as the bytes have it
    articles: tuple[DemoArticle, ...]  # newest first
    extras: tuple[Extra, ...]
    not_found: str
    gone: str
    feed: Feed | None = None
    robots: str | None = None  # None: no such page
    etag: bool = False
    last_modified: bool = False
    gzip: bool = False

    @property
    def announced(self) -> tuple[DemoArticle | Extra, ...]:
        """What the feed or the listing names, newest first."""
        everything: list[DemoArticle | Extra] = [article for article in self.articles if article.announced]
        everything += [extra for extra in self.extras if extra.title is not None]
        return tuple(sorted(everything, key=lambda one: one.published, reverse=True))


@cache
def read_outlets(edition: Edition) -> tuple[Outlet, ...]:
    """All outlets as they stand at the first or at the second visit."""
    return tuple(_read_outlet(path.parent, edition) for path in sorted(OUTLETS_FOLDER.glob("*/outlet.toml")))


def read_article(text: str) -> DemoArticle:
    """Read an article file: `key: value` lines, an empty line, then paragraphs between empty lines.

    A paragraph that starts with `## ` is a heading, with `> ` a quote, with `- ` a list item, with
    `@ ` a dateline that has a paragraph to itself. Lists are separated by `|`. An unknown key
    raises TypeError, a missing one TypeError or KeyError.
    """
    head, _, body = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return DemoArticle(
        published=datetime.fromisoformat(fields.pop("published")),
        modified=datetime.fromisoformat(fields.pop("modified")) if "modified" in fields else None,
        authors=_split_list(fields.pop("authors", "")),
        tags=_split_list(fields.pop("tags", "")),
        announced=fields.pop("announced", "yes") == "yes",
        validated=fields.pop("validated", "yes") == "yes",
        paragraphs=tuple(_read_paragraph(block) for block in body.strip().split("\n\n")),
        **fields,
    )


def _read_outlet(folder: Path, edition: Edition) -> Outlet:
    settings = tomllib.loads((folder / "outlet.toml").read_text(encoding="utf-8"))
    feed = settings.pop("feed", None)
    extras = tuple(_read_extra(extra) for extra in settings.pop("extra", []))
    return Outlet(
        name=folder.name,
        articles=_read_articles(folder / "articles", edition),
        feed=Feed(**feed) if feed else None,
        extras=extras,
        **settings,
    )


def _read_extra(settings: dict[str, object]) -> Extra:
    refusal = settings.pop("refusal", None)
    assert refusal is None or isinstance(refusal, dict)
    return Extra(refusal=Refusal(**refusal) if refusal else None, **settings)  # type: ignore[arg-type]  # a TOML table of ours; the tests read them all


def _read_articles(folder: Path, edition: Edition) -> tuple[DemoArticle, ...]:
    articles = []
    for path in sorted(folder.glob("*.txt")):
        if path.stem.endswith(".corrected"):
            continue
        corrected = path.with_suffix(".corrected.txt")
        now = corrected if edition == 2 and corrected.exists() else path
        articles.append(read_article(now.read_text(encoding="utf-8")))
    return tuple(sorted(articles, key=lambda article: article.published, reverse=True))


def _split_list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split("|") if part.strip())


_KINDS: dict[str, ParagraphKind] = {"## ": "heading", "> ": "quote", "- ": "list_item", "@ ": "dateline"}


def _read_paragraph(block: str) -> DemoParagraph:
    for mark, kind in _KINDS.items():
        if block.startswith(mark):
            return DemoParagraph(block.removeprefix(mark), kind)
    return DemoParagraph(block)
