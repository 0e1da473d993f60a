"""An aggregator without a feed; its text-only page and a host that is down are given by hand."""

from tasks.model import Listing, Site, UrlList

SITE = Site(
    name="nashra",
    title="نشرة الأخبار",
    home="http://news.example/",
    language="ar",
    seeds=(
        Listing("http://news.example/", links="ul.latest a"),
        UrlList(
            (
                "http://news.example/1701345600/military-talks.txt",
                "http://down.example/2026/11/21/night-ferry",
            )
        ),
    ),
    crawl_delay=0.05,
    demo=True,
)
