"""The log beside each archive file: one JSON line a Fetch, which outlives whatever happens to the run."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from pathlib import Path

from tasks.model import ArchiveReference, Fetch


def fetch_logs(data_folder: Path, run_id: str) -> list[Path]:
    """The fetch logs of a run, wherever midnight put them."""
    return sorted((data_folder / "archive").glob(f"*/*/*/{run_id}-*.fetches.jsonl"))


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
    entry = {name: getattr(fetch, name) for name in _FIELDS}  # asdict copies each value deeply
    for name in ("fetched_at", "claimed_at"):
        entry[name] = entry[name] and entry[name].isoformat()
    archive = fetch.archive
    entry["archive"] = archive and {"path": archive.path, "offset": archive.offset}
    return _ENCODE(entry).encode() + b"\n"


_FIELDS = tuple(field.name for field in fields(Fetch))
_ENCODE = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode


def fetch_of(line: bytes) -> Fetch:
    entry = json.loads(line)
    for name in ("fetched_at", "claimed_at"):
        entry[name] = entry[name] and datetime.fromisoformat(entry[name])
    entry["redirects"] = tuple(entry["redirects"])
    entry["robots_tags"] = tuple(entry.get("robots_tags", ()))
    entry["archive"] = entry["archive"] and ArchiveReference(**entry["archive"])
    return Fetch(**entry)
