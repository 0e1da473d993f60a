-- The texts on which stories are decided. A changed one has no place yet: its old one rests on other words.

WITH told AS MATERIALIZED (
    SELECT
        version_id,
        published_at,
        headline,
        array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text,
        agency
    FROM article_version
    -- By the row, so that no other texts are unpacked.
    WHERE rowid IN (
        SELECT rowid
        FROM article_version
        WHERE version_id IN (
            SELECT current_version_id FROM article WHERE article_id IN (SELECT article_id FROM decided_text)
        )
    )
)

SELECT
    article.article_id,
    told.version_id,
    article.source,
    coalesce(told.published_at, article.first_seen_at) AS published_at,
    told.headline,
    told.text,
    told.agency,
    CASE
        WHEN article.article_id NOT IN (SELECT article_id FROM new_text) THEN story_member.story_id
    END AS story_id,
    coalesce(story_member.kind = 'representative', false) AS represents
FROM decided_text
INNER JOIN article
    ON decided_text.article_id = article.article_id
INNER JOIN told
    ON article.current_version_id = told.version_id
LEFT JOIN story_member
    ON article.article_id = story_member.article_id
ORDER BY article.article_id;
