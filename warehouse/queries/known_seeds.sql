-- What is remembered of these sources' seeds?
-- $sources: sources

SELECT
    url,
    etag,
    last_modified,
    body_sha256,
    last_fetched_at
FROM seed
WHERE source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
    AND last_fetched_at IS NOT NULL
ORDER BY url;
