"""What one sentence tells stands in a run's log as that sentence; a bug, with where it was raised."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from prefect.client.schemas.objects import State
from prefect.states import exception_to_failed_state

from flows.backfill_archive import backfill_archive
from flows.ingest_news import ingest_news
from flows.maintain_warehouse import maintain_warehouse
from flows.parameters import Mode, WrongParameters
from flows.publish_report import publish_report
from flows.sentence import leave_sentences_to_command
from flows.settings import WrongSetting
from warehouse.connect import NoWarehouse
from warehouse.transaction import WarehouseBusy, WarehouseFull

TOLD = [
    (WrongParameters, lambda: ingest_news.fn(mode=Mode.BACKFILL), "A backfill wants a window"),
    (WrongParameters, lambda: backfill_archive.fn("/nowhere"), "There is nothing at /nowhere"),
    (WrongParameters, lambda: backfill_archive.fn("ftp://a/b.warc"), "not at ftp://"),
    (NoWarehouse, publish_report.fn, "run ingest-news first"),
    (NoWarehouse, lambda: maintain_warehouse.fn(), "There is no warehouse at .*: run ingest-news first"),
]


@pytest.mark.parametrize(("kind", "act", "words"), TOLD, ids=[words for _, _, words in TOLD])
def test_what_a_person_can_mend_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: type[Exception],
    act: Callable[[], object],
    words: str,
) -> None:
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(tmp_path))

    with pytest.raises(kind, match=words):
        act()


@pytest.mark.parametrize("act", [publish_report.fn, maintain_warehouse.fn], ids=["report", "maintenance"])
def test_a_schedule_that_is_older_than_the_first_load_alarms_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, act: Callable[[], object]
) -> None:
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "nightly")

    state = act()

    assert isinstance(state, State)
    assert (state.is_completed(), state.name) == (True, "Nothing yet")
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", ["prefect.flow_runs", "prefect.task_runs"])
@pytest.mark.parametrize("kind", [WrongParameters, WrongSetting, WarehouseBusy, WarehouseFull, NoWarehouse])
def test_the_log_of_a_run_has_that_sentence_and_no_traceback(name: str, kind: type[Exception]) -> None:
    error = kind("Name the first day in `since`.")

    record = logged(name, error)

    assert logging.Formatter("%(message)s").format(record) == "Name the first day in `since`."


def test_a_bug_is_logged_with_the_way_to_where_it_was_raised() -> None:
    record = logged("prefect.flow_runs", KeyError("headline"))

    assert record.exc_info


ENDS = ["Flow run encountered an exception:", "Task run encountered an exception"]


@pytest.mark.parametrize("words", ENDS)
@pytest.mark.parametrize("kind", [WarehouseBusy, WarehouseFull, NoWarehouse])
def test_a_command_that_prints_the_sentence_leaves_it_out_of_how_a_run_ended(
    words: str, kind: type[Exception]
) -> None:
    assert is_logged_within_a_command(ended(kind("Others have it."), words)) is False


@pytest.mark.parametrize("words", ENDS)
def test_a_command_leaves_in_the_log_how_anything_else_ended(words: str) -> None:
    assert is_logged_within_a_command(ended(KeyError("WarehouseBusy: headline"), words)) is True


def ended(error: Exception, words: str) -> str:
    """What Prefect's engines log at the end of a flow (in `words`) or task that raised the error."""
    return f"Finished in state {asyncio.run(exception_to_failed_state(error, message=words))}"


def is_logged_within_a_command(message: str) -> bool:
    logger = logging.getLogger("prefect.task_runs")
    before = list(logger.filters)
    leave_sentences_to_command()
    try:
        return bool(
            logger.filter(logger.makeRecord(logger.name, logging.ERROR, __file__, 1, message, (), None))
        )
    finally:
        logger.filters[:] = before  # they are of the whole process


def logged(name: str, error: Exception) -> logging.LogRecord:
    """What Prefect's engines log of an error that ends a run."""
    logger = logging.getLogger(name)
    record = logger.makeRecord(
        name,
        logging.ERROR,
        __file__,
        1,
        "Encountered exception during execution: %r",
        (error,),
        (type(error), error, error.__traceback__),
    )
    filtered = logger.filter(record)
    assert filtered
    return record if filtered is True else filtered
