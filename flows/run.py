"""One run of a flow: its identity, its funnel, and the way from fetches to the warehouse."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow.parquet as pq
from prefect import get_run_logger, runtime
from prefect.client.orchestration import get_client

from flows.parameters import SITES, site_of
from flows.settings import Settings
from tasks.crawl import CrawlSettings, read_fetches
from tasks.model import Candidate, Feed, Fetch, Known, Listing, Site, Sitemap, UrlList
from tasks.stages import extract_batch, load_batch
from tasks.unfinished import UnfinishedRun, batch_of, unfinished_runs
from warehouse import load, query
from warehouse.connect import open_reader, open_writer

_SEED_KINDS: dict[type, str] = {Feed: "feed", Sitemap: "sitemap", Listing: "listing"}

STEPS = (
    "discovered",
    "left out",  # by `since` or by the limit for a source
    "not due",  # known, and past the days in which corrections come
    "asked for",
    "refused",
    "failed",
    "gone",
    "unchanged",
    "fetched",
    "rejected",
    "articles",
    "new articles",
    "corrected",
)
"""Where a page or an article can get to in a run, in order."""


@dataclass(slots=True)
class Run:
    """A run under way. The warehouse is opened for the length of a call and no longer."""

    run_id: str
    flow: str
    settings: Settings
    sites: dict[str, Site]
    started_at: datetime
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)  # (source, step)
    _taken_up: list[Path] = field(default_factory=list)

    @property
    def crawl_settings(self) -> CrawlSettings:
        return self.settings.crawl()

    def known_seeds(self) -> dict[str, Known]:
        """Validators of the sources' seeds, by URL."""
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            rows = query.known_seeds(connection, list(self.sites))
        return {row["url"]: Known(**row) for row in rows}

    def known_pages(self, urls: Sequence[str]) -> dict[str, Known]:
        """What the warehouse remembers of those of `urls` that it has met, by URL."""
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            rows = query.known_pages(connection, urls)
        return {row["url"]: Known(**row) for row in rows}

    def recent_pages(self, sources: Sequence[str], since: datetime) -> list[Candidate]:
        """Pages of `sources` that were first seen after `since` and are not gone."""
        with open_reader(self.settings.warehouse_path, wait=self.settings.lock_wait) as connection:
            rows = query.recent_pages(connection, sources, since)
        return [Candidate(url=row["url"], source=row["source"], seed_url=None) for row in rows]

    def count(self, step: str, things: Iterable[Candidate | Fetch]) -> None:
        """Add `things` to a step of the funnel, each to its source."""
        self.counts.update((thing.source, step) for thing in things)

    def load(self, batch: str, fetches: Sequence[Fetch]) -> None:
        """Extract `fetches`, package them, load the package."""
        if not fetches:
            return
        pages = [fetch for fetch in fetches if fetch.kind == "page"]
        for fetch in pages:
            self.counts[fetch.source, fetch.outcome] += 1
        package = extract_batch(
            fetches, self.sites, self.settings.data_folder, self.settings.processes, self.run_id, batch
        )
        self._load_package(package)

    def take_up_unfinished(self, *, can_fetch: bool) -> list[Candidate]:
        """Load what runs that were killed have on disk: their packages, then what they had only fetched.

        Gives what they had not come to ask for. A run that left such is let be by one that cannot fetch.
        """
        logger = get_run_logger()
        pending: list[Candidate] = []
        for unfinished in unfinished_runs(self.settings.data_folder):
            if unfinished.pending and not can_fetch:
                continue
            logger.warning("Run %s was cut short; loading what it left on disk.", unfinished.run_id)
            if unfinished.problem is not None:
                self._set_aside(unfinished, unfinished.problem)
                continue
            try:
                packages = self._packages_of(unfinished)
            except Exception as error:  # noqa: BLE001 - one damaged old run must not stop every new one
                self._set_aside(unfinished, repr(error))
                continue
            outcome = "cut short, then recovered"
            for package in packages:
                try:
                    load_batch(package, self.settings.warehouse_path, self.settings.lock_wait)
                except load.PackageRefused as error:
                    # It would be refused each time; the archive still has what it was made of.
                    logger.error("%s; it stays where it is, and nothing of it is loaded.", error)
                    outcome = f"cut short; {error}"
            self._end(unfinished, outcome)
            pending += unfinished.pending
            # From here on this run answers for what was pending: it is in its own plan.
            self._taken_up.append(unfinished.marker)
        self._add_sites_of(pending)
        return pending

    def _set_aside(self, unfinished: UnfinishedRun, problem: str) -> None:
        """Let no later run stumble over this one; all that it left stays for somebody to look at."""
        get_run_logger().error("Run %s cannot be taken up: %s", unfinished.run_id, problem)
        unfinished.marker.rename(unfinished.marker.with_suffix(".broken"))
        self._end(unfinished, f"cut short, cannot be taken up: {problem}"[:500])

    def _end(self, unfinished: UnfinishedRun, outcome: str) -> None:
        # A warehouse that was made anew since does not know the run.
        with self._writer() as connection, contextlib.suppress(KeyError):
            load.finish_run(connection, unfinished.run_id, outcome=outcome)

    def forget_taken_up(self) -> None:
        """Remove the marks of the runs that this one has taken up, once its own plan is durable."""
        for marker in self._taken_up:
            marker.unlink(missing_ok=True)
        self._taken_up.clear()

    def _add_sites_of(self, candidates: Sequence[Candidate]) -> None:
        """Answer for the sources of `candidates` too, which may be others than those of this run."""
        for candidate in candidates:
            declared = SITES.get(candidate.source)
            bare = replace(site_of(candidate.url), name=candidate.source)
            self.sites.setdefault(candidate.source, declared or bare)
        with self._writer() as connection:
            load.register_sources(connection, [_source_row(site) for site in self.sites.values()])

    def _packages_of(self, unfinished: UnfinishedRun) -> list[Path]:
        packages = {batch_of(path, unfinished.run_id): path for path in unfinished.packages}
        for log in unfinished.fetch_logs:
            batch = batch_of(log, unfinished.run_id)
            if batch not in packages:
                packages[batch] = extract_batch(
                    read_fetches(log),
                    SITES,
                    self.settings.data_folder,
                    self.settings.processes,
                    unfinished.run_id,
                    batch,
                )
        return list(packages.values())

    def finish(self) -> None:
        """Write the run's end and its funnel."""
        with self._writer() as connection:
            load.record_funnel(connection, self.run_id, self.funnel())
            load.finish_run(connection, self.run_id, outcome="completed")

    def funnel(self) -> list[dict[str, Any]]:
        """Rows of source, step, count; steps in the order of STEPS, without the empty ones."""
        return [
            {"source": source, "step": step, "count": self.counts[source, step]}
            for source in sorted({source for source, _ in self.counts})
            for step in STEPS
            if self.counts[source, step]
        ]

    def totals(self) -> dict[str, int]:
        """The funnel over all sources; every step is there, zeros too."""
        return {step: sum(count for (_, at), count in self.counts.items() if at == step) for step in STEPS}

    def _load_package(self, package: Path) -> None:
        for row in pq.read_table(package, columns=["source", "articles", "rejections"]).to_pylist():
            self.counts[row["source"], "articles"] += len(row["articles"])
            self.counts[row["source"], "rejected"] += len(row["rejections"])
        summary = load_batch(package, self.settings.warehouse_path, self.settings.lock_wait)
        for source, new in summary["new_articles"].items():
            self.counts[source, "new articles"] += new
        for source, corrected in summary["corrected"].items():
            self.counts[source, "corrected"] += corrected

    def _writer(self) -> Any:
        return open_writer(self.settings.warehouse_path, wait=self.settings.lock_wait)


