"""The same tests on a DuckDB file and on DuckLake, as `--warehouse` or WARRAQ_WAREHOUSE says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.warehouse import scene
from tests.warehouse.postgres import NoPostgres, drop_database, running

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
    while scene.databases:
        drop_database(scene.server, scene.databases.pop())


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server; without one a skip, or with WARRAQ_REQUIRE_POSTGRES=1 a failure."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running())
        except NoPostgres as error:
            if os.environ.get("WARRAQ_REQUIRE_POSTGRES") == "1":
                pytest.fail(str(error))
            pytest.skip(str(error))
        yield server


def chosen(config: pytest.Config) -> str:
    """The kind that the command line names, or else the environment."""
    named = str(config.getoption("--warehouse") or os.environ.get("WARRAQ_WAREHOUSE", ""))
    kind = named.removeprefix("ducklake:").partition(":")[0]
    return {"ducklake": "sqlite"}.get(kind, kind if kind in KINDS else "file")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `essential` runs on a lake as well, whatever is chosen."""
    if metafunc.definition.get_closest_marker("essential") and chosen(metafunc.config) == "file":
        kinds = ["file", "sqlite"] if scene.HAS_LAKES else ["file"]
        metafunc.parametrize("warehouse_kind", kinds, indirect=True)
