"""A news agency with a news sitemap; its robots.txt asks for a longer delay."""

from tasks.model import Site, Sitemap

SITE = Site(
    name="qandol",
    title="وكالة قندول للأنباء",
    home="http://qandol.example/",
    language="ar",
    seeds=(Sitemap("http://qandol.example/sitemap-news.xml"),),
    timezone="Asia/Amman",
    crawl_delay=0.05,
    demo=True,
)
