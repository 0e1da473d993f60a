"""How long each page of the reading room takes, of a warehouse of a million articles.

usage: python -m bench.room [--short] [--articles 1000000] [--sources 200] [--folder kept]

The warehouse is made by counting (bench/large_warehouse.sql) and its words are indexed; a folder that is
named is kept and gone on with. Each page is asked for over HTTP, once as the first and five times more. Then
two at once ask for the slowest page while one asks for the front page. Prints a table, then one JSON line;
fails if the median of a page is more than 0.3 seconds, or of the search for a word that every article has
more than 3.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import httpx

from bench.report import make_large_warehouse
from bench.tables import markdown
from flows.reading_room import served
from flows.settings import Settings
from tasks import words
from warehouse.connect import open_reader, open_writer
from warehouse.search import index_path, tidy_index, update_index

_MOST_SECONDS = 0.3
_EVERYWHERE = "search, a word of every article"
_MOST_SECONDS_EVERYWHERE = 3.0  # a million texts are ranked
_TIMES = 5

# One of each kind that has most to show.
_KEYS = """
SELECT
    (SELECT article_id FROM article_version WHERE previous_version_id IS NOT NULL ORDER BY 1 LIMIT 1),
    (SELECT story_id FROM story_member GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1),
    (SELECT source FROM article GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1),
    (SELECT fetch_id FROM rejection ORDER BY 1 LIMIT 1)
"""


def main(arguments: list[str]) -> int:
    """Returns the exit code: 1 if a page took too long."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--short", action="store_true", help="20,000 articles")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--sources", type=int, default=200)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = Settings(data_folder=folder, warehouse=None)
        path = settings.warehouse_path
        assert isinstance(path, Path), "none is named, so it is a file"
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            articles = 20_000 if asked.short else asked.articles
            make_large_warehouse(path, articles=articles, sources=asked.sources)
            with open_writer(settings.warehouse_path) as connection:
                index = index_path(settings.warehouse_path)
                update_index(connection, index, wording=words)
                tidy_index(connection, index, wording=words)  # as the maintenance does
        with open_reader(settings.warehouse_path) as connection:
            article, story, source, fetch = connection.execute(_KEYS).fetchall()[0]
        address = stack.enter_context(served(settings))
        pages = {
            "latest articles": "/en/",
            "the hundredth page of them": "/en/?page=100",
            _EVERYWHERE: f"/en/search?q={quote('البلدية')}",
            "search, a rare word": "/en/search?q=777776",
            "sources": "/en/sources",
            "the largest source": f"/en/source/{source}",
            "a story": f"/en/story/{story}",
            "a corrected article": f"/en/article/{article}",
            "refused pages": "/en/rejected",
            "refused pages of a reason": "/en/rejected?reason=http_404",
            "refused pages of a source": f"/en/rejected?source={source}",
            "a refused page": f"/en/rejected/{fetch}",
        }
        with httpx.Client(base_url=address, timeout=120) as client:
            copied = _seconds(client, "/en/")
            times = {
                name: [_seconds(client, path) for _ in range(_TIMES + 1)] for name, path in pages.items()
            }
            medians = {name: statistics.median(of[1:]) for name, of in times.items()}
            slowest = max(medians, key=medians.__getitem__)
            beside = _beside(client, pages["latest articles"], address + pages[slowest])
    print(
        markdown(
            ["page", "first, ms", "median, ms"],
            [[name, f"{1000 * of[0]:.0f}", f"{1000 * medians[name]:.0f}"] for name, of in times.items()],
        )
    )
    found = {
        "first_visit_seconds": round(copied, 2),
        "median_ms": {name: round(1000 * value) for name, value in medians.items()},
        "latest_beside_two_of_the_slowest_ms": round(1000 * beside),
        "slowest": slowest,
    }
    print(json.dumps({"bench": "room", **found}))
    most = dict.fromkeys(medians, _MOST_SECONDS) | {_EVERYWHERE: _MOST_SECONDS_EVERYWHERE}
    too_slow = [name for name, seconds in medians.items() if seconds > most[name]]
    if too_slow:
        print(f"Too slow: {', '.join(too_slow)}.", file=sys.stderr)
    return 1 if too_slow else 0


def _seconds(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return time.perf_counter() - began


def _beside(client: httpx.Client, path: str, slow: str) -> float:
    """The median of a page while two others ask for the slow one again and again."""
    done = threading.Event()

    def ask() -> None:
        with httpx.Client(timeout=120) as other:
            while not done.is_set():
                other.get(slow)

    others = [threading.Thread(target=ask) for _ in range(2)]
    for each in others:
        each.start()
    try:
        return statistics.median(_seconds(client, path) for _ in range(_TIMES))
    finally:
        done.set()
        for each in others:
            each.join()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
