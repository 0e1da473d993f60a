-- Articles whose current version is missing, or is another article's.

SELECT
    article.article_id,
    article.current_version_id,
    article_version.article_id AS version_of
FROM article
LEFT JOIN article_version
    ON article.current_version_id = article_version.version_id
WHERE article_version.article_id IS DISTINCT FROM article.article_id;
