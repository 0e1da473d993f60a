-- Who carried this story, in which order?
-- $article_id: any article of the story

SELECT
    row_number() OVER carried AS carried_as,
    article.source,
    coalesce(article_version.published_at, article.first_seen_at) AS published_at,
    CASE WHEN article_version.published_at IS NULL THEN 'first seen' ELSE article_version.published_precision END
        AS published_precision,
    CASE
        WHEN article_version.published_precision = 'minute'
            AND first_value(article_version.published_precision) OVER carried = 'minute'
            THEN article_version.published_at - first_value(article_version.published_at) OVER carried
    END AS after_first,
    story_member.kind,
    story_member.is_roundup,
    story_member.containment,
    story_member.containment_of_representative,
    article_version.headline,
    article_version.source_credit,
    article.url,
    article.article_id,
    story_member.story_id
FROM story_member
INNER JOIN article
    ON story_member.article_id = article.article_id
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
WHERE story_member.story_id = (
    SELECT story_id FROM story_member WHERE article_id = CAST($article_id AS UUID)
)
WINDOW carried AS (
    ORDER BY coalesce(article_version.published_at, article.first_seen_at), article.article_id
)
ORDER BY carried_as;
