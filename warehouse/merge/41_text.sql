-- The texts on which stories are decided. A changed one has no place yet: its old one rests on other words.

-- By the row, so that no other texts are unpacked, and of other articles nothing but keys is read.
WITH shown AS MATERIALIZED (
    SELECT
        article_id,
        source,
        current_version_id,
        first_seen_at
    FROM article
    WHERE rowid IN (SELECT rowid FROM article WHERE article_id IN (SELECT article_id FROM decided_text))
),

told AS MATERIALIZED (
    SELECT
        version_id,
        published_at,
        headline,
        array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text,
        agency
    FROM article_version
    WHERE rowid IN (
        SELECT rowid FROM article_version WHERE version_id IN (SELECT current_version_id FROM shown)
    )
)

-- Ids as text, which DuckDB makes in less time than Python takes by way of its own UUIDs.
SELECT
    CAST(shown.article_id AS VARCHAR) AS article_id,
    CAST(told.version_id AS VARCHAR) AS version_id,
    shown.source,
    coalesce(told.published_at, shown.first_seen_at) AS published_at,
    told.headline,
    told.text,
    told.agency,
    CASE
        WHEN shown.article_id NOT IN (SELECT article_id FROM new_text)
            THEN CAST(story_member.story_id AS VARCHAR)
    END AS story_id,
    coalesce(story_member.kind = 'representative', false) AS represents
FROM shown
INNER JOIN told
    ON shown.current_version_id = told.version_id
LEFT JOIN story_member
    ON shown.article_id = story_member.article_id
ORDER BY shown.article_id;
