"""Keep the warehouse in order: checks, the index of words, checkpoint, a snapshot for readers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from pydantic import Field

from flows.artifacts import publish_table
from flows.funnel import counted
from flows.parameters import titled
from flows.refused_package import first_of, way_back
from flows.run import before_first_load, name_run
from flows.settings import Settings, read_settings
from tasks.stages import check_and_copy, check_packages, forget_old
from warehouse.package import PackageRefused


@flow(name="maintain-warehouse", flow_run_name="maintain warehouse")
def maintain_warehouse(
    take_snapshot: Annotated[bool, titled("Take snapshot")] = True,
    keep_backups: Annotated[int, Field(ge=0, le=100), titled("Keep backups")] = 3,
) -> dict[str, int] | State[None]:
    """Check the warehouse against itself and the archive, complete its index of words, copy and back it up.

    Packages on disk are checked, too: from a damaged one no restored backup is brought up to date.

    If nothing is wrong, packages and archives that were kept for long enough are removed
    (WARRAQ_KEEP_PACKAGES_DAYS, WARRAQ_KEEP_ARCHIVE_DAYS).

    Args:
        take_snapshot: Write a consistent copy beside the warehouse, which readers can open while loads go on.
        keep_backups: Back up to the folder backups, and keep so many backups there, the newest. 0: no backup.

    Returns:
        How many rows each check found wrong, and how many packages are damaged.

    Raises:
        NoWarehouse: there is none yet. A run of a deployment ends well and says so, as publish-report does.
        RuntimeError: a check found something; the rows are in the table `check_result`.
        PackageRefused: nothing else is wrong, but a package is damaged; all that is to be done is done.
    """
    settings = read_settings()
    if ended := before_first_load(settings):
        return ended
    found = check_and_copy(
        settings.warehouse_path, settings.data_folder, settings.lock_wait, take_snapshot, keep_backups
    )
    damaged = _tell_damaged(settings)
    of_packages = {"damaged_packages": len(damaged)}
    publish_table(
        key="warehouse-checks",
        table=[{"check": name, "rows wrong": count} for name, count in (found | of_packages).items()],
        description="Each check is a query in warehouse/checks that gives the rows that should not be; "
        "damaged_packages are files.",
    )
    wrong = {name: count for name, count in found.items() if count}
    and_packages = f", {counted(len(damaged), 'damaged package')}" if damaged else ""
    name_run(f"maintain, {counted(len(found), 'check')}, {len(wrong) or 'nothing'} wrong{and_packages}")
    if wrong:
        raise RuntimeError(
            f"The warehouse does not agree with itself: {wrong}. The rows are in the table check_result; "
            "if you cannot explain them, restore a backup (make restore BACKUP=...)."
        )
    removed = forget_old(
        settings.warehouse_path,
        settings.data_folder,
        settings.lock_wait,
        datetime.now(UTC),
        settings.keep_packages_days,
        settings.keep_archive_days,
    )
    get_run_logger().info(
        "%d checks found nothing wrong; %d old packages and %d old archives were removed.",
        len(found),
        removed["packages"],
        removed["archives"],
    )
    if damaged:
        raise PackageRefused(f"{counted(len(damaged), 'package')} on disk cannot be used{first_of(damaged)}")
    return found | of_packages


def _tell_damaged(settings: Settings) -> dict[Path, str]:
    """Log what is to be done about each damaged package, and give it."""
    damaged = {}
    for path, why, is_loaded in check_packages(
        settings.warehouse_path, settings.data_folder, settings.lock_wait
    ):
        if is_loaded:
            what = (
                "The warehouse has its rows; a backup that was made before could not have them from it. Once "
                f"there is a newer one, remove {path}"
            )
        else:
            what = (
                f"The warehouse has not its rows: once they have come in, remove {path}. "
                f"{way_back(path, settings.data_folder)}"
            )
        damaged[path] = f"{why}. {what}"
        get_run_logger().error("%s", damaged[path])
    return damaged
