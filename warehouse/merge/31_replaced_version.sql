-- What belonged to versions that an earlier sighting or newer rules tell anew. Run only if there are any: each
-- statement reads a whole key column.

DELETE FROM article_author
WHERE version_id IN (SELECT version_id FROM written_version WHERE is_replaced);

DELETE FROM article_keyword
WHERE version_id IN (SELECT version_id FROM written_version WHERE is_replaced);

DELETE FROM image
WHERE version_id IN (SELECT version_id FROM written_version WHERE is_replaced);

DELETE FROM provenance
WHERE version_id IN (SELECT version_id FROM written_version WHERE is_replaced);

DELETE FROM sketch
WHERE version_id IN (SELECT version_id FROM written_version WHERE is_replaced);
