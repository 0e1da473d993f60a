"""Ask for one address, once, with bounds on everything. The only module that opens connections to the web."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache, partial
from types import TracebackType
from typing import Any, Self, cast

import httpcore
import httpx

from tasks.crawl.answer import Answer, Headers
from tasks.crawl.coding import ACCEPTED
from tasks.crawl.settings import CrawlSettings

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""IP addresses of a host and port; raises OSError if there are none."""


class _AddressError(Exception):
    """A host that has no address, or none that we connect to."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Web:
    """The connections of a batch: enter to open, leave to close."""

    def __init__(self, settings: CrawlSettings, resolve: Resolver | None = None) -> None:
        self._settings = settings
        timeout = httpx.Timeout(
            connect=settings.connect_timeout,
            read=settings.total_timeout,
            write=settings.first_byte_timeout,
            pool=settings.total_timeout,
        )
        # The client makes requests and does not send them: it would keep cookies, and make a request of each
        # Location at once, which fails where that is no address ("http://xn--a/").
        self._names = _Names(4 * settings.concurrency)
        self._transport = _Transport(settings, resolve or self._names.addresses)
        self._client = httpx.AsyncClient(
            transport=self._transport,
            timeout=timeout,
            trust_env=False,  # no proxy and no .netrc password from the environment
            headers={
                "User-Agent": settings.user_agent_header,
                **_from_whom(settings.contact),
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "Accept-Encoding": ACCEPTED,
            },
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)
        self._names.close()

    async def ask(
        self, url: str, *, headers: Mapping[str, str] | None = None, most_bytes: int | None = None
    ) -> Answer:
        """GET `url` (canonical) once: no redirect followed, no retry.

        Always an Answer. `reason` is set where it is not whole: bad_url, private_address, dns_error,
        unreachable, disconnected, timeout, too_large (over `most_bytes` as sent), headers_too_large,
        bad_answer, cut_short.
        """
        try:
            request = self._client.build_request("GET", url, headers=dict(headers or {}))
        except (httpx.InvalidURL, UnicodeError) as error:  # "http://xn--a/": UnicodeError is idna's
            exchange = _Exchange(url, ())
            exchange.fail("bad_url", f"No request can be made of this address: {_say(error)}.")
            return exchange.answer()
        exchange = _Exchange(url, tuple(request.headers.raw))
        try:
            async with asyncio.timeout(self._settings.total_timeout):
                await self._exchange(request, exchange, most_bytes or self._settings.max_wire_bytes)
        except TimeoutError:
            exchange.fail("timeout", f"Not done within {self._settings.total_timeout:g} seconds.")
        return exchange.answer()

    async def _exchange(self, request: httpx.Request, exchange: _Exchange, most_bytes: int) -> None:
        try:
            try:
                async with asyncio.timeout(self._settings.first_byte_timeout):
                    response = await self._transport.handle_async_request(request)
            except TimeoutError:
                exchange.fail("timeout", f"No answer within {self._settings.first_byte_timeout:g} seconds.")
                return
            try:
                exchange.begin(response, self._settings.max_header_bytes)
                if exchange.reason is None:
                    await exchange.read(response, most_bytes)
            finally:
                await response.aclose()
        except _AddressError as error:
            exchange.fail(error.reason, error.detail)
        except httpx.ConnectTimeout:
            exchange.fail("timeout", f"No connection within {self._settings.connect_timeout:g} seconds.")
        except httpx.TimeoutException as error:
            exchange.fail("timeout", f"{type(error).__name__} of the connection.")
        except httpx.ConnectError as error:
            exchange.fail("unreachable", f"The host could not be connected to: {_say(error)}.")
        except httpx.RemoteProtocolError as error:
            exchange.fail(*_explain_protocol_error(exchange, error))
        except httpx.TransportError as error:
            if re.search("Oversized header block|Too many continuation frames", str(error)):  # HTTP/2
                exchange.fail("headers_too_large", f"{_say(error)}.")
                return
            reason = "cut_short" if exchange.status else "disconnected"
            exchange.fail(reason, f"The connection broke: {_say(error)}.")
        except ValueError as error:
            # httpcore's count of streams, if SETTINGS come in a flood and the request is given up meanwhile.
            if str(error) != "semaphore released too many times":
                raise
            exchange.fail(
                "bad_answer", "The answer is not HTTP/2: the host changed its settings all the time."
            )


def _from_whom(contact: str) -> dict[str, str]:
    """RFC 9110, 10.1.2: robots should say From, if it is a mailbox that they can name."""
    return {"From": contact} if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", contact) else {}


def _say(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _say_why(error: OSError) -> str:
    """What happened, in words: "Connection refused", "certificate verify failed: self-signed certificate"."""
    if isinstance(error, ssl.SSLError):
        return re.sub(r"^\[[^\]]*\] | \(_ssl\.c:\d+\)$", "", str(error)) or "TLS failed"
    if isinstance(error, socket.gaierror) or not error.errno:
        return error.strerror or str(error)
    return os.strerror(error.errno)


# What httpcore has for a message is the event of HTTP/2 itself: "<StreamReset stream_id:3, error_code:2, …>".
_EVENTS = {
    "<StreamReset": "the host reset the stream",
    "<ConnectionTerminated": "the host ended the connection",
}


def _explain_protocol_error(exchange: _Exchange, error: httpx.RemoteProtocolError) -> tuple[str, str]:
    text = _say(error)
    for event, words in _EVENTS.items():
        text = words if text.startswith(event) else text
    if exchange.status:
        return "cut_short", f"The body ended before its time: {text}."
    if "Receive buffer too long" in text:
        return "headers_too_large", "The headers do not end."
    if "disconnected" in text or text in _EVENTS.values():
        return "disconnected", "The host ended the exchange without an answer."
    return "bad_answer", f"The answer is not HTTP: {text}."


class _Exchange:
    """What has come so far; it stays if the rest does not come."""

    def __init__(self, url: str, request_headers: Headers) -> None:
        self.url = url
        self.request_headers = request_headers
        self.requested_at = datetime.now(UTC)
        self.started = time.monotonic()
        self.latency: float | None = None
        self.status: int | None = None
        self.phrase = ""
        self.http_version = "HTTP/1.1"
        self.headers: Headers = ()
        self.ip: str | None = None
        self.payload = bytearray()
        self.reason: str | None = None
        self.detail: str | None = None

    def fail(self, reason: str, detail: str) -> None:
        self.reason = reason
        self.detail = detail

    def begin(self, response: httpx.Response, most_bytes: int) -> None:
        self.latency = time.monotonic() - self.started
        self.status = response.status_code
        self.phrase = response.reason_phrase
        self.http_version = response.http_version
        self.headers = tuple(response.headers.raw)
        stream = response.extensions.get("network_stream")
        address = stream.get_extra_info("server_addr") if stream else None
        self.ip = address[0] if address else None
        size = sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > most_bytes:
            self.headers = ()  # not kept either
            self.fail("headers_too_large", f"The headers take {size} bytes.")

    async def read(self, response: httpx.Response, most_bytes: int) -> None:
        async for chunk in response.aiter_raw():
            self.payload += chunk
            if len(self.payload) > most_bytes:
                del self.payload[most_bytes:]
                self.fail("too_large", f"The body is larger than {most_bytes} bytes as sent.")
                return

    def answer(self) -> Answer:
        elapsed = time.monotonic() - self.started
        return Answer(
            url=self.url,
            requested_at=self.requested_at,
            elapsed=elapsed,
            latency=elapsed if self.latency is None else self.latency,
            request_headers=self.request_headers,
            status=self.status,
            phrase=self.phrase,
            http_version=self.http_version,
            headers=self.headers,
            ip=self.ip,
            payload=bytes(self.payload),
            reason=self.reason,
            detail=self.detail,
        )


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own transport with our connections: there is no door for them, so its pool is replaced."""

    def __init__(self, settings: CrawlSettings, resolve: Resolver) -> None:
        super().__init__(verify=trusted_certificates(), trust_env=False)
        # Only its three methods are called, and these are the same.
        self._pool = cast(httpcore.AsyncConnectionPool, _Connections(settings, resolve))


