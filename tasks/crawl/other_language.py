"""Remember which pages were left out for their language, so that no run takes them into the archive again.

The warehouse has no row of them. What is forgotten here is archived once more, and left out again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

_WAIT = 60.0  # seconds for another run that is writing


class OtherLanguage:
    """Ids of the fetches whose pages are in none of some languages; `in` asks for one."""

    def __init__(self, connection: sqlite3.Connection, languages: Sequence[str]) -> None:
        self._connection = connection
        self._languages = " ".join(sorted(set(languages)))

    def note(self, fetch_ids: Iterable[str]) -> None:
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO other_language VALUES (?, ?)",
                [(fetch_id, self._languages) for fetch_id in fetch_ids],
            )

    def __contains__(self, fetch_id: str) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM other_language WHERE fetch_id = ? AND languages = ?", (fetch_id, self._languages)
        )
        return found.fetchone() is not None


@contextmanager
def other_language(data_folder: Path, languages: Sequence[str]) -> Iterator[OtherLanguage]:
    """What was noted of pages that are in none of `languages`; nothing where all are wanted."""
    place = data_folder / "other-language.sqlite" if languages else ":memory:"
    with closing(sqlite3.connect(place, timeout=_WAIT)) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS other_language "
            "(fetch_id TEXT, languages TEXT, PRIMARY KEY (fetch_id, languages)) WITHOUT ROWID"
        )
        yield OtherLanguage(connection, languages)
