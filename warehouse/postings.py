"""Bring texts to what the index of words keeps of them; those of a package while it is still being loaded."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import compress
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

AT_ONCE = 6_000
"""Articles whose texts and words are in memory at once: a package of 5,000, with some that are told twice."""

HEADLINE_WEIGHS = 4
"""So many times a word of the text: a headline says in a few words what a text is about."""

_COLUMNS = [
    f"articles.list.element.{name}" for name in ("version_id", "headline", "paragraphs.list.element.text")
]


class Hashing(Protocol):
    """How texts are brought to the numbers of their words: a module will do."""

    def hash_words(self, texts: Sequence[str], /) -> tuple[NDArray[np.uint64], NDArray[np.int32]]:
        """The hashes of the words of many texts, and beside each the number of its text."""


class Text(NamedTuple):
    """What of a version of an article is searched."""

    version_id: str
    headline: str
    text: str  # paragraphs joined by a newline


class Indexed(NamedTuple):
    """Texts by their words, as rows of the index: documents are numbered from 0, postings sorted by word."""

    version_ids: list[str]
    lengths: NDArray[np.int64]
    words: NDArray[np.uint64]
    documents: NDArray[np.int64]
    weights: NDArray[np.int64]  # how much of each text the word is

    def among(self, wanted: Container[str]) -> Indexed:
        """The same of the versions in `wanted` alone."""
        is_kept = np.array([version_id in wanted for version_id in self.version_ids], bool)
        if is_kept.all():
            return self
        posted = is_kept[self.documents]
        return Indexed(
            list(compress(self.version_ids, is_kept)),
            self.lengths[is_kept],
            self.words[posted],
            (np.cumsum(is_kept) - 1)[self.documents[posted]],
            self.weights[posted],
        )


def index_texts(texts: Sequence[Text], wording: Hashing) -> Indexed:
    """How often each word comes in each text, sorted: a search then reads the few blocks with its word."""
    headlines = wording.hash_words([text.headline for text in texts])
    bodies = wording.hash_words([text.text for text in texts])
    of_text = np.concatenate((headlines[1], bodies[1]))
    encoded = pa.array(np.concatenate((headlines[0], bodies[0]))).dictionary_encode()
    in_headlines = headlines[0].size
    del headlines, bodies  # a load's memory is highest here: each array of its words has some ten megabytes
    words = encoded.dictionary.to_numpy()
    order = np.argsort(words)
    many = max(len(texts), 1)
    # One number for word, text and where in it, so that one sort does: in half the time at half the size.
    place = np.empty(order.size, np.int32 if 2 * order.size * many < 2**31 else np.int64)
    place[order] = np.arange(order.size)
    keys = place[encoded.indices.to_numpy()]
    keys *= many
    keys += of_text
    keys <<= 1
    keys[in_headlines:] += 1  # in the text
    keys.sort()
    begins = np.flatnonzero(np.diff(keys >> 1, prepend=-1))
    counts = np.diff(begins, append=keys.size)
    in_text = np.diff(np.cumsum(keys & 1)[begins - 1 + counts], prepend=0)
    key = (keys[begins] >> 1).astype(np.int64)
    return Indexed(
        version_ids=[text.version_id for text in texts],
        lengths=np.bincount(of_text, minlength=len(texts)),
        words=words[order][key // many],
        documents=key % many,
        weights=in_text + HEADLINE_WEIGHS * (counts - in_text),
    )


@contextmanager
def reading_ahead(package: Path, wording: Hashing) -> Iterator[Future[Indexed]]:
    """The words of the articles of `package`, worked out on another processor for the length of the block.

    Nothing of it depends on the warehouse, so it is done by the time that a load of the package is. It costs
    memory for the texts, so of a package with more than AT_ONCE none are read, and gives nothing where other
    work has the other processors.
    """
    with ThreadPoolExecutor(1, "words") as thread:
        yield thread.submit(_index_package, package, wording)


def _index_package(package: Path, wording: Hashing) -> Indexed:
    try:
        with pq.ParquetFile(package) as file:
            texts = list(_texts_of(file)) if _count_articles(file) <= AT_ONCE else []
    except (OSError, pa.ArrowException):
        texts = []  # what is wrong with the file, the load says
    return index_texts(texts, wording)


def _count_articles(file: pq.ParquetFile) -> int:
    """So many at most: a page without any counts as one. The file's end has it, nothing else is read."""
    groups = (file.metadata.row_group(number).to_dict() for number in range(file.metadata.num_row_groups))
    columns = (column for group in groups for column in group["columns"])
    return sum(column["num_values"] for column in columns if column["path_in_schema"] == _COLUMNS[0])


def _texts_of(file: pq.ParquetFile) -> Iterator[Text]:
    """Each version that a package tells, but for those that lack a text and those of which it tells two."""
    articles = pc.list_flatten(file.read(columns=_COLUMNS)["articles"]).combine_chunks()
    paragraphs = pc.struct_field(articles, "paragraphs")
    lines = pa.ListArray.from_arrays(paragraphs.offsets, pc.struct_field(paragraphs.values, "text"))
    columns = (
        pc.struct_field(articles, "version_id"),
        pc.struct_field(articles, "headline"),
        pc.binary_join(lines, "\n"),
    )
    told: dict[str, Text | None] = {}
    for version_id, headline, text in zip(*(column.to_pylist() for column in columns), strict=True):
        found = None if headline is None or text is None else Text(version_id, headline, text)
        told[version_id] = found if told.get(version_id, found) == found else None
    return (text for text in told.values() if text is not None)
