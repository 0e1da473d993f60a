"""Take a load package into the warehouse in one transaction: all of it, once, or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypedDict, TypeVar

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from warehouse import kept
from warehouse.memory import in_enough_memory
from warehouse.package import PackageRefused, check_package, pattern_of
from warehouse.query import rows_of
from warehouse.sql import read_sql, set_variables
from warehouse.transaction import insistently, transaction, undone

_Seen = TypeVar("_Seen")

_MEMBER = pa.schema(
    [
        ("story_id", pa.string()),
        ("article_id", pa.string()),
        ("kind", pa.string()),
        ("containment", pa.float64()),
        ("containment_of_representative", pa.float64()),
        ("jaccard", pa.float64()),
        ("shared_shingles", pa.int64()),
        ("is_roundup", pa.bool_()),
        ("reason", pa.string()),
    ]
)
_PAIR = pa.schema(
    [
        ("left_id", pa.string()),
        ("right_id", pa.string()),
        ("left_version_id", pa.string()),
        ("right_version_id", pa.string()),
        ("kind", pa.string()),
        ("containment_of_left", pa.float64()),
        ("containment_of_right", pa.float64()),
        ("jaccard", pa.float64()),
        ("shared_shingles", pa.int64()),
        ("left_shingles", pa.int64()),
        ("right_shingles", pa.int64()),
    ]
)
_MERGE = pa.schema([("story_id", pa.string()), ("into_story_id", pa.string()), ("reason", pa.string())])

# "2.10" is newer than "2.9". Temporary, because a view could depend on a stored one.
_RULE_RANK = r"""
CREATE OR REPLACE TEMP MACRO rule_rank(rule_version) AS
    list_transform(
        regexp_extract_all(coalesce(rule_version, ''), '\d+'),
        lambda digits: TRY_CAST(digits AS HUGEINT)
    )
"""


class TextRow(NamedTuple):
    """What a decision about stories sees of an article's current version."""

    article_id: str
    version_id: str
    is_new: bool  # or its text has changed
    source: str
    published_at: datetime  # or when the article was first seen, if the page does not say
    headline: str
    fingerprint: str | None  # text_fingerprint of article_version
    agency: str | None
    story_id: str | None  # None: in no story, or new: the place of a changed text is to be found again
    represents: bool  # the story


class ChangeRow(TypedDict):
    """A version of an article, and the one before it."""

    article_id: str
    previous_version_id: str
    version_id: str
    previous_text: str  # paragraphs joined by a newline
    text: str


class MemberRow(NamedTuple):
    """An article's place in a story: a row of story_member, whose comments explain the fields."""

    story_id: str
    article_id: str
    kind: str  # representative | exact | near | excerpt
    containment: float
    containment_of_representative: float
    jaccard: float
    shared_shingles: int
    is_roundup: bool
    reason: str


class PairRow(NamedTuple):
    """What two articles have in common: a row of text_pair, whose comments explain the fields."""

    left_id: str
    right_id: str  # the same: the article as it was, and as it is
    left_version_id: str
    right_version_id: str
    kind: str  # exact | near | excerpt | related | version
    containment_of_left: float
    containment_of_right: float
    jaccard: float
    shared_shingles: int
    left_shingles: int
    right_shingles: int


class MergeRow(NamedTuple):
    """A story that ended in another."""

    story_id: str
    into_story_id: str
    reason: str


class DecisionRows(NamedTuple):
    """What was decided about stories."""

    members: Sequence[MemberRow]
    merges: Sequence[MergeRow] = ()
    pairs: Sequence[PairRow] = ()


Pairs = NDArray[np.int64]
"""Rows of two places in the texts."""

Taken = Callable[[Collection[str]], Collection[str]]
"""Which of these story ids are those of stories that have members beside the new and changed texts."""

ReadTexts = Callable[[Sequence[str]], Sequence[str]]
"""Paragraphs, joined by a newline, of each of these versions, which came among the texts of the decision."""

