"""Seeds to warehouse: discover, fetch, archive, extract, deduplicate, load."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, cast

from prefect import flow
from prefect.futures import PrefectFuture, as_completed, wait
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import Field, HttpUrl

from flows.artifacts import Progress, publish_funnel, publish_plan, publish_summary
from flows.parameters import Source, chosen_sites, site_of
from flows.run import Run, begin_run, name_run
from flows.settings import Settings
from tasks.crawl.url import host_of, url_fingerprint
from tasks.model import Candidate, Fetch, Known, Site, UrlList
from tasks.stages import discover_sources, fetch_batch
from tasks.unfinished import SEEDS, mark_running

_PAGES_A_BATCH = 200  # for a handful of polite hosts some seconds of fetching
REVISIT_FOR = timedelta(days=3)  # corrections come in the first days


# Prefect's annotation asks for the base class and is invariant.
_FETCHERS = cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=4))


@flow(name="ingest-news", flow_run_name="ingest news", task_runner=_FETCHERS)
def ingest_news(
    sources: list[Source] = [],  # noqa: B006 - the form shows a list then, and nothing here changes it
    urls: list[HttpUrl] = [],  # noqa: B006 - as above
    since: date | None = None,
    most_pages_per_source: Annotated[int, Field(ge=1, le=100_000)] = 1_000,
    dry_run: bool = False,
) -> dict[str, int]:
    """Fetch what is new at the chosen sources and load it into the warehouse.

    Args:
        sources: The outlets to visit. None chosen and no addresses given: every declared one on the internet.
        urls: Addresses to fetch besides, whatever outlet they belong to.
        since: Leave out what a seed dates before this day (UTC).
        most_pages_per_source: Stop at so many pages for each outlet; the newest come first.
        dry_run: Only discover: show how many pages are due, fetch and load none of them.

    Returns:
        The funnel of the run: how many pages and articles came to each step.
    """
    settings = Settings()
    chosen = chosen_sites(sources, none_means_all=not urls)
    by_hand = [str(url) for url in urls]
    sites = chosen | _given_by_hand(by_hand, chosen)
    asked = {
        "sources": sorted(chosen),
        "urls": by_hand,
        "since": since,
        "most_pages_per_source": most_pages_per_source,
        "dry_run": dry_run,
    }
    run = begin_run("ingest-news", settings, sites, asked)

    with mark_running(settings.data_folder, run.run_id) as marker:
        discovery = discover_sources(
            list(sites.values()), run.known_seeds(), run.crawl_settings, run.run_id, SEEDS
        )
        pending = [] if dry_run else run.take_up_unfinished(can_fetch=True)
        recent = run.recent_pages(list(chosen), run.started_at - REVISIT_FOR)
        candidates = _once([*pending, *discovery.candidates, *recent])
        known = run.known_pages([candidate.url for candidate in candidates])
        wanted = {url_fingerprint(url) for url in [*by_hand, *(candidate.url for candidate in pending)]}
        due, left_out = _due(run, candidates, known, wanted, since, most_pages_per_source)
        if not dry_run:
            marker.plan(due)
            run.forget_taken_up()
            run.load(SEEDS, _to_be_asked_again(discovery.fetches, left_out))
            _fetch_and_load(run, due, known)
        run.finish()

    publish_funnel(run)
    if dry_run:
        publish_plan(run, due)
        name_run(f"dry run at {len(sites)} sources, {len(due)} pages due")
    else:
        publish_summary(run)
        name_run(f"ingest {len(sites)} sources, {run.totals()['new articles']} new")
    return run.totals()


def _given_by_hand(urls: Sequence[str], chosen: Mapping[str, Site]) -> dict[str, Site]:
    """Sites, by name, that ask for `urls`, and for what their seeds announce only if they are chosen too."""
    by_site = defaultdict(list)
    for url in urls:
        by_site[site_of(url)].append(url)
    return {
        site.name: replace(
            site, seeds=(*(site.seeds if site.name in chosen else ()), UrlList(tuple(of_site)))
        )
        for site, of_site in by_site.items()
    }


def _once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The first candidate for each address."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(url_fingerprint(candidate.url), candidate)
    return list(first.values())


def _due(
    run: Run,
    candidates: Sequence[Candidate],
    known: Mapping[str, Known],
    wanted: set[str],
    since: date | None,
    most_pages_per_source: int,
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates to fetch now, and those left out by `since` or the limit; the run's funnel counts all.

    `wanted` are fingerprints of what is asked for in any case: given by hand, or planned by a killed run.
    """
    run.count("discovered", candidates)
    start = since and datetime.combine(since, time(), UTC)
    revisit_after = timedelta(seconds=run.settings.revisit_after)
    most_of_all = run.settings.max_pages_per_run
    taken: Counter[str] = Counter()
    due, left_out = [], []
    for candidate in candidates:
        if url_fingerprint(candidate.url) in wanted:
            due.append(candidate)
            continue
        too_old = start is not None and candidate.claimed_at is not None and candidate.claimed_at < start
        is_enough = taken[candidate.source] >= most_pages_per_source or len(due) >= most_of_all
        if too_old or is_enough:
            left_out.append(candidate)
        elif not is_due(candidate, known.get(candidate.url), run.started_at, revisit_after):
            run.count("not due", [candidate])
        else:
            taken[candidate.source] += 1
            due.append(candidate)
    run.count("left out", left_out)
    run.count("asked for", due)
    return due, left_out


