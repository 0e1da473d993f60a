-- Documents that no article says any more: what was indexed and says something else by now is no hit.

SELECT number
FROM word_index.document
WHERE version_id IN (SELECT version_id FROM former_version);
