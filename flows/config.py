"""`make config`: every setting as it is now and what it means; secrets are hidden."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import fields
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from flows.settings import Settings, settings_or_exit
from tasks.crawl import CrawlSettings
from warehouse.lake import without_password


class Line(NamedTuple):
    """A setting as it is printed."""

    variable: str
    value: str
    is_set: bool  # by the environment or by .env; otherwise it is the default
    meaning: str


def lines_of(settings: Settings) -> Iterator[Line]:
    """A line for each setting, those of the crawl last."""
    for name, field in Settings.model_fields.items():
        # A secret's text is asterisks.
        value = getattr(settings, name)
        yield Line(
            _variable(name),
            without_password(_written(value)),
            name in settings.model_fields_set,
            field.description or "",
        )
    crawl, set_by_name = settings.crawl(), settings.bounds_set()
    for bound in fields(CrawlSettings):
        if bound.name not in Settings.model_fields:
            yield Line(
                _variable(bound.name),
                _written(getattr(crawl, bound.name)),
                bound.name in set_by_name,
                bound.metadata["meaning"],
            )


def _written(value: object) -> str:
    """As it would be written to set it."""
    if value is None:
        return "not set"
    return json.dumps(value) if isinstance(value, list | tuple | dict) else str(value)


def _variable(name: str) -> str:
    return f"WARRAQ_{name.upper()}"


_WIDE = 300  # characters of a line that no terminal shows: one for each setting


def main() -> int:
    """Print them; returns the exit code."""
    lines = list(lines_of(settings_or_exit()))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)  # names are searched for
    for _ in range(2):
        table.add_column(overflow="fold")
    for line in lines:
        style = "bold" if line.is_set else ""
        table.add_row(f"{'*' if line.is_set else ' '} {line.variable}", line.value, line.meaning, style=style)
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = _WIDE
    console.print(table)
    console.print(
        "* set by the environment or by .env; the others have their defaults. Without a unit: seconds, bytes."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
