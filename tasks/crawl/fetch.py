"""Fetch candidates into the archive: every answer, good or bad, becomes a Fetch."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence

from tasks.crawl.http import Resolver
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.url import host_of, twins_name
from tasks.crawl.visit import Batch, Errand
from tasks.model import Candidate, Fetch, Known, Site


async def fetch_pages(
    candidates: Sequence[Candidate],
    *,
    sites: Mapping[str, Site],
    run_id: str,
    known: Mapping[str, Known],
    settings: CrawlSettings,
    batch: str,
    on_progress: Callable[[int, int], None] | None = None,
    resolve: Resolver | None = None,
) -> list[Fetch]:
    """Fetch `candidates`, each host at its own pace, in the order given within a host.

    `sites` by name must have every candidate's source; `known` is by the candidate's URL. Gives the batch's
    whole log: a Fetch for each distinct candidate and those of the robots.txt files asked for. Started again
    with the same run and batch, it asks only for what the log does not have. `on_progress` is told pages
    done and pages in all. `resolve` takes the place of the system's name resolution. Raises
    warc.ArchiveInUse if another process is at this batch.
    """
    async with Batch(run_id, batch, sites=sites, settings=settings, resolve=resolve) as crawl:
        errands = _errands(candidates, known)
        done = sum(crawl.done(errand) is not None for errand in errands)
        progress = _Progress(len(errands), done, on_progress)
        async with asyncio.TaskGroup() as group:
            for of_host in _by_host(errands):
                at_once = min(sites[errand.source].most_at_once for errand in of_host)
                pages_left = deque(errand for errand in of_host if crawl.done(errand) is None)
                for _ in range(min(at_once, len(pages_left))):
                    group.create_task(_work_off(pages_left, len(of_host), crawl, progress))
        return crawl.fetches


class _Progress:
    def __init__(self, total: int, done: int, tell: Callable[[int, int], None] | None) -> None:
        self._total = total
        self._done = done
        self._tell = tell

    def one_more(self) -> None:
        self._done += 1
        if self._tell:
            self._tell(self._done, self._total)


def _errands(candidates: Sequence[Candidate], known: Mapping[str, Known]) -> list[Errand]:
    errands = {
        candidate.url: Errand(
            kind="page",
            url=candidate.url,
            source=candidate.source,
            known=known.get(candidate.url),
            seed_url=candidate.seed_url,
            claimed_headline=candidate.claimed_headline,
            claimed_at=candidate.claimed_at,
        )
        for candidate in reversed(candidates)  # of two for one address, the first stays
    }
    return list(reversed(errands.values()))


def _by_host(errands: Sequence[Errand]) -> list[list[Errand]]:
    by_host: dict[str, list[Errand]] = defaultdict(list)
    for errand in errands:
        by_host[twins_name(host_of(errand.url))].append(errand)
    return list(by_host.values())


async def _work_off(queue: deque[Errand], in_all: int, crawl: Batch, progress: _Progress) -> None:
    """Take a host's pages from `queue` until it is empty; several may do so side by side."""
    most = crawl.settings.max_pages_per_host
    while queue:
        taken = in_all - len(queue)
        errand = queue.popleft()
        if taken >= most:
            fetch = crawl.fail(errand, "page_limit", f"More than {most} pages of one host in a batch.")
        else:
            fetch, _ = await crawl.visit(errand)
        crawl.log(fetch)
        progress.one_more()
