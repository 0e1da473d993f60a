"""Our own archive through today's extraction: show the difference, then apply it. No network."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any, NoReturn, cast

import pyarrow.parquet as pq
from prefect import flow, get_run_logger, runtime
from prefect.flow_runs import suspend_flow_run
from prefect.input import RunInput, keyset_from_base_key, read_flow_run_input
from pydantic import Field

from flows.artifacts import Progress, linked, publish_page, publish_summary, publish_table
from flows.funnel import counted
from flows.parameters import (
    SITES,
    Apply,
    Day,
    Source,
    SourceName,
    WrongParameters,
    midnight,
    refuse_empty_window,
    site_of,
    titled,
)
from flows.refused_package import say_refused
from flows.run import Run, begin_run, name_run
from flows.settings import Settings, read_settings
from tasks.article import RULE_VERSION
from tasks.model import ArchiveReference, Fetch
from tasks.package import fetch_ids_in, package_id_of, write_package
from tasks.stages import extract_batch, load_batch
from tasks.unfinished import mark_running
from warehouse import query
from warehouse.connect import open_reader, open_writer
from warehouse.package import PackageRefused, refuse_damaged
from warehouse.run import UNANSWERED, WAITS, finish_run

DIFFERENCE_KEY = "reprocess-pages-difference"
EXAMPLES_KEY = "reprocess-pages-examples"

_PAGES_A_BATCH = 1_000  # some seconds of extraction
_EXAMPLES = 5  # a source
_SOURCES_WITH_EXAMPLES = 100  # an archive of somebody else has thousands, which nobody looks through
_SOURCES_SHOWN = 500
_DAYS_TO_APPROVE = 7  # after which the run has failed
_HOW_TO_ANSWER = (
    "As long as the run waits, Resume in the menu of its page (three dots) applies it or throws it away."
)

# What is compared, under the names that package and warehouse share; the text besides.
_FIELDS = (
    "headline",
    "published_at",
    "published_raw",
    "published_precision",
    "modified_at",
    "byline_raw",
    "authors",
    "dateline_place",
    "agency",
    "source_credit",
    "section",
    "language",
    "keywords",
    "images",
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One article of a page, as the warehouse has it and as it reads today."""

    source: str
    url: str
    kind: str  # same | changed | gained | lost
    headline: str
    changes: Mapping[str, tuple[Any, Any]]  # field -> before, after; empty unless changed


class Answer(StrEnum):
    """What becomes of a difference that somebody has looked at."""

    APPLY = "apply"
    THROW_AWAY = "throw away"


class Approval(RunInput):
    """What is asked of whoever resumes a run that shows a difference.

    It has no default: an answer that was not meant would be one for good.
    """

    answer: Answer = Field(
        description="Apply: what is different is loaded. Throw away: the warehouse stays as it is."
    )


@flow(name="reprocess-pages", flow_run_name="reprocess archived pages")
def reprocess_pages(
    # The form shows a list where the default is one, and nothing here changes it.
    sources: Annotated[list[Source], titled("Sources")] = [],  # noqa: B006
    other_sources: Annotated[list[SourceName], titled("Other sources")] = [],  # noqa: B006
    since: Annotated[Day | None, titled("Since")] = None,
    until: Annotated[Day | None, titled("Until")] = None,
    outdated_only: Annotated[bool, titled("Outdated only")] = False,
    apply: Annotated[Apply, titled("Apply")] = Apply.AFTER_APPROVAL,
) -> dict[str, int]:
    """Extract archived pages anew, show what would be different, and load it once that is approved.

    Args:
        sources: The outlets whose pages to read. None chosen, and no others: all that are in the warehouse.
        other_sources: Sources that no site declares, as the warehouse names them (harbour_test).
        since: Only pages fetched on this day (UTC) or later.
        until: Only pages fetched before this day (UTC).
        outdated_only: Leave out the pages that today's version of the rules has read already.
        apply: What becomes of the difference. After approval: the run shows it and waits, for a week at most
            and holding no worker, for somebody to press Resume in its menu and to choose. No: it is only
            shown. At once: it is loaded.

    Returns:
        How many articles are the same, changed, gained and lost.

    Raises:
        PackageRefused: the warehouse would not take a part of the difference; all else is loaded.
    """
    chosen = [*(source.value for source in sources), *other_sources]
    return reprocess(chosen, since, until, apply, outdated_only=outdated_only)


