-- Versions that follow another one, as far as they were not compared with it yet.

WITH followed AS MATERIALIZED (
    SELECT
        version_id,
        previous_version_id
    FROM article_version
    WHERE previous_version_id IS NOT NULL
        AND article_id IN (SELECT article_id FROM touched_article)
        AND (previous_version_id, version_id) NOT IN (
            SELECT (left_version_id, right_version_id) FROM text_pair WHERE kind = 'version'
        )
),

told AS MATERIALIZED (
    SELECT
        version_id,
        article_id,
        array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text
    FROM article_version
    -- By the row, so that no other texts are unpacked.
    WHERE rowid IN (
        SELECT rowid
        FROM article_version
        WHERE version_id IN (SELECT version_id FROM followed UNION ALL SELECT previous_version_id FROM followed)
    )
)

SELECT
    version.article_id,
    followed.previous_version_id,
    followed.version_id,
    previous.text AS previous_text,
    version.text AS text
FROM followed
INNER JOIN told AS version
    ON followed.version_id = version.version_id
INNER JOIN told AS previous
    ON followed.previous_version_id = previous.version_id
ORDER BY followed.version_id;
