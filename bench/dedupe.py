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
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.story_memory import Memory
from tasks.model import StoryText

Row = dict[str, Any]

BATCH = 1_000


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
    rows = list(_rows(memory))
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


def _rows(memory: Memory) -> Iterator[Row]:
    """The answer: verified pairs and all pairs within a story, then the stories."""
    kinds = {
        (min(pair.left_id, pair.right_id), max(pair.left_id, pair.right_id)): str(pair.kind)
        for pair in memory.pairs
        if pair.kind != "related"
    }
    for members in memory.members.values():
        for left, right in combinations(sorted(members), 2):
            kinds.setdefault((left, right), "same story")
    for (left, right), kind in sorted(kinds.items()):
        yield {"a": left, "b": right, "kind": kind}
    for article_id, story_id in sorted(memory.story_of.items()):
        yield {"id": article_id, "story": story_id}


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
