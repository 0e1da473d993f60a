"""Many at once: loads side by side lose nothing and repeat nothing, readers meet none of it half done."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.warehouse.scene import (
    LONG,
    article,
    at,
    contents,
    fetched,
    load,
    package,
    ready,
    settings_of,
    warehouse,
)
from warehouse.connect import Place, open_reader, open_writer
from warehouse.maintain import run_checks, snapshot

ROOT = Path(__file__).parents[2]
PER_PACKAGE = 3

# As the flows load: the warehouse is opened for each package, and closed after it.
_LOAD = """
import sys
from pathlib import Path
from flows.settings import Settings
from tests.warehouse.scene import load
from warehouse.connect import open_writer
place = Settings().warehouse_path
print("ready", flush=True)
sys.stdin.readline()
for package in sys.argv[1:]:
    with open_writer(place, wait=120) as connection:
        load(connection, Path(package))
"""

# Each look is one transaction: what it sees of several tables must agree.
_READ = """
import sys
from flows.settings import Settings
from warehouse.connect import open_reader
settings = Settings()
place = {place}
print("ready", flush=True)
sys.stdin.readline()
looks = 0
while looks < {least} or not {stop}.exists():
    with open_reader(place, wait=120) as connection:
        connection.begin()
        (promised,), = connection.execute("SELECT coalesce(sum(new_articles), 0) FROM load").fetchall()
        (articles,), = connection.execute("SELECT count(*) FROM article").fetchall()
        (current,), = connection.execute("SELECT count(*) FROM current_article").fetchall()
        (shown,), = connection.execute("SELECT count(*) FROM articles").fetchall()
        (members,), = connection.execute("SELECT count(*) FROM story_member").fetchall()
        connection.commit()
    assert promised == articles == current == shown, (promised, articles, current, shown)
    assert articles == 0 or members == articles, (members, articles)
    looks += 1
print(looks, flush=True)
"""


def _packages(folder: Path, outlet: str, count: int) -> list[Path]:
    """Articles that are all copies of one: each load decides the story of those before it anew."""
    made = []
    for number in range(count):
        rows = []
        for nth in range(PER_PACKAGE):
            minute = number * PER_PACKAGE + nth
            url = f"https://{outlet}.example/{minute}"
            text = article(url, f"خطة {outlet} {minute}", *LONG, published_at=at(minute))
            rows.append(fetched(url, text, when=at(minute + 1), source=outlet, host=f"{outlet}.example"))
        made.append(package(folder, f"{outlet}-{number}", rows))
    return made


def _start(script: str, place: Place, *arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**os.environ, **settings_of(place)},
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _go(processes: Sequence[subprocess.Popen[str]]) -> None:
    """Let all begin in one moment, once each has come so far."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()[1]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def _told(process: subprocess.Popen[str]) -> tuple[int, str]:
    """How it ended and what a person was told, which is nothing if all is well, but that it waits."""
    told = process.communicate(timeout=240)[1].splitlines(keepends=True)
    return process.returncode, "".join(line for line in told if " is in use; waiting for " not in line)


def _as_one_after_another(folder: Path, packages: Sequence[Path]) -> dict[str, list[tuple[object, ...]]]:
    folder.mkdir()
    with warehouse(folder, *packages) as connection:
        return contents(connection)


@pytest.mark.essential
def test_two_processes_that_load_at_once_lose_nothing_and_load_nothing_twice(tmp_path: Path) -> None:
    place = ready(tmp_path)
    one, other = _packages(tmp_path, "sada", 2), _packages(tmp_path, "nahar", 2)

    # Each loads its own, and then what the other has loaded or is loading.
    loaders = [_start(_LOAD, place, *one, *other), _start(_LOAD, place, *other, *one)]
    _go(loaders)
    told = [_told(loader) for loader in loaders]

    with open_writer(place) as connection:
        together, wrong = contents(connection), run_checks(connection)
        loads = connection.execute("SELECT package_name FROM load ORDER BY loaded_at").fetchall()
    assert told == [(0, ""), (0, "")]
    order = [tmp_path / name for (name,) in loads]
    assert sorted(order) == sorted([*one, *other])
    assert not any(wrong.values()), wrong
    # A story keeps the name that it got from whoever came first, so the order matters for that.
    assert together == _as_one_after_another(tmp_path / "alone", order)


def test_ten_readers_during_loads_see_whole_loads_and_no_error(tmp_path: Path) -> None:
    place, stop = ready(tmp_path), tmp_path / "stop"
    read = _READ.format(
        place="settings.warehouse_path", stop=f"__import__('pathlib').Path({str(stop)!r})", least=2
    )
    with ExitStack() as stack:
        readers = [stack.enter_context(_start(read, place)) for _ in range(10)]
        loader = stack.enter_context(_start(_LOAD, place, *_packages(tmp_path, "sada", 3)))

        _go([*readers, loader])
        loaded = _told(loader)
        stop.touch()
        told = [_told(reader) for reader in readers]

    with open_reader(place) as connection:
        articles = connection.execute("SELECT count(*) FROM article").fetchall()
    assert loaded == (0, "")
    assert told == [(0, "")] * 10
    assert articles == [(3 * PER_PACKAGE,)]


@pytest.mark.file_only("readers of a lake need no snapshot: nobody waits")
def test_readers_of_the_snapshot_read_on_while_the_file_is_held_and_the_copy_replaced(tmp_path: Path) -> None:
    place, copy, stop = ready(tmp_path), tmp_path / "copy.duckdb", tmp_path / "stop"
    first, *more = _packages(tmp_path, "sada", 4)
    read = _READ.format(
        place=f"__import__('pathlib').Path({str(copy)!r})",
        stop=f"__import__('pathlib').Path({str(stop)!r})",
        least=2,
    ).replace("wait=120", "wait=0")
    with ExitStack() as stack:
        connection = stack.enter_context(open_writer(place))
        load(connection, first)
        snapshot(connection, copy)
        readers = [stack.enter_context(_start(read, place)) for _ in range(10)]

        _go(readers)
        for each in more:
            load(connection, each)
            snapshot(connection, copy)
        stop.touch()
        told = [_told(reader) for reader in readers]

    with open_reader(copy, wait=0) as connection:
        articles = connection.execute("SELECT count(*) FROM article").fetchall()
    assert told == [(0, "")] * 10
    assert articles == [(4 * PER_PACKAGE,)]
