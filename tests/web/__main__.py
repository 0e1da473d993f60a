"""Serve the web that misbehaves: `python -m tests.web [port]`, then `curl http://127.0.0.1:<port>/slow_drip`.

Any host name will do (`curl --connect-to`, or a Host header): manners are kept by host. Ctrl-C stops it and
prints what it was asked.
"""

from __future__ import annotations

import sys
import time

from tests.web.faults import FAULTS
from tests.web.server import BadWeb


def main() -> None:
    with BadWeb(FAULTS, port=int(sys.argv[1]) if len(sys.argv) > 1 else 0) as web:
        print(f"The web that misbehaves is at http://127.0.0.1:{web.port}/")
        for name, fault in FAULTS.items():
            print(f"  /{name:18} {(fault.__doc__ or '').splitlines()[0]}")
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print()
            for visit in web.log:
                print(f"{visit.at:12.3f}  {visit.host:20} {visit.path}  {visit.sent_bytes} bytes")


main()
