"""Install the peers that extraction is measured against, and load them into the process that times ours.

They live in `.venv-peers`, installed with the very versions of the libraries that ours shares with them, so
that one process holds both and one parser is everybody's floor.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / ".venv-peers"

# The peer is resiliparse's last release in C++; ours detects charsets with the one rewritten in Rust.
_TWICE = ("fastwarc", "resiliparse")
# The library that each of the yardstick's extractors stands for, and in which mode.
_LIBRARIES = {
    "trafilatura_meta": ("trafilatura", "with metadata"),
    "trafilatura_precision": ("trafilatura", "for precision"),
    "newspaper4k_default": ("newspaper4k", ""),
    "news_please": ("news-please", ""),
    "readability_lxml": ("readability-lxml", ""),
    "resiliparse_lean": ("resiliparse", "lean"),
    "structured_data": ("extruct", "structured data alone"),
}
_NEVER_CONSTRAINED = ("pip", "setuptools", "wheel", *_TWICE)
_LINES_OF_A_FAILURE = 6


class PeersNotInstalledError(Exception):
    """The environment of the peers could not be made; says why."""


def install_peers(requirements: Path, folder: Path = FOLDER) -> Path:
    """Make `folder` an environment of these requirements, unless it is one; its site-packages.

    Fetches packages when there is something to install. Raises PeersNotInstalledError.
    """
    constraints = shared_versions()
    wanted = "\n".join([platform.python_version(), requirements.read_text(encoding="utf-8"), *constraints])
    stamp = folder / "installed"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"Setting up {folder.name} (once; a minute or two) ...", file=sys.stderr)
        _call([sys.executable, "-m", "venv", "--clear", str(folder)])
        (folder / "constraints.txt").write_text("\n".join(constraints), encoding="utf-8")
        python = str(folder / "bin" / "python")
        # The pip that Python 3.11 brings fails on `lxml[html-clean,html-clean]`, which two peers ask for.
        _call([python, "-m", "pip", "install", "--quiet", "--upgrade", "pip>=25"])
        given = ["--requirement", str(requirements), "--constraint", str(folder / "constraints.txt")]
        _call([python, "-m", "pip", "install", "--quiet", *given])
        stamp.write_text(wanted, encoding="utf-8")
    return next((folder / "lib").glob("python3*/site-packages"))


def shared_versions() -> list[str]:
    """`name==version` of what is installed beside us and peers may use as well, in order."""
    installed = {each.metadata["Name"].lower(): each.version for each in importlib.metadata.distributions()}
    return [
        f"{name}=={version}" for name, version in sorted(installed.items()) if name not in _NEVER_CONSTRAINED
    ]


def load_peers(site_packages: Path, names: Sequence[str]) -> tuple[dict[str, ModuleType], dict[str, str]]:
    """The yardstick's extractors of these names, and why some of them cannot be loaded, by name.

    The yardstick must be importable. What ours has imported stays as it is.
    """
    load: Any = importlib.import_module("yardstick.extraction").load
    ours = _take_out_twins()
    sys.path.insert(0, str(site_packages))
    loaded, failed = {}, {}
    for name in names:
        try:
            loaded[name] = load(name)
        except ImportError as error:
            failed[name] = f"{type(error).__name__}: {error}"
    sys.path.remove(str(site_packages))
    sys.path.append(str(site_packages))  # for what peers import only when they first meet a page
    _take_out_twins()
    sys.modules.update(ours)
    return loaded, failed


def label_peers(site_packages: Path, names: Sequence[str]) -> dict[str, str]:
    """What each extractor is called in print: its library with the version, and the mode after a comma."""
    found = importlib.metadata.distributions(path=[str(site_packages)])
    versions = {each.metadata["Name"].lower(): each.version for each in found}
    labels = {}
    for name in names:
        library, mode = _LIBRARIES.get(name, (name, ""))
        version = versions.get(library.lower(), "")
        labels[name] = f"{library} {version}".strip() + (f", {mode}" if mode else "")
    return labels


def _take_out_twins() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.partition(".")[0] in _TWICE]
    return {name: sys.modules.pop(name) for name in names}


def _call(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise PeersNotInstalledError("\n".join(said[-_LINES_OF_A_FAILURE:]))
