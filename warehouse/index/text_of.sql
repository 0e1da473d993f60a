-- What the versions in asked say.

SELECT
    version_id,
    headline,
    array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text
FROM article_version
-- By the row, so that no other texts are unpacked.
WHERE rowid IN (
    SELECT rowid
    FROM article_version
    WHERE version_id IN (SELECT CAST(version_id AS UUID) FROM asked)
);
