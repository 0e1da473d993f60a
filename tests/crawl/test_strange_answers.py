"""Answers put together by chance from what breaks parsers: each is a row, and none ends the batch."""

from __future__ import annotations

import random

import pytest

from tests.crawl.conftest import Crawl
from tests.web.server import BadWeb, Conversation, Fault

STATUSES = (100, 103, 200, 200, 204, 206, 301, 302, 304, 307, 404, 410, 429, 500, 503)
NAMES = (
    *("Location", "Content-Encoding", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection"),
    *("Retry-After", "ETag", "Last-Modified", "X-Robots-Tag", "Set-Cookie", "Content-Range", "Date", "Age"),
)
PIECES = (
    *(
        "http://xn--a",
        "http://127.0.0.256",
        "http://[::1",
        "http://",
        "https://",
        "//",
        "[",
        "]",
        "::1",
        "%",
        "%zz",
        "\0",
        "\t",
        " ",
        "xn--",
        "..",
        "/",
        "?",
        "#",
    ),
    *("@", ":", "99999", "127.0.0.1", "0x7f", "é", "\xff", "٣", "\\", "{", "|", "^", "<", ">", "=", '"', ";"),
    *("gzip", "br", "zstd", "deflate", "chunked", ",", "-1", "9" * 30, "close", "upgrade", "noindex"),
    *("bytes 0-1/2", "Sun, 22 Nov 2026 12:00:00 GMT", "Sun, 99", "a" * 300, "charset=", "javascript:", "*"),
)
BODIES = (
    b"",
    b"<p>x</p>",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"5\r\nhello\r\n0\r\n\r\n",
    bytes(range(256)),
)


def strange_answer(chance: random.Random) -> bytes:
    headers = [
        f"{chance.choice(NAMES)}: {''.join(chance.choices(PIECES, k=chance.randint(0, 6)))}"
        for _ in range(chance.randint(0, 5))
    ]
    location = f"Location: {''.join(chance.choices(PIECES, k=2))}"  # a status of redirection wants one
    status_line = f"HTTP/1.1 {chance.choice(STATUSES)} Strange"
    answer = "\r\n".join([status_line, location, *headers, "", ""]).encode(
        "latin-1", "replace"
    ) + chance.choice(BODIES)
    if chance.random() < 0.2:
        at = chance.randrange(len(answer))
        return answer[:at] + chance.randbytes(chance.randint(0, 4)) + answer[at + chance.randint(0, 3) :]
    return answer


def sending(answer: bytes) -> Fault:
    async def send(talk: Conversation) -> None:
        await talk.send(answer)
        talk.writer.close()

    return send


@pytest.mark.parametrize("seed", range(3))
def test_no_answer_however_strange_ends_a_batch(web: BadWeb, crawl: Crawl, seed: int) -> None:
    chance = random.Random(seed)
    hosts = [f"strange-{number}.test" for number in range(120)]
    urls = [web.put(host, "/page", sending(strange_answer(chance))) for host in hosts]
    for host in hosts[::10]:
        web.put(host, "/robots.txt", sending(strange_answer(chance)))
    healthy = [web.put("healthy.test", f"/{number}", f"<p>{number}</p>") for number in range(5)]

    fetches = crawl.with_settings(
        connect_to=web.connect_to(*hosts, "healthy.test"), first_back_off=0.01, max_retry_after=0.1
    ).fetch(*urls, *healthy)

    assert {fetches[url].outcome for url in healthy} == {"fetched"}
    assert [url for url in urls if fetches[url].reason and not fetches[url].detail] == []
