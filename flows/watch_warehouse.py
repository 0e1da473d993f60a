"""Look for what is wrong with the sources, and tell it once for as long as it lasts."""

from __future__ import annotations

from datetime import UTC, datetime

from prefect import flow, get_run_logger
from prefect.events.worker import EventsWorker

from flows.alerts import sentence_of, tell, tell_over
from flows.run import counted, name_run
from flows.settings import Settings
from warehouse.alert import look, record
from warehouse.connect import open_reader, open_writer


@flow(name="watch-warehouse", flow_run_name="watch warehouse")
def watch_warehouse() -> dict[str, int]:
    """Tell of sources that are silent or blocked, of refusals out of their band, of fields that went missing.

    Each is held to the source's own habit, told once by an event, and remembered in the table `alert` until
    it is over. What an event does is up to the automations that begin with "warraq".

    Returns:
        How many alerts have begun and are over.
    """
    settings = Settings()
    if not settings.warehouse_path.exists():
        get_run_logger().info("There is no warehouse yet: nothing to watch.")
        return {"begun": 0, "over": 0}
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
    name_run(f"watch, {counted(len(change.begun), 'new alert')}, {len(change.ended)} over")
    return {"begun": len(change.begun), "over": len(change.ended)}
