"""Count how far each page of a run came and where it was lost, and say why in a line for each reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.crawl import host_of
from tasks.crawl.records import as_read
from tasks.model import Candidate, Fetch, Known
from warehouse.load import LoadSummary
from warehouse.run import FunnelRow

STEPS = (
    "discovered",  # by seeds or by hand
    "waiting",  # left over from earlier runs
    "seen before",  # visited before, announced by nobody now, and due again
    "not due",
    "left out",  # outside the window, or beyond the limit for a source
    "due",
    "refused",
    "allowed",  # due, and not refused
    "failed",
    "gone",
    "fetched",  # a body came that was new
    "unchanged",
    "changed",  # of those fetched, the ones that had another body before
    "rejected",
    "articles",
    "new articles",
    "corrected",
)
"""Where a page or an article can get to in a run, in order.

discovered + waiting + seen before = not due + left out + due; due = refused + allowed;
allowed = failed + gone + fetched + unchanged.
"""

_MOST_HOSTS_NAMED = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """Where things are counted; a page by the host that was asked for it."""

    source: str
    host: str
    step: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Loss:
    """What could not be had for one reason, and a sentence on the first of it."""

    detail: str
    hosts: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Funnel:
    """What a run came by, by source, host and step, and what it could not have."""

    _counts: Counter[_Place] = field(default_factory=Counter)
    _losses: dict[tuple[str, str], _Loss] = field(default_factory=dict)  # by what was lost, and the reason
    _bytes_received: int = 0  # bodies as sent, of seeds and robots.txt files too
    _seeds_read: int = 0

    def count(self, step: str, things: Iterable[Candidate | Fetch], reason: str | None = None) -> None:
        """Add `things` to a step, each to its source and host."""
        for thing in things:
            url = thing.url if isinstance(thing, Candidate) else thing.requested_url
            self._counts[_Place(thing.source, host_of(url), step, reason)] += 1

    def count_left_out(self, left_out: Mapping[tuple[str, str, str], int]) -> None:
        """Add what was not wanted, by source, host and reason."""
        for (source, host, reason), count in left_out.items():
            self._counts[_Place(source, host, "left out", reason)] += count

    def count_answers(self, fetches: Iterable[Fetch], known: Mapping[str, Known]) -> None:
        """Add what became of requests; `known` is what was known of the pages, by the address asked for."""
        for fetch in fetches:
            self._bytes_received += fetch.wire_bytes
            self._note_loss(fetch)
            if fetch.kind == "page":
                self._count_page(fetch, known.get(fetch.requested_url))
            elif fetch.kind != "robots" and fetch.outcome in ("fetched", "unchanged"):
                self._seeds_read += 1

    def _count_page(self, fetch: Fetch, known: Known | None) -> None:
        why = fetch.reason if fetch.outcome in ("refused", "failed", "gone") else None
        self.count(fetch.outcome, [fetch], why)
        if fetch.outcome != "refused":
            self.count("allowed", [fetch])
        if fetch.outcome == "fetched" and known and known.body_sha256:
            self.count("changed", [fetch])

    def _note_loss(self, fetch: Fetch) -> None:
        if fetch.outcome not in ("refused", "failed", "gone") or fetch.reason is None:
            return
        what = "page" if fetch.kind == "page" else "robots.txt" if fetch.kind == "robots" else "seed"
        if what == "robots.txt" and (fetch.status or 0) in range(400, 500):
            return  # a host that has none
        self._add_loss(what, fetch.reason, fetch.requested_url, fetch.detail)

    def _add_loss(self, what: str, reason: str, url: str, detail: str | None) -> None:
        loss = self._losses.setdefault((what, reason), _Loss(detail or ""))
        loss.hosts[host_of(url) or as_read(url.partition("#")[0])] += 1  # a file has no host, but places

    def count_archived(self, package: Path) -> tuple[int, dict[str, str]]:
        """Add the pages of a package that was made of an archive, for which no host was asked.

        Gives their number, and of each source the address of one.
        """
        columns = ["source", "requested_url", "outcome", "reason", "detail"]
        pages = pq.read_table(package, columns=columns).to_pylist()
        for page in pages:
            source, host, outcome = page["source"], host_of(page["requested_url"]), page["outcome"]
            self._counts[_Place(source, host, "due")] += 1
            self._counts[_Place(source, host, "allowed")] += 1
            why = page["reason"] if outcome in ("failed", "gone") else None
            self._counts[_Place(source, host, outcome, why)] += 1
            if outcome == "failed":
                self._add_loss("page", page["reason"], page["requested_url"], page["detail"])
        return len(pages), {page["source"]: page["requested_url"] for page in pages}

    def count_articles(self, package: Path) -> None:
        """Add the articles and rejections of a package."""
        # Of the articles their keys alone: they are counted here, and their texts are most of the file.
        columns = ["source", "requested_url", "articles.list.element.article_id", "rejections"]
        table = pq.ParquetFile(package).read(columns=columns)
        articles = pc.list_value_length(table["articles"]).to_pylist()
        for row, count in zip(table.drop_columns("articles").to_pylist(), articles, strict=True):
            host = host_of(row["requested_url"])
            self._counts[_Place(row["source"], host, "articles")] += count
            for rejection in row["rejections"]:
                self._counts[_Place(row["source"], host, "rejected", rejection["reason"])] += 1

    def count_load(self, summary: LoadSummary) -> None:
        """Add what a load found new."""
        for (source, host), new in summary["new_articles"].items():
            self._counts[_Place(source, host, "new articles")] += new
        for (source, host), corrected in summary["corrected"].items():
            self._counts[_Place(source, host, "corrected")] += corrected

    def rows(self) -> list[FunnelRow]:
        """By source and host, steps in the order of STEPS, reasons by their number."""
        places = sorted(
            (place for place, count in self._counts.items() if count),
            key=lambda at: (at.source, at.host, STEPS.index(at.step), -self._counts[at], at.reason or ""),
        )
        return [
            FunnelRow(source=at.source, host=at.host, step=at.step, reason=at.reason, count=self._counts[at])
            for at in places
        ]

    def totals(self) -> dict[str, int]:
        """The funnel over all sources, with bytes received and what became of seeds; zeros too."""
        steps = Counter[str]()
        for place, count in self._counts.items():
            steps[place.step] += count
        lost = sum(loss.hosts.total() for (what, _), loss in self._losses.items() if what == "seed")
        return {step: steps[step] for step in STEPS} | {
            "bytes received": self._bytes_received,
            "seeds read": self._seeds_read,
            "seeds lost": lost,
        }

    def say_losses(self) -> list[str]:
        """A line for each reason for which seeds, robots.txt files or pages could not be had; seeds first."""
        lines = []
        for what, reason in sorted(
            self._losses, key=lambda loss: ("seed robots.txt page".index(loss[0]), loss[1])
        ):
            loss = self._losses[what, reason]
            named = [host for host, _ in loss.hosts.most_common(_MOST_HOSTS_NAMED)]
            others = len(loss.hosts) - len(named)
            noun = "other file" if named[0].startswith(("/", "s3://")) else "other host"
            hosts = ", ".join(named) + (f" and {counted(others, noun)}" if others else "")
            number = counted(loss.hosts.total(), what) if what != "robots.txt" else what
            lines.append(f"{reason}: {number} at {hosts}. {loss.detail}")
        return lines


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 source", "7 sources"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
