"""Serve the demo web by hand: python -m demo [--port 8765]"""

from __future__ import annotations

import argparse
from threading import Event

from demo.server import DemoWeb


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m demo", description="Serve the demo web until Ctrl-C.")
    parser.add_argument("--port", type=int, default=8765, help="port of 127.0.0.1; 0 takes a free one")
    port = parser.parse_args().port
    with DemoWeb(port) as web:
        print(f"The demo web: http://{web.address}:{web.port}/  (Ctrl-C stops it)", flush=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
