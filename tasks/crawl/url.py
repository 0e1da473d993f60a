"""Tell one address from another: the form to ask for it in, its host, and its fingerprint."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit, urlunsplit

import idna

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_LENGTH = 8192  # characters; servers take far less

_AS_IS_IN_PATH = "/:@!$&'()*+,;=~%"
_AS_IS_IN_QUERY = _AS_IS_IN_PATH + "?[]"


class InvalidUrl(ValueError):
    """Not an address of the web that a crawl may ask for; the message says why."""


def canonicalize(url: str) -> str:
    """The one spelling in which we ask for `url`: the server cannot tell it from what was given.

    Lower-case scheme and host, IDN in its ASCII form, no default port, user or fragment, dot segments
    resolved, non-ASCII and unsafe characters percent-encoded as UTF-8, escapes in upper case, those of
    unreserved characters undone (RFC 3986, 6.2.2). Raises InvalidUrl for anything but http and https.
    """
    if len(url) <= _MAX_LENGTH and _CANONICAL.fullmatch(url):
        return url
    url = _without_controls(url)
    if len(url) > _MAX_LENGTH:
        raise InvalidUrl(f"an address of {len(url)} characters: {url[:80]}…")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:  # "http://[::1", "http://a:99999/"
        raise InvalidUrl(f"{error}: {url[:200]}") from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise InvalidUrl(f"not an http or https address: {url[:200]}")
    if not parts.hostname:
        raise InvalidUrl(f"no host: {url[:200]}")
    host = _ip_of(parts) or _ascii_host(parts.hostname)
    authority = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _resolve_dots(_normalize_escapes(quote(parts.path, safe=_AS_IS_IN_PATH, errors="replace"))) or "/"
    query = _normalize_escapes(quote(parts.query, safe=_AS_IS_IN_QUERY, errors="replace"))
    canonical = urlunsplit((scheme, authority, path, query, ""))
    if len(canonical) > _MAX_LENGTH:
        raise InvalidUrl(f"an address of {len(canonical)} characters: {canonical[:80]}…")
    return canonical


# An ordinary address, which comes out as it went in; taking it apart and together takes ten times as long.
_CANONICAL = re.compile(
    r"https?://(?![^/]*0x)[a-z0-9_-][a-z0-9._-]{0,200}(?<![.0-9])"
    r"(?!/\.)/(?:(?!/\.)[A-Za-z0-9\-._~/!$&'()*+,;=:@])*"
    r"(?:\?[A-Za-z0-9\-._~/!$&'()*+,;=:@?]+)?"
)


def _without_controls(url: str) -> str:
    """As browsers do it: no spaces around, and no tabs or line ends anywhere."""
    return re.sub(r"[\t\r\n]", "", url.strip("".join(map(chr, range(33)))))


def _ip_of(parts: SplitResult) -> str | None:
    """The host in the usual spelling of an IPv6 address, if it stands in brackets. Raises InvalidUrl."""
    if "[" not in parts.netloc:
        return None
    try:
        address = ipaddress.IPv6Address(parts.hostname or "")
    except ValueError as error:  # "[v1.x]"
        raise InvalidUrl(f"not an IPv6 address: {parts.netloc[:200]}") from error
    return f"[{ipaddress.IPv6Address(int(address))}]"  # without a zone: "%eth0" is of this machine


def _ascii_host(host: str) -> str:
    host = host.rstrip(".")
    try:
        ascii_host = host.lower() if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise InvalidUrl(f"not a host name ({error}): {host[:200]}") from error
    # "a b", "a<b"; the underscore is not in the standard but is in the wild
    if not re.fullmatch(r"[a-z0-9._-]{1,253}", ascii_host):
        raise InvalidUrl(f"not a host name: {host[:200]}")
    return _spelled_out(ascii_host) if _ENDS_IN_A_NUMBER.search(ascii_host) else ascii_host


_ENDS_IN_A_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0x[0-9a-f]*)$")


def _spelled_out(host: str) -> str:
    """127.0.0.1 for "2130706433", "0x7f.1" and "0177.0.0.1" (WHATWG URL, 3.5). Raises InvalidUrl."""
    try:
        *firsts, last = (_number(part) for part in host.split("."))
        if len(firsts) > 3 or max(firsts, default=0) > 255 or last >= 256 ** (4 - len(firsts)):
            raise ValueError(host)
    except ValueError as error:  # "127.0.0.256", "1.2.3.4.5"
        raise InvalidUrl(f"not an IPv4 address: {host[:200]}") from error
    return str(ipaddress.IPv4Address(sum(part << 24 - 8 * at for at, part in enumerate(firsts)) + last))


def _number(part: str) -> int:
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if part.startswith("0") else 10)


def _normalize_escapes(text: str) -> str:
    def normal(match: re.Match[str]) -> str:
        if not match[1]:
            return "%25"  # "100%" is not an escape
        char = chr(int(match[1], 16))
        return char if char.isascii() and (char.isalnum() or char in "-._~") else f"%{match[1].upper()}"

    return re.sub(r"%([0-9A-Fa-f]{2})?", normal, text)


def _resolve_dots(path: str) -> str:
    """RFC 3986, 5.2.4."""
    if "/." not in path:
        return path
    segments: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    if path.endswith(("/.", "/..")):
        segments.append("")
    return "/" + "/".join(segments)


def host_of(url: str) -> str:
    """Host of `url` in lower case, with the port if it is not the scheme's own; "" if it has none.

    This is what politeness is counted by.
    """
    try:
        return canonicalize(url).split("/", 3)[2]
    except InvalidUrl:
        return ""


NOT_IN_ADDRESSES = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
"""Control characters and lone surrogates, which no address holds."""


def is_page_address(url: str) -> bool:
    """Whether a page can have this address, on the web or as a file; no word on whether it is a good one."""
    return _PAGE_ADDRESS.match(url) is not None


_PAGE_ADDRESS = re.compile("https?://[^/?#]|file://", re.IGNORECASE)


def twins_name(host: str) -> str:
    """The name that a host shares with its twins: "paper.example" for "www." and "m.paper.example"."""
    return _TWIN_HOST.sub("", host)


# Parameters that say where a reader came from, and nothing of what the page is.
_TRACKING = re.compile(
    r"""
    utm(?:_.*)? | (?:fb|g|d|ms|y|tw|tt|srs)clid | gclsrc | [gw]braid | gad_.* | li_fat_id | igsh(?:id)?
    | mc_[ce]id | mibextid | _openstat | ncid | soc_(?:src|trk) | sr_share | hss_channel | dicbo
    | _ga | _gl | _hs(?:enc|mi) | hsctatracking | mkt_tok | vero_.* | oly_(?:anon|enc)_id
    | pk_.* | piwik_.* | matomo_.* | wt\.[a-z_]+ | xtor | spm
    | s_cid | smid | smtyp | ocid | icid | cmp(?:id)?
    | at_.* | ns_.*
    | fb_(?:action|comment)_.* | fb_(?:source|ref) | action_(?:object|type|ref)_map | __twitter_impression
    | ref | refer(?:rer)? | ref_(?:src|url|source) | traffic_?source | source_platform | echobox
    | guccounter | guce_referrer(?:_sig)? | share | sharetype | _x_tr_.*
    | amp | amp_(?:js_v|gsa|markup) | usqp | outputtype
    | phpsessid | jsessionid | aspsessionid.* | cachebuster | nocache | _
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TWIN_HOST = re.compile(r"^(?:(?:www\d?|m|mobile|wap|amp)\.)+(?=[^.]+\.[^.]+)")
_INDEX_FILE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
# https://www-news-example.cdn.ampproject.org/c/s/www.news.example/path and https://www.google.com/amp/s/…
_AMP_CACHE = re.compile(
    r"^(?:[^/]*\.cdn\.ampproject\.org/[cvi]|(?:www\.)?google\.[a-z.]+/amp)/(?:s/)?(?=[^/]+\.)"
)


