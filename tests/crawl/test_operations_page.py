from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from flows.settings import Settings
from tasks.crawl import CrawlSettings

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operations.md"
NO_BOUNDS = ("data_folder", "contact", "user_agent", "connect_to")  # further up in the page
SLUG = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")
CALLS = {
    "fail",
    "close",
    "replace",
    "_Finding",
    "_AddressError",
    "HostClosed",
    "UnreadableSeed",
    "Robots",
}
OUTCOMES = {"fetched", "unchanged", "gone", "refused", "failed", "by rules", "all", "none"}


def emitted() -> Iterator[str]:
    """Slugs that the crawl's modules pass to what makes a reason of them."""
    for path in (ROOT / "tasks" / "crawl").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) in CALLS
            ):
                given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "reason")]
                for argument in given:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value
            if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
                for part in node.value.elts:
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def test_every_bound_of_a_crawl_is_in_the_table_with_its_default_and_can_be_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = dict(re.findall(r"^\| `(WARRAQ_[A-Z_]+)` \| `([^`]+)` \|", PAGE.read_text("utf-8"), re.M))
    bounds = {each.name: each.default for each in fields(CrawlSettings) if each.name not in NO_BOUNDS}

    shown = {name: table.get(f"WARRAQ_{name.upper()}") for name in bounds}
    for name, default in bounds.items():
        other = not default if isinstance(default, bool) else default - 1
        monkeypatch.setenv(f"WARRAQ_{name.upper()}", str(other))
    changed = Settings(_env_file=None).crawl()

    assert shown == {name: str(default) for name, default in bounds.items()}
    assert [name for name, default in bounds.items() if getattr(changed, name) == default] == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WARRAQ_MAX_URL_LENGTH", "10000"),
        ("WARRAQ_TOTAL_TIMEOUT", "0"),
        ("WARRAQ_RETRIES", "-1"),
        ("WARRAQ_USER_AGENT", "Warraq/1\r\nCookie: a=b"),
        ("WARRAQ_USER_AGENT", "وراق/1"),
        ("WARRAQ_CONTACT", "a\nb"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(ValueError, match=variable.removeprefix("WARRAQ_").lower()):
        Settings(_env_file=None).crawl()


def test_every_reason_is_explained_to_whoever_meets_it() -> None:
    explained = set(re.findall(r"^\| `([a-z0-9_]+)`", PAGE.read_text("utf-8"), re.M))

    slugs = {text for text in emitted() if SLUG.fullmatch(text)} - OUTCOMES

    assert {slug for slug in slugs if not slug.startswith("http_")} <= explained
    assert len(slugs) > 15
