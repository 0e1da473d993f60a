-- Of which kinds are the members of the stories that these runs touched?
-- $run_ids: runs

SELECT
    kind,
    count(*) AS count
FROM story_member
WHERE story_id IN (
    SELECT story_id
    FROM story_member
    WHERE load_id IN (
        SELECT load_id FROM load WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
    )
)
GROUP BY kind
ORDER BY kind;
