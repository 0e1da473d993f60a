"""Search the articles by their words: a ranked index beside the warehouse, kept up by each load.

The index holds words, not texts. What it does not have yet is read at the time of the search, so that a
search finds an article from the moment it is loaded, and works without an index as well, only slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypedDict

import duckdb
import numpy as np
import pyarrow as pa

from warehouse.connect import NotADatabase, Place, attached, beside, in_memory
from warehouse.postings import AT_ONCE, HEADLINE_WEIGHS, Hashing, Indexed, Text, index_texts
from warehouse.query import rows_of
from warehouse.rank import Having, Numbers, Postings, Ranked, best, having_all, score
from warehouse.sql import read_sql
from warehouse.transaction import told_if_full, transaction


class Wording(Hashing, Protocol):
    """How texts and searches are brought to words: a module will do. An index and its searches use one."""

    @property
    def WORDS_VERSION(self) -> int:  # noqa: N802 - a constant of a module
        """Another number for other words."""

    def search_words(self, text: str, /) -> list[str]:
        """The words of a text, in order, in the form in which they are compared."""

    def hash_word(self, word: str, /) -> int:
        """The hash under which `hash_words` gives a word."""

    def word_forms(self, word: str, /) -> Sequence[str]:
        """The words of texts that one asked for stands for, itself first."""


READ_AT_MOST = 20_000
"""Articles that a search reads itself when the index does not have them; some seconds."""

_MOST_WORDS = 64  # of a search: somebody has pasted a whole text
_FEW = 50_000  # texts of which each is looked up; of more, whole columns are read
_MANY = 250_000  # texts of which bounds are not asked one by one; all that are within them are
_TEXT = re.compile(r"\S+")

_FORM = 2  # of the index: another number for other tables

# Each search opens the file and reads where each row group of postings lies: of twice the usual size they are
# half as many. Larger ones cost more in loads, which write the last one anew. DuckDB 1.1 cannot read them.
_STORED = "ROW_GROUP_SIZE 245760, STORAGE_VERSION 'v1.2.0'"

_LOOKED_AT = (
    "CREATE OR REPLACE TEMP VIEW looked_at AS SELECT current_version_id, first_seen_at, is_withdrawn FROM {}"
)
_FRESH = "CREATE OR REPLACE TEMP TABLE fresh_document (number INTEGER, version_id UUID, length INTEGER)"


class Hit(TypedDict):
    """An article that has all words of a search."""

    article_id: str
    source: str
    published_at: datetime  # or when the article was first seen, if the page does not say
    published_precision: str | None  # minute, day, month, year; None: the page does not say
    headline: str
    snippet: str  # a passage with the words in it, each between two asterisks
    url: str
    score: float  # comparable within one search only


class Found(TypedDict):
    """What a search found."""

    hits: list[Hit]  # best first
    in_all: int  # articles that have all the words
    not_searched: int  # articles that are neither in the index nor among the READ_AT_MOST newest others


def index_path(warehouse: Place) -> Path:
    """Where the index of a warehouse lies. It may be removed at any time; it is made of the warehouse."""
    return beside(warehouse, ".search.duckdb")


def search(
    connection: duckdb.DuckDBPyConnection,
    index: Path,
    text: str,
    *,
    wording: Wording,
    source: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int = 20,
    wait: float = 60.0,
) -> Found:
    """Articles that have all words of `text` in headline or body, the best `most` first.

    `source`, `since` (inclusive) and `until` (exclusive, of publication) bound what is looked at. An index
    that is not there, or was made with another `wording`, is done without. Raises WarehouseBusy.
    """
    with opened_index(connection, index, wording=wording, wait=wait):
        return search_opened(
            connection, text, wording=wording, source=source, since=since, until=until, most=most
        )


def search_opened(
    connection: duckdb.DuckDBPyConnection,
    text: str,
    *,
    wording: Wording,
    source: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int = 20,
    is_whole: bool = False,
) -> Found:
    """The same while `opened_index` is, which holds for all cursors of a connection.

    With `is_whole`, whoever calls knows that the index has every article (`count_missing` is 0), and none is
    looked for beside it.
    """
    wanted = {
        word: wording.word_forms(word)
        for word in list(dict.fromkeys(wording.search_words(text)))[:_MOST_WORDS]
    }
    connection.execute(_FRESH)
    has_seen_all = _has_seen_all(connection)
    fresh, not_searched = (
        ({}, 0) if is_whole or has_seen_all else _read_what_is_missing(connection, wording, wanted)
    )
    having = having_all(
        [
            _posted(connection, [wording.hash_word(form) for form in forms], fresh.get(word, []))
            for word, forms in wanted.items()
        ]
    )
    bounds = {"source": source, "since": since, "until": until}
    # Which of a million texts lie within bounds, the warehouse has to say; without any, few are asked about.
    is_bounded = any(bound is not None for bound in bounds.values())
    if is_bounded and having.numbers.size > _MANY:
        within = _columns(connection, read_sql("index", "within"), bounds)["number"]
        is_bounded, having = False, having.among(within)
    former = "SELECT number FROM word_index.former" if has_seen_all else read_sql("index", "former")
    ranked = _ranked(connection, having, _columns(connection, former)["number"])
    shown = _shown(connection, ranked if is_bounded else best(ranked, most), bounds | {"most": most})
    if not is_bounded and len(shown) < min(most, ranked.numbers.size):
        # The index has texts that this warehouse has not, as after a backup was put in its place.
        is_bounded, shown = True, _shown(connection, ranked, bounds | {"most": most})
    in_bounds = shown[0]["in_all"] if shown else 0
    return Found(
        hits=_hits(connection, shown, wording, {form for forms in wanted.values() for form in forms}),
        in_all=in_bounds if is_bounded else ranked.numbers.size,
        not_searched=not_searched,
    )


def update_index(
    connection: duckdb.DuckDBPyConnection,
    index: Path,
    *,
    wording: Wording,
    most: int | None = None,
    after: str | None = None,
    ahead: Future[Indexed] | None = None,
    wait: float = 60.0,
) -> int:
    """Index articles that the index does not have, the newest first, at most `most`; gives their number.

    One that is not there, is damaged or was made with another `wording` is made anew. To be called by whoever
    has the warehouse for writing, and nobody else. `after` is the load that this connection has just made:
    if the index had everything before, only articles that it touched are looked at, whatever the size of the
    warehouse; `ahead` are words of its package (`reading_ahead`), so that only other texts are read. Raises
    WarehouseBusy if searches keep the index open, WarehouseFull, NotADatabase where it may not be written.
    """
    added = 0
    with _writable_index(connection, index, _version_of(wording), wait):
        loads = _loads(connection)  # first: a lake may get another load at any time
        is_little = after is not None and _has_seen_all(connection, but=after)
        connection.execute(_LOOKED_AT.format("article_now" if is_little else "article"))
        while most is None or added < most:
            round_ = AT_ONCE if most is None else min(AT_ONCE, most - added)
            missing = _missing(connection, round_)
            indexed = _indexed(connection, missing, wording, ahead)
            with transaction(connection, of_warehouse=False):
                for texts in indexed:
                    _add(connection, texts)
                if len(missing) < round_:
                    _note_former(connection, is_little=is_little)
                    connection.execute("DELETE FROM word_index.seen")
                    connection.execute("INSERT INTO word_index.seen VALUES (?)", [loads])
            added += len(missing)
            if len(missing) < round_:
                break
    return added


def tidy_index(
    connection: duckdb.DuckDBPyConnection, index: Path, *, wording: Wording, wait: float = 60.0
) -> bool:
    """Sort the index if a tenth of it was added, or went out of date, since it last was; whether it was done.

    Each load adds its words at the end, so a search has to look at more blocks with every load.
    """
    if not index.exists():
        return False
    with _writable_index(connection, index, _version_of(wording), wait):
        documents, is_sorted, current = connection.execute(read_sql("index", "state")).fetchall()[0]
        if 10 * min(is_sorted, current) >= 9 * documents:
            return False
        has_seen_all = _has_seen_all(connection)
        with transaction(connection, of_warehouse=False):
            connection.execute(read_sql("index", "tidy"))
            if not has_seen_all:
                # It is as the warehouse is now, and not as after the loads that it had seen.
                connection.execute("DELETE FROM word_index.seen")
        connection.execute("CHECKPOINT word_index")
    return True


def count_missing(connection: duckdb.DuckDBPyConnection) -> int:
    """How many articles, as they read now, the opened index does not have."""
    return int(connection.execute(read_sql("index", "missing_count")).fetchall()[0][0])


@contextmanager
def opened_index(
    connection: duckdb.DuckDBPyConnection, index: Path, *, wording: Wording, wait: float = 60.0
) -> Iterator[None]:
    """The index as `word_index` for the length of the block, or an empty one in memory."""
    if index.exists():
        try:
            with attached(connection, index, "word_index", read_only=True, wait=wait):
                if _version(connection) == _version_of(wording):
                    yield
                    return
        except NotADatabase:
            pass
    with in_memory(connection, "word_index"):
        connection.execute(read_sql("index", "tables"))
        yield


@contextmanager
def _writable_index(
    connection: duckdb.DuckDBPyConnection, index: Path, version: int, wait: float
) -> Iterator[None]:
    if index.exists() and not _is_current(connection, index, version, wait):
        for file in (index, index.with_name(index.name + ".wal")):
            file.unlink(missing_ok=True)
    with (
        told_if_full(
            f"for the index of words at {index}",
            "Make room on its disk: searches read what it lacks, and the next maintenance indexes it.",
        ),
        attached(connection, index, "word_index", read_only=False, wait=wait, stored=_STORED),
    ):
        connection.execute(read_sql("index", "seen_table"))
        if _version(connection) is None:
            with transaction(connection, of_warehouse=False):
                connection.execute(read_sql("index", "tables"))
                connection.execute("INSERT INTO word_index.about VALUES (?, 0)", [version])
        yield


def _is_current(connection: duckdb.DuckDBPyConnection, index: Path, version: int, wait: float) -> bool:
    try:
        with attached(connection, index, "word_index", read_only=True, wait=wait):
            return _version(connection) in (version, None)
    except NotADatabase:
        return False


def _version_of(wording: Wording) -> int:
    """Of an index: of its form, and of the words in it."""
    return 100_000 * _FORM + wording.WORDS_VERSION


def _version(connection: duckdb.DuckDBPyConnection) -> int | None:
    """Under which version the index was made; None for a file without tables."""
    found = connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'word_index' AND table_name = 'about'"
    ).fetchall()
    if not found:
        return None
    row = connection.execute("SELECT words_version FROM word_index.about").fetchone()
    return int(row[0]) if row else None


def _missing(connection: duckdb.DuckDBPyConnection, most: int) -> list[str]:
    found = connection.execute(read_sql("index", "missing"), {"most": most}).fetchall()
    return [str(version_id) for (version_id,) in found]


def _indexed(
    connection: duckdb.DuckDBPyConnection,
    missing: Sequence[str],
    wording: Wording,
    ahead: Future[Indexed] | None,
) -> list[Indexed]:
    """The missing versions by their words, in one or two parts: those read ahead, and others."""
    unread = set(missing)
    parts = [ahead.result().among(unread)] if ahead and unread else []
    unread.difference_update(*(part.version_ids for part in parts))
    if unread:
        parts.append(index_texts(_texts_of(connection, sorted(unread)), wording))
    return parts


def _texts_of(connection: duckdb.DuckDBPyConnection, version_ids: Sequence[str]) -> list[Text]:
    # Bound as a parameter, thousands of keys take longer than their texts.
    connection.register("asked", pa.table({"version_id": pa.array(version_ids, pa.string())}))
    found = connection.execute(read_sql("index", "text_of")).fetchall()
    connection.unregister("asked")
    return [Text(str(version_id), headline, text) for version_id, headline, text in found]


def _add(connection: duckdb.DuckDBPyConnection, texts: Indexed) -> None:
    first = _next_number(connection)
    documents = {
        "number": np.arange(first, first + len(texts.version_ids)),
        "version_id": texts.version_ids,
        "length": texts.lengths,
    }
    postings = {
        "word": texts.words,
        "document": texts.documents + first,
        "weight": texts.weights,
    }
    for table, rows in (("document", documents), ("posting", postings)):
        connection.register("made", pa.table(rows))
        # The names are two of index/tables.sql.
        connection.execute(f"INSERT INTO word_index.{table} SELECT * FROM made")  # noqa: S608
        connection.unregister("made")


def _note_former(connection: duckdb.DuckDBPyConnection, *, is_little: bool) -> None:
    """Keep in the index which of its texts no article says any more. New articles change nothing in that."""
    if not is_little:
        connection.execute("DELETE FROM word_index.former")
        connection.execute(f"INSERT INTO word_index.former {read_sql('index', 'former')}")
    elif connection.execute("SELECT 1 FROM article_before LIMIT 1").fetchone():
        connection.execute(read_sql("index", "note_former"))


def _next_number(connection: duckdb.DuckDBPyConnection) -> int:
    last = connection.execute("SELECT max(number) FROM word_index.document").fetchall()[0][0]
    return 0 if last is None else int(last) + 1


_Places = list[tuple[int, int]]
"""Numbers of texts, and how much each of them has of a word."""


def _posted(connection: duckdb.DuckDBPyConnection, forms: Sequence[int], fresh: _Places) -> Postings:
    """Where a word comes, given by the hashes of its forms: in the index, and in what was read beside it."""
    posted = read_sql("index", "posted")
    found = _columns(connection, "UNION ALL ".join(posted.replace("$form", str(int(form))) for form in forms))
    numbers, weights = found["numbers"], found["weights"]
    if fresh:
        beside_it = np.array(fresh, np.int64)
        numbers = np.concatenate((numbers, beside_it[:, 0]))
        weights = np.concatenate((weights, beside_it[:, 1]))
    return Postings(numbers, weights)


def _ranked(connection: duckdb.DuckDBPyConnection, having: Having, former: Numbers) -> Ranked:
    """What texts score, without the `former` ones, which no article says any more."""
    if having.numbers.size <= _FEW:
        ((texts, usual),) = connection.execute(read_sql("index", "texts")).fetchall()
        connection.register("found", pa.table({"number": pa.array(having.numbers, pa.int32())}))
        known = _columns(connection, read_sql("index", "known_of"))
        connection.unregister("found")
    else:
        known = _columns(connection, read_sql("index", "known"))
        texts, usual = known["length"].size, known["length"].mean()
    lengths = np.zeros(int(known["number"].max(initial=-1)) + 1, np.int32)
    lengths[known["number"]] = known["length"]
    ranked = score(having, lengths[having.numbers], texts=texts, usual=usual)
    if not former.size:
        return ranked
    kept = ~np.isin(having.numbers, former)
    return Ranked(ranked.numbers[kept], ranked.scores[kept])


def _columns(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, Any] | None = None
) -> dict[str, Numbers]:
    """The columns of a result without nulls."""
    table = connection.sql(sql, params=dict(parameters or {})).to_arrow_table()
    return {column: table[column].to_numpy() for column in table.column_names}


def _shown(
    connection: duckdb.DuckDBPyConnection, ranked: Ranked, bounds: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The best of them within bounds, as `ranked.sql` tells them."""
    connection.register(
        "scored", pa.table({"number": pa.array(ranked.numbers, pa.int32()), "score": ranked.scores})
    )
    rows = rows_of(connection.execute(read_sql("index", "ranked"), dict(bounds)))
    connection.unregister("scored")
    return rows


