"""Ask for addresses as one batch: robots.txt first, at each host's pace, hop by hop, everything kept."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin
from weakref import WeakValueDictionary

from tasks.crawl.answer import Answer
from tasks.crawl.coding import BadCoding, TooLarge, decode_body
from tasks.crawl.http import Resolver, Web
from tasks.crawl.politeness import HostClosed, HostPace, read_retry_after
from tasks.crawl.robots import MOST_BYTES, Robots, read_robots
from tasks.crawl.robots_store import RobotsStore, is_fresh
from tasks.crawl.robots_tags import RobotsTags, read_robots_tags
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.signpost import signpost_target
from tasks.crawl.turns import HostTurns
from tasks.crawl.url import InvalidUrl, canonicalize, host_of, twins_name, url_fingerprint
from tasks.crawl.warc import ArchiveWriter
from tasks.identity import identify
from tasks.model import ArchiveReference, Fetch, FetchKind, Known, Outcome, Site

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_URL = 8192  # characters written down
_MOST_DETAIL = 1000
_NO_WHOLE_PAGE = (205, 206)  # "reset your form", and a part that nobody asked for
_SLOW_DOWN = (429, 503)
_FOR_GOOD = (301, 308)

# What keeps us from a host's robots.txt and would keep us from its pages as well.
_NO_CONNECTION = ("unreachable", "disconnected", "dns_error", "timeout", "private_address", "bad_url")
_NO_ANSWER = ("unreachable", "disconnected", "timeout")  # of these, what may be over in half a minute
_HOST_CLOSED = ("host_down", "host_time_limit", "retry_later")
# Ways in which a robots.txt turns out not to be there (RFC 9309, 2.3.1.2).
_NO_ROBOTS = ("too_many_redirects", "redirect_loop", "bad_redirect")


@dataclass(frozen=True, slots=True)
class Errand:
    """What to get, and what to write into its Fetch."""

    kind: FetchKind
    url: str  # as announced or declared
    source: str
    known: Known | None = None
    seed_url: str | None = None
    claimed_headline: str | None = None
    claimed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Finding:
    """What an answer comes to."""

    outcome: Outcome
    reason: str | None = None
    detail: str | None = None
    body: bytes | None = None
    body_sha256: str | None = None


class Batch:
    """One batch under way: its connections, archive and log, and what it knows of the hosts."""

    def __init__(
        self,
        run_id: str,
        batch: str,
        *,
        sites: Mapping[str, Site],
        settings: CrawlSettings,
        resolve: Resolver | None = None,
    ) -> None:
        """`sites` by name: their crawl delays and limits hold for the hosts that they lead to."""
        self.run_id = run_id
        self.settings = settings
        self._batch = batch
        self._sites = sites
        self._web = Web(settings, resolve)
        about = {"http-header-user-agent": settings.user_agent_header, "robots": "obey", "isPartOf": run_id}
        self._archive = ArchiveWriter(
            settings.data_folder, run_id, batch, about=about, most_bytes=settings.max_archive_bytes
        )
        self._done: dict[str, Fetch] = {}  # by fetch_id
        self._had: dict[str, Fetch] = {}  # pages that came, by the URL fingerprint of where they were found
        self._asking: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # by the same
        self._everyone = asyncio.Semaphore(settings.concurrency)
        self._paces: dict[str, HostPace] = {}
        self._robots: dict[str, Robots] = {}  # by address of the robots.txt
        self._turns: dict[str, HostTurns] = {}  # by the name that a host shares with its twins
        self._robots_store = RobotsStore(settings.data_folder)
        self._robots_locks: dict[str, asyncio.Lock] = {}

    async def __aenter__(self) -> Self:
        self._archive.__enter__()
        for fetch in self._archive.fetches:
            self._note(fetch)
        await self._web.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._web.__aexit__(kind, error, trace)
        self._archive.__exit__(kind, error, trace)

    @property
    def fetches(self) -> list[Fetch]:
        """All that the batch's log holds, from an earlier start too."""
        return list(self._archive.fetches)

    def done(self, errand: Errand) -> Fetch | None:
        """The errand's Fetch, if the log has it."""
        return self._done.get(self._fetch_id(errand))

    def has(self, fetch: Fetch) -> bool:
        """Whether the log has this Fetch."""
        return fetch.fetch_id in self._done

    async def sitemaps_of(self, url: str, source: str) -> tuple[str, ...]:
        """Addresses that the robots.txt of the host of `url` names as sitemaps, as they stand there."""
        try:
            return (await self._robots_of(canonicalize(url), source)).sitemaps
        except InvalidUrl:
            return ()

    def log(self, fetch: Fetch) -> None:
        self._archive.log(fetch)
        self._note(fetch)

    def _note(self, fetch: Fetch) -> None:
        self._done[fetch.fetch_id] = fetch
        self._note_page(fetch)

    def _note_page(self, fetch: Fetch) -> None:
        if fetch.kind == "page" and fetch.outcome in ("fetched", "unchanged"):
            self._had.setdefault(url_fingerprint(fetch.url), fetch)

    def fail(self, errand: Errand, reason: str, detail: str) -> Fetch:
        """The Fetch of an errand that nobody goes on: its address cannot be asked for, say."""
        return self._fetch_of(errand, errand.url, (), None, _Finding("failed", reason, detail), None)

    async def visit(self, errand: Errand, *, most_bytes: int | None = None) -> tuple[Fetch, bytes]:
        """Go on an errand, whatever comes of it; its Fetch, which is not logged yet, and the decoded body.

        `most_bytes` is the bound of the decoded body, by default settings.max_body_bytes. An address that had
        moved for good is asked for where it went, and itself again if that leads nowhere.
        """
        limit = most_bytes or self.settings.max_body_bytes
        try:
            url = self._checked(errand.url)
        except InvalidUrl as error:
            return self.fail(errand, "bad_url", f"{error}."), b""
        moved_to = errand.known.moved_to if errand.known else None
        if moved_to and moved_to != url:
            fetch, body = await self._follow(errand, moved_to, limit, moved_to)
            if not _leads_nowhere(fetch):
                return fetch, body
        return await self._follow(errand, url, limit, None)

    def _checked(self, url: str) -> str:
        """`url` in the form in which it is asked for. Raises InvalidUrl, for one that is too long as well."""
        url = canonicalize(url)
        if len(url) > self.settings.max_url_length:
            raise InvalidUrl(f"an address of {len(url)} characters: {url[:80]}…")
        return url

    async def _follow(
        self, errand: Errand, url: str, limit: int, moved_to: str | None
    ) -> tuple[Fetch, bytes]:
        """Ask at `url` and wherever it sends us on to."""
        redirects: list[str] = []
        is_for_good = True
        while True:
            async with self._alone_at(url, errand.kind):
                had = self._had.get(url_fingerprint(url)) if errand.kind == "page" else None
                if had is not None:
                    fetch = self._fetch_of(errand, url, redirects, None, _had_already(had), None)
                    return replace(fetch, moved_to=moved_to), b""
                here = errand if _is_known_at(url, errand.known) else replace(errand, known=None)
                forbidden = await self._look_at_robots(errand, url)
                if forbidden:
                    return self._fetch_of(errand, url, redirects, None, forbidden, None), b""
                try:
                    answer = await self._ask(url, here)
                except HostClosed as closed:
                    finding = _Finding("failed", closed.reason, closed.detail)
                    return self._fetch_of(errand, url, redirects, None, finding, None), b""
                onward = _location(answer)
                if onward is None:
                    finding = _weigh(answer, here, limit)
                    onward = _signpost(errand, url, answer, finding)
                    if onward is None:
                        return self._keep(here, url, redirects, answer, finding, moved_to)
                self._archive.write_answer(answer)
                target = self._next_hop(url, onward, redirects)
                if isinstance(target, _Finding):
                    return self._fetch_of(errand, url, redirects, answer, target, None), b""
            is_for_good = is_for_good and answer.status in _FOR_GOOD and not _is_home(target)
            moved_to = target if is_for_good else moved_to
            redirects.append(url)
            url = target

    def _alone_at(self, url: str, kind: FetchKind) -> AbstractAsyncContextManager[object]:
        """Held by whoever asks for a page: another that is sent on to it waits, and finds it in `_had`."""
        if kind != "page":
            return nullcontext()
        return self._asking.setdefault(url_fingerprint(url), asyncio.Lock())

    def _keep(
        self,
        errand: Errand,
        url: str,
        redirects: list[str],
        answer: Answer,
        finding: _Finding,
        moved_to: str | None,
    ) -> tuple[Fetch, bytes]:
        """Archive an answer that leads nowhere else; its Fetch and its decoded body."""
        tags = RobotsTags()
        if errand.kind == "page" and finding.body is not None:
            headers = answer.headers_named("X-Robots-Tag")
            tags = read_robots_tags(headers, finding.body, self.settings.product)
            finding = self._obey_tags(finding, tags)
        archived = None
        if finding.reason == "noarchive":
            self._archive.write_withheld(answer)
        elif finding.outcome == "unchanged" and (
            answer.status == 304 or not answer.header("Content-Encoding")
        ):
            self._archive.write_revisit(answer, body_sha256=finding.body_sha256)
        elif finding.outcome == "unchanged":  # packed anew, its payload is in no record yet
            self._archive.write_answer(answer, body_sha256=finding.body_sha256)
        else:
            archived = self._archive.write_answer(answer, body_sha256=finding.body_sha256)
        fetch = self._fetch_of(errand, url, redirects, answer, finding, archived)
        fetch = replace(fetch, moved_to=moved_to, robots_tags=tags.said)
        self._note_page(fetch)
        return fetch, finding.body or b""

    def _obey_tags(self, finding: _Finding, tags: RobotsTags) -> _Finding:
        obeyed = tags.for_us
        if self.settings.obey_noarchive:
            obeyed |= tags.for_all & {"noarchive"}
        if self.settings.obey_noindex:
            obeyed |= tags.for_all & {"noindex"}
        if "noarchive" in obeyed:
            # What must not be kept cannot be read either: all that we extract can be extracted again.
            return _Finding("refused", "noarchive", "The page asks that no copy of it be kept.")
        if "noindex" in obeyed and finding.outcome == "fetched":
            return replace(finding, reason="noindex", detail="The page asks not to be taken up.")
        return finding

    def _next_hop(self, url: str, location: str, redirects: list[str]) -> str | _Finding:
        try:
            target = self._checked(urljoin(url, location))
        except ValueError as error:  # InvalidUrl, or urljoin's own for "http://["
            return _Finding("failed", "bad_redirect", f"Sent on to what cannot be asked for: {error}.")
        if target == url or target in redirects:
            return _Finding("failed", "redirect_loop", f"Sent on to {target[:200]}, which had sent us here.")
        if len(redirects) >= self.settings.max_redirects:
            return _Finding(
                "failed", "too_many_redirects", f"Sent on more than {self.settings.max_redirects} times."
            )
        return target

    async def _ask(self, url: str, errand: Errand) -> Answer:
        """One hop, asked again where that is worth it. Raises HostClosed."""
        headers = {}
        if errand.known and errand.known.etag:
            headers["If-None-Match"] = errand.known.etag
        if errand.known and errand.known.last_modified:
            headers["If-Modified-Since"] = errand.known.last_modified
        most_bytes = MOST_BYTES if errand.kind == "robots" else None
        pace = self._pace_of(host_of(url), errand.source)
        tries = self.settings.retries + 1
        for attempt in range(1, tries + 1):
            async with pace.turn(self._everyone) as began:
                answer = await self._web.ask(url, headers=headers, most_bytes=most_bytes)
                # Within the turn, so that no other request slips out.
                self._tell(pace, host_of(url), began, answer)
            worth_it = answer.status in _SLOW_DOWN or answer.reason == "disconnected"
            if attempt == tries or not worth_it or pace.closed:
                break
            self._archive.write_answer(answer)
        return answer

    def _tell(self, pace: HostPace, host: str, began: float, answer: Answer) -> None:
        """Let the host's pace know how it answered."""
        if answer.status is None:
            pace.failed(began, answer.reason or "")
            return
        if answer.status not in _SLOW_DOWN:
            pace.answered(answer.latency, well=answer.status < 400)
            return
        wanted = read_retry_after(answer.header("Retry-After"), datetime.now(UTC))
        if wanted is not None:  # one that asks for 31 years has made a mistake
            wanted = min(wanted, self.settings.longest_pause)
        pace.busy(began, wanted)
        if wanted:
            self._turns_at(host).let_be(wanted)
        if wanted is not None and wanted > self.settings.max_retry_after:
            pace.close(
                "retry_later", f"The host answered {answer.status}: come back in {wanted:.0f} seconds."
            )

    def _pace_of(self, host: str, source: str) -> HostPace:
        site = self._sites[source]
        pace = self._paces.get(host)
        if pace is None:
            pace = self._paces[host] = HostPace(
                delay=site.crawl_delay,
                most_at_once=site.most_at_once,
                longest=self.settings.max_host_seconds,
                give_up_after=self.settings.give_up_after,
                give_up_after_busy=self.settings.give_up_after_busy,
                delay_factor=self.settings.delay_factor,
                longest_delay=self.settings.longest_delay,
                first_back_off=self.settings.first_back_off,
                longest_back_off=self.settings.max_retry_after,
                probe_after=self.settings.probe_after,
                turns=self._turns_at(host),
            )
            until = self._turns_at(host).asked_until
            if until:
                left = (until - datetime.now(UTC)).total_seconds()
                pace.put_off(left)
                if left > self.settings.max_retry_after:
                    pace.close(
                        "retry_later", f"The host asked to be let be until {until:%Y-%m-%d %H:%M} UTC."
                    )
        pace.slow_to(site.crawl_delay)  # a host that two sources share
        pace.narrow_to(site.most_at_once)
        return pace

    def _turns_at(self, host: str) -> HostTurns:
        """A host's turns; www.paper.example and m.paper.example are one machine, and have theirs together."""
        name = twins_name(host)
        if name not in self._turns:
            self._turns[name] = HostTurns(self.settings.data_folder, name)
        return self._turns[name]

    # --- robots.txt ---------------------------------------------------------------------------

    async def _look_at_robots(self, errand: Errand, url: str) -> _Finding | None:
        """Why `url` must not be asked for; None if it may be."""
        if errand.kind == "robots":
            return None
        robots = await self._robots_of(url, errand.source, is_worth_waiting=errand.kind == "page")
        if robots.allows(url, self.settings.product):
            return None
        if robots.access == "by rules":
            return _Finding("refused", "robots_disallowed", "The host's robots.txt forbids this address.")
        outcome: Outcome = "refused" if robots.reason == "robots_unavailable" else "failed"
        return _Finding(outcome, robots.reason, robots.detail)

    async def _robots_of(self, url: str, source: str, *, is_worth_waiting: bool = False) -> Robots:
        """The rules for the host of `url` (and its scheme and port: RFC 9309, 2.3).

        A host that does not answer is tried once more after a while, if that `is_worth_waiting`: for seeds,
        which are asked before all else, it is not.
        """
        scheme, _, host = url.split("/", 3)[:3]
        address = f"{scheme}//{host}/robots.txt"
        robots = self._robots.get(address)
        if robots is None:
            async with self._robots_locks.setdefault(address, asyncio.Lock()):
                robots = self._robots.get(address)
                if robots is None:
                    robots = self._recall_robots(address, is_worth_waiting)
                    robots = robots or await self._ask_for_robots(address, source, is_worth_waiting)
                    self._robots[address] = robots
                    self._pace_of(host, source).slow_to(robots.delay)
        return robots

    def _recall_robots(self, address: str, is_worth_waiting: bool) -> Robots | None:
        """What was said there less than a day ago; that it could not be had holds for this run only."""
        remembered = self._robots_store.recall(address)
        if remembered is None or not is_fresh(remembered[0], datetime.now(UTC)):
            return None
        fetch, robots = _judge_robots(*remembered, self.settings.product)
        if is_worth_waiting and robots.reason in _NO_ANSWER:
            return None
        return robots if robots.access != "none" or fetch.run_id == self.run_id else None

    async def _ask_for_robots(self, address: str, source: str, is_worth_waiting: bool) -> Robots:
        earlier = self._robots_store.recall(address)
        known = None
        if earlier and earlier[0].body_sha256:
            was = earlier[0]
            known = Known(address, was.etag, was.last_modified, was.body_sha256, was.url)
        errand = Errand("robots", address, source, known)
        fetch, body = await self.visit(errand)
        if is_worth_waiting and fetch.reason in _NO_ANSWER and self.settings.probe_after:
            self._pace_of(host_of(address), source).put_off(self.settings.probe_after)
            fetch, body = await self.visit(errand)
        if fetch.outcome == "unchanged" and earlier:
            self.log(fetch)
            fetch, body = replace(earlier[0], run_id=self.run_id, fetched_at=fetch.fetched_at), earlier[1]
            robots = _judge_robots(fetch, body, self.settings.product)[1]
        else:
            fetch, robots = _judge_robots(fetch, body, self.settings.product)
            self.log(fetch)
        self._robots_store.remember(address, fetch)
        return robots

    # --- what is written down -----------------------------------------------------------------

    def _fetch_id(self, errand: Errand) -> str:
        return identify("fetch", self.run_id, errand.kind, errand.url)

    def _fetch_of(
        self,
        errand: Errand,
        url: str,
        redirects: list[str] | tuple[str, ...],
        answer: Answer | None,
        finding: _Finding,
        archived: ArchiveReference | None,
    ) -> Fetch:
        fetch = Fetch(
            fetch_id=self._fetch_id(errand),
            run_id=self.run_id,
            source=errand.source,
            kind=errand.kind,
            requested_url=errand.url[:_MOST_URL],
            url=url[:_MOST_URL],
            fetched_at=answer.requested_at if answer else datetime.now(UTC),
            outcome=finding.outcome,
            reason=finding.reason,
            detail=finding.detail and finding.detail[:_MOST_DETAIL],
            body_sha256=finding.body_sha256,
            redirects=tuple(redirects),
            archive=archived,
            seed_url=errand.seed_url,
            claimed_headline=errand.claimed_headline,
            claimed_at=errand.claimed_at,
        )
        if answer is None:
            return fetch
        known = errand.known if answer.status == 304 else None  # a 304 need not repeat its validators
        return replace(
            fetch,
            status=answer.status,
            content_type=_unless_long(answer.header("Content-Type")),
            etag=_unless_long(answer.header("ETag")) or (known.etag if known else None),
            last_modified=_unless_long(answer.header("Last-Modified"))
            or (known.last_modified if known else None),
            body_sha256=finding.body_sha256 or (known.body_sha256 if known else None),
            wire_bytes=len(answer.payload),
            body_bytes=len(finding.body or b""),
            elapsed=answer.elapsed,
        )


