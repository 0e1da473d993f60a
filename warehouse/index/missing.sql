-- Articles, as they read now, that the index does not have; the newest first.
-- $most: so many

WITH missing AS MATERIALIZED (
    SELECT
        current_version_id AS version_id,
        first_seen_at
    FROM article
    WHERE NOT is_withdrawn
        AND current_version_id NOT IN (SELECT version_id FROM word_index.document)
    ORDER BY first_seen_at DESC, version_id
    LIMIT $most
),

told AS MATERIALIZED (
    SELECT
        version_id,
        headline,
        array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text
    FROM article_version
    -- By the row, so that no other texts are unpacked.
    WHERE rowid IN (
        SELECT rowid FROM article_version WHERE version_id IN (SELECT version_id FROM missing)
    )
)

SELECT
    missing.version_id,
    told.headline,
    told.text
FROM missing
INNER JOIN told
    ON missing.version_id = told.version_id
ORDER BY missing.first_seen_at DESC, missing.version_id;
