"""Each recorded page reads as its expected.json says; `python -m tests.sites.record` makes a new one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sites.record import FOLDER, articles_of

RECORDED = sorted(path.parent for path in FOLDER.glob("*/expected.json"))


@pytest.mark.parametrize("folder", RECORDED, ids=[folder.name for folder in RECORDED])
def test_a_recorded_page_reads_as_it_is_expected_to(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["articles"]

    assert articles_of(folder) == expected