def _location(answer: Answer) -> str | None:
    """Where a redirect leads to, as it stands there; None if the answer is no redirect."""
    location = answer.header("Location")
    if answer.status not in _REDIRECTS or answer.reason or not location:
        return None
    # Sent as bytes: UTF-8 in a Location is common, Arabic paths are not escaped there
    return location.encode("latin-1").decode("utf-8", "replace")


def _signpost(errand: Errand, url: str, answer: Answer, finding: _Finding) -> str | None:
    """Where a page leads to that is no more than a redirect in HTML; None if it is one to read."""
    if errand.kind != "page" or finding.body is None or answer.status != 200:
        return None
    return signpost_target(finding.body, url, answer.header("Content-Type"))


def _had_already(had: Fetch) -> _Finding:
    asked_for = "" if had.requested_url == had.url else f", as what {had.requested_url} leads to"
    detail = f"This batch had got the page already{asked_for}: it was not asked for again."
    return _Finding("unchanged", detail=detail, body_sha256=had.body_sha256)


def _is_known_at(url: str, known: Known | None) -> bool:
    """Whether what is known is of `url`: else "not modified" would be said of a body that nobody kept."""
    return known is None or url == (known.answered_by or known.moved_to or known.url)


def _leads_nowhere(fetch: Fetch) -> bool:
    """Whether an address that we were sent on to for good is no longer the page's."""
    if fetch.outcome != "failed" or fetch.reason in _HOST_CLOSED or fetch.reason == "timeout":
        return False
    return fetch.status is None or (300 <= fetch.status < 500 and fetch.status != 429)


