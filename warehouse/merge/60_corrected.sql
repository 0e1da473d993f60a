-- Articles that were there before and now say something else, by source and host. That an article known from beside
-- another one was now met on its own page is no correction.

WITH changed AS (
    SELECT
        article.source,
        article_before.current_version_id AS old_version_id,
        article.current_version_id AS new_version_id
    FROM article_before
    INNER JOIN article
        ON article_before.article_id = article.article_id
    WHERE article.current_version_id <> article_before.current_version_id
),

shown_as_main AS (
    SELECT DISTINCT version_id
    FROM appearance
    WHERE role = 'main'
        AND version_id IN (SELECT old_version_id FROM changed UNION ALL SELECT new_version_id FROM changed)
)

SELECT
    changed.source,
    fetches.host,
    count(*) AS articles
FROM changed
INNER JOIN article_version
    ON changed.new_version_id = article_version.version_id
INNER JOIN fetches
    ON article_version.first_fetch_id = fetches.fetch_id
WHERE (old_version_id IN (SELECT version_id FROM shown_as_main))
    = (new_version_id IN (SELECT version_id FROM shown_as_main))
GROUP BY changed.source, fetches.host
ORDER BY changed.source, fetches.host;
