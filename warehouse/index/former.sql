-- Documents that no article says any more: what was indexed and says something else by now is no hit, nor is what a
-- warehouse does not have that was put back from a backup.

SELECT number
FROM word_index.document
WHERE version_id NOT IN (SELECT current_version_id FROM article WHERE NOT is_withdrawn)
