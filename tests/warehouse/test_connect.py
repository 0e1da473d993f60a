"""Opening: migrations, waiting for one another, and refusing what is not ours."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from tests.warehouse.scene import (
    article,
    bare,
    contents,
    fetched,
    package,
    place,
    ready,
    settings_of,
    warehouse,
)
from warehouse import connect as connect_module
from warehouse import patience
from warehouse.connect import WarehouseRefused, migrate, open_reader, open_writer
from warehouse.sql import sql_names
from warehouse.transaction import WarehouseBusy

A = "https://sada.example/a"

_HELD = pytest.mark.file_only(
    "a file has one holder; writers and readers of a lake do not meet (test_lake.py)"
)

# Says so when it has the file, and lets go of it some time after.
_HOLD = """
import sys, time
from pathlib import Path
from warehouse.connect import open_reader, open_writer
with {open}(Path(sys.argv[1]), wait=10):
    print("open", flush=True)
    time.sleep({seconds})
"""


def _hold(path: Path, open_: str, seconds: float) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLD.format(open=open_, seconds=seconds), str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


@_HELD
@pytest.mark.parametrize("holder", ["open_writer", "open_reader"])
def test_a_writer_waits_while_another_process_has_the_file(tmp_path: Path, holder: str) -> None:
    path = tmp_path / "warehouse.duckdb"
    ready(tmp_path)

    with _hold(path, holder, 0.5):
        began = time.monotonic()
        open_writer(path, wait=10).close()
        waited = time.monotonic() - began

    assert 0.2 < waited < 9


@_HELD
def test_a_reader_waits_for_a_writer_but_not_for_readers(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    ready(tmp_path)

    with _hold(path, "open_writer", 0.5):
        began = time.monotonic()
        open_reader(path, wait=10).close()
        for_writer = time.monotonic() - began
    with _hold(path, "open_reader", 1.5) as holder:
        open_reader(path, wait=0).close()
        still_held = holder.poll() is None

    assert 0.2 < for_writer < 9
    assert still_held


@_HELD
@pytest.mark.parametrize("meanwhile", ["", "; {snapshot} can be read meanwhile"])
def test_whoever_waits_too_long_is_told_who_holds_the_file(tmp_path: Path, meanwhile: str) -> None:
    path, snapshot = tmp_path / "warehouse.duckdb", tmp_path / "warehouse.snapshot.duckdb"
    ready(tmp_path)
    if meanwhile:
        shutil.copy(path, snapshot)

    with _hold(path, "open_writer", 1.0) as holder:
        with pytest.raises(WarehouseBusy) as refusal:
            open_reader(path, wait=0.1)
        pid = holder.pid

    assert str(refusal.value) == (
        f"{path} was in use for 0.1 seconds, by process {pid}. Close what holds it, or wait for it"
        f"{meanwhile.format(snapshot=snapshot)}."
    )


@_HELD
def test_a_reader_waits_for_a_writer_of_its_own_process(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"

    with open_writer(path), pytest.raises(WarehouseBusy):
        open_reader(path, wait=0.1)

    open_reader(path, wait=0).close()


@_HELD
@pytest.mark.parametrize("holds", [open_reader, open_writer])
def test_whoever_waits_behind_others_waits_no_longer_than_told_and_says_so_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    holds: Callable[[Path], duckdb.DuckDBPyConnection],
) -> None:
    path, clock = tmp_path / "warehouse.duckdb", [0.0]
    ready(tmp_path)
    opens = open_writer if holds is open_reader else open_reader

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    with holds(path), (tmp_path / "warehouse.duckdb.turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # as a writer that waits does
        monkeypatch.setattr(patience, "time", SimpleNamespace(monotonic=lambda: clock[0], sleep=sleep))
        with pytest.raises(WarehouseBusy):
            opens(path, wait=5)

    assert 4 < clock[0] < 6
    assert caplog.messages == [f"{path} is in use; waiting for 5 seconds at most ..."]


@_HELD
@pytest.mark.parametrize("opens", [open_reader, open_writer])
def test_a_short_wait_is_not_worth_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, opens: Callable[..., duckdb.DuckDBPyConnection]
) -> None:
    path = ready(tmp_path)

    with open_writer(path) if opens is open_reader else open_reader(path), pytest.raises(WarehouseBusy):
        opens(path, wait=0.3)

    assert caplog.messages == []


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = ready(tmp_path)

    with open_reader(path) as connection, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        connection.execute("DELETE FROM article")


@pytest.mark.essential
def test_a_reader_reads_what_a_killed_writer_had_committed(tmp_path: Path) -> None:
    path = ready(tmp_path)
    script = """
