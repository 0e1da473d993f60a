"""The truth about the demo web: what a crawl of all outlets has to find, and what it has to refuse.

Articles are read from the same files as the pages are made of; stories and the rest are told here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urljoin

from demo.outlet import OUTLETS_FOLDER, DemoArticle, DemoParagraph, Edition, Outlet, read_outlets
from demo.pages import announced_link
from demo.server import DOWN_HOST

Role = Literal["main", "related"]
MemberKind = Literal["representative", "exact", "near", "excerpt", "indirect"]


@dataclass(frozen=True, slots=True)
class ExpectedArticle:
    """What extraction has to say of one article. None: the page does not say, or the truth leaves it open."""

    source: str
    page_url: str
    announced_url: str  # as the seed gives it: with tracking parameters, or to be redirected
    url: str  # its own address; the page's, except for a related article
    role: Role
    position: int
    headline: str
    paragraphs: tuple[DemoParagraph, ...]  # without a dateline that stands alone
    language: str
    published_at: datetime | None
    published_printed: str | None  # as shown; what is read may be a part of it, or the date of a meta tag
    published_precision: Literal["minute", "day"] | None
    modified_at: datetime | None
    authors: tuple[str, ...]
    dateline_place: str | None
    agency: str | None
    source_credit: str | None
    section: str | None
    keywords: tuple[str, ...]  # surfaces, as printed

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ExpectedStory:
    """Articles that carry one text: page, role and kind. Without a representative, any of them may be it."""

    members: tuple[tuple[str, Role, MemberKind], ...]


@dataclass(frozen=True, slots=True)
class ExpectedRefusal:
    """An announced address that gives no article."""

    source: str
    url: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """The one difference between the two visits."""

    source: str
    url: str
    paragraph: int  # its position
    before: str
    after: str
    modified_at: datetime


def expected_articles(edition: Edition) -> tuple[ExpectedArticle, ...]:
    """Every article that a crawl of all seeds finds at this visit, the seed page's related one included."""
    return tuple(article for outlet in read_outlets(edition) for article in _articles_of(outlet))


def expected_stories() -> tuple[ExpectedStory, ...]:
    """Every group of articles, on two or more pages, that carry one text; all other articles stand alone."""
    seed = "http://news.example/1701345600/military-talks"
    return (
        ExpectedStory(
            (
                ("http://qandol.example/general/118204", "main", "representative"),
                ("http://sabah.example/2026/11/21/2236-solar-desalination", "main", "excerpt"),  # 5 of 8
                ("http://marfa.example/news.php/4480", "main", "exact"),  # under another headline
                ("http://asdaa.example/2026/11/21/tahliya.html", "main", "near"),  # other spellings and words
                ("http://news.example/1795320000/solar-water", "main", "excerpt"),  # 3 of 8
            )
        ),
        ExpectedStory(
            (
                ("http://marfa.example/news.php/4475", "main", "representative"),
                ("http://news.example/1795350000/olive-press", "main", "exact"),
            )
        ),
        # The seed page and its text alone. Neither came first.
        ExpectedStory(((seed, "main", "exact"), (f"{seed}.txt", "main", "exact"))),
        ExpectedStory(((seed, "related", "exact"), (f"{seed}.txt", "related", "exact"))),
    )


def expected_refusals() -> tuple[ExpectedRefusal, ...]:
    """Every announced address that gives no article, and why."""
    announced = (
        ExpectedRefusal(outlet.name, _address(outlet, extra.path), extra.refusal.stage, extra.refusal.reason)
        for outlet in read_outlets(1)
        for extra in outlet.extras
        if extra.refusal is not None
    )
    subscribers = "http://harbour.example/subscribers/2026/nov/22/letters-from-the-dredger"
    return (
        *announced,
        ExpectedRefusal("harbour", subscribers, "fetch", "robots_disallowed"),
        ExpectedRefusal("nashra", f"http://{DOWN_HOST}/2026/11/21/night-ferry", "fetch", "unreachable"),
    )


def expected_correction() -> Correction:
    """The paragraph that differs between `expected_articles(1)` and `expected_articles(2)`."""
    changed = [
        (before, after)
        for before, after in zip(expected_articles(1), expected_articles(2), strict=True)
        if before != after
    ]
    ((before, after),) = changed
    ((paragraph, old, new),) = [
        (position, old.text, new.text)
        for position, (old, new) in enumerate(zip(before.paragraphs, after.paragraphs, strict=True))
        if old != new
    ]
    assert after.modified_at is not None
    return Correction(after.source, after.url, paragraph, old, new, after.modified_at)


def _articles_of(outlet: Outlet) -> Iterator[ExpectedArticle]:
    for article in outlet.articles:
        if article.announced and not article.path.startswith("/subscribers/"):  # robots.txt forbids these
            yield _expect(outlet, article)
    if outlet.name == "nashra":
        yield from _seed_articles(outlet)


def _expect(outlet: Outlet, article: DemoArticle) -> ExpectedArticle:
    url = _address(outlet, article.path)
    return ExpectedArticle(
        source=outlet.name,
        page_url=url,
        announced_url=_address(outlet, announced_link(article)),
        url=url,
        role="main",
        position=0,
        headline=article.headline,
        paragraphs=tuple(one for one in article.paragraphs if one.kind != "dateline"),
        language=outlet.language,
        published_at=article.published,
        published_printed=article.printed,
        published_precision="day" if outlet.name == "nashra" else "minute",
        modified_at=article.modified,
        authors=article.authors,
        dateline_place=article.place,
        agency=article.agency,
        source_credit=article.credit,
        section=article.section,
        keywords=article.tags,
    )


def _seed_articles(outlet: Outlet) -> Iterator[ExpectedArticle]:
    """The seed page's two articles, from the page and again from its text."""
    truth = json.loads((OUTLETS_FOLDER / "nashra" / "military-talks.json").read_text(encoding="utf-8"))
    page_url = _address(outlet, "/1701345600/military-talks")
    for one in truth:
        article = _seed_article(one, outlet.name, page_url)
        in_text = replace(article, page_url=f"{page_url}.txt", announced_url=f"{page_url}.txt")
        yield article
        # Flat text has neither links nor borders between keywords.
        yield replace(in_text, url=f"{page_url}.txt", keywords=())


def _seed_article(one: dict[str, Any], source: str, page_url: str) -> ExpectedArticle:
    related = one["role"] == "related"
    return ExpectedArticle(
        source=source,
        page_url=page_url,
        announced_url=page_url,
        url=urljoin(page_url, "/1715600000/phone-call") if related else page_url,
        role=one["role"],
        position=one["position"],
        headline=one["headline"],
        paragraphs=tuple(DemoParagraph(text) for text in one["paragraphs"]),
        language=one["language"],
        published_at=datetime.fromisoformat(one["published_at"]) if one["published_at"] else None,
        published_printed=one["published_raw"],
        published_precision=one["published_precision"],
        modified_at=None,
        authors=(),
        dateline_place=one["dateline_place"],
        agency=one["agency"],
        source_credit=one["source_credit"],
        section=None,
        keywords=tuple(one["keywords"]),
    )


def _address(outlet: Outlet, path: str) -> str:
    return f"http://{outlet.host}{path}"
