"""What is kept while all is registered: how schedules and deployments were before."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.deploy import _of_a_killed_start


@pytest.mark.parametrize("content", [b"", b"[", b'[{"id": "x"}]', b"\xff"])
def test_a_file_that_cannot_be_read_keeps_no_start_from_going_on(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "deploying.json"
    file.write_bytes(content)

    assert _of_a_killed_start(file) is None
    assert f"{file} cannot be read and is left out" in capsys.readouterr().err


def test_after_a_start_that_came_to_its_end_there_is_none(tmp_path: Path) -> None:
    assert _of_a_killed_start(tmp_path / "deploying.json") is None
