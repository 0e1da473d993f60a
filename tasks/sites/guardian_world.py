"""The Guardian, world news."""

from tasks.model import Expected, Feed, Filled, Site

SITE = Site(
    name="guardian_world",
    title="The Guardian",
    home="https://www.theguardian.com/world",
    language="en",
    seeds=(Feed("https://www.theguardian.com/world/rss"),),
    crawl_delay=2.0,
    expected=Expected((20, 250), (Filled("published_at", 0.9), Filled("paragraphs", 0.8))),
)
