"""The same tests on a DuckDB file and on DuckLake, as `--warehouse` or WARRAQ_WAREHOUSE says."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.warehouse import scene

KINDS = ("file", "sqlite", "postgres")


@pytest.fixture(autouse=True)
def warehouse_kind(request: pytest.FixtureRequest) -> Iterator[str]:
    """What warehouses are in this test. One marked `file_only` is skipped elsewhere, with its reason."""
    kind = getattr(request, "param", None) or chosen(request.config)
    only = request.node.get_closest_marker("file_only")
    if only and kind != "file":
        pytest.skip(f"on a DuckDB file only: {only.args[0]}")
    scene.kind = kind
    if kind == "postgres":
        scene.server = request.getfixturevalue("postgres")
    yield kind
    scene.kind = "file"


def chosen(config: pytest.Config) -> str:
    """The kind that the command line names, or else the environment."""
    named = str(config.getoption("--warehouse") or os.environ.get("WARRAQ_WAREHOUSE", ""))
    kind = named.removeprefix("ducklake:").partition(":")[0]
    return {"ducklake": "sqlite"}.get(kind, kind if kind in KINDS else "file")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `essential` runs on a lake as well, whatever is chosen."""
    if metafunc.definition.get_closest_marker("essential") and chosen(metafunc.config) == "file":
        metafunc.parametrize("warehouse_kind", ["file", "sqlite"], indirect=True)
