"""UN News in Arabic."""

from tasks.model import Expected, Feed, Filled, Site

SITE = Site(
    name="un_news_arabic",
    title="أخبار الأمم المتحدة",
    home="https://news.un.org/ar/",
    language="ar",
    seeds=(Feed("https://news.un.org/feed/subscribe/ar/news/all/rss.xml"),),
    crawl_delay=2.0,
    expected=Expected((1, 60), (Filled("published_at", 0.9), Filled("paragraphs", 0.8))),
)
