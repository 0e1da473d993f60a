"""The outlets that we collect: one module each, found by scanning. To add one, add its module."""

from __future__ import annotations

from importlib import import_module
from math import inf
from pkgutil import walk_packages
from typing import get_args

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tasks.model import Expected, FilledField, Listing, Site


class SiteError(Exception):
    """A site module that cannot be used; says which and why."""


def all_sites(package: str = __name__) -> dict[str, Site]:
    """Every site by its name, in the order of names.

    Each module of `package` and of the packages inside it defines `SITE`. SiteError if one does
    not, if two sites share a name, or if CSS in a rule or listing cannot be read.
    """
    modules: dict[str, str] = {}
    sites: dict[str, Site] = {}
    for found in walk_packages(import_module(package).__path__, prefix=f"{package}."):
        if found.ispkg:
            continue
        site = getattr(import_module(found.name), "SITE", None)
        if not isinstance(site, Site):
            raise SiteError(f"{found.name} defines no SITE = Site(...)")
        if site.name in sites:
            raise SiteError(f"{found.name} and {modules[site.name]} both call their site {site.name!r}")
        if (broken := _broken_css(site)) is not None:
            raise SiteError(f"{found.name}: {broken}. Mend the selector there.")
        if (impossible := _impossible(site.expected)) is not None:
            raise SiteError(f"{found.name}: {impossible}. Mend what it expects there.")
        modules[site.name] = found.name
        sites[site.name] = site
    return dict(sorted(sites.items()))


def _impossible(expected: Expected) -> str | None:
    """What of it can never be, or is about nothing, as a sentence; None if all can."""
    bounds: list[tuple[str, float, float, float]] = []
    if expected.articles_a_day is not None:
        bounds.append(("articles a day", *expected.articles_a_day, inf))
    for one in expected.filled:
        if one.field not in get_args(FilledField):
            return f"{one.field!r} is no field whose share is counted"
        bounds.append((f"share of {one.field}", one.least, one.most, 1.0))
    for what, least, most, highest in bounds:
        if not 0 <= least <= most <= highest:
            return f"the {what} cannot be {least:g} to {most:g}"
    return None


def _broken_css(site: Site) -> str | None:
    """Which of a site's selectors cannot be read, as a sentence; None if all can."""
    page = LexborHTMLParser("<p>")
    selectors = [(f"rule for {rule.field}", rule.css) for rule in site.rules]
    for seed in site.seeds:
        if isinstance(seed, Listing):
            selectors += [(f"listing {seed.url}", css) for css in (seed.links, seed.next) if css]
    for where, css in selectors:
        try:
            page.css(css)
        except SelectolaxError:
            return f"the {where} has CSS that cannot be read, {css!r}"
    return None
