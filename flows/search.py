"""`make search WORDS="…"`: the articles that have all these words, best first."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from flows.asking import day, positive, unknown_source
from flows.parameters import WrongParameters, midnight, refuse_empty_window
from flows.settings import settings_or_exit
from tasks import words
from warehouse import query
from warehouse.connect import WarehouseRefused, open_reader
from warehouse.search import Found, index_path, search
from warehouse.transaction import WarehouseBusy


def main(arguments: Sequence[str]) -> int:
    """Search the warehouse and print what is found; returns the exit code.

    1: nothing was found. 2: it could not be looked for, and what to do is printed.
    """
    asked = _parser().parse_args(arguments)
    text = " ".join(asked.words)
    settings = settings_or_exit()
    path = settings.warehouse_path
    if not words.search_words(text):
        print(f"There is no word in {text!r} to search for.", file=sys.stderr)
        return 2
    try:
        refuse_empty_window(asked.since, asked.until)
        with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
            if asked.source and (unknown := unknown_source(asked.source, query.titles(connection))):
                print(unknown, file=sys.stderr)
                return 2
            found = search(
                connection,
                index_path(path),
                text,
                wording=words,
                source=asked.source,
                since=midnight(asked.since),
                until=midnight(asked.until),
                most=asked.most,
                wait=settings.lock_wait,
            )
    except (WarehouseBusy, WarehouseRefused, WrongParameters) as error:
        print(error, file=sys.stderr)
        return 2
    _print(found)
    return 0 if found["hits"] else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m flows.search", description="Articles that have all these words, best first."
    )
    parser.add_argument("words", nargs="+")
    parser.add_argument("--source", help="only this outlet")
    parser.add_argument("--since", type=day, help="published on this day (UTC) or later, as 2026-11-21")
    parser.add_argument("--until", type=day, help="published before this day (UTC)")
    parser.add_argument("--most", type=positive, default=10, help="show so many (10)")
    return parser


def _print(found: Found) -> None:
    console = Console(highlight=False, soft_wrap=True)
    forms = {"minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
    for hit in found["hits"]:
        console.print(Text(hit["headline"], style="bold"))
        form = forms.get(hit["published_precision"] or "", "first seen %Y-%m-%d %H:%M")
        console.print(
            Text(f"{hit['published_at'].strftime(form)}  {hit['source']}  {hit['url']}", style="dim")
        )
        console.print(Text(hit["snippet"]), end="\n\n")
    shown = len(found["hits"])
    console.print(
        f"{found['in_all']} found" + (f", the best {shown} shown" if shown < found["in_all"] else "")
    )
    if found["not_searched"]:
        console.print(
            f"{found['not_searched']} older articles are not in the index and were not searched: "
            "run the flow maintain-warehouse once."
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
