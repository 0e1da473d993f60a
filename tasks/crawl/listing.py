"""Read the links of a listing page, a home or section page, and where it goes on. Pure."""

from __future__ import annotations

from urllib.parse import urljoin

from tasks.crawl.home import base_of
from tasks.crawl.page_tree import page_tree
from tasks.crawl.seed import Announcement, Entry, UnreadableSeed, clean_headline


def read_listing(
    body: bytes, url: str, content_type: str | None, *, links: str, most_links: int = 1000
) -> Announcement:
    """The links that the CSS selector `links` finds, in the order of the page, each address once.

    Raises UnreadableSeed ("no_links"): a page that announced something last week and nothing now has
    probably changed its layout.
    """
    tree = page_tree(body, content_type)
    base = base_of(tree, url)
    entries: dict[str, Entry] = {}
    for node in tree.css(links):
        href = (node.attributes.get("href") or "").strip()
        try:
            target = urljoin(base, href)
        except ValueError:  # "http://["
            continue
        if href[:1] in ("", "#") or not target.startswith(("http://", "https://")):
            continue  # "javascript:…", "mailto:…"
        headline = clean_headline(node.text())
        if target not in entries or (
            headline and not entries[target].headline
        ):  # a picture's link comes first
            entries[target] = Entry(target, headline)
    if not entries:
        raise UnreadableSeed("no_links", f"The selector {links!r} finds no link on this page.")
    if len(entries) > most_links:
        note = f"Only the first {most_links} of {len(entries)} links were taken."
        return Announcement(tuple(entries.values())[:most_links], note=note)
    return Announcement(tuple(entries.values()))


def next_page(body: bytes, url: str, content_type: str | None, *, css: str | None = None) -> str | None:
    """Where the page at `url` says that it goes on: at what `css` finds, else at <link> or <a rel="next">."""
    tree = page_tree(body, content_type)
    for node in tree.css(css or "link[rel][href], a[rel][href]"):
        relations = (node.attributes.get("rel") or "").lower().split()
        href = (node.attributes.get("href") or "").strip()
        if not href or (css is None and "next" not in relations):
            continue
        try:
            return urljoin(base_of(tree, url), href)
        except ValueError:  # "http://["
            continue
    return None
