-- How much of the index there is, is in one sorted run, and is of articles as they read now.

SELECT
    (SELECT count(*) FROM word_index.document) AS documents,
    (SELECT any_value(sorted_documents) FROM word_index.about) AS is_sorted,
    (
        SELECT count(*)
        FROM word_index.document AS document
        INNER JOIN article
            ON document.version_id = article.current_version_id
        WHERE NOT article.is_withdrawn
    ) AS current_documents;
