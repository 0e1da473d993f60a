"""What large and hostile pages cost: sizes that double, so that a cost worse than linear shows."""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tasks.article import extract_articles
from tasks.model import Rejection

_URL = "https://page.example/2024/03/05/of-unknown-size"
_MEGABYTE = 1_000_000
_TURNS = 2


@dataclass(frozen=True)
class MadePage:
    """A page of `amount` times what it is made of."""

    kind: str
    amount: str
    html: bytes


@dataclass(frozen=True)
class Cost:
    """`seconds` of processor time, the best of a few; `answer` says what was made of the page."""

    kind: str
    amount: str
    megabytes: float
    seconds: float
    answer: str


def measure_growth(real_pages: Sequence[bytes], *, short: bool) -> list[dict[str, object]]:
    """The cost of each made page, as rows with the fields of `Cost`; `short` leaves out the larger ones."""
    return [asdict(_cost(page)) for page in make_pages(real_pages, short=short)]


def make_pages(real_pages: Sequence[bytes], *, short: bool) -> Iterator[MadePage]:
    """The first pages' markup up to 10 MB, then tags and attributes by the thousand; small before large."""
    megabytes = (1, 2) if short else (1, 2, 4, 8, 10)
    for kind, count in (("a page's markup, repeated", 1), ("five pages' markup, repeated", 5)):
        for size in megabytes:
            yield MadePage(kind, f"{size} MB", stretch(real_pages[:count], size * _MEGABYTE))
    for kind, counts, tags in _HOSTILE:
        for count in counts[:1] if short else counts:
            yield MadePage(kind, f"{count:,}", _page(tags(count)))


def _attributes(count: int, to_a_tag: int) -> bytes:
    tag = b"<p " + b" ".join(b"a%d=1" % number for number in range(to_a_tag)) + b">Words of a line.</p>"
    return tag * (count // to_a_tag)


_LINE = "A headline of some words stands above a line that tells of it. "


def _json_ld(value: str) -> bytes:
    return f'<script type="application/ld+json">{value}</script>'.encode()


def _other_articles(count: int) -> bytes:
    others = (
        f'{{"@type":"NewsArticle","headline":"Another headline {n}","url":"/{n}"}}' for n in range(count)
    )
    return _json_ld(f"[{','.join(others)}]")


def _declared_text(count: int) -> bytes:
    text = f"{_LINE}\\n" * count
    return _json_ld(f'{{"@type":"NewsArticle","headline":"A headline of some words","articleBody":"{text}"}}')


def _script_strings(count: int) -> bytes:
    return b"<script>" + f'push("{_LINE * 8}<\\/p>");'.encode() * count + b"</script>"


# What is counted, how many of it, and the markup that holds so many.
_HOSTILE: tuple[tuple[str, tuple[int, ...], Callable[[int], bytes]], ...] = (
    ("nested tags", (25_000, 50_000, 100_000), lambda count: b"<div>" * count + b"Deep inside."),
    ("nested lists", (25_000, 50_000, 100_000), lambda count: b"<ul><li>" * (count // 2) + b"Deep inside."),
    ("attributes, in one tag", (250_000, 500_000, 1_000_000), lambda count: _attributes(count, count)),
    ("attributes, 1,000 to a tag", (250_000, 500_000, 1_000_000), lambda count: _attributes(count, 1_000)),
    ("attributes, 100 to a tag", (250_000, 500_000, 1_000_000), lambda count: _attributes(count, 100)),
    # The standard has a parser open all of them anew in each paragraph: a node for each pair.
    (
        "fonts never closed",
        (200, 400, 800, 1_200, 1_600),
        lambda count: b"".join(b"<p><font size=%d>Words." % number for number in range(count)),
    ),
    ("articles in JSON-LD", (10_000, 20_000, 40_000), _other_articles),
    (
        "graphs in JSON-LD, one in the other",
        (25_000, 50_000, 100_000),
        lambda count: _json_ld('{"@graph":[' * count),
    ),
    ("lines of a text in JSON-LD", (10_000, 20_000, 40_000), _declared_text),
    ("strings in a script", (2_500, 5_000, 10_000), _script_strings),
    (
        "paragraphs in a script's string",
        (10_000, 20_000, 40_000),
        lambda count: b'<script>push("' + f"<p>{_LINE}<\\/p>".encode() * count + b'")</script>',
    ),
    ("meta tags", (10_000, 20_000, 40_000), lambda count: b"<meta name=author content='Jane Doe'>" * count),
    ("bylines", (10_000, 20_000, 40_000), lambda count: b"<p class=byline>By Jane Doe</p>" * count),
    ("dates", (10_000, 20_000, 40_000), lambda count: b"<p class=date>5 March 2024</p>" * count),
    (
        "linked lines",
        (10_000, 20_000, 40_000),
        lambda count: b"<p>" + f"<a href=x>{_LINE}</a><br><br>".encode() * count,
    ),
)


def stretch(pages: Sequence[bytes], size: int) -> bytes:
    """The first page with the insides of all these bodies in turn, repeated until it has `size` bytes."""
    insides = [_inside(page) for page in pages]
    start, end = insides[0]
    parts, length = [pages[0][:start]], start
    for page, (first, last) in itertools.cycle(zip(pages, insides, strict=True)):
        parts.append(page[first:last])
        length += last - first
        if length >= size:
            break
    return b"".join(parts)[:size] + pages[0][end:]


def _inside(page: bytes) -> tuple[int, int]:
    lowered = page.lower()
    tag = lowered.find(b"<body")
    start = page.find(b">", tag) + 1 if tag >= 0 else 0
    end = lowered.rfind(b"</body")
    return (start, end) if end > start else (0, len(page))


def _page(inside: bytes) -> bytes:
    text = b"<p>A paragraph that has about as many words as one in the news would have, and a full stop.</p>"
    return b"<title>A headline of some words</title><h1>A headline of some words</h1>" + text * 5 + inside


def steepest(costs: Sequence[Mapping[str, Any]]) -> tuple[str, float]:
    """(kind, how many times as fast as its size its cost grows, from its smallest page to its largest)."""
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for cost in sorted(costs, key=lambda cost: float(cost["megabytes"])):
        kinds.setdefault(cost["kind"], []).append(cost)
    growths = {kind: _growth(found[0], found[-1]) for kind, found in kinds.items()}
    kind = max(growths, key=lambda kind: growths[kind])
    return kind, growths[kind]


def _growth(small: Mapping[str, Any], large: Mapping[str, Any]) -> float:
    before, after = (max(float(cost["seconds"]), _LEAST_SECONDS) for cost in (small, large))
    return after / before / (float(large["megabytes"]) / float(small["megabytes"]))


_LEAST_SECONDS = 0.02  # what takes less is measured by chance


def _cost(page: MadePage) -> Cost:
    taken = []
    for _ in range(_TURNS):
        gc.collect()
        started = time.process_time()
        found = extract_articles(page.html, _URL)
        taken.append(time.process_time() - started)
    answer = found.reason if isinstance(found, Rejection) else f"{len(found[0].paragraphs):,} paragraphs"
    return Cost(page.kind, page.amount, len(page.html) / _MEGABYTE, min(taken), answer)
