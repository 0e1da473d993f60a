"""Remember until when a host is not to be asked, beyond the batch in which it said so.

A host does not know our batches and runs: a seed's batch may end a moment before the pages' begins.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tasks.identity import identify

_LONGEST = timedelta(days=7)  # one that asks for 31 years has made a mistake
_MOST_HOSTS = 100_000

# When a host is free again, on the clock of time.monotonic. The batches of a run are threads of one process.
_free_at: dict[tuple[Path, str], float] = {}


class Pauses:
    """When each host may be asked next. What outlasts the process is one small file each below `pauses/`."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / "pauses"

    def free_at(self, host: str) -> float:
        """On the clock of time.monotonic; in the past if the host is free."""
        return _free_at.get((self._folder, host), 0.0)

    def end_of_batch(self, host: str, free_at: float) -> None:
        if len(_free_at) >= _MOST_HOSTS:
            now = time.monotonic()
            for key in [key for key, until in _free_at.copy().items() if until < now]:
                _free_at.pop(key, None)
        _free_at[self._folder, host] = free_at

    def asked_for(self, host: str) -> datetime | None:
        """The end of the long pause that the host has asked for; None if it has not, or if that is over."""
        path = self._path(host)
        try:
            end = datetime.fromisoformat(path.read_text("ascii"))
            is_over = end <= datetime.now(UTC)
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):  # torn when the machine lost power
            is_over = True
        if is_over:
            path.unlink(missing_ok=True)
            return None
        return end

    def ask(self, host: str, seconds: float) -> None:
        """Let the host be for so long, in the runs to come too; a week at most."""
        end = datetime.now(UTC) + min(timedelta(seconds=seconds), _LONGEST)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(host).write_text(end.isoformat(), "ascii")

    def _path(self, host: str) -> Path:
        return self._folder / identify("host", host)
