"""Ask the seeds of sites what is new: feeds, sitemaps, listing pages, addresses given by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from urllib.parse import urlsplit

import tldextract

from tasks.crawl.feed import read_feed
from tasks.crawl.http import Resolver
from tasks.crawl.listing import read_listing
from tasks.crawl.seed import Announcement, Entry, UnreadableSeed
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.sitemap import read_sitemap
from tasks.crawl.url import InvalidUrl, canonicalize, url_fingerprint
from tasks.crawl.visit import Batch, Errand
from tasks.crawl.warc import read_body
from tasks.model import Candidate, Feed, Fetch, FetchKind, Known, Listing, Site, Sitemap, UrlList

# The bundled list of public suffixes; nothing is asked of the network.
_split_host = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True, cache_dir=None)

_Parser = Callable[[bytes, str, str | None], Announcement]  # of a body, its URL and content type

_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the seeds gave, and how asking them went."""

    candidates: tuple[Candidate, ...]  # newest first; those without a date last, in the seeds' order
    fetches: tuple[Fetch, ...]  # of the seeds and of robots.txt files


async def discover(
    sites: Sequence[Site],
    *,
    run_id: str,
    known_seeds: Mapping[str, Known],
    settings: CrawlSettings,
    batch: str,
    resolve: Resolver | None = None,
) -> Discovery:
    """Candidates from every seed of `sites`, one for each URL fingerprint.

    Only http and https, and only hosts of the site itself (its home's registered domain), except for
    addresses given by hand. A seed that has not changed since `known_seeds` (by URL) gives none. What a seed
    could not give is told in the `reason` and `detail` of its Fetch. Started again with the same run and
    batch, seeds that the log has are read from the archive.
    """
    by_name = {site.name: site for site in sites}
    async with Batch(run_id, batch, sites=by_name, settings=settings, resolve=resolve) as crawl:
        reader = _SeedReader(crawl, known_seeds)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(reader.read(site, seed)) for site in sites for seed in site.seeds]
        found = [candidate for task in tasks for candidate in task.result()]
        return Discovery(_newest_first(found), tuple(crawl.fetches))


