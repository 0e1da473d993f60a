"""From the bytes of a page to its articles. Pure: no network, no clock, no database."""

from typing import TYPE_CHECKING, Any

from tasks.article.version import RULE_VERSION

if TYPE_CHECKING:
    from tasks.article.extract import extract_articles

__all__ = ["RULE_VERSION", "extract_articles"]


def __getattr__(name: str) -> Any:
    """`extract_articles`, once it is asked for: its rules take half a second, and a run never reads a page
    in the process in which it begins."""
    if name != "extract_articles":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from tasks.article.extract import extract_articles

    return extract_articles