def _read_what_is_missing(
    connection: duckdb.DuckDBPyConnection, wording: Wording, wanted: Mapping[str, Sequence[str]]
) -> tuple[dict[str, _Places], int]:
    """Search what the index does not have by reading it: where each word comes in it, and how many articles
    were too many for that. Its texts have numbers above those of the index, in the table fresh_document."""
    found: dict[str, _Places] = {word: [] for word in wanted}
    missing = count_missing(connection)
    documents: list[tuple[int, str, int]] = []
    if not missing:
        return {}, 0
    connection.execute(_LOOKED_AT.format("article"))
    version_ids = _missing(connection, READ_AT_MOST)
    number = _next_number(connection) - 1
    for begin in range(0, len(version_ids), 1_000):
        for version_id, headline, text in _texts_of(connection, version_ids[begin : begin + 1_000]):
            number += 1
            in_headline, in_text = wording.search_words(headline), wording.search_words(text)
            documents.append((number, version_id, len(in_headline) + len(in_text)))
            for word, forms in wanted.items():
                weight = sum(
                    in_text.count(form) + HEADLINE_WEIGHS * in_headline.count(form) for form in forms
                )
                if weight:
                    found[word].append((number, weight))
    _insert(connection, "fresh_document", documents, ("number", "version_id", "length"))
    return found, max(missing - READ_AT_MOST, 0)


