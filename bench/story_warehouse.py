"""Keep stories in a real warehouse: packages are written and loaded, the answer is read from tables."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from tasks.identity import identify
from tasks.model import ChangedText, StoryText
from tasks.package import Row, write_package
from tasks.story import compare_versions, decide_stories, imprint_texts
from warehouse.connect import open_writer
from warehouse.load import ChangeRow, DecisionRows, TextRow, load_package

_RUN = identify("run", "bench")


class Warehouse(AbstractContextManager["Warehouse"]):
    """A warehouse in a folder of its own, open from beginning to end."""

    def __init__(self, folder: Path) -> None:
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
        imprints = imprint_texts([text.text for text in batch])
        rows = [
            _row(text, imprint.fingerprint, imprint.sketch)
            for text, imprint in zip(batch, imprints, strict=True)
        ]
        write_package(path, rows, run_id=_RUN, package_id=identify("package", str(self._loaded)))
        return path

    def load(self, package: Path) -> None:
        """Load a package, and decide its stories as the house does."""
        load_package(self.connection, package, decide=_decide)

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

    def counts(self) -> dict[str, Any]:
        """Sizes of what was written."""
        row = self.connection.execute(
            "SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM story_merge), "
            "(SELECT sum(candidate_pairs) FROM load), (SELECT count(*) FROM article)"
        ).fetchone()
        assert row is not None
        return dict(zip(("stories", "merges", "candidates", "articles"), map(int, row), strict=True))


def _decide(
    texts: Sequence[TextRow], candidates: Sequence[tuple[str, str]], changes: Sequence[ChangeRow]
) -> DecisionRows:
    decision = decide_stories([StoryText(**row) for row in texts], candidates)
    versions = compare_versions([ChangedText(**row) for row in changes])
    members: list[Any] = [asdict(member) for member in decision.members]
    merges: list[Any] = [asdict(merge) for merge in decision.merges]
    pairs: list[Any] = [asdict(pair) for pair in (*decision.pairs, *versions)]
    return DecisionRows(members, merges, pairs)


def _row(text: StoryText, fingerprint: str, sketch: Any) -> Row:
    """The package row of a page that holds the article and nothing else."""
    name = text.article_id
    article_id = identify("article", name)
    return {
        "fetch_id": identify("fetch", name),
        "run_id": _RUN,
        "source": text.source,
        "kind": "page",
        "requested_url": name,
        "url": name,
        "page_id": identify("page", name),
        "url_fingerprint": name,
        "host": text.source,
        "fetched_at": text.published_at,
        "outcome": "fetched",
        "status": 200,
        "wire_bytes": len(text.text),
        "body_bytes": len(text.text),
        "elapsed": 0.0,
        "redirects": [],
        "robots_tags": [],
        "rule_version": "1",
        "articles": [
            {
                "article_id": article_id,
                "version_id": identify("version", article_id),
                "role": "main",
                "position": 0,
                "url": name,
                "url_fingerprint": name,
                "headline": text.headline or "-",  # an article without one breaks the contract
                "paragraphs": [{"kind": "paragraph", "text": text.text}],
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
