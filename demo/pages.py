"""Render the outlets to what their servers answer. Pure: the same edition gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cache
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.outlet import OUTLETS_FOLDER, DemoArticle, Edition, Extra, Outlet, read_outlets


@dataclass(frozen=True, slots=True)
class Resource:
    """One address's answer."""

    body: bytes
    content_type: str
    status: int = HTTPStatus.OK
    etag: str | None = None
    last_modified: datetime | None = None  # UTC, whole seconds
    location: str | None = None  # of a redirect
    gzip: bool = False  # sent so to those who ask for it


Web = MappingProxyType[tuple[str, str], Resource]  # by host and path


@cache
def render_web(edition: Edition) -> Web:
    """Every address of every outlet."""
    return MappingProxyType(
        {
            (outlet.host, path): resource
            for outlet in read_outlets(edition)
            for path, resource in _render_outlet(outlet)
        }
    )


def render_missing(outlet: Outlet, status: HTTPStatus) -> Resource:
    """The outlet's own page that says that there is nothing here (any more)."""
    message = outlet.gone if status == HTTPStatus.GONE else outlet.not_found
    body = _render_page(outlet, title=message, message=message)
    return Resource(body, outlet.content_type, status, gzip=outlet.gzip)


def _render_outlet(outlet: Outlet) -> Iterator[tuple[str, Resource]]:
    newest = max(article.last_modified for article in outlet.articles)
    home = _render_page(outlet, title=outlet.title)
    yield "/", _validated(outlet, home, outlet.content_type, newest)

    for article in outlet.articles:
        encoding = article.encoding or outlet.encoding
        page = _render_page(outlet, title=article.headline, article=article, encoding=encoding)
        resource = _validated(outlet, page, outlet.content_type, article.last_modified)
        yield (
            article.path,
            resource if article.validated else replace(resource, etag=None, last_modified=None),
        )

        announced_path = urlsplit(announced_link(article)).path
        if announced_path != article.path:
            moved = Resource(b"", outlet.content_type, HTTPStatus.MOVED_PERMANENTLY, location=article.path)
            yield announced_path, moved

    for extra in outlet.extras:
        if extra.status == HTTPStatus.GONE:
            yield extra.path, render_missing(outlet, HTTPStatus.GONE)
        elif extra.content_type is not None:
            body = _read_file(outlet, extra)
            yield extra.path, _validated(outlet, body, extra.content_type, extra.published)

    if outlet.feed is not None:
        text = _ENVIRONMENT.get_template(outlet.feed.template).render(outlet=outlet)
        feed = text.encode(outlet.feed.encoding)
        yield outlet.feed.path, _validated(outlet, feed, outlet.feed.content_type, newest)

    if outlet.robots is not None:
        oldest = outlet.articles[-1].published
        yield "/robots.txt", _validated(outlet, outlet.robots.encode(), "text/plain; charset=utf-8", oldest)


def announced_link(one: DemoArticle | Extra) -> str:
    """The path and query by which the feed or listing names it."""
    return getattr(one, "announced_as", None) or one.path


def _render_page(
    outlet: Outlet,
    *,
    title: str,
    article: DemoArticle | None = None,
    message: str | None = None,
    encoding: str | None = None,
) -> bytes:
    text = _ENVIRONMENT.get_template(f"{outlet.name}/page.html").render(
        outlet=outlet,
        title=title,
        article=article,
        message=message,
        authors=[{"@type": "Person", "name": name} for name in article.authors] if article else [],
    )
    return text.encode(encoding or outlet.encoding)


def _read_file(outlet: Outlet, extra: Extra) -> bytes:
    return (OUTLETS_FOLDER / outlet.name / extra.file).read_bytes() if extra.file else b""


def _validated(outlet: Outlet, body: bytes, content_type: str, changed: datetime) -> Resource:
    # One entity in two encodings may share a weak ETag only (RFC 9110, 8.8.1).
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    return Resource(
        body,
        content_type,
        etag=("W/" + etag if outlet.gzip else etag) if outlet.etag else None,
        last_modified=changed.astimezone(UTC) if outlet.last_modified else None,
        gzip=outlet.gzip,
    )


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(OUTLETS_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
_ENVIRONMENT.filters["rfc822"] = format_datetime
_ENVIRONMENT.filters["link"] = announced_link