@cache
def trusted_certificates() -> ssl.SSLContext:
    """Reading them takes some 30 ms, and a run has many batches."""
    return httpx.create_ssl_context(trust_env=False)


class _Connections:
    """Connections kept by host, each for half a minute after its last request.

    In the place of httpcore's pool, which looks through all its connections, with a system call for each idle
    one, at the beginning and at the end of every request: with two hundred hosts, that costs more than all
    the rest. How many a host may have is decided by its turns (politeness), so there is nothing to wait for.
    """

    def __init__(self, settings: CrawlSettings, resolve: Resolver) -> None:
        self._network = _CheckedNetwork(settings.connect_to, resolve)
        self._most_hosts = 4 * settings.concurrency
        self._by_host: dict[str, list[httpcore.AsyncHTTPConnection]] = {}

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        origin = request.url.origin
        host = str(origin)
        # To the end: the first host is the one that was not asked for the longest time.
        self._by_host[host] = self._by_host.pop(host, [])
        if len(self._by_host) > self._most_hosts:
            await self._close_idle()
        while True:
            connection = await self._available(host, origin)
            try:
                return await connection.handle_async_request(request)
            except httpcore.ConnectionNotAvailable:
                # It was to be HTTP/2, for several at once, and turned out not to be; or it was given up as
                # idle a moment before.
                continue
            except BaseException:
                # Given up while it began, a connection of HTTP/2 has lost count of its streams, and breaks
                # whatever is asked on it next.
                if connection in self._by_host.get(host, ()):
                    self._by_host[host].remove(connection)
                await connection.aclose()
                raise

    async def _available(self, host: str, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection:
        here = self._by_host.setdefault(host, [])
        for connection in list(here):
            if connection.is_closed() or connection.has_expired() or _holds_more(connection):
                here.remove(connection)
                await connection.aclose()
            elif connection.is_available():
                return connection
        connection = httpcore.AsyncHTTPConnection(
            origin,
            ssl_context=trusted_certificates(),
            keepalive_expiry=30.0,
            http2=True,
            network_backend=self._network,
        )
        here.append(connection)
        return connection

    async def _close_idle(self) -> None:
        """Half of the hosts give their idle connections up, those first that were not asked for long."""
        idle = [
            host
            for host, here in self._by_host.items()
            if all(connection.is_idle() or connection.is_closed() for connection in here)
        ]
        for host in idle[: self._most_hosts // 2]:
            for connection in self._by_host.pop(host):
                await connection.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        for here in self._by_host.values():
            for connection in here:
                await connection.aclose()
        self._by_host.clear()


def _holds_more(connection: httpcore.AsyncHTTPConnection) -> bool:
    """Whether more has come than was asked for: a Content-Length of too little, with whatever follows.

    h11 would take that for the answer to the next request, and httpcore does not look. What comes only
    after the next request was sent cannot be told from its answer (RFC 9112, 9.2).
    """
    http11 = getattr(connection, "_connection", None)
    state = getattr(http11, "_h11_state", None)
    return state is not None and connection.is_idle() and bool(state.trailing_data[0])


class _CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only, and to the very addresses that it has looked at."""

    def __init__(self, connect_to: Mapping[str, tuple[str, int]], resolve: Resolver) -> None:
        self._connect_to = {host.lower(): address for host, address in connect_to.items()}
        self._resolve = resolve

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - the signature is httpcore's
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002 - as above
    ) -> httpcore.AsyncNetworkStream:
        if host in self._connect_to:
            return await _connect(*self._connect_to[host], timeout)
        addresses = (await self._public_addresses(host, port, timeout))[:_MOST_ADDRESSES]
        ends_at = None if timeout is None else time.monotonic() + timeout
        for number, ip in enumerate(addresses[:-1]):
            # What is left of the time is for all that are left: one that is silent must not use all of it up.
            share = ends_at and (ends_at - time.monotonic()) / (len(addresses) - number)
            try:
                return await _connect(ip, port, share)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the host's next address may answer
        return await _connect(addresses[-1], port, ends_at and ends_at - time.monotonic())

    async def _public_addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolve(host, port)
        except TimeoutError:
            raise _AddressError("dns_error", f"No address for {host} within {timeout:g} seconds.") from None
        except (OSError, UnicodeError) as error:  # UnicodeError: a label of over 63 characters
            why = _say_why(error) if isinstance(error, OSError) else str(error)
            raise _AddressError("dns_error", f"{host} has no address: {why}.") from error
        for address in addresses:
            if not is_public(address):
                raise _AddressError(
                    "private_address", f"{host} leads to {address}, which is not a public address."
                )
        return addresses


_MOST_ADDRESSES = 8


async def _connect(ip: str, port: int, timeout: float | None) -> _Stream:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout):
            _, inlet = await loop.create_connection(_Inlet, ip, port)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout from error
    except OSError as error:
        raise httpcore.ConnectError(_say_why(error)) from error
    return _Stream(inlet)


class _Inlet(asyncio.Protocol):
    """What a connection has brought and nobody has read yet."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.ended = False
        self.error: Exception | None = None
        self.transport: asyncio.Transport
        self._paused = False
        self._readable: asyncio.Future[None] | None = None
        self._writable: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if len(self.buffer) > _MOST_UNREAD and not self._paused:
            self._paused = True
            self.transport.pause_reading()
        _wake(self._readable)

    def eof_received(self) -> None:
        self.ended = True
        _wake(self._readable)

    def connection_lost(self, error: Exception | None) -> None:
        self.ended = True
        self.error = error
        _wake(self._readable)
        _wake(self._writable)

    def pause_writing(self) -> None:
        self._writable = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        _wake(self._writable)

    async def take(self, most: int) -> bytes:
        """Some bytes, at most so many; none at the end."""
        if self.buffer:
            # A host that sends faster than we can read must not hold up the others.
            await asyncio.sleep(0)
        while not self.buffer and not self.ended:
            self._readable = asyncio.get_running_loop().create_future()
            await self._readable
        if not self.buffer and self.error is not None:
            raise self.error
        data = bytes(self.buffer[:most])
        del self.buffer[:most]
        if self._paused and not self.buffer:
            self._paused = False
            self.transport.resume_reading()
        return data

    async def drained(self) -> None:
        if self._writable is not None and not self._writable.done():
            await self._writable


_MOST_UNREAD = 262_144  # bytes


def _wake(waiting: asyncio.Future[None] | None) -> None:
    if waiting is not None and not waiting.done():  # done: whoever waited was cancelled
        waiting.set_result(None)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection, with or without TLS.

    Reading and writing wait without a limit of their own: each request has one (Web.ask). httpcore's own
    streams set a timer at every step, which takes a fifth of a request's time.
    """

    def __init__(self, inlet: _Inlet) -> None:
        self._inlet = inlet

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - httpcore's
        try:
            return await self._inlet.take(max_bytes)
        except OSError as error:  # ssl.SSLError is one
            raise httpcore.ReadError(_say_why(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - httpcore's
        # To a host that is gone nothing is said, and that is no error: its answer may have come before
        # (RFC 9113, 5.4.1 and 6.8), and if not, reading says how the connection ended.
        if not self._inlet.transport.is_closing():
            self._inlet.transport.write(buffer)
            await self._inlet.drained()

    async def aclose(self) -> None:
        self._inlet.transport.abort()  # nothing of ours is on its way, and TLS would wait for the other side

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> _Stream:
        plain = self._inlet.transport
        secure = _Inlet()
        try:
            transport = await asyncio.get_running_loop().start_tls(
                plain,
                secure,
                ssl_context,
                server_hostname=server_hostname,
                ssl_handshake_timeout=timeout,
            )
        except (
            TimeoutError,
            ConnectionAbortedError,
        ) as error:  # the latter is asyncio's word for a handshake's
            raise httpcore.ConnectTimeout from error
        except OSError as error:
            raise httpcore.ConnectError(_say_why(error)) from error
        assert transport is not None
        secure.transport = transport
        return _Stream(secure)

    def get_extra_info(self, info: str) -> Any:
        match info:
            case "is_readable":
                # httpcore asks this of idle connections: what comes there can only be their end
                return self._inlet.ended or bool(self._inlet.buffer)
            case "ssl_object":
                return self._inlet.transport.get_extra_info("ssl_object")
            case "server_addr":
                return self._inlet.transport.get_extra_info("peername")
        return None


class _Names:
    """The system's name resolution, in threads of our own.

    The loop has six for everything on a machine of two cores, and a name whose server is dead holds one for
    longer than we wait: after six of those no host would have an address.
    """

    def __init__(self, most_at_once: int) -> None:
        self._threads = ThreadPoolExecutor(most_at_once, thread_name_prefix="names")

    async def addresses(self, host: str, port: int) -> list[str]:
        ask = partial(socket.getaddrinfo, host.strip("[]"), port, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        return list(dict.fromkeys(str(address[0]) for *_, address in found))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INTERNET = ipaddress.ip_network("2000::/3")  # nothing else of IPv6 is given out to hosts (RFC 4291)
_OF_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")  # RFC 6890, 2.2.2; Python takes some of it for global


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet: global, one host's, and not a disguise of another."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:  # "fe80::1%eth0"
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _INTERNET:
            return False
    return (
        ip.is_global
        and ip not in _OF_PROTOCOLS
        and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)
    )
