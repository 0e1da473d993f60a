"""What differs from one installation to the next, in one typed place; set by WARRAQ_* variables."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read anew by every flow run, so that a worker need not be restarted for a change."""

    model_config = SettingsConfigDict(env_prefix="WARRAQ_", env_file=".env", extra="ignore")

    data_folder: Path = Field(Path("data"), description="Archive, packages and reports are kept below it.")
    warehouse: Path | None = Field(None, description="The DuckDB file; data_folder/warraq.duckdb if not set.")
    user_agent: str = Field("Warraq/0.1", description="How the crawler names itself.")
    contact: str = Field(
        "no contact set",
        description="An address or page where the owner of a site can complain; sent with the user agent.",
    )
    processes: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, description="Processes that extract pages."
    )
    connect_to: dict[str, str] = Field(
        default_factory=dict,
        description='Hosts that are reached at another address, as in {"news.example": "127.0.0.1:8765"}.',
    )
    lock_wait: float = Field(
        60.0, gt=0, description="Seconds to wait for another process to leave the warehouse."
    )

    @property
    def warehouse_path(self) -> Path:
        return self.warehouse or self.data_folder / "warraq.duckdb"

    @property
    def report_folder(self) -> Path:
        return self.data_folder / "report"

    def connections(self) -> dict[str, tuple[str, int]]:
        """`connect_to` with its addresses taken apart."""
        pairs = {host: address.rsplit(":", 1) for host, address in self.connect_to.items()}
        return {host: (ip, int(port)) for host, (ip, port) in pairs.items()}