Decide = Callable[[Iterator[TextRow], Pairs, list[ChangeRow], Taken, ReadTexts], DecisionRows]
"""Texts, candidate pairs, changes and what can be asked in; members, merges and pairs out.

The texts are the new and changed ones that have candidates or were in a story, every known article that is a
candidate for one of them, and all members of the stories that any of these are in. They come once, as they
are asked for: the new and changed ones first, of the others all members of a story together. A candidate pair
is a row of two places in this order, one of them at least of a new text. The members that come back replace
all members of the stories that they or the merges name; a story must come back whole, with two members at
least and exactly one representative, or not at all: it then stays as it is. A story that is new has an id
that is not taken.
"""


class LoadSummary(TypedDict):
    """What a load changed. Counts by source hold no zeros."""

    load_id: str
    run_id: str
    is_repeated: bool  # the package was loaded before; all counts are empty
    package_rows: int
    new_fetches: int
    new_articles: dict[tuple[str, str], int]  # by source and host
    corrected: dict[tuple[str, str], int]  # articles with a new current version, by source and host
    new_versions: int
    new_rejections: dict[str, int]  # by reason
    candidate_pairs: int
    story_members: int  # as decided: new ones, and those whose story was decided again
    story_merges: int


class DecisionBroken(Exception):
    """A decision about stories contradicts itself or its input; nothing was loaded."""


def load_package(
    connection: duckdb.DuckDBPyConnection, package: Path, *, decide: Decide, window_days: int = 3
) -> LoadSummary:
    """Stage, check, find candidates, decide stories, merge, and write the load row: one transaction.

    Texts published at most `window_days` apart are candidates for one story, and equal ones always.
    A package that is loaded already changes nothing. Rows and articles that break the contract become
    rejections. One that does not fit into the memory of its writer is loaded once more with the usual bound.

    Raises PackageRefused for a file that is no package of a version that we know, DecisionBroken, and
    whatever `decide` raises; in all cases the warehouse is as it was.
    """

    def load_once() -> LoadSummary:
        with transaction(connection):
            return _load(connection, package, decide, window_days)

    return in_enough_memory(connection, lambda: insistently(load_once))


def rehearse(
    connection: duckdb.DuckDBPyConnection,
    packages: Sequence[Path],
    look: Callable[[duckdb.DuckDBPyConnection], _Seen],
    *,
    decide: Decide,
    window_days: int = 3,
) -> tuple[list[LoadSummary], _Seen]:
    """Load `packages` one after another, look at the warehouse as it would be, and undo all of it.

    Everything happens in one transaction that is rolled back. Raises what load_package raises.
    """
    with undone(connection):
        summaries = [_load(connection, package, decide, window_days) for package in packages]
        return summaries, look(connection)


def _load(
    connection: duckdb.DuckDBPyConnection, package: Path, decide: Decide, window_days: int
) -> LoadSummary:
    began = time.monotonic()
    loaded_at = datetime.now(UTC)
    version, load_id, run_id = check_package(connection, package)
    if connection.execute("SELECT 1 FROM load WHERE load_id = ?", [load_id]).fetchone():
        return _repeated(load_id, run_id)
    connection.execute(_RULE_RANK)
    set_variables(
        connection, package=pattern_of(package), load_id=load_id, run_id=run_id, loaded_at=loaded_at
    )
    connection.execute("SET VARIABLE window_days = $days", {"days": window_days})
    has_history = _merge_rows(connection, package)
    members, merges = _merge_stories(connection, decide, has_history)
    kept.refresh(connection, has_history=has_history)
    counts = dict(connection.execute(read_sql("merge", "69_counted")).fetchall())
    seconds = time.monotonic() - began
    _write_load(connection, load_id, run_id, version, package.name, loaded_at, seconds, counts)
    return _summarise(connection, load_id, run_id, counts, has_history, members, merges)


_ANSWERED_AGAIN = """
    FROM (
        SELECT 1 FROM repeated_fetch
        UNION ALL
        SELECT 1 FROM stored_fetch WHERE is_answered_better
    )
"""


_REJECTED = """
    FROM (
        SELECT 1 FROM staged_contract
        UNION ALL
        SELECT 1 FROM staged_fetch WHERE len(rejections) > 0 OR outcome IN ('gone', 'refused', 'failed')
    )
"""


