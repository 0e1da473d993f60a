-- The same of the texts in found.

SELECT
    number,
    length
FROM (
    SELECT * FROM word_index.document
    UNION ALL
    SELECT * FROM fresh_document
)
WHERE number IN (SELECT number FROM found);
