"""What machines do to a warehouse: full disks, files that may not be written, clocks that jump."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import duckdb
import pytest

import warehouse.load
from tasks import stages, words
from tests.warehouse.scene import (
    NOON,
    article,
    contents,
    fetched,
    load,
    package,
    ready,
    settings_of,
)
from tests.warehouse.scene import (
    warehouse as warehouse_of,
)
from warehouse.connect import WarehouseRefused, open_reader, open_writer
from warehouse.lake import Lake
from warehouse.maintain import run_checks
from warehouse.memory import in_enough_memory, write_out
from warehouse.search import count_missing, index_path, opened_index
from warehouse.transaction import WarehouseBusy

ROOT = Path(__file__).parents[2]
A, B = "https://sada.example/a", "https://nahar.example/b"

# A limit of the process is met in the same place as a full disk: writing ends in an error.
# What takes seconds has a bar before it: DuckDB takes `python -c` for a session by hand.
_FULL = """
import resource, signal, sys
from pathlib import Path
from flows.settings import Settings
from tests.warehouse.scene import decide, load
from warehouse.connect import open_writer
from warehouse.transaction import WarehouseFull
from warehouse.load import rehearse
from warehouse.maintain import snapshot
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_writer(Settings().warehouse_path) as connection:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        if sys.argv[3] == "copy":
            snapshot(connection, Path(sys.argv[1]))
        elif sys.argv[3] == "load":
            load(connection, Path(sys.argv[1]))
        else:
            # What has no room in memory is written before a transaction ends.
            connection.execute("SET memory_limit = '64MiB'")
            many = "CREATE TEMP TABLE many AS SELECT uuid() AS id FROM range(6_000_000)"
            rehearse(connection, [Path(sys.argv[1])], lambda inside: inside.execute(many), decide=decide)
    except WarehouseFull as error:
        print(error)
"""

_FULL_FILE = """
import os, resource, signal, sys
from pathlib import Path
from tests.warehouse.scene import load
from warehouse.connect import open_writer
from warehouse.memory import write_out
from warehouse.transaction import WarehouseFull
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
place, package = (Path(argument) for argument in sys.argv[1:])
with open_writer(place) as connection:
    resource.setrlimit(resource.RLIMIT_FSIZE, (place.stat().st_size, resource.RLIM_INFINITY))
    load(connection, package)
    try:
        write_out(connection)
    except WarehouseFull as error:
        print(error)
"""

_FULL_AFTER_LOAD = """
import contextlib, logging, resource, sys
from pathlib import Path
from tasks import stages
stages.writer_slot = lambda wait: contextlib.nullcontext()
stages.emit_event = lambda **event: print(event["event"])
place, package = (Path(argument) for argument in sys.argv[1:])
logging.getLogger("tasks.stages").addHandler(logging.StreamHandler(sys.stdout))
resource.setrlimit(resource.RLIMIT_FSIZE, (place.stat().st_size, resource.RLIM_INFINITY))
print(stages.load_batch.fn(package, place, 5.0, 1)["new_fetches"])
"""

_FULL_DISK = """
import shutil, sys
from pathlib import Path
from tests.warehouse.scene import load
from warehouse.connect import open_writer
from warehouse.transaction import WarehouseFull
from warehouse.maintain import run_checks
place, small, large = (Path(argument) for argument in sys.argv[1:])
with open_writer(place) as connection:
    load(connection, small)
ballast = place.with_name("ballast")
ballast.write_bytes(bytes(max(0, shutil.disk_usage(place.parent).free - 600_000)))
try:
    with open_writer(place) as connection:
        load(connection, large)
except WarehouseFull as error:
    print(error)
ballast.unlink()
with open_writer(place) as connection:
    kept = connection.execute("SELECT count(*) FROM fetches").fetchall()[0][0]
    new = load(connection, large)["new_fetches"]
    print(kept, new, any(run_checks(connection).values()))
