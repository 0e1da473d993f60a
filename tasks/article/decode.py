"""Turn a body's bytes into text: what they are, and in which charset they are written."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import detect_encoding

from tasks.model import Rejection

MOST_BYTES = 12_000_000  # more of one page is cut off: no news page comes near


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body's text; `charset` is a Python codec name, `rule` says what named it."""

    text: str
    charset: str
    rule: str
    is_markup: bool


def decode(body: bytes, url: str, content_type: str | None) -> Decoded | Rejection:
    """The text of a page, or why its bytes are none.

    The charset is taken from the byte order mark, then from the bytes themselves when they are
    valid UTF-8 (other charsets practically never are), then from header and <meta>, as long as the
    bytes read so look like writing, and else from detection.
    """
    body = body[:MOST_BYTES]
    if not body[:4096].strip() and not body.strip():
        return Rejection(url, "decode", "empty_body", "The body is empty.")
    media_type = _media_type(content_type)
    if (reason := _not_text(body, media_type)) is not None:
        return Rejection(url, "decode", *reason)
    text, charset, rule = _decode_text(body, content_type)
    if "\0" in text:
        text = text.replace("\0", "")
    return Decoded(text, charset, rule, _is_markup(text, media_type, url))


# --- what the bytes are -----------------------------------------------------------------------

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"RIFF", "a RIFF file (WebP, AVI or WAV)"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b\x08", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"ID3", "an MP3 file"),
    (b"OggS", "an Ogg file"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"wOFF", "a web font"),
    (b"wOF2", "a web font"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
_TEXT_TYPES = re.compile(r"text/(?:html|plain|xml)|application/(?:xhtml\+xml|xml|octet-stream)|unknown|\*")
_OPENS_AS_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b", re.DOTALL
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))


def _media_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _not_text(body: bytes, media_type: str) -> tuple[str, str] | None:
    """(reason, detail) when the bytes are not a page, whatever the header says."""
    start = body[:2048].lstrip()
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return "not_html", f"The body is {kind}."
    if start[4:8] == b"ftyp":
        return "not_html", "The body is an MP4 or HEIF file."
    opens_as_html = _OPENS_AS_HTML.search(start) is not None
    if media_type and not opens_as_html and not _TEXT_TYPES.match(media_type):
        return "not_html", f"The server calls it {media_type}."
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return None
    sample = body[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(8, len(sample) // 50):
        return (
            "binary",
            f"{controls} of the first {len(sample)} bytes are control characters: no page has them.",
        )
    if feed := _FEED.match(start.decode("latin-1")):
        return "not_html", f"The body is an XML document <{feed[1]}>."
    if media_type != "text/plain" and start[:1] in b"{[" and b"<" not in start:
        return "not_html", "The body is JSON."
    return None


_TAG = re.compile(r"<(?:!doctype|/?[a-z][a-z0-9]*(?:\s[^<>]*)?)/?>", re.IGNORECASE)


def _is_markup(text: str, media_type: str, url: str) -> bool:
    """Whether to read the text as HTML; flat text has no tags, or is said to be flat and opens with none."""
    if media_type == "text/plain" or url.partition("?")[0].endswith(".txt"):
        return text.lstrip("\ufeff \r\n\t")[:1] == "<" and _TAG.search(text[:4096]) is not None
    return _TAG.search(text) is not None


# --- in which charset -------------------------------------------------------------------------

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{1,100}encoding\s*=\s*[\"']([\w.:-]{2,40})")
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)

# As browsers read the labels (WHATWG Encoding Standard): the superset that was really meant.
_CODECS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "iso-8859-8-i": "iso-8859-8",
}


def _decode_text(body: bytes, content_type: str | None) -> tuple[str, str, str]:
    """(text, codec, rule)"""
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(codec, "replace"), codec, "byte order mark"
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        failed_at = error
    else:
        # ISO-2022-JP is written in ASCII bytes, and so is valid UTF-8 too.
        if "\x1b$" in text and any(codec == "iso2022_jp" for codec, _ in _declared(body, content_type)):
            return body.decode("iso2022_jp", "replace"), "iso2022_jp", "declared"
        return text, "utf-8", "valid UTF-8"
    if failed_at.start >= len(body) - 4 and failed_at.start > 64:
        return body.decode("utf-8", "ignore"), "utf-8", "valid UTF-8, cut at the end"
    if _mostly_utf8(body):
        return body.decode("utf-8", "replace"), "utf-8", "mostly valid UTF-8"
    for codec, rule in _declared(body, content_type):
        if codec != "utf-8" and _plausible(body, codec):
            return body.decode(codec, "replace"), codec, rule
    codec = _detect(body)
    return body.decode(codec, "replace"), codec, "detected"


