"""Count the pages that a run has asked for, as its fetch logs grow."""

from __future__ import annotations

from pathlib import Path

from tasks.crawl.fetch_log import fetch_logs

_PAGE = b'"kind":"page"'  # as fetch_log.line_of writes it


class PagesLogged:
    """Reads of each log only what was added since it looked last."""

    def __init__(self, data_folder: Path, run_id: str) -> None:
        self._data_folder = data_folder
        self._run_id = run_id
        self._read_to: dict[Path, int] = {}
        self._pages = 0

    def count(self) -> int:
        """How many pages the run's logs hold by now."""
        for path in fetch_logs(self._data_folder, self._run_id):
            with path.open("rb") as log:
                log.seek(self._read_to.get(path, 0))
                for line in log:
                    if not line.endswith(b"\n"):
                        break  # still being written
                    self._read_to[path] = self._read_to.get(path, 0) + len(line)
                    self._pages += _PAGE in line
        return self._pages
