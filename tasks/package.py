"""Put an extracted batch on disk as one load package: a Parquet file, one row a fetch.

The package is the interface between extraction and the warehouse. It is durable before any load
starts, so a run that dies is loaded from its packages.
"""

from __future__ import annotations

import pyarrow as pa

PACKAGE_VERSION = 1

_TIME = pa.timestamp("us", tz="UTC")

ARTICLE = pa.struct(
    [
        ("article_id", pa.string()),  # UUID of the URL fingerprint
        ("version_id", pa.string()),  # UUID of the article and all that it says
        ("role", pa.string()),  # main | related
        ("position", pa.int16()),
        ("url", pa.string()),
        ("url_fingerprint", pa.string()),
        ("canonical_url", pa.string()),
        ("headline", pa.string()),
        ("paragraphs", pa.list_(pa.struct([("kind", pa.string()), ("text", pa.string())]))),
        ("language", pa.string()),
        ("published_at", _TIME),
        ("published_raw", pa.string()),
        ("published_precision", pa.string()),  # minute | day | month | year
        ("modified_at", _TIME),
        ("authors", pa.list_(pa.string())),
        ("byline_raw", pa.string()),
        ("dateline_place", pa.string()),
        ("agency", pa.string()),
        ("source_credit", pa.string()),
        ("keywords", pa.list_(pa.struct([("surface", pa.string()), ("folded", pa.string())]))),
        ("keywords_raw", pa.string()),
        ("section", pa.string()),
        ("images", pa.list_(pa.struct([("url", pa.string()), ("caption", pa.string())]))),
        ("is_accessible_for_free", pa.bool_()),
        ("provenance", pa.list_(pa.struct([("field", pa.string()), ("rule", pa.string())]))),
        ("text_fingerprint", pa.string()),  # UUID of the folded headline-free text
        ("sketch", pa.list_(pa.uint64())),
    ]
)

REJECTION = pa.struct(
    [
        ("stage", pa.string()),  # discover | fetch | decode | extract
        ("reason", pa.string()),
        ("detail", pa.string()),
        ("url", pa.string()),
    ]
)

SCHEMA = pa.schema(
    [
        ("fetch_id", pa.string()),  # UUID
        ("run_id", pa.string()),  # UUID
        ("source", pa.string()),
        ("kind", pa.string()),  # page | feed | sitemap | listing | robots
        ("requested_url", pa.string()),
        ("url", pa.string()),
        ("page_id", pa.string()),  # UUID of the URL fingerprint of `url`
        ("url_fingerprint", pa.string()),
        ("host", pa.string()),
        ("fetched_at", _TIME),
        ("outcome", pa.string()),  # fetched | unchanged | gone | refused | failed
        ("status", pa.int16()),
        ("reason", pa.string()),
        ("detail", pa.string()),
        ("content_type", pa.string()),
        ("etag", pa.string()),
        ("last_modified", pa.string()),
        ("body_sha256", pa.string()),
        ("wire_bytes", pa.int64()),
        ("body_bytes", pa.int64()),
        ("elapsed", pa.float64()),  # seconds
        ("redirects", pa.list_(pa.string())),
        ("archive_path", pa.string()),
        ("archive_offset", pa.int64()),
        ("seed_url", pa.string()),
        ("claimed_headline", pa.string()),
        ("claimed_at", _TIME),
        ("rule_version", pa.string()),  # of the extraction that read the body; null if none did
        ("articles", pa.list_(ARTICLE)),
        ("rejections", pa.list_(REJECTION)),
    ]
)
