"""An address belongs to the site whose home it lies under."""

from __future__ import annotations

import pytest

from flows.parameters import SITES, site_of


@pytest.mark.parametrize("name", SITES)
def test_a_sites_home_belongs_to_it(name: str) -> None:
    assert site_of(SITES[name].home).name == name


def test_sites_that_share_a_host_are_told_apart_by_path() -> None:
    found = [site_of(f"https://www.bbc.com/{service}/articles/c1").name for service in ("arabic", "persian")]

    assert found == ["bbc_arabic", "bbc_persian"]


def test_an_undeclared_host_gives_a_site_of_its_name_without_seeds() -> None:
    site = site_of("https://www.paper-of-record.example/a")

    assert (site.name, site.seeds) == ("paper_of_record_example", ())
