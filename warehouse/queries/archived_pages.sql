-- Where are these bodies, and what did they say to the newest rules?
-- $fetch_ids: fetches

WITH asked AS (
    SELECT * EXCLUDE (load_id)
    FROM fetches
    WHERE fetch_id IN (SELECT unnest(CAST($fetch_ids AS UUID[])))
),

shown AS (
    SELECT
        appearance.fetch_id,
        list(appearance.version_id ORDER BY appearance.position, appearance.article_id) AS version_ids
    FROM appearance
    INNER JOIN asked
        ON appearance.fetch_id = asked.fetch_id
        AND appearance.rule_version = asked.rule_version
    GROUP BY appearance.fetch_id
)

SELECT
    asked.*,
    coalesce(shown.version_ids, []) AS version_ids
FROM asked
LEFT JOIN shown
    ON asked.fetch_id = shown.fetch_id
ORDER BY asked.archive_path, asked.archive_offset, asked.fetch_id;