import os, signal
from flows.settings import Settings
from warehouse.connect import open_writer
connection = open_writer(Settings().warehouse_path)
connection.execute("INSERT INTO source (source) VALUES ('committed')")
connection.begin()
connection.execute("INSERT INTO source (source) VALUES ('not committed')")
os.kill(os.getpid(), signal.SIGKILL)
"""

    killed = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **settings_of(path)}, cwd=Path(__file__).parents[2]
    )

    with open_reader(path, wait=5) as connection:
        sources = connection.execute("SELECT source FROM source").fetchall()
    assert (killed.returncode, sources) == (-9, [("committed",)])


def test_a_file_of_newer_code_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = ready(tmp_path)
    with open_writer(path) as connection:
        connection.execute("INSERT INTO migration VALUES (999, '999_of_the_future', now())")
        before = contents(connection)

    for open_ in (open_writer, open_reader):
        with pytest.raises(WarehouseRefused, match="at migration 999, and this code knows"):
            open_(path)

    with bare(path) as connection:
        assert contents(connection) == before


def test_a_file_of_older_code_is_migrated_by_the_writer_and_awaited_by_the_reader(tmp_path: Path) -> None:
    path = place(tmp_path)
    older = tmp_path / "migrations"
    older.mkdir()
    (older / "001_tables.sql").write_text("CREATE TABLE other (id INTEGER)")
    with bare(path) as connection:
        migrate(connection, path, older)
        connection.execute("DELETE FROM migration")

    with pytest.raises(WarehouseRefused, match="the next load brings it up to date"):
        open_reader(path)
    open_writer(path).close()

    open_reader(path).close()


def test_a_migration_that_comes_late_with_a_lower_number_is_run_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "001_one.sql").write_text("CREATE TABLE one (id INTEGER)")
    (tmp_path / "010_ten.sql").write_text("CREATE TABLE ten (id INTEGER)")

    with bare(place(tmp_path)) as connection:
        migrate(connection, tmp_path, tmp_path)
        (tmp_path / "002_two.sql").write_text("CREATE TABLE two (id INTEGER)")
        migrate(connection, tmp_path, tmp_path)
        migrate(connection, tmp_path, tmp_path)
        applied = connection.execute("SELECT number FROM migration ORDER BY applied_at").fetchall()

    assert applied == [(1,), (10,), (2,)]


@pytest.mark.essential
def test_a_migration_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path = place(tmp_path)
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "001_good.sql").write_text("CREATE TABLE good (id INTEGER)")
    (folder / "002_bad.sql").write_text("CREATE TABLE bad (id INTEGER); SELECT nonsense")

    with bare(path) as connection:
        with pytest.raises(duckdb.BinderException):
            migrate(connection, path, folder)
        tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY 1"
        ).fetchall()
        applied = connection.execute("SELECT number, name FROM migration").fetchall()

    assert (tables, applied) == ([("good",), ("migration",)], [(1, "001_good")])


@pytest.mark.essential
def test_what_is_no_warehouse_is_refused(tmp_path: Path) -> None:
    text, other = tmp_path / "notes.duckdb", place(tmp_path, "other")
    text.write_text("not a database" * 1000)
    with bare(other) as connection:
        connection.execute("CREATE TABLE invoice (id INTEGER)")

    for path, reason in ((text, "cannot be opened"), (other, "another database")):
        with pytest.raises(WarehouseRefused, match=reason):
            open_writer(path)
    with pytest.raises(WarehouseRefused, match="There is no warehouse at"):
        open_reader(place(tmp_path, "none"))


def test_views_are_made_anew_only_when_their_text_changed(tmp_path: Path) -> None:
    path = ready(tmp_path)
    with open_writer(path) as connection:
        made = connection.execute("SELECT max(refreshed_at) FROM mart").fetchone()
    with open_writer(path) as connection:
        kept = connection.execute("SELECT max(refreshed_at) FROM mart").fetchone()
        connection.execute("UPDATE mart SET sha256 = 'of another text' WHERE name = 'articles'")
        connection.execute("INSERT INTO mart VALUES ('of_the_past', '', now())")
        connection.execute("CREATE VIEW of_the_past AS SELECT 1 AS one")

    with open_writer(path) as connection:
        again = connection.execute("SELECT min(refreshed_at) FROM mart").fetchone()
        past = connection.execute(
            "SELECT count(*) FROM duckdb_views() WHERE view_name = 'of_the_past'"
        ).fetchall()

    assert made == kept
    assert again is not None
    assert made is not None
    assert again[0] > made[0]
    assert past == [(0,)]


def test_times_are_read_in_utc_wherever_the_reader_sits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Riyadh")
    time.tzset()
    try:
        one = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])
        with warehouse(tmp_path, one) as connection:
            seen = connection.execute("SELECT CAST(first_seen_at AS VARCHAR) FROM article").fetchall()
    finally:
        monkeypatch.undo()
        time.tzset()

    assert seen == [("2023-11-30 12:00:00+00",)]


_MIGRATIONS = sorted((Path(connect_module.__file__).parent / "migrations").glob("*.sql"))

_A_VALUE = {
    "VARCHAR": "'كلمة'",
    "UUID": "uuid()",
    "BOOLEAN": "true",
    "DATE": "DATE '2023-11-30'",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ '2023-11-30 12:00:00+00'",
    "VARCHAR[]": "['https://sada.example/']",
    "JSON": "'{}'",
    'STRUCT(kind VARCHAR, "text" VARCHAR)[]': "[{'kind': 'paragraph', 'text': 'نص'}]",
    "STRUCT(url VARCHAR, caption VARCHAR)[]": "[{'url': 'https://sada.example/1.jpg', 'caption': NULL}]",
    'STRUCT(field VARCHAR, "rule" VARCHAR)[]': "[{'field': 'section', 'rule': 'meta'}]",
}


@pytest.mark.parametrize("known", range(1, len(_MIGRATIONS) + 1))
def test_a_file_of_every_earlier_version_keeps_its_rows_when_it_is_brought_up_to_date(
    tmp_path: Path, known: int
) -> None:
    path = place(tmp_path)
    older = tmp_path / "migrations"
    older.mkdir()
    for migration in _MIGRATIONS[:known]:
        shutil.copy(migration, older)
    with bare(path) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        migrate(connection, path, older)
        columns = _columns(connection)
        for table, kinds in columns.items():
            values = [_A_VALUE.get(kind, "NULL" if "STRUCT" in kind else "7") for kind in kinds.values()]
            for _ in range(2):
                connection.execute(f"INSERT INTO {table} ({', '.join(kinds)}) VALUES ({', '.join(values)})")
        told = {table: kinds for table, kinds in columns.items() if table not in sql_names("kept")}
        before = _rows(connection, told)

    open_writer(path).close()

    with open_reader(path) as connection:
        assert _rows(connection, told) == before
        applied = connection.execute("SELECT name FROM migration ORDER BY number").fetchall()
        new = _columns(connection)
    with open_writer(ready(tmp_path, "new")) as connection:
        assert _columns(connection) == new
    assert [name for (name,) in applied] == [path.stem for path in _MIGRATIONS]
    assert all(len(rows) == 2 for rows in before.values())


def test_a_member_that_others_brought_in_is_told_apart_in_older_files(tmp_path: Path) -> None:
    older = tmp_path / "migrations"
    older.mkdir()
    for migration in _MIGRATIONS:
        if migration.stem < "099":
            shutil.copy(migration, older)
    members = [
        ("near", "the same text, edited: 97% of the shorter one is shared"),
        ("near", "one text with other members, and 45% of the shorter one is shared; a roundup: …"),
        ("excerpt", "an excerpt: the representative has 100% of it"),
    ]
    with bare(place(tmp_path)) as connection:
        migrate(connection, place(tmp_path), older)
        for kind, reason in members:
            connection.execute(
                "INSERT INTO story_member "
                "SELECT uuid(), uuid(), uuid(), ?, 1, 1, 1, 12, ?, now(), uuid(), false",
                [kind, reason],
            )

    with open_writer(place(tmp_path)) as connection:
        kinds = dict(connection.execute("SELECT reason, kind FROM story_member").fetchall())

    assert list(map(kinds.get, (reason for _, reason in members))) == ["near", "indirect", "excerpt"]


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Columns and their types, by table; without what the code writes itself."""
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() "
        "AND table_name IN (SELECT table_name FROM duckdb_tables()) "
        "AND table_name NOT IN ('migration', 'mart') "
        "ORDER BY table_name, column_index"
    ).fetchall():
        columns.setdefault(table, {})[column] = kind
    return columns


def _rows(
    connection: duckdb.DuckDBPyConnection, columns: dict[str, dict[str, str]]
) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: connection.execute(f"SELECT {', '.join(kinds)} FROM {table} ORDER BY ALL").fetchall()
        for table, kinds in columns.items()
    }


def test_the_values_of_a_query_are_not_each_a_search_for_pandas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []

    class Watcher:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            searched.append(name)

    ready(tmp_path)
    with open_reader(place(tmp_path)) as connection:
        monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Watcher])
        (found,) = connection.execute("SELECT len($addresses)", {"addresses": [A] * 100}).fetchall()

    assert found == (100,)
    assert "pandas" not in searched
