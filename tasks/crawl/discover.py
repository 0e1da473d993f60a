"""Ask the seeds of sites what is new: feeds, sitemaps, listing pages, addresses given by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal

from tasks.crawl.feed import read_feed
from tasks.crawl.home import announced_feeds
from tasks.crawl.http import Resolver
from tasks.crawl.listing import next_page, read_listing
from tasks.crawl.ownership import is_of_domain, site_above
from tasks.crawl.seed import Announcement, Entry, UnreadableSeed
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.sitemap import read_sitemap
from tasks.crawl.url import InvalidUrl, canonicalize, url_fingerprint
from tasks.crawl.visit import Batch, Errand
from tasks.crawl.warc import read_body
from tasks.model import (
    Candidate,
    Feed,
    Fetch,
    FetchKind,
    FoundSeed,
    Home,
    Known,
    Listing,
    Seed,
    Site,
    Sitemap,
    UrlList,
)

_Parser = Callable[[bytes, str, str | None], Announcement]  # of a body, its URL and content type

_OLDEST = datetime.min.replace(tzinfo=UTC)
_MOST_FOUND = 10  # feeds, and as many sitemaps, that are taken from one home page


# What a listing's next page says where there is none, and will say the next time.
_END_OF_LISTING = ("http_404", "no_links", "robots_disallowed")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the seeds gave, and how asking them went."""

    candidates: tuple[Candidate, ...]  # newest first; those without a date last, in the seeds' order
    fetches: tuple[Fetch, ...]  # of the seeds and of robots.txt files
    found: tuple[FoundSeed, ...] = ()  # seeds that home pages announced, whether they were known or not


async def discover(
    sites: Sequence[Site],
    *,
    run_id: str,
    known_seeds: Mapping[str, Known],
    settings: CrawlSettings,
    batch: str,
    declared: Sequence[Site] = (),
    since: datetime | None = None,
    resolve: Resolver | None = None,
) -> Discovery:
    """Candidates from every seed of `sites`, one for each URL fingerprint.

    Only http and https, and only hosts of the site itself (its home's registered domain) and not what lies
    under the home of another of the `declared` sites, except for addresses given by hand. A seed that has not
    changed since `known_seeds` (by URL) gives none, nor does a sitemap below an index that is older than what
    is known of it, or than `since`. What a seed could not give is told in the `reason` and `detail` of its
    Fetch. Started again with the same run and batch, seeds that the log has are read from the archive.
    """
    by_name = {site.name: site for site in sites}
    async with Batch(run_id, batch, sites=by_name, settings=settings, resolve=resolve) as crawl:
        readers = [_SiteReader(crawl, site, known_seeds, declared, since) for site in sites]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(reader.read(seed)) for reader in readers for seed in reader.site.seeds]
        candidates = [candidate for task in tasks for candidate in task.result()]
        found = [seed for reader in readers for seed in reader.found]
        return Discovery(_newest_first(candidates), tuple(crawl.fetches), tuple(found))


