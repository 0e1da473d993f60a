"""What a host's robots.txt allows us, and how fast (RFC 9309). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from protego import Protego

MOST_BYTES = 512_000
"""As much of a robots.txt as is read: RFC 9309, 2.5 asks for 500 KiB at least."""

_LONGEST = 10**9  # seconds; a number of 400 digits is no float

Access = Literal["by rules", "all", "none"]


@dataclass(frozen=True, slots=True)
class Robots:
    """A host's word. `access` is "all" where there are no rules, "none" while they cannot be had."""

    access: Access
    rules: Protego | None = None
    delay: float = 0.0  # seconds between two requests
    reason: str | None = None  # of "none": a slug, and below it a sentence
    detail: str | None = None

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """What its Sitemap lines say."""
        return tuple(self.rules.sitemaps) if self.rules else ()

    def allows(self, url: str, product: str) -> bool:
        if self.rules is None:
            return self.access == "all"
        return bool(self.rules.can_fetch(url, product))


def read_robots(status: int, body: bytes, product: str) -> Robots:
    """The rules in an answer to GET /robots.txt for the crawler called `product`.

    4xx means that there are none (2.3.1.3), except 429: a host that is asked too often wants less, not
    more. 5xx, and what is neither, means not now (2.3.1.4). Text that is no robots.txt holds no rules.
    """
    if 200 <= status < 300:
        body = body[:MOST_BYTES]
        charset = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        rules = Protego.parse(body.decode(charset, "replace"))
        return Robots("by rules", rules, _delay(rules, product))
    if 400 <= status < 500 and status != 429:
        return Robots("all")
    return Robots(
        "none", reason="robots_unavailable", detail=f"The host's robots.txt answered {status}: not now."
    )


def _delay(rules: Protego, product: str) -> float:
    rate = rules.request_rate(product)  # "Request-rate: 1/5" is a request in 5 seconds
    by_rate = min(rate.seconds, _LONGEST) / rate.requests if rate else 0.0
    return max(rules.crawl_delay(product) or 0.0, by_rate)