def reprocess(
    sources: Sequence[str],
    since: date | None,
    until: date | None,
    apply: Apply = Apply.AFTER_APPROVAL,
    *,
    outdated_only: bool = False,
) -> dict[str, int]:
    """As `reprocess_pages`, within any flow. A run that was resumed comes back here, from its beginning."""
    refuse_empty_window(since, until)
    settings = read_settings()
    shown = _read_shown(settings)
    answer = None if shown is None else _answered(settings, shown)
    declined = "only shown" if answer is None else "not approved"
    if shown is None or answer is None:
        shown = _show(settings, sources, since, until, apply, outdated_only)
        if _waits(apply, shown.counts):
            _ask(settings, shown)
        answer = _answer_unasked(apply, shown.counts)
    name = f"reprocess {counted(shown.pages, 'page')}, {different(shown.counts)}"
    refused = {}
    if answer is Answer.APPLY:
        refused = _apply(settings, shown)
        name_run(name)
    else:
        _drop(settings, shown, declined)
        name_run(f"{name}, {declined}")
    _shown_path(settings).unlink(missing_ok=True)
    if refused:
        raise PackageRefused(say_refused(refused))
    return shown.counts


def _waits(apply: Apply, counts: Mapping[str, int]) -> bool:
    """Whether somebody is to be asked, and can be: a run outside of a deployment cannot be suspended."""
    return apply is Apply.AFTER_APPROVAL and _is_different(counts) and runtime.deployment.id is not None


def _is_different(counts: Mapping[str, int]) -> bool:
    return any(counts[kind] for kind in _DIFFERENT)


def _answer_unasked(apply: Apply, counts: Mapping[str, int]) -> Answer:
    if apply is Apply.AT_ONCE:
        return Answer.APPLY
    if apply is Apply.AFTER_APPROVAL and not _is_different(counts):
        # There is nothing to approve; but by which rules the pages were read is to be known.
        return Answer.APPLY
    if apply is Apply.AFTER_APPROVAL:
        get_run_logger().info("Nobody can be asked outside of a deployment: apply='at once' loads it.")
    return Answer.THROW_AWAY


_DIFFERENT = ("changed", "gained", "lost")


