-- Which pages of these sources are to be asked for again, though no seed need announce them?
-- $sources: sources
-- $since: pages first served then or later, and those that could not be had since then

SELECT
    url,
    source
FROM page
WHERE source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
    AND first_seen_at >= $since
    AND gone_at IS NULL
UNION
-- A seed that has not changed announces nothing, and what failed for a while would be lost.
SELECT
    fetches.requested_url AS url,
    fetches.source
FROM fetches
LEFT JOIN page
    ON fetches.page_id = page.page_id
WHERE fetches.source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
    AND fetches.kind = 'page'
    AND fetches.outcome = 'failed'
    AND fetches.fetched_at >= $since
    AND (fetches.status IS NULL OR fetches.status >= 500 OR fetches.status IN (408, 425, 429))
    AND page.first_seen_at IS NULL
    AND page.gone_at IS NULL
ORDER BY url;
