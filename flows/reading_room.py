"""`make room`: read what was found: search, stories, articles, sources, refused pages; on 127.0.0.1.

Reads a copy of the warehouse and never the live file, so that no reader holds up a load.
"""

from __future__ import annotations

import argparse
import re
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn
from selectolax.lexbor import LexborHTMLParser
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from flows.asking import port
from flows.reading_copy import Copy
from flows.server import is_free, port_here
from flows.settings import ROOM_PORT, Settings, settings_or_exit
from report import room
from report.language import LANGUAGES, language
from tasks import words
from tasks.article.decode import Decoded, decode
from tasks.crawl.coding import BadCoding, TooLarge
from tasks.crawl.warc import NotInArchive, read_body
from tasks.model import ArchiveReference
from warehouse import query
from warehouse.connect import WarehouseRefused
from warehouse.transaction import WarehouseBusy

_PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# A page of the web: no script, no form, no request, an origin of its own.
_ARCHIVE_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-DNS-Prefetch-Control": "off",
}
_MOST_MEMBERS = 30
_MOST_VERSIONS = 20
_MOST_PAGES = 1_000  # of a list: further ones would be counted off for nobody
# Reading such a page ended a process, or was stopped: it is not tried here.
_NOT_READ_AGAIN = {"worker_died", "too_slow", "too_much_memory"}


def reading_room(
    copy: Copy, data_folder: Path, *, hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
) -> Any:
    """The application. `hosts` are the names under which it may be asked: others are a page's trick."""
    room_of = _Room(copy, data_folder)
    pages = {
        "/": room_of.home,
        "/search": room_of.search,
        "/sources": room_of.sources,
        "/source/{source}": room_of.source,
        "/story/{story_id:uuid}": room_of.story,
        "/article/{article_id:uuid}": room_of.article,
        "/rejected": room_of.rejected,
        "/rejected/{fetch_id:uuid}": room_of.rejection,
        "/archived/{fetch_id:uuid}": room_of.archived,
    }
    routes = [Route(f"/{code}{path}", page) for code in LANGUAGES for path, page in pages.items()]
    # The report links without a language.
    routes += [Route(path, _choose_language) for path in pages]
    routes += [Route("/style.css", _style), Route("/copy/{fetch_id:uuid}", room_of.copy)]
    return Starlette(
        routes=routes,
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))],
        exception_handlers={
            404: room_of.missing,
            WarehouseRefused: room_of.no_warehouse,
            WarehouseBusy: room_of.no_warehouse,
        },
    )


