"""Write articles for use elsewhere: Parquet by day and source, JSON lines, CSV; or all tables. Reads only."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import duckdb

from warehouse.connect import snapshot_path
from warehouse.lake import catalog_of, paths_of
from warehouse.maintain import snapshot
from warehouse.search import index_path
from warehouse.sql import quoted, read_sql

Format = Literal["parquet", "jsonl", "csv"]

FORMATS: tuple[Format, ...] = get_args(Format)

_OPTIONS = {
    # The two columns stay in the files as well: one that is taken out of its folder still says what it is.
    "parquet": "FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day, source), WRITE_PARTITION_COLUMNS true",
    # RFC 3339: a space for the T and +00 for the Z are dates to Python, and none to JavaScript.
    "jsonl": "FORMAT json, ARRAY false, TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'",
    "csv": "FORMAT csv, HEADER true",
}

_FULL = "there is no room for it"
# DuckDB has these of the system as Python does, and no classes for them.
_WHY = (
    ("No space left on device", _FULL),
    ("Disk quota exceeded", _FULL),
    ("File too large", _FULL),
    ("Read-only file system", "its disk is read-only"),
    ("Permission denied", "who runs this may not write there"),
    ("Operation not permitted", "who runs this may not write there"),
    ("Not a directory", "a part of its path is a file, and no folder"),
    ("File exists", "a part of its path is a file, and no folder"),
    ("No such file or directory", "its folder is not there, and cannot be made"),
    ("File name too long", "its name is too long"),
)

_PACKED = {".gz": ", COMPRESSION gzip", ".zst": ", COMPRESSION zstd"}

# Hive's name of a day and a source that are not known: an export with no article has its columns there.
_NONE = "__HIVE_DEFAULT_PARTITION__"


class ExportRefused(Exception):
    """Nothing was exported; what was there before is as it was."""


def export_articles(
    connection: duckdb.DuckDBPyConnection,
    target: Path,
    format_: Format,
    *,
    data_folder: Path | None = None,
    sources: Sequence[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Write the articles as they read now to `target`, which is replaced as a whole; gives their number.

    `target` becomes a folder day=…/source=…/*.parquet (Hive's names; odd characters as %XX), or one file of
    JSON lines or CSV, packed if its name ends in .gz or .zst. `since` (inclusive) and `until` (exclusive)
    are UTC days of publication. Values are as stored, save that a CSV cell which a spreadsheet would run
    gets an apostrophe before it. Raises ExportRefused if it cannot be written there, or if what is there is
    no export: of `data_folder`, whatever is not in its folder `export`.
    """
    if format_ != "parquet":
        _refuse_packing(target, known=tuple(_PACKED))
    try:
        _refuse_to_replace(connection, target, data_folder, is_folder=format_ == "parquet")
        return _export(connection, target, format_, sources, since, until)
    except (OSError, duckdb.IOException) as error:
        raise _not_written(target, error) from error


def export_whole(
    connection: duckdb.DuckDBPyConnection, target: Path, *, data_folder: Path | None = None
) -> None:
    """All tables as a DuckDB file at `target`. Raises ExportRefused as above, and WarehouseFull."""
    _refuse_packing(target, known=())
    try:
        _refuse_to_replace(connection, target, data_folder, is_folder=False)
        snapshot(connection, target)
    except (OSError, duckdb.IOException) as error:
        raise _not_written(target, error) from error


def _not_written(target: Path, error: Exception) -> ExportRefused:
    why = next((why for words, why in _WHY if words in str(error)), str(error))
    then = "Make room on its disk, or name another place." if why == _FULL else "Name another place."
    return ExportRefused(f"{target} could not be written: {why}. What was there is as it was. {then}")


