"""How templates draw: text is escaped, and what was not passed is an error."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from report.text import cut, is_link


def environment() -> Environment:
    """Those of `report/templates`; whoever draws with them may add filters and tests of its own."""
    made = Environment(
        loader=PackageLoader("report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["cut"] = cut
    made.tests["link"] = is_link
    return made
