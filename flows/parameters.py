"""The typed choices that the run forms of the UI offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from enum import Enum, StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, HttpUrl, WithJsonSchema

from tasks.crawl import ownership
from tasks.crawl.home import is_home
from tasks.crawl.url import host_of, url_fingerprint
from tasks.model import Feed, Home, Seed, Site, Sitemap, UrlList
from tasks.sites import all_sites

SITES: dict[str, Site] = all_sites()


class WrongParameters(ValueError):
    """Values that a form lets pass and that make no sense; the message says what to do, in a sentence."""


# The members are the modules found in tasks/sites, which no type checker can know.
Source = Enum("Source", {name: name for name in SITES}, type=str)  # type: ignore[misc]
Source.__doc__ = "A source that is declared in tasks/sites."

# Prefect's server holds a form to its schema before there is a run, but knows no formats: patterns do that.
_ADDRESS = r"https?://[^\s/?#]{1,255}([/?#]\S{0,1800})?"


def _one_by_one(given: object) -> object:
    """Addresses that were pasted together, by spaces or a line each.

    An empty text stays, and is refused: without addresses a run visits every outlet.
    """
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list | tuple):
        return given
    items = ((isinstance(text, str) and text.split()) or [text] for text in texts)
    return [word for item in items for word in item]


Addresses = Annotated[
    list[
        Annotated[
            HttpUrl,
            WithJsonSchema(
                {"type": "string", "pattern": rf"^\s*{_ADDRESS}(\s+{_ADDRESS})*\s*$", "title": "Addresses"}
            ),
        ]
    ],
    BeforeValidator(_one_by_one),
]
"""Addresses of the web, http or https; an item of the form may hold several."""

Day = Annotated[
    date,
    WithJsonSchema(
        {"type": "string", "format": "date", "pattern": r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
    ),
]
"""A day, UTC."""

Host = Annotated[str, Field(pattern=r"^[^\s/:?#@.]+(\.[^\s/:?#@.]+)*$", max_length=253)]
"""A host's name, without scheme, port or path."""

SourceName = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,253}$")]
"""A source as the warehouse names it."""

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language as BCP 47 writes it."""


def titled(title: str) -> Any:
    """What a parameter is called in its form: Prefect drops the title of a Field, and keeps what is extra."""
    return Field(json_schema_extra={"title": title})


def refuse_empty_window(since: date | None, until: date | None) -> None:
    """Raises WrongParameters if no day lies from `since` until before `until`."""
    if since and until and until <= since:
        raise WrongParameters(f"Nothing lies from {since} until before {until}: name a later day in `until`.")


def midnight(day: date | None) -> datetime | None:
    """When a day that was asked for begins, in UTC."""
    return None if day is None else datetime.combine(day, time(), UTC)


class Mode(StrEnum):
    """What a run of ingest-news does."""

    INCREMENTAL = "incremental"
    BACKFILL = "backfill"
    REPROCESS = "reprocess"
    DRY_RUN = "dry run"


class Apply(StrEnum):
    """What becomes of the difference that reprocess-pages found."""

    AFTER_APPROVAL = "after approval"
    NO = "no"
    AT_ONCE = "at once"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a run visits."""

    sites: dict[str, Site]  # by name: the outlets, and those that only `pages` and `feeds` belong to
    outlets: list[str]  # names of those that are visited as a whole
    pages: list[str]  # addresses given by hand
    feeds: frozenset[str] = frozenset()  # of feeds and sitemaps, given by hand


def chosen_sites(sources: Iterable[Source], urls: Iterable[str], feeds: Iterable[str] = ()) -> Choice:
    """What to visit for a form's `sources`, `urls` and `feeds`.

    Where one of `urls` is the home page of an outlet, declared or not, the outlet is chosen. Nothing given:
    all declared sites but those of the demo web. The site of a page or a feed has that address as its seed,
    and its other seeds only if it is chosen besides. A site without seeds has its home page for one.
    """
    feeds = list(feeds)
    outlets = {source.value: SITES[source.value] for source in sources}
    pages = []
    for url in urls:
        outlet = _outlet_at(url)
        if outlet:
            outlets[outlet.name] = outlet
        else:
            pages.append(url)
    if not outlets and not pages and not feeds:
        outlets = {name: site for name, site in SITES.items() if not site.demo}
    sites = {name: replace(site, seeds=site.seeds or (Home(site.home),)) for name, site in outlets.items()}
    by_site: dict[Site, list[str]] = defaultdict(list)
    for url in pages:
        by_site[site_of(url)].append(url)
    by_hand: list[tuple[Site, Seed]] = [(site, UrlList(tuple(urls))) for site, urls in by_site.items()]
    by_hand += [(site_of(url), _seed_at(url)) for url in feeds]
    for site, seed in by_hand:
        seeds = sites[site.name].seeds if site.name in sites else ()
        if seed not in seeds:
            sites[site.name] = replace(site, seeds=(*seeds, seed))
    return Choice(sites, list(outlets), pages, frozenset(feeds))


def _seed_at(url: str) -> Feed | Sitemap:
    """What is to be read at an address of which only that is known."""
    return Sitemap(url) if "sitemap" in url.rpartition("/")[2].lower() else Feed(url)


def _outlet_at(url: str) -> Site | None:
    """The site whose home page `url` is; None if it is the page of an article, or may be."""
    for site in SITES.values():
        if url_fingerprint(site.home) == url_fingerprint(url):
            return site
    return replace(ownership.bare_site(host_of(url), SITES), home=url) if is_home(url) else None


def site_of(url: str) -> Site:
    """The declared site that `url` belongs to, else a bare one named for its host, without seeds or rules."""
    return ownership.site_of(url, SITES)
