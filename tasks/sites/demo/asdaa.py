"""A daily in windows-1256 that does not say so, with Atom."""

from tasks.model import Feed, Rule, Site

SITE = Site(
    name="asdaa",
    title="أصداء القمم",
    home="http://asdaa.example/",
    language="ar",
    seeds=(Feed("http://asdaa.example/atom.xml"),),
    rules=(
        Rule("section", css=".rubrique"),
        Rule("keywords", css=".dossier li"),  # headed "في هذا الملف", which elsewhere lists links
    ),
    timezone="Africa/Casablanca",
    crawl_delay=0.05,
    demo=True,
)
