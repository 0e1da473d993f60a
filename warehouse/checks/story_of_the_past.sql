-- Members whose evidence is about words that the article no longer says, or whose article was withdrawn.

SELECT
    story_member.article_id,
    story_member.version_id,
    article.current_version_id,
    article.is_withdrawn
FROM story_member
INNER JOIN article
    ON story_member.article_id = article.article_id
WHERE story_member.version_id <> article.current_version_id
    OR article.is_withdrawn;
