-- How many got to which step of a run. Reads the registered table counted; variable: run_id.

MERGE INTO funnel
USING (
    SELECT
        CAST(getvariable('run_id') AS UUID) AS run_id,
        source,
        host,
        step,
        reason,
        count
    FROM counted
) AS staged
    ON funnel.run_id = staged.run_id
    AND funnel.source = staged.source
    AND funnel.step = staged.step
    AND funnel.host IS NOT DISTINCT FROM staged.host
    AND funnel.reason IS NOT DISTINCT FROM staged.reason
WHEN MATCHED THEN
    UPDATE SET count = staged.count
WHEN NOT MATCHED THEN
    INSERT (run_id, source, host, step, reason, count)
    VALUES (staged.run_id, staged.source, staged.host, staged.step, staged.reason, staged.count);