def _newest_first(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    ordered = sorted(candidates, key=lambda candidate: candidate.claimed_at or _OLDEST, reverse=True)
    first: dict[str, Candidate] = {}
    for candidate in ordered:
        first.setdefault(url_fingerprint(candidate.url), candidate)
    return tuple(first.values())


class _SeedReader:
    """Reads seeds of any kind within one batch."""

    def __init__(self, crawl: Batch, known_seeds: Mapping[str, Known]) -> None:
        self._crawl = crawl
        self._settings = crawl.settings
        self._known = known_seeds

    async def read(self, site: Site, seed: Feed | Sitemap | Listing | UrlList) -> list[Candidate]:
        match seed:
            case UrlList(urls):
                return self._by_hand(site, urls)
            case Sitemap(url):
                return await self._sitemap(site, url, url, depth=0, asked=set())
            case Feed(url):
                parse = partial(
                    read_feed, timezone=site.timezone, most_entries=self._settings.max_feed_entries
                )
                announcement = await self._announcement(site, "feed", url, url, parse)
            case Listing(url, links):
                parse = partial(read_listing, links=links, most_links=self._settings.max_listing_links)
                announcement = await self._announcement(site, "listing", url, url, parse)
        return _candidates(site, url, announcement.entries)

    def _by_hand(self, site: Site, urls: Sequence[str]) -> list[Candidate]:
        candidates = []
        for url in urls:
            try:
                candidates.append(Candidate(canonicalize(url), site.name, None))
            except InvalidUrl as error:
                errand = Errand("page", url, site.name)
                if self._crawl.done(errand) is None:
                    self._crawl.log(self._crawl.fail(errand, "bad_url", f"{error}."))
        return candidates

    async def _sitemap(
        self, site: Site, url: str, seed_url: str, *, depth: int, asked: set[str]
    ) -> list[Candidate]:
        """Candidates of the sitemap at `url` and, if it is an index, of the newest below it."""
        asked.add(url)
        announcement = await self._announcement(site, "sitemap", url, seed_url, self._parse_sitemap(site))
        candidates = _candidates(site, seed_url, announcement.entries)
        if depth < self._settings.max_sitemap_depth:
            newest = sorted(announcement.sitemaps, key=lambda entry: entry.at or _OLDEST, reverse=True)
            for below in _candidates(site, seed_url, newest):
                if below.url not in asked and len(asked) <= self._settings.max_sitemaps:
                    candidates += await self._sitemap(site, below.url, seed_url, depth=depth + 1, asked=asked)
        return candidates

    def _parse_sitemap(self, site: Site) -> _Parser:
        def parse(body: bytes, url: str, _content_type: str | None) -> Announcement:
            return read_sitemap(
                body,
                url,
                timezone=site.timezone,
                most_entries=self._settings.max_sitemap_entries,
                most_bytes=self._settings.max_body_bytes,
            )

        return parse

    async def _announcement(
        self, site: Site, kind: FetchKind, url: str, seed_url: str, parse: _Parser
    ) -> Announcement:
        """What the seed document at `url` says; nothing if it is unchanged or cannot be had or read."""
        errand = Errand(kind, url, site.name, known=self._known_seed(kind, url), seed_url=seed_url)
        fetch = self._crawl.done(errand)
        if fetch is not None:
            if fetch.outcome != "fetched" or fetch.archive is None:
                return Announcement()
            body = read_body(self._settings.data_folder, fetch.archive)
            return await asyncio.to_thread(parse, body, fetch.url, fetch.content_type)

        most_bytes = self._settings.max_feed_bytes if kind == "feed" else None
        fetch, body = await self._crawl.visit(errand, most_bytes=most_bytes)
        announcement = Announcement()
        if fetch.outcome == "fetched":
            try:
                # In a thread: a large feed takes seconds to read, in which other hosts go on.
                announcement = await asyncio.to_thread(parse, body, fetch.url, fetch.content_type)
                fetch = _annotate(fetch, site, announcement)
            except UnreadableSeed as error:
                fetch = replace(fetch, outcome="failed", reason=error.reason, detail=str(error))
        self._crawl.log(fetch)
        return announcement

    def _known_seed(self, kind: FetchKind, url: str) -> Known | None:
        known = self._known.get(url)
        if known and kind == "sitemap":
            # An index without validators is read each time: the sitemaps below it may have changed alone.
            return replace(known, body_sha256=None)
        return known


def _annotate(fetch: Fetch, site: Site, announcement: Announcement) -> Fetch:
    """The Fetch of a seed with what could not be taken from it."""
    entries = announcement.entries or announcement.sitemaps
    dropped = len(entries) - len(_candidates(site, fetch.requested_url, entries))
    foreign = f"{dropped} of {len(entries)} links lead to other hosts or nowhere." if dropped else None
    detail = " ".join(filter(None, (announcement.note, foreign))) or None
    if announcement.sitemaps:
        # Remembering its validators would hide what changes below it.
        return replace(fetch, detail=detail, etag=None, last_modified=None)
    return replace(fetch, detail=detail)


def _candidates(site: Site, seed_url: str, entries: Sequence[Entry]) -> list[Candidate]:
    """The entries that lead to the site itself."""
    candidates = []
    for entry in entries:
        try:
            url = canonicalize(entry.url)
        except InvalidUrl:
            continue
        if _is_own(url, site):
            candidates.append(Candidate(url, site.name, seed_url, entry.headline, entry.at))
    return candidates


def _is_own(url: str, site: Site) -> bool:
    host = urlsplit(url).hostname or ""
    own = _own_domain(site.home)
    return host == own or host.endswith(f".{own}")


@lru_cache(maxsize=1024)
def _own_domain(home: str) -> str:
    """Registered domain of a site's home; its host where there is none ("news.example", an IP address)."""
    host = urlsplit(canonicalize(home)).hostname or ""
    return _split_host(host).top_domain_under_public_suffix or host.removeprefix("www.")
