-- Which articles did these runs bring, and which did they change?
-- $run_ids: runs
-- $most: so many articles

SELECT
    CASE WHEN article_version.previous_version_id IS NULL THEN 'new' ELSE 'corrected' END AS kind,
    article.source,
    coalesce(source.title, article.source) AS title,
    article.url,
    article_version.headline,
    previous.headline AS previous_headline,
    correction.paragraphs_removed,
    correction.paragraphs_added
FROM article_version
INNER JOIN article
    ON article_version.article_id = article.article_id
LEFT JOIN article_version AS previous
    ON article_version.previous_version_id = previous.version_id
LEFT JOIN correction
    ON article_version.version_id = correction.version_id
    AND NOT correction.is_return
LEFT JOIN source
    ON article.source = source.source
WHERE article_version.load_id IN (
    SELECT load_id FROM load WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
)
ORDER BY kind, article.source, article.url
LIMIT $most;
