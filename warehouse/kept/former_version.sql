-- Versions of each article in touched_article that it does not say now.

SELECT
    article_version.article_id,
    article_version.version_id
FROM article_version
INNER JOIN article
    ON article_version.article_id = article.article_id
WHERE article_version.article_id IN (SELECT article_id FROM touched_article)
    AND article.article_id IN (SELECT article_id FROM touched_article)
    AND (article.is_withdrawn OR article_version.version_id <> article.current_version_id)
ORDER BY article_version.version_id
