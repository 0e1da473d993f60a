-- What was asked of a run?
-- $run_id: the run

SELECT parameters
FROM run
WHERE run_id = CAST($run_id AS UUID)
    AND parameters IS NOT NULL;
