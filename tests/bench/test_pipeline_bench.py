"""The archive that the pipeline is measured with: real-sized, without copies but the known ones."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench import pipeline
from bench.pipeline_archive import make_archive
from bench.truth import KnownPage
from tasks.article import extract_articles
from tasks.crawl.intake import LeftOut, Reader, Slice, Wanted, pages_in
from tests.crawl.archives import page


@dataclass(frozen=True)
class About:
    url: str = "http://news.test/a"


def test_pages_are_of_one_size_and_no_copies_but_the_known_ones(tmp_path: Path) -> None:
    headlines = ("The ferry stays", "The old library closes", "A market moves", "Trains run late again")
    known = [KnownPage(About(), page(headline)) for headline in headlines]

    made = make_archive(tmp_path / "a.warc.gz", known, 100)

    piece = Slice(made.path.as_uri(), 0, made.path.stat().st_size)
    bodies = {fetch.url: body for fetch, body in pages_in(piece, Reader("r", Wanted(), {}), LeftOut())}
    assert len(bodies) == 100
    assert 0.8 < made.mean_bytes / len(known[0].html) < 1.2
    assert 0 < len(made.copies) < 30
    assert all(bodies[copy] == bodies[original] for copy, original in made.copies)
    assert len(set(bodies.values())) == 100 - len(made.copies)


def test_no_two_pages_are_one_article_at_an_address_that_both_call_their_own(tmp_path: Path) -> None:
    html = page("The ferry stays").replace(
        b"<head>", b'<head><link rel="canonical" href="/ships/ferry.html">'
    )
    assert b"canonical" in html

    made = make_archive(tmp_path / "a.warc.gz", [KnownPage(About(), html)], 20, pages_a_day=5)

    piece = Slice(made.path.as_uri(), 0, made.path.stat().st_size)
    found = [
        extract_articles(body, fetch.url)
        for fetch, body in pages_in(piece, Reader("r", Wanted(), {}), LeftOut())
    ]
    addresses = {articles[0].canonical_url for articles in found if isinstance(articles, list)}
    assert addresses == {"http://news.test/ships/ferry.html"}


def test_the_same_arguments_give_the_same_archive(tmp_path: Path) -> None:
    known = [KnownPage(About(), page("The ferry stays"))]

    one, other = (make_archive(tmp_path / name, known, 20) for name in ("a.warc.gz", "b.warc.gz"))

    assert one.path.read_bytes() == other.path.read_bytes()


def test_without_the_yardstick_the_skip_is_said_and_printed_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "yardstick", lambda: None)
    monkeypatch.setattr("sys.argv", ["pipeline"])

    assert pipeline.main() == 0

    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Nothing measured: ")
    assert json.loads(said[-1]) == {"bench": "pipeline", "skipped": "no yardstick"}


def test_the_days_that_pages_tell_move_on_with_those_of_the_archive(tmp_path: Path) -> None:
    html = page("The ferry stays").replace(
        b"</head>",
        b'<meta property="article:published_time" content="2019-11-19T02:24:00+00:00">'
        b'<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2019-11-19"}</script>'
        b"</head>",
    )

    made = make_archive(tmp_path / "a.warc.gz", [KnownPage(About(), html)], 20, pages_a_day=5)

    piece = Slice(made.path.as_uri(), 0, made.path.stat().st_size)
    originals = {
        fetch.url: (fetch, body) for fetch, body in pages_in(piece, Reader("r", Wanted(), {}), LeftOut())
    }
    for copy, _ in made.copies:
        del originals[copy]
    told = {}
    for fetch, body in originals.values():
        (article, *_) = extract_articles(body, fetch.url)
        told[fetch.fetched_at] = (article.published_at, b"2019" in body)
    assert told == {at: (at, False) for at in told}
    assert len({at.date() for at in told}) == 4


def test_a_long_address_of_a_page_is_left_as_it_is(tmp_path: Path) -> None:
    canonical = b'<link rel="canonical" href="https://news.test/' + b"%D9%85" * 60 + b'">'
    html = page("The ferry stays").replace(b"</head>", canonical + b"</head>")

    made = make_archive(tmp_path / "a.warc.gz", [KnownPage(About(), html)], 5)

    piece = Slice(made.path.as_uri(), 0, made.path.stat().st_size)
    bodies = [body for _, body in pages_in(piece, Reader("r", Wanted(), {}), LeftOut())]
    assert [canonical in body for body in bodies] == [True] * 5