_HAS_HISTORY = """
    FROM (
        SELECT article_id FROM article_before
        UNION ALL
        SELECT article_id FROM staged_article GROUP BY article_id HAVING count(DISTINCT version_id) > 1
    )
"""


_MOVED = """
    FROM article_before
    INNER JOIN article_now USING (article_id)
    WHERE article_now.first_seen_at <> article_before.first_seen_at
"""


def _merge_rows(connection: duckdb.DuckDBPyConnection, package: Path) -> bool:
    """Whether articles were there before, come in several versions, or are withdrawn from the start."""
    try:
        connection.execute(read_sql("merge", "10_stage"))
        _run_if_any(connection, "11_outdated_row", _ANSWERED_AGAIN)
        connection.execute(read_sql("merge", "12_stage_fetch"))
        _run_if_any(connection, "13_broken_row", "FROM staged_row WHERE len(broken) > 0")
        _run_if_any(connection, "14_broken_article", "FROM staged_article WHERE len(broken) > 0")
    except duckdb.InvalidInputException as error:
        # Broken pages of the file, and strings that are no UTF-8, show only when they are read.
        raise PackageRefused(f"{package.name} cannot be read: {error}") from error
    connection.execute(read_sql("merge", "20_known_fetch"))
    is_fetched_again = _run_if_any(connection, "21_fetched_again", "FROM known_fetch")
    connection.execute(read_sql("merge", "22_fetch"))
    _run_if_any(connection, "23_seed", "FROM spoken_of_seed")
    _run_if_any(connection, "24_frontier", "FROM frontier")
    _run_if_any(connection, "25_rejection", _REJECTED)
    connection.execute(read_sql("merge", "26_told_before"))
    connection.execute(read_sql("merge", "30_version"))
    _tell_versions_anew(connection)
    connection.execute(read_sql("merge", "32_article"))
    if is_fetched_again:
        connection.execute(read_sql("merge", "33_withdrawn_article"))
    has_history = _run_if_any(connection, "34_previous_version", _HAS_HISTORY)
    connection.execute(read_sql("merge", "35_article_now"))
    connection.execute(read_sql("merge", "36_version_parts"))
    if has_history:
        _run_if_any(connection, "37_other_sighting", _MOVED)
    # Newer rules, loaded before or in the same package, may not have found what older ones did.
    return has_history or bool(_count(connection, "SELECT count(*) FROM article_now WHERE is_withdrawn"))


_TOLD_BY = """
SELECT DISTINCT told_by FROM told_version
UNION ALL
SELECT 'several rules' FROM staged_article HAVING count(DISTINCT rule_version) > 1
"""


