-- Articles of looked_at, as they read now, that the index does not have; the newest first.
-- $most: so many

SELECT looked_at.current_version_id AS version_id
FROM looked_at
ANTI JOIN word_index.document AS document
    ON looked_at.current_version_id = document.version_id
WHERE NOT looked_at.is_withdrawn
ORDER BY looked_at.first_seen_at DESC, version_id
LIMIT $most;
