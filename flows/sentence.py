"""What one sentence tells is logged as that sentence; anything else, with the way to where it was raised.

A form that was filled in wrongly, a warehouse that is in use: whoever reads the log of such a run is to see
what to do, and no traceback above it. The state of the run has the same words.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

from flows.parameters import WrongParameters
from flows.server import ServerDidNotStart
from flows.settings import WrongSetting
from tasks.cluster import ClusterUnknown
from tasks.crawl.records import OutOfReach
from tasks.crawl.warc import ArchiveOutOfReach
from warehouse.connect import WarehouseRefused
from warehouse.package import PackageRefused
from warehouse.plausible import Implausible
from warehouse.transaction import WarehouseBusy, WarehouseFull

TOLD = (
    ArchiveOutOfReach,
    ClusterUnknown,
    Implausible,
    OutOfReach,
    PackageRefused,
    ServerDidNotStart,
    WrongParameters,
    WrongSetting,
    WarehouseBusy,
    WarehouseFull,
    WarehouseRefused,
)
"""Errors whose message is for whoever started the run, and is all that there is to say."""

_LOGGERS = ("prefect.flow_runs", "prefect.task_runs")


def log_sentences() -> None:
    """See to it in this process, for the errors of flows and of tasks that Prefect logs."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if _as_sentence not in logger.filters:
            logger.addFilter(_as_sentence)


def leave_sentences_to_command() -> None:
    """Log none of them in this process: its command prints the sentence when it ends."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_is_no_sentence)


def _is_no_sentence(record: logging.LogRecord) -> bool:
    errors = [*(record.args if isinstance(record.args, tuple) else ()), *(record.exc_info or ())]
    return not any(isinstance(one, TOLD) for one in errors) and not _ended_with_one(str(record.msg))


def _ended_with_one(message: str) -> bool:
    # "Finished in state Failed('Task run encountered an exception WarehouseBusy: ...": it has but the name.
    found = re.match(r"Finished in state .* encountered an exception:? (\w+)", message)
    return found is not None and found[1] in _names(TOLD)


def _names(kinds: Iterable[type[Exception]]) -> set[str]:
    return {name for kind in kinds for name in (kind.__name__, *_names(kind.__subclasses__()))}


def _as_sentence(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, TOLD):
        record.msg, record.args, record.exc_info = "%s", (error,), None
    return True