def _newest_first(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    ordered = sorted(candidates, key=lambda candidate: candidate.claimed_at or _OLDEST, reverse=True)
    first: dict[str, Candidate] = {}
    for candidate in ordered:
        first.setdefault(url_fingerprint(candidate.url), candidate)
    return tuple(first.values())


class _SiteReader:
    """Reads the seeds of a site within one batch; keeps what its home page announces in `found`."""

    def __init__(
        self,
        crawl: Batch,
        site: Site,
        known_seeds: Mapping[str, Known],
        declared: Sequence[Site],
        since: datetime | None,
    ) -> None:
        self.site = site
        self.found: list[FoundSeed] = []
        self._crawl = crawl
        self._settings = crawl.settings
        self._known = known_seeds
        self._declared = declared
        self._since = since

    async def read(self, seed: Seed) -> list[Candidate]:
        match seed:
            case UrlList(urls):
                return self._by_hand(urls)
            case Home(url):
                return await self._home(url)
            case Sitemap(url):
                return (await self._sitemap(url, url, depth=0, asked=set()))[
                    : self._settings.max_sitemap_entries
                ]
            case Listing():
                return await self._listing(seed)
            case Feed(url):
                parse = partial(
                    read_feed, timezone=self.site.timezone, most_entries=self._settings.max_feed_entries
                )
                announcement = await self._announcement("feed", url, url, parse)
                return self._candidates(url, announcement.entries)

    def _by_hand(self, urls: Sequence[str]) -> list[Candidate]:
        candidates = []
        for url in urls:
            try:
                candidates.append(Candidate(canonicalize(url), self.site.name, None))
            except InvalidUrl as error:
                errand = Errand("page", url, self.site.name)
                if self._crawl.done(errand) is None:
                    self._crawl.log(self._crawl.fail(errand, "bad_url", f"{error}."))
        return candidates

    async def _home(self, url: str) -> list[Candidate]:
        """Candidates of the feeds that the home page at `url` announces, and of its host's sitemaps."""
        sitemaps = await self._sitemaps(url)
        announcement = await self._announcement("home", url, url, _parse_home(url, sitemaps))
        seeds: list[Feed | Sitemap] = [Feed(entry.url) for entry in announcement.entries]
        seeds += [Sitemap(each) for each in sitemaps]
        declared = {url_fingerprint(seed.url) for seed in self.site.seeds if not isinstance(seed, UrlList)}
        candidates = []
        for seed in seeds:
            kind: Literal["feed", "sitemap"] = "feed" if isinstance(seed, Feed) else "sitemap"
            self.found.append(FoundSeed(self.site.name, seed.url, kind, url))
            # What is known as a seed is being read in this run, or is not due.
            if url_fingerprint(seed.url) not in declared and seed.url not in self._known:
                candidates += await self.read(seed)
        return candidates

    async def _sitemaps(self, url: str) -> tuple[str, ...]:
        """Sitemaps that the robots.txt of the home page's host names; of news alone if there are any such."""
        named = []
        for address in await self._crawl.sitemaps_of(url, self.site.name):
            try:
                named.append(canonicalize(address))
            except InvalidUrl:
                continue
        news = [address for address in named if "news" in address.rpartition("/")[2].lower()]
        return tuple(dict.fromkeys(news or named))[:_MOST_FOUND]

    async def _listing(self, seed: Listing) -> list[Candidate]:
        """Candidates of a listing's pages, as far as each one has changed and names the next."""
        parse = partial(read_listing, links=seed.links, most_links=self._settings.max_listing_links)
        candidates: list[Candidate] = []
        pages: list[Fetch] = []
        url: str | None = seed.url
        asked: set[str] = set()
        while url and url not in asked and len(asked) < seed.most_pages:
            asked.add(url)
            fetch, body = await self._document("listing", url, seed.url)
            fetch, announcement = await self._read(fetch, body, parse)
            pages.append(fetch)
            if not announcement.entries:
                break
            candidates += self._candidates(seed.url, announcement.entries)
            url = next_page(body, fetch.url, fetch.content_type, css=seed.next)
            url = url if url and is_of_domain(url, self.site) else None
        self._log_listing(pages)
        return candidates

    def _log_listing(self, pages: Sequence[Fetch]) -> None:
        """Log a listing's pages; those before one that could not be had say so, to be read again.

        If they were found unchanged the next time, nobody would come to the one that is missing.
        """
        is_broken = any(
            page.outcome in ("failed", "refused") and page.reason not in _END_OF_LISTING for page in pages
        )
        # The last one first: a page whose line is there when the run is killed has all that follow it.
        for page in reversed(pages):
            if is_broken and page.outcome == "fetched":
                cut = f"The listing could not be followed to its page {len(pages)}."
                page = replace(page, reason="not_followed", detail=" ".join(filter(None, (page.detail, cut))))
            self._log(page)

    async def _sitemap(self, url: str, seed_url: str, *, depth: int, asked: set[str]) -> list[Candidate]:
        """Candidates of the sitemap at `url` and, if it is an index, of the newest below it."""
        asked.add(url)
        announcement = await self._announcement("sitemap", url, seed_url, self._parse_sitemap())
        candidates = self._candidates(seed_url, announcement.entries)
        if depth < self._settings.max_sitemap_depth:
            newest = sorted(announcement.sitemaps, key=lambda entry: entry.at or _OLDEST, reverse=True)
            for below in self._candidates(seed_url, newest):
                enough = len(asked) > self._settings.max_sitemaps
                enough = enough or len(candidates) >= self._settings.max_sitemap_entries
                if below.url not in asked and not enough and not self._is_old(below):
                    candidates += await self._sitemap(below.url, seed_url, depth=depth + 1, asked=asked)
        return candidates

    def _is_old(self, below: Candidate) -> bool:
        """Whether a sitemap below an index has nothing new, going by the date that the index gives."""
        known = self._known.get(below.url)
        bounds = [self._since, known.last_fetched_at if known else None]
        # A date may be that of a day, which says nothing of the hours after it.
        return below.claimed_at is not None and any(
            bound is not None and below.claimed_at + timedelta(days=1) < bound for bound in bounds
        )

    def _parse_sitemap(self) -> _Parser:
        def parse(body: bytes, url: str, _content_type: str | None) -> Announcement:
            return read_sitemap(
                body,
                url,
                timezone=self.site.timezone,
                most_entries=self._settings.max_sitemap_entries,
                most_bytes=self._settings.max_body_bytes,
            )

        return parse

    async def _announcement(self, kind: FetchKind, url: str, seed_url: str, parse: _Parser) -> Announcement:
        """What the seed document at `url` says; nothing if it is unchanged or cannot be had or read."""
        fetch, body = await self._document(kind, url, seed_url)
        fetch, announcement = await self._read(fetch, body, parse)
        self._log(fetch)
        return announcement

    async def _document(self, kind: FetchKind, url: str, seed_url: str) -> tuple[Fetch, bytes]:
        """The Fetch of a seed document and its body, out of the archive if the log has it."""
        errand = Errand(kind, url, self.site.name, known=self._known_seed(kind, url), seed_url=seed_url)
        fetch = self._crawl.done(errand)
        if fetch is None:
            most_bytes = self._settings.max_feed_bytes if kind == "feed" else None
            return await self._crawl.visit(errand, most_bytes=most_bytes)
        if fetch.outcome != "fetched" or fetch.archive is None:
            return fetch, b""
        return fetch, read_body(self._settings.data_folder, fetch.archive)

    async def _read(self, fetch: Fetch, body: bytes, parse: _Parser) -> tuple[Fetch, Announcement]:
        """What the body says, and its Fetch, not logged yet, with what of it could not be taken."""
        announcement = Announcement()
        if fetch.outcome == "fetched":
            try:
                # In a thread: a large feed takes seconds to read, in which other hosts go on.
                announcement = await asyncio.to_thread(parse, body, fetch.url, fetch.content_type)
                fetch = self._annotate(fetch, announcement)
            except UnreadableSeed as error:
                fetch = replace(fetch, outcome="failed", reason=error.reason, detail=str(error))
        return fetch, announcement

    def _log(self, fetch: Fetch) -> None:
        if not self._crawl.has(fetch):
            self._crawl.log(fetch)

    def _known_seed(self, kind: FetchKind, url: str) -> Known | None:
        known = self._known.get(url)
        if known and kind in ("sitemap", "home"):
            # An index without validators is read each time: the sitemaps below it may have changed alone.
            # So may the robots.txt beside a home page.
            return replace(known, body_sha256=None)
        return known

    def _annotate(self, fetch: Fetch, announcement: Announcement) -> Fetch:
        """The Fetch of a seed with what could not be taken from it."""
        if fetch.kind == "home":  # what it announces may be on any host
            return replace(fetch, detail=announcement.note)
        entries = announcement.entries or announcement.sitemaps
        dropped = len(entries) - len(self._candidates(fetch.requested_url, entries))
        foreign = f"{dropped} of {len(entries)} links lead to other outlets or nowhere." if dropped else None
        detail = " ".join(filter(None, (announcement.note, foreign))) or None
        if announcement.sitemaps:
            # Remembering its validators would hide what changes below it.
            return replace(fetch, detail=detail, etag=None, last_modified=None)
        return replace(fetch, detail=detail)

    def _candidates(self, seed_url: str, entries: Iterable[Entry]) -> list[Candidate]:
        """The entries that lead to the site itself."""
        candidates = []
        for entry in entries:
            try:
                url = canonicalize(entry.url)
            except InvalidUrl:
                continue
            if self._is_own(url):
                candidates.append(
                    Candidate(url, self.site.name, seed_url, entry.headline, entry.at, entry.updated)
                )
        return candidates

    def _is_own(self, url: str) -> bool:
        if not is_of_domain(url, self.site):
            return False
        nearest = site_above(url, self._declared)
        return nearest is None or nearest.name == self.site.name


def _parse_home(url: str, sitemaps: Sequence[str]) -> _Parser:
    def parse(body: bytes, after_redirects: str, content_type: str | None) -> Announcement:
        feeds = announced_feeds(body, after_redirects, content_type, most=_MOST_FOUND)
        if not feeds and not sitemaps:
            raise UnreadableSeed(
                "no_seeds", f"{url} announces no feed, and the robots.txt of its host no sitemap."
            )
        return Announcement(tuple(map(Entry, feeds)))

    return parse
