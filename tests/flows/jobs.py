"""What a job of the tests is told, wherever its Prefect server is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from demo.server import DemoWeb

Job = Callable[..., Counter[str]]
"""Runs the flow of this name to its end, in a process of its own; gives its totals, 0 for what it has not."""


def environment_of(
    data_folder: Path, web: DemoWeb | None = None, addresses: Mapping[str, str] | None = None
) -> dict[str, str]:
    """What tells a job its data folder, and where the hosts of a web are or what `addresses` has of them."""
    if web is not None:
        addresses = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to().items()}
    return {
        "WARRAQ_DATA_FOLDER": str(data_folder),
        "WARRAQ_CONNECT_TO": json.dumps(addresses or {}),
        "WARRAQ_PROBE_AFTER": "1",
    }
