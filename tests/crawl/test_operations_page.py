from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SLUG = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")
CALLS = {"fail", "close", "_Finding", "_AddressError", "HostClosed", "UnreadableSeed", "Robots"}
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


def test_every_reason_is_explained_to_whoever_meets_it() -> None:
    explained = set(
        re.findall(r"^\| `([a-z0-9_]+)`", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.M)
    )

    slugs = {text for text in emitted() if SLUG.fullmatch(text)} - OUTCOMES

    assert {slug for slug in slugs if not slug.startswith("http_")} <= explained
    assert len(slugs) > 15