class _Room:
    """The pages: each asks the copy and has the rows drawn."""

    def __init__(self, copy: Copy, data_folder: Path) -> None:
        self._copy = copy
        self._data_folder = data_folder

    def home(self, request: Request) -> Response:
        number = _number(request)
        with self._copy.opened() as reading:
            rows = reading.ask("latest", source=None, **_bounds(number))
        return self._list(request, "home", rows, number)

    def search(self, request: Request) -> Response:
        asked = request.query_params.get("q", "").strip()[:500]
        if not words.search_words(asked):
            return RedirectResponse(f"/{_code(request)}/", 303)
        with self._copy.opened() as reading:
            found = reading.search(asked, most=room.PER_PAGE)
            titles = {row["source"]: row["outlet"] for row in reading.ask("titles")}
            twins = reading.ask("twins", article_ids=[hit["article_id"] for hit in found["hits"]])
        rows = room.one_of_twins(
            [
                {**hit, "outlet": titles.get(hit["source"], hit["source"]), "story_id": None}
                for hit in found["hits"]
            ],
            {row["article_id"]: row["story_id"] for row in twins},
        )
        return self._page(
            request,
            "search",
            asked=asked,
            rows=rows,
            in_all=found["in_all"],
            not_searched=found["not_searched"],
        )

    def sources(self, request: Request) -> Response:
        with self._copy.opened() as reading:
            rows = reading.ask("sources", source=None)
        return self._page(request, "sources", rows=rows)

    def source(self, request: Request) -> Response:
        name, number = request.path_params["source"], _number(request)
        with self._copy.opened() as reading:
            found = reading.ask("sources", source=name)
            rows = reading.ask("latest", source=name, **_bounds(number))
        if not found:
            return self.missing(request)
        return self._list(request, "source", rows, number, source=found[0])

    def story(self, request: Request) -> Response:
        story_id = str(request.path_params["story_id"])
        with self._copy.opened() as reading:
            rows = reading.ask("story", story_id=story_id, most=_MOST_MEMBERS)
        if not rows:
            return self.missing(request)
        members = room.members_compared(rows)
        headline = next((row["headline"] for row in rows if row["kind"] == "representative"), "")
        return self._page(request, "story", members=members, headline=headline)

    def article(self, request: Request) -> Response:
        article_id = str(request.path_params["article_id"])
        with self._copy.opened() as reading:
            found = reading.ask("article", article_id=article_id)
            versions = reading.ask("versions", article_id=article_id, most=_MOST_VERSIONS)
            fetches = reading.ask("fetch", fetch_id=found[0]["first_fetch_id"]) if found else []
        if not found:
            return self.missing(request)
        archived = fetches and fetches[0]["archive_path"]
        return self._page(
            request,
            "article",
            article=found[0],
            fields=room.fields_of(found[0], language(_code(request))),
            versions=room.versions_compared(versions),
            fetch_id=fetches[0]["fetch_id"] if archived else None,
        )

    def rejected(self, request: Request) -> Response:
        asked = {name: request.query_params.get(name) or None for name in ("source", "reason")}
        number = _number(request)
        with self._copy.opened() as reading:
            rows = reading.ask("rejected", **asked, **_bounds(number))
            reasons = reading.ask("reasons", source=asked["source"])
        kept = urlencode({name: value for name, value in asked.items() if value})
        return self._list(
            request,
            "rejected",
            rows,
            number,
            kept=f"{kept}&" if kept else "",
            reasons=reasons,
            source=asked["source"],
        )

    def rejection(self, request: Request) -> Response:
        fetch_id = str(request.path_params["fetch_id"])
        with self._copy.opened() as reading:
            found = reading.ask("fetch", fetch_id=fetch_id)
            rejections = reading.ask("rejections", fetch_id=fetch_id)
        if not found:
            return self.missing(request)
        saw: Decoded | str | None = None
        if found[0]["archive_path"] and not _NOT_READ_AGAIN & {row["reason"] for row in rejections}:
            saw = self._decoded(found[0])
        shown = None
        if isinstance(saw, Decoded):
            shown = {"charset": saw.charset, "rule": saw.rule, "text": _text_of(saw)}
        return self._page(
            request,
            "rejection",
            fetch=found[0],
            rejections=rejections,
            saw=shown,
            saw_not=saw if isinstance(saw, str) else None,
        )

    def archived(self, request: Request) -> Response:
        with self._copy.opened() as reading:
            found = reading.ask("fetch", fetch_id=str(request.path_params["fetch_id"]))
        return self._page(request, "archived", fetch=found[0]) if found else self.missing(request)

    def copy(self, request: Request) -> Response:
        """A page out of the archive, for a frame, in a sandbox of the browser.

        Never as a page of its own: a link on it would lead to where it led, and only the policy of a page
        around its frame keeps it from that.
        """
        fetch_id = str(request.path_params["fetch_id"])
        if request.headers.get("sec-fetch-dest") == "document":
            return RedirectResponse(f"/archived/{fetch_id}", 303, _HEADERS)
        with self._copy.opened() as reading:
            found = reading.ask("fetch", fetch_id=fetch_id)
        headers = _HEADERS | {"Content-Security-Policy": _ARCHIVE_POLICY}
        if not found or not found[0]["archive_path"]:
            return PlainTextResponse("This body is not in the archive.", 404, headers)
        page = self._decoded(found[0])
        if isinstance(page, str):
            return PlainTextResponse(page, 404, headers)
        body = _without_requests(page.utf8) if page.is_markup else _set_as_a_page(page.text)
        return Response(body, 200, headers, media_type="text/html; charset=utf-8")

    def missing(self, request: Request, _error: Exception | None = None) -> Response:
        return self._page(request, "missing", status=404, why=None, first=None)

    def no_warehouse(self, request: Request, error: Exception) -> Response:
        """What to do where there is nothing to copy yet, or a load has it for too long."""
        why = language(_code(request)).say("room.no_warehouse")
        return self._page(request, "missing", status=503, why=f"{why} {error}", first=None)

    def _decoded(self, fetch: Mapping[str, Any]) -> Decoded | str:
        """The body of a fetch as text, or a sentence why there is none."""
        reference = ArchiveReference(fetch["archive_path"], fetch["archive_offset"])
        try:
            body = read_body(self._data_folder, reference)
        except (NotInArchive, BadCoding, TooLarge) as error:
            return str(error)
        decoded = decode(body, fetch["url"], fetch["content_type"])
        if isinstance(decoded, Decoded):
            return decoded
        return f"{decoded.reason}: {decoded.detail}"

    def _list(
        self,
        request: Request,
        name: str,
        rows: list[query.Row],
        number: int,
        *,
        kept: str = "",
        **shown: Any,
    ) -> Response:
        """A page of a list, from rows within `_bounds`; `kept` is what its links keep of the address."""
        if number > 1 and not rows:
            why = language(_code(request)).say("room.list_ends")
            return self._page(request, "missing", status=404, why=why, first=f"?{kept}page=1")
        return self._page(
            request,
            name,
            rows=rows[: room.PER_PAGE],
            number=number,
            is_last=len(rows) <= room.PER_PAGE or number == _MOST_PAGES,
            query=kept,
            **shown,
        )

    def _page(self, request: Request, name: str, *, status: int = 200, **shown: Any) -> Response:
        code = _code(request)
        path = request.url.path.removeprefix(f"/{code}")
        if request.url.query:
            path += f"?{request.url.query}"
        html = room.draw(name, code, path=path, as_of=self._copy.made_at, gap=self._copy.gap, **shown)
        return HTMLResponse(html, status, _HEADERS | {"Content-Security-Policy": _PAGE_POLICY})


