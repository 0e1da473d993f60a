"""What was kept for long enough goes; what somebody may still need does not."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tasks.identity import identify
from tasks.retention import old_archives, old_packages, remove_what_was_only_looked_at
from tests.warehouse.scene import RUN, fetched, package, warehouse
from warehouse.maintain import forget_archives, run_checks

NOW = datetime(2026, 11, 28, 21, 0, tzinfo=UTC)
DEAD = identify("run", "dead")


def aged(path: Path, days: int) -> Path:
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(path, (at, at))
    return path


def test_a_package_goes_once_it_is_old_loaded_and_of_no_unfinished_run(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    folder.mkdir()
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / f"{DEAD}.running").touch()
    old, young, dead, unloaded = (
        package(folder, name, [fetched("https://sada.example/a")])
        for name in (f"{RUN}-old", f"{RUN}-young", f"{DEAD}-0001", f"{RUN}-unloaded")
    )
    for path in (old, dead, unloaded):
        aged(path, 40)
    aged(young, 2)
    loaded = {identify("package", path.stem) for path in (old, young, dead)}

    found = old_packages(tmp_path, loaded, NOW - timedelta(days=30))

    assert found == [old]


def test_a_package_that_cannot_say_its_id_stays(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    folder.mkdir()
    damaged = package(folder, f"{RUN}-damaged", [fetched("https://sada.example/a")])
    damaged.write_bytes(damaged.read_bytes()[:-9] + b"123456789")
    aged(damaged, 40)

    found = old_packages(tmp_path, {identify("package", damaged.stem)}, NOW - timedelta(days=30))

    assert found == []


def test_an_archive_goes_by_its_day_and_the_warehouse_lets_go_of_it(tmp_path: Path) -> None:
    kept, gone, dead = (
        tmp_path / "archive" / day / f"{run}-0001.warc.gz"
        for day, run in (("2026/11/20", RUN), ("2026/10/01", RUN), ("2026/10/02", DEAD))
    )
    for path in (kept, gone, dead):
        path.parent.mkdir(parents=True)
        path.touch()
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / f"{DEAD}.running").touch()
    rows = [
        fetched(f"https://sada.example/{number}", archive_path=path.relative_to(tmp_path).as_posix())
        for number, path in enumerate((kept, gone))
    ]

    found = old_archives(tmp_path, date(2026, 11, 1))
    with warehouse(tmp_path, package(tmp_path, "one", rows)) as connection:
        forgotten = forget_archives(connection, [path.relative_to(tmp_path).as_posix() for path in found])
        paths = connection.execute("SELECT archive_path FROM fetches ORDER BY requested_url").fetchall()
        wrong = run_checks(connection)

    assert found == [gone]
    assert forgotten == 1
    assert paths == [(kept.relative_to(tmp_path).as_posix(),), (None,)]
    assert set(wrong.values()) == {0}


def test_what_was_only_looked_at_goes_when_nobody_can_come_back_to_it(tmp_path: Path) -> None:
    shown, waiting = tmp_path / "reprocessed" / "shown.parquet", tmp_path / "reprocessed" / "waiting.parquet"
    killed, under_way = tmp_path / "dry-runs" / "killed", tmp_path / "dry-runs" / "under-way"
    shown.parent.mkdir()
    for file in (shown, waiting):
        file.touch()
    for folder in (killed, under_way):
        folder.mkdir(parents=True)
    aged(shown, 9), aged(waiting, 6), aged(killed, 2), aged(under_way, 0)

    remove_what_was_only_looked_at(tmp_path, NOW)

    assert [path.exists() for path in (shown, waiting, killed, under_way)] == [False, True, False, True]
