"""A Persian daily with RSS and Jalali dates."""

from tasks.model import Feed, Site

SITE = Site(
    name="karaneh",
    title="روزنامه کرانه",
    home="http://karaneh.example/",
    language="fa",
    seeds=(Feed("http://karaneh.example/fa/rss"),),
    timezone="Asia/Tehran",
    crawl_delay=0.05,
    demo=True,
)
