"""How a crawl names itself, where it keeps what it gets, and every bound that it holds to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Times are in seconds, sizes in bytes."""

    data_folder: Path  # holds archive/; paths in Fetch.archive are relative to it
    contact: str  # where a webmaster can complain: an address of a page or a mailbox
    user_agent: str = "Warraq/0.1"  # product and version; robots.txt rules are looked up by the product

    # Host name -> (IP address, port) to connect to instead; URL, Host header and TLS stay as they are.
    # These hosts may be on a private or loopback address; all others must be on public ones.
    connect_to: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    concurrency: int = 32  # requests under way, over all hosts
    retries: int = 2  # of one request, after 429, 503 or a connection that broke before the answer
    first_back_off: float = 2.0  # after 429 or 503 without Retry-After; doubles with each retry
    max_retry_after: float = 120.0  # a host that asks for more is left alone for the rest of the batch
    max_host_seconds: float = 1800.0  # a batch stays no longer with one host
    give_up_after: int = 4  # connections in a row that failed; the rest of the host's pages are not tried

    connect_timeout: float = 10.0
    first_byte_timeout: float = 20.0  # to the end of the headers
    total_timeout: float = 60.0  # of one request; a redirect is a request of its own

    max_url_length: int = 8192  # characters
    max_redirects: int = 5
    max_header_bytes: int = 65536
    max_wire_bytes: int = 16 * 1024 * 1024  # body as sent
    max_body_bytes: int = 32 * 1024 * 1024  # body as decoded

    max_archive_bytes: int = 1024 * 1024 * 1024  # of a WARC file; the batch goes on in another

    max_feed_bytes: int = 4 * 1024 * 1024  # decoded
    max_feed_entries: int = 1000
    max_listing_links: int = 1000
    max_sitemap_entries: int = 50_000  # what the sitemap protocol allows in one file
    max_sitemap_depth: int = 2  # indexes within indexes
    max_sitemaps: int = 50  # files below one index, newest first
    max_pages_per_host: int = 5000  # in one batch

    @property
    def product(self) -> str:
        """The product token that robots.txt groups are matched with (RFC 9309, 2.2.1)."""
        return self.user_agent.split("/", 1)[0]

    @property
    def user_agent_header(self) -> str:
        return f"{self.user_agent} (+{self.contact})"
