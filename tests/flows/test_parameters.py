"""An address belongs to the site whose home it lies under, and a form's choice is what is visited."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from prefect.exceptions import ParameterTypeError
from prefect.utilities.schema_tools.validation import validate
from pydantic import HttpUrl

from flows.backfill_archive import backfill_archive
from flows.ingest_news import ingest_news
from flows.maintain_warehouse import maintain_warehouse
from flows.note_alert import note_alert
from flows.parameters import SITES, Mode, Source, WrongParameters, chosen_sites, site_of
from flows.publish_report import publish_report
from flows.reprocess_pages import reprocess_pages
from flows.watch_warehouse import watch_warehouse
from tasks.model import Feed, Home, Sitemap, UrlList


@pytest.mark.parametrize("name", SITES)
def test_a_sites_home_belongs_to_it(name: str) -> None:
    assert site_of(SITES[name].home).name == name


OWNERS = [
    ("https://www.bbc.com/arabic/articles/c1", "bbc_arabic"),
    ("https://www.bbc.com/persian/articles/c1", "bbc_persian"),
    ("http://bbc.com/persian", "bbc_persian"),
    ("https://m.bbc.com/persian/c1?at_medium=RSS", "bbc_persian"),
    ("https://www.bbc.com/persianate/c1", "bbc_com"),
    ("https://www.bbc.com/news/articles/c1", "bbc_com"),  # of two sites at that host it is neither's
    ("https://www.bbc.co.uk/arabic/c1", "bbc_co_uk"),
    ("http://sport.sabah.example/1", "sabah"),
    ("https://www.paper-of-record.example/a", "paper_of_record_example"),
    ("http://sabah/1", "host_sabah"),  # a host that is called as an outlet is
    ("file:///home/saved.html", "saved_pages"),
]


@pytest.mark.parametrize(("url", "expected"), OWNERS)
def test_sites_that_share_a_host_are_told_apart_by_path(url: str, expected: str) -> None:
    assert site_of(url).name == expected


def test_an_undeclared_host_gives_a_site_of_its_name_without_seeds() -> None:
    assert site_of("https://www.paper-of-record.example/a").seeds == ()


def test_nothing_chosen_means_every_outlet_on_the_internet() -> None:
    choice = chosen_sites([], [])

    assert choice.outlets == [name for name, site in SITES.items() if not site.demo]
    assert (list(choice.sites), choice.pages) == (choice.outlets, [])


def test_an_address_of_a_declared_outlet_is_visited_alone() -> None:
    page = "https://www.bbc.com/persian/articles/c1"

    choice = chosen_sites([], [page])

    assert (choice.outlets, choice.pages) == ([], [page])
    assert {name: site.seeds for name, site in choice.sites.items()} == {"bbc_persian": (UrlList((page,)),)}


def test_an_address_of_a_chosen_outlet_comes_beside_its_seeds() -> None:
    page = "http://sabah.example/a"

    choice = chosen_sites([Source("sabah")], [page])

    assert choice.sites["sabah"].seeds == (*SITES["sabah"].seeds, UrlList((page,)))


@pytest.mark.parametrize("home", ["https://www.bbc.com/persian", "http://bbc.com/persian/"])
def test_the_home_page_of_a_declared_outlet_chooses_it(home: str) -> None:
    choice = chosen_sites([], [home])

    assert (choice.outlets, choice.pages) == (["bbc_persian"], [])
    assert choice.sites["bbc_persian"].seeds == SITES["bbc_persian"].seeds


def test_the_home_page_of_an_undeclared_outlet_is_its_seed() -> None:
    choice = chosen_sites([], ["http://paper.example/"])

    assert (choice.outlets, choice.pages) == (["paper_example"], [])
    assert choice.sites["paper_example"].seeds == (Home("http://paper.example/"),)


def test_an_outlet_declared_without_seeds_has_its_home_page_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SITES, "sabah", replace(SITES["sabah"], seeds=()))

    choice = chosen_sites([Source("sabah")], [])

    assert choice.sites["sabah"].seeds == (Home("http://sabah.example/"),)


def test_a_feed_given_by_hand_is_the_only_seed_of_an_outlet_that_is_not_chosen() -> None:
    feed, sitemap = "http://sabah.example/other.xml", "https://paper.example/news-sitemap.xml"

    choice = chosen_sites([], [], [feed, sitemap])

    assert choice.outlets == []
    assert {name: site.seeds for name, site in choice.sites.items()} == {
        "sabah": (Feed(feed),),
        "paper_example": (Sitemap(sitemap),),
    }


CONTRADICTIONS = [
    ({"since": date(2026, 11, 20), "until": date(2026, 11, 20)}, "name a later day in `until`"),
    ({"since": date(2026, 11, 20), "until": date(2026, 11, 1)}, "name a later day in `until`"),
    ({"until": date(2026, 11, 20)}, "choose the mode backfill"),
    ({"mode": Mode.BACKFILL}, "A backfill wants a window"),
    ({"mode": Mode.REPROCESS, "urls": ["http://sabah.example/1"]}, "Reprocessing asks nobody"),
]


@pytest.mark.parametrize(("given", "expected"), CONTRADICTIONS)
def test_what_does_not_go_together_is_told_before_anything_is_done(
    given: dict[str, Any], expected: str
) -> None:
    with pytest.raises(ValueError, match=expected):
        ingest_news.fn(**given)


FLOWS = [
    ingest_news,
    backfill_archive,
    reprocess_pages,
    publish_report,
    maintain_warehouse,
    watch_warehouse,
    note_alert,
]


@pytest.mark.parametrize("flow", FLOWS, ids=[flow.name for flow in FLOWS])
def test_each_parameter_of_a_form_has_a_title_and_a_description_to_be_read(flow: Any) -> None:
    definitions = flow.parameters.model_dump()["definitions"]
    for name, said in flow.parameters.properties.items():
        title = "URLs" if name == "urls" else name.replace("_", " ").capitalize()

        shown = definitions.get(said.get("$ref", "").rpartition("/")[2], {}) | said

        assert (shown["title"], shown["description"][-1]) == (title, "."), name
        assert "`" not in shown["description"]


@pytest.mark.parametrize("urls", ["", " \n", [""], ["https://a.example/1", " "]])
def test_an_empty_address_does_not_mean_every_outlet(urls: Any) -> None:
    with pytest.raises(ParameterTypeError, match="urls"):
        ingest_news.validate_parameters({"urls": urls})


def test_addresses_that_are_pasted_together_are_taken_one_by_one() -> None:
    pasted = {"urls": ["https://a.example/1\n https://b.example/2?x=1 ", "http://c.example/"], "feeds": []}

    taken = ingest_news.validate_parameters(pasted)

    assert validate(pasted, ingest_news.parameters.model_dump()) == []
    assert [str(url) for url in taken["urls"]] == [
        "https://a.example/1",
        "https://b.example/2?x=1",
        "http://c.example/",
    ]
    assert ingest_news.validate_parameters({"urls": "https://a.example/1"})["urls"] == [
        HttpUrl("https://a.example/1")
    ]


REFUSED = [
    (ingest_news, {"urls": ["https://a.example/1 b.example"]}),
    (ingest_news, {"feeds": [""]}),
    (ingest_news, {"feeds": ["https://a.example/" + "1" * 2_100]}),
    (backfill_archive, {"archive": "pages", "most_pages": 0}),
    (ingest_news, {"since": "yesterday"}),
    (ingest_news, {"since": "2026-13-01"}),
    (ingest_news, {"urls": ["ftp://sabah.example/1"]}),
    (backfill_archive, {"archive": ""}),
    (backfill_archive, {"archive": "pages", "until": "2026-11-32"}),
    (backfill_archive, {"archive": "pages", "hosts": ["https://bbc.com/persian"]}),
    (backfill_archive, {"archive": "pages", "languages": ["Arabic"]}),
    (backfill_archive, {"archive": "pages", "sample": 0}),
    (reprocess_pages, {"until": "next week"}),
    (maintain_warehouse, {"keep_backups": -1}),
]


@pytest.mark.parametrize(("flow", "parameters"), REFUSED)
def test_what_no_run_could_use_is_against_the_schema_of_its_form(
    flow: Any, parameters: dict[str, Any]
) -> None:
    """To which Prefect's server holds a form before there is a run."""
    assert validate(parameters, flow.parameters.model_dump())


def test_what_a_run_can_use_is_within_the_schema_of_its_form() -> None:
    parameters = {
        "archive": "s3://news/*.warc.gz",
        "since": "2026-02-28",
        "hosts": ["bbc.com", "أخبار.example", "10.0.0.1"],
        "languages": ["ar", "pt-BR", "zh-Hant"],
    }

    assert validate(parameters, backfill_archive.parameters.model_dump()) == []


@pytest.mark.parametrize("flow", [ingest_news, reprocess_pages, backfill_archive])
def test_a_window_without_a_day_is_refused_in_a_sentence(flow: Any) -> None:
    given = {"archive": "pages"} if flow is backfill_archive else {}

    with pytest.raises(WrongParameters, match="Nothing lies from 2026-11-02 until before 2026-11-02"):
        flow.fn(**given, since=date(2026, 11, 2), until=date(2026, 11, 2))
