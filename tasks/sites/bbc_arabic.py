"""BBC News Arabic."""

from tasks.model import Expected, Feed, Filled, Site

SITE = Site(
    name="bbc_arabic",
    title="BBC News عربي",
    home="https://www.bbc.com/arabic",
    language="ar",
    seeds=(Feed("https://feeds.bbci.co.uk/arabic/rss.xml"),),
    crawl_delay=2.0,
    expected=Expected((10, 150), (Filled("published_at", 0.9), Filled("paragraphs", 0.8))),
)
