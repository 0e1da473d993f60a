"""Deutsche Welle in Arabic."""

from tasks.model import Feed, Site

SITE = Site(
    name="dw_arabic",
    title="DW عربية",
    home="https://www.dw.com/ar",
    language="ar",
    seeds=(Feed("https://rss.dw.com/xml/rss-ar-all"),),
    crawl_delay=2.0,
)
