"""Turn a body's bytes into UTF-8: what they are, and in which charset they are written."""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from tasks.article.charset import MULTI_BYTE, charset_of, declared_charsets
from tasks.article.mojibake import mend_mojibake
from tasks.model import Rejection

MOST_BYTES = 12_000_000  # more of one page is cut off: no news page comes near


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body as valid UTF-8, without byte order mark and NUL: the parser takes it faster than a str.

    `charset` is the Python codec that it came in, `rule` says what named it.
    """

    utf8: bytes
    charset: str
    rule: str
    is_markup: bool

    @property
    def text(self) -> str:
        return self.utf8.decode("utf-8")


def decode(body: bytes, url: str, content_type: str | None) -> Decoded | Rejection:
    """A page's text, or why its bytes are none.

    The charset is taken from the byte order mark, then from the bytes themselves when they are
    valid UTF-8 (other charsets practically never are), then from header and <meta>, as long as the
    bytes read so look like writing, and else from what they look like.
    """
    if len(body) > MOST_BYTES:
        body = body[:MOST_BYTES]
    start = body[:2048].lstrip() or body.lstrip()[:2048]
    if not start:
        return Rejection(url, "decode", "empty_body", "The body is empty.")
    media_type = (content_type or "").partition(";")[0].strip().lower()
    if (reason := _not_text(start, media_type)) is not None:
        return Rejection(url, "decode", *reason)
    has_nul = b"\0" in body
    wide = _wide_codec(body, has_nul=has_nul)
    if wide is None and (reason := _binary(body, has_nul=has_nul)) is not None:
        return Rejection(url, "decode", *reason)
    utf8, charset, rule = _as_utf8(body, wide, content_type)
    if has_nul:
        utf8 = utf8.replace(b"\0", b"")
    return Decoded(utf8, charset, rule, _is_markup(utf8, media_type, url))


# --- what the bytes are -----------------------------------------------------------------------

_MAGIC = {
    b"%PDF-": "a PDF document",
    b"\x89PNG\r\n": "a PNG image",
    b"GIF87a": "a GIF image",
    b"GIF89a": "a GIF image",
    b"\xff\xd8\xff": "a JPEG image",
    b"RIFF": "a RIFF file (WebP, AVI or WAV)",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b\x08": "gzip data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"ID3": "an MP3 file",
    b"OggS": "an Ogg file",
    b"\x1aE\xdf\xa3": "a Matroska or WebM video",
    b"wOFF": "a web font",
    b"wOF2": "a web font",
    b"\x7fELF": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
}
_MAGICS = tuple(_MAGIC)
_TEXT_TYPES = re.compile(r"text/(?:html|plain|xml)|application/(?:xhtml\+xml|xml|octet-stream)|unknown|\*")
_OPENS_AS_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b",
    re.DOTALL,
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))


def _not_text(start: bytes, media_type: str) -> tuple[str, str] | None:
    """(reason, detail) when a body that starts so is not a page, whatever the header says."""
    if start.startswith(_MAGICS):
        kind = next(kind for magic, kind in _MAGIC.items() if start.startswith(magic))
        return "not_html", f"The body is {kind}."
    if start[4:8] == b"ftyp":
        return "not_html", "The body is an MP4 or HEIF file."
    if media_type and not _TEXT_TYPES.match(media_type) and not _OPENS_AS_HTML.search(start):
        return "not_html", f"The server calls it {media_type}."
    if feed := _FEED.match(start):
        return "not_html", f"The body is an XML document <{feed[1].decode()}>."
    if media_type != "text/plain" and start[:1] in b"{[" and b"<" not in start:
        return "not_html", "The body is JSON."
    return None


def _binary(body: bytes, *, has_nul: bool) -> tuple[str, str] | None:
    """(reason, detail) when control characters tell that these bytes are no text."""
    sample = body[: 65_536 if has_nul else 4_096]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls <= max(8, len(sample) // 50):
        return None
    return (
        "binary",
        f"{controls} of the first {len(sample)} bytes are control characters: no page has them.",
    )


_TAG = re.compile(rb"<(?:!doctype|/?[a-z][a-z0-9]*+(?:\s[^<>]*+)?)/?>", re.IGNORECASE)


def _is_markup(utf8: bytes, media_type: str, url: str) -> bool:
    """Whether to read it as HTML; flat text has no tags, or is said to be flat and opens with none."""
    if media_type == "text/plain" or url.partition("?")[0].endswith(".txt"):
        return utf8[:4096].lstrip()[:1] == b"<" and _TAG.search(utf8, 0, 4096) is not None
    return _TAG.search(utf8) is not None


# --- in which charset -------------------------------------------------------------------------

_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _wide_codec(body: bytes, *, has_nul: bool) -> str | None:
    """UTF-16 or UTF-32 by its mark, or by where its NULs stand."""
    for mark, codec in _WIDE_MARKS:
        if body.startswith(mark) and _reads_as_text(body, codec):
            return codec
    if not has_nul:
        return None
    sample = body[:4096]
    nuls = [sample[place::4].count(0) / max(1, len(sample) // 4) for place in range(4)]
    # A fifth at the least of any text, spaces and digits, is in ASCII.
    for codec, empty, filled in (
        ("utf-32-le", (2, 3), (0,)),
        ("utf-32-be", (0, 1), (3,)),
        ("utf-16-le", (1, 3), (0, 2)),
        ("utf-16-be", (0, 2), (1, 3)),
    ):
        least = 0.95 if "32" in codec else 0.1
        if (
            all(nuls[place] >= least for place in empty)
            and all(nuls[place] <= 0.1 for place in filled)
            and _reads_as_text(body, codec)
        ):
            return codec
    return None


def _reads_as_text(body: bytes, codec: str) -> bool:
    text = body[:4096].decode(codec, "replace")
    odd = sum(c < "\t" or c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text)
    return odd <= 0.01 * len(text) + 1 and any(c <= "\x7f" for c in text)


def _as_utf8(body: bytes, wide: str | None, content_type: str | None) -> tuple[bytes, str, str]:
    """(UTF-8, codec that it came in, rule)"""
    if wide is not None:
        marked = any(body.startswith(mark) for mark, _ in _WIDE_MARKS)
        return _recode(body, wide), wide, "byte order mark" if marked else "detected"
    body = body.removeprefix(codecs.BOM_UTF8)
    if _is_utf8(body):
        if body.isascii() and b"\x1b" in body and (escaping := _escaping_codec(body)) is not None:
            return _recode(body, escaping), escaping, "detected"
        return _mended(body, "valid UTF-8")
    for cut in range(1, min(4, len(body) - 64)):
        if body[-cut] >= 0xC0 and _is_utf8(body[:-cut]):
            return _mended(body[:-cut], "valid UTF-8, cut at the end")
    declared = declared_charsets(body, content_type)
    if (mixed := _mixed(body, declared)) is not None:
        return _mended(mixed, "mostly valid UTF-8")
    codec, rule = charset_of(body, declared)
    return _recode(body, codec), codec, rule


def _mended(utf8: bytes, rule: str) -> tuple[bytes, str, str]:
    mended, misread = mend_mojibake(utf8)
    return mended, "utf-8", f"{rule}, after it had been read as {misread}" if misread else rule


def _is_utf8(body: bytes) -> bool:
    """Whether it is valid UTF-8, told five times faster than by decoding it to a str."""
    offsets = struct.pack("=ii", 0, len(body))
    text = pa.StringArray.from_buffers(1, pa.py_buffer(offsets), pa.py_buffer(body))
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


_JIS = re.compile(rb"\x1b(?:\$[@B]|\$\(D|\([IJ])")


def _escaping_codec(body: bytes) -> str | None:
    """ISO-2022-JP, which is written in ASCII bytes only and so is valid UTF-8."""
    if not _JIS.search(body):
        return None
    text = body.decode("iso2022_jp_ext", "replace")
    return "iso2022_jp_ext" if text.count("\ufffd") <= 0.01 * len(text) else None


def _recode(body: bytes, codec: str) -> bytes:
    """UTF-8 of a body. A letter that is cut at its end is left out, and so are bytes that mean nothing."""
    text = body.decode(codec, "replace" if codec in _OF_SEVERAL_BYTES else "ignore")
    if codec == "euc_jp" and "\ufffd" in text:  # it has not the circled digits of Windows
        text = min(text, body.decode("euc_jis_2004", "replace"), key=lambda read: read.count("\ufffd"))
    return text.removeprefix("\ufeff").removesuffix("\ufffd").encode("utf-8", "ignore")


_OF_SEVERAL_BYTES = frozenset(
    {*MULTI_BYTE, "johab", "iso2022_jp_ext", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"}
)

# --- pages of UTF-8 and something else --------------------------------------------------------

_MOST_MIXED = 1_000_000  # bytes that are read piece by piece
_PIECE = re.compile(rb"([<>\r\n]+)")
_ASCII = bytes(range(128))
_BROKEN = re.compile("[\udc80-\udcff]+")


def _mixed(body: bytes, declared: Sequence[tuple[str, str]]) -> bytes | None:
    """UTF-8 of a page that is so but for cut letters and passages in another charset; None for others."""
    pieces = _PIECE.split(body[:_MOST_MIXED])
    damaged: list[int] = []
    foreign: list[int] = []
    whole = evidence = other = 0
    for number, piece in enumerate(pieces):
        if piece.isascii():
            continue
        high = len(piece.translate(None, _ASCII))
        lost = len(piece) - len(piece.decode("utf-8", "ignore").encode("utf-8"))
        if lost > 0.2 * high:
            other += high
            foreign.append(number)
            continue
        whole += high
        if lost:
            damaged.append(number)
        elif high >= 6:  # a letter or two may be so by chance
            evidence += high
    if whole < other and evidence < max(6, 0.03 * (whole + other)):
        return None
    codec = charset_of(b"\n".join(pieces[number] for number in foreign), declared)[0]
    for number in foreign:
        pieces[number] = _recode(pieces[number], codec)
    for number in damaged:
        pieces[number] = _without_breaks(pieces[number])
    pieces.append(body[_MOST_MIXED:].decode("utf-8", "ignore").encode("utf-8"))
    return b"".join(pieces)


def _without_breaks(piece: bytes) -> bytes:
    text = piece.decode("utf-8", "surrogateescape")
    latin = all(c <= "\u024f" or "\u2000" <= c <= "\u20cf" or "\udc80" <= c <= "\udcff" for c in text)

    def mend(match: re.Match[str]) -> str:
        # What ends a piece, or a text in another script, is the rest of a letter that was cut.
        if not latin or match.end() == len(text) or text[match.end()] in ".…":
            return ""
        return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "ignore")

    return _BROKEN.sub(mend, text).encode("utf-8", "ignore")
