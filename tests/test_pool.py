"""One bad page is one rejection, whatever is wrong with it; the pages beside it go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tasks.crawl.warc import ArchiveWriter
from tasks.identity import identify
from tasks.model import ArchiveReference, Fetch
from tasks.package import write_package
from tasks.pool import extract_fetches, read_rows

AT = datetime(2026, 11, 23, tzinfo=UTC)
GOOD = b"""<html><head><title>The ferry stays</title></head><body><article><h1>The ferry stays</h1>
<p>The old ferry stays in service for another year, the council said on Saturday after a long meeting.</p>
<p>The decision takes effect in January and will be looked at again after one year, say the minutes.</p>
</article></body></html>"""
SURROGATE = GOOD.replace(
    b"</head>",
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry stays \\ud800",'
    b'"author":{"name":"A \\udfff B"}}</script></head>',
)


def fetched(name: str, reference: ArchiveReference | None) -> Fetch:
    url = f"http://a.example/{name}"
    return Fetch(identify(name), identify("run"), "a", "page", url, url, AT, "fetched", archive=reference)


def test_a_lone_surrogate_breaks_no_package(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetches = [
            fetched(name, archive.write_page(f"http://a.example/{name}", body, AT, "text/html"))
            for name, body in (("surrogate", SURROGATE), ("good", GOOD))
        ]

    rows = list(extract_fetches(fetches, sites={}, data_folder=tmp_path, processes=1))
    write_package(tmp_path / "p.parquet", rows, run_id=identify("run"), package_id=identify("package"))

    articles = pq.read_table(tmp_path / "p.parquet").column("articles").to_pylist()
    assert [len(of_page) for of_page in articles] == [1, 1]


def test_a_body_that_the_archive_has_not_is_a_rejection(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        good = fetched("good", archive.write_page("http://a.example/good", GOOD, AT, "text/html"))
    lost = fetched("lost", ArchiveReference("archive/nowhere.warc.gz", 0))

    rows = list(extract_fetches([lost, good], sites={}, data_folder=tmp_path, processes=1))

    assert [[one["reason"] for one in row["rejections"]] for row in rows] == [["not_in_archive"], []]
    assert [len(row["articles"]) for row in rows] == [0, 1]


def test_a_page_that_is_kept_and_not_to_be_read_is_a_rejection_of_the_fetch(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        reference = archive.write_page("http://a.example/page", GOOD, AT, "text/html")
    page = replace(fetched("page", reference), reason="noindex", robots_tags=("noindex",))

    (row,) = read_rows([page], {}, tmp_path)

    assert [(one["stage"], one["reason"]) for one in row["rejections"]] == [("fetch", "noindex")]
    assert (row["articles"], row["rule_version"], row["robots_tags"]) == ([], None, ["noindex"])


def test_a_bug_that_one_page_finds_is_a_rejection_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ArchiveWriter(tmp_path, "r", "1") as archive:
        fetch = fetched("good", archive.write_page("http://a.example/good", GOOD, AT, "text/html"))

    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError("found by this page")

    monkeypatch.setattr("tasks.pool.extract_articles", stumble)
    (row,) = read_rows([fetch], {}, tmp_path)

    assert [(one["stage"], one["reason"]) for one in row["rejections"]] == [("extract", "extraction_failed")]
    assert "found by this page" in row["rejections"][0]["detail"]
