"""What differs from one installation to the next, in one typed place; set by WARRAQ_* variables."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryFile
from typing import Annotated, Any, get_type_hints

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, create_model
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from tasks.cluster import DaskWorkers
from tasks.crawl import CrawlSettings
from tasks.pool import LocalWorkers, Workers
from warehouse.connect import Place, place_of


class WrongSetting(ValueError):
    """A setting that cannot be used; the message is one sentence that names it."""


ROOM_PORT = 4280
"""Where the reading room is served if nothing else is said: reports that were made before lead there."""
REPORT_PORT = 4281
"""Where `make up` serves the report if nothing else is said: artifacts of earlier runs lead there."""

_FILE = ".env"
# An empty variable is what Compose makes of "${WARRAQ_CONTACT:-}", and sets nothing.
_ENVIRONMENT = SettingsConfigDict(env_prefix="WARRAQ_", env_file=_FILE, extra="ignore", env_ignore_empty=True)


class Settings(BaseSettings):
    """Read anew by every flow run, so that a worker need not be restarted for a change."""

    model_config = _ENVIRONMENT

    data_folder: Annotated[Path, Field(description="Archive, packages and reports are kept below it.")] = (
        Path("data")
    )
    warehouse: Annotated[
        str | Path | None,
        Field(
            description="A DuckDB file (warraq.duckdb in data_folder if not set), ducklake:sqlite:… "
            "or ducklake:postgres:…."
        ),
    ] = None
    lake_files: Annotated[
        Path | None,
        Field(description="Folder of a DuckLake's Parquet files; lake in data_folder if not set."),
    ] = None
    user_agent: Annotated[str, Field(description="How the crawler names itself.")] = "Warraq/0.1"
    contact: Annotated[
        str, Field(description="Where the owner of a site can complain; sent with the user agent.")
    ] = "no contact set"
    processes: Annotated[int, Field(ge=1, description="Processes that extract pages.")] = os.cpu_count() or 1
    dask: Annotated[
        str | None,
        Field(
            pattern=r"^(local|(tcp|tls|ws|wss|ucx)://.+)$",
            description="Extract on a Dask cluster: its scheduler's address, or local for one made here.",
        ),
    ] = None
    packages: Annotated[
        str | None,
        Field(
            pattern=r"^(s3://|file:///|/).+$",
            description="Where a cluster's workers write packages: a shared folder or s3://…; they come "
            "from there to be loaded. Not set: rows come through the scheduler.",
        ),
    ] = None
    connect_to: Annotated[
        dict[str, str],
        Field(description='Hosts reached at another address, as in {"news.example": "127.0.0.1:8765"}.'),
    ] = {}
    max_pages_per_run: Annotated[
        int, Field(ge=1, description="Pages that a run asks for; the others are left for the next.")
    ] = 100_000
    visit_hours: Annotated[
        list[float],
        Field(description="Hours after its last change at which a page is visited again; [] for never."),
    ] = [1, 3, 8, 24, 72, 168]
    revisit_after: Annotated[
        float,
        Field(ge=0, description="Seconds for which a page is not asked for again, whatever announces it."),
    ] = 900.0
    seed_interval: Annotated[
        tuple[float, float],
        Field(description="The shortest and the longest time, in seconds, between two looks at a seed."),
    ] = (900.0, 43_200.0)
    lock_wait: Annotated[
        float, Field(gt=0, description="Seconds to wait for another process to leave the warehouse.")
    ] = 60.0

    fresh_hours: Annotated[
        float, Field(gt=0.003, description="Hours without any load after which an alert is raised.")
    ] = 24.0
    rejection_band: Annotated[
        float,
        Field(gt=0, le=1, description="How far the share of refused pages may be from a source's usual one."),
    ] = 0.2
    alert_block: Annotated[
        str | None,
        Field(
            pattern=r"^[a-z0-9-]+/[a-z0-9-]+$",
            description="Prefect's notification block for alerts, such as slack-webhook/newsroom.",
        ),
    ] = None
    alert_url: Annotated[
        SecretStr | None,
        Field(description="A webhook to which alerts are posted as JSON; kept in a block, encrypted."),
    ] = None
    history_days: Annotated[
        int,
        Field(ge=1, description="Days for which Prefect keeps runs, logs, artifacts and events."),
    ] = 30
    keep_packages_days: Annotated[
        int | None,
        Field(ge=1, description="Days for which loaded packages are kept, at least until a backup has them."),
    ] = 30
    keep_archive_days: Annotated[
        int | None,
        Field(ge=1, description="Days for which archives are kept; not set: for ever."),
    ] = None
    ui_port: Annotated[int, Field(ge=1, le=65_535, description="Port of Prefect's UI under `make up`.")] = (
        4200
    )
    report_url: Annotated[
        str | None,
        Field(
            description="Where people can open the report; runs link to it. `make up` serves it at port 4281 "
            "and sets it, unless it is set."
        ),
    ] = None

    room_url: Annotated[
        str,
        Field(
            pattern=r"^https?://[^\s/]+$",
            description="Where the reading room is; the report links into it. `make room` serves it.",
        ),
    ] = f"http://127.0.0.1:{ROOM_PORT}"

    def workers(self) -> Workers:
        """Who extracts pages."""
        return (
            DaskWorkers(self.dask, self.processes, self.packages)
            if self.dask
            else LocalWorkers(self.processes)
        )

    @property
    def alerts_are_notes(self) -> bool:
        """Whether alerts start the flow `note-alert`, for want of a notification block."""
        return self.alert_block is None and self.alert_url is None

    @property
    def visits(self) -> tuple[timedelta, ...]:
        return tuple(timedelta(hours=hours) for hours in self.visit_hours)

    @property
    def least_gap(self) -> timedelta:
        return timedelta(seconds=self.revisit_after)

    @property
    def warehouse_path(self) -> Place:
        """Where the warehouse is. Raises WrongSetting."""
        file = self.data_folder / "warraq.duckdb"
        if self.warehouse is None:
            return file
        try:
            return place_of(
                str(self.warehouse), files=self.lake_files or self.data_folder / "lake", near=file
            )
        except ValueError as error:
            raise WrongSetting(f"WARRAQ_WAREHOUSE cannot be used: {error}.") from error

    @property
    def report_folder(self) -> Path:
        return self.data_folder / "report"

    def crawl(self) -> CrawlSettings:
        """The settings of a crawl, with each bound that the environment sets (WARRAQ_MAX_REDIRECTS …)."""
        return CrawlSettings(
            user_agent=self.user_agent,
            contact=self.contact,
            data_folder=self.data_folder,
            connect_to=self.connections(),
            **_Bounds().model_dump(),
        )

    def bounds_set(self) -> set[str]:
        """Names of the bounds of a crawl that the environment sets."""
        return set(_Bounds().model_fields_set)

    def connections(self) -> dict[str, tuple[str, int]]:
        """`connect_to` with its addresses taken apart. Raises WrongSetting."""
        connections = {}
        for host, address in self.connect_to.items():
            ip, _, port = address.rpartition(":")
            if not ip or not port.isdecimal():
                raise WrongSetting(
                    f"WARRAQ_CONNECT_TO cannot be used: {host} is to lead to an address and a port, "
                    f"as in 127.0.0.1:8765, not to {address!r}."
                )
            connections[host] = ip, int(port)
        return connections


_NAMED_ABOVE = ("data_folder", "contact", "user_agent", "connect_to")
_TYPES = get_type_hints(CrawlSettings)
_BOUNDS: dict[str, Any] = {
    bound.name: (_TYPES[bound.name], bound.default)
    for bound in fields(CrawlSettings)
    if bound.name not in _NAMED_ABOVE
}


class _Environment(BaseSettings):
    model_config = _ENVIRONMENT


# One variable for each field of CrawlSettings, which has the defaults and the ranges.
_Bounds = create_model("_Bounds", __base__=_Environment, **_BOUNDS)


def read_settings() -> Settings:
    """The settings, all of them looked at. Raises WrongSetting for the first that cannot be used."""
    try:
        settings = Settings()
        settings.crawl()
        _ = settings.warehouse_path  # its address is looked at when it is asked for
    except ValidationError as error:
        wrong = error.errors()[0]
        name = str(wrong["loc"][0]).upper()
        raise WrongSetting(f"WARRAQ_{name} cannot be used: {wrong['msg']}.") from error
    except SettingsError as error:  # what is to be JSON and is none
        named = re.search(r'field "(\w+)"', str(error))
        name = named[1].upper() if named else "…"
        raise WrongSetting(
            f"WARRAQ_{name} cannot be used, since it is no JSON ({error.__cause__}); "
            "docs/operations.md shows what it is to be."
        ) from error
    except ValueError as error:
        if isinstance(error, WrongSetting):
            raise
        name, _, what = str(error).partition(" ")  # CrawlSettings names its field first
        raise WrongSetting(f"WARRAQ_{name.upper()} cannot be used: it {what}.") from error
    return settings


def misspelt(given: Iterable[str]) -> Iterator[str]:
    """A sentence for each name of a variable that is near one of ours, and is none."""
    known = {f"WARRAQ_{name.upper()}" for name in (*Settings.model_fields, *_BOUNDS)}
    for name in sorted({one.upper() for one in given} - known):
        if name.startswith("WARRAQ_") and (near := get_close_matches(name, known, n=1, cutoff=0.85)):
            yield f"{name} is no setting and does nothing. Do you mean {near[0]}?"


def settings_or_exit(*, writing: bool = False) -> Settings:
    """As `read_settings`, for a command: what cannot be used is printed, and the process ends with code 2.

    One that is `writing` has its data folder made, and ends so if nothing can be written there.
    """
    for sentence in misspelt({**os.environ, **dotenv_values(_FILE)}):
        print(sentence, file=sys.stderr)
    try:
        settings = read_settings()
        if writing:
            _try_to_write(settings.data_folder)
    except WrongSetting as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    return settings


def _try_to_write(folder: Path) -> None:
    """Raises WrongSetting if no file can be made in the data folder, or no such folder."""
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
    except OSError as error:
        raise WrongSetting(
            f"WARRAQ_DATA_FOLDER cannot be used: nothing can be written to {folder.absolute()} "
            f"({error.strerror}). Set it to a folder that you may write to."
        ) from error
