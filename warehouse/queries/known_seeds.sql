-- What is remembered of these sources' seeds?
-- $sources: sources

SELECT
    source,
    url,
    kind,
    found_on,
    etag,
    last_modified,
    body_sha256,
    -- A sitemap that could not be had or read has told nothing up to then.
    CASE WHEN last_outcome IN ('fetched', 'unchanged') THEN last_fetched_at END AS last_read_at,
    interval_seconds,
    failures,
    next_due_at
FROM seed
WHERE source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
ORDER BY source, url;
