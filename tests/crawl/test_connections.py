"""What goes over a connection: codings, HTTP/2 over TLS, connections kept and given up."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import brotli
import h2.config
import h2.connection
import h2.events
import pytest
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from warcio.archiveiterator import ArchiveIterator

from tasks.crawl import http
from tasks.crawl.http import trusted_certificates
from tests.crawl.conftest import Crawl, site
from tests.web.server import BadWeb, Conversation

BODY = "<p>خبر</p>".encode() * 2000
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "deflate": zlib.compress,
    "br": lambda data: bytes(brotli.compress(data, quality=3)),
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


@pytest.mark.parametrize("coding", PACKERS)
def test_each_coding_is_offered_and_undone(web: BadWeb, crawl: Crawl, coding: str) -> None:
    packed = PACKERS[coding](BODY)
    page = web.put("news.test", "/page", packed, headers={"Content-Encoding": coding})

    fetch = crawl.fetch(page)[page]

    assert (fetch.outcome, fetch.wire_bytes, fetch.body_bytes) == ("fetched", len(packed), len(BODY))
    assert coding in web.log[-1].headers["accept-encoding"].split(", ")


@pytest.mark.parametrize("coding", PACKERS)
def test_an_encrypted_host_is_asked_by_http2(crawl: Crawl, tmp_path: Path, coding: str) -> None:
    crawl.sites = {"news": site("news", most_at_once=3)}
    with secure_web(tmp_path, coding, PACKERS[coding](BODY)) as secure:
        crawl = crawl.with_settings(connect_to={"news.test": ("127.0.0.1", secure.port)})
        pages = [f"https://news.test/{number}" for number in range(6)]

        fetches = crawl.fetch(*pages)

    assert {fetches[page].outcome for page in pages} == {"fetched"}
    assert {fetches[page].body_bytes for page in pages} == {len(BODY)}
    assert sorted(secure.paths) == sorted(["/robots.txt", *(f"/{number}" for number in range(6))])
    assert secure.connections == 1
    reference = fetches[pages[0]].archive
    assert reference is not None
    with (tmp_path / reference.path).open("rb") as file:
        file.seek(reference.offset)
        assert next(iter(ArchiveIterator(file))).rec_headers.get_header("WARC-Protocol") == "h2"


def test_a_certificate_that_nobody_vouches_for_is_not_taken(crawl: Crawl, tmp_path: Path) -> None:
    with secure_web(tmp_path, "identity", BODY, trusted=False) as secure:
        crawl = crawl.with_settings(connect_to={"news.test": ("127.0.0.1", secure.port)})

        fetch = crawl.fetch("https://news.test/page")["https://news.test/page"]

    assert (fetch.outcome, fetch.reason) == ("failed", "unreachable")
    assert "certificate" in (fetch.detail or "")
    assert secure.paths == []


def test_names_whose_servers_are_dead_keep_no_other_host_from_its_address(
    crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    enough = threading.Event()

    def look_up(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        if host.startswith("dead"):
            enough.wait(20)
            raise socket.gaierror("no answer")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    dead = [f"http://dead{number}.test/" for number in range(34)]  # a loop has 32 threads at most

    fetches = crawl.fetch(*dead, "http://alive.test/")
    enough.set()

    # It has an address, if one that we do not go to.
    assert fetches["http://alive.test/"].reason == "private_address"
    assert {fetches[url].outcome for url in dead} == {"failed"}


@contextmanager
def silent_address(ip: str, port: int) -> Iterator[None]:
    """An address at which connections are neither taken nor refused: the line of those that wait is full."""
    with ExitStack() as sockets:
        listener = sockets.enter_context(socket.socket())
        listener.bind((ip, port))
        listener.listen(0)
        for _ in range(4):
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex((ip, port))
        time.sleep(0.05)
        yield


def test_a_silent_address_of_a_host_leaves_time_for_its_others(
    web: BadWeb, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "is_public", lambda _: True)
    host = f"many.test:{web.port}"
    page = web.put(host, "/page", "<p>Page</p>")

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.3", "127.0.0.1"]

    with silent_address("127.0.0.2", web.port), silent_address("127.0.0.3", web.port):
        fetch = crawl.fetch(page, resolve=resolve)[page]

    assert (fetch.outcome, fetch.detail) == ("fetched", None)


def test_a_host_whose_addresses_are_all_silent_takes_no_longer_than_one(
    web: BadWeb, crawl: Crawl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "is_public", lambda _: True)
    page = f"http://many.test:{web.port}/page"

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["127.0.0.2", "127.0.0.3"]

    with silent_address("127.0.0.2", web.port), silent_address("127.0.0.3", web.port):
        fetches = crawl.with_settings(first_byte_timeout=60.0, total_timeout=60.0, probe_after=0.0).fetch(
            page, resolve=resolve
        )

    robots = fetches[f"http://many.test:{web.port}/robots.txt"]
    assert (robots.reason, robots.detail) == ("timeout", "No connection within 1 seconds.")
    assert fetches[page].reason == "timeout"


def test_idle_connections_of_many_hosts_are_given_up(web: BadWeb, crawl: Crawl) -> None:
    hosts = [f"host{number}.test" for number in range(30)]
    open_at_once = []

    async def page(talk: Conversation) -> None:
        open_at_once.append(len(web._talks))
        await talk.answer(b"<p>Page</p>")

    urls = [web.put(host, f"/{number}", page) for number in range(3) for host in hosts]

    fetches = crawl.with_settings(connect_to=web.connect_to(*hosts), concurrency=2).fetch(*urls)

    assert {fetches[url].outcome for url in urls} == {"fetched"}
    assert max(open_at_once) <= 12  # 4 × 2 hosts keep theirs, and some are just being closed


def test_what_a_host_said_before_it_went_is_read_though_nothing_can_be_written_any_more() -> None:
    """httpcore acknowledges frames of HTTP/2 before it hands out the answer that came with them."""

    async def acknowledge_then_read() -> tuple[bytes, bytes]:
        def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"an answer")
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        stream = await http._connect("127.0.0.1", port, 10.0)
        async with server:
            while not stream._inlet.transport.is_closing():  # its end has come
                await asyncio.sleep(0.01)
            await stream.write(b"an acknowledgement")
            return await stream.read(100), await stream.read(100)

    assert asyncio.run(acknowledge_then_read()) == (b"an answer", b"")


def test_a_gzip_bomb_stops_within_a_mebibyte_of_the_bound(web: BadWeb, crawl: Crawl) -> None:
    bomb = "http://news.test/gzip_bomb"
    crawl = crawl.with_settings(max_body_bytes=4_000_000)
    crawl.fetch("http://other.test/status", run="warm-up")

    tracemalloc.start()
    fetch = crawl.fetch(bomb)[bomb]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert fetch.reason == "too_large"
    assert 250_000 < fetch.wire_bytes < 400_000  # 300 MB when unpacked
    packed_in_hand = 4 * fetch.wire_bytes  # as it came, joined, in the archive's record
    assert most < 4_000_000 + 1024 * 1024 + packed_in_hand + 500_000


@dataclass
class SecureWeb:
    """A server that speaks HTTP/2 only and has one body for every address."""

    coding: str
    body: bytes
    port: int = 0
    connections: int = 0
    paths: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = dict(event.headers)
                    self.paths.append(headers[b":path"].decode())
                    status = "404" if self.paths[-1] == "/robots.txt" else "200"
                    fields = [(":status", status), ("content-encoding", self.coding)]
                    connection.send_headers(event.stream_id, fields)
                    connection.send_data(event.stream_id, self.body, end_stream=True)
            writer.write(connection.data_to_send())
        writer.close()


@contextmanager
def secure_web(folder: Path, coding: str, body: bytes, *, trusted: bool = True) -> Iterator[SecureWeb]:
    """A web at news.test with a certificate made for the occasion."""
    certificate, key = make_certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["h2"])
    if trusted:
        trusted_certificates().load_verify_locations(certificate)
    secure = SecureWeb(coding, body)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # a client that refuses the certificate
    server = loop.run_until_complete(asyncio.start_server(secure.serve, "127.0.0.1", 0, ssl=context))
    secure.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield secure
    loop.call_soon_threadsafe(server.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


def make_certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, uuid4().hex)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return paths