@lru_cache(maxsize=4096)  # of a page's address it is asked at each stage
def url_fingerprint(url: str) -> str:
    """A text that is equal for addresses that lead to one page. Lossy: for comparing, never for asking.

    No scheme, fragment, tracking parameters or session ids; AMP and mobile twins, "www.", trailing slashes
    and index files fall together; parameters are sorted; the path is readable (decoded, NFC). It holds for
    any text: what is no web address is its own fingerprint.
    """
    try:
        parts = urlsplit(canonicalize(url))
    except InvalidUrl:
        return _without_controls(url)
    parts = _out_of_amp_cache(parts)
    host = twins_name(parts.netloc)
    path = _readable(_plain_path(parts.path))
    query = "&".join(
        sorted(
            f"{_readable_value(name)}={_readable_value(value)}" if value else _readable_value(name)
            for name, value in parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
            if not _TRACKING.fullmatch(name)
        )
    )
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _out_of_amp_cache(parts: SplitResult) -> SplitResult:
    target, cached = _AMP_CACHE.subn("", parts.netloc + parts.path)
    return urlsplit(urlunsplit(("https", *target.partition("/")[::2], parts.query, ""))) if cached else parts


def _plain_path(path: str) -> str:
    path = re.sub(r"//+", "/", path)
    path = re.sub(r";jsessionid=[^/]*", "", path, flags=re.IGNORECASE)
    path = _INDEX_FILE.sub("/", path).rstrip("/")
    path = re.sub(r"(?:/amp|\.amp(?=\.html?$)|\.amp)$|\.amp(?=\.html?$)", "", path, flags=re.IGNORECASE)
    path = re.sub(r"^/amp(?=/)", "", path, flags=re.IGNORECASE)
    return path.rstrip("/")


def _readable(path: str) -> str:
    """«/أخبار/عنوان» for "/%D8%A3…"; a path in another charset than UTF-8 stays in escapes."""
    try:
        # What would end the path keeps its escape, so that "/a%3Fb" and "/a?b" stay apart.
        decoded = unquote(re.sub(r"%(?=2F|3F|25|23)", "%25", path), errors="strict")
    except UnicodeDecodeError:
        return path
    return unicodedata.normalize("NFC", decoded)


def _readable_value(value: str) -> str:
    return unicodedata.normalize("NFC", value).replace("%", "%25").replace("&", "%26").replace("=", "%3D")
