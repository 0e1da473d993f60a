"""A web on 127.0.0.1 that can misbehave: any host by name, faults as paths and hosts, a log of its visits."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit


@dataclass(slots=True)
class Visit:
    """A request as the server saw it, and how it went."""

    host: str
    path: str  # with the query
    headers: Mapping[str, str]  # names in lower case
    at: float  # seconds on the server's clock (time.monotonic)
    ended: float | None = None
    sent_bytes: int = 0


@dataclass(slots=True)
class Conversation:
    """What a fault works with: a request, and the means to answer as badly as it likes."""

    visit: Visit
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    earlier: int  # requests for this host and path before this one

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.visit.path).query))

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        self.visit.sent_bytes += len(data)
        await self.writer.drain()
        await asyncio.sleep(0)  # drain returns at once while there is room: the other talks go on

    async def answer(
        self, body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        """A well-formed answer; Content-Length and Content-Type may be overridden by `headers`."""
        fields = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }
        await self.send(head(status, fields) + (b"" if status in (204, 304) else body))

    def reset(self) -> None:
        reset(self.writer)


Fault = Callable[[Conversation], Awaitable[None]]
Door = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""What listens at a port of its own and speaks as it likes, from the first byte on."""


def reset(writer: asyncio.StreamWriter) -> None:
    """Break a connection off so that the other side gets an error (RST), not an end."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


@dataclass(frozen=True, slots=True)
class Reply:
    """An honest page that a test puts into the web; an ETag is looked at."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, talk: Conversation) -> None:
        etag = self.headers.get("ETag")
        if etag and talk.visit.headers.get("if-none-match") == etag:
            await talk.answer(status=304, headers={"ETag": etag})
        else:
            await talk.answer(self.body, self.status, self.headers)


def head(status: int, fields: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *(f"{k}: {v}" for k, v in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


class BadWeb:
    """Enter to serve, leave to stop. `log` holds every request in the order in which they came.

    A request is answered by what `put` placed at its host and path, else by the fault whose name is the first
    step of the path, else by 404. The robots.txt of a host whose first label names one of `robots` is that
    ("robots-huge.test"); a host whose first label names one of `doors` has a port of its own
    ("tls-stalls.test").
    """

    def __init__(
        self,
        faults: Mapping[str, Fault],
        port: int = 0,
        *,
        robots: Mapping[str, Fault] | None = None,
        doors: Mapping[str, Door] | None = None,
    ) -> None:
        self.log: list[Visit] = []
        self._faults = faults
        self._robots = robots or {}
        self._pages: dict[tuple[str, str], Fault] = {}
        self._loop = asyncio.new_event_loop()
        self._talks: set[asyncio.Task[None]] = set()
        self._servers = [self._listen(self._serve, port)]
        self.port = _port_of(self._servers[0])
        self._door_ports = {}
        for name, door in (doors or {}).items():
            self._servers.append(self._listen(door, 0))
            self._door_ports[name] = _port_of(self._servers[-1])
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def _listen(self, door: Door, port: int) -> asyncio.Server:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._talks.add(task)
            try:
                # The crawler may go away, and the web may be stopped.
                with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                    await door(reader, writer)
            finally:
                self._talks.discard(task)
                writer.close()

        starting = asyncio.start_server(answer, "127.0.0.1", port, backlog=512, limit=2**20)
        return self._loop.run_until_complete(starting)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._talks):
            task.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    def put(
        self,
        host: str,
        path: str,
        page: bytes | str | Fault,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Place a page, or a fault, and get its URL."""
        if isinstance(page, str):
            page = page.encode()
        self._pages[host, path] = Reply(page, status, headers or {}) if isinstance(page, bytes) else page
        return f"http://{host}{path}"

    def connect_to(self, *hosts: str) -> dict[str, tuple[str, int]]:
        """Where to find `hosts`, as CrawlSettings.connect_to wants it."""
        return {host: ("127.0.0.1", self._door_ports.get(_label(host), self.port)) for host in hosts}

    def visits(self, host: str, path: str | None = None) -> list[Visit]:
        return [visit for visit in self.log if visit.host == host and path in (None, visit.path)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await self._answer_one(reader, writer):
            pass

    async def _answer_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        host = headers.get("host", "")
        visit = Visit(host, path, headers, time.monotonic())
        earlier = len(self.visits(host, path))
        self.log.append(visit)
        talk = Conversation(visit, reader, writer, earlier)
        plain_path = urlsplit(path).path
        page = self._pages.get((host, path)) or self._pages.get((host, plain_path))
        fault = page or self._fault_of(host, plain_path)
        try:
            if fault is None:
                await talk.answer(b"<p>Nothing here.</p>", 404)
            else:
                await fault(talk)
            return not writer.is_closing() and (page is not None or fault is None)
        finally:
            visit.ended = time.monotonic()

    def _fault_of(self, host: str, path: str) -> Fault | None:
        if path == "/robots.txt":
            return self._robots.get(_label(host))
        return self._faults.get(path.split("/")[1])


def _label(host: str) -> str:
    """The name of a fault for the host "robots-huge.test"."""
    return host.partition(".")[0].replace("-", "_")


def _port_of(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])
