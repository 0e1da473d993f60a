-- The texts on which stories are decided. A changed one has no place yet: its old one rests on other words.

SELECT
    article.article_id,
    article_version.version_id,
    article.source,
    coalesce(article_version.published_at, article.first_seen_at) AS published_at,
    article_version.headline,
    array_to_string(list_transform(article_version.paragraphs, lambda p: p.text), chr(10)) AS text,
    article_version.agency,
    CASE
        WHEN article.article_id NOT IN (SELECT article_id FROM new_text) THEN story_member.story_id
    END AS story_id,
    coalesce(story_member.kind = 'representative', false) AS represents
FROM decided_text
INNER JOIN article
    ON decided_text.article_id = article.article_id
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
LEFT JOIN story_member
    ON article.article_id = story_member.article_id
ORDER BY article.article_id;