def different(counts: Mapping[str, int]) -> str:
    """How many articles are different in which way, for the name of a run."""
    told = [f"{counts[kind]:,} {kind}" for kind in _DIFFERENT if counts[kind]]
    return ", ".join(told) or "nothing different"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A difference that was shown: what a run needs to know of it when it is resumed."""

    run_id: str
    pages: int
    batches: int
    counts: dict[str, int]  # of articles, by kind
    read_last: list[str] = field(default_factory=list)  # of each batch, as `_read_last` tells it

    def packages(self, settings: Settings, folder: str) -> list[Path]:
        numbers = range(1, self.batches + 1)
        return [settings.data_folder / folder / f"{self.run_id}-{number:04}.parquet" for number in numbers]


def _shown_path(settings: Settings) -> Path:
    return settings.data_folder / "reprocessed" / f"{runtime.flow_run.id}.json"


def _read_shown(settings: Settings) -> _Shown | None:
    try:
        return _Shown(**json.loads(_shown_path(settings).read_text("utf-8")))
    except FileNotFoundError:
        return None


def _show(
    settings: Settings,
    sources: Sequence[str],
    since: date | None,
    until: date | None,
    apply: Apply,
    outdated_only: bool,
) -> _Shown:
    """Make a difference. A run that is killed meanwhile is ended by the next; nothing of it is loaded."""
    other_than = RULE_VERSION if outdated_only else None
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        _refuse_unknown(sources, query.titles(connection))
        fetch_ids = query.archived_fetches(
            connection, sources, midnight(since), midnight(until), other_than=other_than
        )
    asked: dict[str, Any] = {"sources": list(sources), "since": since, "until": until, "apply": apply.value}
    asked |= {"outdated_only": outdated_only, "rule_version": RULE_VERSION}
    with begin_run("reprocess-pages", settings, {}, asked, only_looks=True) as (run, _):
        shown = _look(run, fetch_ids, other_than, apply)
        _end(settings, shown, "shown")
    return shown


def _look(run: Run, fetch_ids: Sequence[str], other_than: str | None, apply: Apply) -> _Shown:
    """Extract, compare, publish; the packages lie where no run takes them for something to load."""
    tally = Tally()
    missing = newer = 0
    first_missing = ""
    starts = range(0, len(fetch_ids), _PAGES_A_BATCH)
    progress = Progress(run.flow, len(fetch_ids))
    read_last: list[str] = []
    for number, start in enumerate(starts, start=1):
        here = fetch_ids[start : start + _PAGES_A_BATCH]
        try:
            package, pages, lost = _read_anew(run, here, f"{number:04}", other_than)
            read_last.append(_read_last(run.settings, package))
        except PackageRefused as error:
            get_run_logger().error("%s; its pages are not compared. Run reprocess-pages again.", error)
            read_last.append("")
            continue
        missing += len(lost)
        first_missing = first_missing or next(iter(lost), "")
        newer += read_by_newer_rules(pages)
        for difference in _compare(pages, package, run):
            tally.add(difference)
        progress.tell(min(number * _PAGES_A_BATCH, len(fetch_ids)))
    counts = {kind: tally.total(kind) for kind in ("same", *_DIFFERENT)}
    get_run_logger().info("%s", ", ".join(f"{count} {kind}" for kind, count in counts.items()))
    if missing:
        get_run_logger().warning(
            "%s not to be had from the archive: what the warehouse has of their pages stays as it is. Is a "
            "disk missing, or were archives moved? A link where they were leads there, and a backfill from "
            "where they are now writes it down. The first: %s",
            "1 body is" if missing == 1 else f"{missing:,} bodies are",
            first_missing,
        )
    if newer:
        get_run_logger().warning(
            "Newer rules than these (%s) have read %s: what those read there stays, and to apply this "
            "changes nothing of it. To go back to older rules give them a higher version.",
            RULE_VERSION,
            counted(newer, "page"),
        )
    _publish(tally, "" if not _waits(apply, counts) else f" {_HOW_TO_ANSWER}")
    return _Shown(run.run_id, len(fetch_ids), len(starts), counts, read_last)


def _refuse_unknown(sources: Sequence[str], known: Mapping[str, str]) -> None:
    unknown = [source for source in sources if source not in known and source not in SITES]
    if unknown:
        raise WrongParameters(
            f"The warehouse has no source {unknown[0]!r}. Its table source has their names, as in "
            "harbour_test for harbour.test."
        )


def _read_anew(
    run: Run, fetch_ids: Sequence[str], batch: str, other_than: str | None
) -> tuple[Path, list[dict[str, Any]], list[str]]:
    """What today's rules read on some pages: a package, kept aside; the pages; and which bodies are gone.

    With the bodies that were the first to show the same.
    """
    settings = run.settings
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        pages = query.archived_pages(connection, fetch_ids)
        firsts = query.first_sightings(connection, fetch_ids, other_than=other_than)
        bodies = [*query.archived_pages(connection, firsts), *pages]
    sites = {
        page["source"]: SITES.get(page["source"]) or replace(site_of(page["url"]), name=page["source"])
        for page in bodies
    }
    run.add_sites(sites.values())
    package = extract_batch(
        [_fetch_of(page) for page in bodies],
        sites,
        settings.data_folder,
        settings.workers(),
        run.run_id,
        batch,
        folder="reprocessed",
    )
    return package, pages, _leave_out_missing(package, run.run_id)


def read_by_newer_rules(pages: Sequence[Mapping[str, Any]]) -> int:
    """How many of the pages were read by rules of a higher version than ours, as the warehouse ranks them."""
    ours = _rank(RULE_VERSION)
    return sum(_rank(page["rule_version"] or "") > ours for page in pages)


def _rank(version: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", version)]  # "2.10" is newer than "2.9"


def _leave_out_missing(package: Path, run_id: str) -> list[str]:
    """Take out the pages whose bodies are gone, which would take their articles along; a sentence on each."""
    refuse_damaged(package)  # or what is written anew would be taken for whole
    table = pq.read_table(package)
    gone = [
        [each["detail"] for each in of_page if each["reason"] == "not_in_archive"]
        for of_page in table["rejections"].to_pylist()
    ]
    if any(gone):
        there = table.filter([not details for details in gone])
        write_package(package, there, run_id=run_id, package_id=package_id_of(package))
    return [detail for details in gone for detail in details]


def _ask(settings: Settings, shown: _Shown) -> NoReturn:
    """End the run here until somebody resumes it with an answer."""
    path = _shown_path(settings)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(shown)), "utf-8")
    partial.replace(path)
    _end(settings, shown, WAITS)
    name_run(f"reprocess {counted(shown.pages, 'page')}, {different(shown.counts)}, {WAITS}")
    until = datetime.now(UTC) + timedelta(days=_DAYS_TO_APPROVE)
    get_run_logger().info("This run %s until %s UTC. %s", WAITS, f"{until:%Y-%m-%d %H:%M}", _HOW_TO_ANSWER)
    told = ", ".join(f"**{shown.counts[kind]:,}** {kind}" for kind in _DIFFERENT)
    asked = Approval.with_initial_data(
        description=f"Of {counted(shown.pages, 'archived page')}, articles as they read today: {told}. "
        f"The artifacts `{DIFFERENCE_KEY}` and `{EXAMPLES_KEY}` of this run have them by source."
    )
    # Each difference is a question of its own: a run that is retried must not find the answer to another.
    suspend_flow_run(wait_for_input=asked, timeout=_DAYS_TO_APPROVE * 86_400, key=shown.run_id)
    raise AssertionError("a question that nobody was asked before ends the run until it is answered")


def _answered(settings: Settings, shown: _Shown) -> Answer | None:
    """What was answered about a difference that this run showed before.

    None if it is dropped: because nobody answered in time, and the run was retried, or because its pages
    were read anew meanwhile, and to apply it would undo that unseen.
    """
    keys = keyset_from_base_key(f"suspended-{shown.run_id}")
    # It is a coroutine only where a loop runs, and flows here are synchronous.
    given = cast("dict[str, Any] | None", read_flow_run_input(keys["response"]))
    if given is None:
        _drop(settings, shown, UNANSWERED)
        return None
    answer = Approval(**given).answer
    if answer is Answer.APPLY and not _is_begun(settings, shown) and not _still_holds(settings, shown):
        get_run_logger().warning(
            "Since this difference was shown, another run has read pages of it anew, or a package of it was "
            "damaged. It is dropped; what would be different now is shown instead."
        )
        _drop(settings, shown, "outdated")
        return None
    return answer


def _is_begun(settings: Settings, shown: _Shown) -> bool:
    """Whether applying it was begun, and cut short."""
    return any(package.exists() for package in shown.packages(settings, "packages"))


def _still_holds(settings: Settings, shown: _Shown) -> bool:
    """Whether the warehouse has the pages as they were read when the difference was made."""
    now = [_read_last(settings, package) for package in shown.packages(settings, "reprocessed")]
    return now == shown.read_last


def _read_last(settings: Settings, package: Path) -> str:
    """Which loads the warehouse has the bodies of a package from; "" of a package that is damaged or gone."""
    try:
        refuse_damaged(package)
    except (PackageRefused, FileNotFoundError):
        return ""
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        return query.read_last(connection, sorted(fetch_ids_in(package)))


def _drop(settings: Settings, shown: _Shown, outcome: str) -> None:
    for package in shown.packages(settings, "reprocessed"):
        package.unlink(missing_ok=True)
    _shown_path(settings).unlink(missing_ok=True)
    with suppress(KeyError):  # a warehouse that was restored since does not know the run
        _end(settings, shown, outcome)


def _apply(settings: Settings, shown: _Shown) -> dict[Path, str]:
    """Load what was shown; gives what was refused. From the first step on, a run that is killed is taken up
    by the next ingest."""
    with mark_running(settings.data_folder, shown.run_id):
        packages = shown.packages(settings, "packages")
        for prepared, package in zip(shown.packages(settings, "reprocessed"), packages, strict=True):
            package.parent.mkdir(parents=True, exist_ok=True)
            if prepared.exists():
                prepared.rename(package)
        refused = {}
        for package in packages:
            try:
                load_batch(package, settings.warehouse_path, settings.lock_wait)
            except PackageRefused as error:
                refused[package] = (
                    f"{error}. What the warehouse has of its pages stays as it is: run reprocess-pages again."
                )
                get_run_logger().error("%s", refused[package])
        outcome = "completed" if not refused else f"not whole; {next(iter(refused.values()))}"[:500]
        _end(settings, shown, outcome)
    publish_summary(Run(shown.run_id, "reprocess-pages", settings, sites={}, started_at=datetime.now(UTC)))
    return refused


def _end(settings: Settings, shown: _Shown, outcome: str) -> None:
    with open_writer(settings.warehouse_path, wait=settings.lock_wait) as connection:
        finish_run(connection, shown.run_id, outcome=outcome)


def _fetch_of(page: Mapping[str, Any]) -> Fetch:
    """The fetch as it was, so that loading it again changes nothing but what extraction says."""
    known = {field.name: page[field.name] for field in fields(Fetch) if field.name in page}
    reference = ArchiveReference(page["archive_path"], page["archive_offset"])
    tuples = {name: tuple(page[name] or ()) for name in ("redirects", "robots_tags")}
    return Fetch(**known | tuples | {"archive": reference})


def _compare(pages: Sequence[Mapping[str, Any]], package: Path, run: Run) -> Iterator[Difference]:
    settings = run.settings
    version_ids = [version_id for page in pages for version_id in page["version_ids"]]
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        before = {row["version_id"]: row for row in query.versions(connection, version_ids)}
    today = {
        row["fetch_id"]: row["articles"]
        for row in pq.read_table(package, columns=["fetch_id", "articles"]).to_pylist()
    }
    for page in pages:
        if page["fetch_id"] not in today:
            continue  # its body is gone
        old = {before[version_id]["article_id"]: before[version_id] for version_id in page["version_ids"]}
        new = {article["article_id"]: article for article in today[page["fetch_id"]]}
        for article_id in old.keys() | new.keys():
            yield _difference(page, old.get(article_id), new.get(article_id))


def _difference(
    page: Mapping[str, Any], old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Difference:
    told = new or old
    assert told is not None, "an article that neither side has"
    changes = {}
    if old is not None and new is not None:
        text = "\n".join(paragraph["text"] for paragraph in new["paragraphs"])
        now = {name: _comparable(name, new[name]) for name in _FIELDS}
        was = {name: _comparable(name, old[name]) for name in _FIELDS}
        changes = {name: (was[name], now[name]) for name in _FIELDS if was[name] != now[name]}
        changes |= {"text": (old["text"], text)} if old["text"] != text else {}
    kind = "gained" if old is None else "lost" if new is None else "changed" if changes else "same"
    return Difference(page["source"], page["url"], kind, told["headline"], changes)


def _comparable(name: str, value: Any) -> Any:
    """A field as package and warehouse both have it."""
    if name == "authors":  # of whose spellings the warehouse keeps one
        return ", ".join(unicodedata.normalize("NFC", author).lower() for author in value)
    if name == "keywords":
        return ", ".join(each if isinstance(each, str) else each["surface"] for each in value)
    if name == "images":
        return " ".join(each if isinstance(each, str) else each["url"] for each in value)
    return value


class Tally:
    """Differences by source, with a few of each to look at; as large for a million pages as for ten.

    Of many sources those are shown that differ most.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._fields: dict[str, Counter[str]] = defaultdict(Counter)
        self._examples: dict[str, list[Difference]] = defaultdict(list)

    def add(self, difference: Difference) -> None:
        source = difference.source
        self._kinds[source][difference.kind] += 1
        self._fields[source].update(difference.changes.keys())
        if difference.kind != "same" and len(self._examples[source]) < _EXAMPLES:
            told = {name: (_told(was), _told(now)) for name, (was, now) in difference.changes.items()}
            self._examples[source].append(replace(difference, changes=told))

    def total(self, kind: str) -> int:
        return sum(counts[kind] for counts in self._kinds.values())

    def table(self) -> list[dict[str, Any]]:
        """A row a source: how many articles of each kind, and which fields changed how often."""
        shown = self._most_different(_SOURCES_SHOWN)
        rows = [_tally_row(source, self._kinds[source], self._fields[source]) for source in shown]
        if others := self._kinds.keys() - set(shown):
            kinds = sum((self._kinds[source] for source in others), Counter[str]())
            fields_of_others = sum((self._fields[source] for source in others), Counter[str]())
            rows.append(_tally_row(f"{len(others):,} others", kinds, fields_of_others))
        return rows

    def examples(self) -> list[dict[str, str]]:
        """A row for each field that is different, of the first articles of each source."""
        return [
            {
                "source": source,
                "url": one.url,
                "what": one.kind,
                "field": name,
                "before": _told(before),
                "today": _told(after),
            }
            for source in self._most_different(_SOURCES_WITH_EXAMPLES)
            for one in self._examples.get(source, ())
            for name, (before, after) in (one.changes or _whole(one)).items()
        ]

    def _most_different(self, most: int) -> list[str]:
        """So many sources in the order of their names: if there are more, those that differ most."""
        differing = {
            source: sum(counts[kind] for kind in _DIFFERENT) for source, counts in self._kinds.items()
        }
        return sorted(sorted(differing, key=lambda source: (-differing[source], source))[:most])


