-- Which pages of these sources are young enough to be corrected?
-- $sources: sources
-- $since: pages first served then or later

SELECT
    url,
    source
FROM page
WHERE source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
    AND first_seen_at >= $since
    AND gone_at IS NULL
ORDER BY url;
