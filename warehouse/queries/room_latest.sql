-- What was published last?
-- $source: of this outlet alone, null for all; $most: so many, after the first $skipped

WITH newest AS MATERIALIZED (
    SELECT
        article_id,
        published_at
    FROM shelf.article
    WHERE CAST($source AS VARCHAR) IS NULL
        OR source = $source
    ORDER BY published_at DESC, article_id
    LIMIT $most OFFSET $skipped
),

-- Found first and by few columns, so that no other headline is unpacked.
found AS MATERIALIZED (
    SELECT
        newest.article_id,
        newest.published_at,
        article.source,
        article.url,
        article.current_version_id
    FROM newest
    INNER JOIN article
        ON newest.article_id = article.article_id
)

SELECT
    found.article_id,
    found.source,
    coalesce(source.title, found.source) AS outlet,
    article_version.headline,
    found.published_at,
    CASE WHEN article_version.published_at IS NOT NULL THEN article_version.published_precision END
        AS published_precision,
    found.url,
    story_member.story_id
FROM found
INNER JOIN article_version
    ON found.current_version_id = article_version.version_id
LEFT JOIN source
    ON found.source = source.source
LEFT JOIN story_member
    ON found.article_id = story_member.article_id
ORDER BY found.published_at DESC, found.article_id;
