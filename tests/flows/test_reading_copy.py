"""The copy that the reading room reads follows the warehouse, and is shared by the rooms of a folder."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.reading_copy import Copy, Reading
from tests.warehouse.scene import article, fetched, package, warehouse

ROOT = Path(__file__).resolve().parents[2]
A, B = "https://sada.example/a", "https://nashra.example/b"


def test_the_copy_follows_the_warehouse_and_leaves_the_live_file_alone(tmp_path: Path) -> None:
    copy = copy_of_one(tmp_path)
    with copy.opened() as reading:
        before = _articles(reading)
        # The file can be written while the room is open.
        with warehouse(tmp_path, package(tmp_path, "two", [fetched(B, article(B, "ثان", "نص"))])):
            pass
        newer = _once_renewed(copy, 2)
        # Whoever has the old copy reads on in it.
        still = _articles(reading)
    copy.close()

    assert (before, newer, still) == (1, 2, 1)
    assert len([*(tmp_path / "room").glob("*[0-9].duckdb")]) == 1


def test_what_a_killed_writer_had_committed_is_in_the_next_copy(tmp_path: Path) -> None:
    copy = copy_of_one(tmp_path)
    with copy.opened():
        pass
    writer = """
import os, sys
from pathlib import Path
from warehouse.connect import open_writer
connection = open_writer(Path(sys.argv[1]))
connection.execute("SET checkpoint_threshold = '1 GiB'")
connection.execute("INSERT INTO article BY NAME SELECT * REPLACE (uuid() AS article_id) FROM article")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", writer, str(tmp_path / "warehouse.duckdb")], cwd=ROOT, check=False)

    newer = _once_renewed(copy, 2)
    copy.close()

    assert newer == 2


def test_a_room_says_why_it_stays_at_its_copy(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = copy_of_one(tmp_path)
    with copy.opened():
        pass
    with warehouse(tmp_path, package(tmp_path, "two", [fetched(B, article(B, "ثان", "نص"))])):
        pass

    def is_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.reading_copy.copy_as_it_lies", is_full)
    with copy.opened() as reading:
        still = _articles(reading)
    copy.close()

    assert still == 1
    assert "stays at its copy" in caplog.text
    assert "No space left on device" in caplog.text


@pytest.mark.parametrize(("took", "gap"), [("0.05", 10), ("0.4", 20), ("6", 300), ("60", 900), ("", 10)])
def test_a_copy_that_costs_more_is_made_less_often(tmp_path: Path, took: str, gap: float) -> None:
    (tmp_path / "took").write_text(took, "ascii")

    copy = Copy(tmp_path / "warehouse.duckdb", tmp_path, wait=5)

    assert copy.gap == gap


def test_a_dear_copy_is_not_made_again_so_soon_but_taken_up_from_another_room(tmp_path: Path) -> None:
    other = copy_of_one(tmp_path)
    patient = Copy(tmp_path / "warehouse.duckdb", tmp_path / "room", wait=5, least_age=0)
    with patient.opened():
        (tmp_path / "room" / "took").write_text("1000", "ascii")
    with warehouse(tmp_path, package(tmp_path, "two", [fetched(B, article(B, "ثان", "نص"))])):
        pass
    with patient.opened() as reading:
        at_first = _articles(reading)

    with other.opened():
        pass
    other.close()
    then = _once_renewed(patient, 2)
    patient.close()

    assert (at_first, then) == (1, 2)


def test_a_room_that_is_opened_again_reads_the_copy_that_is_there(tmp_path: Path) -> None:
    copy = copy_of_one(tmp_path)
    with copy.opened():
        pass
    copy.close()
    (made,) = (tmp_path / "room").glob("*[0-9].duckdb")
    at_first = made.stat().st_ino

    again = Copy(tmp_path / "warehouse.duckdb", tmp_path / "room", wait=5)
    with again.opened():
        pass
    again.close()

    assert made.stat().st_ino == at_first


_VISITOR = """
import sys, time
from pathlib import Path
from flows import reading_copy
folder = Path(sys.argv[1])
open_now = reading_copy.Copy._open
def slowly(self, path):
    time.sleep(float(sys.argv[2]))
    return open_now(self, path)
reading_copy.Copy._open = slowly
copy = reading_copy.Copy(folder / "warehouse.duckdb", folder / "room", wait=5, least_age=0, most_age=0)
for wanted in (1, 4):
    seen, deadline = 0, time.monotonic() + 60
    while seen < wanted and time.monotonic() < deadline:
        with copy.opened() as reading:
            (seen,) = reading.connection.execute("SELECT count(*) FROM article").fetchone()
        time.sleep(0.05)
    print(seen, flush=True)
    sys.stdin.readline()
copy.close()
"""


def test_rooms_on_one_folder_take_nothing_from_each_other(tmp_path: Path) -> None:
    copy_of_one(tmp_path)
    rooms = [
        subprocess.Popen(
            [sys.executable, "-c", _VISITOR, str(tmp_path), hesitation],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for hesitation in ("0", "4")
    ]
    first = [room.stdout.readline() for room in rooms if room.stdout]
    for room in rooms:
        assert room.stdin is not None
        room.stdin.write("\n\n")
        room.stdin.flush()
    for name in ("two", "three", "four"):
        with warehouse(
            tmp_path, package(tmp_path, name, [fetched(f"{B}/{name}", article(f"{B}/{name}", name))])
        ):
            pass
        time.sleep(0.7)
    ends = [room.communicate(timeout=120) for room in rooms]

    assert first == ["1\n", "1\n"]
    assert ends == [("4\n", "")] * 2


def test_two_searches_at_once_find_each_its_own(tmp_path: Path) -> None:
    pages = [fetched(f"{A}/{n}", article(f"{A}/{n}", f"خبر رقم{n}", f"نص رقم{n}")) for n in range(8)]
    with warehouse(tmp_path, package(tmp_path, "one", pages)):
        pass
    copy = Copy(tmp_path / "warehouse.duckdb", tmp_path / "room", wait=5)

    def headlines(n: int) -> list[str]:
        with copy.opened() as reading:
            return [hit["headline"] for hit in reading.search(f"رقم{n}", most=10)["hits"]]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(headlines, [*range(8)] * 4))
    copy.close()

    assert found == [[f"خبر رقم{n}"] for n in range(8)] * 4


def copy_of_one(folder: Path) -> Copy:
    """The copy of a warehouse with one article, looked after at each visit."""
    with warehouse(folder, package(folder, "one", [fetched(A, article(A, "أول"))])):
        pass
    return Copy(folder / "warehouse.duckdb", folder / "room", wait=5, least_age=0, most_age=0)


def _articles(reading: Reading) -> int:
    (found,) = reading.connection.execute("SELECT count(*) FROM article").fetchone()
    return int(found)


def _once_renewed(copy: Copy, articles: int) -> int:
    """How many a visit sees, once it sees so many or at last: a copy is renewed beside the visits."""
    for _ in range(200):
        with copy.opened() as reading:
            seen = _articles(reading)
        if seen == articles:
            break
        time.sleep(0.05)
    return seen
