"""An English outlet with Atom."""

from tasks.model import Feed, Site

SITE = Site(
    name="harbour",
    title="The Harbour Ledger",
    home="http://harbour.example/",
    language="en",
    seeds=(Feed("http://harbour.example/feed.atom"),),
    timezone="Europe/London",
    crawl_delay=0.05,
    demo=True,
)
