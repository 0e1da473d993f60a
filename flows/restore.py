"""`make restore`: the newest backup, or BACKUP, in the warehouse's place, then all packages that it lacks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from flows.alone import own_server
from flows.refused_package import way_back
from flows.sentence import TOLD, leave_sentences_to_command
from flows.settings import Settings, settings_or_exit
from tasks.package import package_id_of
from warehouse.connect import open_reader
from warehouse.maintain import BackupRefused, newest_backup, restore
from warehouse.package import PackageRefused
from warehouse.query import loaded_package_names, loaded_packages
from warehouse.transaction import WarehouseBusy


def main(arguments: Sequence[str]) -> int:
    """Restore and load; prints what was done, returns the exit code."""
    if len(arguments) > 1:
        print("usage: python -m flows.restore [BACKUP] (else the newest in backups/)", file=sys.stderr)
        return 2
    settings = settings_or_exit(writing=True)
    path = settings.warehouse_path
    if not isinstance(path, Path):
        print(
            f"{path} is a lake; only a DuckDB file can be restored so. See docs/operations.md.",
            file=sys.stderr,
        )
        return 2
    backup = Path(arguments[0]) if arguments else newest_backup(settings.data_folder / "backups")
    if backup is None:
        print(
            f"There is no backup in {settings.data_folder / 'backups'}; maintain-warehouse makes one "
            "each night. Name another: make restore BACKUP=…",
            file=sys.stderr,
        )
        return 2
    print(f"Restoring {backup}")
    try:
        aside = restore(backup, path, wait=settings.lock_wait)
    except (BackupRefused, WarehouseBusy) as error:
        print(error, file=sys.stderr)
        return 1
    if aside:
        print(f"The warehouse as it was: {aside}")
    leave_sentences_to_command()
    packages = _lacking(path, settings)
    loaded = left_out = 0
    try:
        if packages:
            with own_server(settings, log_level="ERROR"):
                load_batch = import_module("tasks.stages").load_batch
                for package in packages:
                    try:
                        load_batch(package, path, settings.lock_wait)
                        loaded += 1
                    except PackageRefused as error:
                        left_out += 1
                        way = way_back(package, settings.data_folder)
                        print(f"{error}; it is left out. {way}", file=sys.stderr)
    except TOLD as error:
        print(
            f"{error}\n{backup} is in the warehouse's place, but {loaded} of the {len(packages)} packages "
            "that were loaded since are in it again. Run the same once more when that is mended.",
            file=sys.stderr,
        )
        return 2
    print(f"{path} is restored; {loaded} packages were loaded since the backup, and now are again.")
    if left_out:
        print(f"{left_out} of {len(packages)} packages were left out, as is told above.", file=sys.stderr)
    return 1 if left_out else 0


def _lacking(path: Path, settings: Settings) -> list[Path]:
    """Packages on disk that the warehouse does not have, the oldest first.

    One that was damaged since it was loaded may not say its id, and has its name.
    """
    with open_reader(path, wait=settings.lock_wait) as connection:
        known = loaded_packages(connection)
        names = loaded_package_names(connection)
    found = [
        file
        for file in (settings.data_folder / "packages").glob("*.parquet")
        if file.name not in names and package_id_of(file) not in known
    ]
    return sorted(found, key=lambda file: file.stat().st_mtime)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
