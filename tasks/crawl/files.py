"""Find what lies at an address, on this machine or in object storage, and read many files a few at once."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import fsspec
from fsspec.implementations.local import LocalFileSystem

from tasks.crawl.records import path_of, reaching, spelled_out

_BUCKET = re.compile(r"s3://[^/*?\[]+")
_MARKS = re.compile(r"[*?\[]")  # of a pattern
_INDEX = "index.jsonl"
NOT_THERE = os.strerror(errno.ENOENT)

_FILES_TOGETHER = 128
_BYTES_TOGETHER = 32 << 20  # that are held at once, unless a single file has more
_REQUESTS_AT_ONCE = 32  # each waits some tens of milliseconds for object storage to begin


@dataclass(frozen=True, slots=True)
class FileAt:
    """A file of this machine (`file:///…`) or an object (`s3://…`)."""

    address: str
    size: int = 0
    modified: datetime | None = None  # None: it is not there
    problem: str | None = None  # why it cannot be read, as the system says it: "Is a directory"


@dataclass(frozen=True, slots=True)
class Files:
    """What an address names, in the order of its names."""

    root: str  # address of the folder below which all lie
    files: tuple[FileAt, ...]
    is_folder: bool = False  # one was named, and all that lies below it is meant
    shut: tuple[FileAt, ...] = ()  # folders below it that cannot be read
    indexes: tuple[FileAt, ...] = ()  # called index.jsonl, from `root` down to where the files lie


def find_files(where: str) -> Files:
    """What an address names: a file, all below a folder, or what a pattern (*, ?, [], **) does.

    A path of this machine, `file://…` or `s3://…`. Raises OSError for a path that no file can have and a
    folder that cannot be read, OutOfReach if object storage does not answer or refuses, and ValueError for
    another kind of address.
    """
    scheme = urlsplit(where).scheme if "://" in where else "file"
    if scheme == "file":
        return _on_this_machine(_path_in(where))
    if scheme != "s3":
        raise ValueError(f"{where}: what is read lies at paths, file:// and s3://, not at {scheme}://.")
    where = f"s3{where[2:]}"  # which may be in capitals
    if not _BUCKET.match(where):
        raise ValueError(f"{where} names no bucket: s3://bucket/folder/*.warc.gz does.")
    with reaching(where):
        return _in_storage(where)


def is_here(address: str) -> bool:
    """Whether the address is of a file of this machine."""
    return address.startswith("file:")


# --- on this machine --------------------------------------------------------------------------


def _path_in(where: str) -> str:
    """The path that was typed: from whose home it goes, or as an address."""
    if "://" in where:
        if not re.match("file://(localhost)?/", where, re.IGNORECASE):
            raise ValueError(f"{where} is no file of this machine: file:///news/a.warc.gz has three slashes.")
        return str(path_of(where))
    with suppress(RuntimeError):  # nobody has that name, and the path is not found as it is
        return str(Path(where).expanduser()) if where.startswith("~") else where
    return where


def _on_this_machine(where: str) -> Files:
    path = Path(where)
    if path.is_dir():
        return _below(spelled_out(path))
    if path.exists():  # a name may have brackets
        paths, folder = [path], path.parent
    else:
        names = LocalFileSystem().glob(where) if _is_pattern(where) else []
        paths, folder = [Path(name) for name in names], Path(_fixed(where))
    found = [look_at(spelled_out(path)) for path in paths if not path.is_dir()]
    root = _address(spelled_out(folder))
    indexes = (look_at(path_of(f"{above}/{_INDEX}")) for above in _folders_of(found, root))
    return Files(root, _in_order(found), indexes=tuple(each for each in indexes if each.problem is None))


def _below(folder: Path) -> Files:
    shut: list[FileAt] = []

    def note(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise error
        shut.append(FileAt(Path(error.filename).as_uri(), problem=error.strerror))

    found = [
        look_at(Path(where) / name) for where, _, names in os.walk(folder, onerror=note) for name in names
    ]
    return Files(_address(folder), _in_order(found), True, tuple(shut), _indexes_in(found))


def look_at(path: Path) -> FileAt:
    """A file as it is now; where a link leads it is what the link leads to."""
    try:
        told = path.stat()
    except OSError as error:  # not there, or a link in a circle
        return FileAt(path.as_uri(), problem=error.strerror)
    problem = None
    if not stat.S_ISREG(told.st_mode):  # a pipe would be waited for
        problem = os.strerror(errno.EISDIR) if stat.S_ISDIR(told.st_mode) else "Not a file"
    return FileAt(path.as_uri(), told.st_size, datetime.fromtimestamp(told.st_mtime, UTC), problem)


def _address(folder: Path) -> str:
    return folder.as_uri().removesuffix("/")  # which that of the uppermost one has


# --- in object storage ------------------------------------------------------------------------


def _in_storage(where: str) -> Files:
    # One that was used before keeps listings, which hide what has come since; this one's tell of indexes.
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    name = where.removeprefix("s3://").rstrip("/")
    found = _listed(system.find, name)
    if found and found[0].address != f"s3://{name}":
        return Files(f"s3://{name}", _in_order(found), True, indexes=_indexes_in(found))
    folder = name.rpartition("/")[0]
    if not found and _is_pattern(name):
        found, folder = _listed(system.glob, name), _fixed(name).rstrip("/")
    root = f"s3://{folder}"
    indexes = [each for above in _folders_of(found, root) for each in _index_in(system, above)]
    return Files(root, _in_order(found), indexes=tuple(indexes))


def _listed(look: Callable[..., Any], name: str) -> list[FileAt]:
    try:
        return _objects(look(name, detail=True))
    except FileNotFoundError:  # the bucket, or the folder in it
        return []


def _index_in(system: Any, folder: str) -> list[FileAt]:
    name = f"{folder}/{_INDEX}".removeprefix("s3://")
    try:
        return _objects({name: system.info(name)})
    except FileNotFoundError:
        return []


def _objects(told: Mapping[str, Mapping[str, Any]]) -> list[FileAt]:
    return [
        FileAt(f"s3://{name}", int(one["size"]), one["LastModified"].astimezone(UTC))
        for name, one in told.items()
        if one["type"] == "file" and not name.endswith("/")  # which some tools make for a folder
    ]


# --- names ------------------------------------------------------------------------------------


def _is_pattern(name: str) -> bool:
    return _MARKS.search(name) is not None


def _fixed(pattern: str) -> str:
    """The folder below which all lies that a pattern names, with the slash behind it."""
    return "".join(_MARKS.split(pattern, maxsplit=1)[0].rpartition("/")[:2])


def _folders_of(files: Iterable[FileAt], root: str) -> list[str]:
    """The folders in which they lie, and those above up to `root`; the deepest last."""
    folders: set[str] = set()
    for file in files:
        folder = file.address.rpartition("/")[0]
        while folder not in folders and (folder == root or folder.startswith(f"{root}/")):
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return sorted(folders, key=_from_above)


def _indexes_in(files: Iterable[FileAt]) -> tuple[FileAt, ...]:
    found = (file for file in files if file.address.endswith(f"/{_INDEX}") and file.problem is None)
    return tuple(sorted(found, key=lambda file: _from_above(file.address)))


def _from_above(address: str) -> tuple[int, list[str]]:
    parts = parts_of(address)
    return len(parts), parts


def parts_of(address: str) -> list[str]:
    """The folders on the way to a file, and its name, as they are spelled where it lies."""
    return _spelled(address).split("/")


def _spelled(address: str) -> str:
    return str(path_of(address)) if is_here(address) else address


def _in_order(files: Iterable[FileAt]) -> tuple[FileAt, ...]:
    return tuple(sorted(files, key=lambda file: _spelled(file.address)))


# --- reading ----------------------------------------------------------------------------------


def read_beginnings(files: Iterable[FileAt], most: int) -> Iterator[tuple[bytes, str | None]]:
    """The first `most` bytes of each file, in their order, and why one cannot be read.

    A few are read at once, and held. An empty file is not opened, nor one with a problem. Raises OutOfReach.
    """
    for here, of_one_kind in groupby(files, key=lambda file: is_here(file.address)):
        for together in _together(of_one_kind, most):
            yield from _read(together, most, here=here)


def _together(files: Iterable[FileAt], most: int) -> Iterator[list[FileAt]]:
    group: list[FileAt] = []
    size = 0
    for file in files:
        if group and (len(group) == _FILES_TOGETHER or size + min(file.size, most) > _BYTES_TOGETHER):
            yield group
            group, size = [], 0
        group.append(file)
        size += min(file.size, most)
    if group:
        yield group


def _read(files: Sequence[FileAt], most: int, *, here: bool) -> Iterator[tuple[bytes, str | None]]:
    wanted = [file for file in files if file.size > 0 and file.problem is None]
    given = iter(_asked_for(wanted, most, here=here) if wanted else [])
    for file in files:
        if file.size == 0 or file.problem is not None:
            yield b"", file.problem
            continue
        read = next(given)
        if isinstance(read, bytes):
            yield read, None
        elif isinstance(read, FileNotFoundError):  # by now; object storage says it without a number
            yield b"", NOT_THERE
        elif here and isinstance(read, OSError):
            yield b"", read.strerror
        else:
            with reaching(file.address):
                raise read


def _asked_for(files: Sequence[FileAt], most: int, *, here: bool) -> list[Any]:
    """The beginning of each file, or what was raised for it."""
    if here:
        paths = [str(path_of(file.address)) for file in files]
        return list(LocalFileSystem().cat_ranges(paths, 0, most))
    with reaching(files[0].address):
        # By default it has ten connections.
        system = fsspec.filesystem("s3", config_kwargs={"max_pool_connections": _REQUESTS_AT_ONCE})
        names = [file.address.removeprefix("s3://") for file in files]
        return list(system.cat_ranges(names, 0, most, batch_size=_REQUESTS_AT_ONCE))
