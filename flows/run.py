"""One run of a flow: its identity, what it is to ask for, and the way from fetches to the warehouse."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from prefect import get_run_logger, runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.funnel import Funnel
from flows.parameters import SITES, site_of
from flows.refused_package import way_back
from flows.sentence import log_sentences
from flows.settings import Settings
from tasks.crawl import Agenda, CrawlSettings, Wishes, read_fetches, url_fingerprint
from tasks.crawl.discover import Discovery
from tasks.crawl.due import Rhythm, bounds_of, due_from, next_rhythm
from tasks.crawl.ownership import UNKNOWN_LANGUAGE
from tasks.model import (
    Candidate,
    Feed,
    Fetch,
    FoundSeed,
    Home,
    Known,
    Listing,
    Seed,
    Site,
    Sitemap,
    UrlList,
    Visited,
)
from tasks.package import fetch_ids_in, package_id_of, write_package
from tasks.pool import collect_seldom
from tasks.stages import Rehearsed, extract_batch, is_unreachable, load_batch, rehearse_loads
from tasks.unfinished import DeadRun, RunMarker, batch_of, dead_runs, living_runs, mark_running
from warehouse import query
from warehouse.connect import NoWarehouse, is_there, open_reader, open_writer
from warehouse.frontier import FrontierRow, write_frontier
from warehouse.load import DecisionBroken
from warehouse.package import PackageRefused, refuse_damaged
from warehouse.plausible import ExpectedRow, SeenRow, check_expected
from warehouse.run import FunnelRow, finish_run, start_run
from warehouse.source import (
    SeedRow,
    SeedScheduleRow,
    SourceRow,
    register_seeds,
    register_sources,
    schedule_seeds,
)
from warehouse.transaction import WarehouseBusy

log_sentences()

_Given = TypeVar("_Given")

# What a decision about stories raises that contradicts itself or what it was given.
_FAULTS_OF_OURS = (DecisionBroken, ValueError, LookupError)

_SEED_KINDS: dict[type, str] = {Feed: "feed", Sitemap: "sitemap", Listing: "listing", Home: "home"}
_FOUND: dict[str, type[Feed | Sitemap]] = {"feed": Feed, "sitemap": Sitemap}


@dataclass(frozen=True, slots=True)
class _SeedState:
    """A seed as the warehouse remembers it."""

    seed: Seed | None  # None: it was not found on a home page
    known: Known
    rhythm: Rhythm | None
    next_due_at: datetime | None


@dataclass(slots=True)
class Run:
    """A run under way. The warehouse is opened for the length of a call and no longer."""

    run_id: str
    flow: str
    settings: Settings
    sites: dict[str, Site]
    started_at: datetime
    outlets: list[str] = field(default_factory=list)  # names of the sites that are visited as a whole
    is_backfill: bool = False
    by_hand: frozenset[str] = (
        frozenset()
    )  # seeds that were given by hand: they are due whenever they are given
    rehearsal: list[Path] | None = None  # packages that are not loaded; None: they are
    funnel: Funnel = field(default_factory=Funnel)
    refused: dict[Path, str] = field(default_factory=dict)
    """Packages that the warehouse would not take, those of dead runs too, each with how its pages come in."""

    @property
    def crawl_settings(self) -> CrawlSettings:
        return self.settings.crawl()

    def sites_due(self, *, all_again: bool) -> dict[str, Site]:
        """The run's sites, each with those of its seeds that are due, found ones too; addresses always are.

        A backfill, and a run that asks for `all_again`, has all seeds.
        """
        states = self._seed_states()
        due = {}
        for name, site in self.sites.items():
            declared = {seed.url for seed in site.seeds if not isinstance(seed, UrlList)}
            has_home = any(isinstance(seed, Home) for seed in site.seeds)
            found = [
                state.seed
                for (source, url), state in states.items()
                if has_home and source == name and state.seed and url not in declared
            ]
            seeds = tuple(
                seed
                for seed in (*site.seeds, *found)
                if all_again
                or self.is_backfill
                or isinstance(seed, UrlList)
                or seed.url in self.by_hand
                or self._is_due(states.get((name, seed.url)))
            )
            if seeds:
                due[name] = replace(site, seeds=seeds)
        return due

    def _is_due(self, state: _SeedState | None) -> bool:
        return state is None or state.next_due_at is None or state.next_due_at <= self.started_at

    def known_seeds(self) -> dict[str, Known]:
        """Validators of the sources' seeds, by URL; none in a backfill, which wants what is old, too."""
        return {} if self.is_backfill else {url: one.known for (_, url), one in self._seed_states().items()}

    def _seed_states(self) -> dict[tuple[str, str], _SeedState]:
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            rows = query.known_seeds(connection, list(self.sites))
        return {(row["source"], row["url"]): _seed_state(row) for row in rows}

    def known_pages(self, urls: Sequence[str]) -> dict[str, Known]:
        """What the warehouse remembers of those of `urls` that it has met, in this spelling or another."""
        spelled = {url: url_fingerprint(url) for url in urls}  # feeds count readers: "?utm_campaign=…"
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            rows = query.known_pages(connection, [*spelled, *spelled.values()])
        known = {row["url"]: Known(**row) for row in rows}
        met = {url: known.get(url) or known.get(fingerprint) for url, fingerprint in spelled.items()}
        return {url: replace(one, url=url) for url, one in met.items() if one}

    def visited_pages(self, since: datetime) -> list[Visited]:
        """Pages of the run's outlets that are young, changed of late or could not be had, from `since` on."""
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            rows = query.visited_pages(connection, self.outlets, since)
        return [Visited(**row) for row in rows]

    def waiting_pages(self, wishes: Wishes) -> tuple[list[Candidate], frozenset[str]]:
        """What waits to be asked for at the run's outlets, or was named by hand when a run was killed.

        Beside it the URL fingerprints of what another run has on its list.
        """
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            rows = query.frontier(
                connection,
                self.outlets,
                self._other_living_runs(),
                since=wishes.since,
                until=wishes.until,
                most=wishes.most_per_source,
            )
        taken = frozenset(url_fingerprint(row["url"]) for row in rows if row["is_taken"])
        waiting = [
            Candidate(**{name: value for name, value in row.items() if name != "is_taken"})
            for row in rows
            if not row["is_taken"]
        ]
        return waiting, taken

    def _other_living_runs(self) -> list[str]:
        return [run_id for run_id in living_runs(self.settings.data_folder) if run_id != self.run_id]

    def keep(self, agenda: Agenda, wishes: Wishes, found: Sequence[FoundSeed] = ()) -> None:
        """Write to the warehouse what is due, for this run, and what later runs are to ask for.

        So are the seeds that were `found`, except in a backfill: what a seed answered may only be loaded once
        it is known where it was found, or it is taken for one that is being asked already. What another run
        has come to first leaves the agenda: two that look at the same time see the same news.
        """
        rows = [
            FrontierRow(
                url_fingerprint=url_fingerprint(candidate.url),
                url=candidate.url,
                source=candidate.source,
                seed_url=candidate.seed_url,
                claimed_headline=candidate.claimed_headline,
                claimed_at=candidate.claimed_at,
                claimed_update=candidate.claimed_update,
                is_on_the_list=is_on_the_list,
            )
            for candidates, is_on_the_list in ((agenda.due, True), (agenda.to_keep, False))
            for candidate in candidates
        ]
        self._add_sites_of(agenda.due)
        with self._writer() as connection:
            if not self.is_backfill:
                register_seeds(connection, self._seed_rows(found))
            settled = [url_fingerprint(candidate.url) for candidate in agenda.settled]
            taken = write_frontier(
                connection,
                self.run_id,
                rows,
                self.started_at,
                settled=settled,
                living=self._other_living_runs(),
                by_hand=list(wishes.by_hand),
            )
        agenda.leave(set(taken))

    def _seed_rows(self, found: Sequence[FoundSeed]) -> list[tuple[str, SeedRow]]:
        return [
            (one.source, SeedRow(url=one.url, kind=one.kind, found_on=one.found_on))
            for one in found
            if one.url not in self._declared_seeds(one.source)
        ]

    def schedule_seeds(self, discovery: Discovery, news: set[str]) -> None:
        """Write when each seed that was asked is due again; not in a backfill.

        `news` are the URL fingerprints that nobody knew. What the seeds answered is loaded before.
        """
        if self.is_backfill:
            return
        schedule = self._schedule(discovery, news)
        with self._writer() as connection:
            schedule_seeds(connection, schedule)

    def _schedule(self, discovery: Discovery, news: set[str]) -> list[SeedScheduleRow]:
        announced: Counter[tuple[str, str | None]] = Counter()
        new: Counter[tuple[str, str | None]] = Counter()
        for candidate in discovery.candidates:
            announced[candidate.source, candidate.seed_url] += 1
            new[candidate.source, candidate.seed_url] += url_fingerprint(candidate.url) in news
        states = self._seed_states()
        rows = []
        for fetch in discovery.fetches:
            if fetch.kind in ("page", "robots") or fetch.seed_url != fetch.requested_url:
                continue  # a sitemap below an index is asked with it
            key = fetch.source, fetch.requested_url
            state = states.get(key)
            rhythm = next_rhythm(
                state.rhythm if state else None,
                answered=fetch.outcome in ("fetched", "unchanged"),
                news=new[key],
                announced=announced[key],
                bounds=bounds_of(fetch.kind, self._seed_bounds(fetch.source)),
            )
            rows.append(
                SeedScheduleRow(
                    source=fetch.source,
                    url=fetch.requested_url,
                    interval_seconds=rhythm.interval,
                    failures=rhythm.failures,
                    last_news=new[key],
                    next_due_at=due_from(fetch.fetched_at, rhythm),
                )
            )
        return rows

    def _declared_seeds(self, source: str) -> set[str]:
        declared = SITES[source].seeds if source in SITES else ()
        return {seed.url for seed in declared if not isinstance(seed, UrlList)}

    def _seed_bounds(self, source: str) -> tuple[float, float]:
        return self.sites[source].seed_interval or self.settings.seed_interval

    def load(
        self,
        batch: str,
        fetches: Sequence[Fetch],
        known: Mapping[str, Known] | None = None,
        languages: Sequence[str] = (),
    ) -> list[Fetch]:
        """Extract `fetches`, package them, load the package; `known` is what was known of the pages.

        Articles in other `languages`, if any are named, are left out. Gives the fetches that were not.
        """
        if not fetches:
            return []
        package = extract_batch(
            fetches,
            self.sites,
            self.settings.data_folder,
            self.settings.workers(),
            self.run_id,
            batch,
            languages=languages,
        )
        packed = fetch_ids_in(package) if languages else {fetch.fetch_id for fetch in fetches}
        came = [fetch for fetch in fetches if fetch.fetch_id in packed]
        self.funnel.count(
            "left out", [fetch for fetch in fetches if fetch.fetch_id not in packed], "language"
        )
        self.funnel.count_answers(came, known or {})
        self._load_package(package)
        return came

    def warn_of_losses(self) -> None:
        """A warning for each reason for which something was lost, and where to read what to do."""
        lines = [*self.funnel.say_losses(), *self._say_what_was_refused()]
        for line in lines:
            get_run_logger().warning(line)
        if lines:
            get_run_logger().warning("docs/operations.md says what to do about each of these reasons.")

    def _say_what_was_refused(self) -> list[str]:
        """A line for each reason for which a load would not take something that counts."""
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            refused = query.run_rejections(connection, self.run_id)
        return [
            f"{row['reason']}: of rows and articles {row['count']:,} could not be loaded; the table "
            "rejection has each as it came."
            for row in refused
            if row["stage"] == "contract" and row["reason"] != "duplicate_fetch"
        ]

    def next_seed(self) -> tuple[datetime, str] | None:
        """When which of the run's seeds is due next; None if that is not known of any."""
        due = [(one.next_due_at, url) for (_, url), one in self._seed_states().items() if one.next_due_at]
        return min(due, default=None)

    def take_up_dead_runs(self) -> None:
        """Load what runs that were killed have on disk: their packages, then what they had only fetched.

        What they had on their lists and had not come to ask for waits in the warehouse for whoever is next.
        """
        logger = get_run_logger()
        for dead in dead_runs(self.settings.data_folder):
            if dead.only_looked:
                logger.warning("Run %s was cut short; it was to change nothing.", dead.run_id)
                self._end(dead, "cut short")
                dead.forget()
                continue
            left = "loading what it left on disk" if dead.left_anything else "it left nothing on disk"
            logger.warning("Run %s was cut short; %s.", dead.run_id, left)
            try:
                packages = self._packages_of(dead)
            except Exception as error:  # noqa: BLE001 - one damaged old run must not stop every new one
                logger.error("Run %s cannot be taken up: %r", dead.run_id, error)
                dead.set_aside()
                self._end(dead, f"cut short, cannot be taken up: {error!r}"[:500])
                continue
            outcome = "cut short, then recovered"
            is_done = True
            for package in self._not_settled(packages, dead):
                try:
                    load_batch(package, self.settings.warehouse_path, self.settings.lock_wait)
                except PackageRefused as error:
                    # It would be refused each time; the archive still has what it was made of.
                    self._tell_refused(package, error)
                    outcome = f"cut short; {error}"
                except _FAULTS_OF_OURS as error:
                    logger.exception(
                        "%s cannot be loaded, which is a fault of Warraq's own; please report it. Each run "
                        "tries again until it is mended.",
                        package.name,
                    )
                    outcome = f"cut short; {package.name} cannot be loaded: {error!r}"
                    is_done = False
            self._end(dead, outcome[:500])
            if is_done:
                dead.forget()

    def _end(self, dead: DeadRun, outcome: str) -> None:
        # A warehouse that was made anew since does not know the run.
        with self._writer() as connection, contextlib.suppress(KeyError):
            funnel = query.run_funnel(connection, dead.run_id)  # empty if the run only looked
            finish_run(connection, dead.run_id, outcome=outcome, funnel=map(_funnel_row, funnel))

    def _add_sites_of(self, candidates: Sequence[Candidate]) -> None:
        """Answer for the sources of `candidates` too, which may be others than those of this run."""
        others = {one.source: one for one in candidates if one.source not in self.sites}
        self.add_sites(
            SITES.get(source) or replace(site_of(candidate.url), name=source)
            for source, candidate in others.items()
        )

    def add_sites(self, sites: Iterable[Site]) -> None:
        """Answer for these, too."""
        new = {site.name: site for site in sites if site.name not in self.sites}
        if new:
            self.sites |= new
            with self._writer() as connection:
                register_sources(connection, [_source_row(site) for site in new.values()])

    def _packages_of(self, dead: DeadRun) -> list[Path]:
        packages = {batch_of(path, dead.run_id): self._brought_over(path) for path in dead.packages}
        left = {
            batch: log for log in dead.fetch_logs if (batch := batch_of(log, dead.run_id)) not in packages
        }
        if not left:
            return list(packages.values())
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            languages = query.run_parameters(connection, dead.run_id).get("languages", [])
        for batch, log in left.items():
            fetches = read_fetches(log)
            # Of hosts that no site declares, an archive has thousands.
            others = {one.source: one.url for one in fetches if one.source not in SITES}
            packages[batch] = extract_batch(
                fetches,
                SITES | {source: replace(site_of(url), name=source) for source, url in others.items()},
                self.settings.data_folder,
                self.settings.workers(),
                dead.run_id,
                batch,
                languages=languages,
            )
        return list(packages.values())

    def _not_settled(self, packages: Sequence[Path], dead: DeadRun) -> list[Path]:
        """What is to be loaded: of an archive a thousand packages may be loaded already.

        What follows a load is over before the next one begins; of the last one it may be lacking.
        """
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            settled = set(query.run_packages(connection, dead.run_id)[:-1])
        return [package for package in packages if package.name not in settled]

    def _brought_over(self, package: Path) -> Path:
        """Where it is once it is among the packages, from which a restored backup is brought up to date."""
        path = self.settings.data_folder / "packages" / package.name
        if package != path:
            path.parent.mkdir(parents=True, exist_ok=True)
            package.rename(path)
        return path

    def finish(self, outcome: str = "completed") -> None:
        """Write the run's end and its funnel. If a package of it was refused, that is its outcome."""
        own = [why for package, why in self.refused.items() if package.name.startswith(self.run_id)]
        if own:
            outcome = f"not whole; {own[0]}"[:500]
        with self._writer() as connection:
            finish_run(connection, self.run_id, outcome=outcome, funnel=self.funnel.rows())

    def check_expected(self) -> list[str]:
        """Hold the outlets that were visited as a whole to what their sites declare; what is too little.

        Each as a sentence. What is too much is warned of, and so is what was told less than a day ago: a run
        each quarter of an hour is not to fail each time.
        """
        rows = [row for name in self.outlets for row in _expected_rows(self.sites[name])]
        if not rows:
            return []
        logger = get_run_logger()
        try:
            with self._writer() as connection:
                beyond = check_expected(connection, rows, datetime.now(UTC))
        except WarehouseBusy as error:  # the next run asks again
            logger.warning("What came was not held to what is expected: %s", error)
            return []
        for row in beyond:
            if row["seen"] > row["most"]:
                logger.warning("More than is plausible: %s.", _told(row))
            elif row["is_known"]:
                logger.warning("Still less than is plausible: %s.", _told(row))
        return [_told(row) for row in beyond if row["seen"] < row["least"] and not row["is_known"]]

    def load_package(self, package: Path, left_out: Mapping[tuple[str, str, str], int]) -> int:
        """Load what was read from an archive and count it; gives the number of its pages."""
        self.funnel.count_left_out(left_out)
        try:
            refuse_damaged(package)
        except PackageRefused as error:
            self._tell_refused(package, error)
            return 0
        pages, urls = self.funnel.count_archived(package)
        # Thousands of hosts may come in one archive: what nobody declared is named as it comes.
        self.add_sites(site_of(url) for source, url in urls.items() if source not in self.sites)
        self._leave_out_broken_before(package)
        # The next batch is being extracted beside it, and a load on two threads takes a quarter more of
        # processor time; with more memory it takes as much time.
        self._load_package(package, threads=1, memory="128MiB")
        return pages

    def _leave_out_broken_before(self, package: Path) -> None:
        """Take out places in files that were found broken before, which have no time but that of the look."""
        columns = ["fetch_id", "requested_url", "reason"]
        failed = pq.read_table(package, columns=columns, filters=[("outcome", "=", "failed")]).to_pylist()
        places = [row for row in failed if row["requested_url"].startswith(("file:", "s3:"))]
        if not places:
            return
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            visits = query.visits(connection, [place["requested_url"] for place in places])
        before = [
            place["fetch_id"] for place in places if (place["fetch_id"], place["reason"]) in visits.items()
        ]
        if before:
            table = pq.read_table(package)
            new = pc.invert(pc.is_in(table["fetch_id"], pa.array(before)))
            write_package(package, table.filter(new), run_id=self.run_id, package_id=package_id_of(package))

    def _load_package(self, package: Path, *, threads: int | None = None, memory: str | None = None) -> None:
        if self.rehearsal is not None:
            self.funnel.count_articles(package)
            self.rehearsal.append(package)
            return
        settings = self.settings
        try:
            summary = load_batch(package, settings.warehouse_path, settings.lock_wait, threads, memory)
        except PackageRefused as error:
            self._tell_refused(package, error)
        else:
            self.funnel.count_articles(package)
            self.funnel.count_load(summary)

    def _tell_refused(self, package: Path, error: PackageRefused) -> None:
        way = way_back(package, self.settings.data_folder)
        get_run_logger().error("%s; it stays where it is, and nothing of it is loaded. %s", error, way)
        self.refused[package] = f"{error}. {way}"

    def rehearse(self) -> Rehearsed:
        """What loading the packages of a rehearsal would do; the funnel counts it as done."""
        summaries, seen = rehearse_loads(
            self.rehearsal or [], self.settings.warehouse_path, self.settings.lock_wait, self.run_id
        )
        for summary in summaries:
            self.funnel.count_load(summary)
        return seen

    def _writer(self) -> Any:
        return open_writer(self.settings.warehouse_path, wait=self.settings.lock_wait)


