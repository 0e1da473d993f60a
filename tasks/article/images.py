"""The pictures of an article: the one it is announced with, and those in its text with their captions."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from tasks.article.line import one_line
from tasks.article.page import Page
from tasks.article.place import Place
from tasks.model import Image

_MOST_ANNOUNCED = 3
_MOST_FIGURES = 20


def choose_images(page: Page, place: Place | None, region: LexborNode | None) -> tuple[Image, ...]:
    """og:image first, then the figures in the article's element; an address comes once.

    Without any, the first figure of the `region` about headline and text, where it stands above the text.
    """
    found: dict[str, str | None] = {}
    for value in page.data.meta.get("og:image", ())[:_MOST_ANNOUNCED]:
        if address := page.absolute(value):
            found.setdefault(address, None)
    if place is not None:
        figures = place.container.css("figure")[:_MOST_FIGURES]
        if not figures and not found and region is not None:
            figures = region.css("figure")[:1]
        for figure in figures:
            image = figure.css_first("img")
            if image is None:
                continue
            attributes = image.attributes
            caption = figure.css_first("figcaption")
            if address := page.absolute(attributes.get("data-src") or attributes.get("src")):
                found[address] = (one_line(caption.text_lexbor()) or None) if caption is not None else None
    return tuple(Image(address, caption) for address, caption in found.items())
