"""Loading: the same warehouse whatever the order, the repetition or the accident."""

from __future__ import annotations

from pathlib import Path

from tests.warehouse.scene import LONG, article, at, contents, fetched, load, package, warehouse


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    one = package(
        tmp_path, "one", [fetched("https://sada.example/1", article("https://sada.example/1", "خبر"))]
    )

    with warehouse(tmp_path, one) as connection:
        before = contents(connection)
        again = load(connection, one)
        after = contents(connection)

    assert (again["is_repeated"], after) == (True, before)