@contextlib.contextmanager
def begin_run(
    flow: str,
    settings: Settings,
    sites: dict[str, Site],
    parameters: Mapping[str, Any],
    *,
    outlets: Sequence[str] = (),
    is_backfill: bool = False,
    by_hand: frozenset[str] = frozenset(),
    only_looks: bool = False,
) -> Iterator[tuple[Run, RunMarker]]:
    """A run for the length of the block: marked as under way, and registered with its sources.

    The warehouse is made if it is not there. Of what an error leaves `mark_running` tells.
    """
    # Not Prefect's id: a retry keeps that, and would write over the mark and the packages of the first try.
    collect_seldom()
    run = Run(str(uuid4()), flow, settings, sites, datetime.now(UTC), list(outlets), is_backfill, by_hand)
    parameters = {**parameters, "prefect_flow_run": str(runtime.flow_run.id)}
    # The mark comes first: a run that is killed once the warehouse knows it is ended by the next one.
    with mark_running(settings.data_folder, run.run_id, only_looks=only_looks) as marker:
        with open_writer(settings.warehouse_path, wait=settings.lock_wait) as connection:
            register_sources(connection, [_source_row(site) for site in sites.values()])
            start_run(
                connection,
                run.run_id,
                flow=flow,
                parameters=parameters,
                started_at=run.started_at,
                is_backfill=is_backfill,
            )
        yield run, marker


