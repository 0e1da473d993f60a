"""The yardstick's pages with their truth, and its scoring; the yardstick must be importable."""

from __future__ import annotations

import gzip
import importlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.turns import Reading


@dataclass(frozen=True)
class KnownPage:
    """A page in memory; `about` is the yardstick's record of it, with its truth."""

    about: Any
    html: bytes

    @property
    def name(self) -> tuple[str, str]:
        return self.about.dataset, self.about.id


@dataclass(frozen=True)
class PageScores:
    """A page's scores in the yardstick's form, one for each field that its truth knows."""

    extractor: str
    dataset: str
    page: str
    fields: dict[str, Any]
    scores: dict[str, Any]


@dataclass(frozen=True)
class NoArticle:
    """A page that holds no article; `kind` says what it is instead."""

    name: str
    kind: str
    html: bytes


def load_pages() -> list[KnownPage]:
    """Every page of every set, mixed, in the same order in every run."""
    pages = importlib.import_module("yardstick.pages")
    every = [KnownPage(each, each.html) for dataset in pages.DATASETS for each in pages.load(dataset)]
    return sorted(every, key=lambda page: float(pages.hash_share("speed order", page.about.id)))


def choose_timed(known: Sequence[KnownPage], count: int) -> list[int]:
    """Places of `count` pages for timing, as the yardstick samples them: equally many of each set."""
    pages, speed = (importlib.import_module(f"yardstick.{name}") for name in ("pages", "speed"))
    count = min(count, len(known))
    asked = count
    while len(chosen := speed.sample(asked, pages.Split())) < count:
        asked += 1  # a set has fewer than its share: the others make up for it
    names = {(page.dataset, page.id) for page in chosen}
    return [place for place, page in enumerate(known) if page.name in names][:count]


def load_pages_without_article(folder: Path) -> Iterator[NoArticle]:
    """The yardstick's home, section and directory pages."""
    listing = folder / "data" / "refuse" / "pages.jsonl"
    for line in listing.read_text(encoding="utf-8").splitlines() if listing.exists() else ():
        row = json.loads(line)
        html = gzip.decompress((listing.parent / "html" / row["file"]).read_bytes())
        yield NoArticle(row["file"].removesuffix(".html.gz").removesuffix(".gz"), row["kind"], html)


def score(known: Sequence[KnownPage], readings: Mapping[str, Sequence[Reading]]) -> list[PageScores]:
    """Scores of every reading; pages whose truth the yardstick itself doubts are left out."""
    quality, doubtful, extraction = (
        importlib.import_module(f"yardstick.{name}") for name in ("quality", "doubtful", "extraction")
    )
    scored = []
    for name, rows in readings.items():
        for page, reading in zip(known, rows, strict=True):
            about = page.about
            if about.id not in doubtful.BODIES.get(about.dataset, {}):
                fields = {key: extraction.as_json(key, value) for key, value in reading.fields.items()}
                scores = quality.score_page(about, fields)
                scored.append(PageScores(name, about.dataset, about.id, fields, scores))
    return scored


def summarize(scored: Sequence[PageScores]) -> dict[str, dict[str, dict[str, Any]]]:
    """The yardstick's averages by set and extractor; `refused` pages gave no text, `failed` ones an error."""
    quality = importlib.import_module("yardstick.quality")
    summaries: dict[str, dict[str, dict[str, Any]]] = {}
    for dataset in importlib.import_module("yardstick.pages").DATASETS:
        for name in dict.fromkeys(row.extractor for row in scored):
            rows = [row for row in scored if (row.extractor, row.dataset) == (name, dataset)]
            able = {key for row in rows for key in row.fields}
            summary = quality.summarize([row.scores for row in rows], able)
            summary["refused"] = sum(not row.fields.get("body") for row in rows)
            summary["failed"] = sum("error" in row.fields for row in rows)
            summaries.setdefault(dataset, {})[name] = summary
    return summaries
