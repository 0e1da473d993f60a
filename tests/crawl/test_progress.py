from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tasks.crawl.fetch_log import line_of
from tasks.crawl.progress import PagesLogged
from tasks.model import Fetch, FetchKind

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def line(url: str, kind: FetchKind = "page") -> bytes:
    return line_of(Fetch("f", "r1", "news", kind, url, url, NOON, "fetched"))


def test_pages_are_counted_as_the_logs_of_a_run_grow(tmp_path: Path) -> None:
    folder = tmp_path / "archive" / "2026" / "11" / "22"
    folder.mkdir(parents=True)
    first, second, other = (folder / f"{name}.fetches.jsonl" for name in ("r1-0001", "r1-0002", "r2-0001"))
    logged = PagesLogged(tmp_path, "r1")
    counts = [logged.count()]

    first.write_bytes(line("http://a.test/robots.txt", "robots") + line("http://a.test/1"))
    other.write_bytes(line("http://a.test/9"))
    counts.append(logged.count())
    with first.open("ab") as log:
        log.write(line("http://a.test/2") + line("http://a.test/3")[:40])
    second.write_bytes(line("http://b.test/1"))
    counts.append(logged.count())
    with first.open("ab") as log:
        log.write(line("http://a.test/3")[40:])
    counts += [logged.count(), logged.count()]

    assert counts == [0, 1, 3, 4, 4]
