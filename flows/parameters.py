"""The typed choices that the run forms of the UI offer."""

from __future__ import annotations

from enum import Enum

from tasks.model import Site
from tasks.sites import all_sites

SITES: dict[str, Site] = all_sites()

# The members are the modules found in tasks/sites, which no type checker can know.
Source = Enum("Source", {name: name for name in SITES}, type=str)  # type: ignore[misc]
Source.__doc__ = "A source that is declared in tasks/sites."


def chosen_sites(sources: list[Source], *, none_means_all: bool) -> dict[str, Site]:
    """The sites of `sources`, by name; of none, if `none_means_all`, every one that is not of the demo web."""
    if sources or not none_means_all:
        return {source.value: SITES[source.value] for source in sources}
    return {name: site for name, site in SITES.items() if not site.demo}
