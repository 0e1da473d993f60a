-- What the load of article_now has made former, and what of that it made current again. The index had all articles
-- before it, and may hold texts of none: those stay former.

DELETE FROM word_index.former
WHERE number IN (
    SELECT number
    FROM word_index.document
    WHERE version_id IN (SELECT current_version_id FROM article_now WHERE NOT is_withdrawn)
);

INSERT INTO word_index.former
SELECT number
FROM word_index.document
WHERE version_id IN (SELECT version_id FROM former_version)
    AND number NOT IN (SELECT number FROM word_index.former);
