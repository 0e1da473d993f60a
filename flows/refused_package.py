"""Say how the pages of a package come in that the warehouse refuses: what it was made of is still there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.funnel import counted


def say_refused(refused: Mapping[Path, str]) -> str:
    """What is not loaded, for the state of a run: in the log of one that ends well nobody looks.

    `refused` has a sentence on each package.
    """
    return f"{counted(len(refused), 'package')} could not be loaded, and all else is{first_of(refused)}"


def first_of(refused: Mapping[Path, str]) -> str:
    """The end of a sentence that tells of these packages: of a failing disk there may be many."""
    first = next(iter(refused.values()))
    return f": {first}" if len(refused) == 1 else f"; the log names each. The first: {first}"


def way_back(package: Path, data_folder: Path) -> str:
    """A sentence: which archive to read, or what to run again. Only looks at names of files."""
    archives = sorted((data_folder / "archive").glob(f"*/*/*/{package.stem}.warc.gz"))
    if archives:
        told = " and ".join(f"make backfill FROM={archive}" for archive in archives)
        return f"Its pages are in the archive: {told}"
    # A backfill reads archives where they lie, and reprocess-pages those of the runs that fetched.
    return (
        "No archive has its name: if a backfill or reprocess-pages made it, run that again, and it reads "
        "what is not loaded."
    )
