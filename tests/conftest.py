"""What tests of several rooms stand on: a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

# A single example may take long on a machine that others use, too.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one a skip, or with WARRAQ_REQUIRE_BROWSER=1 a failure.

    One for each module: as long as Playwright runs, no test of its process can run an event loop.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        message = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("WARRAQ_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    expect.set_options(timeout=20_000)  # milliseconds; pages are slow on a machine that others use
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield launched
        launched.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """What the warehouse's own tests run on."""
    parser.addoption("--warehouse", choices=["file", "ducklake", "sqlite", "postgres"], help="default: file")
