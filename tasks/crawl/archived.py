"""Say whether the archive has what a fetch says of it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from tasks.crawl.coding import BadCoding, TooLarge
from tasks.crawl.warc import NotInArchive, read_body
from tasks.model import ArchiveReference


def body_in_archive(data_folder: Path, path: str, offset: int, body_sha256: str) -> str | None:
    """None if the archived body is there and the one that was fetched; else a sentence why not."""
    try:
        body = read_body(data_folder, ArchiveReference(path, offset))
    except (NotInArchive, BadCoding, TooLarge) as error:
        return str(error)
    return None if sha256(body).hexdigest() == body_sha256 else "another body than was fetched"
