"""A daily in windows-1256 that says so, with RSS."""

from tasks.model import Feed, Rule, Site

SITE = Site(
    name="marfa",
    title="صوت المرفأ",
    home="http://marfa.example/",
    language="ar",
    seeds=(Feed("http://marfa.example/feed/rss"),),
    rules=(Rule("section", css=".kicker"),),
    timezone="Asia/Beirut",
    crawl_delay=0.05,
    demo=True,
)
