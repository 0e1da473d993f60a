-- Which loads were the last to read these bodies? A text that is another once one of them is read anew.
-- $fetch_ids: fetches

SELECT coalesce(md5(string_agg(DISTINCT concat(fetch_id, load_id), '' ORDER BY concat(fetch_id, load_id))), '') AS told
FROM appearance
WHERE fetch_id IN (SELECT unnest(CAST($fetch_ids AS UUID[])));
