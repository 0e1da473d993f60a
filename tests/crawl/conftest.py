"""The scene of the crawl's tests: a web that can misbehave, and a crawl of it with short patience."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from tasks.crawl import CrawlSettings
from tasks.crawl.discover import Discovery, discover
from tasks.crawl.fetch import fetch_pages
from tasks.crawl.url import host_of
from tasks.model import Candidate, Fetch, Known, Seed, Site
from tests.web.faults import bad_web
from tests.web.server import BadWeb

HOSTS = ("news.test", "feeds.news.test", "other.test", "third.test", "quick.test")


@pytest.fixture
def web() -> Iterator[BadWeb]:
    with bad_web() as web:
        yield web


def site(name: str = "news", seeds: Sequence[Seed] = (), **changes: Any) -> Site:
    made = Site(
        name=name,
        title=name.title(),
        home=f"http://{name}.test/",
        language="en",
        seeds=tuple(seeds),
        crawl_delay=0.0,
        most_at_once=4,
    )
    return replace(made, **changes)


@dataclass
class Crawl:
    """A crawler pointed at the web that misbehaves; `run` and `batch` name what is written."""

    settings: CrawlSettings
    sites: dict[str, Site] = field(default_factory=lambda: {name: site(name) for name in ("news", "other")})

    def fetch(
        self,
        *urls: str,
        known: Mapping[str, Known] | None = None,
        run: str = "run",
        batch: str = "0001",
        resolve: Any = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> dict[str, Fetch]:
        """The fetches by requested URL; a page's source is its host's first label if a site is called so."""
        fetches = asyncio.run(
            fetch_pages(
                [Candidate(url, self._source(url), None) for url in urls],
                sites=self.sites,
                run_id=run,
                known=known or {},
                settings=self.settings,
                batch=batch,
                on_progress=on_progress,
                resolve=resolve,
            )
        )
        return {fetch.requested_url: fetch for fetch in fetches}

    def _source(self, url: str) -> str:
        name = host_of(url).partition(".")[0]
        return name if name in self.sites else "news"

    def discover(
        self, *seeds: Seed, known: Mapping[str, Known] | None = None, run: str = "run", **changes: Any
    ) -> Discovery:
        return self.discover_at(site("news", seeds, **changes), known=known, run=run)

    def discover_at(
        self,
        one: Site,
        *,
        known: Mapping[str, Known] | None = None,
        run: str = "run",
        declared: Sequence[Site] = (),
        since: datetime | None = None,
    ) -> Discovery:
        return asyncio.run(
            discover(
                [one],
                run_id=run,
                known_seeds=known or {},
                settings=self.settings,
                batch=f"seeds-of-{one.name}",
                declared=declared,
                since=since,
            )
        )

    def with_settings(self, **changes: Any) -> Crawl:
        return Crawl(replace(self.settings, **changes), self.sites)


@pytest.fixture
def crawl(web: BadWeb, tmp_path: Path) -> Crawl:
    return Crawl(
        CrawlSettings(
            data_folder=tmp_path,
            contact="https://warraq.test/about",
            connect_to=web.connect_to(*HOSTS),
            delay_factor=0.0,
            first_back_off=0.05,
            probe_after=0.2,
            connect_timeout=1.0,
            first_byte_timeout=1.0,
            total_timeout=2.5,
            max_wire_bytes=1_000_000,
            max_body_bytes=2_000_000,
        )
    )


@pytest.fixture(scope="session")
def storage() -> Iterator[str]:
    """The address of an S3 server on 127.0.0.1."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def lay_in_storage(storage: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], str]:
    """Copies a folder into a bucket of its own, of a server that this process knows; gives its address."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", storage)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    fsspec.get_filesystem_class("s3").clear_instance_cache()  # whose server has ended

    def lay(folder: Path) -> str:
        bucket = f"test-{uuid4()}"
        system = fsspec.filesystem("s3")
        system.mkdir(bucket)
        for path in folder.rglob("*"):
            if path.is_file():
                system.pipe_file(f"{bucket}/{path.relative_to(folder)}", path.read_bytes())
        return f"s3://{bucket}"

    return lay
