-- Which articles did these runs bring, and which did they change?
-- $run_ids: runs
-- $most: so many articles

WITH loads AS (
    SELECT load_id
    FROM load
    WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
),

told AS (
    SELECT
        article_version.article_id,
        article_version.version_id,
        article_version.previous_version_id,
        correction.paragraphs_removed,
        correction.paragraphs_added
    FROM article_version
    LEFT JOIN correction
        ON article_version.version_id = correction.version_id
        AND NOT correction.is_return
    WHERE article_version.load_id IN (SELECT load_id FROM loads)
    UNION ALL
    -- An article that says again what it said before has no new version.
    SELECT
        article_id,
        version_id,
        previous_version_id,
        paragraphs_removed,
        paragraphs_added
    FROM article_return
    WHERE load_id IN (SELECT load_id FROM loads)
)

SELECT
    CASE WHEN told.previous_version_id IS NULL THEN 'new' ELSE 'corrected' END AS kind,
    article.source,
    coalesce(source.title, article.source) AS title,
    article.url,
    version.headline,
    previous.headline AS previous_headline,
    told.paragraphs_removed,
    told.paragraphs_added
FROM told
INNER JOIN article
    ON told.article_id = article.article_id
INNER JOIN article_version AS version
    ON told.version_id = version.version_id
LEFT JOIN article_version AS previous
    ON told.previous_version_id = previous.version_id
LEFT JOIN source
    ON article.source = source.source
ORDER BY kind, article.source, article.url
LIMIT $most;