def _tell_versions_anew(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace versions that the package tells better, and keep what other rules read of them."""
    told_by = {each for (each,) in connection.execute(_TOLD_BY).fetchall()}
    if told_by & {"newer rules", "other sighting"}:
        connection.execute(read_sql("merge", "31_former_reading"))
    if told_by & {"same rules", "newer rules", "other sighting"}:
        connection.execute(read_sql("merge", "31_replaced_version"))
    if told_by & {"older rules", "several rules"}:
        connection.execute(read_sql("merge", "31_untold_reading"))


def _run_if_any(connection: duckdb.DuckDBPyConnection, name: str, rows: str) -> bool:
    """Whether there are any, and so the statements of warehouse/merge were run.

    What they do is rare, and would cost milliseconds or the reading of a whole column each time.
    """
    is_due = bool(_count(connection, f"SELECT count(*) {rows}"))
    if is_due:
        connection.execute(read_sql("merge", name))
    return is_due


_DECIDED = "SELECT CAST(article_id AS VARCHAR) FROM decided_text"

_NUMBERED_PAIRS = """
SELECT
    one.number AS one,
    other.number AS other
FROM candidate_pair
INNER JOIN decided_text AS one
    ON candidate_pair.one = one.article_id
INNER JOIN decided_text AS other
    ON candidate_pair.other = other.article_id
"""

_TAKEN = """
SELECT DISTINCT CAST(story_id AS VARCHAR)
FROM story_member
WHERE story_id IN (SELECT CAST(story_id AS UUID) FROM asked)
    AND article_id NOT IN (SELECT article_id FROM new_text)
"""

# Each reading looks through the keys of all versions.
_TEXTS_AT_ONCE = 4_000


def _merge_stories(
    connection: duckdb.DuckDBPyConnection, decide: Decide, has_history: bool
) -> tuple[int, int]:
    """Number of members decided and of merges."""
    connection.execute(read_sql("merge", "38_new_text"))
    if has_history:
        connection.execute(read_sql("merge", "39_dissolved_story"))
    connection.execute(read_sql("merge", "40_candidate"))
    named = [name for (name,) in connection.execute(_DECIDED).fetchall()]
    changes = _changes(connection) if has_history else []
    if named or changes:
        texts = _DecidedTexts(connection, len(named))
        decision = decide(texts.rows(), _pairs(connection), changes, partial(_taken, connection), texts.read)
    else:
        decision = DecisionRows([])
    _check_decision(decision, set(named))
    _write_decision(connection, decision)
    connection.execute(read_sql("merge", "50_story"))
    _run_if_any(connection, "51_ended_story", "FROM ended_story")
    if has_history:
        connection.execute(read_sql("merge", "51_stale_pair"))
    connection.execute(read_sql("merge", "52_text_pair"))
    return len(decision.members), len(decision.merges)


def _taken(connection: duckdb.DuckDBPyConnection, story_ids: Collection[str]) -> set[str]:
    connection.register("asked", pa.table({"story_id": pa.array(story_ids, pa.string())}))
    found = connection.execute(_TAKEN).fetchall()
    connection.unregister("asked")
    return {story_id for (story_id,) in found}


def _changes(connection: duckdb.DuckDBPyConnection) -> list[ChangeRow]:
    return [
        ChangeRow(
            article_id=row["article_id"],
            previous_version_id=row["previous_version_id"],
            version_id=row["version_id"],
            previous_text=row["previous_text"],
            text=row["text"],
        )
        for row in rows_of(connection.execute(read_sql("merge", "42_change")))
    ]


class _DecidedTexts:
    """The texts on which stories are decided: what is known of each, and its words where they are asked for.

    Most were read in a load before, and whoever decides may remember them.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, count: int) -> None:
        self._connection = connection
        self._count = count
        self._places: dict[str, int] = {}  # in article_version, of the versions that have come

    def rows(self) -> Iterator[TextRow]:
        """All of them, some at a time."""
        for first in range(0, self._count, _TEXTS_AT_ONCE):
            after = min(first + _TEXTS_AT_ONCE, self._count)
            bounds = {"first": first, "last": after - 1}
            # By way of numpy in half of the time that DuckDB takes to make Python's rows.
            found = self._connection.execute(read_sql("merge", "41_text"), bounds).fetchnumpy()
            columns = {name: column.tolist() for name, column in found.items()}
            versions = columns["version_id"]
            if len(versions) != after - first:
                # Pairs are told by place: they would be taken for those of other texts.
                raise DecisionBroken(
                    f"of {after - first} articles only {len(versions)} have their texts in the warehouse; "
                    "the check current_version of maintain-warehouse names the others"
                )
            self._places |= zip(versions, columns["version_row"], strict=True)
            columns["published_at"] = [moment.replace(tzinfo=UTC) for moment in columns["published_at"]]
            yield from map(TextRow._make, zip(*(columns[name] for name in TextRow._fields), strict=True))

    def read(self, version_ids: Sequence[str]) -> list[str]:
        """The text of each version."""
        places = [self._places[version_id] for version_id in version_ids]
        self._connection.register("asked", pa.table({"version_row": pa.array(places, pa.int64())}))
        found = self._connection.execute(read_sql("merge", "43_words")).fetchnumpy()
        self._connection.unregister("asked")
        text_at = dict(zip(found["version_row"].tolist(), found["text"].tolist(), strict=True))
        return [text_at[place] for place in places]