def _funnel_row(row: Mapping[str, Any]) -> FunnelRow:
    return FunnelRow(
        source=row["source"],
        host=row["host"],
        step=row["step"],
        reason=row["reason"],
        count=row["count"],
    )


def _seed_state(row: Mapping[str, Any]) -> _SeedState:
    known = Known(
        row["url"],
        row["etag"],
        row["last_modified"],
        row["body_sha256"],
        row["answered_by"],
        moved_to=row["moved_to"],
        last_fetched_at=row["last_read_at"],
    )
    seed = _FOUND[row["kind"]](row["url"]) if row["found_on"] else None
    rhythm = None
    if row["interval_seconds"] is not None:
        rhythm = Rhythm(row["interval_seconds"], row["failures"])
    return _SeedState(seed, known, rhythm, row["next_due_at"])


def _expected_rows(site: Site) -> Iterator[ExpectedRow]:
    if site.expected.articles_a_day is not None:
        least, most = site.expected.articles_a_day
        yield ExpectedRow(source=site.name, field=None, least=least, most=most)
    for filled in site.expected.filled:
        yield ExpectedRow(source=site.name, field=filled.field, least=filled.least, most=filled.most)


def _told(row: SeenRow) -> str:
    """What was expected and what was seen."""
    source, least, most, seen = row["source"], row["least"], row["most"], row["seen"]
    if row["field"] is None:
        return f"{source}: {least:g} to {most:g} articles a day are expected, {seen:g} came"
    return (
        f"{source}: {row['field']} is expected in {least:.0%} to {most:.0%} of its articles, "
        f"and is in {seen:.1%} of {row['articles']:,} of the last week"
    )


