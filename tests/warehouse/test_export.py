"""Exports: every value as stored, nothing a spreadsheet would run, and whole or not at all."""

from __future__ import annotations

import csv
import errno
import gzip
import json
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.export import main as export
from tests.warehouse.scene import NOON, article, at, contents, fetched, package, place, settings_of, warehouse
from warehouse.connect import open_reader
from warehouse.export import FORMATS, Format, _not_written, export_articles

A = "https://sada.example/a"
B = "https://nashra.example/b"
C = "https://sada.example/c"

_HOSTILE = [
    '=HYPERLINK("http://x";"اضغط")',
    "+966 5",
    "-1 درجة",
    "@ذكر",
    "\t=1+1",
    "＝1+1",
    'قال: "نعم"، ثم\nسكت',
    "<script>alert(1)</script>",
    "عنوان \u202eمقلوب\u202c",
    "DDE('cmd')|x",
]


def _rows() -> list[dict[str, Any]]:
    rich = article(
        A,
        "خبر",
        "نص أول",
        "نص ثان",
        published_at=at(0),
        authors=["سارة حسن", "=Omar"],
        keywords=[{"surface": "أخبار", "folded": "اخبار"}],
        section="سياسة",
    )
    return [
        fetched(A, rich),
        fetched(B, article(B, "آخر", "نص", published_at=at(60)), source="nashra/بث ..", when=at(60)),
        fetched(C, article(C, "أمس", "نص", published_at=NOON - timedelta(days=1))),
    ]


def _export(folder: Path, format_: Format, **bounds: Any) -> tuple[int, Path]:
    target = folder / "out" / f"o'dd {format_}"
    with open_reader(place(folder)) as connection:
        return export_articles(connection, target, format_, **bounds), target


def _read(format_: Format, target: Path) -> list[dict[str, Any]]:
    if format_ == "jsonl":
        return [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    if format_ == "csv":
        with target.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return [row | {"authors": json.loads(row["authors"])} for row in rows]
    # ParquetFile, not read_table: that would read the day out of the folder's name.
    files = sorted(target.rglob("*.parquet"))
    return [row for file in files for row in pq.ParquetFile(file).read().to_pylist()]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_export_has_every_article_with_what_belongs_to_it(tmp_path: Path, format_: Format) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass

    count, target = _export(tmp_path, format_)

    rows = {row["url"]: row for row in _read(format_, target)}
    assert (count, sorted(rows)) == (3, sorted([A, B, C]))
    assert (rows[A]["headline"], rows[A]["text"]) == ("خبر", "نص أول\nنص ثان")
    assert (rows[A]["authors"], rows[B]["authors"]) == (["سارة حسن", "=Omar"], [])
    assert str(rows[A]["day"]) == "2023-11-30"
    assert str(rows[A]["published_at"]) in (
        ["2023-11-30T12:00:00.000000Z"]
        if format_ == "jsonl"
        else ["2023-11-30 12:00:00+00", "2023-11-30 12:00:00+00:00"]
    )
    assert str(rows[A]["article_id"]).replace("-", "") != ""
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.essential
def test_parquet_lies_by_day_and_source_under_names_that_are_safe(tmp_path: Path) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass

    _, target = _export(tmp_path, "parquet")

    folders = sorted(path.parent.relative_to(target).as_posix() for path in target.rglob("*.parquet"))
    assert folders == [
        "day=2023-11-29/source=sada",
        "day=2023-11-30/source=nashra%2F%D8%A8%D8%AB%20..",
        "day=2023-11-30/source=sada",
    ]
    read_back = duckdb.connect().execute(
        "SELECT count(*), count(DISTINCT source) FROM read_parquet(?, hive_partitioning = false)",
        [str(target).replace("'", "?") + "/*/*/*.parquet"],
    )
    assert read_back.fetchall() == [(3, 2)]


@pytest.mark.parametrize("value", _HOSTILE)
@pytest.mark.parametrize("format_", FORMATS)
def test_a_hostile_value_comes_out_as_it_is_and_in_csv_is_never_a_formula(
    tmp_path: Path, format_: Format, value: str
) -> None:
    hostile = article(A, value, value, byline_raw=value, section=value)
    with warehouse(tmp_path, package(tmp_path, "one", [fetched(A, hostile)])):
        pass

    _, target = _export(tmp_path, format_)

    (row,) = _read(format_, target)
    cells = [row[name] for name in ("headline", "text", "byline", "section")]
    if format_ == "csv":
        assert not any(cell[0] in "=+-@\t\r\n|%＝＋－＠" for cell in cells)
        cells = [cell[1:] if cell[0] == "'" else cell for cell in cells]
    assert cells == [value] * 4


_BOUNDS: list[tuple[dict[str, Any], list[str]]] = [
    ({"sources": ["sada"]}, [A, C]),
    ({"sources": []}, []),
    ({"since": NOON.date()}, [B, A]),
    ({"until": NOON.date()}, [C]),
]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("bounds", "expected"), _BOUNDS)
def test_an_export_can_be_bounded(
    tmp_path: Path, format_: Format, bounds: dict[str, Any], expected: list[str]
) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass

    count, target = _export(tmp_path, format_, **bounds)

    assert count == len(expected)
    assert sorted(row["url"] for row in _read(format_, target)) == sorted(expected)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_export_replaces_the_one_before_as_a_whole_and_a_failed_one_does_not(
    tmp_path: Path, format_: Format
) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass
    _export(tmp_path, format_)
    _, target = _export(tmp_path, format_, sources=["sada"])

    with pytest.raises(duckdb.ConversionException):
        _export(tmp_path, format_, since="no day")

    assert sorted(row["url"] for row in _read(format_, target)) == [A, C]
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_an_export_of_no_article_has_the_columns_of_one_with_some(tmp_path: Path) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass
    _, target = _export(tmp_path, "parquet")
    with_some = pq.ParquetFile(next(target.rglob("*.parquet")))

    count, target = _export(tmp_path, "parquet", sources=[])

    (file,) = target.rglob("*.parquet")
    with_none = pq.ParquetFile(file)
    assert (count, with_none.metadata.num_rows) == (0, 0)
    # DuckDB 2.0 says besides which columns have no null in this file.
    assert [(column.name, column.type) for column in with_none.schema_arrow] == [
        (column.name, column.type) for column in with_some.schema_arrow
    ]
    assert _export(tmp_path, "parquet")[0] == 3  # in its place


