-- Some fetches whose body must be in the archive, others each time.
-- $salt: any text; another one gives others
-- $most: so many

SELECT
    fetch_id,
    url,
    archive_path,
    archive_offset,
    body_sha256
FROM fetches
WHERE outcome = 'fetched'
    AND archive_path IS NOT NULL
ORDER BY hash(concat(CAST(fetch_id AS VARCHAR), $salt))
LIMIT $most;
