"""The benchmark of stories answers in the yardstick's form, run from its path and from anywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_SCRIPT = Path(__file__).parents[2] / "bench" / "dedupe.py"


def _words(name: str, count: int) -> str:
    return " ".join(f"{name}{number}" for number in range(count))


def _document(name: str, text: str, minute: int, lang: str = "ar") -> dict[str, Any]:
    moment = f"2026-05-03T10:{minute:02}:00Z"
    return {"id": name, "source": name, "published_at": moment, "lang": lang, "title": "عنوان", "text": text}


@pytest.mark.parametrize("extra", [[], ["--in-memory"]], ids=["through the warehouse", "in memory"])
def test_pairs_and_stories_of_one_language_are_written_and_a_line_of_json_ends_it(
    tmp_path: Path, extra: list[str]
) -> None:
    documents = [
        _document("brief", _words("w", 60), 9),
        _document("first", _words("w", 120), 0),
        _document("other", _words("other", 120), 1),
        _document("foreign", _words("w", 120), 2, lang="en"),
    ]
    given, out = tmp_path / "documents.jsonl", tmp_path / "duplicates.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in documents), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, str(_SCRIPT), "--documents", str(given), "--out", str(out), "--lang", "ar", *extra],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )

    report = json.loads(done.stdout.splitlines()[-1])
    pair, *stories = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert pair == {"a": "brief", "b": "first", "kind": "excerpt"}
    assert [row["id"] for row in stories] == ["brief", "first"]
    assert len({row["story"] for row in stories}) == 1
    assert {"peer", "documents", "seconds", "cpu_seconds", "peak_rss_mib"} <= report.keys()
    assert (report["documents"], report["rows_written"]) == (3, 3)