@pytest.mark.parametrize("format_", ["csv", "jsonl"])
def test_a_file_whose_name_says_that_it_is_packed_is(tmp_path: Path, format_: Format) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass
    plain, gzipped, zstandard = (tmp_path / f"a.{format_}{ending}" for ending in ("", ".gz", ".ZST"))

    with open_reader(place(tmp_path)) as connection:
        for target in (plain, gzipped, zstandard):
            export_articles(connection, target, format_)

    assert gzip.decompress(gzipped.read_bytes()) == plain.read_bytes()
    with pa.input_stream(zstandard, compression="zstd") as stream:
        assert stream.read() == plain.read_bytes()


@pytest.mark.parametrize(
    ("format_", "name"), [("jsonl", "a.jsonl.zip"), ("csv", "a.csv.bz2"), ("duckdb", "a.duckdb.gz")]
)
def test_a_packing_that_an_export_has_not_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    format_: str,
    name: str,
) -> None:
    with warehouse(tmp_path / "own", package(tmp_path, "one", _rows())):
        pass
    for variable, value in settings_of(place(tmp_path / "own")).items():
        monkeypatch.setenv(variable, value)

    code = export(["--format", format_, "--to", str(tmp_path / name)])

    assert (code, "give it another ending" in capsys.readouterr().err) == (2, True)
    assert not (tmp_path / name).exists()


_NO_PLACES = [
    ("a file/articles", "a part of its path is a file, and no folder"),
    ("long" * 100, "its name is too long"),
]


@pytest.mark.parametrize("format_", [*FORMATS, "duckdb"])
@pytest.mark.parametrize(("to", "why"), _NO_PLACES)
def test_of_a_place_that_cannot_be_written_is_told_what_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    format_: str,
    to: str,
    why: str,
) -> None:
    (tmp_path / "a file").write_text("mine")
    with warehouse(tmp_path / "own", package(tmp_path, "one", _rows())):
        pass
    for name, value in settings_of(place(tmp_path / "own")).items():
        monkeypatch.setenv(name, value)

    code = export(["--format", format_, "--to", str(tmp_path / to)])

    said = f"{tmp_path / to} could not be written: {why}. What was there is as it was. Name another place.\n"
    assert (code, capsys.readouterr().err) == (2, said)


_WHYS: list[tuple[Exception, str]] = [
    (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "x.partial"), "there is no room for it"),
    (OSError(errno.EROFS, os.strerror(errno.EROFS), "x.partial"), "its disk is read-only"),
    (OSError(errno.ENOENT, os.strerror(errno.ENOENT), "x.partial"), "its folder is not there"),
    (duckdb.IOException('Cannot open file "x.partial": Permission denied'), "who runs this may not write"),
    (duckdb.IOException('Cannot open file "x.partial": Read-only file system'), "its disk is read-only"),
    (OSError(errno.EIO, os.strerror(errno.EIO), "x.partial"), "[Errno 5] Input/output error"),
]


@pytest.mark.parametrize(("error", "why"), _WHYS)
def test_what_the_system_says_of_a_place_is_told_in_words(error: Exception, why: str) -> None:
    told = str(_not_written(Path("x"), error))

    assert told.startswith(f"x could not be written: {why}")
    assert ("Make room on its disk" in told) == (why == "there is no room for it")


