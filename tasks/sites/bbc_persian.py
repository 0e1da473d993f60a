"""BBC News Persian."""

from tasks.model import Expected, Feed, Filled, Site

SITE = Site(
    name="bbc_persian",
    title="BBC News فارسی",
    home="https://www.bbc.com/persian",
    language="fa",
    seeds=(Feed("https://feeds.bbci.co.uk/persian/rss.xml"),),
    crawl_delay=2.0,
    expected=Expected((10, 150), (Filled("published_at", 0.9), Filled("paragraphs", 0.8))),
)
