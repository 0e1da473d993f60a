"""A DuckLake holds what a DuckDB file holds."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse import scene
from tests.warehouse.scene import LONG, article, at, contents, fetched, package, ready, warehouse
from warehouse import marts
from warehouse.connect import is_there, open_reader, open_writer, place_of
from warehouse.lake import without_password
from warehouse.transaction import WarehouseBusy, transaction

pytestmark = pytest.mark.skipif(not scene.HAS_LAKES, reason="no extension for this DuckDB yet")

A, B = "https://sada.example/a", "https://nahar.example/b"


def test_a_lake_has_the_rows_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, Any] = {}
    packages = [
        package(tmp_path, "1", [fetched(A, article(A, "خطة", *LONG))]),
        package(tmp_path, "2", [fetched(B, article(B, "خطة جديدة", *LONG), when=at(5), source="nahar")]),
        package(tmp_path, "3", [fetched(A, article(A, "خطة أخرى", *LONG, "زيادة"), when=at(9))]),
    ]

    for kind in ("file", "sqlite"):
        monkeypatch.setattr(scene, "kind", kind)
        with warehouse(tmp_path, *packages, packages[0]) as connection:
            found[kind] = contents(connection)

    assert found["sqlite"] == found["file"]
    assert len(found["file"]["article_version"]) == 3


def test_writers_of_a_lake_take_turns_and_readers_do_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene, "kind", "sqlite")
    lake = scene.place(tmp_path)
    there = is_there(lake)

    with open_writer(lake) as one, open_writer(lake, wait=0.1) as other, transaction(one):
        one.execute("INSERT INTO source (source) VALUES ('sada')")
        with pytest.raises(WarehouseBusy, match="was being written to"), transaction(other):
            pass
        with open_reader(lake) as reader:
            seen = reader.execute("SELECT source FROM source").fetchall()
            with pytest.raises(duckdb.InvalidInputException, match="read-only"):
                reader.execute("DELETE FROM source")

    assert (there, is_there(lake), seen) == (False, True, [])


@pytest.mark.parametrize("warehouse_kind", ["sqlite", "postgres"], indirect=True)
@pytest.mark.parametrize("how", ["opens it", "writes to it"])
@pytest.mark.usefixtures("warehouse_kind")
def test_who_waits_for_its_turn_at_a_lake_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    lake = ready(tmp_path)

    with open_writer(lake) as one, ExitStack() as stack:
        other = stack.enter_context(open_writer(lake, wait=2.5)) if how == "writes to it" else None
        stack.enter_context(transaction(one))
        with pytest.raises(WarehouseBusy, match="was being written to"):
            stack.enter_context(transaction(other) if other else open_writer(lake, wait=2.5))

    assert caplog.messages == [f"{lake} is in use; waiting for 2.5 seconds at most ..."]


def test_who_waits_for_the_server_of_a_lake_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    lake = place_of(f"ducklake:postgres:host=127.0.0.1 port={port}", files=tmp_path, near=tmp_path / "near")

    with pytest.raises(WarehouseBusy, match="could not be had"):
        open_reader(lake, wait=2.5)

    assert caplog.messages == [f"{lake} cannot be had; waiting for 2.5 seconds at most ..."]


def test_writers_that_both_find_a_lake_without_views_make_them_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene, "kind", "sqlite")
    lake = scene.place(tmp_path)
    catalog_of, others = marts.catalog_of, iter([lake])

    def after_another(connection: duckdb.DuckDBPyConnection) -> str | None:
        for other in others:  # once: it has looked, and another writer makes them before it does
            open_writer(other).close()
        return catalog_of(connection)

    monkeypatch.setattr(marts, "catalog_of", after_another)
    with open_writer(lake) as connection:
        found = connection.execute("SELECT count(*) FROM articles").fetchone()

    assert found == (0,)


@pytest.mark.parametrize(
    "text", ["ducklak:sqlite:x", "DuckLake:sqlite:x", "s3://a/b.duckdb", "postgres:host=db"]
)
def test_a_misspelt_lake_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(
        ValueError, match="path of a file, ducklake:sqlite:<path> or ducklake:postgres:<connection>"
    ):
        place_of(text, files=tmp_path, near=tmp_path)

    (tmp_path / "ducklak:sqlite:x").write_text("a file of this name")
    for path in ("ducklak:sqlite:x", "news/at 12:00.duckdb"):
        assert place_of(path, files=tmp_path, near=tmp_path) == Path(path)


def test_a_lake_keeps_passwords_to_itself_and_has_no_other_catalogs(tmp_path: Path) -> None:
    text = "ducklake:postgres:host=db password='s3 cret' user=a"

    with pytest.raises(ValueError, match="a lake is ducklake:sqlite"):
        place_of("ducklake:mysql:x", files=tmp_path, near=tmp_path)

    assert "s3" not in repr(place_of(text, files=tmp_path, near=tmp_path))
    assert without_password("postgresql://a:b@db/x") == "postgresql://a:***@db/x"
