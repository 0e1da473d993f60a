"""Look for what is wrong with the sources, and for runs that broke unheard; tell it once."""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.client.orchestration import get_client
from prefect.events.worker import EventsWorker

from flows.alerts import sentence_of, tell, tell_over
from flows.broken_runs import note_again, tell_broken_runs
from flows.run import counted, name_run, outlast
from flows.settings import Settings
from warehouse.alert import look, record
from warehouse.connect import is_there, open_reader, open_writer


@flow(name="watch-warehouse", flow_run_name="watch warehouse")
def watch_warehouse() -> dict[str, int]:
    """Tell of sources that are silent or blocked, of refusals out of their band, of fields that went missing.

    Each is held to the source's own habit, told once by an event, and remembered in the table `alert` until
    it is over. A run that failed or crashed while no automation heard of it is told too, by the state that
    Prefect's database has of it. What an event does is up to the automations that begin with "warraq".

    Returns:
        How many alerts have begun and are over, and how many runs had broken unheard.
    """
    settings = Settings()
    unheard = _tell_what_was_missed(by_note=settings.alerts_are_notes)
    begun, over = _tell_of_sources(settings) if is_there(settings.warehouse_path) else (0, 0)
    name_run(
        f"watch, {counted(begun, 'new alert')}, {over} over"
        + (f", {counted(unheard, 'broken run')} told late" if unheard else "")
    )
    return {"begun": begun, "over": over, "broken runs told late": unheard}


def _tell_what_was_missed(*, by_note: bool) -> int:
    """Tell of runs that broke unheard, and start the notes again that broke themselves; how many runs."""
    logger = get_run_logger()
    with get_client(sync_client=True) as client:
        runs = outlast(lambda: tell_broken_runs(client, datetime.now(UTC), by_note=by_note))
        notes = outlast(lambda: note_again(client, datetime.now(UTC)))
    EventsWorker.drain_all(timeout=10)
    for run in runs:
        logger.warning("The run %s (%s) broke, and nobody was told: telling it now.", run.name, run.id)
    if notes:
        logger.warning("%s ended before they were written: started again.", counted(notes, "note"))
    return len(runs)


def _tell_of_sources(settings: Settings) -> tuple[int, int]:
    """How many alerts of sources have begun and are over; all of them are told and recorded."""
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        change = look(connection, band=settings.rejection_band)
    for alert in change.begun:
        get_run_logger().warning(sentence_of(alert))
        tell(alert)
    for kind, subject in change.ended:
        tell_over(kind, subject)
    if change.begun or change.ended:
        # Told first, then written: killed in between, it is told again, and never lost.
        EventsWorker.drain_all(timeout=10)
        with open_writer(settings.warehouse_path, wait=settings.lock_wait) as connection:
            record(connection, change, datetime.now(UTC))
    return len(change.begun), len(change.ended)
