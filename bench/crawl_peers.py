"""Fetch pages of the benchmark's web as one crawler does it: ours, Scrapy, or httpx alone.

usage: python bench/crawl_peers.py warraq|scrapy|httpx PORT HOSTS PAGES CONCURRENCY FOLDER

Runs alone in its process, in the interpreter that has what it imports. Prints one JSON line when it is done.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

AT_ONCE = 8  # requests under way to one host


def host(number: int) -> str:
    return f"host{number:03}.test"


def addresses(hosts: int, pages: int, port: int | None, start: int = 0) -> Iterator[str]:
    """Each host in turn, as a crawl of many outlets meets them."""
    at = "" if port is None else f":{port}"
    for number in range(start, start + pages):
        yield f"http://{host(number % hosts)}{at}/news/{number}"


def crawl_with_warraq(port: int, hosts: int, pages: int, concurrency: int, folder: Path) -> int:
    """The whole way of a page: robots.txt, turns, bounds, WARC, log; only the delay is off."""
    from tasks.crawl import CrawlSettings
    from tasks.crawl.fetch import fetch_pages
    from tasks.model import Candidate, Site

    settings = CrawlSettings(
        folder,
        "https://warraq.test/",
        connect_to={host(number): ("127.0.0.1", port) for number in range(hosts)},
        concurrency=concurrency,
        delay_factor=0.0,
    )
    site = Site("bench", "Bench", "http://host000.test/", "en", (), crawl_delay=0.0, most_at_once=AT_ONCE)
    candidates = [Candidate(url, "bench", None) for url in addresses(hosts, pages, None)]
    fetches = asyncio.run(
        fetch_pages(
            candidates, sites={"bench": site}, run_id="run", known={}, settings=settings, batch="0001"
        )
    )
    return sum(fetch.kind == "page" and fetch.outcome == "fetched" for fetch in fetches)


def crawl_with_httpx(port: int, hosts: int, pages: int, concurrency: int, _folder: Path) -> int:
    """The upper line: one client, the same requests, each body read and unpacked, and nothing else."""
    import httpx

    async def crawl() -> int:
        urls = addresses(hosts, pages, port)
        # More connections than requests at once make httpx's pool slower, not faster.
        limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
        done = 0

        async def work() -> None:
            nonlocal done
            for url in urls:
                response = await client.get(url)
                done += response.status_code == 200 and len(response.content) > 0

        async with httpx.AsyncClient(limits=limits, timeout=60) as client:
            await asyncio.gather(*(work() for _ in range(concurrency)))
        return done

    _lead_names_home()
    return asyncio.run(crawl())


def crawl_with_scrapy(port: int, hosts: int, pages: int, concurrency: int, _folder: Path) -> int:
    """Scrapy as it comes, robots.txt obeyed, without delay; the callback only looks at the body."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    done = 0

    class Spider(scrapy.Spider):  # type: ignore[misc]
        name = "bench"

        async def start(self) -> Any:
            for url in addresses(hosts, pages, port):
                yield scrapy.Request(url)

        def parse(self, response: Any) -> None:
            nonlocal done
            done += response.status == 200 and len(response.body) > 0

    _lead_names_home()
    settings = {
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": AT_ONCE,
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    process.crawl(Spider)
    process.start()
    return done


def _lead_names_home() -> None:
    """Resolve the names of the benchmark's hosts to this machine."""
    ask: Any = socket.getaddrinfo

    def answer(name: Any, *rest: Any, **more: Any) -> Any:
        text = name.decode() if isinstance(name, bytes) else str(name)
        return ask("127.0.0.1" if text.endswith(".test") else name, *rest, **more)

    socket.getaddrinfo = answer  # type: ignore[assignment]
    socket.gethostbyname = lambda _name: "127.0.0.1"


CRAWLERS: dict[str, Callable[[int, int, int, int, Path], int]] = {
    "warraq": crawl_with_warraq,
    "scrapy": crawl_with_scrapy,
    "httpx": crawl_with_httpx,
}


def main() -> None:
    logging.disable(logging.INFO)
    name, port, hosts, pages, concurrency, folder = sys.argv[1:]
    crawl = CRAWLERS[name]
    before = time.process_time()
    done = crawl(int(port), int(hosts), int(pages), int(concurrency), Path(folder))
    print(json.dumps({"pages": done, "cpu_seconds": round(time.process_time() - before, 3)}))


if __name__ == "__main__":
    main()