def _declared(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """(codec, rule) of header and <meta>, in the order in which they count."""
    labels = []
    if match := _HEADER.search(content_type or ""):
        labels.append((match[1], "header"))
    for pattern, rule in ((_META, "meta"), (_XML, "XML declaration")):
        if found := pattern.search(body[:8192]):
            labels.append((found[1].decode("ascii", "replace"), rule))
    known = []
    for label, rule in labels:
        try:
            known.append((codecs.lookup(_CODECS.get(label.lower(), label)).name, rule))
        except LookupError:
            continue
    # Python also looks up codecs that are no charsets: "hex", "rot13", "zlib".
    return [(codec, rule) for codec, rule in known if codecs.lookup(codec)._is_text_encoding]


_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_MULTI_BYTE = frozenset(
    {"gb18030", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp", "shift_jis", "euc_kr", "gbk", "big5"}
)
_LATIN = frozenset(
    {"cp1252", "cp1254", "cp1250", "cp1257", "iso8859-1", "iso8859-2", "iso8859-15", "latin_1", "iso8859-9"}
)


def _mostly_utf8(body: bytes) -> bool:
    """Whether broken bytes are few: a UTF-8 page with a slip, not another charset."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    # "é" in windows-1252 breaks once for every letter; real UTF-8 has many whole sequences beside.
    whole = len(body) - len(body.decode("utf-8", "ignore"))
    return whole > 20 * broken and broken < 200


def _runs(body: bytes) -> tuple[int, int]:
    """(bytes above 0x7f, those of them in runs of three or more)"""
    runs = _HIGH_RUN.findall(body[:400_000])
    return sum(map(len, runs)), sum(len(run) for run in runs if len(run) >= 3)


def _plausible(body: bytes, codec: str) -> bool:
    """Whether the bytes read so look like writing.

    Letters above ASCII stand alone in Latin script and in runs in all others: "ÇáÃÎÈÇÑ" is Arabic
    that was declared windows-1252, "CafÙ" French that was declared windows-1256.
    """
    high, in_runs = _runs(body)
    if not high:
        return True
    if codec in _LATIN:
        return in_runs < 0.5 * high
    if codec in _MULTI_BYTE:
        return body.decode(codec, "replace").count("\ufffd") <= high * 0.01
    if codec in ("cp1256", "iso8859-6"):
        return in_runs > 0.5 * high and _arabic_codec(body) in (codec, None)
    if in_runs < 0.3 * high:
        return False
    text = body.decode(codec, "replace")
    return text.count("\ufffd") + sum(map(text.count, map(chr, range(0x80, 0xA0)))) <= high * 0.02


def _arabic_codec(body: bytes) -> str | None:
    """The Arabic charset in which the article «ال» is common, if it is so in either."""
    windows, iso = body.count(b"\xc7\xe1"), body.count(b"\xc7\xe4")
    if max(windows, iso) < 3:
        return None
    return "cp1256" if windows >= iso else "iso8859-6"


def _detect(body: bytes) -> str:
    """The charset by the bytes alone, looking at what stands outside of tags and ASCII."""
    high, in_runs = _runs(body)
    if in_runs >= 0.5 * high and (arabic := _arabic_codec(body)):
        share = sum(run.count(b"\xc7") for run in _HIGH_RUN.findall(body[:400_000])) / max(1, high)
        # Every ninth or so letter of Arabic is an alef; Cyrillic capital З and Hebrew are far rarer.
        if share > 0.05:
            return arabic
    sample = re.sub(
        rb"<(script|style)\b.*?</\1>|<[^<>]{1,2000}>", b" ", body[:400_000], flags=re.DOTALL | re.IGNORECASE
    )
    name = detect_encoding(sample) or "cp1252"
    try:
        codec = codecs.lookup(_CODECS.get(name.lower(), name)).name
    except LookupError:
        return "cp1252"
    return "cp1252" if codec in ("utf-8", "ascii") else codec