"""

_NO_ROOM = "There is no room to write to the warehouse, and nothing was"


def _large(folder: Path, pages: int = 60) -> Path:
    """A package that cannot be made small, of four megabytes or 70 KB a page."""
    chance = random.Random(7)
    rows = []
    for number in range(pages):
        url = f"{B}/{number}"
        texts = [chance.randbytes(7_000).hex() for _ in range(5)]
        rows.append(fetched(url, article(url, f"خبر {number}", *texts), source="nahar"))
    return package(folder, "large", rows)


@pytest.mark.file_only("a lake's writer is given no bound of its own")
def test_a_package_that_its_writer_has_too_little_memory_for_is_loaded_with_the_usual_bound(
    tmp_path: Path,
) -> None:
    large = _large(tmp_path)

    with open_writer(ready(tmp_path), threads=1, memory="8MiB") as connection:
        bound = connection.execute("SELECT current_setting('memory_limit')").fetchall()
        loaded = load(connection, large)["new_fetches"]
        bound_now = connection.execute("SELECT current_setting('memory_limit')").fetchall()

    assert (bound, loaded, bound_now) == ([("8.0 MiB",)], 60, [("1.0 GiB",)])


@pytest.mark.file_only("a lake writes what is committed to its files at once")
def test_what_was_loaded_is_put_into_the_file_before_its_writer_closes_it(tmp_path: Path) -> None:
    place = tmp_path / "warehouse.duckdb"
    beside = place.with_name("warehouse.duckdb.wal")

    with open_writer(ready(tmp_path)) as connection:
        load(connection, _large(tmp_path))
        was_beside = beside.exists()
        write_out(connection)

        assert (was_beside, beside.exists()) == (True, False)


@pytest.mark.file_only("a lake writes what is committed to its files at once")
def test_a_load_that_has_no_room_in_the_file_is_kept_beside_it(tmp_path: Path) -> None:
    place = ready(tmp_path)
    loaded = subprocess.run(
        [sys.executable, "-c", _FULL_FILE, str(place), str(_large(tmp_path, pages=8))],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert loaded.stdout.startswith("There is no room to put what was loaded into the warehouse's file")
    with open_writer(place) as connection:
        assert connection.execute("SELECT count(*) FROM fetches").fetchall() == [(8,)]


@pytest.mark.file_only("a lake's writer is given no bound of its own")
def test_a_writer_with_little_memory_holds_next_to_nothing_once_it_was_written_out(tmp_path: Path) -> None:
    def held(connection: duckdb.DuckDBPyConnection) -> int:
        ((size,),) = connection.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchall()
        return int(size) >> 20

    with open_writer(ready(tmp_path), threads=1, memory="256MiB") as connection:
        connection.execute("CREATE TABLE much AS SELECT md5(CAST(range AS VARCHAR)) FROM range(2_000_000)")
        before = held(connection)
        write_out(connection)
        after = held(connection)
        bound = connection.execute("SELECT current_setting('memory_limit')").fetchall()

    assert after <= 32 < before
    assert bound == [("256.0 MiB",)]


@pytest.mark.file_only("a lake's writer is given no bound of its own")
def test_a_commit_that_lacks_memory_is_made_again_with_the_usual_bound(tmp_path: Path) -> None:
    with open_writer(ready(tmp_path), threads=1, memory="32MiB") as connection:
        bounds = []

        def commit() -> None:
            bounds.extend(connection.execute("SELECT current_setting('memory_limit')").fetchall())
            if len(bounds) == 1:  # DuckDB's own words, which come for some sizes of a commit only
                raise duckdb.TransactionException(
                    "Failed to commit: could not allocate block of size 256.0 KiB"
                )

        in_enough_memory(connection, commit)

    assert bounds == [("32.0 MiB",), ("1.0 GiB",)]


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The events of loads, which here take no slot of Prefect's server."""
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(stages, "writer_slot", lambda wait: contextlib.nullcontext())
    monkeypatch.setattr(stages, "emit_event", lambda **event: told.append(event["payload"]))
    return told


@pytest.mark.file_only("a lake's writer is given no bound of its own")
# Too little for putting it into the file, and for the words of what was never indexed.
@pytest.mark.parametrize("memory", ["35MiB", "50MiB"])
def test_a_load_whose_writer_has_too_little_memory_is_done_with_the_usual_bound(
    tmp_path: Path, events: list[dict[str, Any]], memory: str
) -> None:
    place = ready(tmp_path)
    with open_writer(place) as connection:
        load(connection, _large(tmp_path, pages=200))
    small = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])

    summary = stages.load_batch.fn(small, place, 5.0, 1, memory)

    with open_reader(place) as connection, opened_index(connection, index_path(place), wording=words):
        missing = count_missing(connection)
    assert (summary["new_fetches"], [event["rows"] for event in events], missing) == (1, [1], 0)


