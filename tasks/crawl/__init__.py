"""Find what is new and fetch it: politely, within bounds, into an archive that keeps every byte.

What goes to the web (`fetch.fetch_pages`, `discover.discover`) is not named here: workers that only read
archives would load httpx and feedparser with it, a third of their start.
"""

from tasks.crawl.agenda import Agenda, Wishes, draw_up_agenda
from tasks.crawl.fetch_log import fetch_logs, read_fetches
from tasks.crawl.progress import PagesLogged
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.turns import HOSTS, forget_hosts
from tasks.crawl.url import InvalidUrl, canonicalize, host_of, twins_name, url_fingerprint
from tasks.crawl.warc import read_body

__all__ = [
    "HOSTS",
    "Agenda",
    "CrawlSettings",
    "InvalidUrl",
    "PagesLogged",
    "Wishes",
    "canonicalize",
    "draw_up_agenda",
    "fetch_logs",
    "forget_hosts",
    "host_of",
    "read_body",
    "read_fetches",
    "twins_name",
    "url_fingerprint",
]
