"""Decide what a run asks for, of what is announced, what waits and what was visited before. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Literal

from tasks.crawl.due import is_visit_due
from tasks.crawl.url import url_fingerprint
from tasks.model import Candidate, Known, Visited

_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a run was asked to do, and when."""

    now: datetime
    since: datetime | None = None  # leave out what a seed dates before
    until: datetime | None = None  # or from here on; with it the run is a backfill
    most_per_source: int = 1_000
    most_of_all: int = 100_000
    by_hand: frozenset[str] = frozenset()  # URL fingerprints: asked for in any case
    all_again: bool = False  # visit every page that was visited, due or not
    schedule: tuple[timedelta, ...] = ()  # of visits to a page, from its last change on
    least_gap: timedelta = timedelta()  # between two visits to a page, whatever is claimed of it


@dataclass(slots=True)
class Agenda:
    """What a run asks for, and what becomes of the rest.

    What was announced, what waited and `seen_before` is in all as much as `due`, `left_out` and `not_due`.
    """

    due: list[Candidate] = field(default_factory=list)  # by hand, then news newest first, then visits again
    seen_before: list[Candidate] = field(default_factory=list)  # visits to what nobody announced now
    left_out: list[tuple[Candidate, Literal["window", "limit"]]] = field(default_factory=list)
    not_due: list[Candidate] = field(default_factory=list)
    to_keep: list[Candidate] = field(default_factory=list)  # news that this run leaves to a later one
    settled: list[Candidate] = field(default_factory=list)  # those of `not_due` that are news to nobody

    def leave(self, taken: Collection[str]) -> None:
        """Leave what has these URL fingerprints to other runs."""
        due, self.due = self.due, []
        for candidate in due:
            of_others = bool(taken) and url_fingerprint(candidate.url) in taken
            (self.not_due if of_others else self.due).append(candidate)


def draw_up_agenda(
    announced: Iterable[Candidate],
    waiting: Iterable[Candidate],
    visited: Iterable[Visited],
    known: Mapping[str, Known],
    taken: frozenset[str],
    wishes: Wishes,
) -> Agenda:
    """What to ask for; each address once, as it was announced last.

    News is a page that was never asked for, or one whose seed claims a date or a change since (no claim from
    the future counts). `visited` pages are due by the schedule, except in a backfill; those that are gone are
    not.
    `known` is by URL; `taken` are URL fingerprints that another run has on its list. News beyond the limit
    waits for a later run; so does what lies outside the window, unless the run is a backfill.
    """
    agenda = Agenda()
    again = {} if wishes.until else {url_fingerprint(one.url): one for one in visited if _is_due(one, wishes)}
    candidates = _once([*announced, *waiting])
    news, visits = [], []
    for fingerprint, candidate in candidates.items():
        if fingerprint in wishes.by_hand:
            agenda.due.append(candidate)
        elif fingerprint in taken:
            agenda.not_due.append(candidate)
        elif not _is_within(candidate, wishes):
            agenda.left_out.append((candidate, "window"))
            if not wishes.until and _is_news(candidate, known, wishes.now):
                agenda.to_keep.append(candidate)
        elif _is_news(candidate, known, wishes.now):
            if _was_just_asked(candidate, known, wishes):
                agenda.not_due.append(candidate)
                agenda.to_keep.append(candidate)
            else:
                news.append(candidate)
        elif fingerprint in again:
            visits.append(candidate)
        else:
            agenda.not_due.append(candidate)
            agenda.settled.append(candidate)
    for fingerprint, page in again.items():
        if fingerprint not in candidates and fingerprint not in taken:
            agenda.seen_before.append(Candidate(page.url, page.source, seed_url=None))
    visits += agenda.seen_before
    _fill(agenda, news, visits, wishes)
    return agenda


def _once(candidates: Iterable[Candidate]) -> dict[str, Candidate]:
    """The first candidate for each URL fingerprint, newest first; those without a date last."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(url_fingerprint(candidate.url), candidate)
    newest_first = sorted(first.items(), key=lambda item: item[1].claimed_at or _OLDEST, reverse=True)
    return dict(newest_first)


def _is_within(candidate: Candidate, wishes: Wishes) -> bool:
    """Whether its date lies in the half-open window; what has no date cannot be told to lie outside."""
    at = candidate.claimed_at
    if at is None:
        return True
    return (wishes.since is None or wishes.since <= at) and (wishes.until is None or at < wishes.until)


def _is_news(candidate: Candidate, known: Mapping[str, Known], now: datetime) -> bool:
    before = known.get(candidate.url)
    if before is None or before.last_fetched_at is None:
        return True
    claims = (candidate.claimed_at, candidate.claimed_update)
    return not before.gone and any(at and before.last_fetched_at < at <= now for at in claims)


def _was_just_asked(candidate: Candidate, known: Mapping[str, Known], wishes: Wishes) -> bool:
    before = known.get(candidate.url)
    if before is None or before.last_fetched_at is None or wishes.all_again:
        return False
    return wishes.now - before.last_fetched_at < wishes.least_gap


def _is_due(page: Visited, wishes: Wishes) -> bool:
    return wishes.all_again or is_visit_due(
        page.changed_at, page.last_fetched_at, wishes.now, wishes.schedule
    )


def _fill(agenda: Agenda, news: list[Candidate], visits: list[Candidate], wishes: Wishes) -> None:
    taken: Counter[str] = Counter()
    for candidates, is_news in ((news, True), (visits, False)):
        for candidate in candidates:
            if taken[candidate.source] >= wishes.most_per_source or len(agenda.due) >= wishes.most_of_all:
                agenda.left_out.append((candidate, "limit"))
                if is_news:  # a visit stays due by the schedule
                    agenda.to_keep.append(candidate)
                continue
            taken[candidate.source] += 1
            agenda.due.append(candidate)
