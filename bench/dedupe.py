"""Find the duplicates in a file of documents as the loads of many days would, through a real warehouse.

    python -m bench.dedupe --documents corpus.jsonl.gz --out duplicates.jsonl [--lang ar] [--in-memory]

Input: JSON lines with id, source, lang, title, text and published_at or day, plain or gzip; they are taken in
the order of time, 1,000 at a time. Output: rows {"a", "b", "kind"} for pairs and {"id", "story"} for stories.
The last line printed is JSON: `seconds` and `cpu_seconds` run from texts in memory to links in memory, with
packages written and loaded on the way, unless `--in-memory` leaves the database out; of these,
`stories_cpu_seconds` went to stories: hashing, finding candidates, deciding, and writing members and pairs.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

# One core is what is measured; numpy would take them all.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run by the yardstick from its path
    sys.path.insert(0, str(ROOT))

from bench.story_memory import Memory  # noqa: E402
from bench.story_warehouse import Warehouse  # noqa: E402
from tasks.model import StoryText  # noqa: E402
from tasks.pool import collect_seldom  # noqa: E402

Row = dict[str, Any]

BATCH = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lang", help="only the documents of this language")
    parser.add_argument("--in-memory", action="store_true", help="decide without a database")
    parser.add_argument("--batch", type=int, default=BATCH, help="documents a load")
    args = parser.parse_args()
    began = time.perf_counter()
    collect_seldom()  # as all processes of the house that load do
    try:
        texts = read_texts(args.documents, args.lang)
        answer = answer_in_memory if args.in_memory else _through_warehouse
        report, rows = answer(texts, args.batch)
    except BadDocuments as error:
        parser.error(str(error))
    write_answer(args.out, rows)
    report |= {
        "rows_written": len(rows),
        "wall_seconds": round(time.perf_counter() - began, 2),
        "peak_rss_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "pairs_by_kind": dict(Counter(row["kind"] for row in rows if "kind" in row)),
    }
    print(json.dumps(report))


def read_texts(path: Path, lang: str | None = None) -> list[StoryText]:
    """The documents of a file in the order of time. Raises BadDocuments."""
    texts = []
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        for number, line in enumerate(file, start=1):
            try:
                if line.strip() and lang in (None, (row := json.loads(line))["lang"]):
                    texts.append(_text(row))
            except KeyError as error:
                raise BadDocuments(f"{path}, line {number}: it has no {error.args[0]}") from error
            except (ValueError, TypeError) as error:
                raise BadDocuments(f"{path}, line {number}: {error}") from error
    if not texts:
        raise BadDocuments(f"{path} has no document" + (f" of language {lang}" if lang else ""))
    return sorted(texts, key=lambda text: (text.published_at, text.article_id))


class BadDocuments(Exception):
    """The file is not one of documents, or some were lost on the way."""


def _text(row: Row) -> StoryText:
    return StoryText(
        article_id=row["id"],
        version_id=row["id"],
        source=row["source"],
        published_at=_moment(row.get("published_at") or row.get("day") or _UNDATED),
        headline=row["title"],
        text=row["text"],
    )


_UNDATED = "1970-01-01"  # the yardstick's English articles have no day


def answer_in_memory(texts: list[StoryText], batch: int) -> tuple[Row, list[Row]]:
    """What it took, and the rows of the answer."""
    clock = _Clock()
    memory = Memory()
    for start in range(0, len(texts), batch):
        _hide_documents()
        memory.take(texts[start : start + batch])
    report = clock.report("warraq, in memory", len(texts))
    report |= {"stories": len(set(memory.story_of.values())), "merges": memory.merges}
    report |= {"candidates": memory.candidates}
    pairs = ((pair.left_id, pair.right_id, pair.kind) for pair in memory.pairs)
    return report, list(_answer(pairs, memory.story_of))


def _through_warehouse(texts: list[StoryText], batch: int) -> tuple[Row, list[Row]]:
    with tempfile.TemporaryDirectory(prefix="warraq-bench-") as folder, Warehouse(Path(folder)) as warehouse:
        warehouse.connection.execute("SET threads = 1")
        texts = in_the_past(texts)
        clock = _Clock()
        for start in range(0, len(texts), batch):
            _hide_documents()
            warehouse.take(texts[start : start + batch])
        pairs, stories = warehouse.pairs(), warehouse.stories()
        report = clock.report("warraq, through the warehouse", len(texts)) | warehouse.counts()
        if lost := len(texts) - report["articles"]:
            why = warehouse.refused() or "ids come twice"
            raise BadDocuments(f"{lost} of {len(texts)} documents are not in the warehouse: {why}")
        report["stories_cpu_seconds"] = round(warehouse.stories_spent.cpu_seconds, 2)
    return report, list(_answer(pairs, stories))


def _hide_documents() -> None:
    """Let Python's collector leave out the documents, which no process of the house holds all of."""
    gc.freeze()


def in_the_past(texts: list[StoryText]) -> list[StoryText]:
    """The texts moved by whole days: the warehouse refuses what is dated ahead, and made corpora are."""
    ahead = texts[-1].published_at - datetime.now(UTC)
    days = timedelta(days=max(0, ahead.days + 1))
    return [replace(text, published_at=text.published_at - days) for text in texts]


class _Clock:
    """Seconds by the wall and of the processor since it was made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def report(self, name: str, documents: int) -> Row:
        return {
            "peer": name,
            "documents": documents,
            "seconds": round(time.perf_counter() - self._wall, 2),
            "cpu_seconds": round(time.process_time() - self._cpu, 2),
        }


def _answer(pairs: Iterable[tuple[str, str, str]], story_of: Mapping[str, str]) -> Iterator[Row]:
    """Verified pairs and all pairs within a story, then the stories."""
    kinds = {(min(one, other), max(one, other)): kind for one, other, kind in pairs if kind != "related"}
    members: dict[str, list[str]] = defaultdict(list)
    for article_id, story_id in sorted(story_of.items()):
        members[story_id].append(article_id)
    for together in members.values():
        for one, other in combinations(together, 2):
            kinds.setdefault((one, other), "same story")
    for (one, other), kind in sorted(kinds.items()):
        yield {"a": one, "b": other, "kind": kind}
    for article_id, story_id in sorted(story_of.items()):
        yield {"id": article_id, "story": story_id}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def write_answer(path: Path, rows: list[Row]) -> None:
    """Write an answer as the yardstick reads it."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


if __name__ == "__main__":
    main()
