"""Sites are found by scanning, and a module that cannot be used says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.outlet import read_outlets
from tasks.model import Feed, Listing, Sitemap, UrlList
from tasks.sites import SiteError, all_sites

MODULE = """
from tasks.model import Site

SITE = Site(name="{name}", title="T", home="http://t.example/", language="en", seeds=())
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An importable package of sites, `scanned_sites`, with nothing in it yet."""
    folder = tmp_path / "scanned_sites"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "scanned_sites"]:
        del sys.modules[name]


def test_every_module_of_every_package_is_a_site(package: Path) -> None:
    (package / "inner").mkdir()
    (package / "inner" / "__init__.py").touch()
    (package / "zeta.py").write_text(MODULE.format(name="zeta"))
    (package / "inner" / "alpha.py").write_text(MODULE.format(name="alpha"))

    sites = all_sites("scanned_sites")

    assert [(key, site.name) for key, site in sites.items()] == [("alpha", "alpha"), ("zeta", "zeta")]


def test_two_sites_of_one_name_are_refused(package: Path) -> None:
    (package / "one.py").write_text(MODULE.format(name="twin"))
    (package / "two.py").write_text(MODULE.format(name="twin"))

    with pytest.raises(SiteError) as error:
        all_sites("scanned_sites")

    assert str(error.value) == "scanned_sites.two and scanned_sites.one both call their site 'twin'"


@pytest.mark.parametrize("text", ["", "SITE = 'a name'\n", "site = None\n"])
def test_a_module_without_a_site_is_refused(package: Path, text: str) -> None:
    (package / "empty.py").write_text(text)

    with pytest.raises(SiteError) as error:
        all_sites("scanned_sites")

    assert str(error.value) == "scanned_sites.empty defines no SITE = Site(...)"


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ("seeds=(), rules=(Rule('headline', 'h1'), Rule('byline', 'p['))", "rule for byline"),
        ("seeds=(Listing('http://t.example/', links='p['),)", "listing http://t.example/"),
        ("seeds=(Listing('http://t.example/', links='p', next='p['),)", "listing http://t.example/"),
    ],
)
def test_css_that_cannot_be_read_is_named_when_sites_are_scanned(
    package: Path, told: str, where: str
) -> None:
    (package / "broken.py").write_text(
        "from tasks.model import Listing, Rule, Site\n"
        f"SITE = Site(name='b', title='T', home='http://t.example/', language='en', {told})\n"
    )

    with pytest.raises(SiteError) as error:
        all_sites("scanned_sites")

    assert str(error.value) == (
        f"scanned_sites.broken: the {where} has CSS that cannot be read, 'p['. Mend the selector there."
    )


def test_every_demo_outlet_is_a_site_under_the_same_name() -> None:
    demo = {site.name: (site.title, site.home, site.language) for site in all_sites().values() if site.demo}

    served = {one.name: (one.title, f"http://{one.host}/", one.language) for one in read_outlets(1)}

    assert demo == served


def test_only_demo_sites_live_in_reserved_domains_and_real_ones_are_asked_slowly() -> None:
    sites = all_sites().values()

    odd = [
        site.name
        for site in sites
        if site.demo != all(host.endswith(".example") for host in _hosts(site.seeds, site.home))
        or (not site.demo and site.crawl_delay < 2)
    ]

    assert odd == []


def _hosts(seeds: tuple[Feed | Sitemap | Listing | UrlList, ...], home: str) -> set[str]:
    urls = [home]
    for seed in seeds:
        urls += seed.urls if isinstance(seed, UrlList) else [seed.url]
    return {urlsplit(url).hostname or "" for url in urls}


_IMPOSSIBLE = [
    ("articles_a_day=(5, 4)", "the articles a day cannot be 5 to 4"),
    ("filled=(Filled('authors', 0.5, 1.5),)", "the share of authors cannot be 0.5 to 1.5"),
    ("filled=(Filled('autors', 0.5),)", "'autors' is no field whose share is counted"),
]


@pytest.mark.parametrize(("bounds", "reason"), _IMPOSSIBLE)
def test_a_site_that_expects_what_can_never_be_is_refused(package: Path, bounds: str, reason: str) -> None:
    module = MODULE.format(name="odd").replace("seeds=()", f"seeds=(), expected=Expected({bounds})")
    (package / "odd.py").write_text(module.replace("import Site", "import Expected, Filled, Site"))

    with pytest.raises(SiteError) as error:
        all_sites("scanned_sites")

    assert str(error.value) == f"scanned_sites.odd: {reason}. Mend what it expects there."
