"""The benchmark of the warehouse asks what its readers are told to ask."""

from __future__ import annotations

import re
from pathlib import Path

from bench.warehouse import QUESTIONS_OF_README

_README = Path(__file__).parents[2] / "README.md"

# A title, a day or the like differ; the columns, the view and the order are the README's.
_ABOUT_WHAT = re.compile(r"DATE '[^']*'|'[^']*'|\$\w+")


def test_the_questions_that_are_measured_are_those_of_the_readme() -> None:
    asked = re.findall(r"```sql\n(.*?);\n```", _README.read_text("utf-8"), re.DOTALL)

    measured = [_plain(question) for question in QUESTIONS_OF_README]

    assert measured == [_plain(question) for question in asked]


def _plain(question: str) -> str:
    return " ".join(_ABOUT_WHAT.sub("?", question.replace("'UTC'", "UTC")).split())
