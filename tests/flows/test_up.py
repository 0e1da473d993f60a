"""What `make up` serves, and where."""

from __future__ import annotations

import socket
from functools import partial
from pathlib import Path

import httpx
import pytest

from flows.report_server import report_server
from flows.server import free_port, port_here
from flows.up import at_its_address, main


@pytest.mark.parametrize("is_named", [True, False])
def test_what_has_an_address_of_this_machine_is_served_there(tmp_path: Path, is_named: bool) -> None:
    named = f"http://127.0.0.1:{free_port()}"

    with at_its_address(named, is_named, partial(report_server, tmp_path)) as (address, whose):
        answer = httpx.get(address)

    assert (address, whose, answer.status_code) == (named, "", 200)


def test_where_another_process_has_the_port_only_an_address_that_nobody_named_is_left(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"http://127.0.0.1:{other.getsockname()[1]}"
        with at_its_address(taken, True, partial(report_server, tmp_path)) as named:
            pass
        with at_its_address(taken, False, partial(report_server, tmp_path)) as (elsewhere, whose):
            answer = httpx.get(elsewhere)

    assert named == (taken, "  (served by another process)")
    assert elsewhere != taken
    assert (whose, answer.status_code) == ("", 200)


@pytest.mark.parametrize(
    ("address", "port"),
    [
        ("http://127.0.0.1:4388", 4388),
        ("http://localhost:4388/", 4388),
        ("http://127.0.0.1:4388/index.html", 4388),
        ("http://127.0.0.1:4388/warraq/", None),
        ("http://127.0.0.1", None),
        ("http://127.0.0.1:99999", None),
        ("https://127.0.0.1:4388", None),
        ("http://room.example:4388", None),
    ],
)
def test_only_an_address_of_this_machine_with_its_port_is_served(address: str, port: int | None) -> None:
    assert port_here(address) == port


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("--port=1", 2)])
def test_what_is_asked_for_its_usage_starts_nothing(
    capsys: pytest.CaptureFixture[str], argument: str, code: int
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([argument])

    assert ended.value.code == code
    assert "usage: python -m flows.up" in "".join(capsys.readouterr())
