"""Look for what is wrong with the sources, and for runs that broke unheard; tell it once."""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.events.worker import EventsWorker

from flows.alerts import sentence_of, tell, tell_over, untold
from flows.broken_runs import tell_broken_runs
from flows.funnel import counted
from flows.run import name_run, outlast
from flows.settings import Settings, read_settings
from flows.told import WATCH, note_again, unwatched_since
from warehouse.alert import look, open_since, record
from warehouse.connect import is_there, open_reader, open_writer


@flow(name=WATCH, flow_run_name="watch warehouse")
def watch_warehouse() -> dict[str, int]:
    """Tell of sources that are silent or blocked, of refusals out of their band, of fields that went missing.

    Each is held to the source's own habit, told once by an event, and remembered in the table `alert` until
    it is over. A run that failed or crashed while no automation heard of it is told too, by the state that
    Prefect's database has of it. What an event does is up to the automations that begin with "warraq".

    Returns:
        How many alerts have begun and are over, and how many runs had broken unheard.
    """
    settings = read_settings()
    now = datetime.now(UTC)
    with get_client(sync_client=True) as client:
        since = outlast(lambda: unwatched_since(client, now, history_days=settings.history_days))
        unheard = _tell_what_was_missed(client, settings, since, now)
        begun, over = (0, 0)
        if is_there(settings.warehouse_path):
            begun, over = _tell_of_sources(client, settings, since, now)
    name_run(
        f"watch, {counted(begun, 'new alert')}, {over} over"
        + (f", {counted(unheard, 'broken run')} told late" if unheard else "")
    )
    return {"begun": begun, "over": over, "broken runs told late": unheard}


def _tell_what_was_missed(
    client: SyncPrefectClient, settings: Settings, since: datetime, now: datetime
) -> int:
    """Tell of runs that broke unheard, and start the notes again that broke themselves; how many runs."""
    logger, by_note = get_run_logger(), settings.alerts_are_notes
    runs = outlast(lambda: tell_broken_runs(client, since, now, by_note=by_note))
    notes = outlast(lambda: note_again(client, since))
    EventsWorker.drain_all(timeout=10)
    for run in runs:
        logger.warning("The run %s (%s) broke, and nobody was told: telling it now.", run.name, run.id)
    if notes:
        logger.warning("%s ended before they were written: started again.", counted(notes, "note"))
    return len(runs)


def _tell_of_sources(
    client: SyncPrefectClient, settings: Settings, since: datetime, now: datetime
) -> tuple[int, int]:
    """How many alerts of sources have begun and are over; all of them are recorded and told.

    Recorded first: what is recorded and was told to nobody is told again, by this watch or by a later one,
    whatever was killed in between.
    """
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        change = look(connection, band=settings.rejection_band)
    for kind, subject in change.ended:
        tell_over(kind, subject)
    if change.begun or change.ended:
        with open_writer(settings.warehouse_path, wait=settings.lock_wait) as connection:
            record(connection, change, now)
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        raised = open_since(connection, now)
    by_note = settings.alerts_are_notes
    lost = outlast(lambda: untold(client, raised, since, now, by_note=by_note))
    for one in raised:
        if one.at >= now:
            get_run_logger().warning(sentence_of(one.alert))
            tell(one)
        elif one in lost:
            get_run_logger().warning("Nobody was told, so it is told now: %s", sentence_of(one.alert))
            tell(one)
    EventsWorker.drain_all(timeout=10)
    return len(change.begun), len(change.ended)
