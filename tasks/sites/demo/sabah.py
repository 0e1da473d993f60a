"""An Arabic daily with RSS."""

from tasks.model import Feed, Site

SITE = Site(
    name="sabah",
    title="صباح البلدات",
    home="http://sabah.example/",
    language="ar",
    seeds=(Feed("http://sabah.example/rss.xml"),),
    timezone="Africa/Cairo",
    crawl_delay=0.05,
    demo=True,
)
