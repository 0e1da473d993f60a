"""Keep stories in a real warehouse: packages are written and loaded, the answer is read from tables."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any, Self

import duckdb

from tasks.decision import deciding
from tasks.identity import identify
from tasks.model import StoryText
from tasks.package import Row, write_package
from tasks.story import Recall, imprint_each
from warehouse import load
from warehouse.connect import open_writer

_RUN = identify("run", "bench")

# Documents may be older than the web, and a fetch is not.
_FIRST_FETCH = datetime(1991, 8, 6, tzinfo=UTC)

# One for each thousand articles: if all were of one load, what asks for another would skip them at no cost.
_LOAD = "CAST(md5(concat('load ', number // 1000)) AS UUID)"

# In the order of time, as loads of many days would have left them.
_MADE_UP = """
CREATE TEMP TABLE made_up AS
SELECT
    number,
    CAST(md5(concat('article ', number)) AS UUID) AS id,
    CAST($last_day AS DATE) - CAST($days - 1 - number * $days // $articles AS INTEGER) AS day,
    CAST(day AS TIMESTAMPTZ) AS moment
FROM (SELECT unnest(range($articles)) AS number)
"""

_FILL = {
    "sketch": {
        "hash": "unnest(list_transform(range(31), lambda turn: hash(31 * number + turn) >> 3))",
        "version_id": "id",
        "day": "day",
        "load_id": _LOAD,
    },
    "article_version": {
        "version_id": "id",
        "article_id": "id",
        "first_seen_at": "moment",
        "first_fetch_id": "id",
        "rule_version": "'1'",
        "headline": "concat('headline ', number)",
        "paragraphs": "[{'kind': 'paragraph', 'text': concat('text of ', number)}]",
        "published_at": "moment",
        "text_fingerprint": "CAST(md5(concat('text ', number)) AS UUID)",
        "load_id": _LOAD,
    },
    "article": {
        "article_id": "id",
        "url": "concat('https://made-up.example/', number)",
        "source": "concat('source', number % 50)",
        "current_version_id": "id",
        "first_seen_at": "moment",
        "last_seen_at": "moment",
        "is_withdrawn": "false",
        "load_id": _LOAD,
    },
    "appearance": {
        "fetch_id": "id",
        "rule_version": "'1'",
        "position": "0",
        "article_id": "id",
        "version_id": "id",
        "page_id": "id",
        "source": "concat('source', number % 50)",
        "role": "'main'",
        "url": "concat('https://made-up.example/', number)",
        "fetched_at": "moment",
        "load_id": _LOAD,
    },
}


@dataclass
class Spent:
    """Time spent in a part of a load."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, each call of which counts."""

        def call(*args: Any) -> Any:
            wall, cpu = time.perf_counter(), time.process_time()
            answer = function(*args)
            self.seconds += time.perf_counter() - wall
            self.cpu_seconds += time.process_time() - cpu
            return answer

        return call


@contextmanager
def _watch(module: ModuleType, name: str) -> Iterator[Spent]:
    """Time each call of a module's function while the block runs."""
    spent, function = Spent(), getattr(module, name)
    setattr(module, name, spent.timed(function))
    try:
        yield spent
    finally:
        setattr(module, name, function)


class Warehouse(AbstractContextManager["Warehouse"]):
    """A warehouse in a folder of its own, open from beginning to end."""

    def __init__(self, folder: Path) -> None:
        self.stories_spent = Spent()  # on hashing, finding, deciding and writing stories
        self._imprint_each = self.stories_spent.timed(imprint_each)
        self._folder = folder
        self._loaded = 0
        self.connection: duckdb.DuckDBPyConnection = open_writer(folder / "bench.duckdb")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.connection.close()

    def take(self, batch: Sequence[StoryText]) -> None:
        """Write the batch as a package, as extraction does, and load it."""
        self.load(self.package(batch))

    def package(self, batch: Sequence[StoryText]) -> Path:
        """The batch as a load package."""
        self._loaded += 1
        path = self._folder / f"{self._loaded}.parquet"
        imprints = self._imprint_each(batch)
        rows = [
            _row(text, imprint.fingerprint, imprint.sketch)
            for text, imprint in zip(batch, imprints, strict=True)
        ]
        write_package(path, rows, run_id=_RUN, package_id=identify("package", str(self._loaded)))
        return path

    def load(self, package: Path, window_days: int = 3) -> Spent:
        """Load a package, and decide its stories as the house does; what went to stories of it."""
        with _watch(load, "_merge_stories") as spent:
            load.load_package(self.connection, package, decide=decide, window_days=window_days)
        self.stories_spent.seconds += spent.seconds
        self.stories_spent.cpu_seconds += spent.cpu_seconds
        return spent

    def fill(self, articles: int, last_day: date, days: int) -> None:
        """Put in that many made-up articles spread over the days, each with a text and a sketch of 31 hashes.

        Their texts are short, and none is like any other; what a load reads of them is keys, days and hashes.
        """
        self.connection.execute(_MADE_UP, {"articles": articles, "last_day": last_day, "days": days})
        for table, columns in _FILL.items():
            names, values = ", ".join(columns), ", ".join(columns.values())
            # Names and values come from the table below.
            self.connection.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM made_up")
        self.connection.execute("DROP TABLE made_up")
        self.connection.execute("CHECKPOINT")

    def stories(self) -> dict[str, str]:
        """The story of each article that is in one, by the articles' own names."""
        return dict(
            self.connection.execute(
                "SELECT article.url, story_member.story_id::VARCHAR FROM story_member "
                "INNER JOIN article ON story_member.article_id = article.article_id"
            ).fetchall()
        )

    def pairs(self) -> list[tuple[str, str, str]]:
        """Names and kind of each pair that was verified."""
        return self.connection.execute(
            "SELECT least(one.url, other.url), greatest(one.url, other.url), text_pair.kind FROM text_pair "
            "INNER JOIN article AS one ON text_pair.left_id = one.article_id "
            "INNER JOIN article AS other ON text_pair.right_id = other.article_id"
        ).fetchall()

    def refused(self) -> str:
        """Why documents were refused, and how many for each reason."""
        found = self.connection.execute(
            "SELECT reason, count(*) FROM rejection GROUP BY reason ORDER BY count(*) DESC, reason"
        ).fetchall()
        return ", ".join(f"{reason} ({count:,})" for reason, count in found)

    def counts(self) -> dict[str, Any]:
        """Sizes of what was written."""
        row = self.connection.execute(
            "SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM story_merge), "
            "(SELECT sum(candidate_pairs) FROM load), (SELECT count(*) FROM article)"
        ).fetchone()
        assert row is not None
        return dict(zip(("stories", "merges", "candidates", "articles"), map(int, row), strict=True))


decide = deciding(Recall())
"""The house's own decision about stories."""


def _row(text: StoryText, fingerprint: str, sketch: Any) -> Row:
    """The package row of a page that holds the article and nothing else."""
    name, words = text.article_id, text.text or ""
    key = identify("page", name)  # each is a key in a table of its own
    return {
        "fetch_id": key,
        "run_id": _RUN,
        "source": text.source,
        "kind": "page",
        "requested_url": name,
        "url": name,
        "page_id": key,
        "url_fingerprint": name,
        "host": text.source,
        "fetched_at": max(text.published_at, _FIRST_FETCH),
        "outcome": "fetched",
        "status": 200,
        "wire_bytes": len(words),
        "body_bytes": len(words),
        "elapsed": 0.0,
        "redirects": [],
        "robots_tags": [],
        "rule_version": "1",
        "articles": [
            {
                "article_id": key,
                "version_id": key,
                "role": "main",
                "position": 0,
                "url": name,
                "url_fingerprint": name,
                "headline": text.headline or "-",  # an article without one breaks the contract
                "paragraphs": [{"kind": "paragraph", "text": words}],
                "published_at": text.published_at,
                "published_precision": "minute",
                "authors": [],
                "keywords": [],
                "images": [],
                "provenance": [],
                "text_fingerprint": fingerprint,
                "sketch": sketch,
            }
        ],
        "rejections": [],
    }