def _source_row(site: Site) -> SourceRow:
    is_declared = site.language != UNKNOWN_LANGUAGE
    return {
        "source": site.name,
        "title": site.title,
        "home": site.home if is_declared or site.seeds else None,
        "language": site.language if is_declared else None,
        "timezone": site.timezone if is_declared else None,
        "is_demo": site.demo,
        "seeds": [
            {"url": seed.url, "kind": _SEED_KINDS[type(seed)]}
            for seed in site.seeds
            if not isinstance(seed, UrlList)
        ],
    }


def before_first_load(settings: Settings) -> State[None] | None:
    """Where there is no warehouse yet, the state in which a flow ends that wants one; None: there is one.

    A run of a deployment ends well so: its schedule is older than the first load. For any other, raises
    NoWarehouse.
    """
    if is_there(settings.warehouse_path, wait=settings.lock_wait):
        return None
    nothing = f"There is no warehouse at {settings.warehouse_path} yet: run ingest-news first."
    if runtime.deployment.id is None:
        raise NoWarehouse(nothing)
    return Completed(name="Nothing yet", message=nothing)


def name_run(name: str) -> None:
    """Name the Prefect run for what it does or did."""
    if flow_run_id := runtime.flow_run.id:
        with get_client(sync_client=True) as client:
            outlast(lambda: client.update_flow_run(flow_run_id, name=name))


def outlast(call: Callable[[], _Given], *, wait: float = 60.0) -> _Given:
    """What a call to Prefect's server gives, once it answers: a run survives the server's restart.

    Raises what the call raises, and httpx.TransportError if there is no answer within `wait` seconds.
    """
    deadline = time.monotonic() + wait
    while True:
        try:
            return call()
        except Exception as error:  # whatever the client raises; all but an absent server is raised on
            if not is_unreachable(error) or time.monotonic() > deadline:
                raise
        time.sleep(1.0)
