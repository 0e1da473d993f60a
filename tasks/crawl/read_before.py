"""Remember what reading saved pages gave, so that no later run opens those that have not changed since.

What is forgotten here is opened once more, and says the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from tasks.crawl.files import FileAt

_WAIT = 60.0  # seconds for another run that is writing
_READER = 1  # to be raised with what `tasks.crawl.saved` makes of a file's bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What the bytes of a saved page gave, whatever an index says of it."""

    url: str | None  # the page's own, or else the file's; None: it was not looked for
    body_sha256: str  # of what could be used of it
    body_bytes: int
    reason: str | None  # None: it can be used whole
    detail: str | None


class ReadBefore:
    """Readings of files that are as they were; `keep` writes those that were noted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._noted: list[tuple[FileAt, Reading]] = []

    def of(self, files: Iterable[FileAt]) -> dict[str, Reading]:
        """What is remembered of those of `files` that have not changed, by their addresses."""
        asked = {file.address: file for file in files if file.problem is None}
        rows = self._connection.execute(
            "SELECT address, size, modified, url, body_sha256, body_bytes, reason, detail FROM reading "
            "WHERE address IN (SELECT value FROM json_each(?))",
            [json.dumps(list(asked))],
        )
        return {
            address: Reading(*read)
            for address, size, modified, *read in rows
            if (size, modified) == _state_of(asked[address])
        }

    def note(self, file: FileAt, reading: Reading) -> None:
        self._noted.append((file, reading))

    def keep(self) -> None:
        """Write what was noted, by another thread it may be, even now."""
        noted, self._noted = self._noted, []
        rows = [(file.address, *_state_of(file), *astuple(reading)) for file, reading in noted]
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
            )


def _state_of(file: FileAt) -> tuple[int, str]:
    return file.size, file.modified.isoformat() if file.modified else ""


@contextmanager
def read_before(data_folder: Path) -> Iterator[ReadBefore]:
    """What earlier runs into this data folder read."""
    with closing(sqlite3.connect(data_folder / "saved-pages.sqlite", timeout=_WAIT)) as connection:
        if connection.execute("PRAGMA user_version").fetchone() != (_READER,):
            connection.execute("DROP TABLE IF EXISTS reading")
            connection.execute(f"PRAGMA user_version = {_READER}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS reading (address TEXT PRIMARY KEY, size INTEGER, modified TEXT, "
            "url TEXT, body_sha256 TEXT, body_bytes INTEGER, reason TEXT, detail TEXT) WITHOUT ROWID"
        )
        yield ReadBefore(connection)
