-- Articles of looked_at, as they read now, that the index does not have; the newest first.
-- $most: so many

WITH missing AS MATERIALIZED (
    SELECT
        looked_at.current_version_id AS version_id,
        looked_at.first_seen_at
    FROM looked_at
    ANTI JOIN word_index.document AS document
        ON looked_at.current_version_id = document.version_id
    WHERE NOT looked_at.is_withdrawn
    ORDER BY looked_at.first_seen_at DESC, version_id
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
