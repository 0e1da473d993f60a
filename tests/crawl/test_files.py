"""Reading many files, a few at once, and what is said of those that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tasks.crawl import files
from tasks.crawl.files import FileAt, find_files, read_beginnings
from tasks.crawl.records import OutOfReach


class Objects:
    """Object storage that answers each request for a name that it knows, or raises what it has for it."""

    def __init__(self, **known: bytes | Exception) -> None:
        self.known = known
        self.asked: list[list[str]] = []

    def cat_ranges(self, names: Sequence[str], start: int, end: int, **_: Any) -> list[bytes | Exception]:
        self.asked.append([name.removeprefix("news/") for name in names])
        known = (self.known.get(name.removeprefix("news/"), b"") for name in names)
        return [found[start:end] if isinstance(found, bytes) else found for found in known]


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Objects]:
    def with_objects(**known: bytes | Exception) -> Objects:
        system = Objects(**known)
        monkeypatch.setattr(files.fsspec, "filesystem", lambda *_, **__: system)
        return system

    return with_objects


def test_an_object_that_has_gone_is_one_that_cannot_be_read(storage: Callable[..., Objects]) -> None:
    storage(a=b"<p>A page", b=FileNotFoundError("The specified key does not exist."))

    read = list(read_beginnings([FileAt("s3://news/a", 9), FileAt("s3://news/b", 9)], 5))

    assert read == [(b"<p>A ", None), (b"", "No such file or directory")]


def test_any_other_fault_of_object_storage_is_no_word_on_the_object(storage: Callable[..., Objects]) -> None:
    storage(a=b"<p>A page", b=PermissionError("The provided token has expired."))

    read = read_beginnings([FileAt("s3://news/a", 9), FileAt("s3://news/b", 9)], 5)

    assert next(read) == (b"<p>A ", None)
    with pytest.raises(OutOfReach, match=r"s3://news/b could not be read: The provided token has expired"):
        next(read)


def test_what_is_empty_or_not_there_is_not_asked_for(storage: Callable[..., Objects]) -> None:
    system = storage()

    read = list(read_beginnings([FileAt("s3://news/a"), FileAt("s3://news/b", 5, problem="Gone")], 5))

    assert (read, system.asked) == ([(b"", None), (b"", "Gone")], [])


def test_no_more_is_held_at_once_than_a_few_large_files_or_some_more_small_ones(
    storage: Callable[..., Objects], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_FILES_TOGETHER", 3)
    monkeypatch.setattr(files, "_BYTES_TOGETHER", 20)
    system = storage()
    sizes = [1, 1, 1, 1, 10, 10, 30, 30, 1]

    list(read_beginnings([FileAt(f"s3://news/{at}", size) for at, size in enumerate(sizes)], 15))

    assert system.asked == [["0", "1", "2"], ["3", "4"], ["5"], ["6"], ["7", "8"]]


def test_a_file_of_this_machine_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<p>A page")
    found = find_files(str(tmp_path)).files
    (tmp_path / "a.html").unlink()
    (tmp_path / "a.html").mkdir()

    read = list(read_beginnings(found, 5))

    assert read == [(b"", "Is a directory"), (b"<p>A ", None)]


def test_only_paths_and_object_storage_are_read() -> None:
    with pytest.raises(ValueError, match="not at http://"):
        find_files("http://127.0.0.1/a.html")
