-- What is shown of the articles found.
-- $version_ids: versions

SELECT
    version_id,
    headline,
    array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text
FROM article_version
-- By the row, so that no other texts are unpacked.
WHERE rowid IN (
    SELECT rowid
    FROM article_version
    WHERE version_id IN (SELECT unnest(CAST($version_ids AS UUID[])))
);