def test_an_outlet_that_nobody_knows_replaces_no_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass
    for name, value in settings_of(place(tmp_path)).items():
        monkeypatch.setenv(name, value)
    target = tmp_path / "export" / "out.jsonl"
    asked = ["--format", "jsonl", "--to", str(target)]

    codes = [export(asked), export([*asked, "--source", "sadda"])]

    assert codes == [0, 2]
    assert "sada" in capsys.readouterr().err
    assert len(_read("jsonl", target)) == 3


def test_a_copy_of_the_warehouse_has_all_tables_and_no_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())) as connection:
        before = contents(connection)
    for name, value in settings_of(place(tmp_path)).items():
        monkeypatch.setenv(name, value)
    target = tmp_path / "export" / "copy.duckdb"
    asked = ["--format", "duckdb", "--to", str(target)]

    codes = [export([*asked, "--source", "sada"]), export(asked)]

    with open_reader(target) as copy:
        assert contents(copy) == before
    assert codes == [2, 0]
    assert "A copy of the warehouse is whole" in capsys.readouterr().err


@pytest.mark.file_only("the names are those of a DuckDB file")
@pytest.mark.parametrize(
    ("format_", "to", "said"),
    [
        ("jsonl", "warehouse.duckdb", "is where the warehouse is"),
        ("duckdb", "warehouse.duckdb", "is where the warehouse is"),
        ("csv", "warehouse.duckdb.wal", "is where the warehouse is"),
        ("csv", "warehouse.snapshot.duckdb", "is where the warehouse is"),
        ("duckdb", "warehouse.search.duckdb", "is where the warehouse is"),
        ("parquet", ".", "is where the warehouse is"),
        ("parquet", "papers", "has other things in it, as diary.txt"),
        ("duckdb", "papers", "is a folder already"),
        ("jsonl", "papers", "is a folder already"),
        ("parquet", "papers/diary.txt", "is a file already"),
        ("duckdb", "papers/diary.txt/copy.duckdb", "could not be written"),
    ],
)
def test_an_export_takes_the_place_of_nothing_but_an_export(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    format_: str,
    to: str,
    said: str,
) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "diary.txt").write_text("mine")
    for name, value in settings_of(place(tmp_path)).items():
        monkeypatch.setenv(name, value)
    before = sorted((one, one.stat().st_size) for one in tmp_path.rglob("*.*"))

    code = export(["--format", format_, "--to", str(tmp_path / to)])

    assert (code, said in capsys.readouterr().err) == (2, True)
    assert sorted((one, one.stat().st_size) for one in tmp_path.rglob("*.*")) == before


@pytest.mark.essential
@pytest.mark.parametrize("format_", [*FORMATS, "duckdb"])
def test_an_export_takes_the_place_of_nothing_that_the_warehouse_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    with warehouse(tmp_path / "own", package(tmp_path, "one", _rows())) as connection:
        before = contents(connection)
    for name, value in settings_of(place(tmp_path / "own")).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(tmp_path / "data"))
    own = tmp_path / "own"
    parts = [own, *own.iterdir(), *list(own.rglob("*.parquet"))[:1]]

    codes = [export(["--format", format_, "--to", str(part)]) for part in parts]

    assert set(codes) == {2}
    with open_reader(place(own)) as connection:
        assert contents(connection) == before


@pytest.mark.parametrize(
    ("format_", "to"),
    [
        ("csv", "packages/one.parquet"),
        ("duckdb", "backups/warraq-1.duckdb"),
        ("parquet", "runs"),
        ("jsonl", "archive/2023/11/30/new.jsonl"),
        ("parquet", "new"),
        ("parquet", "."),
        ("jsonl", "export/../deploying.json"),
        ("parquet", "export"),
    ],
)
def test_of_the_data_folder_an_export_takes_a_place_in_export_alone(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    format_: str,
    to: str,
) -> None:
    data = tmp_path / "data"
    for folder in ("packages", "backups", "runs", "export"):
        (data / folder).mkdir(parents=True)
    (data / "packages" / "one.parquet").write_text("loaded")
    (data / "backups" / "warraq-1.duckdb").write_text("made last night")
    with warehouse(tmp_path, package(tmp_path, "one", _rows())):
        pass
    for name, value in settings_of(place(tmp_path)).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WARRAQ_DATA_FOLDER", str(data))
    before = {one: one.is_file() and one.read_bytes() for one in data.rglob("*")}

    code = export(["--format", format_, "--to", str(data / to)])

    assert (code, f"name a place in {data / 'export'}" in capsys.readouterr().err) == (2, True)
    assert {one: one.is_file() and one.read_bytes() for one in data.rglob("*")} == before
