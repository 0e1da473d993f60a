"""BBC News Persian."""

from tasks.model import Feed, Site

SITE = Site(
    name="bbc_persian",
    title="BBC News فارسی",
    home="https://www.bbc.com/persian",
    language="fa",
    seeds=(Feed("https://feeds.bbci.co.uk/persian/rss.xml"),),
    crawl_delay=2.0,
)
