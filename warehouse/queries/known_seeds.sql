-- What is remembered of these sources' seeds?
-- $sources: sources

WITH moved AS (
    SELECT
        source,
        requested_url AS url,
        arg_max({'moved_to': moved_to}, (fetched_at, fetch_id)).moved_to AS moved_to,
        arg_max(fetches.url, (fetched_at, fetch_id)) FILTER (outcome = 'fetched') AS answered_by
    FROM fetches
    WHERE kind IN ('feed', 'sitemap', 'listing', 'home')
        AND outcome IN ('fetched', 'unchanged')
        AND source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
    GROUP BY ALL
)

SELECT
    source,
    url,
    kind,
    found_on,
    etag,
    last_modified,
    body_sha256,
    moved.answered_by,
    moved.moved_to,
    -- A sitemap that could not be had or read has told nothing up to then.
    CASE WHEN last_outcome IN ('fetched', 'unchanged') THEN last_fetched_at END AS last_read_at,
    interval_seconds,
    failures,
    next_due_at
FROM seed
LEFT JOIN moved USING (source, url)
WHERE source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
ORDER BY source, url;
