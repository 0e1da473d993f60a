"""The extraction benchmark: fair turns, large pages of the right size, tables, and peers that do not mix."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from bench import extraction, figure, growth, peers, tables
from bench.truth import PageScores
from bench.turns import Extractor, Reading, read, read_in_turns

ARTICLE = (
    b"<html><head><title>Bridge opens to walkers</title><meta name=author content='Rana Odeh'></head><body>"
    b"<h1>Bridge opens to walkers</h1>"
    b"<p>The old bridge opened to walkers on Sunday after two years of repairs, the city said.</p>"
    b"<p>Its arches had been closed since the flood of the spring before last carried two of them away.</p>"
    b"<p>Carts will have to wait until the summer, when the road on the northern bank is to be finished.</p>"
    b"</body></html>"
)


def test_an_article_is_given_in_the_yardsticks_form() -> None:
    fields = extraction.extract(ARTICLE, "https://news.example/bridge")

    assert fields["title"] == "Bridge opens to walkers"
    assert fields["body"].startswith("The old bridge opened")
    assert set(fields) == {"body", "title", "date", "authors"}


def test_a_rejection_is_nothing_found() -> None:
    assert extraction.extract(b"", "https://news.example/") == {
        "body": None,
        "title": None,
        "date": None,
        "authors": [],
    }


def test_without_the_yardstick_the_skip_is_said_and_printed_as_json(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("WARRAQ_BENCH", raising=False)
    monkeypatch.setattr(extraction, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["extraction"])

    extraction.main()

    said, line = capsys.readouterr().out.splitlines()
    assert said.startswith("Nothing measured")
    assert json.loads(line) == {"bench": "extraction", "skipped": "no yardstick"}


@pytest.mark.skipif(extraction.yardstick() is None, reason="no yardstick beside the repository")
def test_a_short_run_ends_in_one_line_of_json() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.extraction", "--short", "--worst", "1"],
        cwd=extraction.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    report = json.loads(done.stdout.splitlines()[-1])
    assert report["timed"] | {"mean_bytes": 0} == {"pages": 12, "rounds": 1, "mean_bytes": 0}
    assert list(report["extractors"]) == ["ours", "floor_parse"]
    assert all(found["ours"]["failed"] == 0 for found in report["quality"].values())


# --- turns


class Scripted:
    """An extractor that notes what it was given, and fails at pages that say so."""

    def __init__(self, name: str, log: list[tuple[str, bytes]]) -> None:
        self.name, self.log, self.resets = name, log, 0

    def extract(self, html: bytes, url: str) -> dict[str, Any]:
        self.log.append((self.name, html))
        if html == b"broken":
            raise ValueError("no such tag")
        return {"body": f"{self.name} read {html.decode()} at {url}"}

    def reset(self) -> None:
        self.resets += 1


def test_every_page_is_read_once_and_the_timed_ones_in_each_further_round() -> None:
    log: list[tuple[str, bytes]] = []
    one = Scripted("one", log)
    work = [(f"page {place}".encode(), "https://a.example") for place in range(6)]

    readings = read_in_turns({"one": Extractor("one", one.extract, one.reset)}, work, [1, 4], rounds=3)

    warmed_up, counted = log[:3], [html for _, html in log[3:]]
    assert [html for _, html in warmed_up] == [b"page 0", b"page 1", b"page 2"]
    assert counted == [html for html, _ in work] + [b"page 1", b"page 4"] * 2
    assert [reading.fields["body"] for reading in readings["one"]][
        4
    ] == "one read page 4 at https://a.example"
    assert one.resets == len(log)


def test_no_two_extractors_have_the_same_page_at_one_step() -> None:
    log: list[tuple[str, bytes]] = []
    names = ("one", "two", "three")
    extractors = {name: Extractor(name, Scripted(name, log).extract) for name in names}
    work = [(f"page {place}".encode(), "https://a.example") for place in range(9)]

    read_in_turns(extractors, work, [], rounds=1)

    turns = log[3 * len(names) :]
    steps = [turns[start : start + len(names)] for start in range(0, len(turns), len(names))]
    assert len(steps) == 9
    assert all(len({html for _, html in step}) == len(names) for step in steps)


def test_the_first_round_is_what_was_found_and_the_quickest_what_it_took(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = iter(Reading({"body": f"{seconds}"}, seconds) for seconds in (9.0, 3.0, 1.0, 2.0))
    monkeypatch.setattr("bench.turns.read", lambda *_: next(given))

    readings = read_in_turns({"one": Extractor("one", dict)}, [(b"", "")], [0], rounds=3)

    assert readings == {"one": [Reading({"body": "3.0"}, 1.0)]}


def test_what_an_extractor_raises_is_kept_and_is_nothing_found() -> None:
    reading = read(Extractor("one", Scripted("one", []).extract), b"broken", "https://a.example")

    assert reading.fields == {"error": "ValueError: no such tag"}


# --- large pages


@pytest.mark.parametrize("size", [10_000, 100_000])
def test_a_page_is_stretched_by_its_body_alone(size: int) -> None:
    other = b"<html><BODY class=x><p>Another page.</p></BODY></html>"

    made = growth.stretch([ARTICLE, other], size)

    assert size <= len(made) < size + 100
    assert made.count(b"<title>") == 1
    assert made.endswith(b"</body></html>")
    assert made.count(b"Another page.") >= made.count(b"<h1>") - 1 > 1


def test_made_pages_hold_as_much_as_they_say() -> None:
    made = {(page.kind, page.amount): page.html for page in growth.make_pages([ARTICLE] * 5, short=True)}

    assert made["nested tags", "25,000"].count(b"<div>") == 25_000
    assert made["nested lists", "25,000"].count(b"<ul><li>") == 12_500
    for kind in ("in one tag", "1,000 to a tag", "100 to a tag"):
        assert made[f"attributes, {kind}", "250,000"].count(b"=1") == 250_000
    assert {amount for kind, amount in made if "repeated" in kind} == {"1 MB", "2 MB"}


def test_every_kind_of_made_page_comes_in_sizes_that_grow() -> None:
    sizes: dict[str, list[int]] = {}
    for page in growth.make_pages([ARTICLE] * 5, short=False):
        sizes.setdefault(page.kind, []).append(len(page.html))

    assert all(len(found) >= 3 and found == sorted(set(found)) for found in sizes.values())


# --- peers


def test_peers_are_held_to_the_versions_that_ours_has_but_for_the_library_there_is_twice() -> None:
    names = {line.partition("==")[0] for line in peers.shared_versions()}

    assert "selectolax" in names
    assert not names & {"pip", "resiliparse", "fastwarc"}


def test_a_peer_gets_its_own_copy_of_the_library_there_is_twice(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "resiliparse.py").write_text("VERSION = 'of the peers'")
    ours = types.ModuleType("resiliparse")
    yardstick = types.ModuleType("yardstick.extraction")
    yardstick.load = _load_a_reader_of_resiliparse  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "resiliparse", ours)
    monkeypatch.setitem(sys.modules, "yardstick.extraction", yardstick)
    monkeypatch.setattr(sys, "path", list(sys.path))

    loaded, failed = peers.load_peers(tmp_path, ["reader", "missing"])

    assert loaded["reader"].version == "of the peers"
    assert failed == {"missing": "ModuleNotFoundError: No module named 'missing'"}
    assert sys.modules["resiliparse"] is ours
    assert sys.path[-1] == str(tmp_path)


def _load_a_reader_of_resiliparse(name: str) -> types.ModuleType:
    if name == "missing":
        raise ModuleNotFoundError("No module named 'missing'")
    import resiliparse

    module = types.ModuleType(name)
    module.version = resiliparse.VERSION  # type: ignore[attr-defined]
    return module


def test_peers_are_installed_anew_only_when_what_is_wanted_has_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wanted, folder = tmp_path / "peers.txt", tmp_path / "peers"
    called: list[str] = []

    def install(command: list[str]) -> None:
        called.append(command[2])
        (folder / "lib" / "python3.11" / "site-packages").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(peers, "_call", install)
    wanted.write_text("trafilatura==2.3.1")

    for _ in range(2):
        peers.install_peers(wanted, folder)
    first = len(called)
    wanted.write_text("trafilatura==2.3.2")
    found = peers.install_peers(wanted, folder)

    assert called[:first] == ["venv", "pip", "pip"]
    assert len(called) == 2 * first
    assert found == folder / "lib" / "python3.11" / "site-packages"


def test_why_peers_cannot_be_installed_is_told() -> None:
    with pytest.raises(peers.PeersNotInstalledError, match="no such package"):
        peers._call([sys.executable, "-c", "import sys; sys.exit('no such package')"])


# --- tables and figure


def _summary(f1: float, below_half: float, **fields: dict[str, float]) -> dict[str, Any]:
    body = {"f1": f1, "precision": f1, "recall": f1, "below_half": below_half}
    return {"pages": 4, "body": body, "refused": 1, "failed": 0} | fields


REPORT: dict[str, Any] = {
    "extractors": {
        "ours": "ours",
        "floor_parse": "floor",
        "wide": "peer 1.2, wide",
        "narrow": "peer 1.2, narrow",
    },
    "not_measured": {"other": "not installed: no network"},
    "quality": {
        "news": {
            "ours": _summary(0.98, 0, title={"exact": 0.95, "pages": 4}, date={"day": 1, "minute": 0.75}),
            "wide": _summary(0.91, 0.25, title={"exact": 0.5, "pages": 4}),
            "narrow": _summary(0.93, 0.5),
        }
    },
    "refuse": [{"page": "front", "kind": "home", "answers": {"ours": "home_page", "wide": "no text"}}],
    "speed": {
        name: {"median_ms": ms, "mean_ms": ms, "ratio": ms / 0.5, "ratio_of_means": ms / 0.5, "failed": 0}
        for name, ms in (("ours", 1.0), ("floor_parse", 0.5), ("wide", 12.0), ("narrow", 10.0))
    },
    "timed": {"pages": 2, "mean_bytes": 200_400, "rounds": 3},
    "growth": [
        {"kind": "tags", "amount": "10", "megabytes": 2.0, "seconds": 0.5, "answer": "7 paragraphs"},
        {"kind": "tags", "amount": "5", "megabytes": 1.0, "seconds": 0.75, "answer": "no_text"},
        {"kind": "lists", "amount": "5", "megabytes": 1.0, "seconds": 0.1, "answer": "no_text"},
        {"kind": "lists", "amount": "10", "megabytes": 2.0, "seconds": 0.4, "answer": "no_text"},
    ],
}


@pytest.mark.parametrize(
    "line",
    [
        "| ours | 0.980 / 0.0% | 0.950 | 0.750 (1.000) | – |",
        "| peer 1.2, best of its modes | 0.930 / 50.0% | 0.500 | – | – |",
        "| peer 1.2, wide | 0.910 | 0.910 | 0.910 | 25.0% | 0.500 | – | – | – | 1 | 0 |",
        "| front | home | home_page | no text |",
        "| peer 1.2, wide | 12.00 | 12.00 | 24.0 | 24.0 | 12.0 | 0 |",
        "| tags | 5 | 1.00 | 0.750 | 750 | no_text |",
        "The most costly took 0.75 s.",
        "The cost of lists grows fastest, 2.0 times as fast as the page.",
        "Not measured: other: not installed: no network",
    ],
)
def test_the_tables_hold_what_was_measured(line: str) -> None:
    assert line in tables.render(REPORT).splitlines()


def test_the_worst_pages_come_first_and_other_lost_fields_are_named() -> None:
    exact, day, minute = (True, True), {"day": True, "minute": True}, {"day": True, "minute": False}
    rows = [
        PageScores("ours", "news", "good", {}, {"body": (1.0, 0, 0), "title": exact, "date": day}),
        PageScores("ours", "news", "bad", {}, {"body": (0.25, 0.75, 0), "title": exact, "date": minute}),
        PageScores("ours", "news", "odd", {}, {"body": (0.5, 0, 0.5), "authors": 0.5}),
    ]

    lines = tables.list_worst(rows, 2).splitlines()

    assert [line.split(" | ")[0] for line in lines if line.endswith((" bad |", " odd |", " good |"))] == [
        "| 0.400",
        "| 0.667",
    ]
    assert "| 0.400 | 0.250 | 1.000 | yes | yes | no | – | bad |" in lines
    assert [line for line in lines if " lost: " in line] == ["date lost: bad", "authors lost: odd"]


def test_the_figure_names_every_extractor_and_survives_what_xml_cannot_hold() -> None:
    report = REPORT | {"extractors": REPORT["extractors"] | {"wide": "peer\x001.2"}}

    svg = figure.draw(report)

    assert svg.startswith("<svg")
    assert "peer\ufffd1.2" in svg
    assert "peer 1.2, narrow" in svg
    assert "floor" not in svg
