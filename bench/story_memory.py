"""Keep in memory what the warehouse would keep of stories: what deciding costs without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from tasks.model import StoryPair, StoryText
from tasks.story import Imprint, StoryDecision, decide_stories, imprint_each

# The rule of the warehouse (merge/40_candidate.sql).
WINDOW_DAYS = 3
LEAST_SHARED_HASHES = 3
LEAST_SHARED_BY_SHORT = 2
SHORT = 12  # hashes

_Numbers = NDArray[np.int64]


@dataclass
class Memory:
    """Articles, their stories, and the sketches of the last days."""

    story_of: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pairs: list[StoryPair] = field(default_factory=list)
    merges: int = 0
    candidates: int = 0
    # The articles in the order in which they came, each with the story that it is in by now.
    _texts: list[StoryText] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _imprints: dict[str, Imprint] = field(default_factory=dict)
    _by_digest: dict[bytes, list[int]] = field(default_factory=lambda: defaultdict(list))
    _index: SketchIndex = field(default_factory=lambda: SketchIndex())

    def take(self, batch: Sequence[StoryText]) -> None:
        """Decide one batch and remember the outcome."""
        first = len(self._texts)
        candidates = self._look_up(batch)
        is_concerned = np.zeros(len(self._texts), dtype=bool)
        is_concerned[candidates] = True
        new = (first + np.flatnonzero(is_concerned[first:])).tolist()
        others, stories = [], set()
        for number in np.flatnonzero(is_concerned[:first]).tolist():
            story = self.story_of.get(self._texts[number].article_id)
            if story is None:
                others.append(number)
            else:
                stories.add(story)
        members = [self._numbers[name] for story in sorted(stories) for name in self.members[story]]
        numbers = [*new, *members, *others]
        places = np.empty(first + len(batch), dtype=np.int64)
        places[numbers] = np.arange(len(numbers))
        texts = [*(self._texts[number] for number in new), *map(self._known, [*members, *others])]
        decision = decide_stories(texts, places.take(candidates), self._imprint_each)
        self._remember(decision)
        self.candidates += len(candidates)

    def _look_up(self, batch: Sequence[StoryText]) -> _Numbers:
        """Pairs of a new article with another that are worth verifying, by their numbers."""
        same: list[tuple[int, int]] = []
        imprints = imprint_each(batch)
        names = [text.article_id for text in batch]
        numbers = range(len(self._texts), len(self._texts) + len(batch))
        for number, imprint in zip(numbers, imprints, strict=True):
            equal = self._by_digest[imprint.digest]
            same += [(other, number) for other in equal]
            equal.append(number)
        self._texts += batch
        self._numbers.update(zip(names, numbers, strict=True))
        self._imprints.update(zip(names, imprints, strict=True))
        days = np.array([text.published_at.toordinal() for text in batch], dtype=np.int64)
        found = self._index.add(days, [imprint.sketch for imprint in imprints])
        self._forget(int(days.min()))
        return np.concatenate((np.array(same, dtype=np.int64).reshape(-1, 2), found))

    def _known(self, number: int) -> StoryText:
        """The text, which is not new any more."""
        if self._texts[number].is_new:
            self._texts[number] = _known(self._texts[number], None, False)
        return self._texts[number]

    def _imprint_each(self, texts: Sequence[StoryText]) -> list[Imprint]:
        imprints = [self._imprints.get(text.article_id) for text in texts]
        unknown = [text for text, imprint in zip(texts, imprints, strict=True) if imprint is None]
        made = iter(imprint_each(unknown))
        return [imprint or next(made) for imprint in imprints]

    def _forget(self, day: int) -> None:
        """Drop the imprints that the window has left behind; a story that grows late makes them anew."""
        for article_id in list(self._imprints):
            if self._texts[self._numbers[article_id]].published_at.toordinal() >= day - WINDOW_DAYS:
                break  # the articles came in the order of time
            del self._imprints[article_id]

    def _remember(self, decision: StoryDecision) -> None:
        for story_id in {member.story_id for member in decision.members}:
            self.members[story_id] = []
        for member in decision.members:
            self.members[member.story_id].append(member.article_id)
            self.story_of[member.article_id] = member.story_id
            number, represents = self._numbers[member.article_id], member.kind == "representative"
            text = self._texts[number]
            if text.is_new or text.story_id != member.story_id or text.represents != represents:
                self._texts[number] = _known(text, member.story_id, represents)
        for merge in decision.merges:
            del self.members[merge.story_id]
        self.merges += len(decision.merges)
        self.pairs.extend(decision.pairs)


def _known(text: StoryText, story_id: str | None, represents: bool) -> StoryText:
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
        represents,
        is_new=False,
    )


class SketchIndex:
    """Sketches of the articles of some days: for each batch its hashes, by their highest bits."""

    def __init__(self) -> None:
        self._days = np.empty(0, dtype=np.int64)
        self._sizes = np.empty(0, dtype=np.int64)
        self._runs: list[_Run] = []
        self._table = np.empty(1 << _TABLE_BITS, dtype=np.int32)

    def add(self, days: _Numbers, sketches: Sequence[NDArray[np.uint64]]) -> _Numbers:
        """Remember a batch, which is not empty; its pairs that may be one text, with earlier ones too.

        Articles are known by their numbers: the first that was ever added is 0.
        """
        first = self._days.size
        sizes = np.array([sketch.size for sketch in sketches], dtype=np.int64)
        self._days = np.append(self._days, days)
        self._sizes = np.append(self._sizes, sizes)
        owners = np.repeat(np.arange(first, self._days.size), sizes)
        new = _Run.of(np.concatenate(sketches), owners, days)
        self._runs = [run for run in self._runs if run.last_day >= days.min() - WINDOW_DAYS]
        self._runs.append(new)
        # No pair is met in two runs.
        keys = [_without_lone(run.meet(new, self._days.size), self._table) for run in self._runs]
        # Arrow counts by hashing, in half of the time that numpy takes to sort.
        counted = pc.value_counts(pa.array(np.concatenate(keys)))
        pairs, shared = (each.to_numpy() for each in counted.flatten())
        old, late = np.divmod(pairs, self._days.size)
        smaller = np.minimum(self._sizes[old], self._sizes[late])
        is_candidate = np.abs(self._days[old] - self._days[late]) <= WINDOW_DAYS
        least = np.where(smaller <= SHORT, LEAST_SHARED_BY_SHORT, LEAST_SHARED_HASHES)
        is_candidate &= (shared >= least) & (8 * shared >= smaller)
        is_candidate &= shared >= smaller / 3 - 2.5 * np.sqrt(smaller * 2 / 9)
        return np.stack((old[is_candidate], late[is_candidate]), axis=1)


_TABLE_BITS = 17


def _without_lone(keys: _Numbers, table: NDArray[np.int32]) -> _Numbers:
    """Without nearly all keys that come once only: most pairs of articles share one hash by chance."""
    # Such a key meets no other in a table of places. Twice with other places, since one in six meets another
    # key there.
    for factor in (0x9E3779B97F4A7C15, 0xD1B54A32D192ED03):
        places = (keys.view(np.uint64) * np.uint64(factor) >> np.uint64(64 - _TABLE_BITS)).view(np.int64)
        turns = np.arange(keys.size, dtype=np.int32)
        table[places] = turns
        is_met = np.zeros(table.size, dtype=bool)
        is_met[places.take(np.flatnonzero(table.take(places) != turns))] = True
        keys = keys.take(np.flatnonzero(is_met.take(places)))
    return keys


_BUCKET_BITS = 16


@dataclass(frozen=True)
class _Run:
    hashes: NDArray[np.uint64]  # by their buckets
    owners: _Numbers
    buckets: _Numbers
    starts: _Numbers  # where each bucket begins, and where the last one ends
    last_day: int

    @classmethod
    def of(cls, hashes: NDArray[np.uint64], owners: _Numbers, days: _Numbers) -> _Run:
        # The hashes of a sketch have 61 bits.
        buckets = (hashes >> np.uint64(61 - _BUCKET_BITS)).view(np.int64)
        order = np.argsort(buckets.astype(np.uint16), kind="stable")  # numpy sorts 16 bits by their digits
        starts = np.zeros((1 << _BUCKET_BITS) + 1, dtype=np.int64)
        np.cumsum(np.bincount(buckets, minlength=1 << _BUCKET_BITS), out=starts[1:])
        return cls(hashes.take(order), owners.take(order), buckets.take(order), starts, int(days.max()))

    def meet(self, new: _Run, count: int) -> _Numbers:
        """old * count + new for each hash that an article here shares with a later one of `new`."""
        firsts = self.starts.take(new.buckets)
        sizes = self.starts.take(new.buckets + 1) - firsts
        # Each new hash beside each one that is here in its bucket.
        late = np.repeat(np.arange(new.hashes.size), sizes)
        firsts -= np.cumsum(sizes) - sizes
        old = firsts.take(late)
        old += np.arange(late.size)
        is_same = np.flatnonzero(self.hashes.take(old) == new.hashes.take(late))
        old, late = self.owners.take(old.take(is_same)), new.owners.take(late.take(is_same))
        keys = old * count + late
        return keys if new is not self else np.asarray(keys[old < late])
