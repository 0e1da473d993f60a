"""`python -m flows.search`: what it says to somebody who types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.search import main
from tests.warehouse.scene import article, fetched, package, warehouse

_PAGE = "https://nashra.example/1"


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A warehouse with one article of the source nashra."""
    with warehouse(
        tmp_path, package(tmp_path, "one", [fetched(_PAGE, article(_PAGE, "خبر"), source="nashra")])
    ):
        pass
    monkeypatch.setenv("WARRAQ_WAREHOUSE", str(tmp_path / "warehouse.duckdb"))


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("nashrah", "There is no source 'nashrah' in the warehouse. Do you mean nashra (nashra)?\n"),
        ("zzz", "There is no source 'zzz' in the warehouse. It has nashra (nashra)"),
    ],
)
def test_a_source_that_is_not_there_is_told_with_those_near_it(
    source: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--source", source, "خبر"])

    assert code == 2
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.usefixtures("_here")
def test_a_source_that_is_there_is_searched(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--source", "nashra", "خبر"])

    assert (code, "1 found" in capsys.readouterr().out) == (0, True)
