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


def _run(given: Path, out: Path, *options: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(_SCRIPT), "--documents", str(given), "--out", str(out), *options],
        capture_output=True,
        text=True,
        check=check,
        cwd=given.parent,
    )


_BOTH = pytest.mark.parametrize("extra", [[], ["--in-memory"]], ids=["through the warehouse", "in memory"])


@_BOTH
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

    done = _run(given, out, "--lang", "ar", *extra)

    report = json.loads(done.stdout.splitlines()[-1])
    pair, *stories = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert pair == {"a": "brief", "b": "first", "kind": "excerpt"}
    assert [row["id"] for row in stories] == ["brief", "first"]
    assert len({row["story"] for row in stories}) == 1
    assert {"peer", "documents", "seconds", "cpu_seconds", "peak_rss_mib"} <= report.keys()
    assert (report["documents"], report["rows_written"]) == (3, 3)


@_BOTH
def test_documents_without_a_day_or_of_long_ago_are_not_lost(tmp_path: Path, extra: list[str]) -> None:
    documents = [
        {"id": name, "source": name, "day": day, "lang": "en", "title": "Bridge", "text": _words(words, 80)}
        for name, day, words in (
            ("one", "", "w"), ("two", "", "w"), ("old", "1953-03-06", "o"), ("older", "1953-03-05", "o"),
        )
    ]  # fmt: skip
    given, out = tmp_path / "documents.jsonl", tmp_path / "duplicates.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in documents), encoding="utf-8")

    _run(given, out, *extra)

    pairs = [row for row in map(json.loads, out.read_text(encoding="utf-8").splitlines()) if "a" in row]
    assert [(row["a"], row["b"]) for row in pairs] == [("old", "older"), ("one", "two")]


@pytest.mark.parametrize(
    ("line", "options", "told"),
    [
        (json.dumps(_document("a", "w", 0)), ["--lang", "fr"], "no document of language fr"),
        (json.dumps(_document("a", "w", 0) | {"published_at": "24/11/2026"}), [], "line 1: "),
        ('{"id": "a", "source": "s", "lang": "ar", "title": "t"}', [], "line 1: it has no text"),
        ("[]", [], "line 1: "),
        ("nothing", [], "line 1: "),
        ("", [], "no document"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_by_its_line(
    tmp_path: Path, line: str, options: list[str], told: str
) -> None:
    given = tmp_path / "documents.jsonl"
    given.write_text(line + "\n", encoding="utf-8")

    done = _run(given, tmp_path / "out.jsonl", *options, check=False)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_what_the_warehouse_refuses_is_told(tmp_path: Path) -> None:
    rows = [_document("first", _words("w", 120), 0), _document("again", "x\x00" + _words("w", 120), 1)]
    given = tmp_path / "documents.jsonl"
    given.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    done = _run(given, tmp_path / "out.jsonl", check=False)

    assert done.returncode == 2
    assert "1 of 2 documents are not in the warehouse: nul_character (1)" in done.stderr
