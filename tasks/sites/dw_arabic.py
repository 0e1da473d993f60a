"""Deutsche Welle in Arabic."""

from tasks.model import Expected, Feed, Filled, Site

SITE = Site(
    name="dw_arabic",
    title="DW عربية",
    home="https://www.dw.com/ar",
    language="ar",
    seeds=(Feed("https://rss.dw.com/xml/rss-ar-all"),),
    crawl_delay=2.0,
    expected=Expected((10, 200), (Filled("published_at", 0.9), Filled("paragraphs", 0.8))),
)