def _to_be_asked_again(seeds: Sequence[Fetch], left_out: Sequence[Candidate]) -> list[Fetch]:
    """The fetches of seeds, those of which something was left out without validators: they say it again."""
    open_seeds = {candidate.seed_url for candidate in left_out}
    return [
        replace(fetch, etag=None, last_modified=None, body_sha256=None)
        if (fetch.seed_url or fetch.requested_url) in open_seeds
        else fetch
        for fetch in seeds
    ]


def is_due(candidate: Candidate, known: Known | None, now: datetime, revisit_after: timedelta) -> bool:
    """Whether to ask for a page: a new one, one that its seed says has changed, or one of the last days.

    None is asked for within `revisit_after` of the last time, which may have been a run that was killed.
    """
    if known is None or known.last_fetched_at is None:
        return True
    if known.gone or now - known.last_fetched_at < revisit_after:
        return False
    if candidate.claimed_at is not None and candidate.claimed_at > known.last_fetched_at:
        return True
    return known.first_seen_at is None or now - known.first_seen_at < REVISIT_FOR


def _fetch_and_load(run: Run, due: Sequence[Candidate], known: Mapping[str, Known]) -> None:
    """Fetch in batches, several at once; extract and load each as soon as it is there."""
    pages_of: dict[PrefectFuture[list[Fetch]], tuple[str, int]] = {}
    for number, candidates in enumerate(_batches(due), start=1):
        batch = f"{number:04}"
        known_here = {
            candidate.url: known[candidate.url] for candidate in candidates if candidate.url in known
        }
        future = fetch_batch.submit(candidates, run.sites, known_here, run.crawl_settings, run.run_id, batch)
        pages_of[future] = batch, len(candidates)
    progress = Progress(run.flow, len(due))
    done = 0
    try:
        for future in as_completed(list(pages_of)):
            batch, pages = pages_of[future]
            run.load(batch, future.result())
            done += pages
            progress.tell(done)
    finally:
        # A log that is still written to must not be taken for one that a dead run left.
        wait(list(pages_of))


def _batches(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Whole hosts packed into batches of some _PAGES_A_BATCH pages, since politeness lives inside a batch."""
    by_host = defaultdict(list)
    for candidate in candidates:
        by_host[host_of(candidate.url)].append(candidate)
    batch: list[Candidate] = []
    for of_host in sorted(by_host.values(), key=len, reverse=True):
        if batch and len(batch) + len(of_host) > _PAGES_A_BATCH:
            yield batch
            batch = []
        batch = [*batch, *of_host]
    if batch:
        yield batch
