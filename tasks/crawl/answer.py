"""What came back of a request: apart from what asks, since archives are read where nothing is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One request and all that came back, as it came."""

    url: str
    requested_at: datetime  # UTC
    elapsed: float  # seconds
    latency: float  # seconds to the end of the headers; `elapsed` if they did not come
    request_headers: Headers
    status: int | None = None  # None: no answer came
    phrase: str = ""
    http_version: str = "HTTP/1.1"
    headers: Headers = ()
    ip: str | None = None
    payload: bytes = b""  # transfer coding undone, content coding not; incomplete if there is a reason
    reason: str | None = None  # slug: why there is no answer, or not all of it
    detail: str | None = None  # a sentence for people

    def header(self, name: str) -> str | None:
        """The value of a header, several joined by commas as RFC 9110, 5.3 has it."""
        values = self.headers_named(name)
        return ", ".join(values) if values else None

    def headers_named(self, name: str) -> list[str]:
        wanted = name.lower().encode()
        return [value.decode("latin-1") for key, value in self.headers if key.lower() == wanted]
