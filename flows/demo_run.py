"""`make run`: the main job, start to end, on the built-in demo web; then what it found, read in ten seconds.

Prefect reads its settings when it is imported, so the flows are imported after the server's address is known.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

from demo.server import DemoWeb
from flows.alone import own_server
from flows.interrupt import interruptible
from flows.sentence import TOLD, leave_sentences_to_command
from flows.settings import Settings, settings_or_exit
from warehouse import query
from warehouse.connect import NoWarehouse, WarehouseRefused, open_reader

# What to call steps of the funnel, taken together, for somebody who reads them for the first time.
_VISIT_ROWS = {
    "pages due": ("due",),
    "pages fetched": ("fetched",),
    "pages unchanged": ("unchanged",),
    "pages not to be had": ("refused", "failed", "gone"),
    "pages without an article": ("rejected",),
    "articles read": ("articles",),
    "new articles": ("new articles",),
    "corrected articles": ("corrected",),
    "bytes received": ("bytes received",),
}

_console = Console(highlight=False, soft_wrap=True)


def main() -> int:
    """Crawl the demo web twice, load, publish, print; returns the exit code."""
    try:
        with interruptible():
            _run(settings_or_exit(writing=True))
    except TOLD as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. The next `make run` takes up what it had on disk.", file=sys.stderr)
        return 130  # as a shell has it
    return 0


def _run(settings: Settings) -> None:
    began = time.monotonic()
    _console.print("[bold]Warraq[/bold]: the main job on the built-in demo web\n")
    first = edition_for(settings)  # before the server starts: who has the warehouse may have it for long
    with DemoWeb() as web, ExitStack() as stack:
        addresses = {host: f"{ip}:{number}" for host, (ip, number) in web.connect_to().items()}
        os.environ |= {"WARRAQ_CONNECT_TO": json.dumps(addresses)}
        os.environ.setdefault("WARRAQ_PROBE_AFTER", "1")  # one outlet is down, and nobody waits for it
        with _step("Prefect server started"):
            stack.enter_context(own_server(settings, log_level="ERROR"))
        visits, report = _visit_twice(web, first)
    with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
        found = query.totals(connection)
    _print_visits(visits)
    _print_warehouse(found)
    _console.print(f"\nwarehouse  {settings.warehouse_path}")
    _console.print(f"report     {report}")
    _console.print(f"time       {time.monotonic() - began:.0f} s")


def _visit_twice(web: DemoWeb, first: Literal[1, 2]) -> tuple[list[dict[str, int]], str]:
    from flows.ingest_news import ingest_news
    from flows.parameters import SITES, Source
    from flows.publish_report import publish_report

    leave_sentences_to_command()
    outlets = [Source(name) for name, site in SITES.items() if site.demo]
    visits = []
    editions: tuple[tuple[Literal[1, 2], str], ...] = ((first, "first visit"), (2, "second visit"))
    for edition, what in editions:
        web.edition = edition
        with _step(what) as done:
            visits.append(ingest_news(sources=outlets, ask_all_again=True))
            done.append(corrections(visits[-1]))
    with _step("publish the report"):
        report = str(publish_report())
    return visits, report


def edition_for(settings: Settings) -> Literal[1, 2]:
    """Which edition the demo web should begin with: what a warehouse has as corrected stays corrected.

    One that cannot be looked into, as of an earlier version until the next load, may have it.
    Raises WarehouseBusy.
    """
    try:
        with open_reader(settings.warehouse_path, wait=settings.lock_wait) as connection:
            return 2 if query.totals(connection)["corrected"] else 1
    except NoWarehouse:
        return 1
    except WarehouseRefused:
        return 2


def corrections(visit: Mapping[str, int]) -> str:
    """What a visit's funnel says of corrections, in words; nothing if there was none."""
    count = visit["corrected"]
    return f", {count:,} {'article' if count == 1 else 'articles'} corrected" if count else ""


@contextmanager
def _step(what: str) -> Iterator[list[str]]:
    """Say that something goes on, then that it is done; what the block adds to the list is said with it."""
    began = time.monotonic()
    done: list[str] = []
    with _console.status(what):
        yield done
    _console.print(f"[green]✓[/green] {what}{''.join(done)} [dim]{time.monotonic() - began:.1f} s[/dim]")


def _print_visits(visits: Sequence[Mapping[str, int]]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "first visit", "second visit"):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, steps in _VISIT_ROWS.items():
        table.add_row(name, *(f"{sum(visit[step] for step in steps):,}" for visit in visits))
    _console.print()
    _console.print(table)


def _print_warehouse(found: Mapping[str, Any]) -> None:
    copies = ", ".join(
        f"{count} {kind}" for kind, count in found["members"].items() if kind != "representative"
    )
    refused = ", ".join(f"{row['count']} {row['reason']}" for row in found["rejections"])
    _console.print("\n[bold]In the warehouse[/bold]")
    _console.print(f"outlets    {found['outlets']}")
    _console.print(
        f"articles   {found['articles']}, of which {found['corrected']} came to say something else"
    )
    several = found["stories_of_several_outlets"]
    _console.print(
        f"stories    {found['stories']} carried by several pages, {several} by several outlets: {copies}"
    )
    _console.print(f"refused    {refused}")


if __name__ == "__main__":
    sys.exit(main())
