"""Find what is new and fetch it: politely, within bounds, into an archive that keeps every byte."""

from tasks.crawl.agenda import Agenda, Wishes, draw_up_agenda
from tasks.crawl.discover import Discovery, discover
from tasks.crawl.fetch import fetch_pages
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
    "Discovery",
    "InvalidUrl",
    "PagesLogged",
    "Wishes",
    "canonicalize",
    "discover",
    "draw_up_agenda",
    "fetch_logs",
    "fetch_pages",
    "forget_hosts",
    "host_of",
    "read_body",
    "read_fetches",
    "twins_name",
    "url_fingerprint",
]
