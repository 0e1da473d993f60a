-- Which pages did these runs refuse?
-- $run_ids: runs
-- $most: so many pages

SELECT
    rejection.source,
    coalesce(source.title, rejection.source) AS title,
    rejection.stage,
    rejection.reason,
    rejection.url,
    rejection.detail
FROM rejection
LEFT JOIN source
    ON rejection.source = source.source
WHERE rejection.load_id IN (
    SELECT load_id FROM load WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
)
ORDER BY rejection.stage, rejection.reason, rejection.source, rejection.url
LIMIT $most;
