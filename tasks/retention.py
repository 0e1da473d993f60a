"""What has been on disk for long enough: packages, archives, and what was only looked at. Files alone."""

from __future__ import annotations

import shutil
from collections.abc import Container, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from tasks.package import package_id_of

SHOWN = timedelta(days=8)
"""For how long a difference is kept, which waits a week to be approved."""

_ID = 36  # characters of a run's id, with which its files begin
_DRY = timedelta(days=1)  # a dry run removes its folder, unless it is killed


def old_packages(data_folder: Path, loaded: Container[str], before: datetime) -> list[Path]:
    """Packages written before a time that the warehouse has, by their ids in `loaded`; none of a run that is
    under way or was killed."""
    marked = _marked(data_folder)
    return [
        path
        for path in sorted((data_folder / "packages").glob("*.parquet"))
        if path.stat().st_mtime < before.timestamp()
        and path.name[:_ID] not in marked
        and package_id_of(path) in loaded
    ]


def old_archives(data_folder: Path, before: date) -> list[Path]:
    """Archives and fetch logs of the days before one; none of a run that is under way or was killed."""
    marked = _marked(data_folder)
    return [
        path
        for path in sorted((data_folder / "archive").glob("*/*/*/*"))
        if path.name[:_ID] not in marked and (day := _day_of(path)) is not None and day < before
    ]


def remove_what_was_only_looked_at(data_folder: Path, now: datetime) -> None:
    """Remove differences that nobody approved in time, and what killed dry runs left."""
    for path in _older(data_folder / "reprocessed", now - SHOWN):
        path.unlink(missing_ok=True)
    for path in _older(data_folder / "dry-runs", now - _DRY):
        shutil.rmtree(path, ignore_errors=True)


def _older(folder: Path, than: datetime) -> Iterator[Path]:
    for path in sorted(folder.glob("*")):
        if path.stat().st_mtime < than.timestamp():
            yield path


def _marked(data_folder: Path) -> set[str]:
    """Ids of runs that are under way, were killed, or were set aside as broken."""
    return {path.name[:_ID] for path in (data_folder / "runs").glob("*")}


def _day_of(path: Path) -> date | None:
    """The day in an archive's path, …/2026/11/28/…"""
    year, month, day = (part.name for part in (path.parents[2], path.parents[1], path.parents[0]))
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