def _refuse_packing(target: Path, *, known: tuple[str, ...]) -> None:
    """A file is not to be named for a packing that it is not in."""
    ending = target.suffix.lower()
    if ending in (".gz", ".zst", ".bz2", ".xz", ".zip") and ending not in known:
        others = f", or one of {', '.join(known)}" if known else ""
        raise ExportRefused(f"{target} cannot be packed as {ending}: give it another ending{others}.")


def _refuse_to_replace(
    connection: duckdb.DuckDBPyConnection, target: Path, data_folder: Path | None, *, is_folder: bool
) -> None:
    """Whoever mistypes an address must not lose a warehouse, or a folder with everything in it."""
    here = target.resolve()
    for own in _parts(connection):
        # Itself, in it, its .wal or .turn, or a folder that it is in.
        beside_it = here.parent == own.parent and here.name.startswith(own.name)
        if own in here.parents or here in own.parents or beside_it:
            raise ExportRefused(f"{target} is where the warehouse is: name another place.")
    if data_folder is not None and _is_kept_in(data_folder.resolve(), here):
        raise ExportRefused(
            f"{target} is in the data folder, where archive, packages and backups are: name a place in "
            f"{data_folder / 'export'}, or another folder."
        )
    if target.exists() and target.is_dir() != is_folder:
        raise ExportRefused(
            f"{target} is {'a file' if is_folder else 'a folder'} already: name another place."
        )
    if is_folder and target.exists():
        others = sorted(one.name for one in target.iterdir() if not one.name.startswith("day="))
        if others:
            raise ExportRefused(f"{target} has other things in it, as {others[0]}: name a folder of its own.")


def _parts(connection: duckdb.DuckDBPyConnection) -> list[Path]:
    """What the warehouse is made of, and what is kept beside it."""
    if catalog_of(connection) is not None:
        return [path.resolve() for path in paths_of(connection)]
    opened = connection.execute("SELECT path FROM duckdb_databases() WHERE path IS NOT NULL").fetchall()
    files = [Path(path).resolve() for (path,) in opened]
    return [part for file in files for part in (file, snapshot_path(file), index_path(file))]


def _is_kept_in(data_folder: Path, here: Path) -> bool:
    """Whether it is the data folder's, whose own folders may be more with each version."""
    return data_folder in (here, *here.parents) and data_folder / "export" not in here.parents


def _export(
    connection: duckdb.DuckDBPyConnection,
    target: Path,
    format_: Format,
    sources: Sequence[str] | None,
    since: date | None,
    until: date | None,
) -> int:
    partial = target.with_name(target.name + ".partial")
    _remove(partial)
    target.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE exported AS {read_sql('exports', 'articles')}",
        {"sources": None if sources is None else list(sources), "since": since, "until": until},
    )
    try:
        connection.execute(read_sql("exports", "safe_cell"))
        (count,) = connection.execute("SELECT count(*) FROM exported").fetchall()[0]
        rows = read_sql("exports", "csv_cells") if format_ == "csv" else "FROM exported ORDER BY ALL"
        options = _OPTIONS[format_]
        if format_ == "parquet":
            partial.mkdir()
        else:
            options += _PACKED.get(target.suffix.lower(), "")
        connection.execute(f"COPY ({rows}) TO {quoted(partial)} ({options})")
        if format_ == "parquet" and not count:
            _write_columns(connection, partial)
    except BaseException:
        _remove(partial)
        raise
    finally:
        connection.execute("DROP TABLE exported")
    _put_in_place(partial, target)
    return int(count)


def _write_columns(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """A file without rows: of a folder with no file at all a reader says that it is not there."""
    file = folder / f"day={_NONE}" / f"source={_NONE}" / "data_0.parquet"
    file.parent.mkdir(parents=True)
    connection.execute(f"COPY exported TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd)")


def _put_in_place(partial: Path, target: Path) -> None:
    """A folder cannot be replaced in one step: in between a reader finds none, never half of one."""
    old = target.with_name(target.name + ".old")
    _remove(old)
    if target.exists():
        target.rename(old)
    partial.rename(target)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
