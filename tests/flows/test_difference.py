"""What is told of a difference, however many pages it is of."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from flows.artifacts import difference_lines
from flows.reprocess_pages import (
    Difference,
    Tally,
    _answered,
    _apply,
    _leave_out_missing,
    _read_last,
    _Shown,
    _still_holds,
    different,
    examples_page,
    read_by_newer_rules,
)
from flows.settings import Settings
from tasks.article import RULE_VERSION
from tasks.stages import Rehearsed
from tests.warehouse.scene import NOON, RUN, article, decide, fetched, package, place, warehouse
from warehouse.connect import open_reader, open_writer
from warehouse.load import load_package
from warehouse.package import PackageRefused
from warehouse.run import start_run

PAGE = "https://sada.example/news/1"


def test_a_tally_counts_all_and_keeps_a_few_of_each_source() -> None:
    tally = Tally()
    for number in range(1000):
        url = f"http://sada.example/{number}"
        tally.add(Difference("sada", url, "changed", "خبر", {"section": (None, "سياسة")}))
    tally.add(Difference("nashra", "http://nashra.example/1", "lost", "آخر", {}))
    tally.add(Difference("nashra", "http://nashra.example/2", "same", "ثالث", {}))

    assert [tally.total(kind) for kind in ("same", "changed", "gained", "lost")] == [1, 1000, 0, 1]
    assert tally.table() == [
        {"source": "nashra", "same": 1, "changed": 0, "gained": 0, "lost": 1, "fields": ""},
        {"source": "sada", "same": 0, "changed": 1000, "gained": 0, "lost": 0, "fields": "1000 section"},
    ]
    examples = tally.examples()
    assert [(row["source"], row["what"]) for row in examples] == [("nashra", "lost")] + 5 * [
        ("sada", "changed")
    ]
    assert (examples[0]["before"], examples[0]["today"]) == ("آخر", "")
    assert (examples[1]["before"], examples[1]["today"]) == ("", "سياسة")


def test_a_tally_of_thousands_of_sources_can_be_looked_at() -> None:
    tally = Tally()
    for number in range(3_000):
        source, url = f"paper_{number:04}_test", f"http://paper-{number:04}.test/1"
        tally.add(Difference(source, url, "same", "خبر", {}))
        if number >= 1_000:
            tally.add(Difference(source, url, "changed", "خبر", {"text": ("ق" * 5_000, "ج" * 5_000)}))
    tally.add(Difference("paper_2999_test", "http://paper-2999.test/2", "lost", "خبر", {}))

    *rows, others = tally.table()
    examples = tally.examples()

    assert [row["source"] for row in rows][:2] == ["paper_1000_test", "paper_1001_test"]
    assert (len(rows), rows[-1]["source"], rows[-1]["lost"]) == (500, "paper_2999_test", 1)
    assert others == {
        "source": "2,500 others",
        "same": 2_500,
        "changed": 1_500,
        "gained": 0,
        "lost": 0,
        "fields": "1500 text",
    }
    assert len({row["source"] for row in examples}) == 100
    assert examples[-1]["source"] == "paper_2999_test"
    assert max(len(row["before"]) for row in examples) == 200


def _row(kind: str, headline: str, **fields: Any) -> dict[str, Any]:
    row = {"kind": kind, "source": "sada", "title": "صدى", "url": "http://a/1"}
    before = dict.fromkeys(("previous_headline", "paragraphs_removed", "paragraphs_added"))
    return row | before | {"headline": headline} | fields


def test_a_dry_run_says_in_its_log_what_would_be_different() -> None:
    changed = {"previous_headline": "ق", "paragraphs_removed": 1, "paragraphs_added": 2}
    rows = [_row("corrected", "جديد\x1b[31m", **changed), _row("new", "خبر"), _row("new", "آخر")]
    summary = {"articles": 8, "corrections": 1}

    lines = difference_lines(Rehearsed(summary, [], [], rows), most=2)

    assert lines == [
        "Would be corrected: صدى: جديد [31m (http://a/1). before: ق. 1 paragraph went. 2 paragraphs came",
        "Would be new: صدى: خبر (http://a/1)",
        "and 7 more would be new or corrected",
    ]


def test_a_line_of_the_log_is_bounded_and_orders_no_terminal_about() -> None:
    rows = [
        _row("corrected", "خبر\u202eمقلوب\u2066\u2028سطر\u0085"),
        _row("corrected", "خ" * 5000, url="u" * 8000, previous_headline="ق" * 5000),
    ]

    lines = difference_lines(Rehearsed({"articles": 0, "corrections": 2}, [], [], rows))

    assert lines == [
        "Would be corrected: صدى: خبرمقلوب سطر  (http://a/1). its former headline is not known",
        f"Would be corrected: صدى: {'خ' * 239}… ({'u' * 499}…). before: {'ق' * 231}…",
    ]


def test_the_page_of_examples_sets_each_text_in_its_own_direction() -> None:
    row = {
        "source": "sabah",
        "url": "https://sabah.example/1",
        "what": "changed",
        "field": "headline",
        "before": "عنوان <b>قديم</b>",
        "today": "عنوان جديد",
    }

    assert examples_page([row, row | {"field": "section", "before": "", "today": "Sport"}]) == "\n".join(
        [
            "### sabah: changed",
            "",
            '<div><a href="https://sabah.example/1">https://sabah.example/1</a></div>',
            "",
            "**headline**",
            "",
            '<div>was: <span dir="auto">عنوان &lt;b&gt;قديم&lt;/b&gt;</span></div>\n',
            '<div>reads today: <span dir="auto">عنوان جديد</span></div>\n',
            "**section**",
            "",
            '<div>reads today: <span dir="auto">Sport</span></div>\n',
        ]
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"same": 9, "changed": 0, "gained": 0, "lost": 0}, "nothing different"),
        ({"same": 0, "changed": 0, "gained": 1_200, "lost": 2}, "1,200 gained, 2 lost"),
    ],
)
def test_the_name_of_a_run_says_what_is_different_and_not_only_what_changed(
    counts: dict[str, int], expected: str
) -> None:
    assert different(counts) == expected


def test_pages_that_newer_rules_have_read_are_counted() -> None:
    versions = [None, "1", RULE_VERSION, f"{RULE_VERSION}.1", "1000"]

    assert read_by_newer_rules([{"rule_version": version} for version in versions]) == 2


def test_a_damaged_package_is_not_written_anew_without_the_pages_that_are_gone(tmp_path: Path) -> None:
    gone = {"stage": "decode", "reason": "not_in_archive", "detail": "a.warc.gz is gone", "url": PAGE}
    damaged = package(tmp_path, "one", [fetched(PAGE, rejections=[gone]), fetched(f"{PAGE}2")])
    spoiled = bytearray(damaged.read_bytes())
    spoiled[spoiled.index(b"https")] ^= 1
    damaged.write_bytes(spoiled)

    with pytest.raises(PackageRefused, match=r"one\.parquet is damaged"):
        _leave_out_missing(damaged, RUN)

    assert damaged.read_bytes() == spoiled


def test_a_difference_of_which_one_package_was_damaged_meanwhile_is_applied_as_far_as_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "reprocessed").mkdir()
    damaged, _ = (
        package(tmp_path / "reprocessed", f"{RUN}-{number:04}", [fetched(f"{PAGE}{number}")])
        for number in (1, 2)
    )
    damaged.write_bytes(damaged.read_bytes()[:-9] + b"no foot..")
    settings = Settings(data_folder=tmp_path, warehouse=tmp_path / "warehouse.duckdb")
    with warehouse(tmp_path) as connection:
        start_run(connection, RUN, flow="reprocess-pages", parameters={}, started_at=NOON)

    def load(given: Path, *_: object) -> None:
        with open_writer(place(tmp_path)) as connection:
            load_package(connection, given, decide=decide)

    monkeypatch.setattr("flows.reprocess_pages.get_run_logger", lambda: logging.getLogger("run"))
    monkeypatch.setattr("flows.reprocess_pages.publish_summary", lambda _: None)
    monkeypatch.setattr("flows.reprocess_pages.load_batch", load)
    _apply(settings, _Shown(RUN, 2, 2, {}))

    with open_reader(place(tmp_path)) as connection:
        loaded = connection.execute("SELECT requested_url FROM fetches").fetchall()
        ((outcome,),) = connection.execute("SELECT outcome FROM run").fetchall()
    assert loaded == [(f"{PAGE}2",)]
    assert outcome.startswith(f"not whole; {damaged.name} is no Parquet file")
    assert "run reprocess-pages again" in caplog.text


@pytest.mark.parametrize(
    ("given", "loaded_since", "expected"),
    [
        ({"answer": "apply"}, "another", "apply"),
        ({"answer": "apply"}, "the same", None),
        ({"answer": "apply"}, None, "apply"),
        ({"answer": "throw away"}, "the same", "throw away"),
        (None, None, None),  # nobody answered, and the run was retried
    ],
)
def test_an_answer_holds_until_a_page_of_the_difference_is_read_anew(
    given: dict[str, str] | None,
    loaded_since: str | None,
    expected: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = {name: [fetched(PAGE + name, article(PAGE + name, "خبر"))] for name in ("the same", "another")}
    settings, shown = shown_difference(tmp_path, rows["the same"])
    monkeypatch.setattr("flows.reprocess_pages.read_flow_run_input", lambda _: given)
    monkeypatch.setattr("flows.reprocess_pages.get_run_logger", lambda: logging.getLogger("run"))
    with open_writer(place(tmp_path)) as connection:
        if loaded_since:
            since = package(tmp_path, "since", rows[loaded_since])
            load_package(connection, since, decide=decide)

    answered = _answered(settings, shown)

    left = [path.exists() for path in shown.packages(settings, "reprocessed")]
    assert (answered, left) == (expected, [answered is not None] * 2)


def test_a_difference_that_earlier_code_showed_is_shown_again(tmp_path: Path) -> None:
    settings, shown = shown_difference(tmp_path, [fetched(PAGE, article(PAGE, "خبر"))])

    assert _still_holds(settings, shown)
    assert not _still_holds(settings, _Shown(RUN, 1, 2, {}))


def shown_difference(folder: Path, rows: list[dict[str, Any]]) -> tuple[Settings, _Shown]:
    """In two batches, of which one was damaged as it was written."""
    (folder / "reprocessed").mkdir()
    settings = Settings(data_folder=folder, warehouse=folder / "warehouse.duckdb")
    packages = [package(folder / "reprocessed", f"{RUN}-{number:04}", rows) for number in (1, 2)]
    packages[1].write_bytes(packages[1].read_bytes()[:-9] + b"no foot..")
    with warehouse(folder, package(folder, "seen", rows)) as connection:
        start_run(connection, RUN, flow="reprocess-pages", parameters={}, started_at=NOON)
    return settings, _Shown(RUN, 1, 2, {}, [_read_last(settings, path) for path in packages])
