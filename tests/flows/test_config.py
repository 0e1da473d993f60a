"""`make config` prints what a run will use, and no secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.config import lines_of
from flows.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operations.md"


def run_config(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.config"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "80"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_what_is_set_is_marked_and_a_secret_is_hidden() -> None:
    done = run_config(WARRAQ_ALERT_URL="https://hooks.example/s3cret", WARRAQ_MAX_REDIRECTS="3")

    lines = {line.split()[1]: line for line in done.stdout.splitlines() if line.startswith("*")}
    assert done.returncode == 0, done.stderr
    assert "s3cret" not in done.stdout + done.stderr
    assert {"WARRAQ_ALERT_URL", "WARRAQ_MAX_REDIRECTS"} <= set(lines)
    assert lines["WARRAQ_MAX_REDIRECTS"].split()[2] == "3"
    assert {line.variable for line in lines_of(Settings())} <= set(done.stdout.split())


@pytest.mark.parametrize(
    ("variable", "written"),
    [
        ("WARRAQ_SEED_INTERVAL", "[900.0, 43200.0]"),
        ("WARRAQ_CONNECT_TO", '{"news.example": "127.0.0.1:8765"}'),
        ("WARRAQ_DASK", "not set"),
        ("WARRAQ_ALERT_URL", "not set"),
    ],
)
def test_a_value_is_printed_as_it_would_be_written(variable: str, written: str) -> None:
    settings = Settings(connect_to={"news.example": "127.0.0.1:8765"})

    assert {line.variable: line.value for line in lines_of(settings)}[variable] == written


def test_a_setting_that_cannot_be_used_is_named() -> None:
    done = run_config(WARRAQ_PROCESSES="0")

    assert (done.returncode, "WARRAQ_PROCESSES" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("line", list(lines_of(Settings())), ids=lambda line: line.variable)
def test_every_setting_has_a_meaning_and_a_line_in_operations(line: object) -> None:
    variable, _, _, meaning = line  # type: ignore[misc]

    assert meaning
    assert f"| `{variable}` |" in PAGE.read_text("utf-8")
