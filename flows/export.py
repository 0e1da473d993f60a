"""`make export FORMAT=parquet`: the articles as they read now, or all tables, for use elsewhere."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.asking import day, unknown_source
from flows.parameters import WrongParameters, refuse_empty_window
from flows.settings import settings_or_exit
from warehouse import query
from warehouse.connect import WarehouseRefused, open_reader
from warehouse.export import FORMATS, ExportRefused, export_articles, export_whole
from warehouse.transaction import WarehouseBusy, WarehouseFull

_ENDINGS = {
    "parquet": "articles",
    "jsonl": "articles.jsonl",
    "csv": "articles.csv",
    "duckdb": "warehouse.duckdb",
}


def main(arguments: Sequence[str]) -> int:
    """Write the export and say where it is; returns the exit code."""
    asked = _parser().parse_args(arguments)
    settings = settings_or_exit()
    target = asked.to or settings.data_folder / "export" / _ENDINGS[asked.format]
    if asked.format == "duckdb" and (asked.source or asked.since or asked.until):
        print(
            "A copy of the warehouse is whole: --source, --since and --until are for articles.",
            file=sys.stderr,
        )
        return 2
    try:
        refuse_empty_window(asked.since, asked.until)
        with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
            if asked.format == "duckdb":
                export_whole(connection, target, data_folder=settings.data_folder)
                print(f"The warehouse as it is now, to be read while loads go on: {target}")
                return 0
            titles = query.titles(connection)
            for name in asked.source or ():
                if unknown := unknown_source(name, titles):
                    print(unknown, file=sys.stderr)
                    return 2
            count = export_articles(
                connection,
                target,
                asked.format,
                data_folder=settings.data_folder,
                sources=asked.source,
                since=asked.since,
                until=asked.until,
            )
    except (ExportRefused, WarehouseBusy, WarehouseFull, WarehouseRefused, WrongParameters) as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{count} articles in {target}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m flows.export", description="The articles as they read now, for use elsewhere."
    )
    parser.add_argument("--format", choices=[*FORMATS, "duckdb"], default="parquet")
    parser.add_argument("--to", type=Path, help="where to; what is there is replaced (data/export/articles…)")
    parser.add_argument("--source", action="append", help="only this outlet; may be given several times")
    parser.add_argument("--since", type=day, help="published on this day (UTC) or later")
    parser.add_argument("--until", type=day, help="published before this day (UTC)")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
