"""`python -m flows.search`: what it says to somebody who types it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.search import main
from tests.warehouse.scene import article, fetched, package, warehouse

ROOT = Path(__file__).resolve().parents[2]
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


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--since", "2026-13-45"], "argument --since: '2026-13-45' is no day; write it as 2026-11-21\n"),
        (["--most", "0"], "argument --most: '0' is no number above zero\n"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([*asked, "خبر"])

    assert capsys.readouterr().err.endswith(said)


@pytest.mark.usefixtures("_here")
def test_days_the_wrong_way_round_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--since", "2026-11-22", "--until", "2026-11-21", "خبر"])

    assert (code, "Nothing lies from 2026-11-22 until before 2026-11-21" in capsys.readouterr().err) == (
        2,
        True,
    )


@pytest.mark.parametrize("words", [[], ["WORDS="]])
def test_make_without_words_says_how_they_are_named(words: list[str]) -> None:
    done = _make("search", *words)

    assert done.stdout == ""
    assert done.stderr.splitlines()[0] == (
        'Name the words to search for: make search WORDS="الذكاء الاصطناعي"'
    )
    assert done.returncode == 2


@pytest.mark.usefixtures("_here")
def test_make_takes_words_as_they_are_typed() -> None:
    done = _make("search", 'WORDS="خبر')

    assert (done.returncode, done.stderr) == (0, "")
    assert "1 found" in done.stdout


def _make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # An environment that looks old (-o) is not for a test to make anew.
    command = ["make", "--no-print-directory", "-o", ".venv/installed", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.usefixtures("_here")
def test_who_has_to_wait_for_a_load_is_told_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    held = "import duckdb, sys, time\nc = duckdb.connect(sys.argv[1])\nprint(flush=True)\ntime.sleep(4)"
    path = str(tmp_path / "warehouse.duckdb")
    with subprocess.Popen([sys.executable, "-c", held, path], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        code = main(["خبر"])

    (told,) = caplog.messages
    assert (code, told.startswith(f"{path} is in use; waiting for ")) == (0, True)
