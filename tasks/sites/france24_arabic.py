"""France 24 in Arabic."""

from tasks.model import Expected, Feed, Filled, Site

SITE = Site(
    name="france24_arabic",
    title="فرانس 24",
    home="https://www.france24.com/ar/",
    language="ar",
    seeds=(Feed("https://www.france24.com/ar/rss"),),
    crawl_delay=2.0,
    expected=Expected((20, 250), (Filled("published_at", 0.9), Filled("paragraphs", 0.8))),
)
