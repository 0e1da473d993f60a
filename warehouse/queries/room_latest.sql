-- What was published last?
-- $source: of this outlet alone, null for all; $most: so many, after the first $skipped

SELECT
    article.article_id,
    article.source,
    coalesce(source.title, article.source) AS outlet,
    article_version.headline,
    coalesce(article_version.published_at, article.first_seen_at) AS published_at,
    article_version.published_at IS NOT NULL AS is_dated,
    article.url,
    story_member.story_id
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
LEFT JOIN source
    ON article.source = source.source
LEFT JOIN story_member
    ON article.article_id = story_member.article_id
WHERE NOT article.is_withdrawn
    AND (CAST($source AS VARCHAR) IS NULL OR article.source = $source)
    -- A date to come is a page's mistake, and would stand above all news for ever.
    AND coalesce(article_version.published_at, article.first_seen_at) <= article.first_seen_at + INTERVAL 1 DAY
ORDER BY published_at DESC, article.article_id
LIMIT $most OFFSET $skipped;
