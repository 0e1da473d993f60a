-- What has each member of a story to say, in the order of publication?
-- $story_id: the story; $most: the first so many and the representative

SELECT
    member.*,
    coalesce(source.title, member.source) AS outlet,
    article_version.paragraphs
FROM (
    SELECT
        story_member.article_id,
        story_member.kind,
        story_member.is_roundup,
        story_member.containment,
        story_member.containment_of_representative,
        story_member.reason,
        article.source,
        article.url,
        article.current_version_id,
        shown.headline,
        coalesce(shown.published_at, article.first_seen_at) AS published_at,
        CASE WHEN shown.published_at IS NOT NULL THEN shown.published_precision END AS published_precision,
        row_number() OVER (
            ORDER BY coalesce(shown.published_at, article.first_seen_at), article.article_id
        ) AS carried_as,
        count(*) OVER () AS in_all
    FROM story_member
    INNER JOIN article
        ON story_member.article_id = article.article_id
    INNER JOIN article_version AS shown
        ON article.current_version_id = shown.version_id
    WHERE story_member.story_id = CAST($story_id AS UUID)
) AS member
INNER JOIN article_version
    ON member.current_version_id = article_version.version_id
LEFT JOIN source
    ON member.source = source.source
WHERE member.carried_as <= $most
    OR member.kind = 'representative'
ORDER BY member.carried_as;
