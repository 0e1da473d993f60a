-- The same of the texts in found, and whether no article says it any more.

SELECT
    number,
    length,
    version_id IN (SELECT version_id FROM former_version) AS is_former
FROM (
    SELECT * FROM word_index.document
    UNION ALL
    SELECT * FROM fresh_document
)
WHERE number IN (SELECT number FROM found);
