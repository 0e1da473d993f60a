"""The typed choices that the run forms of the UI offer."""

from __future__ import annotations

import re
from enum import Enum

from tasks.crawl.url import host_of, url_fingerprint
from tasks.model import Site
from tasks.sites import all_sites

SITES: dict[str, Site] = all_sites()

# The members are the modules found in tasks/sites, which no type checker can know.
Source = Enum("Source", {name: name for name in SITES}, type=str)  # type: ignore[misc]
Source.__doc__ = "A source that is declared in tasks/sites."


def chosen_sites(sources: list[Source], *, none_means_all: bool) -> dict[str, Site]:
    """The sites of `sources`, by name; for none, if `none_means_all`, all but those of the demo web."""
    if sources or not none_means_all:
        return {source.value: SITES[source.value] for source in sources}
    return {name: site for name, site in SITES.items() if not site.demo}


def site_of(url: str) -> Site:
    """The declared site that `url` belongs to, else a bare one named for its host, without seeds or rules.

    Where sites share a host (www.bbc.com/arabic, www.bbc.com/persian), the longest home that begins the path.
    """
    host = host_of(url)
    name = re.sub(r"[^a-z0-9]+", "_", host.removeprefix("www.")).strip("_") or "saved_pages"
    bare = Site(name=name, title=host or "saved pages", home=f"https://{host}/", language="und", seeds=())
    path = url_fingerprint(url) + "/"
    own = [site for site in SITES.values() if path.startswith(url_fingerprint(site.home) + "/")]
    return max(own, key=lambda site: len(site.home)) if own else SITES.get(name, bare)