def _pairs(connection: duckdb.DuckDBPyConnection) -> Pairs:
    found = connection.execute(_NUMBERED_PAIRS).fetchnumpy()
    return np.stack((found["one"], found["other"]), axis=1)


def _check_decision(decision: DecisionRows, known: set[str]) -> None:
    placed: set[str] = set()
    representatives: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for member in decision.members:
        article, story = member.article_id, member.story_id
        if article not in known:
            raise DecisionBroken(f"article {article} is in story {story} but was not among the texts")
        if article in placed:
            raise DecisionBroken(f"article {article} was put into a story twice")
        placed.add(article)
        sizes[story] = sizes.get(story, 0) + 1
        representatives[story] = representatives.get(story, 0) + (member.kind == "representative")
    for story, size in sizes.items():
        if size < 2 or representatives[story] != 1:
            raise DecisionBroken(
                f"story {story} has {size} members and {representatives[story]} representatives"
            )
    for merge in decision.merges:
        if merge.story_id in sizes or merge.into_story_id not in sizes:
            raise DecisionBroken(f"story {merge.story_id} ended, or went on, without members that say so")


def _write_decision(connection: duckdb.DuckDBPyConnection, decision: DecisionRows) -> None:
    tables: tuple[tuple[str, Sequence[tuple[Any, ...]], pa.Schema], ...] = (
        ("decided_member", decision.members, _MEMBER),
        ("decided_merge", decision.merges, _MERGE),
        ("decided_pair", decision.pairs, _PAIR),
    )
    for name, rows, schema in tables:
        columns = ", ".join(
            f"CAST({field.name} AS UUID) AS {field.name}" if field.name.endswith("_id") else field.name
            for field in schema
        )
        values = zip(*rows, strict=True) if rows else ((),) * len(schema)
        connection.register("decided", pa.table(list(map(list, values)), schema=schema))
        # Names and types come from the schemas above, whose columns are the fields of the rows.
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {columns} FROM decided")  # noqa: S608
        connection.unregister("decided")


def _summarise(
    connection: duckdb.DuckDBPyConnection,
    load_id: str,
    run_id: str,
    counts: dict[str, int],
    has_history: bool,
    members: int,
    merges: int,
) -> LoadSummary:
    new_articles = _by_source_and_host(connection.execute(read_sql("merge", "61_new_article")))
    corrected = (
        _by_source_and_host(connection.execute(read_sql("merge", "60_corrected"))) if has_history else {}
    )
    rejections = dict(
        connection.execute(
            "SELECT reason, count(*) FROM rejection WHERE load_id = ? GROUP BY reason ORDER BY reason",
            [load_id],
        ).fetchall()
    )
    return LoadSummary(
        load_id=load_id,
        run_id=run_id,
        is_repeated=False,
        package_rows=counts["package_rows"],
        new_fetches=counts["new_fetches"],
        new_articles=new_articles,
        corrected=corrected,
        new_versions=counts["new_versions"],
        new_rejections=rejections,
        candidate_pairs=counts["candidate_pairs"],
        story_members=members,
        story_merges=merges,
    )


def _by_source_and_host(counted: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], int]:
    return {(source, host): count for source, host, count in counted.fetchall()}


def _write_load(
    connection: duckdb.DuckDBPyConnection,
    load_id: str,
    run_id: str,
    version: int,
    package_name: str,
    loaded_at: datetime,
    seconds: float,
    counts: dict[str, int],
) -> None:
    connection.execute(
        read_sql("merge", "70_load"),
        {
            "load_id": load_id,
            "run_id": run_id,
            "package_version": version,
            "package_name": package_name,
            "loaded_at": loaded_at,
            "seconds": seconds,
            **counts,
        },
    )


def _repeated(load_id: str, run_id: str) -> LoadSummary:
    return LoadSummary(
        load_id=load_id,
        run_id=run_id,
        is_repeated=True,
        package_rows=0,
        new_fetches=0,
        new_articles={},
        corrected={},
        new_versions=0,
        new_rejections={},
        candidate_pairs=0,
        story_members=0,
        story_merges=0,
    )


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return int(row[0])
