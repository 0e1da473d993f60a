"""Remember what hosts answered to /robots.txt, across batches and runs, for a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from tasks.crawl.coding import BadCoding, TooLarge
from tasks.crawl.fetch_log import fetch_of, line_of
from tasks.crawl.warc import NotInArchive, read_body
from tasks.identity import identify
from tasks.model import Fetch

LIFE = timedelta(hours=24)  # RFC 9309, 2.4


class RobotsStore:
    """One small file for each host below `robots/` of the data folder; the bodies are in the archive."""

    def __init__(self, data_folder: Path) -> None:
        self._data_folder = data_folder

    def recall(self, url: str) -> tuple[Fetch, bytes] | None:
        """The last answer at `url`, however old, and its body (empty if it had none)."""
        try:
            fetch = fetch_of(self._path(url).read_bytes())
            body = read_body(self._data_folder, fetch.archive) if fetch.archive else b""
        except (FileNotFoundError, NotInArchive, TooLarge, BadCoding):
            return None
        except (ValueError, TypeError, KeyError):
            return None  # torn when the machine lost power, or of another version: it is asked for again
        return fetch, body

    def remember(self, url: str, fetch: Fetch) -> None:
        path = self._path(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{uuid4()}")  # another batch of the run may be at it
        partial.write_bytes(line_of(fetch))
        partial.replace(path)

    def _path(self, url: str) -> Path:
        return self._data_folder / "robots" / f"{identify('robots', url)}.json"


def is_fresh(fetch: Fetch, now: datetime) -> bool:
    return now - LIFE < fetch.fetched_at <= now