def begin_run(flow: str, settings: Settings, sites: dict[str, Site], parameters: Mapping[str, Any]) -> Run:
    """Register the run and its sources in the warehouse, which is made if it is not there."""
    # Not Prefect's id: a retry keeps that, and would write over the plan and the packages of the first try.
    run = Run(str(uuid4()), flow, settings, sites, datetime.now(UTC))
    parameters = {**parameters, "prefect_flow_run": str(runtime.flow_run.id)}
    with open_writer(settings.warehouse_path, wait=settings.lock_wait) as connection:
        load.register_sources(connection, [_source_row(site) for site in sites.values()])
        load.start_run(connection, run.run_id, flow=flow, parameters=parameters, started_at=run.started_at)
    return run


def _source_row(site: Site) -> load.SourceRow:
    return {
        "source": site.name,
        "title": site.title,
        "home": site.home,
        "language": site.language,
        "timezone": site.timezone,
        "is_demo": site.demo,
        "seeds": [
            {"url": seed.url, "kind": _SEED_KINDS[type(seed)]}
            for seed in site.seeds
            if not isinstance(seed, UrlList)
        ],
    }


def name_run(name: str) -> None:
    """Name the Prefect run for what it did."""
    if flow_run_id := runtime.flow_run.id:
        with get_client(sync_client=True) as client:
            client.update_flow_run(flow_run_id, name=name)
