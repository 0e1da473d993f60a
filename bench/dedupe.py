"""Find the duplicates in a file of documents, as the loads of many days would: a batch at a time, in memory.

    python -m bench.dedupe --documents corpus.jsonl.gz --out duplicates.jsonl [--lang ar]

Input: JSON lines with id, source, lang, title, text and published_at or day, plain or gzip. Output: rows
{"a", "b", "kind"} for pairs and {"id", "story"} for stories. The last line printed is JSON: `seconds` and
`cpu_seconds` run from texts in memory to links in memory.

Candidates follow the rule that the warehouse follows in SQL (three sketch hashes in common within three
days, or one fingerprint), but from arrays in memory: no database takes part, so the speed says what deciding
costs and not what a load costs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.model import StoryText
from tasks.story import StoryDecision, VerifiedPair, decide_stories, sketch_text, text_fingerprint

Row = dict[str, Any]

BATCH = 1_000
WINDOW = 3 * 86_400  # seconds
LEAST_SHARED_HASHES = 3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lang", help="only the documents of this language")
    args = parser.parse_args()

    began = time.perf_counter()
    texts = _in_day_order(_read(args.documents, args.lang))
    wall, cpu = time.perf_counter(), time.process_time()
    memory = Memory()
    for start in range(0, len(texts), BATCH):
        memory.take(texts[start : start + BATCH])
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    rows = list(memory.rows())
    _write(args.out, rows)
    report = {
        "peer": "warraq, in memory",
        "documents": len(texts),
        "rows_written": len(rows),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu_seconds, 2),
        "wall_seconds": round(time.perf_counter() - began, 2),
        "peak_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "stories": len(set(memory.story_of.values())),
        "merges": memory.merges,
        "candidates": memory.candidates,
        "pairs_by_kind": dict(Counter(pair.kind for pair in memory.pairs)),
    }
    print(json.dumps(report))


@dataclass
class Memory:
    """What the warehouse would remember between two loads."""

    texts: dict[str, StoryText] = field(default_factory=dict)
    story_of: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pairs: list[VerifiedPair] = field(default_factory=list)
    merges: int = 0
    candidates: int = 0
    _by_fingerprint: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _names: list[str] = field(default_factory=list)
    _moments: list[float] = field(default_factory=list)
    _hashes: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, dtype=np.uint64))
    _owners: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def take(self, batch: Sequence[StoryText]) -> None:
        """Decide one batch and remember the outcome."""
        candidates = self._look_up(batch)
        concerned = {text.article_id for text in batch}.union(*candidates) if candidates else set()
        stories = {self.story_of[each] for each in concerned if each in self.story_of}
        concerned.update(member for story in stories for member in self.members[story])
        texts = [replace(self.texts[each], story_id=self.story_of.get(each)) for each in sorted(concerned)]
        self._remember(decide_stories(texts, candidates))
        self.candidates += len(candidates)

    def rows(self) -> Iterator[Row]:
        """The answer: verified pairs and all pairs within a story, then the stories."""
        kinds = {(pair.left, pair.right): str(pair.kind) for pair in self.pairs}
        for members in self.members.values():
            for left, right in combinations(sorted(members), 2):
                kinds.setdefault((left, right), "same story")
        for (left, right), kind in sorted(kinds.items()):
            yield {"a": left, "b": right, "kind": kind}
        for article_id, story_id in sorted(self.story_of.items()):
            yield {"id": article_id, "story": story_id}

    def _look_up(self, batch: Sequence[StoryText]) -> list[tuple[str, str]]:
        """Pairs of a new article with another that are worth verifying."""
        found: set[tuple[str, str]] = set()
        first = len(self._names)
        sketches = [sketch_text(text.text) for text in batch]
        for text in batch:
            fingerprint = text_fingerprint(text.text)
            found.update((other, text.article_id) for other in self._by_fingerprint[fingerprint])
            self._by_fingerprint[fingerprint].append(text.article_id)
            self._names.append(text.article_id)
            self._moments.append(text.published_at.timestamp())
            self.texts[text.article_id] = text
        moments = np.array(self._moments)
        kept = moments[self._owners] >= moments[first:].min() - WINDOW
        owners = np.repeat(np.arange(first, len(self._names)), [sketch.size for sketch in sketches])
        self._hashes = np.concatenate([self._hashes[kept], *sketches])
        self._owners = np.concatenate([self._owners[kept], owners])
        for left, right in self._sharing(first):
            if abs(moments[left] - moments[right]) <= WINDOW:
                found.add((self._names[left], self._names[right]))
        return sorted(found)

    def _sharing(self, first: int) -> Iterator[tuple[int, int]]:
        """Numbers of the articles that share enough hashes, the second one at least `first`."""
        order = np.lexsort((self._owners, self._hashes))
        hashes, owners = self._hashes[order], self._owners[order]
        borders = np.flatnonzero(np.append(np.append(True, hashes[1:] != hashes[:-1]), True))
        starts, sizes = borders[:-1], np.diff(borders)
        sizes[owners[borders[1:] - 1] < first] = 1  # nothing new: the last owner is the newest
        keys: list[NDArray[np.int64]] = []
        for size in np.unique(sizes[sizes > 1]).tolist():
            groups = owners[starts[sizes == size][:, None] + np.arange(size)]
            one, other = np.triu_indices(size, 1)
            left, right = groups[:, one], groups[:, other]
            keys.append((left * len(self._names) + right)[right >= first])
        if not keys:
            return
        pairs, shared = np.unique(np.concatenate(keys), return_counts=True)
        for pair in pairs[shared >= LEAST_SHARED_HASHES].tolist():
            yield divmod(pair, len(self._names))

    def _remember(self, decision: StoryDecision) -> None:
        for story_id in {member.story_id for member in decision.members}:
            self.members[story_id] = []
        for member in decision.members:
            self.members[member.story_id].append(member.article_id)
            self.story_of[member.article_id] = member.story_id
        for merge in decision.merges:
            del self.members[merge.story_id]
        self.merges += len(decision.merges)
        self.pairs.extend(decision.pairs)


def _read(path: Path, lang: str | None) -> Iterator[Row]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for line in file:
            row = json.loads(line)
            if lang in (None, row["lang"]):
                yield row


def _in_day_order(rows: Iterator[Row]) -> list[StoryText]:
    texts = [
        StoryText(
            article_id=row["id"],
            version_id=row["id"],
            source=row["source"],
            published_at=_moment(row.get("published_at") or row.get("day") or "1970-01-01"),
            headline=row["title"],
            text=row["text"],
        )
        for row in rows
    ]
    return sorted(texts, key=lambda text: (text.published_at, text.article_id))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
