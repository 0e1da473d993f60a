-- Articles for people to leaf through, the newest first.
-- A date to come is a page's mistake, and would stand above all news for ever.

CREATE TABLE shelf.article AS
SELECT
    article.article_id,
    article.source,
    coalesce(article_version.published_at, article.first_seen_at) AS published_at
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
WHERE NOT article.is_withdrawn
    AND coalesce(article_version.published_at, article.first_seen_at) <= article.first_seen_at + INTERVAL 24 HOURS
ORDER BY published_at DESC;
