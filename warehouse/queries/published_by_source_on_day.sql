-- What did an outlet publish on a day?
-- $source: the outlet, as in the table source
-- $day: a UTC day; articles without a date of their own count on the day they were first seen

SELECT
    coalesce(article_version.published_at, article.first_seen_at) AS published_at,
    article_version.published_precision,
    article_version.headline,
    article_version.section,
    article_version.agency,
    article.url,
    article.article_id
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
WHERE article.source = $source
    AND NOT article.is_withdrawn
    AND CAST(make_timestamp(epoch_us(coalesce(article_version.published_at, article.first_seen_at))) AS DATE) = CAST($day AS DATE)
ORDER BY published_at, article_version.headline, article.article_id;
