"""How a crawl names itself, where it keeps what it gets, and every bound that it holds to.

Each of these can be set by an environment variable; docs/operations.md has the table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TypeVar

_Bound = TypeVar("_Bound", int, float, bool)


def _bound(default: _Bound, meaning: str) -> _Bound:
    """A bound that can be set; `make config` prints what it means."""
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Times are in seconds, sizes in bytes."""

    data_folder: Path  # holds archive/; paths in Fetch.archive are relative to it
    contact: str  # where a webmaster can complain: an address of a page or a mailbox
    user_agent: str = "Warraq/0.1"  # product and version; robots.txt rules are looked up by the product

    # Host name -> (IP address, port) to connect to instead; URL, Host header and TLS stay as they are.
    # These hosts may be on a private or loopback address; all others must be on public ones.
    connect_to: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    obey_noindex: bool = _bound(
        False,
        "whether noindex said to all robots keeps a page out of the warehouse; said to us, it always does",
    )
    obey_noarchive: bool = _bound(
        False,
        "whether noarchive said to all robots keeps a page out of the archive; said to us, it always does",
    )

    concurrency: int = _bound(32, "requests under way, over all hosts")
    delay_factor: float = _bound(
        2.0, "the delay at a host follows this many times its latency; 0: only as declared"
    )
    longest_delay: float = _bound(30.0, "to which delay_factor makes the delay at most")
    retries: int = _bound(2, "of one request, after 429, 503 or a connection that broke before the answer")
    first_back_off: float = _bound(
        2.0, "pause after 429 or 503 without Retry-After; doubles each time in a row"
    )
    max_retry_after: float = _bound(120.0, "a host that asks for more is left alone until then")
    longest_pause: float = _bound(604_800.0, "the longest pause that a Retry-After can bring about")
    max_host_seconds: float = _bound(1800.0, "a batch stays no longer with one host")
    give_up_after: int = _bound(4, "requests in a row without an answer, after which a host is asked no more")
    give_up_after_busy: int = _bound(6, "429 or 503 in a row, after which a host is asked no more")
    probe_after: float = _bound(30.0, "after which a host without an answer is tried once more; 0: it is not")

    connect_timeout: float = _bound(10.0, "to have a connection, TLS included")
    first_byte_timeout: float = _bound(20.0, "from the request to the end of the headers")
    total_timeout: float = _bound(
        60.0, "of one request, however slowly its body drips; a redirect is a request of its own"
    )

    max_url_length: int = _bound(8192, "characters")
    max_redirects: int = _bound(5, "from an announced address")
    max_header_bytes: int = _bound(65536, "of an answer")
    max_wire_bytes: int = _bound(16 * 1024 * 1024, "body as sent")
    max_body_bytes: int = _bound(32 * 1024 * 1024, "body as decoded")

    max_archive_bytes: int = _bound(1024 * 1024 * 1024, "of a WARC file; the batch goes on in another")

    max_feed_bytes: int = _bound(4 * 1024 * 1024, "of a feed as decoded")
    max_feed_entries: int = _bound(1000, "of a feed that are read")
    max_listing_links: int = _bound(1000, "links of a listing that are read")
    max_sitemap_entries: int = _bound(50_000, "of a sitemap that are read")
    max_sitemap_depth: int = _bound(2, "sitemap indexes within indexes")
    max_sitemaps: int = _bound(50, "files below one sitemap index, newest first")
    max_pages_per_host: int = _bound(5000, "in one batch")

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
