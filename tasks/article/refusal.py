"""Tell pages that are no article: home pages, sections, soft 404s, pages without headline or text."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
class Facts:
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


def refuse(facts: Facts) -> tuple[str, str] | None:
    """(reason, a sentence) if the page is no article, else None."""
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
