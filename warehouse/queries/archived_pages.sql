-- Where is the newest body of each page, and what did it say to the newest rules?
-- $source: a source, or null for all
-- $since, $until: bounds of the fetch, until exclusive, or null for none

WITH newest AS (
    SELECT * EXCLUDE (load_id)
    FROM fetches
    WHERE kind = 'page'
        AND archive_path IS NOT NULL
        AND ($source IS NULL OR source = $source)
        AND (CAST($since AS TIMESTAMPTZ) IS NULL OR fetched_at >= $since)
        AND (CAST($until AS TIMESTAMPTZ) IS NULL OR fetched_at < $until)
    QUALIFY row_number() OVER (PARTITION BY page_id ORDER BY fetched_at DESC, fetch_id DESC) = 1
),

shown AS (
    SELECT
        appearance.fetch_id,
        list(appearance.version_id ORDER BY appearance.position, appearance.article_id) AS version_ids
    FROM appearance
    INNER JOIN newest
        ON appearance.fetch_id = newest.fetch_id
        AND appearance.rule_version = newest.rule_version
    GROUP BY appearance.fetch_id
)

SELECT
    newest.*,
    coalesce(shown.version_ids, []) AS version_ids
FROM newest
LEFT JOIN shown
    ON newest.fetch_id = shown.fetch_id
ORDER BY newest.archive_path, newest.archive_offset;