def _has_seen_all(connection: duckdb.DuckDBPyConnection, *, but: str | None = None) -> bool:
    """Whether the index had all articles after the loads that the warehouse has; False: it may have them.

    `but` for one of these loads.
    """
    found = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'word_index' AND table_name = 'seen'"
    ).fetchall()
    if not found:  # in memory, or of earlier code
        return False
    seen = connection.execute("SELECT loads FROM word_index.seen").fetchall()
    return seen == [(_loads(connection, but=but),)]


def _loads(connection: duckdb.DuckDBPyConnection, *, but: str | None = None) -> int:
    (loads,) = connection.execute(read_sql("index", "loads"), {"but": but}).fetchall()[0]
    return int(loads)


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]], names: tuple[str, ...]
) -> None:
    if rows:
        connection.register(
            "made", pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
        )
        # Both names are this module's own.
        connection.execute(f"INSERT INTO {table} SELECT * FROM made")  # noqa: S608
        connection.unregister("made")


def _hits(
    connection: duckdb.DuckDBPyConnection,
    ranked: Sequence[dict[str, Any]],
    wording: Wording,
    wanted: set[str],
) -> list[Hit]:
    if not ranked:
        return []
    said = {text.version_id: text for text in _texts_of(connection, [row["version_id"] for row in ranked])}
    words = cache(wording.search_words)  # most words come in many of the texts
    return [
        Hit(
            article_id=row["article_id"],
            source=row["source"],
            published_at=row["published_at"],
            published_precision=row["published_precision"],
            headline=said[row["version_id"]].headline,
            snippet=snippet(said[row["version_id"]].text, wanted, words),
            url=row["url"],
            score=row["score"],
        )
        for row in ranked
    ]


