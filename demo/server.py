"""Serve the demo web: all its hosts by name from one port of 127.0.0.1, with honest HTTP."""

from __future__ import annotations

import gzip
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from demo.outlet import Edition, read_outlets
from demo.pages import Resource, render_missing, render_web

DOWN_HOST = "down.example"  # nobody listens there


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """A line of the server's log."""

    at: datetime  # UTC
    method: str
    host: str
    path: str  # with the query
    status: int
    user_agent: str
    sent_bytes: int  # of the body, as sent


class DemoWeb:
    """The demo web while it is served: enter to start, leave to stop.

    `edition` is 1 at the first visit; set it to 2 for the second, when one article was corrected.
    `log` grows by one line a request, in the order in which the answers were made.
    """

    def __init__(self, port: int = 0) -> None:
        """Listen on `port` of 127.0.0.1; 0 takes a free one. OSError if it is taken."""
        self.edition: Edition = 1
        self.log: list[DemoRequest] = []
        self.outlets = {outlet.host: outlet for outlet in read_outlets(1)}
        self.hosts: tuple[str, ...] = tuple(self.outlets)
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.web = self
        self.address: str
        self.port: int
        self.address, self.port = self._server.socket.getsockname()
        # Bound but not listening: connections are refused, and nobody else can take the port.
        self._closed = socket.socket()
        self._closed.bind((self.address, 0))
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._closed.close()

    def connect_to(self) -> dict[str, tuple[str, int]]:
        """Where each host is to be reached, as (IP, port); `down.example` refuses connections."""
        served = dict.fromkeys(self.hosts, (self.address, self.port))
        return {**served, DOWN_HOST: (self.address, self._closed.getsockname()[1])}

    def answer(self, method: str, host: str, target: str) -> Resource:
        """What is sent for a request, before conditions and encodings are looked at."""
        name = _host_name(host)
        path = urlsplit(target).path
        if name in ("127.0.0.1", "localhost"):
            return self._answer_console(method, path)

        # Browsers take every *.localhost for this machine: http://sabah.localhost:8765/ works by hand.
        name = re.sub(r"\.localhost$", ".example", name)
        if name not in self.outlets:
            return _plain(HTTPStatus.MISDIRECTED_REQUEST, f"no outlet is called {host}")
        if method not in ("GET", "HEAD"):
            return _plain(HTTPStatus.METHOD_NOT_ALLOWED, "GET and HEAD only")
        found = render_web(self.edition).get((name, path))
        return found or render_missing(self.outlets[name], HTTPStatus.NOT_FOUND)

    def _answer_console(self, method: str, path: str) -> Resource:
        edition = re.fullmatch(r"/edition/([12])", path)
        if method == "POST" and edition:
            self.edition = 2 if edition[1] == "2" else 1
            return Resource(b"", "text/html; charset=utf-8", HTTPStatus.SEE_OTHER, location="/")
        if method in ("GET", "HEAD") and path == "/":
            return Resource(self._render_index().encode(), "text/html; charset=utf-8")
        return _plain(HTTPStatus.NOT_FOUND, "this console has /, POST /edition/1 and POST /edition/2")

    def _render_index(self) -> str:
        rows = "\n".join(
            f'<tr><td><a href="http://{outlet.host.replace(".example", ".localhost")}:{self.port}/">'
            f'<bdi lang="{outlet.language}">{escape(outlet.title)}</bdi></a></td>'
            f"<td>{outlet.host}</td><td>{len(outlet.articles)}</td><td>{escape(outlet.content_type)}</td></tr>"
            for outlet in self.outlets.values()
        )
        other = 3 - self.edition
        return (
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>The demo web</title>'
            "<style>body{font:1rem/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}"
            "td,th{padding:.2rem 1rem;text-align:start}</style>"
            f"<h1>The demo web</h1><p>Edition {self.edition}: the "
            f"{'first' if self.edition == 1 else 'second'} visit.</p>"
            f'<form method="post" action="/edition/{other}"><button>Switch to edition {other}</button></form>'
            "<table><tr><th>Outlet</th><th>Host</th><th>Articles</th><th>Served as</th></tr>\n"
            f"{rows}</table></html>\n"
        )


def is_unchanged(resource: Resource, if_none_match: str | None, if_modified_since: str | None) -> bool:
    """Whether a conditional GET is answered by 304 (RFC 9110, 13.2.2: the ETag decides if one is sent)."""
    if if_none_match is not None:
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return resource.etag is not None and ("*" in tags or resource.etag.removeprefix("W/") in tags)
    if if_modified_since is None or resource.last_modified is None:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    if since.tzinfo is None:  # "-0000": universal time, place unknown
        since = since.replace(tzinfo=UTC)
    return resource.last_modified <= since


def _takes_gzip(accept_encoding: str) -> bool:
    """Whether gzip is named without a weight of zero."""
    for offer in accept_encoding.lower().split(","):
        coding, *parameters = (part.strip() for part in offer.split(";"))
        if coding == "gzip":
            return not any(re.fullmatch(r"q\s*=\s*0(\.0*)?", parameter) for parameter in parameters)
    return False


def _host_name(host: str) -> str:
    return host.rsplit(":", 1)[0].lower()


def _plain(status: HTTPStatus, text: str) -> Resource:
    return Resource(f"{text}\n".encode(), "text/plain; charset=utf-8", status)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    web: DemoWeb


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "demo-web"
    sys_version = ""
    timeout = 15  # seconds that an idle connection is kept
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_POST = do_GET  # noqa: N815 - the names that http.server calls

    def _answer(self) -> None:
        if self.headers.get("Content-Length", "0") != "0":
            self.close_connection = True  # nothing here takes a body, so none is read
        resource = self.server.web.answer(self.command, self.headers.get("Host", ""), self.path)
        conditions = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if resource.status == HTTPStatus.OK and is_unchanged(resource, *conditions):
            self._log(HTTPStatus.NOT_MODIFIED, 0)
            self._send_head(HTTPStatus.NOT_MODIFIED, resource, {})
            return

        body = resource.body
        fields = {"Content-Type": resource.content_type}
        if resource.gzip and _takes_gzip(self.headers.get("Accept-Encoding", "")):
            body = gzip.compress(body, mtime=0)
            fields["Content-Encoding"] = "gzip"
        fields["Content-Length"] = str(len(body))
        if self.command == "HEAD":
            body = b""
        self._log(resource.status, len(body))  # before the answer: who has it finds its line in the log
        self._send_head(resource.status, resource, fields)
        self.wfile.write(body)

    def _log(self, status: int, sent_bytes: int) -> None:
        line = DemoRequest(
            at=datetime.now(UTC),
            method=self.command,
            host=_host_name(self.headers.get("Host", "")),
            path=self.path,
            status=status,
            user_agent=self.headers.get("User-Agent", ""),
            sent_bytes=sent_bytes,
        )
        self.server.web.log.append(line)

    def _send_head(self, status: int, resource: Resource, fields: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        if resource.location is not None:
            self.send_header("Location", resource.location)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if resource.gzip:
            self.send_header("Vary", "Accept-Encoding")
        if resource.etag is not None:
            self.send_header("ETag", resource.etag)
        if resource.last_modified is not None:
            self.send_header("Last-Modified", format_datetime(resource.last_modified, usegmt=True))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's signature
        """Say nothing: `DemoWeb.log` has it."""
