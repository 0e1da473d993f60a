"""How a crawl names itself, where it keeps what it gets, and every bound that it holds to.

Each of these can be set by an environment variable; docs/operations.md has the table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
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

    obey_noindex: bool = False  # said to all robots; said to us by name it is always obeyed
    obey_noarchive: bool = False  # as above

    concurrency: int = 32  # requests under way, over all hosts
    delay_factor: float = 2.0  # the delay at a host follows this many times its latency; 0: only as declared
    longest_delay: float = 30.0  # to which that makes it at most
    retries: int = 2  # of one request, after 429, 503 or a connection that broke before the answer
    first_back_off: float = 2.0  # after 429 or 503 without Retry-After; doubles each time in a row
    max_retry_after: float = 120.0  # a host that asks for more is left alone until then
    longest_pause: float = 604_800.0  # that is believed of a Retry-After: a week
    max_host_seconds: float = 1800.0  # a batch stays no longer with one host
    give_up_after: int = 4  # requests in a row without an answer; the host is then asked no more
    give_up_after_busy: int = 6  # 429 or 503 in a row; as above
    probe_after: float = 30.0  # a host without an answer is tried once more; 0: it is not

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

    def __post_init__(self) -> None:
        """Raises ValueError for what cannot be sent, and for a bound that is none."""
        if not re.fullmatch(r"[A-Za-z_-]+(?:/[\x21-\x7e]+)?(?: [\x20-\x7e]+)?", self.user_agent):
            raise ValueError(f"user_agent must be like Name/1.0, in ASCII, not {self.user_agent!r}")
        if not re.fullmatch(r"[\x20-\x7e]+", self.contact):
            raise ValueError(f"contact must be one line of ASCII, not {self.contact!r}")
        for name in (each.name for each in fields(self)):
            value = getattr(self, name)
            if isinstance(value, int | float):
                least = 0 if name in _MAY_BE_ZERO else 1 if isinstance(value, int) else 0.001
                most = _AT_MOST.get(name, math.inf)
                if not least <= value <= most:
                    raise ValueError(f"{name} must be from {least} to {most}, not {value}")

    @property
    def product(self) -> str:
        """The product token that robots.txt groups are matched with (RFC 9309, 2.2.1)."""
        return re.split("[/ ]", self.user_agent, maxsplit=1)[0]

    @property
    def user_agent_header(self) -> str:
        return f"{self.user_agent} (+{self.contact})"


_MAY_BE_ZERO = (
    "obey_noindex",
    "obey_noarchive",
    "delay_factor",
    "longest_delay",
    "retries",
    "first_back_off",
    "max_retry_after",
    "probe_after",
    "max_redirects",
    "max_sitemap_depth",
)
# What the warehouse takes, and what the HTTP library reads of headers before it gives up.
_AT_MOST = {"max_url_length": 8192, "max_header_bytes": 102_400, "concurrency": 1000}