def snippet(text: str, wanted: set[str], words: Callable[[str], list[str]], *, width: int = 240) -> str:
    """The passage of about `width` characters with the most different words of `wanted`, each marked by **.

    It begins and ends at spaces if there are any nearby; … stands for what was cut off, a space for a line
    end.
    """
    text = " ".join(text.split())
    places = [place for place in _places(text, wanted, words) if place[2]]
    begin = max(min(_best_begin(places, width), len(text) - width), 0)
    end = min(begin + width, len(text))
    begin = _at_space(text, begin, -1) if begin else 0
    end = _at_space(text, end, 1)
    parts, at = [], begin
    for first, last, _ in places:
        if at <= first and last <= end:
            parts += [text[at:first], "**", text[first:last], "**"]
            at = last
    passage = "".join([*parts, text[at:end]]).replace("****", "")
    return ("… " if begin else "") + passage.strip() + (" …" if end < len(text) else "")


_LONG = 40  # characters; a longer "word" is a sentence in a script without spaces


def _places(
    text: str, wanted: set[str], words: Callable[[str], list[str]]
) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Where words of `wanted` begin and end in `text`, and which they are."""
    for match in _TEXT.finditer(text):
        first, last = match.span()
        # Such scripts are indexed by pairs of neighbours.
        spans = [(first, last)] if last - first <= _LONG else [(at, at + 2) for at in range(first, last - 1)]
        end = first
        for begin, stop in spans:
            if begin >= end and (found := wanted.intersection(words(text[begin:stop]))):
                yield begin, stop, frozenset(found)
                end = stop


def _best_begin(places: Sequence[tuple[int, int, frozenset[str]]], width: int) -> int:
    best, begin = 0, 0
    for number, (first, _, _) in enumerate(places):
        here = [found for start, last, found in places[number : number + 50] if last <= first + width - 40]
        many = 100 * len(frozenset().union(*here)) + len(here) if here else 0
        if many > best:
            best, begin = many, first
    return max(begin - 40, 0)


def _at_space(text: str, at: int, step: int) -> int:
    """The next place of a space from `at`, at most twenty characters away, else `at` itself."""
    for place in range(at, at + 20 * step, step):
        if not 0 < place < len(text):
            return max(min(place, len(text)), 0)
        if text[place] == " ":
            return place + 1 if step < 0 else place
    return at