def _without_requests(html: bytes) -> bytes:
    """The page without what makes a browser ask for something in spite of every policy.

    `<link rel="preconnect">` does, in a frame of the page's own as well, and so does a pointer that goes down
    on a link (Chromium 156): the place that it led to is kept as `data-href`. That is done in the bytes that
    are sent: what a parser makes of them once written anew may be another page ("mutated" markup), and a
    shadow tree in a <template> is none of a document's elements. What may load nothing goes too.
    """
    tree = LexborHTMLParser(html)
    asking = tree.css("link, iframe, frame, object, embed")
    for node in asking:
        node.decompose()
    written = (tree.html or "").encode() if asking else html
    return _LEADING.sub(rb"data-\1", written)


def _set_as_a_page(text: str) -> bytes:
    """Plain text as a page, each line in its own direction: a browser lays all of them from the left."""
    style = "font: 1rem/1.6 sans-serif; white-space: pre-wrap; overflow-wrap: anywhere"
    page = f'<!doctype html><meta charset="utf-8"><pre dir="auto" style="{style}">\n{escape(text)}</pre>'
    return page.encode()


# Attributes by which an element leads out of its page, and by which SVG sets them in time.
_LEADING = re.compile(
    rb"(?<![\w-])(?:xlink:)?(href|ping|attributename)(?=\s*=(?!\s*[\"']?\s*#))", re.IGNORECASE
)


def _bounds(number: int) -> dict[str, int]:
    # One more tells whether there is a further page.
    return {"most": room.PER_PAGE + 1, "skipped": (number - 1) * room.PER_PAGE}


def _number(request: Request) -> int:
    """Which page of a list is asked for, from 1."""
    asked = request.query_params.get("page", "1")
    return (
        min(max(int(asked), 1), _MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    )


def _code(request: Request) -> str:
    code = request.url.path.split("/")[1]
    return code if code in LANGUAGES else _preferred(request)


def _preferred(request: Request) -> str:
    """The first of our languages that the browser names."""
    asked = request.headers.get("accept-language", "")
    wanted = [part.split(";")[0].strip()[:2].lower() for part in asked.split(",")]
    return next((code for code in wanted if code in LANGUAGES), LANGUAGES[0])


def _choose_language(request: Request) -> Response:
    return RedirectResponse(f"/{_preferred(request)}{request.url.path}", 307, _HEADERS)


def _style(_request: Request) -> Response:
    return Response(room.style(), 200, _HEADERS | {"Cache-Control": "max-age=60"}, media_type="text/css")


def _text_of(page: Decoded) -> str:
    """The words of a page, its title first, as they are left when markup and scripts are gone."""
    if not page.is_markup:
        return page.text
    tree = LexborHTMLParser(page.utf8)
    title = tree.css_first("title")
    said = title.text(strip=True) if title else ""
    for node in tree.css("script, style, noscript, template, head"):
        node.decompose()
    lines = tree.body.text(separator="\n", strip=True).splitlines() if tree.body else []
    return "\n".join([said, *(line.strip() for line in lines if line.strip())]).strip()


@contextmanager
def served(settings: Settings, port: int = 0) -> Iterator[str]:
    """The reading room on 127.0.0.1 for the length of the block; gives its address. Port 0: a free one."""
    copy = Copy(settings.warehouse_path, settings.data_folder / "room", wait=settings.lock_wait)
    server = _server(copy, settings, port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    try:
        if not server.started:
            raise OSError(f"The reading room could not be served at port {port} of 127.0.0.1: it is taken.")
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
        copy.close()


def _server(copy: Copy, settings: Settings, port: int) -> uvicorn.Server:
    application = reading_room(copy, settings.data_folder)
    return uvicorn.Server(
        uvicorn.Config(application, host="127.0.0.1", port=port, log_level="warning", access_log=False)
    )


def main(arguments: list[str]) -> int:
    """Serve until Ctrl-C; returns the exit code."""
    parser = argparse.ArgumentParser(description="Read what was found, in a browser.")
    parser.add_argument("--port", type=port, help="of 127.0.0.1; that of WARRAQ_ROOM_URL if not given")
    asked = parser.parse_args(arguments)
    settings = settings_or_exit(writing=True)
    number = asked.port or port_here(settings.room_url) or ROOM_PORT
    if not is_free(number):
        print(
            f"Port {number} of 127.0.0.1 is taken, perhaps by another reading room or make up. "
            "Stop that, or choose another: make room PORT=4290",
            file=sys.stderr,
        )
        return 1
    copy = Copy(settings.warehouse_path, settings.data_folder / "room", wait=settings.lock_wait)
    try:
        with copy.opened():
            pass
    except (WarehouseBusy, WarehouseRefused) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The reading room is at http://127.0.0.1:{number}/ until Ctrl-C.", flush=True)
    with suppress(KeyboardInterrupt):  # uvicorn raises it again once it has ended
        _server(copy, settings, number).run()
    copy.close()
    print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
