-- Articles, as they read now, that the index does not have; the newest first.
-- $most: so many

WITH missing AS (
    SELECT
        current_version_id AS version_id,
        first_seen_at
    FROM article
    WHERE NOT is_withdrawn
        AND current_version_id NOT IN (SELECT version_id FROM word_index.document)
    ORDER BY first_seen_at DESC, version_id
    LIMIT $most
)

SELECT
    missing.version_id,
    article_version.headline,
    array_to_string(list_transform(article_version.paragraphs, lambda p: p.text), chr(10)) AS text
FROM missing
INNER JOIN article_version
    ON missing.version_id = article_version.version_id
ORDER BY missing.first_seen_at DESC, missing.version_id;
