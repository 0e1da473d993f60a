"""A PostgreSQL server of the tests' own, on a socket in a folder of its own, gone when they end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine that could be started."""


@contextmanager
def running() -> Iterator[str]:
    """A server for the length of the block; gives its connection as libpq takes it, without a database.

    Raises NoPostgres.
    """
    programs = _programs()
    # The path of a socket has room for a hundred characters: not in pytest's folders.
    with tempfile.TemporaryDirectory(prefix="warraq-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        # PostgreSQL does not run as root.
        user = "nobody" if os.getuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        initialise = [programs / "initdb", "-D", data, "-U", "warraq", "-A", "trust", "-E", "UTF8"]
        _run([*initialise, "--locale=C.UTF-8", "--no-sync"], folder, user)
        quick = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB"]
        command = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
        for setting in quick:
            command += ["-c", setting]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, cwd=folder, user=user, stdout=log, stderr=log)
        try:
            _wait(folder, server)
            yield f"host={folder} user=warraq"
        finally:
            server.terminate()
            try:
                server.wait(5)  # it waits for whoever is connected
            except subprocess.TimeoutExpired:
                server.send_signal(3)
                server.wait(30)


def make_database(server: str, name: str, template: str = "template0") -> None:
    """A new database, as `template` is."""
    command(server, "postgres", f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")


def drop_database(server: str, name: str) -> None:
    """End whoever is connected to it, and remove it."""
    command(server, "postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def command(server: str, database: str, sql: str) -> None:
    """Run a statement by PostgreSQL's own client."""
    connection = f"{server} dbname={database}"
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql, connection], check=True)


def _programs() -> Path:
    """Where initdb and postgres are; Debian has them on nobody's path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    if not found or shutil.which("psql") is None:
        raise NoPostgres("no PostgreSQL on this machine (Debian: apt-get install postgresql)")
    return found[-1].parent


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    ready = ["psql", "-q", "-c", "SELECT 1", f"host={folder} user=warraq dbname=postgres"]
    while subprocess.run(ready, capture_output=True).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise NoPostgres(f"PostgreSQL did not start: {(folder / 'log').read_text()}")
        time.sleep(0.1)


def _run(arguments: list[str | Path], folder: Path, user: str | None) -> None:
    subprocess.run(arguments, cwd=folder, user=user, check=True, stdout=subprocess.DEVNULL)
