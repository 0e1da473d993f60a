"""Tell pages that are no article: home pages, sections, soft 404s, pages without headline or text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.article.body import Block
from tasks.article.headline import key_of
from tasks.article.page import Page

_ROOTS = re.compile(
    r"^/?(?:index\.\w{2,5}|home|default\.\w{2,5}|main|[a-z]{2}(?:-[a-z]{2})?)?/?$", re.IGNORECASE
)
_NOT_FOUND = re.compile(
    r"^\W*(?:error\s*)?404\b|\b(?:page|article|story|content)\s+(?:was\s+)?(?:not|no\s+longer)\s+(?:be\s+)?(?:found|available|exist)|^not\s+found\W*$"
    r"|الصفحة\s+(?:المطلوبة\s+)?غير\s+موجودة|لم\s+يتم\s+العثور|(?:seite|artikel)\s+(?:wurde\s+)?nicht\s+gefunden|page\s+(?:non\s+trouvée|introuvable)|página\s+no\s+encontrada"
    r"|صفحه\s+(?:مورد\s+نظر\s+)?(?:یافت|پیدا)\s+نشد|הדף\s+לא\s+נמצא|страница\s+не\s+найдена",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the decision is made from."""

    path: str
    headline: str | None
    title: str | None
    characters: int  # of the paragraphs found
    longest: int  # of one of them
    paragraphs: int
    says_article: bool  # by JSON-LD or og:type
    says_other: str | None  # a JSON-LD type of lists or home pages, or og:type website
    teasers: int  # headings that are links
    teasers_inside: int  # of them, those amid the text taken for the article's


def refuse(
    page: Page, headline: str | None, paragraphs: Sequence[Block], main: Sequence[Block]
) -> tuple[str, str] | None:
    """(reason, a sentence) if the page is no article, else None.

    `paragraphs` are the texts taken for the article's, `main` all blocks of its element.
    """
    return _judge(_facts(page, headline, paragraphs, main))


def _judge(facts: _Facts) -> tuple[str, str] | None:
    for text in (facts.headline, facts.title):
        if text and _NOT_FOUND.search(text) and facts.characters < 1_500:
            return "soft_404", f"The page says “{text[:80]}”, though the server sent it as found."
    if _ROOTS.match(facts.path) and not facts.says_article:
        return (
            "home_page",
            "The address is a site's front door, and the page does not call itself an article.",
        )
    if not facts.characters:
        if facts.teasers >= 6:
            return "section_page", f"{facts.teasers} linked headings and no article's text."
        return "no_text", "No paragraph of an article was found."
    if not facts.says_article:
        if facts.says_other and facts.teasers >= 6 and facts.characters < 300 * facts.teasers:
            return (
                "section_page",
                f"{facts.teasers} linked headings, and the page calls itself {facts.says_other}.",
            )
        if facts.teasers_inside >= 6 and facts.longest < 500:
            return "section_page", f"{facts.teasers_inside} linked headings stand amid its short texts."
        if facts.teasers >= 10 and facts.characters < 150 * facts.teasers:
            return (
                "section_page",
                f"{facts.teasers} linked headings and {facts.characters} characters of text beside.",
            )
    if facts.headline is None:
        return "no_headline", "No headline was found."
    if facts.characters < 40:
        return "no_text", f"Only {facts.characters} characters of text were found."
    return None


_OTHER_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage", "FAQPage"})


def _facts(page: Page, headline: str | None, paragraphs: Sequence[Block], main: Sequence[Block]) -> _Facts:
    lengths = [len(block.text) for block in paragraphs if block.kind != "heading"]
    kind = page.data.first("og:type")
    says_article = bool(page.data.article) or (kind is not None and kind[0].lower() in ("article", "news"))
    others = sorted(page.data.types & _OTHER_TYPES)
    teasers = 0
    if not says_article:
        linked = page.tree.css("h2 a, h3 a, h4 a, a h2, a h3, a h4")[:300]
        teasers = sum(len(node.text_lexbor().strip()) > 20 for node in linked)
    description = page.data.first("og:description", "description")
    start = key_of(description[0])[:40] if description else ""
    described = len(start) >= 30 and any(start in key_of(block.text[:200]) for block in paragraphs[:4])
    return _Facts(
        path=page.path,
        headline=headline,
        title=page.title,
        characters=sum(lengths),
        longest=max(lengths, default=0),
        paragraphs=len(lengths),
        says_article=says_article or described,
        says_other=others[0] if others else kind[0] if kind and kind[0].lower() == "website" else None,
        teasers=teasers,
        teasers_inside=sum(block.kind == "heading" and block.link_share > 0.8 for block in main),
    )
