-- Where do the bodies lie now that were read in this archive before?
-- $archive_path: its address
-- $starts: bytes at which its parts begin, the first of them 0

SELECT
    list_max(list_filter(CAST($starts AS BIGINT[]), lambda start: start <= former_place.archive_offset)) AS start,
    fetches.archive_path,
    list(DISTINCT former_place.load_id ORDER BY former_place.load_id) AS load_ids
FROM former_place
INNER JOIN fetches
    ON former_place.fetch_id = fetches.fetch_id
WHERE former_place.archive_path = $archive_path
    -- A body in our own archive stays there, wherever else it is read.
    AND (fetches.archive_path IS NULL OR contains(fetches.archive_path, '://'))
    AND fetches.archive_path IS DISTINCT FROM $archive_path
GROUP BY ALL
ORDER BY ALL;