def _is_home(url: str) -> bool:
    """Outlets send on to their home page what they have lost, or for as long as they repair something."""
    return url.split("/", 3)[3] == ""


def _unless_long(value: str | None) -> str | None:
    """A header's value; one of a thousand characters is no ETag that we would send back."""
    return value if value and len(value) <= 1000 else None


def _weigh(answer: Answer, errand: Errand, limit: int) -> _Finding:
    """What an answer that is no redirect comes to."""
    known = errand.known
    if errand.kind == "robots" and answer.reason == "too_large" and not answer.header("Content-Encoding"):
        # RFC 9309, 2.5: what is beyond the bound is ignored, what is before it holds.
        digest = hashlib.sha256(answer.payload).hexdigest()
        detail = f"Only its first {len(answer.payload)} bytes were read."
        return _Finding("fetched", detail=detail, body=answer.payload, body_sha256=digest)
    if answer.reason:
        return _Finding("failed", answer.reason, answer.detail)
    status = answer.status or 0
    phrase = f"{status} {answer.phrase}".strip()
    if status == 304 and known:
        return _Finding("unchanged", detail="The server says that nothing has changed.")
    if status == 410:
        return _Finding("gone", "http_410", f"The server answered {phrase}.")
    if not 200 <= status < 300 or status in _NO_WHOLE_PAGE:
        return _Finding("failed", f"http_{status}", f"The server answered {phrase}.")
    try:
        body = decode_body(answer.payload, answer.header("Content-Encoding"), limit=limit)
    except TooLarge as error:
        return _Finding("failed", "too_large", f"The body is too large: {error}.")
    except BadCoding as error:
        return _Finding("failed", "bad_encoding", f"The body cannot be decoded: {error}.")
    if not body:
        return _Finding("failed", "empty_body", f"The server answered {phrase} and sent nothing.")
    digest = hashlib.sha256(body).hexdigest()
    if known and known.body_sha256 == digest:
        return _Finding("unchanged", detail="The same body as last time.", body=body, body_sha256=digest)
    return _Finding("fetched", body=body, body_sha256=digest)


def _judge_robots(fetch: Fetch, body: bytes, product: str) -> tuple[Fetch, Robots]:
    """What a fetch of robots.txt means for its host; the Fetch says so too."""
    if fetch.outcome == "fetched":
        return fetch, read_robots(fetch.status or 200, body, product)
    if fetch.reason == "empty_body" or fetch.reason in _NO_ROBOTS:
        return fetch, Robots("all")
    if fetch.reason in _NO_CONNECTION or fetch.reason in _HOST_CLOSED:
        detail = f"The host's robots.txt could not be had, so nothing else was asked for. {fetch.detail}"
        return fetch, Robots("none", reason=fetch.reason, detail=detail)
    if fetch.status is not None and fetch.reason and fetch.reason.startswith("http_"):
        return fetch, read_robots(fetch.status, b"", product)
    detail = f"The host's robots.txt could not be read: {fetch.detail}"
    return fetch, Robots("none", reason="robots_unavailable", detail=detail)
