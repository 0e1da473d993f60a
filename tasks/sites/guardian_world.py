"""The Guardian, world news."""

from tasks.model import Feed, Site

SITE = Site(
    name="guardian_world",
    title="The Guardian",
    home="https://www.theguardian.com/world",
    language="en",
    seeds=(Feed("https://www.theguardian.com/world/rss"),),
    crawl_delay=2.0,
)
