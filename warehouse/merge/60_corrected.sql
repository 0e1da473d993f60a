-- Articles that were there before and now say something else, by source and host. That an article known from beside
-- another one was now met on its own page is no correction.

WITH changed AS (
    SELECT
        article_now.source,
        article_now.host,
        article_before.current_version_id AS old_version_id,
        article_now.current_version_id AS new_version_id
    FROM article_before
    INNER JOIN article_now
        ON article_before.article_id = article_now.article_id
    WHERE article_now.current_version_id <> article_before.current_version_id
),

shown_as_main AS (
    SELECT DISTINCT version_id
    FROM appearance
    WHERE role = 'main'
        AND version_id IN (SELECT old_version_id FROM changed UNION ALL SELECT new_version_id FROM changed)
)

SELECT
    source,
    host,
    count(*) AS articles
FROM changed
WHERE host IS NOT NULL
    AND (old_version_id IN (SELECT version_id FROM shown_as_main))
            = (new_version_id IN (SELECT version_id FROM shown_as_main))
GROUP BY source, host
ORDER BY source, host;
