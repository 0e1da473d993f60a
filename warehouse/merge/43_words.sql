-- The words of versions: version_row and number of each are in asked, a table of whoever asks. In the order of numbers.

-- By the row, so that no other texts are unpacked.
WITH told AS MATERIALIZED (
    SELECT
        rowid AS version_row,
        array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text
    FROM article_version
    WHERE rowid IN (SELECT version_row FROM asked)
)

SELECT told.text
FROM asked
INNER JOIN told
    ON asked.version_row = told.version_row
ORDER BY asked.number;