def _told(value: Any) -> str:
    return "" if value is None else str(value)[:200]


def _tally_row(source: str, kinds: Counter[str], changed: Counter[str]) -> dict[str, Any]:
    return (
        {"source": source}
        | {kind: kinds[kind] for kind in ("same", *_DIFFERENT)}
        | {"fields": ", ".join(f"{count} {name}" for name, count in changed.most_common())}
    )


def examples_page(rows: Sequence[Mapping[str, str]]) -> str:
    """Markdown of `Tally.examples`: what is different in each article, each text in its own direction."""
    lines = []
    for (source, url, what), here in groupby(rows, key=itemgetter("source", "url", "what")):
        lines += [f"### {html.escape(source)}: {what}", "", f"<div>{linked(url)}</div>", ""]
        for row in here:
            texts = {"was": row["before"], "reads today": row["today"]}
            lines += [f"**{row['field']}**", ""]
            lines += [
                f'<div>{name}: <span dir="auto">{html.escape(" ".join(text.split()))}</span></div>\n'
                for name, text in texts.items()
                if text
            ]
    return "\n".join(lines)


def _whole(gone_or_new: Difference) -> dict[str, tuple[str, str]]:
    headline = gone_or_new.headline
    return {"article": (headline, "") if gone_or_new.kind == "lost" else ("", headline)}


def _publish(tally: Tally, how_to_answer: str) -> None:
    publish_table(
        key=DIFFERENCE_KEY,
        table=tally.table(),
        description=f"Articles as they would be read today, against the warehouse.{how_to_answer}",
    )
    if examples := tally.examples():
        publish_page(
            key=EXAMPLES_KEY,
            markdown=examples_page(examples),
            description=f"Up to {_EXAMPLES} articles a source, as they are and as they would be read today."
            f"{how_to_answer}",
        )
