"""Tell which outlet an address belongs to, also where several share a host. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

import tldextract

from tasks.crawl.url import InvalidUrl, canonicalize, host_of, url_fingerprint
from tasks.model import Site

# The bundled list of public suffixes; nothing is asked of the network.
_split_host = tldextract.TLDExtract(suffix_list_urls=(), include_psl_private_domains=True, cache_dir=None)


def owner_of(url: str, sites: Iterable[Site]) -> Site | None:
    """The one of `sites` that `url` belongs to; None if that is none of them, or cannot be told.

    www.bbc.com/arabic/articles/1 lies under the home of one of several sites at that host. What lies under
    none (news.un.org/feed) belongs to the only site of its registered domain, if there is only one.
    """
    sites = list(sites)
    nearest = site_above(url, sites)
    if nearest:
        return nearest
    host = _host(url)
    of_domain = [site for site in sites if _is_within(host, site)]
    return of_domain[0] if len(of_domain) == 1 else None


def site_of(url: str, declared: Mapping[str, Site]) -> Site:
    """The declared site that `url` belongs to, else a bare one named for its host, without seeds or rules."""
    return owner_of(url, declared.values()) or bare_site(host_of(url), declared)


UNKNOWN_LANGUAGE = "und"  # BCP 47: undetermined


def bare_site(host: str, declared: Mapping[str, Site]) -> Site:
    """A site of which nothing is known but its host."""
    name = re.sub(r"[^a-z0-9]+", "_", host.removeprefix("www.")).strip("_") or "saved_pages"
    if name in declared:  # a host without a dot may be called as an outlet is
        name = f"host_{name}"
    return Site(
        name=name, title=host or "saved pages", home=f"https://{host}/", language=UNKNOWN_LANGUAGE, seeds=()
    )


def site_above(url: str, sites: Iterable[Site]) -> Site | None:
    """The site whose home begins the address; of several the longest home."""
    path = url_fingerprint(url).partition("?")[0] + "/"
    above = [site for site in sites if path.startswith(_home_path(site.home))]
    return max(above, key=lambda site: len(_home_path(site.home)), default=None)


def is_of_domain(url: str, site: Site) -> bool:
    """Whether the host of `url` is within the registered domain of the site's home."""
    return _is_within(_host(url), site)


def _host(url: str) -> str:
    """Without its port; "" for what is no web address."""
    try:
        return urlsplit(canonicalize(url)).hostname or ""
    except InvalidUrl:
        return ""


def _is_within(host: str, site: Site) -> bool:
    domain = _domain(site.home)
    return host == domain or host.endswith(f".{domain}")


@lru_cache(maxsize=4096)
def _home_path(home: str) -> str:
    return url_fingerprint(home).partition("?")[0] + "/"


@lru_cache(maxsize=4096)
def _domain(home: str) -> str:
    """Registered domain of a home; its host where there is none ("news.example", an IP address)."""
    host = urlsplit(canonicalize(home)).hostname or ""
    return _split_host(host).top_domain_under_public_suffix or host.removeprefix("www.")
