"""The log beside each archive file: one JSON line a Fetch, which outlives whatever happens to the run."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from tasks.model import ArchiveReference, Fetch


def read_fetches(path: Path) -> list[Fetch]:
    """The fetches of a batch, in the order in which they ended; a torn last line is left out.

    Raises ValueError, naming file and line, for a broken line elsewhere: nothing of ours writes one.
    """
    return [fetch for fetch, _ in read_whole_lines(path)]


def read_whole_lines(path: Path) -> list[tuple[Fetch, int]]:
    """Each fetch of a log with the byte offset at which its line ends."""
    fetches = []
    end = 0
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):  # what follows the last line end is torn or empty
        end += len(line) + 1
        try:
            fetches.append((fetch_of(line), end))
        except (ValueError, TypeError, KeyError) as error:
            if number == len(lines) - 1:
                break  # a machine that lost power may leave zeros in the last block
            raise ValueError(f"{path}, line {number} is no fetch: {error!r}") from error
    return fetches


def line_of(fetch: Fetch) -> bytes:
    entry = asdict(fetch)
    for name in ("fetched_at", "claimed_at"):
        entry[name] = entry[name] and entry[name].isoformat()
    return json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def fetch_of(line: bytes) -> Fetch:
    entry = json.loads(line)
    for name in ("fetched_at", "claimed_at"):
        entry[name] = entry[name] and datetime.fromisoformat(entry[name])
    entry["redirects"] = tuple(entry["redirects"])
    entry["archive"] = entry["archive"] and ArchiveReference(**entry["archive"])
    return Fetch(**entry)
