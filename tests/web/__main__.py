"""`make bad-web`: serve the web that misbehaves until Ctrl-C, then say what it was asked."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from flows.asking import port
from flows.server import is_free
from tests.web.faults import DOOR_HOSTS, PATHS, ROBOTS_HOSTS, bad_web, host_named
from tests.web.server import BadWeb


def main(arguments: list[str]) -> None:
    """The port may be given; by default any free one is taken."""
    parser = argparse.ArgumentParser(description="Serve the web that misbehaves on 127.0.0.1, until Ctrl-C.")
    parser.add_argument("port", nargs="?", type=port, default=0, help="any free one if not given")
    number = parser.parse_args(arguments).port
    if number and not is_free(number):
        parser.error(f"port {number} of 127.0.0.1 is taken; choose another, or leave it out for any free one")
    with bad_web(number) as web:
        print(_guide(web), flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print()
        print(_asked(web))


def _asked(web: BadWeb) -> str:
    """What was asked, with seconds since the first request."""
    if not web.log:
        return "Nobody asked for anything."
    began = web.log[0].at
    return "\n".join(
        f"{visit.at - began:10.3f} s  {visit.host:24} {visit.path[:100]}  {visit.sent_bytes:,} bytes"
        for visit in web.log
    )


def _guide(web: BadWeb) -> str:
    hosts = [host_named(name) for name in (*ROBOTS_HOSTS, *DOOR_HOSTS)]
    leads = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to("news.test", *hosts).items()}
    return f"""The web that misbehaves is at http://127.0.0.1:{web.port}/, until Ctrl-C.

Paths, at any host:
{_table(PATHS, "/{}")}

Hosts whose robots.txt misbehaves, with honest pages at /page:
{_table({host_named(name): fault for name, fault in ROBOTS_HOSTS.items()}, "http://{}/page")}

Hosts that go wrong before HTTP begins:
{_table({host_named(name): door for name, door in DOOR_HOSTS.items()}, "https://{}/")}

curl finds a host so:     curl --connect-to ::127.0.0.1:{web.port} http://robots-huge.test/robots.txt
our own crawler so:       WARRAQ_CONNECT_TO='{json.dumps(leads)}'"""


def _table(faults: Mapping[str, Any], address: str) -> str:
    return "\n".join(
        f"  {address.format(name):40} {(fault.__doc__ or '').strip().splitlines()[0]}"
        for name, fault in faults.items()
    )


if __name__ == "__main__":
    main(sys.argv[1:])
