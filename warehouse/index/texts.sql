-- How many texts can be searched, those of the index and those read beside it, and how long they are.

SELECT
    count(*) AS texts,
    coalesce(avg(length), 0) AS usual
FROM (
    SELECT length FROM word_index.document
    UNION ALL
    SELECT length FROM fresh_document
);
