-- Which pages of these sources are young, changed of late, or could not be had, and when were they visited?
-- $sources: sources
-- $since: first served, last changed or first tried then or later

WITH changed AS (
    SELECT
        appearance.page_id,
        max(article_version.first_seen_at) AS changed_at
    FROM appearance
    INNER JOIN article_version
        ON appearance.version_id = article_version.version_id
    WHERE article_version.first_seen_at >= $since
        AND appearance.fetched_at >= $since
        AND appearance.role = 'main'
    GROUP BY appearance.page_id
)

SELECT
    page.url,
    page.source,
    greatest(page.first_seen_at, coalesce(changed.changed_at, page.first_seen_at)) AS changed_at,
    page.last_fetched_at
FROM page
LEFT JOIN changed
    ON page.page_id = changed.page_id
WHERE page.source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
    AND page.gone_at IS NULL
    AND (page.first_seen_at >= $since OR changed.changed_at >= $since)
UNION
-- A seed that has not changed announces nothing, and what could not be had for a while would be lost.
SELECT
    fetches.requested_url AS url,
    max(fetches.source) AS source,
    min(fetches.fetched_at) AS changed_at,
    max(fetches.fetched_at) AS last_fetched_at
FROM fetches
LEFT JOIN page
    ON fetches.page_id = page.page_id
WHERE fetches.source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
    AND fetches.kind = 'page'
    AND fetches.outcome IN ('failed', 'refused')
    -- Nothing that time would heal.
    AND fetches.reason NOT IN ('bad_url', 'too_large')
    AND page.first_seen_at IS NULL
    AND page.gone_at IS NULL
GROUP BY fetches.requested_url
HAVING min(fetches.fetched_at) >= $since
ORDER BY url;
