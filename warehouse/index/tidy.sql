-- One sorted run of postings again, without those of texts that no article says any more.

CREATE OR REPLACE TEMP TABLE kept_document AS
SELECT document.number
FROM word_index.document AS document
INNER JOIN article
    ON document.version_id = article.current_version_id
WHERE NOT article.is_withdrawn;

CREATE TABLE word_index.posting_sorted AS
SELECT *
FROM word_index.posting
WHERE document IN (SELECT number FROM kept_document)
ORDER BY word, document;

DROP TABLE word_index.posting;

ALTER TABLE word_index.posting_sorted RENAME TO posting;

DELETE FROM word_index.document
WHERE number NOT IN (SELECT number FROM kept_document);

DELETE FROM word_index.former;

UPDATE word_index.about
SET sorted_documents = (SELECT count(*) FROM word_index.document);
