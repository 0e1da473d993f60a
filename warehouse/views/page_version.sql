-- The bodies that a page had, one after another. Each is stored once, in the archive; fetches has every visit.

CREATE VIEW page_version AS
SELECT
    page_id,
    body_sha256,
    arg_min(source, (fetched_at, fetch_id)) AS source,
    arg_max(url, (fetched_at, fetch_id)) AS url,
    min(fetched_at) AS first_fetched_at,
    max(fetched_at) AS last_fetched_at,
    count(*) AS times_fetched,
    arg_min(fetch_id, (fetched_at, fetch_id)) AS first_fetch_id,
    arg_max(fetch_id, (fetched_at, fetch_id)) AS last_fetch_id,
    arg_max(rule_version, (fetched_at, fetch_id)) AS rule_version,
    any_value(body_bytes ORDER BY fetched_at, fetch_id) AS body_bytes
FROM fetches
WHERE kind = 'page'
    AND body_sha256 IS NOT NULL
GROUP BY page_id, body_sha256;

COMMENT ON VIEW page_version IS 'The bodies that a page had, one row each: when a page changed, and where the body lies (fetches, by first_fetch_id). What its articles said is in article_version.';
COMMENT ON COLUMN page_version.page_id IS 'page.page_id';
COMMENT ON COLUMN page_version.body_sha256 IS 'hex digest of the decoded body; the row is of a page and a body';
COMMENT ON COLUMN page_version.source IS 'source.source of the first visit that brought it';
COMMENT ON COLUMN page_version.url IS 'address after redirects, at the last visit that brought it';
COMMENT ON COLUMN page_version.first_fetched_at IS 'first visit that brought it';
COMMENT ON COLUMN page_version.last_fetched_at IS
    'last visit that brought it; later ones that said "unchanged" are in fetches. A body may come back after another';
COMMENT ON COLUMN page_version.times_fetched IS 'visits that brought it';
COMMENT ON COLUMN page_version.first_fetch_id IS 'fetches.fetch_id; its archive_path and archive_offset lead to the body';
COMMENT ON COLUMN page_version.last_fetch_id IS 'fetches.fetch_id';
COMMENT ON COLUMN page_version.rule_version IS
    'newest version of the extraction that has read the body of the last visit; null: none has';
COMMENT ON COLUMN page_version.body_bytes IS 'size of the decoded body, bytes';
