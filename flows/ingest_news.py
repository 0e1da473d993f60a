"""Seeds to warehouse: discover, fetch, archive, extract, deduplicate, load."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from queue import Empty, SimpleQueue
from typing import Annotated, Any, cast

from prefect import flow, get_run_logger
from prefect.futures import PrefectFuture, wait
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import Field

from flows.artifacts import Progress, publish_difference, publish_funnel, publish_summary
from flows.funnel import counted
from flows.parameters import (
    Addresses,
    Day,
    Mode,
    Source,
    WrongParameters,
    chosen_sites,
    midnight,
    refuse_empty_window,
    titled,
)
from flows.refused_package import say_refused
from flows.reprocess_pages import reprocess
from flows.run import Run, begin_run, name_run
from flows.settings import Settings, read_settings
from tasks.crawl import (
    HOSTS,
    Agenda,
    PagesLogged,
    Wishes,
    draw_up_agenda,
    forget_hosts,
    host_of,
    twins_name,
    url_fingerprint,
)
from tasks.crawl.discover import Discovery
from tasks.model import Candidate, Fetch, Known, UrlList
from tasks.stages import discover_sources, fetch_batch, stop_fetching
from tasks.unfinished import SEEDS
from warehouse.package import PackageRefused
from warehouse.plausible import Implausible

_PAGES_A_BATCH = 300  # for a handful of polite hosts some seconds of fetching; a record of three tasks each
_TELL_EVERY = 3.0  # seconds between two words on how far the run is

# Prefect's annotation asks for the base class and is invariant.
_FETCHERS = cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=4))


@flow(name="ingest-news", flow_run_name="ingest news", task_runner=_FETCHERS)
def ingest_news(
    mode: Annotated[Mode, titled("Mode")] = Mode.INCREMENTAL,
    # The form shows a list where the default is one, and nothing here changes it.
    sources: Annotated[list[Source], titled("Sources")] = [],  # noqa: B006
    feeds: Annotated[Addresses, titled("Feeds")] = [],  # noqa: B006
    urls: Annotated[Addresses, titled("URLs")] = [],  # noqa: B006
    since: Annotated[Day | None, titled("Since")] = None,
    until: Annotated[Day | None, titled("Until")] = None,
    most_pages_per_source: Annotated[int, Field(ge=1, le=100_000), titled("Most pages per source")] = 1_000,
    ask_all_again: Annotated[bool, titled("Ask all again")] = False,
) -> dict[str, int]:
    """Fetch what is new at the chosen sources and load it into the warehouse.

    Args:
        mode: Incremental: what is due by now. Backfill: what seeds date from Since until before Until;
            every seed is read in full, none of their cursors moves, nothing else is asked for.
            Reprocess: no network; what is in the archive through today's extraction, applied after approval.
            Dry run: all but the commit; show what would be different in the warehouse, and forget it.
        sources: The outlets to visit. None chosen and no addresses given: every declared one on the internet.
        feeds: Addresses of feeds (RSS, Atom) or sitemaps to read besides, now, whatever outlet they belong
            to. Their articles are taken from the feed's own domain. Several can be pasted into one item.
        urls: Addresses to fetch besides, whatever outlet they belong to. A home page stands for its outlet:
            the feeds and sitemaps that it announces are found and read. Several can be pasted into one item.
        since: Leave out what a seed dates before this day (UTC).
        until: For a backfill: leave out what a seed dates on this day (UTC) or later. Left empty: up to now.
        most_pages_per_source: Stop at so many pages for each outlet; the newest come first, the rest waits
            for the next run.
        ask_all_again: Ask every seed now, and every page of the last days, whether it is due or not.

    Returns:
        The funnel of the run: how many pages and articles came to each step.

    Raises:
        Implausible: a source brought less than its site declares; all that came is loaded.
        PackageRefused: the warehouse would not take a package, a damaged one for instance; all others are
            loaded.
    """
    _refuse_what_contradicts(mode, since, until, addresses=len(feeds) + len(urls))
    if mode is Mode.REPROCESS:
        return reprocess([source.value for source in sources], since, until)
    dry_run = mode is Mode.DRY_RUN
    is_backfill = mode is Mode.BACKFILL or (dry_run and until is not None)
    settings = read_settings()
    chosen = chosen_sites(sources, [str(url) for url in urls], [str(url) for url in feeds])
    what = f"{counted(len(chosen.sites), 'source')}, {mode.value}"
    name_run(f"ingest {what}")
    asked = {
        "mode": mode.value,
        "sources": [source.value for source in sources],
        "feeds": [str(url) for url in feeds],
        "urls": [str(url) for url in urls],
        "since": since,
        "until": until,
        "most_pages_per_source": most_pages_per_source,
        "ask_all_again": ask_all_again,
    }
    run_under_way = begin_run(
        "ingest-news",
        settings,
        chosen.sites,
        asked,
        outlets=chosen.outlets,
        is_backfill=is_backfill,
        by_hand=chosen.feeds,
        only_looks=dry_run,
    )
    with run_under_way as (run, marker), _apart(run) if dry_run else nullcontext():
        wishes = Wishes(
            now=run.started_at,
            since=midnight(since),
            until=midnight(until) or (run.started_at if is_backfill else None),
            most_per_source=most_pages_per_source,
            most_of_all=settings.max_pages_per_run,
            by_hand=frozenset(map(url_fingerprint, chosen.pages)),
            all_again=ask_all_again,
            schedule=settings.visits,
            least_gap=settings.least_gap,
        )
        run.rehearsal = [] if dry_run else None
        _warn_without_contact(run)
        if not dry_run:
            forget_hosts(settings.data_folder)
            run.take_up_dead_runs()
        seeds_due = run.sites_due(all_again=ask_all_again)
        discovery = discover_sources(
            list(seeds_due.values()),
            run.known_seeds(),
            run.crawl_settings,
            run.run_id,
            SEEDS,
            wishes.since,
        )
        agenda, known, news = _draw_up(run, discovery, wishes, is_kept=not dry_run)
        if not dry_run:
            marker.news_is_kept()
        run.load(SEEDS, discovery.fetches)
        if not dry_run:
            run.schedule_seeds(discovery, news)
        if agenda.due:
            _fetch_and_load(run, agenda.due, known)
        rehearsed = run.rehearse() if dry_run else None
        run.finish("dry run" if dry_run else "completed")
        # A window of the past says nothing of today.
        too_little = [] if dry_run or is_backfill else run.check_expected()

    _say_what_came(run, discovery, agenda)
    publish_funnel(run)
    if rehearsed:
        publish_difference(run, rehearsed)
        name_run(f"ingest {what}, {run.funnel.totals()['new articles']:,} would be new")
    else:
        publish_summary(run)
        name_run(f"ingest {what}, {run.funnel.totals()['new articles']:,} new")
    if too_little:
        beginning = "What came is" if run.refused else "All that came is loaded, but it is"
        raise Implausible(
            f"{beginning} less than is plausible. {'; '.join(too_little)}. Look whether the outlet changed, "
            "or what its module in tasks/sites expects is no longer true."
            + (f" {say_refused(run.refused)}" if run.refused else "")
        )
    if run.refused:
        raise PackageRefused(say_refused(run.refused))
    return run.funnel.totals()


@contextmanager
def _apart(run: Run) -> Iterator[None]:
    """Archive and packages of a dry run in a folder of its own for the length of the block, then nowhere.

    It is named for the run, so that the next one removes what a killed one left. Turns at hosts are those of
    all runs.
    """
    settings = run.settings
    folder, hosts = settings.data_folder / "dry-runs" / run.run_id, settings.data_folder / HOSTS
    folder.mkdir(parents=True)
    hosts.mkdir(parents=True, exist_ok=True)
    (folder / HOSTS).symlink_to(hosts.resolve(), target_is_directory=True)
    same = {
        "warehouse": settings.warehouse or str(settings.warehouse_path),
        "lake_files": settings.lake_files or settings.data_folder / "lake",
    }
    run.settings = settings.model_copy(update={"data_folder": folder} | same)
    try:
        yield
    finally:
        run.settings = settings
        shutil.rmtree(folder, ignore_errors=True)


def _say_what_came(run: Run, discovery: Discovery, agenda: Agenda) -> None:
    """Say in the log what could not be had and why, and when there is more, if there was nothing to do."""
    run.warn_of_losses()
    if agenda.due or discovery.fetches:
        return
    following = run.next_seed()
    when = f"The next seed is due at {following[0]:%Y-%m-%d %H:%M} UTC: {following[1]}" if following else ""
    get_run_logger().info(
        "Nothing is due. %s. With ask_all_again=true all are asked now.", when or "No seed is known"
    )


def _warn_without_contact(run: Run) -> None:
    """The owner of a site must be able to complain; the demo web has none."""
    crawl = run.crawl_settings
    seeds = [seed.url for site in run.sites.values() for seed in site.seeds if not isinstance(seed, UrlList)]
    by_hand = [
        url
        for site in run.sites.values()
        for seed in site.seeds
        if isinstance(seed, UrlList)
        for url in seed.urls
    ]
    real = {host_of(url) for url in (*seeds, *by_hand)} - set(crawl.connect_to) - {""}
    if real and run.settings.contact == Settings.model_fields["contact"].default:
        get_run_logger().warning(
            "WARRAQ_CONTACT is not set, and %s is going to be asked: set it to an address where the owner of "
            "a site can reach you.",
            min(real) if len(real) == 1 else f"{min(real)} and {counted(len(real) - 1, 'other host')}",
        )


def _refuse_what_contradicts(mode: Mode, since: date | None, until: date | None, *, addresses: int) -> None:
    """Raises WrongParameters for values of the form that do not go together, which the form cannot know."""
    refuse_empty_window(since, until)
    if mode is Mode.BACKFILL and not (since or until):
        raise WrongParameters(
            "A backfill wants a window: name the first day in `since`, or the last in `until`."
        )
    if mode is Mode.INCREMENTAL and until:
        raise WrongParameters(
            f"Only a backfill ends before a day: choose the mode backfill, or empty {until=!s}."
        )
    if mode is Mode.REPROCESS and addresses:
        raise WrongParameters("Reprocessing asks nobody: empty `feeds` and `urls`, or choose another mode.")


def _draw_up(
    run: Run, discovery: Discovery, wishes: Wishes, *, is_kept: bool
) -> tuple[Agenda, dict[str, Known], set[str]]:
    """What is due, what is known of it, and the fingerprints that nobody knew; the funnel counts all.

    The agenda is written to the warehouse if it `is_kept`, and is then this run's alone.
    """
    announced = discovery.candidates
    waiting, taken = run.waiting_pages(wishes)
    horizon = max(wishes.schedule, default=wishes.least_gap)
    visited = run.visited_pages(run.started_at - horizon)
    urls = [one.url for one in announced] + [one.url for one in waiting] + [one.url for one in visited]
    known = run.known_pages(urls)
    agenda = draw_up_agenda(announced, waiting, visited, known, taken, wishes)
    if is_kept:
        run.keep(agenda, wishes, discovery.found)

    waited = {url_fingerprint(candidate.url) for candidate in waiting}
    fingerprints = {candidate.url: url_fingerprint(candidate.url) for candidate in announced}
    announced_now = set(fingerprints.values())
    cannot_be_asked = [fetch for fetch in discovery.fetches if fetch.kind == "page"]  # given by hand
    run.funnel.count("discovered", [*announced, *cannot_be_asked])
    run.funnel.count("waiting", [one for one in waiting if url_fingerprint(one.url) not in announced_now])
    run.funnel.count("seen before", agenda.seen_before)
    run.funnel.count("not due", agenda.not_due)
    for reason in ("window", "limit"):
        run.funnel.count("left out", [one for one, why in agenda.left_out if why == reason], reason)
    run.funnel.count("due", [*agenda.due, *cannot_be_asked])
    met = {fingerprint for url, fingerprint in fingerprints.items() if url in known}
    return agenda, known, announced_now - met - waited - taken


def _fetch_and_load(run: Run, due: Sequence[Candidate], known: Mapping[str, Known]) -> None:
    """Fetch in batches, several at once; extract and load each as soon as it is there."""
    batch_of: dict[PrefectFuture[list[Fetch]], str] = {}
    for number, candidates in enumerate(_batches(due), start=1):
        batch = f"{number:04}"
        known_here = {
            candidate.url: known[candidate.url] for candidate in candidates if candidate.url in known
        }
        future = fetch_batch.submit(candidates, run.sites, known_here, run.crawl_settings, run.run_id, batch)
        batch_of[future] = batch
    progress = Progress(run.flow, len(due))
    logged = PagesLogged(run.settings.data_folder, run.run_id)
    fetched: SimpleQueue[PrefectFuture[list[Fetch]]] = SimpleQueue()
    for future in batch_of:
        future.add_done_callback(fetched.put)
    left = len(batch_of)
    try:
        while left:
            progress.tell(logged.count())
            try:
                future = fetched.get(timeout=_TELL_EVERY)
            except Empty:
                continue
            left -= 1
            run.load(batch_of[future], future.result(), known)
        progress.tell(len(due))
    except BaseException:
        stop_fetching(run.run_id)  # a run that was cancelled has seconds
        raise
    finally:
        # A log that is still written to must not be taken for one that a dead run left.
        wait(list(batch_of))


def _batches(candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Whole hosts packed into batches of some _PAGES_A_BATCH pages, since politeness lives inside a batch."""
    by_host = defaultdict(list)
    for candidate in candidates:
        by_host[twins_name(host_of(candidate.url))].append(candidate)
    batch: list[Candidate] = []
    for of_host in sorted(by_host.values(), key=len, reverse=True):
        if batch and len(batch) + len(of_host) > _PAGES_A_BATCH:
            yield batch
            batch = []
        batch = [*batch, *of_host]
    if batch:
        yield batch
