"""What flows are made of.

| folder | turns | into |
|---|---|---|
| `sites/` | a module with a SITE | a source that every flow knows |
| `crawl/` | seeds | candidate URLs, fetches, WARC records |
| `article/` | a page's bytes | articles, or a rejection |
| `story/` | article texts | stories: who carries the same text |

`model.py` names the things that pass between them, `package.py` puts an extracted batch on disk,
`pool.py` spreads extraction over processes and `cluster.py` over machines, `decision.py` decides about
stories in the warehouse's rows, and `stages.py` is the only module here that knows Prefect. This file
imports nothing.
"""
