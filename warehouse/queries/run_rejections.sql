-- What did these runs refuse, and why?
-- $run_ids: runs

SELECT
    stage,
    reason,
    count(*) AS count
FROM rejection
WHERE load_id IN (
    SELECT load_id FROM load WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
)
GROUP BY stage, reason
ORDER BY count DESC, stage, reason;
