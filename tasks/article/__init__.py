"""From the bytes of a page to its articles. Pure: no network, no clock, no database."""

from tasks.article.extract import RULE_VERSION, extract_articles

__all__ = ["RULE_VERSION", "extract_articles"]
