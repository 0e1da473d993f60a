"""Write archives as other makers do, to be read."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import zstandard

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)

PAGE = """<!doctype html><html lang="en"><head><title>{headline}</title></head><body><article>
<h1>{headline}</h1><p class="date">20 November 2026</p>
<p>{headline}, the council said on Friday after a meeting of four hours that was open to the public.</p>
<p>The decision takes effect in January and will be looked at again after one year, say the minutes.</p>
<p>Several residents spoke against it, while the harbour office and both schools had written for it.</p>
</article></body></html>"""


def page(headline: str) -> bytes:
    return PAGE.format(headline=headline).encode()


def record(kind: str, url: str, block: bytes, *, at: datetime = AT, **fields: str) -> bytes:
    """A WARC record; `fields` are named with _ for -."""
    lines = [f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    head = "\r\n".join(["WARC/1.0", *lines, f"Content-Length: {len(block)}", "", ""])
    return head.encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, *headers: str, status: str = "200 OK", at: datetime = AT) -> bytes:
    lines = headers or ("Content-Type: text/html",)
    block = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode() + body
    return record("response", url, block, at=at, Content_Type="application/http; msgtype=response")


WARCINFO = record("warcinfo", "", b"software: Somebody's/1.0\r\n", Content_Type="application/warc-fields")


def write(path: Path, records: Iterable[bytes], *, dictionary: bytes = b"", kept: bytes = b"") -> list[int]:
    """Write an archive as its name says; gives the place of each record. `kept` is the dictionary in it."""
    places = []
    with path.open("wb") as file:
        compressor = zstandard.ZstdCompressor()
        if dictionary:
            file.write(b"\x5d\x2a\x4d\x18" + len(kept).to_bytes(4, "little") + kept)
            compressor = zstandard.ZstdCompressor(dict_data=zstandard.ZstdCompressionDict(dictionary))
        for each in records:
            places.append(file.tell())
            if path.suffix == ".gz":
                each = gzip.compress(each)
            elif path.suffix == ".zst":
                each = compressor.compress(each)
            file.write(each)
    return places
