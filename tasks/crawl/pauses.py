"""Remember until when a host is not to be asked, beyond the batch in which it said so.

A host does not know our batches and runs: a seed's batch may end a moment before the pages' begins, and the
pages of two batches may lead to one host at the same time.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tasks.crawl.politeness import NextTurn
from tasks.identity import identify

_LONGEST = timedelta(days=7)  # one that asks for 31 years has made a mistake
_MOST_HOSTS = 100_000
_AN_HOUR = 3600.0

# The batches of a run are threads of one process.
_next_turns: dict[tuple[Path, str], NextTurn] = {}


class Pauses:
    """When each host may be asked next. What outlasts the process is one small file each below `pauses/`."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / "pauses"

    def next_turn(self, host: str) -> NextTurn:
        """The host's next turn, one for all batches of this process."""
        if len(_next_turns) >= _MOST_HOSTS:
            long_ago = time.monotonic() - _AN_HOUR
            for key in [key for key, turn in _next_turns.copy().items() if turn.at < long_ago]:
                _next_turns.pop(key, None)
        return _next_turns.setdefault((self._folder, host), NextTurn())

    def asked_for(self, host: str) -> datetime | None:
        """The end of the pause that the host has asked for; None if it has not, or if that is over."""
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
        end = max(end, self.asked_for(host) or end)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(host).write_text(end.isoformat(), "ascii")

    def _path(self, host: str) -> Path:
        return self._folder / identify("host", host)
