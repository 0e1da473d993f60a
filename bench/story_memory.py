"""Keep in memory what the warehouse would keep of stories: what deciding costs without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from tasks.model import StoryPair, StoryText
from tasks.story import Imprint, StoryDecision, decide_stories, imprint_texts

# The rule of the warehouse (merge/40_candidate.sql).
WINDOW_DAYS = 3
LEAST_SHARED_HASHES = 3
LEAST_SHARED_BY_SHORT = 2
SHORT = 12  # hashes

_Numbers = NDArray[np.int64]


@dataclass
class Memory:
    """Articles, their stories, and the sketches of the last days."""

    texts: dict[str, StoryText] = field(default_factory=dict)
    story_of: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    representatives: set[str] = field(default_factory=set)
    pairs: list[StoryPair] = field(default_factory=list)
    merges: int = 0
    candidates: int = 0
    _imprints: dict[str, Imprint] = field(default_factory=dict)
    _by_digest: dict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))
    _index: SketchIndex = field(default_factory=lambda: SketchIndex())

    def take(self, batch: Sequence[StoryText]) -> None:
        """Decide one batch and remember the outcome."""
        candidates = self._look_up(batch)
        concerned = set(chain.from_iterable(candidates))
        stories = {self.story_of[each] for each in concerned if each in self.story_of}
        for story in stories:
            concerned.update(self.members[story])
        texts = [self._as_it_is(each) for each in concerned]
        self._remember(decide_stories(texts, candidates, self._imprints))
        self.candidates += len(candidates)

    def _as_it_is(self, article_id: str) -> StoryText:
        text, story_id = self.texts[article_id], self.story_of.get(article_id)
        if story_id is None:
            return text
        # dataclasses.replace takes five times as long.
        return StoryText(
            text.article_id,
            text.version_id,
            text.source,
            text.published_at,
            text.headline,
            text.text,
            text.agency,
            story_id,
            article_id in self.representatives,
        )

    def _look_up(self, batch: Sequence[StoryText]) -> list[tuple[str, str]]:
        """Pairs of a new article with another that are worth verifying."""
        found: list[tuple[str, str]] = []
        imprints = imprint_texts([text.text for text in batch])
        for text, imprint in zip(batch, imprints, strict=True):
            same = self._by_digest[imprint.digest]
            found += [(other, text.article_id) for other in same]
            same.append(text.article_id)
            self.texts[text.article_id] = text
            self._imprints[text.article_id] = imprint
        days = [text.published_at.toordinal() for text in batch]
        found += self._index.add(
            [text.article_id for text in batch],
            np.array(days, dtype=np.int64),
            [imprint.sketch for imprint in imprints],
        )
        self._forget(min(days))
        return found

    def _forget(self, day: int) -> None:
        """Drop the imprints that the window has left behind; a story that grows late makes them anew."""
        for article_id in list(self._imprints):
            if self.texts[article_id].published_at.toordinal() >= day - WINDOW_DAYS:
                break  # the articles came in the order of time
            del self._imprints[article_id]

    def _remember(self, decision: StoryDecision) -> None:
        for story_id in {member.story_id for member in decision.members}:
            self.members[story_id] = []
        for member in decision.members:
            self.members[member.story_id].append(member.article_id)
            self.story_of[member.article_id] = member.story_id
            (self.representatives.add if member.kind == "representative" else self.representatives.discard)(
                member.article_id
            )
        for merge in decision.merges:
            del self.members[merge.story_id]
        self.merges += len(decision.merges)
        self.pairs.extend(decision.pairs)


class SketchIndex:
    """Sketches of the articles of some days, a sorted run of hashes for each batch."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._days = np.empty(0, dtype=np.int64)
        self._sizes = np.empty(0, dtype=np.int64)
        self._runs: list[_Run] = []

    def add(
        self, names: Sequence[str], days: _Numbers, sketches: Sequence[NDArray[np.uint64]]
    ) -> list[tuple[str, str]]:
        """Remember a batch; its pairs, with one another and with what was there, that may be one text."""
        first = len(self._names)
        sizes = np.array([sketch.size for sketch in sketches], dtype=np.int64)
        self._names.extend(names)
        self._days = np.append(self._days, days)
        self._sizes = np.append(self._sizes, sizes)
        owners = np.repeat(np.arange(first, first + len(names)), sizes)
        new = _Run.of(np.concatenate(sketches) if sketches else np.empty(0, dtype=np.uint64), owners, days)
        self._runs = [run for run in self._runs if run.last_day >= days.min(initial=0) - WINDOW_DAYS]
        self._runs.append(new)
        keys = [run.meet(new, len(self._names)) for run in self._runs]
        pairs, shared = _more_than_once(np.concatenate(keys))
        old, late = np.divmod(pairs, len(self._names))
        smaller = np.minimum(self._sizes[old], self._sizes[late])
        is_candidate = np.abs(self._days[old] - self._days[late]) <= WINDOW_DAYS
        least = np.where(smaller <= SHORT, LEAST_SHARED_BY_SHORT, LEAST_SHARED_HASHES)
        is_candidate &= (shared >= least) & (8 * shared >= smaller)
        names = self._names
        chosen = zip(old[is_candidate].tolist(), late[is_candidate].tolist(), strict=True)
        return [(names[one], names[other]) for one, other in chosen]


_BUCKET_BITS = 20


def _more_than_once(keys: _Numbers) -> tuple[_Numbers, _Numbers]:
    """The keys that come twice or more, and how often; most pairs of articles share one hash by chance."""
    # Twice with other buckets, since one in three shares a bucket by chance: what is left is little to sort.
    for factor in (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03):
        buckets = (keys.view(np.uint64) * np.uint64(factor) >> np.uint64(64 - _BUCKET_BITS)).view(np.int64)
        keys = keys[np.bincount(buckets, minlength=1 << _BUCKET_BITS).take(buckets) > 1]
    found, counts = np.unique(keys, return_counts=True)
    return found[counts > 1], counts[counts > 1]


@dataclass(frozen=True)
class _Run:
    hashes: NDArray[np.uint64]  # sorted, each once
    starts: _Numbers  # where its owners begin, and where the last one's end
    owners: _Numbers
    last_day: int

    @classmethod
    def of(cls, hashes: NDArray[np.uint64], owners: _Numbers, days: _Numbers) -> _Run:
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        is_first = np.append(True, ordered[1:] != ordered[:-1])[: ordered.size]
        starts = np.flatnonzero(is_first)
        return cls(
            ordered[is_first], np.append(starts, ordered.size), owners[order], int(days.max(initial=0))
        )

    def meet(self, new: _Run, count: int) -> _Numbers:
        """old * count + new for each hash that an article here shares with a later one of `new`."""
        if not self.hashes.size:
            return np.empty(0, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.hashes, new.hashes), self.hashes.size - 1)
        there = np.flatnonzero(self.hashes[places] == new.hashes)
        places = places[there]
        old_sizes = self.starts[places + 1] - self.starts[places]
        new_sizes = new.starts[there + 1] - new.starts[there]
        old_of, new_of = self.starts[places], new.starts[there]
        total = old_sizes * new_sizes
        # The cross product of both lists of owners, for all shared hashes at once.
        group = np.repeat(np.arange(total.size), total)
        turn = np.arange(group.size) - np.repeat(np.cumsum(total) - total, total)
        old_turn, new_turn = np.divmod(turn, new_sizes[group])
        old, late = self.owners[old_of[group] + old_turn], new.owners[new_of[group] + new_turn]
        is_ahead = old < late
        return np.asarray(old[is_ahead] * count + late[is_ahead])
