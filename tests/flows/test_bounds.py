from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.ingest_news import _due
from flows.run import Run
from flows.settings import Settings
from tasks.model import Candidate

NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("most_per_source", "most_per_run", "taken"), [(3, 100, "aaabbb"), (100, 4, "aaaa"), (3, 4, "aaab")]
)
def test_a_run_asks_for_no_more_than_its_bounds_and_says_what_it_left(
    tmp_path: Path, most_per_source: int, most_per_run: int, taken: str
) -> None:
    run = Run("run", "ingest-news", Settings(data_folder=tmp_path, max_pages_per_run=most_per_run), {}, NOW)
    candidates = [Candidate(f"http://{name}.example/{at}", name, None) for name in "ab" for at in range(5)]

    due, left_out = _due(run, candidates, {}, set(), None, most_per_source)

    assert "".join(candidate.source for candidate in due) == taken
    assert len(due) + len(left_out) == 10
    assert run.totals()["left out"] == len(left_out)
