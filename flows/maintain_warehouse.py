"""Keep the warehouse in order: checks, the index of words, checkpoint, a snapshot for readers."""

from __future__ import annotations

from prefect import flow, get_run_logger
from prefect.artifacts import create_table_artifact

from flows.settings import Settings
from tasks.stages import check_and_copy


@flow(name="maintain-warehouse", flow_run_name="maintain warehouse")
def maintain_warehouse(take_snapshot: bool = True) -> dict[str, int]:
    """Check the warehouse against itself, complete its index of words, checkpoint it, copy it for readers.

    Args:
        take_snapshot: Write a consistent copy beside the warehouse, which readers can open while loads go on.

    Returns:
        How many rows each check found wrong.

    Raises:
        RuntimeError: a check found something; the rows are in the table `check_result`.
    """
    settings = Settings()
    found = check_and_copy(settings.warehouse_path, settings.lock_wait, take_snapshot)
    create_table_artifact(
        key="warehouse-checks",
        table=[{"check": name, "rows wrong": count} for name, count in found.items()],
        description="Each check is a query in warehouse/checks that gives the rows that should not be.",
    )
    wrong = {name: count for name, count in found.items() if count}
    if wrong:
        raise RuntimeError(
            f"The warehouse does not agree with itself: {wrong}. The rows are in the table check_result; "
            "restore the last snapshot if you cannot explain them."
        )
    get_run_logger().info("%d checks found nothing wrong.", len(found))
    return found
