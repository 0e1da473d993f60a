from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tasks.crawl.politeness import read_retry_after

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 22 Nov 2026 12:01:30 GMT", 90.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("9" * 400, 999_999_999.0),
        ("soon", None),
        ("Sun, 22 Nov 2026 12:01:30 +" + "9" * 20, None),
        ("Sun, 22 Nov 99999 12:00:00 GMT", None),
        ("-5", None),
        ("٣", None),
        ("", None),
        (None, None),
    ],
)
def test_both_forms_of_retry_after_are_understood(header: str | None, seconds: float | None) -> None:
    assert read_retry_after(header, NOW) == seconds
