"""Say how the pages of a package come in that the warehouse refuses: what it was made of is still there."""

from __future__ import annotations

from pathlib import Path


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
