"""UN News in Arabic."""

from tasks.model import Feed, Site

SITE = Site(
    name="un_news_arabic",
    title="أخبار الأمم المتحدة",
    home="https://news.un.org/ar/",
    language="ar",
    seeds=(Feed("https://news.un.org/feed/subscribe/ar/news/all/rss.xml"),),
    crawl_delay=2.0,
)
