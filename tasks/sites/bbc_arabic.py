"""BBC News Arabic."""

from tasks.model import Feed, Site

SITE = Site(
    name="bbc_arabic",
    title="BBC News عربي",
    home="https://www.bbc.com/arabic",
    language="ar",
    seeds=(Feed("https://feeds.bbci.co.uk/arabic/rss.xml"),),
    crawl_delay=2.0,
)
