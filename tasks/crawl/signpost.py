"""Read where a page that is nothing but a signpost sends its reader on. Pure."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

from tasks.crawl.home import base_of
from tasks.crawl.page_tree import page_tree

_MOST_BYTES = 16_384
_MOST_TEXT = 300  # characters: "You are being sent on. If nothing happens, click here."
_LONGEST_WAIT = 10.0  # seconds; pages that load themselves anew every few minutes are no signposts

# content="0; url='/ar/news/1'", "5;URL=https://…", "0, /ar/news/1"
_REFRESH = re.compile(r"\s*(\d*\.?\d*)\s*[;,\s]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.IGNORECASE)


def signpost_target(body: bytes, url: str, content_type: str | None) -> str | None:
    """The address that <meta http-equiv="refresh"> of the page at `url` leads to, if there is little else.

    None for a page that has something to read, waits long, or leads to itself.
    """
    if len(body) > _MOST_BYTES or not re.search(rb"http-equiv", body, re.IGNORECASE):
        return None
    tree = page_tree(body, content_type)
    for node in tree.css("meta[http-equiv][content]"):
        found = _REFRESH.match(node.attributes.get("content") or "")
        is_refresh = (node.attributes.get("http-equiv") or "").strip().lower() == "refresh"
        if not is_refresh or not found or float(found[1].strip(".") or 0) > _LONGEST_WAIT:
            continue
        tree.strip_tags(["script", "style", "noscript", "template"])
        text = " ".join(tree.body.text().split()) if tree.body else ""
        try:
            target = urljoin(base_of(tree, url), found[2])
        except ValueError:  # "http://["
            return None
        return target if len(text) <= _MOST_TEXT and urldefrag(target)[0] != url else None
    return None
