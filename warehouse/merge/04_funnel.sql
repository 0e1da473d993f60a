-- How many of a source got to a step of a run.

MERGE INTO funnel
USING (
    SELECT
        CAST($run_id AS UUID) AS run_id,
        $source AS source,
        $step AS step,
        CAST($count AS BIGINT) AS count
) AS counted
    ON funnel.run_id = counted.run_id
    AND funnel.source = counted.source
    AND funnel.step = counted.step
WHEN MATCHED THEN
    UPDATE SET count = counted.count
WHEN NOT MATCHED THEN
    INSERT (run_id, source, step, count)
    VALUES (counted.run_id, counted.source, counted.step, counted.count);
