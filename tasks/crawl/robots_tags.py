"""What an answer asks robots not to do with it, in X-Robots-Tag or in its page's meta elements. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

_MEANT = {"noindex": "noindex", "none": "noindex", "noarchive": "noarchive", "nocache": "noarchive"}
# Rules that have a value of their own, and are no robot's name: "unavailable_after: 25 Jun 2027"
_VALUED = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
_HEAD_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class RobotsTags:
    """Of "noindex" and "noarchive", those that hold for all robots and those that are said to us by name."""

    for_all: frozenset[str] = frozenset()
    for_us: frozenset[str] = frozenset()

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(sorted(self.for_all | self.for_us))


def read_robots_tags(headers: Iterable[str], body: bytes, product: str) -> RobotsTags:
    """The tags in the X-Robots-Tag `headers` and in the head of an HTML `body`, for a robot called `product`.

    As search engines define them: names and rules in any case, rules separated by commas; a robot's name
    before a colon holds for the rules behind it.
    """
    product = product.lower()
    said: list[tuple[str, str]] = []
    for header in headers:
        said += _of_header(header)
    said += _of_page(body, product)
    meant = [(robot, _MEANT[rule]) for robot, rule in said if rule in _MEANT]
    return RobotsTags(
        frozenset(tag for robot, tag in meant if robot in ("*", "robots")),
        frozenset(tag for robot, tag in meant if robot == product),
    )


def _of_header(header: str) -> list[tuple[str, str]]:
    robot = "*"
    said = []
    for part in header.lower().split(","):
        name, colon, rule = part.partition(":")
        if colon and name.strip() not in _VALUED:
            robot, part = name.strip(), rule
        said.append((robot, part.strip()))
    return said


def _of_page(body: bytes, product: str) -> list[tuple[str, str]]:
    head = body[:_HEAD_BYTES].lower()
    head = head[: head.find(b"<body")] if b"<body" in head else head
    # Hardly any page says so, and searching for words takes a hundredth of the time of reading the HTML.
    if not any(rule.encode() in head for rule in _MEANT) or not (
        b"robots" in head or product.encode() in head
    ):
        return []
    said = []
    for meta in LexborHTMLParser(head).css("meta[name][content]"):
        rules = (meta.attributes["content"] or "").split(",")
        said += [((meta.attributes["name"] or "").strip(), rule.strip()) for rule in rules]
    return said
