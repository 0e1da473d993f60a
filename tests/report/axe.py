"""axe-core, checks of a page for those who use a keyboard or a screen reader: fetched through npm, once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

_VERSION = "4.14.1"
_FOLDER = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "warraq" / f"axe-core-{_VERSION}"


def violations(page: Page) -> dict[str, list[str]]:
    """What axe-core finds wrong with the page: by rule, the first places. Skips where npm is missing."""
    # Through the debugger, as the rest of this browser is driven: the page's own policy lets no script in.
    found: dict[str, Any] = page.evaluate(f"{_source()}\n; axe.run(document, {{iframes: false}})")
    return {each["id"]: [node["html"][:160] for node in each["nodes"][:3]] for each in found["violations"]}


def _source() -> str:
    script = _FOLDER / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm on this machine to fetch axe-core with (Debian: apt-get install npm)")
        _FOLDER.mkdir(parents=True, exist_ok=True)
        command = [
            npm,
            "install",
            "--prefix",
            str(_FOLDER),
            "--no-save",
            "--ignore-scripts",
            f"axe-core@{_VERSION}",
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        if done.returncode:
            pytest.skip(f"npm could not fetch axe-core: {done.stderr.strip()[-300:]}")
    return script.read_text("utf-8")
