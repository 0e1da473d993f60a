"""Make packages of news that nobody wrote, of the length and shape of real ones; a number gives one package.

A day has 10,000 articles of a hundred outlets. Words follow Zipf's law over Arabic letters, a text has some
300 of them in eight paragraphs. Of a thousand articles, eighty carry twenty texts of an agency, a fifth of
these edited; ten correct an article of the package before; thirty pages more are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from tasks.fold import fold
from tasks.identity import identify
from tasks.package import Row, write_package
from tasks.story import imprint_texts

ARTICLES_A_DAY = 10_000
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
RUN = identify("run", "made news")

_SOURCES = 100
_WORDS = 60_000
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_CARRIED = 20  # texts of the agency in a package of a thousand
_RULES = {
    "headline": "h1",
    "published_at": "json-ld",
    "byline": "meta",
    "body": "article",
    "keywords": "json-ld",
}


def make_package(folder: Path, number: int, articles: int = 1_000) -> Path:
    """The package with this number, from 0, made if it is not there; each goes on where the last one ends."""
    path = folder / f"{number:06}.parquet"
    if not path.exists():
        rows = _rows(number, articles)
        write_package(path, rows, run_id=RUN, package_id=identify("package", "made news", str(number)))
    return path


def join_packages(folder: Path, numbers: Sequence[int]) -> Path:
    """One package with the rows of several."""
    path = folder / f"{numbers[0]:06}-{numbers[-1]:06}.parquet"
    if not path.exists():
        rows = pa.concat_tables([pq.read_table(make_package(folder, number)) for number in numbers])
        write_package(path, rows, run_id=RUN, package_id=identify("package", "made news", path.stem))
    return path


def text_bytes(package: Path) -> int:
    """What the texts of a package take when zstd compresses them together."""
    articles = pq.read_table(package, columns=["articles"]).column("articles").to_pylist()
    texts = (paragraph["text"] for found in articles for each in found for paragraph in each["paragraphs"])
    return len(zstandard.compress("\n".join(texts).encode(), 3))


def common_word(place: int) -> str:
    """The word of this place by how often it comes, from 0."""
    return _vocabulary()[place]


@cache
def _vocabulary() -> list[str]:
    random = np.random.default_rng(1)
    words: dict[str, None] = {}
    while len(words) < _WORDS:
        length = int(random.integers(3, 9))
        words["".join(random.choice(list(_LETTERS), length))] = None
    # The commonest are short, as in any language.
    return sorted(words, key=lambda word: len(word) + random.integers(0, 6))


@cache
def _shares() -> Any:
    weights = 1 / np.arange(2.7, _WORDS + 2.7)
    return np.cumsum(weights / weights.sum())


def _text(seed: tuple[int, ...]) -> tuple[str, list[str]]:
    """Headline and paragraphs."""
    random = np.random.default_rng(seed)
    lengths = random.integers(25, 65, size=int(random.integers(4, 13)))
    drawn = np.searchsorted(_shares(), random.random(8 + int(lengths.sum())))
    words = [_vocabulary()[index] for index in drawn]
    paragraphs, at = [], 8
    for length in lengths:
        paragraphs.append(" ".join(words[at : at + length]) + ".")
        at += int(length)
    return " ".join(words[:8]), paragraphs


def _told(package: int, place: int, articles: int) -> tuple[str, list[str]]:
    """What the article at this place of the package says."""
    carried = articles * _CARRIED // 1_000
    if place >= 4 * carried:
        return _text((3, package, place))
    # The last quarter carries what the package before had.
    of = max(package - 1, 0) if place >= 3 * carried else package
    headline, paragraphs = _text((2, of, place % carried))
    if place % 5 == 4:
        more, closing = _text((4, package, place))
        return more, [*paragraphs, closing[0]]
    return headline, paragraphs


def _rows(package: int, articles: int) -> list[Row]:
    told = [(package, place, *_told(package, place, articles), False) for place in range(articles)]
    for place in range(articles // 100 if package else 0):
        again = articles - 1 - place
        headline, paragraphs = _told(package - 1, again, articles)
        told.append(
            (package - 1, again, headline, [*paragraphs[:-1], _text((5, package, place))[1][0]], True)
        )
    texts = ["\n".join(paragraphs) for *_, paragraphs, _ in told]
    rows = []
    for (of, place, headline, paragraphs, corrects), imprint in zip(told, imprint_texts(texts), strict=True):
        row = _page(of, place, articles, fetched_in=package if corrects else of)
        published_at = _moment(of * articles + place)
        article = _article(row, (of, place), published_at, headline, paragraphs)
        article |= {"text_fingerprint": imprint.fingerprint, "sketch": imprint.sketch}
        rows.append(row | {"articles": [article], "rule_version": "2"})
    for place in range(articles, articles + articles * 3 // 100):
        row = _page(package, place, articles, fetched_in=package)
        refusal = {"stage": "extract", "reason": "no_article", "detail": "a page of links", "url": None}
        rows.append(row | {"rejections": [refusal], "rule_version": "2"})
    return rows


def _page(package: int, place: int, articles: int, *, fetched_in: int) -> Row:
    source = f"outlet_{(package * articles + place) * 7919 % _SOURCES:02}"
    host = f"{source.replace('_', '-')}.example"
    url = f"https://{host}/news/{package}/{place}"
    fetched_at = _moment(fetched_in * articles + place) + timedelta(minutes=40)
    return {
        "fetch_id": identify("fetch", url, str(fetched_in)),
        "run_id": RUN,
        "source": source,
        "kind": "page",
        "requested_url": url,
        "url": url,
        "page_id": identify("page", url),
        "url_fingerprint": url.removeprefix("https://"),
        "host": host,
        "fetched_at": fetched_at,
        "outcome": "fetched",
        "status": 200,
        "content_type": "text/html; charset=utf-8",
        "etag": f'"{identify("etag", url, str(fetched_in))[:16]}"',
        "body_sha256": (identify("body", url, str(fetched_in)) * 2).replace("-", ""),
        "wire_bytes": 21_000 + place,
        "body_bytes": 80_000 + place,
        "elapsed": 0.2 + place / 10_000,
        "redirects": [],
        "robots_tags": [],
        "archive_path": f"archive/{fetched_in:06}.warc.gz",
        "archive_offset": 21_400 * place,
        "seed_url": f"https://{host}/feed.xml",
        "claimed_at": fetched_at - timedelta(minutes=40),
        "articles": [],
        "rejections": [],
    }


def _article(
    page: Row, of: tuple[int, int], published_at: datetime, headline: str, paragraphs: list[str]
) -> Row:
    random = np.random.default_rng((6, *of))
    words = [_vocabulary()[int(place)] for place in random.integers(0, 3_000, size=4)]
    names = [
        f"{_vocabulary()[int(one)]} {_vocabulary()[int(one) + 500]}" for one in random.integers(0, 2_000, 1)
    ]
    article_id = identify("article", page["url_fingerprint"])
    return {
        "article_id": article_id,
        "version_id": identify("version", article_id, headline, *paragraphs),
        "role": "main",
        "position": 0,
        "url": page["url"],
        "url_fingerprint": page["url_fingerprint"],
        "canonical_url": page["url"],
        "headline": headline,
        "paragraphs": [{"kind": "paragraph", "text": text} for text in paragraphs],
        "language": "ar",
        "published_at": published_at,
        "published_raw": published_at.isoformat(),
        "published_precision": "minute",
        "authors": names,
        "byline_raw": names[0],
        "agency": "wire" if random.random() < 0.1 else None,
        "keywords": [{"surface": word, "folded": fold(word)} for word in words],
        "keywords_raw": "، ".join(words),
        "section": f"section {int(random.integers(8))}",
        "images": [{"url": f"{page['url']}/1.jpg", "caption": headline}],
        "is_accessible_for_free": True,
        "provenance": [{"field": field, "rule": rule} for field, rule in _RULES.items()],
    }


def _moment(article: int) -> datetime:
    """When the article of this number, of all packages, was published."""
    return _BEGIN + timedelta(seconds=article * 86_400 // ARTICLES_A_DAY)
