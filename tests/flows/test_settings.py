"""A setting that cannot be used is told in a sentence that names it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from flows import alone
from flows.settings import WrongSetting, misspelt, read_settings, settings_or_exit

ROOT = Path(__file__).resolve().parents[2]

WRONG = [
    ("WARRAQ_CONNECT_TO", "{news", "WARRAQ_CONNECT_TO cannot be used, since it is no JSON"),
    (
        "WARRAQ_CONNECT_TO",
        '{"news.example": "127.0.0.1"}',
        "WARRAQ_CONNECT_TO cannot be used: news.example is to lead to an address and a port",
    ),
    ("WARRAQ_MAX_REDIRECTS", "many", "WARRAQ_MAX_REDIRECTS cannot be used: Input should be a valid integer"),
    ("WARRAQ_MAX_REDIRECTS", "-1", "WARRAQ_MAX_REDIRECTS cannot be used: it must be from 0"),
    ("WARRAQ_CONTACT", "مكتب", "WARRAQ_CONTACT cannot be used: it must be one line of ASCII"),
    (
        "WARRAQ_WAREHOUSE",
        "ducklak:sqlite:x",
        "WARRAQ_WAREHOUSE cannot be used: a warehouse is the path of a file, ",
    ),
    ("WARRAQ_LOCK_WAIT", "0", "WARRAQ_LOCK_WAIT cannot be used: Input should be greater than 0"),
]


@pytest.mark.parametrize(("variable", "value", "words"), WRONG)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(WrongSetting) as told:
        read_settings()

    assert str(told.value).startswith(words)
    assert "\n" not in str(told.value)


def test_settings_that_can_be_used_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_CONNECT_TO", '{"news.example": "127.0.0.1:8765"}')

    assert read_settings().connections() == {"news.example": ("127.0.0.1", 8765)}


def test_an_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONTACT", "REPORT_URL", "PROCESSES", "MAX_REDIRECTS"):
        monkeypatch.setenv(f"WARRAQ_{name}", "")

    settings = read_settings()

    assert settings.report_url is None
    assert not {name for name in ("contact", "report_url", "processes") if name in settings.model_fields_set}
    assert settings.crawl().contact == "no contact set"
    assert settings.bounds_set() == set()


COMMANDS: list[tuple[str, list[list[str]]]] = [
    ("flows.up", []),
    ("flows.config", []),
    ("flows.demo_run", []),
    ("flows.automations", []),
    ("flows.export", [[]]),
    ("flows.search", [["word"]]),
    ("flows.restore", [["backup.duckdb"]]),
    ("flows.reading_room", [[]]),
    ("flows.alone", [["publish_report"]]),
]


@pytest.mark.parametrize(("module", "arguments"), COMMANDS, ids=[module for module, _ in COMMANDS])
def test_a_command_ends_with_a_sentence_where_a_setting_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: str,
    arguments: list[list[str]],
) -> None:
    monkeypatch.setenv("WARRAQ_PROCESSES", "0")

    with pytest.raises(SystemExit) as ended:
        raise SystemExit(import_module(module).main(*arguments))

    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "WARRAQ_PROCESSES cannot be used: Input should be greater than or equal to 1.\n"
    )


_WRITING = [
    one
    for one in COMMANDS
    if one[0] in ("flows.up", "flows.demo_run", "flows.restore", "flows.reading_room", "flows.alone")
]


@pytest.mark.parametrize(("module", "arguments"), _WRITING, ids=[module for module, _ in _WRITING])
def test_a_command_ends_with_a_sentence_where_its_data_folder_is_none(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    module: str,
    arguments: list[list[str]],
) -> None:
    file = tmp_path / "data"
    file.touch()
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(file))

    with pytest.raises(SystemExit) as ended:
        raise SystemExit(import_module(module).main(*arguments))

    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        f"WARRAQ_DATA_FOLDER cannot be used: nothing can be written to {file} (Not a directory). "
        "Set it to a folder that you may write to.\n"
    )


def test_a_data_folder_that_cannot_be_made_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", "/proc/nowhere/data")

    with pytest.raises(SystemExit):
        settings_or_exit(writing=True)

    assert "nothing can be written to /proc/nowhere/data (No such file" in capsys.readouterr().err


def test_a_data_folder_that_may_only_be_read_is_told_before_anything_is_started(tmp_path: Path) -> None:
    mount = f'mount -t tmpfs none {tmp_path} && mount -o remount,ro {tmp_path} && exec "$@"'
    unshare = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh"]
    if subprocess.run([*unshare, "true"], capture_output=True).returncode:
        pytest.skip("no disk of its own can be made on this machine (unshare, mount)")

    done = subprocess.run(
        [*unshare, sys.executable, "-m", "flows.demo_run"],
        cwd=ROOT,
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"WARRAQ_DATA_FOLDER cannot be used: nothing can be written to {tmp_path} (Read-only file system). "
        "Set it to a folder that you may write to.\n"
    )


def test_a_variable_that_is_nearly_a_setting_is_told_and_another_program_s_is_not() -> None:
    given = [
        "WARRAQ_RETRYS",
        "WARRAQ_RETRIES",
        "WARRAQ_BENCH",
        "WARRAQ_REQUIRE_BROWSER",
        "PATH",
        "warraq_contact",
    ]

    assert list(misspelt(given)) == [
        "WARRAQ_RETRYS is no setting and does nothing. Do you mean WARRAQ_RETRIES?"
    ]


def test_a_flow_that_is_not_known_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    assert alone.main(["ingest-gnus"]) == 2
    assert "ingest-gnus is no flow" in capfd.readouterr().err

    assert alone.main(["publish-report", "now"]) == 2
    assert capfd.readouterr().err.startswith("now is no name=value.")
