-- How many articles, as they read now, the index does not have.

SELECT count(*) AS missing
FROM article
WHERE NOT is_withdrawn
    AND current_version_id NOT IN (SELECT version_id FROM word_index.document);
