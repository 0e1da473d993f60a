-- The words of versions, and where each lies: version_row of each is in asked, a table of whoever asks.

SELECT
    rowid AS version_row,
    array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text
FROM article_version
-- By the row, so that no other texts are unpacked.
WHERE rowid IN (SELECT version_row FROM asked);
