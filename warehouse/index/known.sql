-- All texts that can be searched, with their lengths: those of the index, and those read beside it.

SELECT
    number,
    length
FROM word_index.document
UNION ALL
SELECT
    number,
    length
FROM fresh_document;
