"""Choose the headline among what the page prints and what it tells machines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tasks.article.structured_data import StructuredData, text_of

_NOT_WORD = re.compile(r"[\W_]+")
# "Headline | Paper", "Headline - National | Globalnews.ca", "Headline – DW – 13.06.2023"
_BORDER = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|]\s*")


def choose_headline(
    data: StructuredData, printed: Sequence[str], title: str | None, host: str
) -> tuple[str, str] | None:
    """(headline, rule), or None when the page gives none.

    `printed` are the texts of the <h1> elements in their order. Where two sources agree they are
    believed, since each alone errs: search-engine titles in og:title, a logo or a section in <h1>, the
    outlet's name behind any of them.
    """
    sites = {key_of(name) for name in data.sites} | _host_keys(host)
    candidates: list[tuple[str, str]] = []
    if value := text_of(data.article, "headline"):
        candidates.append((value, "json_ld headline"))
    candidates.extend(found for key in ("og:title", "twitter:title") if (found := data.first(key)))
    candidates.extend((text, "h1") for text in printed[:8])
    if title:
        candidates.append((title, "title"))
    if not data.article and (
        found := data.first("headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
    ):
        candidates.append(found)
    elif value := text_of(data.article, "name"):
        candidates.append((value, "json_ld name"))
    keys = {key_of(text) for text, _ in candidates}
    cleaned = [(without_site(text, sites, keys), rule) for text, rule in candidates]
    cleaned = [(text, rule) for text, rule in cleaned if len(key_of(text)) > 1 and key_of(text) not in sites]
    if not cleaned:
        return None
    return _most_agreed(cleaned)


def key_of(text: str) -> str:
    """What is compared: letters and digits only, case folded."""
    return _NOT_WORD.sub("", text).casefold()


def without_site(text: str, sites: set[str], others: Iterable[str]) -> str:
    """`text` without an outlet's or section's name behind or before it.

    A part is cut if it names the site, or if what stays is said elsewhere on the page (`others`, keys).
    """
    text = " ".join(text.split())
    borders = list(_BORDER.finditer(text))
    for border in borders:
        rest = text[: border.start()]
        if key_of(rest) in others and len(rest) > 10:
            return rest
    for border in reversed(borders):
        if key_of(text[border.end() :]) in sites and border.start() > 8:
            return without_site(text[: border.start()], sites, others)
    if borders and key_of(text[: borders[0].start()]) in sites:
        return text[borders[0].end() :]
    return text


def _host_keys(host: str) -> set[str]:
    """Ways in which a host's name is written behind headlines: "Golem.de", "ndr.de", "BILD"."""
    labels = host.lower().removeprefix("www.").split(".")
    keys = {key_of(host), key_of(".".join(labels))}
    if len(labels) > 1:
        keys |= {key_of(labels[-2]), key_of("".join(labels[-2:]))}
    return {key for key in keys if key}


# What a source is worth alone; a text that several give gets their sum.
_WEIGHTS = {
    "json_ld headline": 1.5,
    "og:title": 1.25,
    "twitter:title": 0.6,
    "h1": 1.2,
    "title": 0.7,
    "json_ld name": 0.4,
}
_SURFACES = ("og:title", "json_ld headline", "twitter:title", "h1", "title")


def _most_agreed(cleaned: list[tuple[str, str]]) -> tuple[str, str]:
    votes: dict[str, float] = {}
    given: dict[str, dict[str, str]] = {}
    h1_seen = 0
    for text, rule in cleaned:
        key = key_of(text)
        weight = _WEIGHTS.get(rule, 0.5)
        if rule == "h1":
            # The second <h1> of a page is some other article's, or a section's, more often than not.
            weight -= 0.3 * min(h1_seen, 3)
            h1_seen += 1
        sources = given.setdefault(key, {})
        if rule not in sources:
            sources[rule] = text
            votes[key] = votes.get(key, 0.0) + weight
    best = max(votes, key=lambda key: votes[key])
    sources = given[best]
    # Among spellings of the same words, "Kohberger's" and "Kohberger’s", the commonest one.
    spellings = list(sources.values())
    ranked = [name for name in _SURFACES if name in sources] or list(sources)
    rule = max(ranked, key=lambda name: spellings.count(sources[name]))
    return sources[rule], rule if len(sources) == 1 else f"{rule}, agreed by {len(sources)}"
