-- Versions that follow another one, as far as they were not compared with it yet.

SELECT
    version.article_id,
    version.previous_version_id,
    version.version_id,
    array_to_string(list_transform(previous.paragraphs, lambda p: p.text), chr(10)) AS previous_text,
    array_to_string(list_transform(version.paragraphs, lambda p: p.text), chr(10)) AS text
FROM article_version AS version
INNER JOIN article_version AS previous
    ON version.previous_version_id = previous.version_id
WHERE version.article_id IN (SELECT article_id FROM touched_article)
    AND (version.previous_version_id, version.version_id) NOT IN (
        SELECT (left_version_id, right_version_id) FROM text_pair WHERE kind = 'version'
    )
ORDER BY version.version_id;
