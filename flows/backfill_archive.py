"""Saved pages to warehouse, no network: archive, extract, deduplicate, load."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.artifacts import Progress, publish_funnel, publish_summary
from flows.parameters import site_of
from flows.run import begin_run, name_run
from flows.settings import Settings
from tasks.crawl.saved import find_saved_pages
from tasks.stages import archive_batch
from tasks.unfinished import mark_running

_PAGES_A_BATCH = 1_000  # some seconds of extraction


@flow(name="backfill-archive", flow_run_name="backfill from {folder}")
def backfill_archive(
    folder: str, index: str | None = None, most_pages: Annotated[int | None, Field(ge=1)] = None
) -> dict[str, int]:
    """Load a folder of saved pages into the warehouse, without any network.

    Args:
        folder: The folder, on the machine of the worker; pages in folders below it are taken too.
        index: A file with a JSON object a line that gives each page's file, url, fetched_at and content_type.
            Left empty: index.jsonl in the folder, if it is there.
        most_pages: Stop after so many pages, in the order of their paths. Left empty: all.

    Returns:
        The funnel of the run: how many pages and articles came to each step.
    """
    settings = Settings()
    pages = find_saved_pages(Path(folder), Path(index) if index else None)[:most_pages]
    if not pages:
        raise ValueError(f"There are no saved pages (.html, .txt, .gz of these) below {folder}.")
    sites = {page.url: site_of(page.url) for page in pages}
    run = begin_run(
        "backfill-archive",
        settings,
        {site.name: site for site in sites.values()},
        {"folder": folder, "index": index, "most_pages": most_pages},
    )
    progress = Progress(run.flow, len(pages))
    with mark_running(settings.data_folder, run.run_id):
        run.take_up_dead_runs()
        for number, start in enumerate(range(0, len(pages), _PAGES_A_BATCH), start=1):
            here = pages[start : start + _PAGES_A_BATCH]
            urls = [page.url for page in here]
            known = run.known_pages(urls)
            fetches = archive_batch(
                here,
                {url: sites[url].name for url in urls},
                known,
                settings.data_folder,
                run.run_id,
                f"{number:04}",
            )
            run.count("due", fetches)
            run.load(f"{number:04}", fetches, known)
            progress.tell(start + len(here))
        run.finish()
    publish_funnel(run)
    publish_summary(run)
    name_run(f"backfill {len(pages)} pages, {run.totals()['new articles']} new articles")
    return run.totals()
