"""All that can go wrong on the web that misbehaves, by name: paths, hosts' robots.txt files, hosts."""

from __future__ import annotations

from collections.abc import Mapping

from tests.web.bodies import BODIES
from tests.web.codings import CODINGS
from tests.web.doors import DOORS
from tests.web.heads import HEADS
from tests.web.http2 import HTTP2
from tests.web.redirects import REDIRECTS
from tests.web.robots import ROBOTS
from tests.web.seeds import SEEDS
from tests.web.server import BadWeb, Door, Fault
from tests.web.statuses import STATUSES

PATHS: Mapping[str, Fault] = {
    fault.__name__: fault for fault in (*BODIES, *HEADS, *CODINGS, *REDIRECTS, *STATUSES, *SEEDS)
}
"""At any host: http://news.test/slow_drip."""

ROBOTS_HOSTS: Mapping[str, Fault] = {fault.__name__: fault for fault in ROBOTS}
"""As the robots.txt of a host with that name: http://robots-huge.test/page."""

DOOR_HOSTS: Mapping[str, Door] = {door.__name__: door for door in (*DOORS, *HTTP2)}
"""As a host with that name: https://tls-stalls.test/."""


def bad_web(port: int = 0) -> BadWeb:
    """The whole of it, on 127.0.0.1; enter to serve."""
    return BadWeb(PATHS, port, robots=ROBOTS_HOSTS, doors=DOOR_HOSTS)


def host_named(fault: str) -> str:
    return f"{fault.replace('_', '-')}.test"
