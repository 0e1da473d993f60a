"""Ask a Prefect server as its own client does: one that is busy is asked again."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from time import monotonic, sleep
from typing import Any

_PATIENCE = 240.0  # seconds


def ask(url: str, body: Any = None, *, method: str | None = None) -> Any:
    """What the server answers, as JSON; asked by GET, or by POST where there is a body, or by `method`.

    Raises HTTPError as soon as the answer is an error, but for 503: its database is locked for a moment.
    """
    request = urllib.request.Request(
        url,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method=method,
    )
    deadline = monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
                text = answer.read()
            return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            if error.code != 503 or monotonic() > deadline:
                raise
            sleep(1.0)
