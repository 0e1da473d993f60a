"""Record a page of a site as a test: the bytes, and what extraction makes of them today.

usage: .venv/bin/python -m tests.sites.record NAME SAVED.html --url https://… [--content-type TYPE]

Writes tests/sites/NAME/page.html and expected.json. Then read the page and correct expected.json until it is
the truth: what extraction gives is only where to begin.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tasks.article import extract_articles
from tasks.model import Article
from tasks.sites import all_sites

FOLDER = Path(__file__).parent


def articles_of(folder: Path) -> list[dict[str, Any]]:
    """What extraction makes of the page in `folder`, as expected.json has it."""
    told = json.loads((folder / "expected.json").read_text("utf-8"))
    found = extract_articles(
        (folder / "page.html").read_bytes(),
        told["url"],
        content_type=told["content_type"],
        site=all_sites()[folder.name],
        fetched_at=datetime.fromisoformat(told["fetched_at"]),
    )
    return [_plain(article) for article in found] if isinstance(found, list) else [asdict(found)]


def _plain(article: Article) -> dict[str, Any]:
    """Fields that the page gives, as JSON has them; how they were found is no part of the truth."""
    fields = {key: value for key, value in asdict(article).items() if value not in (None, (), "")}
    fields.pop("provenance", None)
    plain: dict[str, Any] = json.loads(json.dumps(fields, default=_text))
    return plain


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.sites.record", description=__doc__)
    parser.add_argument("name", choices=list(all_sites()), metavar="NAME")
    parser.add_argument("saved", type=Path)
    parser.add_argument("--url", required=True)
    parser.add_argument("--content-type")
    given = parser.parse_args()
    folder = FOLDER / given.name
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_bytes(given.saved.read_bytes())
    told = {
        "url": given.url,
        "content_type": given.content_type,
        "fetched_at": datetime.now(UTC).replace(microsecond=0).isoformat(),
    }
    _write(folder, told)
    _write(folder, told | {"articles": articles_of(folder)})
    print(f"{folder / 'expected.json'}: now read the page, and correct what is not so.")
    return 0


def _write(folder: Path, told: Mapping[str, Any]) -> None:
    (folder / "expected.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