@pytest.mark.file_only("a lake writes what is committed to its files at once")
def test_a_load_that_is_committed_is_told_as_loaded_though_nothing_more_has_room(tmp_path: Path) -> None:
    place = ready(tmp_path)
    loaded = subprocess.run(
        [sys.executable, "-c", _FULL_AFTER_LOAD, str(place), str(_large(tmp_path, pages=8))],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    told = loaded.stdout
    assert told.startswith(
        "large.parquet is loaded, but not all that follows was done: There is no room to put"
    )
    assert told.splitlines()[-2:] == [stages.LOADED, "8"], loaded.stderr


def test_a_bug_in_what_follows_a_load_is_raised(
    tmp_path: Path, events: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "update_index", lambda *_, **__: {}["no such key"])
    small = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])

    with pytest.raises(KeyError):
        stages.load_batch.fn(small, ready(tmp_path), 5.0, 1)


@pytest.mark.parametrize("what", ["load", "rehearsal"])
def test_a_load_that_meets_a_limit_of_size_leaves_the_warehouse_as_it_was(tmp_path: Path, what: str) -> None:
    place, large = ready(tmp_path), _large(tmp_path)
    with open_writer(place) as connection:
        load(connection, package(tmp_path, "one", [fetched(A, article(A, "خبر"))]))
        before = contents(connection)

    met = subprocess.run(
        [sys.executable, "-c", _FULL, str(large), "300000", what],
        env={**os.environ, **settings_of(place)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    with open_writer(place) as connection:
        after, wrong = contents(connection), run_checks(connection)
        again = load(connection, large)["new_fetches"]
    assert _NO_ROOM in met.stdout, met.stdout + met.stderr
    assert after == before
    assert not any(wrong.values())
    assert again == 60


def test_a_copy_that_finds_no_room_leaves_the_last_one_and_nothing_of_itself(tmp_path: Path) -> None:
    place, target = ready(tmp_path), tmp_path / "copies" / "copy.duckdb"
    target.parent.mkdir()
    target.write_text("the last one")
    with open_writer(place) as connection:
        load(connection, _large(tmp_path))

    met = subprocess.run(
        [sys.executable, "-c", _FULL, str(target), "300000", "copy"],
        env={**os.environ, **settings_of(place)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert "There is no room for a copy of the warehouse at" in met.stdout, met.stdout + met.stderr
    assert [(file.name, file.read_text()) for file in target.parent.iterdir()] == [
        ("copy.duckdb", "the last one")
    ]


@pytest.mark.file_only("the disk of a lake's catalog is its server's")
def test_a_load_on_a_full_disk_is_told_in_a_sentence_and_goes_through_once_there_is_room(
    tmp_path: Path,
) -> None:
    small, large = package(tmp_path, "one", [fetched(A, article(A, "خبر"))]), _large(tmp_path)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f'mount -t tmpfs -o size=48m tmpfs {disk} && exec "$@"'
    unshare = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"]
    if subprocess.run([*unshare, mount, "sh", "true"], capture_output=True).returncode:
        pytest.skip("no disk of its own can be made on this machine (unshare, mount)")

    script = [sys.executable, "-c", _FULL_DISK, disk / "warehouse.duckdb", small, large]
    met = subprocess.run([*unshare, mount, "sh", *script], cwd=ROOT, capture_output=True, text=True)

    told = met.stdout.splitlines()
    assert told, met.stderr
    assert told[0].startswith(_NO_ROOM)
    assert told[1:] == ["1 60 False"]


@pytest.mark.file_only("a lake's catalog is no file that a person has")
def test_a_file_that_may_not_be_written_says_so_and_can_be_read() -> None:
    script = """
import os, sys
from pathlib import Path
from warehouse.connect import WarehouseRefused, open_reader, open_writer
if os.geteuid() == 0:
    os.seteuid(65534)  # root may write to everything
open_reader(Path(sys.argv[1]), wait=0).close()
try:
    open_writer(Path(sys.argv[1]), wait=0)
except WarehouseRefused as error:
    print(error)
"""
    # Not in pytest's folder, which nobody else may look into.
    with tempfile.TemporaryDirectory(prefix="warraq-read-only-") as made:
        place = ready(Path(made))
        assert isinstance(place, Path)
        place.chmod(0o444)
        Path(made).chmod(0o555)
        told = subprocess.run(
            [sys.executable, "-c", script, str(place)], cwd=ROOT, capture_output=True, text=True
        )
        Path(made).chmod(0o700)

    assert "may not be written to" in told.stdout, told.stderr
    assert "WARRAQ_WAREHOUSE" in told.stdout


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files of two users")
@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_another_users_file_of_turns_keeps_no_reader_out_and_a_writer_is_told(mode: int) -> None:
    script = """
import os, sys, threading
from pathlib import Path
from flows.settings import Settings
from warehouse.connect import WarehouseRefused, open_reader, open_writer
from warehouse.transaction import WarehouseBusy
os.setegid(65534)
os.seteuid(65534)
place = Settings().warehouse_path
open_reader(place, wait=5).close()
print("read")
reader = open_reader(place, wait=5)  # so that a writer of a file has to take its turn
try:
    open_writer(place, wait=0.1).close()
    print("wrote")
except (WarehouseBusy, WarehouseRefused) as error:
    print(type(error).__name__, error)
"""
    # Not in pytest's folder, which nobody else may look into.
    with tempfile.TemporaryDirectory(prefix="warraq-turns-") as made:
        place = ready(Path(made))
        if isinstance(place, Lake) and place.kind != "sqlite":
            pytest.skip("its turns are its server's")
        for each in (Path(made), *Path(made).rglob("*")):
            os.chown(each, 65534, 65534)
        held = place if isinstance(place, Path) else Path(place.catalog.partition(":")[2])
        turn = held.with_name(held.name + ".turn")
        turn.touch()
        os.chown(turn, 0, 0)
        turn.chmod(mode)
        told = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, **settings_of(place)},
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        turn.unlink()

    read, wrote = told.stdout.splitlines()
    assert read == "read"
    if mode == 0o600:
        assert wrote.startswith("WarehouseRefused")
        assert "Remove it, for it is made anew" in wrote
    else:
        # A file's reader has it; a lake's is in nobody's way.
        assert wrote == "wrote" or wrote.startswith("WarehouseBusy")


@pytest.mark.file_only("a file has one holder; writers and readers of a lake do not meet (test_lake.py)")
def test_whoever_finds_the_file_locked_is_told_what_to_do(tmp_path: Path) -> None:
    place = ready(tmp_path)

    with open_writer(place), pytest.raises(WarehouseBusy, match="Close what holds it, or wait for it"):
        open_reader(place, wait=0.1)


@pytest.mark.file_only("a lake's catalog is its database's")
@pytest.mark.parametrize("spoiled", ["cut", "overwritten"])
def test_a_damaged_file_is_refused_with_the_way_back(tmp_path: Path, spoiled: str) -> None:
    place = ready(tmp_path)
    whole = place.read_bytes()
    place.write_bytes(whole[:5000] if spoiled == "cut" else bytes(8192) + whole[8192:])

    for open_ in (open_writer, open_reader):
        with pytest.raises(WarehouseRefused, match="make restore"):
            open_(place, wait=0)


def test_a_clock_that_jumps_changes_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [0.0, 0.4, -0.4, 0.8, -0.9, 0.1]  # what the fetching machine's clock says, in days from noon
    packages = []
    for number, day in enumerate(days):
        url, text = f"{A}/{number % 2}", f"نص {number}"
        when = NOON + timedelta(days=day)
        rows = [fetched(url, article(url, f"خبر {number}", text), when=when)]
        packages.append(package(tmp_path, str(number), rows))
    with warehouse_of(tmp_path / "steady", *packages) as connection:
        expected = contents(connection)

    # And the loading machine's goes back and forth by up to a day, around each fetch.
    with warehouse_of(tmp_path / "jumping") as connection:
        for each, jump in zip(packages, (0.5, -0.1, 0.9, -0.1, 0.2, -0.7), strict=True):
            monkeypatch.setattr(warehouse.load, "datetime", _clock(NOON + timedelta(days=jump)))
            load(connection, each)
        for each in packages:
            load(connection, each)
        found, wrong = contents(connection), run_checks(connection)

    assert found == expected
    assert not any(wrong.values()), wrong


def test_a_page_from_days_after_its_load_is_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = package(tmp_path, "late", [fetched(A, article(A, "خبر"), when=NOON)])
    monkeypatch.setattr(warehouse.load, "datetime", _clock(NOON - timedelta(days=3)))

    with warehouse_of(tmp_path, late) as connection:
        refused = connection.execute("SELECT stage, reason, payload LIKE '%خبر%' FROM rejection").fetchall()

    assert refused == [("contract", "future_date", True)]


def _clock(at: datetime) -> type[datetime]:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(at.timestamp(), tz or UTC)

    return Clock
